"""Checks of the exercises of 06_evaluation."""

import operator
from typing import Any

import numpy as np

from firstnn import evaluation
from firstnn.check.result import Mistake, Result, examine
from firstnn.digits import every_damaged_digit

GLYPHS, _ = every_damaged_digit(0)
SIZES = (150, 200, 1000)
OUT_OF_RANGE = "out of bounds", "out of range"  # of an array, of a list
FIXED_LENGTH = "If your loop has a fixed length: the check uses other data, write range(len({}))."
TWO_THINGS = "count_pictures returns two things: pictures, counts = count_pictures(X, Y)."


def with_hint(result: Result, hint: str, signs: tuple[str, ...] = OUT_OF_RANGE) -> Result:
    """The result, and after its message the hint, if one of the signs stands in the message."""
    if any(sign in result.message for sign in signs):
        return Result(result.passed, f"{result.message} {hint}")
    return result


def accuracy(function: Any) -> Result:
    """Check a learner's accuracy(Y, predicted)."""
    examples = [
        (np.array([3, 1, 4, 1, 5]), np.array([3, 1, 4, 0, 5])),
        (np.array([0, 0, 8, 9]), np.array([1, 9, 8, 0])),
        (np.array([7, 2, 2]), np.array([7, 2, 2])),
    ]
    result = examine(
        function,
        examples,
        evaluation.accuracy,
        [
            Mistake(
                lambda Y, p: np.sum(Y == p),
                "You count the right answers. Accuracy is their share: divide by the number of answers.",
            ),
            Mistake(
                lambda Y, p: 100 * np.mean(Y == p),
                "This is the accuracy in per cent. We keep it between 0 and 1 and turn it into per cent only when we "
                "print it.",
            ),
            Mistake(
                lambda Y, p: np.mean(Y != p),
                "This is the share of wrong answers, the error rate. Accuracy is the share of right ones: == instead of !=.",
            ),
            Mistake(
                lambda Y, p: np.sum(Y != p),
                "You count the wrong answers. Count the right ones, and divide by the number of answers.",
            ),
            Mistake(
                lambda Y, p: Y == p,
                "You give True or False for each picture. One step is missing: the share of True among them.",
            ),
            Mistake(
                lambda Y, p: np.mean(Y == p) / 10,
                "You divide once too often. Divide by the number of answers only, not by the number of digits as well.",
            ),
            Mistake(
                lambda Y, p: np.sum(Y == p) / 10,
                "You divide by the number of digits, 10. Divide by the number of answers, len(Y).",
            ),
            Mistake(
                lambda Y, p: np.mean(np.abs(Y - p)),
                "You measure how far apart the two numbers are. Digits are names: an 8 called 9 is as wrong as an 8 "
                "called 0. Count where they are equal.",
            ),
            *(
                Mistake(
                    lambda Y, p, size=size: np.sum(Y == p) / size,
                    f"You divide by {size}. The check uses other data: write len(Y).",
                )
                for size in SIZES
            ),
            Mistake(lambda Y, p: np.all(Y == p), "You ask whether all answers are right. Ask which share of them is."),
            Mistake(
                lambda Y, p: len(set(Y) & set(p)) / len(Y),
                "You ask which digits occur in both lists. Compare them place by place: answer n belongs to picture n.",
            ),
        ],
        "The share of the answers that are right, from 0 to 1.",
    )
    return with_hint(result, FIXED_LENGTH.format("Y"))


def _without_last(Y: np.ndarray, p: np.ndarray) -> np.ndarray:
    """Loops that stop one digit early: row and column 9 stay empty."""
    M = evaluation.confusion_matrix(Y, p)
    M[9] = M[:, 9] = 0
    return M


