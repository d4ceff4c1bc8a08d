"""Answers to the exercises of 03_loss, right and wrong."""

import math

import numpy as np

import firstnn


def picked(Y, Y_hat):
    return Y_hat[np.arange(len(Y)), Y]


def by_a_loop(Y, Y_hat):
    total = 0
    for n in range(len(Y)):
        total = total - math.log(Y_hat[n, Y[n]])
    return total / len(Y)


def by_one_hot(Y, Y_hat):
    return -np.sum(np.eye(Y_hat.shape[1])[Y] * np.log(Y_hat)) / len(Y)


def one_hot_mean_of_all(Y, Y_hat):
    return -np.mean(firstnn.one_hot(Y, Y_hat.shape[1]) * np.log(Y_hat))


def no_division(Y, Y_hat):
    total = 0
    for row, y in zip(Y_hat, Y):
        total -= np.log(row[y])
    return total


def returns_inside_the_loop(Y, Y_hat):
    for n in range(len(Y)):
        return -np.log(Y_hat[n, Y[n]])


def softmax_again(Y, Y_hat):
    E = np.exp(Y_hat - Y_hat.max(axis=1, keepdims=True))
    P = E / E.sum(axis=1, keepdims=True)
    return -np.mean(np.log(P[range(len(Y)), Y]))


RIGHT = {
    "bits": [
        lambda p: np.log(1 / p) / np.log(2),
        lambda p: -math.log2(p),
        lambda p: math.log(p, 0.5),
        lambda p: -np.log(p) / 0.693,
        lambda p: float(np.log2(1) - np.log2(p)),
    ],
    "cross_entropy": [
        by_a_loop,
        by_one_hot,
        firstnn.cross_entropy,
        lambda Y, Y_hat: np.mean(np.log(1 / picked(Y, Y_hat))),
        lambda Y, P: -np.log(np.clip(picked(Y, P), 1e-12, 1)).mean(),
        lambda Y, P: sum(-np.log(row[y]) for row, y in zip(P, Y)) / len(Y),
    ],
    "choices": [np.exp, math.exp, lambda loss: math.e**loss, lambda loss: 1 / np.exp(-loss), lambda loss: 2.718**loss],
    "floor_of_the_5": [
        0.868,
        0.8676,
        np.float64(-(2 / 3) * np.log(2 / 3) - np.log(1 / 6) / 3),
        firstnn.cross_entropy([5, 5, 5, 5, 6, 9], np.tile([0, 0, 0, 0, 0, 4 / 6, 1 / 6, 0, 0, 1 / 6], (6, 1))),
    ],
}

WRONG = {
    "bits": {
        "nats": lambda p: -np.log(p),
        "np.log(2) has all digits": lambda p: -np.log(p) / 0.7,
        "multiply": lambda p: -np.log(p) * np.log(2),
        "sign": lambda p: math.log2(p),
        "Two things": lambda p: math.log(p),
        "base 10": lambda p: -np.log10(p),
        "halve": lambda p: 1 / p,
        "Upside down": lambda p: -np.log(2) / np.log(p),
        "divide by 2": lambda p: np.log(1 / p) / 2,
        "round": lambda p: round(-math.log2(p)),
    },
    "cross_entropy": {
        "minus is missing": lambda Y, P: np.mean(np.log(picked(Y, P))),
        "the sum": no_division,
        "Two things": lambda Y, P: np.sum(np.log(picked(Y, P))),
        "one surprise for each": lambda Y, P: [-np.log(P[n, Y[n]]) for n in range(len(Y))],
        "bits": lambda Y, P: -np.log2(picked(Y, P)).mean(),
        "base 10": lambda Y, P: -np.log10(picked(Y, P)).mean(),
        "largest probability": lambda Y, P: -np.log(P[np.arange(len(Y)), P.argmax(axis=1)]).mean(),
        "all the entries": lambda Y, P: np.mean(-np.log(P)),
        "zeros of the one-hot": one_hot_mean_of_all,
        "number of classes": lambda Y, P: -np.log(picked(Y, P)).sum() / P.shape[1],
        "whole columns": lambda Y, P: np.mean(-np.log(P[:, Y])),
        "exchanged": lambda Y, P: np.mean(-np.log(P[Y, np.arange(len(Y))])),
        "to the left": lambda Y, P: -np.log(P[np.arange(len(Y)), Y - 1]).mean(),
        "column 0": lambda Y, P: -np.log(P[:, 0]).mean(),
        "mean first": lambda Y, P: -np.log(np.mean(picked(Y, P))),
        "logarithm is missing": lambda Y, P: sum(P[n, Y[n]] for n in range(len(Y))) / len(Y),
        "1 − p": lambda Y, P: np.mean(1 - picked(Y, P)),
        "did not come": lambda Y, P: -np.mean(np.log(1 - picked(Y, P))),
        "softmax once more": softmax_again,
        "squared distance": lambda Y, P: np.sum((P - firstnn.one_hot(Y, P.shape[1])) ** 2) / len(Y),
        "mean squared error": lambda Y, P: np.mean((P - firstnn.one_hot(Y, P.shape[1])) ** 2),
        "accuracy": lambda Y, P: np.mean(P.argmax(axis=1) == Y),
        "leave that part out": lambda Y, P: (
            -np.mean(np.log(np.where(firstnn.one_hot(Y, P.shape[1]) == 1, P, 1 - P)).sum(axis=1))
        ),
        "Y_hat first": lambda Y_hat, Y: -np.log(picked(Y, Y_hat)).mean(),
        "not one-hot rows": lambda Y, P: -np.mean(Y * np.log(P)),
        "loop": returns_inside_the_loop,
    },
    "choices": {
        "probability": lambda loss: np.exp(-loss),
        "logarithm again": lambda loss: np.log(loss),
        "fits a loss in bits": lambda loss: 2**loss,
        "10 ** loss": lambda loss: 10**loss,
        "round": lambda loss: round(np.exp(loss)),
        "round down": lambda loss: int(np.exp(loss)),
        "always say 10": lambda loss: 10,
        "np.exp uses all digits": lambda loss: 2.7**loss,
        "loss in bits": lambda loss: loss / np.log(2),
        "upside down": lambda loss: 1 / loss,
    },
    "floor_of_the_5": {
        "minus": (4 / 6) * np.log(4 / 6) + (2 / 6) * np.log(1 / 6),
        "three decimals": 0.87,
        "sum over the six": 4 * np.log(6 / 4) + 2 * np.log(6),
        "equally often": -(np.log(4 / 6) + 2 * np.log(1 / 6)) / 3,
        "Weigh": -(np.log(4 / 6) + 2 * np.log(1 / 6)),
        "bits": -(4 / 6) * np.log2(4 / 6) - (2 / 6) * np.log2(1 / 6),
        "base 10": -(4 / 6) * np.log10(4 / 6) - (2 / 6) * np.log10(1 / 6),
        "when it was a 5": np.log(6 / 4),
        "clean 0": 0.5623,
        "4 : 1.": 0.5004,
        "1/3": np.log(3),
        "one case in six": np.log(6),
        "certain": 0,
        "best probability": 4 / 6,
    },
}
