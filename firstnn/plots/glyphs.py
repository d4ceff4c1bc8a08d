"""Pictures of digits: one, several, a sheet of them, one as a row of numbers, its damage, and how far apart they are."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, QuadMesh
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from firstnn.digits import COLUMNS, PIXELS, ROWS, as_text, create_digit_image
from firstnn.inputs import same_length, takes
from firstnn.plots import _checks as check
from firstnn.plots.picture import Picture
from firstnn.plots.style import GRID, INK, QUIET, WRONG, bare, figure

LOST = {"color": WRONG, "marker": "x", "markersize": 9, "markeredgewidth": 2.5, "linestyle": "none"}
ALREADY = {"color": QUIET, "marker": "o", "markersize": 9, "markerfacecolor": "none", "linestyle": "none"}
SIGNS = ["chosen: ink lost", "chosen: was paper already"]
ABOVE_ROW = -1.1
ACROSS, TOLD = 10, 12


def digits(images: Any, titles: Sequence[str] | str = (), numbers: bool = False, wiped: Any = ()) -> Picture:
    """Pictures side by side, ten in a row, each with its title.

    images: one picture, (5, 3) or (15,), or several, (N, 15) or (N, 5, 3). numbers: write each value on its pixel.
    wiped: for each picture the place, or places, 0 to 14, that damage will hit: a cross on ink, a ring on paper.
    """
    single = np.shape(images) in ((ROWS, COLUMNS), (PIXELS,))
    images = check.pictures("images", [images] if single else images)
    titles = [titles] if isinstance(titles, str) else [str(title) for title in titles]
    across = min(ACROSS, len(images))
    down = -(-len(images) // across)
    height = 1.45 + 0.17 * max([title.count("\n") + 1 for title in titles], default=0)
    drawn, axes = figure(down, across, size=(max(0.9 * across, 1.6), height * down), squeeze=False)
    draw_digits(axes, images, titles)
    if numbers:
        for ax, image in zip(axes.flat, images):
            _write(_texts(ax, ROWS, COLUMNS), image)
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


@takes(ax=check.ax, image=check.picture, title=check.text, numbers=check.switch)
def draw_digit(ax: Axes, image: Any, title: str = "", numbers: bool = False) -> Axes:
    """A picture, (5, 3) or (15,): black for ink 0.0, white for paper 1.0; numbers=True writes each value on its pixel."""
    ax.imshow(image, cmap="gray", vmin=0, vmax=1)
    ax.set_xticks(np.arange(-0.5, COLUMNS), minor=True)
    ax.set_yticks(np.arange(-0.5, ROWS), minor=True)
    ax.grid(which="minor", color=GRID, linewidth=1, clip_on=False)
    ax.tick_params(which="both", length=0)
    bare(ax)
    ax.set_title(title)
    if numbers:
        _write(_texts(ax, ROWS, COLUMNS), image)
    return ax


@takes(axes=check.several_axes, images=check.pictures, titles=check.titles)
def draw_digits(axes: Any, images: Any, titles: Sequence[str] = ()) -> None:
    """One picture on each of the axes, with its title; axes that are left over are cleared."""
    if len(images) > len(axes):
        raise ValueError(f"each picture needs axes of its own, but images holds {len(images)} and axes {len(axes)}")
    for place, ax in enumerate(axes):
        if place < len(images):
            draw_digit(ax, images[place], titles[place] if place < len(titles) else "")
        else:
            ax.set_axis_off()


@takes(ax=check.ax, image=check.picture, title=check.text)
def draw_row(ax: Axes, image: Any, title: str = "") -> Axes:
    """A picture flattened: 15 numbers in one row, with their places below, and which three make a row of the picture."""
    _row_of_numbers(ax, image)
    ax.set_title(title)
    return ax


@takes(ax=check.ax, images=check.pictures, labels=check.digits, columns=check.positive_count, titles=check.switch)
def draw_sheet(ax: Axes, images: Any, labels: Any, columns: int = 10, titles: bool = True) -> Axes:
    """A contact sheet: the pictures (N, 15), so many in a row, with a cross on each pixel that lost its ink.

    labels (N,) are the true digits. They stand above the pictures or, with titles=False, on the left of each row.
    """
    same_length(images=images, labels=labels)
    corners = np.array([divmod(n, columns) for n in range(len(images))]) * [ROWS + (2 if titles else 1), COLUMNS + 2]
    height, width = corners.max(axis=0) + np.array([ROWS, COLUMNS])
    sheet = np.full((height, width), np.nan)
    for image, (top, left) in zip(images, corners):
        sheet[top : top + ROWS, left : left + COLUMNS] = image
    ax.imshow(sheet, cmap="gray", vmin=0, vmax=1)
    ax.add_collection(LineCollection([line for corner in corners for line in _grid(*corner)], colors=GRID, linewidths=0.6))
    clean = np.array([create_digit_image(label) for label in labels])
    picture, row, column = np.nonzero(images > clean)
    size = {"markersize": 50 / columns, "markeredgewidth": 15 / columns}
    ax.plot(corners[picture, 1] + column, corners[picture, 0] + row, **LOST | size)
    bare(ax).set(xlim=(-1, width), ylim=(height, -2 if titles else -1))
    if titles:
        for label, (top, left) in zip(labels, corners):
            ax.text(left + 1, top - 0.7, str(label), ha="center", va="bottom", color=INK)
    else:
        ax.set_xticks(corners[:columns, 1] + 1, range(min(columns, len(images))))
        ax.set_yticks(corners[::columns, 0] + 2, labels[::columns])
        _labels_on_top(ax)
    return ax


@takes(ax=check.ax, distances=check.square_of_counts)
def draw_distances(ax: Axes, distances: Any) -> Axes:
    """The table of distances between the digits, written and shaded; a frame stands around each distance of 1."""
    digits = range(len(distances))
    ax.imshow(distances, cmap="Greys", vmin=0, vmax=2 * distances.max() or 1)
    for (row, column), distance in np.ndenumerate(distances):
        near = distance == 1
        ax.text(column, row, str(distance), ha="center", va="center", color=INK, weight="bold" if near else "normal")
        if near:
            ax.add_patch(Rectangle((column - 0.45, row - 0.45), 0.9, 0.9, fill=False, edgecolor=WRONG, linewidth=2))
    ax.set(xticks=digits, yticks=digits, xlabel="digit", ylabel="digit")
    ax.spines[:].set_visible(False)
    _labels_on_top(ax)
    return ax


@takes(axes=partial(check.several_axes, exactly=3), image=check.picture, wiped=check.chosen)
def draw_damage(axes: Sequence[Axes], image: Any, wiped: Any) -> None:
    """On three axes: a clean picture (5, 3), the damaged one with a sign on each chosen pixel, and its 15 numbers."""
    DamagePicture(axes, image, wiped)


class DamagePicture:
    """The artists of draw_damage, kept so that they can be moved to another picture and other damage.

    A cross is a pixel that lost its ink, a ring a chosen pixel that was paper already.
    """

    def __init__(self, axes: Sequence[Axes], image: Any, wiped: Any):
        clean, damaged, row = axes
        mesh, self.texts = _row_of_numbers(row, image)
        self.meshes = [_pixels(clean, ROWS, COLUMNS), _pixels(damaged, ROWS, COLUMNS), mesh]
        self.marks = [ax.plot([], [], **sign)[0] for ax in (damaged, row) for sign in (LOST, ALREADY)]
        clean.set_title("clean")
        damaged.set_title("damaged")
        row.set_title("the damaged picture as 15 numbers")
        row.legend(self.marks[2:], SIGNS, loc="upper center", ncols=2, bbox_to_anchor=(0.5, 0), frameon=False)
        self.show(image, wiped)

    @property
    def artists(self) -> list[Artist]:
        """All that moves, from the back to the front."""
        return [*self.meshes, *self.texts, *self.marks]

    def show(self, image: Any, wiped: Any) -> None:
        """Move to this clean image (5, 3), floats, with these pixels set to paper: wiped (5, 3), True where chosen."""
        image, wiped = np.asarray(image), np.asarray(wiped, dtype=bool)
        damaged = np.maximum(image, wiped)
        for mesh, pixels in zip(self.meshes, (image, damaged, damaged)):
            mesh.set_array(pixels.ravel())
        _write(self.texts, damaged)
        lost = wiped & (image < 0.5)
        for chosen, on_picture, on_row in zip((lost, wiped & ~lost), self.marks[:2], self.marks[2:]):
            rows, columns = np.nonzero(chosen)
            on_picture.set_data(columns, rows)
            on_row.set_data(COLUMNS * rows + columns, np.full(len(rows), ABOVE_ROW))


def _row_of_numbers(ax: Axes, image: Any) -> tuple[QuadMesh, list[Text]]:
    """The 15 pixels in one row, their values on them, their places and the rows of the picture below."""
    mesh = _pixels(ax, 1, PIXELS)
    mesh.set_array(np.ravel(image))
    texts = _texts(ax, 1, PIXELS)
    _write(texts, np.asarray(image))
    for place in range(PIXELS):
        ax.text(place, 0.95, str(place), ha="center", va="center", color=QUIET, fontsize=8)
    for row in range(ROWS):
        first, middle = COLUMNS * row, COLUMNS * row + (COLUMNS - 1) / 2
        ax.plot([first - 0.35, first + COLUMNS - 0.65], [1.6, 1.6], color=QUIET, linewidth=1)
        ax.text(middle, 2.2, f"row {row}", ha="center", va="center", color=INK, fontsize=9)
    ax.set(xlim=(-0.6, PIXELS - 0.4), ylim=(2.7, -1.7))
    return mesh, texts


def _pixels(ax: Axes, rows: int, columns: int) -> QuadMesh:
    """Pixels with a line around each, in one artist; row 0 is on top."""
    edges = np.arange(columns + 1) - 0.5, np.arange(rows + 1) - 0.5
    mesh = ax.pcolormesh(*edges, np.ones((rows, columns)), cmap="gray", vmin=0, vmax=1, edgecolors=GRID, linewidth=0.7)
    bare(ax).set(xlim=(-0.6, columns - 0.4), ylim=(rows - 0.4, -0.6), aspect="equal")
    return mesh


def _texts(ax: Axes, rows: int, columns: int) -> list[Text]:
    """An empty text in the middle of each pixel, row by row."""
    return [ax.text(column, row, "", ha="center", va="center") for row in range(rows) for column in range(columns)]


def _write(texts: Sequence[Text], image: np.ndarray) -> None:
    """The value of each pixel on it, white on ink and black on paper."""
    for text, value in zip(texts, image.ravel()):
        text.set(text=f"{value:g}", color="white" if value < 0.5 else "black")


def _grid(top: int, left: int) -> list:
    """The lines around the pixels of a picture whose first pixel is at (top, left)."""
    down, across = top - 0.5 + np.arange(ROWS + 1), left - 0.5 + np.arange(COLUMNS + 1)
    level = [[(across[0], y), (across[-1], y)] for y in down]
    return level + [[(x, down[0]), (x, down[-1])] for x in across]


def _labels_on_top(ax: Axes) -> None:
    ax.xaxis.tick_top()
    ax.xaxis.set_label_position("top")
    ax.tick_params(length=0)
