"""Slopes by measuring instead of calculus: the test that every gradient has to pass."""

from collections.abc import Callable
from typing import Any

import numpy as np

from firstnn._inputs import finite_array, real_number
from firstnn.network import FirstNeuralNetwork, Gradients

PARAMETERS = ("W1", "b1", "W2", "b2")


def numerical_gradient(f: Callable[[np.ndarray], float], x: Any, step: float = 1e-5) -> np.ndarray:
    """(f(x + step) - f(x - step)) / (2 step) for each entry of x in turn: central differences, of the shape of x.

    f takes an array of the shape of x and gives one number. x is left as it is.
    """
    if not callable(f):
        raise TypeError("f must be a function that takes an array and gives a number")
    x = finite_array("x", x).copy()
    step = real_number("step", step)
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        here = x[index]
        x[index] = here + step
        above = real_number("f(x)", f(x.copy()), low=-np.inf)
        x[index] = here - step
        below = real_number("f(x)", f(x.copy()), low=-np.inf)
        x[index] = here
        gradient[index] = (above - below) / (2 * step)
    return gradient


def loss_at(network: FirstNeuralNetwork, name: str, value: np.ndarray, X: Any, Y: Any) -> float:
    """The loss on X (N, input), Y (N,) that the network would have with value in the place of its parameter name."""
    own = getattr(network, name)
    try:
        setattr(network, name, value)
        return network.compute_loss(Y, network.forward(X))
    finally:
        setattr(network, name, own)


def numerical_gradients(network: FirstNeuralNetwork, X: Any, Y: Any, step: float = 1e-5) -> Gradients:
    """dW1, db1, dW2, db2 by central differences: every slope of the network's loss, measured one by one."""

    def measured(name: str) -> np.ndarray:
        return numerical_gradient(lambda value: loss_at(network, name, value, X, Y), getattr(network, name), step)

    return Gradients(*map(measured, PARAMETERS))


def gradient_errors(gradients: Any, measured: Any) -> dict[str, float]:
    """max |dW - measured| / max(|dW|, |measured|), largest entries, for each of W1, b1, W2, b2; 0 where both are 0."""
    errors = {}
    for name, slope, oracle in zip(PARAMETERS, gradients, measured, strict=True):
        slope, oracle = finite_array(f"d{name}", slope), finite_array(f"measured d{name}", oracle)
        if slope.shape != oracle.shape:
            raise ValueError(f"d{name} has shape {slope.shape}, but the measured slopes have shape {oracle.shape}")
        scale = max(np.abs(slope).max(), np.abs(oracle).max())
        errors[name] = float(np.abs(slope - oracle).max() / scale) if scale else 0.0
    return errors
