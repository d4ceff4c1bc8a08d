"""Pictures of a training run, and the word for how it went."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from firstnn.counting import BestPossible
from firstnn.digits import every_damaged_digit
from firstnn.inputs import function, real_number, same_length, takes
from firstnn.network import FirstNeuralNetwork
from firstnn.plots import _checks as check
from firstnn.plots.style import INK, LIMIT, QUIET, RIGHT, TEST, TRAIN, WRONG, plain_numbers
from firstnn.training import DEAD, GREW, History

LINES = ((TRAIN, "-"), (WRONG, "--"), (RIGHT, "-."), (TEST, (0, (4, 1, 1, 1, 1, 1))))
RIDDLE = {"A": 2.5, "B": 0.002, "C": 9.0, "D": 0.4}


@takes(ax=check.ax, history=check.run, best=check.best_possible, legend=check.switch)
def draw_loss(ax: Axes, history: History, best: BestPossible | None = None, legend: bool = True) -> Axes:
    """The loss, in nats, against the epoch on a logarithmic scale, with the lowest possible loss as a line."""
    ax.plot(history.epoch, history.loss, color=TRAIN, label="training set")
    if history.test_loss is not None:
        ax.plot(history.epoch, history.test_loss, color=TEST, linestyle="--", label="test set")
    if best:
        ax.axhline(best.loss, color=LIMIT, linestyle=":", label="lowest possible")
    ax.set(xlabel="epoch", ylabel="loss (nats)", yscale="log", title="Loss")
    plain_numbers(ax.yaxis)
    if legend:
        ax.legend()
    return ax


@takes(ax=check.ax, history=check.run, best=check.best_possible, legend=check.switch)
def draw_accuracy(ax: Axes, history: History, best: BestPossible | None = None, legend: bool = True) -> Axes:
    """The accuracy, in per cent, against the epoch, with the best possible accuracy as a line."""
    ax.plot(history.epoch, 100 * history.accuracy, color=TRAIN, label="training set")
    if history.test_accuracy is not None:
        ax.plot(history.epoch, 100 * history.test_accuracy, color=TEST, linestyle="--", label="test set")
    if best:
        ax.axhline(100 * best.accuracy, color=LIMIT, linestyle=":", label="best possible")
    ax.set(xlabel="epoch", ylabel="accuracy (%)", ylim=(0, 102), yticks=np.arange(0, 101, 20), title="Accuracy")
    if legend:
        ax.legend(loc="lower right")
    return ax


@takes(ax=check.ax, histories=check.named(check.run, at_most=len(LINES)), best=check.best_possible)
def draw_losses(ax: Axes, histories: Mapping[str, History], best: BestPossible | None = None) -> Axes:
    """The losses of up to four named runs on one logarithmic scale, each in a line style of its own."""
    for (name, history), (color, style) in zip(histories.items(), LINES):
        ax.plot(history.epoch, history.loss, color=color, linestyle=style, label=name)
    if best:
        ax.axhline(best.loss, color=LIMIT, linestyle=":", label="lowest possible")
    ax.set(xlabel="epoch", ylabel="loss (nats)", yscale="log", title="Loss")
    plain_numbers(ax.yaxis)
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return ax


@takes(ax=check.ax, loss=function, path=check.row, low=check.number, high=check.number, numbers=check.count)
def draw_descent(
    ax: Axes, loss: Callable[[Any], Any], path: Sequence[float], low: float, high: float, numbers: int = 3
) -> Axes:
    """The valley loss(w) from low to high, and the weights of path as points on it, so many of them numbered."""
    real_number("high", high, low=low)
    w = np.linspace(low, high, 200)
    valley, heights = check.values_of("loss", loss, w), check.values_of("loss", loss, path)
    ax.plot(w, valley, color=QUIET, linewidth=1)
    ax.plot(path, heights, color=TRAIN, marker="o", markersize=5, linewidth=1, linestyle="--")
    ax.plot(path[:1], heights[:1], color=INK, marker="s", markersize=7, linestyle="none")
    for number, (x, y) in enumerate(zip(path[:numbers], heights)):
        ax.annotate(str(number), (x, y), (-7, -5), textcoords="offset points", ha="right", va="center")
    ax.set(xlabel="weight w", ylabel="loss", xlim=(low, high))
    return ax


@takes(ax=check.ax, learning_rates=check.row, losses=check.row_from_0, start=check.number)
def draw_step_lengths(ax: Axes, learning_rates: Sequence[float], losses: Sequence[float], start: float) -> Axes:
    """The loss after one step against its learning rate, with the loss before the step as a line."""
    same_length(learning_rates=learning_rates, losses=losses)
    ax.plot(learning_rates, losses, color=TRAIN, label="after one step")
    ax.axhline(start, color=INK, linestyle="--", linewidth=1, label="before the step")
    ax.set(xlabel="learning rate of the step", ylabel="loss (nats)", ylim=(0, None))
    ax.legend()
    return ax


@takes(ax=check.ax, sizes=check.sizes, values=check.table, limit=check.number, label=check.text)
def draw_spread(ax: Axes, sizes: Sequence[int], values: Any, limit: float, label: str) -> Axes:
    """One dot for each start, a line through the medians: values (sizes, starts) against sizes, with the limit."""
    same_length(sizes=sizes, values=values)
    ax.plot(sizes, values, color=TRAIN, marker="o", markersize=5, alpha=0.6, linestyle="none")
    ax.plot(sizes, np.median(values, axis=1), color=INK, linewidth=1, label="median of the starts")
    ax.axhline(limit, color=LIMIT, linestyle=":", label=label)
    ax.set_xscale("log", base=2)
    ax.set_xticks(sizes, [str(size) for size in sizes])
    ax.set(xlabel="hidden size")
    ax.legend()
    return ax


@takes(ax=check.ax, accuracies=check.row_of_shares, best=check.best_possible)
def draw_luck(ax: Axes, accuracies: Sequence[float], best: BestPossible) -> Axes:
    """How often each accuracy, 0 to 1, occurs among many test sets, with the best possible as a line."""
    values, counts = np.unique(np.round(100 * accuracies, 6), return_counts=True)
    ax.bar(values, counts, width=0.8 * np.diff(values).min(initial=1), color=TEST)
    ax.axvline(100 * best.accuracy, color=LIMIT, linestyle=":", label="best possible")
    ax.set(xlabel="test accuracy (%)", ylabel="number of test sets")
    ax.legend(loc="upper left")
    return ax


@takes(history=check.run)
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


def riddle() -> dict[str, History]:
    """Four runs on every damaged digit from one start, that differ in the learning rate: name -> history."""
    X, Y = every_damaged_digit()
    networks = {name: FirstNeuralNetwork(hidden_size=32, rng=3) for name in RIDDLE}
    return {name: networks[name].train(X, Y, rate, 100, report_every=None) for name, rate in RIDDLE.items()}


@takes(axes=check.several_axes, histories=check.named(check.run), best=check.best_possible)
def draw_riddle(axes: Any, histories: Mapping[str, History], best: BestPossible | None = None) -> None:
    """The loss of each run on its own axes, under its name alone, all on the same scale."""
    same_length(axes=axes, histories=histories)
    for ax, (name, history) in zip(axes, histories.items()):
        draw_loss(ax, history, best, legend=False)
        ax.set(title=name, ylim=(0.05, 30), ylabel="loss (nats)" if ax is axes[0] else "")
