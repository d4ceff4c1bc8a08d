"""Notebook 04: its pictures, its panel, its checks, and the sentences whose numbers code owns."""

import warnings
from pathlib import Path

import nbformat
import numpy as np
import pytest
from matplotlib.patches import FancyArrowPatch

import firstnn
from firstnn import check, plots, widgets
from firstnn.check import backpropagation as checks
from firstnn.plots import backpropagation as pictures

X, Y = firstnn.every_damaged_digit()
NETWORK = firstnn.FirstNeuralNetwork(rng=0)
SLOPES = NETWORK.backward(X, Y, NETWORK.forward(X))
MEASURED = firstnn.numerical_gradients(NETWORK, X, Y)


# ---- checks: answers as learners write them


def right_gradient(f, x, step):
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        moved = x.copy()
        moved[index] = x[index] + step
        above = f(moved)
        moved[index] = x[index] - step
        gradient[index] = (above - f(moved)) / (2 * step)
    return gradient


def gradient_by_moving_there_and_back(f, x, step):
    x = x.copy()
    slopes = []
    for place in range(x.size):
        x.flat[place] += step
        above = f(x)
        x.flat[place] -= 2 * step
        below = f(x)
        x.flat[place] += step
        slopes.append((above - below) / 2 / step)
    return np.array(slopes).reshape(x.shape)


def each_entry(slope):
    def gradient(f, x, step):
        result = np.zeros(x.shape)
        for index in np.ndindex(x.shape):
            up, down = x.copy(), x.copy()
            up[index] += step
            down[index] -= step
            result[index] = slope(f(up), f(x), f(down), step)
        return result

    return gradient


def forgets_to_put_back(f, x, step):
    x = x.copy()
    result = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] = x[index] + step
        above = f(x)
        x[index] = x[index] - 2 * step
        result[index] = (above - f(x)) / (2 * step)
    return result


def changes_its_argument(f, x, step):
    result = gradient_by_moving_there_and_back(f, x, step)
    x += 1
    return result


def central(f, x, step):
    return (f(x + step) - f(x - step)) / (2 * step)


def return_inside(f, x, step):
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        gradient[index] = right_gradient(f, x, step)[index]
        return gradient


def rows_of_a_table(f, x, step):
    gradient = np.zeros_like(x)
    for i in range(len(x)):
        moved = x.copy()
        moved[i] = x[i] + step
        above = f(moved)
        moved[i] = x[i] - step
        gradient[i] = (above - f(moved)) / (2 * step)
    return gradient


def up_and_back(f, x, step):
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        moved = x.copy()
        moved[index] += step
        above = f(moved)
        moved[index] -= step
        gradient[index] = (above - f(moved)) / (2 * step)
    return gradient


def tables_only(f, x, step):
    gradient = np.zeros_like(x)
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            gradient[i, j] = right_gradient(f, x, step)[i, j]
    return gradient


WRONG_GRADIENTS = {
    "one side": each_entry(lambda up, here, down, step: (up - here) / step),
    "one step below": each_entry(lambda up, here, down, step: (here - down) / step),
    "twice too large": each_entry(lambda up, here, down, step: (up - down) / step),
    "how far f rises": each_entry(lambda up, here, down, step: up - down),
    "brackets": each_entry(lambda up, here, down, step: (up - down) / 2 * step),
    "wrong sign": each_entry(lambda up, here, down, step: (down - up) / (2 * step)),
    "add the two values": each_entry(lambda up, here, down, step: (up + down) / (2 * step)),
    "get one number": lambda f, x, step: (f(x + step) - f(x - step)) / (2 * step),
    "same slope": lambda f, x, step: np.full(x.shape, (f(x + step) - f(x - step)) / (2 * step)),
    "stays moved": forgets_to_put_back,
    "one row": lambda f, x, step: [g for g in right_gradient(f, x, step).ravel()],
    "f takes the whole array": lambda f, x, step: np.reshape([central(f, x[i], step) for i in np.ndindex(x.shape)], x.shape),
    "return the whole array": lambda f, x, step: right_gradient(f, x, step).ravel()[0],
    "Move it to the left, under the for.": return_inside,
    "x[i] is a whole row": rows_of_a_table,
    "a step up and a step back": up_and_back,
    "Every slope is 0": lambda f, x, step: 0 * x,
    "step of your own": lambda f, x, step: right_gradient(f, x, 1e-6),
    "changes what it was given": changes_its_argument,
    "stopped with IndexError": tables_only,
    "gives nothing back": lambda f, x, step: print(end=""),
}


