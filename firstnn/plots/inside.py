"""Pictures of what is inside a network: all of its weights, what each unit is good for, which pixels decide."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import cycle
from typing import Any

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colorbar import Colorbar
from matplotlib.ticker import MaxNLocator

from firstnn.digits import COLUMNS, ROWS
from firstnn.inputs import same_length, takes
from firstnn.network import FirstNeuralNetwork
from firstnn.plots import _checks as check
from firstnn.plots.glyphs import draw_digit
from firstnn.plots.style import INK, LIMIT, NEGATIVE, PAPER, POSITIVE, QUIET, SIGNED, WRONG, bare

ACROSS = 16
STYLES = ("-", "--", "-.", ":")


def mosaic(W1: Any, across: int = ACROSS, places: int | None = None) -> np.ndarray:
    """The columns of W1 (15, hidden) as 5 by 3 tiles in one array, across in a row, NaN in the gaps and empty places."""
    tiles = np.asarray(W1, dtype=float).T.reshape(-1, ROWS, COLUMNS)
    down = -(-(places or len(tiles)) // across)
    framed = np.full((down * across, ROWS + 1, COLUMNS + 1), np.nan)
    framed[: len(tiles), 1:, 1:] = tiles
    sheet = framed.reshape(down, across, ROWS + 1, COLUMNS + 1).swapaxes(1, 2)
    sheet = sheet.reshape(down * (ROWS + 1), across * (COLUMNS + 1))
    return np.pad(sheet, ((0, 1), (0, 1)), constant_values=np.nan)


def draw_signed(ax: Axes, values: Any, limit: float | None = None, aspect: str = "equal") -> Axes:
    """An array (rows, columns) of numbers of either sign: dark below 0, light above 0, paper white where it is NaN."""
    values = np.asarray(values, dtype=float)
    limit = limit or np.nanmax(np.abs(values)) or 1.0
    colours = matplotlib.colormaps[SIGNED].with_extremes(bad=PAPER)
    ax.imshow(np.ma.masked_invalid(values), cmap=colours, vmin=-limit, vmax=limit, aspect=aspect, interpolation="nearest")
    return bare(ax)


@takes(
    ax=check.ax,
    W1=check.columns_of_pictures,
    title=check.text,
    limit=check.above_0,
    across=check.small_count,
    places=check.small_count,
)
def draw_weight_pictures(
    ax: Axes, W1: Any, title: str = "", limit: float | None = None, across: int = ACROSS, places: int | None = None
) -> Axes:
    """Each column of W1 (15, hidden) as a 5 by 3 picture, all in one image; unit 0 is at the top left, unit 1 beside it."""
    if places is not None and places < W1.shape[1]:
        raise ValueError(f"places must be at least the {W1.shape[1]} columns of W1, but it is {places}")
    sheet = mosaic(W1, across, places)
    draw_signed(ax, sheet, limit)
    down = len(sheet) // (ROWS + 1)
    ax.set_yticks((ROWS + 1) * np.arange(down) + 3, [f"unit {row * across}" for row in range(down)], fontsize=8)
    ax.tick_params(length=0)
    ax.set_title(title)
    return ax


@takes(ax=check.with_image, label=check.text)
def draw_scale(ax: Axes, label: str = "weight") -> Colorbar:
    """The scale of the signed image on the axes, in 21 steps: which shade is which number."""
    image = ax.images[0]
    low, high = image.get_clim()
    steps = (low + high) / 2 + (high - low) / 2 * (np.arange(-21, 22, 2) / 21)  # 0 stays exactly in the middle
    ticks = MaxNLocator(7)
    scale = ax.figure.colorbar(image, ax=ax, boundaries=steps, ticks=ticks, shrink=0.9, pad=0.01, aspect=25)
    scale.set_label(f"{label}: dark is negative, light is positive", fontsize=9)
    scale.outline.set_visible(False)
    return scale


@takes(ax=check.ax, network=check.network)
def draw_parameters(ax: Axes, network: FirstNeuralNetwork) -> Axes:
    """Every number the network has learnt, in one image: a column for each hidden unit, b2 in a column of its own."""
    W1, b1, W2, b2 = network.parameters
    height, width = len(W1) + 3 + len(b2.T), network.hidden_size
    sheet = np.full((height, width + 2), np.nan)
    sheet[: len(W1), :width] = W1
    sheet[len(W1) + 1, :width] = b1[0]
    sheet[len(W1) + 3 :, :width] = W2.T
    sheet[len(W1) + 3 :, -1] = b2[0]
    draw_signed(ax, sheet, aspect="auto")
    pixels, digits = range(0, len(W1), 3), range(network.output_size)
    ax.set_yticks(
        [*pixels, len(W1) + 1, *(len(W1) + 3 + digit for digit in digits)],
        [*(f"from pixel {pixel}" for pixel in pixels), "bias b1", *(f"to digit {digit}" for digit in digits)],
        fontsize=8,
    )
    ax.set_xticks([*range(0, width, 8), width + 1], [*range(0, width, 8), "b2"])
    ax.tick_params(length=0)
    ax.set_xlabel("hidden unit")
    return ax


@takes(ax=check.ax, values=check.row, xlabel=check.text, ylabel=check.text, title=check.text)
def draw_signed_bars(ax: Axes, values: Any, xlabel: str = "digit", ylabel: str = "", title: str = "") -> Axes:
    """A bar up for each positive value and down for each negative one, in the order given, numbered from 0."""
    ax.bar(range(len(values)), values, color=np.where(values < 0, NEGATIVE, POSITIVE), edgecolor=INK, linewidth=0.5)
    ax.axhline(0, color=INK, linewidth=1)
    every = 1 if len(values) <= 20 else 8
    ax.set(xticks=range(0, len(values), every), xlabel=xlabel, ylabel=ylabel, title=title)
    return ax


@takes(ax=check.ax, right=partial(check.counts, ndim=1), whole=check.count, title=check.text)
def draw_lost(ax: Axes, right: Any, whole: int, title: str = "") -> Axes:
    """A bar for each hidden unit: how many answers fewer are right without it; right (hidden,) are the counts."""
    lost = whole - right
    ax.bar(range(len(lost)), lost, color=WRONG, width=0.8)
    ax.set(xlabel="hidden unit that is switched off", ylabel="right answers lost", title=title, xlim=(-1, len(lost)))
    ax.yaxis.get_major_locator().set_params(integer=True)
    return ax


@takes(ax=check.ax, right=check.named(check.runs), best=check.count, total=check.positive_count)
def draw_ablation(ax: Axes, right: Mapping[str, Any], best: int, total: int) -> Axes:
    """A line for each order: right answers against the number of units switched off, 0 to all; best is the limit.

    right: the name of each order -> counts (units + 1,), or counts (orders, units + 1) for several thin grey lines.
    """
    styles = cycle(STYLES)
    for name, counts in right.items():
        several = len(counts) > 1
        looks = {"color": QUIET, "linewidth": 0.8} if several else {"color": INK, "linestyle": next(styles)}
        for place, line in enumerate(counts):
            ax.plot(line, drawstyle="steps-mid", label=name if place == 0 else None, **looks)
    ax.axhline(best, color=LIMIT, linestyle=":", label=f"best possible, {best}")
    ax.set(xlabel="hidden units switched off", ylabel=f"right answers of {total}", ylim=(0, total))
    ax.legend(fontsize=9, frameon=False)
    return ax


@takes(ax=check.ax, image=check.picture, words=check.words, title=check.text)
def draw_words(ax: Axes, image: Any, words: Sequence[str], title: str = "") -> Axes:
    """A picture (15,) in pale ink with a short word on each pixel, a number in a box; an empty word leaves it as it is."""
    draw_digit(ax, 0.55 + 0.45 * image, title)
    for pixel, word in enumerate(words):
        box = {"boxstyle": "round,pad=0.15", "facecolor": POSITIVE, "edgecolor": INK} if word.isdigit() else None
        row, column = divmod(pixel, COLUMNS)
        ax.text(column, row, word, ha="center", va="center", fontweight="bold" if box else "normal", color=INK, bbox=box)
    return ax


@takes(before=check.row_of_shares, after=partial(check.shares, ndim=2))
def changed_answers(before: Any, after: Any) -> list[str]:
    """For each pixel the answer after that pixel alone is flipped, as a word: empty where it stays as it was.

    before (classes,): probabilities of the picture itself. after (15, classes): with each pixel flipped in turn. A row of
    zeros, where no digit can look like this, gives –; a row where the old answer and others share the first place gives =.
    """
    same_length(**{"before": before, "each row of after": after[0]})
    own = set(likeliest(before))
    words = []
    for row in after:
        answers = set(likeliest(row))
        if not row.any():
            words.append("–")
        elif answers & own:
            words.append("" if answers <= own else "=")
        else:
            words.append("/".join(map(str, sorted(answers))))
    return words


def likeliest(row: Any) -> list[int]:
    """The classes that share the largest probability."""
    return np.flatnonzero(np.isclose(row, np.max(row))).tolist()
