"""What a check answers, and how it examines a learner's function or value without ever raising."""

import copy
import dis
import html
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

NOT_WRITTEN = "Not written yet. Replace the three dots with your own lines, then run the cell again."
STOPPED = "You stopped your function before it came to an end: does it hold a loop that never finishes?"


@dataclass(frozen=True)
class Result:
    """bool(result) tells whether the check passed; message says what to do next."""

    passed: bool
    message: str

    def __bool__(self) -> bool:
        return self.passed

    def __repr__(self) -> str:
        return f"{'✓' if self.passed else '✗'} {self.message}"

    def _repr_html_(self) -> str:
        return f"<p><strong>{'✓ Right.' if self.passed else '✗'}</strong> {html.escape(self.message)}</p>"


@dataclass(frozen=True)
class Mistake:
    """A known wrong answer: the function that makes it, and the sentences that name it and the next step."""

    wrong: Callable
    message: str


def examine(
    function: Any,
    examples: Sequence[tuple],
    right: Callable,
    mistakes: Sequence[Mistake],
    praise: str,
    tolerance: float = 1e-6,
) -> Result:
    """Run the learner's function on each example and compare with right; where it differs, name the mistake.

    The function passes if it gives what right gives on every example, without changing its arguments. A function that
    gives what a known mistake gives, on every example, gets the message of that mistake. right, the mistakes and the
    function get copies of the arguments. Two values are equal within tolerance, relative to the largest entry.
    """
    if untouched(function):
        return Result(False, NOT_WRITTEN)
    if not callable(function):
        wanted_here = "This check wants your function itself, by its name and without brackets"
        return Result(False, f"{wanted_here}, but got {kind(function)}.")
    answers = []
    for arguments in examples:
        answer = attempt(function, arguments)
        if isinstance(answer, Result):
            return answer
        answers.append(answer)
    truths = [run(right, arguments) for arguments in examples]
    if all(equal(answer, truth, tolerance) for answer, truth in zip(answers, truths)):
        return Result(True, praise)
    for mistake in mistakes:
        wrongs = [run(mistake.wrong, arguments) for arguments in examples]
        if all(equal(answer, wrong, tolerance) for answer, wrong in zip(answers, wrongs)):
            return Result(False, mistake.message)
    return difference(answers, truths, examples, tolerance)


def examine_value(
    value: Any, right: Any, mistakes: Sequence[tuple[Any, str]], praise: str, tolerance: float = 1e-6
) -> Result:
    """Compare the learner's value with right; where it is a known wrong value, say its sentence."""
    if value is None or value is ...:
        return Result(False, NOT_WRITTEN)
    if equal(value, right, tolerance):
        return Result(True, praise)
    for wrong, message in mistakes:
        if equal(value, wrong, tolerance):
            return Result(False, message)
    array = as_array(value)
    if array is None:
        return Result(False, f"This should be {wanted(right)}, but it is {kind(value)}.")
    if array.shape != np.shape(right):
        return Result(False, f"This should be {wanted(right)}, but its shape is {array.shape}.")
    return Result(False, "This is not the right value yet. Work it out once more, one step at a time.")


def untouched(function: Any) -> bool:
    """Whether this is a stub as the notebook gives it: nothing in it but a docstring, dots, pass or return None."""
    if function is None or function is ...:
        return True
    code = getattr(function, "__code__", None)
    if code is None:
        return False
    idle = {"RESUME", "NOP", "POP_TOP", "LOAD_CONST", "RETURN_CONST", "RETURN_VALUE", "COPY_FREE_VARS", "EXTENDED_ARG"}
    steps = list(dis.get_instructions(code))
    constants = [step.argval for step in steps if step.opname in ("LOAD_CONST", "RETURN_CONST")]
    return all(step.opname in idle for step in steps) and all(value is None or value is ... for value in constants)


