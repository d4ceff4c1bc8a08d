"""Exercises of 04_backpropagation."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from typing import Any

import numpy as np

from firstnn import functions
from firstnn.check.answers import as_array, equal
from firstnn.check.exercise import Exercise, Value
from firstnn.check.result import NOT_WRITTEN, Result
from firstnn.passes import forward
from firstnn.tiny import tiny_network, tiny_picture
from firstnn.words import listed

NAMES = ("dW1", "db1", "dW2", "db2")

# ---- 1: a slope by measuring


def one_entry(f: Callable, x: np.ndarray, index: int | tuple, moved: float) -> float:
    """f at x with one entry moved."""
    here = x.copy()
    here[index] += moved
    return f(here)


def measured_while_moved(f: Callable, x: np.ndarray, step: float, back: int) -> np.ndarray:
    """Central differences with one copy below x and one above, or with a single one moved to and fro, never made anew."""
    above, below, slopes = x.copy(), x.copy(), np.zeros_like(x)
    below = above if back else below
    for index in np.ndindex(x.shape):
        above[index] += step
        value = f(above)
        below[index] -= step + back * step
        slopes[index] = (value - f(below)) / (2 * step)
    return slopes


def central(here: float, above: float, below: float, step: float) -> float:
    return (above - below) / (2 * step)


def differences(f, x, step, at=one_entry, slope=central, own_step=None, give=np.asarray):
    """Central differences for each entry in turn."""
    step, slopes = own_step or step, np.zeros_like(x)
    for index in np.ndindex(x.shape):
        slopes[index] = slope(f(x), at(f, x, index, step), at(f, x, index, -step), step)
    return give(slopes)


def product_of_sines(v: Any) -> float:
    """sin(v_1) * sin(v_2) * ..."""
    return float(np.prod(np.sin(v)))


PLACES = "x may have any number of axes: for index in np.ndindex(x.shape) runs through all its places."
HALF_A_STEP = "You move by half a step. Move by a whole one to each side, so that the points lie 2 * step apart."
NOT_PUT_BACK = "An entry stays moved while you measure the next one. Put it back, or take fresh copies of x in each round."

numerical_gradient = Exercise(
    "numerical_gradient(f, x, step)",
    right=differences,
    examples=lambda: [
        (product_of_sines, np.array([1.0, -0.5, 2.0]), 0.25),
        (product_of_sines, np.array([[1.0, 2.0], [-0.5, 3.0]]), 0.125),
    ],
    praise="Each entry was moved alone, once up and once down, and the rise was divided by 2 * step.",
    slips={
        "slope": {
            lambda at, up, down, h: (up - at) / h: "You measure from the point to one side only. Take f one step above and "
            "one step below, and divide by 2 * step.",
            lambda at, up, down, h: (at - down) / h: "You measure from one step below to the point. Take f one step above "
            "and one step below, and divide by 2 * step.",
            lambda at, up, down, h: (up - down) / h: "Your slopes are twice too large: the points lie two steps apart.",
            lambda at, up, down, h: up - down: "You return how far f rises, not how steep it is. Divide the rise by the "
            "distance of the two points, 2 * step.",
            lambda at, up, down, h: (up - down) / 2: "You divide by 2 alone. The two points lie 2 * step apart.",
            lambda at, up, down, h: (up - down) / 2 * h: "/ 2 * step divides by 2 only, and multiplies by step. Write / (2 "
            "* step).",
            lambda at, up, down, h: up - down / (2 * h): "Only the last value is divided. Put brackets around the "
            "difference, (f(above) - f(below)), before you divide.",
            lambda at, up, down, h: up - down / 2 * h: "Brackets are missing twice: around the difference, and around (2 * "
            "step).",
            lambda at, up, down, h: (down - up) / (2 * h): "Every slope has the wrong sign: f(above) comes first.",
            lambda at, up, down, h: (up + down) / (2 * h): "You add the two values of f. The rise is their difference.",
            lambda at, up, down, h: (up - at) / (2 * h): "You divide by two steps, but your two points lie one step apart: "
            "a step up and a step back lead to x itself. Go on, to one step below x.",
        },
        "at": {
            lambda f, x, i, h: f(x + h): "Every entry gets the same slope, because x + step moves all entries. Move one, "
            "keep the others.",
            lambda f, x, i, h: f(x[i] + h): "You give f one entry, such as x[index] + step. f takes the whole array: move "
            "the entry in a copy of x, and give f the copy.",
            lambda f, x, i, h: one_entry(f, x, i[0], h): "On a table, x[i] is a whole row, and you move all of it. "
            "np.ndindex(x.shape) runs through the entries one by one.",
            lambda f, x, i, h: f(x): "Every slope is 0. Is f called twice, each time with a copy of x in which the entry is "
            "really moved, once up and once down?",
            lambda f, x, i, h: one_entry(f, x, i, h - x[i]): "The entry becomes step and −step itself. Add to what is "
            "there, with += step (not = step, nor =+ step), and take away with -= step.",
        },
        "own_step": {1e-5: "You use a step of your own. Use the step that the function is given."},
        "give": {
            np.ravel: "The slopes are right, but they stand in one row. Start from np.zeros_like(x).",
            lambda all_: np.full_like(all_, all_.sum()): "Each slope is added to every entry. Name its place.",
            lambda all_: all_.flat[-1]: "You return the slope of the last entry alone. Put each in its place of an array.",
        },
    },
    others={
        lambda f, x, h: (f(x + h) - f(x - h)) / (2 * h): "You move all entries at once and get one number. Move one entry "
        "only, keep the others, and do this for each in turn.",
        lambda f, x, h: differences(f, x, h / 2): HALF_A_STEP,
        lambda f, x, h: differences(f, x, h / 2) / 2: HALF_A_STEP,
        lambda f, x, h: measured_while_moved(f, x, h, 1): NOT_PUT_BACK,
        lambda f, x, h: measured_while_moved(f, x, h, 0): NOT_PUT_BACK,
    },
    hints={
        "outside": PLACES,
        "axes": "Start from np.zeros_like(x), which has as many axes as x.",
        "whole number": PLACES,
        "'tuple' object cannot be": PLACES,
        "truth!": "np.ndindex takes the shape of an array, not the array itself: np.ndindex(x.shape).",
    },
)

# ---- 2: two paths that add


def is_on(z: float) -> float:
    return float(z > 0)


def along_both(outputs=(0, 1), add=np.sum, along=np.prod, true=1, last=np.subtract, unit=0, bend=is_on, weights=np.asarray):
    """The slope of the loss along W1[0, 0] in the tiny network: one product for each path, added up."""
    parameters, (X, _) = tiny_network(), tiny_picture()
    values = forward(X, parameters)
    slope = last(values.Y_hat[0], np.eye(2)[true])
    W2 = weights(parameters.W2[unit])
    factors = [[X[0, 0], bend(values.Z1[0, 0]), W2[k], slope[k]] for k in outputs]
    return add([along(path) for path in factors])


two_paths = Value(
    "two_paths",
    right=along_both,
    praise="One product for each path, and the paths add: a weight of the first layer moves the loss through both outputs.",
    tolerance=0.003,
    slips={
        "outputs": {
            (0,): "This is the path through output 0 alone. The unit leads to output 1 as well: add that path.",
            (1,): "This is the path through output 1 alone. The unit leads to output 0 as well: add that path.",
        },
        "add": {
            np.prod: "You multiply the two paths. Along one path the factors multiply; the paths themselves add.",
            lambda paths: paths[0] - paths[-1]: "You take one path away from the other. They add, each with its own sign.",
        },
        "along": {
            np.sum: "You add the slopes along a path. Along one path they multiply, and then the paths add.",
        },
        "true": {0: "You take class 0 for the true one. The true class is 1, so t = (0, 1)."},
        "last": {
            lambda p, t: t - p: "The size is right, the sign is not: the slope along a logit is p − t, in this order.",
            lambda p, t: p: "At the true output you take p. There the slope along the logit is p − t, which is p − 1.",
            lambda p, t: p * 0 + 1: "The slope of the loss along the logits, p − t, is missing from each path.",
        },
        "unit": {1: "These are the weights of hidden unit 1, W2[1]. The weight W1[0, 0] leads to hidden unit 0."},
        "bend": {
            lambda z: max(0, z): "You multiply by the value of ReLU, a. Take its slope at z, which is 1 where z is above 0.",
        },
        "weights": {
            lambda W2: W2 * 0 + 1: "The second weight of each path is forgotten: for each 1 of the unit, output k rises by "
            "W2[0, k].",
        },
    },
    others={
        0.313: "This is the loss itself. The question is its slope along W1[0, 0].",
        4.386: "z rises by the pixel when the weight rises by 1, not by the weight itself.",
        0.366: "This is the slope along W2[0, 0], one layer too late. The question asks for W1[0, 0].",
        -0.366: "This is the slope along W2[0, 1], one layer too late. The question asks for W1[0, 0].",
    },
)

# ---- 3: which line is wrong


def suspects(answer: Any) -> Result:
    """Check the lines that alone can be wrong where dW1 and db1 are wrong and dW2 and db2 are right: dA1 and dZ1."""
    if answer is None or answer is ...:
        return Result(False, NOT_WRITTEN)
    answer = [answer] if isinstance(answer, str) else answer
    if not isinstance(answer, (set, frozenset, list, tuple)) or not all(isinstance(name, str) for name in answer):
        return Result(False, 'Give names of lines in curly brackets, each in quotes of its own, such as {"dZ2", "dW2"}.')
    written = {name for text in answer for name in re.findall(r"\w+", text) if name != "and"}
    lines = {name.lower(): name for name in ("dZ2", "dW2", "db2", "dA1", "dZ1", "dW1", "db1")}
    if unknown := sorted(name for name in written if name.lower() not in lines):
        return Result(False, f"{unknown[0]} is not a line of the backward pass. Choose among {listed([*lines.values()])}.")
    named = {lines[name.lower()] for name in written}
    if named == {"dA1", "dZ1"}:
        return Result(True, "Both lie on the way to dW1 and db1, and neither on the way to dW2 and db2.")
    return Result(False, next((said for lines, said in SUSPICIONS.items() if named & {*lines}), NO_LINE))


SUSPICIONS = {
    ("dZ2",): "A wrong dZ2 would spoil dW2 and db2 as well, and these two are right.",
    ("dW2", "db2"): "dW2 and db2 are measured to be right, so their lines are right.",
    (
        "dW1",
        "db1",
    ): "One wrong line only: the line of dW1 does not touch db1, nor the other way round. Which line do both use?",
    ("dZ1",): "dZ1 can be it. But is there another line, before it, that would do the same harm?",
    ("dA1",): "dA1 can be it. But is there another line, after it, that would do the same harm?",
}
NO_LINE = "At least one line must be wrong, for two of the four gradients are. What do dW1 and db1 have in common?"

# ---- 4: the whole backward pass. What may stand in each part, with its sentence; the first is right

VALUES = "the shape is right, the values are not: measure them with numerical_gradient, and look where they differ"
IN_ROWS = "softmax runs down the columns in the forward pass: each row of Y_hat is a picture, and sums to 1"
ONE_SUM = "softmax divides by one sum over the whole table in the forward pass: each row of Y_hat needs its own, axis=1"
NO_EXP = "the exponential is missing in softmax: e to the power of each logit, then divide by the sum of the row"


def through(X, W1, b1, W2, b2, bend=functions.relu, into=lambda Z1, A1: A1, share=functions.softmax):
    """Z1, A1, Z2, Y_hat: the forward pass, and what stands in it by mistake."""
    Z1 = X @ W1 + b1
    A1 = bend(Z1)
    Z2 = into(Z1, A1) @ W2 + b2
    return Z1, A1, Z2, share(Z2)


def softmax_along(axis: int | None, shift: int) -> Callable:
    """e^Z, with the largest logit of its row taken away or not, divided by the sums along an axis, or by that of all."""

    def share(Z: np.ndarray) -> np.ndarray:
        E = np.exp(Z - shift * Z.max(axis=1, keepdims=True))
        return E / E.sum(axis=axis, keepdims=True)

    return share


def otherwise(**parts) -> Callable:
    return partial(through, **parts)


FORWARD = {
    through: "",
    otherwise(bend=np.asarray): "the ReLU is forgotten in the forward pass: A1 is firstnn.relu(Z1)",
    otherwise(into=lambda Z1, A1: Z1): "Z1 goes into the second layer, in place of A1: Z2 is A1 @ W2 + b2",
    otherwise(bend=np.tanh): "A1 is made by tanh: take ReLU, to which the mask Z1 > 0 belongs",
    lambda X, W1, b1, W2, b2: through(X, W1, 0 * b1, W2, b2): "b1 is missing in the forward pass: Z1 is X @ W1 + b1",
    lambda X, W1, b1, W2, b2: through(X, W1, b1, W2, 0 * b2): "b2 is missing in the forward pass: Z2 is A1 @ W2 + b2",
    lambda X, W1, b1, W2, b2: through(X, W1, 0 * b1, W2, 0 * b2): "both biases are missing in the forward pass: Z1 is X @ "
    "W1 + b1, and Z2 is A1 @ W2 + b2",
    otherwise(share=lambda Z: functions.softmax(functions.softmax(Z))): "softmax is taken twice: once is enough",
    otherwise(share=lambda Z: functions.softmax(functions.relu(Z))): "ReLU stands on the logits: it is for the hidden layer",
    otherwise(share=softmax_along(0, 0)): IN_ROWS,
    otherwise(share=softmax_along(0, 1)): IN_ROWS,
    otherwise(share=softmax_along(None, 0)): ONE_SUM,
    otherwise(share=softmax_along(None, 1)): ONE_SUM,
    otherwise(share=lambda Z: Z / Z.sum(axis=1, keepdims=True)): NO_EXP,
    otherwise(share=lambda Z: (E := Z - Z.max(axis=1, keepdims=True)) / E.sum(axis=1, keepdims=True)): NO_EXP,
}
COMMON = {
    lambda P, T, Y, Z2: (P - T) / len(P): "",
    lambda P, T, Y, Z2: P - T: "the division by N is missing in dZ2: the loss is a mean, so each picture counts 1/N",
    lambda P, T, Y, Z2: (P - T) / 150: "you divide by 150, as in the notebook. Here the number is another one: len(X)",
    lambda P, T, Y, Z2: (P - T) / P.shape[1]: "you divide by 10, the number of classes: divide by len(X)",
    lambda P, T, Y, Z2: (P - T) / T.size: "you divide by the number of all entries of Y_hat: divide by len(X)",
    lambda P, T, Y, Z2: (P - T) / len(P) ** 2: "you divide by N twice: dZ2 holds the 1/N already",
    lambda P, T, Y, Z2: P - T / len(P): "T holds the 1/N, and Y_hat does not: dZ2 is Y_hat / N − T",
    lambda P, T, Y, Z2: P / len(P) - T: "Y_hat alone is divided by N. With brackets: (Y_hat − one_hot(Y)) / N",
    lambda P, T, Y, Z2: (P - T / len(P)) / len(P): "T is divided by N twice: if T is one_hot(Y) / N, dZ2 is Y_hat / N − T",
    lambda P, T, Y, Z2: (T - P) / len(P): "the sign is turned round: dZ2 is Y_hat − one_hot(Y), in this order",
    lambda P, T, Y, Z2: T - P: "dZ2 has the wrong sign and lacks the division by N: it is (Y_hat − one_hot(Y)) / N",
    lambda P, T, Y, Z2: P / len(P): "you use Y_hat without taking the one-hot rows of Y away: at the true digit, 1 must go",
    lambda P, T, Y, Z2: (P - Y[:, None]) / len(P): "you take the class numbers away from Y_hat: turn Y into one-hot rows",
    lambda P, T, Y, Z2: (Z2 - T) / len(P): "you use the logits Z2 in place of Y_hat: softmax makes the probabilities",
    lambda P, T, Y, Z2: (P - T) * P * (1 - P) / len(P): "the slope of softmax, Y_hat * (1 − Y_hat), is already in Y_hat − "
    "one_hot(Y)",
    lambda P, T, Y, Z2: -T / P / len(P): "−T / Y_hat is the slope along Y_hat. Along the logits it is Y_hat − one_hot(Y)",
}
HIDDEN = {
    lambda dA1, Z1: dA1 * (Z1 > 0): "",
    lambda dA1, Z1: dA1: "no hidden unit is ever switched off: the mask is missing (dA1 stands in place of dZ1), or it is "
    "A1 >= 0, which is always true. Ask whether Z1 > 0",
    lambda dA1, Z1: dA1 * (Z1 <= 0): "the mask is inverted: slopes pass where Z1 > 0 and stop elsewhere",
    lambda dA1, Z1: dA1 * np.maximum(0, Z1): "you multiply by the value of ReLU: multiply by its slope, Z1 > 0",
    lambda dA1, Z1: dA1 * Z1: "you multiply by Z1: multiply by the slope of ReLU there, Z1 > 0",
    lambda dA1, Z1: np.maximum(0, dA1): "you rectify the slopes themselves: the mask is Z1 > 0, for slopes may be negative",
    lambda dA1, Z1: dA1 * (1 - np.tanh(Z1) ** 2): "this is the slope of tanh: here the mask is that of ReLU, Z1 > 0",
}
PRODUCT = {
    lambda A, Z, dZ: A.T @ dZ: "",
    lambda A, Z, dZ: dZ.T @ A: "the product is transposed: its shape must be that of the weights",
    lambda A, Z, dZ: Z.T @ dZ: "you use Z1, before ReLU: it is A1 that the weights W2 multiply",
    lambda A, Z, dZ: A.T @ dZ / len(A): "you divide by N once more: dZ2 holds the 1/N already",
}
BIAS = {
    lambda dZ: dZ.sum(axis=0, keepdims=True): "",
    lambda dZ: dZ.sum(axis=0): "the numbers are right, but the shape lost an axis: keepdims=True keeps (1, …)",
    lambda dZ: dZ: "the sum is missing, and there is a row for each picture: sum over the pictures, axis=0",
    lambda dZ: dZ.sum(axis=1): "you sum over the wrong axis: sum over the pictures, axis=0",
    lambda dZ: dZ.sum(): "you sum over everything: sum over the pictures only, axis=0, and keep one for each bias",
    lambda dZ: dZ.mean(axis=0, keepdims=True): "you take the mean, which divides by N once more: sum, dZ2 holds the 1/N",
    lambda dZ: dZ.max(axis=0, keepdims=True): "the sum over the pictures is wanted: np.sum with axis=0",
    lambda dZ: dZ[:1]: "this is one row only: every picture uses the bias, so sum over all of them, axis=0",
}
PARTS = {"way": FORWARD, "common": COMMON, "hidden": HIDDEN, "product": PRODUCT, "bias": BIAS}
WAY, DZ2, MASK, TIMES, SUM = (next(iter(ways)) for ways in PARTS.values())


def slopes(X, Y, W1, b1, W2, b2, way=WAY, common=DZ2, hidden=MASK, product=TIMES, bias=SUM):
    """dW1, db1, dW2, db2, with these mistakes in the forward pass, in dZ2, in dZ1, in the products and in the sums."""
    Z1, A1, Z2, Y_hat = way(X, W1, b1, W2, b2)
    dZ2 = common(Y_hat, functions.one_hot(Y, Z2.shape[1]), Y, Z2)
    dZ1 = hidden(dZ2 @ W2.T, Z1)
    return product(X, X, dZ1), bias(dZ1), product(A1, Z1, dZ2), bias(dZ2)


def small_network() -> tuple:
    """X (6, 3), Y (6,), and the parameters of a network with 3 inputs, 4 hidden units and 10 outputs."""
    rng = np.random.default_rng(4)
    W1, b1, W2, b2 = rng.normal(size=(3, 4)), rng.normal(size=(1, 4)), rng.normal(size=(4, 10)), rng.normal(size=(1, 10))
    return rng.normal(size=(6, 3)), np.array([2, 0, 9, 1, 2, 7]), W1, b1, W2, b2


def judged(ask: Callable) -> str | None:
    """What is wrong with the four gradients, one by one."""
    case = small_network()
    return wrong_slopes(ask(*case), case)


@np.errstate(all="ignore")
def wrong_slopes(answer: Any, case: tuple) -> str | None:
    """The sentence on four gradients for X, Y, W1, b1, W2, b2; None if they are right."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 4:
        return "Your function should return four arrays, separated by commas: dW1, db1, dW2, db2."
    mine = [as_array(slope) for slope in answer]
    truths = slopes(*case)
    order = [name for slope in mine for name, right in zip(NAMES, truths) if equal(slope, right, 1e-6)]
    if order == [*NAMES]:
        return None
    if sorted(order) == sorted(NAMES):
        return f"All four are right, but in the order {', '.join(order)}. Return dW1, db1, dW2, db2."
    for wrong, everywhere, hidden in spoilt_together(case):
        if np.isfinite(wrong[0]).all() and equal(tuple(mine), wrong, 1e-6):
            return report({name: [*everywhere, *(hidden if "1" in name else [])] for name in NAMES})
    found = {name: diagnosis(name, slope, truth, case) for name, slope, truth in zip(NAMES, mine, truths)}
    return report(found) if any(found.values()) else None


