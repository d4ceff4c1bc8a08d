"""Plain facts of a wrong answer, for when no known mistake fits: a factor, a sign, an exchange of rows and columns …

Each group gives the sentences that hold on every example; it gets the answers, the right ones (arrays, an example each) and
the arguments. A fact is true by construction; whether it is the cause is left to the learner.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from firstnn.check.answers import alike, as_array

Arrays = Sequence[np.ndarray]
Arguments = Sequence[tuple]
BASES = {1 / np.log(2): 2, 1 / np.log(10): 10}
TIMES = {2.0: "twice", 0.5: "half of", 10.0: "ten times", 100.0: "a hundred times", 1000.0: "a thousand times",
         -1.0: "minus", 0.1: "a tenth of", 0.01: "a hundredth of", 0.001: "a thousandth of"}  # fmt: skip
CHANGES = {
    "the square of {}": np.square,
    "the square root of {}": np.sqrt,
    "the logarithm of {}": np.log,
    "the logarithm to base 2 of {}": np.log2,
    "e to the power of {}": np.exp,
    "2 to the power of {}": np.exp2,
    "1 minus {}": lambda t: 1 - t,
    "1 divided by {}: it is upside down": lambda t: 1 / t,
    "{} without its sign": np.abs,
}
RIGHT, GIVEN = "the right one", "what your function was given"
WHOLE = (
    "Your numbers are whole: all that stands behind the decimal point is lost. Where do you round, divide by //, or make an "
    "array of whole numbers (int)? np.zeros makes one of floats."
)


def plain_fact(answers: Sequence, truths: Sequence, arguments: Arguments) -> str | None:
    """The first fact that holds on all examples, as a sentence; None where there is none."""
    a, t = list(map(as_array, answers)), list(map(as_array, truths))
    if any(array is None for array in a + t):
        return None
    if not any(x.size for x in a):
        return "Your answer is empty: does a line put something in?" if any(y.size for y in t) else None
    with np.errstate(all="ignore"):
        return next((said for group in GROUPS for said in group(a, t, arguments)), None)


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
    """Whether there are two numbers of different size: else a factor or a distance means nothing."""
    return len(np.unique(np.round(np.abs(numbers(t)), 9))) > 1


def degenerate(a: Arrays, t: Arrays, arguments: Arguments) -> Iterator[str]:
    """Nothing is computed, or nothing finite, or always the same."""
    finite, single = np.isfinite(numbers(a)), numbers(a).size == len(a)
    if not finite.all() and np.isfinite(numbers(t)).all():
        part = "" if single else ", some of it" if finite.any() else ", every entry of it"
        why = "0 is divided by 0, a logarithm of 0 or of less is taken, or a number grew too large"
        yield f"Your answer is NaN or infinity{part}: somewhere {why}."
    if not numbers(a).any() and shaped(a, t):
        yield "Your answer is always 0." if single else "Every number of your answer is 0: does a line fill it?"
    if len(a) > 1 and same(a, [a[0]] * len(a)) and not same(t, [t[0]] * len(t)):
        yield "Your function gives the same answer whatever it is given. Does it use its arguments?"
    if shaped(a, t) and all(x.size > 1 and alike(x, np.full_like(x, x.flat[0]), 1e-9).all() for x in a) and varied(t):
        yield "All entries of your answer are equal. They should differ from each other."
    for given in zip(*arguments):
        inputs = list(map(as_array, given))
        if all(each is not None and each.size > 1 for each in inputs) and same(a, inputs):
            yield "Your function hands back what it was given, unchanged."


def sizes(a: Arrays, t: Arrays, arguments: Arguments) -> Iterator[str]:
    """The right numbers, but for a sign, a factor, a distance, or a change such as a square."""
    if not shaped(a, t) or not numbers(t).any():
        return
    if same([-x for x in a], t):
        yield "The size is right, the sign is not."
    if (times := factor(a, t)) and (varied(t) or times in TIMES):
        bases = [name for base, name in BASES.items() if np.isclose(times, base, rtol=1e-6)]
        for name in bases:
            yield f"Every number is the right one divided by log({name}): as if the logarithm were that to base {name}."
        yield f"Your answer is {in_words(times)} the right one."
    rows = [next((float(len(each)) for each in given if np.ndim(each)), 0.0) for given in arguments]
    if min(rows, default=0) >= 1 and len(set(rows)) > 1:
        if same([x / n for x, n in zip(a, rows)], t):
            yield "Your answer is as many times too large as there are rows: is a sum where a mean belongs?"
        if same([x * n for x, n in zip(a, rows)], t):
            yield "Your answer is as many times too small as there are rows: does it divide once too often?"
        if same([x / n**2 for x, n in zip(a, rows)], t):
            yield "You multiply by the number of rows where you should divide."
        if same([(x - y) * n for x, y, n in zip(a, t, rows)], [np.ones_like(y) for y in t]):
            yield "Your answer is too large by 1 divided by the number of rows: does a count begin at 1?"
    if varied(t):
        yield from changed(a, t)


def changed(a: Arrays, t: Arrays) -> Iterator[str]:
    """A number in the place of another: its square, its logarithm, a distance, a sign, decimals that are lost."""
    if same([abs(x) for x in a], [abs(x) for x in t]):
        yield "The sizes are right, but some of the signs are not."
    yield from (f"Your answer is {said.format(RIGHT)}." for said, change in CHANGES.items() if same(a, list(map(change, t))))
    if distance := offset(a, t):
        side = "large" if distance > 0 else "small"
        yield f"Every number is too {side} by the same amount, {abs(distance):.4g}."
    if np.abs(numbers(t)).max() >= 1 and (same(a, list(map(np.trunc, t))) or same(a, [np.ceil(x - 1e-9) for x in t])):
        yield WHOLE
    for decimals in range(6):
        if numbers(a).any() and same(a, [np.round(x, decimals) for x in t]):
            yield f"Your numbers are rounded to {decimals} decimals. Keep all of them, and round only what you print."


def factor(a: Arrays, t: Arrays) -> float:
    """By which one number all are multiplied; 0 if there is none."""
    largest = int(np.abs(numbers(t)).argmax())
    times = float(numbers(a)[largest] / numbers(t)[largest])
    return times if abs(times - 1) > 1e-3 and times and same([x / times for x in a], t) else 0.0


def offset(a: Arrays, t: Arrays) -> float:
    """What is added to all of them; 0 if there is no such number."""
    distance = float((numbers(a) - numbers(t))[0])
    return distance if distance and same([x - distance for x in a], t) else 0.0


def in_words(times: float) -> str:
    return next((word for number, word in TIMES.items() if np.isclose(times, number, rtol=1e-6)), f"{times:.4g} times")


def places(a: Arrays, t: Arrays, _: Arguments) -> Iterator[str]:
    """The right numbers in the wrong places, or right in some places alone."""
    if all(x.ndim == 2 for x in t) and same([x.T for x in a], t):
        yield "The numbers are right, but rows and columns are exchanged."
    if not shaped(a, t) or not varied(t) or not any(x.ndim and len(x) > 1 for x in t):
        return
    what = "row" if t[0].ndim == 2 else "entry"
    for side, one, rest in (("first", slice(1), slice(1, None)), ("last", slice(-1, None), slice(-1))):
        if same([x[rest] for x in a], [x[rest] for x in t]):
            yield f"Only the {side} {what} is wrong."
        if same([x[one] for x in a], [x[one] for x in t]) and all_wrong(a, t, rest):
            yield f"Only the {side} {what} is right."
        if numbers(a).any() and all(np.any(y[rest]) or len(y) == 1 for y in t) and not any(np.any(x[rest]) for x in a):
            yield f"Only the {side} {what} of your answer is filled: the others are 0."
    if same([x[..., 1:] for x in a], [x[..., :-1] for x in t]) and any(np.any(x[..., :-1]) for x in t):
        yield "Every number stands one place too far to the right. Places count from 0."
    if same([x[..., :-1] for x in a], [x[..., 1:] for x in t]) and any(np.any(x[..., 1:]) for x in t):
        yield "Every number stands one place too far to the left. Places count from 0."
    if same([x[::-1] for x in a], t):
        yield "The numbers are right, but they come back in the reverse order."
    if same(a, [np.sort(x, axis=None).reshape(x.shape) for x in t]):
        yield "The numbers are right, but they are sorted. Leave each in its place."
    if same([np.sort(x, axis=None) for x in a], [np.sort(x, axis=None) for x in t]):
        yield "The numbers are right, but not each in its place."


def all_wrong(a: Arrays, t: Arrays, part: slice) -> bool:
    """Whether each row in this part differs, on every example."""
    return all(not alike(x, y, 1e-6).all() for a_, t_ in zip(a, t) for x, y in zip(a_[part], t_[part]))


def shapes(a: Arrays, t: Arrays, arguments: Arguments) -> Iterator[str]:
    """Too many numbers, or too few."""
    if shaped(a, t):
        return
    if all(x.size == y.size == 1 for x, y in zip(a, t)):
        yield (
            "The number is right, but it stands in brackets. Return the number itself."
            if same_numbers(a, t)
            else NO_BRACKETS
        )
    if same_numbers(a, t):
        yield f"The numbers are right, but their shape is {a[0].shape}. It should be {t[0].shape}."
    if all(x.ndim == y.ndim and y.ndim and x.shape[1:] == y.shape[1:] for x, y in zip(a, t)):
        yield from length(a, t)
    if all(y.ndim == 2 and x.shape == (len(y),) and x.shape != y.shape[1:] for x, y in zip(a, t)):
        yield f"You return one number for each row. For each a row of {t[0].shape[1]} is wanted: {t[0].shape}."
    if all(y.ndim == 2 and x.shape == y.shape[::-1] for x, y in zip(a, t)):
        yield f"Rows and columns are exchanged: the shape is {a[0].shape}, and it should be {t[0].shape}."
    if all(y.ndim == 0 and x.ndim for x, y in zip(a, t)):
        for word, total in (("sum", np.sum), ("mean", np.mean)):
            if all(x.size for x in a) and same(list(map(total, a)), t):
                yield f"You return several numbers. Their {word} is right: one step is missing."
        if all(len(x) == y for x, y in zip(a, t)):
            yield "You return the things themselves. There are as many as there should be: count them, by len(…)."
        for word, axis in (("row", 0), ("column", 1)):
            tables = [next((each for each in given if np.ndim(each) == 2), np.empty((0, 0))) for given in arguments]
            if all(x.shape == (table.shape[axis],) for x, table in zip(a, tables)) and any(
                len(set(y.shape)) > 1 for y in tables
            ):
                yield f"You return one number for each {word}. One number for all of them is wanted."
    if all(y.ndim and x.ndim == y.ndim - 1 for x, y in zip(a, t)) and any(len(y) > 1 for y in t):
        for word, place in (("first", 0), ("last", -1)):
            if same(a, [y[place] for y in t]):
                yield f"You return the {word} only. All of them are wanted."
        if t[0].ndim == 1 and same(a, list(map(np.sum, t))):
            yield "You return the sum. The numbers themselves are wanted, one by one."


NO_BRACKETS = "One number is wanted, without brackets around it."


def same_numbers(a: Arrays, t: Arrays) -> bool:
    return same([x.ravel() for x in a], [x.ravel() for x in t])


def length(a: Arrays, t: Arrays) -> Iterator[str]:
    """One entry too many or too few."""
    for more, kind in ((1, "too many"), (-1, "too few")):
        if all(len(x) == len(y) + more for x, y in zip(a, t)):
            long, short = (a, t) if more > 0 else (t, a)
            sides = {"last": [x[:-1] for x in long], "first": [x[1:] for x in long]}
            where = next(
                (f" The {side} is {kind}; the others are right." for side, x in sides.items() if same(x, short)), ""
            )
            yield f"Your answer has one entry {kind}.{where}"


def of_the_argument(a: Arrays, t: Arrays, arguments: Arguments) -> Iterator[str]:
    """What was done to the first argument, if it was done to it alone."""
    given = [as_array(each[0]) if each else None for each in arguments]
    if any(each is None for each in given) or not shaped(a, given) or not varied(given) or len(numbers(given)) < 3:
        return
    yield from (
        f"Your answer is {said.format(GIVEN)}." for said, change in CHANGES.items() if same(a, list(map(change, given)))
    )
    if times := factor(a, given):
        yield f"Your answer is {in_words(times)} {GIVEN}, whatever that is."
    if distance := offset(a, given):
        yield f"Your answer is {GIVEN} {'plus' if distance > 0 else 'minus'} {abs(distance):.4g}, whatever that is."


GROUPS = degenerate, sizes, places, shapes, of_the_argument
