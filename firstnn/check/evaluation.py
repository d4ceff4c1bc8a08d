"""Exercises of 06_evaluation."""

import operator
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from firstnn import evaluation
from firstnn.check.answers import as_array
from firstnn.check.exercise import Exercise
from firstnn.digits import every_damaged_digit

GLYPHS, _ = every_damaged_digit(0)
SIZES = (150, 200, 1000)  # of the data sets in the notebook
FIXED_LENGTH = "If your loop has a fixed length: the check uses other data, write range(len({}))."


FIRST_OF_ALL = "You take the first {size} only. The check uses other data, also longer: take all of them, len({name})."
DIVIDED = "You divide by {size}. The check uses other data: write len({name})."


def with_sizes(program: Callable, said: str, name: str) -> dict[Callable, str]:
    """The slips of a program that takes one of the notebook's sizes for that of its data."""
    return {partial(program, size=size): said.format(size=size, name=name) for size in SIZES}


# ---- 1: the accuracy


def share_right(Y, predicted, compare=operator.eq, of=np.asarray, average=lambda hits, N: np.sum(hits) / N, give=float):
    """The number of Y == predicted divided by that of the answers, and what stands in it by mistake."""
    return give(average(of(compare(Y, predicted)), len(Y)))


def answers() -> list[tuple]:
    rng = np.random.default_rng(6)
    Y = rng.integers(0, 10, 1234)
    return [
        (np.array([3, 1, 4, 1, 5]), np.array([3, 1, 4, 0, 1])),
        (np.array([0, 0, 8, 9]), np.array([1, 9, 8, 0])),
        (np.array([7, 2, 2]), np.array([7, 2, 2])),
        (Y, np.where(rng.random(1234) < np.linspace(0, 1, 1234), Y, 9 - Y)),
    ]


APART = "You measure how far apart they are. Digits are names, and 8 called 9 is as wrong as 8 called 0: count equal ones."
EACH_WITH_EACH = (
    "You take each entry of Y with each of predicted, as a loop in a loop does. Take pairs: for t, p in zip(Y, predicted)."
)
NAMES_IN_BOTH = "You ask which digits occur in both lists. Compare them place by place: answer n belongs to picture n."

accuracy = Exercise(
    "accuracy(Y, predicted)",
    right=share_right,
    examples=answers,
    praise="The share of the answers that are right, from 0 to 1.",
    slips={
        "average": {
            lambda hits, N: np.sum(hits): "You count the right answers. Accuracy is their share: divide by len(Y).",
            lambda hits, N: np.all(hits): "You ask whether all answers are right. Ask which share is, with a single /.",
            lambda hits, N: N: "You count all answers, right or not. np.sum counts those that are True.",
            lambda hits, N: 1.0: "Your accuracy is always 1. Are Y and predicted compared, and is a right answer alone "
            "counted? len counts every entry, right or not.",
            lambda hits, N: 0.0: "Your accuracy is always 0. Does a right answer raise the count, by += 1? And // drops "
            "what stands behind the point: / keeps it.",
            lambda hits, N: hits.mean() / 10: "You divide once too often. Divide by the number of answers only.",
            lambda hits, N: hits.sum() / 10: "You divide by the number of digits, 10. Divide by len(Y).",
            **with_sizes(lambda hits, N, size: hits.sum() / size, DIVIDED, "Y"),
            lambda hits, N: 2 * hits.mean() - 1: "A wrong answer takes one away. Count the right ones, and nothing else.",
            lambda hits, N: hits.sum() / (N - hits.sum()): "You divide by the number of wrong answers. Divide by len(Y).",
            lambda hits, N: hits[-1] / N: "Only the last answer counts. Add 1 for each right one, from 0 before the loop.",
            lambda hits, N: hits.any() / N: "You never count more than one right answer: right = 1 (or =+ 1) is no += 1, "
            "and a return inside the loop ends it at the first one.",
        },
        "compare": {
            operator.ne: "This is the share of wrong answers, the error rate. Accuracy is the share of right ones: ==.",
            lambda Y, p: np.abs(Y - p): APART,
            np.subtract: APART,
            lambda Y, p: p: "You never compare with Y. Count where the two are equal.",
            np.isin: NAMES_IN_BOTH,
            lambda Y, p: np.isin(p, Y): NAMES_IN_BOTH,
        },
        "give": {
            lambda share: 100 * share: "This is in per cent. We keep it between 0 and 1, and print it in per cent.",
        },
        "of": {
            lambda hits: hits[:-1]: "The last answer is not counted: does your loop end one place early?",
            lambda hits: hits[1:]: "The first answer is not counted: places are counted from 0.",
            **with_sizes(lambda hits, size: hits[:size], FIRST_OF_ALL, "Y"),
        },
    },
    others={
        lambda Y, p: Y == p: "You give True or False for each picture. One step is missing: the share of True among them.",
        lambda Y, p: np.mean(Y[:-1] == p[:-1]): "The last answer is not counted: does your loop end one place early?",
        **with_sizes(lambda Y, p, size: np.mean(Y[:size] == p[:size]), FIRST_OF_ALL, "Y"),
        lambda Y, p: np.equal.outer(Y, p).sum() / len(Y): EACH_WITH_EACH,
        lambda Y, p: np.equal.outer(Y, p).mean(): EACH_WITH_EACH,
        lambda Y, p: np.sum(Y != p): "You count the wrong answers. Count the right ones, and divide by len(Y).",
        lambda Y, p: len(set(Y.tolist()) & set(p.tolist())) / len(Y): NAMES_IN_BOTH,
    },
    hints={"outside": FIXED_LENGTH.format("Y")},
)

