"""Pictures of how good a classifier is: its mistakes, its odds, and its accuracy beside the best possible."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from firstnn.inputs import bounded_array, same_length, takes
from firstnn.plots import _checks as check
from firstnn.plots.glyphs import draw_digit, draw_digits
from firstnn.plots.style import LIMIT, PAPER, QUIET, RIGHT, TEST, TRAIN, WRONG, plain_numbers

LINES = [(TRAIN, "-", "o"), (TEST, "--", "s"), (WRONG, "-.", "^"), (QUIET, ":", "D")]


@takes(axes=check.several_axes, images=check.pictures, Y=check.labels, predicted=check.answers)
def draw_verdicts(axes: Any, images: Any, Y: Any, predicted: Any) -> None:
    """One picture on each of the axes, with its true digit, the digit that was said, and a tick or a cross."""
    same_length(axes=axes, images=images, Y=Y, predicted=predicted)
    for ax, image, true, said in zip(axes, images, Y, predicted):
        draw_digit(ax, image)
        ax.set_title(f"true {true}\nsaid {said} {'✓' if true == said else '✗'}", color=RIGHT if true == said else WRONG)


@takes(axes=check.several_axes, images=check.pictures, counts=partial(check.counts, ndim=2))
def draw_origins(axes: Any, images: Any, counts: Any) -> None:
    """One picture on each of the axes, and above it how often it was each digit: counts (M, 10)."""
    same_length(images=images, counts=counts)
    draw_digits(axes, images, [origins(row).replace(", ", "\n") for row in counts])


@takes(counts=partial(check.counts, ndim=1))
def origins(counts: Any) -> str:
    """How often a picture was each digit, counts (10,), in words: "3 × 0, 1 × 8"."""
    return ", ".join(f"{count} × {digit}" for digit, count in enumerate(counts) if count)


@takes(nearest=check.marked, Y=check.labels)
def ties(nearest: Any, Y: Any) -> list[str]:
    """A title for each picture: the digits that are marked in its row of nearest (M, 10), and the true one, Y (M,)."""
    same_length(nearest=nearest, Y=Y)
    return [f"{' or '.join(map(str, np.flatnonzero(row)))}\ntrue {true}" for row, true in zip(nearest, Y)]


@takes(ax=check.ax, matrix=check.square_of_counts)
def draw_confusion(ax: Axes, matrix: Any) -> Axes:
    """A confusion matrix (classes, classes) with its numbers: true class in the row, predicted in the column."""
    colours = np.full((*matrix.shape, 3), to_rgb(PAPER))
    colours[matrix > 0] = to_rgb(WRONG)
    places = np.arange(len(matrix))
    colours[places, places] = 0.75 + 0.25 * np.array(to_rgb(RIGHT))
    ax.imshow(colours)
    for (true, said), count in np.ndenumerate(matrix):
        mistake = true != said and count > 0
        looks = {"color": PAPER, "weight": "bold"} if mistake else {"color": LIMIT if count else QUIET}
        ax.text(said, true, str(count) if count else "·", ha="center", va="center", **looks)
        if mistake:
            ax.add_patch(Rectangle((said - 0.5, true - 0.5), 1, 1, fill=False, edgecolor=LIMIT, linewidth=1.5))
    ax.set(xticks=places, yticks=places, xlabel="predicted digit", ylabel="true digit")
    ax.xaxis.set_label_position("top")
    ax.tick_params(top=True, labeltop=True, bottom=False, labelbottom=False, length=0)
    return ax


@takes(ax=check.ax, probabilities=check.row_of_shares, odds=check.some_odds, shares=check.row_of_shares)
def draw_odds(ax: Axes, probabilities: Any, odds: Any, shares: Any = None) -> Axes:
    """Bars for the probabilities (10,) of the digits that have odds above 0; the true odds (10,) as black lines.

    shares (10,), how often each digit it was in the training set, are drawn as diamonds. The number above all three is the
    probability.
    """
    same_length(probabilities=probabilities, odds=odds, shares=shares)
    digits = np.flatnonzero(odds)
    places = np.arange(len(digits))
    ax.bar(places, probabilities[digits], width=0.6, color=TRAIN, alpha=0.5, label="network")
    ax.hlines(odds[digits], places - 0.4, places + 0.4, color=LIMIT, label="true odds")
    if shares is not None:
        ax.plot(places, shares[digits], "D", color=WRONG, markersize=6, label="share in the training set")
    for place, digit in enumerate(digits):
        top = max(values[digit] for values in (probabilities, odds, shares) if values is not None)
        ax.text(place, top + 0.08, f"{probabilities[digit]:.2f}", ha="center", fontsize=8)
    ax.set(xticks=places, xticklabels=digits, xlim=(-0.6, len(digits) - 0.4), ylim=(0, 1.2), yticks=[0, 0.5, 1])
    return ax


@takes(ax=check.ax, scores=check.named(check.shares), limit=check.share)
def draw_contest(ax: Axes, scores: Mapping[str, Any], limit: float | None = None) -> Axes:
    """A bar for each name with its accuracy in per cent; several accuracies become dots, the bar their mean."""
    for place, values in enumerate(scores.values()):
        values = 100 * values.ravel()
        ax.barh(place, values.mean(), height=0.6, color=TRAIN, alpha=0.35)
        spread = f"  ({values.min():.0f} to {values.max():.0f})" if len(values) > 1 else ""
        if len(values) > 1:
            ax.plot(values, place + np.linspace(-0.2, 0.2, len(values)), "o", color=TRAIN, markersize=3)
        ax.text(102, place, f"{values.mean():.1f} %{spread}", va="center")
    if limit is not None:
        ax.axvline(100 * limit, color=LIMIT, linestyle=":", label=f"best possible: {limit:.1%}")
        ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), frameon=False)
    ax.set(yticks=range(len(scores)), yticklabels=scores.keys(), xlim=(0, 101), xlabel="accuracy (%)")
    ax.invert_yaxis()
    return ax


@takes(
    ax=check.ax,
    x=check.row,
    curves=check.named(check.runs, at_most=len(LINES)),
    limit=check.array,
    xlabel=check.text,
    logarithmic=check.switch,
    loss=check.switch,
)
def draw_against_limit(
    ax: Axes, x: Any, curves: Mapping[str, Any], limit: Any, xlabel: str, logarithmic: bool = False, loss: bool = False
) -> Axes:
    """Accuracies in per cent, or with loss=True losses in nats, against x (M,), beside the limit: a number or (M,).

    A curve is (M,), or (runs, M): then the line is the mean of the runs and a pale band reaches from the least to the most.
    """
    limit = np.broadcast_to(limit, x.shape) if limit.ndim == 0 else limit
    for name, values in (curves | {"limit": np.atleast_2d(limit)}).items():
        bounded_array(name, values, 0, check.LARGEST if loss else 1)
        same_length(**{"x": x, f"each run of {name}": values[0]})
    bounded_array("x", x, check.SMALLEST if logarithmic else -check.LARGEST, check.LARGEST)
    scale = 1 if loss else 100
    for (name, values), (colour, line, marker) in zip(curves.items(), LINES):
        runs = scale * values
        ax.plot(x, runs.mean(axis=0), color=colour, linestyle=line, marker=marker, markersize=5, label=name)
        if len(runs) > 1:
            ax.fill_between(x, runs.min(axis=0), runs.max(axis=0), color=colour, alpha=0.2, linewidth=0)
    limit_name = "lowest possible" if loss else "best possible"
    ax.plot(x, scale * limit, color=LIMIT, linestyle=":", label=limit_name)
    ax.set(xlabel=xlabel, ylabel="loss (nats)" if loss else "accuracy (%)")
    ax.set(**{"ylim": (0, None)} if loss else {"ylim": (0, 102), "yticks": np.arange(0, 101, 20)})
    if logarithmic:
        ax.set_xscale("log")
        ax.set_xticks(x)
        plain_numbers(ax.xaxis)
    ax.legend(loc="best", frameon=False)
    return ax


@takes(ax=check.ax, epochs=check.row_above_0, answers=partial(check.shares, ndim=2), odds=check.some_odds)
def draw_approach(ax: Axes, epochs: Any, answers: Any, odds: Any) -> Axes:
    """The probabilities (M, 10) of the digits that have odds (10,) above 0, against epochs (M,), beside these odds."""
    same_length(epochs=epochs, answers=answers)
    same_length(**{"each row of answers": answers[0], "odds": odds})
    if np.count_nonzero(odds) > len(LINES):
        raise ValueError(f"odds must be above 0 for {len(LINES)} digits at most, but they are for {np.count_nonzero(odds)}")
    for digit, (colour, line, marker) in zip(np.flatnonzero(odds), LINES):
        ax.plot(epochs, answers[:, digit], color=colour, linestyle=line, marker=marker, label=f"network: {digit}")
        ax.axhline(odds[digit], color=LIMIT, linestyle=":", linewidth=1.5)
        ax.text(1.02, odds[digit], f"true odds of {digit}: {odds[digit]:g}", transform=ax.get_yaxis_transform(), va="center")
    ax.set(xlabel="epoch", ylabel="probability", ylim=(0, 1), xscale="log")
    ax.set_xticks(epochs)
    plain_numbers(ax.xaxis)
    ax.legend(loc="center right", frameon=False)
    return ax
