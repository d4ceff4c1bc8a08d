"""Exercises of 04_backpropagation."""

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np

from firstnn import functions
from firstnn.check.answers import as_array, equal, kind
from firstnn.check.exercise import Exercise, Value
from firstnn.check.result import NOT_WRITTEN, Result
from firstnn.passes import forward
from firstnn.tiny import tiny_network, tiny_picture
from firstnn.words import listed

NAMES = ("dW1", "db1", "dW2", "db2")

# ---- 1: a slope by measuring


def one_entry(f: Callable, x: np.ndarray, index: tuple, moved: float) -> float:
    """f at x with one entry moved."""
    here = x.copy()
    here[index] += moved
    return f(here)


def its_whole_row(f: Callable, x: np.ndarray, index: tuple, moved: float) -> float:
    """f at x with x[i] moved, which on a table is a row."""
    here = x.copy()
    here[index[0]] += moved
    return f(here)


def never_put_back(f: Callable, x: np.ndarray, step: float) -> np.ndarray:
    """Central differences of an array whose entries stay one step below after they were measured."""
    x, slopes = x.copy(), np.zeros_like(x)
    for index in np.ndindex(x.shape):
        x[index] += step
        above = f(x)
        x[index] -= 2 * step
        slopes[index] = (above - f(x)) / (2 * step)
    return slopes


def first_alone(slopes: np.ndarray) -> np.ndarray:
    """The first slope, and zeros in the place of all others."""
    alone = np.zeros_like(slopes)
    alone.flat[0] = slopes.flat[0]
    return alone


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
            lambda here, above, below, h: (above - here) / h: "You measure from the point to one side only. Take f one step "
            "above and one step below, and divide by 2 * step.",
            lambda here, above, below, h: (
                (here - below) / h
            ): "You measure from one step below to the point. Take f one step above and one step below, and divide by 2 * "
            "step.",
            lambda here, above, below, h: (
                (above - below) / h
            ): "Your slopes are twice too large: the two points lie two steps apart, so divide by 2 * step.",
            lambda here, above, below, h: (
                above - below
            ): "You return how far f rises, not how steep it is. Divide the rise by the distance of the two points, 2 * "
            "step.",
            lambda here, above, below, h: (
                (above - below) / 2 * h
            ): "You multiply by step at the end: / 2 * step divides by 2 only. Put brackets around (2 * step).",
            lambda here, above, below, h: above - below / (2 * h): "Only the last value is divided. Put brackets around the "
            "difference, (f(above) - f(below)), before you divide.",
            lambda here, above, below, h: (
                above - below / 2 * h
            ): "Brackets are missing twice: around the difference of the two values of f, and around (2 * step).",
            lambda here, above, below, h: (below - above) / (2 * h): "Every slope has the wrong sign. It is the value above "
            "minus the value below.",
            lambda here, above, below, h: (above + below) / (2 * h): "You add the two values of f. The rise is their "
            "difference: above minus below.",
            lambda here, above, below, h: (
                (above - here) / (2 * h)
            ): "You divide by two steps, but your two points lie one step apart: a step up and a step back lead to x "
            "itself. Go on, to one step below x.",
        },
        "at": {
            lambda f, x, index, moved: f(
                x + moved
            ): "Every entry gets the same slope, because x + step moves all entries at once. Move one entry, and keep the "
            "others.",
            lambda f, x, index, moved: f(
                x[index] + moved
            ): "You give f one entry, such as x[index] + step. f takes the whole array: move the entry in a copy of x, and "
            "give f the copy.",
            its_whole_row: "On a table, x[i] is a whole row, and you move all of it. np.ndindex(x.shape) runs through the "
            "entries one by one.",
            lambda f, x, index, moved: f(
                x
            ): "Every slope is 0. Do both calls of f get an array in which the entry is really moved?",
        },
        "own_step": {1e-5: "You use a step of your own. Use the step that the function is given."},
        "give": {
            np.ravel: "The slopes are right, but they stand in one row. Give them the shape of x: start from "
            "np.zeros_like(x).",
            lambda slopes: slopes.flat[0]: "You return after the first entry: return stands inside the loop. Move it to the "
            "left, under the for, and return the whole array.",
            first_alone: "You return after the first entry: return stands inside the loop. Move it to the left, under "
            "the for.",
            lambda slopes: slopes.flat[
                -1
            ]: "You return the slope of the last entry alone. Put each slope in its place of an array.",
        },
    },
    others={
        lambda f, x, h: (f(x + h) - f(x - h)) / (2 * h): "You move all entries at once and get one number. Move one entry "
        "only, keep the others, and do this for each in turn.",
        never_put_back: "An entry stays moved while you measure the next one. Put it back, or take a fresh copy of x for "
        "each entry.",
    },
)

# ---- 2: two paths that add


