"""The overfitting panel: samples, hidden size and epochs, and how a network does on digits that it has not seen."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from firstnn.counting import BestPossible, best_possible
from firstnn.digits import create_dataset
from firstnn.inputs import takes
from firstnn.network import FirstNeuralNetwork
from firstnn.passes import Parameters, accuracy, forward, loss
from firstnn.plots.lessons.evaluation import FitCurves
from firstnn.plots.picture import LivePicture
from firstnn.plots.style import figure
from firstnn.training import descend, each_once
from firstnn.widgets import settings
from firstnn.widgets.panel import Panel, slider
from firstnn.words import per_cent, plural

WIPED = 3
LEARNING_RATE = 0.5
MOMENTS = 12
MOST_SAMPLES, MOST_EPOCHS = 1000, 600
HIGHEST_LOSS = 4


class Run(NamedTuple):
    """Loss and accuracy on the training digits and on all damaged digits at a few epochs, each (n,)."""

    epoch: np.ndarray
    loss: np.ndarray
    accuracy: np.ndarray
    loss_on_all: np.ndarray
    accuracy_on_all: np.ndarray


@takes(samples=settings.samples, hidden_size=settings.hidden_size, epochs=settings.epochs, seed=settings.seed)
def overfitting_panel(samples: int = 100, hidden_size: int = 32, epochs: int = 200, seed: int = 0) -> Panel:
    """Sliders for the number of training digits, hidden size, epochs and seed; accuracy and loss on them and on all digits.

    The digits have three wiped pixels. More samples are the earlier ones and some more.
    """
    best = best_possible(WIPED)
    drawn, (left, right) = figure(1, 2, size=(9, 3.2))
    rates = FitCurves(left, 100 * best.accuracy, "Accuracy (%)", "best possible")
    losses = FitCurves(right, best.loss, "Loss (nats)", "lowest possible")
    longest = max(MOST_EPOCHS, epochs)
    left.set(xlim=(0, longest), ylim=(0, 102))
    right.set(xlim=(0, longest), ylim=(0, HIGHEST_LOSS))
    right.legend(loc="upper right")
    picture = LivePicture(drawn, [rates, losses])

    def draw(samples: int, hidden_size: int, epochs: int, seed: int) -> str:
        run = train(samples, hidden_size, epochs, seed, best)
        rates.move(run.epoch, 100 * run.accuracy, 100 * run.accuracy_on_all)
        losses.move(run.epoch, run.loss, run.loss_on_all, run.loss_on_all.argmin())
        digits, units, times = plural(samples, "training digit"), plural(hidden_size, "hidden unit"), plural(epochs, "epoch")
        return f"{digits}, {units}, {times}, seed {seed}. {sentence(run, best)}"

    controls = {
        "samples": slider("training digits", samples, 40, MOST_SAMPLES, step=20),
        "hidden_size": slider("hidden size", hidden_size, 1, 64),
        "epochs": slider("epochs", epochs, 10, MOST_EPOCHS, step=10),
        "seed": slider("seed", seed, 0, 20),
    }
    return Panel(controls, picture, draw)


def train(samples: int, hidden_size: int, epochs: int, seed: int, best: BestPossible) -> Run:
    """Train on the first so many of the digits of this seed; measure at a few epochs, closer together at the beginning."""
    X, Y = many_digits(max(samples, MOST_SAMPLES), seed)
    data = each_once(X[:samples], Y[:samples], 10)
    start = Parameters(*FirstNeuralNetwork(hidden_size=hidden_size, rng=seed).parameters)
    moments = set(np.round(epochs * np.linspace(0, 1, MOMENTS) ** 2))
    shares = best.counts / best.total
    records = [
        (state.epoch, *measure(data.T, state.values.Y_hat), *measure(shares, forward(best.images, state.parameters).Y_hat))
        for state in descend(data.X, data.T, start, LEARNING_RATE, epochs)
        if state.epoch in moments
    ]
    return Run(*np.transpose(records))


@lru_cache(maxsize=4)
def many_digits(number: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """So many damaged digits, kept for the next change of a slider."""
    return create_dataset(number, WIPED, seed)


def measure(T: np.ndarray, Y_hat: np.ndarray) -> tuple[float, float]:
    """Loss and accuracy."""
    return loss(T, Y_hat), accuracy(T, Y_hat)


def sentence(run: Run, best: BestPossible) -> str:
    """Where the run ends on the digits it learnt from and on all, and where the loss on all was lowest."""
    training, everywhere = run.accuracy[-1], run.accuracy_on_all[-1]
    gap = f"{round(100 * (training - everywhere), 1) + 0.0:+.1f}".replace("-", "−")
    lowest = run.loss_on_all.argmin()
    if lowest == len(run.epoch) - 1:
        course = f"The loss on all is lowest at the end: {run.loss_on_all[-1]:.2f} nats"
    else:
        course = (
            f"The loss on all is lowest near epoch {run.epoch[lowest]:.0f}, {run.loss_on_all[lowest]:.2f} nats, "
            f"and ends at {run.loss_on_all[-1]:.2f}"
        )
    return (
        f"In the end it gets {per_cent(training)} of the training digits right and {per_cent(everywhere)} of all "
        f"{best.total:,} damaged digits, a gap of {gap} percentage points (best possible {per_cent(best.accuracy)}). "
        f"{course} (lowest possible {best.loss:.2f})."
    )
