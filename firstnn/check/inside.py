"""Exercises of 07_inside_the_network."""

import copy
import operator
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from firstnn import digits
from firstnn.check.answers import as_array, kind
from firstnn.check.exercise import Exercise
from firstnn.check.result import NOT_WRITTEN, Result
from firstnn.counting import BestPossible, best_possible, tally
from firstnn.functions import softmax
from firstnn.network import FirstNeuralNetwork
from firstnn.words import plural

CLEAN, _ = digits.every_damaged_digit(0)
PIXELS = digits.PIXELS
EVERY = np.array(np.meshgrid(*[[0.0, 1.0]] * PIXELS, indexing="ij")).reshape(PIXELS, 2**PIXELS).T
ONE = np.eye(PIXELS)
limit = cache(best_possible)


@cache
def trained() -> FirstNeuralNetwork:
    """A small network that has learnt from every damaged digit."""
    network = FirstNeuralNetwork(hidden_size=16, rng=1)
    network.train(*digits.every_damaged_digit(), learning_rate=0.5, epochs=300, report_every=None)
    return network


# ---- 2: the pixels that decide


def flipped(image: np.ndarray) -> np.ndarray:
    """The image with each pixel flipped, that one alone: (15, 15)."""
    return np.abs(image - ONE)


def before_any_flip(network: FirstNeuralNetwork, image: np.ndarray) -> np.ndarray:
    return network.predict([image])


def decisive(network, image, change=flipped, before=before_any_flip, keep=operator.ne, give=lambda pixels, image: pixels):
    """The numbers of the pixels whose flip changes the answer, and what stands in it by mistake."""
    pixels = np.flatnonzero(keep(network.predict(change(image)), before(network, image)))
    return give(pixels, image)


def new_answers(network: FirstNeuralNetwork, image: np.ndarray) -> np.ndarray:
    return network.predict(flipped(image))


def in_place(network: FirstNeuralNetwork, image: np.ndarray) -> np.ndarray:
    """Each flip compared with the answer before it, while the flips pile up."""
    answers = network.predict(np.vstack([image, np.abs(image - np.tri(PIXELS))]))
    return np.flatnonzero(answers[1:] != answers[:-1])


def both_ends_decide(network: FirstNeuralNetwork) -> np.ndarray:
    """A picture whose answer changes when its first pixel is flipped, and when its last is, but not when all are."""
    answers = copy.copy(network).predict(EVERY).reshape((2,) * PIXELS)  # a copy: the network keeps what it last computed
    first, last = (answers != np.flip(answers, axis=axis) for axis in (0, -1))
    return EVERY[np.argmax(first & last & (answers == np.flip(answers)))]


@cache
def pictures_to_flip() -> dict[str, tuple]:
    network = trained()
    return {
        "a clean 8": (network, CLEAN[8]),
        "a clean 5": (network, CLEAN[5]),
        "an 8 without its middle": (network, np.maximum(CLEAN[8], ONE[7])),
        "another picture": (network, both_ends_decide(network)),
        "a clean 3 and a network that has learnt nothing": (FirstNeuralNetwork(hidden_size=5, rng=3), CLEAN[3]),
    }


def other_pixels(listed: Any, truth: np.ndarray, network: FirstNeuralNetwork, image: np.ndarray) -> str | None:
    """How a list of pixel numbers differs from the right one, without naming a pixel."""
    array = as_array(listed)
    if array is None or array.ndim != 1:
        return None
    wrongly, missing = len(np.setdiff1d(array, truth)), len(np.setdiff1d(truth, array))
    if not wrongly and not missing:
        return "Name each pixel once, from the smallest number to the largest."
    name = next(name for name, (_, picture) in pictures_to_flip().items() if np.array_equal(picture, image))
    return (
        f"For {name}, the pixels of your list that change nothing: {wrongly}; those that change the answer and are not in "
        f"it: {missing}. Print your list for a clean 8, then flip single pixels by hand and see what the network says."
    )


TO_PAPER = (
    "You set each pixel to paper, so a paper pixel never changes. 1 - image[pixel] turns ink to paper and paper to ink."
)
TO_INK = "You set each pixel to ink, so an ink pixel never changes. 1 - image[pixel] turns ink to paper and paper to ink."
PILED = (
    "The flips pile up: when a pixel is tried, those before it are still flipped. Begin each time with a fresh image.copy()."
)

