"""01_data: its checks name the usual mistakes, its panel and pictures show the right data, its prose is true."""

import itertools

import nbformat
import numpy as np
import pytest
from conftest import ROOT

import firstnn
from firstnn import check, plots, widgets
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


# The checks: right answers in several styles


def ink_by_loops(image):
    count = 0
    for row in image:
        for pixel in row:
            if pixel == 0.0:
                count += 1
    return count


def hamming_by_loops(a, b):
    count = 0
    for one, other in zip(a.reshape(15), b.reshape(15)):
        if one != other:
            count += 1
    return count


def one_hot_by_lists(Y):
    return [[1 if place == label else 0 for place in range(10)] for label in Y]


def noise_by_shuffling(image, noise_level, rng):
    places = list(range(15))
    rng.shuffle(places)
    damaged = image.copy()
    for place in places[:noise_level]:
        damaged[place // 3, place % 3] = 1.0
    return damaged


def noise_by_trying(image, noise_level, rng):
    damaged, chosen = np.array(image), set()
    while len(chosen) < noise_level:
        chosen.add(int(rng.integers(15)))
    for place in chosen:
        damaged.flat[place] = 1
    return damaged


def noise_by_permutation(image, noise_level, rng):
    row = image.flatten()
    row[rng.permutation(15)[:noise_level]] = 1
    return row.reshape(image.shape)


RIGHT = [
    (check.count_ink, [ink_by_loops, lambda image: 15 - np.sum(image), lambda image: 15 - int(image.sum())]),
    (check.hamming, [hamming_by_loops, firstnn.hamming_distance, lambda a, b: np.abs(a - b).sum()]),
    (check.one_hot, [one_hot_by_lists, firstnn.one_hot, lambda Y: np.eye(10)[Y], lambda Y: np.eye(10, dtype=int)[Y]]),
    (check.add_noise, [firstnn.add_noise, noise_by_shuffling, noise_by_trying, noise_by_permutation]),
]
CHECKS = [examined for examined, _ in RIGHT]


@pytest.mark.parametrize(("examined", "answer"), [(examined, answer) for examined, answers in RIGHT for answer in answers])
def test_right_answers_pass(examined, answer):
    result = examined(answer)
    assert result and len(result.message) > 20, result


# Wrong answers as learners write them, each with words that its diagnosis must hold


def one_hot_returned_too_early(Y):
    for label in Y:
        row = np.zeros(10)
        row[label] = 1
        return row


def one_hot_on_its_side(Y):
    rows = np.zeros((10, len(Y)))
    for n, label in enumerate(Y):
        rows[label, n] = 1
    return rows


def one_hot_in_the_row_of_the_label(Y):
    rows = np.zeros((10, 10))
    for n, label in enumerate(Y):
        rows[label, n] = 1
    return rows


def one_hot_all_columns(Y):
    rows = np.zeros((len(Y), 10))
    rows[:, Y] = 1
    return rows


def one_hot_with(value=lambda label: 1, shift=0, width=lambda Y: 10):
    def one_hot(Y):
        rows = np.zeros((len(Y), width(Y)))
        for n, label in enumerate(Y):
            rows[n, (label + shift) % rows.shape[1]] = value(label)
        return rows

    return one_hot


def ink_returned_too_early(image):
    count = 0
    for row in image:
        for pixel in row:
            if pixel == 0.0:
                count += 1
        return count


def ink_as_text(image):
    return sum(str(pixel) == "#" for row in image for pixel in row)


def hamming_returned_too_early(a, b):
    for one, other in zip(a, b):
        return np.sum(one != other)


def noise(choose, write=1.0, start=lambda image: image.copy().reshape(15), end=lambda row: row.reshape(5, 3)):
    """An add_noise made of parts, one of which is wrong."""

    def add_noise(image, noise_level, rng):
        row = start(image)
        places = choose(image, noise_level, rng)
        row[places] = write(row[places]) if callable(write) else write
        return end(row)

    return add_noise


def chosen(image, noise_level, rng):
    return rng.choice(15, size=noise_level, replace=False)


def among_the_ink(image, noise_level, rng):
    ink = np.flatnonzero(image == 0)
    return rng.choice(ink, size=min(noise_level, len(ink)), replace=False)


def never_the_last(image, noise_level, rng):
    return rng.choice(14, size=noise_level, replace=False) if noise_level < 15 else slice(None)


def noise_in_place(image, noise_level, rng):
    row = image.reshape(15)
    row[chosen(image, noise_level, rng)] = 1.0
    return image


def noise_by_row_number(image, noise_level, rng):
    damaged = image.copy()
    damaged[chosen(image, noise_level, rng)] = 1.0
    return damaged


def noise_in_a_copy_thrown_away(image, noise_level, rng):
    damaged = image.copy()
    damaged.flatten()[chosen(image, noise_level, rng)] = 1.0
    return damaged


def noise_in_two_results(image, noise_level, rng):
    places = chosen(image, noise_level, rng)
    return noise(lambda *_: places)(image, noise_level, rng), places


def noise_until_so_much_is_paper(image, noise_level, rng):
    damaged = image.copy()
    while np.sum(damaged) < noise_level:
        damaged[rng.integers(5), rng.integers(3)] = 1.0
    return damaged


OWN = np.random.default_rng(5)

WRONG = [
    (check.count_ink, [
        (lambda image: np.sum(image), "paper"),
        (lambda image: int(image.sum()), "paper"),
        (lambda image: image == 0.0, "True"),
        (lambda image: (image == 0.0).sum(axis=0), "column"),
        (lambda image: (image == 0.0).sum(axis=1), "each row"),
        (lambda image: [sum(pixel == 0 for pixel in row) for row in image], "each row"),
        (lambda image: image.sum() - 15, "sign"),
        (lambda image: image.size, "every pixel"),
        (lambda image: np.mean(image == 0), "share"),
        (lambda image: len(image), "len"),
        (lambda image: 1 + ink_by_loops(image), "begin at 1"),
        (lambda image: sum(image[r, c] == 0 for r in range(1, 5) for c in range(3)), "first row"),
        (lambda image: sum(image[r, c] == 0 for r in range(4) for c in range(3)), "last row"),
        (lambda image: sum(pixel == 0 for pixel in image.ravel()[1:]), "first pixel is left out"),
        (lambda image: float(image[0][0] == 0), "first pixel only"),
        (ink_returned_too_early, "first row only"),
        (ink_as_text, "'#'"),
    ]),
    (check.hamming, [
        (lambda a, b: np.sum(a == b), "!="),
        (lambda a, b: np.sum(a - b), "cancel"),
        (lambda a, b: sum((b - a).ravel()), "cancel"),
        (lambda a, b: abs(np.sum(a) - np.sum(b)), "elsewhere"),
        (lambda a, b: a != b, "add them up"),
        (lambda a, b: np.abs(a - b), "add them up"),
        (lambda a, b: a - b, "signed"),
        (lambda a, b: np.mean(a != b), "share"),
        (lambda a, b: (a != b).any(), "whether the pictures differ"),
        (lambda a, b: np.array_equal(a, b), "whether the pictures are equal"),
        (lambda a, b: np.sum(a > b), "b has and a has not"),
        (lambda a, b: np.sum(a < b), "a has and b has not"),
        (lambda a, b: np.linalg.norm(a - b), "root"),
        (lambda a, b: np.sum(a != b, axis=0), "axis"),
        (lambda a, b: np.sum(a != b, axis=-1), "several counts"),
        (lambda a, b: sum(any(np.atleast_1d(x != y)) for x, y in zip(a, b)) if a.ndim == 2 else (a != b).any(), "rows"),
        (lambda a, b: np.sum((a == 0) & (b == 0)), "both"),
        (lambda a, b: sum(a[r, c] != b[r, c] for r in range(5) for c in range(3)), "IndexError"),
        (hamming_returned_too_early, "first row only"),
    ]),
    (check.one_hot, [
        (one_hot_on_its_side, "side"),
        (lambda Y: 1 - np.eye(10)[Y], "exchanged"),
        (one_hot_with(shift=1), "too far right"),
        (one_hot_with(shift=-1), "too far left"),
        (one_hot_with(value=lambda label: label), "label itself"),
        (lambda Y: np.zeros((len(Y), 10)), "zeros"),
        (one_hot_all_columns, "all the labels"),
        (one_hot_with(width=lambda Y: Y.max() + 1), "largest"),
        (lambda Y: np.array([[float(label == other) for other in sorted(set(Y))] for label in Y]), "that occurs"),
        (one_hot_returned_too_early, "first label only"),
        (lambda Y: np.eye(10)[Y[-1]], "last label"),
        (lambda Y: np.eye(10)[Y].max(axis=0), "one row"),
        (lambda Y: np.concatenate([np.eye(10)[label] for label in Y]), "one behind the other"),
        (one_hot_in_the_row_of_the_label, "row Y[n]"),
        (one_hot_with(width=lambda Y: 11), "(3, 10)"),
    ]),
    (check.add_noise, [
        (noise(lambda image, level, rng: rng.choice(15, size=level)), "replace=False"),
        (noise(lambda image, level, rng: rng.choice(15, size=5, replace=False)), "You wipe 5 pixels"),
        (noise(lambda image, level, rng: rng.choice(15, size=4)), "You wipe 2, 3 or 4 pixels"),
        (noise(lambda image, level, rng: rng.integers(0, 15, size=level)), "replace=False"),
        (noise(lambda image, level, rng: rng.permutation(15)[: rng.integers(level + 1)]), "noise_level = 1 it was 0 or 1."),
        (noise(lambda image, level, rng: rng.permutation(15)[-level:]), "noise_level = 0 it was 15."),
        (noise(lambda image, level, rng: rng.integers(15)), "always wipe one"),
        (noise(lambda image, level, rng: rng.choice(15, size=level + (level < 15), replace=False)), "too many"),
        (noise(lambda image, level, rng: rng.permutation(15)[: max(level - 1, 0)]), "too few"),
        (noise(lambda image, level, rng: rng.permutation(15)[level:]), "not chosen"),
        (noise(lambda image, level, rng: slice(None)), "Every pixel"),
        (noise(chosen, write=0.0), "Nothing"),
        (noise_in_a_copy_thrown_away, "Nothing"),
        (noise(chosen, write=0.5), "paper is 1.0"),
        (noise(chosen, write=lambda values: np.linspace(1, 0.5, len(values))), "paper is 1.0"),
        (noise(chosen, write=lambda values: 1 - values), "adds ink"),
        (noise(chosen, start=lambda image: np.zeros(15)), "adds ink"),
        (noise(chosen, write=lambda values: values + 1), "paper becomes 2.0"),
        (noise(among_the_ink), "among the ink"),
        (noise_until_so_much_is_paper, "no digit loses any ink"),
        (noise(lambda image, level, rng: rng.permutation(15)[: level + int(image.max())]), "More ink is lost"),
        (noise(lambda image, level, rng: rng.choice(15, level, replace=False, p=(image.ravel() == 0) / 15)), "ValueError"),
        (noise(lambda image, level, rng: np.arange(level)), "same pixels"),
        (noise(lambda image, level, rng: np.random.default_rng(0).permutation(15)[:level]), "same pixels"),
        (noise(lambda image, level, rng: OWN.permutation(15)[:level]), "same seed"),
        (noise(never_the_last), "never wiped: 14"),
        (noise_in_place, "copy"),
        (noise_by_row_number, "reshape(15)"),
        (noise(chosen, end=lambda row: row), "flattened"),
        (noise(chosen, end=lambda row: row.reshape(3, 5)), "(3, 5)"),
        (noise(chosen, end=lambda row: row.tolist()), "list"),
        (noise(chosen, end=lambda row: row.reshape(5, 3).astype(str)), "values of type <U"),
        (noise_in_two_results, "several"),
        (lambda image, noise_level: image, "TypeError"),
        (lambda image, noise_level, rng: None, "Not written"),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("examined", "answer", "words"), [(examined, *case) for examined, cases in WRONG for case in cases])
def test_wrong_answers_are_named(examined, answer, words):
    result = examined(answer)
    assert not result and words in result.message, result


@pytest.mark.parametrize(("examined", "cases"), WRONG)
def test_diagnoses_differ(examined, cases):
    assert len({examined(answer).message for answer, _ in cases}) >= 12


@pytest.mark.parametrize(
    ("answer", "hint"),
    [
        (noise_by_row_number, True),
        (lambda image, level, rng: image[divmod(14, 5)], True),
        (noise(lambda image, level, rng: rng.permutation(16)[:level]), False),
        (noise(chosen, end=lambda row: row[5, 3]), False),
    ],
)
def test_the_hint_at_the_flattened_picture_comes_where_it_helps(answer, hint):
    assert check.add_noise(answer).message.endswith("reshape(15) comes first.") == hint


def stub(image, noise_level=None, rng=None):
    """What stands in the notebook."""
    ...


def raising(*arguments):
    raise RuntimeError("no idea")


@pytest.mark.parametrize("examined", CHECKS)
def test_nothing_makes_a_check_raise(examined):
    assert "Not written yet" in examined(stub).message and "Not written yet" in examined(None).message
    assert "Not written yet" in examined(...).message
    answers = "text", np.nan, {}, (1, 2), np.zeros((2, 2)), [[1], [1, 2]], object(), np.array("text"), np.array([None])
    for strange in (
        5,
        "text",
        np.zeros(3),
        [1],
        raising,
        lambda: 1,
        *[lambda *_, answer=answer: answer for answer in answers],
    ):
        result = examined(strange)
        assert not result and len(result.message) > 20
        assert callable(strange) or "your function itself" in result.message


@pytest.mark.parametrize("examined", CHECKS)
def test_a_changed_argument_is_named(examined):
    def spoil(*arguments):
        arguments[0][...] = 7
        return 0

    assert "copy" in examined(spoil).message


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
    said(f"{pictures} pictures, because wiping paper changes nothing")
    said(f"there are {pairs} pairs. They can be counted by hand: {sum(INK)} pictures with a cross, and ten clean digits.")
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
    printed("Is it equal to the clean 0? True")
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
