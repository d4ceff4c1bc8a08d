"""Checks of the exercises of 03_loss."""

from collections.abc import Callable
from typing import Any

import numpy as np

from firstnn import functions
from firstnn.check.result import Mistake, Result, attempt, equal, examine, examine_value

Y_HAT = np.array([[0.7, 0.1, 0.15, 0.05], [0.2, 0.5, 0.26, 0.04], [0.3, 0.4, 0.1, 0.2]])
ANSWERS = [
    (np.array([0, 2, 1]), Y_HAT),
    (np.array([3, 1, 0, 3]), functions.softmax(np.cos(np.arange(40.0)).reshape(4, 10))),
]
IMPOSSIBLE = (np.array([1, 0]), np.array([[1.0, 0.0], [0.5, 0.5]]))


def bits(function: Any) -> Result:
    """Check a learner's bits(p): the surprise of p, counted in coin flips; one with a rounded log(2) passes with a word."""
    return forgiving(
        "0.693",
        "np.log(2) has all digits.",
        function,
        [(0.5,), (0.125,), (0.3,)],
        lambda p: np.log2(1 / p),
        [
            Mistake(
                lambda p: np.log(1 / p),
                "This is the surprise in nats. One coin flip is log(2) nats: how many of these are in it?",
            ),
            Mistake(
                lambda p: np.log(1 / p) * np.log(2),
                "You multiply by log(2). To see how many flips are in a surprise, divide it by the surprise of one flip.",
            ),
            Mistake(
                lambda p: np.log2(p),
                "The sign is wrong: a surprise is never negative, and the logarithm of a number under 1 is.",
            ),
            Mistake(
                lambda p: np.log(p),
                "The sign is wrong, and the unit is still the nat. Begin with log(1 / p), then count the log(2) in it.",
            ),
            Mistake(
                lambda p: np.log10(1 / p),
                "You took the logarithm to base 10, which np.log10 gives. A coin has two sides: count in log(2).",
            ),
            Mistake(
                lambda p: 1 / p,
                "1 / p says 'one in so many'. The number of flips is how often you halve 1 to get to p, so a "
                "logarithm is missing.",
            ),
            Mistake(
                lambda p: np.log(2) / np.log(1 / p),
                "Upside down: divide the surprise of p by the surprise of one flip, not the other way round.",
            ),
            Mistake(
                lambda p: np.log(1 / p) / 2,
                "You divide by 2. The surprise of one flip is log(2), and that is what you divide by.",
            ),
            Mistake(
                lambda p: np.round(np.log2(1 / p)),
                "You round. 0.3 lies between one flip and two, so its surprise is not a whole number of flips.",
            ),
        ],
        "One halving is one flip, and numbers between get a share of a flip. This unit is called the bit.",
    )


def forgiving(
    rounded: str, exact: str, function: Any, examples: list, right: Callable, mistakes: list, praise: str
) -> Result:
    """As examine, but what is right within 0.1 % passes with a remark, and within 2 % gets it as its diagnosis."""
    result = examine(function, examples, right, mistakes, praise)
    if result:
        return result
    if examine(function, examples, right, [], praise, tolerance=1e-3):
        return Result(True, f"{praise} {rounded} is rounded: {exact}")
    rough = examine(function, examples, right, [], praise, tolerance=0.02)
    return Result(False, f"Right idea, but one of your numbers is rounded too much: {exact}") if rough else result


def cross_entropy(function: Any) -> Result:
    """Check a learner's cross_entropy(Y, Y_hat), also one without a clip."""
    result = examine(
        function,
        ANSWERS,
        functions.cross_entropy,
        CROSS_ENTROPY_MISTAKES,
        "The mean surprise at the true classes. That is cross-entropy.",
    )
    if not result:
        confusion = confused(function)
        return result if confusion is None else confusion
    answer = attempt(function, IMPOSSIBLE)
    if isinstance(answer, Result) or not np.isfinite(answer):
        return Result(
            True,
            f"{result.message} One thing is left: if the true class gets probability 0, yours is not finite. "
            f"The next section mends that.",
        )
    return result


def confused(function: Any) -> Result | None:
    """What a cross_entropy that is not right took its arguments for, where that can be told."""
    if not callable(function):
        return None
    first = attempt(function, ANSWERS[0])
    if isinstance(first, Result) and "broadcast" in first.message:
        return Result(
            False,
            "The shapes do not fit: Y is (N,) and holds class numbers, not one-hot rows. Pick one entry of each row "
            "of Y_hat with it, or make one-hot rows first.",
        )
    swapped = [attempt(function, (Y_hat, Y)) for Y, Y_hat in ANSWERS]
    if all(equal(mine, functions.cross_entropy(*pair), 1e-6) for mine, pair in zip(swapped, ANSWERS)):
        return Result(
            False,
            "Your function wants Y_hat first. Here the order is cross_entropy(Y, Y_hat): true classes, then probabilities.",
        )
    return None


