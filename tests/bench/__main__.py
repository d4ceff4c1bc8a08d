"""Run the benchmarks and print their ratios: python tests/bench [what pytest takes, such as -k panel]"""

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
BENCHMARKS = ["--benchmark-only", "--benchmark-quiet", "-o", "python_files=bench_*.py"]
FIRST = ("ours", "numpy")


def pytest_terminal_summary(terminalreporter, config):
    """Each group: the median of each way, its ratio to ours (else to the fastest), and the memory it took."""
    groups = {}
    for bench in config._benchmarksession.benchmarks:
        groups.setdefault(bench.group, []).append(bench)
    for group, benches in groups.items():
        base = next((bench for bench in benches if bench.name in FIRST), min(benches, key=median))
        terminalreporter.section(group)
        for bench in sorted(benches, key=median):
            terminalreporter.write_line(
                f"{bench.name:34}{readable(median(bench)):>12}{median(bench) / median(base):9.2f} x {base.name}{more(bench)}"
            )


def more(bench):
    """Memory and CPU time, where they were measured."""
    memory, cpu = (bench.extra_info.get(name) for name in ("memory", "cpu"))
    return (f"{memory:9.1f} MB" if memory else "") + (f"{cpu:9.1f} s CPU" if cpu else "")


def median(bench):
    """Seconds."""
    return bench.stats.median


def readable(seconds):
    """Seconds with a unit that suits them."""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{1000 * seconds:.1f} ms"


if __name__ == "__main__":
    sys.exit(pytest.main([str(HERE), *BENCHMARKS, *sys.argv[1:]], plugins=[sys.modules["__main__"]]))
