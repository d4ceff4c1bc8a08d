"""Answers to the exercises of 02_forward_pass, right and wrong."""

import math

import numpy as np

import firstnn
from firstnn import passes
from firstnn.functions import relu, softmax

CLEAN = [firstnn.create_digit_image(digit) for digit in range(10)]
FOUR = np.where(CLEAN[4] == 1, 1, -1)


def rows_of(function):
    """A function of one row, as a loop over the rows of a table."""
    return lambda Z: [function(list(row)) for row in Z]


def softmax_of_row(row):
    m = max(row)
    e = [math.exp(z - m) for z in row]
    return [value / sum(e) for value in e]


def in_place(Z):
    Z -= Z.max(axis=1, keepdims=True)
    return np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)


def zero_in_place(Z):
    Z[Z < 0] = 0
    return Z


def divided(numerator, denominator=None):
    return lambda Z: numerator(Z) / np.sum((denominator or numerator)(Z), axis=1, keepdims=True)


def passing(bend=relu, last=softmax, add_1=lambda p, b1, b2: p + b1, add_2=lambda p, b1, b2: p + b2, give=passes.Values):
    """A forward pass made of parts."""

    def my_forward(X, parameters):
        W1, b1, W2, b2 = parameters
        Z1 = add_1(X @ W1, b1, b2)
        A1 = bend(Z1)
        Z2 = add_2(A1 @ W2, b1, b2)
        return give(Z1, A1, Z2, last(Z2))

    return my_forward


def by_hand(X, parameters):
    W1, b1, W2, b2 = parameters
    hidden = np.dot(X, W1) + b1
    on = np.where(hidden > 0, hidden, 0)
    logits = np.dot(on, W2) + b2
    e = np.exp(logits - logits.max(axis=1)[:, None])
    return [hidden, on, logits, e / e.sum(axis=1)[:, None]]


def unpacked_in_another_order(X, parameters):
    W1, W2, b1, b2 = parameters
    Z1 = X @ W1 + b1
    A1 = relu(Z1)
    Z2 = A1 @ W2 + b2
    return Z1, A1, Z2, softmax(Z2)


def biases_exchanged(X, parameters):
    W1, b2, W2, b1 = parameters
    return passes.forward(X, (W1, b1, W2, b2))


def bias_after_bend(X, parameters):
    W1, b1, W2, b2 = parameters
    Z1 = X @ W1
    A1 = relu(Z1) + b1
    Z2 = A1 @ W2 + b2
    return Z1, A1, Z2, softmax(Z2)


def products(first, second):
    """A forward pass with other products."""

    def my_forward(X, parameters):
        W1, b1, W2, b2 = parameters
        Z1 = first(X, W1) + b1
        A1 = relu(Z1)
        Z2 = second(A1, W2) + b2
        return Z1, A1, Z2, softmax(Z2)

    return my_forward


def prints(X, parameters):
    str(passes.forward(X, parameters))


def plain_softmax(Z):
    return np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)


def layered(first=firstnn.relu, second=firstnn.relu, last=firstnn.softmax, without=()):
    def forward(X, W1, b1, W2, b2, W3, b3):
        b1, b2, b3 = (0 * bias if number in without else bias for number, bias in enumerate((b1, b2, b3), 1))
        return last(second(first(X @ W1 + b1) @ W2 + b2) @ W3 + b3)

    return forward


def same(Z):
    return Z


def bias_after_relu(first, second):
    def forward(X, W1, b1, W2, b2, W3, b3):
        A1 = np.maximum(0, X @ W1) + b1 if first else np.maximum(0, X @ W1 + b1)
        A2 = np.maximum(0, A1 @ W2) + b2 if second else np.maximum(0, A1 @ W2 + b2)
        return firstnn.softmax(A2 @ W3 + b3)

    return forward


def less_largest(Z):
    return np.exp(Z - np.max(Z, axis=1, keepdims=True))


def bracket_too_early(Z):
    return np.exp(Z) - np.max(Z, axis=1, keepdims=True)


def without_keepdims(Z):
    return np.exp(Z - np.max(Z, axis=1))


