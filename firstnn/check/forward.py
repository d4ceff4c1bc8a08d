"""Checks of the exercises of 02_forward_pass."""

from itertools import pairwise
from typing import Any

import numpy as np

from firstnn import functions
from firstnn.check.result import NOT_WRITTEN, Mistake, Result, as_array, examine, kind
from firstnn.digits import COLUMNS, PIXELS, ROWS, every_damaged_digit

CLEAN, _ = every_damaged_digit(0)
COMPARES = (
    "You compare a whole array as if it were one number: Python's max and if cannot do that. "
    "np.maximum compares each entry on its own."
)
KEEPDIMS = (
    "You divide by a row of sums, so column k is divided by the sum of row k. With keepdims=True in np.sum, "
    "each row keeps its own sum beside it."
)


def neuron(weights: Any, bias: Any, digit: int = 4) -> Result:
    """Check the weights (5, 3) and the bias of a neuron that shall be above 0 for one clean digit and for no other."""
    if all(given is None or given is ... for given in (weights, bias)):
        return Result(False, NOT_WRITTEN)
    w, b = as_array(weights), as_array(bias)
    complaint = not_weights(weights, w) or not_a_bias(bias, b)
    if complaint:
        return Result(False, complaint)
    with np.errstate(all="ignore"):
        added = CLEAN @ w.ravel()
        z = added + b.item()
    above = [int(k) for k in np.flatnonzero(z > 0)]
    if above == [digit]:
        return Result(
            True, f"z is {z[digit]:.3g} for the {digit}, and at most {np.delete(z, digit).max():.3g} for the other nine."
        )
    return Result(False, neuron_diagnosis(digit, added, above, w))


def not_weights(given: Any, w: np.ndarray | None) -> str | None:
    """What keeps w from being 15 weights, in words; None if nothing does."""
    if given is None or given is ...:
        return "The bias is there, the weights are not yet: replace their three dots with a 5 by 3 table."
    if w is None:
        return f"The weights should be a 5 by 3 array of numbers, but they are {kind(given)}."
    if w.shape == (COLUMNS, ROWS):
        return "Your weights have 3 rows of 5. A picture has 5 rows of 3, and so must its weights."
    if w.size != PIXELS:
        return f"There must be one weight for each of the 15 pixels, in the shape (5, 3), but the shape is {w.shape}."
    return None if np.isfinite(w).all() else "Each weight must be a finite number."


def not_a_bias(given: Any, b: np.ndarray | None) -> str | None:
    """What keeps b from being one number, in words; None if nothing does."""
    if given is None or given is ...:
        return "The weights are there, the bias is not yet: replace its three dots with a number."
    if b is None or b.size != 1:
        return f"The bias is one single number, but this is {kind(given) if b is None else f'an array of shape {b.shape}'}."
    return None if np.isfinite(b) else "The bias must be a finite number."


def neuron_diagnosis(digit: int, added: np.ndarray, above: list[int], w: np.ndarray) -> str:
    """Why the neuron is above 0 for these digits and not for the one alone; added (10,) are its sums without bias."""
    others = [k for k in range(10) if k != digit]
    winner = max(others, key=lambda k: added[k])
    if np.ptp(w) == 0:
        return (
            "All your weights are equal, so the neuron only counts paper "
            "pixels. Give paper and ink of the digit different weights."
        )
    if added[digit] > added[winner]:
        if above:
            return (
                f"The weights are good: the {digit} has the largest sum. "
                f"But z is above 0 for {listed(above)}, so the bias is too "
                "high: it has to push all others to 0 or below."
            )
        return f"The weights are good: the {digit} has the largest sum. But no digit comes above 0, so the bias is too low."
    if added[digit] <= min(added[others]):
        return (
            f"The {digit} has the smallest sum of all. Did you reward its "
            "ink? Ink is stored as 0, so a weight on ink adds nothing: "
            "put the positive weights where the digit has paper."
        )
    return (
        f"Without the bias, the {winner} has a sum of {added[winner]:.3g} and the {digit} has {added[digit]:.3g}: no bias "
        f"can lift the {digit} above the {winner}. Lay the two pictures side by side: more weight on pixels where only "
        f"the {digit} has paper, less where only the {winner} has."
    )


def listed(digits: list[int]) -> str:
    """Two digits or more in words: "0 and 8", "0, 6 and 8"."""
    *names, last = map(str, digits)
    return f"{', '.join(names)} and {last}"


