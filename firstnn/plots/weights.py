"""Weights as pictures: each column of W1 laid out as the pixels lie, dark below 0, light above."""

from typing import Any

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.image import AxesImage
from matplotlib.ticker import MaxNLocator

from firstnn.digits import COLUMNS, PIXELS, ROWS
from firstnn.plots.picture import Picture
from firstnn.plots.style import PAPER, SIGNED, bare, figure

ACROSS = 16


def weight_pictures(W1: Any, label: str = "weight") -> Picture:
    """Each column of W1 (15, hidden) as a picture of 5 by 3 pixels, unit 0 at the top left, unit 1 beside it.

    label says what the numbers are: weights, or changes of weights.
    """
    W1 = np.asarray(W1, dtype=float)
    if W1.ndim != 2 or len(W1) != PIXELS:
        raise ValueError(f"W1 must have {PIXELS} rows, one for each pixel, but its shape is {W1.shape}")
    drawn, ax = figure(size=(8, 3))
    draw_scale(ax, WeightPictures(ax, W1, np.abs(W1).max() or 1.0).image, label)
    words = "{units} little pictures of 5 by 3 pixels, one for each hidden unit: every {label} from {low:.2f} to {high:.2f}."
    return Picture(drawn, words.format(units=W1.shape[1], label=label, low=W1.min(), high=W1.max()))


class WeightPictures:
    """The weight pictures of a layer on one image, with room for as many units as places; move(W1) shows others.

    limit: the weight that is as dark, or as light, as can be.
    """

    def __init__(self, ax: Axes, W1: np.ndarray, limit: float, title: str = "", places: int | None = None):
        self.places, self.limit = places or W1.shape[1], limit
        self.image = draw_signed(ax, mosaic(W1, self.places), limit)
        down = -(-self.places // ACROSS)
        self.labels = [
            ax.text(-1, (ROWS + 1) * row + 3, f"unit {row * ACROSS}", ha="right", va="center", fontsize=8)
            for row in range(down)
        ]
        self.artists = [self.image, *self.labels]
        self._label(W1)
        ax.set_title(title)

    def move(self, W1: np.ndarray) -> None:
        """Show these weights (15, hidden)."""
        self.image.set_data(np.ma.masked_invalid(mosaic(np.clip(W1, -self.limit, self.limit), self.places)))
        self._label(W1)

    def _label(self, W1: np.ndarray) -> None:
        """Name the first unit of each row that holds one."""
        for row, label in enumerate(self.labels):
            label.set_visible(row * ACROSS < W1.shape[1])


def mosaic(W1: np.ndarray, places: int) -> np.ndarray:
    """The columns of W1 (15, hidden) as 5 by 3 tiles in one array, 16 in a row, NaN in the gaps and empty places."""
    tiles = W1.T.reshape(-1, ROWS, COLUMNS)
    down = -(-places // ACROSS)
    framed = np.full((down * ACROSS, ROWS + 1, COLUMNS + 1), np.nan)
    framed[: len(tiles), 1:, 1:] = tiles
    sheet = framed.reshape(down, ACROSS, ROWS + 1, COLUMNS + 1).swapaxes(1, 2)
    sheet = sheet.reshape(down * (ROWS + 1), ACROSS * (COLUMNS + 1))
    return np.pad(sheet, ((0, 1), (0, 1)), constant_values=np.nan)


def draw_signed(ax: Axes, values: np.ndarray, limit: float, aspect: str = "equal") -> AxesImage:
    """An array (rows, columns) of numbers of either sign: dark below 0, light above 0, paper white where it is NaN."""
    colours = matplotlib.colormaps[SIGNED].with_extremes(bad=PAPER)
    looks = {"cmap": colours, "vmin": -limit, "vmax": limit, "aspect": aspect, "interpolation": "nearest"}
    image = ax.imshow(np.ma.masked_invalid(values), **looks)
    bare(ax)
    return image


def draw_scale(ax: Axes, image: AxesImage, label: str) -> None:
    """The scale of a signed image on the axes, in 21 steps: which shade is which number."""
    low, high = image.get_clim()
    steps = (low + high) / 2 + (high - low) / 2 * (np.arange(-21, 22, 2) / 21)  # 0 stays exactly in the middle
    ticks = MaxNLocator(7)
    scale = ax.figure.colorbar(image, ax=ax, boundaries=steps, ticks=ticks, shrink=0.9, pad=0.01, aspect=25)
    scale.set_label(f"{label}: dark is negative, light is positive", fontsize=9)
    scale.outline.set_visible(False)
