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
from firstnn.plots.curves import RunCurves
from firstnn.plots.glyphs import DigitPicture
from firstnn.plots.picture import LivePicture
from firstnn.plots.style import figure
from firstnn.plots.weights import WeightPictures
from firstnn.training import History
from firstnn.widgets import settings
from firstnn.widgets.panel import Panel, choice, slider
from firstnn.words import per_cent, plural

LARGEST, SHADES = 128, 1.0
LOSS_RANGE = (0.002, 20)
SPACE = {"width_ratios": [1.1, 0.25, 1.15], "height_ratios": [1, 1.3]}


@takes(
    learning_rate=settings.learning_rate,
    hidden_size=settings.hidden_size,
    epochs=settings.epochs,
    damage=partial(whole_number, low=0, high=2),
    seed=settings.seed,
    digit=settings.digit,
)
def everything_panel(
    learning_rate: float = 0.5, hidden_size: int = 64, epochs: int = 300, damage: int = 1, seed: int = 0, digit: int = 0
) -> Panel:
    """Sliders for all that can be chosen. The network learns from every damaged digit, so the limits are exact."""
    places = max(LARGEST, hidden_size)
    drawn, ((left, empty, right), (below, shown, answer)) = figure(2, 3, size=(8.6, 4.3), gridspec_kw=SPACE)
    network, _, _ = trained(learning_rate, hidden_size, epochs, damage, seed, "relu")
    curves = RunCurves(left, right, LOSS_RANGE)
    tiles = WeightPictures(below, network.W1, SHADES, "Weights (dark −, light +)", places)
    image = DigitPicture(shown, create_digit_image(digit))
    bars = draw_answer(answer, np.full(10, 0.1), np.full(10, 0.1))
    answer.set_xlabel("")
    empty.set_axis_off()
    picture = LivePicture(drawn, [curves, tiles, image, bars])

    def draw(learning_rate, hidden_size, epochs, activation, damage, seed, digit) -> str:
        network, history, best = trained(learning_rate, hidden_size, epochs, damage, seed, activation)
        X = create_digit_image(digit).reshape(1, PIXELS)
        probabilities, exact = network.forward(X)[0], best.exact_probabilities(X)[0]
        curves.move(history, epochs, best)
        tiles.move(network.W1)
        image.move(X)
        bars.move(probabilities, exact)
        words = "Learning rate {rate:.2g}, hidden size {hidden}, {epochs}, {activation}, damaged pixels {damage}, "
        words += "seed {seed}: {run}"
        run = sentence(history, best, digit, probabilities, exact)
        return words.format(
            rate=learning_rate, hidden=hidden_size, epochs=plural(epochs, "epoch"), activation=activation,
            damage=damage, seed=seed, run=run,
        )  # fmt: skip

    controls = {
        "learning_rate": slider("learning rate", learning_rate, 0.001, 10, logarithmic=True),
        "hidden_size": slider("hidden size", hidden_size, 1, LARGEST),
        "epochs": slider("epochs", epochs, 10, 1000, step=10),
        "activation": choice("activation", "relu", list(ACTIVATIONS)),
        "damage": slider("damaged pixels", damage, 0, 2),
        "seed": slider("seed", seed, 0, 20),
        "digit": slider("digit shown", digit, 0, 9),
    }
    all_of_them, half = list(controls.values()), ipywidgets.Layout(flex="1 1 260px", max_width="32em")
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


def sentence(history: History, best: BestPossible, digit: int, probabilities: np.ndarray, exact: np.ndarray) -> str:
    """The run in words: where loss and accuracy end, beside the limits, what went wrong, and the answer to one digit."""
    words = (
        "{problem}the loss ends at {loss:.3f} nats (lowest possible {lowest:.3f}), the accuracy at {accuracy} (best "
        "possible {highest}). To the clean {digit} the network answers {answer} with a probability of {p}; the exact "
        "probability of the {answer} is {q}."
    )
    answer = probabilities.argmax()
    return words.format(
        problem=f"{history.problem}; " if history.problem else "",
        loss=history.loss[-1],
        lowest=abs(best.loss),
        accuracy=per_cent(history.accuracy[-1]),
        highest=per_cent(best.accuracy),
        digit=digit,
        answer=answer,
        p=per_cent(probabilities[answer]),
        q=per_cent(exact[answer]),
    )
