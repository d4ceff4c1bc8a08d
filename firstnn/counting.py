"""The best possible classifier, by counting: what no network, and nobody else, can beat."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from firstnn.digits import PIXELS, every_damaged_digit
from firstnn.inputs import finite_array, image_rows, same_length, whole_number


class Tally(NamedTuple):
    """The different pictures of a data set, images (M, input), and in counts (M, classes) how often each is each digit.

    1,000 digits with one wiped pixel are only about 100 different pictures. Equal rows have equal probabilities and
    equal slopes, so it is enough to compute each once and to count it as often as it occurs. The means stay the same.
    """

    images: np.ndarray
    counts: np.ndarray


def tally(X: np.ndarray, Y: np.ndarray, classes: int) -> Tally:
    """Count how often each different picture of X (N, input) goes with each class of Y (N,)."""
    # A row becomes one block of bytes, so that unique compares whole rows: many times as fast as unique(X, axis=0).
    one_block_per_row = (np.void, X.shape[1] * X.itemsize)
    blocks = np.ascontiguousarray(X).view(one_block_per_row).ravel()
    _, first, which = np.unique(blocks, return_index=True, return_inverse=True)
    counts = np.zeros((len(first), classes), dtype=int)
    np.add.at(counts, (which, Y), 1)  # counts[which[n], Y[n]] += 1 for every picture n
    return Tally(X[first], counts)


@dataclass(frozen=True)
class BestPossible:
    """Every distinct damaged picture, how often it is each digit, and what follows from it.

    images (M, 15) are the distinct pictures, counts (M, classes) how many of the equally likely damaged digits look like
    each picture and are each digit. correct of total damaged digits is the most that any classifier gets right.
    """

    noise_level: int
    images: np.ndarray
    counts: np.ndarray

    def __post_init__(self):
        whole_number("noise_level", self.noise_level, 0, PIXELS)
        images, counts = image_rows(self.images, PIXELS, "images"), finite_array("counts", self.counts, ndim=2)
        same_length(images=images, counts=counts)
        if counts.shape[1] < 10 or counts.min() < 0 or (counts != counts.round()).any() or not counts.any(axis=1).all():
            raise ValueError(
                f"counts must hold whole numbers from 0 on in 10 columns or more, and no row of zeros, but it is {counts}"
            )

    @property
    def posterior(self) -> np.ndarray:
        """P(digit | picture) = count / sum of the counts of the picture: shape (M, 10), rows sum to 1 (Bayes' rule)."""
        return self.counts / self.counts.sum(axis=1, keepdims=True)

    @property
    def total(self) -> int:
        """How many damaged digits there are: 10 * C(15, noise_level), all equally likely."""
        return int(self.counts.sum())

    @property
    def correct(self) -> int:
        """How many of them are right if each picture is called by its most frequent digit."""
        return int(self.counts.max(axis=1).sum())

    @property
    def accuracy(self) -> float:
        """correct / total: the accuracy that no classifier can beat."""
        return self.correct / self.total

    @property
    def loss(self) -> float:
        """mean of -log P(true digit | picture), in nats: the cross-entropy that nothing gets below."""
        seen = self.counts > 0
        return float(-np.sum(self.counts[seen] * np.log(self.posterior[seen])) / self.total)

    def exact_probabilities(self, X: Any) -> np.ndarray:
        """P(digit | picture) for each row of X (N, 15): shape (N, classes); zeros where no digit can look like this."""
        X = image_rows(X, PIXELS) + 0.0  # -0.0 becomes 0.0, whose bytes are the ones in the table
        known = {image.tobytes(): row for image, row in zip(self.images, self.posterior)}
        unknown = np.zeros(self.counts.shape[1])
        return np.array([known.get(image.tobytes(), unknown) for image in X])


def best_possible(noise_level: int = 1) -> BestPossible:
    """Count every damaged digit with noise_level wiped pixels (0 to 15): exact probabilities, accuracy limit, loss floor."""
    images, labels = every_damaged_digit(noise_level)
    return BestPossible(noise_level, *tally(images, labels, 10))
