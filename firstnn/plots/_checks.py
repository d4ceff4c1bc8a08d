"""Checks of what the drawing functions are given: each is check(name, value), and all are made before anything is drawn."""

import copy
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.font_manager import findfont, get_font
from matplotlib.mathtext import MathTextParser

from firstnn.counting import BestPossible
from firstnn.digits import COLUMNS, PIXELS, ROWS
from firstnn.gradients import PARAMETERS
from firstnn.inputs import (
    bounded_array,
    class_numbers,
    instance,
    real_number,
    shown,
    whole_number,
)
from firstnn.network import FirstNeuralNetwork
from firstnn.training import History, Record

LARGEST = 1e100  # what an axis can still show without overflow
SMALLEST = 1e-100  # the same of a logarithmic axis

number = partial(real_number, low=-LARGEST, below=LARGEST)
above_0 = partial(real_number, low=SMALLEST, below=LARGEST, low_allowed=True)
count = partial(whole_number, low=0, high=10**9)
positive_count = partial(whole_number, low=1, high=10**9)
array = partial(bounded_array, low=-LARGEST, high=LARGEST)
row = partial(array, ndim=1)
table = partial(array, ndim=2)
small_count = partial(whole_number, low=1, high=1000)
row_from_0 = partial(bounded_array, low=0, high=LARGEST, ndim=1)
shares = partial(bounded_array, low=0, high=1)
row_of_shares = partial(shares, ndim=1)
row_above_0 = partial(bounded_array, low=SMALLEST, high=LARGEST, ndim=1)
best_possible = partial(instance, kind=BestPossible, wanted="what firstnn.best_possible gives")


def labels(name: str, value: Any, classes: int = 1000, lowest: int = 0) -> np.ndarray:
    """Class numbers, (N,)."""
    return class_numbers(value, None, classes, name, lowest)


digits = partial(labels, classes=10)
answers = partial(labels, lowest=-1)


def sizes(name: str, value: Any) -> np.ndarray:
    """A row of whole numbers, 1 or more, for a logarithmic axis."""
    return bounded_array(name, counts(name, value, ndim=1), 1, 1e9).astype(int)


def values_of(name: str, function: Callable[[np.ndarray], Any], x: np.ndarray) -> np.ndarray:
    """function(x), which must be one number that can be drawn for each entry of x."""
    values = array(f"what {name} gives", function(x.copy()))
    if values.shape != x.shape:
        raise ValueError(f"{name} must give an array of shape {x.shape}, but it gives one of shape {values.shape}")
    return values


def share(name: str, value: Any) -> float:
    """A number from 0 to 1."""
    number = real_number(name, value, low_allowed=True)
    if number > 1:
        raise ValueError(f"{name} must be a number from 0 to 1, but it is {shown(value)}")
    return number


def place(name: str, value: Any, shape: tuple[int, ...]) -> tuple[int, ...]:
    """The place of an entry in an array of this shape, as (row, column)."""
    found = several(name, value)
    if len(found) != len(shape):
        raise ValueError(f"{name} must be a pair (row, column), but it is {shown(value)}")
    return tuple(whole_number(f"each of {name}", k, 0, size - 1) for k, size in zip(found, shape))


def exactly(number: int, check: Callable[[str, Any], Any]) -> Callable[[str, Any], list]:
    """The check of a list of so many things, each with this check."""

    def checked(name: str, value: Any) -> list:
        found = several(name, value)
        if len(found) != number:
            raise ValueError(f"{name} must hold {number} things, but it holds {len(found)}")
        return [check(f"each of {name}", each) for each in found]

    return checked


