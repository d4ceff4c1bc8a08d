"""01_data: its panel and pictures show the right data, its prose is true."""

import itertools

import nbformat
import numpy as np
import pytest
from conftest import ROOT

import firstnn
from firstnn import plots, widgets
from firstnn.widgets.damage import chosen_pixels, could_be

NOTEBOOK = nbformat.read(ROOT / "notebooks" / "01_data.ipynb", as_version=4)
PROSE = " ".join(" ".join(cell.source for cell in NOTEBOOK.cells if cell.cell_type == "markdown").split())
PRINTED = "\n".join(
    str(output.get("text", output.get("data", {}).get("text/plain", "")))
    for cell in NOTEBOOK.cells
    for output in cell.get("outputs", [])
)
CLEAN = [firstnn.create_digit_image(digit) for digit in range(10)]
INK = [int(np.sum(image == 0)) for image in CLEAN]


# The panel


@pytest.fixture(scope="module")
def panel():
    return widgets.damage_panel()


def set_to(panel, digit, noise_level, seed):
    for name, value in {"digit": digit, "noise_level": noise_level, "seed": seed}.items():
        panel.controls[name].value = value
    assert panel.problem is None


@pytest.mark.parametrize("digit", [0, 9])
@pytest.mark.parametrize("level", [0, 15])
def test_panel_at_both_ends(panel, digit, level):
    set_to(panel, digit, level, 99)
    lost = INK[digit] if level else 0
    assert f"wiped: {level} pixels. Ink lost: {lost} of {INK[digit]}. Paper already: {level - lost}." in panel.sentence
    if level == 15:
        assert all(f"{other} (10 %)" in panel.sentence for other in range(10))
    else:
        assert panel.sentence.endswith(f"Can look like this: only a {digit}.")


def test_more_damage_never_heals(panel):
    for seed in range(20):
        wiped = [chosen_pixels(level, seed) for level in range(16)]
        assert [int(pixels.sum()) for pixels in wiped] == list(range(16))
        assert all((more >= fewer).all() for fewer, more in itertools.pairwise(wiped))


def test_panel_shows_the_damage_that_it_tells(panel):
    for digit, level, seed in ((8, 4, 0), (8, 4, 1), (7, 3, 2)):
        before = panel.image.value
        set_to(panel, digit, level, seed)
        lost = int(np.sum(chosen_pixels(level, seed) & (CLEAN[digit] == 0)))
        assert f"Ink lost: {lost} of {INK[digit]}." in panel.sentence and panel.image.value != before


def test_panel_names_the_zero_that_was_an_eight(panel):
    seed = next(seed for seed in range(100) if chosen_pixels(1, seed)[2, 1])
    set_to(panel, 8, 1, seed)
    assert panel.sentence.endswith("Can look like this: 0 (75 %), 8 (25 %).")


