"""Curves of training runs with the best possible as a line, and the word for how a run went."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from firstnn.counting import BestPossible
from firstnn.plots.picture import Picture
from firstnn.plots.style import LIMIT, RIGHT, TEST, TRAIN, WRONG, figure, plain_numbers
from firstnn.training import DEAD, GREW, History
from firstnn.words import listed, per_cent

LINES = ((TRAIN, "-"), (WRONG, "--"), (RIGHT, "-."), (TEST, (0, (4, 1, 1, 1, 1, 1))))
LOWEST, BEST = "lowest possible", "best possible"


class Curve:
    """One curve against the epoch, and the limit as a dotted line; move changes both in place."""

    def __init__(self, ax: Axes, label: str = "training set", limit_label: str = LOWEST):
        (self.line,) = ax.plot([], [], color=TRAIN, label=label)
        self.limit = limit_line(ax, np.nan, limit_label)
        self.artists = [self.line, self.limit]

    def move(self, epochs: Any, values: Any, limit: float) -> None:
        """Show values (M,) at the epochs (M,)."""
        self.line.set_data(epochs, values)
        self.limit.set_ydata([limit, limit])


class RunCurves:
    """Loss and accuracy of a run on two axes; move shows another run. A loss out of range is drawn at its end."""

    def __init__(self, left: Axes, right: Axes, loss_range: tuple[float, float]):
        self.axes, self.loss_range = (left, right), loss_range
        self.curves = Curve(left), Curve(right, limit_label=BEST)
        loss_axis(left).set_ylim(loss_range)
        accuracy_axis(right)
        self.artists = [artist for curve in self.curves for artist in curve.artists]
        self.seldom = [part for ax in self.axes for part in (ax.xaxis, ax.spines["left"], ax.spines["bottom"])]

    def move(self, history: History, epochs: int, best: BestPossible) -> None:
        """Show this run, of so many epochs unless it ended early."""
        losses, accuracies = self.curves
        losses.move(history.epoch, np.clip(history.loss, *self.loss_range), max(best.loss, self.loss_range[0]))
        accuracies.move(history.epoch, 100 * history.accuracy, 100 * best.accuracy)
        for ax in self.axes:
            if ax.get_xlim() != (0, epochs):
                ax.set_xlim(0, epochs)


def training_curves(history: History, best: BestPossible | None = None) -> Picture:
    """Loss and accuracy of a run side by side, test set included where there is one, with what is best possible."""
    drawn, (left, right) = figure(1, 2, size=(8.5, 3))
    draw_loss(left, history, best)
    draw_accuracy(right, history, best)
    return Picture(drawn, history_in_words(history, best))


def losses(histories: Mapping[str, History], best: BestPossible | None = None) -> Picture:
    """The losses of up to four named runs in one picture, each in a line style of its own."""
    drawn, ax = figure(size=(8.5, 3))
    draw_losses(ax, histories, best)
    ends = listed(f"{name} ends at {history.loss[-1]:.2f}" for name, history in histories.items())
    return Picture(drawn, f"The loss of {len(histories)} runs against the epoch: {ends}.")


def draw_loss(ax: Axes, history: History, best: BestPossible | None = None, legend: bool = True) -> Axes:
    """The loss, in nats, against the epoch on a logarithmic scale, with the lowest possible loss as a line."""
    ax.plot(history.epoch, history.loss, color=TRAIN, label="training set")
    if history.test_loss is not None:
        ax.plot(history.epoch, history.test_loss, color=TEST, linestyle="--", label="test set")
    if best:
        limit_line(ax, best.loss, LOWEST)
    return loss_axis(ax, legend)


def draw_accuracy(ax: Axes, history: History, best: BestPossible | None = None, legend: bool = True) -> Axes:
    """The accuracy, in per cent, against the epoch, with the best possible accuracy as a line."""
    ax.plot(history.epoch, 100 * history.accuracy, color=TRAIN, label="training set")
    if history.test_accuracy is not None:
        ax.plot(history.epoch, 100 * history.test_accuracy, color=TEST, linestyle="--", label="test set")
    if best:
        limit_line(ax, 100 * best.accuracy, BEST)
    return accuracy_axis(ax, legend)


def draw_losses(ax: Axes, histories: Mapping[str, History], best: BestPossible | None = None) -> Axes:
    """The losses of up to four named runs on one logarithmic scale, the legend beside them."""
    if len(histories) > len(LINES):
        raise ValueError(f"histories must be at most {len(LINES)} runs, but they are {len(histories)}")
    for (name, history), (color, style) in zip(histories.items(), LINES):
        ax.plot(history.epoch, history.loss, color=color, linestyle=style, label=name)
    if best:
        limit_line(ax, best.loss, LOWEST)
    loss_axis(ax, legend=False)
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return ax


def loss_axis(ax: Axes, legend: bool = True) -> Axes:
    """Labels and a logarithmic scale for the loss against the epoch."""
    ax.set(xlabel="epoch", ylabel="loss (nats)", yscale="log", title="Loss")
    plain_numbers(ax.yaxis)
    if legend:
        ax.legend(loc="upper right")
    return ax


def accuracy_axis(ax: Axes, legend: bool = True) -> Axes:
    """Labels and a scale from 0 to 100 for the accuracy in per cent against the epoch."""
    ax.set(xlabel="epoch", ylabel="accuracy (%)", ylim=(0, 102), yticks=np.arange(0, 101, 20), title="Accuracy")
    if legend:
        ax.legend(loc="lower right")
    return ax


def limit_line(ax: Axes, value: float, label: str) -> Any:
    """A level dotted line: what cannot be beaten."""
    return ax.axhline(value, color=LIMIT, linestyle=":", label=label)


def history_in_words(history: History, best: BestPossible | None) -> str:
    """Where loss and accuracy of a run begin and end."""
    words = (
        "Over {epochs:,} epochs the training loss goes from {start:.2f} to {end:.3f} nats{lowest}, "
        "and the training accuracy from {first} to {last}{highest}."
    )
    return words.format(
        epochs=history.epoch[-1],
        start=history.loss[0],
        end=history.loss[-1],
        first=per_cent(history.accuracy[0]),
        last=per_cent(history.accuracy[-1]),
        lowest=f" (lowest possible {best.loss:.3f})" if best else "",
        highest=f" (best possible {per_cent(best.accuracy)})" if best else "",
    )


def regime(history: History) -> str:
    """How a run went, in a word: "crawling", "good", "oscillating", "diverging", "dead" or "stuck".

    diverging: the loss rose above its start and did not come back far below it. dead: every hidden unit gives 0 for every
    picture, without such a rise. oscillating: more than a tenth of the records lie above the one before. good: the loss
    ended below a fifth of its start. stuck: not so, and the last tenth of the run brought less than a fiftieth of the
    fall. crawling: it brought more than that.
    """
    loss = history.loss
    if history.problem == GREW or (loss.max() > 1.01 * loss[0] and loss[-1] > 0.7 * loss[0]):
        return "diverging"
    if history.problem == DEAD:
        return "dead"
    if np.sum(loss[1:] > 1.001 * loss[:-1]) > 0.1 * len(loss):
        return "oscillating"
    if loss[-1] < 0.2 * loss[0]:
        return "good"
    earlier = np.interp(0.9 * history.epoch[-1], history.epoch, loss)
    return "crawling" if earlier - loss[-1] > 0.02 * (loss[0] - loss[-1]) else "stuck"
