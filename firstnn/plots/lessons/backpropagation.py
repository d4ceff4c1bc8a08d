"""The pictures of notebook 04: how slopes are measured, how they travel back, and how they are checked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, Rectangle
from matplotlib.text import Text
from matplotlib.ticker import PercentFormatter

from firstnn.gradients import PARAMETERS, loss_at
from firstnn.network import FirstNeuralNetwork
from firstnn.plots.picture import Picture
from firstnn.plots.style import GRID, INK, LIMIT, NEGATIVE, PAPER, POSITIVE, QUIET, RIGHT, TEST, TRAIN, WRONG, bare, figure
from firstnn.words import listed, number, per_cent

MARKERS = {"W1": ("o", TRAIN), "b1": ("s", TEST), "W2": ("^", RIGHT), "b2": ("D", WRONG)}
MOVES = np.linspace(-3, 3, 49)
SMALLEST_RANGE = 0.02
AGREES = 1e-6


# ---- one weight


def weight_curves(network: FirstNeuralNetwork, X: Any, Y: Any, weights: Iterable[tuple[str, int, int]]) -> Picture:
    """The loss on X (N, input), Y (N,) as one weight is moved, with its tangent, for each (matrix, row, column)."""
    weights = list(weights)
    drawn, axes = figure(1, len(weights), size=(4.5 * len(weights), 3.2), squeeze=False)
    Y_hat = network.forward(X)
    loss, gradients = network.compute_loss(Y, Y_hat), network.backward(X, Y, Y_hat)
    words = []
    for ax, (name, row, column) in zip(axes.flat, weights):
        place, value = (row, column), float(getattr(network, name)[row, column])
        losses, slope = losses_along(network, name, place, value + MOVES, X, Y), getattr(gradients, f"d{name}")[place]
        curve = WeightCurve(ax)
        curve.choose(value + MOVES, losses)
        curve.move(value, loss, slope)
        ax.set_title(f"{name}[{row}, {column}]")
        here = f"{name}[{row}, {column}] at {number(value)}: loss {loss:.3f}, slope {slope_text(slope)}"
        words.append(f"{here}; 3 lower the loss is {losses[0]:.3f}, 3 higher {losses[-1]:.3f}")
    return Picture(drawn, f"The loss as a function of one weight, with its tangent. {'. '.join(words)}.")


def losses_along(network: FirstNeuralNetwork, name: str, place: tuple[int, int], values: Any, X: Any, Y: Any) -> np.ndarray:
    """The loss on X (N, input), Y (N,) for each of the values in this place of the network's parameter name."""
    moved = np.array(getattr(network, name))
    losses = []
    for value in values:
        moved[place] = value
        losses.append(loss_at(network, name, moved, X, Y))
    return np.array(losses)


class WeightCurve:
    """The loss as a function of one weight, the point where the weight stands, and the tangent there."""

    def __init__(self, ax: Axes):
        self.ax = ax
        (self.curve,) = ax.plot([], [], color=TRAIN, label="loss")
        (self.tangent,) = ax.plot([], [], color=INK, linestyle="--", linewidth=1.5, label="tangent")
        (self.point,) = ax.plot([], [], "o", color=INK, markersize=8)
        self.words = ax.text(0.5, 0.98, "", transform=ax.transAxes, ha="center", va="top", weight="bold")
        self.artists: list[Artist] = [self.curve, self.tangent, self.point, self.words]
        self.seldom = [ax.xaxis, ax.yaxis, ax.title, ax.spines["left"], ax.spines["bottom"]]
        ax.set(xlabel="value of this weight", ylabel="loss (nats)", title=" ")
        ax.legend(loc="lower center", ncols=2)

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


def slope_text(slope: float) -> str:
    """The slope with its sign and four digits, and a plain 0 for what would round to it."""
    return "0" if abs(slope) < 5e-5 else f"{slope:+.4f}".replace("-", "−")


def advice(slope: float) -> str:
    """Which way to turn a weight with this slope to lower the loss."""
    if slope_text(slope) == "0":
        return "leave it"
    return "lower it" if slope > 0 else "raise it"


# ---- a slope, measured


