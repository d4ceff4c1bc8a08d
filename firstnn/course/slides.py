"""Write a deck of slides for each notebook, to show in a browser.

A deck is a page for reveal.js, 1280 by 800. It takes reveal.js and MathJax from the internet, unless you give folders
with both: then they are copied beside the decks, which need no internet any more."""

import argparse
import re
import shutil
from functools import cache
from importlib.resources import files
from pathlib import Path

from firstnn.course import pages

WIDTH, HEIGHT = 1280, 800
SMALLEST = 0.75  # how far a full slide may shrink
REVEAL = "https://cdn.jsdelivr.net/npm/reveal.js@5.2.1"
MATHJAX = "https://cdn.jsdelivr.net/npm/mathjax@3.2.2/es5/tex-svg.js"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where the decks go; it is made where there is none")
    parser.add_argument(
        "--code", action=argparse.BooleanOptionalAction, default=True, help="with the code cells, or without"
    )
    parser.add_argument(
        "--reveal", type=Path, metavar="FOLDER", help="a copy of reveal.js (its npm package), for no internet"
    )
    parser.add_argument("--mathjax", type=Path, metavar="FOLDER", help="a copy of MathJax 3 (its npm package), the same")


def run(arguments: argparse.Namespace) -> int:
    notebooks = sorted(pages.installed().glob("[0-9]*.ipynb"))
    written = write_decks(notebooks, arguments.folder, arguments.code, arguments.reveal, arguments.mathjax)
    print(f"The slides are in {arguments.folder}: {len(written)} decks. Open one in a browser; F fills the screen.")
    return 0


def write_decks(
    notebooks: list[Path], folder: Path, code: bool = True, reveal: Path | None = None, mathjax: Path | None = None
) -> list[Path]:
    """A deck NAME.slides.html in the folder for each notebook; gives the decks."""
    folder.mkdir(parents=True, exist_ok=True)
    addresses = {"reveal_js": reveal_beside(folder, reveal), "mathjax": mathjax_head(mathjax_beside(folder, mathjax))}
    decks = []
    for path in notebooks:
        decks.append(folder / f"{path.stem}.slides.html")
        decks[-1].write_text(deck(path, code, **addresses), encoding="utf-8")
    return decks


def deck(path: Path, code: bool, **addresses: str) -> str:
    """The page with the slides of this notebook."""
    import nbformat

    notebook = nbformat.read(path, as_version=4)
    style = read("slides.css") + highlighting()
    sizes = {"width": WIDTH, "height": HEIGHT, "smallest": SMALLEST}
    resources = {"title": title(notebook), "style": style} | sizes | addresses
    return unlinked(exporter(code).from_notebook_node(notebook, resources)[0])


@cache
def exporter(code: bool):
    """nbconvert's exporter of slides, with the page of this folder around them."""
    from nbconvert import SlidesExporter

    return SlidesExporter(
        raw_template=read("slides.html.j2"),
        exclude_input=not code,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
    )


def read(name: str) -> str:
    """The text of a file that stands beside this module."""
    return (files(__package__) / name).read_text(encoding="utf-8")


def title(notebook) -> str:
    """The first heading of a notebook."""
    return re.search(r"^# (.+)$", notebook.cells[0].source, re.M)[1]


def linked(html: str, ending: str) -> str:
    """The page with its links to other notebooks leading to pages: 01_data.ipynb#noise becomes 01_data.html#noise."""
    return re.sub(r'(<a href="\w+)\.(?:ipynb|md)(?=[#"])', rf"\1{ending}", html)


def unlinked(html: str) -> str:
    """The page without its links to other notebooks: on a slide, only their words stand."""
    return re.sub(r'<a href="\w+\.(?:ipynb|md)(?:#[^"]*)?">(.*?)</a>', r"\1", html, flags=re.S)


def highlighting() -> str:
    """The colours of code, as a style sheet."""
    from pygments.formatters import HtmlFormatter

    return HtmlFormatter(style="default").get_style_defs(".highlight pre")


def reveal_beside(folder: Path, reveal: Path | None) -> str:
    """The address of reveal.js as a page in the folder sees it; a copy that is given goes there."""
    if reveal is None:
        return REVEAL
    for part in ("dist", "plugin/notes"):
        shutil.copytree(reveal / part, folder / "reveal.js" / part, dirs_exist_ok=True)
    return "reveal.js"


def mathjax_beside(folder: Path, mathjax: Path | None) -> str:
    """The address of MathJax as a page in the folder sees it; a copy that is given goes there."""
    if mathjax is None:
        return MATHJAX
    shutil.copy(mathjax / "es5" / "tex-svg.js", folder / "mathjax.js")
    return "mathjax.js"


def mathjax_head(address: str) -> str:
    """What the head of a page needs for its formulas: $…$ and $$…$$, as in a notebook."""
    return (
        "<script>MathJax = {tex: {inlineMath: [['$', '$'], ['\\\\(', '\\\\)']], processEscapes: true}};</script>\n"
        f'<script defer src="{address}"></script>'
    )