def confusion_matrix(function: Any) -> Result:
    """Check a learner's confusion_matrix(Y, predicted)."""
    right = evaluation.confusion_matrix
    examples = [
        (np.array([8, 8, 8, 0, 9, 1]), np.array([0, 8, 0, 0, 9, 7])),
        (np.array([2, 2, 4, 3, 3]), np.array([2, 7, 3, 3, 9])),
    ]
    result = examine(
        function,
        examples,
        right,
        [
            Mistake(
                lambda Y, p: right(Y, p).T,
                "Rows and columns are swapped: the true digit chooses the row, the predicted digit the column.",
            ),
            Mistake(
                lambda Y, p: np.diag(np.bincount(Y[Y == p], minlength=10)),
                "You count only the right answers, so everything beside the diagonal is 0. Count each answer, the "
                "wrong ones too.",
            ),
            Mistake(
                lambda Y, p: right(Y[Y != p], p[Y != p]),
                "You count only the wrong answers, so the diagonal is 0. Count the right ones too.",
            ),
            Mistake(
                lambda Y, p: (right(Y, p) > 0).astype(int),
                "Each entry is 0 or 1. If you wrote M[Y, predicted] += 1: NumPy adds once only for each place, however "
                "often it comes up. Walk through the pairs with a loop, M[true, said] += 1.",
            ),
            Mistake(
                lambda Y, p: right(Y, p) / len(Y),
                "You divided by the number of answers. A confusion matrix holds counts.",
            ),
            Mistake(
                lambda Y, p: right(Y, p) / np.maximum(right(Y, p).sum(axis=1, keepdims=True), 1),
                "You divided each row by its sum. Leave the counts as they are.",
            ),
            Mistake(
                lambda Y, p: right(Y, p) / np.maximum(right(Y, p).sum(axis=0), 1),
                "You divided each column by its sum. Leave the counts as they are.",
            ),
            Mistake(
                lambda Y, p: np.roll(right(Y, p), (-1, -1), (0, 1)),
                "Your counts stand one row and one column too early. Python counts from 0, so digit d has row d: do "
                "not subtract 1.",
            ),
            Mistake(
                lambda Y, p: np.roll(right(Y, p), (1, 1), (0, 1)),
                "Your counts stand one row and one column too late. Python counts from 0, so digit d has row d: do "
                "not add 1.",
            ),
            Mistake(
                _without_last,
                "Row 9 and column 9 are empty: your loop stops before the digit 9. range(10) goes from 0 to 9.",
            ),
            Mistake(
                lambda Y, p: right(Y, p)[:9, :9],
                "The digit 9 has no row. There are ten digits, so the shape is (10, 10).",
            ),
            Mistake(
                lambda Y, p: np.pad(right(Y, p), (0, 1)),
                "Your matrix has a row too many. There are ten digits, 0 to 9, so the shape is (10, 10).",
            ),
            Mistake(
                lambda Y, p: right(Y[:-1], p[:-1]),
                "The last answer is not counted: does your loop end one place early?",
            ),
            Mistake(
                lambda Y, p: right(Y[1:], p[1:]),
                "The first answer is not counted: does your loop begin at 1? Places are counted from 0.",
            ),
            Mistake(
                lambda Y, p: np.zeros((10, 10)),
                "All counts are 0. Go through the pairs of Y and predicted, and add 1 at [true, said] for each.",
            ),
            Mistake(
                lambda Y, p: np.bincount(Y, minlength=10),
                "You count how often each true digit occurs. Count pairs: one entry for each true digit with each "
                "predicted digit.",
            ),
            Mistake(
                lambda Y, p: np.mean(Y == p),
                "This is the accuracy, one number. The matrix keeps a count for each pair of a true and a predicted digit.",
            ),
        ],
        "Each answer is counted once, in the row of the true digit and the column of the predicted one.",
    )
    return with_hint(result, FIXED_LENGTH.format("Y"))


