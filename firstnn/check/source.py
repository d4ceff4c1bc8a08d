"""What can be read off the learner's own lines: by the syntax tree of the function, never by running it.

causes gives mistakes that are certain; they are said first. remarks gives what is true and may well be the reason; it is
said of a wrong answer that is not recognised.
"""

import ast
import inspect
import linecache
import re
import textwrap
from collections.abc import Callable, Iterator
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any, NamedTuple

import numpy as np

from firstnn.check.errors import of_the_learner
from firstnn.words import listed, plural

ALLOWED = frozenset({"best", "glyphs"})  # names of the notebook that are the same for all data
CODE = FunctionType, BuiltinFunctionType, ModuleType, type, np.ufunc
LOOPS = ast.For, ast.While
BLOCKS = *LOOPS, ast.If, ast.With, ast.Try, ast.FunctionDef
GIVES_NEW = frozenset("astype copy flatten max mean min ravel reshape round sum tolist transpose".split())
METHODS = GIVES_NEW | frozenset("all any append argmax argmin item sort".split())
IN_PLACE = frozenset("append extend insert remove reverse shuffle sort".split())


class Cause(NamedTuple):
    """A mistake that stands in the learner's source: the number of its line, and the sentence about it."""

    line: int
    sentence: str


def tree_of(function: Any) -> ast.FunctionDef | ast.Lambda | None:
    """The syntax tree of a learner's function, with the line numbers of its cell; None where there is none to be read."""
    if not isinstance(function, FunctionType) or not of_the_learner(function.__code__.co_filename):
        return None
    try:
        lines, first = inspect.getsourcelines(function)
        tree = ast.parse(textwrap.dedent("".join(lines)))
    except Exception:
        return None
    ast.increment_lineno(tree, max(first, 1) - 1)
    if tree.body and isinstance(tree.body[0], ast.FunctionDef):
        return tree.body[0]
    lambdas = list(_parts(tree, ast.Lambda))
    return lambdas[0] if len(lambdas) == 1 else None


def unknown(function: Any) -> bool:
    """Whether this is a function with a name whose source cannot be read."""
    return tree_of(function) is None and getattr(function, "__name__", "") != "<lambda>"


def idle(tree: ast.FunctionDef | ast.Lambda | None) -> bool:
    """Whether nothing is written in a function but a docstring, dots, pass, or a return of nothing."""
    if not isinstance(tree, ast.FunctionDef):
        return tree is not None and _nothing(tree.body)
    return all(
        isinstance(line, ast.Pass)
        or (isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant))
        or (isinstance(line, ast.Return) and _nothing(line.value))
        for line in tree.body
    )


def causes(function: Any, habits: tuple[Callable, ...] = ()) -> list[Cause]:
    """All certain mistakes in the source, or those of some habits, in the order of the lines."""
    tree = tree_of(function)
    if not isinstance(tree, ast.FunctionDef):
        return []
    found = [each for habit in habits or HABITS for each in habit(tree, function)]
    gaps = [{"line": _text(node, function), "part": ast.unparse(node), **more} for node, _, more in found]
    return sorted({Cause(node.lineno, CERTAIN[key].format(**gap)) for (node, key, _), gap in zip(found, gaps)})


def cause_of(function: Any, line: int, text: str) -> str | None:
    """The certain mistake that made a line fail: in it, or above it with a name in common."""
    names = {*re.findall(r"[^\W\d]\w*", text)}
    above = [cause for cause in causes(function) if cause.line < line]
    for cause in [*causes(function, AT_ONCE), *above]:
        before = linecache.getline(function.__code__.co_filename, cause.line)
        if cause.line == line or (cause in above and names & {*re.findall(r"\w+", before)}):
            return cause.sentence
    return None


# ---- reading a tree


def _parts(tree: ast.AST, *kinds: type) -> Iterator:
    """The parts of a syntax tree that are of these kinds."""
    return (node for node in ast.walk(tree) if isinstance(node, kinds))


def _nothing(value: ast.expr | None) -> bool:
    return value is None or (isinstance(value, ast.Constant) and value.value in (None, ...))


