"""Checks of the exercises of 04_backpropagation."""

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np

from firstnn import functions, gradients
from firstnn.check.result import NOT_WRITTEN, Mistake, Result, as_array, attempt, examine, examine_value, kind, untouched

NAMES = ("dW1", "db1", "dW2", "db2")


# ---- a slope by measuring


def numerical_gradient(function: Any) -> Result:
    """Check a learner's numerical_gradient(f, x, step): central differences for each entry of the array x."""
    return examine(
        function,
        [
            (product_of_sines, np.array([1.0, -0.5, 2.0]), 0.25),
            (product_of_sines, np.array([[1.0, 2.0], [-0.5, 3.0]]), 0.125),
        ],
        gradients.numerical_gradient,
        [
            Mistake(
                lambda f, x, h: by_entry(f, x, h, lambda here, above, below: (above - here) / h),
                "You measure from the point to one side only. Take f one step above and one step below, and divide by 2 "
                "* step.",
            ),
            Mistake(
                lambda f, x, h: by_entry(f, x, h, lambda here, above, below: (here - below) / h),
                "You measure from one step below to the point. Take f one step above and one step below, and divide by "
                "2 * step.",
            ),
            Mistake(
                lambda f, x, h: by_entry(f, x, h, lambda here, above, below: (above - below) / h),
                "Your slopes are twice too large: the two points lie two steps apart, so divide by 2 * step.",
            ),
            Mistake(
                lambda f, x, h: by_entry(f, x, h, lambda here, above, below: above - below),
                "You return how far f rises, not how steep it is. Divide the rise by the distance of the two points, 2 "
                "* step.",
            ),
            Mistake(
                lambda f, x, h: by_entry(f, x, h, lambda here, above, below: (above - below) / 2 * h),
                "You multiply by step at the end: / 2 * step divides by 2 only. Put brackets around (2 * step).",
            ),
            Mistake(
                lambda f, x, h: by_entry(f, x, h, lambda here, above, below: (below - above) / (2 * h)),
                "Every slope has the wrong sign. It is the value above minus the value below.",
            ),
            Mistake(
                lambda f, x, h: by_entry(f, x, h, lambda here, above, below: (above + below) / (2 * h)),
                "You add the two values of f. The rise is their difference: above minus below.",
            ),
            Mistake(
                lambda f, x, h: (f(x + h) - f(x - h)) / (2 * h),
                "You move all entries at once and get one number. Move one entry only, keep the others, and do this for "
                "each in turn.",
            ),
            Mistake(
                lambda f, x, h: np.full_like(x, (f(x + h) - f(x - h)) / (2 * h)),
                "Every entry gets the same slope, because x + step moves all entries at once. Move one entry, and keep "
                "the others.",
            ),
            Mistake(
                never_put_back,
                "An entry stays moved while you measure the next one. Put it back, or take a fresh copy of x for each "
                "entry.",
            ),
            Mistake(
                lambda f, x, h: gradients.numerical_gradient(f, x, h).ravel(),
                "The slopes are right, but they stand in one row. Give them the shape of x: start from np.zeros_like(x).",
            ),
            Mistake(
                alone,
                "You give f one entry, such as x[index] + step. f takes the whole array: move the entry in a copy of x, and "
                "give f the copy.",
            ),
            Mistake(
                lambda f, x, h: gradients.numerical_gradient(f, x, h).ravel()[0],
                "You return after the first entry: return stands inside the loop. Move it to the left, under the for, and "
                "return the whole array.",
            ),
            Mistake(
                lambda f, x, h: first_only(gradients.numerical_gradient(f, x, h)),
                "You return after the first entry: return stands inside the loop. Move it to the left, under the for.",
            ),
            Mistake(
                row_by_row,
                "On a table, x[i] is a whole row, and you move all of it. np.ndindex(x.shape) runs through the entries one "
                "by one.",
            ),
            Mistake(
                lambda f, x, h: by_entry(f, x, h, lambda here, above, below: (above - here) / (2 * h)),
                "You divide by two steps, but your two points lie one step apart: a step up and a step back lead to x "
                "itself. Go on, to one step below x.",
            ),
            Mistake(
                lambda f, x, h: np.zeros_like(x),
                "Every slope is 0. Do both calls of f get an array in which the entry is really moved?",
            ),
            Mistake(
                lambda f, x, h: gradients.numerical_gradient(f, x, 1e-5),
                "You use a step of your own. Use the step that the function is given.",
            ),
        ],
        "Each entry was moved alone, once up and once down, and the rise was divided by 2 * step.",
    )  # fmt: skip


