"""The functions that the notebooks build by hand are those of the package: the same values on the same arguments."""

import ast

import nbformat
import numpy as np
import pytest
from conftest import NOTEBOOKS

import firstnn


def handmade_code() -> dict[str, str]:
    """Notebook -> the source of its cells tagged setup or handmade, in order."""
    found = {}
    for path in NOTEBOOKS:
        cells = nbformat.read(path, as_version=4).cells
        tags = [set(cell.metadata.get("tags", [])) for cell in cells]
        if any("handmade" in tag for tag in tags):
            found[path.stem] = "\n\n".join(cell.source for cell, tag in zip(cells, tags) if tag & {"setup", "handmade"})
    return found


CODE = handmade_code()
BUILT = [
    (stem, node.name) for stem, code in CODE.items() for node in ast.parse(code).body if isinstance(node, ast.FunctionDef)
]

DIGITS = np.arange(40) % 10
IMAGE = firstnn.create_digit_image(5)
LOGITS = np.random.default_rng(0).normal(0, 3, (6, 10))


def parameters_with_biases(hidden):
    rng = np.random.default_rng(0)
    return [rng.normal(size=shape) for shape in ((15, hidden), (1, hidden), (hidden, 10), (1, 10))]


def forward_of_the_package(X, W1, b1, W2, b2):
    network = firstnn.FirstNeuralNetwork(len(W1), len(W2), W2.shape[1])
    network.W1, network.b1, network.W2, network.b2 = W1, b1, W2, b2
    return network.forward(X)


def backward_of_the_package(X, Y, Z1, A1, Y_hat, W2):
    network = firstnn.FirstNeuralNetwork(X.shape[1], len(W2), W2.shape[1])
    network.Z1, network.A1, network.A2, network.W2 = Z1, A1, Y_hat, W2
    return network.backward(X, Y, Y_hat)


def after_a_forward_pass(hidden):
    X, Y = firstnn.create_dataset(20, 2, hidden)
    W1, b1, W2, b2 = parameters_with_biases(hidden)
    Z1 = X @ W1 + b1
    A1 = firstnn.relu(Z1)
    return X, Y, Z1, A1, firstnn.softmax(A1 @ W2 + b2), W2


def one_unit(seed):
    return firstnn.FirstNeuralNetwork(1, 1, 1, rng=seed)


def updated_by_package(parameters, gradients, learning_rate):
    network = one_unit(0)
    network.W1, network.b1, network.W2, network.b2 = parameters
    network.update_parameters(*gradients, learning_rate)
    return [*network.parameters]


def counted_by_package(X, Y):
    images, counts = firstnn.counting.tally(X, Y, 10)
    row, label = np.nonzero(counts)
    return images[row], label, counts[row, label]


# name -> (the package's function, argument tuples). Random generators are made anew for each call: give a function.
EXAMPLES = {
    "create_digit_image": (firstnn.create_digit_image, lambda: [(digit,) for digit in range(10)]),
    "add_noise": (
        firstnn.add_noise,
        lambda: [(IMAGE, level, np.random.default_rng(seed)) for level in (0, 1, 7, 15) for seed in range(5)],
    ),
    "create_dataset": (
        firstnn.create_dataset,
        lambda: [(n, level, np.random.default_rng(n)) for n in (1, 30) for level in (0, 1, 7, 15)],
    ),
    "relu": (firstnn.relu, lambda: [(LOGITS,), (-LOGITS,)]),
    "softmax": (firstnn.softmax, lambda: [(LOGITS,), (300 * LOGITS,), (LOGITS[:1] - 1000,)]),
    "forward": (
        forward_of_the_package,
        lambda: [(firstnn.create_dataset(20, 2, 0)[0], *parameters_with_biases(size)) for size in (1, 7, 64)],
    ),
    "surprise": (firstnn.functions.surprise, lambda: [(np.array([1.0, 0.5, 1e-300, 0.0]),), (0.25,)]),
    "cross_entropy": (
        firstnn.cross_entropy,
        lambda: [
            (np.arange(10), np.full((10, 10), 0.1)),
            (np.array([1, 0]), np.array([[1.0, 0.0], [0.3, 0.7]])),
        ],
    ),
    "numerical_gradient": (
        firstnn.numerical_gradient,
        lambda: [(np.sum, LOGITS), (np.prod, LOGITS[0]), (lambda x: float((x**3).sum()), LOGITS, 0.1)],
    ),
    "relu_derivative": (firstnn.relu_derivative, lambda: [(LOGITS,), (np.array([-1.0, 0.0, 2.0]),)]),
    "backward": (backward_of_the_package, lambda: [after_a_forward_pass(size) for size in (1, 7, 64)]),
    "update": (
        updated_by_package,
        lambda: [([*one_unit(seed).parameters], [np.full((1, 1), seed)] * 4, 0.3) for seed in range(5)],
    ),
    "train": (
        lambda network, X, Y, rate, epochs: network.train(X, Y, rate, epochs, report_every=None).loss[:-1],
        lambda: [
            (firstnn.FirstNeuralNetwork(hidden_size=8, rng=1), *firstnn.create_dataset(40, rng=2), 0.2, n) for n in (1, 15)
        ],
    ),
    "count_equal_rows": (
        counted_by_package,
        lambda: [firstnn.create_dataset(n, level, 3) for n in (1, 300) for level in (0, 1, 5)],
    ),
    "accuracy": (firstnn.accuracy, lambda: [(DIGITS, DIGITS), (DIGITS, (DIGITS * 7) % 10), (DIGITS, DIGITS - 1)]),
    "confusion_matrix": (firstnn.confusion_matrix, lambda: [(DIGITS, DIGITS), (DIGITS, (DIGITS * 7) % 10)]),
    "count_pictures": (firstnn.count_pictures, lambda: [firstnn.create_dataset(200, level, 0) for level in (0, 1, 5)]),
    "best_accuracy": (firstnn.best_accuracy, lambda: [firstnn.create_dataset(200, level, 0) for level in (0, 1, 5)]),
    "look_up": (
        firstnn.look_up,
        lambda: [(*firstnn.create_dataset(100, level, 0), firstnn.create_dataset(50, 2, 1)[0]) for level in (1, 2, 5)],
    ),
    "nearest_glyph": (firstnn.nearest_glyph, lambda: [(firstnn.create_dataset(100, level, 0)[0],) for level in range(6)]),
    "share_seen": (
        firstnn.share_seen,
        lambda: [(firstnn.create_dataset(n, 1, 0)[0], firstnn.create_dataset(50, 1, 1)[0]) for n in (5, 50, 500)],
    ),
    "split_by_picture": (
        firstnn.split_by_picture,
        lambda: [(*firstnn.create_dataset(90, 1, seed), share, seed) for seed in range(3) for share in (0.1, 0.25, 0.5)],
    ),
}


def test_every_handmade_function_is_built_in_one_notebook_only():
    names = [name for _, name in BUILT]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("stem", "name"), BUILT)
def test_handmade_is_the_packages(stem, name):
    namespace = {}
    exec(CODE[stem], namespace)
    packaged, arguments = EXAMPLES[name]
    for by_hand, by_package in zip(arguments(), arguments(), strict=True):
        mine, theirs = namespace[name](*by_hand), packaged(*by_package)
        mine, theirs = (value if isinstance(value, tuple) else (value,) for value in (mine, theirs))
        assert len(mine) == len(theirs)
        for a, b in zip(mine, theirs):
            assert np.shape(a) == np.shape(b)
            np.testing.assert_allclose(a, b, rtol=1e-12, atol=1e-14)