def best_possible(function: Any) -> Result:
    """Check a learner's best_accuracy(X, Y): the most that any rule can get right, counted from pictures and labels."""
    digits_unequally_often = GLYPHS[[0, 0, 0, 1, 1, 7, 8]], np.array([0, 8, 8, 1, 7, 7, 8])
    examples = [*(every_damaged_digit(wiped) for wiped in (1, 2)), digits_unequally_often]

    def counts(X: np.ndarray, Y: np.ndarray) -> np.ndarray:
        return evaluation.count_pictures(X, Y).counts

    def clear(X: np.ndarray, Y: np.ndarray) -> np.ndarray:
        return (counts(X, Y) > 0).sum(axis=1) == 1

    result = examine(
        function,
        examples,
        evaluation.best_accuracy,
        [
            Mistake(
                lambda X, Y: counts(X, Y).max(axis=1).sum(),
                "You count the pictures that are called right. The accuracy is their share: divide by the number of "
                "damaged digits, len(X).",
            ),
            Mistake(
                lambda X, Y: 100 * evaluation.best_accuracy(X, Y),
                "This is in per cent. We keep an accuracy between 0 and 1.",
            ),
            Mistake(
                lambda X, Y: 1 - evaluation.best_accuracy(X, Y),
                "This is the share that must go wrong. The accuracy is the rest: the share that can be right.",
            ),
            Mistake(
                lambda X, Y: (counts(X, Y).max(axis=1) / counts(X, Y).sum(axis=1)).mean(),
                "You take the mean over the different pictures, as if each came up equally often. Some come up more "
                "often: add the largest counts, and divide once, by the number of damaged digits.",
            ),
            Mistake(
                lambda X, Y: counts(X, Y).max(axis=1).mean(),
                "You divide by the number of different pictures. Divide by the number of damaged digits, len(X).",
            ),
            Mistake(
                lambda X, Y: len(counts(X, Y)) / len(X),
                "You count the different pictures, one right answer for each. Several damaged digits share a picture: "
                "count how many of them the best answer gets right.",
            ),
            Mistake(
                lambda X, Y: np.mean(clear(X, Y)),
                "You count the different pictures that can only be one digit. Count damaged digits instead, and add "
                "those that a good guess gets right.",
            ),
            Mistake(
                lambda X, Y: counts(X, Y)[clear(X, Y)].sum() / len(X),
                "You give up every ambiguous picture. Its most frequent digit is still a right answer part of the "
                "time: count those too.",
            ),
            Mistake(
                lambda X, Y: np.mean(evaluation.nearest_glyph(X) == Y),
                "This is what the nearest clean glyph reaches. Use counts: for each different picture, how often is "
                "its most frequent digit the true one?",
            ),
            Mistake(
                lambda X, Y: 1.0,
                "You get every one right. But some pictures came from two or three digits, and a rule can give one "
                "answer for each picture: take the largest count of each row only.",
            ),
            Mistake(
                lambda X, Y: counts(X, Y).max(axis=0).sum() / len(X),
                "You take the largest count of each digit. Take the largest count of each picture, that is of each "
                "row: max(axis=1).",
            ),
            Mistake(
                lambda X, Y: counts(X, Y).max() / len(X),
                "You take the largest of all counts. Take the largest count of each row, max(axis=1), and add them up.",
            ),
            Mistake(
                lambda X, Y: counts(X, Y).max(axis=1),
                "You have the largest count of each picture. Add them up, and divide by the number of damaged digits.",
            ),
            Mistake(
                lambda X, Y: counts(X, Y).argmax(axis=1).sum() / len(X),
                "You add up the digits themselves. argmax gives the most frequent digit, max gives how often it "
                "occurs: you want max.",
            ),
            Mistake(
                lambda X, Y: clear(X, Y).sum() / len(X),
                "You count only the clear pictures, and each of them once. Count damaged digits: for each picture, the "
                "largest of its counts, for the ambiguous pictures too.",
            ),
            Mistake(
                lambda X, Y: 1 - np.sum(~clear(X, Y)) / len(X),
                "You take away one mistake for each ambiguous picture. A picture costs as many as its counts hold beside "
                "the largest one: that may be two, or more.",
            ),
            Mistake(
                lambda X, Y: 1 - 6 / 150,
                "Six ambiguous pictures are not six mistakes: one of them costs two. And your function must count it from "
                "the X and Y that it is given.",
            ),
            *(
                Mistake(
                    lambda X, Y, size=size: counts(X, Y).max(axis=1).sum() / size,
                    f"You divide by {size}. The check uses other data as well: write len(X).",
                )
                for size in SIZES
            ),
            Mistake(lambda X, Y: (X.max() + counts(X, Y).max()) / len(X), TWO_THINGS),
            Mistake(
                lambda X, Y: 143 / 150,
                "143 of 150 is the answer for one wiped pixel. Your function must count it from the X and Y that it "
                "is given.",
            ),
        ],
        "The most frequent digit of each picture, added up, divided by the number of damaged digits: nobody does better.",
    )
    return with_hint(result, TWO_THINGS, ("has no attribute 'max'", "a comparison meets a whole array"))


