"""Lesson 02: checks that know the mistakes, pictures that show the data, a panel for every setting, prose that is true."""

import math
import re
import warnings

import nbformat
import numpy as np
import pytest
from conftest import ROOT
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex

import firstnn
from firstnn import check, passes, plots, widgets
from firstnn.plots import network as networks
from firstnn.plots.lessons import forward as drawings
from firstnn.plots.style import INK, NEGATIVE, PAPER, POSITIVE, QUIET, figure, pixels
from firstnn.tiny import tiny_network, tiny_picture

CLEAN = [firstnn.create_digit_image(digit) for digit in range(10)]
CLEAN_ROWS = np.array(CLEAN).reshape(10, 15)
TWO_CLICKS = np.array([-1, 1] + [0] * 13)
X, Y = firstnn.every_damaged_digit()


def stub(*arguments):
    """Something."""
    ...


def axes():
    return figure()[1]


# ---------------------------------------------------------------- checks: one neuron

FOUR = np.where(CLEAN[4] == 1, 1, -1)


@pytest.mark.parametrize(
    ("weights", "bias"),
    [(FOUR, -4.5), (FOUR.ravel(), -3), (FOUR.tolist(), np.array([-5.9])), (CLEAN[4], -5.5), (100 * FOUR, -450)],
)
def test_a_good_neuron_passes(weights, bias):
    assert check.neuron(weights, bias), check.neuron(weights, bias)


def test_a_good_neuron_is_told_its_margin():
    for bias in -4.5, [[-4.5]]:
        assert "z is 1.5 for the 4, and at most -1.5 for the other nine" in check.neuron(FOUR, bias).message


@pytest.mark.parametrize("digit", range(10))
def test_every_digit_has_a_neuron(digit):
    weights = np.where(CLEAN[digit] == 1, 1, -1)
    assert check.neuron(weights, 0.5 - np.sum(CLEAN[digit]), digit)


NEURON_MISTAKES = {
    "bias forgotten": ((FOUR, 0), "above 0 for 0, 1, 3, 4, 5, 6, 8 and 9"),
    "bias too low": ((FOUR, -6), "too low"),
    "ink rewarded": ((-FOUR, 4.5), "Ink is stored as 0"),
    "only ink weighted": ((1 - CLEAN[4], -0.5), "smallest sum"),
    "paper counted": ((np.ones((5, 3)), -5.5), "only counts paper"),
    "another digit": ((np.where(CLEAN[7] == 1, 1, -1), -7.5), "the 7 has a sum of 8"),
    "rows and columns": ((FOUR.T, -4.5), "3 rows of 5"),
    "too few": ((FOUR[:4], -4.5), r"(4, 3)"),
    "as much for the 3": ((CLEAN[4] * CLEAN[9], -2.5), "the 4 has 3: no bias can lift the 4 above the 3"),
    "words": (("left", -4.5), "array of numbers"),
    "one nan": ((np.where(np.eye(5, 3), np.nan, FOUR), -4.5), "Each weight must be a finite"),
    "no bias": ((FOUR, ...), "the bias is not yet"),
    "no weights": ((..., -4.5), "the weights are not yet"),
    "bias None": ((FOUR, None), "the bias is not yet"),
    "weights None": ((None, -4.5), "the weights are not yet"),
    "fifteen biases": ((FOUR, FOUR), "one single number, but this is an array of shape (5, 3)"),
    "bias in words": ((FOUR, "low"), "one single number, but this is a value of type str"),
    "infinite bias": ((FOUR, np.inf), "bias must be a finite"),
}


@pytest.mark.parametrize(("given", "words"), NEURON_MISTAKES.values(), ids=NEURON_MISTAKES.keys())
def test_neuron_mistakes(given, words):
    result = check.neuron(*given)
    assert not result and words in result.message


def test_neuron_mistakes_differ_and_the_stub_is_not_written():
    messages = [check.neuron(*given).message for given, _ in NEURON_MISTAKES.values()]
    assert len(set(messages)) == len(messages) - 3  # three pairs make one mistake each
    for stubs in (..., ...), (None, None):
        assert not check.neuron(*stubs) and "Not written yet" in check.neuron(*stubs).message


@pytest.mark.parametrize("weights", [stub, {}, "", [[1, 2], [3]], np.array([1 + 2j] * 15), np.full(15, 1e308), object()])
@pytest.mark.parametrize("bias", [stub, "1", None, [], 1e308, 1j])
def test_neuron_never_raises(weights, bias):
    assert not check.neuron(weights, bias)


# ---------------------------------------------------------------- checks: functions


def rows_of(function):
    """A function of one row, as a loop over the rows of a table."""
    return lambda Z: [function(list(row)) for row in Z]