def along_both(
    outputs=(0, 1),
    add=np.sum,
    along=np.prod,
    true=1,
    at_the_end=np.subtract,
    unit=0,
    bend=lambda z: float(z > 0),
    weights=lambda W2: W2,
):
    """The slope of the loss along W1[0, 0] in the tiny network: one product for each path, added up."""
    parameters, (X, _) = tiny_network(), tiny_picture()
    values = forward(X, parameters)
    slope = at_the_end(values.Y_hat[0], np.eye(2)[true])
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
        "at_the_end": {
            lambda p, t: t - p: "The size is right, the sign is not: the slope along a logit is p − t, in this order.",
            lambda p, t: p: "At the true output you take p. There the slope along the logit is p − t, which is p − 1.",
            lambda p, t: p * 0 + 1: "The slope of the loss along the logits, p − t, is missing from each path.",
        },
        "unit": {1: "These are the weights of hidden unit 1, W2[1]. The weight W1[0, 0] leads to hidden unit 0."},
        "bend": {
            lambda z: max(0, z): "You multiply by the value of ReLU, a. Take its slope at z, which is 1 where z is above 0.",
        },
        "weights": {
            lambda W2: (
                W2 * 0 + 1
            ): "The second weight of each path is forgotten: if the hidden unit rises by 1, output k rises by W2[0, k].",
        },
    },
    others={
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
    if isinstance(answer, str):
        answer = answer.replace(",", " ").split()
    if not isinstance(answer, (set, frozenset, list, tuple)) or not all(isinstance(name, str) for name in answer):
        wish = 'This should be names of lines in curly brackets, such as {"dZ2", "dW2"}'
        return Result(False, f"{wish}, but it is {kind(answer)}.")
    named = {name.strip() for name in answer}
    unknown = sorted(named - {"dZ2", "dW2", "db2", "dA1", "dZ1", "dW1", "db1"})
    if unknown:
        return Result(
            False, f"{unknown[0]} is not a line of the backward pass. Choose among dZ2, dW2, db2, dA1, dZ1, dW1 and db1."
        )
    if named == {"dA1", "dZ1"}:
        return Result(True, "Both lie on the way to dW1 and db1, and neither on the way to dW2 and db2.")
    return Result(False, why_not(named))


def why_not(named: set[str]) -> str:
    """What speaks against this answer."""
    if not named:
        return "At least one line must be wrong, for two of the four gradients are. What do dW1 and db1 have in common?"
    if "dZ2" in named:
        return "A wrong dZ2 would spoil dW2 and db2 as well, and these two are right."
    if named & {"dW2", "db2"}:
        return "dW2 and db2 are measured to be right, so their lines are right."
    if named & {"dW1", "db1"}:
        return (
            "One wrong line only: the line of dW1 does not touch db1, nor the other way round. Which line do both of "
            "them use?"
        )
    if named == {"dZ1"}:
        return "dZ1 can be it. But is there another line, before it, that would do the same harm?"
    return "dA1 can be it. But is there another line, after it, that would do the same harm?"


# ---- 4: the whole backward pass. Each slip is a word for what is computed otherwise, with its sentence

COMMON = {
    "sum": "the division by N is missing in dZ2: the loss is a mean, so each picture counts 1/N",
    "fixed": "you divide by 150, the number of pictures in the notebook. This test has another number: write len(X)",
    "all": "you divide by the number of all entries of Y_hat: divide by the number of pictures, len(X), only",
    "twice": "you divide by N twice: dZ2 holds the 1/N already",
    "share": "T holds the 1/N, and Y_hat does not: dZ2 is share * Y_hat − T, where share is 1/N",
    "share twice": "T is divided by N twice, and Y_hat once: dZ2 is Y_hat / N − T, if T is one_hot(Y) / N",
    "sign": "the sign is turned round: dZ2 is Y_hat − one_hot(Y), in this order",
    "sign sum": "dZ2 has the wrong sign and lacks the division by N: it is (Y_hat − one_hot(Y)) / N",
    "no one-hot": "you use Y_hat without taking the one-hot rows of Y away: at the true digit, 1 must go",
    "numbers": "you take the class numbers themselves away from Y_hat: turn Y into one-hot rows first",
    "logits": "you use the logits Z2 in place of Y_hat: softmax makes the probabilities",
    "softmax again": "you multiply by Y_hat * (1 − Y_hat) as well: the slope of softmax is already in Y_hat − one_hot(Y)",
}
HIDDEN = {
    "no mask": "no hidden unit is ever switched off: either the mask is missing, or it is A1 >= 0, which is always "
    "true. Ask whether Z1 > 0",
    "inverted": "the mask is inverted: slopes pass where Z1 > 0 and stop elsewhere",
    "value": "you multiply by A1, the value of ReLU: multiply by its slope, 1 where Z1 > 0 and 0 elsewhere",
    "before": "you multiply by Z1: multiply by the slope of ReLU there, 1 where Z1 > 0 and 0 elsewhere",
    "wrong array": "you rectify the slopes themselves: the mask asks where Z1 > 0, not where dA1 > 0, for slopes may be "
    "negative",
    "tanh": "this is the slope of tanh: the hidden layer here has ReLU, with the slope 1 where Z1 > 0 and 0 elsewhere",
}
PRODUCT = {
    "transposed": "the product is transposed: its shape must be that of the weights. Write the shapes beside both factors",
    "Z1": "you use Z1, before ReLU: it is A1 that the weights W2 multiply",
    "mean": "you divide by N once more: dZ2 holds the 1/N already",
}
BIAS = {
    "flat": "the numbers are right, but the shape lost an axis: keepdims=True keeps (1, …)",
    "axis": "you sum over the wrong axis: each bias is added to every picture, so sum over the pictures, axis=0",
    "everything": "you sum over everything and get one number: sum over the pictures only, axis=0, and keep one for "
    "each bias",
    "mean": "you take the mean, which divides by N once more: sum, for dZ2 holds the 1/N already",
    "largest": "the sum over the pictures is wanted: np.sum with axis=0",
    "first": "this is one row only: every picture uses the bias, so sum over all of them, axis=0",
}
FORWARD = {
    "no relu": "the ReLU is forgotten in the forward pass: A1 is firstnn.relu(Z1)",
    "no b1": "b1 is missing in the forward pass: Z1 is X @ W1 + b1",
    "no b2": "b2 is missing in the forward pass: Z2 is A1 @ W2 + b2",
    "no biases": "both biases are missing in the forward pass: Z1 is X @ W1 + b1, and Z2 is A1 @ W2 + b2",
    "columns": "softmax runs down the columns in the forward pass: each row of Y_hat is a picture, and sums to 1",
}
PARTS = {"way": FORWARD, "common": COMMON, "hidden": HIDDEN, "product": PRODUCT, "bias": BIAS}


def slopes(X, Y, W1, b1, W2, b2, way="right", common="right", hidden="right", product="right", bias="right"):
    """dW1, db1, dW2, db2, with these mistakes in the forward pass, in dZ2, in dZ1, in the products and in the sums."""
    b1, b2 = b1 * (way not in ("no b1", "no biases")), b2 * (way not in ("no b2", "no biases"))
    Z1 = X @ W1 + b1
    A1 = Z1 if way == "no relu" else functions.relu(Z1)
    Z2 = A1 @ W2 + b2
    Y_hat = functions.softmax(Z2.T).T if way == "columns" else functions.softmax(Z2)
    dZ2 = slope_of_logits(common, Z2, Y_hat, Y)
    dZ1 = slope_of_hidden(hidden, dZ2 @ W2.T, Z1)
    return (
        slope_of_weights(product, X, X, dZ1),
        slope_of_bias(bias, dZ1),
        slope_of_weights(product, A1, Z1, dZ2),
        slope_of_bias(bias, dZ2),
    )


def slope_of_logits(way: str, Z2: np.ndarray, P: np.ndarray, Y: np.ndarray) -> np.ndarray:
    """dZ2, right or with a mistake of COMMON."""
    N, T = len(Y), functions.one_hot(Y, Z2.shape[1])
    return {
        "right": (P - T) / N, "sum": P - T, "fixed": (P - T) / 150, "all": (P - T) / T.size, "twice": (P - T) / N**2,
        "share": P - T / N, "share twice": (P - T / N) / N, "sign": (T - P) / N, "sign sum": T - P, "no one-hot": P / N,
        "numbers": (P - Y[:, None]) / N, "logits": (Z2 - T) / N, "softmax again": (P - T) * P * (1 - P) / N,
    }[way]  # fmt: skip


def slope_of_hidden(way: str, dA1: np.ndarray, Z1: np.ndarray) -> np.ndarray:
    """dZ1, right or with a mistake of HIDDEN."""
    mask = Z1 > 0
    return {
        "right": dA1 * mask, "no mask": dA1, "inverted": dA1 * ~mask, "value": dA1 * np.maximum(0, Z1), "before": dA1 * Z1,
        "wrong array": np.maximum(0, dA1), "tanh": dA1 * (1 - np.tanh(Z1) ** 2),
    }[way]  # fmt: skip


def slope_of_weights(way: str, A: np.ndarray, Z: np.ndarray, dZ: np.ndarray) -> np.ndarray:
    """The slopes of the weights between A and Z, right or with a mistake of PRODUCT."""
    return {"right": A.T @ dZ, "transposed": dZ.T @ A, "Z1": Z.T @ dZ, "mean": A.T @ dZ / len(A)}[way]


def slope_of_bias(way: str, dZ: np.ndarray) -> np.ndarray:
    """The slopes of the bias added to Z, right or with a mistake of BIAS."""
    return {
        "right": dZ.sum(axis=0, keepdims=True), "flat": dZ.sum(axis=0), "axis": dZ.sum(axis=1), "everything": dZ.sum(),
        "mean": dZ.mean(axis=0, keepdims=True), "largest": dZ.max(axis=0, keepdims=True), "first": dZ[:1],
    }[way]  # fmt: skip


def small_network() -> tuple:
    """X (5, 3), Y (5,), and the parameters of a network with 3 inputs, 4 hidden units and 10 outputs."""
    rng = np.random.default_rng(4)
    W1, b1, W2, b2 = rng.normal(size=(3, 4)), rng.normal(size=(1, 4)), rng.normal(size=(4, 10)), rng.normal(size=(1, 10))
    return rng.normal(size=(5, 3)), np.array([2, 0, 9, 1, 2]), W1, b1, W2, b2


def judged(ask: Callable) -> str | None:
    """What is wrong with the four gradients, one by one."""
    case = small_network()
    return wrong_slopes(ask(*case), case)


def wrong_slopes(answer: Any, case: tuple) -> str | None:
    """The sentence on four gradients for X, Y, W1, b1, W2, b2; None if they are right."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 4:
        return "Your function should return four arrays, separated by commas: dW1, db1, dW2, db2."
    mine = [as_array(slope) for slope in answer]
    order = [name for slope in mine for name, right in zip(NAMES, slopes(*case)) if equal(slope, right, 1e-6)]
    if order != list(NAMES) and sorted(order) == sorted(NAMES):
        return f"All four are right, but in the order {', '.join(order)}. Return dW1, db1, dW2, db2."
    for ways, sentence in common_causes():
        wrong = slopes(*case, **ways)
        if equal(tuple(mine), wrong, 1e-6) and not equal(wrong, slopes(*case, hidden=ways.get("hidden", "right")), 1e-6):
            return report({name: [sentence] for name in NAMES})
    found = {name: diagnosis(name, slope, case) for name, slope in zip(NAMES, mine)}
    return report(found) if any(found.values()) else None


def common_causes() -> list[tuple[dict, str]]:
    """One mistake that spoils all four gradients: in dZ2, or in the forward pass, there with the mask or without."""
    ways = [({"common": way}, sentence) for way, sentence in COMMON.items()]
    return ways + [
        ({"way": way, "hidden": hidden}, said) for way, said in FORWARD.items() for hidden in ("right", "no mask")
    ]


def diagnosis(name: str, slope: np.ndarray | None, case: tuple) -> list[str]:
    """The sentences about one of the four gradients: none if it is right, or the first that explain it."""
    if slope is None:
        return ["not an array of numbers"]
    truth = slopes(*case)[NAMES.index(name)]
    if slope.shape == truth.shape and not slope.any():
        return ["every entry is 0: does a line fill it?"]
    local = "product" if name.startswith("dW") else "bias"
    for mistakes in product(*(["right", *PARTS[part]] for part in ("common", local, "hidden"))):
        chosen = dict(zip(("common", local, "hidden"), mistakes))
        wrong = slopes(*case, **chosen)[NAMES.index(name)]
        if any(close(slope, form) for form in forms(wrong, chosen.get("bias"), truth.shape)):
            return [PARTS[part][way] for part, way in chosen.items() if way != "right"]
    if slope.shape != truth.shape:
        return [f"its shape is {slope.shape}, but it must be {truth.shape}, that of {name[1:]}"]
    if not np.isfinite(slope).all():
        return ["it holds NaN or infinity"]
    return ["the shape is right, the values are not: measure them with numerical_gradient, and look where they differ"]


def close(a: np.ndarray, b: np.ndarray) -> bool:
    """Whether two arrays agree; a sum that should be 0 may be what adding up floats leaves."""
    return a.shape == b.shape and np.allclose(a, b, rtol=1e-6)


def forms(wrong: np.ndarray, bias: str | None, shape: tuple[int, ...]) -> list[np.ndarray]:
    """The shapes in which a wrong sum may come: with or without the lost axis, or one number spread over all biases."""
    if bias == "axis":
        return [wrong, wrong[:, None], wrong[None]]
    if bias == "everything":
        return [wrong, np.full((1, 1), wrong), np.full(shape, wrong)]
    return [wrong]


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
    slips={part: {way: f"{said}." for way, said in ways.items()} for part, ways in PARTS.items()},
    trouble=judged,
    hints={
        "matmul": "Is a .T missing? Or is it the mask? A mask is multiplied entry by entry, with *.",
        " (5,)": "Y holds class numbers: turn it into one-hot rows first.",
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
        lambda Z: (Z > 0).astype(float): "This is the slope of ReLU. Look at the table once more.",
    },
)
