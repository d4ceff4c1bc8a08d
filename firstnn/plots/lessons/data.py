"""Pictures of lesson 01: a picture as a row of numbers, its damage, a contact sheet, how far apart digits are."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, QuadMesh
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from firstnn.digits import COLUMNS, PIXELS, ROWS, as_text, create_digit_image
from firstnn.inputs import same_length
from firstnn.plots import given
from firstnn.plots.glyphs import ALREADY, LOST, draw_digit, pixel_mesh, pixel_texts, write_values
from firstnn.plots.picture import Picture
from firstnn.plots.style import GRID, INK, QUIET, WRONG, bare, figure

SIGNS = ["chosen: ink lost", "chosen: was paper already"]
ABOVE_ROW = -1.1


def flattened(image: Any) -> Picture:
    """A picture (5, 3) with its numbers, and the same 15 numbers in one row."""
    image = given.picture("image", image)
    drawn, (left, right) = figure(1, 2, size=(8, 2.4), width_ratios=[1.3, 5.2])
    draw_digit(left, image, numbers=True)
    _row_of_numbers(right, image)
    words = "A picture, {rows}, and its {number} numbers in one row, three from each row of the picture."
    return Picture(drawn, words.format(rows=as_text(image).replace("\n", " "), number=image.size))


def contact_sheet(X: Any, Y: Any) -> Picture:
    """The pictures X (N, 15), ten in a row under their labels Y (N,), with a cross on each pixel that lost its ink."""
    images = given.pictures("X", X)
    same_length(X=images, Y=Y)
    drawn, ax = figure(size=(8.5, 0.25 + 1.35 * -(-len(images) // 10)))
    draw_sheet(ax, images, np.asarray(Y), columns=10, titles=True)
    words = "{pictures} damaged digits with their labels; {lost} ink pixels are lost."
    return Picture(drawn, words.format(pictures=len(images), lost=_lost(images, Y)))


def every_damage(X: Any, Y: Any) -> Picture:
    """All digits with one wiped pixel, X (150, 15) and Y (150,): a row for each digit, a column for each wiped place."""
    images = given.pictures("X", X)
    drawn, ax = figure(size=(6.6, 4.9))
    draw_sheet(ax, images, np.asarray(Y), columns=PIXELS, titles=False)
    ax.set(xlabel="place of the wiped pixel", ylabel="digit")
    words = "{pictures} digits with one wiped pixel, a row for each digit; {lost} of them lost ink and have a cross."
    return Picture(drawn, words.format(pictures=len(images), lost=_lost(images, Y)))


def distances(table: Any) -> Picture:
    """The table (10, 10) of distances between the digits, written and shaded; a frame stands around each 1."""
    table = np.asarray(table)
    drawn, ax = figure(size=(4.6, 4.4))
    draw_distances(ax, table)
    near = [f"{a} and {b}" for a, b in np.argwhere(table == 1) if a < b]
    words = "Distances between the digits, from 0 to {largest}. Those of distance 1: {near}."
    return Picture(drawn, words.format(largest=table.max(), near=", ".join(near)))


def _lost(images: np.ndarray, labels: Any) -> int:
    """How many pixels lost their ink."""
    return int(sum(np.sum(image > create_digit_image(label)) for image, label in zip(images, labels)))


def draw_sheet(ax: Axes, images: np.ndarray, labels: np.ndarray, columns: int, titles: bool) -> None:
    """A contact sheet: the pictures (N, 15), so many in a row, with a cross on each pixel that lost its ink.

    labels (N,) are the true digits. They stand above the pictures or, with titles=False, on the left of each row.
    """
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


def draw_distances(ax: Axes, distances: np.ndarray) -> None:
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


class DamagePicture:
    """A clean picture, the damaged one and its 15 numbers, on three axes; move(image, wiped) shows another.

    A cross is a pixel that lost its ink, a ring a chosen pixel that was paper already.
    """

    def __init__(self, axes: Sequence[Axes], image: Any, wiped: Any):
        clean, damaged, row = axes
        mesh, self.texts = _row_of_numbers(row, image)
        self.meshes = [pixel_mesh(clean, ROWS, COLUMNS), pixel_mesh(damaged, ROWS, COLUMNS), mesh]
        self.marks = [ax.plot([], [], **sign)[0] for ax in (damaged, row) for sign in (LOST, ALREADY)]
        clean.set_title("clean")
        damaged.set_title("damaged")
        row.set_title("the damaged picture as 15 numbers")
        row.legend(self.marks[2:], SIGNS, loc="upper center", ncols=2, bbox_to_anchor=(0.5, 0), frameon=False)
        self.move(image, wiped)

    @property
    def artists(self) -> list[Artist]:
        """All that moves, from the back to the front."""
        return [*self.meshes, *self.texts, *self.marks]

    def move(self, image: Any, wiped: Any) -> None:
        """Show this clean image (5, 3), floats, with these pixels set to paper: wiped (5, 3), True where chosen."""
        image, wiped = np.asarray(image), np.asarray(wiped, dtype=bool)
        damaged = np.maximum(image, wiped)
        for mesh, pixels in zip(self.meshes, (image, damaged, damaged)):
            mesh.set_array(pixels.ravel())
        write_values(self.texts, damaged)
        lost = wiped & (image < 0.5)
        for chosen, on_picture, on_row in zip((lost, wiped & ~lost), self.marks[:2], self.marks[2:]):
            rows, columns = np.nonzero(chosen)
            on_picture.set_data(columns, rows)
            on_row.set_data(COLUMNS * rows + columns, np.full(len(rows), ABOVE_ROW))


def _row_of_numbers(ax: Axes, image: Any) -> tuple[QuadMesh, list[Text]]:
    """The 15 pixels in one row, their values on them, their places and the rows of the picture below."""
    mesh = pixel_mesh(ax, 1, PIXELS)
    mesh.set_array(np.ravel(image))
    texts = pixel_texts(ax, 1, PIXELS)
    write_values(texts, np.asarray(image))
    for place in range(PIXELS):
        ax.text(place, 0.95, str(place), ha="center", va="center", color=QUIET, fontsize=8)
    for row in range(ROWS):
        first, middle = COLUMNS * row, COLUMNS * row + (COLUMNS - 1) / 2
        ax.plot([first - 0.35, first + COLUMNS - 0.65], [1.6, 1.6], color=QUIET, linewidth=1)
        ax.text(middle, 2.2, f"row {row}", ha="center", va="center", color=INK, fontsize=9)
    ax.set(xlim=(-0.6, PIXELS - 0.4), ylim=(2.7, -1.7))
    return mesh, texts


def _grid(top: int, left: int) -> list:
    """The lines around the pixels of a picture whose first pixel is at (top, left)."""
    down, across = top - 0.5 + np.arange(ROWS + 1), left - 0.5 + np.arange(COLUMNS + 1)
    level = [[(across[0], y), (across[-1], y)] for y in down]
    return level + [[(x, down[0]), (x, down[-1])] for x in across]


def _labels_on_top(ax: Axes) -> None:
    ax.xaxis.tick_top()
    ax.xaxis.set_label_position("top")
    ax.tick_params(length=0)
