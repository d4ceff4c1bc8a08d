"""Accuracy, confusion, baselines and splits, each against counting done in another way, and against abuse."""

from collections import Counter, defaultdict
from math import comb

import numpy as np
import pytest

import firstnn
from firstnn.evaluation import UNKNOWN

X, Y = firstnn.every_damaged_digit(1)
GLYPHS, _ = firstnn.every_damaged_digit(0)


def test_accuracy_counts_hits():
    assert firstnn.accuracy([1, 2, 3, 3], [1, 2, 0, 3]) == 0.75
    assert firstnn.accuracy([1, 2], [UNKNOWN, 2]) == 0.5
    assert firstnn.accuracy(Y, Y) == 1 and isinstance(firstnn.accuracy(Y, Y), float)


def test_confusion_matrix_has_the_true_digit_in_the_row():
    matrix = firstnn.confusion_matrix([8, 8, 8, 0], [0, 8, 8, 0])
    assert matrix.shape == (10, 10) and matrix.sum() == 4
    assert (matrix[8, 0], matrix[0, 8], matrix[8, 8], matrix[0, 0]) == (1, 0, 2, 1)
    assert firstnn.confusion_matrix([0, 1], [1, 1], classes=2).tolist() == [[0, 1], [0, 1]]
    assert firstnn.confusion_matrix([0, 0], [0, 0], classes=1).tolist() == [[2]]
    assert matrix.dtype.kind == "i"


@pytest.mark.parametrize("level", [0, 1, 2])
def test_count_pictures_is_a_count(level):
    X, Y = firstnn.create_dataset(300, level, 0)
    counted = Counter((tuple(image), label) for image, label in zip(X.tolist(), Y.tolist()))
    images, counts = firstnn.count_pictures(X, Y)
    found = {(tuple(image), digit): n for image, row in zip(images.tolist(), counts) for digit, n in enumerate(row) if n}
    assert found == counted and counts.shape == (len(images), 10)
    assert len({tuple(image) for image in images.tolist()}) == len(images)


@pytest.mark.parametrize("level", [0, 1, 2, 3])
def test_best_accuracy_of_everything_is_the_best_possible(level):
    assert firstnn.best_accuracy(*firstnn.every_damaged_digit(level)) == firstnn.best_possible(level).accuracy


def test_best_accuracy_is_what_a_table_of_the_same_data_reaches():
    X, Y = firstnn.create_dataset(400, 6, 0)
    assert firstnn.best_accuracy(X, Y) == firstnn.accuracy(Y, firstnn.look_up(X, Y, X)) > firstnn.best_possible(6).accuracy


@pytest.mark.parametrize("level", [0, 1, 3])
@pytest.mark.parametrize("predict", [firstnn.nearest_glyph, firstnn.tightest_glyph, lambda X: np.full(len(X), UNKNOWN)])
def test_exact_accuracy_is_the_accuracy_on_every_damaged_digit(level, predict):
    X, Y = firstnn.every_damaged_digit(level)
    exact = firstnn.exact_accuracy(predict, firstnn.best_possible(level))
    assert exact == pytest.approx(firstnn.accuracy(Y, predict(X)), abs=1e-12)


def test_negative_zero_is_ink_too():
    negative = np.where(GLYPHS == 0, -0.0, GLYPHS)
    both, digits = np.vstack([GLYPHS, negative]), [*range(10)] * 2
    assert len(firstnn.count_pictures(both, digits).images) == 10
    for table, asked in [(GLYPHS, negative), (negative, GLYPHS)]:
        assert firstnn.look_up(table, range(10), asked).tolist() == [*range(10)]
        assert firstnn.share_seen(table, asked) == 1


def test_look_up_remembers_and_does_not_guess():
    zero, one = GLYPHS[:2]
    answers = firstnn.look_up([zero, zero, zero, one], [8, 0, 0, 1], [zero, one, GLYPHS[2]])
    assert answers.tolist() == [0, 1, UNKNOWN]
    assert firstnn.look_up([zero, zero], [8, 0], [zero]).tolist() == [0]


