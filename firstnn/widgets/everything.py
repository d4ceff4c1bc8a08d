"""All sliders together: a network trained anew at every change, its curves, its weights and its answer to one digit."""

from functools import lru_cache, partial

import ipywidgets
import numpy as np

from firstnn.counting import BestPossible, best_possible
from firstnn.digits import PIXELS, create_digit_image, every_damaged_digit
from firstnn.functions import ACTIVATIONS
from firstnn.inputs import takes, whole_number
from firstnn.network import FirstNeuralNetwork
from firstnn.plots.answer import draw_answer
from firstnn.plots.curves import draw_accuracy, draw_loss
from firstnn.plots.glyphs import draw_digit
from firstnn.plots.inside import draw_weight_pictures, mosaic
from firstnn.plots.picture import LivePicture
from firstnn.plots.style import figure
from firstnn.training import History
from firstnn.widgets import panel as check
from firstnn.widgets.panel import Panel, slider
from firstnn.words import article, plural

LARGEST, ACROSS, SHADES = 128, 16, 1.0
LOSS_RANGE = (0.002, 20)
SPACE = {"width_ratios": [0.85, 0.2, 1.3], "height_ratios": [1, 1.3]}


@takes(
    learning_rate=check.learning_rate,
    hidden_size=check.hidden_size,
    epochs=check.epochs,
    damage=partial(whole_number, low=0, high=2),
    seed=check.seed,
    digit=check.digit,
)
def everything_panel(
    learning_rate: float = 0.5, hidden_size: int = 64, epochs: int = 300, damage: int = 1, seed: int = 0, digit: int = 0
) -> Panel:
    """Sliders for all that can be chosen. The network learns from every damaged digit, so the limits are exact."""
    places = max(LARGEST, hidden_size)
    drawn, ((left, empty, right), (below, shown, answer)) = figure(2, 3, size=(8.6, 4.3), gridspec_kw=SPACE)
    network, history, best = trained(learning_rate, hidden_size, epochs, damage, seed, "relu")
    draw_loss(left, history, best)
    draw_accuracy(right, history, best)
    left.set_ylim(*LOSS_RANGE)
    left.legend(loc="upper right")
    draw_weight_pictures(below, network.W1, "Weights (dark −, light +)", SHADES, ACROSS, places)
    bars = draw_answer(answer, np.full(10, 0.1), np.full(10, 0.1))
    answer.set_xlabel("")
    draw_digit(shown, create_digit_image(digit))
    empty.set_axis_off()
    curves, limits = [left.lines[0], right.lines[0]], [left.lines[1], right.lines[1]]
    weights = below.images[0]
    picture = LivePicture(drawn, [*curves, *limits, weights, shown, *bars.artists])

    def draw(learning_rate, hidden_size, epochs, activation, damage, seed, digit) -> str:
        network, history, best = trained(learning_rate, hidden_size, epochs, damage, seed, activation)
        image = create_digit_image(digit).reshape(1, PIXELS)
        probabilities, odds = network.forward(image)[0], best.exact_probabilities(image)[0]
        curves[0].set_data(history.epoch, np.clip(history.loss, *LOSS_RANGE))
        curves[1].set_data(history.epoch, 100 * history.accuracy)
        limits[0].set_ydata([max(best.loss, LOSS_RANGE[0])] * 2)
        limits[1].set_ydata([100 * best.accuracy] * 2)
        weights.set_data(np.ma.masked_invalid(mosaic(np.clip(network.W1, -SHADES, SHADES), ACROSS, places)))
        shown.images[0].set_data(image.reshape(shown.images[0].get_array().shape))
        bars.move(probabilities, odds)
        if left.get_xlim() != (0, epochs):
            left.set_xlim(0, epochs)
            right.set_xlim(0, epochs)
            picture.redraw_all()
        settings = (
            f"Learning rate {learning_rate:.2g}, hidden size {hidden_size}, {plural(epochs, 'epoch')}, {activation}, "
            f"damage {damage}, seed {seed}"
        )
        return f"{settings}: {sentence(history, best)} {answer_words(digit, probabilities, odds)}"

    controls = {
        "learning_rate": slider("learning rate", learning_rate, 0.001, 10, logarithmic=True),
        "hidden_size": slider("hidden size", hidden_size, 1, LARGEST),
        "epochs": slider("epochs", epochs, 10, 1000, step=10),
        "activation": ipywidgets.ToggleButtons(
            options=list(ACTIVATIONS), description="activation", style={"description_width": "8em", "button_width": "6em"}
        ),
        "damage": slider("damaged pixels", damage, 0, 2),
        "seed": slider("seed", seed, 0, 20),
        "digit": slider("digit shown", digit, 0, 9),
    }
    all_of_them, half = list(controls.values()), ipywidgets.Layout(width="min(28em, 98%)")
    sides = [ipywidgets.VBox(all_of_them[:4], layout=half), ipywidgets.VBox(all_of_them[4:], layout=half)]
    return Panel(controls, picture, draw, ipywidgets.HBox(sides, layout=ipywidgets.Layout(flex_flow="row wrap")))


@lru_cache(maxsize=3)
def population(damage: int) -> tuple[np.ndarray, np.ndarray, BestPossible]:
    """Every damaged digit with so many wiped pixels, and the limits that follow."""
    return *every_damaged_digit(damage), best_possible(damage)


@lru_cache(maxsize=1)
def trained(
    learning_rate: float, hidden_size: int, epochs: int, damage: int, seed: int, activation: str
) -> tuple[FirstNeuralNetwork, History, BestPossible]:
    """A network trained with these settings, its history and the limits; the last one is kept, for another digit."""
    X, Y, best = population(damage)
    network = FirstNeuralNetwork(hidden_size=hidden_size, activation=activation, rng=seed)
    return network, network.train(X, Y, learning_rate, epochs, report_every=None), best


def sentence(history: History, best: BestPossible) -> str:
    """The run in words: where loss and accuracy end, beside the limits, or what went wrong."""
    if history.problem:
        return f"{history.problem}."
    return (
        f"the loss ends at {history.loss[-1]:.3f} nats (lowest possible {abs(best.loss):.3f}), "
        f"the accuracy at {history.accuracy[-1]:.1%} (best possible {best.accuracy:.1%})."
    )


def answer_words(digit: int, probabilities: np.ndarray, odds: np.ndarray) -> str:
    """The answer to one clean digit in words, beside the exact odds."""
    answer = probabilities.argmax()
    return (
        f"To the clean {digit} the network answers {answer} with a probability of {probabilities[answer]:.1%}; "
        f"the exact odds of {article(answer)} are {odds[answer]:.1%}."
    )
