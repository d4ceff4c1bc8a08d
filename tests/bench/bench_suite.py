"""How long the whole test run takes: unit tests, every notebook, every panel in a browser."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.benchmark(group="the whole test run")
def test_whole_run(benchmark):
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    benchmark.pedantic(lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True), rounds=1)
