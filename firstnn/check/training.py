"""Exercises of 05_training."""

from collections.abc import Callable
from typing import Any

import numpy as np

from firstnn import functions, passes
from firstnn.check.answers import as_array, difference, equal, kind
from firstnn.check.backpropagation import VALUES, wrong_slopes
from firstnn.check.exercise import Exercise, Value
from firstnn.check.facts import plain_fact
from firstnn.check.result import NOT_WRITTEN, Result
from firstnn.counting import best_possible
from firstnn.digits import create_dataset, every_damaged_digit
from firstnn.network import FirstNeuralNetwork
from firstnn.passes import Gradients, Parameters
from firstnn.training import History
from firstnn.words import listed

FIXED_RATES = (0.01, 0.1, 0.2, 0.5)
FIXED = "You always take the learning rate {rate}. Use the argument learning_rate."
RATE_FORGOTTEN = "The learning rate is forgotten: each step is learning_rate times the slope, not the whole slope."


def always(*rates: float) -> dict[Callable, str]:
    """Slips for programs that take the learning rate 1, or another fixed one."""
    return {lambda rate: 1: RATE_FORGOTTEN} | {(lambda rate, own=own: own): FIXED.format(rate=own) for own in rates}


# ---- 1: two steps with pencil and paper


def descent(steps=2, rate=0.1, bottom=5.0, steepness=2.0, sign=-1, anew=True, give=lambda w, bottom: w):
    """The weight after two steps of 0.1 down the valley (w - 5)^2 from w = 1."""
    w, slope = 1.0, None
    for _ in range(steps):
        slope = steepness * (w - bottom) if anew or slope is None else slope
        w = w + sign * rate * slope
    return give(w, bottom)


two_steps = Value(
    "two_steps",
    right=descent,
    praise=(
        "Two steps: the slope is worked out anew at each place, and the second is shorter, where the valley is less steep."
    ),
    tolerance=1e-3,
    slips={
        "steps": {
            1: "That is the weight after one step. Take the second one from there, with the slope at that place.",
            3: "That is the weight after three steps. Two are asked for.",
        },
        "anew": {False: "You took the same step twice. After the first step the slope is another one: work it out anew."},
        "sign": {1: "You walk uphill. The rule takes learning_rate × slope away: here the slope is negative, so w grows."},
        "rate": {1.0: "The learning rate is forgotten: each step is 0.1 times the slope, not the whole slope."},
        "bottom": {3.0: "You use the slope of the old valley, 2·(w - 3). Here the bottom is at 5: the slope is 2·(w - 5)."},
        "steepness": {1.0: "The slope of (w - 5)² is 2·(w - 5): the 2 is missing."},
        "give": {
            lambda w, bottom: 2 * (w - bottom): "That is a slope. The question is where the weight is.",
            lambda w, bottom: (w - bottom) ** 2: "That is the loss after two steps. The question is the weight itself.",
            lambda w, bottom: w - 1: "That is how far the weight has moved. The question is where it is.",
        },
    },
    others={
        -6.4: "That is the slope after the first step. The question is where the weight is after the second.",
        5.0: "5 is the bottom of the valley. Two steps of learning rate 0.1 do not get that far.",
        10.24: "That is the loss after one step. The question is the weight, after two.",
    },
)

# ---- 2: one step of a layer


def both(first: Any, second: Any) -> tuple:
    return first, second


def one_step(W, b, dW, db, learning_rate, sign=-1, rate=np.positive, slopes=both, give=both):
    """W - learning_rate * dW, and the same for b."""
    step, (dW, db) = sign * rate(learning_rate), slopes(dW, db)
    return give(W + step * dW, b + step * db)


def layers() -> list[tuple]:
    rng = np.random.default_rng(5)
    return [
        (rng.normal(size=(rows, 2)), rng.normal(size=(1, 2)), rng.normal(size=(rows, 2)), rng.normal(size=(1, 2)), rate)
        for rows, rate in ((3, 0.5), (4, 0.2))
    ]