def softmax_of_row(row):
    m = max(row)
    e = [math.exp(z - m) for z in row]
    return [value / sum(e) for value in e]


def in_place(Z):
    Z -= Z.max(axis=1, keepdims=True)
    return np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)


def zero_in_place(Z):
    Z[Z < 0] = 0
    return Z


def divided(numerator, denominator=None):
    return lambda Z: numerator(Z) / np.sum((denominator or numerator)(Z), axis=1, keepdims=True)


RIGHT = {
    "relu": [
        lambda Z: np.maximum(0, Z),
        lambda Z: Z * (Z > 0),
        lambda Z: np.where(Z > 0, Z, 0),
        rows_of(lambda row: [z if z > 0 else 0 for z in row]),
        lambda Z: (Z + np.abs(Z)) / 2,
        firstnn.relu,
    ],
    "softmax": [
        rows_of(softmax_of_row),
        firstnn.softmax,
        divided(lambda Z: np.exp(Z - np.max(Z, axis=1, keepdims=True))),
        lambda Z: (np.exp(Z.T - Z.max(axis=1)) / np.exp(Z.T - Z.max(axis=1)).sum(axis=0)).T,
    ],
    "number_of_parameters": [
        lambda inputs, hidden, outputs: inputs * hidden + hidden + hidden * outputs + outputs,
        lambda i, h, o: (i + 1) * h + (h + 1) * o,
        lambda i, h, o: firstnn.FirstNeuralNetwork(i, h, o).number_of_parameters,
        lambda i, h, o: float((i + o + 1) * h + o),
    ],
    "two_hidden_layers": [
        lambda X, W1, b1, W2, b2, W3, b3: firstnn.softmax(firstnn.relu(firstnn.relu(X @ W1 + b1) @ W2 + b2) @ W3 + b3),
        lambda X, *p: rows_of(softmax_of_row)(np.maximum(np.maximum(X @ p[0] + p[1], 0) @ p[2] + p[3], 0) @ p[4] + p[5]),
    ],
}


def layered(first=firstnn.relu, second=firstnn.relu, last=firstnn.softmax, without=()):
    def forward(X, W1, b1, W2, b2, W3, b3):
        b1, b2, b3 = (0 * bias if number in without else bias for number, bias in enumerate((b1, b2, b3), 1))
        return last(second(first(X @ W1 + b1) @ W2 + b2) @ W3 + b3)

    return forward


def same(Z):
    return Z


def bias_after_relu(first, second):
    def forward(X, W1, b1, W2, b2, W3, b3):
        A1 = np.maximum(0, X @ W1) + b1 if first else np.maximum(0, X @ W1 + b1)
        A2 = np.maximum(0, A1 @ W2) + b2 if second else np.maximum(0, A1 @ W2 + b2)
        return firstnn.softmax(A2 @ W3 + b3)

    return forward


def less_largest(Z):
    return np.exp(Z - np.max(Z, axis=1, keepdims=True))


def bracket_too_early(Z):
    return np.exp(Z) - np.max(Z, axis=1, keepdims=True)


def without_keepdims(Z):
    return np.exp(Z - np.max(Z, axis=1))


