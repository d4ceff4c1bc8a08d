"""Checks of the exercises of 05_training."""

import copy
import math
from typing import Any

import numpy as np

from firstnn.check.result import NOT_WRITTEN, Mistake, Result, as_array, attempt, equal, examine, examine_value, untouched
from firstnn.digits import create_dataset
from firstnn.network import FirstNeuralNetwork

RIDDLE = ("oscillating", "crawling", "diverging", "good")
REGIMES = {
    "crawling": "never rises, but is still high above the dotted line when the run ends",
    "good": "falls all the way, without a zigzag, and ends near the dotted line",
    "oscillating": "goes up and down in a zigzag, but arrives near the dotted line all the same",
    "diverging": "rises above its start, ends high above the dotted line and does not come back",
}


def two_steps(value: Any) -> Result:
    """Check the weight after two steps of 0.1 down the valley (w - 5)^2 from w = 1."""
    start, rate = 1.0, 0.1

    def step(w: float, rate: float = rate, bottom: float = 5.0) -> float:
        return w - rate * 2 * (w - bottom)

    def steps(**changed: float) -> float:
        return step(step(start, **changed), **changed)

    first = step(start)
    return examine_value(
        value,
        steps(),
        [
            (first, "That is the weight after one step. Take the second one from there, with the slope at that place."),
            (
                first + (first - start),
                "You took the same step twice. After the first step the slope is another one: work it out anew.",
            ),
            (
                steps(rate=-rate),
                "You walk uphill. The rule takes learning_rate × slope away: here the slope is negative, so w grows.",
            ),
            (
                step(start, rate=-rate),
                "You walk uphill, and only one step. The rule takes learning_rate × slope away: a negative slope "
                "makes w grow.",
            ),
            (
                steps(rate=1.0),
                "The learning rate is forgotten: each step is 0.1 times the slope, not the whole slope.",
            ),
            (
                steps(bottom=3.0),
                "You use the slope of the old valley, 2·(w - 3). Here the bottom is at 5, and the slope is 2·(w - 5).",
            ),
            (2 * (first - 5), "That is a slope. The question is where the weight is after the second step."),
            ((steps() - 5) ** 2, "That is the loss after two steps. The question is the weight itself."),
            (steps(rate=rate / 2), "The slope of (w - 5)² is 2·(w - 5): the 2 is missing."),
        ],
        "Two steps: the slope is worked out anew at each place, and the second step is shorter because the "
        "valley is less steep there.",
        tolerance=1e-3,
    )


def update(function: Any) -> Result:
    """Check a learner's update_layer(W, b, dW, db, learning_rate), which gives the new W and the new b."""
    rng = np.random.default_rng(5)
    examples = [
        (rng.normal(size=(3, 2)), rng.normal(size=(1, 2)), rng.normal(size=(3, 2)), rng.normal(size=(1, 2)), rate)
        for rate in (0.5, 0.2)
    ]
    if changes_its_arguments(function, examples[0]):
        return Result(
            False,
            "Your function changes the arrays it was given: W -= ... writes into the array of the caller. Write "
            "W = W - ..., which makes a new one.",
        )
    return examine(
        function,
        examples,
        lambda W, b, dW, db, rate: (W - rate * dW, b - rate * db),
        [
            Mistake(
                lambda W, b, dW, db, rate: (W + rate * dW, b + rate * db),
                "You walk uphill. The slope points to where the loss grows: take learning_rate × slope away instead "
                "of adding it.",
            ),
            Mistake(
                lambda W, b, dW, db, rate: (W - dW, b - db),
                "The learning rate is forgotten: you take the whole slope away, not learning_rate times the slope.",
            ),
            Mistake(
                lambda W, b, dW, db, rate: (W + dW, b + db),
                "Two things: the sign (walk against the slope), and the learning rate is forgotten.",
            ),
            Mistake(
                lambda W, b, dW, db, rate: (W - rate * dW, b),
                "The weights take their step, the biases stay where they were. b needs the same step, with db.",
            ),
            Mistake(
                lambda W, b, dW, db, rate: (W, b - rate * db),
                "The biases take their step, the weights stay where they were. W needs the same step, with dW.",
            ),
            Mistake(
                lambda W, b, dW, db, rate: W - rate * dW,
                "You return W alone. Return both new arrays, separated by a comma, W first.",
            ),
            Mistake(
                lambda W, b, dW, db, rate: (b - rate * db, W - rate * dW),
                "Both steps are right, but they come back in the wrong order: return W first, then b.",
            ),
            Mistake(
                lambda W, b, dW, db, rate: (rate * dW, rate * db),
                "You return the steps themselves. Take them away from W and b, and return what is left.",
            ),
            Mistake(
                lambda W, b, dW, db, rate: (-rate * dW, -rate * db),
                "You return the steps themselves. Add them to W and b, and return the new W and b.",
            ),
            Mistake(
                lambda W, b, dW, db, rate: (W - dW / rate, b - db / rate),
                "You divide by the learning rate. Multiply: a small learning rate has to give a short step.",
            ),
            Mistake(
                lambda W, b, dW, db, rate: (rate * (W - dW), rate * (b - db)),
                "Brackets: the learning rate multiplies the slope alone, not the whole difference.",
            ),
            Mistake(
                lambda W, b, dW, db, rate: ((1 - rate * dW) * W, (1 - rate * db) * b),
                "You multiply W by the step. The step is taken away from W, not multiplied with it.",
            ),
            Mistake(
                lambda W, b, dW, db, rate: (W, b),
                "You return W and b as they were: the step is computed nowhere, or thrown away.",
            ),
            *(
                Mistake(
                    lambda W, b, dW, db, rate, fixed=fixed: (W - fixed * dW, b - fixed * db),
                    f"You always take the learning rate {fixed}. Use the argument learning_rate.",
                )
                for fixed in (0.01, 0.1, 0.2, 0.5)
            ),
        ],
        "Weights and biases both take one step against their slopes, and the old arrays are left as they were.",
    )