def product_of_sines(v: Any) -> float:
    """sin(v_1) * sin(v_2) * ..."""
    return float(np.prod(np.sin(v)))


def by_entry(f: Callable, x: np.ndarray, h: float, slope: Callable[[float, float, float], float]) -> np.ndarray:
    """slope(f here, f one step above, f one step below) for each entry of x."""
    result = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[index] += h
        below[index] -= h
        result[index] = slope(f(x), f(above), f(below))
    return result


def alone(f: Callable, x: np.ndarray, h: float) -> np.ndarray:
    """Central differences in which f gets one entry in the place of the array."""
    return np.reshape([(f(entry + h) - f(entry - h)) / (2 * h) for entry in x.ravel()], x.shape)


def first_only(slopes: np.ndarray) -> np.ndarray:
    """The first slope, and zeros in the place of all others."""
    result = np.zeros_like(slopes)
    result.flat[0] = slopes.flat[0]
    return result


def row_by_row(f: Callable, x: np.ndarray, h: float) -> np.ndarray:
    """Central differences that move x[i] as a whole, for each i."""
    result = np.zeros_like(x)
    for i in range(len(x)):
        above, below = x.copy(), x.copy()
        above[i] += h
        below[i] -= h
        result[i] = (f(above) - f(below)) / (2 * h)
    return result


def never_put_back(f: Callable, x: np.ndarray, h: float) -> np.ndarray:
    """Central differences of an array whose entries stay one step below after they were measured."""
    result = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        x[index] += h
        above = f(x)
        x[index] -= 2 * h
        result[index] = (above - f(x)) / (2 * h)
    return result


# ---- the chain rule


def slope_along_path(value: Any) -> Result:
    """Check the slope of the loss along w1 for x = 3, w1 = 2, ReLU, w2 = -0.5 and the slope 0.4 along the logit."""
    x, w1, w2, dz2 = 3.0, 2.0, -0.5, 0.4
    a1 = x * w1
    right = x * w2 * dz2  # the slope of ReLU is 1
    return examine_value(
        value,
        right,
        [
            (x + 1 + w2 + dz2, "You add the slopes. Along one path they multiply."),
            (-right, "The size is right, the sign is not. How many of the four factors are negative?"),
            (x * w2, "The last factor is missing: the slope of the loss along the logit."),
            (x * dz2, "The path goes through w2 as well: if a1 rises by 1, the logit rises by w2."),
            (
                w2 * dz2,
                "This is the slope along z1. One step is missing: if w1 rises by 1, by how much does z1 = x * w1 rise?",
            ),
            (a1 * dz2, "This is the slope along w2. The question asks for w1, one layer further back."),
            (a1 * w2 * dz2 * x, "You multiply by the value of ReLU, 6. Take its slope at z1 = 6."),
            (
                a1 * w2 * dz2,
                "You multiply by the value a1 = 6. Along w1, z1 = x * w1 has the slope x, and ReLU has its "
                "slope, not its value.",
            ),
            (w1 * w2 * dz2, "z1 = x * w1 rises by x when w1 rises by 1, not by w1 itself."),
            (0.0, "ReLU stops a slope where z1 is 0 or less. Here z1 = 6, so its slope is 1."),
        ],
        "3 × 1 × (−0.5) × 0.4 = −0.6: raise w1 by a little, and the loss falls by 0.6 of it.",
    )


# ---- tanh


def tanh_derivative(function: Any) -> Result:
    """Check a learner's tanh_derivative(Z)."""
    result = examine(
        function,
        [(np.array([[-2.0, 0.5], [0.3, -0.1]]),), (np.array([-0.7, 0.0, 1.5]),)],
        functions.tanh_derivative,
        [
            Mistake(lambda Z: 1 - np.tanh(Z), "Almost: the square is missing. Where tanh is 0.5, the slope is 0.75."),
            Mistake(lambda Z: 1 - Z**2, "You square z itself. It is tanh(z) that has to be squared."),
            Mistake(lambda Z: np.tanh(Z) ** 2 - 1, "The sign is turned round: tanh always rises, so its slope is above 0."),
            Mistake(lambda Z: np.tanh(Z) ** 2, "You return the square itself. In the table, the square and the slope "
                                               "add up to 1."),
            Mistake(lambda Z: np.tanh(Z), "You return tanh itself, not its slope."),
            Mistake(lambda Z: 1 - np.tanh(Z**2), "You square before tanh. Take tanh first, then square it: np.tanh(Z) "
                                                 "** 2."),
            Mistake(lambda Z: (1 - np.tanh(Z)) ** 2, "You square too late: only tanh is squared, then it is taken away "
                                                     "from 1."),
            Mistake(lambda Z: 1 - 2 * np.tanh(Z), "* 2 doubles. The square is ** 2."),
            Mistake(lambda Z: 1 + np.tanh(Z) ** 2, "You add the square. Where tanh is 0.5, the slope is below 1, not "
                                                   "above."),
            Mistake(lambda Z: 1 - np.tanh(np.tanh(Z)) ** 2, "You take tanh twice. Z is the number before the "
                                                            "activation, so once is enough."),
            Mistake(lambda Z: (Z > 0).astype(float), "This is the slope of ReLU. Look at the table once more."),
        ],
        "1 − tanh(z)², for each entry.",
    )  # fmt: skip
    if "bitwise_xor" in result.message:
        return Result(False, "In Python ^ is no power. The square of a is a ** 2.")
    return result


