"""The engine of the checks: whatever a learner writes, each answers in a sentence, never raises, and never passes it.

Errors in the learner's line, mistakes that stand in the source, plain facts of the answer: a table for each.
"""

import inspect
import io
import itertools
import subprocess
import sys

import numpy as np
import pytest
from test_exercises import answer_to

from firstnn import check
from firstnn.check import answers, errors, facts, source
from firstnn.check.exercise import Exercise, Value
from firstnn.check.result import NOT_WRITTEN

NAMES = [name for name in check.__all__ if name not in ("Result", "setup")]


class Hostile:
    def __array__(self, *_, **__):
        raise RuntimeError("no array of me")

    def __eq__(self, _):
        raise RuntimeError("no comparison")

    def __repr__(self):
        raise RuntimeError("no words")

    __hash__ = None


def leaves(*_):
    raise SystemExit(1)


def interrupted(*_):
    raise KeyboardInterrupt


def endless(*arguments):
    return endless(*arguments)


def spoils(*arguments):
    for argument in arguments:
        if isinstance(argument, np.ndarray) and argument.dtype.kind == "f":
            argument[...] = -7.5
    return None if not arguments else arguments[0]


WRITTEN = {
    "dots": ...,
    "infinity": float("inf"),
    "a huge number": 10**400,
    "a ragged list": [[1], [2, None]],
    "an array of objects": np.array([None, {}], dtype=object),
    "a hostile object": Hostile(),
    "returns itself": lambda *arguments: arguments,
    "returns a hostile object": lambda *_: Hostile(),
    "returns NaN": lambda *_: np.full((3, 10), np.nan),
    "returns an endless generator": lambda *_: itertools.count(),
    "leaves": leaves,
    "is interrupted": interrupted,
    "calls itself": endless,
    "spoils its arguments": spoils,
}


@pytest.mark.parametrize("name", NAMES)
def test_never_raises_and_never_passes(name):
    ask = getattr(check, name)
    for what, written in WRITTEN.items():
        answer = ask(*[written] * len(inspect.signature(ask).parameters))
        assert isinstance(answer, check.Result) and bool(answer) is False, what
        assert len(answer.message.split()) >= 3 and "0x" not in answer.message, what


# ---- an exercise of this file: a line through rows, a * x + b

ROWS = np.arange(12.0).reshape(3, 4) / 8


def line(x, b, a=2.0, op=np.add, back=np.asarray):
    return back(op(a * x, b))


LINE = Exercise(
    "line(x, b)",
    right=line,
    examples=lambda: [(ROWS, 0.5), (np.array([[0.3, -1.25], [2.5, 4.0]]), 0.75)],
    praise="Well done.",
    slips={
        "a": {3.0: "Three times.", 0.0: "No x."},
        "op": {np.subtract: "Minus b."},
        "back": {np.ravel: "One row."},
    },
    others={lambda x, b: x / 0 if b > 1 else 1 / b: "Upside down."},
    hints={"broadcast": "b is one number.", "order": "x comes first.", "math domain": "No logarithm here."},
    then=Exercise("line(x, b)", right=line, examples=lambda: [(ROWS, 1e9)], praise="Very well done.", tolerance=1e-12),
)
NUMBER = Value(
    "number", right=lambda k=3: k * 2.5, praise="So.", slips={"k": {2: "Two."}}, others={1: "One."}, tolerance=1e-3
)