def attempt(function: Callable, arguments: tuple) -> Any:
    """The learner's answer on a copy of the arguments, or a Result that says what went wrong on the way."""
    given = copy.deepcopy(arguments)
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            answer = function(*given)
    except NotImplementedError:
        return Result(False, NOT_WRITTEN)
    except KeyboardInterrupt:
        return Result(False, STOPPED)
    except RecursionError:
        return Result(False, "Your function calls itself without end.")
    except BaseException as problem:
        name = type(problem).__name__
        return Result(False, f"Your function stopped with {name}: {words(problem)} It was given {described(arguments)}.")
    if answer is ...:
        return Result(False, NOT_WRITTEN)
    if answer is None:
        return Result(False, "Your function gives nothing back: does its last line begin with return?")
    if not all(as_array(before) is None or equal(now, before, 0) for now, before in zip(given, arguments)):
        return Result(False, "Your function changes what it was given. Work on a copy, made with .copy(), and return that.")
    return answer


def run(function: Callable, arguments: tuple) -> Any:
    """One of our own functions, right or known wrong, on a copy of the arguments; None where it cannot compute them."""
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return function(*copy.deepcopy(arguments))
    except (ValueError, TypeError, IndexError, ZeroDivisionError):
        return None


def equal(a: Any, b: Any, tolerance: float) -> bool:
    """Whether two answers agree: numbers, arrays, or tuples of them, in shape and, within tolerance, in value."""
    if isinstance(b, tuple):
        return isinstance(a, (tuple, list)) and len(a) == len(b) and all(equal(x, y, tolerance) for x, y in zip(a, b))
    a, b = as_array(a), as_array(b)
    if a is None or b is None or a.shape != b.shape:
        return False
    finite = np.abs(b[np.isfinite(b)])
    scale = finite.max() if finite.size else 0.0
    return bool(np.allclose(a, b, rtol=0, atol=tolerance * max(scale, 1e-300), equal_nan=True))


def as_array(value: Any) -> np.ndarray | None:
    """value as an array of floats, where it is a number, an array or a nested list of numbers; otherwise None."""
    if not isinstance(value, (bool, int, float, np.generic, np.ndarray, list, tuple)):
        return None
    try:
        array = np.asarray(value)
        return array.astype(float) if array.dtype.kind in "fiub" else None
    except Exception:
        return None


def difference(answers: Sequence, truths: Sequence, examples: Sequence[tuple], tolerance: float) -> Result:
    """The first example on which the answer differs, in words: its kind, its shape or its value."""
    for answer, truth, arguments in zip(answers, truths, examples):
        if equal(answer, truth, tolerance):
            continue
        if isinstance(truth, tuple):
            if not isinstance(answer, (tuple, list)) or len(answer) != len(truth):
                return Result(False, f"Your function should return {len(truth)} things, separated by commas.")
            return difference(list(answer), list(truth), [arguments] * len(truth), tolerance)
        array = as_array(answer)
        if array is None:
            return Result(False, f"Your function should return {wanted(truth)}, but it returns {kind(answer)}.")
        if array.shape != np.shape(truth):
            return Result(
                False,
                f"Your function should return {wanted(truth)}, but what it returns has shape {array.shape}. "
                f"It was given {described(arguments)}.",
            )
        if not np.isfinite(array).all():
            return Result(False, f"Your function returns NaN or infinity where it was given {described(arguments)}.")
        return Result(
            False,
            f"The shape is right, the values are not, where your function was given {described(arguments)}. "
            "Try it on an example small enough to work out by hand.",
        )
    return Result(False, "The answer differs.")


def described(arguments: tuple) -> str:
    """The arguments in a few words: small ones themselves, large ones by their shapes."""
    return ", ".join(_one(argument) for argument in arguments) or "nothing"


def _one(argument: Any) -> str:
    if isinstance(argument, np.ndarray) and argument.size > 6:
        return f"an array of shape {argument.shape}"
    if isinstance(argument, np.ndarray):
        return str(np.round(argument, 3).tolist())
    text = repr(argument)
    return text if len(text) <= 40 else kind(argument)


def kind(value: Any) -> str:
    """What sort of thing a value is, in words."""
    return f"a value of type {type(value).__name__}"


def wanted(truth: Any) -> str:
    """What sort of thing is wanted, in words."""
    return "a single number" if np.ndim(truth) == 0 else f"an array of shape {np.shape(truth)}"


def words(problem: BaseException) -> str:
    """The message of an exception as one sentence."""
    try:
        text = " ".join(str(problem).split())[:160]
    except Exception:
        text = ""
    return text if not text or text.endswith(".") else f"{text}."
