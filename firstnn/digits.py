"""The data: ten digits of 5 by 3 pixels, what damage does to them, and every damaged digit there is.

Ink is stored as 0.0 and paper as 1.0, as in a grey-scale image. Damage wipes pixels: it sets them to paper.
"""

from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from firstnn.inputs import finite_array, generator, whole_number

INK, PAPER = 0.0, 1.0
ROWS, COLUMNS = 5, 3
PIXELS = ROWS * COLUMNS

GLYPHS = """
###  ..#  ###  ###  #.#  ###  ###  ###  ###  ###
#.#  .##  ..#  ..#  #.#  #..  #..  ..#  #.#  #.#
#.#  ..#  .#.  .##  ###  ###  ###  .#.  ###  ###
#.#  ..#  #..  ..#  ..#  ..#  #.#  #..  #.#  ..#
###  ..#  ###  ###  ..#  ###  ###  #..  ###  ###
"""


def _read_glyphs(art: str) -> np.ndarray:
    """The drawing as pictures: floats of shape (10, 5, 3), the digit 0 first."""
    lines = [line.split() for line in art.strip().splitlines()]
    return np.array([[[INK if mark == "#" else PAPER for mark in row] for row in glyph] for glyph in zip(*lines)])


_CLEAN = _read_glyphs(GLYPHS)


def create_digit_image(digit: int) -> np.ndarray:
    """The clean picture of a digit: floats of shape (5, 3), 0.0 for ink and 1.0 for paper.

    ValueError unless digit is a whole number from 0 to 9.
    """
    return _CLEAN[whole_number("digit", digit, 0, 9)].copy()


def as_text(image: Any) -> str:
    """A picture as five lines of text, # for ink (under one half) and . for paper; the image is (5, 3) or (15,)."""
    marks = np.where(_picture(image).reshape(ROWS, COLUMNS) < 0.5, "#", ".")
    return "\n".join("".join(row) for row in marks)


def add_noise(image: Any, noise_level: int = 1, rng: Any = None) -> np.ndarray:
    """A copy of the picture with noise_level different pixels, chosen at random, set to paper (1.0).

    image: (5, 3) or (15,), left as it is. noise_level: 0 to 15. rng: None, an int seed or a Generator.
    A pixel that is paper already may be among the chosen ones; then nothing is lost there.
    """
    damaged = _picture(image).copy()
    noise_level = whole_number("noise_level", noise_level, 0, PIXELS)
    wiped = generator(rng).choice(PIXELS, size=noise_level, replace=False)
    damaged.flat[wiped] = PAPER
    return damaged


def create_dataset(num_samples: int = 1000, noise_level: int = 1, rng: Any = None) -> tuple[np.ndarray, np.ndarray]:
    """num_samples digits drawn with equal chances, each damaged and flattened: images (N, 15), labels (N,)."""
    num_samples = whole_number("num_samples", num_samples, 1)
    noise_level = whole_number("noise_level", noise_level, 0, PIXELS)
    rng = generator(rng)
    labels = rng.integers(0, 10, size=num_samples)
    images = np.array([add_noise(_CLEAN[label], noise_level, rng).ravel() for label in labels])
    return images, labels


def every_damaged_digit(noise_level: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """All 10 * C(15, noise_level) equally likely damaged digits: images (N, 15), labels (N,).

    This is the whole population: each digit with each choice of wiped pixels stands in it exactly once.
    """
    noise_level = whole_number("noise_level", noise_level, 0, PIXELS)
    wiped = np.array(list(combinations(range(PIXELS), noise_level)), dtype=int)
    images = np.repeat(_CLEAN.reshape(10, PIXELS), len(wiped), axis=0)
    np.put_along_axis(images, np.tile(wiped, (10, 1)), PAPER, axis=1)
    return images, np.repeat(np.arange(10), len(wiped))


def hamming_distance(a: Any, b: Any) -> int:
    """The number of pixels in which two pictures of the same shape differ."""
    a, b = finite_array("a", a), finite_array("b", b)
    if a.shape != b.shape:
        raise ValueError(f"the two pictures must have the same shape, but a has {a.shape} and b has {b.shape}")
    return int(np.sum(a != b))


def _picture(image: Any) -> np.ndarray:
    """image as floats of shape (5, 3) or (15,)."""
    image = finite_array("image", image)
    if image.shape not in ((ROWS, COLUMNS), (PIXELS,)):
        raise ValueError(f"image must have shape ({ROWS}, {COLUMNS}) or ({PIXELS},), but its shape is {image.shape}")
    return image


@cache
def _handwriting() -> tuple[np.ndarray, np.ndarray]:
    """The pixels and the labels of the data file."""
    with np.load(Path(__file__).with_name("data") / "handwritten.npz") as stored:
        return 1 - stored["pixels"] / 16, stored["labels"].astype(int)


def handwritten_digits() -> tuple[np.ndarray, np.ndarray]:
    """1,797 handwritten digits of 8 by 8 pixels, flattened: images (1797, 64), 0.0 ink to 1.0 paper, and labels (1797,).

    Thirteen people wrote them, about one after the other (Alpaydin and Kaynak 1998, doi:10.24432/C50P49, CC BY 4.0).
    """
    images, labels = _handwriting()
    return images.copy(), labels.copy()
