"""Panel 7: click a digit on a grid of 15 pixels; the network answers, and the exact probabilities stand beside it."""

import copy
from collections.abc import Sequence
from functools import partial
from typing import Any

import ipywidgets
import numpy as np
import traitlets
from ipywidgets import Button, Layout

from firstnn.counting import best_possible
from firstnn.digits import COLUMNS, PAPER, PIXELS, ROWS, create_digit_image, every_damaged_digit
from firstnn.digits import INK as INK_VALUE
from firstnn.inputs import finite_array, generator, takes
from firstnn.network import FirstNeuralNetwork
from firstnn.plots.answer import draw_reading, reading_in_words
from firstnn.plots.given import reader
from firstnn.plots.glyphs import draw_digit
from firstnn.plots.picture import LivePicture
from firstnn.plots.style import INK, QUIET, figure
from firstnn.plots.style import PAPER as WHITE
from firstnn.plots.style import pixels as pixels_drawn
from firstnn.widgets import settings
from firstnn.widgets.panel import ON_PAPER, Panel

SIDE = "36px"


class PixelGrid(ipywidgets.GridBox):
    """15 buttons in 5 rows of 3, black for ink and white for paper.

    value holds the pixels row by row, 0.0 for ink and 1.0 for paper: set it, and the buttons follow.
    """

    value = traitlets.Tuple()

    def __init__(self, value: Sequence[float]):
        self.cells = [
            Button(layout=Layout(width=SIDE, height=SIDE, margin="1px", padding="0", border=f"1px solid {QUIET}"))
            for _ in range(PIXELS)
        ]
        super().__init__(self.cells, layout=Layout(grid_template_columns=f"repeat({COLUMNS}, max-content)"))
        self.add_class(ON_PAPER)
        self.value = tuple(value)

    @traitlets.observe("value")
    def _follow(self, change: Any) -> None:
        for place, (cell, value) in enumerate(zip(self.cells, change.new)):
            cell.style.button_color = INK if value == INK_VALUE else WHITE
            cell.tooltip = f"{where(place)}: {in_words(value)}"


class DrawingPanel(Panel):
    """The grid, its buttons, and the picture of the network's answer. drawing_panel makes one."""

    def __init__(self, network: FirstNeuralNetwork, names: Sequence[str], pixels: np.ndarray, seed: int):
        self.network, self.names, self.best = network, list(names), best_possible()
        self.rng = generator(seed)
        self.hit: set[int] = set()
        self.event = ""
        self.grid = PixelGrid(pixels)
        for place, cell in enumerate(self.grid.cells):
            cell.on_click(partial(self.flip, place))
        self.digits = [button(str(digit), f"draw a clean {digit}", SIDE, partial(self.write, digit)) for digit in range(10)]
        self.damage = button("Damage", "wipe one more random pixel", "92px", self.wipe)
        self.clear = button("Clear", "make every pixel paper", "92px", self.empty)
        drawn, (units, answer) = figure(1, 2, size=(6, 3.2), width_ratios=[3, 6])
        self.mosaic, self.bars = draw_reading(units, answer, network, pixels, self.best, self.names)
        picture = LivePicture(drawn, [self.mosaic, self.bars])
        super().__init__({"pixels": self.grid}, picture, self.answer, self.buttons(), beside=True)

    def still(self) -> np.ndarray:
        """The picture with the drawn digit in it, which the live panel shows as its grid."""
        drawn, (digit, units, answer) = figure(1, 3, size=(7.2, 3.2), width_ratios=[2, 3, 6])
        draw_digit(digit, self.grid.value, "the picture")
        draw_reading(units, answer, copy.copy(self.network), self.grid.value, self.best, self.names)
        return pixels_drawn(drawn)

    def buttons(self) -> ipywidgets.VBox:
        """The ten digits beside the grid, damage and clear below it."""
        digits = Layout(grid_template_columns="repeat(2, max-content)", grid_template_rows="repeat(5, 38px)")
        above = ipywidgets.HBox([self.grid, ipywidgets.GridBox(self.digits, layout=digits)], layout=Layout(grid_gap="6px"))
        return ipywidgets.VBox([above, ipywidgets.HBox([self.damage, self.clear])], layout=Layout(grid_gap="6px"))

    def show_picture(self, picture: Any, event: str = "") -> None:
        """Put a picture, (5, 3) or (15,), on the grid and redraw once; event is the sentence that says what happened."""
        pixels = tuple(pixels_of("picture", picture).tolist())
        self.event = event
        if pixels == self.grid.value:
            self.update()
        self.grid.value = pixels

    def flip(self, place: int, _: Any = None) -> None:
        """Make ink of paper and paper of ink at one place."""
        pixels = list(self.grid.value)
        pixels[place] = PAPER if pixels[place] == INK_VALUE else INK_VALUE
        self.hit.discard(place)
        self.show_picture(pixels, f"{where(place).capitalize()} is {in_words(pixels[place])} now.")

    def write(self, digit: int, _: Any = None) -> None:
        """Draw a clean digit."""
        self.hit.clear()
        self.show_picture(create_digit_image(digit), f"A clean {digit}.")

    def empty(self, _: Any = None) -> None:
        """Make every pixel paper."""
        self.hit.clear()
        self.show_picture(np.full(PIXELS, PAPER), "Every pixel is paper.")

    def wipe(self, _: Any = None) -> None:
        """Damage: set one more pixel to paper, chosen at random among those that damage has not hit yet."""
        pixels = list(self.grid.value)
        left = [place for place in range(PIXELS) if place not in self.hit]
        if not left:
            return self.show_picture(pixels, "Damage has hit all 15 pixels. Choose a digit to begin again.")
        place = int(self.rng.choice(left))
        event = f"wipes {where(place)}" if pixels[place] == INK_VALUE else f"hits {where(place)}, which is paper already"
        self.hit.add(place)
        pixels[place] = PAPER
        self.show_picture(pixels, f"Damage {event}.")

    def answer(self, pixels: tuple) -> str:
        """Move the picture to the answer for these 15 pixels, and say it in words."""
        X = np.reshape(pixels, (1, PIXELS))
        words = reading_in_words(self.network, X, self.best, self.names)
        network = copy.copy(self.network)  # as it is now, and left as it is
        self.bars.move(network.forward(X), self.best.exact_probabilities(X))
        self.mosaic.move(network.A1)
        event, self.event = self.event, ""
        return f"{event} {words}".strip()


