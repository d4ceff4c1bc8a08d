"""Pictures of a training run."""

import numpy as np
from matplotlib.axes import Axes

from firstnn.limits import BestPossible
from firstnn.plots.style import LIMIT, TEST, TRAIN, plain_numbers
from firstnn.training import History


def draw_loss(ax: Axes, history: History, best: BestPossible | None = None) -> Axes:
    """The loss, in nats, against the epoch on a logarithmic scale, with the lowest possible loss as a line."""
    ax.plot(history.epoch, history.loss, color=TRAIN, label="training set")
    if history.test_loss is not None:
        ax.plot(history.epoch, history.test_loss, color=TEST, linestyle="--", label="test set")
    if best:
        ax.axhline(best.loss, color=LIMIT, linestyle=":", label="lowest possible")
    ax.set(xlabel="epoch", ylabel="loss (nats)", yscale="log", title="Loss")
    plain_numbers(ax.yaxis)
    ax.legend()
    return ax


def draw_accuracy(ax: Axes, history: History, best: BestPossible | None = None) -> Axes:
    """The accuracy, in per cent, against the epoch, with the best possible accuracy as a line."""
    ax.plot(history.epoch, 100 * history.accuracy, color=TRAIN, label="training set")
    if history.test_accuracy is not None:
        ax.plot(history.epoch, 100 * history.test_accuracy, color=TEST, linestyle="--", label="test set")
    if best:
        ax.axhline(100 * best.accuracy, color=LIMIT, linestyle=":", label="best possible")
    ax.set(xlabel="epoch", ylabel="accuracy (%)", ylim=(0, 102), yticks=np.arange(0, 101, 20), title="Accuracy")
    ax.legend(loc="lower right")
    return ax
