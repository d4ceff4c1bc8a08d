"""Exercises of 05_training."""

from collections.abc import Callable
from typing import Any

import numpy as np

from firstnn import functions, passes
from firstnn.check.answers import as_array, equal
from firstnn.check.backpropagation import wrong_slopes
from firstnn.check.exercise import Exercise, Value
from firstnn.check.facts import plain_fact
from firstnn.check.result import NOT_WRITTEN, Result
from firstnn.counting import best_possible
from firstnn.digits import create_dataset, every_damaged_digit
from firstnn.network import FirstNeuralNetwork
from firstnn.passes import Gradients, Parameters
from firstnn.words import listed

FIXED_RATES = (0.01, 0.1, 0.2, 0.5)
FIXED = "You always take the learning rate {rate}. Use the argument learning_rate."
RATE_FORGOTTEN = "The learning rate is forgotten: each step is learning_rate times the slope, not the whole slope."

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
        "Two steps: the slope is worked out anew at each place, and the second step is shorter because the valley is less "
        "steep there."
    ),
    tolerance=1e-3,
    slips={
        "steps": {
            1: "That is the weight after one step. Take the second one from there, with the slope at that place.",
            3: "That is the weight after three steps. Two are asked for.",
        },
        "anew": {
            False: "You took the same step twice. After the first step the slope is another one: work it out anew.",
        },
        "sign": {
            1: "You walk uphill. The rule takes learning_rate × slope away: here the slope is negative, so w grows.",
        },
        "rate": {
            1.0: "The learning rate is forgotten: each step is 0.1 times the slope, not the whole slope.",
        },
        "bottom": {
            3.0: "You use the slope of the old valley, 2·(w - 3). Here the bottom is at 5, and the slope is 2·(w - 5).",
        },
        "steepness": {1.0: "The slope of (w - 5)² is 2·(w - 5): the 2 is missing."},
        "give": {
            lambda w, bottom: (
                2 * (w - bottom)
            ): "That is a slope. The question is where the weight is after the second step.",
            lambda w, bottom: (w - bottom) ** 2: "That is the loss after two steps. The question is the weight itself.",
            lambda w, bottom: w - 1: "That is how far the weight has moved. The question is where it is.",
        },
    },
    others={
        -6.4: "That is the slope at the place after the first step. The question is where the weight is after the "
        "second step.",
    },
)

# ---- 2: one step of a layer


def one_step(W, b, dW, db, learning_rate, sign=-1, rate=lambda rate: rate, moves=(1, 1), give=lambda W, b: (W, b)):
    """W - learning_rate * dW, and the same for b."""
    step = sign * rate(learning_rate)
    return give(W + moves[0] * step * dW, b + moves[1] * step * db)


def layers() -> list[tuple]:
    rng = np.random.default_rng(5)
    return [
        (rng.normal(size=(rows, 2)), rng.normal(size=(1, 2)), rng.normal(size=(rows, 2)), rng.normal(size=(1, 2)), rate)
        for rows, rate in ((3, 0.5), (4, 0.2))
    ]


update = Exercise(
    "update_layer(W, b, dW, db, learning_rate)",
    right=one_step,
    examples=layers,
    praise="Weights and biases both take one step against their slopes, and the old arrays are left as they were.",
    slips={
        "sign": {
            1: "You walk uphill. The slope points to where the loss grows: take learning_rate × slope away instead of "
            "adding it.",
        },
        "rate": {
            lambda rate: (
                1
            ): "The learning rate is forgotten: you take the whole slope away, not learning_rate times the slope.",
            lambda rate: (
                1 / rate
            ): "You divide by the learning rate. Multiply: a small learning rate has to give a short step.",
            **{(lambda rate, fixed=fixed: fixed): FIXED.format(rate=fixed) for fixed in FIXED_RATES},
        },
        "moves": {
            (1, 0): "The weights take their step, the biases stay where they were. b needs the same step, with db.",
            (0, 1): "The biases take their step, the weights stay where they were. W needs the same step, with dW.",
        },
        "give": {
            lambda W, b: W: "You return W alone. Return both new arrays, separated by a comma, W first.",
            lambda W, b: b: "You return b alone. Return both new arrays, separated by a comma, W first.",
            lambda W, b: (b, W): "They come back in the wrong order: return W first, then b.",
        },
    },
    others={
        lambda W, b, dW, db, rate: (W, b): "You return W and b as they were: the step is computed nowhere, or thrown away.",
        lambda W, b, dW, db, rate: (
            rate * dW,
            rate * db,
        ): "You return the steps themselves. Take them away from W and b, and return what is left.",
        lambda W, b, dW, db, rate: (
            -rate * dW,
            -rate * db,
        ): "You return the steps themselves. Add them to W and b, and return the new W and b.",
        lambda W, b, dW, db, rate: (rate * (W - dW), rate * (b - db)): "Brackets: the learning rate multiplies the slope "
        "alone, not the whole difference.",
        lambda W, b, dW, db, rate: (
            (1 - rate * dW) * W,
            (1 - rate * db) * b,
        ): "You multiply W by the step. The step is taken away from W, not multiplied with it.",
    },
    hints={
        "changed": "Your function changes the arrays it was given: W -= ... writes into the array of the caller. Write "
        "W = W - ..., which makes a new one.",
    },
)