RIGHT = {
    "neuron": [(FOUR, -4.5), (FOUR.ravel(), -3), (FOUR.tolist(), np.array([-5.9])), (CLEAN[4], -5.5), (100 * FOUR, -450)],
    "forward_from_memory": [
        passes.forward,
        by_hand,
        passing(give=lambda *values: values),
        lambda X, p: passes.forward(X, p),
    ],
    "relu": [
        lambda Z: np.maximum(0, Z),
        lambda Z: Z * (Z > 0),
        lambda Z: np.where(Z > 0, Z, 0),
        rows_of(lambda row: [z if z > 0 else 0 for z in row]),
        lambda Z: (Z + np.abs(Z)) / 2,
        firstnn.relu,
    ],
    "softmax": [
        rows_of(softmax_of_row),
        firstnn.softmax,
        divided(lambda Z: np.exp(Z - np.max(Z, axis=1, keepdims=True))),
        lambda Z: (np.exp(Z.T - Z.max(axis=1)) / np.exp(Z.T - Z.max(axis=1)).sum(axis=0)).T,
    ],
    "number_of_parameters": [
        lambda inputs, hidden, outputs: inputs * hidden + hidden + hidden * outputs + outputs,
        lambda i, h, o: (i + 1) * h + (h + 1) * o,
        lambda i, h, o: firstnn.FirstNeuralNetwork(i, h, o).number_of_parameters,
        lambda i, h, o: float((i + o + 1) * h + o),
    ],
    "two_hidden_layers": [
        lambda X, W1, b1, W2, b2, W3, b3: firstnn.softmax(firstnn.relu(firstnn.relu(X @ W1 + b1) @ W2 + b2) @ W3 + b3),
        lambda X, *p: rows_of(softmax_of_row)(np.maximum(np.maximum(X @ p[0] + p[1], 0) @ p[2] + p[3], 0) @ p[4] + p[5]),
    ],
}


