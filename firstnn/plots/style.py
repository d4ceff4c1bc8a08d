"""One look for every picture of the course: colours, figures, and how a figure becomes a PNG with words beside it."""

import base64
import html
import io
import platform
import struct
import sys
import zlib
from typing import Any

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, NullFormatter
from PIL import Image, PngImagePlugin

INK, PAPER, GRID = "#1b1b1b", "#ffffff", "#c8c8c8"
TRAIN, TEST, LIMIT = "#0072b2", "#cc79a7", "#000000"
RIGHT, WRONG = "#009e73", "#d55e00"
POSITIVE, NEGATIVE, QUIET = "#e6b800", "#00346e", "#767676"
SIGNED = "cividis"

matplotlib.rcParams.update(
    {
        "figure.dpi": 100,
        "font.family": "DejaVu Sans",
        "font.size": 10,
        "axes.titlesize": 10,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.edgecolor": QUIET,
        "axes.labelcolor": INK,
        "lines.linewidth": 1.8,
        "legend.frameon": False,
    }
)


def figure(rows: int = 1, columns: int = 1, size: tuple[float, float] = (7, 3), **subplots: Any) -> tuple[Figure, Any]:
    """A new figure of size (width, height) in inches and its axes: one Axes, or an array of them as from plt.subplots."""
    new = Figure(figsize=size, layout="constrained")
    new.get_layout_engine().set(rect=(0.01, 0.01, 0.96, 0.98))
    FigureCanvasAgg(new)
    return new, new.subplots(rows, columns, **subplots)


def pixels(drawn: Figure) -> np.ndarray:
    """The figure, drawn: (height, width, 3) bytes."""
    canvas = drawn.canvas if isinstance(drawn.canvas, FigureCanvasAgg) else FigureCanvasAgg(drawn)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[:, :, :3]


def png(picture: np.ndarray) -> bytes:
    """(height, width, 3) bytes as a small PNG, 256 colours, that names the matplotlib and the machine that drew it."""
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Software", f"matplotlib {matplotlib.__version__}")
    notes.add_text("Source", f"{sys.platform} {platform.machine()}")
    file = io.BytesIO()
    image = Image.fromarray(np.ascontiguousarray(picture)).quantize(256, dither=Image.Dither.NONE)
    image.save(file, "PNG", pnginfo=notes, compress_level=9)
    return file.getvalue()


def quick_png(picture: np.ndarray) -> bytes:
    """(height, width, 3) bytes as a PNG, in a third of the time: no row is filtered (https://www.w3.org/TR/png-3/)."""
    height, width, _ = picture.shape
    rows = np.pad(picture.reshape(height, -1), ((0, 0), (1, 0)))  # a 0 before each row says that it is not filtered
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [b"IHDR" + head, b"IDAT" + zlib.compress(rows, 1), b"IEND"]
    packed = [struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) for chunk in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def image_html(data: bytes, description: str) -> str:
    """The PNG as an HTML image with the description as its alternative text."""
    source = base64.b64encode(data).decode("ascii")
    return f'<img alt="{html.escape(description)}" src="data:image/png;base64,{source}" style="max-width:100%">'


def plain_numbers(axis: Axis) -> None:
    """Write the numbers of a logarithmic scale out: 0.1, 1, 10."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axis.set_minor_formatter(NullFormatter())


def bare(ax: Axes) -> Axes:
    """The axes without ticks and frame, for pictures."""
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    return ax
