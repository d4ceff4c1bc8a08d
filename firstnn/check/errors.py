"""An exception in a learner's function, in words for a beginner: the line it happened on, and what Python or NumPy meant.

KNOWN is a table: the type of the exception, what stands in its message, a word for the kind of mistake, and the sentence.
An exercise may add a sentence of its own for a kind (Exercise.hints); "kind!" puts it in the place of the one here. The
sentence is a template, whose gaps are filled from the groups of the pattern, or it is a function of the Failure and the
match, where the learner's own line tells more.
"""

import ast
import builtins
import difflib
import linecache
import re
import sysconfig
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

import numpy as np

import firstnn

LIBRARIES = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
NOT_OF_THE_LEARNER = ("<", str(Path(firstnn.__file__).parent), *LIBRARIES)


class Failure(NamedTuple):
    """An exception, and the learner's own line that raised it: number, text, the failing part of it, the names there."""

    problem: BaseException
    number: int = 0
    text: str = ""
    part: str = ""
    names: Mapping[str, Any] = {}


class Known(NamedTuple):
    """A usual exception: its type, its message as a pattern, the word for its kind, and what it means."""

    type: type
    pattern: str
    kind: str
    meaning: str | Callable[[Failure, re.Match], str]


def failure(problem: BaseException) -> Failure:
    """The exception with the innermost line that the learner wrote; without a line where there is none to be found."""
    step, own = problem.__traceback__, None
    while step is not None:
        if _of_the_learner(step.tb_frame.f_code.co_filename):
            own = step
        step = step.tb_next
    return Failure(problem) if own is None else _at(problem, own)


def _of_the_learner(filename: str) -> bool:
    own = not filename.startswith(NOT_OF_THE_LEARNER) and not filename.endswith(".pyx")
    return own or filename.startswith(("<ipython", "<cell", "<stdin"))


