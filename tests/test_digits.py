"""The data: the ten digits, damage, data sets, the whole population."""

from itertools import combinations
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import firstnn

DRAWN = """
 0    1    2    3    4    5    6    7    8    9
###  ..#  ###  ###  #.#  ###  ###  ###  ###  ###
#.#  .##  ..#  ..#  #.#  #..  #..  ..#  #.#  #.#
#.#  ..#  .#.  .##  ###  ###  ###  .#.  ###  ###
#.#  ..#  #..  ..#  ..#  ..#  #.#  #..  #.#  ..#
###  ..#  ###  ###  ..#  ###  ###  #..  ###  ###
"""
SEEDS = st.integers(0, 2**32)


@pytest.mark.parametrize("digit", range(10))
def test_digits_are_the_drawn_ones(digit):
    expected = [line.split()[digit] for line in DRAWN.strip().splitlines()[1:]]
    image = firstnn.create_digit_image(digit)
    assert image.shape == (5, 3) and image.dtype == float
    assert image.tolist() == [[0.0 if mark == "#" else 1.0 for mark in row] for row in expected]
    assert firstnn.as_text(image) == "\n".join(expected) == firstnn.as_text(image.ravel())


def test_half_grey_is_not_yet_ink():
    assert firstnn.as_text([[0.49, 0.5, 0.51]] * 5) == "\n".join(["#.."] * 5)


def test_a_digit_image_may_be_changed_without_harm():
    firstnn.create_digit_image(3)[:] = 1
    assert firstnn.create_digit_image(3).sum() < 15


@given(st.integers(0, 9), st.integers(0, 15), SEEDS)
def test_damage_only_ever_adds_paper(digit, level, seed):
    image = firstnn.create_digit_image(digit)
    before = image.copy()
    damaged = firstnn.add_noise(image, level, seed)
    assert np.array_equal(image, before) and not np.shares_memory(image, damaged)
    assert (damaged >= image).all() and set(np.unique(damaged)) <= {0.0, 1.0}
    lost = int((damaged != image).sum())
    paper = int(image.sum())
    assert max(0, level - paper) <= lost <= level
    assert damaged.shape == (5, 3)


@pytest.mark.parametrize("level", range(16))
def test_damage_chooses_different_pixels(level):
    ink = np.zeros(15)
    assert firstnn.add_noise(ink, level, 1).sum() == level


def test_one_pixel_is_wiped_and_a_thousand_samples_drawn_unless_told_otherwise():
    assert firstnn.add_noise(np.zeros(15), rng=0).sum() == 1
    for ours, told in zip(firstnn.create_dataset(rng=0), firstnn.create_dataset(1000, 1, 0)):
        assert np.array_equal(ours, told) and len(ours) == 1000
    for ours, told in zip(firstnn.every_damaged_digit(), firstnn.every_damaged_digit(1)):
        assert np.array_equal(ours, told)


def test_damage_reaches_every_pixel_equally_often():
    rng = np.random.default_rng(0)
    wiped = sum(firstnn.add_noise(np.zeros((5, 3)), 1, rng) for _ in range(3000))
    assert wiped.min() > 130 and wiped.max() < 280


def test_the_same_seed_gives_the_same_data():
    for rng in (7, np.int64(7)):
        for a, b in zip(firstnn.create_dataset(50, 2, 7), firstnn.create_dataset(50, 2, rng)):
            assert np.array_equal(a, b)
    rng = np.random.default_rng(7)
    first, second = firstnn.create_dataset(50, 2, rng), firstnn.create_dataset(50, 2, rng)
    assert np.array_equal(first[0], firstnn.create_dataset(50, 2, 7)[0]) and not np.array_equal(first[0], second[0])
    assert not np.array_equal(firstnn.create_dataset(50)[0], firstnn.create_dataset(50)[0])


@given(st.integers(1, 40), st.integers(0, 15), SEEDS)
def test_data_set(samples, level, seed):
    X, Y = firstnn.create_dataset(samples, level, seed)
    assert X.shape == (samples, 15) and X.dtype == float and Y.shape == (samples,) and Y.dtype.kind == "i"
    assert Y.min() >= 0 and Y.max() <= 9
    for image, label in zip(X, Y):
        assert (image >= firstnn.create_digit_image(label).ravel()).all()


def test_data_set_has_all_digits_about_equally_often():
    counts = np.bincount(firstnn.create_dataset(5000, 1, 0)[1], minlength=10)
    assert counts.min() > 400 and counts.max() < 600


@pytest.mark.parametrize("level", range(5))
def test_every_damaged_digit_is_the_whole_population(level):
    X, Y = firstnn.every_damaged_digit(level)
    assert X.shape == (10 * comb(15, level), 15) and np.bincount(Y).tolist() == [comb(15, level)] * 10
    expected = []
    for digit in range(10):
        for wiped in combinations(range(15), level):
            image = firstnn.create_digit_image(digit).ravel()
            image[list(wiped)] = 1.0
            expected.append((*image, digit))
    assert sorted(expected) == sorted(map(tuple, np.column_stack([X, Y])))


def test_one_wiped_pixel_leaves_104_pictures_and_111_pairs():
    X, Y = firstnn.every_damaged_digit()
    assert len(np.unique(X, axis=0)) == 104
    assert len(np.unique(np.column_stack([X, Y]), axis=0)) == 111


def test_five_pairs_of_digits_differ_in_one_pixel():
    near = [
        pair for pair in combinations(range(10), 2) if firstnn.hamming_distance(*map(firstnn.create_digit_image, pair)) == 1
    ]
    assert near == [(0, 8), (5, 6), (5, 9), (6, 8), (8, 9)]


def test_an_8_that_loses_its_middle_is_a_0():
    image = firstnn.create_digit_image(8)
    image[2, 1] = 1.0
    assert np.array_equal(image, firstnn.create_digit_image(0))


def test_errors_begin_with_the_name_of_the_argument():
    wrong = [
        ("digit", lambda: firstnn.create_digit_image(10)),
        ("num_samples", lambda: firstnn.create_dataset(0)),
        ("noise_level", lambda: firstnn.create_dataset(1, 16)),
        ("noise_level", lambda: firstnn.every_damaged_digit(16)),
        ("noise_level", lambda: firstnn.add_noise(np.ones(15), 16)),
        ("image", lambda: firstnn.add_noise("###")),
        ("a", lambda: firstnn.hamming_distance("###", [1])),
        ("b", lambda: firstnn.hamming_distance([1], "###")),
    ]
    for name, call in wrong:
        with pytest.raises((ValueError, TypeError), match=f"^{name} must"):
            call()