def backward_in_numpy(X, Y, W1, b1, W2, b2, **broken):
    Z1 = X @ W1 + b1
    A1 = firstnn.relu(Z1)
    Y_hat = firstnn.softmax(A1 @ W2 + b2)
    dZ2 = broken.get("dZ2", lambda Y_hat, T, Z2: (Y_hat - T) / len(T))(Y_hat, firstnn.one_hot(Y, W2.shape[1]), A1 @ W2 + b2)
    dA1 = dZ2 @ W2.T
    dZ1 = broken.get("dZ1", lambda dA1, Z1, A1: dA1 * (Z1 > 0))(dA1, Z1, A1)
    weights = broken.get("weights", lambda A, dZ: A.T @ dZ)
    bias = broken.get("bias", lambda dZ: dZ.sum(axis=0, keepdims=True))
    return weights(X, dZ1), bias(dZ1), weights(A1, dZ2), bias(dZ2)


def backward_in_loops(X, Y, W1, b1, W2, b2):
    N, hidden, outputs = len(X), len(W2), W2.shape[1]
    dW1, db1, dW2, db2 = np.zeros(W1.shape), np.zeros(b1.shape), np.zeros(W2.shape), np.zeros(b2.shape)
    for x, y in zip(X, Y):
        z1 = [b1[0, j] + sum(x[i] * W1[i, j] for i in range(len(x))) for j in range(hidden)]
        a1 = [max(0, z) for z in z1]
        e = [np.exp(b2[0, k] + sum(a1[j] * W2[j, k] for j in range(hidden))) for k in range(outputs)]
        for k in range(outputs):
            push = (e[k] / sum(e) - (k == y)) / N
            db2[0, k] += push
            for j in range(hidden):
                dW2[j, k] += a1[j] * push
                if z1[j] > 0:
                    db1[0, j] += W2[j, k] * push
                    dW1[:, j] += x * W2[j, k] * push
    return [dW1, db1, dW2, db2]


def broken(**parts):
    return lambda *arguments: backward_in_numpy(*arguments, **parts)


def one_slope_replaced(place, change):
    def backward(*arguments):
        slopes = list(backward_in_numpy(*arguments))
        slopes[place] = change(slopes[place])
        return slopes

    return backward


def z1_for_a1(X, Y, W1, b1, W2, b2):
    dW1, db1, _, db2 = backward_in_numpy(X, Y, W1, b1, W2, b2)
    Y_hat = firstnn.softmax(firstnn.relu(X @ W1 + b1) @ W2 + b2)
    return dW1, db1, (X @ W1 + b1).T @ (Y_hat - firstnn.one_hot(Y)) / len(X), db2


