"""The functions the network is made of: activations, softmax, cross-entropy.

Each works on every entry, or on every row, of an array. TypeError or ValueError where it does not hold finite numbers.
"""

from typing import Any

import numpy as np

from firstnn.inputs import class_numbers, of_numbers, probability_rows, whole_number

TINY = np.finfo(float).tiny


@of_numbers()
def relu(Z: Any) -> np.ndarray:
    """max(0, z) for each entry z."""
    return Z.clip(0.0, np.inf)  # np.maximum(0, Z), faster


@of_numbers()
def relu_derivative(Z: Any) -> np.ndarray:
    """1 where z > 0, else 0: the slope of relu at Z (not at relu(Z)). At the kink, z = 0, it is taken as 0."""
    return Z > 0  # True and False count as 1 and 0


@of_numbers()
def tanh(Z: Any) -> np.ndarray:
    """(e^z - e^-z) / (e^z + e^-z) for each entry z: between -1 and 1."""
    return np.tanh(Z)


@of_numbers()
def tanh_derivative(Z: Any) -> np.ndarray:
    """1 - tanh(z)^2 for each entry z."""
    return 1 - np.tanh(Z) ** 2


ACTIVATIONS = {"relu": (relu, relu_derivative), "tanh": (tanh, tanh_derivative)}


@of_numbers(axes=1)
def softmax(Z: Any) -> np.ndarray:
    """exp(z_k - m) / sum_j exp(z_j - m) along the last axis, where m is the largest entry there.

    Taking m away leaves the quotient as it is and keeps every exponent at 0 or below, so nothing overflows.
    """
    E = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)


def surprise(P: np.ndarray) -> np.ndarray:
    """-log p, in nats, for each probability p; one that underflowed to 0 counts as the smallest normal float (708.4)."""
    return -np.log(np.maximum(P, TINY))


def cross_entropy(Y: Any, Y_hat: Any) -> float:
    """mean over the rows n of -log Y_hat[n, Y[n]], in nats: at most 708.4, also where a probability underflowed to 0.

    Y: (N,) class numbers. Y_hat: (N, classes), probabilities that sum to 1 in each row.
    """
    Y_hat = probability_rows(Y_hat)
    Y = class_numbers(Y, *Y_hat.shape)
    return float(surprise(Y_hat[np.arange(len(Y)), Y]).mean())


def one_hot(Y: Any, classes: int = 10) -> np.ndarray:
    """1 in column Y[n] of row n and 0 elsewhere: class numbers (N,) as rows (N, classes)."""
    Y = class_numbers(Y, None, whole_number("classes", classes, 1))
    rows = np.zeros((len(Y), classes))
    rows[np.arange(len(Y)), Y] = 1
    return rows