def test_nearest_seen_asks_the_closest_and_lets_them_vote():
    a = np.ones(15)
    near = [a.copy() for _ in range(3)]
    for row, pixel in zip(near, (0, 1, 2)):
        row[pixel] = 0
    far = np.zeros(15)
    assert firstnn.nearest_seen([*near, far], [4, 7, 7, 1], [a]).tolist() == [7]
    assert firstnn.nearest_seen([*near, a], [7, 7, 7, 2], [a]).tolist() == [2]


def test_nearest_glyph_by_hamming_distance_with_ties_to_the_smallest():
    for image, digit in zip(X, firstnn.nearest_glyph(X)):
        distances = [firstnn.hamming_distance(image, glyph) for glyph in GLYPHS]
        assert digit == distances.index(min(distances))
    assert firstnn.accuracy(Y, firstnn.nearest_glyph(X)) == 141 / 150


@pytest.mark.parametrize("level", range(16))
def test_tightest_glyph_reaches_the_best_possible_at_every_noise_level(level):
    best = firstnn.best_possible(level)
    assert firstnn.exact_accuracy(firstnn.tightest_glyph, best) == best.accuracy
    if level:
        assert firstnn.exact_accuracy(firstnn.nearest_glyph, best) <= best.accuracy


@pytest.mark.parametrize("level", [1, 4])
def test_the_formula_in_tightest_glyph(level):
    best = firstnn.best_possible(level)
    for image, counts in zip(best.images, best.counts):
        for digit, glyph in enumerate(GLYPHS):
            lost = int(np.sum(image != glyph))
            covers = bool((glyph <= image).all())
            assert counts[digit] == (comb(int(glyph.sum()), level - lost) if covers and lost <= level else 0)


def test_a_picture_that_no_digit_covers():
    assert firstnn.tightest_glyph([np.zeros(15), GLYPHS[8]]).tolist() == [UNKNOWN, 8]


def test_share_seen():
    assert firstnn.share_seen(GLYPHS[:3], GLYPHS[[0, 2, 4, 5]]) == 0.5
    assert firstnn.share_seen(X, X[::-1]) == 1


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("share", [0.01, 0.25, 0.9])
def test_a_split_by_picture_does_not_leak_and_loses_nothing(seed, share):
    X_train, Y_train, X_test, Y_test = firstnn.split_by_picture(X, Y, share, seed)
    assert firstnn.share_seen(X_train, X_test) == 0
    assert len(firstnn.count_pictures(X_test, Y_test).images) == round(104 * share)
    rows = Counter((tuple(row), digit) for row, digit in zip(np.vstack([X_train, X_test]).tolist(), [*Y_train, *Y_test]))
    assert rows == Counter((tuple(row), digit) for row, digit in zip(X.tolist(), Y))


def test_splits_differ_and_repeat():
    first, again, other = (firstnn.split_by_picture(X, Y, 0.25, seed)[2].tolist() for seed in (0, 0, 1))
    assert first == again != other
    held_out = defaultdict(int)
    for seed in range(400):
        for image in firstnn.count_pictures(*firstnn.split_by_picture(X, Y, 0.25, seed)[2:]).images:
            held_out[image.tobytes()] += 1
    assert len(held_out) == 104 and 60 < min(held_out.values()) and max(held_out.values()) < 145