WRONG = {
    "relu": {
        "np.max of two": (lambda Z: np.max(0, Z), "use np.maximum"),
        "sign lost": (np.abs, "lose its sign"),
        "minimum": (lambda Z: np.minimum(0, Z), "the other way round"),
        "largest of all": (np.max, "np.maximum"),
        "python max": (lambda Z: max(0, Z), "single number|one number"),
        "if": (lambda Z: Z if Z > 0 else 0, "one number"),
        "slope": (lambda Z: Z > 0, "0 or 1"),
        "taken out": (lambda Z: Z[Z > 0], "shape changed"),
        "cut at 1": (lambda Z: np.clip(Z, 0, 1), "cut at 1"),
        "nothing done": (lambda Z: Z, "what you were given"),
        "tanh": (np.tanh, "tanh"),
        "below 0 only": (lambda Z: np.where(Z < 0, -Z, 0), "came out as positive"),
        "against 1": (lambda Z: np.where(Z > 1, Z, 1), "each entry with 1"),
        "of columns": (lambda Z: Z.max(axis=0), "column"),
        "in place": (zero_in_place, "copy"),
    },
    "softmax": {
        "keepdims once": (lambda Z: less_largest(Z) / np.sum(less_largest(Z), axis=1), "np.sum lacks keepdims"),
        "keepdims twice": (lambda Z: without_keepdims(Z) / np.sum(without_keepdims(Z), axis=1), "missing twice"),
        "one sum": (lambda Z: less_largest(Z) / np.sum(less_largest(Z)), r"np.sum\(E\) adds up the whole table"),
        "keepdims and axis": (lambda Z: without_keepdims(Z) / np.sum(without_keepdims(Z)), "np.max lacks"),
        "bracket": (divided(bracket_too_early), "closes too early"),
        "bracket above": (divided(bracket_too_early, np.exp), "too early above"),
        "maximum": (lambda Z: np.exp(Z - np.maximum(Z, axis=1, keepdims=True)), "np.maximum compares two"),
        "columns": (lambda Z: np.exp(Z) / np.sum(np.exp(Z), axis=0), "each column sums to 1"),
        "everything": (lambda Z: np.exp(Z) / np.sum(np.exp(Z)), "whole table"),
        "keepdims forgotten": (lambda Z: np.exp(Z) / np.sum(np.exp(Z), axis=1), "keepdims=True in np.sum"),
        "keepdims forgotten, largest taken": (
            lambda Z: np.exp(Z - np.max(Z)) / np.sum(np.exp(Z - np.max(Z)), axis=1),
            "keepdims=True in np.sum",
        ),
        "keepdims of max forgotten": (
            divided(lambda Z: np.exp(Z - np.max(Z, axis=1))),
            "keepdims=True in np.max",
        ),
        "exp forgotten": (divided(lambda Z: Z), "logits themselves"),
        "sum forgotten": (np.exp, "Divide each row by its sum"),
        "sum forgotten, largest taken": (lambda Z: np.exp(Z - Z.max(axis=1, keepdims=True)), "largest of each row is 1"),
        "above only": (divided(lambda Z: np.exp(Z - Z.max(axis=1, keepdims=True)), np.exp), "above the fraction line"),
        "below only": (divided(np.exp, lambda Z: np.exp(Z - Z.max(axis=1, keepdims=True))), "below the fraction line"),
        "largest of columns": (divided(lambda Z: np.exp(Z - Z.max(axis=0))), "largest of each column"),
        "divided by largest": (divided(lambda Z: np.exp(Z / Z.max(axis=1, keepdims=True))), "Subtract it"),
        "sign": (divided(lambda Z: np.exp(Z.max(axis=1, keepdims=True) - Z)), "order is turned"),
        "largest taken after exp": (
            divided(lambda Z: np.exp(Z) - np.max(np.exp(Z), axis=1, keepdims=True)),
            "Take the largest of Z away first",
        ),
        "largest below": (lambda Z: np.exp(Z) / np.max(np.exp(Z), axis=1, keepdims=True), "largest of each row is 1"),
        "mean": (lambda Z: np.exp(Z) / np.mean(np.exp(Z), axis=1, keepdims=True), "not by its mean"),
        "hard": (lambda Z: np.eye(Z.shape[1])[Z.argmax(axis=1)], "Softmax shares"),
        "sigmoid": (lambda Z: 1 / (1 + np.exp(-Z)), "does not sum to 1"),
        "logarithm": (lambda Z: np.log(firstnn.softmax(Z)), "logarithms"),
        "argmax": (lambda Z: Z.argmax(axis=1), "which entry"),
        "twice": (lambda Z: firstnn.softmax(firstnn.softmax(Z)), "twice"),
        "no maximum": (divided(np.exp), "inf / inf is nan"),
        "maximum of the table": (divided(lambda Z: np.exp(Z - np.max(Z))), "largest of the whole table"),
        "largest size": (divided(lambda Z: np.exp(Z - np.abs(Z).max(axis=1, keepdims=True))), "without its sign"),
        "minimum": (divided(lambda Z: np.exp(Z - Z.min(axis=1, keepdims=True))), "subtract the smallest"),
        "mean taken": (divided(lambda Z: np.exp(Z - Z.mean(axis=1, keepdims=True))), "subtract the mean"),
        "in place": (in_place, "copy"),
        "one row": (lambda Z: np.exp(Z[0]) / np.sum(np.exp(Z[0]), axis=1), "whole table Z"),
        "three columns only": (lambda Z: rows_of(softmax_of_row)(Z[:, :3]), r"\(2, 4\)"),
    },
    "number_of_parameters": {
        "no biases": (lambda i, h, o: i * h + h * o, "has a bias as well"),
        "hidden biases": (lambda i, h, o: i * h + h * o + o, "biases of the hidden"),
        "output biases": (lambda i, h, o: i * h + h + h * o, "biases of the outputs"),
        "one for a layer": (lambda i, h, o: i * h + h * o + 2, "one bias for a whole layer"),
        "bias of inputs": (lambda i, h, o: i + i * h + h + h * o + o, "Inputs are given"),
        "hidden biases twice": (lambda i, h, o: (i + 2) * h + (h + 1) * o, "twice"),
        "all three": (lambda i, h, o: i * h * o, "There are two layers"),
        "all three and biases": (lambda i, h, o: i * h * o + h + o, "add these two"),
        "inputs to outputs": (lambda i, h, o: (i + 1) * h + (i + 1) * o, "not to the inputs"),
        "units": (lambda i, h, o: i + h + o, "count the units"),
        "brackets": (lambda i, h, o: (i + h) * (h + o), "Brackets"),
        "direct": (lambda i, h, o: i * o + o, "stands between"),
        "first only": (lambda i, h, o: i * h + h, "first layer only"),
        "second only": (lambda i, h, o: h * o + o, "second layer only"),
        "constant": (lambda i, h, o: 1674, "for all sizes"),
        "sizes fixed": (lambda i, h, o: 15 * h + h + h * 10 + 10, "as numbers"),
        "the arrays": (lambda i, h, o: np.zeros((i, h)), "single number"),
    },
    "two_hidden_layers": {
        "logits": (layered(last=same), "Softmax is missing"),
        "relu last": (layered(last=firstnn.relu), "not ReLU"),
        "relu on logits": (layered(last=lambda Z: firstnn.softmax(firstnn.relu(Z))), "logits too"),
        "first linear": (layered(first=same), "after the first layer"),
        "second linear": (layered(second=same), "after the second layer"),
        "all linear": (layered(same, same), "all three layers are one"),
        "softmax everywhere": (layered(firstnn.softmax, firstnn.softmax), "The hidden layers take ReLU"),
        "no biases": (layered(without=(1, 2, 3)), "b1, b2 and b3"),
        "no b1": (layered(without=(1,)), "b1 is missing"),
        "no b2": (layered(without=(2,)), "b2 is missing"),
        "no b3": (layered(without=(3,)), "b3 is missing"),
        "softmax, then nothing": (layered(firstnn.softmax, same), "comes after each of the two"),
        "relu and softmax": (layered(second=lambda Z: firstnn.softmax(firstnn.relu(Z))), "no softmax in the middle"),
        "columns": (layered(last=lambda Z: np.exp(Z) / np.exp(Z).sum(axis=0)), "each column"),
        "argmax": (lambda *given: layered()(*given).argmax(axis=1), "largest probability"),
        "a layer skipped": (lambda X, W1, b1, W2, b2, W3, b3: firstnn.softmax(firstnn.relu(X @ W1 + b1) @ W2 + b2), "third"),
        "softmax first": (layered(first=firstnn.softmax), "After the first layer comes ReLU"),
        "softmax second": (layered(second=firstnn.softmax), "After the second layer comes ReLU"),
        "bias late": (bias_after_relu(True, True), "too late, after ReLU.*both"),
        "bias late once": (bias_after_relu(True, False), "too late, after ReLU.*first"),
        "bias late twice": (bias_after_relu(False, True), "too late, after ReLU.*second"),
        "shapes": (lambda X, W1, b1, W2, *rest: X @ W2, "met 6 where 15 is needed"),
        "star": (lambda X, W1, *rest: X * W1, r"\(4, 15\) and \(15, 6\).*a layer needs @"),
        "product turned": (lambda X, W1, b1, *rest: W1 @ X + b1, "ValueError"),
        "entry by entry": (lambda X, W1, b1, *rest: X * W1, "ValueError"),
    },
}  # fmt: skip


