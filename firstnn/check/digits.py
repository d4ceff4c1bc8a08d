"""Exercises of 01_data."""

from typing import Any

import numpy as np

from firstnn import digits, functions
from firstnn.check.answers import kind
from firstnn.check.exercise import Exercise
from firstnn.words import listed

FULL_OF_INK = np.zeros((digits.ROWS, digits.COLUMNS))
CLEAN = np.array([digits.create_digit_image(digit) for digit in range(10)])
SCATTERED = np.array([[0, 1, 1], [1, 0, 0], [1, 1, 0], [1, 1, 1], [0, 1, 0.0]])

SEVERAL = "You return several counts. The whole picture has one: np.sum without an axis."
RETURN_INSIDE = "does return stand inside the loop?"

# ---- 1: how many pixels are ink


def ink(image, rows=lambda image: image, asks=lambda pixels: pixels == 0, count=np.sum, after=np.asarray):
    return after(count(asks(rows(image))))


# fmt: off
count_ink = Exercise(
    "count_ink(image)",
    right=ink,
    examples=lambda: [(CLEAN[1],), (CLEAN[8],), (SCATTERED,), (CLEAN[7],)],
    praise="Ink is stored as 0.0, so you counted the zeros.",
    slips={
        "asks": {
            lambda pixels: pixels: "You count the paper: it is the 1.0, so the sum of a picture is its paper.",
        },
        "rows": {
            lambda image: image[1:]: "The first row is left out. Rows are counted from 0.",
            lambda image: image[:-1]: "The last row is left out. range(5) gives 0, 1, 2, 3, 4: five rows.",
            lambda image: image[:, 1:]: "The first column is left out. Columns are counted from 0.",
            lambda image: image[:, :-1]: "The last column is left out. range(3) gives 0, 1, 2: three columns.",
            lambda image: image[:1]: f"You count the first row only: {RETURN_INSIDE}",
            lambda image: image[-1:]: "You count the last row only: does your counter begin anew inside the loop?",
            lambda image: image[:3]: "You count three of the five rows. A picture has 5 rows of 3.",
        },
        "count": {
            np.asarray: "This is a picture of True and False. One step is missing: count the True ones.",
            lambda truths: truths.sum(axis=0): f"One count for each column. {SEVERAL}",
            lambda truths: truths.sum(axis=1): f"One count for each row. {SEVERAL}",
            np.mean: "This is the share of ink, from 0 to 1. The question is how many: a sum, not a mean.",
            np.any: "You say whether there is any ink. The question is how many pixels are ink.",
            lambda truths: truths.any(axis=1).sum(): "You count the rows that hold ink. Count the pixels, one by one.",
        },
        "after": {
            lambda number: number + 1: "One too many: does your counter begin at 1?",
            lambda number: number - 1: "One too few: does your counter begin at 0, and does it take the last pixel?",
        },
    },
    others={
        lambda image: np.sum(image) - 15: "The size is right, the sign is not: take the paper away from the 15 pixels.",
        lambda image: 1 - np.sum(image): "np.sum(image) is the paper, and you take all of it away from 1. Take it away "
            "from the number of pixels.",
        lambda image: -np.sum(image): "You count the paper, and downwards from 0. Take it away from the number of pixels.",
        lambda image: image.size: "You count every pixel, whatever is on it. Count those that are equal to 0.0.",
        len: "len gives the number of rows. Look at every pixel of every row.",
        lambda image: np.sum(image.ravel()[1:] == 0): "The first pixel is left out. Places are counted from 0.",
        lambda image: np.sum(image.ravel()[:-1] == 0): "The last pixel is left out. range(15) gives 0 to 14.",
        lambda image: float(image[0, 0] == 0): f"You look at the first pixel only: {RETURN_INSIDE}",
        lambda image: 0: "You always find 0. Count 1 for each pixel that is equal to the number 0.0: ink itself adds up "
            "to 0, and no pixel is equal to a text such as '#'.",
    },
    hints={"truth": "Or take each pixel by itself: a loop over the rows, and in it a loop over the pixels of the row."},
)
# fmt: on

# ---- 2: damage


TRIALS = {0: 12, 1: 12, 4: 40, 15: 12}  # how many seeds for each noise_level on a picture full of ink


def trouble_of_damage(ask) -> str | None:
    """What is wrong with the damage to a picture full of ink, at each level, or to a clean digit."""
    pictures = []
    for image, level, trials in [*((FULL_OF_INK, *each) for each in TRIALS.items()), *((clean, 2, 8) for clean in CLEAN)]:
        answers = [ask(image, level, np.random.default_rng(seed)) for seed in range(trials)]
        if said := next(filter(None, map(trouble_with_kind, answers)), None):
            return said
        pictures.append(np.array(answers))
    on_ink, on_digits = pictures[: len(TRIALS)], np.array(pictures[len(TRIALS) :])
    return trouble_with_number(on_ink) or trouble_with_chance(ask, on_ink[2]) or trouble_with_paper(on_digits)


