"""The web edition of the course: .venv/bin/python .github/site FOLDER

FOLDER then holds the executed pages to read, a deck of slides for each, and, where the extra "site" is installed, the course
to do in the browser (JupyterLite). Any web server can serve it as it is; .github/workflows/pages.yml hands it to GitHub.
"""

import argparse
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import jinja2
import nbformat
from nbconvert import HTMLExporter

from firstnn.course import pages, slides

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
STATED = re.compile(r"\*\*Time\*\*: (\d+) minutes to read along, (\d+) with all exercises")
INSTALL = "%pip install -q firstnn"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the web edition goes")
    parser.add_argument(
        "--repository", default=os.environ.get("GITHUB_REPOSITORY", ""), help="OWNER/NAME on GitHub, for the links to it"
    )
    parser.add_argument(
        "--lab", action=argparse.BooleanOptionalAction, default=has_jupyterlite(), help="with JupyterLite, or without"
    )
    parser.add_argument("--slides", action=argparse.BooleanOptionalAction, default=True, help="with the decks, or without")
    parser.add_argument(
        "--mathjax", type=Path, metavar="FOLDER", help="a copy of MathJax 3 (its npm package), for no internet"
    )
    parser.add_argument("--reveal", type=Path, metavar="FOLDER", help="a copy of reveal.js (its npm package), the same")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    if given.lab:
        build_lab(given.folder / "lab")
    table = write_pages(given.folder, given.lab, given.slides, given.mathjax)
    if given.slides:
        slides.write_decks(lessons(), given.folder / "slides", reveal=given.reveal, mathjax=given.mathjax)
    binder = binder_link(given.repository)
    write_index(given.folder, table, given.lab, given.repository, binder)
    print(f"{len(table)} notebooks in {given.folder},", "to read and to do" if given.lab else "to read")
    if not given.lab:
        print("To do them in the browser as well: pip install -e '.[site]'")
    if binder:
        print(f"On Binder: {binder}")
    return 0


def has_jupyterlite() -> bool:
    """Whether the extra "site" is installed."""
    return all(importlib.util.find_spec(name) for name in ("jupyterlite_core", "jupyterlite_pyodide_kernel"))


def lessons() -> list[Path]:
    """The executed notebooks in the order of the course."""
    return sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))


def binder_link(repository: str) -> str:
    """Where Binder starts this repository; nothing where its owner is not known."""
    return f"https://mybinder.org/v2/gh/{repository}/HEAD?urlpath=lab/tree/my-firstnn/00_welcome.ipynb" if repository else ""


def doing(stem: str) -> str:
    """The address of a notebook in JupyterLite."""
    return f"lab/lab/index.html?path={stem}.ipynb"


# The pages to read


def write_pages(folder: Path, lab: bool, decks: bool, mathjax: Path | None) -> list[dict]:
    """One page for each notebook and for the glossary; gives what the first page says of each notebook."""
    style = (HERE / "style.css").read_text(encoding="utf-8") + slides.highlighting()
    (folder / "style.css").write_text(style, encoding="utf-8")
    common = {"mathjax": slides.mathjax_head(slides.mathjax_beside(folder, mathjax))}
    notebooks = {path.stem: nbformat.read(path, as_version=4) for path in lessons()}
    titles = {stem: slides.title(notebook) for stem, notebook in notebooks.items()}
    for stem, notebook in notebooks.items():
        resources = common | {"doing": doing(stem) if lab else "", "neighbours": neighbours(stem, titles)}
        write_page(folder / f"{stem}.html", notebook, resources)
    write_page(folder / "glossary.html", glossary(), common | {"neighbours": []})
    return [
        {"title": titles[stem], "address": f"{stem}.html", "minutes": ", ".join(minutes(notebook)),
         "doing": doing(stem) if lab else "", "slides": f"slides/{stem}.slides.html" if decks else ""}
        for stem, notebook in notebooks.items()
    ]  # fmt: skip


def write_page(path: Path, notebook: nbformat.NotebookNode, resources: dict) -> None:
    """One page to read."""
    headings = re.findall(r"^## (.+)$", text_of(notebook), re.M)
    sections = [(heading, anchor(heading)) for heading in headings if "`" not in heading and "$" not in heading]
    resources = resources | {"title": slides.title(notebook), "sections": sections}
    html = exporter().from_notebook_node(notebook, resources)[0]
    path.write_text(lower_anchors(slides.linked(html, ".html")), encoding="utf-8")


