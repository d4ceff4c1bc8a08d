"""Plain facts of a wrong answer, for when no known mistake fits: a factor, a sign, an exchange of rows and columns …

Each fact is a function of the answers, the right ones (arrays, an example each) and the arguments. It gives a sentence where
it holds on every example, otherwise None. A fact is true by construction; whether it is the cause is left to the learner.
"""

from collections.abc import Callable, Sequence

import numpy as np

from firstnn.check.answers import alike, as_array

Arrays = Sequence[np.ndarray]
Arguments = Sequence[tuple]
BASES = {1 / np.log(2): 2, 1 / np.log(10): 10}
TIMES = {2.0: "twice", 0.5: "half of", 10.0: "ten times", 100.0: "a hundred times", 1000.0: "a thousand times",
         0.1: "a tenth of", 0.01: "a hundredth of", 0.001: "a thousandth of"}  # fmt: skip


def plain_fact(answers: Sequence, truths: Sequence, arguments: Arguments, facts: Sequence[Callable] = ()) -> str | None:
    """The first fact that holds on all examples, as a sentence; None where there is none."""
    arrays, rights = list(map(as_array, answers)), list(map(as_array, truths))
    if any(array is None or not array.size for array in arrays + rights):
        return None
    with np.errstate(all="ignore"):
        return next((said for fact in facts or FACTS if (said := fact(arrays, rights, arguments))), None)


def same(a: Arrays, b: Arrays) -> bool:
    """Whether the arrays agree in shape and in value, one by one."""
    return all(x.shape == y.shape and alike(x, y, 1e-6).all() for x, y in zip(a, b))


def shaped(a: Arrays, t: Arrays) -> bool:
    """Whether all answers have the shape of the right ones."""
    return all(x.shape == y.shape for x, y in zip(a, t))


def numbers(arrays: Arrays) -> np.ndarray:
    """All entries of all examples, one behind the other."""
    return np.concatenate([array.ravel() for array in arrays])


def varied(t: Arrays) -> bool:
    """Whether the right answers hold two numbers of different size: else a factor or a distance means nothing."""
    return len(np.unique(np.round(np.abs(numbers(t)), 9))) > 1


def not_finite(a: Arrays, t: Arrays, _: Arguments) -> str | None:
    if not np.isfinite(numbers(a)).all() and np.isfinite(numbers(t)).all():
        part = "every entry of it" if not np.isfinite(numbers(a)).any() else "some of it"
        return f"Your answer is NaN or infinity, {part}: somewhere 0 is divided by 0, or a number grew too large."
    return None


def all_zero(a: Arrays, t: Arrays, _: Arguments) -> str | None:
    if not numbers(a).any() and shaped(a, t):
        many = "Every number of your answer is 0" if numbers(a).size > len(a) else "Your answer is always 0"
        return f"{many}: does a line fill it?"
    return None


def one_for_all(a: Arrays, t: Arrays, _: Arguments) -> str | None:
    if len(a) > 1 and same(a, [a[0]] * len(a)) and not same(t, [t[0]] * len(t)):
        return "Your function gives the same answer whatever it is given. Does it use its arguments?"
    return None


def entries_equal(a: Arrays, t: Arrays, _: Arguments) -> str | None:
    if shaped(a, t) and all(x.size > 1 and alike(x, np.full_like(x, x.flat[0]), 1e-9).all() for x in a) and varied(t):
        return "All entries of your answer are equal. They should differ from each other."
    return None


def input_back(a: Arrays, t: Arrays, arguments: Arguments) -> str | None:
    for place in range(min(map(len, arguments), default=0)):
        inputs = [as_array(given[place]) for given in arguments]
        if all(each is not None and each.size > 1 for each in inputs) and same(a, inputs):
            return "Your function hands back what it was given, unchanged."
    return None


def sign(a: Arrays, t: Arrays, _: Arguments) -> str | None:
    if shaped(a, t) and numbers(t).any() and same([-x for x in a], t):
        return "The size is right, the sign is not."
    return None


