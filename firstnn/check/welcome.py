"""Exercises of 00_welcome."""

from typing import Any

import numpy as np

from firstnn.check.answers import as_array, kind
from firstnn.check.exercise import Value
from firstnn.check.result import NOT_WRITTEN, Result
from firstnn.counting import best_possible
from firstnn.digits import COLUMNS, INK, PIXELS, create_digit_image
from firstnn.words import article

FIVE = 5
BRACKETS = "Write the two digits in square brackets with a comma between them, such as [1, 2]."
OFF_BY_ONE = "You are off by one. Count row by row, from the top."

# ---- 1: the first exercise of all


def ink_of_8(pixels: Any = lambda image: image == INK) -> int:
    """The black pixels of a clean 8."""
    return int(np.sum(pixels(create_digit_image(8))))


first = Value(
    "ink",
    right=ink_of_8,
    praise="This is how every exercise answers.",
    slips={
        "pixels": {
            lambda image: image != INK: "That is the number of white pixels. Count the black ones.",
            np.ones_like: "That is the number of all pixels, black and white. Count the black ones alone.",
        }
    },
    others={
        8: "8 is the digit that is drawn. Count the small black squares that it is drawn with.",
        7: "An 8 on a pocket calculator has 7 bars. Count the pixels, the small squares: a bar is 3 of them.",
        21: "You count 7 bars of 3 pixels. Bars meet in the corners: count each small square once.",
        5: "That is the number of rows. Count the black pixels in all of them.",
        12: OFF_BY_ONE,
        14: OFF_BY_ONE,
    },
)

# ---- 2: what a clean 5 may have been


def lookalikes(answer: Any) -> Result:
    """Check which two other digits a clean 5 may have been before a pixel was wiped."""
    if answer is None or answer is ...:
        return Result(False, NOT_WRITTEN)
    if not isinstance(answer, (list, tuple, set, frozenset, np.ndarray)):
        return Result(False, f"This should be a list of two digits, but it is {kind(answer)}. {BRACKETS}")
    numbers = as_array(list(answer) if isinstance(answer, (set, frozenset)) else answer)
    if numbers is None or numbers.ndim != 1 or numbers.size == 0:
        return Result(False, f"There should be two whole numbers in the brackets and nothing else. {BRACKETS}")
    if not np.isin(numbers, np.arange(10)).all():
        said = "Every entry should be a digit from 0 to 9. Take the digits whose bars have a frame, not their probabilities."
        return Result(False, said)
    return judged({int(number) for number in numbers})


def judged(named: set[int]) -> Result:
    """The first digit that cannot become a 5, or what is missing."""
    right = could_be_a_five()
    if impossible := sorted(named - right - {FIVE}):
        return Result(False, why_not(impossible[0]))
    if FIVE in named:
        said = "5 itself may well be one of them, but the question is which two other digits it may have been."
        return Result(False, said)
    if named != right:
        said = "One of the two is still missing. Click 5 in the panel, and look for every bar with a black frame."
        return Result(False, said)
    return Result(True, "Each of them has one pixel more than a 5, and damage may have wiped exactly that pixel.")


def could_be_a_five() -> set[int]:
    """The digits other than 5 that look like a clean 5 after one wiped pixel."""
    (exact,) = best_possible().exact_probabilities(create_digit_image(FIVE).reshape(1, PIXELS))
    return set(np.flatnonzero(exact).tolist()) - {FIVE}


def why_not(digit: int) -> str:
    """Why one wiped pixel cannot make a 5 of this digit."""
    five, other = (create_digit_image(each) == INK for each in (FIVE, digit))
    name = article(digit).capitalize()
    added = np.flatnonzero(five & ~other)
    if added.size:
        row, column = divmod(int(added[0]), COLUMNS)
        place = f"row {row + 1}, column {column + 1}"
        return f"{name} cannot become a 5: a 5 has ink in {place}, a {digit} has none there, and damage never adds ink."
    lost = (other & ~five).sum()
    return f"{name} cannot become a 5 so easily: it would have to lose {lost} pixels, and damage wipes only one."