@pytest.mark.parametrize(("name", "function"), [(name, function) for name, all_ in RIGHT.items() for function in all_])
def test_right_answers_pass_in_any_style(name, function):
    result = getattr(check, name)(function)
    assert result, result.message


@pytest.mark.parametrize(("name", "case"), [(name, case) for name, cases in WRONG.items() for case in cases])
def test_wrong_answers_are_named(name, case):
    function, words = WRONG[name][case]
    result = getattr(check, name)(function)
    assert not result and re.search(words, result.message), result.message


@pytest.mark.parametrize("name", WRONG)
def test_diagnoses_differ_and_are_short(name):
    messages = [getattr(check, name)(function).message for function, _ in WRONG[name].values()]
    assert len(set(messages)) >= len(messages) - 2
    assert max(map(len, messages)) < 450


def crash(*arguments):
    raise ZeroDivisionError("division by zero")


@pytest.mark.parametrize("name", RIGHT)
def test_the_stub_and_nonsense(name):
    checked = getattr(check, name)
    for unwritten in (stub, None, ..., lambda *given: None):
        assert "Not written yet" in checked(unwritten).message
    answers = [lambda: 1, lambda *given: "text", lambda *given: given, lambda *given: [[1], [2, 3]]]
    for nonsense in (crash, 3, "relu", np.ones(3), *answers):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            result = checked(nonsense)
        assert not result and result.message and "Not written yet" not in result.message