decisive_pixels = Exercise(
    "decisive_pixels(network, image)",
    right=decisive,
    examples=lambda: list(pictures_to_flip().values()),
    praise="You found the pixels on which the answer hangs.",
    unlike=other_pixels,
    slips={
        "change": {
            lambda image: np.maximum(image, ONE): TO_PAPER,
            lambda image: np.minimum(image, 1 - ONE): TO_INK,
            lambda image: np.abs(image - np.tri(PIXELS)): PILED,
            lambda image: np.abs(image - np.ones((PIXELS, PIXELS))): "1 - image flips all 15 pixels at once. Flip one pixel "
            "of a copy: other[pixel] = 1 - other[pixel].",
            lambda image: image + ONE: "Adding 1 makes 2 of paper. Flip with 1 - image[pixel].",
            lambda image: np.where(ONE, -image, image): "A minus makes -1 of 1 and leaves 0. Flip with 1 - image[pixel].",
        },
        "keep": {
            operator.eq: "These are the pixels that change nothing. Keep the others.",
            lambda new, old: np.ones(PIXELS): "You return every pixel. Do you compare probabilities? They always move a "
            "little. Compare the answers, which predict gives.",
            lambda new, old: np.zeros(PIXELS): "Your list is always empty. Take the answer to the picture itself before the "
            "loop, and compare it with the answer to each flipped picture.",
        },
        "before": {
            lambda network, image: np.append(network.predict([image]), new_answers(network, image)[:-1]): "You compare with "
            "the answer to the flip before. Compare with the answer to the picture itself.",
            lambda network, image: 8: "You compare with 8. Compare with the answer to the picture itself.",
        },
        "give": {
            lambda pixels, image: pixels + 1: "You count the pixels from 1. The first pixel has the number 0.",
            lambda pixels, image: len(pixels): "You return how many pixels there are. Return a list of their numbers.",
            lambda pixels, image: np.isin(np.arange(PIXELS), pixels): "You return yes or no for each of the 15 pixels. "
            "Return the numbers of those with a yes.",
            lambda pixels, image: [divmod(int(pixel), digits.COLUMNS) for pixel in pixels]: "You return rows and columns. "
            "Number the pixels from 0 to 14, row by row: row * 3 + column.",
            **dict.fromkeys(
                [lambda pixels, image: image[pixels], lambda pixels, image: 1 - image[pixels]],
                "These are the values of the pixels. Return the numbers of the pixels.",
            ),
            lambda pixels, image: flipped(image)[pixels]: "You return the flipped pictures. Return the numbers of the "
            "pixels: append pixel, not the picture.",
            lambda pixels, image: pixels[pixels < PIXELS - 1]: "Pixel 14 is never tried: range(15) goes from 0 to 14.",
            lambda pixels, image: pixels[pixels > 0]: "Pixel 0 is never tried: range(15) begins with 0.",
            **dict.fromkeys(
                [lambda pixels, image: pixels[0], lambda pixels, image: pixels[:1]],
                "You return the first such pixel only. Collect the numbers in a list, and return it after the loop.",
            ),
            **dict.fromkeys(
                [lambda pixels, image: pixels[-1], lambda pixels, image: pixels[-1:]],
                "You return the last such pixel only. Begin with an empty list, before the loop, and append each number.",
            ),
        },
    },
    others={
        new_answers: "These are the answers to the flipped pictures. Compare each with the answer to the picture itself, "
        "and return the numbers of the pixels where it differs.",
        lambda network, image: new_answers(network, image)[decisive(network, image)]: "These are the new answers. Return "
        "the numbers of the pixels that lead to them.",
        in_place: PILED,
    },
    hints={
        "truth": "network.predict gives one answer for each picture; network.forward gives ten probabilities.",
        "whole number": "The numbers of the pixels come from range(15); `for pixel in image` gives their values.",
        "axes": "The image is one row of 15 numbers, so one number is enough: other[pixel].",
    },
)

# ---- 3: the surest nonsense


def impossible(pictures: np.ndarray) -> np.ndarray:
    """For each picture, whether no digit with one wiped pixel looks like it."""
    return limit().exact_probabilities(pictures).sum(axis=1) == 0


def of_each_picture(Y_hat: np.ndarray) -> np.ndarray:
    return Y_hat.max(axis=1)


def nonsense(
    network, pictures, among=impossible, sure=of_each_picture, pick=np.argmax, give=lambda row, those, all_: those[row]
):
    """The picture of which the network is surest, of those that no digit can look like."""
    those = pictures[among(pictures)]
    return give(pick(sure(network.forward(those))), those, pictures)