def other_steps(answer: Any, _: tuple, W: Any, b: Any, dW: Any, db: Any, rate: float) -> str | None:
    """How W or b has moved, if it has not moved by its step."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 2:
        return None
    for name, old, new, slope in (("W", W, as_array(answer[0]), dW), ("b", b, as_array(answer[1]), db)):
        if new is None or new.shape != old.shape or not np.isfinite(new).all():
            return None
        moved, step = old - new, rate * slope
        times = float(np.vdot(moved, step) / np.vdot(step, step))
        if equal(moved, step, 0.02):
            continue
        if equal(moved, times * step, 1e-6):
            return f"{name} has lost {times:.3g} times learning_rate * d{name}. It should lose it once."
        if equal(abs(moved), abs(step), 1e-6):
            return f"The step of {name} has the right size, but not everywhere the right sign."
        return f"{name} does not move by learning_rate * d{name}. Print the old {name} minus the new one, and compare."
    return None


update = Exercise(
    "update_layer(W, b, dW, db, learning_rate)",
    right=one_step,
    examples=layers,
    unlike=other_steps,
    praise="Weights and biases both take one step against their slopes, and the old arrays are left as they were.",
    slips={
        "sign": {1: "You walk uphill. The slope points to where the loss grows: take learning_rate × slope away."},
        "rate": {
            lambda rate: rate**2: "You multiply by the learning rate twice. Once is enough.",
            lambda rate: 1 / rate: "You divide by the learning rate. Multiply: a small one gives a short step.",
            **always(*FIXED_RATES),
        },
        "slopes": {
            lambda dW, db: (dW, 0): "The weights take their step, the biases stay where they were. b needs a step with db.",
            lambda dW, db: (0, db): "The biases take their step, the weights stay where they were. W needs a step with dW.",
            lambda dW, db: (db, dW): "The two slopes have changed places: W takes its step with dW, and b with db.",
            lambda dW, db: (db, db): "W takes a step with the slope of b. Its own slope is dW.",
            lambda dW, db: (dW, dW): "b takes a step with the slope of W. Its own slope is db.",
        },
        "give": {
            lambda W, b: W: "You return W alone. Return both new arrays, separated by a comma, W first.",
            lambda W, b: b: "You return b alone. Return both new arrays, separated by a comma, W first.",
            lambda W, b: (-W, -b): "The sign is turned round: it is W minus the step, not the step minus W.",
            lambda W, b: (b, W): "They come back in the wrong order: return W first, then b.",
        },
    },
    others={
        lambda W, b, dW, db, rate: (W, b): "You return W and b as they were: the step is computed nowhere, or thrown away.",
        lambda W, b, dW, db, rate: (rate * dW, rate * db): "You return the steps themselves. Take them away from W and b.",
        lambda W, b, dW, db, rate: (-rate * dW, -rate * db): "You return the steps themselves. Add them to W and b.",
        lambda W, b, dW, db, r: (r * (W - dW), r * (b - db)): "Brackets: the learning rate multiplies the slope alone.",
        lambda W, b, dW, db, rate: ((1 - rate * dW) * W, (1 - rate * db) * b): "You multiply W by the step. The step is "
        "taken away from W, not multiplied with it.",
    },
    hints={
        "changed": "Your function changes the arrays it was given: W -= … writes into them. W = W - … makes a new one.",
    },
)

# ---- 3: the loop


def loop(
    network, X, Y, rate, epochs, more=0, sign=-1, steps=np.positive, once=(), only=Parameters._fields, note="loss", give=list
):
    """Forward, loss, backward, step, in each epoch; what stands in it by mistake. The losses, and the network changed."""
    losses, T, values, slopes = [], functions.one_hot(Y) / len(Y), None, None
    for _ in range(epochs + more):
        if values is None or "forward" not in once:
            values = passes.forward(X, network.parameters)
        losses.append(noted(note, T, values.Y_hat))
        if slopes is None or "backward" not in once:
            slopes = passes.backward(X, T, network.parameters, values)
        step_of(network, slopes, sign * steps(rate), only)
    if note in ("late", "one more"):
        losses.append(noted("loss", T, passes.forward(X, network.parameters).Y_hat))
    return give(losses[1:] if note == "late" else losses)


def noted(what: str, T: np.ndarray, Y_hat: np.ndarray) -> float:
    """What a learner notes down in each epoch: the loss, or something else."""
    loss = float(passes.loss(T, Y_hat))
    return {"accuracy": float(passes.accuracy(T, Y_hat)), "sum": len(T) * loss}.get(what, loss)


def step_of(network: Any, slopes: Gradients, moved: float, only: tuple = Parameters._fields) -> None:
    for name, slope in zip(Parameters._fields, slopes):
        if name in only:
            setattr(network, name, getattr(network, name) + moved * slope)


def step_after_the_loop(network, X, Y, rate, epochs):
    """The update dedented: the same losses in each epoch, and one step at the end."""
    T, values = functions.one_hot(Y) / len(Y), passes.forward(X, network.parameters)
    step_of(network, passes.backward(X, T, network.parameters, values), -rate)
    return [float(passes.loss(T, values.Y_hat))] * epochs


def with_its_network(losses: Any, network: Any, *_: Any) -> tuple:
    """The losses, and the four arrays of the network after the run."""
    return (losses, *network.parameters)


def untrained() -> list[tuple]:
    cases = []
    for epochs, rate, samples in ((4, 0.5, 12), (3, 0.2, 9)):
        X, Y = create_dataset(samples, rng=epochs)
        cases.append((FirstNeuralNetwork(hidden_size=7, rng=epochs), X, Y, rate, epochs))
    return cases


def not_this_network(ask: Callable) -> str | None:
    """What is wrong with the kind of the answer, or with the network that was trained."""
    network, X, Y, rate, epochs = untrained()[0]
    losses, *parameters = ask(network, X, Y, rate, epochs)
    return not_losses(losses, epochs) or other_network(losses, tuple(parameters), network, X, Y)


NO_LOSSES = {
    FirstNeuralNetwork: "You return the network. Return the list of losses: the network is changed in place.",
    History: "network.train has the loop inside. Write it yourself, with the four methods, and return the list of losses.",
}


def not_losses(answer: Any, epochs: int) -> str | None:
    """What is wrong with the kind of answer, if it is no list of numbers, about one for each epoch."""
    array = as_array(answer)
    odd = next((kind(each) for each in answer if as_array(each) is None), None) if isinstance(answer, list) else None
    if said := NO_LOSSES.get(type(answer)):
        return said
    if isinstance(answer, tuple) and array is None:
        return "You return several things. Return the list of losses alone."
    if odd:
        return (
            f"Each entry of your list should be one number, the loss, and yours holds {odd}. Did you append compute_loss(…)?"
        )
    if array is None:
        return f"Return a list of numbers, one loss for each epoch, not {kind(answer)}."
    if array.ndim == 0:
        return "You return one number. Make a list before the loop, append each loss to it, and return it after the loop."
    if array.ndim > 1:
        return (
            f"Each entry of your list should be one number, the loss, but your list has shape {array.shape}. Did you append "
            "Y_hat, a pair, or a loss for each picture?"
        )
    if len(array) > epochs + 1:
        return (
            f"Your list holds {len(array)} losses where {epochs} epochs were asked for. Use the argument epochs, one loss "
            "in each epoch, and a list of your own, made inside the function."
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
    T, Y_hat = functions.one_hot(Y) / len(Y), passes.forward(X, network.parameters).Y_hat
    own = np.isclose(losses[0], [noted(what, T, Y_hat) for what in ("loss", "sum", "accuracy")]).any()
    if (unused and not np.allclose(losses, losses[0])) or (not own and (unused or replaced)):
        return (
            "The network that you are given is not the one that you train: do you draw new weights, make a new "
            "FirstNeuralNetwork, or train a copy, inside your function?"
        )
    return None


def losses_or_network(answer: Any, truth: tuple, *_: Any) -> str | None:
    """Which is not right, the losses or the network at the end."""
    if equal(answer[0], truth[0], 1e-6):
        names = [
            name for name, mine, right in zip(Parameters._fields, answer[1:], truth[1:]) if not equal(mine, right, 1e-6)
        ]
        return f"Your losses are right, but at the end the network is not the one it should be: look at {listed(names)}."
    losses, right = as_array(answer[0]), as_array(truth[0])
    if len(losses) != len(right):
        return f"Your list holds {len(losses)} of the {len(right)} losses. Append one in each epoch."
    if np.isclose(losses[0], right[0]) and not np.isclose(losses[1], right[1]):
        return "Your first loss is right, the second is not: look at the step. It takes learning_rate × slope away, once."
    said = plain_fact([losses], [right], [()]) or difference(losses, right, (), (), 1e-6)
    return f"Your losses are not right yet. {said}"


AGAIN_BACKWARD = "The gradients are computed once, before the loop. Slopes change with each step: call backward in the loop."
AGAIN_FORWARD = (
    "The forward pass is made once, before the loop. Probabilities change with each step: call forward in the loop."
)

train = Exercise(
    "train_by_hand(network, X, Y, learning_rate, epochs)",
    right=loop,
    examples=untrained,
    praise="Forward, loss, backward, update, once in each epoch: this is training, and your network ends where ours does.",
    sees=with_its_network,
    trouble=not_this_network,
    unlike=losses_or_network,
    slips={
        "once": {
            ("backward",): AGAIN_BACKWARD,
            ("forward", "backward"): AGAIN_BACKWARD,
            ("forward",): AGAIN_FORWARD,
        },
        "more": {
            -1: "One epoch is missing: range(1, epochs) leaves one out. range(epochs) gives exactly that many.",
            1: "One epoch too many: range(epochs) already counts from 0 to epochs - 1.",
        },
        "note": {
            "one more": "Your list has one loss too many: record one in each epoch, before its step, and none after.",
            "late": "Your losses are one step late: record the loss of the forward pass, before the update.",
            "sum": "Your losses are sums over all rows. The loss is their mean: network.compute_loss gives it.",
            "accuracy": "Your numbers are accuracies. Record the loss, network.compute_loss(Y, Y_hat).",
        },
        "give": {
            lambda losses: losses[-1:]: "Your list holds the last loss alone: make the empty list once, before the loop.",
            lambda losses: []: "Your list stays empty: append the loss to it in each epoch.",
        },
        "sign": {1: "You climb: the loss grows. Take learning_rate × slope away from the weights."},
        "steps": {
            lambda rate: rate**2: "Your steps hold the learning rate twice: update_parameters multiplies by it already.",
            **always(0.01, 0.1, 0.3, 0.5),
        },
        "only": {
            (): "Every loss is the same: the network never takes a step. In the loop, update_parameters changes its arrays.",
            ("W1", "W2"): "Only the weights take steps. The biases b1 and b2 have slopes too, and need the same update.",
            ("W2", "b2"): "Only the output layer learns: W1 and b1 need their update too.",
            ("W1", "b1"): "Only the hidden layer learns: W2 and b2 need their update too.",
        },
    },
    others={
        step_after_the_loop: "Every loss is the same, because the update stands after the loop: the network takes one step, "
        "at the very end. Indent it, so that it stands inside the loop.",
    },
    hints={
        "Y_hat must have 2 axes": "Y_hat is the table of probabilities that network.forward(X) gives, and compute_loss(Y, "
        "Y_hat) takes the true digits first.",
        "Y must hold class numbers": "Class numbers Y, no one-hot rows, come before Y_hat: compute_loss(Y, Y_hat), "
        "backward(X, Y, Y_hat).",
        "X must have shape": "forward(X) and backward(X, Y, Y_hat) take all pictures at once, as a table, and first.",
        "dW1 must have shape": "backward gives dW1, db1, dW2, db2, and update_parameters(dW1, db1, dW2, db2, learning_rate) "
        "takes them in the same order, the learning rate last.",
        "whole number": "Have learning_rate and epochs changed places? learning_rate stands before epochs, and range needs "
        "epochs.",
        "unpack!": "backward gives four arrays: dW1, db1, dW2, db2 = network.backward(X, Y, Y_hat).",
        "forward() missing": "It is a method of the network: network.forward(X).",
        "backward() missing": "It is a method of the network: network.backward(X, Y, Y_hat).",
        "update_parameters() missing!": "there are too few arguments. backward gives four arrays: unpack them, dW1, db1, "
        "dW2, db2 = network.backward(X, Y, Y_hat), or write a star: network.update_parameters(*gradients, learning_rate).",
    },
)

# ---- 4: name the runs

RIDDLE = ("oscillating", "crawling", "diverging", "good")
REGIMES = {
    "crawling": "never rises, but is still high above the dotted line when the run ends",
    "good": "falls all the way, without a zigzag, and ends near the dotted line",
    "oscillating": "goes up and down in a zigzag, but arrives near the dotted line all the same",
    "diverging": "rises above its start, ends high above the dotted line and does not come back",
}


def regimes(answer: Any) -> Result:
    """Check the names that a learner gives to the four curves A, B, C, D: a list of four words."""
    if answer is None or answer is ...:
        return Result(False, NOT_WRITTEN)
    if isinstance(answer, dict):
        answer = [answer.get(name, answer.get(name.lower())) for name in "ABCD"]
    answer = answer.tolist() if isinstance(answer, np.ndarray) else answer
    if not isinstance(answer, (list, tuple)) or len(answer) != len(RIDDLE):
        return Result(False, "Give a list of four words, in the order A, B, C, D.")
    if any(word is ... or word is None for word in answer):
        return Result(
            False, "Not written yet. Put one of the four words, in quotes, in each place where there are three dots."
        )
    words = [word.strip().lower() for word in answer if isinstance(word, str)]
    if sum(word in REGIMES for word in words) < len(answer):
        return Result(
            False,
            f"The words to choose from are {', '.join(REGIMES)}; one of yours is another one.",
        )
    if tuple(words) == RIDDLE:
        return Result(True, "All four: you read a learning rate from a curve.")
    if len(set(words)) < len(words):
        return Result(False, "Each word belongs to exactly one curve, and one of yours stands twice.")
    was, called = next((was, called) for was, called in zip(RIDDLE, words) if was != called)
    return Result(
        False, f"One curve that you call {called} {REGIMES[was]}. Where training is {called}, the curve {REGIMES[called]}."
    )


# ---- 5, from memory: the whole network and its training

SEED, RATE, HIDDEN = 3, 0.3, 6
FAR = "{name} starts too {size}. Its numbers are {many} those of rng.normal(size=…) * np.sqrt(2 / inputs of the layer)."
OTHER_START = (
    "It learnt, though {name} starts with {many} the usual numbers, rng.normal(size=…) * np.sqrt(2 / inputs of the layer)."
)


def network_and_training(X, Y, hidden_size, learning_rate, epochs, seed):
    """W1, b1, W2, b2 after training."""
    parameters, T = FirstNeuralNetwork(X.shape[1], hidden_size, rng=seed).parameters, functions.one_hot(Y) / len(Y)
    for _ in range(epochs):
        gradients = passes.backward(X, T, parameters, passes.forward(X, parameters))
        parameters = passes.step(parameters, gradients, learning_rate)
    return parameters


def small_task() -> tuple[np.ndarray, np.ndarray]:
    """X (23, 12) of zeros and ones, and Y (23,) in which the 9 does not occur."""
    rng = np.random.default_rng(8)
    return rng.integers(0, 2, (23, 12)).astype(float), rng.integers(0, 9, 23)


def network_trouble(ask: Callable) -> str | None:
    """The first part of the learner's network that is wrong: its start, its first step, its second, what it has learnt."""
    X, Y = small_task()

    def after(epochs: int, seed: int = SEED, rate: float = RATE) -> Any:
        return ask(X, Y, HIDDEN, rate, epochs, seed)

    start = after(0)
    return (
        not_four_arrays(start, X)
        or wrong_start(*map(arrays, (start, after(0), after(0, SEED + 1))))
        or wrong_steps(X, Y, *map(arrays, (start, after(1), after(2))))
        or not_the_start(*map(arrays, (start, after(0, rate=2 * RATE))))
        or far_off(scales(ask), 1 / 12, 8.0, FAR)
        or too_little_learnt(ask)
    )


