"""Checks of what a caller gives: each says in one sentence what was given and what is wanted."""

import functools
import inspect
import operator
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np


def checked(function: Callable, check: Callable) -> Callable:
    """The function with a check in front. check takes the same arguments, and returns them as the function needs them."""

    @functools.wraps(function)
    def with_check(*arguments: Any, **named: Any) -> Any:
        given = check(*arguments, **named)
        with np.errstate(all="ignore"):
            answer = 1.0 * function(*given)
        if not np.isfinite(answer).all():
            raise ValueError(f"{function.__name__} left the range of numbers: an entry is too large, or a step too small")
        return float(answer) if np.ndim(answer) == 0 else answer

    return with_check


def numbers(Z: Any) -> tuple[np.ndarray]:
    """The argument of a function of every entry."""
    return (finite_array("Z", Z),)


def rows_of_numbers(Z: Any) -> tuple[np.ndarray]:
    """The argument of a function of every row."""
    Z = finite_array("Z", Z)
    if Z.ndim == 0:
        raise ValueError("Z must have at least 1 axis, but it is a single number")
    return (Z,)


def labels(Y: Any, classes: int = 10) -> tuple[np.ndarray, int]:
    """The arguments of one_hot."""
    classes = whole_number("classes", classes, 1)
    return class_numbers(Y, None, classes), classes


def labels_and_probabilities(Y: Any, Y_hat: Any) -> tuple[np.ndarray, np.ndarray]:
    """The arguments of cross_entropy."""
    Y_hat = probability_rows(Y_hat)
    return class_numbers(Y, *Y_hat.shape), Y_hat


def takes(**checks: Callable[[str, Any], Any]) -> Callable:
    """A decorator: each named argument goes through its check, check(name, value), before the function begins.

    None stays None where it is the default.
    """

    def decorate(function: Callable) -> Callable:
        signature = inspect.signature(function)
        optional = {name for name, parameter in signature.parameters.items() if parameter.default is None}

        @functools.wraps(function)
        def checked(*arguments: Any, **named: Any) -> Any:
            given = signature.bind(*arguments, **named)
            for name, check in checks.items():
                if name in given.arguments and not (name in optional and given.arguments[name] is None):
                    given.arguments[name] = check(name, given.arguments[name])
            return function(*given.args, **given.kwargs)

        return checked

    return decorate


def function_at(f: Any, x: Any, step: float = 1e-5) -> tuple[Callable, np.ndarray, float]:
    """The arguments of numerical_gradient; what f gives is checked each time."""
    function("f", f)
    return lambda x: real_number("f(x)", f(x), low=-np.inf), finite_array("x", x), real_number("step", step)


def instance(name: str, value: Any, kind: type, wanted: str) -> Any:
    """value, if it is of this kind; TypeError otherwise, with what is wanted in words."""
    if not isinstance(value, kind):
        raise TypeError(f"{name} must be {wanted}, but it is {shown(value)}")
    return value


def function(name: str, value: Any, *arguments: str) -> Callable:
    """value, if it can be called, with arguments of these names in this order if any are given; TypeError otherwise."""
    if not callable(value):
        raise TypeError(f"{name} must be a function, without brackets, but it is {shown(value)}")
    if arguments:
        try:
            inspect.signature(value).bind(*arguments)
        except (TypeError, ValueError) as problem:  # ValueError: some functions of Python itself do not say what they take
            raise TypeError(f"{name} must take {', '.join(arguments)}, but it does not: {problem}") from None
    return value


def one_of(name: str, value: Any, allowed: Iterable[str]) -> str:
    """value, if it is one of the allowed words; ValueError otherwise."""
    if not isinstance(value, str) or value not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(map(repr, allowed))}, but it is {shown(value)}")
    return value


def whole_number(name: str, value: Any, low: int, high: int | None = None) -> int:
    """value as an int from low to high; ValueError otherwise (2.5, "3" and True are not whole numbers)."""
    wanted = f"{low} or more" if high is None else f"from {low} to {high}"
    try:
        number = operator.index(value)
    except Exception:
        number = None
    if number is None or isinstance(value, (bool, np.bool_)) or number < low or (high is not None and number > high):
        raise ValueError(f"{name} must be a whole number {wanted}, but it is {shown(value)}")
    return number


def real_number(name: str, value: Any, low: float = 0.0, below: float = np.inf, low_allowed: bool = False) -> float:
    """value as a finite float above low (or equal to it, where allowed) and under below; ValueError otherwise."""
    try:
        number = float(value) if np.ndim(value) == 0 else np.nan
    except Exception:
        number = np.nan
    if isinstance(value, (bool, np.bool_, str, bytes)) or not (low < number < below or (low_allowed and number == low)):
        wanted = f"{'of at least' if low_allowed else 'above'} {low:g}{'' if below == np.inf else f' and below {below:g}'}"
        raise ValueError(f"{name} must be a finite number {wanted}, but it is {shown(value)}")
    return number


def generator(rng: Any = None) -> np.random.Generator:
    """A numpy.random.Generator from None (fresh), an int seed of 0 or more, or a Generator (used as it is)."""
    if isinstance(rng, np.random.Generator):
        return rng
    if rng is not None and (isinstance(rng, (bool, np.bool_)) or not isinstance(rng, (int, np.integer))):
        raise TypeError(f"rng must be None, a whole number or a numpy.random.Generator, but it is {shown(rng)}")
    if rng is not None and rng < 0:
        raise ValueError(f"rng, as a seed, must be 0 or more, but it is {shown(rng)}")
    return np.random.default_rng(rng)


