"""The same training, written for several libraries. Each way is timed in a Python process of its own:

    python tests/bench/ways.py plain_way '{"epochs": 100}'

makes everything ready, prints a line, waits for a line, trains, prints the loss at the end, and then the memory it takes.
"""

import contextlib
import io
import json
import sys
import tracemalloc
import warnings

import numpy as np

import firstnn
from firstnn import FirstNeuralNetwork
from firstnn.counting import tally
from firstnn.functions import softmax

LEARNING_RATE = 0.01


def plain_way(X, Y, epochs, hidden_size):
    """All rows in every step, history and progress lines on, as one would write it first."""
    W1, b1, W2, b2 = start(hidden_size)
    rows, history = np.arange(len(X)), []

    def train():
        nonlocal W1, b1, W2, b2
        for epoch in range(epochs + 1):
            Z1 = X @ W1 + b1
            A1 = np.maximum(0, Z1)
            Y_hat = softmax(A1 @ W2 + b2)
            loss = -np.mean(np.log(Y_hat[rows, Y]))
            if epoch % max(1, epochs // 1000) == 0:
                history.append((loss, np.mean(Y_hat.argmax(axis=1) == Y)))
            if epoch % 100 == 0:
                print(f"epoch {epoch} loss {loss:.4f}")
            dZ2 = Y_hat.copy()
            dZ2[rows, Y] -= 1
            dZ2 /= len(X)
            dW2, db2 = A1.T @ dZ2, dZ2.sum(axis=0, keepdims=True)
            dZ1 = dZ2 @ W2.T * (Z1 > 0)
            dW1, db1 = X.T @ dZ1, dZ1.sum(axis=0, keepdims=True)
            W1, b1 = W1 - LEARNING_RATE * dW1, b1 - LEARNING_RATE * db1
            W2, b2 = W2 - LEARNING_RATE * dW2, b2 - LEARNING_RATE * db2
        return loss

    return train


def ours(X, Y, epochs, hidden_size):
    """The training of the course, with its defaults: history and progress lines on."""
    network = FirstNeuralNetwork(hidden_size=hidden_size, rng=0)
    return lambda: network.train(X, Y, LEARNING_RATE, epochs).loss[-1]


def floor(X, Y, epochs, hidden_size):
    """The five matrix products of an epoch on the different pictures alone: what NumPy cannot do without."""
    pictures, (W1, _, W2, _) = tally(X, Y, 10).images, start(hidden_size)
    A1, dZ2 = pictures @ W1, np.ones((len(pictures), 10))

    def multiply():
        for _ in range(epochs):
            pictures.dot(W1), A1.dot(W2), A1.T.dot(dZ2), dZ2.dot(W2.T), pictures.T.dot(A1)
        return 0

    return multiply


def scikit_learn(X, Y, epochs, hidden_size):
    """MLPClassifier, told to take the same steps."""
    from sklearn.neural_network import MLPClassifier

    class SameStart(MLPClassifier):
        def _init_coef(self, inputs, outputs, dtype):
            W1, b1, W2, b2 = start(hidden_size)
            return (W1, b1[0]) if inputs == X.shape[1] else (W2, b2[0])

    network = SameStart(
        (hidden_size,), solver="sgd", alpha=0, batch_size=len(X), learning_rate_init=LEARNING_RATE, momentum=0,
        shuffle=False, max_iter=epochs, n_iter_no_change=epochs, tol=0,
    )  # fmt: skip

    def train():
        warnings.simplefilter("ignore")  # it did not converge, because it may not
        network.fit(X, Y)
        return -np.mean(np.log(network.predict_proba(X)[np.arange(len(X)), Y]))

    return train


def pytorch(X, Y, epochs, hidden_size):
    """Plain PyTorch, step by step."""
    import torch

    parameters = [torch.tensor(p, requires_grad=True) for p in start(hidden_size)]
    inputs, labels = torch.tensor(X), torch.tensor(Y)
    step = torch.optim.SGD(parameters, LEARNING_RATE)

    def train():
        W1, b1, W2, b2 = parameters
        for _ in range(epochs):
            step.zero_grad()
            loss = torch.nn.functional.cross_entropy(torch.relu(inputs @ W1 + b1) @ W2 + b2, labels)
            loss.backward()
            step.step()
        return loss.item()

    return train


def jax_jit(X, Y, epochs, hidden_size, counted=False):
    """JAX with a compiled step; the time for compiling is not counted. counted: each different picture once, as we do it."""
    import jax

    jax.config.update("jax_enable_x64", True)
    pictures, counts = tally(X, Y, 10) if counted else (X, firstnn.one_hot(Y))
    share = counts / len(X)

    def loss(parameters):
        W1, b1, W2, b2 = parameters
        return -(share * jax.nn.log_softmax(jax.nn.relu(pictures @ W1 + b1) @ W2 + b2)).sum()

    @jax.jit
    def step(parameters):
        return [p - LEARNING_RATE * d for p, d in zip(parameters, jax.grad(loss)(parameters))]

    first = [jax.numpy.array(p) for p in start(hidden_size)]
    step(first)

    def train():
        parameters = first
        for _ in range(epochs):
            parameters = step(parameters)
        return float(loss(parameters))

    return train


def start(hidden_size):
    """W1, b1, W2, b2 before the first step."""
    return FirstNeuralNetwork(hidden_size=hidden_size, rng=0).parameters


def data(rows, repeat):
    """Damaged digits, which repeat, or random pictures, which never do."""
    if repeat:
        return firstnn.create_dataset(rows, 1, 0)
    rng = np.random.default_rng(0)
    return rng.random((rows, 15)), rng.integers(10, size=rows)


def main(way, rows=1000, repeat=True, epochs=10_000, hidden_size=64, **options):
    """Make ready, wait for a line, train, print the loss; then measure the memory, and print it."""
    X, Y = data(rows, repeat)
    train = globals()[way](X, Y, epochs, hidden_size, **options)
    print("ready", flush=True)
    sys.stdin.readline()
    with contextlib.redirect_stdout(io.StringIO()):
        loss = train()
    print(loss, flush=True)
    print(memory(lambda: globals()[way](X, Y, min(epochs, 20), hidden_size, **options)()), flush=True)


def memory(run):
    """The most memory in MB that Python and NumPy held while it ran, beyond what they held before."""
    tracemalloc.start()
    with contextlib.redirect_stdout(io.StringIO()):
        run()
    return tracemalloc.get_traced_memory()[1] / 1e6


if __name__ == "__main__":
    main(sys.argv[1], **json.loads(sys.argv[2]))
