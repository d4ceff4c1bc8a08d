"""A map of the loss over two numbers: choose the learning rate and the start, and see the path of descent."""

from collections.abc import Callable
from typing import Any

import numpy as np

from firstnn import passes
from firstnn.inputs import real_number
from firstnn.passes import Parameters
from firstnn.plots.curves import Curve
from firstnn.plots.lessons.training import MAP, SMALLEST_ARROW, WalkOnMap, draw_landscape, landscape_of
from firstnn.plots.picture import LivePicture
from firstnn.plots.style import figure
from firstnn.widgets.panel import Panel, slider
from firstnn.widgets.settings import learning_rate as a_learning_rate
from firstnn.words import number, plural

STEPS = 40
NEAR, STILL_FALLING = 0.01, 1e-4
X_TWO = np.array([[0.0], [1.0]])
T_TWO = np.array([[4, 6], [2, 8]]) / 20


def network_of_two(place: Any) -> Parameters:
    """One pixel, one hidden unit with weight and bias = place, two outputs whose layer stands still."""
    w, b = place
    return Parameters(np.array([[w]]), np.array([[b]]), np.array([[0.0, 2.0]]), np.array([[0.0, -2.0]]))


def loss_of_two(place: Any) -> float:
    """The loss of this network on its four kinds of sample: ink or paper, class 0 or 1."""
    return passes.loss(T_TWO, passes.forward(X_TWO, network_of_two(place)).Y_hat)


def gradient_of_two(place: Any) -> np.ndarray:
    """The slopes of this loss along the weight and the bias."""
    parameters = network_of_two(place)
    gradients = passes.backward(X_TWO, T_TWO, parameters, passes.forward(X_TWO, parameters))
    return np.array([gradients.dW1[0, 0], gradients.db1[0, 0]])


def landscape_panel(
    loss: Callable[[Any], float] = loss_of_two,
    gradient: Callable[[Any], Any] = gradient_of_two,
    learning_rate: float = 0.5,
    start: tuple[float, float] = (3.0, 3.0),
    names: tuple[str, str] = ("weight w", "bias b"),
) -> Panel:
    """Sliders for the learning rate and the start on the map of a loss over two numbers; 40 steps of descent.

    loss takes a place (2,) and gives a number, gradient takes a place and gives (2,); without them they are
    those of a network of two numbers. The start lies between -4 and 4 in both.
    """
    learning_rate = a_learning_rate("learning_rate", learning_rate)
    x, y = (real_number("start", each, low=MAP[0], below=MAP[1] + 1e-9, low_allowed=True) for each in start)
    drawn, (left, right) = figure(1, 2, size=(9, 4.2), width_ratios=[1, 1])
    ground = landscape_of(loss)
    draw_landscape(left, ground, names)
    walk, curve = WalkOnMap(left), Curve(right, "loss at each step", "lowest on the map")
    right.set(xlabel="step", ylabel="loss (nats)", title="Loss on the way", xlim=(0, STEPS))
    right.set_ylim(0, 1.05 * ground.loss.max())
    right.legend(loc="upper right")
    left.legend(loc="lower left")
    picture = LivePicture(drawn, [walk, curve])

    def draw(learning_rate: float, x: float, y: float) -> str:
        path = descent(gradient, (x, y), learning_rate)
        losses = np.array([loss(place) for place in path])
        walk.move(path, gradient(path[0]))
        curve.move(range(len(path)), losses, ground.lowest)
        return sentence(names, learning_rate, path, losses, (gradient(path[0]), gradient(path[-1])), ground.lowest)

    controls = {
        "learning_rate": slider("learning rate", learning_rate, 0.01, 10, logarithmic=True),
        "x": slider(f"start: {names[0]}", x, *MAP, step=0.25),
        "y": slider(f"start: {names[1]}", y, *MAP, step=0.25),
    }
    return Panel(controls, picture, draw)


def descent(gradient: Callable[[Any], Any], start: Any, learning_rate: float, steps: int = STEPS) -> np.ndarray:
    """The places (steps + 1, 2) of gradient descent from start."""
    path = [np.asarray(start, float)]
    for _ in range(steps):
        path.append(path[-1] - learning_rate * np.asarray(gradient(path[-1])))
    return np.array(path)


def sentence(
    names: tuple[str, str], rate: float, path: np.ndarray, losses: np.ndarray, gradients: tuple[Any, Any], lowest: float
) -> str:
    """The walk in words: where it begins and ends, and what kind of walk it is."""
    words = (
        "Learning rate {rate}, start at {x} = {a}, {y} = {b}. The gradient there is ({p}, {q}). After {steps} the place is "
        "({c}, {d}), and the loss went from {first:.3f} to {last:.3f} (lowest on the map {lowest:.3f}). {kind}"
    )
    (a, b), (c, d), (p, q) = np.round(path[0], 2), np.round(path[-1], 2), np.round(gradients[0], 3)
    kind = kind_of_walk(losses, gradients, lowest)
    if np.abs(path).max() > MAP[1]:
        kind = f"{kind} It leaves the map on its way."
    return words.format(
        rate=number(float(f"{rate:.2g}")), x=names[0], y=names[1], a=number(a), b=number(b), p=number(p), q=number(q),
        steps=plural(len(path) - 1, "step"), c=number(c), d=number(d), first=losses[0], last=losses[-1], lowest=lowest,
        kind=kind,
    )  # fmt: skip


def kind_of_walk(losses: np.ndarray, gradients: tuple[Any, Any], lowest: float) -> str:
    """What can be said of a walk by its losses and by the gradients at its start and end."""
    at_start, at_end = (np.hypot(*gradient) > SMALLEST_ARROW for gradient in gradients)
    rises = int(np.sum(np.diff(losses) > 1e-9))
    if not at_start:
        return "The ground is flat here: the gradient is 0, so there is no arrow, and no step leads anywhere."
    if losses[-1] <= lowest + NEAR:
        return f"It arrives, but {plural(rises, 'step')} on the way went uphill." if rises else "It arrives."
    if not at_end:
        return "It jumps onto flat ground, where the gradient is 0, and stays there."
    if rises:
        return f"It jumps: of its steps, {rises} went uphill."
    if losses[-2] - losses[-1] > STILL_FALLING:
        return "It only goes down, and is still on its way when the steps end."
    return "It only goes down, and comes to rest above the lowest place on the map."