def secants(f: Callable[[float], float], x: float, step: float) -> Picture:
    """f near x, its tangent, the line from x to x + step, and the line from x - step to x + step."""
    drawn, ax = figure(size=(6, 3.4))
    near = np.linspace(x - 1.6 * step, x + 1.6 * step, 101)
    ends, tiny = near[[0, -1]], 1e-6
    here, above, below = f(x), f(x + step), f(x - step)
    tangent, one_sided, central = (
        (f(x + tiny) - f(x - tiny)) / (2 * tiny),
        (above - here) / step,
        (above - below) / (2 * step),
    )
    ax.plot(near, [f(value) for value in near], color=QUIET, linewidth=4, alpha=0.6, label="the function")
    ax.plot(ends, here + tangent * (ends - x), color=INK, linewidth=1.5, label="tangent")
    ax.plot(ends, here + one_sided * (ends - x), color=WRONG, linestyle="--", label="one-sided")
    ax.plot(ends, above + central * (ends - x - step), color=TRAIN, linestyle="-.", label="central")
    ax.plot([x - step, x, x + step], [below, here, above], "o", color=INK)
    ax.set(xticks=[x - step, x, x + step], xlabel="x", ylabel="f(x)")
    ax.set_xticklabels(["x − step", "x", "x + step"])
    ax.legend()
    slopes = f"tangent {number(tangent)}, one-sided {number(one_sided)}, central {number(central)}"
    return Picture(drawn, f"A curve near x = {number(x)} with three lines. Their slopes: {slopes}.")


def step_errors(steps: Sequence[float], one_sided: Sequence[float], central: Sequence[float]) -> Picture:
    """The errors of both measured slopes against the step, both axes logarithmic; an error of exactly 0 is left out."""
    drawn, ax = figure(size=(7, 3.4))
    errors = {"one-sided": np.asarray(one_sided), "central": np.asarray(central)}
    for (name, error), look in zip(errors.items(), ({"ls": "--", "marker": "o", "c": WRONG}, {"marker": "s", "c": TRAIN})):
        ax.plot(steps, np.where(error > 0, error, np.nan), markersize=5, label=name, **look)
    ax.set(xscale="log", yscale="log", xlabel="step", ylabel="error of the slope")
    ax.invert_xaxis()
    ax.grid(color=GRID, linewidth=0.5)
    ax.legend()
    best = [f"{steps[int(np.argmin(error))]:.0e} {name}" for name, error in errors.items()]
    span = f"from {steps[0]:.0e} to {steps[-1]:.0e}"
    return Picture(drawn, f"The error of the slope against the step, {span}. It is smallest at {listed(best)}.")


# ---- the way forward and the way back


def passes(rows: int, sizes: tuple[int, int, int]) -> Picture:
    """The map of both passes, with shapes: values forward, slopes back, and the values that the way back uses again.

    rows: the number of pictures. sizes: inputs, hidden units, outputs.
    """
    inputs, hidden, outputs = sizes
    shapes = {"X": (rows, inputs), "W1": (inputs, hidden), "b1": (1, hidden), "Z1": (rows, hidden), "A1": (rows, hidden)}
    shapes |= {"W2": (hidden, outputs), "b2": (1, outputs), "Z2": (rows, outputs), "Y_hat": (rows, outputs)}
    values = {"X": (0, 2.2), "Z1": (2.3, 2.2), "A1": (4.4, 2.2), "Z2": (6.8, 2.2), "Y_hat": (8.9, 2.2), "loss": (11, 2.2)}
    parameters = {"W1": (1.1, 3.3), "b1": (2.3, 3.3), "W2": (5.6, 3.3), "b2": (6.8, 3.3)}
    slopes = {"dZ1": (2.3, 0.9), "dA1": (4.4, 0.9), "dZ2": (6.8, 0.9)}
    slopes |= {"dW1": (0.0, -0.3), "db1": (2.3, -0.3), "dW2": (5.6, -0.3), "db2": (6.8, -0.3)}
    drawn, ax = figure(size=(9, 4.4))
    box = {
        name: _box(ax, place, name, shapes.get(name), INK, name in REUSED) for name, place in (values | parameters).items()
    }
    box |= {name: _box(ax, place, name, shapes[name[1:]], TRAIN, False) for name, place in slopes.items()}
    for here, there, label in FORWARD:
        _arrow(ax, box[here], box[there], label, INK, "-")
    for here, there, label in BACKWARD:
        _arrow(ax, box[here], box[there], label, TRAIN, "--")
    for here, there in AGAIN:
        _arrow(ax, box[here], box[there], "", WRONG, ":")
    ax.text(-0.75, 3.8, "forward: values", color=INK, weight="bold")
    ax.text(11.6, 0.25, "backward: slopes", color=TRAIN, weight="bold", ha="right")
    ax.text(11.6, -0.3, "kept on the way forward,\nused again on the way back", color=WRONG, weight="bold", ha="right")
    ax.set(xlim=(-0.8, 11.8), ylim=(-0.8, 4.1))
    return Picture(_bare(drawn), PASSES_IN_WORDS)