def trouble_with_kind(answer: Any) -> str | None:
    """Something other than a picture came back."""
    if isinstance(answer, tuple):
        return "You return several things. Return the damaged picture only."
    if not isinstance(answer, np.ndarray):
        return f"Return the damaged picture, an array of numbers, not {kind(answer)}."
    if answer.dtype.kind not in "fiub":
        return f"The damaged picture should be an array of numbers, but yours is {kind(answer)}."
    if answer.shape == (digits.PIXELS,):
        return "You return a flattened picture. Bring it back into 5 rows and 3 columns: reshape(5, 3)."
    if answer.shape != FULL_OF_INK.shape:
        return f"The damaged picture should have the shape (5, 3), as the picture has, but its shape is {answer.shape}."
    return None


def trouble_with_number(on_ink: list[np.ndarray]) -> str | None:
    """In a picture full of ink, as many pixels become paper as were to be wiped: on_ink[level][seed] is a picture."""
    counts = [np.sum(pictures != 0, axis=(1, 2)).tolist() for pictures in on_ink]
    wiped = list(map(set, counts))
    _, one, four, all_ = wiped
    if not all(np.isin(pictures, (0, 1)).all() for pictures in on_ink):
        return "A wiped pixel becomes paper, and paper is 1.0. In your picture stand other numbers than 0 and 1."
    if one == four == all_ == {0}:
        return "Nothing is wiped. Paper is 1.0, and it must be written into the array that you return."
    if one == four == all_ == {1}:
        return "You always wipe one pixel. noise_level says how many."
    if one == four == all_ == {15}:
        return "Every pixel became paper. Write 1.0 into the chosen places only: row[places] = 1.0."
    if counts[0] == counts[1] == counts[2][: len(counts[0])] == counts[3]:
        return f"You wipe {listed(sorted(four), 'or')} pixels, whatever number was asked for: use noise_level."
    if four in ({11}, {5}, {3}):
        return WIPED_FOR_FOUR[four.pop()]
    if one == {1} and min(four) < max(four) == 4:
        return (
            "Sometimes fewer are wiped than asked for: the same pixel is taken twice. Choose all at once, different ones, "
            "with replace=False in rng.choice, and let each number from 0 to 14 mean another pixel."
        )
    for level, numbers in zip(TRIALS, wiped):
        if numbers != {level}:
            return (
                "The number of wiped pixels is wrong. In a picture full of ink noise_level pixels should become paper, but "
                f"with noise_level = {level} it was {listed(sorted(numbers), 'or')}."
            )
    return None


WIPED_FOR_FOUR = {
    11: "You wipe the pixels that were not chosen. It is the other way round.",
    5: "You wipe one pixel too many: where does your count begin or end?",
    3: "You wipe one pixel too few: where does your count begin or end?",
}


def trouble_with_chance(ask, first: np.ndarray) -> str | None:
    """The generator that is passed in decides, and every pixel has its chance; first: four wiped, for each seed."""
    if len(np.unique(first, axis=0)) == 1:
        return "The same pixels are wiped each time. Let the generator that you are given choose: rng.choice, for example."
    again = [ask(FULL_OF_INK, 4, np.random.default_rng(seed)) for seed in range(3)]
    if not np.array_equal(first[:3], again):
        return "The same seed should wipe the same pixels. Draw from rng, not from a random generator of your own."
    if len(never := np.flatnonzero(np.sum(first, axis=0) == 0)):
        places = ", ".join(map(str, never))
        return f"In {len(first)} trials these places were never wiped: {places}. Each of the 15 has its chance."
    return None


def trouble_with_paper(on_digits: np.ndarray) -> str | None:
    """Paper stays paper and may be among the two chosen pixels: on_digits[digit, seed] is a picture."""
    changes = on_digits - CLEAN[:, None]
    lost = np.sum(changes, axis=(2, 3))
    if not np.isin(on_digits, (0, 1)).all():
        return "A chosen pixel becomes 1.0, whatever it was before: write 1.0 into it. When you add 1, paper becomes 2.0."
    if np.min(changes) < 0:
        return (
            "Your damage adds ink: paper became 0.0. Begin with a copy of the picture. A chosen pixel becomes 1.0, whatever "
            "it was before."
        )
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


FLATTENED = "Places from 0 to 14 belong to the flattened picture: reshape(15) comes first."