# ---- which line is wrong


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
    """What speaks against this answer, in a sentence or two."""
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


# ---- the whole backward pass


def backward(function: Any) -> Result:
    """Check a learner's backward(X, Y, W1, b1, W2, b2), which returns dW1, db1, dW2, db2."""
    if untouched(function):
        return Result(False, NOT_WRITTEN)
    if not callable(function):
        return Result(
            False, f"This check wants your function itself, by its name and without brackets, but got {kind(function)}."
        )
    arguments = example()
    answer = attempt(function, arguments)
    if isinstance(answer, Result):
        return with_hint(answer)
    if not isinstance(answer, (tuple, list)) or len(answer) != 4:
        return Result(False, "Your function should return four arrays, separated by commas: dW1, db1, dW2, db2.")
    slopes = [as_array(slope) for slope in answer]
    order = [name for slope in slopes for name, right in gradients_with(arguments).items() if alike(slope, right)]
    if order != list(NAMES) and sorted(order) == sorted(NAMES):
        return Result(False, f"All four are right, but in the order {', '.join(order)}. Return dW1, db1, dW2, db2.")
    ways = [({"common": way}, sentence) for way, sentence in COMMON.items()]
    ways += [({"hidden": way, "relu": False}, NO_RELU) for way in ("right", "no mask")]
    for way, sentence in ways:
        if all(map(alike, slopes, gradients_with(arguments, **way).values())):
            return Result(False, report({name: [sentence] for name in NAMES}))
    told = {name: diagnosis(name, slope, arguments) for name, slope in zip(NAMES, slopes)}
    if not any(told.values()):
        return Result(True, "All four gradients agree with those of the package, and so with the measured slopes.")
    return Result(False, report(told))


def example() -> tuple:
    """X (5, 3), Y (5,), and the parameters of a network with 3 inputs, 4 hidden units and 10 outputs."""
    rng = np.random.default_rng(4)
    W1, b1, W2, b2 = rng.normal(size=(3, 4)), rng.normal(size=(1, 4)), rng.normal(size=(4, 10)), rng.normal(size=(1, 10))
    return rng.normal(size=(5, 3)), np.array([2, 0, 9, 1, 2]), W1, b1, W2, b2


def with_hint(result: Result) -> Result:
    """The message of a function that stopped, with a hint where shapes did not fit."""
    if "matmul" in result.message:
        hint = "Is a .T missing? Or is it the mask? A mask is multiplied entry by entry, with *."
    elif "(5,)" in result.message:
        hint = "Y holds class numbers: turn it into one-hot rows first."
    else:
        return result
    return Result(False, f"{result.message} {hint}")


# Each mistake is a word for what is computed otherwise, with its sentence. The right way is the word "right".
COMMON = {
    "sum": "the division by N is missing in dZ2: the loss is a mean, so each picture counts 1/N",
    "fixed": "you divide by 150, the number of pictures in the notebook. This test has another number: write len(X)",
    "all": "you divide by the number of all entries of Y_hat: divide by the number of pictures, len(X), only",
    "twice": "you divide by N twice: dZ2 holds the 1/N already",
    "sign": "the sign is turned round: dZ2 is Y_hat − one_hot(Y), in this order",
    "sign sum": "dZ2 has the wrong sign and lacks the division by N: it is (Y_hat − one_hot(Y)) / N",
    "no one-hot": "you use Y_hat without taking the one-hot rows of Y away: at the true digit, 1 must go",
    "numbers": "you take the class numbers themselves away from Y_hat: turn Y into one-hot rows first",
    "logits": "you use the logits Z2 in place of Y_hat: softmax makes the probabilities",
    "softmax again": "you multiply by Y_hat * (1 − Y_hat) as well: the slope of softmax is already in Y_hat − one_hot(Y)",
}
NO_RELU = "the ReLU is forgotten in the forward pass: A1 is firstnn.relu(Z1)"
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
SENTENCES = {"common": COMMON, "hidden": HIDDEN, "product": PRODUCT, "bias": BIAS}


