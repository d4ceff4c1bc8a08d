"""What a picture is given, where matplotlib would draw something silently wrong: pictures, a network, a table of counts."""

import copy
from typing import Any

import numpy as np

from firstnn.digits import COLUMNS, PIXELS, ROWS
from firstnn.inputs import bounded_array, finite_array, instance
from firstnn.network import FirstNeuralNetwork


def picture(name: str, value: Any) -> np.ndarray:
    """One picture, (5, 3) or (15,), as floats (5, 3)."""
    pixels = finite_array(name, value)
    if pixels.shape not in ((ROWS, COLUMNS), (PIXELS,), (1, PIXELS)):
        raise ValueError(f"{name} must have shape ({ROWS}, {COLUMNS}) or ({PIXELS},), but its shape is {pixels.shape}")
    return pixels.reshape(ROWS, COLUMNS)


def pictures(name: str, value: Any) -> np.ndarray:
    """Several pictures, (N, 15) or (N, 5, 3), as floats (N, 5, 3)."""
    pixels = finite_array(name, value)
    if pixels.shape[1:] not in ((ROWS, COLUMNS), (PIXELS,)):
        wanted = f"(N, {PIXELS}) or (N, {ROWS}, {COLUMNS})"
        raise ValueError(f"{name} must have shape {wanted}, one picture after the other, but its shape is {pixels.shape}")
    return pixels.reshape(-1, ROWS, COLUMNS)


def network(name: str, value: Any) -> FirstNeuralNetwork:
    """A copy of the network that shares its weights: a forward pass through the copy leaves the network as it is."""
    return copy.copy(instance(name, value, FirstNeuralNetwork, "a FirstNeuralNetwork"))


def reader(name: str, value: Any) -> FirstNeuralNetwork:
    """The same of a network that reads pictures of digits."""
    value = network(name, value)
    if value.input_size != PIXELS or value.output_size < 10:
        shape = f"{value.input_size} inputs and {value.output_size} outputs"
        raise ValueError(f"{name} must have {PIXELS} inputs and 10 outputs or more, but it has {shape}")
    return value


def square_of_counts(name: str, value: Any) -> np.ndarray:
    """A square table of whole numbers, 0 or more."""
    square = bounded_array(name, value, 0, 1e9, ndim=2)
    if len(square) != square.shape[1]:
        raise ValueError(f"{name} must have as many rows as columns, but its shape is {square.shape}")
    return square.astype(int)