# ---- 3: the loop


def loop(
    network, X, Y, rate, epochs, more=0, sign=-1, own_rate=None, once=(), only=Parameters._fields, note="loss", give=list
):
    """Forward, loss, backward, step, in each epoch; what stands in it by mistake. The losses, and the network changed."""
    losses, T, values, slopes, rate = [], functions.one_hot(Y) / len(Y), None, None, own_rate or rate
    for _ in range(epochs + more):
        if values is None or "forward" not in once:
            values = passes.forward(X, network.parameters)
        losses.append(noted(note, T, values.Y_hat))
        if slopes is None or "backward" not in once:
            slopes = passes.backward(X, T, network.parameters, values)
        step_of(network, slopes, sign * rate, only)
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
    if said := plain_fact([answer[0]], [truth[0]], [()]):
        return f"Your losses are not right yet. {said}"
    return None


AGAIN_BACKWARD = (
    "The gradients are computed once, before the loop. After each step the slopes are other ones: call backward inside the "
    "loop."
)
AGAIN_FORWARD = (
    "The forward pass is made once, before the loop. After each step the probabilities are other ones: call forward inside "
    "the loop."
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
            "one more": "Your list has one loss too many: record one loss in each epoch, before its step, and none after "
            "the loop.",
            "late": "Your losses are one step late: record the loss from the forward pass at the beginning of each epoch, "
            "before the update.",
            "sum": "Your losses are sums over all rows. The loss is their mean: network.compute_loss gives it.",
            "accuracy": "Your numbers are accuracies. Record the loss, network.compute_loss(Y, Y_hat): it is what the steps "
            "lower.",
        },
        "give": {
            lambda losses: losses[-1:]: "Your list holds only the last loss: make the empty list once, before the loop.",
            lambda losses: []: "Your list stays empty: append the loss to it in each epoch.",
        },
        "sign": {1: "You climb: the loss grows. Take learning_rate × slope away from the weights."},
        "own_rate": {1.0: RATE_FORGOTTEN, **{rate: FIXED.format(rate=rate) for rate in (0.01, 0.1, 0.5)}},
        "only": {
            (): "Every loss is the same: the network never takes a step. Put the update inside the loop, and assign the new "
            "arrays to the network.",
            ("W1", "W2"): "Only the weights take steps. The biases b1 and b2 have slopes too, and need the same update.",
            ("W2", "b2"): "Only the output layer learns: W1 and b1 need their update too.",
            ("W1", "b1"): "Only the hidden layer learns: W2 and b2 need their update too.",
        },
    },
    others={
        step_after_the_loop: "Every loss is the same, because the update stands after the loop: the network takes one "
        "step, at the very end. Indent it, so that it stands inside the loop.",
        lambda network, X, Y, rate, epochs: loop(
            network, X, Y, rate, 1
        ): "Your function ends after one epoch: return stands inside the loop. Move it to the left, under the for.",
    },
    hints={
        "Y_hat must have 2 axes": "Two arguments have changed places: compute_loss(Y, Y_hat) takes the true digits first.",
        "Y must hold class numbers": "Two arguments have changed places: it is network.backward(X, Y, Y_hat), in this "
        "order.",
        "X must have shape": "Two arguments have changed places: forward(X) and backward(X, Y, Y_hat) take the pictures "
        "first.",
        "dW1 must have shape": "Two arguments have changed places: it is update_parameters(dW1, db1, dW2, db2, "
        "learning_rate), the learning rate last.",
        "whole number": "Have learning_rate and epochs changed places? The order is (network, X, Y, learning_rate, epochs), "
        "and range needs epochs.",
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
            f"The words to choose from are {', '.join(REGIMES)}; one of yours is another one. Write each as a "
            "text in quotes.",
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

    def after(epochs: int, seed: int = SEED) -> Any:
        return ask(X, Y, HIDDEN, RATE, epochs, seed)

    start = after(0)
    return (
        not_four_arrays(start, X)
        or wrong_start(start, after(0), after(0, SEED + 1))
        or wrong_steps(X, Y, *map(arrays, (start, after(1), after(2))))
        or too_little_learnt(ask)
    )


def arrays(answer: Any) -> Parameters:
    return Parameters(*map(as_array, answer))


def not_four_arrays(answer: Any, X: np.ndarray) -> str | None:
    """What is wrong with the kind or the shapes of what comes back."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 4 or any(as_array(each) is None for each in answer):
        return "Your function should return four arrays, separated by commas: W1, b1, W2, b2."
    shapes = {"W1": (X.shape[1], HIDDEN), "b1": (1, HIDDEN), "W2": (HIDDEN, 10), "b2": (1, 10)}
    for (name, shape), array in zip(shapes.items(), arrays(answer)):
        if array.shape != shape:
            return (
                f"{name} has shape {array.shape}, and it should be {shape}: the check gives pictures of {X.shape[1]} "
                f"pixels and asks for {HIDDEN} hidden units; the digits are 0 to 9."
            )
    return None


def wrong_start(start: Any, again: Any, other_seed: Any) -> str | None:
    """What is wrong with the arrays before the first step."""
    start, again, other_seed = map(arrays, (start, again, other_seed))
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


def wrong_steps(X: np.ndarray, Y: np.ndarray, start: Parameters, one: Parameters, two: Parameters) -> str | None:
    """What is wrong with the first step or with the second, seen from the arrays after 0, 1 and 2 epochs."""
    if not all(np.isfinite(array).all() for array in (*one, *two)):
        return "NaN or infinity comes up in the first two epochs. Print each array after its line, and see where it begins."
    first, second = walked(start, one), walked(one, two)
    if not any(step.any() for step in (*first, *second)):
        return "The arrays never change. Is the step inside the loop, and does it give W1, b1, W2 and b2 their new values?"
    if not any(step.any() for step in first):
        return "With epochs=1 nothing changes. range(epochs) gives as many rounds as are asked for."
    said = wrong_first_step(X, Y, start, first)
    still = [name for name, step in zip(Parameters._fields, first) if not step.any()]
    if said and still:
        return f"{listed(still)} never {'moves' if len(still) == 1 else 'move'}. Each of the four arrays needs its step."
    if said or not wrong_first_step(X, Y, one, second):
        return said
    if equal(first, second, 1e-6):
        return "The second step is the same as the first. Compute forward and backward anew in each round of the loop."
    return (
        "The first step is right, the second is not. Each round must begin with a forward pass through the new W1, b1, W2 "
        "and b2, and none of them may be drawn or set anew."
    )


def walked(before: Parameters, after: Parameters) -> tuple:
    """The slopes that a step has used."""
    return tuple((old - new) / RATE for old, new in zip(before, after))


def wrong_first_step(X: np.ndarray, Y: np.ndarray, at: Parameters, steps: tuple) -> str | None:
    """What is wrong with a step from these parameters; None where it goes against the true slopes, by ReLU or by tanh."""
    T = functions.one_hot(Y) / len(Y)
    for activation, derivative in functions.ACTIVATIONS.values():
        slopes = tuple(passes.backward(X, T, at, passes.forward(X, at, activation), derivative))
        if equal(steps, slopes, 1e-6):
            return None
        if equal(steps, tuple(-slope for slope in slopes), 1e-6):
            return (
                "Your network climbs: the loss grows. Either the step adds learning_rate × slope, or dZ2 has its sign "
                "turned."
            )
        if equal(steps, tuple(slope / RATE for slope in slopes), 1e-6):
            return RATE_FORGOTTEN
    return f"The first step does not go against the true slopes. {wrong_slopes(steps, (X, Y, *at))}"


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
        f"right. It is the start: are your first weights drawn at random, and how large? Normal numbers times "
        f"sqrt(2 / inputs of the layer) are good."
    )


network_from_memory = Exercise(
    "train_from_memory(X, Y, hidden_size, learning_rate, epochs, seed)",
    right=network_and_training,
    examples=lambda: [],
    praise=(
        "Loop, forward, backward and step, all of them yours: every step went against the true slopes, and 143 of "
        "150 are right, the best possible."
    ),
    trouble=network_trouble,
    hints={
        "matmul": "In the backward pass: is a .T missing? Write the shape beside each line.",
        "broadcast": "Y holds class numbers (N,): turn it into one-hot rows first. Biases have the shape (1, units).",
    },
)

# ---- 6: a step with momentum


def moving_step(
    parameters,
    gradients,
    velocity,
    learning_rate,
    momentum,
    kept=lambda momentum: momentum,
    of_slope=lambda momentum: 1,
    sign=-1,
    rate=lambda rate: rate,
    uses=lambda old, new: new,
    give=lambda parameters, velocity: (parameters, velocity),
):
    """V = momentum * V + dW, then W - learning_rate * V."""
    new = tuple(kept(momentum) * V + of_slope(momentum) * dW for V, dW in zip(velocity, gradients))
    moved = tuple(uses(V, V_new) for V, V_new in zip(velocity, new))
    return give(tuple(W + sign * rate(learning_rate) * V for W, V in zip(parameters, moved)), new)


def moving_networks() -> list[tuple]:
    rng = np.random.default_rng(6)
    cases = []
    for i, h, o, rate, momentum in ((3, 4, 2, 0.5, 0.7), (2, 5, 3, 0.2, 0.4)):
        shapes = (i, h), (1, h), (h, o), (1, o)
        cases.append((*([rng.normal(size=shape) for shape in shapes] for _ in range(3)), rate, momentum))
    return cases


momentum_step = Exercise(
    "momentum_step(parameters, gradients, velocity, learning_rate, momentum)",
    right=moving_step,
    examples=moving_networks,
    praise="The velocity keeps a share of what it was and takes up the new slope; the step goes along the new velocity.",
    slips={
        "kept": {
            lambda momentum: 0: "The old velocity is forgotten: the new one is momentum × velocity + slope.",
            lambda momentum: (
                1
            ): "The old velocity is kept whole. Only its share momentum stays: momentum × velocity + slope.",
            lambda momentum: 1 - momentum: "1 − momentum multiplies the old velocity. The share that stays is momentum.",
            lambda momentum: 0.9: "You always take the momentum 0.9. Use the argument momentum.",
            lambda momentum: -momentum: "The old velocity is taken away. It is added: momentum × velocity + slope.",
        },
        "of_slope": {
            lambda momentum: (
                1 - momentum
            ): "1 − momentum multiplies the slope, as some books write it. Here the whole slope is "
            "added: momentum × velocity + slope.",
            lambda momentum: momentum: "momentum multiplies the slope too. It belongs to the old velocity alone.",
            lambda momentum: 0: "The slope is missing: without it the velocity only fades. momentum × velocity + slope.",
            lambda momentum: (
                -1
            ): "The slope is taken away from the velocity. It is added here, and the step goes against the velocity.",
        },
        "sign": {1: "You walk uphill. The step takes learning_rate × velocity away."},
        "rate": {
            lambda rate: 1: "The learning rate is forgotten: the step is learning_rate × velocity.",
            **{(lambda rate, fixed=fixed: fixed): FIXED.format(rate=fixed) for fixed in (0.01, 0.1)},
        },
        "uses": {
            lambda old, new: old: "The step goes along the old velocity. Compute the new velocity first, and use that.",
        },
        "give": {
            lambda parameters, velocity: parameters: "You return the new parameters alone. The next step needs the new "
            "velocity: return both lists, separated by a comma.",
            lambda parameters, velocity: (
                velocity
            ): "You return the new velocity alone. Return both lists, the new parameters first.",
            lambda parameters, velocity: (
                velocity,
                parameters,
            ): "They come back in the wrong order: the new parameters first, then the new velocity.",
            lambda parameters, velocity: (parameters[:1], velocity[:1]): "Only W1 has taken its step. Go through all four "
            "arrays: zip(parameters, gradients, velocity).",
            lambda parameters, velocity: (
                *parameters,
                *velocity,
            ): "You return eight arrays. Return two lists of four: the new parameters, then the new velocity.",
        },
    },
    others={
        lambda parameters, gradients, velocity, rate, momentum: (
            tuple(W - rate * dW for W, dW in zip(parameters, gradients)),
            tuple(velocity),
        ): "This is a step without momentum, and the velocity stays as it was.",
        lambda parameters, gradients, velocity, rate, momentum: (
            tuple(W - (momentum * V + rate * dW) for W, dW, V in zip(parameters, gradients, velocity)),
            tuple(momentum * V + rate * dW for dW, V in zip(gradients, velocity)),
        ): "The learning rate stands inside the velocity, as some books write it. Here the velocity is momentum × velocity "
        "+ slope, and the step is learning_rate × velocity.",
    },
    hints={
        "changed": "Your function changes the arrays it was given: V *= … and V += … write into them. Make new ones: "
        "momentum * V + dW.",
        "list": "parameters, gradients and velocity are lists of four arrays: go through them with zip, one array after the "
        "other.",
    },
)
