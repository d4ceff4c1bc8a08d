"""The network: 15 inputs, one hidden layer, 10 outputs.

| name           | shape                        | meaning                                          |
|----------------|------------------------------|--------------------------------------------------|
| X              | (N, input)                   | pictures, one in each row                        |
| Y              | (N,)                         | class numbers: the true digits                   |
| W1, b1         | (input, hidden), (1, hidden) | weights and biases of the hidden layer           |
| Z1, A1         | (N, hidden)                  | hidden units before and after the activation     |
| W2, b2         | (hidden, output), (1, output)| weights and biases of the output layer           |
| Z2             | (N, output)                  | logits                                           |
| A2, Y_hat      | (N, output)                  | probabilities                                    |
| dW1, db1, …    | as W1, b1, …                 | slope of the loss along each of these numbers    |

A method whose name begins with an underscore is the mathematics alone; the public method of that name checks first
what it is given. There A @ B is written A.dot(B): the same product, half a microsecond faster, 70,000 times in a training.
The largest arrays, N x hidden, are changed in place (+=, *=), because new memory costs more than the sum.
"""

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from firstnn import inputs
from firstnn.counting import tally
from firstnn.functions import ACTIVATIONS, cross_entropy, one_hot, relu, relu_derivative, softmax, tanh, tanh_derivative
from firstnn.training import History, descend

__all__ = [
    "FirstNeuralNetwork",
    "Gradients",
    "cross_entropy",
    "one_hot",
    "relu",
    "relu_derivative",
    "softmax",
    "tanh",
    "tanh_derivative",
]


class Gradients(NamedTuple):
    """The slopes of the loss, each of the shape of its parameter."""

    dW1: np.ndarray
    db1: np.ndarray
    dW2: np.ndarray
    db2: np.ndarray


@lru_cache
def row_of_ones(rows: int) -> np.ndarray:
    """1 everywhere: times a matrix, it is the sum of the matrix's rows, faster than .sum(axis=0). Made once, then kept."""
    return np.ones((1, rows))