def finite_array(name: str, value: Any, ndim: int | None = None) -> np.ndarray:
    """value as a float array, not empty, every entry finite; TypeError if it does not hold numbers."""
    try:
        array = np.asarray(value)
    except Exception:
        raise TypeError(f"{name} must be an array of numbers, but its rows differ in length") from None
    if array.dtype.kind not in "fiub":
        raise TypeError(f"{name} must be an array of numbers, but it is {shown(value)}")
    if array.size == 0:
        raise ValueError(f"{name} is empty: its shape is {array.shape}")
    if ndim is not None and array.ndim != ndim:
        raise ValueError(f"{name} must have {ndim} {'axis' if ndim == 1 else 'axes'}, but its shape is {array.shape}")
    with np.errstate(over="ignore"):
        array = array.astype(np.float64, copy=False)
    if not np.isfinite(array).all():
        raise ValueError(f"{name} holds NaN or infinity: every entry must be a finite number")
    return array


def bounded_array(name: str, value: Any, low: float, high: float, ndim: int | None = None) -> np.ndarray:
    """value as a float array, not empty, every entry from low to high."""
    array = finite_array(name, value, ndim)
    if array.min() < low or array.max() > high:
        raise ValueError(
            f"{name} must hold numbers from {low:g} to {high:g}, but it goes from {array.min():g} to {array.max():g}"
        )
    return array


def same_length(**sized: Any) -> None:
    """ValueError unless all of these are equally long; None does not count."""
    lengths = {name: len(value) for name, value in sized.items() if value is not None}
    if len(set(lengths.values())) > 1:
        lengths_given = ", ".join(f"{name} holds {length}" for name, length in lengths.items())
        raise ValueError(f"{' and '.join(lengths)} must be equally long, but {lengths_given}")


def image_rows(X: Any, input_size: int, name: str = "X") -> np.ndarray:
    """X as floats of shape (N, input_size): one flattened picture in each row."""
    X = finite_array(name, X)
    if X.ndim == 2 and X.shape[1] == input_size:
        return X
    sentence = f"{name} must have shape (N, {input_size}), one flattened picture in each row, but its shape is {X.shape}"
    if X.ndim == 3 and X.shape[1] * X.shape[2] == input_size:
        raise ValueError(f"{sentence}: flatten the pictures first, with {name}.reshape(len({name}), {input_size})")
    if X.size == input_size:
        raise ValueError(f"{sentence}: make it a table of one row, with {name}.reshape(1, {input_size})")
    raise ValueError(sentence)


def class_numbers(Y: Any, rows: int | None, classes: int, name: str = "Y", lowest: int = 0) -> np.ndarray:
    """Y as ints of shape (rows,), each from lowest to classes - 1: class numbers, not one-hot rows."""
    try:
        Y = np.asarray(Y)
    except Exception:
        raise TypeError(f"{name} must be an array of whole numbers, but its rows differ in length") from None
    if Y.ndim == 2 and Y.shape[1] == classes and Y.dtype.kind in "fiub":
        raise ValueError(
            f"{name} must hold class numbers, shape (N,), but its shape is {Y.shape}: "
            f"these look like one-hot rows, {name}.argmax(axis=1) makes class numbers of them"
        )
    if Y.dtype.kind not in "iu":
        raise TypeError(f"{name} must hold whole numbers, but its entries are of type {Y.dtype}")
    if Y.ndim != 1 or Y.size == 0 or (rows is not None and len(Y) != rows):
        wanted = "(N,)" if rows is None else f"({rows},)"
        raise ValueError(f"{name} must have shape {wanted}, one class number for each row, but its shape is {Y.shape}")
    if Y.min() < lowest or Y.max() >= classes:
        wanted = f"class numbers from 0 to {classes - 1}" + (f", or {lowest} for no answer" if lowest else "")
        raise ValueError(f"{name} must hold {wanted}, but it goes from {Y.min()} to {Y.max()}")
    return Y.astype(np.intp)


def probability_rows(Y_hat: Any, rows: int | None = None, classes: int | None = None, name: str = "Y_hat") -> np.ndarray:
    """Y_hat as floats of shape (rows, classes): in each row probabilities that sum to one."""
    Y_hat = finite_array(name, Y_hat, ndim=2)
    wanted = (rows or Y_hat.shape[0], classes or Y_hat.shape[1])
    if Y_hat.shape != wanted:
        raise ValueError(f"{name} must have shape {wanted}, but its shape is {Y_hat.shape}")
    if Y_hat.min() < 0 or Y_hat.max() > 1 + 1e-6 or np.abs(Y_hat.sum(axis=1) - 1).max() > 1e-6:
        raise ValueError(
            f"each row of {name} must hold probabilities that sum to 1, but these do not: softmax makes them from logits"
        )
    return Y_hat


def same_shape(name: str, value: Any, shape: tuple[int, ...]) -> np.ndarray:
    """value as a finite float array of exactly this shape."""
    array = finite_array(name, value)
    if array.shape != shape:
        raise ValueError(f"{name} must have shape {shape}, but its shape is {array.shape}")
    return array


def shown(value: Any) -> str:
    """value in a few words, for an error message: itself where that is short, its type where it is not."""
    try:
        text = repr(value)
    except Exception:
        text = ""
    return text if text and len(text) <= 40 and "\n" not in text else f"of type {type(value).__name__}"