def arrays(answer: Any) -> Parameters:
    return Parameters(*map(as_array, answer))


def not_four_arrays(answer: Any, X: np.ndarray) -> str | None:
    """What is wrong with the kind or the shapes of what comes back."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 4 or any(as_array(each) is None for each in answer):
        return "Your function should return four arrays, separated by commas: W1, b1, W2, b2."
    shapes = {"W1": (X.shape[1], HIDDEN), "b1": (1, HIDDEN), "W2": (HIDDEN, 10), "b2": (1, 10)}
    found = [array.shape for array in arrays(answer)]
    if found != [*shapes.values()] and sorted(found) == sorted(shapes.values()):
        return "The four arrays have come in another order. Return W1, b1, W2, b2."
    for (name, shape), own in zip(shapes.items(), found):
        if own != shape:
            return (
                f"{name} has shape {own}, and it should be {shape}: the check gives pictures of {X.shape[1]} pixels and "
                f"asks for {HIDDEN} hidden units; the digits are 0 to 9."
            )
    return None


def wrong_start(start: Parameters, again: Parameters, other_seed: Parameters) -> str | None:
    """What is wrong with the arrays before the first step."""
    if not all(np.isfinite(array).all() for array in start):
        return "NaN or infinity stands in your arrays before the first step."
    if not np.ptp(start.W1, axis=1).any() and not np.ptp(start.W2, axis=0).any():
        return (
            "All hidden units start with equal weights. Then they get equal slopes and stay equal for ever, as if there "
            "were one. Draw the weights at random: rng.normal(size=…)."
        )
    if not equal(tuple(start), tuple(again), 0):
        return "Two runs with one seed start differently. Draw all weights from rng = np.random.default_rng(seed)."
    if equal(tuple(start), tuple(other_seed), 0):
        return "Your start is the same for each seed. Draw the weights from rng = np.random.default_rng(seed)."
    return None


def not_the_start(start: Parameters, other_rate: Parameters) -> str | None:
    """Whether a step is taken where none is asked for: then the learning rate matters."""
    if equal(tuple(start), tuple(other_rate), 0):
        return None
    return "With epochs=0 a step is taken already: one round too many. range(epochs) gives as many rounds as are asked for."


def scales(ask: Callable) -> dict[str, float]:
    """How large the weights of the start are, as many times those of the lesson."""
    W1, _, W2, _ = arrays(ask(*every_damaged_digit(), 64, RATE, 0, SEED))
    return {name: float(np.sqrt(np.mean(W**2) * len(W) / 2)) for name, W in (("W1", W1), ("W2", W2))}


def far_off(found: dict[str, float], least: float, most: float, said: str) -> str | None:
    """The sentence on weights that start smaller or larger than so many times those of the lesson."""
    for name, times in found.items():
        if not times:
            return f"{name} starts with zeros alone, so no slope reaches the hidden layer. Draw it at random."
        if not least < times < most:
            many = f"{times:.0f} times" if times > 1 else f"1/{1 / times:.0f} of"
            size = (
                "large: the network is sure before it has learnt anything" if times > 1 else "small: learning begins slowly"
            )
            return said.format(name=name, size=size, many=many)
    return None


def wrong_steps(X: np.ndarray, Y: np.ndarray, start: Parameters, one: Parameters, two: Parameters) -> str | None:
    """What is wrong with the first step or with the second, seen from the arrays after 0, 1 and 2 epochs."""
    if not all(np.isfinite(array).all() for array in (*one, *two)):
        return "NaN or infinity comes up in the first two epochs. Print each array after its line, and see where it begins."
    first, second = walked(start, one), walked(one, two)
    if not any(step.any() for step in (*first, *second)):
        return (
            "The arrays are the same after 0, 1 and 2 epochs. Is the step inside the loop, does it give W1, b1, W2 and b2 "
            "their new values, and does the loop use the argument epochs?"
        )
    if not any(step.any() for step in first):
        return "With epochs=1 nothing changes. range(epochs) gives as many rounds as are asked for."
    said = wrong_step(X, Y, start, first)
    still = [name for name, step in zip(Parameters._fields, first) if not step.any()]
    if said and still:
        return f"{listed(still)} never {'moves' if len(still) == 1 else 'move'}. Each of the four arrays needs its step."
    if said:
        return f"The first step does not go against the true slopes. {said}" if said.startswith("d") else said
    if equal(first, second, 1e-6) and wrong_step(X, Y, one, second):
        return "The second step is the same as the first. Compute forward and backward anew in each round of the loop."
    if not (said := wrong_step(X, Y, one, second)):
        return None
    anew = "Each round begins with a forward pass through the new W1, b1, W2 and b2, none of them drawn or set anew."
    return f"The first step is right, the second is not. {anew if VALUES in said else said}"


CLIMBS = "Your network climbs: the loss grows. Either the step adds learning_rate × slope, or dZ2 has its sign turned."
W2_TOO_EARLY = (
    "W2 takes its step before dA1 is computed, and dA1 = dZ2 @ W2.T needs the W2 of the forward pass. Compute all four "
    "slopes first, then take the four steps."
)


def walked(before: Parameters, after: Parameters) -> tuple:
    """The slopes that a step has used."""
    return tuple((old - new) / RATE for old, new in zip(before, after))


def wrong_step(X: np.ndarray, Y: np.ndarray, at: Parameters, steps: tuple) -> str | None:
    """What is wrong with a step from these parameters; None where it goes against the true slopes, by ReLU or by tanh."""
    T = functions.one_hot(Y) / len(Y)
    for activation, derivative in functions.ACTIVATIONS.values():
        values = passes.forward(X, at, activation)
        slopes = passes.backward(X, T, at, values, derivative)
        early = passes.backward(X, T, at._replace(W2=at.W2 - RATE * slopes.dW2), values, derivative)
        known = {1: None, -1: CLIMBS, 1 / RATE: RATE_FORGOTTEN, RATE: "The learning rate is in your steps twice."}
        known |= {rate / RATE: FIXED.format(rate=rate) for rate in FIXED_RATES}
        for times, said in known.items():
            if equal(steps, tuple(times * slope for slope in slopes), 1e-6):
                return said
        if equal(steps, tuple(early), 1e-6):
            return W2_TOO_EARLY
    return wrong_slopes(steps, (X, Y, *at))


def too_little_learnt(ask: Callable) -> str | None:
    """What is wrong with a network that takes right steps and still does not get 143 of 150, from neither of two starts."""
    X, Y = every_damaged_digit()
    T = functions.one_hot(Y) / len(Y)
    for seed in (0, 1):
        start, end = (arrays(ask(X, Y, 64, 1.0, epochs, seed)) for epochs in (0, 300))
        before, after = (passes.forward(X, parameters).Y_hat for parameters in (start, end))
        right = round(150 * float(passes.accuracy(T, after)))
        if right == best_possible().correct:
            return None
    if not np.isfinite(after).all():
        return "On all damaged digits NaN comes up. Does softmax take the largest logit of each row away first?"
    fall = f"from {passes.loss(T, before):.2f} to {passes.loss(T, after):.2f}"
    return (
        f"Each step is right, but after 300 epochs with learning rate 1 the loss has gone {fall}, and {right} of 150 are "
        "right. It is the start: are your first weights drawn at random, and how large? Normal numbers times sqrt(2 / "
        "inputs of the layer) are good."
    )


network_from_memory = Exercise(
    "train_from_memory(X, Y, hidden_size, learning_rate, epochs, seed)",
    right=network_and_training,
    examples=lambda: [],
    praise=(
        "Loop, forward, backward and step, all of them yours: every step goes down the true slopes, to 143 right of 150."
    ),
    trouble=network_trouble,
    remark=lambda ask: far_off(scales(ask), 0.2, 4.0, OTHER_START),
    hints={
        "matmul": "In the backward pass: is a .T missing? Write the shape beside each line.",
        "broadcast": "Y holds class numbers (N,): turn it into one-hot rows first. Biases have the shape (1, units).",
        "no first value!": "the check asks for epochs=0 too, the start alone, and then no line of the loop runs. Do lines "
        "that belong into the loop stand after it?",
    },
)

# ---- 6: a step with momentum


def the_new(old: np.ndarray, new: np.ndarray, *_: Any) -> np.ndarray:
    return new


def moving_step(
    P, G, V, rate, momentum, keeps=np.positive, of_slope=np.ones_like, sign=-1, rates=np.positive, uses=the_new,
    hands=the_new, give=both,
):  # fmt: skip
    """V = momentum * V + dW, then W - learning_rate * V, for all parameters P, gradients G and velocities V."""
    new = tuple(keeps(momentum) * old + of_slope(momentum) * dW for old, dW in zip(V, G))
    moved = tuple(uses(old, later, dW, momentum) for old, later, dW in zip(V, new, G))
    return give(tuple(W + sign * rates(rate) * each for W, each in zip(P, moved)), hands(tuple(V), new))


def moving_networks() -> list[tuple]:
    rng = np.random.default_rng(6)
    cases = []
    for i, h, o, rate, momentum in ((3, 4, 2, 0.5, 0.7), (2, 5, 3, 0.2, 0.4)):
        shapes = (i, h), (1, h), (h, o), (1, o)
        cases.append((*([rng.normal(size=shape) for shape in shapes] for _ in range(3)), rate, momentum))
    return cases


RATE_INSIDE = (
    "The learning rate stands inside the velocity, as some books write it. Here the velocity is momentum × velocity + "
    "slope, and the step is learning_rate × velocity."
)


def other_lists(answer: Any, truth: tuple, *_: Any) -> str | None:
    """Which of the two lists, and which array in it, is not right."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 2:
        return "Return two lists of four arrays, separated by a comma: the new parameters, then the new velocity."
    for what, mine, right in zip(("new parameters", "new velocity"), answer, truth):
        if not isinstance(mine, (tuple, list)) or len(mine) != 4:
            found = f"it holds {len(mine)}" if isinstance(mine, (tuple, list)) else f"you return {kind(mine)} there"
            return f"The list of the {what} should hold four arrays, and {found}."
        wrong = [name for name, each, array in zip(Parameters._fields, mine, right) if not equal(each, array, 1e-6)]
        if wrong:
            return f"In your {what}, not right yet: {listed(wrong)}."
    return None