def changes_its_arguments(function: Any, arguments: tuple) -> bool:
    """Whether the function, on a copy of the arguments, writes into one of them."""
    given = copy.deepcopy(arguments)
    attempt(lambda: function(*given), ())
    return not all(equal(now, before, 0) for now, before in zip(given, arguments))


def train(function: Any) -> Result:
    """Check a learner's train_by_hand(network, X, Y, learning_rate, epochs): losses back, the network trained."""
    examples = []
    for epochs, rate, samples in [(4, 0.5, 12), (3, 0.2, 12)]:
        X, Y = create_dataset(samples, rng=epochs)
        examples.append((FirstNeuralNetwork(rng=epochs), X, Y, rate, epochs))
    answer = attempt(watched(function), examples[0]) if callable(function) else None
    if isinstance(answer, tuple):
        losses, *parameters = answer
        problem = not_losses(losses, examples[0][-1]) or other_network(losses, tuple(parameters), *examples[0][:3])
        if problem:
            return Result(False, problem)
    result = examine(
        watched(function),
        examples,
        watched(loop),
        LOOP_MISTAKES,
        "Forward, loss, backward, update, once in each epoch: this is training, and your network ends where ours does.",
    )
    for said, meaning in SWAPPED.items():
        if said in result.message:
            return Result(False, meaning)
    return result


SWAPPED = {
    "Y_hat must have 2 axes": "Two arguments have changed places: compute_loss(Y, Y_hat) takes the true digits first.",
    "Y must hold class numbers": "Two arguments have changed places: it is network.backward(X, Y, Y_hat), in this order.",
    "X must have shape": "Two arguments have changed places: forward(X) and backward(X, Y, Y_hat) take the pictures first.",
    "dW1 must have shape": "Two arguments have changed places: it is update_parameters(dW1, db1, dW2, db2, learning_rate), "
    "the learning rate last.",
    "cannot be interpreted as an integer": "You count with a number that is not whole. Have learning_rate and epochs "
    "changed places? The order is (network, X, Y, learning_rate, epochs), and range needs epochs.",
}


def watched(function: Any) -> Any:
    """The function, with the four arrays of its network after the run beside what it returns."""
    if untouched(function) or not callable(function):
        return function

    def run(network: Any, *arguments: Any) -> Any:
        losses = function(network, *arguments)
        return losses if losses is None or losses is ... else (losses, *network.parameters)

    return run


def not_losses(answer: Any, epochs: int) -> str | None:
    """What is wrong with the kind of answer, if it is no list of numbers, about one for each epoch."""
    array = as_array(answer)
    if isinstance(answer, FirstNeuralNetwork):
        return "You return the network. Return the list of losses: the network is changed in place and needs no return."
    if isinstance(answer, tuple) and array is None:
        return "You return several things. Return the list of losses alone."
    if array is None:
        return f"Return a list of numbers, one loss for each epoch, not a value of type {type(answer).__name__}."
    if array.ndim == 0:
        return (
            "You return one number. Make an empty list before the loop, append each loss to it, and return the list after "
            "the loop."
        )
    if array.ndim > 1:
        return (
            f"Each entry of your list should be one number, the loss, but your list has shape {array.shape}. Did you append "
            "Y_hat?"
        )
    if len(array) > epochs + 1:
        return (
            f"Your list holds {len(array)} losses where {epochs} epochs were asked for. Use the argument epochs, and one "
            "loss in each epoch."
        )
    return None


