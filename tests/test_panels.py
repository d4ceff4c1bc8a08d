"""All panels alike: after any number of events the state shown is that of the controls, and each has its still twin."""

import inspect

import ipywidgets
import numpy as np
import pytest

from firstnn import widgets
from firstnn.widgets.panel import NOTE, Panel, Picture, slider

PANELS = [getattr(widgets, name) for name in widgets.__all__]


def some_value(name, control, rng):
    """A value that the control can take, its ends among them; few epochs, so that the test is quick."""
    if hasattr(control, "options"):
        options = [option[1] if isinstance(option, tuple) else option for option in control.options]
        return options[rng.integers(len(options))]
    if isinstance(control.value, tuple):
        return tuple(rng.integers(0, 2, len(control.value)).astype(float).tolist())
    low, high = control.min, min(control.max, 60) if name == "epochs" else control.max
    value = rng.choice([low, rng.uniform(low, high), high])
    if isinstance(control, ipywidgets.FloatLogSlider):
        return float(control.base**value)
    return round(value) if isinstance(control, ipywidgets.IntSlider) else float(value)


@pytest.mark.parametrize("make", PANELS, ids=lambda make: make.__name__)
def test_after_many_events_the_state_shown_is_that_of_the_controls(make):
    rng = np.random.default_rng(0)
    panel, fresh = make(), make()
    names = list(panel.controls)
    for _ in range(60):
        name = names[rng.integers(len(names))]
        panel.controls[name].value = some_value(name, panel.controls[name], rng)
        assert panel.problem is None, (name, panel.controls[name].value)
    for name in names:
        fresh.controls[name].value = panel.controls[name].value
    fresh.update()
    panel.update()
    assert panel.sentence == fresh.sentence
    assert panel.image.value == fresh.image.value


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
    from firstnn.plots import figure

    drawn, _ = figure()

    def draw(size):
        if size == 3:
            raise RuntimeError("three is too many")
        return f"size {size}"

    panel = Panel({"size": slider("size", 1, 0, 5)}, Picture(drawn), draw)
    panel.controls["size"].value = 3
    assert isinstance(panel.problem, RuntimeError)
    assert "three is too many" in panel.sentence and "three is too many" in panel.words.value
    panel.controls["size"].value = 2
    assert panel.problem is None and panel.sentence == "size 2"