momentum_step = Exercise(
    "momentum_step(parameters, gradients, velocity, learning_rate, momentum)",
    right=moving_step,
    examples=moving_networks,
    unlike=other_lists,
    praise="The velocity keeps a share of what it was and takes up the new slope; the step goes along the new velocity.",
    slips={
        "keeps": {
            lambda m: 0: "The old velocity is forgotten: the new one is momentum × velocity + slope.",
            lambda m: 1: "The old velocity is kept whole. Only a share of it stays: momentum × velocity + slope.",
            lambda m: 1 - m: "1 − momentum multiplies the old velocity. The share that stays is momentum.",
            lambda m: 0.9: "You always take the momentum 0.9. Use the argument momentum.",
            lambda m: -m: "The old velocity is taken away. It is added: momentum × velocity + slope.",
        },
        "of_slope": {
            lambda m: 1 - m: "1 − momentum multiplies the slope, as in some books. Here: momentum × velocity + slope.",
            lambda m: m: "momentum multiplies the slope too. It belongs to the old velocity alone.",
            lambda m: 0: "The slope is missing: without it the velocity only fades. momentum × velocity + slope.",
            lambda m: -1: "The slope is taken away from the velocity. Add it: the step goes against the velocity.",
        },
        "sign": {1: "You walk uphill. The step takes learning_rate × velocity away."},
        "rates": always(0.01, 0.1),
        "uses": {
            lambda old, new, dW, m: old: "The step goes along the old velocity. Compute the new one first, and use it.",
            lambda old, new, dW, m: dW: "The step goes along the slope. It goes along the new velocity.",
            lambda old, new, dW, m: m * new: "momentum multiplies the step. It belongs to the old velocity alone, and the "
            "step is learning_rate × the new velocity.",
            lambda old, new, dW, m: m * new + dW: "momentum comes in twice (Nesterov). The step is learning_rate × new "
            "velocity.",
        },
        "hands": {
            lambda old, new: old: "The step is right, but you hand back the old velocity. The next step needs the new one.",
        },
        "give": {
            lambda W, V: W: "You return the new parameters alone. The next step needs the velocity: return both lists.",
            lambda W, V: V: "You return the new velocity alone. Return both lists, parameters first.",
            lambda W, V: (V, W): "They come back in the wrong order: the new parameters come first.",
            lambda W, V: tuple(zip(W, V)): "You return four pairs. Return two lists of four: parameters, velocity.",
            lambda W, V: (
                W[-1],
                V[-1],
            ): "You return the last two arrays alone. Append each to a list, and return both lists.",
            lambda W, V: (W[-1:], V[-1:]): "Your lists hold the last array alone: make them once, before the loop.",
            lambda W, V: (W[0], V[0]): "Only W1 has taken its step, and it stands in no list. Go through all four arrays: "
            "zip(parameters, gradients, velocity).",
            lambda W, V: (W[:1], V[:1]): "Only W1 has taken its step. Go through all four arrays, by zip.",
            lambda W, V: (*W, *V): "You return eight arrays. Return two lists of four: parameters, velocity.",
        },
    },
    others={
        lambda *given: moving_step(*given, uses=lambda old, new, dW, m: dW, hands=lambda old, new: old): "This is a step "
        "without momentum, and the velocity stays as it was.",
        lambda P, G, V, *_: (tuple(P), tuple(V)): "You hand back the lists that you were given. In a loop, W = … gives a "
        "name a new value and leaves the list as it is: collect the new arrays in lists of your own.",
        lambda *given: moving_step(*given, keeps=np.ones_like, of_slope=np.positive): "momentum multiplies the slope in "
        "place of the old velocity: have the two changed places?",
        lambda P, G, V, rate, m: moving_step(P, G, V, 1, m, of_slope=lambda m: -rate, sign=1): RATE_INSIDE,
        lambda P, G, V, rate, m: moving_step(P, G, V, 1, m, of_slope=lambda m: rate): RATE_INSIDE,
    },
    hints={
        "changed": "Your function changes the arrays it was given: V *= … writes into them. momentum * V + dW is new.",
        "list": "parameters, gradients and velocity are lists of four arrays: go through them with zip.",
    },
)
