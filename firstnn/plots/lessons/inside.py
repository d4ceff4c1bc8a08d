"""Pictures of lesson 07: all numbers of a network, what a unit is good for, which pixels decide, real handwriting."""

from collections.abc import Mapping, Sequence
from itertools import cycle
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from firstnn.counting import best_possible
from firstnn.digits import COLUMNS, PIXELS, create_digit_image
from firstnn.network import FirstNeuralNetwork
from firstnn.plots import given
from firstnn.plots.glyphs import draw_digit
from firstnn.plots.network import draw_weights
from firstnn.plots.picture import Picture
from firstnn.plots.style import INK, LIMIT, NEGATIVE, POSITIVE, QUIET, WRONG, bare, figure
from firstnn.plots.weights import draw_scale, draw_signed
from firstnn.words import listed

STYLES = ("-", "--", "-.", ":")
SIDE = 8


def parameters(network: FirstNeuralNetwork) -> Picture:
    """Every number the network has learnt, in one image: a column for each hidden unit, b2 in a column of its own."""
    network = given.reader("network", network)
    drawn, ax = figure(size=(8, 3.8))
    draw_parameters(ax, network)
    words = "All {number:,} numbers of the network: a column for each of {units} hidden units, with its weights from the "
    words += "15 pixels on top, its bias, and its weights to the digits below."
    return Picture(drawn, words.format(number=network.number_of_parameters, units=network.hidden_size))


def draw_parameters(ax: Axes, network: FirstNeuralNetwork) -> None:
    """Every number the network has learnt, in one image with its scale."""
    W1, b1, W2, b2 = network.parameters
    height, width = len(W1) + 3 + len(b2.T), network.hidden_size
    sheet = np.full((height, width + 2), np.nan)
    sheet[: len(W1), :width] = W1
    sheet[len(W1) + 1, :width] = b1[0]
    sheet[len(W1) + 3 :, :width] = W2.T
    sheet[len(W1) + 3 :, -1] = b2[0]
    image = draw_signed(ax, sheet, np.nanmax(np.abs(sheet)), aspect="auto")
    pixels, digits = range(0, len(W1), 3), range(network.output_size)
    ax.set_yticks(
        [*pixels, len(W1) + 1, *(len(W1) + 3 + digit for digit in digits)],
        [*(f"from pixel {pixel}" for pixel in pixels), "bias b1", *(f"to digit {digit}" for digit in digits)],
        fontsize=8,
    )
    ax.set_xticks([*range(0, width, 8), width + 1], [*range(0, width, 8), "b2"])
    ax.tick_params(length=0)
    ax.set_xlabel("hidden unit")
    draw_scale(ax, image, "weight or bias")


def hidden_unit(network: FirstNeuralNetwork, unit: int) -> Picture:
    """One unit: its weights in, the picture it likes best, its activation for each clean digit, its weights out."""
    network = given.reader("network", network)
    clean = np.array([create_digit_image(digit).ravel() for digit in range(10)])
    network.forward(clean)
    activation, weights = network.A1[:, unit], network.W1[:, unit]
    drawn, axes = figure(1, 4, size=(9, 2.7), width_ratios=[1, 0.8, 1.9, 1.9])
    draw_weights(axes[0], weights.round(1), "weights in")
    draw_digit(axes[1], (weights > 0).astype(float), "likes best")
    draw_signed_bars(axes[2], activation, "clean digit", "activation")
    draw_signed_bars(axes[3], network.W2[unit], "digit", "weights out")
    words = (
        "Hidden unit {unit}: its largest weight in is {weight:.1f}, on pixel {pixel}. Its activations for the clean digits "
    )
    words += "0 to 9 are {activations}; its weights to the digits are {out}."
    return Picture(
        drawn,
        words.format(
            unit=unit,
            weight=weights.max(),
            pixel=weights.argmax(),
            activations=listed(f"{a:.1f}" for a in activation),
            out=listed(f"{w:.1f}" for w in network.W2[unit]),
        ),
    )


def unit_bars(values: Any, title: str) -> Picture:
    """A bar up or down for each hidden unit."""
    drawn, ax = figure(size=(9, 2.6))
    draw_signed_bars(ax, values, "hidden unit", title)
    words = "{title}: most for unit {unit}, {most:.1f}; {below} units are below 0, and {silent} are 0."
    values = np.asarray(values)
    below, silent = int(np.sum(values < 0)), int(np.sum(values == 0))
    return Picture(drawn, words.format(title=title, unit=values.argmax(), most=values.max(), below=below, silent=silent))


def draw_signed_bars(ax: Axes, values: Any, xlabel: str, title: str) -> None:
    """A bar up for each positive value and down for each negative one, in the order given, numbered from 0."""
    colours = np.where(np.asarray(values) < 0, NEGATIVE, POSITIVE)
    ax.bar(range(len(values)), values, color=colours, edgecolor=INK, linewidth=0.5)
    ax.axhline(0, color=INK, linewidth=1)
    ax.set(xticks=range(0, len(values), 1 if len(values) <= 20 else 8), xlabel=xlabel, title=title)


