"""Panel 5: learning rate and hidden size, with the network trained anew at every change."""

import numpy as np

from firstnn.digits import every_damaged_digit
from firstnn.limits import best_possible
from firstnn.network import FirstNeuralNetwork
from firstnn.plots.style import LIMIT, TRAIN, figure, plain_numbers
from firstnn.widgets.panel import Panel, Picture, slider

LOSS_RANGE, ACCURACY_RANGE = (0.05, 20), (0, 102)


def training_panel(learning_rate: float = 0.5, hidden_size: int = 64, epochs: int = 300, seed: int = 0) -> Panel:
    """Sliders for learning rate, hidden size and epochs; the curves of loss and accuracy on every damaged digit."""
    X, Y = every_damaged_digit()
    best = best_possible()
    drawn, (left, right) = figure(1, 2, size=(9, 3.2))
    (loss_line,) = left.plot([], [], color=TRAIN)
    (accuracy_line,) = right.plot([], [], color=TRAIN)
    left.axhline(best.loss, color=LIMIT, linestyle=":", label="lowest possible")
    right.axhline(100 * best.accuracy, color=LIMIT, linestyle=":", label="best possible")
    left.set(xlabel="epoch", ylabel="loss (nats)", yscale="log", ylim=LOSS_RANGE, title="Loss")
    plain_numbers(left.yaxis)
    right.set(xlabel="epoch", ylabel="accuracy (%)", ylim=ACCURACY_RANGE, title="Accuracy")
    left.legend(loc="upper right")
    right.legend(loc="lower right")
    picture = Picture(drawn, [loss_line, accuracy_line])

    def draw(learning_rate: float, hidden_size: int, epochs: int) -> str:
        network = FirstNeuralNetwork(hidden_size=hidden_size, rng=seed)
        history = network.train(X, Y, learning_rate, epochs, report_every=None)
        loss_line.set_data(history.epoch, np.clip(history.loss, *LOSS_RANGE))
        accuracy_line.set_data(history.epoch, 100 * history.accuracy)
        if left.get_xlim() != (0, epochs):
            left.set_xlim(0, epochs)
            right.set_xlim(0, epochs)
            picture.redraw_all()
        return sentence(history, learning_rate, hidden_size, best)

    controls = {
        "learning_rate": slider("learning rate", learning_rate, 0.001, 10, logarithmic=True),
        "hidden_size": slider("hidden size", hidden_size, 1, 128),
        "epochs": slider("epochs", epochs, 10, 3000, step=10),
    }
    return Panel(controls, picture, draw)


def sentence(history, learning_rate, hidden_size, best) -> str:
    """The run in words, with its settings and its end beside the best possible."""
    settings = f"Learning rate {learning_rate:.2g}, hidden size {hidden_size}, {history.epoch[-1]:,} epochs"
    if history.problem:
        return f"{settings}: {history.problem}."
    return (
        f"{settings}: the loss falls from {history.loss[0]:.3f} to {history.loss[-1]:.3f} nats (lowest possible "
        f"{best.loss:.3f}), the accuracy ends at {history.accuracy[-1]:.1%} (best possible {best.accuracy:.1%})."
    )
