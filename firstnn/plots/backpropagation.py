"""Pictures of slopes: how they are measured, how they travel back through the network, and how they are checked."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, Rectangle
from matplotlib.text import Text
from matplotlib.ticker import PercentFormatter

from firstnn.gradients import PARAMETERS, loss_at
from firstnn.inputs import function, one_of, same_length, takes
from firstnn.network import FirstNeuralNetwork
from firstnn.plots import _checks as check
from firstnn.plots.style import GRID, INK, LIMIT, NEGATIVE, PAPER, POSITIVE, QUIET, RIGHT, TEST, TRAIN, WRONG, bare

MARKERS = {"W1": ("o", TRAIN), "b1": ("s", TEST), "W2": ("^", RIGHT), "b2": ("D", WRONG)}
MOVES = np.linspace(-3, 3, 49)
SMALLEST_RANGE = 0.02
AGREES = 1e-6


@takes(ax=check.ax, f=function, x=check.number, step=check.above_0)
def draw_secants(ax: Axes, f: Callable[[float], float], x: float, step: float) -> Axes:
    """f near x, its tangent, the line from x to x + step, and the line from x - step to x + step."""
    near = np.linspace(x - 1.6 * step, x + 1.6 * step, 101)
    ends = np.array([near[0], near[-1]])
    tiny = 1e-6
    curve = np.array([check.number("what f gives", f(value)) for value in near])
    here, above, below, after, before = (
        check.number("what f gives", f(place)) for place in (x, x + step, x - step, x + tiny, x - tiny)
    )
    tangent = (after - before) / (2 * tiny)
    ax.plot(near, curve, color=QUIET, linewidth=4, alpha=0.6, label="the function")
    ax.plot(ends, here + tangent * (ends - x), color=INK, linewidth=1.5, label="tangent")
    one_sided, central = (above - here) / step, (above - below) / (2 * step)
    ax.plot(ends, here + one_sided * (ends - x), color=WRONG, linestyle="--", label="one-sided")
    ax.plot(ends, above + central * (ends - x - step), color=TRAIN, linestyle="-.", label="central")
    ax.plot([x - step, x, x + step], [below, here, above], "o", color=INK)
    ax.set(xticks=[x - step, x, x + step], xlabel="x", ylabel="f(x)")
    ax.set_xticklabels(["x − step", "x", "x + step"])
    ax.legend()
    return ax


@takes(ax=check.ax, steps=check.row_above_0, one_sided=check.row_from_0, central=check.row_from_0)
def draw_step_errors(ax: Axes, steps: Any, one_sided: Any, central: Any) -> Axes:
    """The error of both measured slopes against the step, both axes logarithmic; an error of exactly 0 is left out."""
    same_length(steps=steps, one_sided=one_sided, central=central)
    for errors, name, look in ((one_sided, "one-sided", ("o--", WRONG)), (central, "central", ("s-", TRAIN))):
        ax.plot(steps, np.where(errors > 0, errors, np.nan), look[0], color=look[1], markersize=5, label=name)
    ax.set(xscale="log", yscale="log", xlabel="step", ylabel="error of the slope")
    ax.invert_xaxis()
    ax.grid(color=GRID, linewidth=0.5)
    ax.legend()
    return ax


@takes(ax=check.ax, rows=check.positive_count, sizes=check.three_sizes)
def draw_passes(ax: Axes, rows: int, sizes: tuple[int, int, int]) -> Axes:
    """The way forward from X to the loss (above, solid) and the way back to all slopes (below, dashed), with the shapes."""
    inputs, hidden, outputs = sizes
    shapes = {"X": (rows, inputs), "W1": (inputs, hidden), "b1": (1, hidden), "Z1": (rows, hidden), "A1": (rows, hidden)}
    shapes |= {"W2": (hidden, outputs), "b2": (1, outputs), "Z2": (rows, outputs), "Y_hat": (rows, outputs)}
    forward = {"X": (0, 2), "Z1": (2.2, 2), "A1": (4.4, 2), "Z2": (6.6, 2), "Y_hat": (8.8, 2), "loss": (11, 2)}
    parameters = {"W1": (0.5, 3), "b1": (2.2, 3), "W2": (4.9, 3), "b2": (6.6, 3)}
    box = {name: _box(ax, place, name, shapes.get(name, ()), INK) for name, place in (forward | parameters).items()}
    for name in ("Z1", "A1", "Z2"):
        box[f"d{name}"] = _box(ax, (forward[name][0], 0.8), f"d{name}", shapes[name], TRAIN)
    for name in parameters:
        box[f"d{name}"] = _box(ax, (parameters[name][0], -0.2), f"d{name}", shapes[name], TRAIN)
    names = list(forward)
    for here, there, label in zip(names, names[1:], ("", "ReLU", "", "softmax", "−log, mean")):
        _arrow(ax, box[here], box[there], label, INK, "-")
    for name, there in (("W1", "Z1"), ("b1", "Z1"), ("W2", "Z2"), ("b2", "Z2")):
        _arrow(ax, box[name], box[there], "", INK, "-")
        _arrow(ax, box[f"d{there}"], box[f"d{name}"], "", TRAIN, "--")
    _arrow(ax, box["loss"], box["dZ2"], "Ŷ − T, over N", TRAIN, "--", above=-0.42)
    _arrow(ax, box["dZ2"], box["dA1"], "through\nW2", TRAIN, "--")
    _arrow(ax, box["dA1"], box["dZ1"], "slope of\nReLU", TRAIN, "--")
    ax.text(-0.75, 3.55, "forward: values", color=INK, weight="bold")
    ax.text(11.7, 0.1, "backward: slopes", color=TRAIN, weight="bold", ha="right")
    ax.set(xlim=(-0.8, 11.8), ylim=(-0.65, 3.8))
    return bare(ax)


def _box(ax: Axes, place: tuple[float, float], name: str, shape: tuple[int, ...], colour: str) -> Text:
    words = f"{name}\n{shape[0]} × {shape[1]}" if shape else f"{name}\n1 number"
    look = {"boxstyle": "round,pad=0.35", "facecolor": PAPER, "edgecolor": colour}
    return ax.text(*place, words, ha="center", va="center", fontsize=9, color=colour, bbox=look, zorder=2)


def _arrow(ax: Axes, here: Text, there: Text, label: str, colour: str, line: str, above: float = 0.1) -> None:
    """An arrow from the edge of one box to the edge of another. It is drawn after the boxes, which are placed by then."""
    (x0, y0), (x1, y1) = here.get_position(), there.get_position()
    ends: dict[str, Any] = {"patchA": here.get_bbox_patch(), "patchB": there.get_bbox_patch(), "shrinkA": 1, "shrinkB": 1}
    look: dict[str, Any] = {"arrowstyle": "-|>", "mutation_scale": 10, "color": colour, "linestyle": line, "zorder": 3}
    ax.add_patch(FancyArrowPatch((x0, y0), (x1, y1), linewidth=1.3, **look, **ends))
    ax.text((x0 + x1) / 2, (y0 + y1) / 2 + above, label, ha="center", va="bottom", fontsize=8, color=colour)


@takes(ax=check.ax, names=check.three_texts, sizes=check.three_texts, row=check.text, column=check.text)
def draw_product(ax: Axes, names: Sequence[str], sizes: Sequence[str], row: str, column: str) -> Axes:
    """left @ right = result as three rectangles: one row of the left and one column of the right make one entry.

    names and sizes: those of left, right and result, sizes as (rows, columns) in words. row, column: what to write at them.
    """
    places = ((0.0, 0.0, 3.0, 1.6), (3.9, 0.0, 1.6, 3.0), (6.6, 0.0, 1.6, 1.6))
    for (left, bottom, wide, high), name, size in zip(places, names, sizes):
        bottom = 1.5 - high / 2
        ax.add_patch(_rectangle(left, bottom, wide, high, PAPER))
        ax.text(left + wide / 2, bottom - 0.12, f"{name}  {size}", ha="center", va="top")
    ax.add_patch(_rectangle(0, 1.6, 3, 0.25, POSITIVE))
    ax.add_patch(_rectangle(4.5, 0, 0.25, 3, NEGATIVE))
    ax.add_patch(_rectangle(7.2, 1.6, 0.25, 0.25, INK))
    ax.text(1.5, 1.92, row, ha="center", va="bottom", fontsize=9)
    ax.text(4.625, 3.1, column, ha="center", va="bottom", fontsize=9)
    ax.text(7.325, 1.92, "one entry", ha="center", va="bottom", fontsize=9)
    ax.text(3.45, 1.5, "@", ha="center", va="center", fontsize=14)
    ax.text(6.05, 1.5, "=", ha="center", va="center", fontsize=14)
    ax.set(xlim=(-0.3, 8.5), ylim=(-0.5, 3.5))
    return bare(ax)


def _rectangle(left: float, bottom: float, wide: float, high: float, colour: str) -> Rectangle:
    return Rectangle((left, bottom), wide, high, facecolor=colour, edgecolor=INK)


@takes(ax=check.ax, calculated=check.four_slopes, measured=check.four_slopes)
def draw_gradient_check(ax: Axes, calculated: Any, measured: Any) -> Axes:
    """One mark for each slope: the measured value against the calculated one. Where both agree it lies on the diagonal."""
    pairs = [check.fitted(name, mine, oracle) for name, mine, oracle in zip(PARAMETERS, calculated, measured)]
    largest = max(np.abs(np.concatenate([np.ravel(slope) for slope in (*calculated, *measured)])).max(), 1e-12) * 1.08
    ax.plot([-largest, largest], [-largest, largest], color=LIMIT, linestyle=":", linewidth=1, label="equal")
    for name, (mine, oracle) in zip(PARAMETERS, pairs):
        marker, colour = MARKERS[name]
        ax.plot(np.ravel(mine), np.ravel(oracle), marker, color=colour, markersize=4, alpha=0.6, label=f"d{name}")
    ax.set(xlabel="calculated slope", ylabel="measured slope", xlim=(-largest, largest), ylim=(-largest, largest))
    ax.set_aspect("equal")
    ax.legend(loc="upper left")
    return ax


@takes(ax=check.ax, accuracies=check.named(check.share), best=check.share)
def draw_accuracies(ax: Axes, accuracies: Mapping[str, float], best: float) -> Axes:
    """A bar for the accuracy of each network, in whole per cent, with the best possible accuracy as a line."""
    names = list(accuracies)[::-1]
    bars = ax.barh(names, [accuracies[name] for name in names], color=TRAIN, height=0.55)
    ax.bar_label(bars, [f"{accuracies[name]:.0%}" for name in names], label_type="center", color=PAPER, weight="bold")
    ax.axvline(best, color=LIMIT, linestyle=":")
    ax.text(best - 0.02, len(names) - 0.5, "best possible", ha="right", va="center", fontsize=9)
    ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    ax.set(xlim=(0, 1), ylim=(-0.5, len(names) - 0.3), xlabel="accuracy after training", title="What the accuracy says")
    return ax


@takes(ax=check.ax, errors=check.named(check.four_errors))
def draw_gradient_errors(ax: Axes, errors: Mapping[str, Mapping[str, float]]) -> Axes:
    """A table of the errors: a row for each network, a column for each gradient, dark and with a cross where it is wrong."""
    for row, network in enumerate(errors):
        for column, name in enumerate(PARAMETERS):
            wrong = not errors[network][name] < AGREES
            ax.add_patch(_rectangle(column - 0.5, row - 0.5, 1, 1, WRONG if wrong else PAPER))
            words = f"✗ wrong\n{errors[network][name]:.1f}" if wrong else "✓ below\n1e-6"
            ax.text(column, row, words, ha="center", va="center", fontsize=9, weight="bold" if wrong else "normal")
    ax.set(xlim=(-0.5, 3.5), ylim=(len(errors) - 0.5, -0.5), title="What the gradient check says")
    ax.set_xticks(range(4), [f"d{name}" for name in PARAMETERS])
    ax.set_yticks(range(len(errors)), list(errors))
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    return ax


@takes(ax=check.ax, f=function, slope=function, name=check.text, z=check.row)
def draw_function_and_slope(ax: Axes, f: Callable, slope: Callable, name: str, z: Any = None) -> Axes:
    """f (solid) and its slope (dashed) over the numbers z."""
    z = np.linspace(-3, 3, 241) if z is None else z
    values, slopes = check.values_of("f", f, z), check.values_of("slope", slope, z)
    ax.axhline(0, color=GRID, linewidth=1)
    ax.plot(z, values, color=INK, label=name)
    ax.plot(z, slopes, color=TRAIN, linestyle="--", label=f"slope of {name}")
    ax.set(xlabel="z", title=name)
    ax.legend()
    return ax


def losses_along(network: FirstNeuralNetwork, name: str, place: tuple[int, int], values: Any, X: Any, Y: Any) -> np.ndarray:
    """The loss on X (N, input), Y (N,) for each of the values in this place of the network's parameter name."""
    moved = np.array(getattr(network, name))
    losses = []
    for value in values:
        moved[place] = value
        losses.append(loss_at(network, name, moved, X, Y))
    return np.array(losses)


