"""Panel 7: click a digit on a grid of 15 pixels; the network answers, and the exact odds stand beside it."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import ipywidgets
import numpy as np
import traitlets
from ipywidgets import Button, Layout

from firstnn._inputs import finite_array, generator
from firstnn.digits import COLUMNS, PAPER, PIXELS, ROWS, create_digit_image, every_damaged_digit
from firstnn.digits import INK as INK_VALUE
from firstnn.limits import BestPossible, best_possible
from firstnn.network import FirstNeuralNetwork
from firstnn.plots.answer import draw_answer, draw_hidden_units, percent
from firstnn.plots.digits import draw_digit
from firstnn.plots.style import INK, QUIET, figure
from firstnn.plots.style import PAPER as WHITE
from firstnn.widgets.panel import Panel, Picture

SIDE = "36px"
WORTH_SAYING = 0.05


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
        self.value = tuple(value)

    @traitlets.observe("value")
    def _follow(self, change: Any) -> None:
        for place, (cell, value) in enumerate(zip(self.cells, change.new)):
            cell.style.button_color = INK if value == INK_VALUE else WHITE
            cell.tooltip = f"{where(place)}: {named(value)}"


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
        self.digits = [button(str(digit), f"draw a clean {digit}", "36px", partial(self.write, digit)) for digit in range(10)]
        self.damage = button("Damage", "wipe one more random pixel", "92px", self.wipe)
        self.clear = button("Clear", "make every pixel paper", "92px", self.empty)
        drawn, axes = figure(1, 3, size=(7.2, 3.3), width_ratios=[0.85, 1.5, 2.6])
        self.digit_ax = draw_digit(axes[0], pixels, "The picture")
        Y_hat = network.forward(pixels.reshape(1, PIXELS))
        self.mosaic = draw_hidden_units(axes[1], network.A1, largest_activation(network))
        self.bars = draw_answer(axes[2], Y_hat, np.zeros(10), self.names)
        moving = [self.digit_ax.images[0], self.digit_ax.xaxis, self.digit_ax.yaxis, *self.mosaic.artists, *self.bars.artists]
        super().__init__({"pixels": self.grid}, Picture(drawn, moving), self.answer, self.buttons())
        self.image.layout.min_width = "0"
        self.words.layout.min_height = "5em"
        row = Layout(display="flex", flex_flow="row wrap", align_items="center", grid_gap="12px")
        self.children = [ipywidgets.Box([self.children[0], self.image], layout=row), self.words]

    def buttons(self) -> ipywidgets.VBox:
        """The ten digits above the grid, damage and clear below it."""
        digits = ipywidgets.GridBox(self.digits, layout=Layout(grid_template_columns="repeat(5, max-content)"))
        return ipywidgets.VBox(
            [digits, self.grid, ipywidgets.HBox([self.damage, self.clear])], layout=Layout(align_items="center", grid_gap="6px")
        )

    def show_picture(self, picture: Any, event: str = "") -> None:
        """Put a picture, (5, 3) or (15,), on the grid and redraw once; event is the sentence that says what happened."""
        pixels = tuple(pixels_of(picture).tolist())
        self.event = event
        if pixels == self.grid.value:
            self.update()
        self.grid.value = pixels

    def flip(self, place: int, _: Any = None) -> None:
        """Make ink of paper and paper of ink at one place."""
        pixels = list(self.grid.value)
        pixels[place] = PAPER if pixels[place] == INK_VALUE else INK_VALUE
        self.hit.discard(place)
        self.show_picture(pixels, f"{where(place).capitalize()} is {named(pixels[place])} now.")

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
        X = np.array(pixels).reshape(1, PIXELS)
        probabilities = self.network.forward(X)[0]
        counts = lookalikes(self.best, X[0])
        self.digit_ax.images[0].set_data(X.reshape(ROWS, COLUMNS))
        self.mosaic.move(self.network.A1)
        self.bars.move(probabilities, counts / max(counts.sum(), 1))
        event, self.event = self.event, ""
        sentences = [event, ink_in_words(X), answer_in_words(probabilities, self.names), odds_in_words(counts, self.best.total)]
        return " ".join(filter(None, [*sentences, units_in_words(self.network.A1)]))


def drawing_panel(
    network: FirstNeuralNetwork | None = None, names: Sequence[str] | None = None, picture: Any = None, seed: int = 0
) -> DrawingPanel:
    """A grid to draw on: the hidden units, the probabilities and the exact odds for one wiped pixel follow each click.

    network: 15 inputs, 10 outputs or more; by default one is trained at once. names: one for each output.
    picture: (5, 3) or (15,), 0.0 for ink and 1.0 for paper, to begin with; by default a clean 8. seed: for the damage.
    """
    network = trained_network() if network is None else network
    if network.input_size != PIXELS or network.output_size < 10:
        shape = f"{network.input_size} inputs and {network.output_size} outputs"
        raise ValueError(f"the network must have {PIXELS} inputs and 10 outputs or more, but it has {shape}")
    names = [str(place) for place in range(network.output_size)] if names is None else list(names)
    if len(names) != network.output_size:
        raise ValueError(f"names must hold one name for each of the {network.output_size} outputs, but it holds {len(names)}")
    return DrawingPanel(network, names, pixels_of(create_digit_image(8) if picture is None else picture), seed)


def trained_network() -> FirstNeuralNetwork:
    """A network that has learnt from every damaged digit."""
    network = FirstNeuralNetwork(rng=0)
    network.train(*every_damaged_digit(), learning_rate=1.0, epochs=300, report_every=None)
    return network


def pixels_of(picture: Any) -> np.ndarray:
    """A picture as 15 floats, each 0.0 or 1.0."""
    pixels = finite_array("picture", picture)
    if pixels.shape not in ((ROWS, COLUMNS), (PIXELS,)) or not np.isin(pixels, (INK_VALUE, PAPER)).all():
        raise ValueError(f"picture must be ({ROWS}, {COLUMNS}) or ({PIXELS},) zeros and ones, but its shape is {pixels.shape}")
    return pixels.ravel() + 0.0


def largest_activation(network: FirstNeuralNetwork) -> float:
    """The largest |activation| that any unit reaches on any picture of ink and paper."""
    if network.activation == "tanh":
        return 1.0
    highest = network.b1 + np.maximum(network.W1, 0).sum(axis=0)
    return float(highest.max()) if highest.max() > 0 else 1.0


def lookalikes(best: BestPossible, x: np.ndarray) -> np.ndarray:
    """How many of all damaged digits look exactly like x (15,), for each of the ten digits: shape (10,)."""
    return best.counts[(best.images == x).all(axis=1)].sum(axis=0)


def button(text: str, tooltip: str, width: str, action: Any) -> Button:
    """A button with its text, a longer text for those who hover or listen, and what a click does."""
    made = Button(description=text, tooltip=tooltip, layout=Layout(width=width, margin="1px", padding="0"))
    made.on_click(action)
    return made


def where(place: int) -> str:
    """The place of a pixel, 0 to 14, in words."""
    row, column = divmod(place, COLUMNS)
    return f"row {row + 1}, column {column + 1}"


def named(value: float) -> str:
    """A pixel in words."""
    return "ink" if value == INK_VALUE else "paper"


def ink_in_words(X: np.ndarray) -> str:
    """How much ink there is."""
    return f"{int((X == INK_VALUE).sum())} of {PIXELS} pixels are ink."


def answer_in_words(probabilities: np.ndarray, names: Sequence[str]) -> str:
    """The most probable class, and the others that are worth a word."""
    first, *others = (-probabilities).argsort(kind="stable")
    also = [f"{names[k]} with {percent(probabilities[k])}" for k in others if probabilities[k] >= WORTH_SAYING]
    return f"The network says {names[first]} with probability {percent(probabilities[first])}" + "".join(f", {a}" for a in also) + "."


def odds_in_words(counts: np.ndarray, total: int) -> str:
    """What counting says: how many damaged digits look like this picture, and which digits they are."""
    looks = int(counts.sum())
    if not looks:
        return "Counting says: no digit with one wiped pixel can look like this."
    digits = sorted(np.flatnonzero(counts), key=lambda digit: -counts[digit])
    shares = [percent(counts[digit] / looks) for digit in digits]
    parts = [f"{counts[digit]} {be(counts[digit])} {article(digit)} ({share})" for digit, share in zip(digits, shares)]
    look = "looks" if looks == 1 else "look"
    return f"Counting says: {looks} of the {total} damaged digits {look} exactly like this; {listed(parts)}."


def units_in_words(A1: np.ndarray) -> str:
    """How many hidden units are above 0."""
    return f"{int((A1 > 0).sum())} of {A1.size} hidden units are above 0."


def article(digit: int) -> str:
    """a 3, an 8."""
    return f"an {digit}" if digit == 8 else f"a {digit}"


def be(count: int) -> str:
    """1 is, 2 are."""
    return "is" if count == 1 else "are"


def listed(parts: Sequence[str]) -> str:
    """a, b and c."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
