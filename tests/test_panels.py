"""All panels alike: after any number of events the state shown is that of the controls, and each has its still twin."""

import gc
import inspect
import io
import itertools
import zlib

import ipywidgets
import matplotlib.pyplot as plt
import numpy as np
import pytest
from PIL import Image

from firstnn import widgets
from firstnn.widgets import panel as panel_module
from firstnn.widgets.panel import NOTE, LivePicture, Panel, slider

PANELS = [getattr(widgets, name) for name in widgets.__all__]
MOST_EPOCHS = 20


def quick(make):
    """The panel, with a short training where it trains: its events are many."""
    return make(epochs=MOST_EPOCHS) if "epochs" in inspect.signature(make).parameters else make()


def some_value(name, control, rng):
    """A value that the control can take, its ends among them; few epochs, so that the test is quick."""
    if hasattr(control, "options"):
        options = [option[1] if isinstance(option, tuple) else option for option in control.options]
        return options[rng.integers(len(options))]
    if isinstance(control.value, tuple):
        return tuple(rng.integers(0, 2, len(control.value)).astype(float).tolist())
    low, high = control.min, min(control.max, MOST_EPOCHS) if name == "epochs" else control.max
    value = rng.choice([low, rng.uniform(low, high), high])
    if isinstance(control, ipywidgets.FloatLogSlider):
        return float(control.base**value)
    return round(value) if isinstance(control, ipywidgets.IntSlider) else float(value)


def buttons(widget):
    """All buttons in a panel."""
    found = [widget] if isinstance(widget, ipywidgets.Button) else []
    return found + [button for child in getattr(widget, "children", ()) for button in buttons(child)]


def abuse(panel, events, rng):
    """So many random events: a control gets another value, or a button is clicked."""
    for _ in range(events):
        event = rng.choice([*panel.controls, *buttons(panel)])
        if isinstance(event, str):
            panel.controls[event].value = some_value(event, panel.controls[event], rng)
        else:
            event.click()
        assert panel.problem is None, event


def kept(panel):
    """What makes the picture: its figure, its axes, and all on them but the ticks, which come and go with the range."""
    figure = panel.picture.figure
    return figure, figure.axes, [ax.get_children() for ax in figure.axes], plt.get_fignums()


def draw_every_third(picture):
    """Save time: between every third picture, the first one is kept. Returns what makes it whole again."""
    pixels, events, first = picture.pixels, itertools.count(), picture.pixels()
    picture.pixels = lambda: first if next(events) % 3 else pixels()
    return lambda: setattr(picture, "pixels", pixels)


@pytest.mark.parametrize("make", PANELS, ids=lambda make: make.__name__)
def test_500_random_events_leave_the_state_of_a_fresh_panel_and_a_kept_figure(make, monkeypatch):
    monkeypatch.setattr(panel_module, "quick_png", lambda pixels: str(zlib.crc32(pixels)).encode())  # as good to compare
    panel, fresh, rng = quick(make), quick(make), np.random.default_rng(0)
    picture, whole_again = kept(panel), draw_every_third(panel.picture)
    abuse(panel, 250, rng)
    gc.collect()
    objects = len(gc.get_objects())
    abuse(panel, 250, rng)
    gc.collect()
    assert len(gc.get_objects()) - objects < 2000 and kept(panel) == picture
    whole_again()
    panel.update()
    for name, control in panel.controls.items():
        fresh.controls[name].value = control.value
    fresh.update()
    assert [c.value for c in fresh.controls.values()] == [c.value for c in panel.controls.values()]
    assert panel.sentence == fresh.sentence
    assert panel.image.value == fresh.image.value


def test_a_live_picture_is_the_png_of_its_pixels():
    panel = widgets.damage_panel()
    drawn = np.asarray(Image.open(io.BytesIO(panel.image.value)))
    np.testing.assert_array_equal(drawn, panel.picture.pixels())


@pytest.mark.parametrize("make", PANELS, ids=lambda make: make.__name__)
def test_every_panel_has_its_still_twin_and_says_its_values(make):
    panel = make()
    bundle = panel._repr_mimebundle_()
    assert bundle["text/html"].startswith("<img alt=") and NOTE in bundle["text/html"]
    assert bundle["text/plain"] == panel.sentence and len(panel.sentence) > 20
    assert "nan" not in panel.sentence.lower().split()
    assert 'role="status"' in panel.words.value
    again = make()._repr_mimebundle_()
    assert again["text/html"] == bundle["text/html"]


@pytest.mark.parametrize("make", PANELS, ids=lambda make: make.__name__)
def test_every_panel_has_a_docstring_and_needs_no_argument(make):
    assert make.__doc__
    assert all(p.default is not p.empty for p in inspect.signature(make).parameters.values())


def test_an_exception_in_a_callback_becomes_a_sentence():
    from firstnn.plots.style import figure

    drawn, _ = figure()

    def draw(size):
        if size == 3:
            raise RuntimeError("three is too many")
        return f"size {size}"

    panel = Panel({"size": slider("size", 1, 0, 5)}, LivePicture(drawn, []), draw)
    panel.controls["size"].value = 3
    assert isinstance(panel.problem, RuntimeError)
    assert "three is too many" in panel.sentence and "three is too many" in panel.words.value
    panel.controls["size"].value = 2
    assert panel.problem is None and panel.sentence == "size 2"
