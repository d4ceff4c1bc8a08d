"""An exception in a learner's function, in words for a beginner: the line it happened on, and what Python or NumPy meant.

KNOWN is a table: the type of an exception, what stands in its message, a word for the kind of mistake, and the sentence.
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
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

import numpy as np

import firstnn

LIBRARIES = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
NOT_OF_THE_LEARNER = ("<", str(Path(firstnn.__file__).parent), *LIBRARIES)


class Failure(NamedTuple):
    """An exception, and the learner's own line that raised it: number, text, failing part, and the names there."""

    problem: BaseException
    number: int = 0
    text: str = ""
    part: str = ""
    names: Mapping[str, Any] = {}
    own: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()


def failure(problem: BaseException) -> Failure:
    """The exception with the innermost line that the learner wrote; without a line where there is none to be found."""
    step, own = problem.__traceback__, None
    while step is not None:
        if of_the_learner(step.tb_frame.f_code.co_filename):
            own = step
        step = step.tb_next
    return Failure(problem) if own is None else _at(problem, own)


def of_the_learner(filename: str) -> bool:
    """Whether a file or a cell is the learner's own, not Python's, a library's or ours."""
    own = not filename.startswith(NOT_OF_THE_LEARNER) and not filename.endswith(".pyx")
    return own or filename.startswith(("<ipython", "<cell", "<stdin"))