def test_a_result_shows_whether_the_check_passed():
    passed, failed = LINE(line), LINE(lambda x, b: x)
    assert passed and passed.message == "Very well done." and not failed
    assert repr(passed).startswith("✓ ") and repr(failed).startswith("✗ ")
    assert ">✓ Right.<" in passed._repr_html_() and ">✗<" in failed._repr_html_()
    with pytest.raises(AttributeError):
        passed.message = "Not so."


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "ascii", "utf-8"])
def test_a_terminal_without_the_signs_gets_words(encoding, monkeypatch):
    terminal = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", terminal)
    print(check.two_steps(1.8), check.two_steps(2.44), check.setup(), flush=True)
    said = terminal.buffer.getvalue().decode(encoding)
    assert ("✗ That is" in said) == (encoding == "utf-8") and ("Not yet: That is" in said) == (encoding != "utf-8")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda x, b: 3 * x + b, "Three times."),
        (lambda x, b: 2 * x - b, "Minus b."),
        (lambda x, b: 3 * x - b, "(1) Three times. (2) Minus b."),
        (lambda x, b: 1 / b, "Upside down."),
        (lambda x, b: np.ravel(2 * x + b), "One row."),
        (lambda b, x: 2 * x + b, "Here it is line(x, b). x comes first."),
        (lambda x: x, "takes 1 argument, but it is given 2: line(x, b)."),
        (lambda x, b, c: x, "takes 3 arguments"),
        (lambda x, b: 2 * x + (b if b < 1e6 else 0), "returns"),
        (lambda x, b: print(end=""), "gives nothing back"),
        (lambda x, b: ..., NOT_WRITTEN),
        (lambda x, b: None, NOT_WRITTEN),
        (line(ROWS, 1), "your function itself, by its name"),
        (lambda x, b: 2 * x + b + (b == 0.5) * 1e-3, "(Right on 1 of the 2 examples of this check.)"),
    ],
)
def test_what_is_wrong_is_named(wrong, words):
    said = LINE(wrong)
    assert not said and (words in said.message or (words == "returns" and "examples" not in said.message)), said


def test_an_argument_that_is_changed_is_named_in_a_list_too():
    def spoils(x, b):
        x += 1
        return 2 * x + b - 2

    def spoils_the_second(lists):
        lists[1][0] = 3
        return 1.0

    assert "Work on a copy" in LINE(spoils).message
    two = Exercise("f(lists)", right=lambda lists: 1.0, examples=lambda: [([ROWS, np.ones(2)],)], praise="")
    assert "Work on a copy" in two(spoils_the_second).message and two(lambda lists: 1.0)


@pytest.mark.parametrize(
    ("value", "words"),
    [(7.5, "So."), (7.499, "So."), (5.0, "Two."), (1, "One."), (-7.5, "The size is right, the sign is not."),
     (8, "not the right value yet"), ("8", "This is text"), ([7.5, 1], "leave the brackets out"), ([[1]], "its shape is"),
     (8, "too large"), (2, "too small"), (None, NOT_WRITTEN), (..., NOT_WRITTEN), (np.nan, "NaN")],
)  # fmt: skip
def test_values(value, words):
    assert bool(NUMBER(value)) == (words == "So.") and words in NUMBER(value).message


def test_warnings_do_not_reach_the_learner(recwarn):
    divides = Exercise("f(x)", right=lambda x: 2 / x, examples=lambda: [(np.zeros(2),)], praise="")
    with np.errstate(all="raise"):
        assert not divides(lambda x: 1 / (x + 1)) and divides(lambda x: 2 / x)
    assert not list(recwarn)


def test_the_import_computes_no_exercise():
    code = "import firstnn.check as c; assert not any('cases' in vars(e) for e in vars(c).values() if hasattr(e, 'asks'))"
    subprocess.run([sys.executable, "-c", code], check=True)


# ---- a stub is known as a stub

STUBS = ["...", "pass", "'Words.'", "'Words.'\n    ...", "return", "return None", "return ...", "y = ...\n    return y"]


@pytest.mark.parametrize("body", STUBS)
def test_a_stub_is_not_written_yet(body):
    assert answer_to(f"def bits(p):\n    {body}\n\ncheck.bits(bits)").message == NOT_WRITTEN


def test_a_stub_without_its_source_is_known_by_what_it_gives():
    space = {}
    exec("def bits(p):\n    'Words.'\n    ...", space)
    assert source.tree_of(space["bits"]) is None and check.bits(space["bits"]).message == NOT_WRITTEN


