"""refresh.py formats, changes what needs it and nothing by half; machines.py finds what another machine prints."""

import sys

import machines
import nbformat
import pytest
import refresh
from conftest import NOTEBOOKS
from nbclient.exceptions import CellExecutionError

PRODUCT = "import numpy as np; X = np.random.default_rng(0).normal(size=(99, 99)); "
PICTURE = "from firstnn import plots; plots.bars([1], places=1)"
PANEL = "from firstnn import widgets; widgets.damage_panel()"


def scratch(path, *sources):
    """A notebook of these code cells, not executed yet."""
    cells = [nbformat.v4.new_code_cell(source, id=f"cell-{place}") for place, source in enumerate(sources)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


@pytest.fixture
def run(tmp_path, monkeypatch):
    """The refresh command, working on a folder of its own."""

    def command(*arguments):
        monkeypatch.setattr(sys, "argv", ["refresh.py", *arguments])
        return refresh.main()

    monkeypatch.setattr(refresh, "NOTEBOOKS", tmp_path)
    return command


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_notebook_is_stored_as_refresh_writes_it(path):
    assert refresh.tidy(nbformat.read(path, as_version=4)).encode() == path.read_bytes()


def test_a_second_refresh_changes_no_byte(run, tmp_path):
    path = scratch(tmp_path / "scratch.ipynb", "print(1)", PICTURE, PANEL)
    assert run() == 0
    first = path.read_bytes()
    assert b"image/png;base64" in first and b"widget-view" not in first
    assert run() == 0
    assert path.read_bytes() == first


def test_code_is_formatted(run, tmp_path):
    path = scratch(tmp_path / "scratch.ipynb", "x=[1,\n  2]\nprint( 'two' )")
    assert run() == 0
    assert nbformat.read(path, as_version=4).cells[0].source == 'x = [1, 2]\nprint("two")'


def test_check_tells_and_writes_nothing(run, tmp_path):
    path = scratch(tmp_path / "scratch.ipynb", "print(1)")
    before = path.read_bytes()
    assert run("--check") == 1
    assert path.read_bytes() == before
    assert run() == run("--check") == 0


def test_a_cell_that_fails_leaves_the_notebook_as_it_was(run, tmp_path):
    path = scratch(tmp_path / "scratch.ipynb", "print(1)", "1 / 0")
    before = path.read_bytes()
    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        run()
    assert path.read_bytes() == before


@pytest.mark.parametrize("step", ["write_text", "replace"])
def test_an_interrupt_leaves_the_notebook_as_it_was(monkeypatch, tmp_path, step):
    def interrupted(path, *_, **__):
        path.write_bytes(b"half")
        raise KeyboardInterrupt

    path = scratch(tmp_path / "scratch.ipynb", "print(1)")
    before = path.read_bytes()
    monkeypatch.setattr(type(path), step, interrupted)
    with pytest.raises(KeyboardInterrupt):
        refresh.replace(path, "new")
    assert path.read_bytes() == before and list(tmp_path.iterdir()) == [path]


def test_digits_that_depend_on_the_machine_are_found(tmp_path):
    tried = {machines.kernels_of_openblas(each): each for each in (machines.machine(name, "1") for name in machines.LACKS)}
    tried.pop(None, None)
    if len(tried) < 2:
        pytest.skip("NumPy computes without OpenBLAS here, or only as one processor")
    one, *others = tried.values()
    path = scratch(tmp_path / "scratch.ipynb", PRODUCT + "print(list(X[0] @ X))", PRODUCT + "print(X[0] @ X)")
    refresh.replace(path, refresh.tidy(refresh.execute(path, **one)))
    assert machines.differing(path, one) == []
    assert ["In [1]"] in [machines.differing(path, other) for other in others]
