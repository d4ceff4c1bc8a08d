"""The training loop, and the history that it leaves behind."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from firstnn.counting import Tally, tally
from firstnn.functions import one_hot

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


def descend(
    network: Any,
    X: np.ndarray,
    Y: np.ndarray,
    test: Tally | None,
    learning_rate: float,
    epochs: int,
    batch_size: int | None,
    momentum: float,
    report_every: int | None,
    rng: np.random.Generator,
) -> History:
    """Gradient descent on checked data; FirstNeuralNetwork.train says what each argument means."""
    data = tally(X, Y, network.output_size)
    if batch_size is None:
        steps = steps_over_all(network, data, learning_rate)
    else:
        steps = steps_over_batches(network, X, Y, learning_rate, batch_size, rng)
    record_every = max(1, epochs // 1000)
    history = History()
    kept = network.parameters, None
    try:
        for each in (data, test) if test else (data,):
            network.forward(each.images)  # refuses weights or pictures that are too large from the start
        with np.errstate(all="ignore"):
            for epoch in walk(network, data, steps, momentum, epochs):
                reported = report_every is not None and epoch % report_every == 0
                if epoch % record_every and epoch < epochs and not reported:
                    continue
                record = measure(network, data, test, epoch)
                if not np.isfinite(record.loss):
                    history.problem = GREW
                    break
                kept = network.parameters, record
                history.records.append(record)
                if reported:
                    print(record)
    except KeyboardInterrupt:
        history.problem = INTERRUPTED
    parameters, last = kept
    network._restore(parameters)
    if last and history.records[-1:] != [last]:
        history.records.append(last)
    history.problem = history.problem or collapse(network, history)
    if report_every and history.problem:
        print(history.problem)
    return history


def collapse(network: Any, history: History) -> str | None:
    """What a run that came to its end with finite numbers, and a forward pass, may still have run into, in a sentence."""
    if history.records[-1].loss > history.records[0].loss:
        return GREW
    return None if network.A1.any() else DEAD


def walk(network: Any, data: Tally, steps: Callable[[], Iterable], momentum: float, epochs: int) -> Iterator[int]:
    """Yield the number of epochs done, from 0 on, each time with a forward pass over data just made."""
    velocity = [np.zeros_like(parameter) for parameter in network.parameters]
    for epoch in range(epochs):
        network._forward(data.images)
        yield epoch
        for step in steps():
            if momentum:
                step = velocity = type(step)(*(momentum * V + new for V, new in zip(velocity, step)))
            network._update(step)
    network._forward(data.images)
    yield epochs


def steps_over_all(network: Any, data: Tally, learning_rate: float) -> Callable[[], Iterable]:
    """The step of an epoch, learning_rate * the gradients over the whole data set, from the forward pass just made.

    A picture that stands for a share s of the data, with a share t_k of it labelled k, adds s * Y_hat - t to dZ2:
    as much as its copies would one by one. The gradients are proportional to dZ2: with s and t times the learning rate,
    the backward pass gives the step itself.
    """
    rows = data.counts.sum()
    targets = data.counts / rows * learning_rate
    share = data.counts.sum(axis=1, keepdims=True) / rows * learning_rate
    return lambda: [network._backward(data.images, share * network.A2 - targets)]


def steps_over_batches(
    network: Any, X: np.ndarray, Y: np.ndarray, learning_rate: float, batch_size: int, rng: np.random.Generator
) -> Callable[[], Iterable]:
    """The steps over batch_size rows at a time, in a new random order in each epoch; the last batch may be smaller."""
    targets = one_hot(Y, network.output_size)

    def one_epoch() -> Iterator:
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            rows = order[start : start + batch_size]
            dZ2 = (network._forward(X[rows]) - targets[rows]) / len(rows)
            yield network._backward(X[rows], learning_rate * dZ2)

    return one_epoch


def measure(network: Any, data: Tally, test: Tally | None, epoch: int) -> Record:
    """Loss and accuracy from the forward pass over data just made and, where there is a test set, on that as well."""
    on_data = data.measure(network.A2)
    if test is None:
        return Record(epoch, *on_data)
    record = Record(epoch, *on_data, *test.measure(network._forward(test.images)))
    network._forward(data.images)
    return record