def share_seen(function: Any) -> Result:
    """Check a learner's share_seen(X_train, X_test): the share of the test pictures that stand in the training set."""
    X = np.vstack([every_damaged_digit(wiped)[0] for wiped in (0, 1)])  # from row 10 on, 15 of each digit
    examples = [
        (X[[3, 3, 55, 40, 8]], X[[3, 55, 56, 3, 41, 7, 1]]),
        (X[[10, 11, 12]], X[[0, 4]]),
        (X[[5]], X[[5, 5, 2]]),
    ]

    def count(a: np.ndarray, b: np.ndarray) -> float:
        return evaluation.share_seen(a, b) * len(b)

    def different(a: np.ndarray, b: np.ndarray) -> float:
        return evaluation.share_seen(a, np.unique(b, axis=0))

    def row_by_row(a: np.ndarray, b: np.ndarray) -> float:
        n = min(len(a), len(b))
        return float((a[:n] == b[:n]).all(axis=1).sum() / len(b))

    def each_copy(a: np.ndarray, b: np.ndarray) -> float:
        return float(np.mean([(a == image).all(axis=1).sum() for image in b]))

    result = examine(
        function,
        examples,
        evaluation.share_seen,
        [
            Mistake(count, "You count them. Give their share: divide by the number of test pictures."),
            Mistake(lambda a, b: 100 * evaluation.share_seen(a, b), "This is in per cent. Give a share between 0 and 1."),
            Mistake(
                lambda a, b: evaluation.share_seen(b, a),
                "It is the other way round: you give the share of the training pictures that stand in the test set.",
            ),
            Mistake(
                lambda a, b: 1 - evaluation.share_seen(a, b),
                "This is the share of the test pictures that are new. The question is which share has been seen.",
            ),
            Mistake(different, "You count each different picture once. A test picture that comes twice counts twice."),
            Mistake(
                lambda a, b: count(a, b) / len(a),
                "You divide by the number of training pictures. Divide by the number of test pictures.",
            ),
            Mistake(
                row_by_row,
                "You compare picture 0 with picture 0, 1 with 1, and so on. Look for each test picture among all "
                "training pictures.",
            ),
            Mistake(
                lambda a, b: np.mean([image in a for image in b]),
                ".any() alone is true as soon as one single pixel agrees, and so is image in X_train. Ask each row first: "
                ".all(axis=1), then .any().",
            ),
            Mistake(
                each_copy,
                "A test picture counts once, however often it stands in the training set: stop at the first hit.",
            ),
            Mistake(
                lambda a, b: each_copy(a, b) * len(b),
                "You count each copy in the training set. A test picture counts once: stop at the first hit. Then divide by "
                "the number of test pictures.",
            ),
            *(
                Mistake(
                    lambda a, b, size=size: count(a, b) / size,
                    f"You divide by {size}. The check uses other data: write len(X).",
                )
                for size in SIZES
            ),
            Mistake(
                lambda a, b: np.mean([(a == image).all() for image in b]),
                "You ask whether all training pictures equal this one. Ask for one row in which all 15 pixels agree: "
                ".all(axis=1).any().",
            ),
            Mistake(
                lambda a, b: [image.tolist() in a.tolist() for image in b],
                "You have True or False for each test picture. Give the share of True.",
            ),
        ],
        "The share of the test pictures that stand in the training set, pixel for pixel.",
    )
    return with_hint(result, FIXED_LENGTH.format("X"))