WRONG_BACKWARDS = {
    "division by N is missing": broken(dZ2=lambda P, T, Z2: P - T),
    "number of all entries": broken(dZ2=lambda P, T, Z2: (P - T) / P.size),
    "write len(X)": broken(dZ2=lambda P, T, Z2: (P - T) / 150),
    "ReLU is forgotten": lambda *arguments: no_relu(*arguments),
    "divide by N twice": broken(dZ2=lambda P, T, Z2: (P - T) / len(P) / len(P)),
    "sign is turned round": broken(dZ2=lambda P, T, Z2: (T - P) / len(P)),
    "wrong sign and lacks": broken(dZ2=lambda P, T, Z2: T - P),
    "without taking the one-hot": broken(dZ2=lambda P, T, Z2: P / len(P)),
    "class numbers themselves": broken(dZ2=lambda P, T, Z2: (P - T.argmax(axis=1).reshape(-1, 1)) / len(P)),
    "logits Z2 in place": broken(dZ2=lambda P, T, Z2: (Z2 - T) / len(P)),
    "slope of softmax is already": broken(dZ2=lambda P, T, Z2: (P - T) * P * (1 - P) / len(P)),
    "ever switched off": broken(dZ1=lambda dA1, Z1, A1: dA1 * (A1 >= 0)),
    "mask is inverted": broken(dZ1=lambda dA1, Z1, A1: dA1 * (Z1 < 0)),
    "by A1, the value": broken(dZ1=lambda dA1, Z1, A1: dA1 * A1),
    "multiply by Z1": broken(dZ1=lambda dA1, Z1, A1: dA1 * Z1),
    "rectify the slopes": broken(dZ1=lambda dA1, Z1, A1: firstnn.relu(dA1)),
    "slope of tanh": broken(dZ1=lambda dA1, Z1, A1: dA1 * firstnn.tanh_derivative(Z1)),
    "before ReLU: it is A1": z1_for_a1,
    "transposed": broken(weights=lambda A, dZ: dZ.T @ A),
    "divide by N once more": broken(weights=lambda A, dZ: A.T @ dZ / len(dZ)),
    "lost an axis": broken(bias=lambda dZ: dZ.sum(axis=0)),
    "over the wrong axis": broken(bias=lambda dZ: dZ.sum(axis=1)),
    "sum over everything": broken(bias=lambda dZ: dZ.sum()),
    "take the mean": broken(bias=lambda dZ: dZ.mean(axis=0, keepdims=True)),
    "the sum over the pictures is wanted": broken(bias=lambda dZ: dZ.max(axis=0, keepdims=True)),
    "one row only": broken(bias=lambda dZ: dZ[[0]]),
    "every entry is 0": one_slope_replaced(3, np.zeros_like),
    "in the order dW2, db2, dW1, db1": lambda *arguments: [backward_in_numpy(*arguments)[place] for place in (2, 3, 0, 1)],
    "its shape is (3,), but it must be (3, 4), that of W1.": one_slope_replaced(0, lambda dW1: dW1[:, 0]),
    "not an array of numbers": one_slope_replaced(1, lambda db1: "db1"),
    "holds NaN": one_slope_replaced(2, lambda dW2: np.where(dW2 == dW2.max(), np.nan, dW2)),
    "the values are not": one_slope_replaced(3, lambda db2: db2 + 0.01),
    "by its name and without brackets": 3,
    "return four arrays": lambda *arguments: backward_in_numpy(*arguments)[:2],
    "entry by entry, with *": lambda X, Y, W1, b1, W2, b2: ((X @ W1 + b1) @ W2 @ W2.T) @ (X @ W1 + b1 > 0),
    "Is a .T missing": lambda X, Y, W1, b1, W2, b2: (firstnn.softmax(firstnn.relu(X @ W1 + b1) @ W2 + b2) @ W2,),
    "turn it into one-hot rows": lambda X, Y, W1, b1, W2, b2: firstnn.relu(X @ W1 + b1) @ W2 + b2 - Y,
}


def no_relu(X, Y, W1, b1, W2, b2, mask=True):
    A1 = X @ W1 + b1
    dZ2 = (firstnn.softmax(A1 @ W2 + b2) - firstnn.one_hot(Y)) / len(X)
    dZ1 = dZ2 @ W2.T * (A1 > 0) if mask else dZ2 @ W2.T
    return X.T @ dZ1, dZ1.sum(axis=0, keepdims=True), A1.T @ dZ2, dZ2.sum(axis=0, keepdims=True)


WRONG_TANH = {
    "^ is no power": lambda Z: 1 - np.tanh(Z) ^ 2,
    "square is missing": lambda Z: 1 - np.tanh(Z),
    "square z itself": lambda Z: 1 - Z**2,
    "always rises": lambda Z: np.tanh(Z) ** 2 - 1,
    "the square itself": lambda Z: np.tanh(Z) ** 2,
    "tanh itself": np.tanh,
    "square before tanh": lambda Z: 1 - np.tanh(Z * Z),
    "too late": lambda Z: (1 - np.tanh(Z)) ** 2,
    "doubles": lambda Z: 1 - np.tanh(Z) * 2,
    "add the square": lambda Z: 1 + np.tanh(Z) ** 2,
    "take tanh twice": lambda Z: 1 - np.tanh(np.tanh(Z)) ** 2,
    "slope of ReLU": lambda Z: 1.0 * (Z > 0),
}