def other_network(answer: Any, parameters: tuple, network: Any, X: Any, Y: Any) -> str | None:
    """Whether new weights were drawn: the losses, or the parameters after the run, are not those of the network.

    The network given stayed as it was, but the losses vary; or the first loss is none of its own, neither a mean nor a
    sum, nor is it its accuracy, and its weights stayed as they were or are far off: no usual step is as long as that.
    """
    losses = as_array(answer)
    if not len(losses) or not np.isfinite(losses).all():
        return None
    unused = equal(parameters, network.parameters, 0)
    replaced = not equal(parameters[::2], (network.W1, network.W2), 0.75)
    loss = loss_now(network, X, Y)
    own = np.isclose(losses[0], [loss, len(X) * loss, np.mean(network.predict(X) == Y)]).any()
    if (unused and not np.allclose(losses, losses[0])) or (not own and (unused or replaced)):
        return (
            "The network that you are given is not the one that you train: do you draw new weights, make a new "
            "FirstNeuralNetwork, or train a copy, inside your function?"
        )
    return None


def loop(
    network: Any,
    X: Any,
    Y: Any,
    rate: float,
    epochs: int,
    forward_once: bool = False,
    backward_once: bool = False,
    sign: float = -1.0,
    only: tuple[str, ...] = ("W1", "b1", "W2", "b2"),
) -> list[float]:
    """The loop, right or with one of the usual mistakes: the losses, and the network changed."""
    losses, slopes, Y_hat = [], None, None
    for _ in range(epochs):
        if Y_hat is None or not forward_once:
            Y_hat = network.forward(X)
        losses.append(network.compute_loss(Y, Y_hat))
        if slopes is None or not backward_once:
            slopes = network.backward(X, Y, Y_hat)
        for name in only:
            setattr(network, name, getattr(network, name) + sign * rate * getattr(slopes, f"d{name}"))
    return losses


def accuracies(network: Any, X: Any, Y: Any, rate: float, epochs: int) -> list[float]:
    """The right training, but with the accuracy recorded in the place of the loss."""
    shares = []
    for _ in range(epochs):
        shares.append(float(np.mean(network.forward(X).argmax(axis=1) == Y)))
        loop(network, X, Y, rate, 1)
    return shares


def loop_mistake(
    message: str, change: Any = None, more: int = 0, wrong_rate: float | None = None, **options: Any
) -> Mistake:
    """The loop with options and so many epochs more; change(losses, network, X, Y) makes the answer from its losses."""

    def wrong(network: Any, X: Any, Y: Any, rate: float, epochs: int) -> Any:
        losses = loop(network, X, Y, wrong_rate or rate, epochs + more, **options)
        return change(losses, network, X, Y) if change else losses

    return Mistake(watched(wrong), message)


def loss_now(network: Any, X: Any, Y: Any) -> float:
    """The loss that the network has now."""
    return network.compute_loss(Y, network.forward(X))


LATE = (
    "Your losses are one step late: record the loss from the forward pass at the beginning of each epoch, before the update."
)
BACKWARD_ONCE = (
    "The gradients are computed once, before the loop. After each step the slopes are other ones: call "
    "backward inside the loop."
)
FORWARD_ONCE = (
    "The forward pass is made once, before the loop. After each step the probabilities are other ones: "
    "call forward inside the loop."
)
NO_UPDATE = (
    "The loss stays the same: the network never takes a step. Put the update inside the loop, and "
    "assign the new arrays to the network."
)
ONE_MORE = "One epoch too many: range(epochs) already counts from 0 to epochs - 1."
LOOP_MISTAKES = [
    loop_mistake(BACKWARD_ONCE, backward_once=True),
    loop_mistake(BACKWARD_ONCE, lambda losses, *_: losses[:1] * len(losses), backward_once=True),
    loop_mistake(FORWARD_ONCE, forward_once=True),
    loop_mistake(NO_UPDATE, only=()),
    loop_mistake("One epoch is missing: range(1, epochs) leaves one out. range(epochs) gives exactly that many.", more=-1),
    loop_mistake(ONE_MORE, more=1),
    loop_mistake(
        "Your list has one loss too many: record one loss in each epoch, before its step, and none after the loop.",
        lambda losses, network, X, Y: [*losses, loss_now(network, X, Y)],
    ),
    loop_mistake(LATE, lambda losses, network, X, Y: [*losses[1:], loss_now(network, X, Y)]),
    loop_mistake(
        "The training is right, but your list holds only the last loss: make the empty list once, before the loop.",
        lambda losses, *_: losses[-1:],
    ),
    loop_mistake("The training is right, but your list stays empty: append the loss to it in each epoch.", lambda *_: []),
    loop_mistake(
        "Your losses are sums over all rows. The loss is their mean: network.compute_loss gives it.",
        lambda losses, network, X, Y: [len(X) * loss for loss in losses],
    ),
    loop_mistake("You climb: the loss grows. Take learning_rate × slope away from the weights.", sign=1.0),
    loop_mistake("The learning rate is forgotten: each step is learning_rate times the slope.", wrong_rate=1.0),
    *(
        loop_mistake(f"You always take the learning rate {rate}. Use the argument learning_rate.", wrong_rate=rate)
        for rate in (0.01, 0.1, 0.5)
    ),
    loop_mistake(
        "Only the weights take steps. The biases b1 and b2 have slopes too, and need the same update.", only=("W1", "W2")
    ),
    loop_mistake("Only the output layer learns: W1 and b1 need their update too.", only=("W2", "b2")),
    loop_mistake("Only the hidden layer learns: W2 and b2 need their update too.", only=("W1", "b1")),
    Mistake(
        watched(accuracies),
        "Your numbers are accuracies. Record the loss, network.compute_loss(Y, Y_hat): it is what the steps lower.",
    ),
    Mistake(
        watched(lambda network, X, Y, rate, epochs: loop(network, X, Y, rate, 1)),
        "Your function ends after one epoch: return stands inside the loop. Move it to the left, under the for.",
    ),
]


