"""Checks of the exercises of 00_welcome."""

from typing import Any

import numpy as np

from firstnn.check.result import NOT_WRITTEN, Result, as_array, examine_value, kind
from firstnn.counting import best_possible
from firstnn.digits import COLUMNS, INK, PIXELS, create_digit_image

FIVE = 5
BRACKETS = "Write the two digits in square brackets with a comma between them, such as [1, 2]."


def first(answer: Any) -> Result:
    """Check the number of black pixels in a clean 8."""
    if isinstance(answer, str):
        return Result(False, "This is text, because it stands in quotation marks. Write the number without them.")
    if as_array(answer) is not None and np.ndim(answer) == 1:
        return Result(False, "One number is enough: leave the brackets away.")
    ink = int((create_digit_image(8) == INK).sum())
    off_by_one = "You are off by one. Count row by row, from the top."
    return examine_value(
        answer,
        ink,
        [
            (PIXELS, "That is the number of all pixels, black and white. Count the black ones alone."),
            (PIXELS - ink, "That is the number of white pixels. Count the black ones."),
            (7, "An 8 on a pocket calculator has 7 bars. Count the pixels, the small squares: a bar is 3 of them."),
            (8, "8 is the digit that is drawn. Count the small black squares that it is drawn with."),
            (ink - 1, off_by_one),
            (ink + 1, off_by_one),
        ],
        "This is how every exercise answers.",
    )


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
        return Result(
            False, "Every entry should be a digit from 0 to 9. Take the digits whose bars have a frame, not their odds."
        )
    named, right = {int(number) for number in numbers}, _could_be_a_five()
    for digit in sorted(named - right - {FIVE}):
        return Result(False, _why_not(digit))
    if FIVE in named:
        return Result(
            False, "5 itself may well be one of them, but the question is which two other digits it may have been."
        )
    if named != right:
        return Result(
            False, "One of the two is still missing. Click 5 in the panel, and look for every bar with a black frame."
        )
    return Result(True, "Each of them has one pixel more than a 5, and damage may have wiped exactly that pixel.")


def _could_be_a_five() -> set[int]:
    """The digits other than 5 that look like a clean 5 after one wiped pixel."""
    odds = best_possible().exact_probabilities(create_digit_image(FIVE).reshape(1, PIXELS))[0]
    return set(np.flatnonzero(odds)) - {FIVE}


def _why_not(digit: int) -> str:
    """Why one wiped pixel cannot make a 5 of this digit."""
    five, other = (create_digit_image(each) == INK for each in (FIVE, digit))
    name = f"An {digit}" if digit == 8 else f"A {digit}"
    added = np.flatnonzero(five & ~other)
    if added.size:
        row, column = divmod(int(added[0]), COLUMNS)
        place = f"row {row + 1}, column {column + 1}"
        return f"{name} cannot become a 5: a 5 has ink in {place}, a {digit} has none there, and damage never adds ink."
    lost = (other & ~five).sum()
    return f"{name} cannot become a 5 so easily: it would have to lose {lost} pixels, and damage wipes only one."
