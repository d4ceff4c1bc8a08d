"""What a check answers, and how it examines a learner's function or value without ever raising."""

import copy
import dis
import html
import inspect
import re
import sys
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

NOT_WRITTEN = "Not written yet. Replace the three dots with your own lines, then run the cell again."
STOPPED = "You stopped your function before it came to an end: does it hold a loop that never finishes?"

PLAIN = str.maketrans({"−": "-", "×": "*", "…": "...", "→": ">", "²": "^2", "·": "*", "“": '"', "”": '"', "–": "-"})
FEW = 2  # so many arguments at most are told in a message
MEANINGS = {
    "truth value of an array": (
        "an if or a comparison meets a whole array. A loop over a picture gives whole rows: use a second loop, or compare "
        "the whole array at once."
    ),
    "only integer scalar arrays can be converted": (
        "np.max and np.sum take one array. To compare entry by entry with 0, use np.maximum. (If no np.max is there: an "
        "array stands where one whole number is needed.)"
    ),
    r"maximum\(\) takes from 2 to 3 positional": (
        "np.maximum compares two arrays entry by entry. The largest of one array, or of each row of it, is np.max."
    ),
    "'int' object has no attribute '(choice|integers)'": (
        "the generator was given as a plain seed, a whole number. np.random.default_rng(seed) makes a generator of it."
    ),
}


@dataclass(frozen=True)
class Result:
    """bool(result) tells whether the check passed; message says what to do next."""

    passed: bool
    message: str

    def __bool__(self) -> bool:
        return self.passed

    def __repr__(self) -> str:
        return f"{'✓' if self.passed else '✗'} {self.message}"

    def __str__(self) -> str:
        """As repr, in the signs that the terminal has: one without ✓ gets words."""
        encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
        text = f"{'Right:' if self.passed else 'Not yet:'} {self.message}"
        try:
            repr(self).encode(encoding)
            return repr(self)
        except (UnicodeError, LookupError):
            return text.translate(PLAIN).encode("ascii", "replace").decode()

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
    return difference(answers, truths, examples, tolerance, names_of(function))


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
        said = f"Your function stopped with {type(problem).__name__}: {translated(problem, names_of(function))}"
        return Result(False, f"{said} It was given {described(arguments)}." if 0 < len(arguments) <= FEW else said)
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
    scale = np.abs(b[np.isfinite(b)]).max(initial=1e-300)
    return bool(np.allclose(a, b, rtol=0, atol=tolerance * scale, equal_nan=True))


def as_array(value: Any) -> np.ndarray | None:
    """value as an array of floats, where it is a number, an array or a nested list of numbers; otherwise None."""
    if not isinstance(value, (bool, int, float, np.generic, np.ndarray, list, tuple)):
        return None
    try:
        array = np.asarray(value)
        return array.astype(float) if array.dtype.kind in "fiub" else None
    except Exception:
        return None


def difference(
    answers: Sequence, truths: Sequence, examples: Sequence[tuple], tolerance: float, names: Sequence[str] = ()
) -> Result:
    """The first example on which the answer differs, in words: its kind, its shape or its value.

    names: those of the arguments.
    """
    answer, truth, arguments = next(
        case for case in zip(answers, truths, examples) if not equal(case[0], case[1], tolerance)
    )
    if not isinstance(truth, tuple):
        return Result(False, wrong(answer, truth, arguments, tolerance, names))
    if not isinstance(answer, (tuple, list)) or len(answer) != len(truth):
        return Result(False, f"Your function should return {len(truth)} things, separated by commas.")
    part = next(k for k in range(len(truth)) if not equal(answer[k], truth[k], tolerance))
    said = wrong(answer[part], truth[part], arguments, tolerance, names)
    return Result(False, f"Of the {len(truth)} things that you return, number {part + 1} is not right yet. {said}")


