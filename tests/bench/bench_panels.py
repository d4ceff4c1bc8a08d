"""How long a panel takes for a change, inside the kernel, and how long the package takes to import.

.venv/bin/python tests/bench -k "panel or import"
"""

import itertools
import subprocess
import sys

import pytest

from firstnn import create_digit_image, widgets

EIGHT, NINE = (tuple(create_digit_image(digit).ravel()) for digit in (8, 9))
MOVES = {
    "damage_panel": ("noise_level", 3, 4),
    "drawing_panel": ("pixels", EIGHT, NINE),
    "epochs_panel": ("epoch", 0, 1),
    "everything_panel": ("hidden_size", 64, 63),
    "logits_panel": ("logit_8", 1.0, 1.5),
    "network_panel": ("hidden_size", 64, 63),
    "training_panel": ("hidden_size", 64, 63),
    "weight_panel": ("move", 0.0, 0.05),
}


@pytest.mark.benchmark(group="one change of a panel, retraining and redrawing included")
@pytest.mark.parametrize("name", widgets.__all__)
def test_panel(benchmark, name):
    benchmark.name = name
    panel = getattr(widgets, name)()
    control, here, there = MOVES[name]
    assert panel.controls[control].value == here
    turn = itertools.cycle((there, here))
    benchmark.pedantic(lambda: setattr(panel.controls[control], "value", next(turn)), rounds=100)
    assert panel.problem is None


@pytest.mark.benchmark(group="import, a fresh Python each time")
@pytest.mark.parametrize("module", ["numpy", "firstnn", "firstnn.plots", "firstnn.widgets", "firstnn.check"])
def test_import(benchmark, module):
    benchmark.name = module
    benchmark.pedantic(
        lambda: subprocess.run([sys.executable, "-c", f"import {module}"], check=True), rounds=5, iterations=1
    )
