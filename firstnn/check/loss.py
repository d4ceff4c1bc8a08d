"""Exercises of 03_loss."""

from collections.abc import Callable

import numpy as np

from firstnn import functions
from firstnn.check.exercise import Exercise, Value, Wrong

# ---- 1: count in coin flips


def flips(p, surprise=lambda p: np.log(1 / p), unit=lambda nats: nats / np.log(2)):
    """The surprise of p in bits: nats divided by those of one flip."""
    return unit(surprise(p))


# fmt: off
bits = Exercise(
    "bits(p)",
    right=flips,
    examples=lambda: [(0.5,), (0.125,), (0.3,), (0.07,)],
    praise="One halving is one flip, and numbers between get a share of a flip. This unit is called the bit.",
    exact="np.log(2) has all digits.",
    needs={"log": "No logarithm stands in your function. It counts how often 1 is halved, parts of a time included."},
    slips={
        "surprise": {
            np.log: "The sign is wrong: a surprise is never negative, and the logarithm of a number under 1 is. Begin "
                "with log(1 / p).",
            lambda p: np.log(1 - p): "That is the logarithm of 1 − p. The surprise of p is log(1 / p).",
            lambda p: np.log10(1 / p): "You took the logarithm to base 10, which np.log10 gives. The surprise is in nats, "
                "with np.log.",
        },
        "unit": {
            lambda nats: nats: "This is the surprise in nats. One coin flip is log(2) nats: how many of these are in it?",
            lambda nats: nats * np.log(2): "You multiply by log(2). To see how many flips are in a surprise, divide it by "
                "the surprise of one flip.",
            lambda nats: np.log(2) / nats: "Upside down: divide the surprise of p by the surprise of one flip, not the "
                "other way round.",
            lambda nats: nats - np.log(2): "You take log(2) away, the surprise of one flip. How many flips are in it? "
                "Divide.",
            lambda nats: nats / 2: "You divide by 2. The surprise of one flip is log(2), and that is what you divide by.",
            lambda nats: nats / np.log(10): "This counts in base 10, as np.log10 does. A coin has two sides: count in "
                "log(2).",
            lambda nats: np.round(nats / np.log(2)): "You round. 0.3 lies between one flip and two, so its surprise is "
                "not a whole number of flips.",
        },
    },
    others={
        lambda p: 1 / p: "1 / p says 'one in so many'. The number of flips is how often you halve 1 to get to p, so a "
            "logarithm is missing.",
    },
)
# fmt: on

# ---- 2: cross-entropy


def picked(Y: np.ndarray, Y_hat: np.ndarray) -> np.ndarray:
    """Y_hat[n, Y[n]] for each row n."""
    return Y_hat[np.arange(len(Y)), Y]


def targets(Y: np.ndarray, Y_hat: np.ndarray) -> np.ndarray:
    """The one-hot rows of Y, of the shape of Y_hat."""
    return functions.one_hot(Y, Y_hat.shape[1])


def mean_surprise(Y, Y_hat, of=picked, cost=np.log, sign=-1, average=np.mean):
    """Cross-entropy, and what stands in it by mistake."""
    return sign * average(cost(of(Y, Y_hat)))


def not_finite_at_zero(ask: Callable) -> str | None:
    """A word for a loss without a clip."""
    try:
        loss = ask(np.array([1, 0]), np.array([[1.0, 0.0], [0.5, 0.5]]))
    except Wrong:
        loss = np.inf
    if np.isfinite(loss):
        return None
    return "One thing is left: if the true class gets probability 0, yours is not finite. The next section mends that."


