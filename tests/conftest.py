"""What all tests share: strict kernels, the notebooks, and which of their pictures nbval compares."""

import os

import strict

os.environ.update(strict.environment())
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy: a second thread only gets in the way at these sizes
strict.be_offline()

from pathlib import Path

import nbformat
import pytest
from hypothesis import settings
from nbval.plugin import IPyNbFile
from pictures import PICTURE, drawn_here

settings.register_profile("seeded", derandomize=True)
settings.load_profile("seeded")

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def _leave_out_pictures_drawn_elsewhere(self: IPyNbFile) -> None:
    if not drawn_here(self.path):
        self.sanitize_patterns[PICTURE.pattern] = "PICTURE"


IPyNbFile.setup_sanitize_files = _leave_out_pictures_drawn_elsewhere


def pytest_report_header() -> str:
    elsewhere = [path.stem for path in NOTEBOOKS if not drawn_here(path)]
    if not elsewhere:
        return "pictures: drawn by this matplotlib on this kind of machine, so compared exactly"
    return f"pictures: drawn elsewhere, so compared only by their descriptions: {', '.join(elsewhere)}"


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request: pytest.FixtureRequest) -> nbformat.NotebookNode:
    """Each notebook in turn, with its path as notebook.path."""
    node = nbformat.read(request.param, as_version=4)
    node.path = request.param
    return node


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory):
    """The JupyterLab that `firstnn` opens, one for all tests: its address and the learner's copy, with pages/ in it."""
    import web

    with web.lab(tmp_path_factory.mktemp("lab")) as running:
        yield running