best = firstnn.best_possible(1)
WRONG = {
    "lengths": (lambda: firstnn.accuracy([1, 2], [1]), ValueError, r"predicted .*\(2,\).*\(1,\)"),
    "probabilities": (lambda: firstnn.accuracy([1], np.full((1, 10), 0.1)), ValueError, r"predicted.*argmax"),
    "floats": (lambda: firstnn.accuracy([1], [1.0]), TypeError, r"predicted must hold whole numbers"),
    "too low": (lambda: firstnn.accuracy([1], [-2]), ValueError, r"predicted .*0 to 9"),
    "ragged": (lambda: firstnn.accuracy([1], [[1], [2, 3]]), TypeError, r"predicted .*differ in length"),
    "digit 10": (lambda: firstnn.accuracy([10], [1]), ValueError, r"Y must .*0 to 9"),
    "unknown truth": (lambda: firstnn.accuracy([-1], [1]), ValueError, r"Y must hold class numbers"),
    "matrix unknown": (lambda: firstnn.confusion_matrix([1], [-1]), ValueError, r"^predicted must"),
    "matrix classes": (lambda: firstnn.confusion_matrix([1], [1], 0), ValueError, r"^classes must"),
    "count shape": (lambda: firstnn.count_pictures(GLYPHS[0], [0]), ValueError, r"reshape\(1, 15\)"),
    "count labels": (lambda: firstnn.count_pictures(GLYPHS, [0]), ValueError, r"\(10,\)"),
    "count digit 10": (lambda: firstnn.count_pictures(GLYPHS, np.arange(1, 11)), ValueError, r"0 to 9"),
    "predict": (lambda: firstnn.exact_accuracy([1], best), TypeError, r"predict must be a function"),
    "best": (lambda: firstnn.exact_accuracy(firstnn.nearest_glyph, 1), TypeError, r"best_possible"),
    "predict length": (lambda: firstnn.exact_accuracy(lambda X: [1], best), ValueError, r"predicted .*\(104,\)"),
    "predict 10": (lambda: firstnn.exact_accuracy(lambda X: np.full(len(X), 10), best), ValueError, r"predicted .*0 to 9"),
    "best named": (lambda: firstnn.exact_accuracy(firstnn.nearest_glyph, 1), TypeError, r"^best must"),
    "counted X": (lambda: firstnn.count_pictures("ab", Y), TypeError, r"^X must"),
    "counted Y": (lambda: firstnn.count_pictures(X, "ab"), TypeError, r"^Y must"),
    "looked up X": (lambda: firstnn.look_up("ab", Y, X), TypeError, r"^X_train must"),
    "looked up Y": (lambda: firstnn.look_up(X, "ab", X), TypeError, r"^Y_train must"),
    "nearest X": (lambda: firstnn.nearest_seen("ab", Y, X), TypeError, r"^X_train must"),
    "nearest Y": (lambda: firstnn.nearest_seen(X, "ab", X), TypeError, r"^Y_train must"),
    "glyph shape": (lambda: firstnn.nearest_glyph(GLYPHS[0]), ValueError, r"reshape\(1, 15\)"),
    "tightest NaN": (lambda: firstnn.tightest_glyph(GLYPHS * np.nan), ValueError, r"NaN"),
    "share": (lambda: firstnn.split_by_picture(X, Y, 1.0), ValueError, r"test_share .*below 1"),
    "split digit 10": (lambda: firstnn.split_by_picture(GLYPHS, np.arange(1, 11)), ValueError, r"0 to 9"),
    "no training part": (lambda: firstnn.split_by_picture(X, Y, 0.999), ValueError, r"empty"),
    "empty part": (lambda: firstnn.split_by_picture(GLYPHS[:1], [0]), ValueError, r"empty"),
    "seen": (lambda: firstnn.share_seen("ab", X), TypeError, r"^X_train must"),
}  # fmt: skip


@pytest.mark.parametrize(("call", "error", "words"), WRONG.values(), ids=WRONG.keys())
def test_bad_input_gets_a_sentence(call, error, words):
    with pytest.raises(error, match=words):
        call()


@pytest.mark.parametrize(
    "function",
    [firstnn.nearest_glyph, firstnn.tightest_glyph, lambda X: firstnn.look_up(X, Y, X),
     lambda X: firstnn.nearest_seen(X, Y, X), lambda X: firstnn.split_by_picture(X, Y, rng=0)],
)  # fmt: skip
def test_arguments_are_left_as_they_are(function):
    given = X.copy()
    given.flags.writeable = False
    function(given)


def test_a_predict_that_spoils_what_it_is_given_spoils_nothing_of_ours():
    def spoils(X):
        answers = firstnn.tightest_glyph(X)
        X[...] = 0
        return answers

    limit = firstnn.best_possible(1)
    assert firstnn.exact_accuracy(spoils, limit) == firstnn.exact_accuracy(spoils, limit) == 143 / 150
