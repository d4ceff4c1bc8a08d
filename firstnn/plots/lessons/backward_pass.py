"""A forward and a backward pass through the tiny network, step by step: what each step says, and the picture of it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, Rectangle
from matplotlib.text import Text

from firstnn.functions import one_hot
from firstnn.passes import Parameters, backward, forward, loss
from firstnn.plots.picture import Picture
from firstnn.plots.style import GRID, INK, PAPER, TRAIN, bare, figure
from firstnn.tiny import tiny_network, tiny_picture

PIXELS, HIDDEN, OUTPUTS = range(3), range(2), range(2)
Node, Edge = tuple[str, int], tuple[tuple[str, int], tuple[str, int]]
PLACES: dict[Node, tuple[float, float]] = {("pixel", i): (0.0, 4.4 - 2.2 * i) for i in PIXELS}
PLACES |= {("hidden", j): (3.7, 3.7 - 3.0 * j) for j in HIDDEN}
PLACES |= {("output", k): (7.2, 3.7 - 3.0 * k) for k in OUTPUTS} | {("loss", 0): (9.9, 2.2)}
LINES = {
    "hidden": {"Z1": 0.22, "A1": -0.22, "dA1": -0.72, "dZ1": -1.06},
    "output": {"Z2": 0.22, "Y_hat": -0.22, "dZ2": -0.72},
    "loss": {"loss": 0.0},
}
WIDE, HIGH = 1.5, 0.95
SIZE = (7.4, 4.1)
ALONG = 0.3  # of an edge: where its weight is written


class Step(NamedTuple):
    """One step of the walk: the name of the number it finds, the number, what is said, where it stands, what it follows."""

    name: tuple
    value: float
    words: str
    node: Node | None
    edges: list[Edge]

    @property
    def backward(self) -> bool:
        """Whether the step finds a slope."""
        return self.name[0].startswith("d")


def walk(true: int) -> list[Step]:
    """All steps for the tiny picture if its true class were 0 or 1: values forward, then slopes backward."""
    parameters, (X, _) = tiny_network(), tiny_picture()
    T, values = one_hot([true], 2), forward(X, parameters)
    return [*_forward(parameters, X, values, T, true), *_backward(parameters, X, values, T)]


def _forward(parameters: Parameters, X: np.ndarray, values: Any, T: np.ndarray, true: int) -> Iterator[Step]:
    W1, b1, W2, b2 = parameters
    Z1, A1, Z2, Y_hat = values
    for j in HIDDEN:
        node, edges = ("hidden", j), [(("pixel", i), ("hidden", j)) for i in PIXELS]
        words = f"Z1 of hidden unit {j}: {_sum(X[0], W1[:, j], b1[0, j])} = {short(Z1[0, j])}."
        yield Step(("Z1", j), Z1[0, j], words, node, edges)
        words = f"A1 of hidden unit {j}: relu({short(Z1[0, j])}) = {short(A1[0, j])}."
        yield Step(("A1", j), A1[0, j], words, node, [])
    for k in OUTPUTS:
        words = f"Z2, the logit of output {k}: {_sum(A1[0], W2[:, k], b2[0, k])} = {short(Z2[0, k])}."
        yield Step(("Z2", k), Z2[0, k], words, ("output", k), [(("hidden", j), ("output", k)) for j in HIDDEN])
    powers = [short(power) for power in np.exp(Z2[0])]
    for k in OUTPUTS:
        words = "Softmax, output {k}: e to the power of {z} is {e}, and {e} / ({e0} + {e1}) = {p}."
        words = words.format(k=k, z=short(Z2[0, k]), e=powers[k], e0=powers[0], e1=powers[1], p=short(Y_hat[0, k]))
        yield Step(("Y_hat", k), Y_hat[0, k], words, ("output", k), [])
    value = float(loss(T, Y_hat))
    words = f"The loss, with class {true} true: −log {short(Y_hat[0, true])} = {short(value)} nats."
    yield Step(("loss",), value, words, ("loss", 0), [(("output", true), ("loss", 0))])


def _backward(parameters: Parameters, X: np.ndarray, values: Any, T: np.ndarray) -> Iterator[Step]:
    W2, (Z1, A1, _, Y_hat) = parameters.W2, values
    gradients = backward(X, T, parameters, values)
    dZ2, on, dZ1 = gradients.db2, 1 * (Z1 > 0), gradients.db1  # one picture: each bias has the slope of its sum
    for k in OUTPUTS:
        words = f"dZ2 of output {k}, p − t: {short(Y_hat[0, k])} − {short(T[0, k])} = {short(dZ2[0, k])}."
        yield Step(("dZ2", k), dZ2[0, k], words, ("output", k), [(("output", k), ("loss", 0))])
    for j in HIDDEN:
        for k in OUTPUTS:
            words = f"dW2 from hidden unit {j} to output {k}, A1 × dZ2: {_product(A1[0, j], dZ2[0, k])}."
            yield Step(("dW2", j, k), gradients.dW2[j, k], words, None, [(("hidden", j), ("output", k))])
    for k in OUTPUTS:
        words = f"db2, the slope of the bias of output {k}, 1 × dZ2: {_product(1, dZ2[0, k])}."
        yield Step(("db2", k), dZ2[0, k], words, ("output", k), [])
    for j in HIDDEN:
        first, second = W2[j] * dZ2[0]
        paths = [(("hidden", j), ("output", k)) for k in OUTPUTS]
        words = f"dA1 of hidden unit {j}, the path through output 0, W2 × dZ2: {_product(W2[j, 0], dZ2[0, 0])}."
        yield Step(("dA1", j), first, words, ("hidden", j), paths[:1])
        words = f"dA1 of hidden unit {j}, the path through output 1, W2 × dZ2: {_product(W2[j, 1], dZ2[0, 1])}. "
        words += f"The two paths add: {short(first)} + {_added(second)} = {short(first + second)}."
        yield Step(("dA1", j), first + second, words, ("hidden", j), paths)
    for j in HIDDEN:
        words = f"dZ1 of hidden unit {j}, dA1 × the slope of ReLU: {_product(W2[j] @ dZ2[0], on[0, j])}."
        yield Step(("dZ1", j), dZ1[0, j], words, ("hidden", j), [])
    for i in PIXELS:
        for j in HIDDEN:
            words = f"dW1 from pixel {i} to hidden unit {j}, X × dZ1: {_product(X[0, i], dZ1[0, j])}."
            yield Step(("dW1", i, j), gradients.dW1[i, j], words, None, [(("pixel", i), ("hidden", j))])
    for j in HIDDEN:
        words = f"db1, the slope of the bias of hidden unit {j}, 1 × dZ1: {_product(1, dZ1[0, j])}."
        yield Step(("db1", j), dZ1[0, j], words, ("hidden", j), [])


def short(value: float) -> str:
    """A number with three decimals at most, so that sums and products come out as they are written: 2.193, −0.5, 0."""
    return f"{round(value, 3) + 0.0:.3f}".rstrip("0").rstrip(".").replace("-", "−")


def _added(value: float) -> str:
    """A number after a plus: a negative one in brackets."""
    return f"({short(value)})" if value < 0 else short(value)


def _product(a: float, b: float) -> str:
    return f"{short(a)} × {short(b)} = {short(a * b)}"


def _sum(values: np.ndarray, weights: np.ndarray, bias: float) -> str:
    """The products of values and weights, and the bias, as a sum."""
    return " + ".join([*(f"{short(value)} × {short(weight)}" for value, weight in zip(values, weights)), _added(bias)])


class WalkPicture:
    """The tiny network: values in black, slopes in blue, as far as the steps have come; thick, what the last step did."""

    def __init__(self, ax: Axes):
        parameters, (X, _) = tiny_network(), tiny_picture()
        self.texts: dict[tuple, Text] = {}
        for layer, place in PLACES:
            x, y = PLACES[layer, place]
            ax.add_patch(Rectangle((x - WIDE / 2, y - HIGH / 2), WIDE, HIGH, facecolor=PAPER, edgecolor=INK, zorder=2))
            for name, height in LINES.get(layer, {}).items():
                self.texts[("loss",) if name == "loss" else (name, place)] = _text(ax, x, y + height, name)
        for k in OUTPUTS:
            ax.plot(*zip(*_ends((("output", k), ("loss", 0)))), color=GRID, linewidth=1.2, zorder=0)
        for i in PIXELS:
            _text(ax, *PLACES["pixel", i], "X").set_text(f"pixel {i}\n{short(X[0, i])}")
        for name, layer, before in (("1", "hidden", "pixel"), ("2", "output", "hidden")):
            self._parameters(ax, name, layer, before, *(getattr(parameters, kind + name) for kind in "Wb"))
        x, y = PLACES["loss", 0]
        self.true = _text(ax, x, y + 0.68, "true")
        self.arrows = [
            FancyArrowPatch((0, 0), (1, 1), arrowstyle="-|>", mutation_scale=15, lw=2.6, zorder=1) for _ in PIXELS
        ]
        self.frame = Rectangle((0, 0), WIDE, HIGH, fill=False, linewidth=3, zorder=3)
        for patch in (*self.arrows, self.frame):
            ax.add_patch(patch)
        self.artists: list[Artist] = [*self.arrows, self.frame, self.true, *self.texts.values()]
        ax.set(xlim=(-0.8, 10.7), ylim=(-0.65, 5.0))
        bare(ax)

    def _parameters(self, ax: Axes, name: str, layer: str, before: str, W: np.ndarray, b: np.ndarray) -> None:
        """The edges into a layer and the weights on them, its biases above its units, and room for the slope of each."""
        for (i, j), weight in np.ndenumerate(W):
            (x0, y0), (x1, y1) = _ends(((before, i), (layer, j)))
            ax.plot([x0, x1], [y0, y1], color=GRID, linewidth=1.2, zorder=0)
            x, y = x0 + ALONG * (x1 - x0), y0 + ALONG * (y1 - y0)
            ax.add_patch(Rectangle((x - 0.24, y - 0.01), 0.48, 0.32, facecolor=PAPER, edgecolor="none", zorder=1))
            _text(ax, x, y + 0.15, "W").set_text(short(weight))
            self.texts[f"dW{name}", i, j] = _text(ax, x, y - 0.15, f"dW{name}")
        for j, bias in enumerate(b[0]):
            x, y = PLACES[layer, j]
            _text(ax, x, y + 0.66, "b").set_text(f"{layer} {j}, bias {short(bias)}")
            self.texts[f"db{name}", j] = _text(ax, x, y + 0.98, f"db{name}")

    def move(self, steps: list[Step], done: int, true: int) -> None:
        """Show what the first so many of these steps have found, and what the last of them did; true is the true class."""
        self.true.set_text(f"true: class {true}")
        for text in self.texts.values():
            text.set_text("")
        for name, value, *_ in steps[:done]:
            label = "" if name[0].startswith("dW") else f"{LABELS.get(name[0], name[0])} "
            self.texts[name].set_text(label + short(value))
        last = steps[done - 1] if done else None
        colour = TRAIN if last and last.backward else INK
        self.frame.set(visible=bool(last and last.node), edgecolor=colour)
        if last and last.node:
            x, y = PLACES[last.node]
            self.frame.set_xy((x - WIDE / 2, y - HIGH / 2))
        self._point(last.edges if last else [], colour)

    def rest(self) -> None:
        """Mark nothing as the last step."""
        self.frame.set_visible(False)
        self._point([], INK)

    def _point(self, edges: list[Edge], colour: str) -> None:
        """An arrow along each of these edges: forward in black, back in blue."""
        for arrow in self.arrows:
            arrow.set_visible(False)
        for arrow, edge in zip(self.arrows, edges):
            here, there = _ends(edge)
            arrow.set_positions(*((here, there) if colour == INK else (there, here)))
            arrow.set(visible=True, color=colour)


LABELS = {"Y_hat": "p"}


def _ends(edge: Edge) -> tuple[tuple[float, float], tuple[float, float]]:
    """Where an edge leaves one node, on its right, and reaches the other, on its left."""
    (x0, y0), (x1, y1) = PLACES[edge[0]], PLACES[edge[1]]
    return (x0 + WIDE / 2, y0), (x1 - WIDE / 2, y1)


def _text(ax: Axes, x: float, y: float, name: str) -> Text:
    """A text of its own at this place: blue for a slope, black for a value."""
    colour = TRAIN if name.startswith("d") else INK
    weight = "bold" if name.startswith("d") else "normal"
    look: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": 9, "color": colour, "weight": weight, "zorder": 4}
    return ax.text(x, y, "", **look)


def passes_by_numbers(slopes: bool = True) -> Picture:
    """The tiny picture on its way through the tiny network: every value in black and, if wanted, every slope in blue."""
    drawn, ax = figure(size=SIZE)
    true = int(tiny_picture()[1].argmax())
    steps = walk(true)
    shown = [step for step in steps if slopes or not step.backward]
    passes = WalkPicture(ax)
    passes.move(steps, len(shown), true)
    passes.rest()
    return Picture(drawn, _in_words(shown, true))


def _in_words(steps: list[Step], true: int) -> str:
    """Every number that the steps have found, under its name."""
    found: dict[str, dict[tuple, str]] = {}
    for step in steps:
        found.setdefault(step.name[0], {})[step.name[1:]] = short(step.value)
    numbers = "; ".join(f"{name} {', '.join(values.values())}" for name, values in found.items())
    return f"A network of 3 pixels, 2 hidden units and 2 outputs; the true class is {true}. {numbers}."
