"""A picture is a figure with its words. A cell that ends with one shows it; a panel moves its parts."""

import base64
from collections.abc import Iterable
from typing import Any, Protocol

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from firstnn.plots.style import image_html, pixels, png


class Picture:
    """A figure, and a description in words for those who cannot see it."""

    def __init__(self, figure: Figure, words: str):
        self.figure = figure
        self.words = words

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return shown(png(pixels(self.figure)), self.words)

    def __repr__(self) -> str:
        return self.words


class Moving(Protocol):
    """A part of a figure that moves: artists are drawn anew after each move(...)."""

    artists: list[Artist]


class LivePicture:
    """A kept figure of which only the moving parts are drawn anew; everything else is drawn once and copied.

    parts: what moves, each with its artists, or a single artist.
    """

    def __init__(self, figure: Figure, parts: Iterable[Moving | Artist]):
        self.figure = figure
        self.artists = [artist for part in parts for artist in getattr(part, "artists", [part])]
        self._still = None
        for artist in self.artists:
            artist.set_animated(True)
        self.figure.draw_without_rendering()
        self.figure.set_layout_engine("none")

    def redraw_all(self) -> None:
        """Call this when anything but the moving parts has changed, such as the range of an axis."""
        self._still = None

    def pixels(self) -> np.ndarray:
        """The picture as it is now: (height, width, 3) bytes."""
        canvas = self.figure.canvas
        if self._still is None:
            canvas.draw()
            self._still = canvas.copy_from_bbox(self.figure.bbox)
        canvas.restore_region(self._still)
        for artist in self.artists:
            self.figure.draw_artist(artist)
        return np.asarray(canvas.buffer_rgba())[:, :, :3].copy()


def shown(data: bytes, words: str, html_after: str = "") -> dict[str, str]:
    """A PNG with its words, for every kind of reader: a browser, a printed page, a terminal."""
    return {
        "text/html": image_html(data, words) + html_after,
        "image/png": base64.b64encode(data).decode("ascii"),
        "text/plain": words,
    }
