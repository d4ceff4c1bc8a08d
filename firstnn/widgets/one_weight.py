"""Panel 4: one weight of the network, the loss as a function of it, and its tangent."""

import copy
from functools import partial
from typing import Any

import ipywidgets
import numpy as np

from firstnn.digits import every_damaged_digit
from firstnn.inputs import class_numbers, image_rows, one_of, takes, whole_number
from firstnn.network import FirstNeuralNetwork
from firstnn.plots import _checks as check
from firstnn.plots.backpropagation import MOVES, WeightCurve, advice, losses_along, slope_text
from firstnn.plots.picture import LivePicture
from firstnn.plots.style import figure
from firstnn.widgets.panel import Panel, slider

NAMES = ("W2", "W1")


@takes(name=partial(one_of, allowed=NAMES), network=check.network)
def weight_panel(
    name: str = "W2", row: int = 19, column: int = 3, network: Any = None, X: Any = None, Y: Any = None
) -> Panel:
    """Choose a weight by its matrix, row and column, and move it: its loss curve, the point, and the tangent there.

    Without a network it is a fresh one, FirstNeuralNetwork(rng=0); without X (N, input) and Y (N,), every damaged digit.
    The network is left as it is.
    """
    network = FirstNeuralNetwork(rng=0) if network is None else network
    X, Y = data(network, X, Y)
    rows, columns = getattr(network, name).shape
    row, column = whole_number("row", row, 0, rows - 1), whole_number("column", column, 0, columns - 1)
    drawn, ax = figure(size=(7, 3.3))
    curve = WeightCurve(ax)
    picture = LivePicture(drawn, curve.artists)
    shown: dict[str, Any] = {}

    def draw(name: str, row: int, column: int, move: float) -> str:
        own = getattr(network, name)
        place = min(row, own.shape[0] - 1), min(column, own.shape[1] - 1)
        if shown.get("weight") != (name, place):
            values = own[place] + MOVES
            curve.choose(values, losses_along(network, name, place, values, X, Y))
            ax.set_title(f"{name}[{place[0]}, {place[1]}]: {meaning(name, place)}")
            picture.redraw_all()
            shown["weight"] = name, place
        value = own[place] + move
        loss, slope = loss_and_slope(network, name, place, value, X, Y)
        curve.move(value, loss, slope)
        return sentence(name, place, value, move, loss, slope)

    style = {"description_width": "8em"}
    controls = {
        "name": ipywidgets.ToggleButtons(options=NAMES, value=name, description="matrix", style=style),
        "row": slider("row", row, 0, rows - 1),
        "column": slider("column", column, 0, columns - 1),
        "move": slider("move it by", 0.0, float(MOVES[0]), float(MOVES[-1]), step=0.05),
    }

    def fit(change: Any) -> None:
        rows, columns = getattr(network, change.new).shape
        controls["row"].max, controls["column"].max = rows - 1, columns - 1

    controls["name"].observe(fit, names="value")
    return Panel(controls, picture, draw)


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


def sentence(name: str, place: tuple[int, int], value: float, move: float, loss: float, slope: float) -> str:
    """Where the weight stands, its loss and slope, and which way it should go."""
    value_text, move_text = f"{value:.3f}".replace("-", "−"), f"{move + 0.0:+.2f}".replace("-", "−")
    start = (
        f"{name}, row {place[0]}, column {place[1]} ({meaning(name, place)}): "
        f"moved by {move_text}, its value is {value_text}. The loss is {loss:.4f} nats, the slope {slope_text(slope)}: "
    )
    told = {
        "raise it": "raise it, and the loss falls.",
        "lower it": "lower it, and the loss falls.",
        "leave it": "a small move changes the loss by next to nothing.",
    }
    return start + told[advice(slope)]
