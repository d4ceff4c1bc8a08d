"""A panel: controls, a sentence that says what is seen, and a picture that is redrawn at every change."""

import html
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

import ipywidgets
import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from firstnn.digits import PIXELS
from firstnn.inputs import real_number, whole_number
from firstnn.plots.style import image_html, png

LOG_STEP = 0.1
digit = partial(whole_number, low=0, high=9)
seed = partial(whole_number, low=0, high=2**53 - 1)  # more, a browser cannot count
hidden_size = partial(whole_number, low=1, high=1000)
epochs = partial(whole_number, low=1, high=100_000)
noise_level = partial(whole_number, low=0, high=PIXELS)
learning_rate = partial(real_number, low=1e-300, below=1e301, low_allowed=True)
NOTE = "A still picture. Run the notebook to use the controls."


class Picture:
    """A kept figure of which only the moving artists are drawn anew; everything else is drawn once and copied."""

    def __init__(self, figure: Figure, moving: Iterable[Artist] = ()):
        self.figure = figure
        self.moving = list(moving)
        self._still = None
        for artist in self.moving:
            artist.set_animated(True)
        self.figure.draw_without_rendering()
        self.figure.set_layout_engine("none")

    def redraw_all(self) -> None:
        """Call this when anything but the moving artists has changed, such as the range of an axis."""
        self._still = None

    def pixels(self) -> np.ndarray:
        """The picture as it is now: (height, width, 3) bytes."""
        canvas = self.figure.canvas
        if self._still is None:
            canvas.draw()
            self._still = canvas.copy_from_bbox(self.figure.bbox)
        canvas.restore_region(self._still)
        for artist in self.moving:
            self.figure.draw_artist(artist)
        return np.asarray(canvas.buffer_rgba())[:, :, :3].copy()


class Panel(ipywidgets.VBox):
    """Controls above, then a sentence, then a picture.

    controls: name -> widget with a value. draw(**values) moves the artists of the picture and returns the sentence,
    which says in words what the picture shows, values included. Where draw fails, the sentence says so and problem holds
    the exception. Shown without a kernel, the panel is a still picture with its sentence.
    """

    def __init__(self, controls: Mapping[str, Any], picture: Picture, draw: Callable[..., str], arrange: Any = None):
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
            data = png(self.picture.pixels(), quick=True)
        except Exception as problem:
            self.problem = problem
            self.sentence = f"This setting did not work: {problem}. Choose another one."
            data = None
        self.words.value = f'<div role="status">{html.escape(self.sentence)}</div>'
        if data is not None:
            self.image.value = data

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        bundle = super()._repr_mimebundle_(**kwargs)
        still = image_html(png(self.picture.pixels()), self.sentence)
        bundle["text/html"] = f"{still}<p>{html.escape(self.sentence)} <em>{NOTE}</em></p>"
        bundle["text/plain"] = self.sentence
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


def plural(number: int, thing: str) -> str:
    """1 pixel, 2 pixels."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
