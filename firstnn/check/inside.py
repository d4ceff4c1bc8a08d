"""Checks of the exercises of 07_inside_the_network."""

from functools import cache
from typing import Any

import numpy as np

from firstnn import digits
from firstnn.check.result import NOT_WRITTEN, Mistake, Result, as_array, attempt, examine, examine_value, kind
from firstnn.counting import BestPossible, best_possible, tally
from firstnn.functions import softmax
from firstnn.network import FirstNeuralNetwork

CLEAN, _ = digits.every_damaged_digit(0)
PIXELS = digits.PIXELS
EVERY = np.array(np.meshgrid(*[[0.0, 1.0]] * PIXELS, indexing="ij")).reshape(PIXELS, 2**PIXELS).T

HINTS_ONLY = {
    "(5,) and (150,)": "You get 5 answers for 150 pictures: you pick rows of A1, and a row is a picture. Take its columns: "
    "A1[:, units].",
    "(10,) and (150,)": "You get 10 answers for 150 pictures. A picture is a row, so look along the row: argmax(axis=1).",
    "(150, 10) and (150,)": "You compare ten numbers for each picture with one digit. First take the answer, the place of "
    "the largest number in each row: argmax(axis=1).",
    "met 16 where 5": "A1[:, units] has one column for each of these units, so W2 must have one row for each: W2[units].",
    "met 5 where 16": "W2[units] has one row for each of these units, so A1 must have one column for each: A1[:, units].",
    "axis 1 with size 10": "The columns of W2 are the ten digits. The units are its rows: W2[units].",
    "with size 16": "There are not always 64 hidden units: this network has 16. len(W2) is their number.",
    "axis 0 with size 1.": "b2 belongs to the ten digits, not to the units. Leave it whole.",
}
HINTS_NONSENSE = {
    "boolean index did not match indexed array along axis 0": "Do you use impossible from above? It belongs to other "
    "pictures. Work it out inside the function, from the pictures that it is given.",
    "boolean index did not match indexed array along axis 1": "The odds are ten numbers for each picture, and you need one "
    "True or False for each. Add them up along the row with .sum(axis=1), then compare with 0.",
    "is out of bounds for axis 0": "argmax() without max(axis=1) counts through all the probabilities, ten for each "
    "picture. First take the largest of each row with .max(axis=1), then the row where that is largest.",
    "arrays used as indices": "max gives probabilities, and they cannot number a row. argmax gives the number of the row.",
}


def hinted(result: Result, hints: dict[str, str]) -> Result:
    """The result, or the first hint whose key stands in its message."""
    found = [hint for key, hint in hints.items() if key in result.message]
    return Result(False, found[0]) if found else result


@cache
def trained() -> FirstNeuralNetwork:
    """A small network that has learnt from every damaged digit."""
    network = FirstNeuralNetwork(hidden_size=16, rng=1)
    network.train(*digits.every_damaged_digit(), learning_rate=0.5, epochs=300, report_every=None)
    return network