def test_a_function_that_raises_not_implemented_is_not_written_yet():
    assert answer_to("def bits(p):\n    raise NotImplementedError\n\ncheck.bits(bits)").message == NOT_WRITTEN


# ---- exceptions: the learner's line, and what it means. x is a table (3, 4), b a number, Y an array of whole numbers (3,)


def probe(x, b, Y):
    return x.sum() + b + Y.sum()


PROBE = Exercise("probe(x, b, Y)", right=probe, examples=lambda: [(ROWS, 0.5, np.array([2, 0, 1]))], praise="")
ERRORS = {
    "return q": "q has no value: it is no argument",
    "return x + Y_hot": "Y_hot has no value",
    "Y_hat = Y\n    return Y_hta": "Do you mean Y_hat?",
    "return M": "is the number of rows",
    "return relu(x)": "write firstnn.relu",
    "return log(x)": "write np.log",
    "return math.log(b)": "math is a module that is not imported",
    "count += 1\n    return count": "before the loop: count = 0",
    "other = x.copy\n    return other[0]": "x.copy without brackets is the method itself",
    "return x.sum + b": "x.sum without brackets",
    "return np.sum(x.ravel) + 1": "x.ravel without brackets",
    "losses = []\n    losses = losses.append(b)\n    losses.append(b)": "Write losses.append(…) alone",
    "def inner():\n        pass\n    return inner() + 1": "A function without return gives nothing back",
    "return np.sum(x = 0.0)": "To compare, write two signs: x ==",
    "return np.sum(x, axes=1)": "Do you mean axis?",
    "return np.sum(x, axis=1, keepdim=True)": "Do you mean keepdims?",
    "return Y(1)": "square brackets: Y[n], not Y(n)",
    "two = 2\n    return two(b)": "Is a * missing",
    "return np(x)": "a module is no function",
    "for i in 10:\n        pass": "Write range(10).",
    "for i in len(Y):\n        pass": "Write range(len(Y)).",
    "for i in b:\n        pass": "and b is one number.",
    "for t, p in Y, x:\n        pass": "zip(Y, x)",
    "for t, p in Y:\n        pass": "Pairs of two lists come from zip",
    "first, second = x\n    return first": "2 names wait on the left, and 3 things come from x",
    "return range(Y)": "range(len(Y))",
    "return np.max(x, Y)": "np.maximum",
    "return np.zeros(3, 10)": "np.zeros((3, 10))",
    "return np.zeros(len(Y), 10)": "np.zeros((len(Y), 10))",
    "return np.maximum(x)": "The largest of one array",
    "return np.zeros(b)": "this one has a decimal point",
    "return x[Y == 1 and Y == 2]": "Between arrays write & or |",
    "return [k for k in Y if not Y == 1]": "not turns a single truth round",
    "if x > 0:\n        return 1": "meets a whole array",
    "return max(x)": "np.max(…, axis=1, keepdims=True)",
    "return max(0, x)": "max is Python's and takes single numbers. np.maximum",
    "rows = np.zeros((2, 2))\n    rows[Y] = 1": "rows[Y] picks whole rows",
    "return Y[Y + 2]": "no place 4 on axis 0",
    "picked = Y + 1\n    return Y[picked]": "no place 3 on axis 0",
    "return x[5, 0]": "it has 3, from 0 to 2",
    "return [1][3]": "no such place in the list",
    "return x[np.arange(7), Y]": "as many row numbers as column numbers",
    "return Y[0, 1]": "the array has 1 axis, and you name 2 places",
    "return x[b]": "the place in an array is a whole number",
    "return b[0]": "it has no entries. Here it is b.",
    "return len(b)": "this is one number",
    "return x * Y": "* works entry by entry, but the shapes (3, 4) and (3,) do not fit",
    "return x + Y": "+ works entry by entry, but the shapes",
    "return Y == np.arange(10)": "do not fit",
    "x = x.copy()\n    x += np.ones(3)": "shapes (3, 4) and (3,)",
    "return x @ x": "the shapes do not fit at an @",
    "return x @ b": "one side is a single number",
    "return np.dot(x, x)": "do not fit in a matrix product",
    "rows = np.zeros((2, 2))\n    rows[0] = Y": "the right side has shape (3,)",
    "return x.reshape(3, 5)": "12 numbers do not fill the shape",
    "return np.sum(Y, axis=1)": "the array has 1 axis only",
    "return [1, 2] - [1, 1]": "lists do not calculate entry by entry",
    "return [1, 2] > 0": "lists do not calculate",
    "return 'a' - b": "text in quotation marks does not calculate",
    "rows = [[1, 2]]\n    return rows[0, 1]": "one after the other, rows[n][k]",
    "return set([x])": "a set or a dictionary cannot hold",
    "t = (1, 2)\n    t[0] = 3": "a tuple cannot be changed",
    "import math\n    return math.exp(x)": "np.exp, np.log and np.sqrt take arrays",
    "import math\n    return math.log(-b)": "the logarithm of 0 or of a negative number",
    "return x ^ 2": "in Python ^ is no power",
    "return (x == 1 & b == 2).sum()": "bind more strongly",
    "return Y.append(1)": "An array does not grow",
    "return [1, 2].mean()": "a list has no mean: arrays have",
    "return np.softmx(x)": "np has no softmx",
    "return np.maximun(x, 0)": "Do you mean maximum?",
    "return x.summ()": "an array has no summ. Do you mean sum?",
    "return 1 / 0": "divided by 0",
    "return {}[3]": "no entry with the key 3",
    "return np.max([])": "the largest of nothing",
    "import torch_of_nowhere": "is not installed here",
    "return np.random.default_rng(0).choice(3, 5, replace=False)": "than there are to choose from",
    "return (1).choice(3)": "default_rng(seed) makes a generator",
    "return np.array([[1], [2, 3]])": "a whole array or a list of another length",
    "return np.log(b, 2)": "no base behind it",
    "return b - np.max": "a function stands where its answer is meant",
    "return str(1, 2, 3, 4)": "str takes one thing",
    "Z1 = x\n    Z2 = Z1 + A1\n    A1 = b": "A1 is used before it has a value",
    "return np.exp[b]": "a function is called with round brackets",
    "return range(3)[0] + zip(x)[0]": "a zip has no places",
    "return x.shape()": "leave out the round brackets",
    "return np.relu(x)": "write firstnn.relu",
    "return x.exp()": "write np.exp(…), with what it is taken of",
    "return x.count(0)": "counts where two things are equal",
    "return np.where(x > 0, x)": "np.where takes three things",
    "return sum(1, 2, 3)": "Several numbers stand in square brackets: sum([a, b, c])",
    "return np.sum(1, 2, 3)": "np.sum([a, b, c])",
    "return np.random.default_rng(0)(3)": "the generator is no function",
    "return np.random.default_rng(0).choice(0, 5)": "how many things to choose comes first",
    "return np.random.default_rng(0).integers(0)": "nothing to choose from",
    "return x @ firstnn.relu": "a function stands where its answer is meant",
    "return x[np.arange(Y), 0]": "np.arange takes one whole number, and Y is an array",
    "return firstnn.relu(x, axis=1)": "takes no argument named axis",
    "return np.log(b, base=2)": "no base behind it",
    "return x.mean(axis=tRue)": "tRue has no value",
    "return x.mean(keepdims=true)": "Python writes True",
    "return X + 1": "Do you mean x?",
    "return probe(x, b, Y)": "calls itself without end",
    "total = []\n    for k in Y:\n        total += 1": "a list grows by append",
    "return x[Y / 2]": "// divides into whole numbers",
    "return ~x": "~ turns True and False round",
    "return np.bincount(Y + b)": "x.astype(int) makes them whole",
    "return float('.') + b": "text in quotation marks",
    "return np.zeros((Y, 3))": "The number of its entries is len(Y)",
    "raise ValueError('my own words')": "my own words.",
}