def _text(node: ast.AST, function: Callable) -> str:
    """The lines of a node, as the learner wrote them."""
    filename = function.__code__.co_filename
    lines = [linecache.getline(filename, number) for number in range(node.lineno, node.end_lineno + 1)]
    return " ".join(" ".join(lines).split())


def _module(node: ast.expr, function: Callable) -> bool:
    """Whether a part is the name of a module or of a class, as np is."""
    return isinstance(node, ast.Name) and isinstance(function.__globals__.get(node.id), (ModuleType, type))


def _name(line: ast.AST) -> str | None:
    """x, for x = …"""
    found = line.targets[0] if isinstance(line, ast.Assign) else None
    return found.id if isinstance(found, ast.Name) else None


def _stores(tree: ast.AST) -> set[str]:
    return {node.id for node in _parts(tree, ast.Name) if isinstance(node.ctx, ast.Store)}


def _reads(name: str, tree: ast.AST) -> int:
    """How often the value of a name is used in a tree; += uses it too."""
    loads = sum(node.id == name and isinstance(node.ctx, ast.Load) for node in _parts(tree, ast.Name))
    return loads + sum(isinstance(node.target, ast.Name) and node.target.id == name for node in _parts(tree, ast.AugAssign))


def _grows(name: str, node: ast.AST, loop: ast.AST) -> bool:
    """Whether a node is name += …, name.append(…), name[n] = … or name = name + …; each of them reads the name once."""
    if isinstance(node, ast.AugAssign):
        return isinstance(node.target, ast.Name) and node.target.id == name
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "append":
        return ast.unparse(node.func.value) == name
    if isinstance(node, ast.Assign) and isinstance(target := node.targets[0], ast.Subscript):
        places = _stores(loop.target) if isinstance(loop, ast.For) else set()
        first = target.slice.elts[0] if isinstance(target.slice, ast.Tuple) else target.slice
        return ast.unparse(target.value) == name and ast.unparse(first) in places
    return _name(node) == name and _reads(name, node.value) == 1


def _beginning(value: ast.expr) -> bool:
    """0, 0.0, [], np.zeros(…), image.copy()"""
    if isinstance(value, ast.Call):
        return isinstance(value.func, ast.Attribute) and value.func.attr in ("zeros", "ones", "copy")
    return (isinstance(value, ast.Constant) and value.value in (0, 1)) or (isinstance(value, ast.List) and not value.elts)


# ---- what is certain: a sentence, and a habit that gives the places where it is true and what stands in its gaps

# fmt: off
CERTAIN = {
    "turned": "`{line}` gives {name} a new value each time. To {verb}, write {name} {sign}= …",
    "return": "return stands inside the loop, so your function ends {when}. Move it to the left, under the for, so that it "
        "comes after the loop.",
    "behind": "Your function ends at its first return, so `{line}` is never reached. Several things come back in one line, "
        "with commas between them.",
    "anew": "{name} begins anew in each round of the loop, so only the last round counts. Give it its first value before "
        "the loop.",
    "set back": "{name} begins anew inside the loop, so what it held before is lost. Give it its first value before the "
        "loop, once.",
    "last": "{name} gets a new value in each round of the loop, so only the last one counts. To keep all of them, write "
        "{name} += … for a sum, append to a list, or name a place: {name}[n] = …",
    "brackets": "{name} without brackets is the method itself. Brackets call it, also empty ones: {name}().",
    "in place": "{verb}(…) changes {what} in place and gives nothing back, so it must not be assigned or used on. Write "
        "{verb}(…) alone.",
    "zip": "This loop takes one whole array after the other. Pairs come from zip: zip({names}).",
    "entry": "`for {entry} in {whole}` gives the entries of {whole}, and {whole}[{entry}] takes an entry for a place. For "
        "the places write `for {entry} in range(len({whole}))`.",
    "compares": "`{line}` only compares. To give a value, write one sign: {kept}.",
    "lost": "`{line}` is computed, but nothing keeps it. Write {kept}.",
    "is": "`{part}` asks whether both are one and the same object. To compare values, write {sign}.",
    "name": "`{line}` gives a value to the name {name} alone: no entry of an array or a list changes. To write into one, "
        "name it and the place: table[row, column] = …",
    "given": "`{line}` gives {name} a new value, so what your function is given is lost. Leave this line out.",
    "before": "`{line}` gives {name} a new value, and the one before is lost. To change it, write {name} += …, or name a "
        "place in it: {name}[place] = …",
    "copy": "`{line}` writes into a copy that nothing keeps. Give it a name first: row = {made}.",
    "axes": "`{part}` counts the axes of the array, not the places where it is true. np.sum(…) counts the True ones.",
    "notebook": "Your function never uses its argument {name}: it uses {other}, a name of the notebook, instead.",
}
# fmt: on
Found = Iterator[tuple[ast.AST, str, dict[str, str]]]