def gradients_with(
    arguments: tuple,
    common: str = "right",
    hidden: str = "right",
    product: str = "right",
    bias: str = "right",
    relu: bool = True,
) -> dict[str, np.ndarray]:
    """dW1, db1, dW2, db2 with these mistakes in dZ2 (common), dZ1 (hidden), the products and the bias sums.

    relu: whether the forward pass has its ReLU.
    """
    X, Y, W1, b1, W2, b2 = arguments
    Z1 = X @ W1 + b1
    A1 = np.maximum(0, Z1) if relu else Z1
    Z2 = A1 @ W2 + b2
    dZ2 = slope_of_logits(common, Z2, Y)
    dZ1 = slope_of_hidden(hidden, dZ2 @ W2.T, Z1)
    return {
        "dW1": slope_of_weights(product, X, X, dZ1),
        "db1": slope_of_bias(bias, dZ1),
        "dW2": slope_of_weights(product, A1, Z1, dZ2),
        "db2": slope_of_bias(bias, dZ2),
    }


def slope_of_logits(way: str, Z2: np.ndarray, Y: np.ndarray) -> np.ndarray:
    """dZ2, right or with a mistake of COMMON."""
    N, P, T = len(Y), functions.softmax(Z2), functions.one_hot(Y, Z2.shape[1])
    return {
        "right": (P - T) / N, "sum": P - T, "fixed": (P - T) / 150,
        "all": (P - T) / T.size, "twice": (P - T) / N**2, "sign": (T - P) / N,
        "sign sum": T - P, "no one-hot": P / N, "numbers": (P - Y[:, None]) / N, "logits": (Z2 - T) / N,
        "softmax again": (P - T) * P * (1 - P) / N,
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


def diagnosis(name: str, slope: np.ndarray | None, arguments: tuple) -> list[str]:
    """The sentences about one of the four gradients: none if it is right, or the first that explain it."""
    if slope is None:
        return ["not an array of numbers"]
    truth = gradients_with(arguments)[name]
    if slope.shape == truth.shape and not slope.any():
        return ["every entry is 0: does a line fill it?"]
    local = "product" if name.startswith("dW") else "bias"
    ways = {"common": COMMON, local: SENTENCES[local], "hidden": HIDDEN}
    for mistakes in product(*(["right", *words] for words in ways.values())):
        chosen = dict(zip(ways, mistakes))
        wrong = gradients_with(arguments, **chosen)[name]
        if any(alike(slope, form) for form in forms(wrong, chosen.get("bias"), truth.shape)):
            return [SENTENCES[part][way] for part, way in chosen.items() if way != "right"]
    if slope.shape != truth.shape:
        return [f"its shape is {slope.shape}, but it must be {truth.shape}, that of {name[1:]}"]
    if not np.isfinite(slope).all():
        return ["it holds NaN or infinity"]
    return ["the shape is right, the values are not: measure them with numerical_gradient, and look where they differ"]


def alike(a: np.ndarray | None, b: np.ndarray) -> bool:
    """Whether two arrays agree in shape and in value."""
    return np.shape(a) == np.shape(b) and np.allclose(a, b, rtol=1e-6)


def forms(wrong: np.ndarray, bias: str | None, shape: tuple[int, ...]) -> list[np.ndarray]:
    """The shapes in which a wrong sum may come: with or without the lost axis, or one number spread over all biases."""
    if bias == "axis":
        return [wrong, wrong[:, None], wrong[None]]
    if bias == "everything":
        return [wrong, np.full((1, 1), wrong), np.full(shape, wrong)]
    return [wrong]


def report(told: dict[str, list[str]]) -> str:
    """What is right, then each mistake once, with the gradients that it spoils."""
    fine = [name for name, sentences in told.items() if not sentences]
    spoilt: dict[str, list[str]] = {}
    for name, sentences in told.items():
        for sentence in sentences:
            spoilt.setdefault(sentence, []).append(name)
    parts = [f"{joined(fine)} {'is' if len(fine) == 1 else 'are'} right."] if fine else []
    return " ".join(parts + [f"{joined(names)}: {sentence}." for sentence, names in spoilt.items()])


def joined(names: list[str]) -> str:
    """a, b and c."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
