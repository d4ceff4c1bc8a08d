"""Execute every notebook in a fresh kernel and tidy what is stored: python tests/refresh.py [--check] [notebook ...]

A second run on the same machine changes no byte. --check writes nothing, names the notebooks that a refresh would
change, and exits with 1 if there are any.
"""

import argparse
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
KEPT_OF_A_CELL = ("slideshow", "tags", "jupyter", "scrolled")


def execute(path: Path) -> nbformat.NotebookNode:
    """The notebook, run from top to bottom in a fresh kernel in its own folder; raises at the first error."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(path.parent)}},
    ).execute()
    return notebook


def tidy(notebook: nbformat.NotebookNode) -> str:
    """The notebook as text, without anything that changes from run to run or that a reader cannot use."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        cell.metadata = {key: cell.metadata[key] for key in KEPT_OF_A_CELL if key in cell.metadata}
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_VIEW, None)
            if "metadata" in output:
                output.metadata = {}
    nbformat.validate(notebook)
    return nbformat.writes(notebook).rstrip("\n") + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing, name what would change")
    parser.add_argument("notebooks", nargs="*", help="names such as 01_data; all by default")
    given = parser.parse_args()
    paths = [NOTEBOOKS / f"{Path(name).stem}.ipynb" for name in given.notebooks] or sorted(NOTEBOOKS.glob("*.ipynb"))
    stale = 0
    for path in paths:
        text = tidy(execute(path))
        same = path.read_text(encoding="utf-8") == text
        stale += not same
        if not same and not given.check:
            path.write_text(text, encoding="utf-8", newline="\n")
        print(f"{path.name}: {'unchanged' if same else 'would change' if given.check else 'refreshed'}")
    return 1 if given.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
