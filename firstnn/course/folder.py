"""The learner's folder: whose each file is, and how one is replaced so that nothing of the learner's is ever lost.

A hidden file remembers for each notebook the digest of what was delivered. What differs from it is the learner's.
"""

import argparse
import contextlib
import datetime
import json
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

from firstnn.course import pages
from firstnn.course.trouble import Trouble

NAME = "my-firstnn"
MANIFEST = ".firstnn.json"
LOCK = ".firstnn.lock"
WAIT = 20  # seconds for another call to come to its end


def add_folder(parser: argparse.ArgumentParser) -> None:
    """The option --folder, which find understands."""
    parser.add_argument(
        "--folder",
        default=argparse.SUPPRESS,
        help=f"where your copy is or shall be (without it: {NAME}, or the folder that you are in if it is a copy)",
    )


def find(arguments: argparse.Namespace) -> Path:
    """The folder that was named; otherwise this one if it is a copy, otherwise my-firstnn in it."""
    if "folder" in arguments:
        return Path(arguments.folder)
    here = Path.cwd()
    return here if (here / MANIFEST).is_file() else here / NAME


class Folder:
    """A learner's copy. files: for each name the digest of what was delivered."""

    def __init__(self, path: Path):
        self.path = path
        self.files = remembered(path)

    def bring(self, name: str, data: bytes) -> str | None:
        """Deliver this file where nothing of the learner's stands in its place; what was done, None if nothing."""
        path, newest = self.path / name, pages.work(name, data)
        if not path.exists():
            back = name in self.files
            self.deliver(path, data)
            return f"{name}: it was gone, and is here again" if back else f"{name}: new"
        mine = pages.work(name, path.read_bytes())
        if mine == newest:
            self.remember(name, newest)
        elif mine == self.files.get(name):
            kept = self.deliver(path, data)
            return f"{name}: newer version" + (f"; the one with your results is now {kept.name}" if kept else "")
        elif self.files.get(name) != newest:
            return f"{name}: left as you changed it; for the newer version: firstnn again {Path(name).stem}"
        return None

    def deliver(self, path: Path, data: bytes) -> Path | None:
        """Put data there; what stood there stays under a dated name, which is returned, if there is work in it."""
        new = beside(path, data)
        try:
            kept = set_aside(path)
            try:
                put(new, path)
            except OSError:
                if kept:
                    put(kept, path)
                raise
        finally:
            new.unlink(missing_ok=True)
        if kept and self.untouched(path.name, kept.read_bytes()):
            kept.unlink()
            kept = None
        self.remember(path.name, pages.work(path.name, data))
        return kept

    def untouched(self, name: str, data: bytes) -> bool:
        """Whether this is what was delivered, never run."""
        return pages.work(name, data) == self.files.get(name) and not pages.has_outputs(name, data)

    def remember(self, name: str, digest: str) -> None:
        if self.files.get(name) != digest:
            self.files[name] = digest
            write(self.path / MANIFEST, json.dumps({"delivered": self.files}, indent=1).encode())


def remembered(path: Path) -> dict[str, str]:
    """What was delivered; nothing where that cannot be read, so that every file counts as the learner's."""
    try:
        return dict(json.loads((path / MANIFEST).read_text(encoding="utf-8"))["delivered"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return {}


@contextlib.contextmanager
def opened(path: Path, make: bool = False) -> Iterator[Folder]:
    """The learner's copy, which no other call of this command changes meanwhile; make: where there is none, begin one."""
    if path.exists() and not path.is_dir():
        raise Trouble(f"{path} is a file. Name another folder: firstnn --folder NAME")
    names = {entry.name for entry in path.iterdir()} if path.exists() else set()
    if not make and MANIFEST not in names:
        raise Trouble(f"There is no copy of the course in {path}. Make one with: firstnn")
    if names and not names & {MANIFEST, LOCK}:
        raise Trouble(
            f"The folder {path} is there already and is not a copy of the course, so nothing in it was touched. "
            "Name another one: firstnn --folder NAME"
        )
    path.mkdir(parents=True, exist_ok=True)
    with locked(path):
        if not (path / MANIFEST).exists():
            write(path / MANIFEST, b'{"delivered": {}}')
        yield Folder(path)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Wait until no other call is at work in this folder. The system lets go of the lock when a process ends."""
    with open(path / LOCK, "ab") as file:
        end = time.monotonic() + WAIT
        while not got(file.fileno()):
            if time.monotonic() > end:
                raise Trouble(f"Another call of firstnn is at work in {path}. Try again when it has come to its end.")
            time.sleep(0.1)
        yield


def got(file: int) -> bool:
    """Whether the lock is ours now, or this file system knows no locks."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True


def beside(path: Path, data: bytes) -> Path:
    """A new hidden file beside path that holds data, written out to the disk."""
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        with open(new, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        new.unlink(missing_ok=True)
        raise
    return new


def write(path: Path, data: bytes) -> None:
    """Replace a file as a whole or not at all."""
    new = beside(path, data)
    try:
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def put(new: Path, path: Path) -> None:
    """Give a file its name, where no other file has it."""
    try:
        os.link(new, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if path.exists():
            raise
        new.rename(path)
    new.unlink(missing_ok=True)


def set_aside(path: Path) -> Path | None:
    """Give what stands there a dated name, and return it; None if nothing stands there."""
    if not path.exists():
        return None
    kept = free(path.with_stem(f"{path.stem}_{datetime.date.today()}"))
    path.rename(kept)
    return kept


def free(path: Path) -> Path:
    """path, or the first of path_2, path_3 … that does not exist."""
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_stem(f"{path.stem}_{number}")
    return found