@pytest.mark.parametrize(("body", "words"), ERRORS.items(), ids=ERRORS.keys())
def test_an_error_is_told_with_the_line_and_in_words(body, words):
    cell = f"def probe(x, b, Y):\n    {body}\n\nPROBE(probe)"
    said = answer_to(cell, PROBE=PROBE)
    assert not said and words in said.message, said
    number, text = next((k, line) for k, line in enumerate(cell.split("\n"), 1) if f"`{line.strip()}`" in said.message)
    assert f"Line {number} of your cell, `{text.strip()}`, stopped with " in said.message


def test_a_hint_of_the_exercise_follows():
    said = answer_to("def line(x, b):\n    return x * np.ones(3)\n\nLINE(line)", LINE=LINE).message
    assert "do not fit" in said and "b is one number." in said
    said = answer_to("def line(x, b):\n    raise ValueError('math domain')\n\nLINE(line)", LINE=LINE).message
    assert "No logarithm here." in said


def test_an_error_without_a_line_is_told_all_the_same():
    assert errors.told(errors.Failure(ValueError("no")), {}) == "Your function stopped with ValueError: no."
    assert errors.words(ValueError("no.")) == "no." and errors.words(ValueError()) == ""
    assert len(errors.words(ValueError("a" * 500))) <= 161
    assert errors.failure(ZeroDivisionError()).text == ""