def lost_answers(right: Any, whole: int) -> Picture:
    """How many answers fewer are right when one unit is switched off: right (hidden,) of whole."""
    lost = whole - np.asarray(right)
    drawn, ax = figure(size=(9, 2.6))
    ax.bar(range(len(lost)), lost, color=WRONG, width=0.8)
    ax.set(xlabel="hidden unit that is switched off", ylabel="right answers lost", xlim=(-1, len(lost)))
    ax.yaxis.get_major_locator().set_params(integer=True)
    words = "Right answers lost without one unit: none for {none} of {units} units, at most {most}, without unit {worst}."
    spared = int(np.sum(lost == 0))
    return Picture(drawn, words.format(none=spared, units=len(lost), most=lost.max(), worst=lost.argmax()))


def ablation(right: Mapping[str, Any], best: int, total: int) -> Picture:
    """A line for each order: right answers against the number of units switched off, 0 to all; best is the limit."""
    drawn, ax = figure(size=(8.5, 2.8))
    for (name, counts), style in zip(right.items(), cycle(STYLES)):
        ax.plot(counts, drawstyle="steps-mid", color=INK if "random" not in name else QUIET, linestyle=style, label=name)
    ax.axhline(best, color=LIMIT, linestyle=":", label=f"best possible, {best}")
    ax.set(xlabel="hidden units switched off", ylabel=f"right answers of {total}", ylim=(0, total + 5))
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    ends = "; ".join(f"{name}: {sum(count == max(counts) for count in counts)}" for name, counts in right.items())
    return Picture(drawn, f"Right answers against units switched off. Settings with the most right answers, {ends}.")


def flips(network: FirstNeuralNetwork) -> Picture:
    """For each digit and pixel the new answer when that pixel alone is flipped, by the network and by counting."""
    network, best = given.reader("network", network), best_possible()
    drawn, axes = figure(2, 10, size=(9, 3.3))
    for row, answer in enumerate((network.forward, best.exact_probabilities)):
        for digit in range(10):
            image = create_digit_image(digit).ravel()
            before, after = answer(image.reshape(1, PIXELS))[0], answer(abs(image - np.eye(PIXELS)))
            draw_words(axes[row, digit], image, changed_answers(before, after))
    axes[0, 0].set_ylabel("network says", visible=True)
    axes[1, 0].set_ylabel("counting says", visible=True)
    words = "For each digit and each of its pixels the new answer when that pixel alone is flipped: the network above, "
    words += "counting below. A dash marks impossible pictures."
    return Picture(drawn, words)


def draw_words(ax: Axes, image: np.ndarray, words: Sequence[str]) -> None:
    """A picture (15,) in pale ink with a short word on each pixel, a number in a box; an empty word leaves it as it is."""
    draw_digit(ax, 0.55 + 0.45 * image)
    for pixel, word in enumerate(words):
        box = {"boxstyle": "round,pad=0.15", "facecolor": POSITIVE, "edgecolor": INK} if word.isdigit() else None
        row, column = divmod(pixel, COLUMNS)
        ax.text(column, row, word, ha="center", va="center", fontweight="bold" if box else "normal", color=INK, bbox=box)


def changed_answers(before: np.ndarray, after: np.ndarray) -> list[str]:
    """For each pixel the answer after that pixel alone is flipped, as a word: empty where it stays as it was.

    before (classes,): probabilities of the picture itself. after (15, classes): with each pixel flipped in turn. A row of
    zeros, where no digit can look like this, gives –; a row where the old answer and others share the first place gives =.
    """
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


def handwriting(images: Any, titles: Sequence[Any] = ()) -> Picture:
    """Handwritten digits of 8 by 8 pixels, (N, 64) from 0.0 ink to 1.0 paper, ten in a row, each with its title."""
    images = np.asarray(images, dtype=float).reshape(-1, SIDE, SIDE)
    down = -(-len(images) // 10)
    height = 1.0 + 0.2 * max([str(title).count("\n") + 1 for title in titles], default=0)
    drawn, axes = figure(down, 10, size=(9, height * down), squeeze=False)
    for ax in axes.flat:
        bare(ax)
    for ax, image in zip(axes.flat, images):
        ax.imshow(image, cmap="gray", vmin=0, vmax=1)
    for ax, title in zip(axes.flat, titles):
        ax.set_title(str(title), fontsize=9)
    named = ": " + "; ".join(str(title).replace("\n", ", ") for title in titles) if len(titles) else ""
    return Picture(drawn, f"{len(images)} handwritten digits of 8 by 8 pixels{named}.")