def _at(problem: BaseException, step: TracebackType) -> Failure:
    """The failure on the line of one step of the traceback."""
    code, names = step.tb_frame.f_code, {**step.tb_frame.f_globals, **step.tb_frame.f_locals}
    line = linecache.getline(code.co_filename, step.tb_lineno)
    start, end, left, right = list(code.co_positions())[step.tb_lasti // 2]
    part = line.encode()[left:right].decode(errors="ignore") if start == end and None not in (left, right) else line
    own, arguments = code.co_varnames, code.co_varnames[: code.co_argcount]
    return Failure(problem, step.tb_lineno, " ".join(line.split()), part.strip(), names, own, arguments)


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
    for type_, pattern, kind, meaning in KNOWN:
        if isinstance(fail.problem, type_) and (match := re.search(pattern, said)):
            try:
                return kind, meaning(fail, match) if callable(meaning) else meaning.format(**match.groupdict())
            except Exception:
                return kind, said
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


def _tree(fail: Failure) -> ast.AST:
    """The failing part of the line as a syntax tree."""
    for text in (fail.part, fail.text, f"{fail.text} pass"):
        try:
            line = ast.parse(text.strip()).body[0]
        except (SyntaxError, ValueError, IndexError):
            continue
        return line.value if isinstance(line, ast.Expr) else line
    return ast.Pass()


def _parts(fail: Failure, *kinds: type) -> Iterator:
    """The parts of the failing expression that are of these kinds."""
    return (node for node in ast.walk(_tree(fail)) if isinstance(node, kinds))


def _near(name: str, names: Iterable[str], cutoff: float) -> str | None:
    """The name that looks most like this one."""
    return next(iter(difflib.get_close_matches(name, [each for each in names if not each.startswith("_")], 1, cutoff)), None)


def shapes_on(fail: Failure) -> str:
    """ "Here A1 is (5, 4) and b1 is (1, 4)." for the arrays that are named in the failing part."""
    named = dict.fromkeys(node.id for node in _parts(fail, ast.Name))
    arrays = {name: fail.names[name] for name in named if isinstance(fail.names.get(name), np.ndarray)}
    shapes = [f"{name} has shape {array.shape}" for name, array in arrays.items()]
    return f" Here {' and '.join(shapes)}." if 1 < len(shapes) <= 3 else ""


def unknown_name(fail: Failure, match: re.Match) -> str:
    """What a name without a value may be."""
    name = match["name"]
    mine = [each for each in fail.names if each not in vars(builtins)]
    if name in ("true", "false", "none"):
        return f"Python writes {name.capitalize()}, with a capital letter."
    if name in dir(firstnn):
        return f"{name} belongs to the package: write firstnn.{name}."
    if name in ("N", "M", "n") and (arrays := [k for k in fail.arguments if isinstance(fail.names.get(k), np.ndarray)]):
        return f"{name} has no value inside your function: len({arrays[-1]}) is the number of rows."
    alike = [
        each
        for each in fail.own
        if each in fail.names and each != name and each.lower().strip(DIGITS) == name.lower().strip(DIGITS)
    ]
    if near := next(iter(alike), None) or _near(name, mine, 0.75):
        return f"{name} has no value. Do you mean {near}? If not, a line above must give it one."
    if hasattr(np, name):
        return f"{name} belongs to NumPy: write np.{name}."
    if name in ("math", "random", "plt"):
        return f"{name} is a module that is not imported here. np has what you need, such as np.log and np.exp."
    takes = f" ({', '.join(fail.arguments)})" if fail.arguments else ""
    return f"{name} has no value: it is no argument of your function{takes}, and no line above gives it one. {SPELLING}"


def no_first_value(fail: Failure, match: re.Match) -> str:
    return (
        f"{match['name']} is used before it has a value. Give it one before this line, and not only in a loop or under an "
        f"if that may be skipped; a counter before the loop: {match['name']} = 0."
    )


def unfit_shapes(fail: Failure, match: re.Match) -> str:
    """Two arrays that meet entry by entry and do not fit."""
    shapes = " and ".join(re.sub(r",(?=\d)", ", ", shape) for shape in re.findall(r"(?<!>)\([\d,]*\)", match["shapes"]))
    signs = [node.op if isinstance(node, ast.BinOp) else node.ops[0] for node in _parts(fail, ast.BinOp, ast.Compare)]
    sign = next((SIGNS.get(type(each)) for each in signs), None)
    work = f"{sign} works entry by entry, but " if sign else ""
    return f"{work}the shapes {shapes} do not fit, and NumPy cannot broadcast them.{shapes_on(fail)}"


SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**", ast.Eq: "==", ast.NotEq: "!="}


def many_truths(fail: Failure, _: re.Match) -> str:
    """An array where one True or False is needed."""
    if match := re.search(r"\barange\((\w+)\)", fail.text):
        return f"np.arange takes one whole number, and {match[1]} is an array. Write np.arange(len({match[1]}))."
    if match := re.search(r"(?<![\w.])(max|min)\(", fail.text):
        name = match[1]
        if re.search(rf"\b{name}\([^()]*,", fail.text):
            return f"{name} is Python's and takes single numbers. np.{name}imum compares two arrays entry by entry."
        said = f"{name} alone is Python's and compares whole rows. np.{name} takes an array"
        return f"{said}: np.{name}(…, axis=1, keepdims=True)."
    if any(_parts(fail, ast.BoolOp)) or re.search(r"\b(and|or)\b", fail.text):
        said = "and, or join two single truths. Between arrays write & or |, with brackets around each side"
        return f"{said}: (a == 1) & (b == 2)."
    if re.search(r"[&|]", fail.text):
        return BRACKETS_AT_AND
    if re.search(r"\bnot\b", fail.text):
        return "not turns a single truth round. For an array write ~, or != in place of not ==."
    return (
        "an if or a comparison meets a whole array, which has many truths. Compare single entries (in a table one loop "
        "gives whole rows, so it takes a second loop), or compare the whole array at once and count."
    )


def no_product(fail: Failure, _: re.Match) -> str:
    for node in _parts(fail, ast.Name, ast.Attribute):
        value = fail.names.get(node.id) if isinstance(node, ast.Name) else None
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            value = getattr(fail.names.get(node.value.id), node.attr, None)
        if callable(value) and f"{ast.unparse(node)}(" not in fail.text:
            return A_FUNCTION
    return "@ multiplies arrays, and here one side is a single number: *."


def outside(fail: Failure, match: re.Match) -> str:
    """A place that an array does not have."""
    index = next(_parts(fail, ast.Subscript), None)
    if index is not None and isinstance(index.slice, ast.Name):
        value, name, rows = fail.names.get(index.slice.id), index.slice.id, ast.unparse(index.value)
        if isinstance(value, np.ndarray) and value.ndim and np.ndim(fail.names.get(rows)) > 1:
            return f"{rows}[{name}] picks whole rows, those with the numbers in {name}. Name both: {rows}[row, column]."
    size = int(match["size"])
    return f"there is no place {match['place']} on axis {match['axis']}: it has {size}, from 0 to {size - 1}."


def no_entries(fail: Failure, match: re.Match) -> str:
    """Square brackets behind what has no places, such as a number, a function or a range."""
    kind = match.groupdict().get("type") or "number"
    if kind in ("function", "type", "numpy.ufunc", "ufunc", "_ArrayFunctionDispatcher", "numpy._ArrayFunctionDispatcher"):
        return "a function is called with round brackets, not with square ones."
    if kind in ("zip", "map", "generator", "set", "range", "enumerate", "dict_keys", "dict_values"):
        return f"a {kind} has no places that can be read or written like this. list(…) makes a list of it."
    named = [node.value.id for node in _parts(fail, ast.Subscript) if isinstance(node.value, ast.Name)]
    here = [name for name in named if np.ndim(fail.names.get(name, [])) == 0]
    return f"a single number stands before square brackets: it has no entries.{f' Here it is {here[0]}.' if here else ''}"


def called_an_array(fail: Failure, match: re.Match) -> str:
    """Round brackets after what is no function."""
    if found := re.search(r"[\w.]+\.(shape|size|ndim|T)(?=\()", fail.part):
        return f"{found[0]} is no function: leave out the round brackets behind it."
    if "Generator" in match["type"]:
        return "the generator is no function: name what it shall do, such as rng.choice(…)."
    if match["type"] in ("int", "float", "numpy.float64", "numpy.int64"):
        return "a number stands before round brackets, as if it were a function. Is a * missing between them?"
    if match["type"] == "module":
        return "a module is no function: name what you want from it, such as np.array(…)."
    if (found := re.search(r"(?<![\w.])(\w+)\(", fail.part)) and found[1] in fail.names and hasattr(np, found[1]):
        return f"{found[1]} is the name of an array here, and no function. The function of NumPy is np.{found[1]}."
    return "round brackets call a function. The entries of an array or a list are named in square brackets: Y[n], not Y(n)."


def no_loop_over_a_number(fail: Failure, _: re.Match) -> str:
    if "+=" in fail.part:
        return "+= joins a list with a list, and here is one number. A counter begins with 0; a list grows by append."
    if match := re.search(r"\bin (len\(\w+\)|\w+)\s*:?", fail.text):
        value = fail.names.get(match[1], 0)
        range_ = f" Write range({match[1]})." if isinstance(value, (int, np.integer)) else ""
        return f"for needs something to go through, and {match[1]} is one number.{range_}"
    return "something to go through is needed, a list or an array, and this is one number. For the places write range(…)."


def not_one_number(fail: Failure, _: re.Match) -> str:
    """range(Y), np.max(Z, 0 …): an array where one whole number is needed."""
    if match := re.search(r"\brange\((\w+)\)", fail.text):
        return f"range takes one whole number, and {match[1]} is an array. Write range(len({match[1]}))."
    if match := re.search(r"\bnp\.(max|min|sum)\(", fail.text):
        return f"np.{match[1]} takes one array. To compare entry by entry with 0, use np.maximum."
    if match := re.search(r"\bnp\.(?:zeros|ones)\(\(?(\w+)\b", fail.text):
        return f"an array stands where one whole number is needed. The number of its entries is len({match[1]})."
    return "an array stands where one whole number is needed."


def no_data_type(fail: Failure, _: re.Match) -> str:
    if match := re.search(r"np\.(zeros|ones|empty|full)\((.+?),\s*(\w+)\)", fail.text):
        return f"the shape of a table stands in brackets of its own: np.{match[1]}(({match[2]}, {match[3]}))."
    if match := re.search(r"np\.(sum|mean|max|min|array)\(", fail.text):
        return f"np.{match[1]} takes one array or list. Several numbers stand in square brackets: np.{match[1]}([a, b, c])."
    return "the shape of a table stands in brackets of its own: np.zeros((rows, columns))."


def unknown_argument(fail: Failure, match: re.Match) -> str:
    name = match["name"]
    if name == "base":
        return ONE_THING
    if name in fail.names and not difflib.get_close_matches(name, ("axis", "keepdims"), 1, 0.7):
        return COMPARES.format(name)
    near = difflib.get_close_matches(name, ("axis", "keepdims", "minlength", "dtype"), 1, 0.6)
    if near and near[0] != name:
        return f"there is no argument {name} here. Do you mean {near[0]}?"
    return f"the function called here takes no argument named {name}."


def missing_argument(fail: Failure, match: re.Match) -> str:
    found = re.search(r"\b(\w+)\s*=(?!=)", fail.part.partition("(")[2])
    if found and found[1] in fail.names:
        return COMPARES.format(found[1])
    name = match["function"].removesuffix(".__new__")
    name = name if name.rpartition(".")[2] in fail.text else "the function"
    return f"{name} is called with too few arguments. Missing: {match['names']}. If one name holds several things, {UNPACK}"


def other_number(fail: Failure, match: re.Match) -> str:
    """W1, b1 = parameters, with four things in parameters."""
    line, wanted = _tree(fail), match["number"]
    if isinstance(line, (ast.For, ast.comprehension)) or fail.text.startswith("for"):
        return f"each round gives other than {wanted} things. Pairs of two lists come from zip(first, second)."
    value = fail.text.partition("=")[2].strip()
    try:
        return (
            f"{wanted} names wait on the left, and {len(fail.names[value])} things come from {value}. Write a name for each."
        )
    except (KeyError, TypeError):
        return f"{wanted} names wait on the left, and not as many things come from the right."


def no_such(fail: Failure, match: re.Match) -> str:
    """np.relu, image.count, x.summ: a name that its owner has not."""
    kind, name = match["type"], match["name"]
    module = {"numpy": np, "firstnn": firstnn}.get(kind)
    array = re.match(r"numpy\.\w+$", kind)
    owner = {"numpy": "np"}.get(kind, kind) if module else "an array" if array else f"a {kind.rpartition('.')[2]}"
    if name in INSTEAD and (array or module):
        return f"{owner} has no {name}. {INSTEAD[name]}"
    if kind in ("list", "tuple", "int", "float") and hasattr(np.ndarray, name):
        return f"{'an' if kind == 'int' else 'a'} {kind} has no {name}: arrays have. np.array(…) makes one."
    if module is not firstnn and name.lower() in dir(firstnn):
        return f"{owner} has no {name}. It belongs to the package: write firstnn.{name.lower()}(…)."
    if (array or kind in ("float", "int")) and hasattr(np, name):
        return f"{owner} has no {name}: write np.{name}(…), with what it is taken of in the brackets."
    near = _near(name, dir(module or getattr(fail.problem, "obj", None)), 0.7)
    return f"{owner} has no {name}." + (f" Do you mean {near}?" if near else "")


INSTEAD = {
    "count": "np.sum(… == …) counts where two things are equal.",
    "append": "An array does not grow: begin with an empty list, [], append to it, and make an array at the end.",
    "len": "len(…) counts the rows.",
    "length": "len(…) counts the rows.",
}
ONE_THING = (
    "a function such as np.log takes one thing, and no base behind it. The logarithm to base 2 is np.log2(…), or "
    "np.log(…) / np.log(2)."
)
DIGITS = "0123456789"
SPELLING = "Check its spelling."
A_FUNCTION = "a function stands where its answer is meant. Brackets call it, with what it is given: firstnn.relu(Z1)."
UNPACK = "unpack them first: a, b = both."
COMPARES = "inside brackets, = gives a value to an argument. To compare, write two signs: {0} == …"
BRACKETS_AT_AND = "& and | bind more strongly than ==. Put brackets around each comparison: (a == 1) & (b == 2)."
NUMBER = r"[\w.]*(int|float|bool)\w*"

# fmt: off
KNOWN = (
    (RecursionError, "", "endless", "your function calls itself without end."),
    (UnboundLocalError, r"local variable '(?P<name>\w+)'", "no first value", no_first_value),
    (NameError, r"name '(?P<name>\w+)' is not defined", "no value", unknown_name),
    (Exception, r"'(builtin_function_or_method|method|method-wrapper)'|\bmethod\b.* object", "brackets",
     "a method is written without its brackets, so it is not called. Brackets call it, also empty ones: .copy(), .sum()."),
    (Exception, r"'?NoneType'?", "None",
     "something here is None. A function without return gives nothing back, nor do append and sort, which change a list in "
     "place: do not assign what they give."),
    (TypeError, r"'function' and |and '(function|numpy\._Array\w+|numpy\.ufunc)'", "brackets", A_FUNCTION),
    (TypeError, r"'(?P<type>[\w.]+)' object is not callable", "called", called_an_array),
    (TypeError, r"cannot unpack", "unpack",
     "two names wait for a pair, but one single thing comes. Pairs of two lists come from zip(first, second)."),
    (ValueError, r"(too many|not enough) values to unpack \(expected (at least )?(?P<number>\d+)", "unpack", other_number),
    (TypeError, rf"'{NUMBER}' object is not iterable|iteration over a 0-d array", "loop", no_loop_over_a_number),
    (TypeError, rf"object of type '{NUMBER}' has no len|len\(\) of unsized", "length",
     "len counts the entries of a list or an array, and this is one number."),
    (TypeError, r"only integer scalar arrays can be converted", "whole number", not_one_number),
    (TypeError, r"Cannot interpret '.*' as a data type", "shape brackets", no_data_type),
    (TypeError, r"'[\w.]*float\w*' object cannot be interpreted as an integer|expected a sequence of integers",
     "whole number", "a whole number is needed here, and this one has a decimal point. // divides into whole numbers."),
    (TypeError, r"'(numpy.ndarray|list)' object cannot be interpreted", "whole number", not_one_number),
    (TypeError, r"got an unexpected keyword argument '(?P<name>\w+)'", "argument", unknown_argument),
    (TypeError, r"(?P<function>[\w.]+)\(\) missing \d+ required positional arguments?: (?P<names>.+?)\.?$",
     "too few arguments", missing_argument),
    (TypeError, r"maximum\(\) takes from 2 to 3 positional", "maximum",
     "np.maximum compares two arrays entry by entry. The largest of one array, or of each row of it, is np.max."),
    (TypeError, r"return arrays must be of ArrayType", "second argument", ONE_THING),
    (TypeError, r"(?P<function>\w+)(?:\(\) takes| expected) at most", "too many arguments",
     "{function} takes one thing, such as a list. Several numbers stand in square brackets: {function}([a, b, c])."),
    (TypeError, r"(?P<function>[\w.]+)\(\) takes (?P<wanted>.+?) positional arguments? but (?P<got>\d+)",
     "too many arguments", "{function} takes {wanted} arguments, and {got} are given. Look at its brackets."),
    (TypeError, r"got multiple values for argument '(?P<name>\w+)'", "argument",
     "{name} is given twice, once by its name and once by its place in the brackets."),
    (TypeError, r"ufunc 'bitwise_xor'|unsupported operand type\(s\) for \^", "power",
     "in Python ^ is no power. The square of a is a ** 2."),
    (TypeError, r"ufunc 'bitwise_(and|or)'|unsupported operand type\(s\) for [&|]", "and", BRACKETS_AT_AND),
    (TypeError, r"unsupported operand type\(s\) for .*'(list|tuple|range|zip|map|generator)'|can only concatenate list|"
     r"can't multiply sequence|bad operand type for unary .*'list'|'(list|int|float)' and '(list|int|float)'", "list",
     "lists do not calculate entry by entry. np.array(…) makes an array of a list, and arrays do."),
    (TypeError, r"(list|tuple) indices must be integers or slices, not str", "list index",
     "in a list or a tuple each thing has a place, 0, 1, 2 …, and no name."),
    (TypeError, r"list indices must be integers or slices, not tuple", "list index",
     "a list of lists takes its brackets one after the other, rows[n][k]. An array takes both in one pair, rows[n, k]."),
    (TypeError, r"list indices must be integers or slices, not (?P<type>[\w.]+)", "list index",
     "the place in a list is one whole number, and this is of type {type}."),
    (Exception, r"'str'|string|concatenate str", "text",
     "text in quotation marks does not calculate. Write the number, without quotation marks."),
    (TypeError, r"unhashable type: '(?P<type>[\w.]+)'", "set",
     "a set or a dictionary cannot hold an array or a list. It can hold tuple(…) of it."),
    (TypeError, r"'tuple' object does not support item assignment", "tuple",
     "a tuple cannot be changed. Make a list or an array, and change that."),
    (TypeError, r"only (length-1|0-dimensional) arrays can be converted|must be real number, not (list|numpy)",
     "single number",
     "a function for one number gets a whole array. np.sum makes one number of it; np.exp, np.log and np.sqrt take arrays."),
    (TypeError, r"ufunc 'invert' not supported|bad operand type for unary ~", "not",
     "~ turns True and False round, and these are numbers. Compare first: ~(x == 0), or x != 0."),
    (TypeError, r"Cannot cast array data from .*float.* to .*int", "whole number",
     "whole numbers are needed, and these have decimal points. x.astype(int) makes them whole."),
    (TypeError, r"'(?P<type>[\w.]+)' object (is not subscriptable|does not support item ass)", "not an array", no_entries),
    (IndexError, r"invalid index to scalar variable|too many indices for array: array is 0-dim", "not an array", no_entries),
    (IndexError, r"index (?P<place>-?\d+) is out of bounds for axis (?P<axis>\d+) with size (?P<size>\d+)", "outside",
     outside),
    (IndexError, r"(list|tuple|string) (assignment )?index out of range", "outside",
     "there is no such place in the list. Places are counted from 0 and end at len(…) - 1; a list grows by append."),
    (IndexError, r"shape mismatch: indexing arrays .* shapes (?P<shapes>.+)", "row numbers",
     "there are not as many row numbers as column numbers: {shapes} One of each for every row: np.arange(len(Y)) and Y."),
    (IndexError, r"too many indices for array: array is (?P<has>\d+)-dimensional, but (?P<got>\d+) were", "axes",
     "the array has {has} axis, and you name {got} places. Write the shape of each array beside its line."),
    (IndexError, r"boolean index did not match", "mask", "a mask of True and False must be as long as what it picks from."),
    (IndexError, r"arrays used as indices must be of integer|only integers, slices", "whole number",
     lambda fail, _: "the place in an array is a whole number, and this is none."
     + (" / gives a decimal point, // divides into whole numbers." if re.search(r"[^/]/[^/]", fail.text) else "")),
    (ValueError, r"truth value of an", "truth", many_truths),
    (ValueError, r"operands could not be broadcast together with (remapped )?shapes (\[.*\]: )?(?P<shapes>[^\[]+)",
     "broadcast", unfit_shapes),
    (ValueError, r"non-broadcastable output operand with shape (?P<one>\([\d,]*\)).* shape (?P<two>\([\d,]*\))", "broadcast",
     "+= keeps the shape {one} of what stands on its left, and the right side has {two}."),
    (ValueError, r"matmul: .*\(size (?P<got>\d+) is different from (?P<wanted>\d+)\)", "matmul",
     lambda fail, match: f"the shapes do not fit at an @ (in NumPy's words, a matmul): it met {match['got']} where "
     f"{match['wanted']} is needed.{shapes_on(fail)} Write the shape of each step beside it."),
    (ValueError, r"matmul: .*enough dimensions", "product", no_product),
    (ValueError, r"shapes (?P<shapes>\(.*\)) not aligned", "matmul",
     "the shapes {shapes} do not fit in a matrix product: the last of the first must be the first of the second."),
    (ValueError, r"could not broadcast input array from shape (?P<got>\([\d,]*\)) into shape (?P<wanted>\([\d,]*\))",
     "filling", "the right side has shape {got}, the place that should hold it has {wanted}."),
    (ValueError, r"cannot reshape array of size (?P<size>\d+) into shape (?P<shape>.+?)\.?$", "reshape",
     "{size} numbers do not fill the shape {shape}: its product must be {size}."),
    (ValueError, r"setting an array element with a sequence|inhomogeneous shape", "sequence",
     "a whole array or a list of another length stands where one number belongs."),
    (Exception, r"axis (?P<axis>\d+) is out of bounds for array of dimension (?P<has>\d+)", "axis",
     "axis={axis} is asked for, but the array has {has} axis only, counted from 0."),
    (ValueError, r"larger sample than population", "sample",
     "more different things are asked for than there are to choose from."),
    (ValueError, r"high <= 0|low >= high", "sample",
     "there is nothing to choose from. rng.integers(15) chooses one number from 0 to 14, with size=4 it chooses four."),
    (ValueError, r"a must be a positive integer|a must be greater than 0|a cannot be empty", "sample",
     "from how many things to choose comes first in the brackets, then how many are wanted: rng.choice(15, size=4)."),
    (ValueError, r"either both or neither of x and y", "where",
     "np.where takes three things: the condition, what stands where it is true, and what stands elsewhere."),
    (ValueError, r"math domain error|expected a positive input", "log",
     "the logarithm of 0 or of a negative number does not exist."),
    (ValueError, r"zero-size array|empty (sequence|iterable)|arg is an empty", "empty",
     "the largest of nothing is asked for: the array or list is empty."),
    (AttributeError, r"'int' object has no attribute '(choice|integers|random|permutation)'", "seed",
     "the generator was given as a plain seed, a whole number. np.random.default_rng(seed) makes a generator of it."),
    (AttributeError, r"(module )?'(?P<type>[\w.]+)'( object)? has no attribute '(?P<name>\w+)'", "attribute", no_such),
    (ZeroDivisionError, "", "zero", "something is divided by 0."),
    (OverflowError, "", "overflow",
     "a number became too large to be held. For arrays np.exp gives inf in place of an error."),
    (ModuleNotFoundError, r"named '(?P<name>[\w.]+)'", "module", "{name} is not installed here. np is all that is needed."),
)
# fmt: on
