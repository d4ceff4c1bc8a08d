"""The pages of the course as they are installed, and what is made of them: a learner's edition, a homework edition."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from firstnn.course.trouble import Trouble

FIRST = "00_welcome.ipynb"
Notebook = dict[str, Any]


def installed() -> Path:
    """The folder of the executed pages: inside an installed package, or beside the package in a checkout."""
    package = Path(__file__).resolve().parent.parent
    for place in (package / "notebooks", package.parent / "notebooks"):
        if (place / FIRST).is_file():
            return place
    raise Trouble("The notebooks of the course do not lie beside the package firstnn. Install it again.")


def pages() -> dict[str, bytes]:
    """Each file of the course, by its name: notebooks, the glossary and what they need."""
    files = sorted(path for path in installed().iterdir() if path.is_file())
    return {path.name: path.read_bytes() for path in files if path.suffix != ".py" and not path.name.startswith(".")}


def read(data: bytes) -> Notebook:
    """The notebook; raises ValueError where this is not one."""
    try:
        notebook = json.loads(data.decode("utf-8-sig"))
        notebook["cells"] = [cell | {"source": "".join(cell["source"])} for cell in notebook["cells"]]
    except (KeyError, TypeError, RecursionError, AttributeError) as problem:
        raise ValueError(f"not a notebook: {problem!r}") from problem
    return notebook


def written(notebook: Notebook) -> bytes:
    """The notebook as JupyterLab writes it."""
    cells = [cell | {"source": cell["source"].splitlines(keepends=True)} for cell in notebook["cells"]]
    return (json.dumps(notebook | {"cells": cells}, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()


def without_outputs(notebook: Notebook) -> Notebook:
    """The same cells with no outputs and no execution counts."""
    empty = {"outputs": [], "execution_count": None}
    cells = [cell | empty if cell["cell_type"] == "code" else cell for cell in notebook["cells"]]
    metadata = {key: value for key, value in notebook["metadata"].items() if key != "widgets"}
    return notebook | {"cells": cells, "metadata": metadata}


def without_answers(notebook: Notebook) -> Notebook:
    """No solutions, and the homework's lines in the place of the lesson's own version of what an exercise asks for."""
    cells = [asked(cell) for cell in notebook["cells"] if "solution" not in tags(cell)]
    return without_outputs(notebook | {"cells": cells})


def asked(cell: Notebook) -> Notebook:
    """The cell as it stands in the homework."""
    if "answer" not in tags(cell):
        return cell
    metadata = cell["metadata"] | {"tags": [tag for tag in tags(cell) if tag != "answer"]}
    return cell | {"source": metadata.pop("homework", ""), "metadata": metadata}


def tags(cell: Notebook) -> list[str]:
    return cell.get("metadata", {}).get("tags", [])


def edition(change: Callable[[Notebook], Notebook]) -> dict[str, bytes]:
    """All files, each notebook of them changed."""
    files = pages()
    for name in filter(is_notebook, files):
        try:
            files[name] = written(change(read(files[name])))
        except (ValueError, KeyError) as problem:
            raise Trouble(f"{name}, as installed, is not a whole notebook. Install the course again.") from problem
    return files


def is_notebook(name: str) -> bool:
    return name.endswith(".ipynb")


def work(name: str, data: bytes) -> str:
    """A digest of what somebody wrote: the text and the order of the cells, empty ones and outputs left out.

    JupyterLab changes outputs, counts, ids and metadata when it saves; none of these is a learner's text.
    """
    try:
        cells = read(data)["cells"] if is_notebook(name) else None
        content = cells and [[cell["cell_type"], cell["source"].strip(), cell.get("attachments")] for cell in cells]
    except (ValueError, KeyError):
        content = None
    if content is None:
        content = data.decode("utf-8", "surrogateescape").replace("\r\n", "\n")
    else:
        content = [cell for cell in content if cell[1] or cell[2]]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def has_outputs(name: str, data: bytes) -> bool:
    """Whether a notebook holds results of a run."""
    try:
        return is_notebook(name) and any(cell.get("outputs") for cell in read(data)["cells"])
    except ValueError:
        return True