def fitted(name: str, mine: np.ndarray, oracle: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """mine, broadcast to the shape of oracle, and oracle."""
    try:
        return np.broadcast_to(mine, oracle.shape), oracle
    except ValueError:
        told = f"but its shape is {mine.shape}"
        raise ValueError(f"calculated d{name} must have shape {oracle.shape}, as the measured one, {told}") from None


def error(name: str, value: Any) -> float:
    """The error of a gradient, 0 or more; NaN, which a broken gradient may give, is one too."""
    return np.nan if isinstance(value, float) and np.isnan(value) else real_number(name, value, low_allowed=True)


def four_errors(name: str, value: Any) -> dict[str, float]:
    """The errors of the gradients of W1, b1, W2 and b2, as gradient_errors gives them."""
    instance(name, value, Mapping, "a dictionary with the errors of W1, b1, W2 and b2")
    if missing := [each for each in PARAMETERS if each not in value]:
        raise ValueError(f"{name} must hold an error for each of W1, b1, W2 and b2, but {missing[0]} is missing")
    return {each: error(f"{name}[{each!r}]", value[each]) for each in PARAMETERS}


def switch(name: str, value: Any) -> bool:
    """True or False."""
    return bool(instance(name, value, bool | np.bool_, "True or False"))


def counts(name: str, value: Any, ndim: int | None = None) -> np.ndarray:
    """An array of whole numbers, 0 or more, as ints."""
    whole = bounded_array(name, value, 0, 1e9, ndim)
    if (whole != whole.round()).any():
        raise ValueError(f"{name} must hold whole numbers, but it holds fractions")
    return whole.astype(int)


def square_of_counts(name: str, value: Any) -> np.ndarray:
    """A square table of whole numbers, 0 or more."""
    square = counts(name, value, ndim=2)
    if len(square) != square.shape[1]:
        raise ValueError(f"{name} must have as many rows as columns, but its shape is {square.shape}")
    return square


def chosen(name: str, value: Any) -> np.ndarray:
    """Which pixels are chosen: (5, 3) or (15,), zeros and ones or False and True."""
    pixels = picture(name, value)
    if not np.isin(pixels, (0, 1)).all():
        raise ValueError(f"{name} must hold False or True (0 or 1) for each pixel, but it holds other numbers")
    return pixels == 1


def marked(name: str, value: Any) -> np.ndarray:
    """A table of False and True, or of zeros and ones."""
    return table(name, value) != 0


def some_odds(name: str, value: Any) -> np.ndarray:
    """A row of odds, at least one of them above 0."""
    odds = row_of_shares(name, value)
    if not odds.any():
        raise ValueError(f"{name} must hold at least one number above 0, but all of them are 0")
    return odds


def columns_of_pictures(name: str, value: Any) -> np.ndarray:
    """A table (15, units): one picture in each column."""
    columns = table(name, value)
    if len(columns) != PIXELS:
        raise ValueError(f"{name} must have {PIXELS} rows, one for each pixel, but its shape is {columns.shape}")
    return columns


def with_image(name: str, value: Any) -> Axes:
    """Axes on which an image is drawn already."""
    if not ax(name, value).images:
        raise ValueError(f"{name} must hold a picture already, but nothing is drawn there yet")
    return value


def words(name: str, value: Any) -> list[str]:
    """A list of texts, one for each pixel at most."""
    if len(written := titles(name, value)) > PIXELS:
        raise ValueError(f"{name} must hold {PIXELS} texts at most, one for each pixel, but it holds {len(written)}")
    return written


def runs(name: str, value: Any) -> np.ndarray:
    """Values of one run (M,), or of several (runs, M), as (runs, M)."""
    values = array(name, value)
    if values.ndim not in (1, 2):
        raise ValueError(f"{name} must have shape (M,) or (runs, M), but its shape is {values.shape}")
    return np.atleast_2d(values)


def ax(name: str, value: Any) -> Axes:
    """Axes to draw on."""
    return instance(name, value, Axes, "the axes to draw on, as firstnn.plots.figure makes them")


def several_axes(name: str, value: Any, exactly: int | None = None) -> list[Axes]:
    """Several axes to draw on, in one list."""
    given = value.ravel() if isinstance(value, np.ndarray) else [value] if isinstance(value, Axes) else several(name, value)
    axes = [ax(f"each of {name}", each) for each in given]
    if exactly is not None and len(axes) != exactly:
        raise ValueError(f"{name} must hold {exactly} axes, but it holds {len(axes)}")
    return axes


def several(name: str, value: Any) -> list:
    """A list of what a list, a tuple or the like holds, at least one thing."""
    try:
        len(value)
        return list(value)
    except Exception:
        raise TypeError(f"{name} must be a list, but it is {shown(value)}") from None


def text(name: str, value: Any) -> str:
    """A text, or a finite number as one, that the font of the pictures can write."""
    numeral = isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool) and np.isfinite(value)
    if not numeral and not isinstance(value, str):
        raise TypeError(f"{name} must be a text, but it is {shown(value)}")
    written = str(value)
    for sign in set(written) - {"\n"}:
        if ord(sign) not in glyphs():
            raise ValueError(f"{name} must hold signs that the font of the pictures has, but {sign!r} is not among them")
    if written.count("$") > 1:
        _formula(name, written)
    return written