def spoilt_together(case: tuple) -> Iterator[tuple[tuple, list[str], list[str]]]:
    """Four gradients with one mistake or two in the forward pass, in dZ2, in the mask: what to say of all, of layer 1."""
    X, _, *parameters = case
    right = through(X, *parameters)
    ways = [way for way, said in FORWARD.items() if not said or not equal(way(X, *parameters), right, 1e-6)]
    for mistakes in (1, 2):
        for way, common, hidden in product(ways, COMMON, HIDDEN):
            everywhere, mask = (
                [said for said in (FORWARD[way], COMMON[common]) if said],
                [HIDDEN[hidden]] * bool(HIDDEN[hidden]),
            )
            if everywhere and len(everywhere + mask) == mistakes:
                yield slopes(*case, way=way, common=common, hidden=hidden), everywhere, mask


def diagnosis(name: str, slope: np.ndarray | None, truth: np.ndarray, case: tuple) -> list[str]:
    """The sentences about one of the four gradients: none if it is right, or the fewest that explain it."""
    if slope is None:
        return ["not an array of numbers"]
    if slope.shape == truth.shape and not slope.any():
        return ["every entry is 0: does a line fill it?"]
    if close(-slope, truth):
        return ["the sign is turned round"]
    for sentences, wrong in explanations(name, *case):
        if close(slope, wrong):
            return sentences
    if slope.shape != truth.shape:
        return [f"its shape is {slope.shape}, but it must be {truth.shape}, that of {name[1:]}"]
    if not np.isfinite(slope).all():
        return ["it holds NaN or infinity"]
    times = float(np.vdot(slope, truth) / np.vdot(truth, truth))
    factor = abs(times - 1) > 0.01 and close(slope / times, truth)
    return [f"{times:.4g} times what is right" if factor else VALUES]