def relu(function: Any) -> Result:
    """Check a learner's relu(Z)."""
    examples = [(np.array([[-2.0, 0.5], [3.0, -0.1], [0.0, 7.0]]),), (np.array([[-4.0, -1.0]]),)]
    result = examine(
        function,
        examples,
        functions.relu,
        [
            Mistake(lambda Z: np.abs(Z), "A negative entry must become 0, not lose its sign."),
            Mistake(
                lambda Z: np.minimum(0, Z),
                "You keep the negative entries and drop the positive ones: it is the other way round.",
            ),
            Mistake(
                lambda Z: np.max(Z),
                "You return one number, the largest of all. Compare each "
                "entry with 0: np.maximum does that, np.max does not.",
            ),
            Mistake(
                lambda Z: (Z > 0).astype(float),
                "You return only whether an entry is positive, as 0 or 1. Where it is positive, the entry itself must stay.",
            ),
            Mistake(lambda Z: Z[Z > 0], "The negative entries are gone, so the shape changed. Put a 0 in their place."),
            Mistake(
                lambda Z: np.minimum(functions.relu(Z), 1),
                "You also cut at 1. Only the entries below 0 change, large ones stay large.",
            ),
            Mistake(lambda Z: Z, "You give back what you were given. The entries below 0 must become 0."),
            Mistake(
                lambda Z: -np.minimum(0, Z),
                "The negative entries came out as positive ones, and the positive ones are lost.",
            ),
            Mistake(lambda Z: np.maximum(1, Z), "You compare each entry with 1. Compare it with 0."),
            Mistake(
                lambda Z: np.tanh(Z), "This is tanh, another activation function. ReLU leaves positive entries as they are."
            ),
            Mistake(
                lambda Z: Z.max(axis=0),
                "You return the largest entry of each column. Each entry is compared with 0, not with its column.",
            ),
        ],
        "Negative entries became 0, the others stayed as they were.",
    )
    return Result(False, COMPARES) if "meets a whole array" in result.message else result


def softmax(function: Any) -> Result:
    """Check a learner's softmax(Z), Z (N, classes): on ordinary logits, then on other shapes, then on huge logits."""
    praise = "Each row sums to 1, the order is kept, and no logit is too large for it."
    ordinary = [(np.array([[2.0, 1.0, 0.1], [3.0, 0.0, -1.0], [-2.0, 0.5, 1.5]]),)]
    result = examine(function, ordinary, functions.softmax, SOFTMAX_MISTAKES, praise)
    if not result:
        return Result(False, ONE_ROW) if "axis 1 is out of bounds" in result.message else result
    shapes = [
        (np.array([[2.0, 1.0, 0.1, 0.0], [0.0, 3.0, -1.0, 1.0]]),),
        (np.array([[1.0, 0.5]]),),
        (np.array([[1.0], [7.0]]),),
    ]
    result = examine(function, shapes, functions.softmax, SOFTMAX_MISTAKES, praise)
    if not result:
        return result
    huge = [
        (np.array([[1000.0, 999.0, 998.0], [-1000.0, -1001.0, -1003.0], [3.0, 2.0, 1.0]]),),
        (np.array([[2000.0, 0.0, -1.0], [800.0, 0.0, -1.0]]),),
        (np.array([[800.0, 0.0, -1.0]]),),
    ]
    return examine(function, huge, functions.softmax, HUGE_MISTAKES, praise)


ONE_ROW = (
    "axis=1 runs along a row, but what you sum has no second axis. Work on the whole table Z at once, of shape (N, classes)."
)


def cured(Z: np.ndarray) -> np.ndarray:
    """e^(z - m), m the largest of the row."""
    return np.exp(Z - Z.max(axis=1, keepdims=True))


