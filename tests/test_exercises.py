"""All exercises: right answers pass, wrong ones get their words, and no known mistake is taken for another.

Answers as functions and values stand in answers_0N.py, for each lesson. TABLE holds cells as a learner writes them, run as a
notebook runs them, so that the check can name the line; the last line of a cell is its call of a check.
"""

import importlib
import itertools
import linecache
import warnings
from pathlib import Path

import numpy as np
import pytest

import firstnn
from firstnn import check
from firstnn.check.exercise import Exercise, Value

EXERCISES = [getattr(check, name) for name in check.__all__ if isinstance(getattr(check, name), Exercise)]
ANSWERS = [importlib.import_module(path.stem) for path in sorted(Path(__file__).parent.glob("answers_0?.py"))]
TWO_ARGUMENTS = ("neuron",)
NUMBERS = itertools.count()
NOTEBOOK = {"N": 1000, "W1": np.ones((15, 64)), "np": np, "firstnn": firstnn, "check": check}


def answer_to(cell: str, **names) -> check.Result:
    """What the check in the last line of a cell answers; names: what else the notebook has."""
    filename = f"/nowhere/ipykernel_1/{next(NUMBERS)}.py"
    linecache.cache[filename] = (len(cell), None, cell.splitlines(True), filename)
    *lines, last = cell.strip("\n").split("\n")
    space = {**NOTEBOOK, **names}
    exec(compile("\n".join(lines), filename, "exec"), space)
    return eval(last, space)


def function(signature: str, body: str, checked: str = "") -> str:
    """A cell that writes a function and checks it, from its signature and its lines; checked: another name of the check."""
    name = signature.partition("(")[0]
    lines = "\n    ".join(body.strip("\n").split("\n"))
    return f"def {signature}:\n    {lines}\n\ncheck.{checked or name}({name})"


BACKWARD = """
def my_backward(X, Y, W1, b1, W2, b2):
    A1 = {}
    dZ2 = (firstnn.softmax(A1 @ W2 + b2) - firstnn.one_hot(Y, W2.shape[1])) / len(X)
    dZ1 = dZ2 @ W2.T * (A1 > 0)
    return X.T @ dZ1, dZ1.sum(axis=0, keepdims=True), A1.T @ dZ2, dZ2.sum(axis=0, keepdims=True)

check.backward_from_memory(my_backward)""".lstrip("\n")


