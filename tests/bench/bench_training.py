"""How long training takes: the plain way, ours, scikit-learn, PyTorch, JAX, on the same work and to the same loss.

    .venv/bin/pip install -e ".[bench]"
    .venv/bin/pytest tests/bench --benchmark-only -o python_files="bench_*.py"

The number in brackets behind a time is its ratio to the fastest of the group. A peer that is not installed is left out.
"""

import numpy as np
import pytest

import firstnn
from firstnn import FirstNeuralNetwork, softmax
from firstnn.training import tally

LEARNING_RATE, EPOCHS = 0.01, 10_000
X, Y = firstnn.create_dataset(1000, 1, 0)
START = FirstNeuralNetwork(rng=0).parameters
ONCE = {"rounds": 3, "iterations": 1}


def plain_way(X, Y, epochs=EPOCHS, hidden_size=64):
    """All rows in every step, history and progress lines on, as one would write it first."""
    W1, b1, W2, b2 = FirstNeuralNetwork(hidden_size=hidden_size, rng=0).parameters
    rows, lines, history = np.arange(len(X)), [], []
    for epoch in range(epochs + 1):
        Z1 = X @ W1 + b1
        A1 = np.maximum(0, Z1)
        Y_hat = softmax.plain(A1 @ W2 + b2)
        loss = -np.mean(np.log(Y_hat[rows, Y]))
        if epoch % max(1, epochs // 1000) == 0:
            history.append((loss, np.mean(Y_hat.argmax(axis=1) == Y)))
        if epoch % 100 == 0:
            lines.append(f"epoch {epoch} loss {loss:.4f}")
        dZ2 = Y_hat.copy()
        dZ2[rows, Y] -= 1
        dZ2 /= len(X)
        dW2, db2 = A1.T @ dZ2, dZ2.sum(axis=0, keepdims=True)
        dZ1 = dZ2 @ W2.T * (Z1 > 0)
        dW1, db1 = X.T @ dZ1, dZ1.sum(axis=0, keepdims=True)
        W1, b1 = W1 - LEARNING_RATE * dW1, b1 - LEARNING_RATE * db1
        W2, b2 = W2 - LEARNING_RATE * dW2, b2 - LEARNING_RATE * db2
    return loss


def ours(X, Y, epochs=EPOCHS, hidden_size=64):
    network = FirstNeuralNetwork(hidden_size=hidden_size, rng=0)
    return network.train(X, Y, LEARNING_RATE, epochs).loss[-1]


def floor():
    """The five matrix products of an epoch on the different pictures alone: what NumPy cannot do without."""
    pictures, (W1, _, W2, _) = tally(X, Y, 10).images, START
    A1, dZ2 = pictures @ W1, np.ones((len(pictures), 10))
    for _ in range(EPOCHS):
        pictures @ W1, A1 @ W2, A1.T @ dZ2, dZ2 @ W2.T, pictures.T @ A1


def scikit_learn():
    neural = pytest.importorskip("sklearn.neural_network")
    network = neural.MLPClassifier(
        (64,), solver="sgd", alpha=0, batch_size=len(X), learning_rate_init=LEARNING_RATE, momentum=0, shuffle=False,
        max_iter=EPOCHS, n_iter_no_change=EPOCHS, tol=0, random_state=0,
    )  # fmt: skip
    network._init_coef = lambda i, o, dtype: tuple(p.copy() for p in (START[:2] if i == 15 else START[2:]))
    network._init_coef = lambda i, o, dtype, first=network._init_coef: (first(i, o, dtype)[0], first(i, o, dtype)[1][0])
    with pytest.warns():
        network.fit(X, Y)
    return -np.mean(np.log(network.predict_proba(X)[np.arange(len(X)), Y]))


def pytorch():
    torch = pytest.importorskip("torch")
    W1, b1, W2, b2 = parameters = [torch.tensor(p, requires_grad=True) for p in START]
    inputs, labels = torch.tensor(X), torch.tensor(Y)
    step = torch.optim.SGD(parameters, LEARNING_RATE)
    for _ in range(EPOCHS):
        step.zero_grad()
        loss = torch.nn.functional.cross_entropy(torch.relu(inputs @ W1 + b1) @ W2 + b2, labels)
        loss.backward()
        step.step()
    return loss.item()


def jax_jit():
    jax = pytest.importorskip("jax")
    jax.config.update("jax_enable_x64", True)

    def loss(parameters):
        W1, b1, W2, b2 = parameters
        logits = jax.nn.relu(X @ W1 + b1) @ W2 + b2
        return -jax.nn.log_softmax(logits)[np.arange(len(X)), Y].mean()

    @jax.jit
    def step(parameters):
        return [p - LEARNING_RATE * d for p, d in zip(parameters, jax.grad(loss)(parameters))]

    parameters = [jax.numpy.array(p) for p in START]
    for _ in range(EPOCHS):
        parameters = step(parameters)
    return float(loss(parameters))


@pytest.mark.benchmark(group="the original's training: 1,000 rows, 64 hidden, 10,000 epochs")
@pytest.mark.parametrize("way", [plain_way, ours, scikit_learn, pytorch, jax_jit], ids=lambda way: way.__name__)
def test_the_originals_training(benchmark, way, capsys):
    loss = benchmark.pedantic(way, args=(X, Y) if way in (plain_way, ours) else (), **ONCE)
    assert loss == pytest.approx(0.13941, abs=2e-5)


@pytest.mark.benchmark(group="the original's training: 1,000 rows, 64 hidden, 10,000 epochs")
def test_floor_of_the_matrix_products(benchmark):
    benchmark.pedantic(floor, **ONCE)


@pytest.mark.parametrize("way", [plain_way, ours], ids=lambda way: way.__name__)
@pytest.mark.parametrize("rows", [100, 1000, 10_000, 100_000])
def test_rows(benchmark, way, rows, capsys):
    benchmark.group = f"{rows:,} rows that repeat, 20 epochs"
    benchmark.pedantic(way, args=(*firstnn.create_dataset(rows, 1, 0), 20), **ONCE)


@pytest.mark.parametrize("way", [plain_way, ours], ids=lambda way: way.__name__)
@pytest.mark.parametrize("rows", [1000, 10_000])
def test_rows_that_never_repeat(benchmark, way, rows, capsys):
    benchmark.group = f"{rows:,} rows that never repeat, 100 epochs"
    rng = np.random.default_rng(0)
    benchmark.pedantic(way, args=(rng.random((rows, 15)), rng.integers(10, size=rows), 100), **ONCE)


@pytest.mark.parametrize("way", [plain_way, ours], ids=lambda way: way.__name__)
@pytest.mark.parametrize("hidden_size", [16, 64, 256, 1024])
def test_hidden_size(benchmark, way, hidden_size, capsys):
    benchmark.group = f"{hidden_size:,} hidden units, 1,000 rows, 300 epochs"
    benchmark.pedantic(way, args=(X, Y, 300, hidden_size), **ONCE)


@pytest.mark.benchmark(group="ours: epochs")
@pytest.mark.parametrize("epochs", [100, 1000, 10_000])
def test_epochs(benchmark, epochs, capsys):
    benchmark.pedantic(ours, args=(X, Y, epochs), **ONCE)
