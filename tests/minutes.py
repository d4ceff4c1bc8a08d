"""How long a notebook takes a beginner, by the formula of the course: python tests/minutes.py [notebook ...]

200 words of prose a minute, 6 seconds a line of code, 20 seconds a Predict, 4 minutes an exercise, 3 minutes a panel.
Only the main path counts: what stands under the heading "Going further" has no part in it.
"""

import re
import sys
from pathlib import Path

import nbformat

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
STATED = re.compile(r"\*\*Time\*\*: (\d+) minutes to read along, (\d+) with all exercises")


def main_path(notebook: nbformat.NotebookNode) -> list:
    """The cells before the heading "Going further"."""
    further = [k for k, cell in enumerate(notebook.cells) if re.match(r"## Going further", cell.source)]
    return notebook.cells[: further[0]] if further else notebook.cells


def words(cells: list) -> int:
    """Words of prose, folds included; formulas, pictures and links count by what is read of them."""
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    text = re.sub(r"```.*?```|<[^>]+>|\]\([^)]*\)|\|[-|: ]+\|", " ", text, flags=re.S)
    return len(re.findall(r"\w[\w'’−.-]*", text))


def minutes(notebook: nbformat.NotebookNode) -> tuple[float, float]:
    """Minutes to read along without the exercises, and with all of them."""
    cells = main_path(notebook)
    work = [cell for cell in cells if {"exercise", "solution"} & set(cell.metadata.get("tags", []))]
    lesson = [cell for cell in cells if cell not in work]
    lines = sum(len(cell.source.splitlines()) for cell in lesson if cell.cell_type == "code")
    predicts = sum(cell.source.count("**Predict.**") for cell in lesson)
    reading = words(lesson) / 200 + lines * 6 / 60 + predicts * 20 / 60
    exercises = sum("exercise" in cell.metadata.get("tags", []) for cell in cells)
    panels = sum("widgets." in cell.source for cell in cells if cell.cell_type == "code" and "_panel(" in cell.source)
    return reading, reading + words(work) / 200 + 4 * exercises + 3 * panels


def main() -> None:
    for path in [NOTEBOOKS / f"{Path(name).stem}.ipynb" for name in sys.argv[1:]] or sorted(NOTEBOOKS.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        stated = STATED.search("\n".join(cell.source for cell in notebook.cells))
        reading, everything = minutes(notebook)
        print(f"{path.stem:22} {reading:5.1f} to read along, {everything:5.1f} with all exercises; stated: "
              f"{' and '.join(stated.groups()) if stated else 'nothing'}")  # fmt: skip


if __name__ == "__main__":
    main()