TABLE = {
    # ---- 01
    "whole rows become 1": (
        function("one_hot(Y)", "rows = np.zeros((len(Y), 10))\nrows[Y] = 1\nreturn rows"),
        ["Line 3", "rows[Y] picks whole rows", "rows[n, Y[n]] = 1"],
    ),
    "labels taken for row numbers": (
        function("one_hot(Y)", """rows = np.zeros((len(Y), 10))
for n in Y:
    rows[n, Y[n]] = 1
return rows"""),
        ["Line 4", "`for n in Y` gives the entries of Y", "range(len(Y))"],
    ),
    "the shape without its brackets": (
        function("one_hot(Y)", "rows = np.zeros(len(Y), 10)\nreturn rows"),
        ["Line 2", "np.zeros((len(Y), 10))", "brackets of its own"],
    ),
    "N and the shape without its brackets": (
        function("one_hot(Y)", "N = len(Y)\nrows = np.zeros(N, 10)\nreturn rows"),
        ["Line 3", "np.zeros((N, 10))"],
    ),
    "all the labels against all the digits": (
        function("one_hot(Y)", "return Y == range(10)"),
        ["Line 2", "== works entry by entry, but the shapes (3,) and (10,) do not fit", "row n belongs to Y[n]"],
    ),
    "one = to compare": (
        function("count_ink(image)", "return np.sum(image = 0.0)"),
        ["Line 2", "write two signs: image =="],
    ),
    "copy without brackets": (
        function("add_noise(image, noise_level, rng)", """damaged = image.copy
for place in rng.choice(15, size=noise_level, replace=False):
    damaged[place // 3, place % 3] = 1.0
return damaged"""),
        ["image.copy without brackets", "image.copy()"],
    ),
    "the counter of the ink begun anew": (
        function("count_ink(image)", """for row in image:
    count = 0
    for pixel in row:
        if pixel == 0.0:
            count += 1
return count"""),
        ["count begins anew"],
    ),
    # ---- 02
    "Python's max with 0": (
        "def my_relu(Z):\n    return max(0, Z)\n\ncheck.relu(my_relu)",
        ["Line 2", "`return max(0, Z)`", "max and if are Python's", "np.maximum(0, Z)"],
    ),
    "Python's max with 0, row by row": (
        "def my_relu(Z):\n    return [max(0, z) for z in Z]\n\ncheck.relu(my_relu)",
        ["Line 2", "max and if are Python's", "np.maximum(0, Z)"],
    ),
    "Python's max on a table": (
        "def my_softmax(Z):\n    m = max(Z)\n    E = np.exp(Z - m)\n    return E / np.sum(E, axis=1, keepdims=True)\n"
        "\ncheck.softmax(my_softmax)",
        ["Line 2", "`m = max(Z)`", "np.max", "axis=1, keepdims=True"],
    ),
    "b1 in layer 2": (
        "def my_forward(X, parameters):\n    W1, b1, W2, b2 = parameters\n    Z1 = X @ W1 + b1\n"
        "    A1 = firstnn.relu(Z1)\n    Z2 = A1 @ W2 + b1\n    return Z1, A1, Z2, firstnn.softmax(Z2)\n"
        "\ncheck.forward_from_memory(my_forward)",
        ["b1 belongs to layer 1. In Z2 it is b2."],
    ),
    "the notebook's X in a forward pass": (
        "X = np.ones((3, 15))\ndef my_forward(x, parameters):\n    W1, b1, W2, b2 = parameters\n"
        "    Z1 = X @ W1 + b1\n    return Z1, Z1, Z1, Z1\n\ncheck.forward_from_memory(my_forward)",
        ["Line 4", "never uses its argument x: it uses X"],
    ),
    # ---- 03
    "the notebook's N": (
        function("cross_entropy(Y, Y_hat)", "return -np.mean(np.log(Y_hat[np.arange(N), Y]))"),
        ["Line 2", "`return -np.mean(np.log(Y_hat[np.arange(N), Y]))`", "np.arange(len(Y))", "uses N, a name of the "
                                                                                             "notebook"],
    ),
    "whole rows": (
        function("cross_entropy(Y, Y_hat)", "return -np.mean(np.log(Y_hat[Y]))"),
        ["whole rows"],
    ),
    "a floor with two decimals": ("check.floor_of_the_5(0.87)", ["✗", "three decimals"]),
    # ---- 06
    "return inside the loop": (
        function("accuracy(Y, predicted)", """right = 0
for t, p in zip(Y, predicted):
    if t == p:
        right += 1
    return right / len(Y)"""),
        ["return stands inside the loop"],
    ),
    "return inside the if": (
        function("accuracy(Y, predicted)", """right = 0
for t, p in zip(Y, predicted):
    if t == p:
        right += 1
        return right / len(Y)"""),
        ["ends at the first hit", "inside the loop"],
    ),
    "the counter begun anew": (
        function("accuracy(Y, predicted)", """for t, p in zip(Y, predicted):
    right = 0
    if t == p:
        right += 1
return right / len(Y)"""),
        ["right begins anew"],
    ),
    "and between arrays": (
        function("confusion_matrix(Y, predicted)", """M = np.zeros((10, 10))
for t in range(10):
    for p in range(10):
        M[t, p] = np.sum(Y == t and predicted == p)
return M"""),
        ["Line 5", "and, or join two single truths", "(Y == t) & (predicted == p)", "brackets"],
    ),
    "and between arrays, in the accuracy": (
        function("accuracy(Y, predicted)", "return np.mean(Y == 1 and predicted == 1)"),
        ["Between arrays write &", "brackets around each side"],
    ),
    "& without brackets": (
        function("confusion_matrix(Y, predicted)", """M = np.zeros((10, 10))
for t in range(10):
    for p in range(10):
        M[t, p] = np.sum(Y == t & predicted == p)
return M"""),
        ["(Y == t) & (predicted == p)", "each side in brackets"],
    ),
    "no zip": (
        function("accuracy(Y, predicted)", """right = 0
for t, p in Y, predicted:
    right += t == p
return right / len(Y)"""),
        ["zip(Y, predicted)"],
    ),
    "no zip in the confusion matrix": (
        function("confusion_matrix(Y, predicted)", """M = np.zeros((10, 10), dtype=int)
for t, p in Y, predicted:
    M[t, p] += 1
return M"""),
        ["zip(Y, predicted)"],
    ),
    "round brackets": (
        function("accuracy(Y, predicted)", """right = 0
for i in range(len(Y)):
    if Y(i) == predicted(i):
        right += 1
return right / len(Y)"""),
        ["Line 4", "square brackets: Y[n], not Y(n)"],
    ),
    "the notebook's 200": (
        function("accuracy(Y, predicted)", "return sum(Y[n] == predicted[n] for n in range(200)) / 200"),
        ["range(len(Y))"],
    ),
    "one thing in the place of two": (
        function("best_accuracy(X, Y)", """counts = firstnn.count_pictures(X, Y)
return counts.max(axis=1).sum() / len(X)""").replace("check.best_accuracy(", "check.best_possible("),
        ["Line 3", "pictures, counts = count_pictures(X, Y)"],
    ),
    "a loop over both of the two": (
        function("best_accuracy(X, Y)", """counts = firstnn.count_pictures(X, Y)
right = 0
for row in counts:
    right += max(row)
return right / len(X)""").replace("check.best_accuracy(", "check.best_possible("),
        ["Line 5", "pictures, counts = count_pictures(X, Y)"],
    ),
    "the notebook's table": (
        function("best_accuracy(X, Y)", "return counts.max(axis=1).sum() / len(Y)").replace(
            "check.best_accuracy(", "check.best_possible("
        ),
        ["counts"],
    ),
    "returned at the first hit": (
        function("share_seen(X_train, X)", """for image in X:
    return np.mean((X_train == image).all(axis=1).any())"""),
        ["return stands inside the loop"],
    ),
    # ---- 07
    "returned at the first pixel": (
        function("decisive_pixels(network, image)", """pixels = []
for pixel in range(15):
    other = image.copy
    other[pixel] = 1 - other[pixel]
    if network.predict([other])[0] != network.predict([image])[0]:
        pixels.append(pixel)
return pixels"""),
        ["image.copy()", "brackets"],
    ),
    "return under the append": (
        function("decisive_pixels(network, image)", """pixels = []
for pixel in range(15):
    other = image.copy()
    other[pixel] = 1 - other[pixel]
    if network.predict([other])[0] != network.predict([image])[0]:
        pixels.append(pixel)
        return pixels"""),
        ["ends at the first hit", "inside the loop"],
    ),
    "64 units": (
        function("count_right_with_only(A1, W2, b2, Y, units)", """A1 = A1.copy()
for unit in range(64):
    if unit not in units:
        A1[:, unit] = 0
return np.sum((A1 @ W2 + b2).argmax(axis=1) == Y)"""),
        ["Line 5", "not always 64"],
    ),
    "the whole notebook's X": (
        function("surest_nonsense(network, pictures)", """sure = network.forward(all_pictures).max(axis=1)
return all_pictures[sure.argmax()]"""),
        ["all_pictures"],
    ),
    # ---- 04
    "brackets forgotten twice": (
        function("numerical_gradient(f, x, step)", """
slopes = np.zeros_like(x)
for index in np.ndindex(x.shape):
    above, below = x.copy(), x.copy()
    above[index] += step
    below[index] -= step
    slopes[index] = f(above) - f(below) / 2 * step
return slopes"""),
        ["Brackets are missing twice"],
    ),
    "a bias forgotten in forward": (
        BACKWARD.format("firstnn.relu(X @ W1)"),
        ["b1 is missing in the forward pass"],
    ),
    "a bare relu": (
        BACKWARD.format("relu(X @ W1 + b1)"),
        ["Line 2", "A1 = relu(X @ W1 + b1)", "write firstnn.relu"],
    ),
    # ---- 05
    "the update after the loop": (
        function("train_by_hand(network, X, Y, learning_rate, epochs)", """
losses = []
for epoch in range(epochs):
    Y_hat = network.forward(X)
    losses.append(network.compute_loss(Y, Y_hat))
    g = network.backward(X, Y, Y_hat)
network.update_parameters(*g, learning_rate)
return losses""", "train"),
        ["Every loss is the same", "Indent it"],
    ),
    "gradients not unpacked": (
        function("train_by_hand(network, X, Y, learning_rate, epochs)", """
for epoch in range(epochs):
    g = network.backward(X, Y, network.forward(X))
    network.update_parameters(g, learning_rate)
return []""", "train"),
        ["Line 4", "too few arguments", "unpack them"],
    ),
    "append assigned": (
        function("train_by_hand(network, X, Y, learning_rate, epochs)", """
losses = []
for epoch in range(epochs):
    losses = losses.append(network.compute_loss(Y, network.forward(X)))
return losses""", "train"),
        ["Line 4", "Write losses.append(…) alone"],
    ),
    "W of the notebook": (
        function(
            "update_layer(W, b, dW, db, learning_rate)", "return W1 - learning_rate * dW, b - learning_rate * db", "update"
        ),
        ["never uses its argument W: it uses W1, a name of the notebook"],
    ),
}  # fmt: skip


