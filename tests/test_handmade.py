"""What the notebooks build by hand is what the package does: statement by statement, or the same values.

A function in a cell tagged handmade is compared with the package's function of that name: their bodies, as syntax trees,
without docstrings and type hints. Those of LIKE are written in another way, easier to read; they give the same values.
"""

import ast
import copy
import inspect

import nbformat
import numpy as np
import pytest
from conftest import NOTEBOOKS

import firstnn
from firstnn import functions, gradients, passes, training


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
BUILT = {
    node.name: (stem, node)
    for stem, code in CODE.items()
    for node in ast.parse(code).body
    if isinstance(node, ast.FunctionDef)
}
PACKAGED = {
    name: function
    for module in (functions, passes, gradients)
    for name, function in vars(module).items()
    if inspect.isfunction(function) and function.__module__ == module.__name__
}
MUST = {"relu", "softmax", "forward", "surprise", "cross_entropy", "loss", "relu_derivative", "backward", "step", "descend"}
THE_LOOP = ["values = forward(X, parameters)", "gradients = backward(X, T, parameters, values)",
            "parameters = step(parameters, gradients, learning_rate)"]  # fmt: skip


def definition(function) -> ast.FunctionDef:
    """The syntax tree of a function of the package."""
    return ast.parse(inspect.getsource(function)).body[0]


def statements(function: ast.FunctionDef) -> list[str]:
    """Its arguments, then its statements as text, without docstring and type hints."""
    function = copy.deepcopy(function)
    for argument in function.args.args:
        argument.annotation = None
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return [ast.unparse(function.args), *map(ast.unparse, body)]


def the_loop(function: ast.FunctionDef) -> ast.For:
    """The loop over epochs."""
    return next(node for node in ast.walk(function) if isinstance(node, ast.For))


def in_order(lines: list[str], among: list[str]) -> bool:
    """Whether all these lines stand among the others, in this order."""
    rest = iter(among)
    return all(line in rest for line in lines)


def test_the_notebooks_build_all_that_the_package_is_made_of():
    assert set(BUILT) >= MUST, f"no cell tagged handmade defines {sorted(MUST - set(BUILT))}"


def test_each_function_is_built_once():
    names = [node.name for code in CODE.values() for node in ast.parse(code).body if isinstance(node, ast.FunctionDef)]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("name", sorted(set(BUILT) & set(PACKAGED)))
def test_the_lines_of_the_lesson_are_those_of_the_package(name):
    assert statements(BUILT[name][1]) == statements(definition(PACKAGED[name]))


def test_the_loop_of_the_lesson_is_that_of_the_package():
    lesson, package = the_loop(BUILT["descend"][1]), the_loop(definition(training.descend))
    for loop in (lesson, package):
        assert ast.unparse(loop).splitlines()[0] == "for epoch in range(epochs):"
        assert in_order(THE_LOOP, [ast.unparse(statement) for statement in loop.body])
    batches = the_loop(the_loop(definition(training.descend_in_batches)).body[1])
    in_batches = [line.replace("X,", "X_batch,").replace("T,", "T_batch,") for line in THE_LOOP]
    assert [ast.unparse(statement) for statement in batches.body] == in_batches


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        ("A1.T @ dZ2", "dZ2 @ A1.T"),
        ("derivative(Z1)", "derivative(A1)"),
        ("share * Y_hat", "Y_hat"),
        ("db1 = dZ1", "db1 = dA1"),
        ("axis=0, keepdims=True", "axis=0"),
    ],
)
def test_a_changed_line_is_noticed(line, changed):
    backward = definition(passes.backward)
    other = ast.parse(ast.unparse(backward).replace(line, changed)).body[0]
    assert statements(other) != statements(backward)


def test_lines_in_another_order_are_noticed():
    assert in_order(THE_LOOP, ["losses = []", *THE_LOOP]) and not in_order(THE_LOOP, [*THE_LOOP[1:], THE_LOOP[0]])


DIGITS = np.arange(40) % 10
IMAGE = firstnn.create_digit_image(5)

# name -> (the package's function, argument tuples). Random generators are made anew for each call: give a function.
LIKE = {
    "create_digit_image": (firstnn.create_digit_image, lambda: [(digit,) for digit in range(10)]),
    "add_noise": (
        firstnn.add_noise,
        lambda: [(IMAGE, level, np.random.default_rng(seed)) for level in (0, 1, 7, 15) for seed in range(5)],
    ),
    "create_dataset": (
        firstnn.create_dataset,
        lambda: [(n, level, np.random.default_rng(n)) for n in (1, 30) for level in (0, 1, 7, 15)],
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


@pytest.mark.parametrize("name", sorted(set(BUILT) - (set(PACKAGED) - set(LIKE)) - {"descend"}))
def test_the_values_of_the_lesson_are_those_of_the_package(name):
    namespace = {}
    exec(CODE[BUILT[name][0]], namespace)
    packaged, arguments = LIKE[name]
    for by_hand, by_package in zip(arguments(), arguments(), strict=True):
        mine, theirs = namespace[name](*by_hand), packaged(*by_package)
        mine, theirs = (value if isinstance(value, tuple) else (value,) for value in (mine, theirs))
        assert len(mine) == len(theirs)
        for a, b in zip(mine, theirs):
            assert np.shape(a) == np.shape(b)
            np.testing.assert_allclose(a, b, rtol=1e-12, atol=1e-14)


def test_the_loop_of_the_lesson_trains_as_the_package_does():
    namespace = {}
    for stem in ("02_forward_pass", "03_loss", "04_backpropagation", "05_training"):
        exec(CODE[stem], namespace)
    X, Y = firstnn.create_dataset(200, rng=0)
    network = firstnn.FirstNeuralNetwork(hidden_size=8, rng=1)
    parameters, losses = namespace["descend"](X, firstnn.one_hot(Y) / len(Y), network.parameters, 0.2, 50)
    history = network.train(X, Y, 0.2, 50, report_every=None)
    np.testing.assert_allclose(losses, history.loss[:-1], atol=1e-10)
    for mine, yours in zip(parameters, network.parameters):
        np.testing.assert_allclose(mine, yours, atol=1e-10)