WRONG_PATHS = {
    "add the slopes": 3 + 1 - 0.5 + 0.4,
    "sign is not": 0.6,
    "last factor": 3 * -0.5,
    "w2 as well": 3 * 0.4,
    "along z1": -0.5 * 0.4,
    "along w2": 6 * 0.4,
    "value of ReLU": 3 * 6 * -0.5 * 0.4,
    "not its value": 6 * -0.5 * 0.4,
    "not by w1 itself": 2 * -0.5 * 0.4,
    "ReLU stops": 0,
}

WRONG_SUSPECTS = {
    "At least one": set(),
    "spoil dW2": {"dZ2", "dA1", "dZ1"},
    "measured to be right": {"dA1", "dW2"},
    "does not touch": {"dW1", "db1"},
    "before it": {"dZ1"},
    "after it": "dA1",
    "A1 is not a line": {"W2", "A1"},
    "curly brackets": 3,
}

CHECKS = {
    "numerical_gradient": (check.numerical_gradient, WRONG_GRADIENTS),
    "backward": (check.backward, WRONG_BACKWARDS),
    "tanh_derivative": (check.tanh_derivative, WRONG_TANH),
    "slope_along_path": (check.slope_along_path, WRONG_PATHS),
    "suspects": (check.suspects, WRONG_SUSPECTS),
}


@pytest.mark.parametrize(
    ("examine", "answer"),
    [
        (check.numerical_gradient, right_gradient),
        (check.numerical_gradient, gradient_by_moving_there_and_back),
        (check.numerical_gradient, firstnn.numerical_gradient),
        (check.backward, backward_in_numpy),
        (check.backward, backward_in_loops),
        (check.tanh_derivative, firstnn.tanh_derivative),
        (check.tanh_derivative, lambda Z: 1 / np.cosh(Z) ** 2),
        (check.slope_along_path, -0.6),
        (check.slope_along_path, np.float64(3 * 1 * -0.5 * 0.4)),
        (check.suspects, {"dA1", "dZ1"}),
        (check.suspects, ["dZ1", "dA1"]),
        (check.suspects, "dA1, dZ1"),
        (check.suspects, ("dZ1 ", "dA1")),
        (check.suspects, frozenset({"dA1", "dZ1"})),
    ],
)
def test_right_answers_pass(examine, answer):
    result = examine(answer)
    assert result, result


@pytest.mark.parametrize(
    ("examine", "word", "wrong"),
    [(examine, word, wrong) for examine, answers in CHECKS.values() for word, wrong in answers.items()],
    ids=[f"{name}-{word}" for name, (_, answers) in CHECKS.items() for word in answers],
)
def test_wrong_answers_are_named(examine, word, wrong):
    result = examine(wrong)
    assert not result and word in result.message, result
    assert result.message.count(". ") <= 3


@pytest.mark.parametrize("name", CHECKS)
def test_each_mistake_has_a_message_of_its_own(name):
    examine, answers = CHECKS[name]
    messages = [examine(wrong).message for wrong in answers.values()]
    assert len(set(messages)) == len(messages) >= 4


@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.parametrize("anything", [None, ..., 3, "text", [], object(), np.ones((2, 2)), {}, lambda: 1, lambda *a: 1 / 0])
def test_checks_never_raise(name, anything):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = CHECKS[name][0](anything)
    assert not result and result.message
    if anything is None or anything is ...:
        assert "Not written yet" in result.message


def test_stubs_are_not_written_yet():
    def stub(X, Y, W1, b1, W2, b2):
        """dW1, db1, dW2, db2."""
        ...

    for examine in (check.backward, check.numerical_gradient, check.tanh_derivative):
        assert "Not written yet" in examine(stub).message


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("dZ2", "spoil dW2"),
        ("dW2", "measured to be right"),
        ("db2", "measured to be right"),
        ("dW1", "does not touch"),
        ("db1", "does not touch"),
        (3, "names of lines"),
    ],
)
def test_each_line_of_the_backward_pass_may_be_suspected(line, word):
    assert word in check.suspects([line]).message