def mixed() -> list[tuple]:
    """Digits and nonsense; in the last, the network is surer of each digit, also of one damaged beyond telling."""
    network = trained()
    order = np.random.default_rng(4).permutation(np.flatnonzero(impossible(EVERY)))
    unsure = order[np.argsort(network.forward(EVERY[order]).max(axis=1))[:33]]
    of_two = EVERY[(limit().exact_probabilities(EVERY) > 0).sum(axis=1) > 1]
    return [
        (network, np.vstack([CLEAN, EVERY[order[-40:]], CLEAN])),
        (network, np.vstack([CLEAN[[5, 6]], EVERY[order[-33:]], CLEAN[[5, 6]]])),
        (network, np.vstack([CLEAN[[5, 6]], of_two, EVERY[unsure[5:]], EVERY[unsure[:5]]])),
    ]


def other_picture(answer: Any, _: np.ndarray, network: FirstNeuralNetwork, pictures: np.ndarray) -> str | None:
    """What is wrong with a picture that is not the surest nonsense."""
    picture = as_array(answer)
    if picture is None or picture.shape != (PIXELS,):
        return None
    if not (pictures == picture).all(axis=1).any():
        return "What you return is none of the pictures that your function is given."
    if not impossible(picture[None])[0]:
        return "What you return is a picture that a digit can look like: its exact probabilities are not all 0."
    return "What you return is an impossible picture, but the network is surer of another one."


ALL_OF_THEM = (
    "You return the surest of all pictures, and a digit can look like it. Keep only the pictures whose exact probabilities "
    "are all 0, then look for the surest."
)

surest_nonsense = Exercise(
    "surest_nonsense(network, pictures)",
    right=nonsense,
    examples=mixed,
    praise="No digit can look like this, and the network answers all the same.",
    unlike=other_picture,
    slips={
        "among": {
            lambda pictures: np.full(len(pictures), True): ALL_OF_THEM,
            lambda pictures: ~impossible(pictures): "This is a picture that a digit can look like. Impossible are those "
            "whose exact probabilities add up to 0.",
        },
        "give": {
            lambda row, those, pictures: pictures[row]: "The row number counts in the shorter list of impossible pictures, "
            "but you look it up in the full list.",
            lambda row, those, pictures: row: "You return the number of a row. Return the row itself: 15 numbers.",
        },
        "pick": {
            np.argmin: "This is the picture of which the network is least sure. Take the largest probability.",
            lambda sure: 0: "This is the first impossible picture, not the surest. For each picture take the largest of its "
            "ten probabilities with .max(axis=1), then find the row where that is largest.",
            lambda sure: -1: "This is the last impossible picture, not the surest. Does your loop keep each one that it "
            "meets? Keep it only if its largest probability is above the largest so far.",
        },
        "sure": {
            lambda Y_hat: Y_hat.max(axis=0): ".max(axis=0) gives the largest of each digit, .max(axis=1) that of each "
            "picture.",
            lambda Y_hat: Y_hat.argmax(axis=1): "argmax(axis=1) gives the answers, and you take the picture with the "
            "largest digit. How sure the network is of each picture is .max(axis=1).",
        },
    },
    others={
        lambda network, pictures: network.forward(pictures[impossible(pictures)]).max(): "You return how sure the network "
        "is. Return the picture of which it is so sure: 15 numbers.",
        lambda network, pictures: network.forward(pictures[impossible(pictures)]).argmax(axis=1): "argmax(axis=1) gives the "
        "answers. How sure they are is .max(axis=1).",
        lambda network, pictures: pictures[impossible(pictures)]: "These are all impossible ones. Return the surest.",
        lambda network, pictures: (P := pictures[impossible(pictures)])[network.forward(P).argmax(axis=1)]: "argmax(axis=1) "
        "gives the answers, digits, and you take them for numbers of rows. How sure each answer is, is .max(axis=1).",
        lambda network, pictures: (P := pictures[impossible(pictures)])[network.forward(P).argmax(axis=0)]: "These are ten "
        "pictures, the surest for each digit. Return one: take the largest probability of each picture with .max(axis=1), "
        "then the row where that is largest.",
        lambda network, pictures: nonsense(network, EVERY): "This is the surest of all 32,664 impossible pictures. Look "
        "only among the pictures that the function is given.",
    },
    hints={
        "boolean index did not match indexed array along axis 0": "Do you use impossible from above? It belongs to other "
        "pictures. Work it out inside the function, from the pictures that it is given.",
        "boolean index did not match indexed array along axis 1": "The exact probabilities are ten numbers for each "
        "picture, and you need one True or False for each. Add them up by .sum(axis=1), then compare.",
        "is out of bounds for axis 0": "argmax() without max(axis=1) counts through all the probabilities, ten for each "
        "picture. First take the largest of each row with .max(axis=1), then the row where that is largest.",
        "truth": "The exact probabilities are ten numbers for each picture: .sum() makes one of them.",
        "one flattened picture in each row": "One picture alone is picture.reshape(1, 15). And a mask of True and False "
        "picks pictures, it is none: pictures[mask].",
        "arrays used as indices": "max gives probabilities, and they cannot number a row. argmax gives the number.",
    },
)

