"""Pictures of a forward pass: a neuron, its weights, tables, the bend of ReLU, the whole network, its answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection, PolyCollection
from matplotlib.patches import Rectangle

from firstnn.functions import ACTIVATIONS
from firstnn.inputs import bounded_array, one_of, same_length, takes
from firstnn.network import FirstNeuralNetwork
from firstnn.plots import _checks as check
from firstnn.plots.style import GRID, INK, LIMIT, NEGATIVE, PAPER, POSITIVE, QUIET, SIGNED, TRAIN, bare, plain_numbers

LINES = (9.6, -0.6)
CROWD, DRAWN = 32, 40
MARKED = "#fff3c4"
BOX = {"boxstyle": "round,pad=0.3", "facecolor": PAPER, "edgecolor": INK}


def number(value: float) -> str:
    """A number in a few digits, with a true minus: 2, −0.5, 0."""
    return f"{value:.3g}".replace("-", "−") if value else "0"


def signed(value: float) -> str:
    """A number with its sign in front: +2, −0.5, 0."""
    return ("+" if value > 0 else "") + number(value)


@takes(ax=check.ax, inputs=check.row, weights=check.row, bias=check.number)
def draw_neuron(ax: Axes, inputs: Any, weights: Any, bias: float) -> Axes:
    """One neuron: each input times its weight, all added to the bias; inputs and weights have shape (n,)."""
    same_length(inputs=inputs, weights=weights)
    heights = np.append(np.arange(len(inputs), 0, -1.0), 0)
    middle = heights.mean()
    parts = [f"{number(x)} · {f'({number(w)})' if w < 0 else number(w)}" for x, w in zip(inputs, weights)]
    names = [f"$x_{i}$ = {number(x)}" for i, x in enumerate(inputs, 1)] + ["bias"]
    added = np.append(inputs * weights, bias)
    for height, name, part, value in zip(heights, names, [*parts, ""], added):
        ax.plot([0.9, 3.8], [height, middle], color=QUIET, linewidth=1.2, linestyle="-" if value >= 0 else "--", zorder=1)
        ax.text(0.4, height, name, ha="center", va="center", bbox=BOX)
        text = f"{part} = {number(value)}" if part else number(value)
        ax.text(1.9, height + (middle - height) * 0.345, text, ha="center", va="center", bbox={**BOX, "edgecolor": "none"})
    ax.text(4.2, middle, "add", ha="center", va="center", bbox={**BOX, "boxstyle": "circle,pad=0.5"})
    ax.annotate("", (5.6, middle), (4.6, middle), arrowprops={"arrowstyle": "->", "color": INK})
    ax.text(5.7, middle, f"$z$ = {number(added.sum())}", ha="left", va="center", fontsize=12)
    ax.set(xlim=(-0.2, 6.8), ylim=(-0.6, heights[0] + 0.6))
    return bare(ax)


@takes(ax=check.ax, weights=check.picture, title=check.text, limit=check.above_0, numbers=check.switch)
def draw_weights(ax: Axes, weights: Any, title: str = "", limit: float | None = None, numbers: bool = True) -> Axes:
    """15 signed numbers as a 5 by 3 picture, dark for −limit, light for +limit; each number is written on its pixel."""
    limit = limit or np.abs(weights).max() or 1.0
    ax.imshow(weights, cmap=SIGNED, vmin=-limit, vmax=limit)
    if numbers:
        for (row, column), value in np.ndenumerate(weights):
            ax.text(column, row, signed(value), ha="center", va="center", color=PAPER if value < limit / 4 else INK)
    ax.set_title(title)
    return bare(ax)


@takes(ax=check.ax, parts=check.parts, titles=check.titles, marks=check.marks)
def draw_equation(ax: Axes, parts: Sequence[Any], titles: Sequence[str] = (), marks: Sequence[tuple] = ()) -> Axes:
    """Tables of numbers with signs between them, as in X @ W = Z: parts holds arrays (rows, columns) and signs in turn.

    titles: one for each array. marks: one pair (row, column) for each array, None for all rows or all columns: these
    entries are framed and tinted. None in place of the pair frames nothing.
    """
    tables = [part for part in parts if not isinstance(part, str)]
    tallest = max(len(table) for table in tables)
    left, count = 0.0, 0
    for part in parts:
        if isinstance(part, str):
            ax.text(left + 0.4, tallest / 2, part, ha="center", va="center", fontsize=13)
            left += 0.8
            continue
        table, top = tables[count], (tallest - len(tables[count])) / 2
        boxes(ax, table, left, top, marks[count] if count < len(marks) else None)
        if count < len(titles):
            ax.text(left + table.shape[1] / 2, top - 0.15, titles[count], ha="center", va="bottom")
        left, count = left + table.shape[1], count + 1
    ax.set(xlim=(-0.1, left + 0.1), ylim=(tallest + 0.1, -0.6), aspect="equal")
    return bare(ax)


def boxes(ax: Axes, table: np.ndarray, left: float, top: float, mark: tuple | None) -> None:
    """A table as boxes of side 1, its corner at (left, top); mark = (row, column) frames what it names."""
    for (i, j), value in np.ndenumerate(table):
        marked = mark is not None and mark[0] in (None, i) and mark[1] in (None, j)
        face, edge, width = (MARKED, INK, 2.0) if marked else (PAPER, QUIET, 0.8)
        looks = {"facecolor": face, "edgecolor": edge, "linewidth": width, "zorder": 2 + marked}
        ax.add_patch(Rectangle((left + j, top + i), 1, 1, **looks))
        middle, weight = (left + j + 0.5, top + i + 0.5), "bold" if marked else "normal"
        ax.text(*middle, number(value), ha="center", va="center", zorder=4, weight=weight)


@takes(ax=check.ax, values=check.array, names=check.texts, title=check.text, places=check.places)
def draw_values(ax: Axes, values: Any, names: Iterable | None = None, title: str = "", places: int = 1) -> Axes:
    """One bar for each value, light and upwards above 0, dark and hatched downwards below it, each with its number.

    names stand below (0, 1, 2, ... where not given). places: digits after the point; a whole number gets none.
    """
    values = np.ravel(values)
    same_length(values=values, names=names)
    names = [str(name).replace("-", "−") for name in names or range(len(values))]
    bars = ax.bar(names, values, color=np.where(values >= 0, POSITIVE, NEGATIVE), edgecolor=INK, linewidth=0.8)
    for bar, value in zip(bars, values):
        above = value >= 0
        bar.set_hatch("" if above else "//")
        text = f"{value:.{0 if value == round(value) else places}f}".replace("-", "−")
        top = bar.get_x() + bar.get_width() / 2, value
        looks = {"ha": "center", "va": "bottom" if above else "top", "fontsize": 9}
        ax.annotate(text, top, (0, 2 if above else -2), textcoords="offset points", **looks)
    ax.axhline(0, color=INK, linewidth=0.8)
    ax.margins(y=0.18)
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.tick_params(axis="x", length=0)
    ax.set(yticks=[], title=title)
    return ax


@takes(ax=check.ax, name=partial(one_of, allowed=ACTIVATIONS), reach=check.above_0)
def draw_activation(ax: Axes, name: str = "relu", reach: float = 4.0) -> Axes:
    """The curve of the activation function "relu" or "tanh" from −reach to reach; the dotted line is a = z, no bend."""
    z = np.linspace(-reach, reach, 401)
    ax.plot(z, z, color=QUIET, linestyle=":", linewidth=1.5, label="no activation: a = z")
    ax.plot(z, ACTIVATIONS[name][0](z), color=TRAIN, label={"relu": "ReLU"}.get(name, name))
    ax.axhline(0, color=GRID, linewidth=0.8, zorder=0)
    ax.axvline(0, color=GRID, linewidth=0.8, zorder=0)
    height = reach if name == "relu" else 1.6
    ax.set(xlabel="z, before", ylabel="a, after", ylim=(-height, height))
    ax.legend(loc="upper left")
    return ax


@takes(ax=check.ax, x=check.row, parts=check.named(check.row, at_most=3), total=check.text)
def draw_sums(ax: Axes, x: Any, parts: dict[str, Any], total: str) -> Axes:
    """Curves over x, each with its name, dashed and dotted, on a broad line that is their sum, with the name total."""
    for values in parts.values():
        same_length(x=x, parts=values)
    ax.plot(x, np.sum(list(parts.values()), axis=0), color=TRAIN, linewidth=7, alpha=0.35, label=total)
    for (name, values), style in zip(parts.items(), ("--", ":", "-.")):
        ax.plot(x, values, color=INK, linestyle=style, label=name)
    ax.set(xlabel="x")
    ax.legend(loc="upper center")
    return ax


@takes(ax=check.ax, values=check.named(check.some_above_0, at_most=3))
def draw_hidden_values(ax: Axes, values: dict[str, Any]) -> Axes:
    """How often each size occurs among the hidden values above 0, one hill for each name, on a logarithmic scale."""
    everything = np.concatenate(list(values.values()))
    bins = np.geomspace(np.quantile(everything, 0.01), everything.max(), 51)
    for (name, A), hatch in zip(values.items(), ("//", "", "..")):
        looks = {"histtype": "stepfilled", "color": TRAIN, "alpha": 0.5, "edgecolor": INK, "hatch": hatch}
        shares, _, _ = ax.hist(A, bins, weights=np.full(len(A), 100 / len(A)), **looks)
        ax.text(np.median(A), shares.max() * 1.05, name, ha="center", va="bottom")
    ax.set(xscale="log", xlabel="hidden values above 0", ylabel="share (%)")
    ax.margins(y=0.2)
    plain_numbers(ax.xaxis)
    return ax


@takes(ax=check.ax, right=partial(check.counts, ndim=1), total=check.total, chance=check.some_share, best=check.count)
def draw_guesses(ax: Axes, right: Any, total: int = 150, chance: float = 0.1, best: int | None = None) -> Axes:
    """How many of so many untrained networks have so many right answers of total, with chance and the best as lines."""
    bounded_array("right", right, 0, total)
    edges = np.arange(-0.5, np.max(right) + 3.5, 3)
    ax.hist(right, bins=edges, color=TRAIN, edgecolor=PAPER, linewidth=0.5)
    ax.axvline(chance * total, color=LIMIT, linestyle="--", label=f"one in {1 / chance:g}: {chance * total:g} of {total}")
    if best is not None:
        ax.axvline(best, color=LIMIT, linestyle=":", label=f"best possible: {best} of {total}")
        ax.set_xlim(-2, total)
    ax.set(xlabel=f"right answers of {total}", ylabel="networks")
    ax.legend(loc="upper center")
    return ax


@dataclass
class OutputBars:
    """The bars and the numbers of draw_outputs; show(probabilities) moves them."""

    bars: Any
    texts: list

    @property
    def artists(self) -> list[Artist]:
        """What moves."""
        return [*self.bars, *self.texts]

    def show(self, probabilities: Any) -> None:
        """Give each bar its length and its number in per cent; the longest is coloured and bold."""
        probabilities = np.ravel(probabilities)
        for bar, text, p in zip(self.bars, self.texts, probabilities):
            first = p == probabilities.max()
            bar.set(width=100 * p, facecolor=TRAIN if first else GRID)
            text.set(x=100 * p + 2, text=f"{p:.1%}", fontweight="bold" if first else "normal")


@takes(ax=check.ax, probabilities=check.shares, title=check.text)
def draw_outputs(ax: Axes, probabilities: Any, title: str = "output") -> OutputBars:
    """Ten probabilities as bars, one under the other as the outputs in draw_network, in per cent; the largest is marked."""
    digits = np.arange(len(np.ravel(probabilities)))
    bars = ax.barh(digits, np.zeros(len(digits)), height=0.7, edgecolor=INK, linewidth=0.8)
    texts = [ax.text(0, k, "", va="center", fontsize=9) for k in digits]
    ax.set(xlim=(0, 125), ylim=LINES, yticks=digits, xticks=[0, 50, 100], xlabel="%", title=title)
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    outputs = OutputBars(bars, texts)
    outputs.show(probabilities)
    return outputs


@dataclass
class Diagram:
    """The lines and dots of draw_network; show(network, image) moves them."""

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

    def show(self, network: FirstNeuralNetwork, image: Any) -> None:
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


@takes(ax=check.ax, network=check.network, image=check.array)
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
    diagram.show(network, image)
    bare(ax)
    return diagram


def parameters_in_words(inputs: int, hidden: int, outputs: int) -> str:
    """The number of parameters as a worked sum: weights and biases of the first layer, then of the second."""
    total = inputs * hidden + hidden + hidden * outputs + outputs
    return f"{inputs} · {hidden} + {hidden} + {hidden} · {outputs} + {outputs} = {total:,}"


@takes(network=check.network, image=check.array)
def network_in_words(network: FirstNeuralNetwork, image: Any) -> str:
    """What draw_network shows: the size of each layer, how many hidden units are above 0, and the number of weights."""
    network.forward(_one_row(image, network.input_size))
    lines = network.W1.size + network.W2.size
    return (
        f"Three columns of dots: {network.input_size} pixels, {network.hidden_size} hidden units, of which "
        f"{int(np.sum(network.A1 > 0))} are above 0, and {network.output_size} outputs. {lines:,} weights join each dot "
        "to every dot of the next column."
    )


def _one_row(image: np.ndarray, inputs: int) -> np.ndarray:
    """The image as a table of one row that fits this number of inputs."""
    if image.size != inputs:
        raise ValueError(f"image must hold {inputs} numbers, one for each input of the network, but it holds {image.size}")
    return image.reshape(1, inputs)
