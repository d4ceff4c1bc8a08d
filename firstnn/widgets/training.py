"""Panel 5: learning rate and hidden size, with the network trained anew at every change."""

import numpy as np

from firstnn.counting import BestPossible, best_possible
from firstnn.digits import every_damaged_digit
from firstnn.inputs import takes
from firstnn.network import FirstNeuralNetwork
from firstnn.plots.curves import RunCurves, regime
from firstnn.plots.picture import LivePicture
from firstnn.plots.style import figure
from firstnn.training import History
from firstnn.widgets import settings
from firstnn.widgets.panel import Panel, slider
from firstnn.words import number, per_cent, plural

LOSS_RANGE = (0.05, 20)
ENOUGH, LONG_STEP = 8, 2


@takes(learning_rate=settings.learning_rate, hidden_size=settings.hidden_size, epochs=settings.epochs, seed=settings.seed)
def training_panel(learning_rate: float = 0.5, hidden_size: int = 64, epochs: int = 300, seed: int = 0) -> Panel:
    """Sliders for learning rate, hidden size, start and epochs; the curves of loss and accuracy on every damaged digit.

    Each slider reaches as far as it must to hold the value that is given. ValueError where a value makes no sense.
    """
    X, Y = every_damaged_digit()
    best = best_possible()
    drawn, axes = figure(1, 2, size=(9, 3.2))
    curves = RunCurves(*axes, LOSS_RANGE)

    def draw(learning_rate: float, hidden_size: int, seed: int, epochs: int) -> str:
        network = FirstNeuralNetwork(hidden_size=hidden_size, rng=seed)
        born_dead = not alive(network, X)
        history = network.train(X, Y, learning_rate, epochs, report_every=None)
        curves.move(history, epochs, best)
        settings = "Learning rate {rate}, hidden size {size}, start {start}, {epochs}.".format(
            rate=number(float(f"{learning_rate:.2g}")), size=hidden_size, start=seed, epochs=plural(epochs, "epoch")
        )
        what = born_dead_words() if born_dead else run_words(history, alive(network, X))
        tip = "Try another start." if born_dead else advice(history, learning_rate, hidden_size, best)
        return " ".join(filter(None, [settings, what, end_words(history, best), tip]))

    controls = {
        "learning_rate": slider("learning rate", learning_rate, 0.001, 10, logarithmic=True),
        "hidden_size": slider("hidden size", hidden_size, 1, 128),
        "seed": slider("start (seed)", seed, 0, 20),
        "epochs": slider("epochs", epochs, 10, 3000, step=10),
    }
    return Panel(controls, LivePicture(drawn, [curves]), draw)


def alive(network: FirstNeuralNetwork, X: np.ndarray) -> bool:
    """Whether any hidden unit is above 0 for any of these pictures."""
    network.forward(X)
    return bool(network.A1.any())


def end_words(history: History, best: BestPossible) -> str:
    """Where the run ends, beside the best possible."""
    words = (
        "The loss goes from {start:.3f} to {end:.3f} nats (lowest possible {lowest:.3f}), "
        "the accuracy to {accuracy} (best possible {highest})."
    )
    return words.format(
        start=history.loss[0],
        end=history.loss[-1],
        lowest=best.loss,
        accuracy=per_cent(history.accuracy[-1]),
        highest=per_cent(best.accuracy),
    )


def born_dead_words() -> str:
    """A run that cannot begin."""
    return "Dead from the start: every hidden unit gives 0 for every picture, so the hidden layer has no slope to follow."


def run_words(history: History, alive: bool) -> str:
    """What kind of run it was; alive says whether any hidden unit is still above 0 for any picture at its end."""
    loss = history.loss
    peak = int(loss.argmax())
    jump = f"It diverges: the loss jumps up, to {loss[peak]:.1f} nats at epoch {history.epoch[peak]:,}"
    dies = "every hidden unit gives 0 for every picture, and has no slope any more"
    rises = plural(int(np.sum(np.diff(loss) > 0)), "time")
    kind = regime(history)
    if kind == "crawling" and loss[-1] < 0.5 * loss[0]:
        return "It has not arrived: the loss is still falling when the run ends."
    if kind == "diverging" and peak == len(loss) - 1:
        return "It diverges: the loss grows until the end, and the steps are too long to ever come back."
    return {
        "diverging": f"{jump}, and does not come back far below its start." if alive else f"{jump}. Then it dies: {dies}.",
        "dead": f"It dies: {dies}.",
        "oscillating": f"It oscillates: the loss rises {rises} on its way.",
        "good": "A good run.",
        "crawling": "It crawls: the loss is still on its way when the run ends.",
        "stuck": "It is stuck: the loss hardly falls any more.",
    }[kind]


def advice(history: History, learning_rate: float, hidden_size: int, best: BestPossible) -> str:
    """What to try, where something is known to help."""
    kind, small = regime(history), hidden_size < ENOUGH
    if kind in ("diverging", "dead") and (learning_rate >= LONG_STEP or not small):
        return "Try shorter steps." if not small else "Try shorter steps, and more hidden units."
    if kind in ("diverging", "dead", "stuck"):
        return "Try another start or more hidden units."
    if kind == "oscillating" and history.accuracy[-1] < best.accuracy:
        return "Try shorter steps or more hidden units." if small else "Try shorter steps."
    if kind == "crawling":
        longer = ["longer steps"] * (learning_rate < 0.3) + ["more hidden units"] * small + ["more epochs"]
        return f"Try {' or '.join(longer)}."
    return ""
