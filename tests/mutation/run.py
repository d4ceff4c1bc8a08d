"""Mutation testing: which small mistakes in firstnn would the tests not notice? Say which modules, or none for all.

    .venv/bin/python tests/mutation/run.py digits check/loss
    .venv/bin/python tests/mutation/run.py check/loss:57        only the mutants of the statement in line 57

For each mutant a fork of this process imports firstnn with the mistake in it, and runs the tests that reach the changed
statement, the quickest first, until one fails. modules.toml says which test files go with a module, and which mutants are
known to change nothing that anybody can observe. It fails if another mutant survives, or if such an entry is out of date.
"""

import gc
import importlib
import importlib.abc
import importlib.util
import os
import signal
import sys
import tempfile
import time
import tomllib
import traceback
from collections import Counter
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import coverage
import pytest
from mutants import Mutant, mutants

for needed_in_each_fork in ("hypothesis.extra.numpy", "ipywidgets", "matplotlib.pyplot", "nbclient", "nbval.plugin"):
    importlib.import_module(needed_in_each_fork)

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MODULES = tomllib.loads((HERE / "modules.toml").read_text(encoding="utf-8"))
UNUSED = "anyio", "cacheprovider", "nbval", "threadexception", "unraisableexception"
OPTIONS = ["-q", "-x", "--tb=no", "-o", "addopts=", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
OPTIONS += [f"-pno:{plugin}" for plugin in UNUSED]
OPTIONS += ["-k", "not random_moments and not leaves_a_usable"]  # an interrupt that meets coverage is lost
KILLED, SURVIVED, TIMEOUT = "killed", "survived", "timeout"


class Reach:
    """A pytest plugin: which lines each test runs, and for how long."""

    def __init__(self, tracer: coverage.Coverage) -> None:
        self.tracer, self.seconds = tracer, {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item):
        self.tracer.switch_context(item.nodeid)
        start = time.perf_counter()
        result = yield
        self.seconds[item.nodeid] = time.perf_counter() - start
        self.tracer.switch_context("")
        return result


class Chosen:
    """A pytest plugin: run these tests only, in this order."""

    def __init__(self, tests: list[str]) -> None:
        self.place = {test: place for place, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted((item for item in items if item.nodeid in self.place), key=lambda item: self.place[item.nodeid])


class Mutated(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """An importer that gives a mutant in the place of the module."""

    def __init__(self, module: str, path: Path, mutant: Mutant) -> None:
        self.module, self.path, self.mutant = module, path, mutant

    def find_spec(self, name: str, *_):
        return importlib.util.spec_from_file_location(name, self.path, loader=self) if name == self.module else None

    def exec_module(self, module) -> None:
        exec(self.mutant.code, vars(module))


def reached(files: list[str], path: Path) -> tuple[dict[int, set[str]], dict[str, float]]:
    """The tests that run each line of the module at path, and how long each test takes."""
    tracer = coverage.Coverage(data_file=None, include=[str(path)])
    plugin = Reach(tracer)
    tracer.start()
    assert run_pytest(files, plugin, aloud=True) == 0, "a test fails without any mutant"
    tracer.stop()
    lines = tracer.get_data().contexts_by_lineno(str(path))
    return {line: set(tests) - {""} for line, tests in lines.items()}, plugin.seconds


def run_pytest(files: list[str], plugin: object, aloud: bool = False) -> int:
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        if not aloud:
            os.dup2(nowhere.fileno(), 2)
    return int(pytest.main([*OPTIONS, *files], plugins=[plugin]))


def in_a_fork(work, seconds: float):
    """What work() gives, computed in a fork of this process; None if it takes too long or dies."""
    with tempfile.TemporaryFile() as answer:
        child = os.fork()
        if not child:
            os.setpgid(0, 0)
            try:
                answer.write(repr(work()).encode())
                answer.flush()
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(0)
        end = time.monotonic() + seconds
        while not (done := os.waitpid(child, os.WNOHANG)[0]) and time.monotonic() < end:
            time.sleep(0.01)
        if not done:
            os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
        answer.seek(0)
        return eval(answer.read() or "None")


def examine(module: str, line: int = 0) -> Counter:
    """Try every mutant of a module, or of the statement in one line; print those that survive unforeseen."""
    path = ROOT / "firstnn" / f"{module}.py"
    files = [str(ROOT / "tests" / f"{name}.py") for name in MODULES[module]["tests"]]
    known = dict(MODULES[module].get("equivalent", {}))
    by_line, seconds = in_a_fork(lambda: reached(files, path), 600)
    found = Counter()
    for mutant in mutants(path.read_text(encoding="utf-8"), str(path)):
        if line and line not in mutant.lines:
            continue
        reaching = set().union(*(by_line.get(line, set()) for line in mutant.lines))
        tests = reaching if reaching and not mutant.once else set(seconds)
        chosen = sorted(tests, key=seconds.get)
        dotted = f"firstnn.{module.replace('/', '.')}"
        verdict = verdict_on(dotted, path, mutant, files, chosen, 20 + 5 * sum(map(seconds.get, chosen)))
        if verdict != SURVIVED or mutant.name not in known:
            found[verdict] += 1
            if verdict != KILLED:
                print(f"    {verdict}: {module}:{mutant.lines.start} {mutant.name}  ({len(chosen)} tests)", flush=True)
        else:
            found["equivalent"] += 1
            del known[mutant.name]
    for name in () if line else known:
        print(f"    out of date in modules.toml: {module}: {name}")
        found["out of date"] += 1
    return found


def verdict_on(module: str, path: Path, mutant: Mutant, files: list[str], tests: list[str], seconds: float) -> str:
    def work() -> int:
        sys.meta_path.insert(0, Mutated(module, path, mutant))
        return run_pytest(files, Chosen(tests))

    code = in_a_fork(work, seconds)
    if code == pytest.ExitCode.NO_TESTS_COLLECTED:
        raise RuntimeError(f"no test reaches {module}")
    return {None: TIMEOUT, 0: SURVIVED}.get(code, KILLED)


def main(names: list[str]) -> int:
    os.chdir(ROOT)
    gc.freeze()
    total = Counter()
    columns = KILLED, TIMEOUT, "equivalent", SURVIVED, "out of date"
    print(f"{'module':24} mutants  " + "  ".join(columns) + "  seconds")
    for name in names or MODULES:
        module, _, line = name.partition(":")
        start = time.monotonic()
        found = examine(module, int(line or 0))
        total += found
        cells = [f"{found[column]:{len(column)}}" for column in columns]
        print(f"{name:24} {sum(found.values()):7}  " + "  ".join(cells) + f"  {time.monotonic() - start:7.0f}", flush=True)
    return int(total[SURVIVED] + total["out of date"] > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
