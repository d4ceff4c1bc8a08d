"""Pictures of the loss: surprise, the cost of one answer, and what the mean over many does."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from firstnn.functions import surprise
from firstnn.inputs import bounded_array, same_length, takes, whole_number
from firstnn.plots import _checks as check
from firstnn.plots.style import GRID, INK, LIMIT, QUIET, RIGHT, TEST, TRAIN, WRONG

TOP = 7.0
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def probability_text(p: float, decimals: int = 3) -> str:
    """A probability for reading: 0.250, 2·10⁻⁹, 0."""
    if p == 0 or p >= 0.5 * 10.0**-decimals:
        return f"{p:.{decimals}f}" if p else "0"
    digit, exponent = f"{p:.0e}".split("e")
    return f"{digit}·10{str(int(exponent)).translate(SUPERSCRIPT)}"


class AnswerBars:
    """A bar for each class of one answer; move changes the kept artists in place."""

    def __init__(self, ax: Axes, names: Sequence[Any]):
        places = range(len(names))
        self.decimals = 3 if len(names) <= 5 else 2
        self.bars = ax.bar(places, np.zeros(len(names)), width=0.7, edgecolor=INK, linewidth=1).patches
        self.labels = [ax.text(place, 0, "", ha="center", va="bottom", in_layout=False) for place in places]
        ax.set_xticks(places, [str(name) for name in names])
        ax.set(xlabel="digit", ylabel="probability", ylim=(0, 1.25), yticks=np.arange(0, 1.01, 0.25), title="The answer")
        self.artists = [*self.bars, *self.labels]

    def move(self, P: Any, true: int) -> None:
        """Show the probabilities P (classes,), with the bar in place true hatched and named."""
        for place, (bar, label, p) in enumerate(zip(self.bars, self.labels, P)):
            bar.set(height=p, facecolor=RIGHT if place == true else GRID, hatch="//" if place == true else "")
            label.set(y=p + 0.02, text=("true\n" if place == true else "") + probability_text(p, self.decimals))


class SurpriseMark:
    """A point on the curve of surprise; move sets it to another probability."""

    def __init__(self, ax: Axes):
        (self.guides,) = ax.plot([], [], color=RIGHT, linestyle=":", linewidth=1.5)
        (self.point,) = ax.plot([], [], "o", color=RIGHT, markeredgecolor=INK, markersize=9, clip_on=False)
        self.label = ax.text(0.4, 0.8 * TOP, "", ha="left", va="center", fontsize=12)
        self.artists = [self.guides, self.point, self.label]
        for artist in self.artists:
            artist.set_in_layout(False)

    def move(self, p: float) -> None:
        """Show the point at probability p; above the top of the axes it is an arrow that says so."""
        cost = float(surprise(p)) + 0.0
        outside = cost > TOP
        y = min(cost, TOP)
        self.guides.set_data([p, p, 0], [0, y, y])
        self.point.set(marker="^" if outside else "o")
        self.point.set_data([p], [y])
        self.label.set_text(f"p = {probability_text(p)}\nloss {cost:.3f}" + ("\n(above the picture)" if outside else ""))


@takes(ax=check.ax, P=check.row_of_shares, true=check.count, names=check.texts)
def draw_probability_bars(ax: Axes, P: Any, true: int, names: Sequence[Any] | None = None) -> Axes:
    """The probabilities P (classes,) of one answer as bars, the one in place true marked."""
    same_length(P=P, names=names)
    whole_number("true", true, 0, len(P) - 1)
    AnswerBars(ax, range(len(P)) if names is None else names).move(P, true)
    return ax


@takes(ax=check.ax, p=check.share)
def draw_surprise(ax: Axes, p: float | None = None) -> Axes:
    """The curve -log p, in nats, for p from 0 to 1, and where p is given the point at p."""
    grid = np.linspace(np.exp(-TOP), 1, 500)
    ax.plot(grid, surprise(grid), color=TRAIN)
    ax.set(xlabel="probability p of what happened", ylabel="surprise −log p (nats)", title="Its cost")
    ax.set(xlim=(0, 1), ylim=(0, TOP))
    if p is not None:
        SurpriseMark(ax).move(p)
    return ax


@takes(ax=check.ax, times=partial(whole_number, low=0, high=50))
def draw_halvings(ax: Axes, times: int = 5) -> Axes:
    """On the curve of surprise, stairs from p = 1 down: each halving of p goes up by the same height, log 2."""
    P = 0.5 ** np.arange(times + 1)
    S = np.arange(times + 1) * np.log(2)
    ax.plot(np.repeat(P, 2)[1:], np.repeat(S, 2)[:-1], color=QUIET, linestyle="--", linewidth=1)
    ax.plot(P, S, "o", color=INK, clip_on=False)
    for place, (p, s) in enumerate(zip(P, S)):
        ax.annotate(f"1 in {2**place}", (p, s), xytext=(8, 4), textcoords="offset points", annotation_clip=False)
    return ax


@takes(
    axes=partial(check.several_axes, exactly=2),
    shifts=check.row,
    losses=partial(bounded_array, low=0, high=check.LARGEST, ndim=1),
    accuracies=check.row_of_shares,
)
def draw_staircase(axes: Any, shifts: Any, losses: Any, accuracies: Any) -> None:
    """Two axes: how the loss and how the accuracy change while one logit is shifted; all three arrays are (M,)."""
    same_length(shifts=shifts, losses=losses, accuracies=accuracies)
    above, below = axes
    above.plot(shifts, losses, color=TRAIN)
    above.set(ylabel="loss (nats)", title="The loss bends", ylim=(0, None))
    below.plot(shifts, 100 * accuracies, color=TEST, drawstyle="steps-mid")
    below.set(ylabel="accuracy (%)", title="The accuracy jumps", ylim=(0, 102))
    for ax in axes:
        ax.axvline(0, color=QUIET, linestyle=":", linewidth=1)
        ax.set(xlabel="added to the logit of digit 8")


@takes(ax=check.ax, surprises=partial(bounded_array, low=0, high=check.LARGEST, ndim=1))
def draw_shares(ax: Axes, surprises: Any) -> Axes:
    """One bar of surprise for each picture (N,), the largest one hatched and named, and the mean as a line."""
    worst = int(surprises.argmax())
    bars = ax.bar(range(len(surprises)), surprises, width=1, color=TRAIN)
    bars[worst].set(facecolor=WRONG, edgecolor=INK, hatch="//")
    ax.axhline(surprises.mean(), color=LIMIT, linestyle="--", linewidth=1)
    ax.text(len(surprises) * 0.98, surprises.mean(), f"mean {surprises.mean():.3f}", ha="right", va="bottom")
    ax.annotate(f"one picture, {surprises[worst]:.1f} nats", (worst, surprises[worst]), xytext=(-10, -4),
                textcoords="offset points", ha="right", va="top")  # fmt: skip
    ax.set(xlabel="picture", ylabel="surprise (nats)", xlim=(-1, len(surprises)), title="One confident mistake")
    return ax


@takes(ax=check.ax, row=check.count, column=check.count)
def draw_cross(ax: Axes, row: int, column: int) -> Axes:
    """A cross on one pixel of a picture that is drawn already."""
    ax.plot(column, row, "x", color=WRONG, markersize=14, markeredgewidth=3)
    return ax


def mean_loss_of_two(q: Any, share: float) -> np.ndarray:
    """share * -log q + (1 - share) * -log(1 - q): the mean loss of the answer q for the first of two digits."""
    q = np.asarray(q, dtype=float)
    return share * surprise(q) + (1 - share) * surprise(1 - q)


@takes(ax=check.ax, share=check.share)
def draw_floor(ax: Axes, share: float = 0.75) -> Axes:
    """The mean loss against the probability said of the first of two digits, true in a share of the cases."""
    grid = np.linspace(0.001, 0.999, 999)
    lowest = float(mean_loss_of_two(share, share))
    ax.plot(grid, mean_loss_of_two(grid, share), color=TRAIN)
    ax.axhline(lowest, color=LIMIT, linestyle=":")
    ax.plot([share], [lowest], "o", color=LIMIT)
    ax.annotate(f"lowest: {lowest:.3f} at {share:g}", (share, lowest), xytext=(0, -6), textcoords="offset points",
                ha="center", va="top")  # fmt: skip
    ax.set(xlabel="probability said for the first digit", ylabel="mean loss (nats)", xlim=(0, 1), ylim=(0, 2.5))
    return ax
