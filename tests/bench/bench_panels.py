"""How long a panel takes for a change, inside the kernel, and how long the package takes to import.

.venv/bin/python tests/bench -k "panel or import"
"""

import itertools
import subprocess
import sys

import pytest

from firstnn import widgets


@pytest.mark.benchmark(group="one change of a panel, each control in turn, retraining and redrawing included")
@pytest.mark.parametrize("name", widgets.__all__)
def test_panel(benchmark, name):
    benchmark.name = name
    panel = getattr(widgets, name)()
    turn = itertools.cycle([(control, value) for control in panel.controls.values() for value in there_and_back(control)])
    benchmark.pedantic(lambda control, value: setattr(control, "value", value), setup=lambda: (next(turn), {}), rounds=60)
    assert panel.problem is None


def there_and_back(control):
    """Another value for this control, and the one that it has."""
    if hasattr(control, "options"):
        return control.options[1][1] if isinstance(control.options[1], tuple) else control.options[1], control.value
    if isinstance(control.value, tuple):
        return (1.0 - control.value[0], *control.value[1:]), control.value
    return control.value + (control.step if control.value < control.max else -control.step), control.value


@pytest.mark.benchmark(group="import, a fresh Python each time")
@pytest.mark.parametrize("module", ["numpy", "firstnn", "firstnn.plots", "firstnn.widgets", "firstnn.check"])
def test_import(benchmark, module):
    benchmark.name = module
    benchmark.pedantic(
        lambda: subprocess.run([sys.executable, "-c", f"import {module}"], check=True), rounds=5, iterations=1
    )