def test_a_slope_off_by_a_few_millionths_is_not_right():
    assert check.backward(one_slope_replaced(0, lambda dW1: dW1 * (1 + 1e-9)))
    assert "values are not" in check.backward(one_slope_replaced(0, lambda dW1: dW1 * (1 + 5e-6))).message


def test_a_gradient_given_twice_is_no_matter_of_the_order():
    message = check.backward(lambda *arguments: [backward_in_numpy(*arguments)[place] for place in (0, 1, 2, 1)]).message
    assert message.startswith("dW1, db1 and dW2 are right. db2: its shape is (1, 4)")


@pytest.mark.parametrize(
    ("word", "bias"),
    [
        ("over the wrong axis", lambda dZ: dZ.sum(axis=1, keepdims=True)),
        ("over the wrong axis", lambda dZ: dZ.sum(axis=1).reshape(1, -1)),
        ("sum over everything", lambda dZ: dZ.sum(keepdims=True)),
        ("sum over everything", lambda dZ: np.full((1, dZ.shape[1]), dZ.sum())),
    ],
)
def test_a_wrong_sum_for_the_biases_is_named_in_any_shape(word, bias):
    message = check.backward(broken(bias=bias)).message
    assert message.startswith("dW1 and dW2 are right. db1 and db2: you sum ") and word in message


def test_shapes_that_do_not_fit_are_blamed_on_the_class_numbers_only_where_these_meet_them():
    message = check.backward(lambda X, Y, W1, b1, W2, b2: (X @ W1 + b1) * (X @ W1 @ W2)).message
    assert "(5, 4) and (5, 10)" in message and "one-hot" not in message


def test_the_four_gradients_are_judged_one_by_one():
    message = check.backward(broken(dZ1=lambda dA1, Z1, A1: dA1)).message
    assert message.startswith("dW2 and db2 are right. dW1 and db1:")
    message = check.backward(one_slope_replaced(2, np.transpose)).message
    assert message.startswith("dW1, db1 and db2 are right. dW2: the product is transposed")
    both = broken(dZ1=lambda dA1, Z1, A1: dA1, bias=lambda dZ: dZ.sum(axis=0))
    message = check.backward(both).message
    assert message.startswith("dW2 is right.") and "lost an axis" in message and "switched off" in message
    assert "b2: you sum over everything" in check.backward(one_slope_replaced(3, lambda db2: 0.0)).message
    message = check.backward(broken(dZ2=lambda P, T, Z2: P - T, bias=lambda dZ: dZ.sum(axis=0))).message
    assert (
        "dW1, db1, dW2 and db2: the division by N is missing" in message and "db1 and db2: the numbers are right" in message
    )


def test_a_forward_pass_without_its_relu_is_named_with_and_without_the_mask():
    for mask in (True, False):
        message = check.backward(lambda *arguments, mask=mask: no_relu(*arguments, mask=mask)).message
        assert message.startswith("dW1, db1, dW2 and db2: the ReLU is forgotten")
    two = check.backward(lambda *arguments: ["db", "db", *backward_in_numpy(*arguments)[2:]]).message
    assert two == "dW2 and db2 are right. dW1 and db1: not an array of numbers."


def test_the_check_of_backward_knows_the_right_answer():
    arguments = checks.example()
    network = firstnn.FirstNeuralNetwork(3, 4, 10)
    network.W1, network.b1, network.W2, network.b2 = arguments[2:]
    slopes = network.backward(*arguments[:2], network.forward(arguments[0]))
    for mine, theirs in zip(checks.gradients_with(arguments).values(), slopes):
        np.testing.assert_allclose(mine, theirs, rtol=1e-12)
    switched_on = (network.Z1 > 0).sum(axis=0)
    assert 0 < network.Z1[network.Z1 > 0].size < network.Z1.size and switched_on.max() > 0


# ---- pictures


def drawn(draw, *arguments, **options):
    figure, ax = plots.figure()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = draw(ax, *arguments, **options)
        figure.canvas.draw()
    assert result is ax
    return ax


def lines(ax):
    return {line.get_label(): line for line in ax.lines}