def regimes(answer: Any) -> Result:
    """Check the names that a learner gives to the four curves A, B, C, D: a list of four words."""
    if answer is None or answer is ...:
        return Result(False, NOT_WRITTEN)
    if isinstance(answer, dict):
        answer = [answer.get(name, answer.get(name.lower())) for name in "ABCD"]
    if not isinstance(answer, (list, tuple)) or len(answer) != len(RIDDLE):
        return Result(False, "Give a list of four words, in the order A, B, C, D.")
    if any(word is ... or word is None for word in answer):
        return Result(
            False, "Not written yet. Put one of the four words, in quotes, in each place where there are three dots."
        )
    said = [word.strip().lower() for word in answer if isinstance(word, str)]
    if sum(word in REGIMES for word in said) < len(answer):
        return Result(
            False,
            f"The words to choose from are {', '.join(REGIMES)}; one of yours is another one. Write each as a "
            "text in quotes.",
        )
    if tuple(said) == RIDDLE:
        return Result(True, "All four: you read a learning rate from a curve.")
    if len(set(said)) < len(said):
        return Result(False, "Each word belongs to exactly one curve, and one of yours stands twice.")
    was, called = next((was, called) for was, called in zip(RIDDLE, said) if was != called)
    return Result(
        False, f"One curve that you call {called} {REGIMES[was]}. Where training is {called}, the curve {REGIMES[called]}."
    )


def steps_per_epoch(function: Any) -> Result:
    """Check a learner's steps_per_epoch(num_samples, batch_size): the number of batches, the last one maybe smaller."""
    left_over = "The last, smaller batch is a step too. When rows are left over, count one more: round up."
    return examine(
        function,
        [(1000, 100), (1000, 64), (150, 150), (10, 64), (7, 2), (8, 3), (9, 4)],
        lambda n, size: math.ceil(n / size),
        [
            Mistake(lambda n, size: n // size, left_over),
            Mistake(lambda n, size: n / size, f"There is no such thing as a part of a step. {left_over}"),
            Mistake(
                lambda n, size: round(n / size),
                f"Rounding to the nearest number drops a batch of less than half the size. {left_over}",
            ),
            Mistake(
                lambda n, size: n // size + 1,
                "When the batches fit exactly, nothing is left over, and you count one step too many: 1,000 rows in "
                "batches of 100 are 10 steps.",
            ),
            Mistake(
                lambda n, size: math.ceil(size / n), "The other way round: divide the number of samples by the batch size."
            ),
            Mistake(lambda n, size: size / n, "The other way round: divide the number of samples by the batch size."),
            Mistake(
                lambda n, size: n % size, "% gives the rows that are left over. The question is how many batches there are."
            ),
            Mistake(lambda n, size: n, "One step for each row would be batches of one. Each step uses batch_size rows."),
            Mistake(
                lambda n, size: size,
                "You return the batch size, the rows in one step. The question is how many steps an epoch has.",
            ),
            Mistake(lambda n, size: n * size, "You multiply. Each step uses up batch_size rows: divide."),
            Mistake(
                lambda n, size: 1,
                "That is full-batch training: one step in each epoch, with all rows. Here each step takes only "
                "batch_size rows.",
            ),
            Mistake(lambda n, size: max(1, n // size), left_over),
        ],
        "A full step for each batch, and one for the rows that are left over.",
    )
