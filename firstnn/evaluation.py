"""Judging a classifier: how often it is right, what it mixes up, what rules without calculus reach, and an honest test.

A predicted label is a digit, or UNKNOWN (-1) where a rule has no answer. UNKNOWN is never right.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from firstnn.counting import BestPossible, Tally, tally
from firstnn.digits import INK, PIXELS, every_damaged_digit
from firstnn.inputs import class_numbers, function, generator, image_rows, instance, real_number, whole_number

UNKNOWN = -1


def accuracy(Y: Any, predicted: Any) -> float:
    """(how many n have predicted[n] == Y[n]) / N, from 0 to 1. Y: (N,) true digits. predicted: (N,) digits or -1."""
    Y = class_numbers(Y, None, 10)
    return float(np.mean(class_numbers(predicted, len(Y), 10, "predicted", UNKNOWN) == Y))


def confusion_matrix(Y: Any, predicted: Any, classes: int = 10) -> np.ndarray:
    """M[t, p] = how many samples of true class t were called p: ints (classes, classes). Y, predicted: (N,)."""
    classes = whole_number("classes", classes, 1)
    Y = class_numbers(Y, None, classes)
    matrix = np.zeros((classes, classes), dtype=int)
    np.add.at(matrix, (Y, class_numbers(predicted, len(Y), classes, "predicted")), 1)
    return matrix


def count_pictures(X: Any, Y: Any) -> Tally:
    """The M different pictures of X (N, 15), and how often each is each digit of Y (N,): images (M, 15), counts (M, 10)."""
    return _counted("X", X, "Y", Y)


def best_accuracy(X: Any, Y: Any) -> float:
    """sum over the different pictures of (count of its most frequent digit) / N: no rule gets more of X (N, 15), Y (N,)."""
    counts = count_pictures(X, Y).counts
    return float(counts.max(axis=1).sum() / counts.sum())


def exact_accuracy(predict: Callable[[np.ndarray], Any], best: BestPossible) -> float:
    """The share of all damaged digits that predict gets right. predict: images (M, 15) to labels (M,). best: the limit."""
    function("predict", predict)
    instance("best", best, BestPossible, "what firstnn.best_possible gives")
    predicted = class_numbers(predict(best.images.copy()), len(best.images), 10, "predicted", UNKNOWN)
    answered = predicted != UNKNOWN
    return float(best.counts[answered, predicted[answered]].sum() / best.total)


def look_up(X_train: Any, Y_train: Any, X: Any) -> np.ndarray:
    """For each row of X (N, 15) the digit that this picture most often was in training, or -1 if it never was there: (N,).

    Of digits that are equally frequent, the smallest.
    """
    images, counts = _counted("X_train", X_train, "Y_train", Y_train)
    table = {image.tobytes(): count.argmax() for image, count in zip(images, counts)}
    return np.array([table.get(image.tobytes(), UNKNOWN) for image in image_rows(X, PIXELS) + 0.0])


def nearest_seen(X_train: Any, Y_train: Any, X: Any) -> np.ndarray:
    """For each row of X (N, 15) the most frequent digit among the closest training pictures, all at the same distance: (N,).

    Distance: the number of pixels that differ. Of digits that are equally frequent, the smallest.
    """
    images, counts = _counted("X_train", X_train, "Y_train", Y_train)
    distances = [(images != image).sum(axis=1) for image in image_rows(X, PIXELS)]
    return np.array([counts[distance == distance.min()].sum(axis=0).argmax() for distance in distances])


def nearest_glyph(X: Any) -> np.ndarray:
    """For each row of X (N, 15) the digit whose clean picture differs in the fewest pixels: (N,). Ties: the smallest."""
    glyphs, digits = every_damaged_digit(0)
    differing = (image_rows(X, PIXELS)[:, None] != glyphs).sum(axis=2)
    return digits[differing.argmin(axis=1)]


def tightest_glyph(X: Any) -> np.ndarray:
    """For each row of X (N, 15) the digit with the least ink among those that have ink wherever the picture has: (N,).

    Of digits with equally much ink, the smallest; -1 where no digit covers the picture. Damage only takes ink away, and
    C(paper pixels of the digit, wiped pixels - lost ink) choices of wiped pixels make a picture of a digit: the fewer are
    lost, the more choices. So this rule reaches the best possible accuracy at every noise level.
    """
    glyphs, _ = every_damaged_digit(0)
    X = image_rows(X, PIXELS)
    covers = (glyphs <= X[:, None]).all(axis=2)
    ink = np.where(covers, (glyphs == INK).sum(axis=1), PIXELS)
    return np.where(covers.any(axis=1), ink.argmin(axis=1), UNKNOWN)


def share_seen(X_train: Any, X: Any) -> float:
    """The share, 0 to 1, of the rows of X (N, 15) that also stand, pixel for pixel, in X_train (M, 15)."""
    seen = {image.tobytes() for image in image_rows(X_train, PIXELS, "X_train") + 0.0}
    return float(np.mean([image.tobytes() in seen for image in image_rows(X, PIXELS) + 0.0]))


def split_by_picture(
    X: Any, Y: Any, test_share: float = 0.25, rng: Any = None
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """X_train, Y_train, X_test, Y_test: a share of the different pictures of X (N, 15) held out, each with all its rows.

    So no test picture stands in the training part, and all labels of an ambiguous picture stay together.
    ValueError unless test_share is between 0 and 1 and leaves at least one picture on each side.
    """
    X = image_rows(X, PIXELS)
    Y = class_numbers(Y, len(X), 10)
    images, which = np.unique(X, axis=0, return_inverse=True)
    held_out = round(real_number("test_share", test_share, below=1.0) * len(images))
    if not 0 < held_out < len(images):
        raise ValueError(f"test_share {test_share:g} of {len(images)} different pictures leaves one of the two parts empty")
    test = np.isin(which.ravel(), generator(rng).permutation(len(images))[:held_out])
    return X[~test], Y[~test], X[test], Y[test]


def _counted(name_of_X: str, X: Any, name_of_Y: str, Y: Any) -> Tally:
    """count_pictures, with the names that a message should say."""
    X = image_rows(X, PIXELS, name_of_X)
    return tally(X + 0.0, class_numbers(Y, len(X), 10, name_of_Y), 10)