WRONG = {
    "neuron": {
        "above 0 for 0, 1, 3, 4, 5, 6, 8 and 9": (FOUR, 0),
        "too low": (FOUR, -6),
        "smallest sum": (-FOUR, 4.5),
        "only counts paper": (np.ones((5, 3)), -5.5),
        "the 7 has a sum of 8": (np.where(CLEAN[7] == 1, 1, -1), -7.5),
        "3 rows of 5": (FOUR.T, -4.5),
        "(4, 3)": (FOUR[:4], -4.5),
        "the 4 has 3: no bias can lift the 4 above the 3": (CLEAN[4] * CLEAN[9], -2.5),
        "array of numbers": ("left", -4.5),
        "Each weight must be a finite": (np.where(np.eye(5, 3), np.nan, FOUR), -4.5),
        "the bias is not yet": (FOUR, ...),
        "the weights are not yet": (..., -4.5),
        "one single number, but this is an array of shape (5, 3)": (FOUR, FOUR),
        "one single number, but this is a text": (FOUR, "low"),
        "bias must be a finite": (FOUR, np.inf),
        "Not written yet": (..., ...),
    },
    "forward_from_memory": {
        "Y_hat is right. Return all four": passing(give=lambda Z1, A1, Z2, Y_hat: Y_hat),
        "You return Y_hat alone": passing(bend=np.asarray, give=lambda Z1, A1, Z2, Y_hat: Y_hat),
        "come back as Y_hat, Z2, A1 and Z1": passing(give=lambda Z1, A1, Z2, Y_hat: (Y_hat, Z2, A1, Z1)),
        "Return Z2 as well": passing(give=lambda Z1, A1, Z2, Y_hat: (Z1, A1, Y_hat)),
        "A bias stands where weights belong": unpacked_in_another_order,
        "b1 and b2 have changed places": biases_exchanged,
        "b1 belongs to layer 1": passing(add_2=lambda product, b1, b2: product + b1),
        "b2 belongs to layer 2": passing(add_1=lambda product, b1, b2: product + b2),
        "b1 is missing: add it to X @ W1": passing(add_1=lambda product, b1, b2: product),
        "b2 is missing: add it to A1 @ W2": passing(add_2=lambda product, b1, b2: product),
        "The biases are missing": passing(add_1=lambda product, *_: product, add_2=lambda product, *_: product),
        "too late, after ReLU": bias_after_bend,
        "ReLU is missing": passing(bend=lambda Z: Z),
        "to the logits too": passing(last=lambda Z: softmax(relu(Z))),
        "Your Z2 is bent": passing(add_2=lambda product, b1, b2: relu(product + b2)),
        "logits. Probabilities": passing(last=lambda Z: Z),
        "each column of Y_hat": passing(last=lambda Z: np.exp(Z) / np.exp(Z).sum(axis=0)),
        "keepdims=True in np.sum": passing(last=lambda Z: np.exp(Z) / np.exp(Z).sum(axis=1)),
        "inf / inf is nan": passing(last=plain_softmax),
        "X * W1 multiplies": products(np.multiply, np.matmul),
        "A1 * W2 multiplies": products(np.matmul, np.multiply),
        "come first, X @ W1": products(lambda X, W: W @ X, np.matmul),
        "come first, A1 @ W2": products(np.matmul, lambda A, W: W @ A),
        "Two things are to mend. (1) ReLU": passing(bend=np.asarray, last=lambda Z: Z),
        "Z1 and A1 are right. Z2 is not": passing(add_2=lambda product, b1, b2: product + b2 + 0.37),
        "gives nothing back": prints,
        "should return 4 things": lambda X, parameters: np.full((2, 2), np.nan),
    },
    "relu": {
        "use np.maximum": lambda Z: np.max(0, Z),
        "lose its sign": np.abs,
        "the other way round": lambda Z: np.minimum(0, Z),
        "np.maximum": np.max,
        "compares each entry of an array on its own": lambda Z: max(0, Z),
        "0 or 1": lambda Z: Z > 0,
        "shape changed": lambda Z: Z[Z > 0],
        "cut at 1": lambda Z: np.clip(Z, 0, 1),
        "what you were given": lambda Z: Z,
        "tanh": np.tanh,
        "came out as positive": lambda Z: np.where(Z < 0, -Z, 0),
        "each entry with 1": lambda Z: np.where(Z > 1, Z, 1),
        "column": lambda Z: Z.max(axis=0),
        "copy": zero_in_place,
    },
    "softmax": {
        "np.sum lacks keepdims": lambda Z: less_largest(Z) / np.sum(less_largest(Z), axis=1),
        "missing twice": lambda Z: without_keepdims(Z) / np.sum(without_keepdims(Z), axis=1),
        "np.sum(E) adds up the whole table": lambda Z: less_largest(Z) / np.sum(less_largest(Z)),
        "np.max lacks": lambda Z: without_keepdims(Z) / np.sum(without_keepdims(Z)),
        "closes too early": divided(bracket_too_early),
        "too early above": divided(bracket_too_early, np.exp),
        "np.maximum compares two": lambda Z: np.exp(Z - np.maximum(Z, axis=1, keepdims=True)),
        "each column sums to 1": lambda Z: np.exp(Z) / np.sum(np.exp(Z), axis=0),
        "whole table": lambda Z: np.exp(Z) / np.sum(np.exp(Z)),
        "keepdims=True in np.sum": lambda Z: np.exp(Z) / np.sum(np.exp(Z), axis=1),
        "keepdims=True in np.max": divided(lambda Z: np.exp(Z - np.max(Z, axis=1))),
        "logits themselves": divided(lambda Z: Z),
        "Divide each row by its sum": np.exp,
        "largest of each row is 1": lambda Z: np.exp(Z - Z.max(axis=1, keepdims=True)),
        "above the fraction line": divided(lambda Z: np.exp(Z - Z.max(axis=1, keepdims=True)), np.exp),
        "below the fraction line": divided(np.exp, lambda Z: np.exp(Z - Z.max(axis=1, keepdims=True))),
        "largest of each column": divided(lambda Z: np.exp(Z - Z.max(axis=0))),
        "Subtract it": divided(lambda Z: np.exp(Z / Z.max(axis=1, keepdims=True))),
        "order is turned": divided(lambda Z: np.exp(Z.max(axis=1, keepdims=True) - Z)),
        "Take the largest of Z away first": divided(lambda Z: np.exp(Z) - np.max(np.exp(Z), axis=1, keepdims=True)),
        "not by its mean": lambda Z: np.exp(Z) / np.mean(np.exp(Z), axis=1, keepdims=True),
        "Softmax shares": lambda Z: np.eye(Z.shape[1])[Z.argmax(axis=1)],
        "does not sum to 1": lambda Z: 1 / (1 + np.exp(-Z)),
        "logarithms": lambda Z: np.log(firstnn.softmax(Z)),
        "which entry": lambda Z: Z.argmax(axis=1),
        "twice": lambda Z: firstnn.softmax(firstnn.softmax(Z)),
        "inf / inf is nan": divided(np.exp),
        "largest of the whole table": divided(lambda Z: np.exp(Z - np.max(Z))),
        "without its sign": divided(lambda Z: np.exp(Z - np.abs(Z).max(axis=1, keepdims=True))),
        "subtract the smallest": divided(lambda Z: np.exp(Z - Z.min(axis=1, keepdims=True))),
        "subtract the mean": divided(lambda Z: np.exp(Z - Z.mean(axis=1, keepdims=True))),
        "copy": in_place,
        "whole table Z": lambda Z: np.exp(Z[0]) / np.sum(np.exp(Z[0]), axis=1),
        "(2, 4)": lambda Z: rows_of(softmax_of_row)(Z[:, :3]),
    },
    "number_of_parameters": {
        "has a bias as well": lambda i, h, o: i * h + h * o,
        "biases of the hidden": lambda i, h, o: i * h + h * o + o,
        "biases of the outputs": lambda i, h, o: i * h + h + h * o,
        "one bias for a whole layer": lambda i, h, o: i * h + h * o + 2,
        "Inputs are given": lambda i, h, o: i + i * h + h + h * o + o,
        "twice": lambda i, h, o: (i + 2) * h + (h + 1) * o,
        "There are two layers": lambda i, h, o: i * h * o,
        "add these two": lambda i, h, o: i * h * o + h + o,
        "not to the inputs": lambda i, h, o: (i + 1) * h + (i + 1) * o,
        "count the units": lambda i, h, o: i + h + o,
        "Brackets": lambda i, h, o: (i + h) * (h + o),
        "stands between": lambda i, h, o: i * o + o,
        "first layer only": lambda i, h, o: i * h + h,
        "second layer only": lambda i, h, o: h * o + o,
        "for all sizes": lambda i, h, o: 1674,
        "as numbers": lambda i, h, o: 15 * h + h + h * 10 + 10,
        "single number": lambda i, h, o: np.zeros((i, h)),
    },
    "two_hidden_layers": {
        "Softmax is missing": layered(last=same),
        "not ReLU": layered(last=firstnn.relu),
        "logits too": layered(last=lambda Z: firstnn.softmax(firstnn.relu(Z))),
        "after the first layer": layered(first=same),
        "after the second layer": layered(second=same),
        "all three layers are one": layered(same, same),
        "The hidden layers take ReLU": layered(firstnn.softmax, firstnn.softmax),
        "b1, b2 and b3": layered(without=(1, 2, 3)),
        "b1 is missing": layered(without=(1,)),
        "b2 is missing": layered(without=(2,)),
        "b3 is missing": layered(without=(3,)),
        "comes after each of the two": layered(firstnn.softmax, same),
        "no softmax in the middle": layered(second=lambda Z: firstnn.softmax(firstnn.relu(Z))),
        "each column": layered(last=lambda Z: np.exp(Z) / np.exp(Z).sum(axis=0)),
        "largest probability": lambda *given: layered()(*given).argmax(axis=1),
        "third": lambda X, W1, b1, W2, b2, W3, b3: firstnn.softmax(firstnn.relu(X @ W1 + b1) @ W2 + b2),
        "After the first layer comes ReLU": layered(first=firstnn.softmax),
        "After the second layer comes ReLU": layered(second=firstnn.softmax),
        "in both hidden layers": bias_after_relu(True, True),
        "in the first layer": bias_after_relu(True, False),
        "in the second layer": bias_after_relu(False, True),
        "stop at X @ W1": lambda X, W1, *p: X @ W1,
        "stop after the first": lambda X, W1, b1, *p: np.maximum(X @ W1 + b1, 0),
        "X * W1 multiplies": lambda X, W1, *p: layered()(X * W1, np.eye(len(X)), *p),
    },
}  # fmt: skip