def explanations(name: str, X, Y, *parameters) -> Iterator[tuple[list[str], np.ndarray]]:
    """Each wrong way to compute one of the gradients, with its sentences; those with fewer mistakes first."""
    Z1, A1, Z2, Y_hat = through(X, *parameters)
    T, W2 = functions.one_hot(Y, Z2.shape[1]), parameters[2]
    local, inputs = PRODUCT if "W" in name else BIAS, (X, X) if "1" in name else (A1, Z1)
    parts = COMMON, local, HIDDEN if "1" in name else {MASK: ""}
    chains = [[said for said in sentences if said] for sentences in product(*(ways.values() for ways in parts))]
    for sentences, (common, last, hidden) in sorted(zip(chains, product(*parts)), key=lambda pair: len(pair[0])):
        dZ = common(Y_hat, T, Y, Z2)
        dZ = hidden(dZ @ W2.T, Z1) if "1" in name else dZ
        yield sentences, last(*inputs, dZ) if "W" in name else last(dZ)


def close(slope: np.ndarray, wrong: np.ndarray) -> bool:
    """Whether a gradient is this one, or this one spread over its shape; a sum that should be 0 may be nearly 0."""
    for form in (wrong, wrong[:, None]) if wrong.ndim == 1 else (wrong,):
        try:
            if np.allclose(slope, np.broadcast_to(form, slope.shape), rtol=1e-6):
                return True
        except ValueError:
            continue
    return False


