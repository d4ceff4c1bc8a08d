"""The best possible classifier, against counting done in another way."""

from collections import Counter, defaultdict
from fractions import Fraction
from math import log

import numpy as np
import pytest

import firstnn


def counted(level: int) -> dict[bytes, Counter]:
    seen = defaultdict(Counter)
    for image, label in zip(*firstnn.every_damaged_digit(level)):
        seen[image.tobytes()][int(label)] += 1
    return seen


def test_143_of_150():
    best = firstnn.best_possible(1)
    assert (best.correct, best.total) == (143, 150) and best.accuracy == 143 / 150
    assert best.loss == pytest.approx(0.0981732655, abs=1e-10)


def test_one_wiped_pixel_unless_told_otherwise():
    assert firstnn.best_possible().noise_level == 1 and firstnn.best_possible().total == 150


@pytest.mark.parametrize("level", [0, 1, 2, 3, 15])
def test_against_counting_with_fractions(level):
    seen = counted(level)
    total = sum(sum(labels.values()) for labels in seen.values())
    right = sum(max(labels.values()) for labels in seen.values())
    floor = -sum(n * log(Fraction(n, sum(labels.values()))) for labels in seen.values() for n in labels.values()) / total
    best = firstnn.best_possible(level)
    assert (best.total, best.correct, len(best.images)) == (total, right, len(seen))
    assert best.loss == pytest.approx(floor, abs=1e-12)
    np.testing.assert_allclose(best.posterior.sum(axis=1), 1)
    for image, exact in zip(best.images, best.posterior):
        labels = seen[image.tobytes()]
        np.testing.assert_allclose(exact, [labels[digit] / sum(labels.values()) for digit in range(10)])


def test_no_damage_leaves_no_doubt_and_full_damage_leaves_chance():
    none, full = firstnn.best_possible(0), firstnn.best_possible(15)
    assert none.accuracy == 1 and none.loss == 0
    assert full.accuracy == 0.1 and full.loss == pytest.approx(log(10))


def test_the_clean_zero_came_from_a_zero_three_times_of_four():
    exact = firstnn.best_possible(1).exact_probabilities(firstnn.create_digit_image(0).reshape(1, 15))
    assert exact[0].tolist() == [0.75, 0, 0, 0, 0, 0, 0, 0, 0.25, 0]


def test_exact_probabilities_are_zeros_where_no_digit_can_look_like_this():
    exact = firstnn.best_possible(1).exact_probabilities([[0.5] * 15, [1.0] * 15])
    assert exact.shape == (2, 10) and not exact.any()
    with_an_eleventh = firstnn.BestPossible(0, np.ones((1, 15)), np.eye(11, dtype=int)[10:])
    assert with_an_eleventh.exact_probabilities([[0.5] * 15, [1.0] * 15]).tolist() == [[0] * 11, [0] * 10 + [1]]


def test_negative_zero_is_ink_too():
    image = firstnn.create_digit_image(0).reshape(1, 15)
    assert firstnn.best_possible(1).exact_probabilities(np.where(image == 0, -0.0, image))[0, 0] == 0.75


ROW = [1, 2] + [0] * 8


@pytest.mark.parametrize(
    ("noise_level", "images", "counts", "words"),
    [
        (16, np.ones((2, 15)), [ROW, ROW], "^noise_level must"),
        (1, np.ones((2, 14)), [ROW, ROW], "^images must"),
        (1, np.ones((2, 15)), ROW, "^counts must have 2 axes"),
        (1, np.ones((3, 15)), [ROW, ROW], "^images and counts must be equally long"),
        (1, np.ones((2, 15)), [ROW[:9], ROW[:9]], "^counts must hold"),
        (1, np.ones((2, 15)), [ROW, [-1, *ROW[1:]]], "^counts must hold"),
        (1, np.ones((2, 15)), [ROW, [0.5, *ROW[1:]]], "^counts must hold"),
        (1, np.ones((2, 15)), [ROW, [0] * 10], "^counts must hold"),
    ],
)
def test_a_table_made_by_hand_is_checked(noise_level, images, counts, words):
    with pytest.raises(ValueError, match=words):
        firstnn.counting.BestPossible(noise_level, images, np.array(counts))


def test_the_best_possible_is_not_changed_by_hand():
    with pytest.raises(AttributeError):
        firstnn.best_possible().noise_level = 2
