"""Pictures of a network: all of it as dots and lines, its ten outputs, its weights, and a tiny one with all its numbers."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection, PolyCollection

from firstnn.network import FirstNeuralNetwork
from firstnn.passes import Parameters, forward
from firstnn.plots import given
from firstnn.plots.glyphs import draw_digit
from firstnn.plots.picture import Picture
from firstnn.plots.style import GRID, INK, NEGATIVE, PAPER, POSITIVE, QUIET, SIGNED, TRAIN, bare, figure
from firstnn.words import listed, number, per_cent, signed

LINES = (9.6, -0.6)
CROWD, DRAWN = 32, 40
BOX = {"boxstyle": "round,pad=0.35", "facecolor": PAPER, "edgecolor": INK}


def network_diagram(network: FirstNeuralNetwork, image: Any) -> Picture:
    """A picture, (5, 3) or (15,), the network as dots and lines, one line for each weight, and its ten outputs."""
    drawn, (left, middle, right) = figure(1, 3, size=(8, 3.2), width_ratios=[1, 4, 1.7])
    draw_digit(left, image, "input")
    draw_network(middle, network, image)
    draw_outputs(right, network.forward(np.reshape(image, (1, -1))))
    words = (
        "Three columns of dots: {inputs} pixels, {hidden} hidden units, {above} of them above 0, and {outputs} outputs, "
        "joined by {lines:,} weights. Output {answer} is largest, {share}."
    )
    sizes = {"inputs": network.input_size, "hidden": network.hidden_size, "outputs": network.output_size}
    lines, above = network.W1.size + network.W2.size, int(np.sum(network.A1 > 0))
    p = network.A2[0]
    return Picture(drawn, words.format(**sizes, lines=lines, above=above, answer=p.argmax(), share=per_cent(p.max())))


def network_by_numbers(parameters: Parameters, X: Any = None) -> Picture:
    """A small network with every weight and bias written on it; with one picture X (1, inputs), every value as well."""
    values = None if X is None else forward(X, parameters)
    drawn, ax = figure(size=(8, 3.3))
    W1, W2 = parameters.W1, parameters.W2
    heights = [np.linspace(1, -1, n) * (n - 1) * 0.75 for n in (len(W1), len(W2), W2.shape[1])]
    carries = np.ones(len(W1)) if values is None else X[0], np.ones(len(W2)) if values is None else values.A1[0]
    for place, (W, carried) in enumerate(zip((W1, W2), carries)):
        _weighted_lines(ax, W, carried, 4 * place, heights[place], heights[place + 1])
    texts = _contents(parameters, X, values)
    for place, (column, written) in enumerate(zip(heights, texts)):
        for height, text in zip(column, written):
            ax.text(4 * place, height, text, ha="center", va="center", linespacing=1.5, bbox=BOX, zorder=4)
    for place, name in enumerate(("pixels", "hidden units", "outputs")):
        ax.text(4 * place, 1.95, name, ha="center", va="bottom")
    ax.set(xlim=(-0.8, 9.0), ylim=(-2.0, 2.3))
    bare(ax)
    return Picture(drawn, _numbers_in_words(texts, parameters))


def _weighted_lines(ax: Axes, W: np.ndarray, carried: np.ndarray, x: float, left: np.ndarray, right: np.ndarray) -> None:
    """A line with its number for each weight, dashed below 0, grey where the dot on its left is 0."""
    for (i, j), w in np.ndenumerate(W):
        color = QUIET if carried[i] == 0 else NEGATIVE if w < 0 else INK
        style = "--" if w < 0 else "-"
        ax.plot([x, x + 4], [left[i], right[j]], color=color, linestyle=style, linewidth=1.0 if carried[i] == 0 else 1.6)
        looks = {"ha": "center", "va": "center", "color": color, "fontsize": 9, "zorder": 3}
        backdrop = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.5}
        ax.text(x + 1.35, left[i] + (right[j] - left[i]) * 1.35 / 4, number(w), bbox=backdrop, **looks)


def _contents(parameters: Parameters, X: Any, values: Any) -> list[list[str]]:
    """What stands in each box: x of a pixel, then z and a, then z and the probability, each unit with its bias."""
    _, b1, W2, b2 = parameters
    inputs, hidden, outputs = len(parameters.W1), len(W2), W2.shape[1]
    if values is None:
        pixels = [f"$x_{i}$" for i in range(inputs)]
        units = [f"unit {j}\nbias {number(b1[0, j])}" for j in range(hidden)]
        return [pixels, units, [f"output {k}\nbias {number(b2[0, k])}" for k in range(outputs)]]
    Z1, A1, Z2, Y_hat = (value[0] for value in values)
    return [
        [f"$x_{i}$ = {number(X[0, i])}" for i in range(inputs)],
        [f"unit {j}, bias {number(b1[0, j])}\nz = {number(Z1[j])}\na = {number(A1[j])}" for j in range(hidden)],
        [f"output {k}, bias {number(b2[0, k])}\nz = {number(Z2[k])}\nŷ = {Y_hat[k]:.3f}" for k in range(outputs)],
    ]


def _numbers_in_words(texts: list[list[str]], parameters: Parameters) -> str:
    """The boxes of each column, and the weights row by row."""
    columns = [listed(text.replace("\n", ", ").replace("$", "").replace("_", "") for text in column) for column in texts]
    weights = ["; ".join(", ".join(map(number, row)) for row in W) for W in (parameters.W1, parameters.W2)]
    template = "Pixels: {0}. Hidden units: {1}. Outputs: {2}. Weights, row by row: {3} into the hidden layer, {4} out of it."
    return template.format(*columns, *weights)


def draw_weights(ax: Axes, weights: Any, title: str = "", limit: float | None = None, numbers: bool = True) -> Axes:
    """15 signed numbers as a 5 by 3 picture, dark for −limit, light for +limit; each number is written on its pixel."""
    weights = given.picture("weights", weights)
    limit = limit or np.abs(weights).max() or 1.0
    ax.imshow(weights, cmap=SIGNED, vmin=-limit, vmax=limit)
    if numbers:
        for (row, column), value in np.ndenumerate(weights):
            ax.text(column, row, signed(value), ha="center", va="center", color=PAPER if value < limit / 4 else INK)
    ax.set_title(title)
    return bare(ax)


@dataclass
class OutputBars:
    """The bars and the numbers of draw_outputs; move(probabilities) changes them."""

    bars: Any
    texts: list

    @property
    def artists(self) -> list[Artist]:
        """What moves."""
        return [*self.bars, *self.texts]

    def move(self, probabilities: Any) -> None:
        """Give each bar its length and its number in per cent; the longest is coloured and bold."""
        probabilities = np.ravel(probabilities)
        for bar, text, p in zip(self.bars, self.texts, probabilities):
            first = p == probabilities.max()
            bar.set(width=100 * p, facecolor=TRAIN if first else GRID)
            text.set(x=100 * p + 2, text=per_cent(p), fontweight="bold" if first else "normal")


def draw_outputs(ax: Axes, probabilities: Any, title: str = "output") -> OutputBars:
    """Ten probabilities as bars, one under the other as the outputs in draw_network, in per cent; the largest is marked."""
    digits = np.arange(len(np.ravel(probabilities)))
    bars = ax.barh(digits, np.zeros(len(digits)), height=0.7, edgecolor=INK, linewidth=0.8)
    texts = [ax.text(0, k, "", va="center", fontsize=9) for k in digits]
    ax.set(xlim=(0, 125), ylim=LINES, yticks=digits, xticks=[0, 50, 100], xlabel="%", title=title)
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    outputs = OutputBars(bars, texts)
    outputs.move(probabilities)
    return outputs


@dataclass
class Diagram:
    """The lines and dots of draw_network; move(network, image) changes them."""

    area: PolyCollection
    idle: LineCollection
    positive: LineCollection
    negative: LineCollection
    dots: list[PathCollection]
    caption: Any

    @property
    def artists(self) -> list[Artist]:
        """What moves."""
        return [self.area, self.idle, self.negative, self.positive, *self.dots, self.caption]

    def move(self, network: FirstNeuralNetwork, image: Any) -> None:
        """Lines and dots for this network with this picture, (5, 3) or (15,), at its inputs."""
        x = np.ravel(image)
        network.forward(x.reshape(1, -1))
        values = x, network.A1[0], network.A2[0]
        heights = [spread(len(value)) for value in values]
        crowded = network.hidden_size > CROWD
        self._draw_lines(
            np.concatenate([wires(k, heights[k], heights[k + 1]) for k in (0, 1)]),
            np.concatenate([carried(values[0], network.W1, crowded), carried(values[1], network.W2, crowded)]),
            np.clip(16 / network.hidden_size, 0.4, 1),
        )
        self.area.set_visible(crowded)
        self.area.set_verts([area(k, heights[k], heights[k + 1]) for k in (0, 1)])
        white = values[0] > 0.5, np.zeros(network.hidden_size, dtype=bool), values[2] < values[2].max()
        for k, dots in enumerate(self.dots):
            dots.set_offsets(np.column_stack([np.full(len(heights[k]), k), heights[k]]))
            dots.set_facecolor([PAPER if hollow else INK for hollow in white[k]])
        size = min(9, 190 / network.hidden_size) ** 2
        self.dots[1].set(sizes=np.where(values[1] > 0, size, size / 9), linewidths=0)
        self.caption.set_text(f"{network.hidden_size} hidden, {int(np.sum(values[1] > 0))} of them above 0")

    def _draw_lines(self, lines: np.ndarray, weight: np.ndarray, width: float) -> None:
        """Lines (n, 2, 2) that carry so much (n,): above 0, below 0, nothing; NaN is left out."""
        chosen = {self.idle: weight == 0, self.positive: weight > 0, self.negative: weight < 0}
        for collection, rows in chosen.items():
            collection.set_segments(lines[rows])
            collection.set_linewidth((0.7 if collection is self.idle else 1.3) * width)


def draw_network(ax: Axes, network: FirstNeuralNetwork, image: Any) -> Diagram:
    """The network as dots and lines, one line for each weight, with a picture, (5, 3) or (15,), at its inputs.

    Solid light lines add to the unit on their right, dashed dark ones take away, grey ones carry 0. With more than CROWD
    hidden units only the DRAWN lines of each layer that carry most are drawn, on a grey area for the others. A pixel is
    black for ink and white for paper, a hidden unit is a dot, and a small point where ReLU made it 0, an output
    black where it is the largest.
    """
    network.forward(_one_row(image, network.input_size))
    background = PolyCollection([], facecolors="#ececec", edgecolors=GRID, linewidths=0.5, zorder=0)
    idle = LineCollection([], colors=GRID, zorder=1)
    negative = LineCollection([], colors=NEGATIVE, linestyles="--", zorder=2)
    positive = LineCollection([], colors=POSITIVE, zorder=3)
    for collection in (background, idle, negative, positive):
        ax.add_collection(collection, autolim=False)
    dots = [ax.scatter([], [], s=60, marker=marker, edgecolors=INK, zorder=4) for marker in ("s", "o", "o")]
    caption = ax.text(1, -0.8, "", ha="center", va="bottom")
    ax.text(0, -0.8, f"{network.input_size} pixels", ha="center", va="bottom")
    ax.text(2, -0.8, f"{network.output_size} outputs", ha="center", va="bottom")
    ax.set(xlim=(-0.25, 2.25), ylim=LINES)
    diagram = Diagram(background, idle, positive, negative, dots, caption)
    diagram.move(network, image)
    bare(ax)
    return diagram


def carried(a: np.ndarray, W: np.ndarray, crowded: bool) -> np.ndarray:
    """What each line of a layer carries, a_i W_ij, in the order of W.ravel(); where crowded, the DRAWN largest, else NaN."""
    carries = (a[:, None] * W).ravel()
    if not crowded:
        return carries
    size = np.abs(carries)
    return np.where((size > np.sort(size)[-DRAWN - 1]) & (size > 0), carries, np.nan)


def spread(count: int) -> np.ndarray:
    """Heights of so many dots in one column, from the top down, in the middle of −0.5 to 9.5."""
    gap = min(1.0, 10 / count)
    return 4.5 + gap * (np.arange(count) - (count - 1) / 2)


def wires(x: float, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """A line from each dot of column x to each of the next: (dots * dots, 2, 2), in the order of W.ravel()."""
    starts, ends = np.repeat(left, len(right)), np.tile(right, len(left))
    return np.stack([np.stack([np.full_like(starts, x), starts], 1), np.stack([np.full_like(ends, x + 1), ends], 1)], 1)


def area(x: float, left: np.ndarray, right: np.ndarray) -> list[tuple]:
    """The corners of the area that the lines from column x to the next cover."""
    return [(x, left.min()), (x + 1, right.min()), (x + 1, right.max()), (x, left.max())]


def _one_row(image: np.ndarray, inputs: int) -> np.ndarray:
    """The image as a table of one row that fits this number of inputs."""
    if image.size != inputs:
        raise ValueError(f"image must hold {inputs} numbers, one for each input of the network, but it holds {image.size}")
    return image.reshape(1, inputs)