def report(found: dict[str, list[str]]) -> str:
    """What is right, then each mistake once, with the gradients that it spoils."""
    fine = [name for name, sentences in found.items() if not sentences]
    spoilt: dict[str, list[str]] = {}
    for name, sentences in found.items():
        for sentence in sentences:
            spoilt.setdefault(sentence, []).append(name)
    first = [f"{listed(fine)} {'is' if len(fine) == 1 else 'are'} right."] if fine else []
    return " ".join(first + [f"{listed(names)}: {sentence}." for sentence, names in spoilt.items()])


backward_from_memory = Exercise(
    "my_backward(X, Y, W1, b1, W2, b2)",
    right=slopes,
    examples=lambda: [small_network()],
    praise="All four gradients agree with those of the package, and so with the measured slopes.",
    slips={part: {way: f"{said}." for way, said in ways.items() if said} for part, ways in PARTS.items()},
    trouble=judged,
    hints={
        "matmul": "Is a .T missing? Or is it the mask? A mask is multiplied entry by entry, with *.",
        " (6,)": "Y holds class numbers: turn it into one-hot rows first.",
    },
)

# ---- 5: the slope of tanh


def slope_of_tanh(Z, bend=np.tanh, square=np.square, rest=lambda square: 1 - square):
    """1 - tanh(z)^2."""
    return rest(square(bend(Z)))