add_noise = Exercise(
    "add_noise(image, noise_level, rng)",
    right=lambda image, noise_level, rng: digits.add_noise(image, noise_level, rng),
    examples=lambda: [(FULL_OF_INK, level, np.random.default_rng(level)) for level in (0, digits.PIXELS)],
    praise="Different pixels became paper, chosen by rng; the original stayed as it was.",
    others={lambda image, noise_level, rng: image: "Nothing is wiped. Paper is 1.0, and it must be written into the array."},
    hints={"with size 3": FLATTENED, "with size 5": FLATTENED, "axes": "Back to rows and columns: row.reshape(5, 3)."},
    trouble=trouble_of_damage,
)

# ---- 3: labels as rows


def rows_with_a_1(Y, shift=0, write=lambda Y: 1.0, classes=lambda Y: 10, after=np.asarray):
    """Row n is 1 at place Y[n]."""
    rows = np.zeros((len(Y), classes(Y)))
    rows[np.arange(len(Y)), (Y + shift) % classes(Y)] = write(Y)
    return after(rows)


def every_label_everywhere(Y: np.ndarray) -> np.ndarray:
    """What rows[:, Y] = 1 gives."""
    return np.tile(functions.one_hot(Y).max(axis=0), (len(Y), 1))


def only_what_occurs(Y: np.ndarray) -> np.ndarray:
    """A column for each label in Y, in order."""
    return (Y[:, None] == np.unique(Y)).astype(float)


def row_by_label(Y: np.ndarray) -> np.ndarray:
    """What rows[Y, n] = 1 gives in a table of 10 rows."""
    rows = np.zeros((10, 10))
    rows[Y, np.arange(len(Y))] = 1
    return rows


ALL_TEN = "Every row has 10 places, one for each digit, also for digits that do not occur."

# fmt: off
one_hot = Exercise(
    "one_hot(Y)",
    right=rows_with_a_1,
    examples=lambda: [(np.array([3, 0, 9]),), (np.array([7]),), (np.array([1, 1, 4, 2]),)],
    praise="One row for each label, and in it a single 1.",
    slips={
        "shift": {
            1: "Your 1 is one place too far right. Places count from 0: digit 3 has its 1 at place 3.",
            -1: "Your 1 is one place too far left. Places count from 0: digit 3 has its 1 at place 3.",
        },
        "write": {
            lambda Y: Y: "You write the label itself into its place. Write a 1: the place tells the digit.",
            lambda Y: 10.0: "You write a 10 into the place. Write a 1.",
        },
        "classes": {
            lambda Y: Y.max() + 1: f"Your rows end at the largest label. {ALL_TEN}",
            lambda Y: 11: "Your rows have 11 places. Digits from 0 to 9 are ten.",
        },
        "after": {
            np.transpose: "Your table lies on its side. Each label has a row of its own: shape (N, 10), not (10, N).",
            lambda rows: 1 - rows: "Ones and zeros are exchanged: each row has a single 1, at the place of its label.",
            lambda rows: rows[:, ::-1]: "Your places are counted from the right. Place 0 is the first on the left.",
            lambda rows: rows[0]: f"You return the row of the first label only: {RETURN_INSIDE}",
            lambda rows: rows[-1]: "You return the row of the last label only. Keep all the rows: the answer has the "
                "shape (N, 10).",
            lambda rows: rows.max(axis=0): "You return one row for all the labels. Each label has a row of its own.",
            lambda rows: rows.sum(axis=0): "You count how often each digit comes. Each label has a row of its own.",
            lambda rows: rows[:, :9]: "Your rows have 9 places. Digits from 0 to 9 are ten.",
            lambda rows: np.pad(rows, ((0, 10 - len(rows)), (0, 0))):
                "Your table has ten rows. It has one row for each label, len(Y) of them, and ten places in each.",
            np.maximum.accumulate: "The ones of the labels before are still there. Begin each row with ten zeros of its "
                "own.",
            np.ravel: "Your rows stand one behind the other. Make a table of them: shape (N, 10).",
            lambda rows: rows * (np.arange(len(rows)) == len(rows) - 1)[:, None]:
                "Only the last row has its 1: is the table made anew inside the loop?",
            lambda rows: rows * (np.arange(len(rows)) == 0)[:, None]: f"Only the first row has its 1: {RETURN_INSIDE}",
        },
    },
    others={
        lambda Y: np.zeros((len(Y), 10)): "All your rows are zeros still. In row n the place Y[n] becomes 1: rows[n, "
            "Y[n]] = 1.",
        every_label_everywhere: "Every row got the ones of all the labels. Row n has only its own: rows[n, Y[n]] = 1.",
        only_what_occurs: f"You made a place for each label that occurs. {ALL_TEN}",
        row_by_label: "Your ones are in row Y[n]. The row is the sample n, the column its digit: rows[n, Y[n]] = 1.",
        lambda Y: np.eye(10): "This is the table of all ten digits, one row for each. Each label takes its row from it.",
        lambda Y: Y: "You give the labels back as they are. Each of them becomes a row of ten numbers.",
        lambda Y: np.ones((len(Y), 10)): "All your rows are ones. A row has a single 1, at the place of its label.",
        lambda Y: np.arange(10) <= Y[:, None]: "Your rows are 1 up to the place of the label. A row has a single 1, there.",
        lambda Y: np.arange(10) < Y[:, None]: "Your rows are 1 before the place of the label. A row has a single 1, at "
            "that place.",
        lambda Y: np.tile(Y[:, None], (1, 10)): "You fill the whole row with its label. Name the place too, and write a "
            "1: rows[n, Y[n]] = 1.",
        lambda Y: np.eye(len(Y), 10): "Your 1 stands at place n, the number of the row. Its place is the label: rows[n, "
            "Y[n]] = 1.",
    },
    hints={
        "broadcast": "Take one label after the other, in a loop: row n belongs to Y[n].",
        "outside": "In row n the place Y[n] becomes 1: rows[n, Y[n]] = 1.",
    },
)
# fmt: on