# ---- 2: the confusion matrix


def every_pair(Y: np.ndarray, predicted: np.ndarray) -> slice:
    return slice(None)


def count_each(places: tuple, size: int) -> np.ndarray:
    M = np.zeros((size, size), dtype=int)
    np.add.at(M, places, 1)
    return M


def table(Y, predicted, pairs=every_pair, place=lambda t, p: (t, p), count=count_each, ends=np.asarray, share=np.asarray):
    """M[t, p], each pair counted once, and what stands in it by mistake."""
    chosen = pairs(Y, predicted)
    return share(ends(count(place(Y[chosen], predicted[chosen]), 10)))


def without_9(M: np.ndarray) -> np.ndarray:
    """Loops that stop one digit early: row and column 9 stay empty."""
    M[9] = M[:, 9] = 0
    return M


def called() -> list[tuple]:
    rng = np.random.default_rng(7)
    return [
        (np.array([8, 8, 8, 0, 9, 1, 8]), np.array([0, 8, 0, 0, 9, 7, 8])),
        (np.array([2, 2, 4, 3, 3]), np.array([2, 7, 3, 3, 9])),
        (rng.integers(0, 10, 1001), rng.integers(0, 10, 1001)),
    ]


confusion_matrix = Exercise(
    "confusion_matrix(Y, predicted)",
    right=table,
    examples=called,
    praise="Each answer is counted once, in the row of the true digit and the column of the predicted one.",
    slips={
        "place": {
            lambda t, p: (p, t): "Rows and columns are swapped: the true digit chooses the row.",
            lambda t, p: (t - 1, p - 1): "Your counts stand one row and one column too early. Python counts from 0, so "
            "digit d has row d: do not subtract 1.",
            lambda t, p: ((t + 1) % 10, (p + 1) % 10): "Your counts stand one row and one column too late. Python counts "
            "from 0, so digit d has row d: do not add 1.",
            lambda t, p: (t, t): "Each answer is counted in the column of its true digit: M[true, said].",
            lambda t, p: (p, p): "Each answer is counted in the row of the digit that was said: M[true, said].",
        },
        "pairs": {
            operator.eq: "You count only the right answers, so all beside the diagonal is 0. Count the wrong ones too.",
            operator.ne: "You count only the wrong answers, so the diagonal is 0. Count the right ones too.",
            lambda Y, p: slice(-1): "The last answer is not counted: does your loop end one place early?",
            lambda Y, p: slice(1, None): "The first answer is not counted: places are counted from 0.",
            **with_sizes(lambda Y, p, size: slice(size), FIRST_OF_ALL, "Y"),
        },
        "count": {
            lambda places, size: len(places[0]) * np.minimum(count_each(places, size), 1): "M[Y, predicted] names all "
            "places at once, so each round of your loop adds 1 to all of them. Name one place: M[true, said] += 1.",
            lambda places, size: np.minimum(count_each(places, size), 1): "Each entry is 0 or 1. If you wrote = 1 or =+ 1, "
            "write += 1. If you wrote M[Y, predicted] += 1: NumPy adds once only for each place, however often it comes up. "
            "Walk through the pairs with a loop, M[true, said] += 1.",
        },
        "ends": {
            lambda M: np.pad(M[1:, 1:], (1, 0)): "Row 0 and column 0 are empty: range(10) begins with 0.",
            without_9: "Row 9 and column 9 are empty: your loop stops before the digit 9. range(10) goes from 0 to 9.",
            lambda M: M[:9, :9]: "The digit 9 has no row. There are ten digits, so the shape is (10, 10).",
            lambda M: np.pad(M, (0, 1)): "Your matrix has a row too many. For ten digits the shape is (10, 10).",
        },
        "share": {
            lambda M: M / M.sum(): "You divided by the number of answers. A confusion matrix holds counts.",
            **{
                lambda M, axis=axis, least=least: (
                    M / np.maximum(M.sum(axis=axis, keepdims=True), least)
                ): f"You divided each {line} by its sum. Leave the counts as they are."
                for axis, line in ((1, "row"), (0, "column"))
                for least in (0, 1)
            },
            lambda M: M + M.T: "You count each answer twice, at [true, said] and at [said, true]. The first is right.",
            np.diag: "You return the right answers of each digit, the diagonal alone. Return the whole table.",
        },
    },
    others={
        lambda Y, p: np.zeros((10, 10)): "All counts are 0. Go through the pairs, and add 1 at [true, said].",
        lambda Y, p: np.outer(np.bincount(Y, minlength=10), np.bincount(p, minlength=10)): EACH_WITH_EACH,
        lambda Y, p: np.add.outer(np.bincount(Y, minlength=10), np.bincount(p, minlength=10)) - table(Y, p): "| asks "
        "whether at least one of two things is so. Both must be: (Y == t) & (predicted == p).",
        lambda Y, p: np.tile(np.bincount(Y, minlength=10)[:, None], 10): "You add 1 to a whole row. Name the column too, "
        "the digit that was said: M[true, said] += 1.",
        lambda Y, p: np.tile(np.bincount(p, minlength=10), (10, 1)): "All ten rows are alike: M[:, said] is a whole column, "
        "and [[0] * 10] * 10 is one list ten times. np.zeros((10, 10), dtype=int) makes ten, and M[true, said] is one "
        "place.",
        lambda Y, p: np.bincount(Y, minlength=10): "You count how often each true digit occurs. Count pairs: one entry for "
        "each true digit with each predicted digit.",
        lambda Y, p: np.bincount(p, minlength=10): "You count how often each digit was said. Count pairs: one entry for "
        "each true digit with each predicted digit.",
        lambda Y, p: np.mean(Y == p): "This is the accuracy. The matrix counts each pair of a true and a predicted digit.",
    },
    hints={
        "outside": "M needs ten rows and ten columns, whatever the data, and a loop over the answers goes to len(Y).",
        "truth": "Both are so where (Y == t) & (predicted == p) is True, each side in brackets; np.sum counts these places.",
    },
)

