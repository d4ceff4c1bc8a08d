"""One hand-in: which notebook of the course it is, and a run of it in a Python of its own, with limits."""

import contextlib
import json
import os
import queue
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from firstnn.course import pages
from firstnn.course.trouble import Trouble

START = 60  # seconds for Python and the checks to be there
LARGEST = 30_000_000  # bytes of a hand-in
CALL = re.compile(r"\bcheck\.(\w+)\s*\(")
PASSED_ON = "PATH LANG LC_ALL SYSTEMROOT WINDIR COMSPEC PATHEXT NUMBER_OF_PROCESSORS".split()
UNSHARE = ["unshare", "--map-root-user", "--net", "--pid", "--fork", "--kill-child"]
FONTS = "fonts"
NOT_THERE = ("not written", "This exercise is not in the file.")
STOPPED = "It brought Python to an end: an exit, a crash, or more memory than there is."
Verdict = tuple[str, str]  # a result and the sentence to it


class Exercise(NamedTuple):
    """An exercise of the course: its check, the id of its cell and what stands there before anybody writes."""

    name: str
    id: str
    stub: str


class Limits(NamedTuple):
    seconds: int  # for a cell or a check
    minutes: int  # for a notebook
    megabytes: int


def code_cells(path: Path) -> list[pages.Notebook]:
    """The code cells; raises ValueError, with a sentence, where this is no notebook."""
    try:
        if not path.is_file():
            raise ValueError("There is no such file.")
        size = path.stat().st_size
        if size > LARGEST:
            raise ValueError(f"The file is too large: {size / 1e6:.0f} MB. Have its outputs cleared.")
        data = path.read_bytes()
    except OSError as problem:
        raise ValueError(f"The file cannot be read: {problem.strerror}.") from problem
    if not data.strip():
        raise ValueError("The file is empty.")
    try:
        return [cell for cell in pages.read(data)["cells"] if cell.get("cell_type") == "code"]
    except ValueError as problem:
        raise ValueError("This is not a notebook: it is damaged, or a file of another kind.") from problem


@cache
def lessons() -> dict[str, list[Exercise]]:
    """The exercises of each notebook of the course."""
    found = {}
    for name, data in pages.pages().items():
        if pages.is_notebook(name):
            cells = [cell for cell in pages.read(data)["cells"] if "exercise" in pages.tags(cell)]
            found[name] = [
                Exercise(CALL.findall(cell["source"])[-1], cell["id"], cell["source"])
                for cell in cells
                if CALL.search(cell["source"])
            ]
    return found


def lesson(cells: list[pages.Notebook]) -> tuple[str, list[Exercise]]:
    """The notebook of the course that this is, by its exercises and not by its name; no exercises where it is none."""
    ids = {str(cell.get("id")) for cell in cells}
    calls = {name for cell in cells for name in CALL.findall(cell["source"])}

    def signs(exercises: list[Exercise]) -> int:
        return sum((each.id in ids) + (each.name in calls) for each in exercises)

    name, exercises = max(lessons().items(), key=lambda item: signs(item[1]))
    return (name, exercises) if signs(exercises) else ("", [])


class Examination:
    """One hand-in, run as often as it takes: a cell or check that ends or blocks its Python is left out the next time."""

    def __init__(self, cells: list[pages.Notebook], exercises: Sequence[Exercise], limits: Limits, scratch: Path):
        self.cells = cells
        self.exercises = exercises
        self.limits = limits
        self.scratch = scratch
        self.places = {each.name: place_of(each, cells) for each in exercises}
        self.known = {name: NOT_THERE for name, place in self.places.items() if place is None}
        self.left_out: set[int] = set()
        self.end = time.monotonic() + 60 * limits.minutes

    def results(self) -> dict[str, Verdict]:
        """Result and sentence for each exercise."""
        while len(self.known) < len(self.exercises):
            if time.monotonic() > self.end:
                late = "broke", f"The whole notebook took longer than {self.limits.minutes} minutes."
                return {each.name: self.known.get(each.name, late) for each in self.exercises}
            self.run_once()
        return self.known

    def run_once(self) -> None:
        """Run until the end, or until a step fails; then that step is told and left out."""
        step: list = ["start"]
        why = STOPPED
        with running(self.job(), self.scratch) as next_message:
            while True:
                patience = START if step == ["start"] else self.limits.seconds
                try:
                    message = next_message(min(time.monotonic() + patience, self.end))
                except TimeoutError:
                    why = f"It was stopped after {patience} seconds: a loop that never ends?"
                    break
                if message is None:
                    break
                if message[0] == "end":
                    return
                if message[0] == "verdict":
                    self.known[message[1]] = message[2], message[3]
                else:
                    step = message
        self.leave_out(step, why)

    def leave_out(self, step: Sequence, why: str) -> None:
        """This step ended or blocked Python: that is the result of its exercises."""
        kind, *which = step
        if kind == "start":
            raise Trouble(
                "Nothing can be examined here: the checks of firstnn do not start. Try more --megabytes, and look what "
                "this says: python -c 'from firstnn import check'"
            )
        if kind == "check":
            self.known.setdefault(which[0], ("broke", why))
        else:
            self.left_out.add(which[0])
            self.known |= {name: ("broke", why) for name in self.open_at(which[0])}

    def open_at(self, place: int) -> list[str]:
        return [name for name, where in self.places.items() if where == place and name not in self.known]

    def job(self) -> dict[str, Any]:
        """What is still to be examined, and the cells up to there."""
        last = max(place for name, place in self.places.items() if name not in self.known)
        exercises: dict[int, list] = {}
        for each in self.exercises:
            if each.name not in self.known:
                exercises.setdefault(self.places[each.name], []).append(each._asdict())
        cells = [(k, cell["source"]) for k, cell in enumerate(self.cells[: last + 1]) if k not in self.left_out]
        return {
            "cells": cells,
            "exercises": exercises,
            "megabytes": self.limits.megabytes,
            "seconds": 60 * self.limits.minutes,
        }