SOFTMAX_MISTAKES = [
    Mistake(
        lambda Z: np.exp(Z) / np.exp(Z).sum(axis=0),
        "Now each column sums to 1. One picture is one row: sum along the rows, with axis=1.",
    ),
    Mistake(
        lambda Z: np.exp(Z) / np.exp(Z).sum(),
        "You divide by the sum of the whole table, so the whole table sums to 1. Each row needs a sum of its own: axis=1.",
    ),
    Mistake(lambda Z: np.exp(Z) / np.exp(Z).sum(axis=1), KEEPDIMS),
    Mistake(
        lambda Z: cured(Z) / cured(Z).sum(axis=1),
        "The largest of each row is taken away rightly. But you divide by a row of sums: np.sum lacks keepdims=True.",
    ),
    Mistake(
        lambda Z: np.exp(Z - Z.max(axis=1)) / np.exp(Z - Z.max(axis=1)).sum(axis=1),
        "keepdims=True is missing twice, in np.max and in np.sum. With it, each row keeps its own number beside it.",
    ),
    Mistake(
        lambda Z: np.exp(Z - Z.max(axis=1)) / np.exp(Z - Z.max(axis=1)).sum(),
        "np.max lacks keepdims=True, and np.sum adds up the whole table: it lacks axis=1 and keepdims=True.",
    ),
    Mistake(
        lambda Z: cured(Z) / cured(Z).sum(),
        "The largest of each row is taken away rightly. But np.sum(E) adds up the whole table: each row needs a sum of its "
        "own, with axis=1 and keepdims=True.",
    ),
    Mistake(
        lambda Z: (
            (np.exp(Z) - Z.max(axis=1, keepdims=True))
            / (np.exp(Z) - Z.max(axis=1, keepdims=True)).sum(axis=1, keepdims=True)
        ),
        "The bracket of np.exp closes too early: the largest is taken away after np.exp. Take it away from Z, inside the "
        "bracket.",
    ),
    Mistake(
        lambda Z: (np.exp(Z) - Z.max(axis=1, keepdims=True)) / np.exp(Z).sum(axis=1, keepdims=True),
        "The bracket of np.exp closes too early above the fraction line. Take the largest away from Z, inside the bracket.",
    ),
    Mistake(
        lambda Z: (
            (np.exp(Z) - np.exp(Z).max(axis=1, keepdims=True))
            / (np.exp(Z) - np.exp(Z).max(axis=1, keepdims=True)).sum(axis=1, keepdims=True)
        ),
        "You take the largest away after np.exp. Take the largest of Z away first, then np.exp.",
    ),
    Mistake(
        lambda Z: Z / Z.sum(axis=1, keepdims=True),
        "You divide the logits themselves, and some shares come out negative. First make every number positive with np.exp.",
    ),
    Mistake(np.exp, "You stop at e to the power z. Divide each row by its sum, so that it sums to 1."),
    Mistake(
        lambda Z: np.exp(Z - Z.max(axis=1, keepdims=True)),
        "The largest of each row is 1 now. What is left: divide each row by its sum, so that it sums to 1.",
    ),
    Mistake(
        lambda Z: np.exp(Z - Z.max(axis=1, keepdims=True)) / np.exp(Z).sum(axis=1, keepdims=True),
        "You take the largest away above the fraction line only. The sum "
        "below must be of the same numbers: compute E once, use it twice.",
    ),
    Mistake(
        lambda Z: np.exp(Z) / np.exp(Z - Z.max(axis=1, keepdims=True)).sum(axis=1, keepdims=True),
        "You take the largest away below the fraction line only. Compute E = np.exp(...) once, and use it above and below.",
    ),
    Mistake(
        lambda Z: functions.softmax(Z - Z.max(axis=0)),
        "You take away the largest of each column, which changes the "
        "differences within a row. Take the largest of each row: axis=1.",
    ),
    Mistake(
        lambda Z: functions.softmax(Z - Z.max(axis=1)),
        "You take the largest of row k away from column k. With "
        "keepdims=True in np.max, each row keeps its own largest beside it.",
    ),
    Mistake(
        lambda Z: functions.softmax(Z / Z.max(axis=1, keepdims=True)),
        "You divide by the largest, which changes the answer. Subtract it: only the differences of the logits count.",
    ),
    Mistake(
        lambda Z: functions.softmax(-Z),
        "The order is turned round: the smallest logit gets the largest share. Look at the sign in the exponent.",
    ),
    Mistake(
        lambda Z: np.exp(Z) / np.exp(Z).mean(axis=1, keepdims=True),
        "Each row sums to its number of columns. Divide by the sum of the row, not by its mean.",
    ),
    Mistake(
        lambda Z: (Z == Z.max(axis=1, keepdims=True)).astype(float),
        "You give everything to the largest logit. Softmax shares: every entry gets something above 0.",
    ),
    Mistake(
        lambda Z: 1 / (1 + np.exp(-Z)),
        "Each entry lies between 0 and 1, but a row does not sum to 1. Divide by the sum of the row.",
    ),
    Mistake(
        lambda Z: np.log(functions.softmax(Z)),
        "You return the logarithms of the shares. Return the shares themselves.",
    ),
    Mistake(
        lambda Z: functions.softmax(Z).argmax(axis=1), "You return which entry is largest. Return the whole row of shares."
    ),
    Mistake(
        lambda Z: functions.softmax(functions.softmax(Z)),
        "You apply softmax twice. Once is enough: it takes logits, not shares.",
    ),
]