def _fits(X: np.ndarray) -> np.ndarray:
    """Which digits cover the ink of each row of X: (N, 10)."""
    return (GLYPHS <= X[:, None]).all(axis=2)


def _walk(
    covers: Any = lambda glyph, image: (glyph <= image).all(),
    better: Any = operator.lt,
    least: float = np.inf,
    answer: int = -1,
    once: tuple[str, ...] = (),
    returned: str = "answer",
) -> Any:
    """The rule as a walk through the digits; once: what of "least" and "answer" is set before the first picture only."""
    start = {"least": least, "answer": answer}

    def rule(X: np.ndarray) -> list[float]:
        now, results = dict(start), []
        for image in X:
            now |= {name: start[name] for name in start if name not in once}
            for digit, glyph in enumerate(GLYPHS):
                ink = np.sum(glyph == 0)
                if covers(glyph, image) and better(ink, now["least"]):
                    now = {"least": ink, "answer": digit}
            results.append(now[returned])
        return results

    return rule


def tightest_glyph(function: Any) -> Result:
    """Check a learner's tightest_glyph(X): of the digits that cover a picture's ink, the one with the least ink."""
    examples = [(every_damaged_digit(wiped)[0][::step],) for wiped, step in [(1, 1), (5, 401)]]
    return examine(
        function,
        examples,
        evaluation.tightest_glyph,
        [
            Mistake(
                evaluation.nearest_glyph,
                "This is the nearest glyph, and it also chooses digits that lack some of the picture's ink. Damage "
                "adds no ink: leave those digits out first.",
            ),
            *(
                Mistake(
                    _walk(covers=lambda glyph, image: (image <= glyph).all(), answer=without_any),
                    "You ask whether the picture covers the digit. It is the digit that must have ink, 0, wherever the "
                    "picture has: (glyph <= image).all().",
                )
                for without_any in (-1, 0)
            ),
            Mistake(
                _walk(better=operator.le),
                "In a tie you keep the larger digit, as <= does: use <, so that the first of two stays.",
            ),
            *(
                Mistake(
                    _walk(once=once),
                    "The least ink is set once, before the first picture, so no later picture can get below it. Set it anew "
                    "for each picture, inside the outer loop.",
                )
                for once in (("least",), ("least", "answer"))
            ),
            Mistake(_walk(returned="least"), "You return the ink. Return the digit that has so little ink."),
            Mistake(
                _walk(better=operator.gt, least=-np.inf),
                "Of the digits that fit you take the one with the most ink; take the one with the least. Ink is 0.0 "
                "and paper is 1.0, so the sum of a glyph counts its paper.",
            ),
            Mistake(
                _walk(covers=lambda glyph, image: True),
                "You take the digit with the least ink whatever the picture is. Leave out the digits that do not "
                "cover it first: all pixels must fit, (glyph <= image).all(), not any().",
            ),
            Mistake(
                lambda X: _fits(X).argmax(axis=1),
                "You take the first digit that covers the picture. Take the one with the least ink.",
            ),
            Mistake(
                lambda X: 9 - _fits(X)[:, ::-1].argmax(axis=1),
                "You keep the last digit that covers the picture. Keep the one with the least ink.",
            ),
            Mistake(
                _fits,
                "You have True or False for each digit. Choose one digit for each picture: the one with the least ink "
                "among the True ones.",
            ),
            Mistake(
                lambda X: _fits(X).sum(axis=1),
                "You count the digits that fit. Give the digit itself.",
            ),
        ],
        "Only digits that can lose ink to become the picture, and of those the one that loses least.",
    )