def picked(Y: np.ndarray, Y_hat: np.ndarray) -> np.ndarray:
    """Y_hat[n, Y[n]] for each row n."""
    return Y_hat[np.arange(len(Y)), Y]


def targets(Y: np.ndarray, Y_hat: np.ndarray) -> np.ndarray:
    """The one-hot rows of Y, of the shape of Y_hat."""
    return functions.one_hot(Y, Y_hat.shape[1])


CROSS_ENTROPY_MISTAKES = [
    Mistake(
        lambda Y, P: np.log(picked(Y, P)).mean(),
        "The minus is missing: the logarithm of a probability is negative, a loss is not.",
    ),
    Mistake(
        lambda Y, P: -np.log(picked(Y, P)).sum(),
        "This is the sum. Divide by the number of pictures, so that twice as many pictures do not mean twice the loss.",
    ),
    Mistake(
        lambda Y, P: np.log(picked(Y, P)).sum(),
        "Two things are missing: the minus, and the division by the number of pictures.",
    ),
    Mistake(
        lambda Y, P: -np.log(picked(Y, P)), "You return one surprise for each picture. The loss is one number, their mean."
    ),
    Mistake(
        lambda Y, P: -np.log2(picked(Y, P)).mean(),
        "This is in bits: np.log2 counts in coin flips. The loss is in nats, with np.log.",
    ),
    Mistake(
        lambda Y, P: -np.log10(picked(Y, P)).mean(),
        "np.log10 is the logarithm to base 10. The loss is in nats, with np.log.",
    ),
    Mistake(
        lambda Y, P: -np.log(P.max(axis=1)).mean(),
        "You take the largest probability of each row. The loss asks for that of the true class, in "
        "column Y[n], large or small.",
    ),
    Mistake(
        lambda Y, P: -np.log(P).mean(),
        "You average over all the entries. Only one entry of each row counts, the one in column Y[n].",
    ),
    Mistake(
        lambda Y, P: -(targets(Y, P) * np.log(P)).mean(),
        "You divide by the number of all entries, the zeros of the one-hot rows included. Divide by the "
        "number of pictures, len(Y).",
    ),
    Mistake(
        lambda Y, P: -(targets(Y, P) * np.log(P)).sum(axis=0).mean(),
        "You divide by the number of classes. Divide by the number of pictures, len(Y).",
    ),
    Mistake(
        lambda Y, P: -np.log(P[:, Y]).mean(),
        "Y_hat[:, Y] takes whole columns, for every row. To take one entry of each row, name the rows "
        "too: np.arange(len(Y)).",
    ),
    Mistake(
        lambda Y, P: -np.log(P[Y, np.arange(len(Y))]).mean(),
        "Rows and columns are exchanged: the row number comes first, np.arange(len(Y)), then the column, Y.",
    ),
    Mistake(
        lambda Y, P: -np.log(P[np.arange(len(Y)), Y - 1]).mean(),
        "You take the column to the left of the true one. Columns count from 0, as the class numbers do: no minus 1.",
    ),
    Mistake(
        lambda Y, P: -np.log(P[0, Y[0]]),
        "You return the loss of the first picture alone. Is your return inside the loop? It belongs behind it.",
    ),
    Mistake(
        lambda Y, P: -np.log(P[:, 0]).mean(),
        "You take column 0 in each row. Which column counts depends on the row: it is Y[n].",
    ),
    Mistake(
        lambda Y, P: -np.log(picked(Y, P).mean()),
        "You take the mean first and the logarithm of it. Take the logarithm of each probability, then the mean.",
    ),
    Mistake(
        lambda Y, P: picked(Y, P).mean(),
        "This is the mean probability of the true classes. The logarithm is missing, and the minus.",
    ),
    Mistake(lambda Y, P: (1 - picked(Y, P)).mean(), "This is the mean of 1 − p. The surprise of p is −log p."),
    Mistake(
        lambda Y, P: -np.log(1 - picked(Y, P)).mean(),
        "This is the surprise that the true class did not come. The surprise of p is −log p, not −log(1 − p).",
    ),
    Mistake(
        lambda Y, P: -np.log(picked(Y, functions.softmax(P))).mean(),
        "You treat Y_hat as logits and apply softmax once more. Its rows are probabilities already.",
    ),
    Mistake(
        lambda Y, P: ((P - targets(Y, P)) ** 2).sum(axis=1).mean(),
        "This is the squared distance from the one-hot rows. The loss here is the mean of −log p of the true class.",
    ),
    Mistake(
        lambda Y, P: ((P - targets(Y, P)) ** 2).mean(),
        "This is the mean squared error. The loss here is the mean of −log p of the true class.",
    ),
    Mistake(
        lambda Y, P: (P.argmax(axis=1) == Y).mean(),
        "This is the accuracy, the share of right answers. The loss asks how probable the true class was said to be.",
    ),
    Mistake(
        lambda Y, P: -(targets(Y, P) * np.log(P) + (1 - targets(Y, P)) * np.log(1 - P)).sum(axis=1).mean(),
        "You add −log(1 − p) for the wrong classes. They count already, since the row sums to 1: leave that part out.",
    ),
]


