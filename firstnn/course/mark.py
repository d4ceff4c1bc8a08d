"""Examine handed-in notebooks: who solved what.

Each notebook is run anew, in a Python of its own in a temporary folder, with limits on time and memory and without the
network. The checks of the installed firstnn judge it; what the hand-in prints or alters has no say. The table is printed
and written as CSV, a row for each exercise: solved, not yet, not written, or broke.

This is no sandbox: a program that means harm can still read and change your files. For hand-ins from people whom you
do not trust, run it in a container, or in an account that owns nothing else."""

import argparse
import csv
import glob
import io
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from firstnn.course import folder
from firstnn.course.handin import Examination, Limits, code_cells, lesson, wrapper
from firstnn.words import plural

LONGEST = 400  # characters of a sentence


class Row(NamedTuple):
    """A line of the table."""

    file: str
    notebook: str
    exercise: str
    result: str
    sentence: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILES", help="handed-in notebooks, or folders with them")
    parser.add_argument("--csv", default="marks.csv", help="the table as a file (without it: marks.csv)")
    parser.add_argument("--seconds", type=int, default=20, help="for each cell and each check (without it: 20)")
    parser.add_argument("--minutes", type=int, default=5, help="for a whole notebook (without it: 5)")
    parser.add_argument("--megabytes", type=int, default=2000, help="of memory (without it: 2000)")


def run(arguments: argparse.Namespace) -> int:
    """Examine each file, print its rows at once, write the table in the end."""
    limits = Limits(arguments.seconds, arguments.minutes, arguments.megabytes)
    paths = list(found(arguments.files))
    width = max((len(plain(str(path))) for path in paths), default=0)
    rows: list[Row] = []
    print(protection(), flush=True)
    with tempfile.TemporaryDirectory(prefix="firstnn-mark-") as scratch:
        for path in paths:
            new = examined(path, limits, Path(scratch))
            print(*(line(row, width) for row in new), sep="\n", flush=True)
            rows += new
    target = folder.free(Path(arguments.csv))
    folder.write(target, table(rows))
    solved = sum(row.result == "solved" for row in rows)
    files = plural(len({row.file for row in rows}), "file")
    print(f"Solved: {solved} of {plural(len(rows), 'exercise')} in {files}. The table: {target}")
    return 0


def protection() -> str:
    """What holds here, in a sentence."""
    net = "cut off" if wrapper() else "refused within Python only (Linux's unshare is not at hand)"
    memory = "limited" if sys.platform == "linux" else "not limited on this system"
    return f"Network: {net}. Memory: {memory}. No sandbox against somebody who means harm: firstnn mark --help"


def line(row: Row, width: int) -> str:
    """The row as a line; the name of the file takes so many signs."""
    exercise = f"{row.notebook[:2]} {row.exercise}"
    return f"{row.file:{width}}  {exercise:26} {row.result:11}  {row.sentence}"


def table(rows: Iterable[Row]) -> bytes:
    """The rows as CSV, such that no spreadsheet takes a text for a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(Row._fields)
    writer.writerows([f"'{field}" if field[:1] in "=+-@" and field else field for field in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def found(names: Iterable[str]) -> Iterator[Path]:
    """The files that are meant: patterns resolved, the notebooks in folders."""
    for name in names:
        for path in [Path(name)] if Path(name).exists() else map(Path, sorted(glob.glob(name)) or [name]):
            inside = sorted(path.rglob("*.ipynb")) if path.is_dir() else [path]
            yield from (each for each in inside if not any(part.startswith(".") for part in each.relative_to(path).parts))


def examined(path: Path, limits: Limits, scratch: Path) -> list[Row]:
    """The rows of one file. Whatever it is, it costs these rows and nothing else."""
    name = plain(str(path))
    try:
        cells = code_cells(path)
    except ValueError as problem:
        return [Row(name, "", "", "broke", plain(str(problem)))]
    notebook, exercises = lesson(cells)
    if not exercises:
        return [Row(name, "", "", "broke", "There is no exercise of the course in this notebook.")]
    results = Examination(cells, exercises, limits, scratch).results()
    return [Row(name, Path(notebook).stem, each.name, *map(plain, results[each.name])) for each in exercises]


def plain(text: str) -> str:
    """One line of printable text, not too long."""
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in text[: 4 * LONGEST]).split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"
