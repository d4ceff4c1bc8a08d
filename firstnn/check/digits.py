"""Checks of the exercises of 01_data."""

import re
from typing import Any

import numpy as np

from firstnn import digits, functions
from firstnn.check.result import Mistake, Result, attempt, examine, untouched

FULL_OF_INK = np.zeros((digits.ROWS, digits.COLUMNS))
CLEAN = np.array([digits.create_digit_image(digit) for digit in range(10)])
LEVELS = 0, 1, 4, 15
SEEDS = range(40)

CANCEL = "Differences of +1 and -1 cancel in your sum. Ask of each pixel whether it differs, then count."
SEVERAL = "You return several counts. The whole picture has one: np.sum without an axis."
ALL_TEN = "Every row has 10 places, one for each digit, also for digits that do not occur."
RETURN_INSIDE = "does return stand inside the loop?"


def count_ink(function: Any) -> Result:
    """Check a learner's count_ink(image): the number of ink pixels of a picture (5, 3)."""
    return examine(
        function,
        [(CLEAN[digit],) for digit in (1, 8, 4, 7)],
        lambda image: np.sum(image == 0),
        [
            Mistake(
                lambda image: np.sum(image),
                "You count the paper: it is the 1.0, so the sum of a picture is its paper.",
            ),
            Mistake(
                lambda image: image == 0,
                "This is a picture of True and False. One step is missing: count the True ones.",
            ),
            Mistake(lambda image: np.sum(image == 0, axis=0), f"One count for each column. {SEVERAL}"),
            Mistake(lambda image: np.sum(image == 0, axis=1), f"One count for each row. {SEVERAL}"),
            Mistake(
                lambda image: np.sum(image) - 15,
                "The size is right, the sign is not: take the paper away from the 15 pixels.",
            ),
            Mistake(
                lambda image: image.size,
                "You count every pixel, whatever is on it. Count those that are equal to 0.0.",
            ),
            Mistake(
                lambda image: np.mean(image == 0),
                "This is the share of ink, from 0 to 1. The question is how many: a sum, not a mean.",
            ),
            Mistake(lambda image: len(image), "len gives the number of rows. Look at every pixel of every row."),
            Mistake(lambda image: np.sum(image == 0) + 1, "One too many: does your counter begin at 1?"),
            Mistake(lambda image: np.sum(image.ravel()[1:] == 0), "The first pixel is left out. Places are counted from 0."),
            Mistake(lambda image: np.sum(image[1:] == 0), "The first row is left out. Rows are counted from 0."),
            Mistake(
                lambda image: np.sum(image[:-1] == 0),
                "The last row is left out. range(5) gives 0, 1, 2, 3, 4: five rows.",
            ),
            Mistake(lambda image: np.sum(image[0] == 0), f"You count the first row only: {RETURN_INSIDE}"),
            Mistake(lambda image: float(image[0, 0] == 0), f"You look at the first pixel only: {RETURN_INSIDE}"),
            Mistake(lambda image: 0, "You always find 0. Compare with the number 0.0, not with the text '#'."),
        ],
        "Ink is stored as 0.0, so you counted the zeros.",
    )


def hamming(function: Any) -> Result:
    """Check a learner's hamming(a, b): in how many pixels two pictures of one shape, (5, 3) or (15,), differ."""
    pairs = [(2, 5), (8, 0), (0, 8), (1, 6), (3, 3), (7, 4)]
    return examine(
        function,
        [(CLEAN[a], CLEAN[b]) for a, b in pairs] + [(CLEAN[9].ravel(), CLEAN[2].ravel())],
        lambda a, b: np.sum(a != b),
        [
            Mistake(
                lambda a, b: np.sum(a == b),
                "You count the pixels that are equal. Count those that differ: != in place of ==.",
            ),
            Mistake(lambda a, b: np.sum(a - b), CANCEL),
            Mistake(lambda a, b: np.sum(b - a), CANCEL),
            Mistake(
                lambda a, b: np.abs(np.sum(a - b)),
                "You compare amounts of ink. The same amount may stand elsewhere: compare pixel by pixel.",
            ),
            Mistake(
                lambda a, b: a != b,
                "You return an answer for each pixel. One step is missing: add them up.",
            ),
            Mistake(
                lambda a, b: a - b,
                "You return a signed number for each pixel. Ask whether each pixel differs, then count.",
            ),
            Mistake(
                lambda a, b: np.mean(a != b),
                "This is the share of pixels that differ. The Hamming distance is their number.",
            ),
            Mistake(lambda a, b: np.any(a != b), "You say whether the pictures differ. The question is in how many pixels."),
            Mistake(
                lambda a, b: np.array_equal(a, b),
                "You say whether the pictures are equal. The question is in how many pixels they differ.",
            ),
            Mistake(
                lambda a, b: np.sum(a > b),
                "You count only the ink that b has and a has not. The other direction differs as well.",
            ),
            Mistake(
                lambda a, b: np.sum(a < b),
                "You count only the ink that a has and b has not. The other direction differs as well.",
            ),
            Mistake(
                lambda a, b: np.sqrt(np.sum((a - b) ** 2)),
                "This is the square root of the answer, a straight-line distance. Leave the root out.",
            ),
            Mistake(lambda a, b: np.sum(a != b, axis=0), SEVERAL),
            Mistake(lambda a, b: np.sum(a != b, axis=-1), SEVERAL),
            Mistake(
                lambda a, b: np.sum(np.any(a != b, axis=-1)),
                "You count rows that differ. A row can differ in up to three pixels: compare pixels.",
            ),
            Mistake(
                lambda a, b: np.sum((a == 0) & (b == 0)),
                "You count the ink that both have. Count the pixels that differ.",
            ),
            Mistake(lambda a, b: np.sum(a[0] != b[0]), f"You compare the first row only: {RETURN_INSIDE}"),
        ],
        "You compared pixel by pixel and counted the differences.",
    )