def _at(problem: BaseException, step: TracebackType) -> Failure:
    """The failure on the line of one step of the traceback."""
    code, names = step.tb_frame.f_code, {**step.tb_frame.f_globals, **step.tb_frame.f_locals}
    line = linecache.getline(code.co_filename, step.tb_lineno)
    start, end, left, right = list(code.co_positions())[step.tb_lasti // 2]
    part = line.encode()[left:right].decode(errors="ignore") if start == end and None not in (left, right) else line
    return Failure(problem, step.tb_lineno, " ".join(line.split()), part.strip(), names)


def told(fail: Failure, hints: Mapping[str, str], cause: str | None = None) -> str:
    """The learner's line, the name of the exception, what it means, and what the exercise says about it."""
    kind, meaning = meaning_of(fail)
    fits = [key for key in hints if (sign := key.removesuffix("!")) == kind or (" " in sign and sign in words(fail.problem))]
    hint = hints[fits[0]] if fits else ""
    if fits and fits[0].endswith("!"):
        meaning, hint = hint, ""
    name = type(fail.problem).__name__
    where = f"Line {fail.number} of your cell, `{fail.text}`," if fail.text else "Your function"
    return " ".join(filter(None, [f"{where} stopped with {name}:", cause or meaning, "" if cause else hint]))


def meaning_of(fail: Failure) -> tuple[str, str]:
    """The kind of a failure, and what Python or NumPy meant; its own words where it is not in the table."""
    said = words(fail.problem)
    for known in KNOWN:
        if isinstance(fail.problem, known.type) and (match := re.search(known.pattern, said)):
            meaning = known.meaning
            try:
                return known.kind, meaning(fail, match) if callable(meaning) else meaning.format(**match.groupdict())
            except Exception:
                return known.kind, said
    return "", said


def words(problem: BaseException) -> str:
    """The message of an exception as one sentence."""
    try:
        text = " ".join(str(problem).split())
    except Exception:
        return ""
    if isinstance(problem, KeyError):
        return f"there is no entry with the key {text[:60]}."
    text = text if len(text) <= 160 else f"{text[:157]}..."
    return text if not text or text.endswith(".") else f"{text}."


# ---- what the learner's own line tells


def expression(fail: Failure) -> ast.AST | None:
    """The failing part of the line as a syntax tree."""
    for text in (fail.part, fail.text, f"{fail.text} pass"):
        try:
            line = ast.parse(text.strip()).body[0]
        except (SyntaxError, ValueError, IndexError):
            continue
        return line.value if isinstance(line, ast.Expr) else line
    return None


def shapes_on(fail: Failure) -> str:
    """ "Here A1 is (5, 4) and b1 is (1, 4)." for the arrays that are named in the failing part."""
    tree = expression(fail)
    named = dict.fromkeys(node.id for node in ast.walk(tree) if isinstance(node, ast.Name)) if tree else {}
    arrays = {name: fail.names[name] for name in named if isinstance(fail.names.get(name), np.ndarray)}
    told = [f"{name} has shape {array.shape}" for name, array in arrays.items()]
    return f" Here {' and '.join(told)}." if 1 < len(told) <= 3 else ""


def _parts(tree: ast.AST | None, *kinds: type) -> Iterator:
    """The parts of a syntax tree that are of these kinds."""
    return (node for node in ast.walk(tree or ast.Pass()) if isinstance(node, kinds))


def _holds(fail: Failure, *kinds: type) -> bool:
    return any(_parts(expression(fail), *kinds))


def _calls(fail: Failure, *names: str) -> str | None:
    """The first of these plain names that is called in the line."""
    found = re.findall(r"(?<![\w.])(\w+)\(", fail.text)
    return next((name for name in found if name in names), None)


def unknown_name(fail: Failure, match: re.Match) -> str:
    """What a name without a value may be."""
    name = match["name"]
    mine = [each for each in fail.names if each not in vars(builtins) and not each.startswith("_")]
    if name in dir(firstnn):
        return f"{name} belongs to the package: write firstnn.{name}."
    if near := difflib.get_close_matches(name, mine, 1, 0.75):
        return f"{name} has no value. Do you mean {near[0]}?"
    if name in ("N", "M", "n") and (arrays := [k for k, v in fail.names.items() if isinstance(v, np.ndarray) and k != "_"]):
        return f"{name} has no value inside your function: len({arrays[-1]}) is the number of rows."
    if hasattr(np, name):
        return f"{name} belongs to NumPy: write np.{name}."
    if name in ("math", "random", "plt"):
        return f"{name} is a module that is not imported here. np has what you need, such as np.log and np.exp."
    return f"{name} has no value: it is no argument of your function, and no line above gives it one. Check its spelling."


def unfit_shapes(fail: Failure, match: re.Match) -> str:
    """Two arrays that meet entry by entry and do not fit."""
    shapes = " and ".join(re.sub(r",(?=\d)", ", ", shape) for shape in re.findall(r"(?<!>)\([\d,]*\)", match["shapes"]))
    tree = expression(fail)
    signs = [node.op if isinstance(node, ast.BinOp) else node.ops[0] for node in _parts(tree, ast.BinOp, ast.Compare)]
    sign = next((SIGNS.get(type(each)) for each in signs), None)
    work = f"{sign} works entry by entry, but " if sign else ""
    return f"{work}the shapes {shapes} do not fit, and NumPy cannot broadcast them.{shapes_on(fail)}"


SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**", ast.Eq: "==", ast.NotEq: "!="}


def many_truths(fail: Failure, _: re.Match) -> str:
    """An array where one True or False is needed."""
    if name := _calls(fail, "max", "min", "sorted"):
        if name in ("max", "min") and re.search(rf"\b{name}\([^()]*,", fail.text):
            return f"{name} is Python's and takes single numbers. np.{name}imum compares two arrays entry by entry."
        return (
            f"{name} alone is Python's and compares whole rows. np.{name} takes an array: np.{name}(…, axis=1, "
            f"keepdims=True)."
        )
    if _holds(fail, ast.BoolOp) or re.search(r"\b(and|or)\b", fail.text):
        return (
            "and, or join two single truths. Between arrays write & or |, with brackets around each side: (a == 1) & (b == "
            "2)."
        )
    if re.search(r"[&|]", fail.text):
        return BRACKETS_AT_AND
    if re.search(r"\bnot\b", fail.text):
        return "not turns a single truth round. For an array write ~, or != in place of not ==."
    return (
        "an if or a comparison meets a whole array, which has many truths. Compare single entries (in a table one loop "
        "gives whole rows, so it takes a second loop), or compare the whole array at once and count."
    )


def outside(fail: Failure, match: re.Match) -> str:
    """A place that an array does not have."""
    index = next(_parts(expression(fail), ast.Subscript), None)
    if index is not None and isinstance(index.slice, ast.Name):
        value, name, rows = fail.names.get(index.slice.id), index.slice.id, ast.unparse(index.value)
        if isinstance(value, np.ndarray) and value.ndim and np.ndim(fail.names.get(rows)) > 1:
            return f"{rows}[{name}] picks whole rows, those with the numbers in {name}. Name both: {rows}[row, column]."
    size = int(match["size"])
    return f"there is no place {match['place']} on axis {match['axis']}: it has {size}, from 0 to {size - 1}."


def a_number_indexed(fail: Failure, _: re.Match) -> str:
    return f"a single number stands before square brackets: it has no entries.{_named_numbers(fail)}"


def _named_numbers(fail: Failure) -> str:
    tree = expression(fail)
    for node in ast.walk(tree or ast.Pass()):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
            if np.ndim(fail.names.get(node.value.id, [])) == 0:
                return f" Here it is {node.value.id}."
    return ""


def called_an_array(fail: Failure, match: re.Match) -> str:
    """Round brackets after what is no function."""
    if match["type"] in ("int", "float", "numpy.float64", "numpy.int64"):
        return "a number stands before round brackets, as if it were a function. Is a * missing between them?"
    if match["type"] == "module":
        return "a module is no function: name what you want from it, such as np.array(…)."
    return "round brackets call a function. The entries of an array or a list are named in square brackets: Y[n], not Y(n)."


def no_loop_over_a_number(fail: Failure, _: re.Match) -> str:
    if match := re.search(r"\bin (len\(\w+\)|\w+)\s*:?", fail.text):
        return f"for needs something to go through, and {match[1]} is one number. Write range({match[1]})."
    return "something to go through is needed, a list or an array, and this is one number. For the places write range(…)."


def not_one_number(fail: Failure, _: re.Match) -> str:
    """range(Y), np.max(Z, 0 …): an array where one whole number is needed."""
    if match := re.search(r"\brange\((\w+)\)", fail.text):
        return f"range takes one whole number, and {match[1]} is an array. Write range(len({match[1]}))."
    if match := re.search(r"\bnp\.(max|min|sum)\(", fail.text):
        return f"np.{match[1]} takes one array. To compare entry by entry with 0, use np.maximum."
    return "an array stands where one whole number is needed."


def no_data_type(fail: Failure, _: re.Match) -> str:
    if match := re.search(r"np\.(zeros|ones|empty|full)\((.+?),\s*(\w+)\)", fail.text):
        return f"the shape of a table stands in brackets of its own: np.{match[1]}(({match[2]}, {match[3]}))."
    return "the shape of a table stands in brackets of its own: np.zeros((rows, columns))."


def unknown_argument(fail: Failure, match: re.Match) -> str:
    name = match["name"]
    if name in fail.names and not (near := difflib.get_close_matches(name, ("axis", "keepdims"), 1, 0.7)):
        return f"inside brackets, = gives a value to an argument. To compare, write two signs: {name} == …"
    if near := difflib.get_close_matches(name, ("axis", "keepdims", "minlength", "dtype"), 1, 0.6):
        return f"there is no argument {name} here. Do you mean {near[0]}?"
    return f"the function called here has no argument named {name}."


def missing_argument(fail: Failure, match: re.Match) -> str:
    if found := re.search(r"\b(\w+)\s*=(?!=)", fail.part.partition("(")[2]):
        if found[1] in fail.names:
            return f"inside brackets, = gives a value to an argument. To compare, write two signs: {found[1]} == …"
    return (
        f"{match['function']} is called with too few arguments. Missing: {match['names']}. If one name holds several "
        "things, unpack them first: a, b = both."
    )


def made_of_lists(fail: Failure, _: re.Match) -> str:
    return "lists do not calculate entry by entry. np.array(…) makes an array of a list, and arrays do."


BRACKETS_AT_AND = "& and | bind more strongly than ==. Put brackets around each comparison: (a == 1) & (b == 2)."
NOTHING_BACK = (
    "something here is None. A function without return gives nothing back, nor do append and sort, which change a list in "
    "place: do not assign what they give."
)
MISSING_BRACKETS = (
    "a method is written without its brackets, so it is not called. Brackets call it, also empty ones: .copy(), .sum()."
)

KNOWN = (
    Known(
        UnboundLocalError,
        r"local variable '(?P<name>\w+)'",
        "no first value",
        "{name} is used before it has a value. Give it one before this line; for a counter, before the loop: {name} = 0.",
    ),
    Known(NameError, r"name '(?P<name>\w+)' is not defined", "no value", unknown_name),
    Known(
        Exception, r"'(builtin_function_or_method|method|method-wrapper)'|\bmethod\b.* object", "brackets", MISSING_BRACKETS
    ),
    Known(Exception, r"'?NoneType'?", "None", NOTHING_BACK),
    Known(TypeError, r"'(?P<type>[\w.]+)' object is not callable", "called", called_an_array),
    Known(
        TypeError,
        r"cannot unpack non-iterable|cannot unpack",
        "unpack",
        "two names wait for a pair, but one single thing comes. Pairs of two lists come from zip(first, second).",
    ),
    Known(
        ValueError,
        r"(too many|not enough) values to unpack \(expected (at least )?(?P<number>\d+)",
        "unpack",
        "the names on the left are {number}, but as many things do not come from the right. Pairs of two lists come from "
        "zip(first, second).",
    ),
    Known(
        TypeError, r"'[\w.]*(int|float)\w*' object is not iterable|iteration over a 0-d array", "loop", no_loop_over_a_number
    ),
    Known(
        TypeError,
        r"object of type '(?P<type>[\w.]*(int|float)\w*)' has no len|len\(\) of unsized",
        "length",
        "len counts the entries of a list or an array, and this is one number.",
    ),
    Known(TypeError, r"only integer scalar arrays can be converted", "whole number", not_one_number),
    Known(TypeError, r"Cannot interpret '.*' as a data type", "shape brackets", no_data_type),
    Known(
        TypeError,
        r"'[\w.]*float\w*' object cannot be interpreted as an integer|expected a sequence of integers or a single integer",
        "whole number",
        "a whole number is needed here, and this one has a decimal point. // divides into whole numbers.",
    ),
    Known(
        TypeError,
        r"'numpy.ndarray' object cannot be interpreted as an integer|'list' object cannot be interpreted",
        "whole number",
        not_one_number,
    ),
    Known(TypeError, r"got an unexpected keyword argument '(?P<name>\w+)'", "argument", unknown_argument),
    Known(
        TypeError,
        r"(?P<function>[\w.]+)\(\) missing \d+ required positional arguments?: (?P<names>.+?)\.?$",
        "too few arguments",
        missing_argument,
    ),
    Known(
        TypeError,
        r"(?P<function>[\w.]*maximum)\(\) takes from 2 to 3 positional",
        "maximum",
        "np.maximum compares two arrays entry by entry. The largest of one array, or of each row of it, is np.max.",
    ),
    Known(
        TypeError,
        r"(?P<function>[\w.]+)\(\) takes (?P<wanted>.+?) positional arguments? but (?P<got>\d+)",
        "too many arguments",
        "{function} takes {wanted} arguments, and {got} are given. Look at its brackets.",
    ),
    Known(
        TypeError,
        r"ufunc 'bitwise_xor'|unsupported operand type\(s\) for \^",
        "power",
        "in Python ^ is no power. The square of a is a ** 2.",
    ),
    Known(
        TypeError,
        r"ufunc 'bitwise_(and|or)'|unsupported operand type\(s\) for [&|]",
        "and",
        BRACKETS_AT_AND,
    ),
    Known(
        TypeError,
        r"unsupported operand type\(s\) for .*'list'|can only concatenate list|can't multiply sequence|"
        r"bad operand type for unary .*'list'|not supported between instances of '(list|int|float)' and "
        r"'(list|int|float)'|unsupported operand type\(s\) for .*'(tuple|range|zip|map|generator)'",
        "list",
        made_of_lists,
    ),
    Known(
        TypeError,
        r"'str'|string",
        "text",
        "text in quotation marks does not calculate. Write the number, without quotation marks.",
    ),
    Known(
        TypeError,
        r"list indices must be integers or slices, not tuple",
        "list index",
        "a list of lists takes its brackets one after the other, rows[n][k]. An array takes both in one pair, rows[n, k].",
    ),
    Known(
        TypeError,
        r"list indices must be integers or slices, not (?P<type>[\w.]+)",
        "list index",
        "the place in a list is one whole number, and this is of type {type}.",
    ),
    Known(
        TypeError,
        r"unhashable type: '(?P<type>[\w.]+)'",
        "set",
        "a set or a dictionary cannot hold an array or a list. It can hold tuple(…) of it.",
    ),
    Known(
        TypeError,
        r"'tuple' object does not support item assignment",
        "tuple",
        "a tuple cannot be changed. Make a list or an array, and change that.",
    ),
    Known(TypeError, r"object does not support item assignment", "not an array", a_number_indexed),
    Known(
        TypeError,
        r"only (length-1|0-dimensional) arrays can be converted|must be real number, not (list|numpy)",
        "single number",
        "a function for one number gets a whole array. NumPy has it for arrays: np.exp, np.log, np.sqrt.",
    ),
    Known(TypeError, r"object is not subscriptable", "not an array", a_number_indexed),
    Known(
        IndexError,
        r"invalid index to scalar variable|too many indices for array: array is 0-dim",
        "not an array",
        a_number_indexed,
    ),
    Known(
        IndexError,
        r"index (?P<place>-?\d+) is out of bounds for axis (?P<axis>\d+) with size (?P<size>\d+)",
        "outside",
        outside,
    ),
    Known(
        IndexError,
        r"(list|tuple|string) (assignment )?index out of range",
        "outside",
        "there is no such place in the list. Places are counted from 0 and end at len(…) - 1.",
    ),
    Known(
        IndexError,
        r"shape mismatch: indexing arrays .* shapes (?P<shapes>.+)",
        "row numbers",
        "there are not as many row numbers as column numbers: {shapes} One of each for every row: np.arange(len(Y)) and Y.",
    ),
    Known(
        IndexError,
        r"too many indices for array: array is (?P<has>\d+)-dimensional, but (?P<got>\d+) were",
        "axes",
        "the array has {has} axis, and you name {got} places. Write the shape of each array beside its line.",
    ),
    Known(
        IndexError, r"boolean index did not match", "mask", "a mask of True and False must be as long as what it picks from."
    ),
    Known(
        IndexError,
        r"arrays used as indices must be of integer|only integers, slices",
        "whole number",
        "the place in an array is a whole number, and this is none.",
    ),
    Known(ValueError, r"truth value of an array", "truth", many_truths),
    Known(
        ValueError,
        r"operands could not be broadcast together with (remapped )?shapes (\[original->remapped\]: )?(?P<shapes>[^\[]+)",
        "broadcast",
        unfit_shapes,
    ),
    Known(
        ValueError,
        r"non-broadcastable output operand with shape (?P<one>\([\d,]*\)).* shape (?P<two>\([\d,]*\))",
        "broadcast",
        "+= keeps the shape {one} of what stands on its left, and the right side has {two}.",
    ),
    Known(
        ValueError,
        r"matmul: .*\(size (?P<got>\d+) is different from (?P<wanted>\d+)\)",
        "matmul",
        lambda fail, match: (
            f"the shapes do not fit at an @ (in NumPy's words, a matmul): it met {match['got']} where "
            f"{match['wanted']} is needed.{shapes_on(fail)} Write the shape of each step beside it."
        ),
    ),
    Known(
        ValueError, r"matmul: .*enough dimensions", "matmul", "@ multiplies arrays, and here one side is a single number: *."
    ),
    Known(
        ValueError,
        r"shapes (?P<shapes>\(.*\)) not aligned",
        "matmul",
        "the shapes {shapes} do not fit in a matrix product: the last of the first must be the first of the second.",
    ),
    Known(
        ValueError,
        r"could not broadcast input array from shape (?P<got>\([\d,]*\)) into shape (?P<wanted>\([\d,]*\))",
        "broadcast",
        "the right side has shape {got}, the place that should hold it has {wanted}.",
    ),
    Known(
        ValueError,
        r"cannot reshape array of size (?P<size>\d+) into shape (?P<shape>.+?)\.?$",
        "reshape",
        "{size} numbers do not fill the shape {shape}: its product must be {size}.",
    ),
    Known(
        ValueError,
        r"setting an array element with a sequence|inhomogeneous shape",
        "sequence",
        "a whole array or a list of another length stands where one number belongs.",
    ),
    Known(
        Exception,
        r"axis (?P<axis>\d+) is out of bounds for array of dimension (?P<has>\d+)",
        "axis",
        "axis={axis} is asked for, but the array has {has} axis only, counted from 0.",
    ),
    Known(
        ValueError,
        r"larger sample than population",
        "sample",
        "more different things are asked for than there are to choose from.",
    ),
    Known(
        ValueError,
        r"math domain error|expected a positive input",
        "log",
        "the logarithm of 0 or of a negative number does not exist.",
    ),
    Known(
        ValueError,
        r"zero-size array|empty (sequence|iterable)|arg is an empty",
        "empty",
        "the largest of nothing is asked for: the array or list is empty.",
    ),
    Known(
        AttributeError,
        r"'int' object has no attribute '(choice|integers|random|permutation)'",
        "seed",
        "the generator was given as a plain seed, a whole number. np.random.default_rng(seed) makes a generator of it.",
    ),
    Known(
        AttributeError,
        r"'numpy.ndarray' object has no attribute 'append'",
        "append",
        "an array does not grow. Begin with an empty list, [], append to it, and make an array at the end.",
    ),
    Known(
        AttributeError,
        r"'(?P<type>list|tuple|int|float)' object has no attribute '(?P<name>\w+)'",
        "attribute",
        "a {type} has no {name}: arrays have. np.array(…) makes one.",
    ),
    Known(
        AttributeError,
        r"module '(?P<type>[\w.]+)' has no attribute '(?P<name>\w+)'",
        "attribute",
        lambda fail, match: _no_such(
            match, match["type"].replace("numpy", "np"), dir(np if match["type"] == "numpy" else firstnn)
        ),
    ),
    Known(
        AttributeError,
        r"'(?P<type>[\w.]+)' object has no attribute '(?P<name>\w+)'",
        "attribute",
        lambda fail, match: _no_such(
            match,
            f"{'an array' if 'ndarray' in match['type'] else 'a ' + match['type']}",
            dir(getattr(fail.problem, "obj", None)),
        ),
    ),
    Known(ZeroDivisionError, r"", "zero", "something is divided by 0."),
    Known(
        OverflowError,
        r"",
        "overflow",
        "a number became too large to be held. For arrays np.exp gives inf in place of an error.",
    ),
    Known(
        ModuleNotFoundError, r"named '(?P<name>[\w.]+)'", "module", "{name} is not installed here. np is all that is needed."
    ),
)


def _no_such(match: re.Match, owner: str, names: list[str]) -> str:
    near = difflib.get_close_matches(match["name"], [name for name in names if not name.startswith("_")], 1, 0.7)
    return f"{owner} has no {match['name']}." + (f" Do you mean {near[0]}?" if near else "")