def wrong(answer: Any, truth: Any, arguments: tuple, tolerance: float, names: Sequence[str]) -> str:
    """What is wrong with an answer, one number or one array: its kind, its shape or its value, on which arguments."""
    on = example(arguments, names)
    array = as_array(answer)
    if array is None:
        return f"Your function should return {wanted(truth)}, but it returns {kind(answer)}."
    if array.shape != np.shape(truth):
        given = f" It was given {described(arguments)}." if 0 < len(arguments) <= FEW else ""
        return f"Your function should return {wanted(truth)}, but what it returns has shape {array.shape}.{given}"
    if not np.isfinite(array).all():
        return f"{on} your function returns NaN or infinity."
    if array.ndim == 0:
        came, meant = apart(array.item(), as_array(truth).item())
        return f"{on} your function returns {came}, but it should be {meant}."
    return f"The shape is right, the values are not. {on}, {first_difference(array, as_array(truth), tolerance)}"


def first_difference(array: np.ndarray, truth: np.ndarray, tolerance: float) -> str:
    """The first entry in which two arrays of one shape differ, and both its values, in words."""
    off = ~np.isclose(array, truth, rtol=0, atol=tolerance * np.abs(truth[np.isfinite(truth)]).max(initial=1e-300))
    place = tuple(np.argwhere(off)[0])
    came, meant = apart(array[place], truth[place])
    return f"entry [{', '.join(map(str, place))}] is {came}, but should be {meant}."


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


def example(arguments: tuple, names: Sequence[str] = ()) -> str:
    """The arguments as the beginning of a sentence: "For p = 0.125"; more than FEW are "On an example"."""
    if not 0 < len(arguments) <= FEW:
        return "On an example"
    names = names if len(names) == len(arguments) else [""] * len(arguments)
    texts = [_one(argument) for argument in arguments]
    if len(texts) == 2 and texts[0] == texts[1] and texts[0].startswith("an array"):
        return f"For two arrays{texts[0].removeprefix('an array')}"
    short = [
        isinstance(argument, (int, float, np.generic, list)) or text[0] == "[" for argument, text in zip(arguments, texts)
    ]
    return "For " + " and ".join(
        f"{name} = {text}" if name and few else text for name, text, few in zip(names, texts, short)
    )


def names_of(function: Any) -> list[str]:
    """The names of a function's arguments, where it has a plain list of them; otherwise none."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return []
    plain = all(parameter.kind is parameter.POSITIONAL_OR_KEYWORD for parameter in parameters)
    return [parameter.name for parameter in parameters] if plain else []


def described(arguments: tuple) -> str:
    """The arguments in a few words: small ones themselves, large ones by their shapes; more than FEW by their number."""
    if len(arguments) > FEW:
        return f"{len(arguments)} arguments"
    return " and ".join(_one(argument) for argument in arguments) or "nothing"


def _one(argument: Any) -> str:
    if isinstance(argument, np.ndarray) and argument.size > 6:
        return f"an array of shape {argument.shape}"
    if isinstance(argument, np.ndarray):
        return str(np.round(argument, 3).tolist())
    if isinstance(argument, (float, np.floating)):
        return f"{argument:.6g}"
    text = repr(argument)
    return text if len(text) <= 40 and " at 0x" not in text else kind(argument)


def kind(value: Any) -> str:
    """What sort of thing a value is, in words."""
    if isinstance(value, np.random.Generator):
        return "a generator"
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


def translated(problem: BaseException, names: Sequence[str] = ()) -> str:
    """The message of an exception as sentences for beginners, where it is a usual one; names: of the arguments."""
    said = words(problem)
    if isinstance(problem, NameError) and getattr(problem, "name", None) == "N":
        return f"N has no value inside your function: len({names[0] if names else 'Y'}) is the number of rows."
    if found := re.search(r"operands could not be broadcast together with shapes ([(\d,) ]+)", said):
        shapes = " and ".join(shape.replace(",", ", ").replace(", )", ",)") for shape in found[1].split())
        return (
            f"two arrays of shapes that do not fit meet: {shapes}, and NumPy cannot broadcast them. * multiplies entry by "
            "entry, a layer needs @."
        )
    if found := re.search(r"matmul: .*\(size (\d+) is different from (\d+)\)", said):
        return (
            f"the shapes do not fit at an @ (in NumPy's words, a matmul): it met {found[1]} where {found[2]} is needed. "
            "Write the shape of each step beside it."
        )
    for words_of_numpy, meaning in MEANINGS.items():
        if re.search(words_of_numpy, said):
            return meaning
    return said