def one_hot(function: Any) -> Result:
    """Check a learner's one_hot(Y): class numbers (N,) as rows (N, 10) with a single 1."""
    right = functions.one_hot
    return examine(
        function,
        [(np.array([3, 0, 9]),), (np.array([7]),), (np.array([1, 1, 4, 2]),)],
        right,
        [
            Mistake(
                lambda Y: right(Y).T,
                "Your table lies on its side. Each label has a row of its own: shape (N, 10), not (10, N).",
            ),
            Mistake(
                lambda Y: 1 - right(Y),
                "Ones and zeros are exchanged: each row has a single 1, at the place of its label.",
            ),
            Mistake(
                lambda Y: np.roll(right(Y), 1, axis=1),
                "Your 1 is one place too far right. Places count from 0: digit 3 has its 1 at place 3.",
            ),
            Mistake(
                lambda Y: np.roll(right(Y), -1, axis=1),
                "Your 1 is one place too far left. Places count from 0: digit 3 has its 1 at place 3.",
            ),
            Mistake(
                lambda Y: right(Y) * Y[:, None],
                "You write the label itself into its place. Write a 1: the place tells the digit.",
            ),
            Mistake(
                lambda Y: np.zeros((len(Y), 10)),
                "All your rows are zeros still. In row n the place Y[n] becomes 1: rows[n, Y[n]] = 1.",
            ),
            Mistake(
                _every_label_everywhere,
                "Every row got the ones of all the labels. Row n has only its own: rows[n, Y[n]] = 1.",
            ),
            Mistake(lambda Y: right(Y, Y.max() + 1), f"Your rows end at the largest label. {ALL_TEN}"),
            Mistake(_only_what_occurs, f"You made a place for each label that occurs. {ALL_TEN}"),
            Mistake(lambda Y: right(Y)[0], f"You return the row of the first label only: {RETURN_INSIDE}"),
            Mistake(
                lambda Y: right(Y)[-1],
                "You return the row of the last label only. Keep all the rows: the answer has the shape (N, 10).",
            ),
            Mistake(
                lambda Y: right(Y).max(axis=0),
                "You return one row for all the labels. Each label has a row of its own.",
            ),
            Mistake(
                lambda Y: right(Y).ravel(),
                "Your rows stand one behind the other. Make a table of them: shape (N, 10).",
            ),
            Mistake(
                _row_by_label,
                "Your ones are in row Y[n]. The row is the sample n, the column its digit: rows[n, Y[n]] = 1.",
            ),
        ],
        "One row for each label, and in it a single 1.",
    )


def _every_label_everywhere(Y: np.ndarray) -> np.ndarray:
    """What rows[:, Y] = 1 gives."""
    return np.tile(functions.one_hot(Y).max(axis=0), (len(Y), 1))


def _only_what_occurs(Y: np.ndarray) -> np.ndarray:
    """A column for each label in Y, in order."""
    return (Y[:, None] == np.unique(Y)).astype(float)


def _row_by_label(Y: np.ndarray) -> np.ndarray:
    """What rows[Y, n] = 1 gives in a table of 10 rows."""
    rows = np.zeros((10, 10))
    rows[Y, np.arange(len(Y))] = 1
    return rows


def add_noise(function: Any) -> Result:
    """Check a learner's add_noise(image, noise_level, rng): every way of choosing different pixels by chance passes."""
    trouble = _trouble(function) if callable(function) and not untouched(function) else None
    if trouble:
        return Result(False, trouble)
    return examine(
        function,
        [(FULL_OF_INK, level, np.random.default_rng(level)) for level in (0, digits.PIXELS)],
        digits.add_noise,
        [],
        "Different pixels became paper, chosen by rng; the original stayed as it was.",
    )


def _trouble(function: Any) -> str | None:
    """What is wrong with the damage to a picture full of ink, at each level, or to a clean digit."""
    pictures = []
    for image, level in [*((FULL_OF_INK, level) for level in LEVELS), *((clean, 2) for clean in CLEAN)]:
        answers = []
        for seed in SEEDS:
            answer = attempt(function, (image, level, np.random.default_rng(seed)))
            if isinstance(answer, Result):
                return _with_a_hint(answer.message)
            if trouble := _trouble_with_kind(answer):
                return trouble
            answers.append(answer)
        pictures.append(answers)
    on_all = np.array(pictures)
    on_ink, on_digits = on_all[: len(LEVELS)], on_all[len(LEVELS) :]
    return _trouble_with_number(on_ink) or _trouble_with_chance(function, on_ink[2]) or _trouble_with_paper(on_digits)