def count_right_with_only(function: Any) -> Result:
    """Check a learner's count_right_with_only(A1, W2, b2, Y, units)."""
    X, Y = digits.every_damaged_digit()
    network = trained()
    network.forward(X)
    A1, b2 = network.A1, network.b2 + 3 * np.eye(10)[[7]]
    A1[0, [0, 2, 3, 9, 12]] *= 10  # so that argmax() without axis finds a digit in the first example
    examples = [(A1, network.W2, b2, Y, units) for units in ([0, 2, 3, 9, 12], [1, 4, 5, 6, 7, 8, 10], [11])]

    def after_logits(last_step):
        """The function that goes right up to the logits Z2, and then gives last_step(Z2, Y)."""
        return lambda A1, W2, b2, Y, units: last_step(A1[:, units] @ W2[units] + b2, Y)

    def count(Z2, Y):
        return np.sum(Z2.argmax(axis=1) == Y)

    right = after_logits(count)

    def others_speak(A1, W2, b2, Y, units):
        return right(A1, W2, b2, Y, np.delete(np.arange(len(W2)), units))

    def rows_for_units(kept):
        """The function that takes the units for rows of A1, and keeps only these rows, or only the others."""
        return lambda A1, W2, b2, Y, units: count(A1 * (np.isin(np.arange(len(A1)), units) == kept)[:, None] @ W2 + b2, Y)

    result = examine(
        function,
        examples,
        right,
        [
            Mistake(
                others_speak,
                "You switch the given units off and keep the others. It is the other way round: only the given units speak.",
            ),
            Mistake(
                lambda A1, W2, b2, Y, units: count(A1[:, units] @ W2[units], Y),
                "Your logits are those without the bias. It belongs to the digits, not to the hidden units: add b2.",
            ),
            Mistake(
                after_logits(lambda Z2, Y: count(Z2, Y) / len(Y)),
                "You return a share between 0 and 1. The task asks for the number of right answers: a sum, not a mean.",
            ),
            Mistake(
                lambda A1, W2, b2, Y, units: count(A1 @ W2 + b2, Y),
                "All units speak here, so units is not used. Take only these columns of A1 and only these rows of W2.",
            ),
            Mistake(
                rows_for_units(True),
                "You pick rows of A1, and a row is a picture. The units are its columns: A1[:, units].",
            ),
            Mistake(
                rows_for_units(False),
                "You set rows of A1 to 0, and a row is a picture. The units are its columns: A1[:, units].",
            ),
            Mistake(
                after_logits(lambda Z2, Y: len(Y) - count(Z2, Y)),
                "You count the wrong answers. Count where the answer equals Y.",
            ),
            Mistake(
                after_logits(lambda Z2, Y: Z2.argmax(axis=1)),
                "These are the answers. One step is left: count how many of them equal Y.",
            ),
            Mistake(
                after_logits(lambda Z2, Y: softmax(Z2)),
                "These are the probabilities. The answer is the class with the largest one; then count how many equal Y.",
            ),
            Mistake(
                after_logits(lambda Z2, Y: Z2),
                "These are the logits. The answer is the class with the largest one; then count how many equal Y.",
            ),
            Mistake(
                after_logits(lambda Z2, Y: Z2.argmax(axis=1) == Y),
                "You return True or False for each picture. np.sum counts how many are True.",
            ),
            Mistake(
                after_logits(lambda Z2, Y: len(Y)),
                "You count all pictures, right or not. len counts every entry; np.sum counts those that are True.",
            ),
            Mistake(
                lambda A1, W2, b2, Y, units: sum(right(A1, W2, b2, Y, [unit]) for unit in units),
                "Each unit speaks alone here, and you add up what each gets right. Let them speak together: add their "
                "logits first, then count once.",
            ),
            Mistake(
                after_logits(lambda Z2, Y: np.sum(Z2.argmax() == Y)),
                "argmax() without axis finds one place in the whole table. You need one for each picture: argmax(axis=1).",
            ),
        ],
        "You made a small network out of a large one: A1[:, units] and W2[units] are what is left of the hidden layer.",
    )
    return hinted(result, HINTS_ONLY)