def choices(function: Any) -> Result:
    """Check a learner's choices(loss): among how many equal choices a guesser has this loss; a rounded e will do."""
    return forgiving(
        "2.718",
        "np.exp uses all digits of e.",
        function,
        [(float(np.log(10)),), (0.7,), (1.05,)],
        np.exp,
        [
            Mistake(
                lambda loss: np.exp(-loss),
                "This is the probability that the guesser gives to each choice. With K choices it is 1 / K, so "
                "one step is left.",
            ),
            Mistake(
                lambda loss: np.log(loss),
                "You take the logarithm again. The loss is a logarithm already: undo it, with the function that "
                "undoes np.log.",
            ),
            Mistake(
                lambda loss: -np.log(loss),
                "You take the logarithm again. The loss is a logarithm already: undo it, with the function that "
                "undoes np.log.",
            ),
            Mistake(lambda loss: 2.0**loss, "2 ** loss fits a loss in bits. Yours is in nats, so the base is e: np.exp."),
            Mistake(
                lambda loss: 10.0**loss,
                "10 ** loss fits logarithms to base 10. The loss is in nats, so the base is e: np.exp.",
            ),
            Mistake(
                lambda loss: np.round(np.exp(loss)),
                "You round. A loss between those of two and of three choices means a number between, such as 2.4.",
            ),
            Mistake(
                lambda loss: np.floor(np.exp(loss)),
                "You round down. A loss between those of two and of three choices means a number between, such as 2.4.",
            ),
            Mistake(
                lambda loss: 10.0,
                "You always say 10. That is right at the start, for ln 10, but a smaller loss means fewer choices.",
            ),
            Mistake(
                lambda loss: loss / np.log(2),
                "This is the loss in bits. The question is how many equal choices K have this loss: log(K) = loss.",
            ),
            Mistake(
                lambda loss: 1 / loss,
                "Turning the loss upside down does not undo a logarithm. Which function gives K back from log(K)?",
            ),
        ],
        "e to the power of the loss. A loss of 0 is one choice: no doubt at all.",
    )


def floor_of_the_5(value: Any) -> Result:
    """Check the lowest mean loss on the clean picture of a 5, which came from a 5, a 6 or a 9 as 4 : 1 : 1."""
    odds = np.array([4, 1, 1]) / 6
    right = float(-np.sum(odds * np.log(odds)))
    two = float(-np.sum(np.array([0.75, 0.25]) * np.log([0.75, 0.25])))
    five = float(-np.sum(np.array([0.8, 0.2]) * np.log([0.8, 0.2])))
    return examine_value(
        value,
        right,
        [
            (-right, "The minus is missing: the logarithm of a probability is negative, a loss is not."),
            (0.87, "Right, but give three decimals."),
            (6 * right, "This is the sum over the six. The floor is their mean: divide by 6."),
            (
                -np.log(odds).mean(),
                "You average three surprises as if each came equally often. The 5 comes four times of six: weigh it so.",
            ),
            (
                -np.log(odds).sum(),
                "You add three surprises. Weigh each with how often it comes, four sixths, one sixth and one sixth.",
            ),
            (right / np.log(2), "This is in bits. In nats the logarithm is np.log."),
            (right / np.log(10), "This is with the logarithm to base 10. In nats it is np.log."),
            (-np.log(odds[0]), "This is the surprise when it was a 5. Two times of six it was not: these count too."),
            (two, "This is the floor of the clean 0, with odds of 3 : 1. The 5 has three possible origins, 4 : 1 : 1."),
            (five, "You count five, with odds of 4 : 1. Two other digits become a 5, so there are six: 4 : 1 : 1."),
            (
                np.log(3),
                "This is the loss of a guesser who says 1/3 for each of the three digits. Better odds are known: 4 : 1 : 1.",
            ),
            (np.log(6), "This is the surprise of one case in six. The four cases of a 5 are less surprising: log(6/4)."),
            (0.0, "0 would need to be certain each time, but the same picture comes from three different digits."),
            (
                odds[0],
                "This is the best probability for the 5. What is asked for is the mean loss with it: take the surprises.",
            ),
        ],
        "Two thirds for the 5, one sixth each for the 6 and the 9: nobody gets below this on the picture of a 5.",
        tolerance=1e-3,
    )
