"""What all tests share: the notebooks, and the exact comparison of their pictures under nbval."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy: a second thread only gets in the way at these sizes

import base64
import io
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from hypothesis import settings
from nbval.plugin import IPyNbFile
from PIL import Image

from firstnn.plots.style import png

settings.register_profile("seeded", derandomize=True)
settings.load_profile("seeded")

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PICTURE = re.compile(r"data:image/png;base64,([A-Za-z0-9+/=]+)")


def drawn_here(path: Path) -> bool:
    """Whether all stored pictures were drawn by this very matplotlib on this kind of machine."""
    here = origin(png(np.zeros((1, 1, 3), dtype=np.uint8)))
    outputs = [
        str(output.get("data", {}).get("text/html", ""))
        for cell in nbformat.read(path, as_version=4).cells
        for output in cell.get("outputs", [])
    ]
    return all(origin(base64.b64decode(code)) == here for html in outputs for code in PICTURE.findall(html))


def origin(data: bytes) -> tuple[str | None, str | None]:
    """What a PNG says of the program and of the machine that drew it."""
    with Image.open(io.BytesIO(data)) as picture:
        return picture.info.get("Software"), picture.info.get("Source")


def _compare_pictures_where_possible(self: IPyNbFile, set_up=IPyNbFile.setup_sanitize_files) -> None:
    set_up(self)
    if drawn_here(self.path):
        self.sanitize_patterns.clear()


IPyNbFile.setup_sanitize_files = _compare_pictures_where_possible


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