# ---- 3: the best possible accuracy

TWO_THINGS = "count_pictures returns two things: pictures, counts = count_pictures(X, Y)."
FEWER_ROWS = "counts has a row for each different picture, fewer than there are damaged digits: for row in counts."
ONE_FOR_EACH = (
    "You count the different pictures, one right answer for each. Several damaged digits share a picture: add up the "
    "largest count of each row of counts, which is the second thing that count_pictures gives."
)


def counts_of(X: np.ndarray, Y: np.ndarray) -> np.ndarray:
    return evaluation.count_pictures(X, Y).counts


def clear(counts: np.ndarray) -> np.ndarray:
    """Which pictures can be one digit only."""
    return (counts > 0).sum(axis=1) == 1


def largest_count(counts: np.ndarray) -> np.ndarray:
    return counts.max(axis=1)


def of_all(*data: np.ndarray) -> int:
    return len(data[-1])


def most_right(X, Y, rows=np.asarray, largest=largest_count, add=np.sum, over=of_all, give=np.asarray):
    """The largest count of each different picture, added up, by the number of damaged digits."""
    counts = counts_of(X, Y)
    return give(add(largest(rows(counts))) / over(counts, X))


def damaged() -> list[tuple]:
    """Two wiped pixels; every second digit with one; digits that are not equally frequent: no size of the notebook."""
    X, Y = every_damaged_digit(1)
    seven = GLYPHS[[0, 0, 0, 1, 1, 7, 8]], np.array([0, 8, 8, 1, 7, 7, 8])
    return [every_damaged_digit(2), (X[::2], Y[::2]), seven]


