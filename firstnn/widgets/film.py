"""Panels 6 and 10: films of one training run. Press play, or move through its epochs; weights, an answer and loss follow."""

from collections.abc import Sequence
from typing import NamedTuple

import ipywidgets
import numpy as np
from matplotlib.axes import Axes

from firstnn.counting import BestPossible, best_possible
from firstnn.digits import every_damaged_digit
from firstnn.inputs import takes
from firstnn.network import FirstNeuralNetwork
from firstnn.passes import forward
from firstnn.plots.answer import draw_answer
from firstnn.plots.curves import Curve, loss_axis
from firstnn.plots.glyphs import DigitPicture
from firstnn.plots.lessons.forward import CLEAN
from firstnn.plots.picture import LivePicture
from firstnn.plots.style import INK, figure, plain_numbers
from firstnn.plots.weights import WeightPictures
from firstnn.training import DEAD, GREW, descend, each_once, score
from firstnn.widgets import settings
from firstnn.widgets.panel import Panel, moments, slider
from firstnn.words import per_cent, plural

HOW_GOOD = (
    "After {epochs}: {problem}loss {loss:.3f} nats (lowest possible {lowest:.3f}), "
    "{right} of {total} damaged digits right (best possible {possible})."
)
RIGHT = "To the clean {digit} the network answers {answer}, with a probability of {p} (exact probability {exact})."
WRONG = (
    "To the clean {digit} the network answers {answer}, with a probability of {p}, "
    "and gives {own} to the {digit} (exact probability {exact})."
)
SHADES, SHADES_OF_CHANGE, MILLISECONDS = 1.0, 0.7, 150
SPACE = {"width_ratios": [1.1, 0.25, 1.15], "height_ratios": [1.25, 1]}
takes_settings = takes(
    learning_rate=settings.learning_rate,
    hidden_size=settings.hidden_size,
    epochs=settings.epochs,
    digit=settings.digit,
    seed=settings.seed,
)


class Frame(NamedTuple):
    """A network after so many epochs: W1 (15, hidden), loss and accuracy, and its answers (10, 10) to the clean digits.

    problem says in a sentence what went wrong on the way, and is None where nothing did.
    """

    epoch: int
    W1: np.ndarray
    loss: float
    accuracy: float
    answers: np.ndarray
    problem: str | None


@takes_settings
def watch_panel(
    learning_rate: float = 0.5, hidden_size: int = 64, epochs: int = 150, digit: int = 9, seed: int = 0
) -> Panel:
    """A film of one training on every damaged digit, epoch by epoch; choose the digit to be answered."""
    return _panel(film(hidden_size, learning_rate, range(epochs + 1), seed), digit)


@takes_settings
def epochs_panel(
    learning_rate: float = 0.5, hidden_size: int = 64, epochs: int = 3000, digit: int = 0, seed: int = 0
) -> Panel:
    """About 50 moments of a longer training, closer together at the beginning; choose the digit to be answered."""
    return _panel(film(hidden_size, learning_rate, spread_out(epochs), seed), digit)


def spread_out(last: int = 3000, number: int = 50) -> list[int]:
    """Whole numbers from 0 to last, about number of them, closer together at the beginning."""
    return np.unique(np.round(np.geomspace(1, last + 1, number + 8) - 1).astype(int)).tolist()


def film(hidden_size: int, learning_rate: float, epochs: Sequence[int], seed: int) -> list[Frame]:
    """A run on every damaged digit, with the network kept at each of these epochs, from 0 on.

    It ends early where a number leaves the range of floats.
    """
    data = each_once(*every_damaged_digit(), 10)
    start = FirstNeuralNetwork(hidden_size=hidden_size, rng=seed).parameters
    frames: list[Frame] = []
    with np.errstate(all="ignore"):
        for epoch, parameters, values in descend(data.X, data.T, start, learning_rate, epochs[-1]):
            if epoch not in epochs:
                continue
            loss, accuracy = score(data, values.Y_hat)
            if not np.isfinite(loss):
                return [*frames[:-1], frames[-1]._replace(problem=GREW)]
            grew, dead = frames and loss > frames[0].loss, not values.A1.any()
            answers = forward(CLEAN, parameters).Y_hat
            frames.append(Frame(epoch, parameters.W1, loss, accuracy, answers, DEAD if dead else GREW if grew else None))
    return frames


