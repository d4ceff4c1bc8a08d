"""Run the cells of one hand-in in this process and let the installed checks judge it: started by `firstnn mark` alone.

The job comes as JSON on standard input. Reports go out as JSON lines, each with the token of the job, on what was standard
output; the cells print into nothing. After each cell with an exercise, firstnn and NumPy are put back as they were
installed, so a check that the hand-in altered, or a ✓ that it prints, has no say. This is no sandbox.
"""

import ast
import builtins
import json
import os
import sys
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

GUARDED = {"firstnn", "numpy", "builtins", "copy", "inspect", "math", "ast", "dataclasses"}
REFUSED = ("socket.connect", "socket.getaddrinfo", "socket.gethostby", "socket.send", "socket.bind")
MEGABYTE = 2**20
LARGEST_FILE = 50 * MEGABYTE
LONGEST = 2000  # characters of a sentence
GIVEN = "_given"
Verdict = tuple[str, str]  # a result and the sentence to it


class Guard:
    """What the guarded modules, their classes and their functions were; restore puts all of it back."""

    def __init__(self) -> None:
        self.modules = {name: module for name, module in sys.modules.items() if name.split(".")[0] in GUARDED}
        self.builtins = builtins.__dict__, dict(builtins.__dict__)
        self.installed = [(owner, parts(owner)) for module in self.modules.values() for owner in owners(module)]

    def restore(self) -> list[str]:
        """Put back what was exchanged; the names of what it was."""
        now, before = self.builtins
        now.update(before)  # first of all: everything below uses them
        sys.modules.update(self.modules)
        exchanged = []
        for owner, before in self.installed:
            now = parts(owner)
            for name, value in before.items():
                if now.get(name, Guard) is not value:
                    exchanged.append(put_back(owner, name, value))
        return exchanged


def owners(module: ModuleType) -> Iterator[Any]:
    """The module; of firstnn also its functions, its classes with their methods, and its objects such as exercises."""
    yield module
    if module.__name__.split(".")[0] == "firstnn":
        for value in list(vars(module).values()):
            if isinstance(value, (FunctionType, type)) and value.__module__ == module.__name__:
                yield value
            if isinstance(value, type) and value.__module__ == module.__name__:
                yield from (part for part in vars(value).values() if isinstance(part, FunctionType))
            elif type(value).__module__.split(".")[0] == "firstnn" and hasattr(value, "__dict__"):
                yield value


def parts(owner: Any) -> dict[str, Any]:
    """What of it could be exchanged."""
    if isinstance(owner, FunctionType):
        return {name: getattr(owner, name) for name in ("__code__", "__defaults__", "__kwdefaults__")}
    return dict(vars(owner))


def put_back(owner: Any, name: str, value: Any) -> str:
    """Give the owner this part again; its name in words."""
    try:
        setattr(owner, name, value)
    except AttributeError:  # frozen
        object.__setattr__(owner, name, value)
    where = [getattr(owner, "__module__", None), getattr(owner, "__name__", type(owner).__name__), name]
    return ".".join(filter(None, where))


def limit(megabytes: int, seconds: int) -> None:
    """Memory, processor time and the size of a file, where the system can limit them; no network within Python."""

    def refuse(event: str, _: tuple) -> None:
        if event.startswith(REFUSED):
            raise PermissionError("no network while a hand-in is examined")

    sys.addaudithook(refuse)
    try:
        import resource
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, megabytes * MEGABYTE),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):
            continue


def shell() -> Any:
    """IPython as in a notebook, which knows magics, without history."""
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    settings = Config()
    settings.HistoryManager.enabled = False
    return InteractiveShell.instance(config=settings)


def run(cell: str, ipython: Any) -> str | None:
    """Run a cell; what it stopped with, None if it came to its end."""
    done = ipython.run_cell(cell, store_history=False, silent=True)
    problem = done.error_before_exec or done.error_in_exec
    return problem and f"{type(problem).__name__}: {problem}"[:LONGEST]


def judge(exercise: dict[str, Any], source: str, problem: str | None, names: dict[str, Any], guard: Guard) -> Verdict:
    """The result and the sentence of the installed check on what this cell left."""
    from firstnn import check
    from firstnn.check.result import NOT_WRITTEN, Result

    guard.restore()
    if not hasattr(check, exercise["name"]):
        return "broke", f"The firstnn that is installed here has no check.{exercise['name']}: install the course again."
    try:
        given, named = arguments(exercise, source, names)
    except Exception as missing:
        if source.split() == exercise["stub"].split():
            return "not written", NOT_WRITTEN
        return "broke", f"The cell stopped with {problem}" if problem else f"There is no answer: {missing}"
    if any(isinstance(value, FunctionType) and str(value.__module__).startswith("firstnn") for value in given):
        return "not yet", "This is the function of the package itself. Hand in one that you wrote."
    result = getattr(check, exercise["name"])(*given, **named)
    exchanged = guard.restore()
    if exchanged:
        return "broke", f"While it is examined, it exchanges {exchanged[0]}, so this answer counts for nothing."
    if type(result) is not Result:
        return "broke", "The check gave no answer."
    state = "solved" if result.passed else "not written" if result.message == NOT_WRITTEN else "not yet"
    return state, result.message[:LONGEST]


def arguments(exercise: dict[str, Any], source: str, names: dict[str, Any]) -> tuple[tuple, dict]:
    """What the check is given: by the names of the stub or, where there are none, by those in the hand-in's own call."""
    names = {**names, GIVEN: lambda *given, **named: (given, named)}
    try:
        return eval(call(exercise["stub"], exercise["name"]), names)
    except NameError as missing:
        try:
            return eval(call(source, exercise["name"]), names)
        except NameError:
            raise missing from None


def call(source: str, name: str) -> CodeType:
    """The last call check.name(…) in these lines, with GIVEN in the place of the check."""
    found = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    found = [node for node in found if ast.unparse(node.func) == f"check.{name}"]
    if not found:
        raise NameError(f"check.{name} is not called")
    found[-1].func = ast.copy_location(ast.Name(GIVEN, ast.Load()), found[-1].func)
    return compile(ast.Expression(found[-1]), "<hand-in>", "eval")


def examine(job: dict[str, Any], report: Callable[..., None]) -> None:
    """Run the cells in order, and after each the exercises that stand in it; report each step before it is taken."""
    limit(job["megabytes"], job["seconds"])
    report("start")
    from firstnn import check  # noqa: F401

    ipython, guard = shell(), Guard()
    for place, source in job["cells"]:
        report("cell", place)
        problem = run(source, ipython)
        for exercise in job["exercises"].get(str(place), []):
            report("check", exercise["name"])
            report("verdict", exercise["name"], *judge(exercise, source, problem, ipython.user_ns, guard))
    report("end")


def main() -> None:
    job = json.load(sys.stdin)
    token = job.pop("token")
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="backslashreplace")
    dumps = json.dumps

    def report(*words: Any) -> None:
        channel.write(dumps([token, *words]) + "\n")
        channel.flush()

    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    try:
        examine(job, report)
    finally:
        os._exit(0)  # without waiting for threads that the hand-in left


if __name__ == "__main__":
    main()