@pytest.mark.parametrize("level", [0, 1, 2, 3, 12, 13, 14, 15])
def test_which_digits_it_could_be_is_the_exact_probability(level):
    best = firstnn.best_possible(level)
    for row in range(0, len(best.images), max(1, len(best.images) // 200)):
        np.testing.assert_allclose(could_be(best.images[row].reshape(5, 3), level), best.posterior[row], atol=1e-15)


# The pictures


def test_digits_with_titles_numbers_and_wiped_pixels():
    picture = plots.digits([CLEAN[8], CLEAN[0]], ["an 8", "a 0"], numbers=True, wiped=[7, [4, 0]])
    left, right = picture.figure.axes
    assert [float(text.get_text()) for text in left.texts] == CLEAN[8].ravel().tolist()
    assert np.array_equal(left.images[0].get_array(), CLEAN[8]) and left.get_title() == "an 8"
    marks = [[list(zip(*line.get_data())) for line in ax.lines] for ax in (left, right)]
    assert marks == [[[(1, 2)], []], [[(0, 0)], [(1, 1)]]]  # crosses on ink, rings on paper
    assert picture.words == "an 8: ### #.# ### #.# ###; a 0: ### #.# #.# #.# ###."
    bottom, top = left.get_ylim()
    assert top < 0 < 4 < bottom


def test_one_picture_in_any_shape():
    assert plots.digits(CLEAN[4]).words == plots.digits(CLEAN[4].ravel()).words == "#.# #.# ### ..# ..#."
    with pytest.raises(ValueError, match="images must have shape"):
        plots.digits(np.zeros((3, 5)))


def test_a_flattened_picture():
    ax = plots.flattened(CLEAN[7]).figure.axes[1]
    texts = [text.get_text() for text in ax.texts]
    assert texts[:15] == [f"{value:g}" for value in CLEAN[7].ravel()]
    assert texts[15:30] == [str(place) for place in range(15)] and texts[30:] == [f"row {row}" for row in range(5)]
    assert ax.collections[0].get_array().ravel().tolist() == CLEAN[7].ravel().tolist()


@pytest.mark.parametrize(("columns", "titles"), [(10, True), (15, False)])
def test_a_sheet_puts_each_picture_in_its_place(columns, titles):
    X, Y = firstnn.create_dataset(30, 3, 0)
    (ax,) = (plots.contact_sheet(X, Y) if titles else plots.every_damage(X, Y)).figure.axes
    sheet = np.ma.filled(ax.images[0].get_array(), np.nan)
    down, lost = (7 if titles else 6), []
    for n, (image, label) in enumerate(zip(X.reshape(-1, 5, 3), Y)):
        top, left = down * (n // columns), 5 * (n % columns)
        assert np.array_equal(sheet[top : top + 5, left : left + 3], image)
        lost += [(left + c, top + r) for r, c in np.argwhere(image != CLEAN[label])]
    assert np.isfinite(sheet).sum() == X.size
    assert sorted(zip(*ax.lines[0].get_data())) == sorted(lost)
    if titles:
        assert [int(text.get_text()) for text in ax.texts] == Y.tolist()
    else:
        assert [int(tick.get_text()) for tick in ax.get_yticklabels()] == Y[::columns].tolist()


def test_distances_are_written_and_those_of_1_framed():
    distances = np.array([[firstnn.hamming_distance(a, b) for b in CLEAN] for a in CLEAN])
    (ax,) = plots.distances(distances).figure.axes
    assert [int(text.get_text()) for text in ax.texts] == distances.ravel().tolist()
    framed = {(round(patch.get_y() + 0.45), round(patch.get_x() + 0.45)) for patch in ax.patches}
    assert framed == set(map(tuple, np.argwhere(distances == 1))) and len(framed) == 10


def test_bars_of_either_sign_on_one_scale():
    picture = plots.bars({"a": [1, -2.5], "b": [4, 0]}, ["x", "-1"])
    left, right = picture.figure.axes
    assert [bar.get_height() for bar in left.patches] == [1, -2.5] and left.get_ylim() == right.get_ylim()
    assert [text.get_text() for text in left.texts] == ["1", "−2.5"] and [bar.get_hatch() for bar in left.patches][1] == "//"
    assert [tick.get_text() for tick in left.get_xticklabels()] == ["x", "−1"]
    assert picture.words == "Bars. a: 1 and −2.5; b: 4 and 0."


# The prose


def printed(text):
    assert text in PRINTED, text


def said(text):
    assert text in PROSE, text


def test_numbers_of_the_damage_section():
    lost = [int(np.sum(chosen_pixels(1, seed) & (CLEAN[7] == 0))) for seed in range(10)]
    said(
        f"In {lost.count(0)} of the ten. A 7 has only {INK[7]} ink pixels, and the other {15 - INK[7]} of its 15 are paper,"
    )
    said(f"in the long run {15 - INK[7]} of 15 such 7s")
    said(f"An 8 fares worse: {INK[8]} of its 15 pixels are ink.")
    assert np.random.default_rng(3).choice(15, size=5).tolist().count(2) == 2


def test_a_seven_that_may_be_a_two():
    best = firstnn.best_possible(1)
    of_a_seven = best.counts[:, 7] > 0
    assert (best.counts[of_a_seven] > 0).sum() == of_a_seven.sum()
    said("With one wiped pixel only a 7 can look like a damaged 7.")
    without = CLEAN[2].copy()
    without[4, 1:] = 1.0
    assert np.array_equal(without, CLEAN[7]) and np.sum(without != CLEAN[2]) == 2
    said("the 2 has two pixels more than the 7, at the end of its bottom row, and without them it is a 7")
    for seed in range(100):
        only_paper = not (chosen_pixels(2, seed) & (CLEAN[7] == 0)).any()
        assert (could_be(np.maximum(CLEAN[7], chosen_pixels(2, seed)), 2)[2] > 0) == only_paper
    assert could_be(np.ones((5, 3)), 15).tolist() == [0.1] * 10
    said("each of the ten digits is equally likely")


def test_numbers_of_the_whole_population():
    X, Y = firstnn.every_damaged_digit(1)
    pictures, pairs = len(np.unique(X, axis=0)), len(np.unique(np.column_stack([X, Y]), axis=0))
    printed(f"{sum(INK)} of them lost ink and have a cross.")
    printed(f"different pictures: {pictures}")
    printed(f"different pairs of picture and label: {pairs}")
    said(f"{pictures} pictures and {pairs} pairs. The pairs can be counted by hand.")
    said(f"that leaves {sum(INK)} pictures with a cross and ten clean digits, {pairs} in all.")
    said(f"The pictures are {pairs - pictures} fewer")
    said(f"One wiped pixel makes {len(X)} damaged digits but only {pictures} different pictures")
    assert pairs == sum(INK) + 10 and INK[1] == 6
    said("holds the clean 1 nine times")


def test_numbers_of_the_distances():
    distances = np.array([[firstnn.hamming_distance(a, b) for b in CLEAN] for a in CLEAN])
    far = np.argwhere(np.triu(distances) == distances.max())
    assert far.tolist() == [[1, 6]]
    said(f"The 1 and the 6 are farthest apart: {distances.max()} of 15 pixels.")
    near = [f"{a} and {b}" for a in range(10) for b in range(a, 10) if distances[a, b] == 1]
    said("five pairs, in frames, differ in **one single pixel**: " + ", ".join(near) + ".")
    printed(f"Those of distance 1: {', '.join(near)}.")
    without_middle = np.where(np.arange(15) == 7, 1.0, CLEAN[8].ravel())
    printed(str([firstnn.hamming_distance(without_middle, clean.ravel()) for clean in CLEAN]))
    assert len(near) == 5


def test_two_digits_at_distance_2_can_meet():
    said("a 0 and a 9, for example, or a 0 and a 6")
    for a, b in ((0, 9), (0, 6)):
        assert firstnn.hamming_distance(CLEAN[a], CLEAN[b]) == 2
        assert np.sum((CLEAN[a] == 0) & (CLEAN[b] == 1)) == np.sum((CLEAN[a] == 1) & (CLEAN[b] == 0)) == 1
        assert (firstnn.best_possible(1).counts[:, [a, b]] > 0).all(axis=1).any()


def test_a_second_generator_with_the_same_seed_repeats_the_first_labels():
    first, second = (np.random.default_rng(0) for _ in range(2))
    longer, shorter = firstnn.create_dataset(1000, 1, first)[1], firstnn.create_dataset(200, 1, second)[1]
    assert np.array_equal(longer[:10], shorter[:10])
    printed(str(longer[:10]))
