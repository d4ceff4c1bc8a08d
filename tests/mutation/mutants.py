"""The mutants of a module: its source with one small mistake in it, one after the other.

Left as they are: sentences (a text with a blank in it, and the words of an f-string, but not what it fills in), types, and
the numbers in a list of numbers or in what a loop runs through, for these are examples, and others would do as well.
"""

import ast
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from types import CodeType

SWAPPED = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Div, ast.Mod: ast.Mult,
    ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
OPPOSITES = {"max": "min", "argmax": "argmin", "any": "all", "maximum": "minimum"}
OPPOSITES |= {there: here for here, there in OPPOSITES.items()}
SYMMETRIC = {"max", "min", "maximum", "minimum", "array_equal"}
TYPES_ONLY = {"annotation", "returns", "type_params"}


@dataclass
class Mutant:
    """name: where it is and what was changed; lines: of the statement it is in; once: that runs once, for all the tests."""

    name: str
    lines: range
    once: bool
    code: CodeType


@dataclass
class Spot:
    """A place in the tree: container[key], the statement and the functions and classes around it; kept: by a cache."""

    container: list | dict
    key: int | str
    statement: ast.stmt
    inside: tuple[str, ...]
    kept: bool

    @property
    def node(self) -> ast.AST:
        return self.container[self.key]


def mutants(source: str, path: str) -> list[Mutant]:
    """Every mutant of a module; those that read the same are numbered."""
    tree = ast.parse(source)
    found, names = [], {}
    for spot in spots(tree, ast.Pass(), (), False):
        old, before = spot.node, ast.unparse(spot.statement)
        for new in replacements(old):
            spot.container[spot.key] = ast.copy_location(new, old)
            with warnings.catch_warnings(action="ignore"):
                code = compile(ast.fix_missing_locations(tree), path, "exec")
            name = f"{'.'.join(spot.inside) or 'module'}: {change(before, ast.unparse(statement_of(spot, old, new)))}"
            spot.container[spot.key] = old
            names[name] = names.get(name, 0) + 1
            name += f" ({names[name]})" * (names[name] > 1)
            lines = range(spot.statement.lineno, spot.statement.end_lineno + 1)
            once = not spot.inside or spot.kept or isinstance(spot.statement, (ast.FunctionDef, ast.ClassDef))
            found.append(Mutant(name, lines, once, code))
    return found


