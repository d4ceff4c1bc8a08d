"""What a caller gives: taken where it is right, and otherwise named by its argument, up to the very border."""

import re

import numpy as np
import pytest

import firstnn
from firstnn import inputs, words


class Wordless:
    def __repr__(self):
        raise RuntimeError("no words")


class RowOfOne:
    """One number in a table, which is no number, though float() makes one of it."""

    ndim = 1

    def __float__(self):
        return 0.5


def refused(error: type, words: str, function, *arguments, **options) -> str:
    with pytest.raises(error, match=words) as raised:
        function(*arguments, **options)
    return str(raised.value)


@pytest.mark.parametrize(
    "value", [None, object(), Wordless(), RowOfOne(), [[1], [2, 3]], [0.5], np.array([0.5]), b"1", np.True_]
)
def test_what_is_no_real_number(value):
    refused(ValueError, "^step must be a finite number above 0, but", inputs.real_number, "step", value)


def test_borders_of_a_real_number():
    assert inputs.real_number("m", 0, low_allowed=True) == 0 and inputs.real_number("m", 0.99, below=1.0) == 0.99
    assert inputs.real_number("m", np.array(0.5)) == 0.5 and isinstance(inputs.real_number("m", np.float32(2)), float)
    for value in (-0.5, 1.0):
        refused(ValueError, "of at least 0 and below 1,", inputs.real_number, "m", value, below=1.0, low_allowed=True)
    for value in (-np.inf, np.inf, np.nan):
        refused(ValueError, "finite", inputs.real_number, "m", value, low=-np.inf)


def test_a_truth_value_is_no_seed():
    for seed in (True, np.False_):
        refused(TypeError, "rng must be None", inputs.generator, seed)
    assert inputs.generator(0).random() == np.random.default_rng(0).random()


def test_one_number_may_stand_for_an_array_but_not_for_a_row():
    assert firstnn.relu(-2.0) == 0 and firstnn.tanh(0) == 0
    refused(ValueError, "at least 1 axis", firstnn.softmax, 1.0)


def test_overflow_on_the_way_is_no_complaint():
    with np.errstate(all="raise"):
        assert firstnn.softmax([1e308, -1e308]).tolist() == firstnn.softmax([0.0, -1000.0]).tolist() == [1, 0]
        refused(ValueError, "^x holds NaN or infinity", inputs.finite_array, "x", [np.longdouble("1e4000")])


def test_the_hint_to_reshape_is_given_where_it_helps():
    def told(X):
        return refused(ValueError, r"^X must have shape \(N, 15\)", inputs.image_rows, X, 15)

    assert "flatten" in told(np.ones((2, 5, 3))) and "one row" in told(np.ones((5, 3))) and "one row" in told(np.ones(15))
    assert told(np.ones((2, 4, 4))).endswith("(2, 4, 4)") and told(np.ones((6, 14))).endswith("(6, 14)")


def test_class_numbers_are_whole_numbers_in_one_row():
    one_hot = "one-hot rows, Y.argmax"
    for Y in (np.eye(3), np.eye(3, dtype=int), np.eye(3, dtype=bool)):
        assert one_hot in refused(ValueError, "^Y must hold class numbers", inputs.class_numbers, Y, None, 3)
    for Y in (np.eye(3)[:, :2], np.full((2, 3), "a"), np.eye(3)[0]):
        assert one_hot not in refused(TypeError, "^Y must hold whole numbers", inputs.class_numbers, Y, None, 3)
    refused(TypeError, "^Y must be an array .* differ in length", inputs.class_numbers, [[1], [2, 3]], None, 3)
    refused(ValueError, r"^Y must have shape \(N,\), .* \(0,\)$", inputs.class_numbers, np.zeros(0, int), None, 3)
    refused(ValueError, r"^Y must have shape \(2,\), .* \(0,\)$", inputs.class_numbers, np.zeros(0, int), 2, 3)


def test_one_class_number_out_of_range_is_enough():
    for Y in ([0, 3], [-1, 2], [-1, 3]):
        said = refused(ValueError, "from 0 to 2", inputs.class_numbers, Y, None, 3)
        assert said.endswith(f"from {min(Y)} to {max(Y)}")
    assert inputs.class_numbers(np.array([0, 2], np.uint8), 2, 3).dtype == np.intp


@pytest.mark.parametrize("row", [[-0.5, 0.75, 0.75], [0.2, 0.2, 0.2], [0.5, 0.5, 0.5], [1.0, 1e-5, 0], [1.0, -1e-9, 1e-9]])
def test_one_row_that_is_no_probabilities_is_enough(row):
    refused(ValueError, "^each row of Y_hat must hold", inputs.probability_rows, [[0.5, 0.25, 0.25], row])


def test_probabilities_of_the_shape_that_is_wanted():
    P = np.full((2, 4), 0.25)
    assert inputs.probability_rows(P, 2, 4) is P and inputs.probability_rows(P + 1e-8).shape == (2, 4)
    refused(ValueError, r"^Y_hat must have shape \(3, 4\), .* \(2, 4\)", inputs.probability_rows, P, rows=3)
    refused(ValueError, r"^Y_hat must have shape \(2, 3\), .* \(2, 4\)", inputs.probability_rows, P, classes=3)
    refused(ValueError, r"^Y_hat must have 2 axes, .* \(4,\)", inputs.probability_rows, P[0])


def test_a_value_is_shown_where_it_is_short_and_else_its_type():
    assert inputs.shown("a" * 38) == repr("a" * 38) and inputs.shown("a" * 39) == "of type str"
    assert inputs.shown(np.eye(2)) == "of type ndarray" and inputs.shown(Wordless()) == "of type Wordless"
    assert not re.search("0x", inputs.shown(lambda: 1))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (words.plural(1, "pixel"), "1 pixel"),
        (words.plural(0, "pixel"), "0 pixels"),
        (words.plural(1000, "pixel"), "1,000 pixels"),
        (words.listed([3]), "3"),
        (words.listed("abc"), "a, b and c"),
        (words.listed([0, 8], "or"), "0 or 8"),
        (words.article(8), "an 8"),
        (words.article(3), "a 3"),
        (words.number(-0.5), "−0.5"),
        (words.number(0), "0"),
        (words.signed(2.0), "+2"),
        (words.signed(0.0), "0"),
        (words.signed(-2.0), "−2"),
        (words.per_cent(143 / 150), "95.3 %"),
        (words.per_cent(1.0), "100.0 %"),
        (words.per_cent(0.0), "0.0 %"),
        (words.per_cent(0.0001), "under 0.1 %"),
        (words.per_cent(0.9999), "over 99.9 %"),
        (words.per_cent(0.004, 0), "under 1 %"),
        (words.probability(0.25), "0.250"),
        (words.probability(2e-9), "2·10⁻⁹"),
        (words.probability(0), "0"),
    ],
)
def test_numbers_and_lists_in_words(said, expected):
    assert said == expected
