"""Panel 2: one neuron to turn. A click on a weight changes it, a slider moves the bias, ten bars follow."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import ipywidgets
import traitlets
from ipywidgets import Button, Layout

from firstnn.digits import COLUMNS, PIXELS
from firstnn.plots.lessons.forward import NeuronOnDigits, fires_in_words, neuron_in_words
from firstnn.plots.picture import LivePicture
from firstnn.plots.style import INK, NEGATIVE, PAPER, POSITIVE, QUIET, figure
from firstnn.widgets.panel import Panel, slider

LOWEST_BIAS, HIGHEST_BIAS = -9.0, 3.0
LOOKS = {1: ("+1", POSITIVE, INK), 0: ("0", PAPER, INK), -1: ("−1", NEGATIVE, PAPER)}
NEXT = {0: 1, 1: -1, -1: 0}


class WeightGrid(ipywidgets.GridBox):
    """15 buttons in 5 rows of 3, each a weight: a click turns 0 into +1, +1 into −1, and −1 into 0.

    value holds the weights row by row: set it, and the buttons follow.
    """

    value = traitlets.Tuple()

    def __init__(self, value: Sequence[int]):
        side = Layout(width="44px", height="36px", margin="1px", padding="0", border=f"1px solid {QUIET}")
        self.cells = [Button(layout=side) for _ in range(PIXELS)]
        for place, cell in enumerate(self.cells):
            cell.on_click(partial(self.turn, place))
        super().__init__(self.cells, layout=Layout(grid_template_columns=f"repeat({COLUMNS}, max-content)"))
        self.value = tuple(value)

    def turn(self, place: int, _: Any = None) -> None:
        """Give one weight its next value."""
        weights = list(self.value)
        weights[place] = NEXT[weights[place]]
        self.value = tuple(weights)

    @traitlets.observe("value")
    def _follow(self, change: Any) -> None:
        for place, (cell, weight) in enumerate(zip(self.cells, change.new)):
            cell.description, cell.style.button_color, cell.style.text_color = LOOKS[weight]
            row, column = divmod(place, COLUMNS)
            cell.tooltip = f"row {row}, column {column}: weight {LOOKS[weight][0]}"


def neuron_panel() -> Panel:
    """Fifteen weights to click, a bias, z for each clean digit as a bar, and for which of them the neuron fires."""
    drawn, (top, bottom) = figure(2, 1, size=(5.4, 3.1), height_ratios=[2.1, 1])
    moving = NeuronOnDigits(top, bottom)
    grid, bias = WeightGrid([0] * PIXELS), slider("bias", 0.0, LOWEST_BIAS, HIGHEST_BIAS, step=0.5)
    bias.orientation, bias.layout = "vertical", Layout(height="230px", width="70px")
    clear = Button(description="All 0", tooltip="set every weight to 0", layout=Layout(width="92px"))
    clear.on_click(lambda _: setattr(grid, "value", (0,) * PIXELS))

    def draw(weights: tuple, bias: float) -> str:
        moving.move(weights, bias)
        return f"{fires_in_words(weights, bias)} {neuron_in_words(weights, bias)}"

    weights = ipywidgets.VBox([grid, clear], layout=Layout(align_items="center", grid_gap="6px"))
    left = ipywidgets.HBox([weights, bias])
    return Panel({"weights": grid, "bias": bias}, LivePicture(drawn, [moving]), draw, left, beside=True)
