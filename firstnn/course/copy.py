"""Make or renew your own copy of the course, without opening it.

Your copy has the same cells as the pages, without results: you run them. Where there is a copy already, what you
changed is left alone, and what is new or newer is brought in."""

import argparse

from firstnn.course import folder, lab, pages


def add_arguments(parser: argparse.ArgumentParser) -> None:
    folder.add_folder(parser)


def run(arguments: argparse.Namespace) -> int:
    """Make or renew the copy; with arguments.open, open JupyterLab there, the first time at 00."""
    path = folder.find(arguments)
    first = not (path / folder.MANIFEST).exists()
    with folder.opened(path, make=True) as copy:
        renew(copy, first)
    if not arguments.open:
        return 0
    return lab.open_lab(path, [*([pages.FIRST] if first else []), *arguments.for_jupyterlab])


def renew(copy: folder.Folder, first: bool) -> None:
    """Bring in what is new, and say so, a line each."""
    edition = pages.edition(pages.without_outputs)
    lines = [line for name, data in edition.items() if (line := copy.bring(name, data))]
    print(f"Your {'new ' if first else ''}copy of the course is in {copy.path}")
    for line in lines:
        print(f"  {line}")
    if not lines:
        print("  nothing newer to bring in; what you changed is as it was")