best_possible = Exercise(
    "best_accuracy(X, Y)",
    right=most_right,
    examples=damaged,
    praise=(
        "The most frequent digit of each picture, added up, divided by the number of damaged digits: nobody does better."
    ),
    slips={
        "over": {
            lambda n, X: 1: "You count those that are called right. Their share is wanted: divide by len(X).",
            lambda n, X: X.size: "You divide by the number of all pixels. Divide by len(X), that of damaged digits.",
            lambda n, X: X.shape[1]: "You divide by the pixels of one picture. Divide by len(X), that of damaged digits.",
            lambda n, X: len(n): "You divide by the number of different pictures. Divide by that of damaged digits, len(X).",
            **with_sizes(lambda n, X, size: size, DIVIDED, "X"),
        },
        "largest": {
            lambda counts: np.ones(len(counts)): ONE_FOR_EACH,
            lambda counts: counts.sum(axis=1): "You get every one right. But some pictures came from two or three digits, "
            "and a rule can give one answer for each picture: take the largest count of each row only.",
            lambda counts: counts.max(axis=0): "You take the largest count of each digit. Take the largest count of each "
            "picture, that is of each row: max(axis=1).",
            lambda counts: counts.max(): "You take the largest of all counts. Add up the largest of each row, max(axis=1).",
            lambda counts: counts.argmax(axis=1): "You add up the digits themselves. argmax gives the most frequent digit, "
            "max gives how often it occurs: you want max.",
            lambda counts: counts.min(axis=1): "You take the smallest count. The best answer is the most frequent digit.",
        },
        "rows": {
            lambda counts: counts[clear(counts)]: "You give up every ambiguous picture. Its most frequent digit is still a "
            "right answer part of the time: count those too.",
            lambda counts: counts[~clear(counts)]: "You count the ambiguous pictures alone. Count the clear ones too.",
        },
        "give": {
            lambda share: 100 * share: "This is in per cent. We keep an accuracy between 0 and 1.",
            lambda share: 1 - share: "This is the share that must go wrong. The accuracy is the share that can be right.",
        },
        "add": {
            np.asarray: "You have the largest counts. Add them up, and divide by len(X).",
        },
    },
    others={
        lambda X, Y: counts_of(X, Y).max(axis=1): "You have the largest counts. Add them up, and divide by len(X).",
        lambda X, Y: (counts_of(X, Y).max(axis=1) / counts_of(X, Y).sum(axis=1)).mean(): "You take the mean over the "
        "different pictures, as if each came up equally often. Some come up more often: add the largest counts, and divide "
        "once, by the number of damaged digits.",
        lambda X, Y: np.mean(clear(counts_of(X, Y))): "You count the different pictures that can only be one digit. Count "
        "damaged digits instead, and add those that a good guess gets right.",
        lambda X, Y: clear(counts_of(X, Y)).sum() / len(X): "You count only the clear pictures, and each of them once. "
        "Count damaged digits: for each picture, the largest of its counts, for the ambiguous pictures too.",
        lambda X, Y: 1 - np.sum(~clear(counts_of(X, Y))) / len(X): "You take away one mistake for each ambiguous picture. A "
        "picture costs as many as its counts hold beside the largest one: that may be two, or more.",
        lambda X, Y: np.mean(evaluation.nearest_glyph(X) == Y): "This is what the nearest clean glyph reaches. Use counts: "
        "for each different picture, how often is its most frequent digit the true one?",
        lambda X, Y: (X.max() + counts_of(X, Y).max()) / len(X): TWO_THINGS,
        lambda X, Y: (X.max() + counts_of(X, Y).max()) / 2: TWO_THINGS,
        lambda X, Y: 1 - 6 / 150: "Six ambiguous pictures are not six mistakes: one of them costs two. And your function "
        "must count it from the X and Y that it is given.",
        lambda X, Y: 143 / 150: "143 of 150 is for one wiped pixel. Your function must count it from X and Y.",
    },
    hints={
        "has no attribute 'max'": TWO_THINGS,
        "truth": TWO_THINGS,
        "sequence": TWO_THINGS,
        "unpack!": TWO_THINGS,
        "outside": FEWER_ROWS,
        "broadcast": FEWER_ROWS,
    },
)

# ---- 4: the share that was seen

IN_A_SINGLE_PIXEL = (
    "A picture counts here as soon as some pixel agrees, as with .any() alone, .all(axis=0), np.isin, or image in X_train. "
    "Ask each row first: .all(axis=1), then .any()."
)
OTHER_WAY = "It is the other way round: you look for the training pictures in the test set."
ONCE_EACH = "You count each different picture once. A test picture that comes twice counts twice."
EQUALS_ALL = (
    "You ask whether all training pictures equal this one. Ask for one row in which all 15 pixels agree: .all(axis=1).any()."
)