# ---------------------------------------------------------------- the tiny network

X_TINY, T_TINY = tiny_picture()


def test_the_tiny_network_has_round_numbers_and_a_unit_that_is_off():
    values = passes.forward(X_TINY, tiny_network())
    assert values.Z1.tolist() == [[0.5, -1]] and values.A1.tolist() == [[0.5, 0]] and values.Z2.tolist() == [[1, 0]]
    assert all(np.all(parameter != 0) for parameter in tiny_network())
    assert T_TINY.tolist() == [[0, 1]]


# ---------------------------------------------------------------- pictures


def axes_of(picture):
    """The axes of a picture that has just been drawn."""
    pixels(picture.figure)
    return picture.figure.axes


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_neuron_says_products_and_sum():
    picture = plots.neuron([1, 0, 1], [2, 3, -0.5], -1)
    (ax,) = axes_of(picture)
    assert {"$x_0$ = 1", "0 · 3 = 0", "1 · (−0.5) = −0.5", "−1", "$z$ = 0.5"} <= set(texts(ax))
    assert [line.get_linestyle() for line in ax.lines] == ["-", "-", "--", "--"]
    assert "1 · (−0.5)" in picture.words and "z = 0.5" in picture.words


def test_neuron_on_digits_shows_z_and_the_weights_under_paper():
    picture = plots.neuron_on_digits(FOUR, -4.5)
    _, top, _, bottom = axes_of(picture)
    z = CLEAN_ROWS @ FOUR.ravel() - 4.5
    assert [bar.get_height() for bar in top.patches] == z.tolist()
    (squares,) = [part for part in bottom.collections if isinstance(part, PathCollection)]
    assert len(squares.get_offsets()) == np.sum(CLEAN_ROWS)
    for (x, y), colour in zip(squares.get_offsets(), squares.get_facecolors()):
        row, column = int(y), round(5 * (x - round(x))) + 1
        assert to_hex(colour) == (POSITIVE if FOUR[row, column] > 0 else NEGATIVE)
        assert CLEAN[round(x)][row, column] == 1
    assert "The neuron fires for the 4 and for no other digit." in picture.words and "Bias: −4.5." in picture.words


@pytest.mark.parametrize(
    ("bias", "words"),
    [(-9, "for no digit."), (0, "for the 4 and for no other digit."), (0.5, "for every digit."), (-1, "for no digit.")],
)
def test_for_which_digits_a_neuron_fires(bias, words):
    assert drawings.fires_in_words(TWO_CLICKS, bias) == f"The neuron fires {words}"


def test_a_weight_of_0_has_no_square():
    _, _, _, bottom = axes_of(plots.neuron_on_digits(np.zeros((5, 3)), 1))
    assert not bottom.collections[-1].get_facecolors()[:, 3].any()


def test_equation_frames_what_it_is_asked_to():
    A, B = np.array([[1, 0, 2], [3, 1, 0]]), np.array([[1, 2], [0, -1], [5, 1]])
    picture = plots.equation([A, "@", B, "=", A @ B], ["A", "B", "C"], [(0, None), (None, 1), (0, 1)])
    (ax,) = axes_of(picture)
    bold = [text.get_text() for text in ax.texts if text.get_weight() == "bold"]
    assert bold == ["1", "0", "2", "2", "−1", "1", "4"]
    assert len(ax.patches) == 6 + 6 + 4 and {"A", "B", "C", "@", "="} <= set(texts(ax))
    assert picture.words == "1 0 2; 3 1 0  @  1 2; 0 −1; 5 1  =  11 4; 3 5."
    (ax,) = axes_of(plots.equation([A]))
    assert not [text for text in ax.texts if text.get_weight() == "bold"]


def test_relu_curve():
    (ax,) = axes_of(plots.relu_curve())
    z, a = ax.lines[1].get_data()
    assert np.array_equal(a, firstnn.relu(z)) and z.min() == -4 and z.max() == 4


def one_neuron(two):
    return two @ [1, 1] - 0.5


def two_relus(two):
    return firstnn.relu(two @ [[1, -1], [-1, 1]]) @ [1, 1] - 0.5


