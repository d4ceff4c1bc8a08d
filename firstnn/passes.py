"""The mathematics of the course, line by line: forward pass, loss, backward pass, step.

Pure functions on arrays that fit. One idea carries all of them: a data set is X and T.

| name           | shape                         | meaning                                                              |
|----------------|-------------------------------|----------------------------------------------------------------------|
| X              | (M, input)                    | M pictures, one in each row                                          |
| T              | (M, output)                   | what share of the data is this picture with this class; sum 1        |
| W1, b1         | (input, hidden), (1, hidden)  | weights and biases of the hidden layer                               |
| Z1, A1         | (M, hidden)                   | hidden units before and after the activation                         |
| W2, b2         | (hidden, output), (1, output) | weights and biases of the output layer                               |
| Z2             | (M, output)                   | logits                                                               |
| Y_hat          | (M, output)                   | probabilities                                                        |
| dW1, db1, …    | as W1, b1, …                  | slope of the loss along each of these numbers                        |

N pictures that count the same have T = one_hot(Y) / N. A batch, a test set and counted equal pictures are X and T too;
the shares are then those of the batch, or of the test set.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from firstnn.functions import relu, relu_derivative, softmax, surprise


class Parameters(NamedTuple):
    """All that the network learns."""

    W1: np.ndarray
    b1: np.ndarray
    W2: np.ndarray
    b2: np.ndarray


class Values(NamedTuple):
    """What a forward pass computes on its way, and a backward pass uses again."""

    Z1: np.ndarray
    A1: np.ndarray
    Z2: np.ndarray
    Y_hat: np.ndarray


class Gradients(NamedTuple):
    """The slopes of the loss, each of the shape of its parameter."""

    dW1: np.ndarray
    db1: np.ndarray
    dW2: np.ndarray
    db2: np.ndarray


def forward(X: np.ndarray, parameters: Parameters, activation: Callable = relu) -> Values:
    """Y_hat = softmax(activation(X W1 + b1) W2 + b2), with the values on the way."""
    W1, b1, W2, b2 = parameters
    Z1 = X @ W1 + b1
    A1 = activation(Z1)
    Z2 = A1 @ W2 + b2
    Y_hat = softmax(Z2)
    return Values(Z1, A1, Z2, Y_hat)


def loss(T: np.ndarray, Y_hat: np.ndarray) -> float:
    """sum over pictures and classes of T * -log Y_hat: the cross-entropy, in nats."""
    return np.sum(T * surprise(Y_hat))


def accuracy(T: np.ndarray, Y_hat: np.ndarray) -> float:
    """The share of the data whose class has the largest probability."""
    return np.sum(T[np.arange(len(T)), Y_hat.argmax(axis=1)])


def backward(
    X: np.ndarray, T: np.ndarray, parameters: Parameters, values: Values, derivative: Callable = relu_derivative
) -> Gradients:
    """The slope of the loss along every parameter (Rumelhart, Hinton and Williams 1986, doi:10.1038/323533a0)."""
    W2 = parameters.W2
    Z1, A1, _, Y_hat = values
    share = T.sum(axis=1, keepdims=True)
    dZ2 = share * Y_hat - T
    dW2 = A1.T @ dZ2
    db2 = dZ2.sum(axis=0, keepdims=True)
    dA1 = dZ2 @ W2.T
    dZ1 = dA1 * derivative(Z1)
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0, keepdims=True)
    return Gradients(dW1, db1, dW2, db2)


def step(parameters: Parameters, gradients: Gradients, learning_rate: float) -> Parameters:
    """W - learning_rate * dW for each parameter: one step of gradient descent."""
    return Parameters(*(W - learning_rate * dW for W, dW in zip(parameters, gradients)))
