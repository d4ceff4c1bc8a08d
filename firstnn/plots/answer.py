"""Pictures of what a network answers: its hidden units, its probabilities and, beside them, the exact odds."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from firstnn.counting import BestPossible
from firstnn.digits import INK as INK_VALUE
from firstnn.digits import PIXELS
from firstnn.inputs import same_length, takes
from firstnn.network import FirstNeuralNetwork
from firstnn.plots import _checks as check
from firstnn.plots.glyphs import draw_digit
from firstnn.plots.style import INK, LIMIT, NEGATIVE, POSITIVE, QUIET, TRAIN, bare

CELL, BAR, FRAME = 0.9, 0.62, 0.82
NETWORK_COLUMN, EXACT_COLUMN, HEAD = 1.27, 1.78, -1.05
IMPOSSIBLE = "no digit\nwith one\nwiped pixel\ncan look\nlike this"
BARELY, WORTH_SAYING = 0.005, 0.05


class UnitMosaic:
    """The hidden units as squares in rows: the area is the size of the activation, a dot stands for 0.

    Values above 0 are light, values below 0 dark. largest is the activation whose square fills its place.
    artists are what move(activations) changes, for a picture that is redrawn often.
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
    """A bar and a percentage for the network's probability of each class, a black frame for its exact odds.

    artists are what move(probabilities, odds) changes, for a picture that is redrawn often.
    """

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
        ax.text(EXACT_COLUMN, HEAD, "□ exact odds", ha="right", va="center", color=LIMIT)

    def move(self, probabilities: Any, odds: Any = None) -> None:
        """Show these probabilities, one for each class, and the odds of the first len(odds) classes; None or zeros: none."""
        probabilities = np.ravel(probabilities)
        known = np.zeros(len(self.places))
        if odds is not None:
            known[: np.size(odds)] = np.ravel(odds)
        self.bars.set_verts(level_bars(self.places, probabilities, BAR))
        self.frames.set_verts(level_bars(self.places[known > 0], known[known > 0], FRAME))
        for network, exact, probability, odd in zip(self.network, self.exact, probabilities, known):
            network.set(text=percent(probability), color=TRAIN if probability >= BARELY else QUIET)
            exact.set_text(percent(odd) if odd else "")
        self.note.set_text("" if odds is None or known.any() else IMPOSSIBLE)


@takes(ax=check.ax, activations=check.array, largest=check.above_0)
def draw_hidden_units(ax: Axes, activations: Any, largest: float | None = None) -> UnitMosaic:
    """The hidden activations, one number for each unit, as squares whose area is the activation."""
    values = np.ravel(activations)
    mosaic = UnitMosaic(ax, len(values), largest or float(np.abs(values).max()) or 1.0)
    mosaic.move(values)
    return mosaic


@takes(ax=check.ax, probabilities=check.shares, odds=check.shares, names=check.texts)
def draw_answer(ax: Axes, probabilities: Any, odds: Any = None, names: Sequence[str] | None = None) -> AnswerBars:
    """The network's probabilities as bars and, where odds are given, the exact odds as frames around them.

    probabilities: one for each class. odds: for the first classes; zeros say that no digit can look like this.
    """
    probabilities = np.ravel(probabilities)
    same_length(probabilities=probabilities, names=names)
    if np.size(odds) > len(probabilities):
        raise ValueError(f"odds must not be more than the {len(probabilities)} probabilities, but they are {np.size(odds)}")
    bars = AnswerBars(ax, names or [str(place) for place in range(len(probabilities))])
    bars.move(probabilities, odds)
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


@takes(
    axes=partial(check.several_axes, exactly=3),
    network=check.reader,
    picture=check.picture,
    best=check.best_possible,
    names=check.texts,
)
def draw_reading(
    axes: Any, network: FirstNeuralNetwork, picture: Any, best: BestPossible, names: Sequence[str] | None = None
) -> tuple[Axes, UnitMosaic, AnswerBars]:
    """What the network makes of one picture, on three axes: the picture, the hidden units, the answer and the exact odds."""
    X = picture.reshape(1, PIXELS)
    Y_hat = network.forward(X)
    same_length(**{"names": names, "the outputs of the network": Y_hat[0]})
    mosaic = draw_hidden_units(axes[1], network.A1, largest_activation(network))
    return draw_digit(axes[0], X, "the picture"), mosaic, draw_answer(axes[2], Y_hat, best.exact_probabilities(X), names)


def largest_activation(network: FirstNeuralNetwork) -> float:
    """The largest |activation| that any unit reaches on any picture of ink and paper."""
    if network.activation == "tanh":
        return 1.0
    highest = network.b1 + np.maximum(network.W1, 0).sum(axis=0)
    return float(highest.max()) if highest.max() > 0 else 1.0


def lookalikes(best: BestPossible, x: np.ndarray) -> np.ndarray:
    """How many of all damaged digits look exactly like x (15,), for each of the ten digits: shape (10,)."""
    return best.counts[(best.images == x).all(axis=1)].sum(axis=0)


@takes(network=check.reader, picture=check.picture, best=check.best_possible, names=check.texts)
def reading_in_words(
    network: FirstNeuralNetwork, picture: Any, best: BestPossible, names: Sequence[str] | None = None
) -> str:
    """The same in words: how much ink, the network's answer, the exact odds, how many units are above 0."""
    X = picture.reshape(1, PIXELS)
    probabilities = network.forward(X)[0]
    same_length(**{"names": names, "the outputs of the network": probabilities})
    names = names or [str(place) for place in range(len(probabilities))]
    odds = odds_in_words(lookalikes(best, X[0]), best.total)
    return " ".join([ink_in_words(X), answer_in_words(probabilities, names), odds, units_in_words(network.A1)])


def ink_in_words(X: np.ndarray) -> str:
    """How much ink there is."""
    return f"{int((X == INK_VALUE).sum())} of {PIXELS} pixels are ink."


def answer_in_words(probabilities: np.ndarray, names: Sequence[str]) -> str:
    """The most probable class, and the others that are worth a word."""
    first, *others = (-probabilities).argsort(kind="stable")
    also = [f"{names[k]} with {percent(probabilities[k])}" for k in others if probabilities[k] >= WORTH_SAYING]
    return ", ".join([f"The network says {names[first]} with probability {percent(probabilities[first])}", *also]) + "."


def odds_in_words(counts: np.ndarray, total: int) -> str:
    """What counting says: how many damaged digits look like this picture, and which digits they are."""
    looks = int(counts.sum())
    if not looks:
        return "Counting says: no digit with one wiped pixel can look like this."
    digits = sorted(np.flatnonzero(counts), key=lambda digit: -counts[digit])
    shares = [f"{article(digit)} ({percent(counts[digit] / looks)})" for digit in digits]
    parts = [f"{counts[digit]} {'is' if counts[digit] == 1 else 'are'} {share}" for digit, share in zip(digits, shares)]
    if len(parts) == 1:
        parts = [f"it is {shares[0]}" if looks == 1 else f"each of them is {shares[0]}"]
    look = "looks" if looks == 1 else "look"
    return f"Counting says: {looks} of the {total} damaged digits {look} exactly like this; {listed(parts)}."


def units_in_words(A1: np.ndarray) -> str:
    """How many hidden units are above 0."""
    return f"{int((A1 > 0).sum())} of {A1.size} hidden units are above 0."


def article(digit: int) -> str:
    """a 3, an 8."""
    return f"an {digit}" if digit == 8 else f"a {digit}"


def listed(parts: Sequence[str]) -> str:
    """a, b and c."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
