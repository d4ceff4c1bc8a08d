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
    slider = next(control for control in panel.controls.values() if hasattr(control, "step"))
    here = slider.value
    slider.value = here + slider.step
    there, slider.value = slider.value, here
    assert there != here
    turn = itertools.cycle((there, here))
    benchmark.pedantic(lambda: setattr(slider, "value", next(turn)), rounds=100)
    assert panel.problem is None


@pytest.mark.benchmark(group="import, a fresh Python each time")
@pytest.mark.parametrize("module", ["numpy", "firstnn", "firstnn.plots", "firstnn.widgets", "firstnn.check"])
def test_import(benchmark, module):
    benchmark.name = module
    benchmark.pedantic(
        lambda: subprocess.run([sys.executable, "-c", f"import {module}"], check=True), rounds=5, iterations=1
    )