@cache
def exporter() -> HTMLExporter:
    """nbconvert's exporter with the page of this folder around the notebook."""
    return HTMLExporter(
        raw_template=(HERE / "page.html.j2").read_text(encoding="utf-8"),
        exclude_input_prompt=True,
        exclude_output_prompt=True,
    )


def glossary() -> nbformat.NotebookNode:
    """The glossary as a notebook of one cell."""
    text = (ROOT / "notebooks" / "glossary.md").read_text(encoding="utf-8")
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text)])


def neighbours(stem: str, titles: dict[str, str]) -> list[tuple[str, str, str]]:
    """The notebook before this one and the one after it: word, title and address."""
    stems = list(titles)
    place = stems.index(stem)
    found = [("Before", stems[place - 1])] * (place > 0) + [("Next", other) for other in stems[place + 1 : place + 2]]
    return [(word, titles[other], f"{other}.html") for word, other in found]


def minutes(notebook: nbformat.NotebookNode) -> tuple[str, ...]:
    """The two times that a notebook states."""
    stated = STATED.search(text_of(notebook))
    return stated.groups() if stated else ()


def text_of(notebook: nbformat.NotebookNode) -> str:
    """All prose of a notebook."""
    return "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def anchor(heading: str) -> str:
    """The anchor of a heading, as links of the course write it: lower case, hyphens for spaces."""
    return heading.strip().lower().replace(" ", "-")


def lower_anchors(html: str) -> str:
    """The page with the anchors of its headings, and the links to anchors, in lower case."""
    html = re.sub(r'(<h[1-6] id=")([^"]*)', lambda found: found[1] + found[2].lower(), html)
    return re.sub(r'(href="[\w.]*#)([^"]*)', lambda found: found[1] + found[2].lower(), html)


def write_index(folder: Path, table: list[dict], lab: bool, repository: str, binder: str) -> None:
    """The first page: the doors, and the table of notebooks."""
    template = jinja2.Template((HERE / "index.html.j2").read_text(encoding="utf-8"), autoescape=True)
    address = f"https://github.com/{repository}" if repository else ""
    html = template.render(
        table=table,
        binder=binder,
        repository=address,
        name=address.rpartition("/")[2],
        lab=doing("00_welcome") if lab else "",
    )
    (folder / "index.html").write_text(html, encoding="utf-8")


# The course to do in the browser


def build_lab(folder: Path) -> None:
    """JupyterLite with the learner's copies and the wheel of this package."""
    with tempfile.TemporaryDirectory() as scratch:
        contents, wheels = Path(scratch) / "contents", Path(scratch) / "wheels"
        write_copies(contents)
        shutil.rmtree(ROOT / "build" / "lib", ignore_errors=True)  # where a wheel before this one may have left old modules
        call(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", f"--wheel-dir={wheels}", str(ROOT))
        command = [sys.executable, "-m", "jupyter", "lite", "build", f"--lite-dir={scratch}", f"--contents={contents}"]
        command += [f"--piplite-wheels={wheel}" for wheel in wheels.glob("*.whl")]
        call(*command, f"--output-dir={folder.resolve()}", "--apps=lab", cwd=scratch)


def write_copies(folder: Path) -> None:
    """The learner's copies, each with a first cell that installs the course."""
    folder.mkdir(parents=True)
    for name, data in pages.edition(for_the_browser).items():
        (folder / name).write_bytes(data)


def for_the_browser(notebook: pages.Notebook) -> pages.Notebook:
    """The learner's copy of a notebook, for a kernel that has no package yet."""
    install = {
        "cell_type": "code",
        "id": "install",
        "source": INSTALL,
        "metadata": {},
        "outputs": [],
        "execution_count": None,
    }
    kernel = {"kernelspec": {"display_name": "Python (Pyodide)", "language": "python", "name": "python"}}
    copy = pages.without_outputs(notebook)
    return copy | {"cells": [install, *copy["cells"]], "metadata": copy["metadata"] | kernel}


def call(*command: str, cwd: str | None = None) -> None:
    """Run a command that says nothing unless it fails."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main())