# ---- 4: only a few units


def the_given(units: list[int], hidden: int) -> np.ndarray:
    return np.asarray(units)


def answer_of(Z2: np.ndarray) -> np.ndarray:
    return Z2.argmax(axis=1)


def right_with_only(
    A1, W2, b2, Y, units, speak=the_given, bias=lambda units: 1, answer=answer_of, compare=operator.eq, count=np.sum
):
    """How many answers are right from A1[:, units] @ W2[units] + b2, and what stands in it by mistake."""
    speakers = speak(units, len(W2))
    return count(compare(answer(A1[:, speakers] @ W2[speakers] + bias(units) * b2), Y))


def logits(A1, W2, b2, Y, units):
    return A1[:, units] @ W2[units] + b2


def rows_for_units(keep: bool) -> Callable:
    """The program that takes the units for rows of A1, and keeps only these rows, or only the others."""

    def program(A1, W2, b2, Y, units):
        rows = np.isin(np.arange(len(A1)), units) == keep
        return right_with_only(A1 * rows[:, None], W2, b2, Y, range(len(W2)))

    return program


def activations() -> list[tuple]:
    """Three data sets with other numbers of pictures, of hidden units and of units that speak."""
    X, Y = digits.every_damaged_digit()
    network = trained()
    network.forward(X)
    A1, W2, b2 = network.A1, network.W2, network.b2 + 3 * np.eye(10)[[7]]
    A1[0, [0, 2, 3, 9, 12]] *= 10  # so that argmax() without axis finds a digit in the first example
    cases = [(2, 0, 16, 0, [0, 2, 3, 9, 12]), (3, 35, 14, 99, [1, 4, 5, 6, 7, 8, 10]), (4, 4, 12, 0, [11])]
    examples = []
    for step, shift, hidden, below, units in cases:
        rows = np.roll(np.arange(len(Y))[::step], shift)
        examples.append((A1[rows, :hidden], W2[:hidden], b2 - below, Y[rows], units))
    return examples


count_right_with_only = Exercise(
    "count_right_with_only(A1, W2, b2, Y, units)",
    right=right_with_only,
    examples=activations,
    praise="You made a small network out of a large one: A1[:, units] and W2[units] are what is left of the hidden layer.",
    slips={
        "speak": {
            lambda units, n: np.delete(np.arange(n), units): "You switch the given units off and keep the others. It is the "
            "other way round: only the given units speak.",
            lambda units, n: np.arange(n): "All units speak here. Take only these columns of A1 and these rows of W2.",
            lambda units, n: np.asarray(units[-1:]): "Only the last unit speaks: begin the logits before the loop, and add.",
            lambda units, n: np.arange(len(units)): "You take the first len(units) units. units holds numbers.",
        },
        "bias": {
            len: "b2 is added once for each unit. Add it once, to the sum over the units.",
            lambda units: 0: "The bias is missing. It belongs to the digits, not to the hidden units: add b2.",
        },
        "count": {
            np.mean: "You return a share between 0 and 1. The task asks for the number of right answers: a sum, not a mean.",
            np.asarray: "You return True or False for each picture. np.sum counts how many are True.",
            len: "You count all pictures, right or not. len counts every entry; np.sum counts those that are True.",
        },
        "compare": {operator.ne: "You count the wrong answers. Count where the answer equals Y."},
        "answer": {
            lambda Z2: np.maximum(0, Z2).argmax(axis=1): "ReLU belongs to the hidden layer alone. Logits may be negative, "
            "and the largest of them is the answer.",
            np.argmax: "argmax() without axis finds one place in the whole table. Find one in each row: axis=1.",
            lambda Z2: Z2.argmin(axis=1): "argmin gives the digit with the smallest logit. The answer has the largest.",
        },
    },
    others={
        logits: "These are the logits. The class with the largest one is the answer; then count how many equal Y.",
        lambda *given: softmax(logits(*given)): "These are the probabilities. The class with the largest one is the answer; "
        "then count how many equal Y.",
        lambda *given: logits(*given).argmax(axis=1): "These are the answers. One step is left: count how many equal Y.",
        lambda A1, W2, b2, Y, units: right_with_only(A1[:, units], W2, b2, Y, range(len(units))): "These are the first rows "
        "of W2. Take those of the given units: W2[units].",
        lambda *given: np.sum(logits(*given)[given[3]].argmax(axis=1) == given[3]): "Z2[y] takes a digit for a picture. Go "
        "through the pairs: for z, y in zip(Z2, Y).",
        lambda *_: 0: "No answer counts as right, on any data. Compare the place of the largest logit of each picture, "
        "argmax(axis=1), with Y, and count where they are equal.",
        rows_for_units(True): "You pick rows of A1, and a row is a picture. The units are its columns: A1[:, units].",
        rows_for_units(False): "You set rows of A1 to 0, and a row is a picture. The units are its columns: A1[:, units].",
        lambda A1, W2, b2, Y, units: sum(right_with_only(A1, W2, b2, Y, [unit]) for unit in units): "Each unit speaks alone "
        "here, and you add up what each gets right. Let them speak together: add their logits first, then count once.",
    },
    hints={
        "shapes (5,) (75,)": "You get 5 answers for 75 pictures: a row of A1 is a picture. Take columns: A1[:, units].",
        "shapes (10,) (75,)": "You get 10 answers for 75 pictures. A picture is a row: argmax(axis=1).",
        "shapes (75,10) (75,)": "You compare ten numbers for each picture with one digit. First take the answer, the place "
        "of the largest number in each row: argmax(axis=1).",
        "matmul": "Of A1 take the columns of these units, of W2 their rows: A1[:, units] @ W2[units].",
        "slice indices must": "units is a list of numbers: A1[:, units], without a second colon.",
        "with size 10": "The columns of W2 are the ten digits. The units are its rows: W2[units].",
        "with size 16": "There are not always 64 hidden units: this network has 16. len(W2) is their number.",
        "axis 0 with size 1.": "b2 belongs to the ten digits, not to the units. Leave it whole.",
    },
)