def test_the_innermost_line_of_the_learner_is_told():
    cell = "def helper(x):\n    return x.reshape(99)\n\ndef line(x, b):\n    return helper(x)\n\nLINE(line)"
    assert "Line 2 of your cell, `return x.reshape(99)`" in answer_to(cell, LINE=LINE).message
    cell = "def line(x, b):\n    return firstnn.softmax('text')\n\nLINE(line)"
    assert "Line 2 of your cell, `return firstnn.softmax('text')`" in answer_to(cell, LINE=LINE).message


# ---- mistakes that stand in the source, without an exception

LOOP = "total = 0\n    for row in x:\n        {}\n    return total"
SOURCE = {
    LOOP.format("total =+ row.sum()"): "To add, write total += …",
    LOOP.format("row[0] =+ 1").replace("in x", "in x.copy()"): "To add, write row[0] += …",
    LOOP.format("total =- row.sum()"): "To take away, write total -= …",
    LOOP.format("total = 0\n        total += row.sum()"): "total begins anew in each round",
    LOOP.format("total += row.sum()\n        return total"): "return stands inside the loop",
    "rows = []\n    for row in x:\n        rows = []\n        rows.append(row)\n    return rows": "rows begins anew",
    "total = 0\n    for n in Y:\n        total = total + Y[n]\n    return total": "range(len(Y))",
    LOOP.format("total + row.sum()"): "`total + row.sum()` is computed, but nothing keeps it. Write total = total",
    LOOP.format("total = row.sum()"): "total gets a new value in each round",
    LOOP.format("row = 0"): "`row = 0` gives a value to the name row alone",
    LOOP.format("if row[0] > 0:\n            total += 1\n            return total").rpartition("\n")[
        0
    ]: "ends at the first hit",
    LOOP.format("for k in row:\n            total = 0\n            total += k"): "total begins anew",
    LOOP.format("total += 1\n        if row[0] > 0:\n            total = 0"): "total begins anew inside the loop",
    "y = x.copy()\n    y.reshape(12)\n    return y": "Write y = y.reshape(12).",
    "np.maximum(x, 0)\n    return x": "`np.maximum(x, 0)` is computed, but nothing keeps it",
    "y = x.copy()\n    y[0] == 1\n    return y": "To give a value, write one sign: y[0] = 1.",
    "y = x.copy()\n    y.flatten()[0] = 1\n    return y": "writes into a copy that nothing keeps",
    "return b is Y": "`b is Y` asks whether both are one and the same object. To compare values, write ==.",
    "return len(np.where(x > 0))": "counts the axes of the array",
    "return x\n    return b": "`return b` is never reached",
    "x = np.ones(3)\n    return x + b + Y": "so what your function is given is lost",
    "total = x.sum()\n    total = b\n    return total + Y.sum()": "the one before is lost",
    "return (x + b + Y[0]).sum": "(x + b + Y[0]).sum without brackets is the method itself",
    "print(x + b)": "Write return in place of print",
    "x + b": "Write `return x + b`",
    "y = x + b": "Add the line `return y`",
    "y = x + b\n    return": "return stands alone",
    "for k in Y:\n        if k > 9:\n            return k": "without meeting a return",
    "return 7.5 + x.sum() + b": "never uses its argument Y.",
    "y = x + 1\n    return x.sum() + Y[0] - b": "never uses y after giving it a value",
    "return x.sum() // b + Y[0]": "// divides into whole numbers",
    "return sum(x[n, 0] for n in range(1, len(Y))) * b": "range(1, len(Y)) begins at 1",
    "return sum(x[n, 0] for n in range(len(Y) - 1)) * b": "leaves the last place out",
    "return sum(x[n, 0] for n in range(2)) * b": "range(2) holds a fixed number",
    "return x.sum() * b + Y[0] / 7": "/ 7 holds a fixed number",
    "for k in x:\n        for y in Y:\n            b = b + y\n    return b": "Pairs come from one loop, over zip(x, Y)",
    "return ROWS.mean()": "never uses its argument x: it uses ROWS",
    "return x.mean() + Y.sum() + b + ROWS.mean()": "uses ROWS, a name of the notebook",
}
CLEAN = {
    "running total of each row": "total = 0\n    for row in x:\n        one = 0\n        for k in row:\n"
    "            one += k\n        total += one\n    return total",
    "return under an if": "for row in x:\n        if row.sum() > 99:\n            return 0\n    return 5",
    "a sign": "total = -1\n    total = - total\n    other = +1\n    return total + other + x.sum() + b + Y[0]",
    "a function of the notebook": "return helper(x) + b * 0 + Y[0] * 0",
    "a method that is called": "y = x.copy()\n    return y.sum() + np.sum(Y) + np.max(b) + 1",
    "a search": "for k in Y:\n        if x[k, 0] > b:\n            return k\n    return b",
    "a row": "t = 0\n    for k in x:\n        y = k.copy()\n        y[0] = b\n        t += sum(y)\n    return t",
    "a function that writes": "y = x.copy()\n    np.put(y, Y, b)\n    np.add.at(y, Y, 1)\n    y.sort()\n    return y",
    "pairs of pairs": "t = x\n    for one, two in (b, Y), (Y, b):\n        t = t + one * two[0]\n    return t",
    "nothing is given": "if b is None:\n        return x\n    return x + Y[0]",
    "entries of another list": "total = 0\n    for n in Y:\n        total += x[n].sum() + b\n    return total",
}


