"""A cell run too early: after the red error of a missing name, a sentence says where the name is made, and what to press.

firstnn.check calls register() when it is imported in IPython; outside of IPython nothing happens.
"""

import ast
import json
import os
from pathlib import Path
from typing import Any

OWN_NAMES = ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp  # what they name stays inside
AGAIN = "Click this cell, choose Run → Run All Above Selected Cell, then run this cell again."
MADE = "{name} is made in a cell further up, under the heading “{heading}”. " + AGAIN
ABOVE = "{name} has no value yet. If a cell further up makes it, that cell has not run. " + AGAIN


def register() -> None:
    """Have NameErrors explained in this IPython, if there is one."""
    try:
        from IPython import get_ipython

        get_ipython().set_custom_exc((NameError,), explain)
    except Exception:
        return


def explain(shell: Any, kind: type, problem: BaseException, trace: Any, tb_offset: int | None = None) -> list[str]:
    """The usual traceback, then the sentence; never an exception of its own."""
    shell.showtraceback((kind, problem, trace), tb_offset=tb_offset)
    try:
        print(sentence(getattr(problem, "name", None) or "A name", this_notebook()))
    except Exception:
        print(AGAIN)
    return []


def sentence(name: str, cells: list[dict]) -> str:
    """Where a name is made, by the heading above that cell, and what to do."""
    heading = None
    for cell in cells:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            heading = next((line.lstrip("# ") for line in source.split("\n")[::-1] if line.startswith("#")), heading)
        elif cell["cell_type"] == "code" and name in names_made(source):
            return MADE.format(name=name, heading=heading) if heading else ABOVE.format(name=name)
    return ABOVE.format(name=name)


def this_notebook() -> list[dict]:
    """The cells of the notebook that this kernel belongs to, where its file can be found; otherwise none."""
    try:
        return json.loads(Path(os.environ["JPY_SESSION_NAME"]).read_text(encoding="utf-8"))["cells"]
    except Exception:
        return []


def names_made(source: str) -> set[str]:
    """The names that a cell assigns, defines or imports."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return set()
    found, open_nodes = set(), list(tree.body)
    while open_nodes:
        node = open_nodes.pop()
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif not isinstance(node, OWN_NAMES):
            open_nodes += ast.iter_child_nodes(node)
    return found
