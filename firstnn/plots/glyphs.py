"""Pictures of digits, one or several in a row."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import QuadMesh
from matplotlib.text import Text

from firstnn.digits import COLUMNS, PIXELS, ROWS, as_text
from firstnn.plots import given
from firstnn.plots.picture import Picture
from firstnn.plots.style import GRID, QUIET, WRONG, bare, figure

LOST = {"color": WRONG, "marker": "x", "markersize": 9, "markeredgewidth": 2.5, "linestyle": "none"}
ALREADY = {"color": QUIET, "marker": "o", "markersize": 9, "markerfacecolor": "none", "linestyle": "none"}
ACROSS, TOLD = 10, 12


def digits(images: Any, titles: Sequence[str] | str = (), numbers: bool = False, wiped: Any = ()) -> Picture:
    """Pictures side by side, ten in a row, each with its title.

    images: one picture, (5, 3) or (15,), or several, (N, 15) or (N, 5, 3). numbers: write each value on its pixel.
    wiped: for each picture the place, or places, 0 to 14, that damage will hit: a cross on ink, a ring on paper.
    """
    single = np.shape(images) in ((ROWS, COLUMNS), (PIXELS,))
    images = given.pictures("images", [images] if single else images)
    titles = [titles] if isinstance(titles, str) else [str(title) for title in titles]
    across = min(ACROSS, len(images))
    down = -(-len(images) // across)
    height = 1.45 + 0.17 * max([title.count("\n") + 1 for title in titles], default=0)
    drawn, axes = figure(down, across, size=(max(0.9 * across, 1.6), height * down), squeeze=False)
    draw_digits(axes, images, titles)
    if numbers:
        for ax, image in zip(axes.flat, images):
            write_values(pixel_texts(ax, ROWS, COLUMNS), image)
    for ax, image, places in zip(axes.flat, images, wiped):
        _mark(ax, image.ravel(), np.atleast_1d(places))
    return Picture(drawn, _digits_in_words(images, titles))


def _mark(ax: Axes, image: np.ndarray, places: np.ndarray) -> None:
    """A cross on each of these places that is ink, a ring on each that is paper."""
    for chosen, look in ((places[image[places] < 0.5], LOST), (places[image[places] >= 0.5], ALREADY)):
        ax.plot(chosen % COLUMNS, chosen // COLUMNS, **look)


def _digits_in_words(images: np.ndarray, titles: Sequence[str]) -> str:
    """The pictures, if they are few, as five rows of # and . each; otherwise how many they are."""
    if len(images) > TOLD:
        return f"{len(images)} pictures of 5 rows of 3 pixels."
    titles = [*titles, *[""] * len(images)]
    rows = [as_text(image).replace("\n", " ") for image in images]
    return "; ".join(f"{title}: {row}".removeprefix(": ").replace("\n", ", ") for title, row in zip(titles, rows)) + "."


def draw_digit(ax: Axes, image: Any, title: str = "", numbers: bool = False) -> Axes:
    """A picture, (5, 3) or (15,): black for ink 0.0, white for paper 1.0; numbers=True writes each value on its pixel."""
    image = given.picture("image", image)
    ax.imshow(image, cmap="gray", vmin=0, vmax=1)
    ax.set_xticks(np.arange(-0.5, COLUMNS), minor=True)
    ax.set_yticks(np.arange(-0.5, ROWS), minor=True)
    ax.grid(which="minor", color=GRID, linewidth=1, clip_on=False)
    ax.tick_params(which="both", length=0)
    bare(ax)
    ax.set_title(title)
    if numbers:
        write_values(pixel_texts(ax, ROWS, COLUMNS), image)
    return ax


def draw_digits(axes: Any, images: Any, titles: Sequence[str] = ()) -> None:
    """One picture on each of the axes, with its title; axes that are left over are cleared."""
    for ax, image, title in zip_longest(np.ravel(axes), given.pictures("images", images), titles):
        if image is None:
            ax.set_axis_off()
        else:
            draw_digit(ax, image, title or "")


def pixel_texts(ax: Axes, rows: int, columns: int) -> list[Text]:
    """An empty text in the middle of each pixel, row by row."""
    return [ax.text(column, row, "", ha="center", va="center") for row in range(rows) for column in range(columns)]


def write_values(texts: Sequence[Text], image: np.ndarray) -> None:
    """The value of each pixel on it, white on ink and black on paper."""
    for text, value in zip(texts, image.ravel()):
        text.set(text=f"{value:g}", color="white" if value < 0.5 else "black")


def pixel_mesh(ax: Axes, rows: int, columns: int) -> QuadMesh:
    """Pixels with a line around each, in one artist; row 0 is on top."""
    edges = np.arange(columns + 1) - 0.5, np.arange(rows + 1) - 0.5
    mesh = ax.pcolormesh(*edges, np.ones((rows, columns)), cmap="gray", vmin=0, vmax=1, edgecolors=GRID, linewidth=0.7)
    bare(ax).set(xlim=(-0.6, columns - 0.4), ylim=(rows - 0.4, -0.6), aspect="equal")
    return mesh


class DigitPicture:
    """A picture of a digit on axes; move(image) shows another."""

    def __init__(self, ax: Axes, image: Any):
        self.pixels = pixel_mesh(ax, ROWS, COLUMNS)
        self.artists = [self.pixels]
        self.move(image)

    def move(self, image: Any) -> None:
        """Show this picture, (5, 3) or (15,)."""
        self.pixels.set_array(np.ravel(image))
