"""How long training takes and how much memory: the plain way, ours, scikit-learn, PyTorch, JAX, to the same loss.

    .venv/bin/pip install -e ".[bench]"
    .venv/bin/python tests/bench

Every run has a Python process of its own (ways.py), so that none finds the memory or the threads of another. The plain way
throws away half a megabyte several times in each epoch, and so does ours where no row repeats. Whether the C library gives
such memory back to the system, and has it mapped anew each time, depends on what else the process has done; so both are
timed twice, the second time with MEMORY_KEPT, and it is these two that can be compared.
"""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

WAYS = Path(__file__).with_name("ways.py")
MEMORY_KEPT = {"MALLOC_MMAP_THRESHOLD_": str(2**25), "MALLOC_TRIM_THRESHOLD_": str(2**30)}
NEEDS = {"scikit_learn": "sklearn", "pytorch": "torch", "jax_jit": "jax"}
TRACED = ("ours", "plain_way", "scikit_learn")  # the others have their memory from C++, where Python does not see it
ORIGINAL = "the original's training: 1,000 rows, 64 hidden, 10,000 epochs"


@pytest.fixture
def timed(benchmark):
    """A function that times one way in fresh processes, takes note of its memory, and gives the loss at its end."""

    def run(group, name, way, environment=None, **options):
        if find_spec(NEEDS.get(way, "numpy")) is None:
            pytest.skip(f"{NEEDS[way]} is not installed")
        benchmark.group, benchmark.name = group, name
        processes = []

        def begin():
            processes.append(waiting(way, options, environment or {}))
            return processes[-1:], {}

        loss = benchmark.pedantic(train, setup=begin, rounds=3)
        memory = [finished(process) for process in processes]
        if way in TRACED:
            benchmark.extra_info["memory"] = max(memory)
        return loss

    return run


def waiting(way, options, environment):
    """A process that has made everything ready and waits for the word."""
    process = subprocess.Popen(
        [sys.executable, str(WAYS), way, json.dumps(options)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | environment,
    )  # fmt: skip
    assert process.stdout.readline() == "ready\n"
    return process


def train(process):
    """Let it train; the loss at the end."""
    process.stdin.write("go\n")
    process.stdin.flush()
    return float(process.stdout.readline())


def finished(process):
    """Let it end; the memory that it took."""
    with process:
        return float(process.stdout.read())


@pytest.mark.parametrize(
    ("name", "way", "options"),
    [
        ("ours", "ours", {}),
        ("plain way", "plain_way", {}),
        ("plain way, memory kept", "plain_way", {"environment": MEMORY_KEPT}),
        ("scikit-learn", "scikit_learn", {}),
        ("PyTorch", "pytorch", {}),
        ("JAX", "jax_jit", {}),
        ("JAX, equal rows counted", "jax_jit", {"counted": True}),
    ],
)
def test_the_originals_training(timed, name, way, options):
    assert timed(ORIGINAL, name, way, **options) == pytest.approx(0.13941, abs=2e-5)


def test_floor_of_the_matrix_products(timed):
    assert timed(ORIGINAL, "floor: the matrix products", "floor") == 0


@pytest.mark.parametrize("way", ["ours", "plain_way"])
@pytest.mark.parametrize("rows", [100, 1000, 10_000, 100_000])
def test_rows(timed, way, rows):
    timed(f"{rows:,} rows that repeat, 20 epochs", way, way, rows=rows, epochs=20)


@pytest.mark.parametrize("environment", [None, MEMORY_KEPT], ids=["", "memory kept"])
@pytest.mark.parametrize("way", ["ours", "plain_way"])
@pytest.mark.parametrize(("rows", "epochs"), [(100, 3000), (1000, 300), (10_000, 30), (100_000, 10)])
def test_rows_that_never_repeat(timed, way, rows, epochs, environment):
    name = f"{way}, memory kept" if environment else way
    timed(
        f"{rows:,} rows that never repeat, {epochs} epochs", name, way, environment, rows=rows, repeat=False, epochs=epochs
    )


@pytest.mark.parametrize("way", ["ours", "plain_way"])
@pytest.mark.parametrize("hidden_size", [16, 64, 256, 1024])
def test_hidden_size(timed, way, hidden_size):
    timed(f"{hidden_size:,} hidden units, 1,000 rows, 300 epochs", way, way, epochs=300, hidden_size=hidden_size)


@pytest.mark.parametrize("epochs", [100, 1000, 10_000])
def test_epochs(timed, epochs):
    timed("ours: epochs", f"{epochs:,} epochs", "ours", epochs=epochs)
