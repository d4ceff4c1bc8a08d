"""Slopes by measuring instead of calculus: the test that every gradient has to pass."""

import copy
from collections.abc import Callable
from typing import Any

import numpy as np

from firstnn.inputs import checked, finite_array, function_at, instance, one_of, shown
from firstnn.network import FirstNeuralNetwork
from firstnn.passes import Gradients, Parameters

PARAMETERS = Parameters._fields


def numerical_gradient(f: Callable[[np.ndarray], float], x: np.ndarray, step: float = 1e-5) -> np.ndarray:
    """(f(x + step) - f(x - step)) / (2 step) for each entry of x in turn: central differences, of the shape of x.

    f takes an array of the shape of x and gives one number. x is left as it is.
    """
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[index] += step
        below[index] -= step
        gradient[index] = (f(above) - f(below)) / (2 * step)
    return gradient


def loss_at(network: FirstNeuralNetwork, name: str, value: np.ndarray, X: Any, Y: Any) -> float:
    """The loss on X (N, input), Y (N,) that the network would have with value in the place of its parameter name."""
    instance("network", network, FirstNeuralNetwork, "a FirstNeuralNetwork")
    moved = copy.copy(network)
    setattr(moved, one_of("name", name, PARAMETERS), value)
    return moved.compute_loss(Y, moved.forward(X))


def numerical_gradients(network: FirstNeuralNetwork, X: Any, Y: Any, step: float = 1e-5) -> Gradients:
    """dW1, db1, dW2, db2 by central differences: every slope of the network's loss, measured one by one."""
    instance("network", network, FirstNeuralNetwork, "a FirstNeuralNetwork")
    measure = checked(numerical_gradient, function_at)

    def slopes(name: str) -> np.ndarray:
        return measure(lambda value: loss_at(network, name, value, X, Y), getattr(network, name), step)

    return Gradients(*map(slopes, PARAMETERS))


def gradient_errors(gradients: Any, measured: Any) -> dict[str, float]:
    """max |dW - measured| / max(|dW|, |measured|), largest entries, for each of W1, b1, W2, b2; 0 where both are 0."""
    errors = {}
    for name, slope, oracle in zip(PARAMETERS, four("gradients", gradients), four("measured", measured)):
        slope, oracle = finite_array(f"d{name}", slope), finite_array(f"measured d{name}", oracle)
        if slope.shape != oracle.shape:
            raise ValueError(f"d{name} has shape {slope.shape}, but the measured slopes have shape {oracle.shape}")
        half = max(np.abs(slope).max(), np.abs(oracle).max()) / 2
        errors[name] = float(np.abs(slope / 2 - oracle / 2).max() / half) if half else 0.0
    return errors


def four(name: str, slopes: Any) -> Any:
    """The four slopes; TypeError if there are not four."""
    if not isinstance(slopes, (tuple, list)) or len(slopes) != len(PARAMETERS):
        raise TypeError(f"{name} must be four arrays, dW1, db1, dW2 and db2, but it is {shown(slopes)}")
    return slopes
