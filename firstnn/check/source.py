"""What can be read off the learner's own lines, for certain: by the syntax tree of the function, never by running it."""

import ast
import inspect
import linecache
import textwrap
from collections.abc import Callable, Iterator
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any, NamedTuple

METHODS = frozenset(
    "all any append argmax argmin copy flatten item max mean min ravel reshape round sort sum tolist".split()
)
LOOPS = ast.For, ast.While


class Cause(NamedTuple):
    """A mistake that stands in the learner's source: the number of its line, and the sentence about it."""

    line: int
    sentence: str


def tree_of(function: Any) -> ast.FunctionDef | ast.Lambda | None:
    """The syntax tree of a function, with the line numbers of its file or cell; None where the source cannot be read."""
    try:
        lines, first = inspect.getsourcelines(function)
        tree = ast.parse(textwrap.dedent("".join(lines)))
    except Exception:
        return None
    ast.increment_lineno(tree, max(first, 1) - 1)
    if tree.body and isinstance(tree.body[0], ast.FunctionDef):
        return tree.body[0]
    lambdas = [node for node in ast.walk(tree) if isinstance(node, ast.Lambda)]
    return lambdas[0] if len(lambdas) == 1 else None


def unknown(function: Any) -> bool:
    """Whether this is a function with a name whose source cannot be read."""
    return tree_of(function) is None and getattr(function, "__name__", "") != "<lambda>"


def idle(tree: ast.FunctionDef | ast.Lambda | None) -> bool:
    """Whether nothing is written in a function but a docstring, dots, pass, or a return of nothing."""
    if tree is None:
        return False
    if isinstance(tree, ast.Lambda):
        return _nothing(tree.body)
    return all(
        isinstance(line, ast.Pass)
        or (isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant))
        or (isinstance(line, ast.Return) and _nothing(line.value))
        for line in tree.body
    )


def _nothing(value: ast.expr | None) -> bool:
    return value is None or (isinstance(value, ast.Constant) and value.value in (None, ...))


def text_of(tree: ast.AST, function: Callable) -> str:
    """The lines of a node, as the learner wrote them."""
    filename = function.__code__.co_filename
    lines = [linecache.getline(filename, number) for number in range(tree.lineno, tree.end_lineno + 1)]
    return " ".join(" ".join(lines).split())


def causes(function: Any) -> list[Cause]:
    """All certain mistakes in the source, in the order of the lines."""
    tree = tree_of(function)
    if not isinstance(tree, ast.FunctionDef):
        return []
    found = [cause for habit in HABITS for cause in habit(tree, function)]
    return sorted(found)


# ---- each habit: the tree of a function and the function itself, giving the causes of one kind


