"""The table of ratios at the end of a benchmark run."""

FIRST = ("ours", "numpy")


def pytest_terminal_summary(terminalreporter, config):
    """Each group: the median of each way, its ratio to ours (else to the fastest), and the memory it took."""
    session = getattr(config, "_benchmarksession", None)
    groups = {}
    for bench in session.benchmarks if session else ():
        groups.setdefault(bench.group, []).append(bench)
    for group, benches in groups.items():
        base = next((bench for bench in benches if bench.name in FIRST), min(benches, key=median))
        terminalreporter.section(group)
        for bench in sorted(benches, key=median):
            memory = bench.extra_info.get("memory")
            told = "" if memory is None else f"{memory:9.1f} MB"
            terminalreporter.write_line(
                f"{bench.name:34}{readable(median(bench)):>12}{median(bench) / median(base):9.2f} x {base.name}{told}"
            )


def median(bench):
    """Seconds."""
    return bench.stats.median


def readable(seconds):
    """Seconds with a unit that suits them."""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{1000 * seconds:.1f} ms"