# fmt: off
cross_entropy = Exercise(
    "cross_entropy(Y, Y_hat)",
    right=mean_surprise,
    examples=lambda: [
        (np.array([0, 2, 1]), np.array([[0.7, 0.1, 0.15, 0.05], [0.2, 0.5, 0.26, 0.04], [0.3, 0.4, 0.1, 0.2]])),
        (np.array([3, 1, 0, 3]), functions.softmax(np.cos(np.arange(40.0)).reshape(4, 10))),
    ],
    praise="The mean surprise at the true classes. That is cross-entropy.",
    remark=not_finite_at_zero,
    needs={"log": "No logarithm stands in your function. The surprise of p is −log p."},
    slips={
        "sign": {1: "The minus is missing: the logarithm of a probability is negative, a loss is not."},
        "average": {
            np.sum: "This is the sum. Divide by the number of pictures, so that twice as many pictures do not mean twice "
                "the loss.",
            np.median: "This is the middle one of the surprises. The loss is their mean: add all of them, then divide.",
            np.asarray: "You return one surprise for each picture. The loss is one number, their mean.",
            lambda each: each[0]: "You return the loss of the first picture alone. Is your return inside the loop? It "
                "belongs behind it.",
            lambda each: each[-1]: "You return the loss of the last picture alone. Add up all of them, then divide.",
        },
        "cost": {
            np.log2: "This is in bits: np.log2 counts in coin flips. The loss is in nats, with np.log.",
            np.log10: "np.log10 is the logarithm to base 10. The loss is in nats, with np.log.",
            lambda p: p: "This is the probability of the true classes. The logarithm is missing.",
            lambda p: p - 1: "This is made of 1 − p. The surprise of p is −log p.",
            lambda p: np.log(1 - p): "This is the surprise that the true class did not come. The surprise of p is −log p, "
                "not −log(1 − p).",
        },
        "of": {
            lambda Y, P: P.max(axis=1): "You take the largest probability of each row. The loss asks for that of the true "
                "class, in column Y[n], large or small.",
            lambda Y, P: P: "You average over all the entries. Only one entry of each row counts, the one in column Y[n].",
            lambda Y, P: P[:, Y]: "Y_hat[:, Y] takes whole columns, for every row. To take one entry of each row, name "
                "the rows too: np.arange(len(Y)).",
            lambda Y, P: P[Y]: "Y_hat[Y] takes whole rows, those with the numbers in Y. To take one entry of each row, "
                "name its row and its column: Y_hat[np.arange(len(Y)), Y].",
            lambda Y, P: P[Y, np.arange(len(Y))]: "Rows and columns are exchanged: the row number comes first, "
                "np.arange(len(Y)), then the column, Y.",
            lambda Y, P: P[np.arange(len(Y)), Y - 1]: "You take the column to the left of the true one. Columns count "
                "from 0, as the class numbers do: no minus 1.",
            lambda Y, P: P[np.arange(len(Y)), np.arange(len(Y))]:
                "You take column n in row n. The column is the true class, Y[n].",
            lambda Y, P: P[:, 0]: "You take column 0 in each row. Which column counts depends on the row: it is Y[n].",
            lambda Y, P: picked(Y, functions.softmax(P)): "You treat Y_hat as logits and apply softmax once more. Its "
                "rows are probabilities already.",
        },
    },
    others={
        lambda Y, P: np.mean(picked(Y, P)): "This is the mean probability of the true classes. The logarithm is missing, "
            "and the minus.",
        lambda Y, P: -np.mean(targets(Y, P) * np.log(P)):
            "You divide by the number of all entries, the zeros of the one-hot rows included. Divide by the number of "
            "pictures, len(Y).",
        lambda Y, P: -np.log(picked(Y, P)).sum() / P.shape[1]:
            "You divide by the number of classes. Divide by the number of pictures, len(Y).",
        lambda Y, P: -np.log(picked(Y, P).mean()): "You take the mean first and the logarithm of it. Take the logarithm "
            "of each probability, then the mean.",
        lambda Y, P: ((P - targets(Y, P)) ** 2).sum(axis=1).mean():
            "This is the squared distance from the one-hot rows. The loss here is the mean of −log p of the true class.",
        lambda Y, P: ((P - targets(Y, P)) ** 2).mean():
            "This is the mean squared error. The loss here is the mean of −log p of the true class.",
        lambda Y, P: (P.argmax(axis=1) == Y).mean(): "This is the accuracy, the share of right answers. The loss asks how "
            "probable the true class was said to be.",
        lambda Y, P: (P.argmax(axis=1) != Y).mean(): "This is the share of wrong answers. The loss asks how probable the "
            "true class was said to be.",
        lambda Y, P: np.where(P.argmax(axis=1) == Y, -np.log(picked(Y, P)), 0).mean():
            "You add only the pictures that are recognised. Each picture has its surprise, and those that are not "
            "recognised the largest.",
        lambda Y, P: -np.mean(picked(Y, P) * np.log(picked(Y, P))):
            "You multiply each surprise by its probability. In the mean over the pictures each counts the same.",
        lambda Y, P: -np.mean(Y * np.log(picked(Y, P))):
            "You multiply each surprise by the class number. It only says which column counts.",
        lambda Y, P: -np.log(picked(Y, P)).sum() / Y.sum():
            "You divide by the sum of the class numbers. Divide by the number of pictures, len(Y).",
        lambda Y, P: np.prod(picked(Y, P)): "This is the product of the probabilities. The loss is the mean of their "
            "surprises, −log p.",
        lambda Y, P: np.log(P.shape[1]): "This is the loss of a guesser who gives each class the same probability. Yours "
            "has said more: read it in Y_hat.",
        lambda Y, P: -np.log(np.where(targets(Y, P) == 1, P, 1 - P)).sum(axis=1).mean():
            "You add −log(1 − p) for the wrong classes. They count already, since the row sums to 1: leave that part out.",
    },
    hints={
        "broadcast": "Y is (N,) and holds class numbers, not one-hot rows. Pick one entry of each row of Y_hat with it, "
            "or make one-hot rows first.",
        "order": "Yours wants Y_hat first; true classes come first, then probabilities.",
    },
)
# fmt: on

# ---- 3: among how many equal choices


def choices_of(loss, undo=np.exp, after=lambda number: number):
    """e^loss: perplexity."""
    return after(undo(loss))


AGAIN = "You take the logarithm again. The loss is a logarithm already: undo it, with the function that undoes np.log."
NOT_WHOLE = "A loss between those of two and of three choices means a number between, such as 2.4."