def spots(node: ast.AST, statement: ast.stmt, inside: tuple[str, ...], kept: bool) -> Iterator[Spot]:
    """Every node under this one that is code and no type."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        inside = (*inside, node.name)
        kept = kept or any("cache" in ast.unparse(decorator) for decorator in node.decorator_list)
    for field, value in ast.iter_fields(node):
        if field in TYPES_ONLY:
            continue
        container, keys = (value, range(len(value))) if isinstance(value, list) else (vars(node), [field])
        for key in keys:
            child = container[key]
            if not isinstance(child, ast.AST) or is_example(child) or (field == "iter" and is_row(child)):
                continue
            if isinstance(node, ast.JoinedStr) and isinstance(child, ast.Constant):
                continue
            if isinstance(node, ast.List) and is_row(child):
                continue
            around = child if isinstance(child, ast.stmt) else statement
            yield Spot(container, key, around, inside, kept)
            if not (isinstance(node, ast.FormattedValue) and field == "format_spec"):
                yield from spots(child, around, inside, kept)


def statement_of(spot: Spot, old: ast.AST, new: ast.AST) -> ast.AST:
    return new if old is spot.statement else spot.statement


def replacements(node: ast.AST) -> Iterator[ast.AST]:
    """What stands in the place of a node, one mistake after the other."""
    match node:
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value) | float(value)):
            yield ast.Constant(value + 1)
        case ast.Constant(value=str(value)) if not any(mark.isspace() for mark in value):
            yield ast.Constant("" if value else "X")
        case ast.BinOp(left, op, right) if type(op) in SWAPPED:
            yield ast.BinOp(left, SWAPPED[type(op)](), right)
        case ast.AugAssign(target, op, value):
            yield ast.AugAssign(target, SWAPPED[type(op)](), value)
            yield ast.Pass()
        case ast.Compare(left, ops, right):
            for k, op in enumerate(ops):
                yield ast.Compare(left, [*ops[:k], SWAPPED[type(op)](), *ops[k + 1 :]], right)
        case ast.BoolOp(op, values):
            for k in range(len(values)):
                rest = values[:k] + values[k + 1 :]
                yield ast.BoolOp(op, rest) if len(rest) > 1 else rest[0]
        case ast.UnaryOp(op, operand) if not isinstance(operand, ast.Constant) or isinstance(op, ast.Not):
            yield operand
        case ast.IfExp(_, body, orelse):
            yield body
            yield orelse
        case ast.If(_, body, orelse):
            yield ast.If(ast.Constant(True), body, orelse)
            yield ast.If(ast.Constant(False), body, orelse)
        case ast.comprehension(target, source, ifs) if ifs:
            yield ast.comprehension(target, source, [], 0)
        case ast.List(elements):
            for k in (k for k, each in enumerate(elements) if names_a_mistake(each)):
                yield ast.List(elements[:k] + elements[k + 1 :], ast.Load())
        case ast.Dict(keys, values):
            for k in (k for k, each in enumerate(values) if is_wording(each)):
                yield ast.Dict(keys[:k] + keys[k + 1 :], values[:k] + values[k + 1 :])
        case ast.Call(function, arguments, keywords):
            yield from calls(function, arguments, keywords)
        case ast.Expr(ast.Call()) | ast.Raise() | ast.Continue() | ast.Break():
            yield ast.Pass()
        case ast.Assign([ast.Subscript() | ast.Attribute()]):
            yield ast.Pass()
        case ast.ExceptHandler(kind, name, body):
            yield ast.ExceptHandler(kind, name, [ast.Raise()])


def calls(function: ast.expr, arguments: list[ast.expr], keywords: list[ast.keyword]) -> Iterator[ast.AST]:
    """A call with a keyword left out, with two arguments exchanged, of the opposite; or what it was called on, uncalled."""
    for k in range(len(keywords)):
        yield ast.Call(function, arguments, keywords[:k] + keywords[k + 1 :])
    name = getattr(function, "attr", getattr(function, "id", ""))
    for k, (a, b) in enumerate(pairwise(arguments) if name not in SYMMETRIC else ()):
        if not is_wording(a) and not is_wording(b) and not isinstance(a, ast.Starred) and ast.dump(a) != ast.dump(b):
            yield ast.Call(function, [*arguments[:k], b, a, *arguments[k + 2 :]], keywords)
    match function, arguments, keywords:
        case ast.Attribute(value, name), _, _ if name in OPPOSITES:
            yield ast.Call(ast.Attribute(value, OPPOSITES[name], ast.Load()), arguments, keywords)
        case ast.Name(name), _, _ if name in OPPOSITES:
            yield ast.Call(ast.Name(OPPOSITES[name], ast.Load()), arguments, keywords)
        case ast.Attribute(value), [], []:
            yield value
        case ast.Attribute(ast.Name("np")), [argument], [] if not isinstance(argument, ast.Starred):
            yield argument


def is_number(node: ast.AST) -> bool:
    return isinstance(node.operand if isinstance(node, ast.UnaryOp) else node, ast.Constant)


def is_row(node: ast.AST) -> bool:
    return isinstance(node, (ast.List, ast.Tuple)) and all(map(is_number, node.elts))


def is_example(node: ast.AST) -> bool:
    """A list of numbers, of rows of numbers or of such lists; or the array made of one."""
    match node:
        case ast.Call(ast.Attribute(ast.Name("np"), "array"), [numbers], []):
            return is_example(numbers)
        case ast.List(elements):
            return all(is_number(each) or is_row(each) or is_example(each) for each in elements)
    return False


def names_a_mistake(node: ast.AST) -> bool:
    """Mistake(wrong, "sentence") or (wrong, "sentence")."""
    elements = node.args if isinstance(node, ast.Call) else getattr(node, "elts", [])
    return len(elements) > 1 and not is_wording(elements[0])


def is_wording(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def change(before: str, after: str) -> str:
    """The place where two texts differ, with a few characters around it: sum(axis=[1 → 2], keepdims=True)."""
    before, after = " ".join(before.split()), " ".join(after.split())
    shortest = min(len(before), len(after))
    start = next((k for k in range(shortest) if before[k] != after[k]), shortest)
    end = next((k for k in range(shortest - start) if before[-1 - k] != after[-1 - k]), shortest - start)
    while start and before[start - 1].isalnum():
        start -= 1
    while end and before[len(before) - end].isalnum():
        end -= 1
    old, new = (short(text[start : len(text) - end]) for text in (before, after))
    return f"{before[max(0, start - 30) : start]}[{old} → {new}]{before[len(before) - end :][:20]}"


def short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:40]} … {text[-15:]}"
