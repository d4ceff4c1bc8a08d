"""The functions that the network is made of: activations, softmax, cross-entropy. One formula each, for arrays that fit.

`import firstnn` gives these functions with a check of their arguments in front of them (firstnn.inputs.checked).
"""

import numpy as np

TINY = np.finfo(float).tiny  # 2.2e-308, the smallest normal float: its surprise is 708.4


def relu(Z: np.ndarray) -> np.ndarray:
    """max(0, z) for each entry z."""
    return np.maximum(0, Z)


def relu_derivative(Z: np.ndarray) -> np.ndarray:
    """1 where z > 0, else 0: the slope of relu at Z (not at relu(Z)). True counts as 1, False as 0. At the kink it is 0."""
    return Z > 0


def tanh(Z: np.ndarray) -> np.ndarray:
    """(e^z - e^-z) / (e^z + e^-z) for each entry z: between -1 and 1."""
    return np.tanh(Z)


def tanh_derivative(Z: np.ndarray) -> np.ndarray:
    """1 - tanh(z)^2 for each entry z."""
    return 1 - np.tanh(Z) ** 2


ACTIVATIONS = {"relu": (relu, relu_derivative), "tanh": (tanh, tanh_derivative)}


def softmax(Z: np.ndarray) -> np.ndarray:
    """exp(z_k - m) / sum_j exp(z_j - m) along the last axis, where m is the largest entry there.

    Taking m away leaves the quotient as it is and keeps every exponent at 0 or below, so nothing overflows.
    """
    E = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)


def surprise(P: np.ndarray) -> np.ndarray:
    """-log p, in nats, for each probability p; one that underflowed to 0 counts as TINY."""
    return -np.log(np.maximum(P, TINY))


def cross_entropy(Y: np.ndarray, Y_hat: np.ndarray) -> float:
    """mean over the rows n of -log Y_hat[n, Y[n]], in nats: at most 708.4, also where a probability underflowed to 0.

    Y: (N,) class numbers. Y_hat: (N, classes), probabilities that sum to 1 in each row.
    """
    return surprise(Y_hat[np.arange(len(Y)), Y]).mean()


def one_hot(Y: np.ndarray, classes: int = 10) -> np.ndarray:
    """1 in column Y[n] of row n and 0 elsewhere: class numbers (N,) as rows (N, classes)."""
    rows = np.zeros((len(Y), classes))
    rows[np.arange(len(Y)), Y] = 1
    return rows