def turned_operators(tree: ast.FunctionDef, function: Callable) -> Found:
    """count =+ 1 gives count the value +1."""
    for node in _parts(tree, ast.Assign):
        if isinstance(node.value, ast.UnaryOp):
            if found := re.search(r"(?<! )=([+-]) | =([+-]) ", _text(node, function)):
                sign, name = found[1] or found[2], ast.unparse(node.targets[0])
                yield node, "turned", {"name": name, "sign": sign, "verb": {"+": "add", "-": "take away"}[sign]}


def return_in_loop(tree: ast.FunctionDef, _: Callable) -> Found:
    """A loop that returns on its first way round, or what it counts or collects at the first hit."""
    for loop in _parts(tree, *LOOPS):
        ends = any(isinstance(line, ast.Return) and line.lineno > loop.end_lineno for line in tree.body)
        for line in _parts(loop, ast.Return):
            grown = any(_grows(part.id, node, loop) for part in _parts(line, ast.Name) for node in ast.walk(loop))
            if line.value and (line in loop.body or (grown and not ends)):
                yield line, "return", {"when": "in the first round" if line in loop.body else "at the first hit"}


def never_reached(tree: ast.FunctionDef, _: Callable) -> Found:
    """Lines behind a return."""
    yield from [(after, "behind", {}) for line, after in zip(tree.body, tree.body[1:]) if isinstance(line, ast.Return)][:1]


def begun_anew(tree: ast.FunctionDef, _: Callable) -> Found:
    """A counter or a list set to its beginning in the loop, though it is used only after it; a sum that is not added to."""
    for loop in _parts(tree, *LOOPS):
        for line in _parts(loop, ast.Assign):
            if not (name := _name(line)) or not _after(name, loop, tree):
                continue
            grown = sum(_grows(name, node, loop) for node in ast.walk(loop))
            if _beginning(line.value) and grown and _reads(name, loop) == grown:
                yield line, "anew" if line in loop.body else "set back", {"name": name}
            elif not isinstance(line.value, ast.Constant) and not _reads(name, loop) and _first_value(name, loop, tree):
                yield line, "last", {"name": name}


def _after(name: str, loop: ast.AST, tree: ast.FunctionDef) -> bool:
    """Whether a name is used behind the loop."""
    return any(node.id == name and node.lineno > loop.end_lineno for node in _parts(tree, ast.Name))


def _first_value(name: str, loop: ast.AST, tree: ast.FunctionDef) -> bool:
    """Whether 0 or [] is given to a name before the loop."""
    return any(_name(line) == name and line.lineno < loop.lineno and _beginning(line.value) for line in tree.body)


def missing_brackets(tree: ast.FunctionDef, function: Callable) -> Found:
    """other = image.copy: the method itself, which is not called."""
    called = {id(node.func) for node in _parts(tree, ast.Call)}
    for node in _parts(tree, ast.Attribute):
        if node.attr in METHODS and id(node) not in called and not _module(node.value, function):
            yield node, "brackets", {"name": ast.unparse(node)}