def test_two_pixels_judges_the_four_pictures_and_draws_the_boundary():
    picture = plots.two_pixels({"a": one_neuron, "b": two_relus, "c": lambda two: two_relus(two)[:, None]})
    first, second, third = axes_of(picture)
    assert [first.get_title(), second.get_title()] == ["a: 3 of 4 right", "b: 4 of 4 right"]
    assert texts(first) == ["right", "right", "right", "wrong"] and texts(second) == texts(third) == ["right"] * 4
    boundary = first.collections[-1].get_paths()[0].vertices
    np.testing.assert_allclose(boundary.sum(axis=1), 0.5, atol=1e-9)
    assert "a: fires for (0, 1), (1, 0) and (1, 1); 3 of 4 right" in picture.words
    (exactly_0,) = axes_of(plots.two_pixels({"e": lambda two: two @ [1, 1] - 1.0}))
    assert exactly_0.get_title() == "e: 1 of 4 right", "z must be above 0 to fire"
    never = plots.two_pixels({"d": lambda two: two @ [0, 0] - 1.0})
    assert "d: never fires; 2 of 4 right" in never.words and axes_of(never)[0].get_title() == "d: 2 of 4 right"


def test_no_straight_line_gets_all_four_right():
    w0, w1, b = np.meshgrid(*[np.linspace(-2, 2, 41)] * 3)
    fires = [w0 * x + w1 * y + b > 0 for x, y in drawings.FOUR]
    right = sum(fired == one for fired, one in zip(fires, drawings.ONE_INK))
    assert right.max() == 3


def test_network_by_numbers_writes_every_number():
    picture = plots.network_by_numbers(tiny_network(), X_TINY)
    (ax,) = axes_of(picture)
    assert {"$x_1$ = 0", "unit 0, bias −1\nz = 0.5\na = 0.5", "output 1, bias −0.5\nz = 0\nŷ = 0.269"} <= set(texts(ax))
    assert "unit 1, bias 0.5, z = −1, a = 0" in picture.words and "2, −2; 3, 1; −0.5, 0.5 into" in picture.words
    grey = [line for line in ax.lines if line.get_color() == QUIET]
    assert len(ax.lines) == 10 and len(grey) == 4, "pixel 1 and hidden unit 1 carry nothing"
    assert sum(line.get_linestyle() == "--" for line in ax.lines) == 3
    before = plots.network_by_numbers(tiny_network())
    (ax,) = axes_of(before)
    assert not [line for line in ax.lines if line.get_color() == QUIET]
    assert "z =" not in before.words and {"2", "−2", "3", "1", "−0.5", "0.5", "4"} <= set(texts(ax))


def test_outputs_mark_the_largest():
    p = np.array([0.1, 0.2, 0.05, 0.05, 0.3, 0.1, 0.1, 0.05, 0.03, 0.02])
    bars = networks.draw_outputs(axes(), p)
    np.testing.assert_allclose([bar.get_width() for bar in bars.bars], 100 * p)
    assert [text.get_text() for text in bars.texts][4] == "30.0 %"
    assert [text.get_weight() == "bold" for text in bars.texts] == (p == 0.3).tolist()


@pytest.mark.parametrize("hidden", [1, 4, networks.CROWD])
def test_network_has_one_line_for_each_weight(hidden):
    network = firstnn.FirstNeuralNetwork(hidden_size=hidden, rng=0)
    diagram = networks.draw_network(axes(), network, CLEAN[3])
    lines = {name: getattr(diagram, name).get_segments() for name in ("idle", "positive", "negative")}
    assert sum(map(len, lines.values())) == 25 * hidden and not diagram.area.get_visible()
    network.forward(CLEAN[3].reshape(1, 15))
    x, a = CLEAN[3].ravel(), network.A1[0]
    above = np.sum(x[:, None] * network.W1 > 0) + np.sum(a[:, None] * network.W2 > 0)
    assert len(lines["positive"]) == above
    heights = networks.spread(15), networks.spread(hidden)
    i, j = np.argwhere(x[:, None] * network.W1 > 0)[0]
    assert [[0, heights[0][i]], [1, heights[1][j]]] in [segment.tolist() for segment in lines["positive"]]
    assert np.array_equal(diagram.dots[1].get_offsets()[:, 1], heights[1])


def test_network_colours_say_what_is_on():
    network = firstnn.FirstNeuralNetwork(hidden_size=5, rng=0)
    network.forward(CLEAN[7].reshape(1, 15))
    diagram = networks.draw_network(axes(), network, CLEAN[7])
    pixel, unit, output = ([to_hex(colour) for colour in dots.get_facecolor()] for dots in diagram.dots)
    assert pixel == [PAPER if v == 1 else INK for v in CLEAN[7].ravel()]
    sizes = diagram.dots[1].get_sizes()
    assert set(unit) == {INK} and ((sizes > sizes.min()) == (network.A1[0] > 0)).all()
    assert output.index(INK) == network.A2.argmax() and output.count(INK) == 1


