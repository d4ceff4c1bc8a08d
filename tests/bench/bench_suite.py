"""How long the whole test run takes, and how much CPU time: unit tests, every notebook, every panel in a browser."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.benchmark(group="the whole test run")
def test_whole_run(benchmark):
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    before = cpu_seconds()
    benchmark.pedantic(lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True), rounds=1)
    benchmark.extra_info["cpu"] = cpu_seconds() - before


def cpu_seconds():
    """CPU time of all processes that this one started and that have ended, and of those that they started."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
