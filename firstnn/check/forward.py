"""Exercises of 02_forward_pass."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from firstnn import passes
from firstnn.check.answers import as_array, equal, kind, several
from firstnn.check.exercise import Exercise
from firstnn.check.facts import plain_fact
from firstnn.check.result import NOT_WRITTEN, Result
from firstnn.digits import COLUMNS, PIXELS, ROWS, every_damaged_digit
from firstnn.functions import relu as bent
from firstnn.functions import softmax as shares
from firstnn.words import listed

CLEAN, _ = every_damaged_digit(0)

# ---- 1: a neuron for the 4


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
    if above != [digit]:
        return Result(False, why_not(digit, added, above, w))
    others = np.delete(z, digit).max()
    return Result(True, f"z is {z[digit]:.3g} for the {digit}, and at most {others:.3g} for the other nine.")


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


def why_not(digit: int, added: np.ndarray, above: list[int], w: np.ndarray) -> str:
    """Why the neuron is above 0 for these digits and not for the one alone; added (10,) are its sums without bias."""
    others = [k for k in range(10) if k != digit]
    winner = max(others, key=lambda k: added[k])
    if np.ptp(w) == 0:
        return (
            "All your weights are equal, so the neuron only counts paper pixels. Give paper and ink of the digit different "
            "weights."
        )
    if added[digit] > added[winner] and above:
        return (
            f"The weights are good: the {digit} has the largest sum. But z is above 0 for {listed(map(str, above))}, so "
            "the bias is too high: it has to push all others to 0 or below."
        )
    if added[digit] > added[winner]:
        return f"The weights are good: the {digit} has the largest sum. But no digit comes above 0, so the bias is too low."
    if added[digit] <= min(added[others]):
        return (
            f"The {digit} has the smallest sum of all. Did you reward its ink? Ink is stored as 0, so a weight on ink adds "
            "nothing: put the positive weights where the digit has paper."
        )
    return (
        f"Without the bias, the {winner} has a sum of {added[winner]:.3g} and the {digit} has {added[digit]:.3g}: no bias "
        f"can lift the {digit} above the {winner}. Lay the two pictures side by side: more weight on pixels where only "
        f"the {digit} has paper, less where only the {winner} has."
    )


# ---- 2: the bend

# fmt: off
MORE_THAN_BEND = {
    np.minimum: "You keep the negative entries and drop the positive ones: it is the other way round.",
    lambda _, Z: np.abs(Z): "A negative entry must become 0, not lose its sign.",
    lambda _, Z: np.max(Z): "You return one number, the largest of all. Compare each entry with 0: np.maximum does that, "
        "np.max does not.",
    lambda _, Z: Z.max(axis=0): "You return the largest entry of each column. Each entry is compared with 0, not with its "
        "column.",
    lambda _, Z: Z.max(axis=1): "You return the largest entry of each row. Each entry is compared with 0, not with its row.",
}
OTHER_BENDS = {
    lambda Z: Z > 0: "You return only whether an entry is positive, as 0 or 1. Where it is positive, the entry itself "
        "must stay.",
    lambda Z: Z >= 0: "You return only whether an entry is 0 or more. Where it is positive, the entry itself must stay.",
    lambda Z: np.sign(Z): "You return the signs alone. Where an entry is positive, the entry itself must stay.",
    lambda Z: Z != 0: "You return only whether an entry is other than 0. Where it is positive, the entry itself must stay.",
    lambda Z: Z[Z > 0]: "The negative entries are gone, so the shape changed. Put a 0 in their place.",
    lambda Z: np.clip(Z, 0, 1): "You also cut at 1. Only the entries below 0 change, large ones stay large.",
    lambda Z: Z: "You give back what you were given. The entries below 0 must become 0.",
    lambda Z: -np.minimum(0, Z): "The negative entries came out as positive ones, and the positive ones are lost.",
    lambda Z: -np.maximum(0, Z): "The positive entries came out as negative ones. They stay as they are.",
    lambda Z: np.maximum(0, Z).sum(): "You return the sum of the entries. The whole table is wanted, with 0 for the "
        "negative ones.",
    np.tanh: "This is tanh, another activation function. ReLU leaves positive entries as they are.",
    shares: "This is softmax, which makes shares of a row. ReLU leaves positive entries as they are.",
    lambda Z: 1 / (1 + np.exp(-Z)): "This is the sigmoid, another activation function. ReLU leaves positive entries as "
        "they are.",
    lambda Z: np.log(1 + np.exp(Z)): "This is softplus, a round bend. ReLU has a corner: exactly 0 below 0.",
    lambda Z: np.where(Z > 0, Z, 0.01 * Z): "You leave a hundredth of the negative entries. They become exactly 0.",
    lambda Z: np.where(Z > 0, Z, 0.1 * Z): "You leave a tenth of the negative entries. They become exactly 0.",
    lambda Z: np.where(Z < 0, 0, 1) * Z**2: "You square the positive entries. They stay as they are.",
}
# fmt: on


def bent_wrong(answer: Any, truth: np.ndarray, Z: np.ndarray) -> str | None:
    """The first entry that is not bent as it should be, and what it should become."""
    came = as_array(answer)
    if came is None or came.shape != truth.shape:
        return None
    place = tuple(np.argwhere(~np.isclose(came, truth))[0])
    should = "stay as it is" if Z[place] > 0 else "become 0"
    return (
        f"Entry {list(map(int, place))} of Z is {Z[place]:g}: it should {should}, and in your answer it is {came[place]:g}."
    )


relu = Exercise(
    "my_relu(Z)",
    right=lambda Z, against=0, compare=np.maximum: compare(against, Z),
    examples=lambda: [(np.array([[-2.0, 0.5], [3.0, -0.1], [0.0, 7.5]]),), (np.array([[-4.0, -1.0, 2.0, 0.25]]),)],
    praise="Negative entries became 0, the others stayed as they were.",
    slips={
        "against": {k: f"You compare each entry with {k}. Compare it with 0.".replace("-", "−") for k in (1, -1, 0.01, 0.1)},
        "compare": MORE_THAN_BEND,
    },
    others=OTHER_BENDS,
    instead=bent_wrong,
    hints={
        "truth!": "max and if are Python's and take single numbers. np.maximum(0, Z) compares each entry of an array with 0."
    },
)

# ---- 3: a softmax that never breaks


def row_largest(Z: np.ndarray) -> np.ndarray:
    return Z.max(axis=1, keepdims=True)


def row_sum(E: np.ndarray) -> np.ndarray:
    return E.sum(axis=1, keepdims=True)


def largest_taken(Z, largest=row_largest, away=np.subtract, power=np.exp, total=row_sum, share=np.divide, after=np.asarray):
    """e^(z − m) divided by its sum, m the largest of the row."""
    E = power(away(Z, largest(Z)))
    return after(share(E, total(E)))


def no_shares(answer: Any, truth: np.ndarray, *_: Any) -> str | None:
    """What is wrong with a table that should hold shares in each row, whatever it is."""
    rows = as_array(answer)
    if rows is None or rows.shape != truth.shape:
        return None
    wrong = np.flatnonzero(~np.isclose(rows.sum(axis=1), 1))
    if wrong.size:
        n = wrong[0]
        return f"Row {n} of your answer sums to {rows[n].sum():.3g}. The shares of a row sum to 1: divide it by its own sum."
    return (
        "Each row sums to 1, but its shares do not belong to its logits: each is e to the power of its own z, divided by "
        "the sum of its row."
    )


COLUMNS_SUM = "Now each column sums to 1. One picture is one row: sum along the rows, with axis=1."
WHOLE_TABLE = (
    "You divide by the sum of the whole table, so the whole table sums to 1. Each row needs a sum of its own: axis=1."
)
KEEPDIMS = (
    "You divide by a row of sums, so column k is divided by the sum of row k. With keepdims=True in np.sum, each row keeps "
    "its own sum beside it."
)
LOGITS_DIVIDED = (
    "You divide the logits themselves, and some shares come out negative. First make every number positive with np.exp."
)
FINE = "It works for ordinary logits."
TAKEN = "The largest of each row is taken away rightly. But"
ALONG_A_ROW = {
    "broadcast": "Where you take the largest or the sum of each row, keepdims=True keeps it beside its row, (N, 1).",
    "axis": "axis=1 runs along a row, but what you sum has no second axis. Work on the whole table Z at once, of shape "
    "(N, classes).",
}

# fmt: off
huge_logits = Exercise(
    "my_softmax(Z)",
    right=largest_taken,
    examples=lambda: [
        (np.array([[1000.0, 999.0, 998.0], [-1000.0, -1001.0, -1003.0], [3.0, 2.0, 1.0]]),),
        (np.array([[2000.0, 0.0, -1.0], [800.0, 0.0, -1.0]]),),
        (np.array([[800.0, 0.0, -1.0]]),),
    ],
    praise="Each row sums to 1, the order is kept, and no logit is too large for it.",
    slips={
        "largest": {
            lambda Z: 0: f"{FINE} For a logit of 1000, np.exp gives inf, and inf / inf is nan: first subtract from each "
                "row its largest entry.",
            lambda Z: -row_largest(Z): f"{FINE} But you add the largest of each row, so np.exp gives inf even sooner. "
                "Subtract it.",
            np.max: f"{FINE} But you subtract the largest of the whole table: a row that lies far below it becomes 0 / 0. "
                "Use the largest of each row.",
            lambda Z: np.abs(Z).max(axis=1, keepdims=True):
                f"{FINE} But the largest without its sign is not the largest: for -1000 it pushes the row down to 0 / 0.",
            lambda Z: Z.min(axis=1, keepdims=True): f"{FINE} But you subtract the smallest of each row, so the others may "
                "still be too large for np.exp. Subtract the largest.",
            lambda Z: Z.mean(axis=1, keepdims=True): f"{FINE} But you subtract the mean of each row, and what lies far "
                "above it still overflows. Subtract the largest.",
            row_sum: f"{FINE} But you subtract the sum of each row, which may be far from its entries. Subtract the "
                "largest.",
            lambda Z: Z[:, :1]: f"{FINE} But you subtract the first entry of each row, and another may be far larger. "
                "Subtract the largest.",
        },
    },
    others={
        lambda Z: largest_taken(np.clip(Z, -700, 700)):
            f"{FINE} But you cut huge logits, so two that differ become equal. Subtract the largest of each row: "
            "differences stay.",
        lambda Z: np.nan_to_num(np.exp(Z) / row_sum(np.exp(Z))):
            f"{FINE} But nan is not to be painted over: the row must still sum to 1. Subtract from each row its largest "
            "entry.",
    },
    hints=ALONG_A_ROW,
)

other_shapes = Exercise(
    "my_softmax(Z)",
    right=largest_taken,
    examples=lambda: [
        (np.array([[2.0, 1.0, 0.1, 0.0], [0.0, 3.0, -1.0, 1.0]]),),
        (np.array([[1.0, 0.5]]),),
        (np.array([[1.0], [7.0], [2.0]]),),
    ],
    praise=huge_logits.praise,
    hints=ALONG_A_ROW,
    instead=no_shares,
    then=huge_logits,
)

softmax = Exercise(
    "my_softmax(Z)",
    right=largest_taken,
    examples=lambda: [
        (np.array([[2.0, 1.0, 0.1], [3.0, 0.0, -1.0], [-2.0, 0.5, 1.5]]),),
        (np.array([[0.3, 1.2], [-0.4, -1.0]]),),
    ],
    praise=huge_logits.praise,
    slips={
        "largest": {
            lambda Z: Z.max(axis=0): "You take away the largest of each column, which changes the differences within a "
                "row. Take the largest of each row: axis=1.",
            lambda Z: Z.max(axis=1): "You take the largest of row k away from column k. With keepdims=True in np.max, "
                "each row keeps its own largest beside it.",
        },
        "away": {
            np.divide: "You divide by the largest, which changes the answer. Subtract it: only the differences of the "
                "logits count.",
            lambda Z, m: m - Z: "The order is turned round: the smallest logit gets the largest share. Look at the sign "
                "in the exponent.",
        },
        "power": {
            lambda E: E: LOGITS_DIVIDED,
            np.exp2: "You take 2 to the power z. Softmax takes e to the power z: np.exp.",
            lambda z: 10.0**z: "You take 10 to the power z. Softmax takes e to the power z: np.exp.",
        },
        "total": {
            lambda E: E.sum(axis=0): COLUMNS_SUM,
            np.sum: f"{TAKEN} np.sum(E) adds up the whole table: each row needs a sum of its own, with axis=1 and "
                "keepdims=True.",
            lambda E: E.sum(axis=1): f"{TAKEN} you divide by a row of sums: np.sum lacks keepdims=True.",
            lambda E: E.mean(axis=1, keepdims=True): "Each row sums to its number of columns. Divide by the sum of the "
                "row, not by its mean.",
            lambda E: 1: "The largest of each row is 1 now. What is left: divide each row by its sum, so that it sums to 1.",
            len: "You divide by the number of rows. Divide each row by its sum, so that it sums to 1.",
        },
        "share": {
            np.multiply: "You multiply by the sum of the row. Divide by it, so that the row sums to 1.",
            np.subtract: "You take the sum of the row away. Divide by it, so that the row sums to 1.",
            lambda E, total: total / E: "Your fraction is upside down: each entry is divided by the sum of its row.",
        },
        "after": {
            np.log: "You return the logarithms of the shares. Return the shares themselves.",
            lambda P: P.argmax(axis=1): "You return which entry is largest. Return the whole row of shares.",
            lambda P: P.max(axis=1): "You return the largest share of each row. Return the whole row of shares.",
            lambda P: P[0]: "You return the first row only: does return stand inside the loop?",
            lambda P: P.sum(axis=1): "You return the sums of the shares, which are all 1. Return the shares themselves.",
            lambda P: 100 * P: "You return per cent. The shares of a row sum to 1, not to 100.",
            shares: "You apply softmax twice. Once is enough: it takes logits, not shares.",
        },
    },
    others={
        lambda Z: np.exp(Z) / np.exp(Z).sum(axis=0): COLUMNS_SUM,
        lambda Z: np.exp(Z) / np.exp(Z).sum(): WHOLE_TABLE,
        lambda Z: np.exp(Z) / np.exp(Z).sum(axis=1): KEEPDIMS,
        lambda Z: Z / row_sum(Z): LOGITS_DIVIDED,
        np.exp: "You stop at e to the power z. Divide each row by its sum, so that it sums to 1.",
        partial(largest_taken, largest=lambda Z: Z.max(axis=1), total=lambda E: E.sum(axis=1)):
            "keepdims=True is missing twice, in np.max and in np.sum. With it, each row keeps its own number beside it.",
        partial(largest_taken, largest=lambda Z: Z.max(axis=1), total=np.sum):
            "np.max lacks keepdims=True, and np.sum adds up the whole table: it lacks axis=1 and keepdims=True.",
        lambda Z: (np.exp(Z) - row_largest(Z)) / row_sum(np.exp(Z) - row_largest(Z)):
            "The bracket of np.exp closes too early: the largest is taken away after np.exp. Take it away from Z, inside "
            "the bracket.",
        lambda Z: (np.exp(Z) - row_largest(Z)) / row_sum(np.exp(Z)):
            "The bracket of np.exp closes too early above the fraction line. Take the largest away from Z, inside the "
            "bracket.",
        lambda Z: (np.exp(Z) - row_largest(np.exp(Z))) / row_sum(np.exp(Z) - row_largest(np.exp(Z))):
            "You take the largest away after np.exp. Take the largest of Z away first, then np.exp.",
        lambda Z: np.exp(Z - row_largest(Z)) / row_sum(np.exp(Z)):
            "You take the largest away above the fraction line only. The sum below must be of the same numbers: compute E "
            "once, use it twice.",
        lambda Z: np.exp(Z) / row_sum(np.exp(Z - row_largest(Z))):
            "You take the largest away below the fraction line only. Compute E = np.exp(...) once, and use it above and "
            "below.",
        lambda Z: np.exp(Z) / row_sum(Z): "Below the fraction line np.exp is missing: the sum is that of e to the power z.",
        lambda Z: (Z == row_largest(Z)).astype(float): "You give everything to the largest logit. Softmax shares: every "
            "entry gets something above 0.",
        lambda Z: 1 / (1 + np.exp(-Z)): "Each entry lies between 0 and 1, but a row does not sum to 1. Divide by the sum "
            "of the row.",
        lambda Z: np.abs(Z) / row_sum(np.abs(Z)): "You make the logits positive by losing their signs, so the order is "
            "lost. np.exp makes them positive and keeps the order.",
        lambda Z: np.full_like(Z, 1 / Z.shape[1]): "You give every entry the same share. A larger logit gets a larger "
            "share.",
        bent: "This is ReLU. Softmax makes shares of each row, which sum to 1.",
    },
    hints=ALONG_A_ROW,
    instead=no_shares,
    then=other_shapes,
)
# fmt: on

# ---- 4 and 6: what can stand in a layer by mistake


def product_slips(left: str, right: str) -> dict:
    """What can stand in the place of left @ right; all of it computes where the arrays are square."""
    return {
        np.multiply: f"{left} * {right} multiplies entry by entry. A layer needs sums of products: {left} @ {right}.",
        lambda A, W: W @ A: f"The product is turned round: the pictures are rows and come first, {left} @ {right}.",
        lambda A, W: A @ W.T: f"{right} is transposed. Its rows belong to what comes in, so it is {left} @ {right}.",
        lambda A, W: A.T @ W: f"{left} is transposed. Its rows are the pictures, so it is {left} @ {right}.",
        lambda A, W: (A @ W).T: f"Your product {left} @ {right} lies on its side, transposed. The pictures are its rows.",
        np.add: f"You add {left} and {right}. A layer multiplies them: {left} @ {right}.",
    }


def no_bias(product, _):
    return product


ADDED = {k: lambda product, b, k=k: product + b[k - 1] for k in (1, 2, 3)}


def bias_slips(layer: int, product: str, of: int) -> dict:
    """What can stand in the place of product + b, in one of several layers."""
    b = f"b{layer}"
    return {
        no_bias: f"{b} is missing: add it to {product}.",
        **{ADDED[k]: f"b{k} belongs to layer {k}. In Z{layer} it is {b}." for k in range(1, of + 1) if k != layer},
        lambda product, b: product - b[layer - 1]: f"You take {b} away. A bias is added.",
        lambda product, b: product * b[layer - 1]: f"You multiply by {b}. A bias is added.",
        lambda product, b: product + sum(b): f"You add all biases to {product}. In Z{layer} it is {b} alone.",
    }


def bend_slips(place: str) -> dict:
    """What can stand in the place of ReLU after a hidden layer."""
    return {
        np.asarray: f"ReLU is missing after the {place} layer, and without a bend between them two layers are one.",
        shares: f"Softmax belongs at the end only. After the {place} layer comes ReLU.",
        np.tanh: f"After the {place} layer you apply tanh. Here a hidden layer takes ReLU.",
        np.abs: f"After the {place} layer you lose only the signs. What is negative must become 0.",
        lambda Z: (
            Z > 0
        ): f"After the {place} layer you keep only whether Z is above 0. Where it is, the number itself stays.",
        lambda Z: np.minimum(
            0, Z
        ): f"After the {place} layer you keep the negative numbers: it is np.maximum, not np.minimum.",
        lambda Z: shares(bent(Z)): f"ReLU alone is enough after the {place} layer: no softmax in the middle.",
    }


def last_slips(end: str) -> dict:
    """What can stand in the place of softmax at the end."""
    return {
        np.asarray: f"Softmax is missing: {end} holds the logits. Probabilities come out of softmax.",
        lambda Z: shares(Z.T).T: f"Now each column of {end} sums to 1. One picture is one row: softmax runs along the rows.",
        lambda Z: np.exp(Z) / np.exp(Z).sum(): f"The whole table {end} sums to 1. Each row needs a sum of its own: axis=1.",
        lambda Z: np.exp(Z) / np.exp(Z).sum(axis=1): KEEPDIMS,
        np.exp: "You stop at e to the power z. Divide each row by its sum.",
        lambda Z: shares(bent(Z)): "You apply ReLU to the logits too. Softmax takes them with their signs.",
        bent: "The last step must be softmax, not ReLU.",
        lambda Z: 1 / (1 + np.exp(-Z)): "This is the sigmoid, for each entry alone. Softmax makes each row sum to 1.",
        lambda Z: shares(shares(Z)): "You apply softmax twice. Once is enough: it takes logits, not shares.",
        lambda Z: np.log(shares(Z)): "You take the logarithm of the probabilities. The logarithm belongs to the loss.",
        lambda Z: shares(Z).argmax(axis=1): "You take the digit with the largest probability. All the probabilities are "
        "wanted.",
    }


LATE = "The bias comes too late, after ReLU: add it to the product first, then bend, in {}."

# ---- 4: the whole forward pass, from memory


# fmt: off
def whole_pass(
    X, parameters, order=(0, 1, 2, 3), first=np.matmul, add_first=ADDED[1], bend=bent, late=0,
    goes_on=lambda X, Z1, A1: A1, second=np.matmul, add_second=ADDED[2], ends_with=lambda Z1, A1, Z2: Z2, last=shares,
    give=passes.Values,
):
    """passes.forward, with all that can be exchanged."""
    W1, b1, W2, b2 = (parameters[place] for place in order)
    Z1 = add_first(first(X, W1), (b1, b2))
    A1 = bend(Z1) + late * b1
    Z2 = add_second(second(goes_on(X, Z1, A1), W2), (b1, b2))
    return give(Z1, A1, Z2, last(ends_with(Z1, A1, Z2)))
# fmt: on


def network(rng, rows: int, inputs: int, hidden: int, outputs: int, scale: float = 1) -> tuple:
    shapes = (inputs, hidden), (1, hidden), (hidden, outputs), (1, outputs)
    return rng.normal(size=(rows, inputs)), passes.Parameters(*(scale * rng.normal(size=shape) for shape in shapes))


NAMES = "Z1", "A1", "Z2", "Y_hat"
IN_ORDER = "parameters holds W1, b1, W2, b2, in this order."


def last_alone(ask) -> str | None:
    """Y_hat is right, and the other three are not returned."""
    case = network(np.random.default_rng(9), 5, 5, 5, 5)
    answer = ask(*case)
    if not isinstance(answer, (tuple, list, dict)) and equal(answer, passes.forward(*case).Y_hat, 1e-6):
        return "Y_hat is right. Return all four, Z1, A1, Z2, Y_hat: notebook 04 needs them."
    return None


def which_of_four(answer: Any, truth: tuple, *arguments: Any) -> str | None:
    """The order, what is missing, or the first value that is wrong."""
    if not isinstance(answer, (tuple, list)):
        return None
    parts = [next((name for name, t in zip(NAMES, truth) if equal(a, t, 1e-6)), None) for a in answer]
    if None not in parts and set(parts) == set(NAMES) and len(parts) == 4:
        return f"The four values are right, but they come back as {listed(parts)}. Return Z1, A1, Z2, Y_hat, in this order."
    if None not in parts and 0 < len(set(parts)) == len(parts):
        missing = [name for name in NAMES if name not in parts]
        return f"What you return is right: {listed(parts)}. Return {listed(missing)} as well: Z1, A1, Z2, Y_hat."
    if len(answer) != 4:
        return None
    wrong = next(k for k in range(4) if not equal(answer[k], truth[k], 1e-6))
    said = several([answer[wrong]], [truth[wrong]]) or plain_fact([answer[wrong]], [truth[wrong]], [arguments])
    array = as_array(answer[wrong])
    if said is None and array is not None and array.shape != truth[wrong].shape:
        said = f"Its shape is {array.shape}, and it should be {truth[wrong].shape}."
    before = f"{listed(NAMES[:wrong])} {'is' if wrong == 1 else 'are'} right. " if wrong else ""
    return f"{before}{NAMES[wrong]} is not right yet: look at the line that makes it. {said or ''}".strip()


large_pass = Exercise(
    "my_forward(X, parameters)",
    right=whole_pass,
    examples=lambda: [network(np.random.default_rng(3), 3, 5, 4, 6, 40), network(np.random.default_rng(4), 1, 2, 7, 3, 60)],
    praise="From memory: two layers, a bend between them, and probabilities at the end, whatever the sizes.",
    slips={
        "last": {
            lambda Z: np.exp(Z) / row_sum(np.exp(Z)): f"{FINE} For huge ones np.exp gives inf, and inf / inf is nan: first "
            "subtract from each row its largest entry.",
            lambda Z: (
                np.exp(Z - Z.max()) / row_sum(np.exp(Z - Z.max()))
            ): f"{FINE} But you subtract the largest of the whole "
            "table: a row far below it becomes 0 / 0. Use the largest of each row.",
        }
    },
    hints=ALONG_A_ROW,
    unlike=which_of_four,
)

pass_of_other_sizes = Exercise(
    "my_forward(X, parameters)",
    right=whole_pass,
    examples=lambda: [network(np.random.default_rng(1), 4, 6, 5, 3), network(np.random.default_rng(2), 1, 3, 2, 7)],
    praise=large_pass.praise,
    hints={**ALONG_A_ROW, "matmul": "X is (N, inputs), W1 (inputs, hidden), W2 (hidden, outputs)."},
    unlike=which_of_four,
    then=large_pass,
)

# fmt: off
forward_from_memory = Exercise(
    "my_forward(X, parameters)",
    right=whole_pass,
    examples=lambda: [network(np.random.default_rng(n), n, n, n, n) for n in (4, 3)],
    praise=large_pass.praise,
    slips={
        "order": {
            (2, 3, 0, 1): f"The two layers have changed places: {IN_ORDER}",
            (0, 3, 2, 1): f"b1 and b2 have changed places: {IN_ORDER}",
            (2, 1, 0, 3): f"W1 and W2 have changed places: {IN_ORDER}",
            (0, 1, 0, 3): "You use W1 in both layers. The second layer has weights of its own: W2.",
            (2, 1, 2, 3): "You use W2 in both layers. The first layer has weights of its own: W1.",
        },
        "first": product_slips("X", "W1"),
        "add_first": {
            **bias_slips(1, "X @ W1", of=2),
            lambda product, b: bent(product + b[0]): "Your Z1 is bent already. Keep both: Z1 before ReLU, A1 after it.",
        },
        "bend": bend_slips("first"),
        "goes_on": {
            lambda X, Z1, A1: Z1: "The second layer takes A1, the hidden units after ReLU, not Z1.",
            lambda X, Z1, A1: X: "The second layer takes A1, what comes out of the first, not X.",
        },
        "second": product_slips("A1", "W2"),
        "add_second": {
            **bias_slips(2, "A1 @ W2", of=2),
            lambda product, b: bent(product + b[1]): "Your Z2 is bent. ReLU belongs to the hidden layer only: logits keep "
                "their signs.",
        },
        "ends_with": {
            lambda Z1, A1, Z2: A1: "Your Y_hat is made of A1. Softmax takes the logits, Z2.",
            lambda Z1, A1, Z2: Z1: "Your Y_hat is made of Z1. Softmax takes the logits, Z2.",
        },
        "last": last_slips("Y_hat"),
        "give": {
            lambda Z1, A1, Z2, Y_hat: Y_hat: "You return Y_hat alone. Return all four: Z1, A1, Z2, Y_hat.",
            lambda Z1, A1, Z2, Y_hat: (A1, Y_hat): "You return A1 and Y_hat. Return all four: Z1, A1, Z2, Y_hat.",
        },
    },
    others={
        partial(whole_pass, add_first=no_bias, late=1): LATE.format("the hidden layer"),
        partial(whole_pass, add_first=no_bias, add_second=no_bias):
            "The biases are missing: add b1 to X @ W1 and b2 to A1 @ W2.",
    },
    hints={
        **ALONG_A_ROW,
        "matmul": f"A bias stands where weights belong. {IN_ORDER}",
        "unpack": f"{IN_ORDER} Unpack them in one line: W1, b1, W2, b2 = parameters.",
        "list index": f"{IN_ORDER} Unpack them in one line: W1, b1, W2, b2 = parameters.",
    },
    trouble=last_alone,
    unlike=which_of_four,
    then=pass_of_other_sizes,
)

# ---- 5: how many numbers


def counted(
    inputs, hidden, outputs, first=lambda i, h, o: i * h, first_biases=lambda i, h, o: h, second=lambda i, h, o: h * o,
    second_biases=lambda i, h, o: o,
):
    """The weights and the biases of two layers."""
    return sum(part(inputs, hidden, outputs) for part in (first, first_biases, second, second_biases))


def one_by_one(answer: Any, right: int, i: int, h: int, o: int) -> str | None:
    """The count, table by table, beside the one that came."""
    if as_array(answer) is None or np.ndim(answer):
        return None
    parts = f"W1 holds {i} · {h} = {i * h} numbers, b1 {h}, W2 {h} · {o} = {h * o} and b2 {o}"
    return f"With {i} inputs, {h} hidden units and {o} outputs {parts}. Together it is {right}; yours is {answer:.6g}."


ONE_FOR_A_LAYER = "You count one bias for a whole layer. Each unit has a bias of its own."
TWICE = "You count the biases of the {} twice."
JOINED = "A weight belongs to each pair of units that are joined"

number_of_parameters = Exercise(
    "number_of_parameters(inputs, hidden, outputs)",
    right=counted,
    examples=lambda: [(5, 4, 3), (15, 1, 10), (3, 2, 5), (2, 7, 4)],
    praise="Every weight and every bias is counted once.",
    slips={
        "first": {
            lambda i, h, o: i + h: f"{JOINED}: inputs times hidden, not plus.",
            lambda i, h, o: i * o: "W1 joins the inputs to the hidden units: inputs times hidden.",
            lambda i, h, o: 0: "The weights from the inputs to the hidden units are missing: inputs times hidden.",
        },
        "first_biases": {
            lambda i, h, o: 0: "The biases of the hidden units are missing: one for each of them.",
            lambda i, h, o: 1: ONE_FOR_A_LAYER,
            lambda i, h, o: 2 * h: TWICE.format("hidden units"),
            lambda i, h, o: i + h: "You count a bias for each input. Inputs are given, they compute nothing: only hidden "
                "units and outputs have a bias.",
            lambda i, h, o: i: "The first layer has a bias for each hidden unit, not for each input.",
        },
        "second": {
            lambda i, h, o: h + o: f"{JOINED}: hidden times outputs, not plus.",
            lambda i, h, o: i * o: "The outputs are joined to the hidden units, not to the inputs.",
            lambda i, h, o: 0: "The weights from the hidden units to the outputs are missing: hidden times outputs.",
        },
        "second_biases": {
            lambda i, h, o: 0: "The biases of the outputs are missing: one for each of them.",
            lambda i, h, o: 1: ONE_FOR_A_LAYER,
            lambda i, h, o: 2 * o: TWICE.format("outputs"),
        },
    },
    others={
        lambda i, h, o: i * h + h * o: "You count the weights. Each hidden unit and each output has a bias as well.",
        lambda i, h, o: i * h + 1 + h * o + 1: ONE_FOR_A_LAYER,
        lambda i, h, o: i * h * o: "You multiply all three sizes. There are two layers: count each by itself, then add.",
        lambda i, h, o: i * h * o + h + o: "You multiply all three sizes. W1 has inputs times hidden weights, W2 has "
            "hidden times outputs: add these two.",
        lambda i, h, o: i + h + o: "You count the units. A weight belongs to each pair of units that are joined.",
        lambda i, h, o: h + o: "You count the biases alone. The weights are missing: one for each pair of units joined.",
        lambda i, h, o: (i + h) * (h + o): "Brackets are in the wrong place: first the products, then the sum.",
        lambda i, h, o: (i + h) * o: "Brackets are in the wrong place: inputs times hidden, plus hidden times outputs.",
        lambda i, h, o: i * (h + h) * o + o: "Brackets are in the wrong place: i * h and h * o are two products.",
        lambda i, h, o: i * o + o: "You join the inputs to the outputs directly. The hidden layer stands between them.",
        lambda i, h, o: i * h + h: "This is the first layer only. The second one, from hidden to outputs, is missing.",
        lambda i, h, o: h * o + o: "This is the second layer only. The first one, from inputs to hidden, is missing.",
        lambda i, h, o: 1674: "1,674 is right for the sizes 15, 64 and 10, but your function gives it for all sizes. Use "
            "the three arguments.",
        lambda i, h, o: 15 * h + h + h * 10 + 10: "This is right for 15 inputs and 10 outputs only: you wrote these as "
            "numbers. Use the arguments inputs and outputs.",
        lambda i, h, o: i * 64 + 64 + 64 * o + o: "This is right for 64 hidden units only: you wrote them as a number. "
            "Use the argument hidden.",
    },
    instead=one_by_one,
)

# ---- 6: two hidden layers


def deep_pass(
    X, W1, b1, W2, b2, W3, b3, first=np.matmul, second=np.matmul, third=np.matmul, add_first=ADDED[1],
    add_second=ADDED[2], add_third=ADDED[3], bend_first=bent, bend_second=bent, late=(0, 0), goes_on=lambda X, A1: A1,
    ends_with=lambda X, A1, A2: A2, last=shares,
):
    """softmax(ReLU(ReLU(X W1 + b1) W2 + b2) W3 + b3), with all that can be exchanged."""
    b = b1, b2, b3
    A1 = bend_first(add_first(first(X, W1), b)) + late[0] * b1
    A2 = bend_second(add_second(second(goes_on(X, A1), W2), b)) + late[1] * b2
    return last(add_third(third(ends_with(X, A1, A2), W3), b))
# fmt: on


def deep_network(rng: np.random.Generator, rows: int, sizes: list[int]) -> tuple[np.ndarray, ...]:
    """X (rows, inputs), then W and b of each layer, as random numbers, none of them 0."""
    parameters = []
    for inputs, units in pairwise(sizes):
        parameters += [rng.normal(size=(inputs, units)), rng.normal(size=(1, units))]
    return rng.normal(size=(rows, sizes[0])), *parameters


deep_pass_of_other_sizes = Exercise(
    "deep_forward(X, W1, b1, W2, b2, W3, b3)",
    right=deep_pass,
    examples=lambda: [
        deep_network(np.random.default_rng(3), 4, [7, 6, 5, 3]),
        deep_network(np.random.default_rng(4), 1, [3, 4, 4, 2]),
    ],
    praise="Three layers, a bend after each hidden one, and probabilities at the end.",
    instead=no_shares,
)


def changed(**parts: Any) -> Callable:
    """The deep pass with several parts exchanged."""
    return partial(deep_pass, **parts)


def turned(A, W):
    return W @ A


# fmt: off
two_hidden_layers = Exercise(
    "deep_forward(X, W1, b1, W2, b2, W3, b3)",
    right=deep_pass,
    examples=lambda: [deep_network(np.random.default_rng(n), n, [n, n, n, n]) for n in (4, 3)],
    praise=deep_pass_of_other_sizes.praise,
    slips={
        "first": product_slips("X", "W1"),
        "second": product_slips("A1", "W2"),
        "third": product_slips("A2", "W3"),
        "add_first": bias_slips(1, "X @ W1", of=3),
        "add_second": bias_slips(2, "A1 @ W2", of=3),
        "add_third": bias_slips(3, "A2 @ W3", of=3),
        "bend_first": bend_slips("first"),
        "bend_second": bend_slips("second"),
        "goes_on": {lambda X, A1: X: "The second layer takes A1, what comes out of the first, not X."},
        "ends_with": {lambda X, A1, A2: X: "The third layer takes A2, what comes out of the second, not X."},
        "last": last_slips("what you return"),
    },
    others={
        changed(first=np.multiply, second=np.multiply, third=np.multiply):
            "* multiplies entry by entry. A layer needs sums of products: @, as in X @ W1.",
        changed(first=turned, second=turned, third=turned):
            "The products are turned round: the pictures are rows and come first, X @ W1.",
        changed(add_first=no_bias, add_second=no_bias, add_third=no_bias):
            "The biases are missing: add b1, b2 and b3 to the products.",
        changed(add_second=ADDED[1], add_third=ADDED[1]):
            "You add b1 in each layer. Each layer has a bias of its own: b1, b2, b3.",
        changed(bend_first=np.asarray, bend_second=np.asarray):
            "ReLU is missing after both hidden layers, so all three layers are one.",
        changed(bend_first=shares, bend_second=shares): "Softmax belongs at the end only. The hidden layers take ReLU.",
        changed(bend_first=shares, bend_second=np.asarray):
            "Softmax belongs at the end only. ReLU comes after each of the two hidden layers.",
        changed(add_first=no_bias, add_second=no_bias, late=(1, 1)): LATE.format("both hidden layers"),
        changed(add_first=no_bias, late=(1, 0)): LATE.format("the first layer"),
        changed(add_second=no_bias, late=(0, 1)): LATE.format("the second layer"),
        lambda X, W1, b1, W2, b2, W3, b3: shares(bent(X @ W1 + b1) @ W2 + b2):
            "The third layer is missing: W3 and b3 are not used.",
        lambda X, W1, b1, W2, b2, W3, b3: shares(bent(X @ W1 + b1) @ W3 + b3):
            "The second layer is missing: W2 and b2 are not used.",
        lambda X, W1, b1, W2, b2, W3, b3: X @ W1: "You stop at X @ W1, the first product. Three layers are asked for.",
        lambda X, W1, b1, W2, b2, W3, b3: bent(X @ W1 + b1):
            "You stop after the first layer. The second and the third are missing.",
        lambda X, W1, b1, W2, b2, W3, b3: bent(bent(X @ W1 + b1) @ W2 + b2):
            "You stop after the second layer. The third one, with softmax at its end, is missing.",
        lambda X, W1, b1, W2, b2, W3, b3: shares(bent(bent(X @ W1 + b1) @ W2 + b2)):
            "You apply softmax to the second layer. The third one, with W3 and b3, is missing.",
        lambda X, W1, b1, W2, b2, W3, b3: shares(bent(bent(X @ W1 + b1) @ W1 + b1) @ W3 + b3):
            "You go through the first layer twice. The second layer has W2 and b2.",
        lambda X, W1, b1, W2, b2, W3, b3: shares(bent(bent(X @ W1 + b1) @ W2 + b2) @ W2 + b3):
            "W2 belongs to layer 2. In the last layer it is W3.",
        lambda X, W1, b1, W2, b2, W3, b3: shares(bent(bent(X @ W1 + b1) @ W2 + b2) @ W3) + b3:
            "b3 comes too late, after softmax: add it to A2 @ W3 first.",
    },
    hints={"matmul": "A bias stands where weights belong: the arguments are X, W1, b1, W2, b2, W3, b3, in this order."},
    instead=no_shares,
    then=deep_pass_of_other_sizes,
)
# fmt: on
