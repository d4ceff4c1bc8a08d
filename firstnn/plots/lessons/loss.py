"""Pictures of lesson 03: surprise, the cost of one answer, what the mean over many does, and the floor."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from firstnn.functions import surprise
from firstnn.plots.picture import Picture
from firstnn.plots.style import GRID, INK, LIMIT, QUIET, RIGHT, TEST, TRAIN, WRONG, figure
from firstnn.words import SUPERSCRIPT, probability

TOP = 7.0
ALMOST_0 = np.geomspace(1e-6, 0.5, 400)


def surprise_curve(halvings: int = 0) -> Picture:
    """The curve -log p, in nats, for p from 0 to 1, and stairs that halve p so many times."""
    drawn, ax = figure(size=(7, 3.6))
    draw_surprise(ax)
    ax.set(ylim=(0, 5), title="")
    if halvings:
        draw_halvings(ax, halvings)
    stairs = " Stairs from 1 to one half, one quarter and so on rise by equal heights." if halvings else ""
    return Picture(drawn, f"The surprise falls from very high near probability 0 down to 0 at 1.{stairs}")


def answer_and_loss(answer: Any, true: int) -> Picture:
    """The probabilities (classes,) of one answer as bars, and the loss as a point on the curve of surprise."""
    drawn, (left, right) = figure(1, 2, size=(9, 3.4), width_ratios=[1.5, 1])
    ProbabilityBars(left, range(len(answer))).move(answer, true)
    draw_surprise(right)
    SurpriseMark(right).move(answer[true])
    words = "Bars for {classes} digits, {p} at the true digit {true}; on the curve the point is {loss:.2f} nats high."
    loss = float(surprise(answer[true]))
    return Picture(drawn, words.format(classes=len(answer), p=probability(answer[true]), true=true, loss=loss))


def loss_and_accuracy(shifts: Any, losses: Any, accuracies: Any, digit: int) -> Picture:
    """How the loss and how the accuracy change while the logit of one digit is shifted; all three arrays are (M,)."""
    drawn, (left, right) = figure(1, 2, size=(9, 3.2))
    left.plot(shifts, losses, color=TRAIN)
    left.set(ylabel="loss (nats)", title="Loss", ylim=(0, None))
    right.plot(shifts, 100 * np.asarray(accuracies), color=TEST, drawstyle="steps-mid")
    right.set(ylabel="accuracy (%)", title="Accuracy", ylim=(0, 102))
    for ax in (left, right):
        ax.axvline(0, color=QUIET, linestyle=":", linewidth=1)
        ax.set(xlabel=f"added to the logit of digit {digit}")
    return Picture(drawn, "Left, the loss: a smooth bowl. Right, the accuracy: flat steps with jumps.")


def surprises(values: Any) -> Picture:
    """A bar of surprise for each picture (N,), the largest one hatched and named, and the mean as a line."""
    drawn, ax = figure(size=(8, 2.8))
    worst, mean = int(np.argmax(values)), float(np.mean(values))
    bars = ax.bar(range(len(values)), values, width=1, color=TRAIN)
    bars[worst].set(facecolor=WRONG, edgecolor=INK, hatch="//")
    ax.axhline(mean, color=LIMIT, linestyle="--", linewidth=1)
    ax.text(len(values) * 0.98, mean, f"mean {mean:.3f}", ha="right", va="bottom")
    ax.annotate(f"one picture, {values[worst]:.1f} nats", (worst, values[worst]), xytext=(-10, -4),
                textcoords="offset points", ha="right", va="top")  # fmt: skip
    ax.set(xlabel="picture", ylabel="surprise (nats)", xlim=(-1, len(values)))
    words = "{number} bars; one is {highest:.1f} nats high, the mean is {mean:.3f}."
    return Picture(drawn, words.format(number=len(values), highest=values[worst], mean=mean))


def loss_floor(share: float) -> Picture:
    """The mean loss against the probability given to the first of two digits, which is true in a share of the cases."""
    drawn, ax = figure(size=(7, 3.4))
    said = np.concatenate([ALMOST_0, 1 - ALMOST_0[::-1]])
    lowest = float(mean_loss_of_two(share, share))
    ax.plot(said, mean_loss_of_two(said, share), color=TRAIN)
    ax.axhline(lowest, color=LIMIT, linestyle=":")
    ax.plot([share], [lowest], "o", color=LIMIT)
    ax.annotate(f"lowest: {lowest:.3f} at {share:g}", (share, lowest), xytext=(0, -6), textcoords="offset points",
                ha="center", va="top")  # fmt: skip
    ax.set(xlabel="probability given to the first digit; the rest goes to the second", ylabel="mean loss (nats)")
    ax.set(xlim=(0, 1), ylim=(0, 2.5))
    words = (
        "The mean loss is a bowl that rises without end at both sides. Its lowest point is {lowest:.3f} nats, at {share:g}."
    )
    return Picture(drawn, words.format(lowest=lowest, share=share))


class ProbabilityBars:
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
            label.set(y=p + 0.02, text=("true\n" if place == true else "") + probability(p, self.decimals))


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
        above = "\n(above the picture)" if outside else ""
        self.label.set_text(f"p = {four_digits(p)}\nloss {cost:.2f}{above}")


def draw_surprise(ax: Axes) -> None:
    """The curve -log p, in nats, for p from 0 to 1."""
    p = np.linspace(np.exp(-TOP), 1, 500)
    ax.plot(p, surprise(p), color=TRAIN)
    ax.set(xlabel="probability p of what happened", ylabel="surprise −log p (nats)", title="Its cost")
    ax.set(xlim=(0, 1), ylim=(0, TOP))


def draw_halvings(ax: Axes, times: int) -> None:
    """On the curve of surprise, stairs from p = 1 down: each halving of p goes up by the same height, log 2."""
    P = 0.5 ** np.arange(times + 1)
    S = np.arange(times + 1) * np.log(2)
    ax.plot(np.repeat(P, 2)[1:], np.repeat(S, 2)[:-1], color=QUIET, linestyle="--", linewidth=1)
    ax.plot(P, S, "o", color=INK, clip_on=False)
    for place, (p, s) in enumerate(zip(P, S)):
        ax.annotate(f"1 in {2**place}", (p, s), xytext=(8, 4), textcoords="offset points", annotation_clip=False)


def mean_loss_of_two(q: Any, share: float) -> np.ndarray:
    """share * -log q + (1 - share) * -log(1 - q): the mean loss of the answer q for the first of two digits."""
    q = np.asarray(q, dtype=float)
    return share * surprise(q) + (1 - share) * surprise(1 - q)


def four_digits(p: float) -> str:
    """A probability with four digits that count, so that a calculator finds its logarithm to two places."""
    if p == 0 or p >= 0.0001:
        return f"{p:.4g}"
    digits, exponent = f"{p:.3e}".split("e")
    return f"{digits}·10{str(int(exponent)).translate(SUPERSCRIPT)}"