@pytest.mark.parametrize(("body", "words"), SOURCE.items(), ids=SOURCE.keys())
def test_a_mistake_in_the_source_is_told(body, words):
    said = answer_to(f"def probe(x, b, Y):\n    {body}\n\nPROBE(probe)", PROBE=PROBE, ROWS=ROWS)
    assert not said and words in said.message, said


@pytest.mark.parametrize("body", CLEAN.values(), ids=CLEAN.keys())
def test_what_is_no_mistake_is_not_taken_for_one(body):
    cell = f"def probe(x, b, Y):\n    {body}\n\nprobe"
    written = answer_to(cell, helper=np.sum)
    assert source.causes(written) == [] and source.from_the_notebook(written) is None


# ---- plain facts

ONE, TWO = np.array([[0.125, -2.0, 3.5], [4.25, 5.0, 0.5]]), np.array([[1.5, 2.25], [-0.75, 7.0], [6.0, 0.25]])
POSITIVE = abs(ONE), abs(TWO)
FACTS = {
    "-x": "The size is right, the sign is not.",
    "abs(x)": "some of the signs",
    "100 * x": "a hundred times the right one",
    "x / 2": "half of the right one",
    "3.7 * x": "3.7 times the right one",
    "x * len(x)": "as many times too large as there are rows",
    "x / len(x)": "as many times too small",
    "x * len(x) ** 2": "You multiply by the number of rows",
    "x + 1 / len(x)": "does a count begin at 1?",
    "1 / x": "upside down",
    "1 - x": "1 minus the right one",
    "x / np.log(2)": "divided by log(2)",
    "x ** 2": "the square of",
    "np.exp(x)": "e to the power of",
    "x + 0.3": "too large by the same amount, 0.3",
    "x - 4": "too small by the same amount, 4",
    "np.round(x, 1)": "rounded to 1 decimals",
    "x.astype(int)": "Your numbers are whole",
    "x.T": "rows and columns are exchanged",
    "x[::-1]": "in the reverse order",
    "x * (np.arange(len(x)) == 0)[:, None]": "Only the first row is right.",
    "x * (np.arange(len(x)) > 0)[:, None]": "Only the first row is wrong.",
    "np.sort(x, axis=None).reshape(x.shape)": "sorted",
    "np.roll(x, 2)": "not each in its place",
    "np.roll(x, 1)": "one place too far to the right",
    "np.roll(x, -1)": "one place too far to the left",
    "x.ravel()": "The numbers are right, but their shape is (6,)",
    "x[:-1]": "one entry too few. The last is too few; the others are right.",
    "np.vstack([x, x[:1]])": "one entry too many. The last is too many",
    "x * 0": "Every number of your answer is 0",
    "x * 0 + 7.5": "All entries of your answer are equal",
    "x / 0": "NaN or infinity",
    "x[0]": "You return the first only.",
    "x[:, 0]": "one number for each row",
    "np.zeros(x.shape[::-1])": "Rows and columns are exchanged: the shape is",
    "np.log2(abs(x))": "",
    "np.ceil(x)": "Your numbers are whole",
    "np.exp2(x)": "2 to the power of the right one",
    "(x + 9) * 3": "3 times what your function was given",
    "(x + 9) ** 2": "the square of what your function was given",
    "x[:0]": "Your answer is empty",
    "x * (np.arange(len(x)) == 1)[:, None] + (np.arange(len(x)) > 1)[:, None]": "",
    "x[-1]": "You return the last only.",
}