# fmt: off
choices = Exercise(
    "choices(loss)",
    right=choices_of,
    examples=lambda: [(float(np.log(10)),), (0.7,), (1.05,), (1.9,)],
    praise="e to the power of the loss. A loss of 0 is one choice: no doubt at all.",
    exact="np.exp uses all digits of e.",
    needs={r"exp|\*\*|power": "The loss is a logarithm. What undoes np.log does not stand in your function: np.exp."},
    slips={
        "undo": {
            lambda loss: np.exp(-loss): "This is the probability that the guesser gives to each choice. With K choices it "
                "is 1 / K, so one step is left.",
            np.log: AGAIN,
            lambda loss: -np.log(loss): AGAIN,
            lambda loss: 2.0**loss: "2 ** loss fits a loss in bits. Yours is in nats, so the base is e: np.exp.",
            lambda loss: 10.0**loss: "10 ** loss fits logarithms to base 10. The loss is in nats, so the base is e: np.exp.",
            lambda loss: loss / np.log(2): "This is the loss in bits. The question is how many equal choices K have this "
                "loss: log(K) = loss.",
            lambda loss: 1 / loss: "Turning the loss upside down does not undo a logarithm. Which function gives K back "
                "from log(K)?",
            lambda loss: np.exp(1) * loss: "You multiply by e. The loss is the power: e ** loss, which is np.exp(loss).",
            lambda loss: loss ** np.exp(1): "This is the loss to the power of e. It is the other way round, e to the "
                "power of the loss: np.exp(loss).",
        },
        "after": {
            np.round: f"You round. {NOT_WHOLE}",
            np.floor: f"You round down. {NOT_WHOLE}",
            np.ceil: f"You round up. {NOT_WHOLE}",
            lambda number: number - 1: "One too few: a loss of 0 is one choice, and np.exp(0) is 1.",
        },
    },
    others={
        lambda loss: 10.0: "You always say 10. That is right at the start, for ln 10, but a smaller loss means fewer "
            "choices.",
    },
)
# fmt: on

# ---- 4: the floor of the 5


def floor(shares=(4 / 6, 1 / 6, 1 / 6), cost=np.log, sign=-1, weigh=np.multiply, add=np.sum):
    """The mean surprise at what the clean picture of a 5 came from: a 5, a 6 or a 9, as 4 : 1 : 1."""
    p = np.array(shares)
    return sign * add(weigh(p, cost(p)))


# fmt: off
floor_of_the_5 = Value(
    "floor_of_the_5",
    right=floor,
    praise="Two thirds for the 5, one sixth each for the 6 and the 9: nobody gets below this on the picture of a 5.",
    tolerance=1e-3,
    slips={
        "shares": {
            (3 / 4, 1 / 4): "This is the floor of the clean 0, with 3 : 1. The 5 has three possible origins, 4 : 1 : 1.",
            (4 / 5, 1 / 5): "You count five, as 4 : 1. Two other digits become a 5, so there are six: 4 : 1 : 1.",
            (4 / 6, 1 / 6): "One of the six is missing: the 6 and the 9 come once each, 4 : 1 : 1.",
            (4 / 6, 2 / 6): "You take the 6 and the 9 as one. Each has a probability of its own: 4 : 1 : 1.",
            (3 / 6, 2 / 6, 1 / 6): "Of the six four were a 5, one a 6 and one a 9: 4 : 1 : 1.",
            (1 / 3, 1 / 3, 1 / 3): "This is the loss of a guesser who says 1/3 for each of the three digits. Better "
                "probabilities are known: 4 : 1 : 1.",
        },
        "cost": {
            np.log2: "This is in bits. In nats the logarithm is np.log.",
            np.log10: "This is with the logarithm to base 10. In nats it is np.log.",
        },
        "sign": {1: "The minus is missing: the logarithm of a probability is negative, a loss is not."},
        "weigh": {
            lambda p, costs: costs: "You add three surprises. Weigh each with how often it comes, four sixths, one sixth "
                "and one sixth.",
            lambda p, costs: 6 * p * costs: "This is the sum over the six. The floor is their mean: divide by 6.",
            lambda p, costs: costs / len(p): "You average three surprises as if each came equally often. The 5 comes four "
                "times of six: weigh it so.",
        },
    },
    others={
        0.86: "This has too few decimals: give three decimals.",
        2.381: "This is among how many equal choices, e to the power of the loss. The loss itself is asked for.",
        0.87: "This has too few decimals: give three decimals.",
        0.9: "This has too few decimals: give three decimals.",
        -np.log(4 / 6): "This is the surprise when it was a 5. Two times of six it was not: these count too.",
        np.log(6): "This is the surprise of one case in six. The four cases of a 5 are less surprising: log(6/4).",
        0.0: "0 would need to be certain each time, but the same picture comes from three different digits.",
        4 / 6: "This is the best probability for the 5. What is asked for is the mean loss with it: take the surprises.",
    },
)
# fmt: on
