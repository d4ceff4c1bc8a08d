"""Panel 4: one weight of the network, the loss as a function of it, and its tangent."""

import copy
from functools import partial
from typing import Any

import ipywidgets
import numpy as np

from firstnn.digits import every_damaged_digit
from firstnn.inputs import class_numbers, image_rows, one_of, takes, whole_number
from firstnn.network import FirstNeuralNetwork
from firstnn.plots import given
from firstnn.plots.lessons.backpropagation import MOVES, WeightCurve, advice, losses_along, slope_text
from firstnn.plots.picture import LivePicture
from firstnn.plots.style import figure
from firstnn.widgets.panel import Panel, choice, slider

NAMES = ("W2", "W1")
START = {"W2": (19, 3), "W1": (8, 19)}


@takes(name=partial(one_of, allowed=NAMES), network=given.network)
def weight_panel(
    name: str = "W2", row: int | None = None, column: int | None = None, network: Any = None, X: Any = None, Y: Any = None
) -> Panel:
    """Choose a weight by its matrix, row and column, and move it: its loss curve, the point, and the tangent there.

    Each matrix has a row and a column of its own, W2[19, 3] and W1[8, 19] to begin with.
    Without a network it is a fresh one, FirstNeuralNetwork(rng=0); without X (N, input) and Y (N,), every damaged digit.
    The network is left as it is.
    """
    network = FirstNeuralNetwork(rng=0) if network is None else network
    X, Y = data(network, X, Y)
    drawn, ax = figure(size=(7, 3.3))
    curve = WeightCurve(ax)
    shown: dict[str, Any] = {}

    def draw(name: str, move: float, **places: int) -> str:
        place = places[f"{name} row"], places[f"{name} column"]
        value = getattr(network, name)[place]
        if shown.get("weight") != (name, place):
            curve.choose(value + MOVES, losses_along(network, name, place, value + MOVES, X, Y))
            ax.set_title(f"{name}[{place[0]}, {place[1]}]: {meaning(name, place)}")
            shown["weight"] = name, place
        loss, slope = loss_and_slope(network, name, place, value + move, X, Y)
        curve.move(value + move, loss, slope)
        return sentence(name, place, value + move, move, loss, slope)

    matrix = choice("matrix", name, NAMES)
    move = slider("move it by", 0.0, float(MOVES[0]), float(MOVES[-1]), step=0.05)
    sliders = {each: place_sliders(getattr(network, each).shape, *START[each]) for each in NAMES}
    for control, chosen, axis in zip(sliders[name], (row, column), ("row", "column")):
        if chosen is not None:
            control.value = whole_number(axis, chosen, 0, control.max)
    place = ipywidgets.VBox(sliders[name])
    matrix.observe(lambda change: setattr(place, "children", sliders[change.new]), names="value")
    controls = {"name": matrix, "move": move}
    controls |= {f"{each} {axis}": control for each in NAMES for axis, control in zip(("row", "column"), sliders[each])}
    return Panel(controls, LivePicture(drawn, [curve]), draw, ipywidgets.VBox([matrix, place, move]))


def place_sliders(shape: tuple[int, int], row: int, column: int) -> tuple[Any, Any]:
    """Sliders for the row and the column of a matrix of this shape; they begin at the last one where it has fewer."""
    rows, columns = shape
    return slider("row", min(row, rows - 1), 0, rows - 1), slider("column", min(column, columns - 1), 0, columns - 1)


def data(network: FirstNeuralNetwork, X: Any, Y: Any) -> tuple[np.ndarray, np.ndarray]:
    """Pictures and labels that fit the network, every damaged digit where both are None; ValueError otherwise."""
    if (X is None) != (Y is None):
        raise ValueError("the panel needs both X and Y or neither, but only one of them is given")
    X, Y = every_damaged_digit() if X is None else (X, Y)
    X = image_rows(X, network.input_size)
    return X, class_numbers(Y, len(X), network.output_size)


def loss_and_slope(
    network: FirstNeuralNetwork, name: str, place: tuple[int, int], value: float, X: Any, Y: Any
) -> tuple[float, float]:
    """The loss with this value in this place of the parameter, and the entry of the gradient that belongs to it."""
    moved, weights = copy.copy(network), getattr(network, name).copy()
    weights[place] = value
    setattr(moved, name, weights)
    Y_hat = moved.forward(X)
    slopes = moved.backward(X, Y, Y_hat)
    return moved.compute_loss(Y, Y_hat), float(getattr(slopes, f"d{name}")[place])


def meaning(name: str, place: tuple[int, int]) -> str:
    """What this weight joins."""
    row, column = place
    return f"from pixel {row} to hidden unit {column}" if name == "W1" else f"from hidden unit {row} to digit {column}"


WHAT_TO_DO = {
    "raise it": "raise it, and the loss falls",
    "lower it": "lower it, and the loss falls",
    "leave it": "a small move changes the loss by next to nothing",
}


def sentence(name: str, place: tuple[int, int], value: float, move: float, loss: float, slope: float) -> str:
    """Where the weight stands, its loss and slope, and which way it should go."""
    words = (
        "{name}, row {row}, column {column} ({meaning}): moved by {move:+.2f}, its value is {value:.3f}. "
        "The loss is {loss:.4f} nats, the slope {slope}: {advice}."
    )
    return words.format(
        name=name, row=place[0], column=place[1], meaning=meaning(name, place), move=move + 0.0, value=value, loss=loss,
        slope=slope_text(slope), advice=WHAT_TO_DO[advice(slope)],
    ).replace("-", "−")  # fmt: skip