def test_secants_have_their_slopes():
    found = lines(drawn(plots.draw_secants, lambda x: x**3, 2.0, 1.0))
    for name, slope in (("tangent", 12), ("one-sided", 19), ("central", 13)):
        (x0, x1), (y0, y1) = found[name].get_data()
        assert (y1 - y0) / (x1 - x0) == pytest.approx(slope, rel=1e-6)
        assert np.interp(2.0, [x0, x1], [y0, y1]) == pytest.approx(14 if name == "central" else 8)


def test_step_errors_are_drawn_and_zeros_left_out():
    found = lines(drawn(plots.draw_step_errors, [0.1, 0.01], [1e-2, 1e-3], [1e-4, 0.0]))
    assert found["one-sided"].get_ydata().tolist() == [1e-2, 1e-3]
    assert found["central"].get_ydata()[0] == 1e-4 and np.isnan(found["central"].get_ydata()[1])


def test_passes_show_every_shape():
    words = [text.get_text() for text in drawn(plots.draw_passes, 150, (15, 64, 10)).texts]
    for partner in (
        "W1\n15 × 64",
        "b1\n1 × 64",
        "W2\n64 × 10",
        "b2\n1 × 10",
        "Z1\n150 × 64",
        "A1\n150 × 64",
        "Z2\n150 × 10",
    ):
        assert partner in words and f"d{partner}" in words
    assert "X\n150 × 15" in words and "Y_hat\n150 × 10" in words


def test_arrows_of_the_passes_are_drawn_whole_from_box_to_box():
    ax = drawn(plots.draw_passes, 150, (15, 64, 10))
    boxes = {text.get_bbox_patch(): text for text in ax.texts if text.get_bbox_patch()}
    arrows = [patch for patch in ax.patches if isinstance(patch, FancyArrowPatch)]
    assert len(arrows) == 16
    names = {tuple(boxes[end].get_text().split("\n")[0] for end in (arrow.patchA, arrow.patchB)) for arrow in arrows}
    assert {("b1", "Z1"), ("b2", "Z2"), ("dZ1", "db1"), ("dZ2", "db2"), ("loss", "dZ2")} <= names
    for arrow in arrows:
        for end in (arrow.patchA, arrow.patchB):
            near = end.get_window_extent().expanded(1.01, 1.01).padded(6)
            assert near.overlaps(arrow.get_window_extent())
        assert max(arrow.get_window_extent().size) > 12


def test_product_names_its_three_matrices():
    words = [
        text.get_text() for text in drawn(plots.draw_product, "ABC", ["2 × 3", "3 × 4", "2 × 4"], "row", "column").texts
    ]
    assert {"A  2 × 3", "B  3 × 4", "C  2 × 4", "row", "column"} <= set(words)


def test_gradient_check_draws_every_slope_once():
    found = lines(drawn(plots.draw_gradient_check, SLOPES, MEASURED))
    marks = {name: line for name, line in found.items() if name.startswith("d")}
    assert list(marks) == ["dW1", "db1", "dW2", "db2"]
    assert sum(len(line.get_xdata()) for line in marks.values()) == 1674
    assert np.array_equal(marks["dW2"].get_xdata(), SLOPES.dW2.ravel())
    assert np.array_equal(marks["dW2"].get_ydata(), MEASURED.dW2.ravel())
    assert len({line.get_marker() for line in marks.values()}) == 4


def test_gradient_check_of_nothing_but_zeros():
    zeros = [np.zeros_like(slope) for slope in SLOPES]
    drawn(plots.draw_gradient_check, zeros, zeros)


def test_accuracies_and_errors_are_written_out():
    ax = drawn(plots.draw_accuracies, {"correct": 0.9533, "wrong": 0.5}, 0.9533)
    assert [bar.get_width() for bar in ax.patches] == [0.5, 0.9533]
    assert {"95%", "50%"} <= {text.get_text() for text in ax.texts}
    right = dict.fromkeys(("W1", "b1", "W2", "b2"), 1e-9)
    ax = drawn(
        plots.draw_gradient_errors, {"correct": right, "wrong": right | {"b1": 1.26}, "worse": right | {"b1": np.nan}}
    )
    words = [text.get_text() for text in ax.texts]
    assert words[:4] == ["✓ below\n1e-6"] * 4 and words[5] == "✗ wrong\n1.3" and words[9].startswith("✗")
    assert words.count("✓ below\n1e-6") == 10