tanh_derivative = Exercise(
    "tanh_derivative(Z)",
    right=slope_of_tanh,
    examples=lambda: [(np.array([[-2.0, 0.5], [0.3, -0.1]]),), (np.array([-0.7, 0.0, 1.5]),)],
    praise="1 − tanh(z)², for each entry.",
    slips={
        "square": {
            lambda t: t: "The square is missing. Where tanh is 0.5, the slope is 0.75.",
            lambda t: 2 * t: "* 2 doubles. The square is ** 2.",
        },
        "bend": {
            lambda Z: Z: "You square z itself. It is tanh(z) that has to be squared.",
            lambda Z: np.tanh(np.tanh(Z)): "You take tanh twice. Z is the number before the activation, so once is enough.",
            np.sin: "This is the sine. The function here is tanh: np.tanh.",
        },
        "rest": {
            lambda square: square - 1: "The sign is turned round: tanh always rises, so its slope is above 0.",
            lambda square: square: "You return the square itself. In the table, the square and the slope add up to 1.",
            lambda square: 1 + square: "You add the square. Where tanh is 0.5, the slope is below 1, not above.",
        },
    },
    others={
        np.tanh: "You return tanh itself, not its slope.",
        lambda Z: 1 - np.tanh(Z**2): "You square before tanh. Take tanh first, then square it: np.tanh(Z) ** 2.",
        lambda Z: (1 - np.tanh(Z)) ** 2: "You square too late: only tanh is squared, then it is taken away from 1.",
        lambda Z: np.exp(-Z) / (1 + np.exp(-Z)) ** 2: "This is the slope of the sigmoid. Look at the table once more.",
        lambda Z: (Z > 0).astype(float): "This is the slope of ReLU. Look at the table once more.",
    },
    hints={"length": "Z may have any number of axes: np.tanh(Z) works on all its entries at once."},
)
