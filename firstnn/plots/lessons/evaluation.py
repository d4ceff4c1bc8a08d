"""Pictures of 06_evaluation: a classifier beside its rivals, its mistakes, its probabilities, its overfitting."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from firstnn.inputs import bounded_array, same_length
from firstnn.plots import given
from firstnn.plots.glyphs import draw_digit, draw_digits
from firstnn.plots.picture import Picture
from firstnn.plots.style import LIMIT, QUIET, RIGHT, TEST, TRAIN, WRONG, figure
from firstnn.training import History
from firstnn.words import listed, per_cent, plural

LINES = [(TRAIN, "-", "o"), (TEST, "--", "s"), (WRONG, "-.", "^"), (QUIET, ":", "D")]
WIDTH = 9


def contest(scores: Mapping[str, Any], limit: float | None = None) -> Picture:
    """A bar for each name with its accuracy, 0 to 1; several accuracies become dots, and the bar their mean.

    limit: the best possible accuracy, as a line.
    """
    scores = {name: np.atleast_1d(bounded_array(name, values, 0, 1)) for name, values in scores.items()}
    drawn, ax = figure(size=(8.5, 0.9 + 0.38 * len(scores)))
    for place, values in enumerate(scores.values()):
        draw_score(ax, place, 100 * values)
    if limit is not None:
        ax.axvline(100 * limit, color=LIMIT, linestyle=":", label=f"best possible: {per_cent(limit)}")
        ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0))
    ax.set(yticks=range(len(scores)), yticklabels=scores.keys(), xlim=(0, 101), xlabel="accuracy (%)")
    ax.invert_yaxis()
    several = "mean " if any(len(values) > 1 for values in scores.values()) else ""
    named = listed(f"{name} {per_cent(values.mean())}" for name, values in scores.items())
    beside = f" The best possible is {per_cent(limit)}." if limit is not None else ""
    return Picture(drawn, f"Bars of the {several}accuracy: {named}.{beside}")


def draw_score(ax: Axes, place: int, values: np.ndarray) -> None:
    """One bar at this place, with its accuracies (n,) in per cent."""
    ax.barh(place, values.mean(), height=0.6, color=TRAIN, alpha=0.35)
    spread = ""
    if len(values) > 1:
        spread = f"  ({values.min():.0f} to {values.max():.0f})"
        ax.plot(values, place + np.linspace(-0.2, 0.2, len(values)), "o", color=TRAIN, markersize=3)
    ax.text(102, place, f"{values.mean():.1f} %{spread}", va="center")


def verdicts(images: Any, Y: Any, predicted: Any, counts: Any = None) -> Picture:
    """Pictures with the true digit, the digit that was said, and a tick or a cross.

    counts (N, 10): how often each picture is each digit, below it.
    """
    images = given.pictures("images", images)
    notes = [""] * len(images) if counts is None else [origins_in_words(row) for row in counts]
    same_length(images=images, Y=Y, predicted=predicted, counts=notes)
    drawn, axes = figure(1, len(images), size=(WIDTH, 2.2 if counts is None else 2.9), squeeze=False)
    words = []
    for ax, image, true, said, note in zip(axes.flat, images, Y, predicted, notes):
        right = true == said
        draw_digit(ax, image)
        ax.set_title(f"true {true}\nsaid {said} {'✓' if right else '✗'}", color=RIGHT if right else WRONG)
        ax.set_xlabel(note.replace(", ", "\n"), fontsize=9, verticalalignment="top")
        words.append(f"true {true}, said {said}, it is {note}" if note else f"true {true}, said {said}")
    return Picture(drawn, f"{plural(len(images), 'picture')}: {'; '.join(words)}.")


def origins(images: Any, counts: Any) -> Picture:
    """Pictures, and above each how often it is each digit: counts (N, 10)."""
    images = given.pictures("images", images)
    same_length(images=images, counts=counts)
    drawn, axes = figure(1, len(images), size=(WIDTH, 2.2), squeeze=False)
    words = [origins_in_words(row) for row in counts]
    draw_digits(axes.flat, images, [each.replace(", ", "\n") for each in words])
    return Picture(drawn, f"{plural(len(images), 'picture')}, each with the digits it can be: {'; '.join(words)}.")


def origins_in_words(counts: Any) -> str:
    """How often a picture is each digit, counts (10,), in words: "3 × 0, 1 × 8"."""
    return ", ".join(f"{count} × {digit}" for digit, count in enumerate(counts) if count)


def calibration(images: Any, Y_hat: Any, exact: Any, shares: Any) -> Picture:
    """For each picture the probabilities of the network as bars, the exact ones as lines, the training set as diamonds.

    Y_hat, exact, shares: (N, 10). Only digits are shown that have an exact probability above 0.
    """
    images = given.pictures("images", images)
    same_length(images=images, Y_hat=Y_hat, exact=exact, shares=shares)
    drawn, axes = figure(2, len(images), size=(WIDTH, 4), height_ratios=(1, 1.3), sharey="row", squeeze=False)
    draw_digits(axes[0], images)
    words = []
    for ax, said, true, seen in zip(axes[1], Y_hat, exact, shares):
        draw_probabilities(ax, said, true, seen)
        words.append(
            listed(f"{d}: {said[d]:.2f}, exactly {true[d]:.2f}, in training {seen[d]:.2f}" for d in np.flatnonzero(true))
        )
    axes[1, 0].set_ylabel("probability")
    drawn.legend(*axes[1, 0].get_legend_handles_labels(), loc="outside lower center", ncols=3)
    return Picture(drawn, f"Probabilities of the network. {'; '.join(words)}.")


def draw_probabilities(ax: Axes, said: np.ndarray, exact: np.ndarray, shares: np.ndarray) -> None:
    """Bars, lines and diamonds for one picture, each (10,); above them the probability that the network said."""
    digits = np.flatnonzero(exact)
    places = np.arange(len(digits))
    ax.bar(places, said[digits], width=0.6, color=TRAIN, alpha=0.5, label="network")
    ax.hlines(exact[digits], places - 0.4, places + 0.4, color=LIMIT, label="exact probability")
    ax.plot(places, shares[digits], "D", color=WRONG, markersize=6, label="share in the training set")
    for place, digit in enumerate(digits):
        top = max(values[digit] for values in (said, exact, shares))
        ax.text(place, top + 0.08, f"{said[digit]:.2f}", ha="center", fontsize=8)
    ax.set(xticks=places, xticklabels=digits, xlim=(-0.6, len(digits) - 0.4), ylim=(0, 1.2), yticks=[0, 0.5, 1])


def early_stopping(history: History) -> Picture:
    """The loss on the training set and on the validation set against the epoch, the lowest point of the second marked.

    history: of a run whose X_test, Y_test were the validation set.
    """
    lowest = history.test_loss.argmin()
    epoch, turn = history.epoch[lowest], history.test_loss[lowest]
    drawn, ax = figure(size=(7.5, 3.2))
    ax.plot(history.epoch, history.loss, color=TRAIN, label="training set")
    ax.plot(history.epoch, history.test_loss, color=TEST, linestyle="--", label="validation set")
    ax.plot([epoch], [turn], "o", color=LIMIT, label=f"lowest: epoch {epoch}")
    ax.set(xlabel="epoch", ylabel="loss (nats)", ylim=(0, None), title="Loss")
    ax.legend()
    return Picture(
        drawn,
        f"The training loss goes from {history.loss[0]:.2f} to {history.loss[-1]:.2f}. The validation loss is lowest at "
        f"epoch {epoch}, {turn:.2f}, and ends at {history.test_loss[-1]:.2f}.",
    )


def accuracy_curves(x: Sequence[float], curves: Mapping[str, Any], limit: Any, xlabel: str) -> Picture:
    """Up to four accuracies, each (M,), 0 to 1, against x (M,), beside the best possible: a number or (M,)."""
    limit = np.broadcast_to(limit, len(x))
    for name, values in curves.items():
        same_length(**{"x": x, name: bounded_array(name, values, 0, 1)})
    drawn, ax = figure(size=(8, 3.8))
    for (name, values), (colour, line, marker) in zip(curves.items(), LINES[: len(curves)], strict=True):
        ax.plot(x, 100 * np.array(values), color=colour, linestyle=line, marker=marker, markersize=5, label=name)
    ax.plot(x, 100 * limit, color=LIMIT, linestyle=":", label="best possible")
    ax.set(xlabel=xlabel, ylabel="accuracy (%)", ylim=(0, 102), yticks=np.arange(0, 101, 20))
    ax.legend()
    ends = listed(f"{name} {per_cent(values[-1])}" for name, values in curves.items())
    return Picture(drawn, f"Accuracy against {xlabel}. At {x[-1]}: best possible {per_cent(limit[-1])}, {ends}.")


class FitCurves:
    """One number on the training digits and on all damaged digits against the epoch, beside its limit; move(...) redraws."""

    def __init__(self, ax: Axes, limit: float, title: str, limit_name: str):
        (self.training,) = ax.plot([], [], color=TRAIN, marker="o", markersize=3, label="training digits")
        (self.everywhere,) = ax.plot(
            [], [], color=TEST, linestyle="--", marker="s", markersize=3, label="all damaged digits"
        )
        (self.lowest,) = ax.plot([], [], "o", color=LIMIT, markersize=8, markerfacecolor="none")
        ax.axhline(limit, color=LIMIT, linestyle=":", label=limit_name)
        ax.set(xlabel="epoch", title=title)
        ax.legend(loc="lower right")
        self.artists: list[Artist] = [self.training, self.everywhere, self.lowest]

    def move(self, epoch: np.ndarray, training: np.ndarray, everywhere: np.ndarray, ringed: int | None = None) -> None:
        """The values at each epoch, all (n,), and the place of the one on all digits that gets a ring."""
        self.training.set_data(epoch, training)
        self.everywhere.set_data(epoch, everywhere)
        ring = slice(0) if ringed is None else slice(ringed, ringed + 1)
        self.lowest.set_data(epoch[ring], everywhere[ring])