@pytest.mark.parametrize(("wrong", "words"), FACTS.items(), ids=FACTS.keys())
def test_a_plain_fact_is_told(wrong, words):
    with np.errstate(all="ignore"):
        given = [eval(wrong, {"np": np, "x": x}) for x in (ONE, TWO)]
    said = facts.plain_fact(given, (ONE, TWO), [(x + 9,) for x in (ONE, TWO)])
    assert said and words in said if words else said is None


def test_facts_of_single_numbers_and_of_what_was_given():
    assert "one step is missing" in facts.plain_fact([ONE, TWO], [ONE.sum(), TWO.sum()], [(), ()])
    assert "Their mean is right" in facts.plain_fact([ONE, TWO], [ONE.mean(), TWO.mean()], [(), ()])
    assert "square root" in facts.plain_fact([np.sqrt(x) for x in POSITIVE], POSITIVE, [(), ()])
    assert "the logarithm of" in facts.plain_fact([np.log(x) for x in POSITIVE], POSITIVE, [(), ()])
    assert "hands back" in facts.plain_fact([ONE, TWO], [ONE + 0.5, 3 * TWO], [(ONE,), (TWO,)])
    assert "whatever it is given" in facts.plain_fact([1.0, 1.0], [2.0, 3.0], [(), ()])
    assert "You return the sum" in facts.plain_fact([6.0, 9.0], [np.array([2.0, 4.0]), np.array([2.0, 3.0, 4.0])], [(), ()])


