"""A picture is a figure with its words. A cell that ends with one shows it; a panel moves its parts."""

import base64
from collections.abc import Iterable
from typing import Any, Protocol

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from firstnn.plots.style import image_html, pixels, png

MOST_STAMPS = 2000


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

    parts: what moves, each with its artists, or a single artist. What changes now and then, such as an axis with its
    range, may stand in the list seldom of a part: it is drawn anew when matplotlib calls it stale, and copied otherwise.
    """

    def __init__(self, figure: Figure, parts: Iterable[Moving | Artist]):
        self.figure = figure
        parts = list(parts)
        self.artists = [artist for part in parts for artist in getattr(part, "artists", [part])]
        self.seldom = [artist for part in parts for artist in getattr(part, "seldom", [])]
        self._ground, self._still, self._stamps = None, None, {}
        for artist in (*self.artists, *self.seldom):
            artist.set_animated(True)
        self.figure.draw_without_rendering()
        self.figure.set_layout_engine("none")
        self._alone = RendererAgg(*self.figure.canvas.get_width_height(), self.figure.dpi)

    def pixels(self) -> np.ndarray:
        """The picture as it is now: (height, width, 3) bytes."""
        canvas = self.figure.canvas
        if self._ground is None:
            canvas.draw()
            self._ground = canvas.copy_from_bbox(self.figure.bbox)
        if self._still is None or any(artist.stale for artist in self.seldom):
            canvas.restore_region(self._ground)
            for artist in self.seldom:
                self.figure.draw_artist(artist)
            self._still = canvas.copy_from_bbox(self.figure.bbox)
        canvas.restore_region(self._still)
        for artist in self.artists:
            self._draw(artist)
        return np.asarray(canvas.buffer_rgba())[:, :, :3].copy()

    def _draw(self, artist: Artist) -> None:
        """Draw an artist. A plain text is set once; after that its picture is copied, in a tenth of the time."""
        if type(artist) is not Text:
            self.figure.draw_artist(artist)
        elif artist.get_visible() and artist.get_text():
            place = artist.get_transform().transform(artist.get_position())
            look = artist.get_text(), artist.get_color(), artist.get_weight(), artist.get_va(), *place
            if look not in self._stamps:
                self._stamps = self._stamps if len(self._stamps) < MOST_STAMPS else {}
                self._stamps[look] = self._stamp(artist)
            renderer = self.figure.canvas.get_renderer()
            renderer.draw_image(renderer.new_gc(), *self._stamps[look])

    def _stamp(self, text: Text) -> tuple[int, int, np.ndarray]:
        """Left, bottom and pixels of the text alone, drawn on nothing."""
        self._alone.clear()
        text.draw(self._alone)
        pixels = np.asarray(self._alone.buffer_rgba())
        inked = pixels[:, :, 3] > 0
        rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
        left, bottom = int(columns[0]), len(pixels) - 1 - int(rows[-1])
        return left, bottom, pixels[rows[0] : rows[-1] + 1, left : columns[-1] + 1][::-1].copy()


def shown(data: bytes, words: str, html_after: str = "") -> dict[str, str]:
    """A PNG with its words, for every kind of reader: a browser, a printed page, a terminal."""
    return {
        "text/html": image_html(data, words) + html_after,
        "image/png": base64.b64encode(data).decode("ascii"),
        "text/plain": words,
    }