class WeightCurve:
    """The loss as a function of one weight, with the point where the weight stands and the tangent there."""

    def __init__(self, ax: Axes):
        self.ax = ax
        (self.curve,) = ax.plot([], [], color=TRAIN, label="loss")
        (self.tangent,) = ax.plot([], [], color=INK, linestyle="--", linewidth=1.5, label="tangent")
        (self.point,) = ax.plot([], [], "o", color=INK, markersize=8)
        self.words = ax.text(0.5, 0.98, "", transform=ax.transAxes, ha="center", va="top", weight="bold")
        ax.set(xlabel="value of this weight", ylabel="loss (nats)", title=" ")
        ax.legend(loc="lower center", ncols=2)

    @property
    def artists(self) -> list[Artist]:
        """All that moves with the value."""
        return [self.curve, self.tangent, self.point, self.words]

    def choose(self, values: np.ndarray, losses: np.ndarray) -> None:
        """Show the curve of another weight: its losses at these values, and axes that fit it."""
        low, high = losses.min(), losses.max()
        room = max(high - low, SMALLEST_RANGE)
        middle = (low + high) / 2
        self.curve.set_data(values, losses)
        self.ax.set(xlim=(values[0] - 0.1, values[-1] + 0.1), ylim=(middle - 1.0 * room, middle + 0.85 * room))

    def move(self, value: float, loss: float, slope: float) -> None:
        """Put the point at this value and its loss, and the tangent with this slope through it."""
        reach = np.array([-1.2, 1.2])
        self.point.set_data([value], [loss])
        self.tangent.set_data(value + reach, loss + slope * reach)
        self.words.set_text(f"slope {slope_text(slope)}: {advice(slope)}")


