"""Pictures of what a network answers: its hidden units, its probabilities and, beside them, the exact ones."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from firstnn.counting import BestPossible, best_possible
from firstnn.digits import PIXELS
from firstnn.network import FirstNeuralNetwork
from firstnn.plots import given
from firstnn.plots.glyphs import draw_digit
from firstnn.plots.picture import Picture
from firstnn.plots.style import INK, LIMIT, NEGATIVE, POSITIVE, QUIET, TRAIN, bare, figure
from firstnn.words import per_cent

CELL, BAR, FRAME = 0.9, 0.62, 0.82
NETWORK_COLUMN, EXACT_COLUMN, HEAD = 1.27, 1.78, -1.05
IMPOSSIBLE = "none of the\nten digits\nwith one\nwiped pixel\nlooks like\nthis"
BARELY, WORTH_SAYING = 0.005, 0.05


class UnitMosaic:
    """The hidden units as squares in rows: the area is the size of the activation, a dot stands for 0.

    Values above 0 are light, values below 0 dark. largest is the activation whose square fills its place.
    """

    def __init__(self, ax: Axes, number: int, largest: float):
        columns = int(np.ceil(np.sqrt(number)))
        row, column = np.divmod(np.arange(number), columns)
        self.largest = largest
        self.centres = np.column_stack([column, row]).astype(float)
        ax.scatter(column, row, s=4, color=QUIET, linewidths=0)
        ax.set(xlim=(-0.6, columns - 0.4), ylim=(max(row) + 0.6, -0.6), aspect="equal")
        bare(ax).set_title("1 hidden unit" if number == 1 else f"{number} hidden units")
        self.squares = ax.add_collection(PolyCollection([], edgecolors=INK, linewidths=0.7), autolim=False)
        self.artists: list[Artist] = [self.squares]

    def move(self, activations: Any) -> None:
        """Show these activations: one number for each unit."""
        values = np.ravel(activations)
        shown = values != 0
        sides = CELL * np.sqrt(np.minimum(np.abs(values[shown]) / self.largest, 1))
        self.squares.set_verts(rectangles(self.centres[shown] - sides[:, None] / 2, sides, sides))
        self.squares.set_facecolor([POSITIVE if value > 0 else NEGATIVE for value in values[shown]])


class AnswerBars:
    """A bar and a percentage for the network's probability of each class, a black frame for the exact probability."""

    def __init__(self, ax: Axes, names: Sequence[str]):
        self.places = np.arange(len(names))
        self.bars = ax.add_collection(PolyCollection([], facecolors=TRAIN, linewidths=0), autolim=False)
        self.frames = ax.add_collection(
            PolyCollection([], facecolors="none", edgecolors=LIMIT, linewidths=1.6), autolim=False
        )
        self.network = [ax.text(NETWORK_COLUMN, place, "", ha="right", va="center", color=TRAIN) for place in self.places]
        self.exact = [ax.text(EXACT_COLUMN, place, "", ha="right", va="center", color=LIMIT) for place in self.places]
        self.note = ax.text(EXACT_COLUMN, len(names) / 2 - 0.5, "", ha="right", va="center", color=LIMIT, size=9)
        self.artists: list[Artist] = [self.bars, self.frames, *self.network, *self.exact, self.note]
        ax.set(xlim=(0, EXACT_COLUMN), ylim=(len(names) - 0.4, -0.6), yticks=self.places, yticklabels=names)
        ax.set(xticks=[0, 0.5, 1], xticklabels=["0%", "50%", "100%"], xlabel="probability")
        ax.xaxis.set_label_coords(0.5 / EXACT_COLUMN, -0.11)
        ax.spines["bottom"].set_bounds(0, 1)
        ax.tick_params(axis="y", length=0)
        ax.text(NETWORK_COLUMN, HEAD, "■ network", ha="right", va="center", color=TRAIN)
        ax.text(EXACT_COLUMN, HEAD, "□ exact", ha="right", va="center", color=LIMIT)

    def move(self, probabilities: Any, exact: Any = None) -> None:
        """Show these probabilities, one for each class, and the exact ones of the first classes; None or zeros: none."""
        probabilities = np.ravel(probabilities)
        known = np.zeros(len(self.places))
        if exact is not None:
            known[: np.size(exact)] = np.ravel(exact)
        self.bars.set_verts(level_bars(self.places, probabilities, BAR))
        self.frames.set_verts(level_bars(self.places[known > 0], known[known > 0], FRAME))
        for network, frame, p, q in zip(self.network, self.exact, probabilities, known):
            network.set(text=percent(p), color=TRAIN if p >= BARELY else QUIET)
            frame.set_text(percent(q) if q else "")
        self.note.set_text("" if exact is None or known.any() else IMPOSSIBLE)


def readings(network: FirstNeuralNetwork, pictures: Mapping[str, Any]) -> Picture:
    """What the network makes of each picture, title -> (5, 3) or (15,): the picture, its hidden units, its answer.

    Black frames are the exact probabilities for one wiped pixel.
    """
    network, best = given.reader("network", network), best_possible()
    drawn, rows = figure(len(pictures), 3, size=(7.2, 2.9 * len(pictures)), width_ratios=[2, 3, 6], squeeze=False)
    words = []
    for (left, middle, right), (title, image) in zip(rows, pictures.items()):
        draw_digit(left, image, title)
        draw_reading(middle, right, network, image, best)
        words.append(f"{title}: {reading_in_words(network, image, best)}")
    return Picture(drawn, " ".join(words))