HUGE_MISTAKES = [
    Mistake(
        lambda Z: np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True),
        "Right for ordinary logits. For a logit of 1000, np.exp gives inf, "
        "and inf / inf is nan: first subtract from each row its largest entry.",
    ),
    Mistake(
        lambda Z: np.exp(Z - Z.max()) / np.exp(Z - Z.max()).sum(axis=1, keepdims=True),
        "Right for ordinary logits. But you subtract the largest of "
        "the whole table: a row that lies far below it becomes 0 / 0. "
        "Use the largest of each row.",
    ),
    Mistake(
        lambda Z: (
            np.exp(Z - np.abs(Z).max(axis=1, keepdims=True))
            / np.exp(Z - np.abs(Z).max(axis=1, keepdims=True)).sum(axis=1, keepdims=True)
        ),
        "Right for ordinary logits. But the largest without its sign is "
        "not the largest: for -1000 it pushes the row down to 0 / 0.",
    ),
    Mistake(
        lambda Z: (
            np.exp(Z - Z.min(axis=1, keepdims=True)) / np.exp(Z - Z.min(axis=1, keepdims=True)).sum(axis=1, keepdims=True)
        ),
        "Right for ordinary logits. But you subtract the smallest of "
        "each row, so the others may still be too large for np.exp. "
        "Subtract the largest.",
    ),
    Mistake(
        lambda Z: (
            np.exp(Z - Z.mean(axis=1, keepdims=True)) / np.exp(Z - Z.mean(axis=1, keepdims=True)).sum(axis=1, keepdims=True)
        ),
        "Right for ordinary logits. But you subtract the mean of each row, "
        "and what lies far above it still overflows. Subtract the largest.",
    ),
]


def number_of_parameters(function: Any) -> Result:
    """Check a learner's number_of_parameters(inputs, hidden, outputs)."""
    sizes = [(15, 64, 10), (15, 1, 10), (3, 2, 5), (2, 7, 4)]
    return examine(
        function,
        sizes,
        lambda i, h, o: i * h + h + h * o + o,
        [
            Mistake(
                lambda i, h, o: i * h + h * o, "You count the weights. Each hidden unit and each output has a bias as well."
            ),
            Mistake(lambda i, h, o: i * h + h * o + o, "The biases of the hidden units are missing: one for each of them."),
            Mistake(lambda i, h, o: i * h + h + h * o, "The biases of the outputs are missing: one for each of them."),
            Mistake(
                lambda i, h, o: i * h + 1 + h * o + 1,
                "You count one bias for a whole layer. Each unit has a bias of its own.",
            ),
            Mistake(
                lambda i, h, o: i * h + 2 * h + h * o + o,
                "You count the biases of the hidden units twice.",
            ),
            Mistake(
                lambda i, h, o: i + i * h + h + h * o + o,
                "You count a bias for each input. Inputs are given, they "
                "compute nothing: only hidden units and outputs have a bias.",
            ),
            Mistake(
                lambda i, h, o: i * h * o,
                "You multiply all three sizes. There are two layers: count each by itself, then add.",
            ),
            Mistake(
                lambda i, h, o: i * h * o + h + o,
                "You multiply all three sizes. W1 has inputs times hidden "
                "weights, W2 has hidden times outputs: add these two.",
            ),
            Mistake(
                lambda i, h, o: i + h + o, "You count the units. A weight belongs to each pair of units that are joined."
            ),
            Mistake(lambda i, h, o: (i + h) * (h + o), "Brackets are in the wrong place: first the products, then the sum."),
            Mistake(lambda i, h, o: i * h + h + i * o + o, "The outputs are joined to the hidden units, not to the inputs."),
            Mistake(
                lambda i, h, o: i * o + o,
                "You join the inputs to the outputs directly. The hidden layer stands between them.",
            ),
            Mistake(
                lambda i, h, o: i * h + h,
                "This is the first layer only. The second one, from hidden to outputs, is missing.",
            ),
            Mistake(
                lambda i, h, o: h * o + o, "This is the second layer only. The first one, from inputs to hidden, is missing."
            ),
            Mistake(
                lambda i, h, o: 1674,
                "1,674 is right for the sizes 15, 64 and 10, but your "
                "function gives it for all sizes. Use the three arguments.",
            ),
            Mistake(
                lambda i, h, o: 15 * h + h + h * 10 + 10,
                "Right for 15 inputs and 10 outputs only: you wrote these as numbers. Use the arguments inputs and outputs.",
            ),
        ],
        "Every weight and every bias is counted once.",
    )


