"""A panel: controls, a picture that is redrawn at every change, and a sentence that says what is seen."""

import html
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ipywidgets
import numpy as np

from firstnn.plots.picture import LivePicture, shown
from firstnn.plots.style import png, quick_png

LOG_STEP = 0.1
NOTE = "A still picture. Run this cell to use the controls."
ALIVE = "Do the controls do nothing, after a restart or on another day? Run this cell again."
WORDS = f'<div style="line-height: 1.4"><div role="status">{{}}</div><small>{ALIVE}</small></div>'
ON_PAPER = "firstnn-on-paper"  # what has this class stands on white in a dark theme too
WORDS += f"<style>.{ON_PAPER} {{{{background: white}}}}</style>"
BELOW = {"max_width": "100%", "object_fit": "contain"}
BESIDE = BELOW | {"flex": "1 1 330px", "min_width": "0", "max_width": "640px"}
ROW = {"display": "flex", "flex_flow": "row wrap", "align_items": "center", "grid_gap": "12px"}
NAMED = {"description_width": "8em"}
WIDTH = {"width": "min(32em, 95%)"}


class Panel(ipywidgets.VBox):
    """Controls, then a picture, then a sentence: so the picture stays in its place, however long the sentence is.

    controls: name -> widget with a value. arrange: the widget that holds them, and more; beside: it stands on the left of
    the picture where there is room. draw(**values) moves the artists of the picture and returns the sentence,
    which says in words what the picture shows, values included. Where draw fails, the sentence says so and problem holds
    the exception. Shown without a kernel, the panel is a still picture with its sentence.
    """

    def __init__(
        self,
        controls: Mapping[str, Any],
        picture: LivePicture,
        draw: Callable[..., str],
        arrange: Any = None,
        beside: bool = False,
    ):
        self.controls = dict(controls)
        self.picture = picture
        self.draw = draw
        self.problem: Exception | None = None
        self.sentence = ""
        self.words = ipywidgets.HTML()
        self.image = ipywidgets.Image(format="png", layout=BESIDE if beside else BELOW)
        for control in self.controls.values():
            control.observe(self.update, names="value")
        above = [arrange or ipywidgets.VBox(list(self.controls.values())), self.image]
        super().__init__([ipywidgets.Box(above, layout=ROW), self.words] if beside else [*above, self.words])
        self.update()

    def update(self, _: Any = None) -> None:
        """Redraw for the values that the controls have now."""
        try:
            self.sentence = self.draw(**{name: control.value for name, control in self.controls.items()})
            self.problem = None
            data = quick_png(self.picture.pixels())
        except Exception as problem:
            self.problem = problem
            self.sentence = f"This setting did not work: {problem}. Choose another one."
            data = None
        self.words.value = WORDS.format(html.escape(self.sentence).replace(" %", "&nbsp;%"))
        if data is not None:
            self.image.value = data

    def still(self) -> np.ndarray:
        """The picture for those who only read: (height, width, 3) bytes."""
        return self.picture.pixels()

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        bundle = super()._repr_mimebundle_(**kwargs)
        sentence = html.escape(self.sentence)
        bundle |= shown(png(self.still()), self.sentence, f"<p>{sentence} <em>{NOTE}</em></p>")
        return bundle


def slider(name: str, value: float, low: float, high: float, logarithmic: bool = False, step: float = 1) -> Any:
    """A slider with its name beside it: whole numbers, or a logarithmic scale.

    It goes from low to high, and as far beyond as it must to hold the value.
    """
    low, high = min(low, value), max(high, value)
    looks = {
        "description": name,
        "style": NAMED,
        "layout": WIDTH,
    }
    if logarithmic:
        low, exponent, high = np.log10([low, value, high])
        value = 10 ** np.clip(round(exponent / LOG_STEP) * LOG_STEP, low, high)
        return ipywidgets.FloatLogSlider(value, min=low, max=high, step=LOG_STEP, readout_format=".2g", **looks)
    kind = ipywidgets.IntSlider if isinstance(step, int) else ipywidgets.FloatSlider
    return kind(value, min=low, max=high, step=step, **looks)


def choice(name: str, value: Any, options: Sequence[Any]) -> Any:
    """A list to choose from, with its name beside it. Each option is a value, or a pair of what is shown and the value."""
    return ipywidgets.Dropdown(options=options, value=value, description=name, style=NAMED, layout={"width": "14em"})


def moments(name: str, value: Any, options: Sequence[tuple[str, Any]]) -> Any:
    """A slider over a list of values, each with what is shown for it, its name beside it."""
    return ipywidgets.SelectionSlider(options=options, value=value, description=name, style=NAMED, layout=WIDTH)
