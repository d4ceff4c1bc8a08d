"""Training to watch: press play, and see the weights, the answer to one picture and the loss change epoch by epoch."""

from typing import NamedTuple

import ipywidgets
import numpy as np

from firstnn.counting import BestPossible, best_possible
from firstnn.digits import PIXELS, create_digit_image, every_damaged_digit
from firstnn.functions import one_hot
from firstnn.inputs import takes
from firstnn.network import FirstNeuralNetwork
from firstnn.passes import accuracy, backward, forward, loss, step
from firstnn.plots.answer import draw_answer
from firstnn.plots.curves import Curve, loss_axis
from firstnn.plots.glyphs import DigitPicture
from firstnn.plots.picture import LivePicture
from firstnn.plots.style import INK, figure
from firstnn.plots.weights import WeightPictures
from firstnn.widgets import settings
from firstnn.widgets.panel import Panel, slider
from firstnn.words import per_cent, plural

SHADES, MILLISECONDS = 1.0, 150
SPACE = {"width_ratios": [1.15, 0.3, 1.1], "height_ratios": [1.2, 1]}


class Frame(NamedTuple):
    """The network after so many epochs: W1 (15, hidden), loss, accuracy, and its answers (10, 10) to the clean digits."""

    W1: np.ndarray
    loss: float
    accuracy: float
    answers: np.ndarray


@takes(
    learning_rate=settings.learning_rate,
    hidden_size=settings.hidden_size,
    epochs=settings.epochs,
    digit=settings.digit,
    seed=settings.seed,
)
def watch_panel(
    learning_rate: float = 0.5, hidden_size: int = 64, epochs: int = 150, digit: int = 9, seed: int = 0
) -> Panel:
    """A film of one training on every damaged digit: play, or move the slider of epochs; choose the digit to be answered."""
    best = best_possible()
    frames = film(hidden_size, learning_rate, epochs, seed)
    losses = np.array([frame.loss for frame in frames])
    clean = np.array([create_digit_image(each) for each in range(10)])
    exact = best.exact_probabilities(clean.reshape(10, PIXELS))

    drawn, axes = figure(2, 3, size=(8.8, 4.4), gridspec_kw=SPACE)
    (weights, shown, answer), (curve, empty, unused) = axes
    unused.remove()
    answer.set_subplotspec(answer.get_gridspec()[:, 2])
    empty.set_axis_off()
    tiles = WeightPictures(weights, frames[0].W1, SHADES, "Weights (dark −, light +)")
    image = DigitPicture(shown, clean[digit])
    bars = draw_answer(answer, frames[0].answers[digit], exact[digit])
    way = Curve(curve)
    loss_axis(curve, legend=False).set(xlim=(0, epochs), ylim=(0.8 * best.loss, 1.2 * losses.max()))
    curve.set_yticks([0.1, 0.3, 1, 3])
    (marker,) = curve.plot([], [], "o", color=INK, markersize=7)
    picture = LivePicture(drawn, [tiles, image, bars, way, marker])

    def draw(epoch: int, digit: int) -> str:
        now = frames[epoch]
        tiles.move(now.W1)
        image.move(clean[digit])
        bars.move(now.answers[digit], exact[digit])
        way.move(range(epoch + 1), losses[: epoch + 1], best.loss)
        marker.set_data([epoch], [now.loss])
        return sentence(epoch, digit, now, best)

    epoch = slider("epoch", 0, 0, epochs)
    play = ipywidgets.Play(value=0, min=0, max=epochs, interval=MILLISECONDS)
    ipywidgets.jslink((play, "value"), (epoch, "value"))
    controls = {"epoch": epoch, "digit": slider("digit", digit, 0, 9)}
    return Panel(controls, picture, draw, ipywidgets.VBox([play, *controls.values()]))


def film(hidden_size: int, learning_rate: float, epochs: int, seed: int) -> list[Frame]:
    """The loop of the lesson on every damaged digit, with the network kept after each epoch, from 0 on."""
    X, Y = every_damaged_digit()
    T = one_hot(Y) / len(Y)
    clean = np.array([create_digit_image(digit).ravel() for digit in range(10)])
    parameters = FirstNeuralNetwork(hidden_size=hidden_size, rng=seed).parameters
    frames = []
    for _ in range(epochs + 1):
        values = forward(X, parameters)
        answers = forward(clean, parameters).Y_hat
        frames.append(Frame(parameters.W1, loss(T, values.Y_hat), accuracy(T, values.Y_hat), answers))
        parameters = step(parameters, backward(X, T, parameters, values), learning_rate)
    return frames


def sentence(epoch: int, digit: int, now: Frame, best: BestPossible) -> str:
    """One frame in words: how good the network is, and its answer to the digit."""
    words = (
        "After {epochs}: loss {loss:.3f} nats (lowest possible {lowest:.3f}), {right} of {total} damaged digits right "
        "(best possible {possible}). To the clean {digit} the network answers {answer}, with a probability of {p}."
    )
    answers = now.answers[digit]
    return words.format(
        epochs=plural(epoch, "epoch"), loss=now.loss, lowest=best.loss, right=round(now.accuracy * best.total),
        total=best.total, possible=best.correct, digit=digit, answer=answers.argmax(), p=per_cent(answers.max()),
    )  # fmt: skip
