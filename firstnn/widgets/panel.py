"""A panel: controls, a sentence that says what is seen, and a picture that is redrawn at every change."""

import html
from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets
import numpy as np

from firstnn.plots.picture import LivePicture, shown
from firstnn.plots.style import png, quick_png

LOG_STEP = 0.1
NOTE = "A still picture. Run this cell to use the controls."
ALIVE = "Do the controls do nothing, after a restart or on another day? Run this cell again."


class Panel(ipywidgets.VBox):
    """Controls above, then a sentence, then a picture.

    controls: name -> widget with a value. draw(**values) moves the artists of the picture and returns the sentence,
    which says in words what the picture shows, values included. Where draw fails, the sentence says so and problem holds
    the exception. Shown without a kernel, the panel is a still picture with its sentence.
    """

    def __init__(self, controls: Mapping[str, Any], picture: LivePicture, draw: Callable[..., str], arrange: Any = None):
        self.controls = dict(controls)
        self.picture = picture
        self.draw = draw
        self.problem: Exception | None = None
        self.sentence = ""
        self.words = ipywidgets.HTML()
        self.image = ipywidgets.Image(format="png", layout=ipywidgets.Layout(max_width="100%", object_fit="contain"))
        for control in self.controls.values():
            control.observe(self.update, names="value")
        super().__init__([arrange or ipywidgets.VBox(list(self.controls.values())), self.words, self.image])
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
        self.words.value = f'<div role="status">{html.escape(self.sentence)}</div><small>{ALIVE}</small>'
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
        "style": {"description_width": "8em"},
        "layout": ipywidgets.Layout(width="min(32em, 95%)"),
    }
    if logarithmic:
        low, exponent, high = np.log10([low, value, high])
        value = 10 ** np.clip(round(exponent / LOG_STEP) * LOG_STEP, low, high)
        return ipywidgets.FloatLogSlider(value, min=low, max=high, step=LOG_STEP, readout_format=".2g", **looks)
    kind = ipywidgets.IntSlider if isinstance(step, int) else ipywidgets.FloatSlider
    return kind(value, min=low, max=high, step=step, **looks)
