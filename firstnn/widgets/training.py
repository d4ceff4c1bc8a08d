"""Panel 5: learning rate and hidden size, with the network trained anew at every change."""

import numpy as np

from firstnn.counting import BestPossible, best_possible
from firstnn.digits import every_damaged_digit
from firstnn.inputs import takes
from firstnn.network import FirstNeuralNetwork
from firstnn.plots.picture import LivePicture
from firstnn.plots.style import figure
from firstnn.plots.training import draw_accuracy, draw_loss, regime
from firstnn.training import History
from firstnn.widgets import panel as check
from firstnn.widgets.panel import Panel, slider

LOSS_RANGE = (0.05, 20)
ENOUGH = 8


@takes(learning_rate=check.learning_rate, hidden_size=check.hidden_size, epochs=check.epochs, seed=check.seed)
def training_panel(learning_rate: float = 0.5, hidden_size: int = 64, epochs: int = 300, seed: int = 0) -> Panel:
    """Sliders for learning rate, hidden size, start and epochs; the curves of loss and accuracy on every damaged digit.

    Each slider reaches as far as it must to hold the value that is given. ValueError where a value makes no sense.
    """
    X, Y = every_damaged_digit()
    best = best_possible()
    drawn, (left, right) = figure(1, 2, size=(9, 3.2))
    blank = FirstNeuralNetwork(hidden_size=1, rng=0).train(X, Y, epochs=0, report_every=None)
    draw_loss(left, blank, best).set_ylim(LOSS_RANGE)
    draw_accuracy(right, blank, best)
    left.legend(loc="upper right")
    loss_line, accuracy_line = left.lines[0], right.lines[0]
    picture = LivePicture(drawn, [loss_line, accuracy_line])

    def draw(learning_rate: float, hidden_size: int, seed: int, epochs: int) -> str:
        network = FirstNeuralNetwork(hidden_size=hidden_size, rng=seed)
        history = network.train(X, Y, learning_rate, epochs, report_every=None)
        loss_line.set_data(history.epoch, np.clip(history.loss, *LOSS_RANGE))
        accuracy_line.set_data(history.epoch, 100 * history.accuracy)
        if left.get_xlim() != (0, epochs):
            left.set_xlim(0, epochs)
            right.set_xlim(0, epochs)
            picture.redraw_all()
        rate = f"{float(f'{learning_rate:.2g}'):g}"
        settings = f"Learning rate {rate}, hidden size {hidden_size}, start {seed}, epochs {epochs:,}"
        return f"{settings}. {told(history, learning_rate, born_dead(hidden_size, seed), hidden_size, best)}"

    controls = {
        "learning_rate": slider("learning rate", learning_rate, 0.001, 10, logarithmic=True),
        "hidden_size": slider("hidden size", hidden_size, 1, 128),
        "seed": slider("start (seed)", seed, 0, 20),
        "epochs": slider("epochs", epochs, 10, 3000, step=10),
    }
    return Panel(controls, picture, draw)


def born_dead(hidden_size: int, seed: int) -> bool:
    """Whether with this start every hidden unit gives 0 for every damaged digit before the first step."""
    network = FirstNeuralNetwork(hidden_size=hidden_size, rng=seed)
    network.forward(every_damaged_digit()[0])
    return not network.A1.any()


def told(history: History, learning_rate: float, unborn: bool, hidden_size: int, best: BestPossible) -> str:
    """The run in words: what kind of run it is, where it ends beside the best possible, and what to try."""
    loss, accuracy = history.loss, history.accuracy
    end = (
        f"The loss goes from {loss[0]:.3f} to {loss[-1]:.3f} nats (lowest possible {best.loss:.3f}), "
        f"the accuracy to {accuracy[-1]:.1%} (best possible {best.accuracy:.1%})."
    )
    if unborn:
        return (
            f"Dead from the start: every hidden unit gives 0 for every picture, so no weight has a slope. {end} "
            "Try another start."
        )
    rises = int(np.sum(np.diff(loss) > 0))
    longer = crawl(learning_rate, hidden_size)
    calm = "shorter steps or more hidden units" if hidden_size < ENOUGH else "shorter steps"
    more = "more hidden units" if hidden_size < ENOUGH else "another start"
    kind = regime(history)
    return {
        "diverging": "It diverges. The loss grew without bound: the step is too long. " + aftermath(history),
        "dead": f"It dies: every hidden unit gives 0 for every picture, and has no slope any more. {end} Try shorter steps.",
        "oscillating": f"It oscillates: the loss rises {rises:,} times on its way. {end} Try {calm}.",
        "good": f"A good run. {end}",
        "crawling": f"It crawls: the loss is still on its way when the run ends. {end} Try {longer}.",
        "stuck": f"It is stuck: the loss hardly falls any more. {end} Try {more}.",
    }[kind]


def aftermath(history: History) -> str:
    """What is left of a run that diverged."""
    if history.problem and history.problem.startswith("every hidden unit"):
        return "Then every hidden unit died (0 for every picture), and the network gives all digits the same chance."
    if history.loss[-1] > history.loss[0]:
        return f"After {history.epoch[-1]:,} epochs it is higher than at the start."
    return "It never comes back far below its start."


def crawl(learning_rate: float, hidden_size: int) -> str:
    """What to try where a run crawls."""
    tips = ["longer steps"] * (learning_rate < 0.3) + ["more hidden units"] * (hidden_size < ENOUGH) + ["more epochs"]
    return " or ".join(tips)
