"""Write the notebooks without solutions, to hand out.

Solutions are left out, and so are the lesson's own versions of what an exercise asks for. Each notebook still runs
from top to bottom. Handed-in notebooks are examined with: firstnn mark"""

import argparse
from pathlib import Path

from firstnn.course import folder, pages
from firstnn.course.trouble import Trouble


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", help="a new or empty folder for them")


def run(arguments: argparse.Namespace) -> int:
    path = Path(arguments.folder)
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise Trouble(f"{path} is there already and is not an empty folder, so nothing was written. Name a new one.")
    path.mkdir(parents=True, exist_ok=True)
    edition = pages.edition(pages.without_answers)
    for name, data in edition.items():
        folder.write(path / name, data)
    print(f"The homework edition is in {path}: {len(edition)} files, without solutions.")
    return 0