def in_place(tree: ast.FunctionDef, function: Callable) -> Found:
    """losses = losses.append(loss) puts None into losses."""
    alone = {id(line.value) for line in _parts(tree, ast.Expr)}
    for call in _parts(tree, ast.Call):
        verb = call.func
        if isinstance(verb, ast.Attribute) and verb.attr in IN_PLACE and id(call) not in alone:
            if not _module(verb.value, function):
                what = call.args[0] if verb.attr == "shuffle" and call.args else verb.value
                yield call, "in place", {"verb": ast.unparse(verb), "what": ast.unparse(what)}


def not_zipped(tree: ast.FunctionDef, _: Callable) -> Found:
    """for t, p in Y, predicted goes through the two arrays, not through their pairs."""
    for loop in _parts(tree, ast.For):
        if isinstance(loop.iter, ast.Tuple) and isinstance(loop.target, ast.Tuple):
            if all(isinstance(each, ast.Name) for each in loop.iter.elts):
                yield loop, "zip", {"names": ", ".join(map(ast.unparse, loop.iter.elts))}


def entries_as_places(tree: ast.FunctionDef, _: Callable) -> Found:
    """for n in Y: … Y[n] takes a label for a place."""
    for loop in _parts(tree, ast.For):
        whole, entry = ast.unparse(loop.iter), ast.unparse(loop.target)
        for node in _parts(loop, ast.Subscript):
            if isinstance(loop.iter, ast.Name) and f"{whole}[{entry}]" == ast.unparse(node):
                yield node, "entry", {"entry": entry, "whole": whole}


def lost(tree: ast.FunctionDef, function: Callable) -> Found:
    """A line that computes and keeps nothing: row.reshape(15), count + 1, rows[n] == 1."""
    for line in _parts(tree, ast.Expr):
        value = line.value
        if isinstance(value, ast.Compare) and isinstance(value.ops[0], ast.Eq):
            yield line, "compares", {"kept": f"{ast.unparse(value.left)} = {ast.unparse(value.comparators[0])}"}
        elif kept := _kept(value, function):
            yield line, "lost", {"kept": kept}


def _kept(value: ast.expr, function: Callable) -> str | None:
    """How to keep what a line computes; None where it does not compute a thing that is lost."""
    if isinstance(value, ast.BinOp):
        left, right = ast.unparse(value.left), ast.unparse(value.right)
        sign = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}.get(type(value.op))
        if not sign or not isinstance(value.left, (ast.Name, ast.Subscript)):
            return A_NAME
        counts = isinstance(value.right, ast.Constant)  # W -= step would write into the array of the caller
        return f"{left} {sign}= {right}" if counts else f"{left} = {left} {sign} {right}"
    if not isinstance(value, ast.Call) or not isinstance(verb := value.func, ast.Attribute):
        return None
    if _module(verb.value, function):
        given = function.__globals__[verb.value.id]
        return A_NAME if verb.attr not in WRITES and given.__name__ in ("numpy", "firstnn") else None
    return f"{ast.unparse(verb.value)} = {ast.unparse(value)}" if verb.attr in GIVES_NEW else None


A_NAME = "a name and = in front of it"
WRITES = frozenset("put place putmask copyto fill_diagonal set_printoptions seterr".split())


def the_same_object(tree: ast.FunctionDef, _: Callable) -> Found:
    """pixel is 0"""
    for node in _parts(tree, ast.Compare):
        sign = {ast.Is: "==", ast.IsNot: "!="}.get(type(node.ops[0]))
        if sign and ast.unparse(node.comparators[0]) not in ("None", "True", "False"):
            yield node, "is", {"sign": sign}


def only_a_name(tree: ast.FunctionDef, _: Callable) -> Found:
    """for z in row: z = 0 changes no entry of row."""
    for loop in _parts(tree, ast.For):
        for line in _parts(loop, ast.Assign):
            name = _name(line)
            used = any(node.id == name and node.lineno > line.lineno for node in _parts(loop, ast.Name))
            if name in _stores(loop.target) and not used:
                yield line, "name", {"name": name}