def _panel(frames: list[Frame], digit: int) -> Panel:
    """The film with its controls: play, the epoch, and the clean digit whose answer is shown."""
    best, start = best_possible(), frames[0]
    exact = best.exact_probabilities(CLEAN)
    places = {frame.epoch: place for place, frame in enumerate(frames)}
    losses = np.array([frame.loss for frame in frames])

    drawn, ((above, shown, right), (below, empty, curve)) = figure(2, 3, size=(8.6, 4.2), gridspec_kw=SPACE)
    weights = WeightPictures(above, start.W1, SHADES, "Weights (dark −, light +)")
    changes = WeightPictures(below, 0 * start.W1, SHADES_OF_CHANGE, "What training has changed in them")
    answer = draw_answer(right, start.answers[digit], exact[digit])
    right.set_xlabel("")
    image = DigitPicture(shown, CLEAN[digit])
    empty.set_axis_off()
    way = Curve(curve)
    along = axis_of_epochs(curve, list(places), (0.8 * best.loss, 1.2 * losses.max()))
    (marker,) = curve.plot([], [], "o", color=INK, markersize=7)
    picture = LivePicture(drawn, [weights, changes, image, answer, way, marker])

    def draw(epoch: int, digit: int) -> str:
        now, so_far = frames[places[epoch]], slice(places[epoch] + 1)
        weights.move(now.W1)
        changes.move(now.W1 - start.W1)
        image.move(CLEAN[digit])
        answer.move(now.answers[digit], exact[digit])
        way.move(along[so_far], losses[so_far], best.loss)
        marker.set_data(along[so_far][-1:], [now.loss])
        return sentence(now, digit, exact[digit], best)

    epoch = moments("epoch", 0, [(f"{epoch:,}", epoch) for epoch in places])
    play = ipywidgets.Play(value=0, min=0, max=len(frames) - 1, interval=MILLISECONDS)
    ipywidgets.jslink((play, "value"), (epoch, "index"))
    controls = {"epoch": epoch, "digit": slider("digit", digit, 0, 9)}
    return Panel(controls, picture, draw, ipywidgets.VBox([play, *controls.values()]))


def axis_of_epochs(ax: Axes, epochs: list[int], losses: tuple[float, float]) -> np.ndarray:
    """The axes of the loss, logarithmic along the epochs where not every one is shown; where each epoch stands on it."""
    loss_axis(ax).set(ylim=losses, yticks=[0.1, 0.3, 1, 3], xlim=(0, max(epochs[-1], 1)))
    if len(epochs) > epochs[-1]:
        return np.array(epochs)
    ax.set(xscale="log", xlabel="epoch (the left edge is 0)", xlim=(0.4, 1.3 * epochs[-1]))
    plain_numbers(ax.xaxis)
    return np.maximum(epochs, 0.5)


def sentence(now: Frame, digit: int, exact: np.ndarray, best: BestPossible) -> str:
    """A frame in words: how good the network is, and its answer to the digit beside the exact probability."""
    answers = now.answers[digit]
    return f"{HOW_GOOD} {RIGHT if answers.argmax() == digit else WRONG}".format(
        epochs=plural(now.epoch, "epoch"),
        problem=f"{now.problem}; " if now.problem else "",
        loss=now.loss,
        lowest=best.loss,
        right=round(now.accuracy * best.total),
        total=best.total,
        possible=best.correct,
        digit=digit,
        answer=answers.argmax(),
        p=per_cent(answers.max()),
        own=per_cent(answers[digit]),
        exact=per_cent(exact[digit]),
    )
