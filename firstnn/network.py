"""The network: its parameters, and checks in front of the passes of firstnn.passes, which are the mathematics.

| name           | shape                        | meaning                                          |
|----------------|------------------------------|--------------------------------------------------|
| X              | (N, input)                   | pictures, one in each row                        |
| Y              | (N,)                         | class numbers: the true digits                   |
| W1, b1         | (input, hidden), (1, hidden) | weights and biases of the hidden layer           |
| Z1, A1         | (N, hidden)                  | hidden units before and after the activation     |
| W2, b2         | (hidden, output), (1, output)| weights and biases of the output layer           |
| Z2             | (N, output)                  | logits                                           |
| Y_hat          | (N, output)                  | probabilities; .A2 keeps them                    |
| dW1, db1, …    | as W1, b1, …                 | slope of the loss along each of these numbers    |
"""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from firstnn import inputs, passes, training
from firstnn.functions import ACTIVATIONS, cross_entropy, one_hot
from firstnn.passes import Gradients, Parameters, Values


class FirstNeuralNetwork:
    """Y_hat = softmax(A1 W2 + b2) with A1 = activation(X W1 + b1).

    The weights start as normal draws with standard deviation sqrt(2 / inputs of the layer), the biases at 0
    (He et al. 2015, arXiv:1502.01852). activation: "relu" or "tanh". rng: None, an int seed or a Generator.
    backward: the backward pass that .backward and .train use. Give one of your own to see what a mistake in it does: a
    function that takes X, T, parameters, values, derivative, as firstnn.passes.backward does, and returns four gradients.
    """

    def __init__(
        self,
        input_size: int = 15,
        hidden_size: int = 64,
        output_size: int = 10,
        activation: str = "relu",
        rng: Any = None,
        *,
        backward: Callable = passes.backward,
    ):
        self.input_size = inputs.whole_number("input_size", input_size, 1)
        self.hidden_size = inputs.whole_number("hidden_size", hidden_size, 1)
        self.output_size = inputs.whole_number("output_size", output_size, 1)
        self.activation = inputs.one_of("activation", activation, ACTIVATIONS)
        self.backward_pass = inputs.function("backward", backward, "X", "T", "parameters", "values", "derivative")
        rng = inputs.generator(rng)
        self.W1 = rng.normal(0, np.sqrt(2 / self.input_size), (self.input_size, self.hidden_size))
        self.b1 = np.zeros((1, self.hidden_size))
        self.W2 = rng.normal(0, np.sqrt(2 / self.hidden_size), (self.hidden_size, self.output_size))
        self.b2 = np.zeros((1, self.output_size))
        self.Z1 = self.A1 = self.Z2 = self.A2 = None

    @property
    def parameters(self) -> Parameters:
        """W1, b1, W2, b2: all that the network learns."""
        return Parameters(self.W1, self.b1, self.W2, self.b2)

    @parameters.setter
    def parameters(self, parameters: Iterable[np.ndarray]) -> None:
        self.W1, self.b1, self.W2, self.b2 = parameters

    @property
    def number_of_parameters(self) -> int:
        """input * hidden + hidden + hidden * output + output."""
        return sum(parameter.size for parameter in self.parameters)

    def forward(self, X: Any) -> np.ndarray:
        """Y_hat = softmax(Z2): the probabilities (N, output) for the pictures X (N, input). Keeps Z1, A1, Z2, A2."""
        X = inputs.image_rows(X, self.input_size)
        self._check_parameters()
        with np.errstate(all="ignore"):
            values = self._passes().forward(X, self.parameters)
        if not np.isfinite(values.Z2).all():
            raise ValueError("the logits left the range of numbers: the weights or the entries of X are too large")
        self.Z1, self.A1, self.Z2, self.A2 = values
        return self.A2

    def compute_loss(self, Y: Any, Y_hat: Any) -> float:
        """The mean of -log Y_hat[n, Y[n]], in nats, for true classes Y (N,) and probabilities Y_hat (N, output)."""
        Y_hat = inputs.probability_rows(Y_hat, classes=self.output_size)
        Y = inputs.class_numbers(Y, len(Y_hat), self.output_size)
        return float(cross_entropy(Y, Y_hat))

    def backward(self, X: Any, Y: Any, Y_hat: Any) -> Gradients:
        """dW1, db1, dW2, db2 for pictures X (N, input), classes Y (N,) and Y_hat = forward(X), computed just before."""
        X = inputs.image_rows(X, self.input_size)
        Y = inputs.class_numbers(Y, len(X), self.output_size)
        Y_hat = inputs.probability_rows(Y_hat, len(X), self.output_size)
        self._check_parameters()
        if not np.array_equal(Y_hat, self.A2):
            raise ValueError("Y_hat is not from the last forward pass: call Y_hat = network.forward(X) just before")
        T = one_hot(Y, self.output_size) / len(Y)
        values = Values(self.Z1, self.A1, self.Z2, Y_hat)
        with np.errstate(all="ignore"):
            return self._passes().backward(X, T, self.parameters, values)

    def update_parameters(self, dW1: Any, db1: Any, dW2: Any, db2: Any, learning_rate: float) -> None:
        """W = W - learning_rate * dW for each of W1, b1, W2, b2: one step of gradient descent."""
        self._check_parameters()
        gradients = [
            inputs.same_shape(f"d{name}", slope, parameter.shape)
            for name, slope, parameter in zip(Parameters._fields, (dW1, db1, dW2, db2), self.parameters)
        ]
        learning_rate = inputs.real_number("learning_rate", learning_rate)
        with np.errstate(all="ignore"):
            parameters = passes.step(self.parameters, gradients, learning_rate)
        if not all(np.isfinite(parameter).all() for parameter in parameters):
            raise ValueError(f"learning_rate {learning_rate:g} leads out of the range of numbers: the step is too long")
        self.parameters = parameters

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
    ) -> training.History:
        """epochs times through the data: forward pass, backward pass, W = W - learning_rate * dW. Returns the history.

        X (N, input), Y (N,): the training set. X_test, Y_test: a set to measure on as well; nothing is learnt from it.
        batch_size: rows in one step, drawn in a new random order in each epoch with rng; None means all rows, one step.
        momentum: 0 to below 1; V = momentum * V + dW and W = W - learning_rate * V (Polyak 1964).
        report_every: print a line of progress every so many epochs; None prints nothing.
        The history holds every epoch of a run of fewer than 2,000, and of a longer one 1,000 to 2,000 evenly spaced ones and
        those reported. If a number leaves the range of floats, or the run is interrupted, it ends early: history.problem
        says why, and the network is left as it was at the last epoch in the history.
        """
        X = inputs.image_rows(X, self.input_size)
        Y = inputs.class_numbers(Y, len(X), self.output_size)
        learning_rate = inputs.real_number("learning_rate", learning_rate)
        epochs = inputs.whole_number("epochs", epochs, 0)
        batch_size = None if batch_size is None else inputs.whole_number("batch_size", batch_size, 1)
        momentum = inputs.real_number("momentum", momentum, below=1.0, low_allowed=True)
        report_every = None if report_every is None else inputs.whole_number("report_every", report_every, 1)
        rng = inputs.generator(rng)
        test = self._test_set(X_test, Y_test)
        self._check_parameters()
        its_passes = self._passes()
        if momentum:
            its_passes = its_passes._replace(step=training.step_with_momentum(momentum))
        if batch_size is None:
            data = training.each_once(X, Y, self.output_size)
            descent = training.descend(data.X, data.T, self.parameters, learning_rate, epochs, its_passes)
        else:
            data = training.one_by_one(X, Y, self.output_size)  # a batch is drawn from single pictures
            descent = training.descend_in_batches(
                data.X, data.T, self.parameters, learning_rate, epochs, its_passes, batch_size, rng
            )
        self.forward(data.X)  # refuses numbers that are too large before anything is learnt

        def record_of(state: training.State) -> training.Record:
            return training.measure(state, data, test, its_passes.forward)

        history, last = training.follow(descent, record_of, epochs, report_every)
        if last is not None:
            self.parameters = last.parameters
            self.Z1, self.A1, self.Z2, self.A2 = last.values
        return history

    def _passes(self) -> training.Passes:
        """Forward pass, backward pass and step, with the activation of this network."""
        activation, derivative = ACTIVATIONS[self.activation]

        def forward(X: np.ndarray, parameters: Parameters) -> Values:
            return passes.forward(X, parameters, activation)

        def backward(X: np.ndarray, T: np.ndarray, parameters: Parameters, values: Values) -> Gradients:
            return fitting(self.backward_pass(X, T, parameters, values, derivative), parameters)

        return training.Passes(forward, backward, passes.step)

    def _test_set(self, X_test: Any, Y_test: Any) -> training.DataSet | None:
        """The pictures and classes to measure on as well, if there are any."""
        if X_test is None and Y_test is None:
            return None
        if X_test is None or Y_test is None:
            raise ValueError("a test set needs both X_test and Y_test, but only one of them is given")
        X_test = inputs.image_rows(X_test, self.input_size, "X_test")
        Y_test = inputs.class_numbers(Y_test, len(X_test), self.output_size, "Y_test")
        self.forward(X_test)
        return training.each_once(X_test, Y_test, self.output_size)

    def _check_parameters(self) -> None:
        """W1, b1, W2 and b2 may be set by hand: see that each is finite numbers of its shape."""
        i, h, o = self.input_size, self.hidden_size, self.output_size
        shapes = {"W1": (i, h), "b1": (1, h), "W2": (h, o), "b2": (1, o)}
        self.parameters = [inputs.same_shape(name, getattr(self, name), shape) for name, shape in shapes.items()]


def fitting(gradients: Any, parameters: Parameters) -> Gradients:
    """What a backward pass returned, if it is four arrays of the shapes of the parameters."""
    if not isinstance(gradients, (tuple, list)):
        raise ValueError(f"backward must return dW1, db1, dW2 and db2, but it returned {inputs.shown(gradients)}")
    given = [getattr(slopes, "shape", None) for slopes in gradients]
    wanted = [parameter.shape for parameter in parameters]
    if given != wanted:
        raise ValueError(f"backward must return dW1, db1, dW2 and db2, of shapes {wanted}, but it returned {given}")
    return Gradients(*gradients)