@pytest.mark.parametrize("shape", [(3,), (2, 3), ()])
def test_of_an_answer_by_chance_no_fact_is_told(shape):
    rng = np.random.default_rng(3)
    for _ in range(30):
        right, given = (list(rng.normal(size=(2, *shape))) for _ in range(2))
        assert facts.plain_fact(given, right, [(), ()]) is None


def test_several_things_in_the_place_of_one():
    assert "Number 2 of them is right" in answers.several([(1.0, 2.5)], [2.5])
    assert "You return 2 things in the place of one" in answers.several([np.where(ONE > 0)], [5])
    assert "True or False" in answers.several([True, False], [2, 3]) and answers.several([True], [False]) is None
    assert "by len(…)" in facts.plain_fact([[0.0, 0.0], [0.0]], [2, 1], [(), ()])
    assert "for each column" in facts.plain_fact([ONE[0], TWO[0]], [1.0, 2.0], [(ONE,), (TWO,)])
    assert "it stands in brackets" in facts.plain_fact([[1.5], [2.5]], [1.5, 2.5], [(), ()])


def test_what_must_stand_in_a_function_is_missed():
    needs = Exercise(
        "f(x)", right=lambda x: np.log(x), examples=lambda: [(2.0,), (3.0,)], praise="", needs={"log": "No log."}
    )
    assert "No log." in answer_to("def f(x):\n    'log'\n    return x * x - x\n\nNEEDS(f)", NEEDS=needs).message
    assert "No log." not in answer_to("def f(x):\n    return np.log(x) + x\n\nNEEDS(f)", NEEDS=needs).message


def test_answers_agree_within_the_tolerance_of_the_largest_entry():
    large = np.array([-1e6, 0.0])
    assert answers.equal(large + 0.5, large, 1e-6) and not answers.equal(large + 2, large, 1e-6)
    assert not answers.equal(np.array([1e-9]), np.array([2e-9]), 1e-6)
    assert answers.equal([np.nan, 1], [np.nan, 1], 1e-6) and answers.equal([], [], 1e-6)
    assert not answers.equal((1, 2, 3), (1, 2), 1e-6) and not answers.equal(1, "a text", 1e-6)


def test_what_is_an_array_of_numbers():
    assert answers.as_array([[1, 2]]).tolist() == [[1, 2]] and answers.as_array(True) == 1
    for value in ("1", {1}, None, [1, "a"], 1j, [[1], [1, 2]], range(3), memoryview(b"12"), np.array(["1"])):
        assert answers.as_array(value) is None


def test_two_numbers_are_told_apart():
    assert answers.apart(0.1234567, 0.5) == ("0.123", "0.5") and answers.apart(1.0001, 1) == ("1.0001", "1")
    assert answers.apart(-0.0, 12345678) == ("0", "12345678") and answers.apart(np.inf, np.nan) == ("inf", "nan")
    assert len(set(answers.apart(0.1, np.nextafter(0.1, 1)))) == 2


def test_the_first_difference_is_told_with_its_example():
    right, near = np.array([[0.0, -4.0], [2.0, 1.0]]), np.array([[3e-6, 0], [0, 9e-6]])
    said = answers.difference(right + near, right, (0.125,), ["p"], 1e-6)
    assert said.endswith("For p = 0.125, entry [1, 1] is 1.00001, but should be 1.")
    said = answers.difference((ROWS, ROWS), (ROWS, 2 * ROWS), (ROWS, ROWS), ["a", "b"], 1e-6)
    assert "Of the 2 things that you return, number 2" in said and "For two arrays of shape (3, 4), entry [0, 1]" in said
    assert "2 things, separated by commas" in answers.difference(1, (1, 2), (), [], 1e-6)
    assert "a single number" in answers.difference(np.ones(2), 1, (np.random.default_rng(0),), [], 1e-6)
    assert (
        answers.given((np.ones(7), "x" * 39))
        == "Your function was given an array of shape (7,) and a text, in quotation marks."
    )
    assert answers.given((1, 2, 3)) == answers.given(()) == ""