# ---- 4: in how many pixels two pictures differ


def distance(a, b, differ=np.not_equal, count=np.sum, after=np.asarray):
    return after(count(differ(a, b)))


BOTH_SHAPES = "It should work for pictures (5, 3) and for rows (15,) alike: a != b does, and so does a.ravel()."
ROWS_DIFFER = "You count rows that differ. A row can differ in up to three pixels: compare pixels."
CANCEL = "Differences of +1 and -1 cancel in your sum. Ask of each pixel whether it differs, then count."

# fmt: off
hamming = Exercise(
    "hamming(a, b)",
    right=distance,
    examples=lambda: [
        *((CLEAN[a], CLEAN[b]) for a, b in [(2, 5), (8, 0), (0, 8), (1, 6), (3, 3), (7, 4)]),
        (CLEAN[9].ravel(), CLEAN[2].ravel()),
    ],
    praise="You compared pixel by pixel and counted the differences.",
    slips={
        "differ": {
            np.equal: "You count the pixels that are equal. Count those that differ: != in place of ==.",
            np.subtract: CANCEL,
            lambda a, b: b - a: CANCEL,
            np.greater: "You count only the ink that b has and a has not. The other direction differs as well.",
            np.less: "You count only the ink that a has and b has not. The other direction differs as well.",
            lambda a, b: (a == 0) & (b == 0): "You count the ink that both have. Count the pixels that differ.",
            lambda a, b: (a == 0) | (b == 0): "You count the pixels where either has ink. Where both have it, they agree.",
            lambda a, b: a * b: "You count the paper that both have. Count the pixels that differ.",
            lambda a, b: a[:1] != b[:1]: f"You compare the first row only: {RETURN_INSIDE}",
            lambda a, b: a[-1:] != b[-1:]: "You compare the last row only: does your counter begin anew inside the loop?",
            lambda a, b: a[1:] != b[1:]: "The first row is left out. Rows are counted from 0.",
            lambda a, b: a[:-1] != b[:-1]: "The last row is left out: range(5) gives five rows.",
        },
        "count": {
            np.asarray: "You return an answer for each pixel. One step is missing: add them up.",
            np.mean: "This is the share of pixels that differ. The Hamming distance is their number.",
            np.any: "You say whether the pictures differ. The question is in how many pixels.",
            lambda each: each.sum(axis=0): SEVERAL,
            lambda each: each.sum(axis=-1): SEVERAL,
            lambda each: np.sum(each.any(axis=-1)): ROWS_DIFFER,
        },
        "after": {
            np.sqrt: "This is the square root of the answer, a straight-line distance. Leave the root out.",
            lambda number: number + 1: "One too many: does your counter begin at 1?",
            lambda number: 2 * number: "You count each difference twice, once in each direction. Count it once.",
            lambda number: -number: "The size is right, the sign is not: a count is 0 or more.",
        },
    },
    others={
        lambda a, b: np.abs(np.sum(a - b)): "You compare amounts of ink. The same amount may stand elsewhere: compare "
            "pixel by pixel.",
        lambda a, b: sum(np.any(x != y) for x, y in zip(a, b)): ROWS_DIFFER,
        lambda a, b: a - b: "You return a signed number for each pixel. Ask whether each pixel differs, then count.",
        np.array_equal: "You say whether the pictures are equal. The question is in how many pixels they differ.",
        lambda a, b: a.size: "You count every pixel. Count those in which the two pictures differ.",
    },
    hints={
        "truth": "a != b compares two arrays pixel by pixel and gives True and False for each: add these up.",
        "axes": BOTH_SHAPES,
        "axis": BOTH_SHAPES,
        "outside": BOTH_SHAPES,
    },
)
# fmt: on
