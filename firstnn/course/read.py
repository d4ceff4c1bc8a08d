"""Open the finished pages, with all results, to read.

They open in JupyterLab as a copy that is thrown away in the end: whatever you change there is lost, and your own
copy of the course is not touched."""

import argparse
import tempfile
from pathlib import Path

from firstnn.course import lab, pages


def add_arguments(parser: argparse.ArgumentParser) -> None:
    pass


def run(arguments: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(prefix="firstnn-pages-") as temporary, tempfile.TemporaryDirectory() as workspaces:
        for name, data in pages.pages().items():
            page = Path(temporary, name)
            page.write_bytes(data)
            page.chmod(0o444)
        print("These are the finished pages, to read. What you change here is not kept.")
        own = {"JUPYTERLAB_WORKSPACES_DIR": workspaces}  # so that the tabs of the learner's copy stay where they are
        return lab.open_lab(Path(temporary), [pages.FIRST, *arguments.for_jupyterlab], own)