def place_of(exercise: Exercise, cells: list[pages.Notebook]) -> int | None:
    """The last cell that calls this check; where none does, that with the id of the exercise; None where there is none."""
    calls = [k for k, cell in enumerate(cells) if exercise.name in CALL.findall(cell["source"])]
    same = [k for k, cell in enumerate(cells) if cell.get("id") == exercise.id]
    return max(calls or same, default=None)


@contextlib.contextmanager
def running(job: dict[str, Any], scratch: Path) -> Iterator[Callable[[float], list | None]]:
    """A Python of its own that has this job, killed in the end; gives a function that waits for its next message."""
    token = secrets.token_hex(16)
    home = Path(tempfile.mkdtemp(dir=scratch))
    shutil.copytree(fonts(scratch), home / FONTS)
    process = subprocess.Popen(
        [*wrapper(), sys.executable, "-P", "-m", "firstnn.course.examiner"],
        cwd=home,
        env=environment(home),
        start_new_session=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    messages: queue.Queue = queue.Queue()
    threading.Thread(target=listen, args=(process, job, token, messages), daemon=True).start()

    def next_message(until: float) -> list | None:
        try:
            return messages.get(timeout=max(0, until - time.monotonic()))
        except queue.Empty:
            raise TimeoutError from None

    try:
        yield next_message
    finally:
        kill(process)
        shutil.rmtree(home, ignore_errors=True)


def listen(process: subprocess.Popen, job: dict[str, Any], token: str, messages: queue.Queue) -> None:
    """Hand the job over; pass on each line that carries the token, and None at the end."""
    with contextlib.suppress(OSError), process.stdin as stdin:
        stdin.write(json.dumps(job | {"token": token}).encode())
    with process.stdout as lines:
        while text := lines.readline(100_000):
            with contextlib.suppress(ValueError):
                if token.encode() in text:
                    messages.put(json.loads(text)[1:])
    messages.put(None)


def kill(process: subprocess.Popen) -> None:
    """End the process and what it started."""
    with contextlib.suppress(OSError):
        if os.name == "nt":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def environment(home: Path) -> dict[str, str]:
    """Few variables, none of them a secret of the teacher's; everything is written in the temporary folder."""
    own = dict.fromkeys(("HOME", "USERPROFILE", "IPYTHONDIR", "TMPDIR", "TEMP", "TMP"), str(home))
    own |= {"MPLCONFIGDIR": str(home / FONTS), "MPLBACKEND": "Agg", "OPENBLAS_NUM_THREADS": "1", "PYTHONUTF8": "1"}
    own["PYTHONPATH"] = str(Path(__file__).resolve().parent.parent.parent)
    return {name: os.environ[name] for name in PASSED_ON if name in os.environ} | own


def fonts(scratch: Path) -> Path:
    """The fonts that matplotlib found, looked for once for all hand-ins."""
    found = scratch / FONTS
    if not found.exists():
        found.mkdir()
        look = [sys.executable, "-c", "import matplotlib.font_manager"]
        subprocess.run(look, env=os.environ | {"MPLCONFIGDIR": str(found)}, stderr=subprocess.DEVNULL, check=False)
    return found


@cache
def wrapper() -> list[str]:
    """The command that cuts a process off from the network and from the other processes; empty where there is none."""
    if not shutil.which("unshare"):
        return []
    return UNSHARE if subprocess.run([*UNSHARE, "true"], capture_output=True, check=False).returncode == 0 else []