def pixels_of(name: str, picture: Any) -> np.ndarray:
    """A picture as 15 floats, each 0.0 or 1.0."""
    pixels = finite_array(name, picture)
    if pixels.shape not in ((ROWS, COLUMNS), (PIXELS,)) or not np.isin(pixels, (INK_VALUE, PAPER)).all():
        raise ValueError(
            f"{name} must hold zeros and ones, (5, 3) or (15,), but it holds other numbers or is {pixels.shape}"
        )
    return pixels.ravel() + 0.0


@takes(picture=pixels_of, seed=settings.seed)
def drawing_panel(
    network: FirstNeuralNetwork | None = None, names: Sequence[str] | None = None, picture: Any = None, seed: int = 0
) -> DrawingPanel:
    """A grid to draw on: the hidden units, the probabilities and the exact ones for one wiped pixel follow each click.

    network: 15 inputs, 10 outputs or more; by default one is trained at once. names: one for each output.
    picture: (5, 3) or (15,), 0.0 for ink and 1.0 for paper, to begin with; by default a clean 8. seed: for the damage.
    """
    network = trained_network() if network is None else network
    reader("network", network)
    names = [str(place) for place in range(network.output_size)] if names is None else names
    if len(names) != network.output_size:
        raise ValueError(f"names must hold {network.output_size} names, one for each output, but it holds {len(names)}")
    return DrawingPanel(network, names, pixels_of("picture", create_digit_image(8)) if picture is None else picture, seed)


def trained_network() -> FirstNeuralNetwork:
    """A network that has learnt from every damaged digit."""
    network = FirstNeuralNetwork(rng=0)
    network.train(*every_damaged_digit(), learning_rate=1.0, epochs=300, report_every=None)
    return network


def button(text: str, tooltip: str, width: str, action: Any) -> Button:
    """A button with its text, a longer text for those who hover or listen, and what a click does."""
    new = Button(description=text, tooltip=tooltip, layout=Layout(width=width, margin="1px", padding="0"))
    new.on_click(action)
    return new


def where(place: int) -> str:
    """The place of a pixel, 0 to 14, in words."""
    row, column = divmod(place, COLUMNS)
    return f"row {row + 1}, column {column + 1}"


def in_words(value: float) -> str:
    """A pixel in words."""
    return "ink" if value == INK_VALUE else "paper"