def decisive_pixels(function: Any) -> Result:
    """Check a learner's decisive_pixels(network, image)."""
    network = trained()
    one = np.eye(PIXELS)
    pictures = {
        "a clean 8": CLEAN[8],
        "a clean 5": CLEAN[5],
        "an 8 without its middle": np.maximum(CLEAN[8], one[7]),
        "another picture": both_ends_decide(network),
    }
    examples = [(network, picture) for picture in pictures.values()]

    def changing(changed):
        """The numbers of the rows of changed(image) to which the network does not say what it says to the image."""
        return lambda network, image: np.flatnonzero(network.predict(changed(image)) != network.predict([image]))

    def flipped(image):
        return np.abs(image - one)

    def new_answers(network, image):
        return network.predict(flipped(image))

    right = changing(flipped)
    result = examine(
        function,
        examples,
        right,
        [
            Mistake(
                changing(lambda image: np.maximum(image, one)),
                "You set each pixel to paper, so a paper pixel never changes. Flip it: 1 - image[pixel] turns ink to paper "
                "and paper to ink.",
            ),
            Mistake(
                changing(lambda image: np.minimum(image, 1 - one)),
                "You set each pixel to ink, so an ink pixel never changes. Flip it: 1 - image[pixel] turns ink to paper "
                "and paper to ink.",
            ),
            Mistake(
                changing(lambda image: np.abs(image - np.tri(PIXELS))),
                "The flips pile up: when a pixel is tried, those before it are still flipped. Begin each time with a fresh "
                "image.copy().",
            ),
            Mistake(
                lambda network, image: right(network, image) + 1,
                "You count the pixels from 1. The first pixel has the number 0.",
            ),
            Mistake(
                lambda network, image: np.setdiff1d(np.arange(PIXELS), right(network, image)),
                "These are the pixels that change nothing. Keep the others.",
            ),
            Mistake(
                lambda network, image: len(right(network, image)),
                "You return how many pixels there are. Return a list of their numbers.",
            ),
            Mistake(
                lambda network, image: np.isin(np.arange(PIXELS), right(network, image)),
                "You return yes or no for each of the 15 pixels. Return the numbers of those with a yes.",
            ),
            Mistake(
                lambda network, image: [divmod(int(pixel), digits.COLUMNS) for pixel in right(network, image)],
                "You return rows and columns. Number the pixels from 0 to 14, row by row: row * 3 + column.",
            ),
            Mistake(
                new_answers,
                "These are the answers to the flipped pictures. Compare each with the answer to the picture itself, and "
                "return the numbers of the pixels where it differs.",
            ),
            Mistake(
                lambda network, image: new_answers(network, image)[right(network, image)],
                "These are the new answers. Return the numbers of the pixels that lead to them.",
            ),
            Mistake(
                lambda network, image: 1 - image[right(network, image)],
                "These are the values of the pixels after the flip. Return the numbers of the pixels.",
            ),
            Mistake(
                lambda network, image: right(network, image)[:1],
                "You return the first such pixel only. Does return stand inside the loop? It belongs after it.",
            ),
            Mistake(
                lambda network, image: right(network, image)[0],
                "You return the first such pixel only. Collect the numbers in a list, and return it after the loop.",
            ),
            Mistake(
                lambda network, image: [],
                "Your list is always empty. Take the answer to the picture itself before the loop, and compare it with the "
                "answer to each flipped picture.",
            ),
            Mistake(
                changing(lambda image: np.abs(image - np.ones((PIXELS, PIXELS)))),
                "1 - image flips all 15 pixels at once. Flip one pixel of a copy: other[pixel] = 1 - other[pixel].",
            ),
            Mistake(
                changing(lambda image: np.where(one, -image, image)),
                "A minus makes -1 of 1 and leaves 0 as it is. Flip with 1 - image[pixel].",
            ),
            Mistake(
                lambda network, image: np.flatnonzero(new_answers(network, image) != 8),
                "You compare with 8. Compare with what the network says to the picture itself, before any flip.",
            ),
            Mistake(
                lambda network, image: np.arange(PIXELS),
                "You return every pixel. Do you compare probabilities? They always move a little. Compare the answers, "
                "which predict gives.",
            ),
        ],
        "You found the pixels on which the answer hangs.",
    )
    if "what it returns has shape" in result.message or "The shape is right" in result.message:
        for name, arguments in zip(pictures, examples):
            listed = as_array(attempt(function, arguments))
            if np.ndim(listed) == 1 and (said := other_pixels(name, listed, right(*arguments))):
                return Result(False, said)
    return result


