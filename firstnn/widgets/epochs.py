"""Panel 6: a slider through the epochs of one training run."""

from typing import NamedTuple

import ipywidgets
import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from firstnn.counting import BestPossible, best_possible
from firstnn.digits import PIXELS, create_digit_image, every_damaged_digit
from firstnn.inputs import takes
from firstnn.network import FirstNeuralNetwork
from firstnn.plots.answer import draw_answer
from firstnn.plots.glyphs import DigitPicture
from firstnn.plots.picture import LivePicture
from firstnn.plots.style import INK, LIMIT, TRAIN, figure, plain_numbers
from firstnn.plots.weights import WeightPictures
from firstnn.training import DEAD, GREW, History
from firstnn.widgets import settings
from firstnn.widgets.panel import Panel, slider
from firstnn.words import per_cent, plural

SHADES, SHADES_OF_CHANGE = 1.0, 0.7
SPACE = {"width_ratios": [0.9, 0.17, 1.25], "height_ratios": [1.25, 1]}


class Snapshot(NamedTuple):
    """A network after so many epochs: W1 (15, hidden), loss and accuracy, and its answers (10, 10) to the clean digits.

    problem says in a sentence what went wrong on the way, and is None where nothing did.
    """

    epoch: int
    W1: np.ndarray
    loss: float
    accuracy: float
    answers: np.ndarray
    problem: str | None


def snapshot_epochs(last: int = 3000, number: int = 50) -> list[int]:
    """Whole numbers from 0 to last, about number of them, closer together at the beginning."""
    return np.unique(np.round(np.geomspace(1, last + 1, number + 8) - 1).astype(int)).tolist()


def snapshots(
    network: FirstNeuralNetwork, X: np.ndarray, Y: np.ndarray, learning_rate: float, epochs: list[int]
) -> list[Snapshot]:
    """Train the network up to the last of the epochs (increasing numbers), and keep it at each of them."""
    clean = np.array([create_digit_image(digit).ravel() for digit in range(10)])
    taken, done = [], 0
    for epoch in epochs:
        history = network.train(X, Y, learning_rate, epoch - done, report_every=None)
        done = epoch
        network.forward(X)
        problem = trouble(history, taken[0].loss if taken else np.inf, dead=not network.A1.any())
        answers = network.forward(clean)
        taken.append(Snapshot(epoch, network.W1.copy(), history.loss[-1], history.accuracy[-1], answers, problem))
    return taken


def trouble(history: History, start: float, dead: bool) -> str | None:
    """What went wrong in this piece of a run whose loss began at start: to rise a little and fall again is no trouble."""
    stopped = history.problem == GREW and len(history) == 1
    return GREW if stopped or history.loss[-1] > start else DEAD if dead else None


@takes(
    learning_rate=settings.learning_rate,
    hidden_size=settings.hidden_size,
    epochs=settings.epochs,
    digit=settings.digit,
    seed=settings.seed,
)
def epochs_panel(
    learning_rate: float = 0.5, hidden_size: int = 64, epochs: int = 3000, digit: int = 0, seed: int = 0
) -> Panel:
    """A slider through the epochs of one training run, with the weights, the answer to one clean digit and the loss."""
    best = best_possible()
    network = FirstNeuralNetwork(hidden_size=hidden_size, rng=seed)
    moments = snapshots(network, *every_damaged_digit(), learning_rate, snapshot_epochs(epochs))
    film = {snapshot.epoch: snapshot for snapshot in moments}
    clean = np.array([create_digit_image(digit) for digit in range(10)])
    exact = best.exact_probabilities(clean.reshape(10, PIXELS))

    drawn, ((above, shown, right), (below, empty, curve)) = figure(2, 3, size=(8.6, 4.2), gridspec_kw=SPACE)
    weights = WeightPictures(above, moments[0].W1, SHADES, "Weights (dark −, light +)")
    changes = WeightPictures(below, 0 * moments[0].W1, SHADES_OF_CHANGE, "What training has changed in them")
    answer = draw_answer(right, moments[0].answers[digit], exact[digit])
    right.set_xlabel("")
    image = DigitPicture(shown, clean[digit])
    empty.set_axis_off()
    marker = draw_film(curve, moments, best)
    picture = LivePicture(drawn, [weights, changes, image, answer, marker])

    def draw(epoch: int, digit: int) -> str:
        now = film[epoch]
        weights.move(now.W1)
        changes.move(now.W1 - moments[0].W1)
        answer.move(now.answers[digit], exact[digit])
        image.move(clean[digit])
        marker.set_data([max(epoch, 0.5)], [now.loss])
        return sentence(now, digit, exact[digit], best)

    controls = {
        "epoch": ipywidgets.SelectionSlider(
            options=[(f"{epoch:,}", epoch) for epoch in film],
            value=0,
            description="epoch",
            style={"description_width": "8em"},
            layout=ipywidgets.Layout(width="min(32em, 95%)"),
        ),
        "digit": slider("digit", digit, 0, 9),
    }
    return Panel(controls, picture, draw)


def draw_film(ax: Axes, moments: list[Snapshot], best: BestPossible) -> Line2D:
    """The loss of the snapshots against the epoch, both logarithmic, epoch 0 at the left edge; returns the marker."""
    epochs = [max(snapshot.epoch, 0.5) for snapshot in moments]
    ax.plot(epochs, [snapshot.loss for snapshot in moments], color=TRAIN)
    ax.axhline(best.loss, color=LIMIT, linestyle=":", label="lowest possible")
    ax.set(xscale="log", yscale="log", xlabel="epoch (the left edge is 0)", ylabel="loss (nats)", title="Loss")
    plain_numbers(ax.xaxis)
    plain_numbers(ax.yaxis)
    ax.set_yticks([0.1, 0.3, 1, 3])
    ax.legend()
    (marker,) = ax.plot([], [], "o", color=INK, markersize=8)
    return marker


def sentence(now: Snapshot, digit: int, exact: np.ndarray, best: BestPossible) -> str:
    """The snapshot in words: how good the network is, and its answer to the digit beside the exact probability."""
    words = (
        "After {epochs}: {problem}loss {loss:.3f} nats (lowest possible {lowest:.3f}), {right} of {total} damaged digits "
        "right (best possible {possible}). To the clean {digit} the network answers {answer} ({p}); it gives the {digit} "
        "{own} (exact probability {exact})."
    )
    answers = now.answers[digit]
    return words.format(
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