def test_function_and_its_slope():
    found = lines(drawn(plots.draw_function_and_slope, np.sin, np.cos, "sine", [0.0, 1.0]))
    assert found["sine"].get_ydata().tolist() == np.sin([0, 1]).tolist()
    assert found["slope of sine"].get_ydata().tolist() == np.cos([0, 1]).tolist()


@pytest.mark.parametrize(("name", "place"), [("W2", (19, 3)), ("W1", (8, 19)), ("b1", (0, 5)), ("b2", (0, 0))])
def test_one_weight_curve_point_and_tangent(name, place):
    before = NETWORK.parameters
    found = lines(drawn(plots.draw_one_weight, NETWORK, name, place, X, Y))
    assert all(now is then for now, then in zip(NETWORK.parameters, before))
    value, loss = getattr(NETWORK, name)[place], firstnn.loss_at(NETWORK, name, getattr(NETWORK, name), X, Y)
    values, losses = found["loss"].get_data()
    assert losses[len(values) // 2] == pytest.approx(loss) and values[len(values) // 2] == pytest.approx(value)
    (x0, x1), (y0, y1) = found["tangent"].get_data()
    assert (y1 - y0) / (x1 - x0) == pytest.approx(getattr(MEASURED, f"d{name}")[place], abs=1e-8)
    assert (y0 + y1) / 2 == pytest.approx(loss)


def test_advice_follows_the_sign():
    assert [pictures.advice(slope) for slope in (0.3, -0.3, 0.0, 1e-9, -1e-9)] == [
        "lower it", "raise it", "leave it", "leave it", "leave it"
    ]  # fmt: skip
    assert (
        pictures.slope_text(-0.25) == "−0.2500"
        and pictures.slope_text(0.25) == "+0.2500"
        and pictures.slope_text(-1e-9) == "0"
    )


# ---- the panel


def test_panel_through_its_ends_and_many_changes():
    panel = widgets.weight_panel()
    rng = np.random.default_rng(0)
    assert panel.problem is None and "W2, row 19, column 3" in panel.sentence and "−0.1650" in panel.sentence
    controls = panel.controls
    for name in ("W1", "W2"):
        controls["name"].value = name
        assert (controls["row"].max + 1, controls["column"].max + 1) == getattr(NETWORK, name).shape
        for control in (controls["row"], controls["column"], controls["move"]):
            for value in (control.max, control.min):
                control.value = value
                assert panel.problem is None, panel.problem
    for _ in range(200):
        key = rng.choice(["name", "row", "column", "move", "move", "move"])
        control = controls[key]
        control.value = str(rng.choice(["W1", "W2"])) if key == "name" else (
            float(rng.uniform(-3, 3)) if key == "move" else int(rng.integers(control.max + 1))
        )  # fmt: skip
        assert panel.problem is None, panel.problem
        named = f"{controls['name'].value}, row {controls['row'].value}, column {controls['column'].value} "
        assert panel.sentence.startswith(named)
        assert f"{controls['move'].value:+.2f}".replace("-", "−") in panel.sentence
        assert "nan" not in panel.sentence


def test_panel_tells_the_truth():
    panel = widgets.weight_panel("W1", 8, 19)
    seen = {panel.image.value}
    for move in (-2.0, 0.5, 3.0):
        panel.controls["move"].value = move
        moved = NETWORK.W1.copy()
        moved[8, 19] += move
        other = firstnn.FirstNeuralNetwork(rng=0)
        other.W1 = moved
        loss = other.compute_loss(Y, other.forward(X))
        slope = other.backward(X, Y, other.A2).dW1[8, 19]
        assert f"value is {moved[8, 19]:.3f}".replace("-", "−") in panel.sentence
        assert f"{loss:.4f} nats" in panel.sentence and pictures.slope_text(slope) in panel.sentence
        assert pictures.advice(slope)[:4] in panel.sentence or pictures.advice(slope) == "leave it"
        seen.add(panel.image.value)
    assert len(seen) == 4


def test_another_weight_gets_its_own_axes_and_title():
    panel = widgets.weight_panel()
    panel.controls["row"].value = 30
    assert panel.image.value == widgets.weight_panel("W2", 30, 3).image.value


def test_panel_leaves_the_network_as_it_is():
    network = firstnn.FirstNeuralNetwork(hidden_size=3, activation="tanh", rng=2)
    before = network.parameters
    panel = widgets.weight_panel("W2", 1, 2, network, X[:5], Y[:5])
    panel.controls["move"].value = 2.0
    assert all(now is then for now, then in zip(network.parameters, before)) and panel.problem is None


# ---- what the notebook says


NOTEBOOK = nbformat.read(Path(__file__).parent.parent / "notebooks" / "04_backpropagation.ipynb", as_version=4)


def printed():
    outputs = [output for cell in NOTEBOOK.cells if cell.cell_type == "code" for output in cell.outputs]
    return "".join(output.text for output in outputs if output.output_type == "stream")


def test_every_line_of_the_backward_pass_is_checked_and_agrees():
    text = printed()
    for line in (
        "dZ2 (150, 10)",
        "dW2 (64, 10)",
        "db2 (1, 10)",
        "dA1, picture 0 (64,)",
        "dZ1, picture 0 (64,)",
        "dW1 (15, 64)",
    ):
        assert f"{line}: error below 1e-6" in text, line
    assert "1,674 slopes, all errors below 1e-6: True" in text
    assert text.count("accuracy 95%") == 4


def test_sentences_about_the_network_at_the_start():
    assert NETWORK.number_of_parameters == 1674 and len(X) == 150 and len(X) * 64 == 9600
    assert not NETWORK.A1[:, 7].any()
    assert SLOPES.dW2[19, 3] == pytest.approx(-0.1650, abs=5e-5) and SLOPES.dW1[8, 19] > 0
    assert Y[45] == 3 and NETWORK.A1[1, 19] == 0 and NETWORK.A1[45, 19] > 0
    valley = pictures.losses_along(NETWORK, "W2", (19, 3), NETWORK.W2[19, 3] + pictures.MOVES, X, Y)
    assert 24 < valley.argmin() < 48
    flat = pictures.losses_along(NETWORK, "W1", (8, 19), NETWORK.W1[8, 19] + pictures.MOVES, X, Y)
    assert np.ptp(flat[:5]) < 1e-12 and (np.diff(flat[20:]) > 0).all()


def test_sentences_about_step_sizes():
    errors = [abs(float(firstnn.numerical_gradient(lambda x: x * x * x, 2.0, 10.0**-power)) - 12) for power in range(1, 15)]
    assert 4 <= np.argmin(errors) <= 5 and errors[4] < 1e-9 and errors[12] > 1e-4


def lab():
    code = "\n\n".join(cell.source for cell in NOTEBOOK.cells if cell.cell_type == "code" and "class " in cell.source)
    namespace = {"firstnn": firstnn, "np": np, "N": len(X)}
    exec(code, namespace)
    return namespace["WrongMask"], namespace["NoDivision"], namespace["WrongAxes"]


def test_the_check_names_the_broken_gradients():
    for kind, wrong in zip(lab(), ({"W1", "b1"}, {"W1", "b1", "W2", "b2"}, {"b1"})):
        network = kind(rng=0)
        errors = firstnn.gradient_errors(network.backward(X, Y, network.forward(X)), MEASURED)
        assert {name for name, error in errors.items() if 0.9 < error < 1.5} == wrong  # "errors of about 1"
        assert all(error < 1e-6 for name, error in errors.items() if name not in wrong)


@pytest.mark.parametrize("seed", range(1, 4))
def test_broken_networks_reach_the_best_accuracy_from_other_starts_too(seed):
    for kind in (firstnn.FirstNeuralNetwork, *lab()):
        network = kind(rng=seed)
        network.train(X, Y, 0.01, 3000, report_every=None)
        assert f"{np.mean(network.predict(X) == Y):.0%}" == "95%", kind


def test_without_the_division_a_learning_rate_of_a_tenth_collapses():
    for kind, learns in ((firstnn.FirstNeuralNetwork, True), (lab()[1], False)):
        network = kind(rng=0)
        network.train(X, Y, 0.1, 300, report_every=None)
        assert (np.mean(network.predict(X) == Y) > 0.9) == learns
