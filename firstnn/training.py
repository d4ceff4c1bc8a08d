"""The training loop, and the history that it leaves behind."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from firstnn.counting import tally
from firstnn.functions import one_hot
from firstnn.passes import Gradients, Parameters, Values, accuracy, backward, forward, loss, step

GREW = "the loss grew without bound: the step is too long"
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
    """Pictures X, the share T of the data that each picture with each class has, and how many pictures were counted."""

    X: np.ndarray
    T: np.ndarray
    size: int


class State(NamedTuple):
    """Where a descent has come to: epochs done, the parameters, and what a forward pass with them gives."""

    epoch: int
    parameters: Parameters
    values: Values


def each_once(X: np.ndarray, Y: np.ndarray, classes: int) -> DataSet:
    """Equal pictures counted: each different one is computed once, and counts as often as it occurs."""
    images, counts = tally(X, Y, classes)
    return DataSet(images, counts / len(X), len(X))


def one_by_one(X: np.ndarray, Y: np.ndarray, classes: int) -> DataSet:
    """Every picture for itself."""
    return DataSet(X, one_hot(Y, classes) / len(X), len(X))


def descend(
    X: np.ndarray,
    T: np.ndarray,
    parameters: Parameters,
    learning_rate: float,
    epochs: int,
    *,
    forward: Callable = forward,
    backward: Callable = backward,
    step: Callable = step,
) -> Iterator[State]:
    """Gradient descent, all pictures in every step. Yields the state of the network after 0, 1, 2, … epochs."""
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
    batch_size: int,
    rng: np.random.Generator,
    *,
    forward: Callable = forward,
    backward: Callable = backward,
    step: Callable = step,
) -> Iterator[State]:
    """Gradient descent, a batch of pictures in each step. Yields the state of the network after 0, 1, 2, … epochs."""
    for epoch in range(epochs):
        yield State(epoch, parameters, forward(X, parameters))
        for X_batch, T_batch in batches(X, T, batch_size, rng):
            values = forward(X_batch, parameters)
            gradients = backward(X_batch, T_batch, parameters, values)
            parameters = step(parameters, gradients, learning_rate)
    yield State(epochs, parameters, forward(X, parameters))


def batches(X: np.ndarray, T: np.ndarray, batch_size: int, rng: np.random.Generator) -> Iterator[tuple]:
    """X and T of batch_size rows at a time, in a random order; the last batch may be smaller. Each T sums to 1."""
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], T[rows] / T[rows].sum()


def step_with_momentum(momentum: float) -> Callable:
    """A step that keeps its speed: V = momentum * V + dW, then W - learning_rate * V (Polyak 1964)."""
    velocity = None

    def step_on(parameters: Parameters, gradients: Gradients, learning_rate: float) -> Parameters:
        nonlocal velocity
        if velocity is None:
            velocity = gradients
        else:
            velocity = Gradients(*(momentum * V + dW for V, dW in zip(velocity, gradients)))
        return step(parameters, velocity, learning_rate)

    return step_on


def score(data: DataSet, Y_hat: np.ndarray) -> tuple[float, float]:
    """Loss and accuracy. A whole number of pictures is right: rounding makes their share exact."""
    right = round(data.size * accuracy(data.T, Y_hat))
    return float(loss(data.T, Y_hat)), right / data.size


def follow(
    descent: Iterable[State], measure: Callable[[State], Record], epochs: int, report_every: int | None
) -> tuple[History, Parameters | None]:
    """Go through a descent to its end, and write its history: that, and the parameters at the last record."""
    record_every = max(1, epochs // 1000)
    history, last_record, last_parameters = History(), None, None
    latest = None, None
    try:
        with np.errstate(all="ignore"):
            for state in descent:
                report = report_every is not None and state.epoch % report_every == 0
                if state.epoch % record_every and state.epoch < epochs and not report:
                    continue
                record = measure(state)
                if not np.isfinite(record.loss):
                    history.problem = GREW
                    break
                latest = record, state.parameters  # in one step: an interrupt comes before it or after it
                history.records.append(record)
                if report:
                    print(record)
            else:
                history.problem = problem_at_the_end(history, state.values)
    except KeyboardInterrupt:
        history.problem = INTERRUPTED
    last_record, last_parameters = latest
    if last_record and history.records[-1:] != [last_record]:
        history.records.append(last_record)
    if report_every and history.problem:
        print(history.problem)
    return history, last_parameters


def problem_at_the_end(history: History, values: Values) -> str | None:
    """What went wrong in a run that came to its end, if anything did."""
    if not values.A1.any():
        return DEAD
    return GREW if history.records[-1].loss > history.records[0].loss else None