def signs(a: Arrays, t: Arrays, _: Arguments) -> str | None:
    if shaped(a, t) and varied(t) and same([abs(x) for x in a], [abs(x) for x in t]):
        return "The sizes are right, but some of the signs are not."
    return None


def factor(a: Arrays, t: Arrays, _: Arguments) -> str | None:
    """The same factor everywhere, said in words where it is a round one."""
    if not shaped(a, t) or not numbers(t).any():
        return None
    largest = int(np.abs(numbers(t)).argmax())
    times = float(numbers(a)[largest] / numbers(t)[largest])
    if not times or not same([x / times for x in a], t) or not (varied(t) or times in TIMES):
        return None
    for base, name in BASES.items():
        if np.isclose(times, base, rtol=1e-6):
            return f"Every number is the right one divided by log({name}): as if the logarithm were that to base {name}."
    word = next((word for number, word in TIMES.items() if np.isclose(times, number, rtol=1e-6)), f"{times:.4g} times")
    return f"Your answer is {word} the right one."


def rows_times(a: Arrays, t: Arrays, arguments: Arguments) -> str | None:
    """A factor that is the number of rows: a sum in the place of a mean, or the other way round."""
    rows = [next((float(len(each)) for each in given if np.ndim(each)), 0.0) for given in arguments]
    if not shaped(a, t) or not numbers(t).any() or min(rows, default=0) < 1 or len(set(rows)) < 2:
        return None
    if same([x / n for x, n in zip(a, rows)], t):
        return "Your answer is as many times too large as there are rows: is a sum where a mean belongs?"
    if same([x * n for x, n in zip(a, rows)], t):
        return "Your answer is as many times too small as there are rows: does it divide once too often?"
    return None


def upside_down(a: Arrays, t: Arrays, _: Arguments) -> str | None:
    if shaped(a, t) and varied(t) and numbers(t).all() and same([1 / x for x in a], t):
        return "Your answer is upside down: 1 divided by it is right."
    return None


def the_rest(a: Arrays, t: Arrays, _: Arguments) -> str | None:
    if shaped(a, t) and varied(t) and same([1 - x for x in a], t):
        return "Your answer is 1 minus the right one."
    return None


def power(a: Arrays, t: Arrays, _: Arguments) -> str | None:
    if not shaped(a, t) or not varied(t):
        return None
    if same(a, [x**2 for x in t]):
        return "Your answer is the square of the right one."
    if (numbers(t) >= 0).all() and same(a, [np.sqrt(x) for x in t]):
        return "Your answer is the square root of the right one."
    return None


def logarithm(a: Arrays, t: Arrays, _: Arguments) -> str | None:
    if not shaped(a, t) or not varied(t):
        return None
    if (numbers(t) > 0).all() and same(a, [np.log(x) for x in t]):
        return "Your answer is the logarithm of the right one."
    if same(a, [np.exp(x) for x in t]):
        return "Your answer is e to the power of the right one."
    return None


def offset(a: Arrays, t: Arrays, _: Arguments) -> str | None:
    if not shaped(a, t) or not varied(t):
        return None
    distance = float((numbers(a) - numbers(t))[0])
    if distance and same([x - distance for x in a], t):
        side = "large" if distance > 0 else "small"
        return f"Every number is too {side} by the same amount, {abs(distance):.4g}."
    return None


def rounded(a: Arrays, t: Arrays, _: Arguments) -> str | None:
    """Right, but for decimals that are lost."""
    if not shaped(a, t) or not varied(t):
        return None
    if same(a, [np.trunc(x) for x in t]) and np.abs(numbers(t)).max() >= 1:
        return (
            "Your numbers are whole: all that stands behind the decimal point is lost. Make the array of floats, by "
            "np.zeros."
        )
    for decimals in range(6):
        if numbers(a).any() and same(a, [np.round(x, decimals) for x in t]):
            return f"Your numbers are rounded to {decimals} decimals. Keep all of them, and round only what you print."
    return None


def transposed(a: Arrays, t: Arrays, _: Arguments) -> str | None:
    if all(x.ndim == 2 for x in t) and same([x.T for x in a], t):
        return "The numbers are right, but rows and columns are exchanged."
    return None