def test_network_diagram_in_words():
    network = firstnn.FirstNeuralNetwork(hidden_size=5, rng=0)
    words = plots.network_diagram(network, CLEAN[7]).words
    assert f"5 hidden units, {np.sum(network.A1 > 0)} of them above 0" in words and "125 weights" in words
    assert f"Output {network.A2.argmax()} is largest, {100 * network.A2.max():.1f} %." in words


def test_a_large_network_shows_its_strongest_lines():
    network = firstnn.FirstNeuralNetwork(hidden_size=100, rng=0)
    diagram = networks.draw_network(axes(), network, CLEAN[1])
    assert len(diagram.positive.get_segments()) + len(diagram.negative.get_segments()) == 2 * networks.DRAWN
    assert diagram.area.get_visible() and not diagram.idle.get_segments()


# ---------------------------------------------------------------- panel


def bars_of(panel):
    return [bar.get_height() for bar in panel.picture.figure.axes[0].patches]


def test_a_click_turns_a_weight_from_0_to_1_to_minus_1():
    panel = widgets.neuron_panel()
    cell = panel.controls["weights"].cells[7]
    for weight, text in ((1, "+1"), (-1, "−1"), (0, "0")):
        cell.click()
        assert panel.controls["weights"].value == (0,) * 7 + (weight,) + (0,) * 7
        assert cell.description == text and cell.tooltip == f"row 2, column 1: weight {text}"
        assert bars_of(panel) == (weight * CLEAN_ROWS[:, 7]).tolist()


def test_panel_says_weights_bias_z_and_for_whom_it_fires_at_every_setting():
    panel, rng = widgets.neuron_panel(), np.random.default_rng(0)
    for _ in range(40):
        weights, bias = rng.integers(-1, 2, 15), float(rng.integers(-18, 7)) / 2
        panel.controls["weights"].value, panel.controls["bias"].value = tuple(weights.tolist()), bias
        z = CLEAN_ROWS @ weights + bias
        assert panel.problem is None and bars_of(panel) == z.tolist()
        assert panel.sentence.startswith(drawings.fires_in_words(weights, bias))
        said = panel.sentence.rpartition("0 to 9: ")[2].rstrip(".").replace("−", "-").split(", ")
        assert [float(number) for number in said] == z.tolist()
        low, high = panel.picture.figure.axes[0].get_ylim()
        assert low < z.min() and z.max() < high and low == -high


def test_one_click_makes_a_neuron_for_the_1_and_two_for_the_4():
    panel = widgets.neuron_panel()
    cells = panel.controls["weights"].cells
    cells[0].click()
    assert panel.sentence.startswith("The neuron fires for the 1 and for no other digit. Weights, row by row: +1  0  0 |")
    cells[0].click()
    cells[1].click()
    assert panel.sentence.startswith("The neuron fires for the 4 and for no other digit.")
    assert panel.controls["weights"].value == tuple(TWO_CLICKS)


def test_all_0_clears_the_weights():
    panel = widgets.neuron_panel()
    panel.controls["weights"].value = (1,) * 15
    (clear,) = [child for child in panel.children[0].children[0].children if getattr(child, "description", "") == "All 0"]
    clear.click()
    assert panel.controls["weights"].value == (0,) * 15 and panel.sentence.startswith("The neuron fires for no digit.")


# ---------------------------------------------------------------- what the prose says

NOTEBOOK = nbformat.read(ROOT / "notebooks" / "02_forward_pass.ipynb", as_version=4)
PROSE = " ".join(" ".join(cell.source.split()) for cell in NOTEBOOK.cells if cell.cell_type == "markdown")
CODE = "\n".join(cell.source for cell in NOTEBOOK.cells if cell.cell_type == "code")
PRINTED = "".join(output.get("text", "") for cell in NOTEBOOK.cells for output in cell.get("outputs", []))


def said(words):
    assert words in PROSE, words


def sums(digit):
    return [int(np.sum(image * np.where(CLEAN[digit] == 1, 1, -1))) for image in CLEAN]


def test_numbers_of_the_neurons():
    zero, four = sums(0), sums(4)
    assert [k for k in range(10) if zero[k] - 2.5 > 0] == [0]
    said(f"so $z$ is {zero[0]} − 2.5 = 0.5. The 8 has only two paper pixels, so its $z$ is {zero[8]} − 2.5 = −0.5.")
    assert sorted(zero)[-2:] == [zero[8], zero[0]] and np.sum(CLEAN[0]) == 3 and np.sum(CLEAN[8]) == 2
    assert sorted(four)[-2:] == [four[9], four[4]]
    said(f"The sum is {four[4]} for the 4 and {four[9]} for the 9, the next one. Any bias from −{four[9]}")
    assert [bool(check.neuron(FOUR, bias)) for bias in (-2.9, -3, -5.99, -6)] == [False, True, True, False]
    assert check.neuron(TWO_CLICKS.reshape(5, 3), 0)
    assert firstnn.hamming_distance(CLEAN[0], CLEAN[8]) == 1
    said("In row 8, column 0 stands −1: an 8 differs from a 0 in one pixel.")


