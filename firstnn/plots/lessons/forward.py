"""Pictures of lesson 02: one neuron, what it makes of the ten digits, tables in a product, ReLU, and two pixels."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import ListedColormap
from matplotlib.patches import Rectangle

from firstnn.digits import COLUMNS, ROWS, create_digit_image
from firstnn.functions import relu
from firstnn.plots.bar_charts import SignedBars, number_text
from firstnn.plots.network import BOX, draw_weights
from firstnn.plots.picture import Picture
from firstnn.plots.style import GRID, INK, NEGATIVE, PAPER, POSITIVE, QUIET, RIGHT, TRAIN, WRONG, bare, figure
from firstnn.words import listed, number, plural, signed

CLEAN = np.array([create_digit_image(digit).ravel() for digit in range(10)])
FOUR = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
ONE_INK = FOUR.sum(axis=1) == 1
REACHES = (3, 6, 12, 24)
MARKED, FIRES = "#fff3c4", "#fdf0b5"


def neuron(x: Any, w: Any, b: float) -> Picture:
    """One neuron: each input times its weight, all added to the bias; inputs and weights have shape (n,)."""
    x, w = np.asarray(x, dtype=float), np.asarray(w, dtype=float)
    drawn, ax = figure(size=(7, 2.4))
    draw_neuron(ax, x, w, b)
    products = listed(f"{number(each)} · {_factor(weight)}" for each, weight in zip(x, w))
    words = "Inputs times weights, {products}, and the bias {bias} are added: z = {z}."
    return Picture(drawn, words.format(products=products, bias=number(b), z=number(x @ w + b)))


def draw_neuron(ax: Axes, x: np.ndarray, w: np.ndarray, b: float) -> None:
    """The inputs in a column, a line from each with its product on it, and the sum on the right."""
    heights = np.append(np.arange(len(x), 0, -1.0), 0)
    middle = heights.mean()
    names = [f"$x_{i}$ = {number(value)}" for i, value in enumerate(x)] + ["bias"]
    added = np.append(x * w, b)
    products = [f"{number(each)} · {_factor(weight)} = {number(each * weight)}" for each, weight in zip(x, w)]
    for height, name, product, value in zip(heights, names, [*products, number(b)], added):
        ax.plot([0.9, 3.8], [height, middle], color=QUIET, linewidth=1.2, linestyle="-" if value >= 0 else "--", zorder=1)
        ax.text(0.4, height, name, ha="center", va="center", bbox=BOX)
        looks = {"ha": "center", "va": "center", "bbox": {**BOX, "edgecolor": "none"}}
        ax.text(1.9, height + (middle - height) * 0.345, product, **looks)
    ax.text(4.2, middle, "add", ha="center", va="center", bbox={**BOX, "boxstyle": "circle,pad=0.5"})
    ax.annotate("", (5.6, middle), (4.6, middle), arrowprops={"arrowstyle": "->", "color": INK})
    ax.text(5.7, middle, f"$z$ = {number(added.sum())}", ha="left", va="center", fontsize=12)
    ax.set(xlim=(-0.2, 6.8), ylim=(-0.6, heights[0] + 0.6))
    bare(ax)


def _factor(w: float) -> str:
    return f"({number(w)})" if w < 0 else number(w)


def neuron_on_digits(weights: Any, bias: float) -> Picture:
    """The 15 weights as a picture; z for each clean digit as a bar, above the digit and the weights that its paper takes."""
    weights = np.reshape(weights, (ROWS, COLUMNS))
    z = CLEAN @ weights.ravel() + bias
    drawn, ((left, top), (empty, bottom)) = figure(2, 2, size=(8.5, 3.4), width_ratios=[1, 5], height_ratios=[2.6, 1])
    draw_weights(left, weights, f"weights\nbias {number(bias)}")
    empty.set_axis_off()
    NeuronOnDigits(top, bottom, (min(z.min(), 0), max(z.max(), 1))).move(weights, bias)
    return Picture(drawn, f"{neuron_in_words(weights, bias)} {fires_in_words(weights, bias)}")


class NeuronOnDigits:
    """A bar of z for each clean digit, and below it the digit, with a square on each paper pixel whose weight is added.

    scale: the lowest and the highest z. Without it, 0 stays in the middle and the scale of all ten grows with them.
    """

    def __init__(self, top: Axes, bottom: Axes, scale: tuple[float, float] | None = None):
        self.top, self.grows = top, scale is None
        scale = scale or (-REACHES[0], REACHES[0])
        self.bars = SignedBars(top, [""] * 10, 10, 1, "z for each clean digit", scale)
        top.set(xlim=(-0.5, 9.5))
        digit, pixel = np.nonzero(CLEAN == 1)
        self.pixel = pixel
        _small_digits(bottom)
        places = np.column_stack([digit + (pixel % COLUMNS - 1) / 5, pixel // COLUMNS + 0.5])
        self.squares = bottom.scatter(*places.T, marker="s", s=40, linewidths=0.6, zorder=3)
        self.artists = [*self.bars.artists, self.squares]

    def move(self, weights: Any, bias: float) -> None:
        """Show what a neuron with these 15 weights and this bias makes of the ten digits."""
        weights = np.ravel(weights)
        z = CLEAN @ weights + bias
        self.bars.move(z)
        if self.grows:
            reach = next((reach for reach in REACHES if np.abs(z).max() <= reach), np.abs(z).max())
            self.top.set_ylim(-1.2 * reach, 1.2 * reach)
        signs = np.sign(weights[self.pixel]).astype(int)
        self.squares.set_facecolor(np.array(["#ffffff00", POSITIVE, NEGATIVE])[signs])
        self.squares.set_edgecolor(np.array(["#ffffff00", INK, NEGATIVE])[signs])


def _small_digits(ax: Axes) -> None:
    """The ten clean digits in a row, digit k around x = k."""
    sheet = np.full((ROWS, 50), np.nan)
    lines: list[list[tuple[float, float]]] = []
    for digit, image in enumerate(CLEAN):
        sheet[:, 5 * digit + 1 : 5 * digit + 4] = image.reshape(ROWS, COLUMNS)
        lines += [[(digit - 0.3, y), (digit + 0.3, y)] for y in range(ROWS + 1)]
        lines += [[(digit - 0.3 + x / 5, 0), (digit - 0.3 + x / 5, ROWS)] for x in range(COLUMNS + 1)]
    ax.imshow(sheet, cmap="gray", vmin=0, vmax=1, extent=(-0.5, 9.5, ROWS, 0), aspect="auto")
    ax.add_collection(LineCollection(lines, colors=GRID, linewidths=0.7))
    bare(ax).set(xlim=(-0.5, 9.5), ylim=(ROWS + 0.1, -0.1), xticks=range(10))
    ax.tick_params(length=0)


def neuron_in_words(weights: Any, bias: float) -> str:
    """The 15 weights row by row, the bias, and z for the ten clean digits."""
    rows = ["  ".join(map(signed, row)) for row in np.reshape(weights, (ROWS, COLUMNS))]
    z = [number_text(value, 1) for value in CLEAN @ np.ravel(weights) + bias]
    words = "Weights, row by row: {rows}. Bias: {bias}. z for the digits 0 to 9: {z}."
    return words.format(rows=" | ".join(rows), bias=number(bias), z=", ".join(z))


def fires_in_words(weights: Any, bias: float) -> str:
    """For which of the ten clean digits z is above 0."""
    fires = np.flatnonzero(CLEAN @ np.ravel(weights) + bias > 0)
    if len(fires) in (0, 10):
        return "The neuron fires for no digit." if len(fires) == 0 else "The neuron fires for every digit."
    only = " and for no other digit" if len(fires) == 1 else ""
    return f"The neuron fires for {listed(f'the {digit}' for digit in fires)}{only}."


def equation(parts: Sequence[Any], titles: Sequence[str] = (), marks: Sequence[tuple] = ()) -> Picture:
    """Tables of numbers with signs between them, as in X @ W = Z: parts holds arrays (rows, columns) and signs in turn.

    titles: one for each array. marks: one pair (row, column) for each array, None for all rows or all columns: these
    entries are framed and tinted.
    """
    parts = [part if isinstance(part, str) else np.asarray(part) for part in parts]
    drawn, ax = figure(size=(7, 2.6))
    draw_equation(ax, parts, titles, marks)
    said = ["; ".join(" ".join(map(number, row)) for row in part) if not isinstance(part, str) else part for part in parts]
    return Picture(drawn, f"{'  '.join(said)}.")


def draw_equation(ax: Axes, parts: Sequence[Any], titles: Sequence[str], marks: Sequence[tuple]) -> None:
    """The tables from left to right, all on the same middle line."""
    tallest = max(len(part) for part in parts if not isinstance(part, str))
    left, count = 0.0, 0
    for part in parts:
        if isinstance(part, str):
            ax.text(left + 0.4, tallest / 2, part, ha="center", va="center", fontsize=13)
            left += 0.8
            continue
        top = (tallest - len(part)) / 2
        _boxes(ax, part, left, top, marks[count] if count < len(marks) else None)
        if count < len(titles):
            ax.text(left + part.shape[1] / 2, top - 0.15, titles[count], ha="center", va="bottom")
        left, count = left + part.shape[1], count + 1
    ax.set(xlim=(-0.1, left + 0.1), ylim=(tallest + 0.1, -0.6), aspect="equal")
    bare(ax)


def _boxes(ax: Axes, table: np.ndarray, left: float, top: float, mark: tuple | None) -> None:
    """A table as boxes of side 1, its corner at (left, top); mark = (row, column) frames what it names."""
    for (i, j), value in np.ndenumerate(table):
        marked = mark is not None and mark[0] in (None, i) and mark[1] in (None, j)
        face, edge, width = (MARKED, INK, 2.0) if marked else (PAPER, QUIET, 0.8)
        looks = {"facecolor": face, "edgecolor": edge, "linewidth": width, "zorder": 2 + marked}
        ax.add_patch(Rectangle((left + j, top + i), 1, 1, **looks))
        middle, weight = (left + j + 0.5, top + i + 0.5), "bold" if marked else "normal"
        ax.text(*middle, number(value), ha="center", va="center", zorder=4, weight=weight)


def relu_curve() -> Picture:
    """ReLU from −4 to 4, beside the line of no activation."""
    z = np.linspace(-4, 4, 401)
    drawn, ax = figure(size=(4.6, 2.8))
    ax.plot(z, z, color=QUIET, linestyle=":", linewidth=1.5, label="no bend: a = z")
    ax.plot(z, relu(z), color=TRAIN, label="ReLU")
    ax.axhline(0, color=GRID, linewidth=0.8, zorder=0)
    ax.axvline(0, color=GRID, linewidth=0.8, zorder=0)
    ax.set(xlabel="pre-activation z", ylabel="activation a", ylim=(-4, 4))
    ax.legend(loc="upper left")
    return Picture(drawn, "ReLU is 0 for every z below 0. From 0 on it rises as a = z does.")


def two_pixels(judges: Mapping[str, Callable]) -> Picture:
    """For each judge, where in the plane of two pixels it fires, and whether it is right on the four pictures.

    judges: title -> function that gives z for pictures (M, 2). Right means z > 0 exactly where one of the pixels is ink.
    """
    drawn, axes = figure(1, len(judges), size=(3.9 * len(judges), 3.4), squeeze=False)
    words = []
    for ax, (title, judge) in zip(axes.flat, judges.items()):
        right = (np.ravel(judge(FOUR)) > 0) == ONE_INK
        draw_plane(ax, judge, right)
        ax.set_title(f"{title}: {right.sum()} of 4 right")
        fires = [f"({x}, {y})" for x, y in FOUR[np.ravel(judge(FOUR)) > 0]]
        fired = f"fires for {listed(fires)}" if fires else "never fires"
        words.append(f"{title}: {fired}; {right.sum()} of 4 right")
    return Picture(drawn, f"The plane of {plural(2, 'pixel')}. {'. '.join(words)}.")


def draw_plane(ax: Axes, judge: Callable, right: np.ndarray) -> None:
    """The plane of two pixels, tinted where z > 0, with the boundary z = 0 and the four pictures."""
    line = np.linspace(-0.45, 1.45, 191)
    plane = np.array([(x, y) for y in line for x in line])
    z = np.reshape(judge(plane), (len(line), len(line)))
    ax.contourf(line, line, z > 0, levels=[-0.5, 0.5, 1.5], cmap=ListedColormap([PAPER, FIRES]))
    if z.min() < 0 < z.max():
        ax.contour(line, line, z, levels=[0], colors=INK, linewidths=1.8)
    for (x, y), fine in zip(FOUR, right):
        for place, value in enumerate((x, y)):
            corner = (x + 0.13 * (place - 1), y - 0.065)
            ax.add_patch(Rectangle(corner, 0.13, 0.13, facecolor=str(value), edgecolor=QUIET, zorder=3))
        looks = {"ha": "center", "va": "top", "fontsize": 9, "color": RIGHT if fine else WRONG, "weight": "bold"}
        ax.text(x, y - 0.1, "right" if fine else "wrong", zorder=4, **looks)
    ax.set(xlabel="$x_0$, left pixel", ylabel="$x_1$, right pixel", xticks=[0, 1], yticks=[0, 1], aspect="equal")