def other_pixels(name: str, listed: np.ndarray, truth: np.ndarray) -> str:
    """How a list of pixel numbers differs from the right one, without naming a pixel; empty if it does not."""
    wrongly, missing = len(np.setdiff1d(listed, truth)), len(np.setdiff1d(truth, listed))
    if not wrongly and not missing:
        return "" if np.array_equal(listed, truth) else "Name each pixel once, from the smallest number to the largest."
    return (
        f"For {name}, the pixels of your list that change nothing: {wrongly}; those that change the answer and are not in "
        f"it: {missing}. Print your list for a clean 8, then flip single pixels by hand and see what the network says."
    )


def both_ends_decide(network: FirstNeuralNetwork) -> np.ndarray:
    """A picture whose answer changes when its first pixel is flipped, and when its last is, but not when all are."""
    answers = network.predict(EVERY).reshape((2,) * PIXELS)
    first, last = (answers != np.flip(answers, axis=axis) for axis in (0, -1))
    return EVERY[np.argmax(first & last & (answers == np.flip(answers)))]


def eleven_outputs(value: Any) -> Result:
    """Check the number of parameters of a network with 15 inputs, 64 hidden units and 11 outputs."""
    return examine_value(
        value,
        1739,
        [
            (1674, "This is the network with 10 outputs. The eleventh needs numbers of its own."),
            (1675, "The eleventh output needs more than a bias: each hidden unit has a weight to it."),
            (1738, "You count the 64 new weights. The eleventh output has a bias as well."),
            (1664, "These are the weights alone. Each hidden unit and each output also has a bias."),
            (1728, "The 64 biases of the hidden units are there, those of the 11 outputs are not."),
            (1675 + 15, "The new output is not joined to the pixels: its weights come from the 64 hidden units."),
            (65, "These are the new ones only. Add those that the network had before."),
            (
                64 * 11,
                "These are the weights of the output layer. It also has biases, and the hidden layer has its own numbers.",
            ),
            (1685, "The ten old digits have their biases already. The new output has one bias, and 64 weights."),
            (15 * 64 * 11, "You multiply the layers. The weights of one layer and those of the next are added."),
            (15 + 64 + 11, "These are the inputs, units and outputs. Each input has a weight to each unit, and so on."),
            (64 * 11 + 11, "This is the output layer alone. The hidden layer has 15 · 64 weights and 64 biases besides."),
        ],
        "64 more weights and one more bias: the eleventh class costs 65 numbers.",
    )