# ---- an eleventh class


def glyph(art: Any) -> Result:
    """Check a learner's drawing of an eleventh class, as text: five lines of three marks, # or a dot."""
    if art is None or art is ...:
        return Result(False, NOT_WRITTEN)
    if not isinstance(art, str):
        return Result(False, f"Write the drawing as text between three quotation marks; this is {kind(art)}.")
    rows = [row for row in art.splitlines() if row.strip()]
    if len(rows) == digits.ROWS and any(len(row.split()) != 1 for row in rows):
        return Result(False, "There is a space inside a line. Write a dot for paper, and no spaces between the marks.")
    lines = art.split()
    if len(lines) == 1 and len(lines[0]) == PIXELS:
        return Result(False, "The 15 marks are there, in a single line. Begin a new line after every third mark.")
    if len(lines) != digits.ROWS:
        return Result(
            False, f"The drawing has {plural(len(lines), 'line')}. It needs {digits.ROWS}, one for each row of pixels."
        )
    for number, line in enumerate(lines, 1):
        if len(line) != digits.COLUMNS:
            return Result(False, f"Line {number} has {plural(len(line), 'mark')}. Each line needs {digits.COLUMNS}.")
        strange = [mark for mark in line if mark not in "#."]
        if strange:
            return Result(False, f"Line {number} holds the mark {strange[0]}. Use # for ink and a dot for paper only.")
    picture = np.array([0.0 if mark == "#" else 1.0 for mark in "".join(lines)])
    if picture.all():
        return Result(False, "There is no ink in it. Put a # where the pen should touch the paper.")
    distances = (CLEAN != picture).sum(axis=1)
    nearest = int(distances.argmin())
    if distances[nearest] == 0:
        return Result(False, f"This is the {nearest} itself, so nobody could tell the two classes apart. Change a pixel.")
    with_it = limit_with(picture)
    free = limit().correct + PIXELS
    lost = free - with_it.correct
    cost = f"{lost} less than the {free} of a class that costs nothing" if lost else "it costs nothing"
    return Result(
        True,
        f"A new class. Its nearest digit is the {nearest}, {plural(distances[nearest], 'pixel')} away. The best possible is "
        f"now {with_it.correct} of {with_it.total} right: {cost}.",
    )


def limit_with(picture: np.ndarray) -> BestPossible:
    """The best possible for the ten digits and one more picture (15,) with one wiped pixel, by counting."""
    X, Y = digits.every_damaged_digit()
    wiped = np.maximum(picture, np.eye(PIXELS))
    return BestPossible(1, *tally(np.vstack([X, wiped]), np.append(Y, np.full(PIXELS, 10)), 11))
