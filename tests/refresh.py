"""Format and execute every notebook, and tidy what is stored: python tests/refresh.py [--check] [notebook ...]

A second run on the same machine changes no byte, which --check shows: it writes nothing, names the notebooks that a
refresh would change, and exits with 1 if there are any. A notebook is replaced as a whole or not at all.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import strict
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
LANGUAGE = {
    "name": "python",
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}  # without the version of Python, which differs from machine to machine
KEPT_OF_A_CELL = ("slideshow", "tags", "jupyter", "scrolled", "homework")


def formatted(path: Path) -> nbformat.NotebookNode:
    """The notebook with its code as ruff formats it."""
    command = [sys.executable, "-m", "ruff", "format", "--quiet", f"--stdin-filename={path}", "-"]
    text = subprocess.run(command, input=path.read_text(encoding="utf-8"), check=True, capture_output=True, encoding="utf-8")
    return nbformat.reads(text.stdout, as_version=4)


def execute(path: Path, **variables: str) -> nbformat.NotebookNode:
    """The notebook, run from top to bottom in a fresh strict kernel in its own folder; raises at the first error.

    variables: environment variables for its kernel.
    """
    notebook = formatted(path)
    NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(path.parent)}},
    ).execute(env=os.environ | strict.environment() | variables)
    return notebook


def tidy(notebook: nbformat.NotebookNode) -> str:
    """The notebook as text, without anything that changes from run to run or that a reader cannot use."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": LANGUAGE,
    }
    for cell in notebook.cells:
        cell.metadata = {key: cell.metadata[key] for key in KEPT_OF_A_CELL if key in cell.metadata}
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_VIEW, None)
            if "metadata" in output:
                output.metadata = {}
    nbformat.validate(notebook)
    return nbformat.writes(notebook).rstrip("\n") + "\n"


def replace(path: Path, text: str) -> None:
    """Write the notebook beside the old one, then put it in its place: an interrupt leaves one of them whole."""
    new = path.with_suffix(".new")
    try:
        new.write_text(text, encoding="utf-8", newline="\n")
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def named(names: list[str]) -> list[Path]:
    """The notebooks of these names, such as 01_data; all where there are none."""
    return [NOTEBOOKS / f"{Path(name).stem}.ipynb" for name in names] or sorted(NOTEBOOKS.glob("*.ipynb"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing, name what would change")
    parser.add_argument("notebooks", nargs="*", help="names such as 01_data; all by default")
    given = parser.parse_args()
    stale = 0
    for path in named(given.notebooks):
        text = tidy(execute(path))
        same = path.read_text(encoding="utf-8") == text
        stale += not same
        if not same and not given.check:
            replace(path, text)
        print(f"{path.name}: {'unchanged' if same else 'would change' if given.check else 'refreshed'}")
    return 1 if given.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
