"""Each mistake that can be made in a notebook makes a test fail: nbval's comparison, or a rule of test_notebooks.py."""

import re
import subprocess
import sys

import nbformat
import pytest
import refresh
import test_notebooks as rules
from conftest import ROOT
from test_refresh import PICTURE, scratch

OLD = "exec('import warnings; warnings.warn(\"old\", DeprecationWarning)', {'__name__': 'firstnn.network'})"
ONLINE = "import urllib.request; urllib.request.urlopen('http://outside.invalid')"
NBVAL_FINDS = {
    "nothing, where nothing is wrong": (PICTURE, lambda cell, _: None),
    "an output edited by hand": ("print(1)", lambda cell, _: cell.outputs[0].update(text="2\n")),
    "an output deleted": ("print(1)", lambda cell, _: cell.update(outputs=[])),
    "a source edited after it ran": ("print(1)", lambda cell, _: cell.update(source="print(2)")),
    "a stale picture": (PICTURE.replace("[1]", "[2]"), lambda cell, good: cell.update(outputs=good.outputs)),
    "a warning of a changed dependency": ("pass", lambda cell, _: cell.update(source=OLD)),
    "a need for the network": ("pass", lambda cell, _: cell.update(source=ONLINE)),
}
RULES_FIND = {
    "a cell never executed": (rules.test_executed_from_top_to_bottom, {"execution_count": None}),
    "cells run out of order": (rules.test_executed_from_top_to_bottom, {"execution_count": 7}),
    "a stored error": (rules.test_no_stored_error_and_no_warning, {"outputs": [{"output_type": "error"}]}),
    "a stored warning": (
        rules.test_no_stored_error_and_no_warning,
        {"outputs": [{"output_type": "stream", "name": "stderr"}]},
    ),
    "a cell that nbval skips": (rules.test_nbval_compares_every_cell, {"metadata": {"tags": ["nbval-skip"]}}),
    "an error that nbval expects": (rules.test_nbval_compares_every_cell, {"metadata": {"tags": ["raises-exception"]}}),
    "an output that nbval ignores": (rules.test_nbval_compares_every_cell, {"source": "# NBVAL_IGNORE_OUTPUT\n1"}),
    "a picture that nbval ignores": (
        rules.test_outputs_are_of_the_kinds_that_nbval_compares,
        {"outputs": [{"output_type": "display_data", "data": {"image/jpeg": ""}}]},
    ),
}


@pytest.fixture(scope="module")
def judged(tmp_path_factory) -> dict[str, str]:
    """Mistake -> PASSED or FAILED, from one run of nbval on a notebook with each mistake in a cell of its own."""
    path = scratch(tmp_path_factory.mktemp("mistakes") / "scratch.ipynb", *[source for source, _ in NBVAL_FINDS.values()])
    notebook = nbformat.reads(refresh.tidy(refresh.execute(path)), as_version=4)
    for cell, (_, mistake) in zip(notebook.cells, NBVAL_FINDS.values(), strict=True):
        mistake(cell, notebook.cells[0])
    nbformat.write(notebook, path)
    command = [sys.executable, "-m", "pytest", "-v", "-c", ROOT / "pyproject.toml", ROOT / "tests" / "conftest.py", path]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return dict(zip(NBVAL_FINDS, re.findall(r"::Cell \d+ (PASSED|FAILED)", done.stdout), strict=True))


@pytest.mark.parametrize("mistake", NBVAL_FINDS)
def test_nbval_finds(judged, mistake):
    assert judged[mistake] == ("PASSED" if mistake.startswith("nothing") else "FAILED")


@pytest.mark.parametrize(("rule", "mistake"), RULES_FIND.values(), ids=RULES_FIND)
def test_a_rule_finds(rule, mistake):
    cell = nbformat.v4.new_code_cell("1", execution_count=1)
    notebook = nbformat.v4.new_notebook(cells=[cell])
    rule(notebook)
    cell.update(nbformat.from_dict(mistake))
    with pytest.raises(AssertionError):
        rule(notebook)
