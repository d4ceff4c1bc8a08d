"""Pictures of lesson 05: walks down a valley and across a landscape, and runs that go well or badly."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from firstnn.counting import BestPossible, best_possible
from firstnn.digits import every_damaged_digit
from firstnn.network import FirstNeuralNetwork
from firstnn.plots.curves import draw_loss, regime
from firstnn.plots.picture import Picture
from firstnn.plots.style import INK, QUIET, TRAIN, WRONG, figure
from firstnn.training import History
from firstnn.words import listed, number

RIDDLE = {"A": 2.5, "B": 0.002, "C": 9.0, "D": 0.4}
SAME_SCALE = (0.05, 30)
MAP = (-4.0, 4.0)
CELLS = 81
SMALLEST_ARROW = 1e-9
SHADES = LinearSegmentedColormap.from_list("ground", ["#86b9db", "#dcebf4", "#ffffff"])


# ---------------------------------------------------------------- one weight


def valley(loss: Callable[[Any], Any], path: Sequence[float], low: float = -1, high: float = 7) -> Picture:
    """The loss of one weight from low to high, and a walk: the first places of path are numbered."""
    drawn, ax = figure(size=(6, 3))
    draw_valley(ax, loss, path, low, high, numbers=3)
    words = "A valley. A walk of {steps} steps leads from w = {start} to w = {end}, and the loss from {high} to {low}."
    return Picture(drawn, words.format(steps=len(path) - 1, **ends_of_a_walk(loss, path)))


def valleys(
    loss: Callable[[Any], Any], paths: Mapping[float, Sequence[float]], low: float = -5, high: float = 11
) -> Picture:
    """Several walks down one valley, one for each learning rate."""
    drawn, axes = figure(1, len(paths), size=(8.5, 2.5), sharey=True)
    for ax, (rate, path) in zip(axes, paths.items()):
        draw_valley(ax, loss, path, low, high)
        ax.set(title=f"learning rate {rate}", ylabel="loss" if ax is axes[0] else "")
    ends = listed(f"with {rate} at w = {number(path[-1])}" for rate, path in paths.items())
    return Picture(drawn, f"{len(paths)} walks down one valley from the same place. They end {ends}.")


def draw_valley(
    ax: Axes, loss: Callable[[Any], Any], path: Sequence[float], low: float, high: float, numbers: int = 0
) -> Axes:
    """The valley loss(w) from low to high, and the weights of path as points on it, the first few numbered."""
    w, path = np.linspace(low, high, 200), np.asarray(path)
    heights = loss(path)
    ax.plot(w, loss(w), color=QUIET, linewidth=1)
    ax.plot(path, heights, color=TRAIN, marker="o", markersize=5, linewidth=1, linestyle="--")
    ax.plot(path[:1], heights[:1], color=INK, marker="s", markersize=7, linestyle="none")
    for step, (x, y) in enumerate(zip(path[:numbers], heights)):
        ax.annotate(str(step), (x, y), (-7, -5), textcoords="offset points", ha="right", va="center")
    ax.set(xlabel="weight w", ylabel="loss", xlim=(low, high))
    return ax


def ends_of_a_walk(loss: Callable[[Any], Any], path: Sequence[float]) -> dict[str, str]:
    """Where a walk begins and ends, and how high, for a sentence."""
    first, last = path[0], path[-1]
    return {"start": number(first), "end": number(last), "high": number(loss(first)), "low": number(loss(last))}


# --------------------------------------------------------------- two weights


class Landscape:
    """A map of the loss over two numbers: loss[row, column] at (places[column], places[row])."""

    def __init__(self, loss: Callable[[Any], float]):
        self.places = np.linspace(*MAP, CELLS)
        self.loss = np.array([[loss(np.array([x, y])) for x in self.places] for y in self.places])
        self.lowest = float(self.loss.min())

    def levels(self) -> np.ndarray:
        """Heights of the contour lines, closer together near the bottom."""
        return self.lowest + (self.loss.max() - self.lowest) * np.linspace(0.05, 1, 21) ** 2


@lru_cache(maxsize=4)
def landscape_of(loss: Callable[[Any], float]) -> Landscape:
    """The map of this loss; the same function is not computed twice."""
    return Landscape(loss)


class WalkOnMap:
    """A walk on a map of two numbers, and the gradient at its start as an arrow; move changes them in place."""

    def __init__(self, ax: Axes):
        (self.line,) = ax.plot([], [], color=TRAIN, marker="o", markersize=3.5, linewidth=1.2, label="path of descent")
        (self.start,) = ax.plot([], [], color=INK, marker="s", markersize=8, linestyle="none", label="start")
        ax.plot([], [], color=WRONG, marker=">", label="gradient, uphill")
        self.arrow = ax.annotate("", (0, 0), (0, 0), arrowprops={"arrowstyle": "-|>", "color": WRONG, "lw": 2.2})
        self.artists = [self.line, self.start, self.arrow]

    def move(self, path: Any, gradient: Any = None) -> None:
        """Show a path (steps + 1, 2), and from its start the gradient (2,), drawn one and a half times as long as it is."""
        path = np.asarray(path)
        self.line.set_data(path.T)
        self.start.set_data(path[:1].T)
        steep = gradient is not None and np.hypot(*gradient) > SMALLEST_ARROW
        self.arrow.set_visible(steep)
        if steep:
            self.arrow.set_position(path[0])
            self.arrow.xy = path[0] + 1.5 * np.asarray(gradient)


def landscape(
    loss: Callable[[Any], float],
    paths: Sequence[Any] = (),
    gradient: Callable[[Any], Any] | None = None,
    names: tuple[str, str] = ("weight w", "bias b"),
) -> Picture:
    """The map of a loss over two numbers with its contour lines, walks on it, and the gradient where each begins.

    loss takes a place (2,) and gives a number; gradient takes a place and gives (2,); each path is (steps + 1, 2).
    """
    drawn, ax = figure(size=(5.4, 5))
    ground = landscape_of(loss)
    draw_landscape(ax, ground, names)
    for path in paths:
        WalkOnMap(ax).move(path, gradient(np.asarray(path[0])) if gradient else None)
    if gradient and len(paths) == 1:
        ax.legend(loc="lower left")
    return Picture(drawn, landscape_in_words(ground, loss, paths, gradient is not None))


def draw_landscape(ax: Axes, ground: Landscape, names: tuple[str, str]) -> Axes:
    """Contour lines at equal aspect, so that what is at right angles looks so; darker is lower."""
    heights = [ground.lowest - 1, *ground.levels()]
    ax.contourf(
        ground.places, ground.places, ground.loss, levels=heights, colors=SHADES(np.linspace(0, 1, len(heights) - 1))
    )
    lines = ax.contour(ground.places, ground.places, ground.loss, levels=ground.levels(), colors=QUIET, linewidths=0.7)
    ax.clabel(lines, lines.levels[3:12:2], fmt="%.2f", fontsize=8)
    ax.set(xlabel=names[0], ylabel=names[1], xlim=MAP, ylim=MAP, aspect="equal", title="Loss over two numbers")
    return ax


def landscape_in_words(ground: Landscape, loss: Callable, paths: Sequence[Any], arrows: bool) -> str:
    """What is on the map: its lowest place, and where each walk begins and ends."""
    row, column = np.unravel_index(ground.loss.argmin(), ground.loss.shape)
    words = "A map of the loss with contour lines. Its lowest place is near ({x}, {y}), with a loss of {lowest:.3f}."
    told = [words.format(x=number(ground.places[column]), y=number(ground.places[row]), lowest=ground.lowest)]
    if arrows:
        told.append("At each start an arrow, the gradient, is at right angles to the contour line.")
    walk = "A walk from ({a}, {b}) ends at ({c}, {d}), with a loss of {end:.3f}."
    for path in paths:
        (a, b), (c, d) = path[0], path[-1]
        told.append(walk.format(a=number(a), b=number(b), c=number(c), d=number(d), end=loss(np.asarray(path[-1]))))
    return " ".join(told)


# ---------------------------------------------------------- runs of all kinds


def regimes(runs: Mapping[float, History], best: BestPossible) -> Picture:
    """The loss of several runs, one for each learning rate, on one scale, with the word for each."""
    words = {rate: regime(history) for rate, history in runs.items()}
    drawn = draw_apart({f"{rate}: {word}": runs[rate] for rate, word in words.items()}, best)
    told = listed(f"learning rate {rate} is {word}" for rate, word in words.items())
    return Picture(drawn, f"The loss of {len(runs)} runs from one start: {told}. The dotted line is the lowest possible.")


def riddle() -> Picture:
    """Four runs from one start that differ in the learning rate, without their names."""
    drawn = draw_apart(riddle_runs(), best_possible())
    return Picture(
        drawn, f"The loss of {len(RIDDLE)} runs, {listed(RIDDLE)}, with the lowest possible loss as a dotted line."
    )


def riddle_runs() -> dict[str, History]:
    """Four runs on every damaged digit from one start, that differ in the learning rate: name -> history."""
    X, Y = every_damaged_digit()
    networks = {name: FirstNeuralNetwork(hidden_size=32, rng=3) for name in RIDDLE}
    return {name: networks[name].train(X, Y, rate, 100, report_every=None) for name, rate in RIDDLE.items()}


def draw_apart(runs: Mapping[str, History], best: BestPossible) -> Any:
    """A figure with the loss of each run on its own axes, under its name, all on the same scale."""
    drawn, axes = figure(1, len(runs), size=(8.5, 2.5), sharey=True)
    for ax, (name, history) in zip(axes, runs.items()):
        draw_loss(ax, history, best, legend=False)
        ax.set(title=name, ylim=SAME_SCALE, ylabel="loss (nats)" if ax is axes[0] else "")
    return drawn
