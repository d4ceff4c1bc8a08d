"""Which stored pictures can be compared byte by byte: those drawn by this very matplotlib on this kind of machine."""

import base64
import io
import re
from pathlib import Path

import nbformat
import numpy as np
from PIL import Image

from firstnn.plots.style import png

PICTURE = re.compile(r"data:image/png;base64,([A-Za-z0-9+/=]+)")


def pictures(path: Path) -> list[bytes]:
    """All stored pictures of a notebook."""
    outputs = [output for cell in nbformat.read(path, as_version=4).cells for output in cell.get("outputs", [])]
    codes = [code for output in outputs for code in PICTURE.findall(str(output.get("data", {}).get("text/html", "")))]
    return [base64.b64decode(code) for code in codes]


def origin(data: bytes) -> tuple[str | None, str | None]:
    """What a PNG says of the program and of the machine that drew it."""
    with Image.open(io.BytesIO(data)) as picture:
        return picture.info.get("Software"), picture.info.get("Source")


def drawn_here(path: Path) -> bool:
    """Whether all stored pictures of a notebook can be compared byte by byte."""
    here = origin(png(np.zeros((1, 1, 3), dtype=np.uint8)))
    return all(origin(data) == here for data in pictures(path))
