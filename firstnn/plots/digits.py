"""Pictures of digits."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from firstnn.digits import COLUMNS, ROWS
from firstnn.plots.style import GRID, bare


def draw_digit(ax: Axes, image: Any, title: str = "", numbers: bool = False) -> Axes:
    """A picture, (5, 3) or (15,): black for ink 0.0, white for paper 1.0; numbers=True writes each value on its pixel."""
    pixels = np.asarray(image, dtype=float).reshape(ROWS, COLUMNS)
    ax.imshow(pixels, cmap="gray", vmin=0, vmax=1)
    ax.set_xticks(np.arange(-0.5, COLUMNS), minor=True)
    ax.set_yticks(np.arange(-0.5, ROWS), minor=True)
    ax.grid(which="minor", color=GRID, linewidth=1)
    ax.tick_params(which="both", length=0)
    bare(ax)
    ax.set_title(title)
    if numbers:
        for (row, column), value in np.ndenumerate(pixels):
            ax.text(column, row, f"{value:g}", ha="center", va="center", color="white" if value < 0.5 else "black")
    return ax


def draw_digits(axes: Any, images: Any, titles: Sequence[str] = ()) -> None:
    """One picture on each of the axes, with its title; axes that are left over are cleared."""
    axes = np.ravel(axes)
    for place, ax in enumerate(axes):
        if place < len(images):
            draw_digit(ax, images[place], titles[place] if place < len(titles) else "")
        else:
            ax.set_axis_off()