def overwritten(tree: ast.FunctionDef, _: Callable) -> Found:
    """Y = np.array([3, 0]) at the top, and total = … twice: a value that is replaced before it is used."""
    arguments = {argument.arg for argument in tree.args.args}
    waiting = set(arguments)
    for line in tree.body:
        waiting = {name for name in waiting if not _reads(name, line)}
        if isinstance(line, BLOCKS):
            waiting -= _stores(line)
        elif isinstance(line, ast.Assign):
            for name in sorted(_stores(line) & waiting):
                yield line, "given" if name in arguments else "before", {"name": name}
            waiting |= _stores(line)


def into_a_copy(tree: ast.FunctionDef, _: Callable) -> Found:
    """damaged.flatten()[places] = 1.0"""
    for line in _parts(tree, ast.Assign):
        place = line.targets[0]
        if isinstance(place, ast.Subscript) and isinstance(made := place.value, ast.Call):
            if isinstance(made.func, ast.Attribute) and made.func.attr in ("flatten", "copy", "astype", "tolist"):
                yield line, "copy", {"made": ast.unparse(made)}


def axes_counted(tree: ast.FunctionDef, _: Callable) -> Found:
    """len(np.where(a != b))"""
    for node in _parts(tree, ast.Call):
        if re.match(r"len\(np\.(where|nonzero)\(", ast.unparse(node)) and isinstance(node.args[0], ast.Call):
            yield node, "axes", {}


def of_the_notebook(tree: ast.FunctionDef, function: Callable) -> Found:
    """An argument that is never used, and a name of the notebook in its place."""
    for name in _unused(tree)[:1]:
        yield from [(node, "notebook", {"name": name, "other": node.id}) for node in _foreign(tree, function)[:1]]


AT_ONCE = missing_brackets, in_place, not_zipped, entries_as_places, of_the_notebook  # these can make their own line fail
HABITS = (
    *AT_ONCE, turned_operators, return_in_loop, never_reached, begun_anew, lost, the_same_object, only_a_name, overwritten,
    into_a_copy, axes_counted,
)  # fmt: skip


# ---- names


def _unused(tree: ast.FunctionDef) -> list[str]:
    """The arguments that are never used."""
    names = [argument.arg for argument in tree.args.args]
    return [name for name in names if not any(_reads(name, line) for line in tree.body)]


def _foreign(tree: ast.FunctionDef, function: Callable) -> list[ast.Name]:
    """The names of data of the notebook that a function reads."""
    own = _stores(tree) | {each.arg for part in _parts(tree, ast.arguments) for each in part.args}
    called = {id(node.func) for node in _parts(tree, ast.Call)}
    names = [node for line in tree.body for node in _parts(line, ast.Name) if node.id not in own and id(node) not in called]
    data = {name for name, value in function.__globals__.items() if not isinstance(value, CODE) and not callable(value)}
    return sorted((node for node in names if node.id in data - ALLOWED), key=lambda node: (node.lineno, node.col_offset))


def from_the_notebook(function: Any) -> str | None:
    """A sentence on a name of the notebook that a function reads beside what it is given; None if there is none."""
    tree = tree_of(function)
    if not isinstance(tree, ast.FunctionDef) or not (foreign := _foreign(tree, function)):
        return None
    return (
        f"Your function uses {foreign[0].id}, a name of the notebook. The check gives it other data, of other sizes: use "
        "the arguments alone."
    )


# ---- what may be the reason


def remarks(function: Any, arguments: tuple) -> Iterator[str]:
    """What is true of the source, and may be why the answer to these arguments is wrong."""
    tree = tree_of(function)
    if not isinstance(tree, ast.FunctionDef):
        return
    if said := from_the_notebook(function):
        yield said
    if unused := _unused(tree):
        yield f"Your function never uses its {plural(len(unused), 'argument').partition(' ')[2]} {listed(unused)}."
    yield from _places_left_out(tree, arguments)
    yield from _each_with_each(tree)
    filled = {id(node.value) for node in _parts(tree, ast.Subscript) if isinstance(node.ctx, ast.Store)}
    used = {node.id for node in _parts(tree, ast.Name) if isinstance(node.ctx, ast.Load) and id(node) not in filled}
    for name in [name for line in _parts(tree, ast.Assign) if (name := _name(line)) and name not in used][:1]:
        yield f"Your function never uses {name} after giving it a value."
    whole = [node for node in _parts(tree, ast.BinOp) if isinstance(node.op, ast.FloorDiv)]
    inside = {id(part) for node in _parts(tree, ast.Subscript) for part in ast.walk(node.slice)}
    if any(id(node) not in inside for node in whole):
        yield "// divides into whole numbers, and the rest is lost. / keeps it."