def _with_a_hint(message: str) -> str:
    """An index too large for a picture comes from taking a place, 0 to 14, for the number of a row or a column."""
    if not re.search(r"with size [35]\b", message):
        return message
    return f"{message} Places from 0 to 14 belong to the flattened picture: reshape(15) comes first."


def _trouble_with_kind(answer: Any) -> str | None:
    """Something other than a picture came back."""
    if isinstance(answer, tuple):
        return "You return several things. Return the damaged picture only."
    if not isinstance(answer, np.ndarray):
        return f"Return the damaged picture, an array of numbers, not a value of type {type(answer).__name__}."
    if answer.dtype.kind not in "fiub":
        return f"The damaged picture should be an array of numbers, but yours holds values of type {answer.dtype}."
    if answer.shape == (digits.PIXELS,):
        return "You return a flattened picture. Bring it back into 5 rows and 3 columns: reshape(5, 3)."
    if answer.shape != FULL_OF_INK.shape:
        return f"The damaged picture should have the shape (5, 3), as the picture has, but its shape is {answer.shape}."
    return None


def _trouble_with_number(on_ink: np.ndarray) -> str | None:
    """In a picture full of ink, as many pixels become paper as were to be wiped: on_ink[level, seed] is a picture."""
    wiped = [set(counts) for counts in np.sum(on_ink != 0, axis=(2, 3))]
    none, one, four, all_ = wiped
    if one == four == all_ == {0}:
        return "Nothing is wiped. Paper is 1.0, and it must be written into the array that you return."
    if one == four == all_ == {1}:
        return "You always wipe one pixel. noise_level says how many."
    if one == four == all_ == {15}:
        return "Every pixel became paper. Write 1.0 into the chosen places only: row[places] = 1.0."
    if none == one == four == all_:
        return f"You wipe {_either(none)} pixels, whatever number was asked for: use noise_level."
    if four == {11}:
        return "You wipe the pixels that were not chosen. It is the other way round."
    if four == {5}:
        return "You wipe one pixel too many: where does your count begin or end?"
    if four == {3}:
        return "You wipe one pixel too few: where does your count begin or end?"
    if one == {1} and min(four) < max(four) == 4:
        return "Sometimes fewer are wiped than asked for: a pixel can be chosen twice. Choose different ones: replace=False."
    for level, counts in zip(LEVELS, wiped):
        if counts != {level}:
            return (
                "The number of wiped pixels is wrong. In a picture full of ink noise_level pixels should become paper, but "
                f"with noise_level = {level} it was {_either(counts)}."
            )
    if not np.isin(on_ink, (0, 1)).all():
        return "A wiped pixel becomes paper, and paper is 1.0."
    return None


def _either(counts: set[int]) -> str:
    """The numbers of a set in words: 2, 3 or 4."""
    *others, last = sorted(counts)
    return f"{', '.join(map(str, others))} or {last}" if others else f"{last}"


def _trouble_with_chance(function: Any, first: np.ndarray) -> str | None:
    """The generator that is passed in decides, and every pixel has its chance; first: four wiped, for each seed."""
    if len(np.unique(first, axis=0)) == 1:
        return "The same pixels are wiped each time. Let the generator that you are given choose: rng.choice, for example."
    again = [attempt(function, (FULL_OF_INK, 4, np.random.default_rng(seed))) for seed in SEEDS]
    if not np.array_equal(first, again):
        return "The same seed should wipe the same pixels. Draw from rng, not from a random generator of your own."
    never = np.flatnonzero(np.sum(first, axis=0) == 0)
    if len(never):
        places = ", ".join(map(str, never))
        return f"In {len(SEEDS)} trials these places were never wiped: {places}. Each of the 15 has its chance."
    return None


def _trouble_with_paper(on_digits: np.ndarray) -> str | None:
    """Paper stays paper and may be among the two chosen pixels: on_digits[digit, seed] is a picture."""
    changes = on_digits - CLEAN[:, None]
    if not np.isin(on_digits, (0, 1)).all():
        return "A chosen pixel becomes 1.0, whatever it was before: write 1.0 into it. When you add 1, paper becomes 2.0."
    if np.min(changes) < 0:
        return (
            "Your damage adds ink: paper became 0.0. Begin with a copy of the picture. A chosen pixel becomes 1.0, whatever "
            "it was before."
        )
    lost = np.sum(changes, axis=(2, 3))
    if not lost.any():
        return (
            "A picture full of ink is damaged as it should be, but no digit loses any ink. Count the pixels that you "
            "choose, not those that are paper."
        )
    if (lost == 2).all():
        return "You choose among the ink pixels only. Any of the 15 may be chosen, and paper then stays paper."
    if lost.max() > 2:
        return "More ink is lost from a digit than was to be wiped: choose noise_level pixels, whatever the picture shows."
    return None