def draw_reading(
    units: Axes,
    answer: Axes,
    network: FirstNeuralNetwork,
    picture: Any,
    best: BestPossible,
    names: Sequence[str] | None = None,
) -> tuple[UnitMosaic, AnswerBars]:
    """The hidden units and the answer of the network to one picture, (5, 3) or (15,), on two axes."""
    X = np.reshape(picture, (1, PIXELS))
    Y_hat = network.forward(X)
    mosaic = draw_hidden_units(units, network.A1, largest_activation(network))
    return mosaic, draw_answer(answer, Y_hat, best.exact_probabilities(X), names)


def draw_hidden_units(ax: Axes, activations: Any, largest: float | None = None) -> UnitMosaic:
    """The hidden activations, one number for each unit, as squares whose area is the activation."""
    values = np.ravel(activations)
    mosaic = UnitMosaic(ax, len(values), largest or float(np.abs(values).max()) or 1.0)
    mosaic.move(values)
    return mosaic


def draw_answer(ax: Axes, probabilities: Any, exact: Any = None, names: Sequence[str] | None = None) -> AnswerBars:
    """The network's probabilities as bars and, where given, the exact ones as frames; zeros say that none is possible."""
    probabilities = np.ravel(probabilities)
    bars = AnswerBars(ax, names or [str(place) for place in range(len(probabilities))])
    bars.move(probabilities, exact)
    return bars


def percent(probability: float) -> str:
    """A probability as a whole percentage that says 0% and 100% only where that is exact."""
    if 0 < probability < BARELY:
        return "<1%"
    if 1 - BARELY < probability < 1:
        return ">99%"
    return f"{probability:.0%}"


def level_bars(places: np.ndarray, lengths: np.ndarray, thickness: float) -> np.ndarray:
    """The corners (n, 4, 2) of bars from 0 to lengths, lying at the heights places."""
    corners = np.column_stack([np.zeros(len(places)), places - thickness / 2])
    return rectangles(corners, lengths, np.full(len(places), thickness))


def rectangles(corners: np.ndarray, widths: np.ndarray, heights: np.ndarray) -> np.ndarray:
    """The four corners of each rectangle, (n, 4, 2), from its first corner (n, 2), widths and heights (n,)."""
    across = np.outer(widths, [0, 1, 1, 0])
    up = np.outer(heights, [0, 0, 1, 1])
    return corners[:, None, :] + np.stack([across, up], axis=2)


def largest_activation(network: FirstNeuralNetwork) -> float:
    """The largest |activation| that any unit reaches on any picture of ink and paper."""
    if network.activation == "tanh":
        return 1.0
    highest = network.b1 + np.maximum(network.W1, 0).sum(axis=0)
    return float(highest.max()) if highest.max() > 0 else 1.0


def lookalikes(best: BestPossible, x: np.ndarray) -> np.ndarray:
    """How many of all damaged digits look exactly like x (15,), for each of the ten digits: shape (10,)."""
    return best.counts[(best.images == x).all(axis=1)].sum(axis=0)


def reading_in_words(
    network: FirstNeuralNetwork, picture: Any, best: BestPossible, names: Sequence[str] | None = None
) -> str:
    """The same in words: the network's answer, the exact probabilities, how many units are above 0."""
    x = np.ravel(picture)
    probabilities = network.forward(x.reshape(1, PIXELS))[0]
    names = names or [str(place) for place in range(len(probabilities))]
    words = "The network says {answer}. {counting} Hidden units above 0: {above} of {units}."
    return words.format(
        answer=answer_in_words(probabilities, names),
        counting=counting_in_words(lookalikes(best, x), best.total),
        above=int((network.A1 > 0).sum()),
        units=network.A1.size,
    )


def answer_in_words(probabilities: np.ndarray, names: Sequence[str]) -> str:
    """The most probable class, and the others that are worth a word: 0 (76 %), 8 (24 %)."""
    first, *others = (-probabilities).argsort(kind="stable")
    named = [first, *(k for k in others if probabilities[k] >= WORTH_SAYING)]
    return ", ".join(f"{names[k]} ({per_cent(probabilities[k], 0)})" for k in named)


def counting_in_words(counts: np.ndarray, total: int) -> str:
    """What counting says: how many damaged digits look like this picture, and which digits they are."""
    looks = int(counts.sum())
    if not looks:
        return "Counting says: none of the ten digits, with one wiped pixel, can look like this."
    digits = sorted(np.flatnonzero(counts), key=lambda digit: -counts[digit])
    words = "Counting says: {looks} of {total} damaged digits are just this picture ({origins}); exact probability: {exact}."
    origins = ", ".join(f"{counts[digit]} × {digit}" for digit in digits)
    exact = ", ".join(f"{digit} ({per_cent(counts[digit] / looks, 0)})" for digit in digits)
    return words.format(looks=looks, total=total, origins=origins, exact=exact)