def test_the_layer_by_hand_is_the_first_of_the_tiny_network():
    assert "pictures = np.array([[1, 0, 1], [0, 1, 1]])" in CODE
    assert "weights = np.array([[2, -2], [3, 1], [-0.5, 0.5]])" in CODE and "biases = np.array([[-1, 0.5]])" in CODE
    assert "w = np.array([2, 3, -0.5])\nb = -1" in CODE
    W1, b1, _, _ = tiny_network()
    assert W1.tolist() == [[2, -2], [3, 1], [-0.5, 0.5]] and b1.tolist() == [[-1, 0.5]] and X_TINY.tolist() == [[1, 0, 1]]


def test_numbers_of_the_tiny_network():
    Z1, A1, Z2, Y_hat = (value[0] for value in passes.forward(X_TINY, tiny_network()))
    said(f"(−0.5) − 1 = {Z1[0]:g}, and ReLU leaves it at {A1[0]:g}.")
    said(f"+ 0.5 = −{-Z1[1]:g}, and ReLU makes it {A1[1]:g}.")
    said(f"0.5 · 4 + 0 · (−2) − 1 = {Z2[0]:g}.")
    said(f"0.5 · 1 + 0 · 3 − 0.5 = {Z2[1]:g}.")
    said(f"2.718 / 3.718 = {Y_hat[0]:.3f}.")


def test_numbers_of_the_shapes_and_parameters():
    network = firstnn.FirstNeuralNetwork(rng=0)
    said(f"15 · 64 + 64 · 10 = {network.W1.size + network.W2.size:,} weights")
    said("With 64 hidden units that makes 1,674.")
    assert network.number_of_parameters == 1674
    assert "two layers: 1600 weights, one layer: 150 weights" in PRINTED


def test_one_trained_layer_is_enough_for_these_digits():
    W, b, T = np.zeros((15, 10)), np.zeros((1, 10)), firstnn.one_hot(Y) / len(Y)
    for _ in range(300):
        slope = firstnn.softmax(X @ W + b) / len(Y) - T
        W, b = W - X.T @ slope, b - slope.sum(axis=0, keepdims=True)
    right = np.sum((X @ W + b).argmax(axis=1) == Y)
    assert right == firstnn.best_possible().correct
    said(f"it reads {right} of the {len(Y)} damaged digits, as many as anybody can")


def test_numbers_of_softmax():
    e = np.exp([1, 0, -1])
    said(f"This gives about {e[0]:.1f}, 1 and {e[2]:.1f}.")
    said(f"About two thirds: {e[0]:.3f} of {e.sum():.3f}.")
    assert e[0] / e.sum() == pytest.approx(2 / 3, abs=0.01)
    assert f"{np.finfo(float).max:.1e}" == "1.8e+308"
    assert np.log(np.finfo(float).max) < 710 and "710 is inf" in PRINTED and "nan nan nan" in PRINTED
    said(r"$1.8 \cdot 10^{308}$, and $e^{710}$ is larger")


def test_the_sums_of_four_steps():
    assert "[4, 2, 2, 0, 2, 0, 0, -2, 2, 0, 0, -2, 0, -2, -2, -4]" in PRINTED and "average square: 4.0" in PRINTED
    assert f"average square of the inputs: {np.mean(X**2):.3f}" in PRINTED
    said(r"$\sqrt{2 / \text{inputs}}$: " + f"{np.sqrt(2 / 15):.2f} for the hidden layer")


def test_an_untrained_network_guesses():
    right = [np.sum(firstnn.FirstNeuralNetwork(rng=seed).predict(X) == Y) for seed in range(500)]
    assert np.mean(right) == pytest.approx(15, abs=3 * np.std(right) / np.sqrt(500))
    said("On average they get about 15 of 150, one in ten")
    assert f"worst: {min(right)}, best: {max(right)}" in PRINTED
    said(f"The best that anybody can do is {firstnn.best_possible().correct} of {len(X)}.")
    p = [firstnn.FirstNeuralNetwork(rng=seed).forward(CLEAN[3].reshape(1, 15))[0] for seed in range(3)]
    assert 3 not in np.argmax(p, axis=1) and len(set(np.argmax(p, axis=1))) == 3 and np.max(p) < 0.3
