"""Answers of learners: their kind, whether two agree, and how to say them in a few words."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from firstnn.words import listed

FEW = 2  # at most so many arguments are named in a message, and any number of plain numbers


def as_array(value: Any) -> np.ndarray | None:
    """value as an array of floats, where it is a number, an array or a nested list of numbers; otherwise None."""
    if not isinstance(value, (bool, int, float, np.generic, np.ndarray, list, tuple)):
        return None
    try:
        array = np.asarray(value)
        return array.astype(float) if array.dtype.kind in "fiub" else None
    except Exception:
        return None


def equal(a: Any, b: Any, tolerance: float) -> bool:
    """Whether a is b, which is right: numbers, arrays or tuples of them, in shape and in value.

    tolerance is relative to the largest entry of b.
    """
    if isinstance(b, tuple):
        return isinstance(a, (tuple, list)) and len(a) == len(b) and all(equal(x, y, tolerance) for x, y in zip(a, b))
    a, b = as_array(a), as_array(b)
    return a is not None and b is not None and a.shape == b.shape and bool(alike(a, b, tolerance).all())


def alike(a: np.ndarray, b: np.ndarray, tolerance: float) -> np.ndarray:
    """Entry by entry, whether two arrays of one shape agree; NaN agrees with NaN."""
    scale = np.abs(b[np.isfinite(b)]).max(initial=1e-300)
    with np.errstate(all="ignore"):
        return np.isclose(a, b, rtol=0, atol=tolerance * scale, equal_nan=True)


def untouched(before: Any, now: Any) -> bool:
    """Whether an argument is still what it was: numbers, arrays, or lists of them; of other things nothing is said."""
    if isinstance(before, (tuple, list)) and isinstance(now, (tuple, list)):
        return len(before) == len(now) and all(map(untouched, before, now))
    before, now = as_array(before), as_array(now)
    return before is None or (now is not None and np.array_equal(before, now, equal_nan=True))


def kind(value: Any) -> str:
    """What sort of thing a value is, in words."""
    if callable(value) and not isinstance(value, type):
        return "a function or a method itself, which brackets would call"
    if isinstance(value, np.ndarray):
        return "an array of numbers" if as_array(value) is not None else "an array of texts or of other things than numbers"
    if type(value) in (list, tuple):
        table = "in which not all is a number, or the rows are not equally long"
        return f"a {type(value).__name__}" + (f" {table}" if as_array(value) is None else "")
    return KINDS.get(type(value).__name__, f"a value of type {type(value).__name__}")


KINDS = {
    "str": "a text, in quotation marks",
    "generator": "a generator, which has not run: square brackets in the place of the round ones make a list",
    "Generator": "a generator of random numbers",
    "dict": "a dictionary",
    "set": "a set",
}


def several(answers: Sequence, truths: Sequence) -> str | None:
    """What is wrong where several things come back in the place of one, or True and False in the place of a number."""
    if isinstance(truths[0], (tuple, bool, np.bool_)):
        return None
    if np.ndim(truths[0]) == 0 and all(isinstance(answer, (bool, np.bool_)) for answer in answers):
        return "You return True or False, and a number is wanted."
    if not all(isinstance(answer, tuple) and answer for answer in answers) or max(map(len, answers)) == 1:
        return None
    for place in range(min(map(len, answers))):
        if all(equal(answer[place], truth, 1e-6) for answer, truth in zip(answers, truths)):
            return f"You return {len(answers[0])} things. Number {place + 1} of them is right: return it alone."
    if any(np.ndim(part) for part in answers[0]):
        return f"You return {len(answers[0])} things in the place of one. What is wanted is {wanted(truths[0])}."
    return None


def wanted(truth: Any) -> str:
    """What sort of thing is wanted, in words."""
    return "a single number" if np.ndim(truth) == 0 else f"an array of shape {np.shape(truth)}"


def few_words(argument: Any) -> str:
    """An argument itself where it is small; otherwise its shape or its type."""
    if isinstance(argument, np.ndarray):
        return str(np.round(argument, 3).tolist()) if argument.size <= 6 else f"an array of shape {argument.shape}"
    if isinstance(argument, (float, np.floating)):
        return f"{argument:.6g}"
    text = repr(argument)
    return text if len(text) <= 40 and " at 0x" not in text else kind(argument)


def given(arguments: Sequence) -> str:
    """ "Your function was given …", or nothing where there are no arguments or too many."""
    return f"Your function was given {' and '.join(map(few_words, arguments))}." if 0 < len(arguments) <= FEW else ""


def example(arguments: Sequence, names: Sequence[str] = ()) -> str:
    """The arguments as the beginning of a sentence: "For p = 0.125"."""
    if not 0 < len(arguments) <= FEW and not all(isinstance(each, (int, float)) for each in arguments):
        return "On an example"
    texts = list(map(few_words, arguments))
    if len(texts) == 2 and texts[0] == texts[1] and texts[0].startswith("an array"):
        return f"For two arrays{texts[0].removeprefix('an array')}"
    if len(names) == len(arguments):
        texts = [text if text.startswith("a") else f"{name} = {text}" for name, text in zip(names, texts)]
    return f"For {listed(texts)}" if texts else "On an example"


def apart(came: float, meant: float) -> tuple[str, str]:
    """Two numbers as text, with as many digits as it takes to tell them apart."""
    for digits in range(3, 18):
        texts = _text(came, digits), _text(meant, digits)
        if texts[0] != texts[1]:
            break
    return texts


def _text(number: float, digits: int) -> str:
    number += 0.0
    whole = np.isfinite(number) and number == round(number) and abs(number) < 1e9
    return f"{number:.0f}" if whole else f"{number:.{digits}g}"


def difference(answer: Any, truth: Any, arguments: Sequence, names: Sequence[str], tolerance: float) -> str:
    """In which way an answer is not the right one: its kind, its shape, or its first wrong entry."""
    if isinstance(truth, tuple):
        return _part(answer, truth, arguments, names, tolerance)
    on, array = example(arguments, names), as_array(answer)
    if array is None:
        return f"Your function should return {wanted(truth)}, but it returns {kind(answer)}."
    if array.shape != np.shape(truth):
        came = f"what it returns has shape {array.shape}" if array.ndim else "it returns a single number"
        return f"Your function should return {wanted(truth)}, but {came}. {given(arguments)}".strip()
    if not np.isfinite(array).all():
        return f"{on} your function returns NaN or infinity."
    if array.ndim == 0:
        came, meant = apart(array.item(), as_array(truth).item())
        return f"{on} your function returns {came}, but it should be {meant}."
    place = tuple(np.argwhere(~alike(array, as_array(truth), tolerance))[0])
    came, meant = apart(array[place], as_array(truth)[place])
    entry = ", ".join(map(str, place))
    return f"The shape is right, the values are not. {on}, entry [{entry}] is {came}, but should be {meant}."


def _part(answer: Any, truth: tuple, arguments: Sequence, names: Sequence[str], tolerance: float) -> str:
    """The first of several things that is not right."""
    if not isinstance(answer, (tuple, list)) or len(answer) != len(truth):
        came = f"it returns {len(answer)}" if isinstance(answer, (tuple, list)) else f"it returns {kind(answer)}"
        return f"Your function should return {len(truth)} things, separated by commas, but {came}."
    part = next(k for k in range(len(truth)) if not equal(answer[k], truth[k], tolerance))
    said = difference(answer[part], truth[part], arguments, names, tolerance)
    return f"Of the {len(truth)} things that you return, number {part + 1} is not right yet. {said}"