def seen(A, X, row=lambda same: same.all(axis=2), hit=lambda rows: rows.any(axis=1), of=np.asarray, over=of_all, give=float):
    """The share of the rows of X that stand in X_train; equal holds each pixel of each row of X with each of X_train."""
    return give(np.sum(of(hit(row(X[:, None] == A)))) / over(A, X))


def each_copy(X_train: np.ndarray, X: np.ndarray) -> int:
    return (X[:, None] == X_train).all(axis=2).sum()


def row_by_row(X_train: np.ndarray, X: np.ndarray) -> float:
    n = min(len(X_train), len(X))
    return (X_train[:n] == X[:n]).all(axis=1).sum() / len(X)


def trained_and_tested() -> list[tuple]:
    X = np.vstack([every_damaged_digit(wiped)[0] for wiped in (0, 1)])  # from row 10 on, 15 of each digit
    many = X[np.random.default_rng(8).integers(0, 160, 1203)]
    return [
        (X[[3, 3, 55, 40, 8]], X[[3, 55, 56, 3, 41, 7, 1]]),
        (X[[10, 11, 12]], X[[0, 4]]),
        (X[[5]], X[[5, 5, 2]]),
        (np.vstack([X[[0, 4, 70]], many[3:4]]), many),
    ]


share_seen = Exercise(
    "share_seen(X_train, X)",
    right=seen,
    examples=trained_and_tested,
    praise="The share of the test pictures that stand in the training set, pixel for pixel.",
    slips={
        "over": {
            lambda A, X: 1: "You count them. Give their share: divide by the number of test pictures.",
            lambda A, X: len(A): "You divide by the number of training pictures. Divide by that of test pictures.",
            **with_sizes(lambda A, X, size: size, DIVIDED, "X"),
        },
        "row": {
            lambda equal: equal.any(axis=2): IN_A_SINGLE_PIXEL,
            lambda equal: equal.all(axis=(1, 2))[:, None]: EQUALS_ALL,
            lambda equal: equal.any(axis=1).all(axis=1)[:, None]: "You ask each pixel whether some training picture agrees "
            "in it, each pixel perhaps another one. All 15 must agree in one row: .all(axis=1) first, then .any().",
        },
        "hit": {
            lambda rows: rows.sum(axis=1): "A test picture counts once, however often it comes: stop at the first hit.",
        },
        "of": with_sizes(lambda hits, size: hits[:size], FIRST_OF_ALL, "X"),
        "give": {
            lambda share: 100 * share: "This is in per cent. Give a share between 0 and 1.",
            lambda share: 1 - share: "This is the share of the test pictures that are new, not of those seen.",
        },
    },
    others={
        lambda a, b: evaluation.share_seen(b, a): OTHER_WAY,
        lambda a, b: evaluation.share_seen(b, a) * len(a) / len(b): OTHER_WAY,
        lambda a, b: evaluation.share_seen(a, np.unique(b, axis=0)): ONCE_EACH,
        lambda a, b: evaluation.share_seen(a, np.unique(b, axis=0)) * len(np.unique(b, axis=0)) / len(b): ONCE_EACH,
        row_by_row: "You compare picture 0 with picture 0, 1 with 1 … Look for each among all training pictures.",
        each_copy: "You count each copy in the training set. Stop at the first hit, and divide by len(X).",
        lambda a, b: (b[:, None] == a).all(axis=2).any(axis=1): "You have True or False for each. Give the share of True.",
    },
    hints={
        "outside": "X and X_train are not equally long, nor as long as in the notebook. range(len(X)) goes through X.",
        "broadcast": "The two sets have other numbers of pictures. Compare one at a time with all: X_train == image.",
        "truth!": "two pictures compared give 15 truths, one for each pixel. (image == other).all() asks whether all agree; "
        "with all training pictures at once it is (X_train == image).all(axis=1).any().",
    },
)

# ---- 5: the tightest glyph

NOT_SET_ANEW = (
    "The least ink is set once, before the first picture, so no later one gets below it. Set it anew inside the outer loop."
)
MOST_INK = (
    "Of the digits that fit you take the one with the most ink; take the one with the least. Ink is 0.0 and paper is 1.0, "
    "so the sum of a glyph counts its paper."
)
COVERS_TURNED = (
    "You ask whether the picture covers the digit. The digit must have ink, 0, where the picture has: (glyph <= "
    "image).all()."
)


