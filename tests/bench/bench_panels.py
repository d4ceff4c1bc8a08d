"""How long a panel takes for a change, inside the kernel, and how long the package takes to import.

    .venv/bin/pytest tests/bench/bench_panels.py --benchmark-only
"""

import itertools
import subprocess
import sys

import pytest

from firstnn import widgets

MOVES = {
    "damage_panel": ("pixels", (3, 4)),
    "network_panel": ("hidden_size", (63, 64)),
    "training_panel": ("hidden_size", (63, 64)),
    "epochs_panel": ("epoch", (0, 1)),
    "everything_panel": ("hidden_size", (63, 64)),
}


@pytest.mark.benchmark(group="one change of a panel, retraining and redrawing included")
@pytest.mark.parametrize("name", widgets.__all__)
def test_panel(benchmark, name):
    benchmark.name = name
    panel = getattr(widgets, name)()
    control, values = MOVES.get(name, (None, None))
    if control in panel.controls:
        turn = itertools.cycle(values)
        benchmark(lambda: setattr(panel.controls[control], "value", next(turn)))
    else:
        benchmark(panel.update)
    assert panel.problem is None


@pytest.mark.benchmark(group="import, a fresh Python each time")
@pytest.mark.parametrize("module", ["numpy", "firstnn", "firstnn.plots", "firstnn.widgets", "firstnn.check"])
def test_import(benchmark, module):
    benchmark.name = module
    benchmark.pedantic(
        lambda: subprocess.run([sys.executable, "-c", f"import {module}"], check=True), rounds=5, iterations=1
    )