def first_row(a: Arrays, t: Arrays, _: Arguments) -> str | None:
    if shaped(a, t) and all(x.ndim and len(x) > 1 for x in t):
        what = "row" if t[0].ndim == 2 else "entry"
        if same([x[:1] for x in a], [x[:1] for x in t]):
            return f"Only the first {what} is right." if _wrong(a, t, slice(1, None)) else None
        if same([x[1:] for x in a], [x[1:] for x in t]):
            return f"Only the first {what} is wrong."
        if same([x[:-1] for x in a], [x[:-1] for x in t]):
            return f"Only the last {what} is wrong."
    return None


def _wrong(a: Arrays, t: Arrays, part: slice) -> bool:
    """Whether each row in this part differs, on every example."""
    return all(not alike(x, y, 1e-6).all() for a_, t_ in zip(a, t) for x, y in zip(a_[part], t_[part]))


def order(a: Arrays, t: Arrays, _: Arguments) -> str | None:
    """The right numbers in the wrong places."""
    if not shaped(a, t) or not varied(t):
        return None
    if all(x.ndim and len(x) > 1 for x in t) and same([x[::-1] for x in a], t):
        return "The numbers are right, but they come back in the reverse order."
    if same(a, [np.sort(x, axis=None).reshape(x.shape) for x in t]):
        return "The numbers are right, but they are sorted. Leave each in its place."
    if same([np.sort(x, axis=None) for x in a], [np.sort(x, axis=None) for x in t]):
        return "The numbers are right, but not each in its place."
    return None


def other_shape(a: Arrays, t: Arrays, _: Arguments) -> str | None:
    if not shaped(a, t) and same([x.ravel() for x in a], [x.ravel() for x in t]):
        return f"The numbers are right, but their shape is {a[0].shape}. It should be {t[0].shape}."
    return None


def length(a: Arrays, t: Arrays, _: Arguments) -> str | None:
    """One entry too many or too few."""
    if not all(x.ndim == y.ndim and y.ndim and x.shape[1:] == y.shape[1:] for x, y in zip(a, t)):
        return None
    for more, kind in ((1, "too many"), (-1, "too few")):
        if all(len(x) == len(y) + more for x, y in zip(a, t)):
            long, short = (a, t) if more > 0 else (t, a)
            where = (
                "the last"
                if same([x[:-1] for x in long], short)
                else "the first"
                if same([x[1:] for x in long], short)
                else None
            )
            rest = f" {where.capitalize()} is {kind}; the others are right." if where else ""
            return f"Your answer has one entry {kind}.{rest}"
    return None


def step_missing(a: Arrays, t: Arrays, _: Arguments) -> str | None:
    """An array where one number is wanted, and its sum or its mean is right."""
    if all(y.ndim == 0 and x.ndim for x, y in zip(a, t)):
        if same([x.sum() for x in a], t):
            return "You return several numbers. Their sum is right: one step is missing."
        if same([x.mean() for x in a], t):
            return "You return several numbers. Their mean is right: one step is missing."
    return None


def one_of_many(a: Arrays, t: Arrays, _: Arguments) -> str | None:
    """One number, or one row, where all are wanted."""
    if all(x.ndim == y.ndim - 1 and len(y) > 1 for x, y in zip(a, t) if y.ndim) and all(y.ndim for y in t):
        if same(a, [y[0] for y in t]):
            return "You return the first only. All of them are wanted."
        if same(a, [y[-1] for y in t]):
            return "You return the last only. All of them are wanted."
        if all(y.ndim == 1 for y in t) and same(a, [y.sum() for y in t]):
            return "You return the sum. The numbers themselves are wanted, one by one."
    return None


FACTS = (
    not_finite,
    all_zero,
    one_for_all,
    entries_equal,
    input_back,
    sign,
    factor,
    rows_times,
    upside_down,
    the_rest,
    power,
    logarithm,
    offset,
    rounded,
    signs,
    transposed,
    first_row,
    order,
    other_shape,
    length,
    step_missing,
    one_of_many,
)
FACTS_OF_A_VALUE = (not_finite, sign)