@takes(ax=check.ax, network=check.network, name=partial(one_of, allowed=PARAMETERS))
def draw_one_weight(ax: Axes, network: FirstNeuralNetwork, name: str, place: tuple[int, int], X: Any, Y: Any) -> Axes:
    """The loss as this one weight is moved by up to 3, the point where it stands, and the tangent: the entry of backward."""
    place = check.place("place", place, getattr(network, name).shape)
    value = getattr(network, name)[place]
    losses = losses_along(network, name, place, value + MOVES, X, Y)
    slopes = network.backward(X, Y, network.forward(X))
    curve = WeightCurve(ax)
    curve.choose(value + MOVES, losses)
    curve.move(value, network.compute_loss(Y, network.A2), getattr(slopes, f"d{name}")[place])
    ax.set_title(f"{name}[{place[0]}, {place[1]}]")
    return ax


def slope_text(slope: float) -> str:
    """The slope with its sign and four digits, and a plain 0 for what would round to it."""
    return "0" if abs(slope) < 5e-5 else f"{slope:+.4f}".replace("-", "−")


def advice(slope: float) -> str:
    """Which way to turn a weight with this slope to lower the loss."""
    if slope_text(slope) == "0":
        return "leave it"
    return "lower it" if slope > 0 else "raise it"