def two_hidden_layers(function: Any) -> Result:
    """Check a learner's forward pass with two hidden layers: f(X, W1, b1, W2, b2, W3, b3) gives Y_hat."""
    rng = np.random.default_rng(0)
    examples = [layers(rng, rows, sizes) for rows, *sizes in [(4, 15, 6, 5, 10), (1, 3, 4, 4, 2)]]
    relu, softmax = functions.relu, functions.softmax

    def passing(first=relu, second=relu, last=softmax, biases=(1, 1, 1)):
        def forward(X, W1, b1, W2, b2, W3, b3):
            A1 = first(X @ W1 + biases[0] * b1)
            A2 = second(A1 @ W2 + biases[1] * b2)
            return last(A2 @ W3 + biases[2] * b3)

        return forward

    def same(Z):
        return Z

    def skipping(X, W1, b1, W2, b2, W3, b3):
        return softmax(relu(X @ W1 + b1) @ W2 + b2)

    def bias_late(late_1, late_2):
        def forward(X, W1, b1, W2, b2, W3, b3):
            A1 = relu(X @ W1) + b1 if late_1 else relu(X @ W1 + b1)
            A2 = relu(A1 @ W2) + b2 if late_2 else relu(A1 @ W2 + b2)
            return softmax(A2 @ W3 + b3)

        return forward

    late = "The bias comes too late, after ReLU: add it to the product first, then bend"
    middle = "Softmax belongs at the end only. After the {} layer comes ReLU."

    def over_columns(Z):
        return softmax(Z.T).T

    return examine(
        function,
        examples,
        passing(),
        [
            Mistake(passing(last=same), "You return the logits, Z3. Softmax is missing as the last step."),
            Mistake(passing(last=relu), "The last step must be softmax, not ReLU."),
            Mistake(
                passing(last=lambda Z: softmax(relu(Z))),
                "You apply ReLU to the logits too. Softmax takes them with their signs.",
            ),
            Mistake(passing(first=same), "ReLU is missing after the first layer, so the first two layers are one."),
            Mistake(passing(second=same), "ReLU is missing after the second layer, so the last two layers are one."),
            Mistake(passing(same, same), "ReLU is missing after both hidden layers, so all three layers are one."),
            Mistake(passing(softmax, softmax), "Softmax belongs at the end only. The hidden layers take ReLU."),
            Mistake(passing(first=softmax), middle.format("first")),
            Mistake(passing(second=softmax), middle.format("second")),
            Mistake(
                passing(second=lambda Z: softmax(relu(Z))),
                "ReLU alone is enough after the second layer: no softmax in the middle.",
            ),
            Mistake(
                passing(softmax, same), "Softmax belongs at the end only. ReLU comes after each of the two hidden layers."
            ),
            Mistake(bias_late(True, True), f"{late}, in both hidden layers."),
            Mistake(bias_late(True, False), f"{late}, in the first layer."),
            Mistake(bias_late(False, True), f"{late}, in the second layer."),
            Mistake(passing(biases=(0, 0, 0)), "The biases are missing: add b1, b2 and b3 to the products."),
            Mistake(passing(biases=(0, 1, 1)), "b1 is missing: add it to X @ W1."),
            Mistake(passing(biases=(1, 0, 1)), "b2 is missing: add it to the second product."),
            Mistake(passing(biases=(1, 1, 0)), "b3 is missing: add it to the last product."),
            Mistake(
                passing(last=over_columns), "Now each column sums to 1. One picture is one row: softmax runs along the rows."
            ),
            Mistake(
                lambda *given: passing()(*given).argmax(axis=1),
                "You return the digit with the largest probability. Return all the probabilities.",
            ),
            Mistake(skipping, "The third layer is missing: W3 and b3 are not used."),
        ],
        "Three layers, a bend after each hidden one, and probabilities at the end.",
    )


def layers(rng: np.random.Generator, rows: int, sizes: list[int]) -> tuple[np.ndarray, ...]:
    """X (rows, inputs), then W and b of each layer, as random numbers, none of them 0."""
    parameters = []
    for inputs, units in pairwise(sizes):
        parameters += [rng.normal(size=(inputs, units)), rng.normal(size=(1, units))]
    return rng.normal(size=(rows, sizes[0])), *parameters