def turned_operators(tree: ast.FunctionDef, function: Callable) -> Iterator[Cause]:
    """count =+ 1 gives count the value +1."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.UnaryOp) and isinstance(node.targets[0], ast.Name):
            name, line = node.targets[0].id, text_of(node, function)
            for sign in "+-":
                if f"={sign} " in line and f"= {sign}" not in line:
                    verb = {"+": "add", "-": "take away"}[sign]
                    anew = f"`{line}` gives {name} a new value each time. To {verb}, write {name} {sign}= …"
                    yield Cause(node.lineno, anew)


def return_in_loop(tree: ast.FunctionDef, _: Callable) -> Iterator[Cause]:
    """A loop that returns on its first way round."""
    for loop in _loops(tree):
        for line in loop.body:
            if isinstance(line, ast.Return) and line.value is not None:
                yield Cause(
                    line.lineno,
                    "return stands inside the loop, so your function ends in the first round. Move it to the left, under "
                    "the for, so that it comes after the loop.",
                )


def begun_anew(tree: ast.FunctionDef, _: Callable) -> Iterator[Cause]:
    """A counter or a list set to its beginning in each round, though it is used only after the loop."""
    for loop in tree.body:
        if not isinstance(loop, LOOPS):
            continue
        for line in loop.body:
            if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name) and _beginning(line.value):
                name = line.targets[0].id
                inside = _reads(name, loop) - sum(_grows(name, node) for node in ast.walk(loop))
                after = [node for node in tree.body if node.lineno > loop.end_lineno]
                if not inside and any(_grows(name, node) for node in ast.walk(loop)) and any(_reads(name, n) for n in after):
                    yield Cause(
                        line.lineno,
                        f"{name} begins anew in each round of the loop, so only the last round counts. Give it its first "
                        "value before the loop.",
                    )


def _loops(tree: ast.AST) -> Iterator[ast.For | ast.While]:
    return (node for node in ast.walk(tree) if isinstance(node, LOOPS))


def _beginning(value: ast.expr) -> bool:
    """0, 0.0, [], or np.zeros(…)."""
    if isinstance(value, ast.Call):
        return isinstance(value.func, ast.Attribute) and value.func.attr == "zeros"
    return (isinstance(value, ast.Constant) and value.value in (0, 1)) or (isinstance(value, ast.List) and not value.elts)


def _grows(name: str, node: ast.AST) -> bool:
    """Whether a node is name += …, name.append(…), or name = name + …; each of them reads the name once."""
    if isinstance(node, ast.AugAssign):
        return False if not isinstance(node.target, ast.Name) else node.target.id == name
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "append":
        return isinstance(node.func.value, ast.Name) and node.func.value.id == name
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == name:
        return _reads(name, node.value) == 1
    return False


def _reads(name: str, tree: ast.AST) -> int:
    """How often the value of a name is used in a tree; += uses it too."""
    loads = sum(isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Load) for n in ast.walk(tree))
    return loads + sum(
        isinstance(n, ast.AugAssign) and isinstance(n.target, ast.Name) and n.target.id == name for n in ast.walk(tree)
    )


def missing_brackets(tree: ast.FunctionDef, function: Callable) -> Iterator[Cause]:
    """other = image.copy: the method itself, which is not called."""
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in METHODS and id(node) not in called:
            if isinstance(node.value, ast.Name) and not _is_module(node.value.id, function):
                name = f"{node.value.id}.{node.attr}"
                yield Cause(
                    node.lineno,
                    f"{name} without brackets is the method itself. Brackets call it, also empty ones: {name}().",
                )


def _is_module(name: str, function: Callable) -> bool:
    value = function.__globals__.get(name)
    return isinstance(value, (ModuleType, type))


def append_assigned(tree: ast.FunctionDef, _: Callable) -> Iterator[Cause]:
    """losses = losses.append(loss) puts None into losses."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and isinstance(node.targets[0], ast.Name):
            call, name = node.value.func, node.targets[0].id
            if isinstance(call, ast.Attribute) and call.attr in ("append", "sort") and isinstance(call.value, ast.Name):
                if call.value.id == name:
                    yield Cause(
                        node.lineno,
                        f"{name}.{call.attr}(…) changes {name} in place and gives nothing back, so `{name} =` in front of "
                        f"it loses the list. Write {name}.{call.attr}(…) alone.",
                    )


def not_zipped(tree: ast.FunctionDef, _: Callable) -> Iterator[Cause]:
    """for t, p in Y, predicted goes through the two arrays, not through their pairs."""
    for loop in _loops(tree):
        if isinstance(loop, ast.For) and isinstance(loop.iter, ast.Tuple) and isinstance(loop.target, ast.Tuple):
            names = ", ".join(map(ast.unparse, loop.iter.elts))
            yield Cause(loop.lineno, f"This loop takes one whole array after the other. Pairs come from zip: zip({names}).")


def entries_as_places(tree: ast.FunctionDef, _: Callable) -> Iterator[Cause]:
    """for n in Y: … Y[n] takes a label for a place."""
    for loop in _loops(tree):
        if isinstance(loop, ast.For) and isinstance(loop.iter, ast.Name) and isinstance(loop.target, ast.Name):
            whole, entry = loop.iter.id, loop.target.id
            for node in ast.walk(loop):
                if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == whole:
                    if isinstance(node.slice, ast.Name) and node.slice.id == entry:
                        yield Cause(
                            node.lineno,
                            f"`for {entry} in {whole}` gives the entries of {whole}, and {whole}[{entry}] takes an entry "
                            f"for a place. For the places write `for {entry} in range(len({whole}))`.",
                        )
                        break


HABITS = (turned_operators, return_in_loop, begun_anew, missing_brackets, append_assigned, not_zipped, entries_as_places)


def from_the_notebook(function: Any) -> str | None:
    """A sentence on the names of the notebook that a function reads in place of what it is given; None if there are none."""
    tree = tree_of(function)
    if not isinstance(tree, ast.FunctionDef):
        return None
    arguments = [argument.arg for argument in tree.args.args]
    loads = {n.id for line in tree.body for n in ast.walk(line) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    stores = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    inner = {a.arg for n in ast.walk(tree) if isinstance(n, ast.arguments) for a in n.args}
    code = (FunctionType, BuiltinFunctionType, ModuleType, type)
    foreign = [
        name
        for name in sorted(loads - stores - inner)
        if name in function.__globals__ and not isinstance(function.__globals__[name], code)
        and not callable(function.__globals__[name])
    ]  # fmt: skip
    if not foreign:
        return None
    unused = [name for name in arguments if name not in loads]
    if unused:
        return f"Your function never uses its argument {unused[0]}: it uses {foreign[0]}, a name of the notebook, instead."
    return (
        f"Your function uses {foreign[0]}, a name of the notebook. The check gives it other data, of other sizes: use the "
        "arguments alone."
    )
