"""How long a panel takes for a change, inside the kernel, and how long the package takes to import.

.venv/bin/python tests/bench -k "panel or import"
"""

import itertools
import subprocess
import sys

import pytest

from firstnn import widgets


@pytest.mark.benchmark(group="one change of a panel, retraining and redrawing included")
@pytest.mark.parametrize("name", widgets.__all__)
def test_panel(benchmark, name):
    benchmark.name = name
    panel = getattr(widgets, name)()
    control, *values = move(panel)
    turn = itertools.cycle(values)
    benchmark.pedantic(lambda: setattr(control, "value", next(turn)), rounds=100)
    assert panel.problem is None


def move(panel):
    """A control of the panel, its first slider or else its first grid of pixels, and two values for it."""
    sliders = [control for control in panel.controls.values() if hasattr(control, "step")]
    if sliders:
        return sliders[0], sliders[0].value + sliders[0].step, sliders[0].value
    grid = next(iter(panel.controls.values()))
    return grid, (1.0 - grid.value[0], *grid.value[1:]), grid.value


@pytest.mark.benchmark(group="import, a fresh Python each time")
@pytest.mark.parametrize("module", ["numpy", "firstnn", "firstnn.plots", "firstnn.widgets", "firstnn.check"])
def test_import(benchmark, module):
    benchmark.name = module
    benchmark.pedantic(
        lambda: subprocess.run([sys.executable, "-c", f"import {module}"], check=True), rounds=5, iterations=1
    )