def covered(glyph: np.ndarray, image: np.ndarray) -> bool:
    return (glyph <= image).all()


def turned(glyph: np.ndarray, image: np.ndarray) -> bool:
    return (image <= glyph).all()


def ink_of(glyph: np.ndarray) -> int:
    return np.sum(glyph == 0)


def walk(X, covers=covered, measure=ink_of, better=operator.lt, none=-1, once=(), among=range(10), give="answer"):
    """The rule as a walk through the digits; once: what is set before the first picture only."""
    start = {"least": 16, "answer": none}
    now, results = dict(start), []
    for image in X:
        now |= {name: start[name] for name in start if name not in once}
        for digit in among:
            glyph, ink = GLYPHS[digit], measure(GLYPHS[digit])
            if covers(glyph, image) and better(ink, now["least"]):
                now = {"least": ink, "answer": digit}
        results.append(now[give])
    return results


def fits(X: np.ndarray) -> np.ndarray:
    """Which digits cover the ink of each row of X: (N, 10)."""
    return (GLYPHS <= X[:, None]).all(axis=2)


def other_answers(answer: Any, _: list, X: np.ndarray) -> str | None:
    """What is wrong with a list that has not one digit for each picture."""
    array = as_array(answer)
    if array is None or not array.ndim or array.shape == (len(X),):
        return None
    if array.shape == X.shape:
        return "You return pictures. Return the digits: enumerate(glyphs) gives the number of each glyph."
    return (
        f"Your list has {len(array)} entries for {len(X)} pictures. Append once for each picture, after all digits are "
        "tried: in the outer loop, under the inner one."
    )


tightest_glyph = Exercise(
    "tightest_glyph(X)",
    right=walk,
    examples=lambda: [(every_damaged_digit(wiped)[0][::step],) for wiped, step in ((2, 20), (5, 997), (1, 4))],
    praise="Only digits that can lose ink to become the picture, and of those the one that loses least.",
    slips={
        "covers": {
            turned: COVERS_TURNED,
            lambda glyph, image: (glyph == image).all(): "You take only a digit equal to the picture. It may have more ink.",
            lambda glyph, image: True: "You take the digit with the least ink whatever the picture is. Leave out the digits "
            "that do not cover it first: all pixels must fit, (glyph <= image).all(), not any().",
        },
        "better": {
            operator.le: "In a tie you keep the larger digit, as <= does: use <, so that the first of two stays.",
            operator.gt: "No digit is ever chosen. Begin with more ink than any digit has, such as 16, take a digit if it "
            "has less, ink < least, and let the pixels be equal too: (glyph <= image).all().",
            lambda ink, least: least == 16: "You take the first digit that covers it, not the one with the least ink.",
            lambda ink, least: True: "You keep the last digit that covers the picture. Keep the one with the least ink.",
        },
        "measure": {np.sum: MOST_INK},
        "among": {
            range(9): "The 9 is never tried: range(10) goes from 0 to 9.",
            range(1, 10): "The 0 is never tried: range(10) begins with 0.",
        },
        "once": {("least",): NOT_SET_ANEW, ("least", "answer"): NOT_SET_ANEW},
        "give": {"least": "You return the ink. Return the digit that has so little ink."},
    },
    others={
        evaluation.nearest_glyph: "This is the nearest glyph, and it also chooses digits that lack some of the picture's "
        "ink. Damage adds no ink: leave those digits out first.",
        lambda X: walk(X, covers=turned, none=0): COVERS_TURNED,
        lambda X: np.where(fits(X)[:, 9], 9, -1): "The least ink is set anew for each digit, so that only the last one "
        "counts. Set it before the inner loop.",
        fits: "You have True or False for each digit. Choose the one with the least ink among the True ones.",
        lambda X: fits(X).sum(axis=1): "You count the digits that fit. Give the digit itself.",
        lambda X: [(15 - GLYPHS[row].sum(axis=1)).argmin() for row in fits(X)]: "argmin counts in the shorter list of the "
        "digits that fit. Look its number up in the list of their names, such as np.flatnonzero(fit).",
    },
    unlike=other_answers,
    hints={
        "unpack!": "glyphs holds pictures alone. Their numbers come from enumerate: for digit, glyph in enumerate(glyphs).",
        "outside": FIXED_LENGTH.format("X"),
        "broadcast": "every_damaged_digit gives two things, the pictures and the digits: glyphs, _ = …",
        "truth!": "glyph <= image is 15 truths, one for each pixel. (glyph <= image).all() asks whether all are so.",
    },
)
