"""Panel 9: a forward and a backward pass through the tiny network, one step after the other, forwards and backwards."""

from functools import partial

import ipywidgets
from ipywidgets import Layout

from firstnn.inputs import takes, whole_number
from firstnn.plots.lessons.backward_pass import SIZE, Step, WalkPicture, walk
from firstnn.plots.picture import LivePicture
from firstnn.plots.style import figure
from firstnn.widgets.panel import Panel, choice, slider

STEPS = len(walk(0))
CLASSES = (0, 1)


@takes(step=partial(whole_number, low=0, high=STEPS), true=partial(whole_number, low=0, high=1))
def backward_pass_panel(step: int = 0, true: int = 1) -> Panel:
    """Watch both passes through the tiny network of firstnn.tiny: first every value, then every slope, edge by edge.

    step: how many steps are done. true: the true class, 0 or 1.
    """
    drawn, ax = figure(size=SIZE)
    passes = WalkPicture(ax)
    walks = {each: walk(each) for each in CLASSES}

    def draw(step: int, true: int) -> str:
        passes.move(walks[true], step, true)
        return sentence(walks[true], step, true)

    steps = slider("step", step, 0, STEPS)
    classes = choice("true class", true, CLASSES)
    back, forth = (ipywidgets.Button(description=words, layout=Layout(width="6em")) for words in ("◀ back", "next ▶"))
    back.on_click(lambda _: setattr(steps, "value", max(steps.value - 1, 0)))
    forth.on_click(lambda _: setattr(steps, "value", min(steps.value + 1, STEPS)))
    row = ipywidgets.Box([classes, back, forth], layout=Layout(flex_flow="row wrap"))
    return Panel({"step": steps, "true": classes}, LivePicture(drawn, [passes]), draw, ipywidgets.VBox([row, steps]))


def sentence(steps: list[Step], done: int, true: int) -> str:
    """Which step this is and what it finds, with its arithmetic."""
    if not done:
        return f"Step 0 of {len(steps)}, true class {true}: the picture and the parameters are known, and nothing else yet."
    way = "backward, a slope" if steps[done - 1].backward else "forward, a value"
    return f"Step {done} of {len(steps)}, true class {true}, {way}. {steps[done - 1].words}"