@cache
def glyphs() -> frozenset[int]:
    """The signs that the font of the pictures has."""
    return frozenset(get_font(findfont("DejaVu Sans")).get_charmap())


def _formula(name: str, written: str) -> None:
    """ValueError unless matplotlib can read what stands between the $ signs."""
    try:
        MathTextParser("path").parse(written)
    except ValueError:
        raise ValueError(f"{name} must hold a formula between its $ signs, but {written!r} cannot be read") from None


def texts(name: str, value: Any) -> list[str]:
    """A list of texts, at least one."""
    if not (written := titles(name, value)):
        raise ValueError(f"{name} is empty, but it must hold at least one text")
    return written


def description(name: str, value: Any) -> str:
    """A text that is not empty."""
    if not instance(name, value, str, "a text").strip():
        raise ValueError(f"{name} must say in words what is seen, but it is empty")
    return value


def titles(name: str, value: Any) -> list[str]:
    """A list of texts, which may be empty."""
    return [text(f"each of {name}", each) for each in several(name, value)]


def inches(name: str, value: Any) -> list[float]:
    """The width and the height of a figure."""
    return exactly(2, partial(real_number, below=100))(name, value)


def named(check: Callable[[str, Any], Any], at_most: int | None = None) -> Callable[[str, Any], dict[str, Any]]:
    """The check of a dictionary: a text for each name, and this check for each value."""

    def checked(name: str, value: Any) -> dict[str, Any]:
        instance(name, value, Mapping, "a dictionary with a name for each of its values")
        if not value or (at_most and len(value) > at_most):
            raise ValueError(f"{name} must hold 1 to {at_most or 'any number of'} names, but it holds {len(value)}")
        return {text(f"a name in {name}", key): check(f"{name}[{key!r}]", each) for key, each in value.items()}

    return checked


def picture(name: str, value: Any) -> np.ndarray:
    """One picture, (5, 3) or (15,), as floats (5, 3)."""
    pixels = array(name, value)
    if pixels.shape not in ((ROWS, COLUMNS), (PIXELS,), (1, PIXELS)):
        raise ValueError(f"{name} must have shape ({ROWS}, {COLUMNS}) or ({PIXELS},), but its shape is {pixels.shape}")
    return pixels.reshape(ROWS, COLUMNS)


def pictures(name: str, value: Any) -> np.ndarray:
    """Several pictures, (N, 15) or (N, 5, 3), as floats (N, 5, 3)."""
    pixels = array(name, value)
    if pixels.shape[1:] not in ((ROWS, COLUMNS), (PIXELS,)):
        wanted = f"(N, {PIXELS}) or (N, {ROWS}, {COLUMNS})"
        raise ValueError(f"{name} must have shape {wanted}, one picture after the other, but its shape is {pixels.shape}")
    return pixels.reshape(-1, ROWS, COLUMNS)


def network(name: str, value: Any) -> FirstNeuralNetwork:
    """A copy of the network that shares its weights: a forward pass through the copy leaves the network as it is."""
    value = copy.copy(instance(name, value, FirstNeuralNetwork, "a FirstNeuralNetwork"))
    value._check_parameters()
    for parameter in PARAMETERS:
        array(f"{name}.{parameter}", getattr(value, parameter))
    return value


def reader(name: str, value: Any) -> FirstNeuralNetwork:
    """The same of a network that reads pictures of digits."""
    value = network(name, value)
    if value.input_size != PIXELS or value.output_size < 10:
        shape = f"{value.input_size} inputs and {value.output_size} outputs"
        raise ValueError(f"{name} must have {PIXELS} inputs and 10 outputs or more, but it has {shape}")
    return value


def run(name: str, value: Any) -> History:
    """A history with at least one record."""
    instance(name, value, History, "a history, as train gives it")
    if not isinstance(value.records, list) or not all(isinstance(record, Record) for record in value.records):
        raise TypeError(f"{name}.records must be a list of records, as train makes it")
    if not len(value):
        raise ValueError(f"{name} holds no epoch: the training was interrupted before it began")
    for column in ("epoch", "loss", "accuracy", "test_loss", "test_accuracy"):
        if (values := getattr(value, column)) is not None:
            bounded_array(f"{name}.{column}", values, 0, 1e9, ndim=1)
    return value


three_sizes = exactly(3, positive_count)
three_texts = exactly(3, text)
four_slopes = exactly(len(PARAMETERS), array)
