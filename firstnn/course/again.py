"""Begin a notebook of your copy anew, and keep the old one.

The notebook comes back as it was delivered. What you had stays beside it under a name with today's date."""

import argparse
from pathlib import Path

from firstnn.course import folder, pages
from firstnn.course.trouble import Trouble


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("notebook", nargs="+", help="which ones: 03, 03_loss or 03_loss.ipynb")
    folder.add_folder(parser)


def run(arguments: argparse.Namespace) -> int:
    edition = pages.edition(pages.without_outputs)
    names = [named(text, list(edition)) for text in arguments.notebook]
    with folder.opened(folder.find(arguments)) as copy:
        for name in names:
            kept = copy.deliver(copy.path / name, edition[name])
            print(f"{name} is as new." + (f" What you had is in {kept.name}." if kept else ""))
    print("If JupyterLab shows the old one, close its tab and open it again.")
    return 0


def named(text: str, names: list[str]) -> str:
    """The file that is meant by 3, 03, 03_loss, 03_loss.ipynb or a path to it."""
    stem = Path(text).name.removesuffix(".ipynb")
    stem = f"{int(stem):02}" if stem.isdecimal() else stem
    found = [name for name in names if Path(name).stem == stem or name == stem or name.split("_")[0] == stem]
    if len(found) != 1:
        raise Trouble(f"There is no notebook {text!r} in the course. There are: {', '.join(names)}")
    return found[0]