def surest_nonsense(function: Any) -> Result:
    """Check a learner's surest_nonsense(network, pictures)."""
    network = trained()
    rng = np.random.default_rng(4)
    nonsense = EVERY[impossible(EVERY)]
    examples = [(network, np.vstack([clean, rng.permutation(nonsense)[:40], clean])) for clean in (CLEAN, CLEAN[[5, 6]])]

    def surest(Y_hat, pictures):
        return pictures[Y_hat.max(axis=1).argmax()]

    def surest_possible(network, pictures):
        possible = pictures[~impossible(pictures)]
        return surest(network.forward(possible), possible)

    def of_nonsense(last_step):
        """The function that picks the impossible pictures, and then gives last_step(Y_hat, impossible pictures)."""

        def function(network, pictures):
            nonsense = pictures[impossible(pictures)]
            return last_step(network.forward(nonsense), nonsense)

        return function

    right = of_nonsense(surest)
    row = of_nonsense(lambda Y_hat, nonsense: Y_hat.max(axis=1).argmax())
    result = examine(
        function,
        examples,
        right,
        [
            Mistake(
                lambda network, pictures: surest(network.forward(pictures), pictures),
                "You return the surest of all pictures, and a digit can look like it. Keep only the pictures whose exact "
                "odds are all 0, then look for the surest.",
            ),
            Mistake(
                lambda network, pictures: pictures[row(network, pictures)],
                "The row number counts in the shorter list of impossible pictures, but you look it up in the full list.",
            ),
            Mistake(
                of_nonsense(lambda Y_hat, nonsense: nonsense[Y_hat.max(axis=1).argmin()]),
                "This is the picture of which the network is least sure. Take the largest probability, not the smallest.",
            ),
            Mistake(
                of_nonsense(lambda Y_hat, nonsense: nonsense[0]),
                "This is the first impossible picture, not the surest. For each picture take the largest of its ten "
                "probabilities with .max(axis=1), then find the row where that is largest.",
            ),
            Mistake(
                surest_possible,
                "This is a picture that a digit can look like. Impossible are those whose odds add up to 0.",
            ),
            Mistake(
                of_nonsense(lambda Y_hat, nonsense: Y_hat.max()),
                "You return how sure the network is. Return the picture of which it is so sure: 15 numbers.",
            ),
            Mistake(
                row,
                "You return the number of a row. Return the row itself: a picture of 15 numbers.",
            ),
            Mistake(
                of_nonsense(lambda Y_hat, nonsense: Y_hat.argmax(axis=1)),
                "argmax(axis=1) gives the answers. How sure they are is .max(axis=1).",
            ),
            Mistake(
                of_nonsense(lambda Y_hat, nonsense: nonsense),
                "These are all the impossible pictures. Return the one of which the network is surest.",
            ),
            Mistake(
                of_nonsense(lambda Y_hat, nonsense: nonsense[Y_hat.argmax(axis=0)]),
                "These are ten pictures, the surest for each digit. Return one: take the largest probability of each "
                "picture with .max(axis=1), then the row where that is largest.",
            ),
            Mistake(
                of_nonsense(lambda Y_hat, nonsense: nonsense[Y_hat.max(axis=0).argmax()]),
                ".max(axis=0) gives the largest probability of each digit. You need that of each picture: .max(axis=1).",
            ),
            Mistake(
                of_nonsense(lambda Y_hat, nonsense: nonsense[Y_hat.argmax(axis=1).argmax()]),
                "argmax(axis=1) gives the answers, and you take the picture with the largest digit. How sure the network is "
                "of each picture is .max(axis=1).",
            ),
            Mistake(
                lambda network, pictures: right(network, EVERY),
                "This is the surest of all 32,664 impossible pictures. Look only among the pictures that the function is "
                "given.",
            ),
        ],
        "No digit can look like this, and the network answers all the same.",
    )
    return hinted(result, HINTS_NONSENSE)


def impossible(pictures: np.ndarray) -> np.ndarray:
    """For each picture, whether no digit with one wiped pixel looks like it."""
    return best_possible().exact_probabilities(pictures).sum(axis=1) == 0


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
            False, f"The drawing has {number_of(len(lines), 'line')}. It needs {digits.ROWS}, one for each row of pixels."
        )
    for number, line in enumerate(lines, 1):
        if len(line) != digits.COLUMNS:
            return Result(False, f"Line {number} has {number_of(len(line), 'mark')}. Each line needs {digits.COLUMNS}.")
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
    limit = limit_with(picture)
    free = best_possible().correct + PIXELS
    lost = free - limit.correct
    cost = f"{lost} less than the {free} of a class that costs nothing" if lost else "it costs nothing"
    return Result(
        True,
        f"A new class. Its nearest digit is the {nearest}, {number_of(distances[nearest], 'pixel')} away. The best possible "
        f"is now {limit.correct} of {limit.total} right: {cost}.",
    )


def number_of(count: int, thing: str) -> str:
    """1 line, 2 lines."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def limit_with(picture: np.ndarray) -> BestPossible:
    """The best possible for the ten digits and one more picture (15,) with one wiped pixel, by counting."""
    X, Y = digits.every_damaged_digit()
    wiped = np.maximum(picture, np.eye(PIXELS))
    return BestPossible(1, *tally(np.vstack([X, wiped]), np.append(Y, np.full(PIXELS, 10)), 11))
