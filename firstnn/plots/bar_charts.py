"""Bar charts of a few numbers of either sign, each with its number."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from firstnn.plots.picture import Picture
from firstnn.plots.style import INK, NEGATIVE, POSITIVE, figure
from firstnn.words import listed

ROOM = 0.18


def bars(charts: Any, names: Sequence[Any] | None = None, places: int = 1, unit: str = "", scale: Any = None) -> Picture:
    """A bar for each number; light and upwards above 0, dark, hatched and downwards below.

    charts: the numbers (n,), or title -> numbers for several charts side by side on ONE scale. names stand below the
    bars. places: digits after the point. scale: (lowest, highest) of all charts, where it is not to follow the numbers.
    """
    charts = charts if isinstance(charts, Mapping) else {"": charts}
    charts = {title: np.asarray(values, dtype=float) for title, values in charts.items()}
    widest = max(len(values) for values in charts.values())
    width = min(9.5, len(charts) * (0.8 + 0.42 * widest * max(1, (places + 1) / 3)))
    drawn, axes = figure(1, len(charts), size=(max(width, 3), 2.6), squeeze=False)
    scale = scale or _shared(charts.values())
    for ax, (title, values) in zip(axes.flat, charts.items()):
        SignedBars(ax, names, len(values), places, title, scale).move(values)
    charted = {title: listed(number_text(value, places) for value in values) for title, values in charts.items()}
    words = "; ".join(f"{title}: {numbers}".removeprefix(": ") for title, numbers in charted.items())
    return Picture(drawn, f"Bars{f', in {unit}' if unit else ''}. {words}.")


class SignedBars:
    """A bar and a number for each of n values of either sign; move(values) changes them in place."""

    def __init__(self, ax: Axes, names: Sequence[Any] | None, n: int, places: int, title: str, scale: tuple[float, float]):
        self.places = places
        names = range(n) if names is None else names
        self.bars = ax.bar(range(n), np.zeros(n), edgecolor=INK, linewidth=0.8).patches
        looks: dict[str, Any] = {"ha": "center", "fontsize": 9, "textcoords": "offset points", "annotation_clip": False}
        self.numbers = [ax.annotate("", (place, 0), (0, 2), **looks) for place in range(n)]
        self.artists: list[Artist] = [*self.bars, *self.numbers]
        ax.axhline(0, color=INK, linewidth=0.8)
        ax.set_xticks(range(n), [str(name).replace("-", "−") for name in names])
        ax.spines[["left", "bottom"]].set_visible(False)
        ax.tick_params(axis="x", length=0)
        low, high = scale
        room = ROOM * (high - low)
        ax.set(yticks=[], title=title, ylim=(low - room * (low < 0), high + room * (high > 0)))

    def move(self, values: Any) -> None:
        """Show these values, one for each bar."""
        for place, (bar, number, value) in enumerate(zip(self.bars, self.numbers, values)):
            above = value >= 0
            bar.set(height=value, facecolor=POSITIVE if above else NEGATIVE, hatch="" if above else "//")
            number.set(text=number_text(value, self.places), va="bottom" if above else "top")
            number.xy = (place, value)
            number.set_position((0, 2 if above else -2))


def number_text(value: float, places: int) -> str:
    """A number with so many digits after the point, a whole number with none, and a true minus."""
    return f"{value:.{0 if value == round(value) else places}f}".replace("-", "−")


def _shared(charts: Any) -> tuple[float, float]:
    """The lowest and the highest number of all charts, and 0."""
    values = np.concatenate([*charts, [0.0]])
    low, high = float(values.min()), float(values.max())
    return (low, high) if low < high else (0.0, 1.0)
