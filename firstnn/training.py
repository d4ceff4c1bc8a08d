"""The training loop, and the history that it leaves behind."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from firstnn.counting import tally
from firstnn.functions import one_hot
from firstnn.passes import Gradients, Parameters, Values, accuracy, backward, forward, loss, step

GREW = "the loss grew instead of falling: the step is too long, or goes uphill"
DEAD = "every hidden unit gives 0 for every picture and learns no more: the step was too long, or the start unlucky"
INTERRUPTED = "the training was interrupted"


class Record(NamedTuple):
    """How good the network is after so many epochs, on the training set and, where one is given, on a test set."""

    epoch: int
    loss: float
    accuracy: float
    test_loss: float | None = None
    test_accuracy: float | None = None

    def __str__(self) -> str:
        line = f"epoch {self.epoch:>6,}   loss {self.loss:.4f}   accuracy {self.accuracy:6.1%}"
        if self.test_accuracy is None:
            return line
        return f"{line}   test loss {self.test_loss:.4f}   test accuracy {self.test_accuracy:6.1%}"


@dataclass
class History:
    """The recorded epochs of a training run, from 0 (before the first step) on.

    epoch, loss, accuracy, test_loss and test_accuracy are arrays of one length; the last two are None without a test set.
    problem says in a sentence what went wrong (the step too long, the run interrupted), and is None where nothing did.
    """

    records: list[Record] = field(default_factory=list)
    problem: str | None = None

    def __len__(self) -> int:
        return len(self.records)

    def __repr__(self) -> str:
        last = f", the last: {self.records[-1]}" if self.records else ""
        return f"History of {len(self)} recorded epochs{last}" + (f" ({self.problem})" if self.problem else "")

    @property
    def epoch(self) -> np.ndarray:
        """Epochs done."""
        return self._column("epoch")

    @property
    def loss(self) -> np.ndarray:
        """Mean cross-entropy on the training set, in nats."""
        return self._column("loss")

    @property
    def accuracy(self) -> np.ndarray:
        """Share of the training set that is classified correctly, 0 to 1."""
        return self._column("accuracy")

    @property
    def test_loss(self) -> np.ndarray | None:
        """Mean cross-entropy on the test set, in nats."""
        return self._column("test_loss")

    @property
    def test_accuracy(self) -> np.ndarray | None:
        """Share of the test set that is classified correctly, 0 to 1."""
        return self._column("test_accuracy")

    def _column(self, name: str) -> np.ndarray | None:
        values = [getattr(record, name) for record in self.records]
        return None if None in values else np.array(values)


class DataSet(NamedTuple):
    """Pictures X, the share T of the data that each picture with each class has, and how many pictures there are in all."""

    X: np.ndarray
    T: np.ndarray
    size: int


def one_by_one(X: np.ndarray, Y: np.ndarray, classes: int) -> DataSet:
    """Each of N pictures is 1/N of the data."""
    return DataSet(X, one_hot(Y, classes) / len(X), len(X))


def each_once(X: np.ndarray, Y: np.ndarray, classes: int) -> DataSet:
    """The same data with equal pictures counted: each is computed once, and its share says how often it occurs."""
    images, counts = tally(X, Y, classes)
    return DataSet(images, counts / len(X), len(X))


class State(NamedTuple):
    """How far a descent has come: epochs done, the parameters, and what a forward pass with them gives."""

    epoch: int
    parameters: Parameters
    values: Values


class Passes(NamedTuple):
    """The functions that a descent is made of. FirstNeuralNetwork gives its own, with its activation."""

    forward: Callable
    backward: Callable
    step: Callable


WITH_RELU = Passes(forward, backward, step)


def descend(
    X: np.ndarray, T: np.ndarray, parameters: Parameters, learning_rate: float, epochs: int, passes: Passes = WITH_RELU
) -> Iterator[State]:
    """Gradient descent with all pictures in every step: the state after 0, 1, 2, … epochs.

    yield hands out a state, and the loop goes on when the next one is asked for. So follow, which asks, can measure.
    """
    forward, backward, step = passes
    for epoch in range(epochs):
        values = forward(X, parameters)
        yield State(epoch, parameters, values)
        gradients = backward(X, T, parameters, values)
        parameters = step(parameters, gradients, learning_rate)
    yield State(epochs, parameters, forward(X, parameters))


def descend_in_batches(
    X: np.ndarray,
    T: np.ndarray,
    parameters: Parameters,
    learning_rate: float,
    epochs: int,
    passes: Passes,
    batch_size: int,
    rng: np.random.Generator,
) -> Iterator[State]:
    """Gradient descent with one batch in every step. A state holds the values of all pictures, as in descend."""
    forward, backward, step = passes
    for epoch in range(epochs):
        yield State(epoch, parameters, forward(X, parameters))
        for X_batch, T_batch in batches(X, T, batch_size, rng):
            values = forward(X_batch, parameters)
            gradients = backward(X_batch, T_batch, parameters, values)
            parameters = step(parameters, gradients, learning_rate)
    yield State(epochs, parameters, forward(X, parameters))


def batches(X: np.ndarray, T: np.ndarray, batch_size: int, rng: np.random.Generator) -> Iterator[tuple]:
    """X and T of batch_size pictures at a time, in a random order. The last batch may be smaller; each T sums to 1."""
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], T[rows] / T[rows].sum()


def step_with_momentum(momentum: float) -> Callable:
    """A step that keeps moving: V = momentum * V + dW, then W - learning_rate * V (Polyak 1964)."""
    velocity = (0, 0, 0, 0)

    def moving_step(parameters: Parameters, gradients: Gradients, learning_rate: float) -> Parameters:
        nonlocal velocity
        velocity = Gradients(*(momentum * V + dW for V, dW in zip(velocity, gradients)))
        return step(parameters, velocity, learning_rate)

    return moving_step


def measure(state: State, data: DataSet, test: DataSet | None, forward: Callable) -> Record:
    """Loss and accuracy on the training set and, where one is given, on the test set."""
    scores = score(data, state.values.Y_hat)
    if test is not None:
        scores = scores + score(test, forward(test.X, state.parameters).Y_hat)  # two numbers more
    return Record(state.epoch, *scores)


def score(data: DataSet, Y_hat: np.ndarray) -> tuple[float, float]:
    """Loss and accuracy. The number of right answers is whole: rounding takes off what adding up floats left."""
    right = round(data.size * accuracy(data.T, Y_hat))
    return float(loss(data.T, Y_hat)), right / data.size


def follow(
    descent: Iterable[State], record_of: Callable[[State], Record], epochs: int, report_every: int | None
) -> tuple[History, State | None]:
    """Go through a descent, and record and print what is due: the history, and the last state in it."""
    history, record, last = History(), None, None
    try:
        with np.errstate(all="ignore"):
            for state in due(descent, epochs, report_every):
                new = record_of(state)
                if not np.isfinite(new.loss):  # nan, once a number has left the range of floats
                    history.problem = GREW
                    break
                record, last = new, state
                history.records.append(record)
                if report_every and state.epoch % report_every == 0:
                    print(record)
            history.problem = history.problem or problem_at_the_end(history, last.values)
    except KeyboardInterrupt:
        history.problem = INTERRUPTED
    if record and history.records[-1:] != [record]:  # the interrupt came just before it was appended
        history.records.append(record)
    if report_every and history.problem:
        print(history.problem)
    return history, last


def due(descent: Iterable[State], epochs: int, report_every: int | None) -> Iterator[State]:
    """The states to record: the last, those to report, and every one, or evenly spaced 1,000 to 2,000 in a long run."""
    every = max(1, epochs // 1000)
    for state in descent:
        if state.epoch % every == 0 or state.epoch == epochs or (report_every and state.epoch % report_every == 0):
            yield state


def problem_at_the_end(history: History, values: Values) -> str | None:
    """What went wrong, if anything did, in a run that came to its end with finite numbers.

    Units that died are named first: their loss may end above its start, but not because it is still growing.
    """
    if not values.A1.any():
        return DEAD
    return GREW if history.loss[-1] > history.loss[0] else None