FORWARD = [("X", "Z1", ""), ("Z1", "A1", "ReLU"), ("A1", "Z2", ""), ("Z2", "Y_hat", "softmax"), ("Y_hat", "loss", "−log")]
FORWARD += [("W1", "Z1", ""), ("b1", "Z1", ""), ("W2", "Z2", ""), ("b2", "Z2", "")]
BACKWARD = [("loss", "dZ2", ""), ("dZ2", "dA1", ""), ("dA1", "dZ1", "")]
BACKWARD += [("dZ1", "dW1", ""), ("dZ1", "db1", ""), ("dZ2", "dW2", ""), ("dZ2", "db2", "")]
AGAIN = [("X", "dW1"), ("Z1", "dZ1"), ("A1", "dW2"), ("W2", "dA1"), ("Y_hat", "dZ2")]
REUSED = {here for here, _ in AGAIN}
PASSES_IN_WORDS = (
    "Forward, in black: X, Z1, A1, Z2, Y_hat, loss, joined by W1, b1, W2 and b2. Back, in blue: from the loss to dZ2, dA1 "
    "and dZ1, and from these to dW2, db2, dW1 and db1; each slope has the shape of its partner. Dotted: what is kept and "
    "used again. Y_hat for dZ2, A1 for dW2, W2 for dA1, Z1 for dZ1, X for dW1."
)
KEPT = "#fbe3d2"


def _box(ax: Axes, place: tuple[float, float], name: str, shape: Any, colour: str, kept: bool) -> Text:
    words = f"{name}\n{shape[0]} × {shape[1]}" if shape else f"{name}\n1 number"
    look = {"boxstyle": "round,pad=0.35", "facecolor": KEPT if kept else PAPER, "edgecolor": WRONG if kept else colour}
    return ax.text(*place, words, ha="center", va="center", fontsize=9, color=colour, bbox=look, zorder=2)


def _arrow(ax: Axes, here: Text, there: Text, label: str, colour: str, line: str) -> None:
    """An arrow from the edge of one box to the edge of another. It is drawn after the boxes, which are placed by then."""
    (x0, y0), (x1, y1) = here.get_position(), there.get_position()
    ends: dict[str, Any] = {"patchA": here.get_bbox_patch(), "patchB": there.get_bbox_patch(), "shrinkA": 1, "shrinkB": 1}
    look: dict[str, Any] = {"arrowstyle": "-|>", "mutation_scale": 10, "color": colour, "linestyle": line, "zorder": 3}
    ax.add_patch(FancyArrowPatch((x0, y0), (x1, y1), linewidth=1.4, **look, **ends))
    ax.text((x0 + x1) / 2, (y0 + y1) / 2 + 0.1, label, ha="center", va="bottom", fontsize=8, color=colour)


def _bare(drawn: Any) -> Any:
    bare(drawn.axes[0])
    return drawn


def matrix_product(names: Sequence[str], shapes: Sequence[tuple[Any, Any]], row: str, column: str) -> Picture:
    """left @ right = result as three rectangles: one row of the left and one column of the right make one entry.

    names and shapes: of left, right and result. row, column: what they stand for, in words.
    """
    drawn, ax = figure(size=(8, 3))
    places = ((0.0, 3.0, 1.6), (3.9, 1.6, 3.0), (6.6, 1.6, 1.6))
    sizes = [f"{rows} × {columns}" for rows, columns in shapes]
    for (left, wide, high), name, size in zip(places, names, sizes):
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
    left, right, result = (f"{name} ({size})" for name, size in zip(names, sizes))
    return Picture(_bare(drawn), f"{left} @ {right} = {result}: one row ({row}) and one column ({column}) make one entry.")


def _rectangle(left: float, bottom: float, wide: float, high: float, colour: str) -> Rectangle:
    return Rectangle((left, bottom), wide, high, facecolor=colour, edgecolor=INK)


# ---- the gradient check