class FirstNeuralNetwork:
    """Y_hat = softmax(A1 W2 + b2) with A1 = relu(X W1 + b1).

    The weights start as normal draws with standard deviation sqrt(2 / inputs of the layer), the biases at 0
    (He et al. 2015, arXiv:1502.01852). activation: "relu" or "tanh". rng: None, an int seed or a Generator.
    """

    def __init__(
        self,
        input_size: int = 15,
        hidden_size: int = 64,
        output_size: int = 10,
        activation: str = "relu",
        rng: Any = None,
    ):
        self.input_size = inputs.whole_number("input_size", input_size, 1)
        self.hidden_size = inputs.whole_number("hidden_size", hidden_size, 1)
        self.output_size = inputs.whole_number("output_size", output_size, 1)
        self.activation = inputs.one_of("activation", activation, ACTIVATIONS)
        rng = inputs.generator(rng)
        self.W1 = rng.normal(0, np.sqrt(2 / self.input_size), (self.input_size, self.hidden_size))
        self.b1 = np.zeros((1, self.hidden_size))
        self.W2 = rng.normal(0, np.sqrt(2 / self.hidden_size), (self.hidden_size, self.output_size))
        self.b2 = np.zeros((1, self.output_size))
        self.Z1 = self.A1 = self.Z2 = self.A2 = None

    @property
    def parameters(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """W1, b1, W2, b2: all that the network learns."""
        return self.W1, self.b1, self.W2, self.b2

    @property
    def number_of_parameters(self) -> int:
        """input * hidden + hidden + hidden * output + output."""
        return sum(parameter.size for parameter in self.parameters)

    def forward(self, X: Any) -> np.ndarray:
        """Y_hat = softmax(Z2): the probabilities (N, output) for the pictures X (N, input). Keeps Z1, A1, Z2, A2."""
        X = inputs.image_rows(X, self.input_size)
        self._check_parameters()
        before = self.Z1, self.A1, self.Z2, self.A2
        with np.errstate(all="ignore"):
            Y_hat = self._forward(X)
        if not np.isfinite(self.Z2).all():
            self.Z1, self.A1, self.Z2, self.A2 = before
            raise ValueError("the logits left the range of numbers: the weights or the entries of X are too large")
        return Y_hat

    def _forward(self, X: np.ndarray) -> np.ndarray:
        activation, _ = ACTIVATIONS[self.activation]
        self.Z1 = X.dot(self.W1)
        self.Z1 += self.b1
        self.A1 = activation.plain(self.Z1)
        self.Z2 = self.W2.T.dot(self.A1.T).T + self.b2  # A1 W2, column after column in memory: softmax is faster
        self.A2 = softmax.plain(self.Z2)
        return self.A2

    def compute_loss(self, Y: Any, Y_hat: Any) -> float:
        """The mean of -log Y_hat[n, Y[n]], in nats, for true classes Y (N,) and probabilities Y_hat (N, output)."""
        return cross_entropy(Y, inputs.probability_rows(Y_hat, classes=self.output_size))

    def backward(self, X: Any, Y: Any, Y_hat: Any) -> Gradients:
        """dW1, db1, dW2, db2 for pictures X (N, input), classes Y (N,) and Y_hat = forward(X), computed just before.

        dZ2 = (Y_hat - one_hot(Y)) / N,  dW2 = A1^T dZ2,  db2 = sum of the rows of dZ2,  dA1 = dZ2 W2^T,
        dZ1 = dA1 * relu'(Z1),           dW1 = X^T dZ1,   db1 = sum of the rows of dZ1
        (Rumelhart, Hinton and Williams 1986, doi:10.1038/323533a0).
        """
        X = inputs.image_rows(X, self.input_size)
        Y = inputs.class_numbers(Y, len(X), self.output_size)
        Y_hat = inputs.probability_rows(Y_hat, len(X), self.output_size)
        self._check_parameters()
        if not np.array_equal(Y_hat, self.A2):
            raise ValueError("Y_hat is not from the last forward pass: call Y_hat = network.forward(X) just before")
        with np.errstate(all="ignore"):
            return self._backward(X, (Y_hat - one_hot(Y, self.output_size)) / len(X))

    def _backward(self, X: np.ndarray, dZ2: np.ndarray) -> Gradients:
        _, derivative = ACTIVATIONS[self.activation]
        ones = row_of_ones(len(X))
        dW2 = self.A1.T.dot(dZ2)
        db2 = ones.dot(dZ2)
        dZ1 = dZ2.dot(self.W2.T)  # still dA1,
        dZ1 *= derivative.plain(self.Z1)  # now dZ1
        dW1 = X.T.dot(dZ1)
        db1 = ones.dot(dZ1)
        return Gradients(dW1, db1, dW2, db2)

    def update_parameters(self, dW1: Any, db1: Any, dW2: Any, db2: Any, learning_rate: float) -> None:
        """W = W - learning_rate * dW for each of W1, b1, W2, b2: one step of gradient descent."""
        self._check_parameters()
        names = ("dW1", "db1", "dW2", "db2")
        slopes = [
            inputs.same_shape(name, slope, parameter.shape)
            for name, slope, parameter in zip(names, (dW1, db1, dW2, db2), self.parameters)
        ]
        learning_rate = inputs.real_number("learning_rate", learning_rate)
        before = self.parameters
        with np.errstate(all="ignore"):
            self._update(Gradients(*(learning_rate * slope for slope in slopes)))
        if not all(np.isfinite(parameter).all() for parameter in self.parameters):
            self._restore(before)
            raise ValueError(f"learning_rate {learning_rate:g} makes a step out of the range of numbers: it is too long")

    def _update(self, step: Gradients) -> None:
        """W = W - step for each of W1, b1, W2, b2, where the step is learning_rate * dW."""
        self.W1, self.b1, self.W2, self.b2 = (
            self.W1 - step.dW1,
            self.b1 - step.db1,
            self.W2 - step.dW2,
            self.b2 - step.db2,
        )

    def predict(self, X: Any) -> np.ndarray:
        """The class with the largest probability for each row of X (N, input): shape (N,)."""
        return self.forward(X).argmax(axis=1)

    def train(
        self,
        X: Any,
        Y: Any,
        learning_rate: float = 0.01,
        epochs: int = 10000,
        *,
        X_test: Any = None,
        Y_test: Any = None,
        batch_size: int | None = None,
        momentum: float = 0.0,
        report_every: int | None = 100,
        rng: Any = None,
    ) -> History:
        """epochs times: forward pass, backward pass, W = W - learning_rate * dW. Returns the history of the run.

        X (N, input), Y (N,): the training set. X_test, Y_test: a set to measure on as well; nothing is learnt from it.
        batch_size: rows in one step, drawn in a new random order in each epoch with rng; None means all rows.
        momentum: 0 to below 1; V = momentum * V + dW and W = W - learning_rate * V (Polyak 1964).
        report_every: print a line of progress every so many epochs; None prints nothing.
        The history holds every epoch up to 1,000 epochs; of a longer run about 1,000 evenly spaced ones and those reported.
        If the loss grows beyond all numbers, or the run is interrupted, it ends early: history.problem says why, and the
        network is left as it was at the last epoch in the history.
        """
        X = inputs.image_rows(X, self.input_size)
        Y = inputs.class_numbers(Y, len(X), self.output_size)
        learning_rate = inputs.real_number("learning_rate", learning_rate)
        epochs = inputs.whole_number("epochs", epochs, 0)
        batch_size = None if batch_size is None else inputs.whole_number("batch_size", batch_size, 1)
        momentum = inputs.real_number("momentum", momentum, below=1.0, low_allowed=True)
        report_every = None if report_every is None else inputs.whole_number("report_every", report_every, 1)
        rng = inputs.generator(rng)
        if (X_test is None) != (Y_test is None):
            raise ValueError("a test set needs both X_test and Y_test, but only one of them is given")
        test = None
        if X_test is not None:
            X_test = inputs.image_rows(X_test, self.input_size, "X_test")
            test = tally(X_test, inputs.class_numbers(Y_test, len(X_test), self.output_size, "Y_test"), self.output_size)
        return descend(self, X, Y, test, learning_rate, epochs, batch_size, momentum, report_every, rng)

    def _restore(self, parameters: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]) -> None:
        self.W1, self.b1, self.W2, self.b2 = parameters

    def _check_parameters(self) -> None:
        """W1, b1, W2 and b2 may be set by hand: see that each is finite numbers of its shape."""
        i, h, o = self.input_size, self.hidden_size, self.output_size
        shapes = {"W1": (i, h), "b1": (1, h), "W2": (h, o), "b2": (1, o)}
        self._restore(tuple(inputs.same_shape(name, getattr(self, name), shape) for name, shape in shapes.items()))