def ask(name: str, answer) -> check.Result:
    """What the check says, with warnings as errors."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return getattr(check, name)(*answer) if name in TWO_ARGUMENTS else getattr(check, name)(answer)


def answers(kind: str):
    """The test, for each exercise that has answers of this kind: RIGHT or WRONG."""
    found = {name: each for lesson in ANSWERS for name, each in getattr(lesson, kind).items()}
    return pytest.mark.parametrize(("name", "given"), found.items(), ids=found.keys())


@answers("RIGHT")
def test_right_answers_pass_in_every_style(name, given):
    for answer in given:
        result = ask(name, answer)
        assert result, (answer, result)


@answers("WRONG")
def test_each_wrong_answer_gets_its_own_words(name, given):
    results = {words: ask(name, answer) for words, answer in given.items()}
    assert not [f"{words}: {result}" for words, result in results.items() if result or words not in result.message]
    assert len({result.message for result in results.values()}) == len(results)


@pytest.mark.parametrize(("cell", "words"), TABLE.values(), ids=TABLE.keys())
def test_a_wrong_answer_gets_its_words(cell, words):
    said = answer_to(cell)
    assert not said
    assert not [each for each in words if each not in repr(said)], said
    assert len(said.message) <= 350, len(said.message)


@pytest.mark.parametrize("exercise", EXERCISES, ids=repr)
def test_no_known_mistake_is_right(exercise):
    for number, (_, sentence) in enumerate(exercise.programs):
        outcomes = [exercise.outcome(number, case) for case in range(len(exercise.cases))]
        assert not exercise.fit(outcomes), sentence


@pytest.mark.parametrize("exercise", EXERCISES, ids=repr)
def test_each_slip_and_each_other_program_is_told_apart(exercise):
    """A program gets its own sentence: none before it in the list gives the same answers and says something else."""
    single = len(exercise.programs) - sum(said.startswith("Two things are to mend") for _, said in exercise.programs)
    for number, (_, sentence) in enumerate(exercise.programs[:single]):
        outcomes = [exercise.outcome(number, case) for case in range(len(exercise.cases))]
        assert any(each is not None for each in outcomes), f"computes nothing: {sentence}"
        assert exercise.recognised(outcomes) == sentence


@pytest.mark.parametrize("exercise", EXERCISES, ids=repr)
def test_the_right_answer_is_praised(exercise):
    right = exercise.right() if isinstance(exercise, Value) else exercise.right
    assert exercise(right).passed and exercise(right).message


def recognised() -> dict[str, tuple[int, int]]:
    """For each exercise, how many wrong programs are known: with one mistake, and with two."""
    found = {}
    for name in check.__all__:
        if isinstance(exercise := getattr(check, name), Exercise):
            two = sum(said.startswith("Two things are to mend") for _, said in exercise.programs)
            found[name] = (len(exercise.programs) - two, two)
    return found


if __name__ == "__main__":
    for name, (one, two) in recognised().items():
        print(f"{name:24}{one:5} {two:5}")
    print(f"{'all':24}{sum(one for one, _ in recognised().values()):5} {sum(two for _, two in recognised().values()):5}")