def gradient_check(calculated: Any, measured: Any) -> Picture:
    """One mark for each slope of W1, b1, W2, b2: measured against calculated. Where both agree it lies on the diagonal."""
    drawn, ax = figure(size=(4.6, 4.2))
    largest = max(max(np.abs(slopes).max() for slopes in (*calculated, *measured)), 1e-12) * 1.08
    ax.plot([-largest, largest], [-largest, largest], color=LIMIT, linestyle=":", linewidth=1, label="equal")
    for name, mine, oracle in zip(PARAMETERS, calculated, measured):
        marker, colour = MARKERS[name]
        ax.plot(np.ravel(mine), np.ravel(oracle), marker, color=colour, markersize=4, alpha=0.6, label=f"d{name}")
    ax.set(xlabel="calculated slope", ylabel="measured slope", xlim=(-largest, largest), ylim=(-largest, largest))
    ax.set_aspect("equal")
    ax.legend(loc="upper left")
    count = sum(np.size(slopes) for slopes in measured)
    furthest = max(np.abs(np.subtract(mine, oracle)).max() for mine, oracle in zip(calculated, measured))
    span = f"{count:,} marks between −{number(largest)} and {number(largest)}"
    return Picture(drawn, f"Measured against calculated slope, {span}; the furthest lies {furthest:.0e} off the diagonal.")


def broken_gradients(accuracies: Mapping[str, float], errors: Mapping[str, Mapping[str, float]], best: float) -> Picture:
    """For each network: its accuracy as a bar, and the errors of its four gradients as a row of a table.

    best: the best possible accuracy, a line. errors: for each network those of W1, b1, W2 and b2.
    """
    drawn, (left, right) = figure(1, 2, size=(9, 3.4))
    draw_accuracies(left, accuracies, best)
    draw_gradient_errors(right, errors)
    wrong = {name: [f"d{each}" for each in PARAMETERS if not errors[name][each] < AGREES] for name in errors}
    rows = [
        f"{name}: accuracy {per_cent(accuracies[name], 0)}, wrong {listed(wrong[name]) if wrong[name] else 'none'}"
        for name in errors
    ]
    return Picture(drawn, f"Best possible: {per_cent(best, 0)}. {'; '.join(rows)}.")


def draw_accuracies(ax: Axes, accuracies: Mapping[str, float], best: float) -> None:
    """A bar for the accuracy of each network, in whole per cent, with the best possible accuracy as a line."""
    names = list(accuracies)[::-1]
    bars = ax.barh(names, [accuracies[name] for name in names], color=TRAIN, height=0.55)
    ax.bar_label(bars, [per_cent(accuracies[name], 0) for name in names], label_type="center", color=PAPER, weight="bold")
    ax.axvline(best, color=LIMIT, linestyle=":")
    ax.text(best - 0.02, len(names) - 0.5, "best possible", ha="right", va="center", fontsize=9)
    ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))
    ax.set(xlim=(0, 1), ylim=(-0.5, len(names) - 0.3), xlabel="accuracy after training", title="What the accuracy says")


def draw_gradient_errors(ax: Axes, errors: Mapping[str, Mapping[str, float]]) -> None:
    """A table of the errors: a row for each network, a column for each gradient, dark and with a cross where it is wrong."""
    for row, network in enumerate(errors):
        for column, name in enumerate(PARAMETERS):
            wrong = not errors[network][name] < AGREES
            ax.add_patch(_rectangle(column - 0.5, row - 0.5, 1, 1, WRONG if wrong else PAPER))
            words = f"✗ wrong\n{errors[network][name]:.2f}" if wrong else "✓ below\n1e-6"
            ax.text(column, row, words, ha="center", va="center", fontsize=9, weight="bold" if wrong else "normal")
    ax.set(xlim=(-0.5, 3.5), ylim=(len(errors) - 0.5, -0.5), title="What the gradient check says")
    ax.set_xticks(range(4), [f"d{name}" for name in PARAMETERS])
    ax.set_yticks(range(len(errors)), list(errors))
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)


# ---- activations


def functions_and_slopes(functions: Mapping[str, tuple[Callable, Callable]]) -> Picture:
    """Each function (solid) with its slope (dashed) from -3 to 3: name -> (function, slope)."""
    drawn, axes = figure(1, len(functions), size=(4.5 * len(functions), 3), squeeze=False)
    z = np.linspace(-3, 3, 241)
    words = []
    for ax, (name, (f, slope)) in zip(axes.flat, functions.items()):
        slopes = np.asarray(slope(z), dtype=float)
        ax.axhline(0, color=GRID, linewidth=1)
        ax.plot(z, f(z), color=INK, label=name)
        ax.plot(z, slopes, color=TRAIN, linestyle="--", label=f"slope of {name}")
        ax.set(xlabel="z", title=name)
        ax.legend()
        words.append(
            f"{name} rises from {number(f(z)[0])} to {number(f(z)[-1])}, its slope goes up to {number(slopes.max())}"
        )
    return Picture(drawn, f"Functions over z from −3 to 3. {'; '.join(words)}.")
