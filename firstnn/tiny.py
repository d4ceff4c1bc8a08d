"""A network small enough for a pencil: 3 pixels, 2 hidden units, 2 outputs, in lessons 02 to 04."""

import numpy as np

from firstnn.passes import Parameters


def tiny_network() -> Parameters:
    """W1 (3, 2), b1 (1, 2), W2 (2, 2), b2 (1, 2), all of them round numbers and none of them 0."""
    W1 = np.array([[2.0, -2.0], [3.0, 1.0], [-0.5, 0.5]])
    b1 = np.array([[-1.0, 0.5]])
    W2 = np.array([[4.0, 1.0], [-2.0, 3.0]])
    b2 = np.array([[-1.0, -0.5]])
    return Parameters(W1, b1, W2, b2)


def tiny_picture() -> tuple[np.ndarray, np.ndarray]:
    """X (1, 3), a picture with ink in the middle pixel, and T (1, 2): its class is 1."""
    return np.array([[1.0, 0.0, 1.0]]), np.array([[0.0, 1.0]])