def _places_left_out(tree: ast.FunctionDef, arguments: tuple) -> Iterator[str]:
    """range(1, …), range(len(Y) - 1) and range(3), as places in an argument; and / 3."""
    names = {argument.arg for argument in tree.args.args}
    sizes = {size for each in arguments if isinstance(each, np.ndarray) for size in (*each.shape, each.size)}
    for loop in _parts(tree, ast.For, ast.comprehension):
        steps, place = ast.unparse(loop.iter), ast.unparse(loop.target)
        places = [node for node in _parts(tree, ast.Subscript) if _reads(place, node.slice)]
        if not any(isinstance(node.value, ast.Name) and node.value.id in names for node in places):
            continue
        if steps.startswith("range(1,"):
            yield f"{steps} begins at 1, so place 0 is left out. Places are counted from 0."
        elif re.search(r"^range\(.*\) - 1\)$", steps):
            yield f"{steps} leaves the last place out: range(…) itself ends one before its number."
        elif (found := re.search(r"^range\((\d+)\)$", steps)) and int(found[1]) not in sizes:
            yield f"{steps} holds a fixed number, and the check gives other sizes too. len(…) finds the number of rows."
    for node in _parts(tree, ast.BinOp):
        number = node.right.value if isinstance(node.op, ast.Div) and isinstance(node.right, ast.Constant) else 0
        if sizes and isinstance(number, int) and number > 2 and number not in sizes:
            yield f"/ {number} holds a fixed number, and the check gives other sizes too. len(…) finds the number of rows."


def _each_with_each(tree: ast.FunctionDef) -> Iterator[str]:
    """for x in a: for y in b: …"""
    names = {argument.arg for argument in tree.args.args}
    for loop in _parts(tree, ast.For):
        for inner in _parts(loop, ast.For):
            one, other = ast.unparse(loop.iter), ast.unparse(inner.iter)
            if one != other and {one, other} <= names:
                yield (
                    f"A loop over {other} inside a loop over {one} takes each entry of {one} with each of {other}. Pairs "
                    f"come from one loop, over zip({one}, {other})."
                )


def lacks(function: Any, pattern: str) -> bool:
    """Whether nothing like this stands in the function."""
    tree = tree_of(function)
    lines = [ast.unparse(line) for line in getattr(tree, "body", ())] if isinstance(tree, ast.FunctionDef) else [pattern]
    return not any(re.search(pattern, line) for line in lines if line[:1] not in "'\"")


def nothing_back(function: Any) -> str:
    """Why a function gives None back: what stands in the place of a return."""
    tree = tree_of(function)
    if not isinstance(tree, ast.FunctionDef):
        return NOTHING.format("does its last line begin with return?")
    returns, last = list(_parts(tree, ast.Return)), tree.body[-1]
    if returns and (found := causes(function)):
        return found[0].sentence
    printed = [node for node in _parts(tree, ast.Call) if ast.unparse(node.func) == "print"]
    if printed and (not returns or any(isinstance(each.value, ast.Call) and each.value in printed for each in returns)):
        return NOTHING.format("print shows a value on the screen, return hands it back. Write return in place of print.")
    if any(each.value is None for each in returns):
        return NOTHING.format("return stands alone. What comes back is written behind it, in the same line.")
    if returns and isinstance(last, BLOCKS):
        return NOTHING.format("it came to its end without meeting a return. One under an if or in a loop may never be met.")
    if isinstance(last, ast.Expr):
        return NOTHING.format(f"does its last line begin with return? Write `return {_text(last, function)}`.")
    if name := _name(last):
        return NOTHING.format(f"does its last line begin with return? Add the line `return {name}`.")
    return NOTHING.format("does its last line begin with return? It stands at the left, below any loop.")


NOTHING = "Your function gives nothing back: {}"
