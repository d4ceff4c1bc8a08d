"""Answers to the exercises of 07_inside_the_network, right and wrong."""

import numpy as np

import firstnn
from firstnn.check.inside import EVERY

X, Y = firstnn.every_damaged_digit()
BEST = firstnn.best_possible()
CLEAN, _ = firstnn.every_damaged_digit(0)


def only(A1, W2, b2, Y, units):
    return np.sum((A1[:, units] @ W2[units] + b2).argmax(axis=1) == Y)


def only_with_loops(A1, W2, b2, Y, units):
    right = 0
    for activations, label in zip(A1, Y):
        logits = list(b2[0])
        for unit in units:
            for digit in range(10):
                logits[digit] += activations[unit] * W2[unit, digit]
        right += logits.index(max(logits)) == label
    return right


def only_by_zeroing(A1, W2, b2, Y, units):
    W2 = W2.copy()
    others = [unit for unit in range(len(W2)) if unit not in units]
    W2[others] = 0
    return int((firstnn.softmax(A1 @ W2 + b2).argmax(axis=1) == Y).sum())


def flips(network, image):
    before = network.predict(image.reshape(1, 15))
    return np.flatnonzero(network.predict(np.abs(image - np.eye(15))) != before)


def flips_with_a_loop(network, image):
    before = network.predict([image])[0]
    pixels = []
    for pixel in range(15):
        other = list(image)
        other[pixel] = 1 - other[pixel]
        if network.predict([other])[0] != before:
            pixels.append(pixel)
    return pixels


def surest(network, pictures):
    impossible = pictures[firstnn.best_possible().exact_probabilities(pictures).sum(axis=1) == 0]
    return impossible[network.forward(impossible).max(axis=1).argmax()]


def surest_with_a_loop(network, pictures):
    found, highest = None, 0
    for picture in pictures:
        if not any((picture == image).all() for image in BEST.images):
            probability = network.forward([picture]).max()
            if probability > highest:
                found, highest = picture, probability
    return list(found)


def logits(A1, W2, b2, Y, units):
    return A1[:, units] @ W2[units] + b2


def only_off(A1, W2, b2, Y, units):
    A1 = A1.copy()
    A1[:, units] = 0
    return np.sum((A1 @ W2 + b2).argmax(axis=1) == Y)


def only_changing(A1, W2, b2, Y, units):
    others = [unit for unit in range(A1.shape[1]) if unit not in units]
    A1[:, others] = 0
    return np.sum((A1 @ W2 + b2).argmax(axis=1) == Y)


def only_rows(A1, W2, b2, Y, units):
    kept = np.zeros_like(A1)
    kept[units] = A1[units]
    return np.sum((kept @ W2 + b2).argmax(axis=1) == Y)


def only_rows_off(A1, W2, b2, Y, units):
    A1 = A1.copy()
    A1[units] = 0
    return np.sum((A1 @ W2 + b2).argmax(axis=1) == Y)


def flips_piling_up(network, image):
    before, pixels, image = network.predict([image])[0], [], image.copy()
    for pixel in range(15):
        image[pixel] = 1 - image[pixel]
        if network.predict([image])[0] != before:
            pixels.append(pixel)
    return pixels


def flips_in_place(network, image):
    before, pixels = network.predict([image])[0], []
    for pixel in range(15):
        image[pixel] = 1 - image[pixel]
        if network.predict([image])[0] != before:
            pixels.append(pixel)
    return pixels


def flips_to(value):
    def pixels(network, image):
        before, found = network.predict([image])[0], []
        for pixel in range(15):
            other = image.copy()
            other[pixel] = value
            if network.predict([other])[0] != before:
                found.append(pixel)
        return found

    return pixels


def flips_by(network, image, change):
    before, found = network.predict([image])[0], []
    for pixel in range(15):
        other = image.copy()
        other[pixel] = change(other[pixel])
        if network.predict([other])[0] != before:
            found.append(pixel)
    return found


def possible(pictures):
    return firstnn.best_possible().exact_probabilities(pictures).sum(axis=1)


RIGHT = {
    "decisive_pixels": [flips, flips_with_a_loop, lambda network, image: tuple(flips(network, image).tolist())],
    "surest_nonsense": [surest, surest_with_a_loop],
    "count_right_with_only": [only, only_with_loops, only_by_zeroing],
    "glyph": ["#.#\n#.#\n###\n#.#\n#.#", ".#. #.# ### #.# #.#"],
}

WRONG = {
    "decisive_pixels": {
        "to paper, so a paper pixel never changes": flips_to(1.0),
        "to ink, so an ink pixel never changes": flips_to(0.0),
        "pile up": flips_piling_up,
        "changes what it was given": flips_in_place,
        "from 1": lambda network, image: [pixel + 1 for pixel in flips_with_a_loop(network, image)],
        "Keep the others": lambda network, image: [pixel for pixel in range(15) if pixel not in flips(network, image)],
        "how many": lambda network, image: len(flips(network, image)),
        "yes or no": lambda network, image: network.predict(np.abs(image - np.eye(15))) != network.predict([image]),
        "rows and columns": lambda network, image: [(pixel // 3, pixel % 3) for pixel in flips(network, image)],
        "Compare each with the answer": lambda network, image: network.predict(np.abs(image - np.eye(15))),
        "every pixel": lambda network, image: list(range(15)),
        "new answers": lambda network, image: network.predict(np.abs(image - np.eye(15)))[flips(network, image)],
        "values of the pixels": lambda network, image: [1 - image[pixel] for pixel in flips(network, image)],
        "answer to the flip before": lambda network, image: np.flatnonzero(
            np.diff([*network.predict([image]), *network.predict(np.abs(image - np.eye(15)))])
        ),
        "makes 2 of paper": lambda network, image: flips_by(network, image, lambda value: value + 1),
        "flipped pictures": lambda network, image: np.abs(image - np.eye(15))[flips(network, image)],
        "Begin with an empty list": lambda network, image: flips(network, image)[-1:],
        "Collect": lambda network, image: flips_with_a_loop(network, image)[0],
        "always empty": lambda network, image: [],
        "at once": lambda network, image: [
            k for k in range(15) if (network.predict([1 - image]) != network.predict([image]))[0]
        ],
        "A minus": lambda network, image: flips_by(network, image, lambda value: -value),
        "compare with 8": lambda network, image: np.flatnonzero(network.predict(np.abs(image - np.eye(15))) != 8),
        "from the smallest": lambda network, image: flips(network, image)[::-1],
        "Pixel 0 is never tried": lambda network, image: [pixel for pixel in flips(network, image) if pixel],
        "Pixel 14 is never tried": lambda network, image: [pixel for pixel in flips(network, image) if pixel < 14],
        "For another picture": lambda network, image: [pixel for pixel in flips(network, image) if 0 < pixel < 14],
        "For a clean 8, the pixels of your list that change nothing: 1": lambda network, image: [
            0,
            7,
        ],
        "change nothing: 1; those that change the answer and are not in it: 0": lambda network, image: [
            0,
            *flips(network, image),
        ],
        "their shape is (1, 3)": lambda network, image: [flips(network, image)],
        "For a clean 5": lambda network, image: flips(network, image)[int((image == CLEAN[5]).all()) :],
        "For an 8 without its middle": lambda network, image: flips(network, image)[int((image == X[127]).all()) :],
    },
    "surest_nonsense": {
        "none of the pictures": lambda network, pictures: 1 - surest(network, pictures),
        "its exact probabilities are not all 0": lambda network, pictures: pictures[3],
        "surer of another one": lambda network, pictures: pictures[possible(pictures) == 0][2],
        "surest of all pictures": lambda network, pictures: pictures[network.forward(pictures).max(axis=1).argmax()],
        "shorter list": lambda network, pictures: pictures[
            network.forward(pictures[possible(pictures) == 0]).max(axis=1).argmax()
        ],
        "least sure": lambda network, pictures: pictures[possible(pictures) == 0][
            network.forward(pictures[possible(pictures) == 0]).max(axis=1).argmin()
        ],
        "how sure": lambda network, pictures: network.forward(pictures[possible(pictures) == 0]).max(),
        "number of a row": lambda network, pictures: network.forward(pictures[possible(pictures) == 0]).max(axis=1).argmax(),
        "all impossible ones": lambda network, pictures: pictures[possible(pictures) == 0],
        "first impossible": lambda network, pictures: pictures[possible(pictures) == 0][0],
        "This is a picture that a digit can look like": lambda network, pictures: pictures[possible(pictures) > 0][
            network.forward(pictures[possible(pictures) > 0]).max(axis=1).argmax()
        ],
        "argmax(axis=1)": lambda network, pictures: network.forward(pictures[possible(pictures) == 0]).argmax(axis=1),
        "ten pictures": lambda network, pictures: pictures[possible(pictures) == 0][
            network.forward(pictures[possible(pictures) == 0]).argmax(axis=0)
        ],
        "take them for numbers of rows": lambda network, pictures: pictures[possible(pictures) == 0][
            network.forward(pictures[possible(pictures) == 0]).argmax(axis=1)
        ],
        "picture alone is": lambda network, pictures: [network.forward(picture) for picture in pictures],
        ".sum() makes one": lambda network, pictures: [p for p in BEST.exact_probabilities(pictures) if p == 0],
        "counts through all": lambda network, pictures: pictures[possible(pictures) == 0][
            network.forward(pictures[possible(pictures) == 0]).argmax()
        ],
        ".max(axis=0)": lambda network, pictures: pictures[possible(pictures) == 0][
            network.forward(pictures[possible(pictures) == 0]).max(axis=0).argmax()
        ],
        "largest digit": lambda network, pictures: pictures[possible(pictures) == 0][
            network.forward(pictures[possible(pictures) == 0]).argmax(axis=1).argmax()
        ],
        "cannot number a row": lambda network, pictures: pictures[possible(pictures) == 0][
            network.forward(pictures[possible(pictures) == 0]).max(axis=1)
        ],
        "that the function is given": lambda network, pictures: surest(network, EVERY),
        "impossible from above": lambda network, pictures: surest(network, pictures[possible(EVERY) == 0]),
        "one True or False": lambda network, pictures: surest(network, pictures[BEST.exact_probabilities(pictures) == 0]),
    },
    "count_right_with_only": {
        "other way round": only_off,
        "bias": lambda A1, W2, b2, Y, units: np.sum((A1[:, units] @ W2[units]).argmax(axis=1) == Y),
        "share": lambda A1, W2, b2, Y, units: np.mean((A1[:, units] @ W2[units] + b2).argmax(axis=1) == Y),
        "All units speak": lambda A1, W2, b2, Y, units: np.sum((A1 @ W2 + b2).argmax(axis=1) == Y),
        "wrong answers": lambda A1, W2, b2, Y, units: np.sum((A1[:, units] @ W2[units] + b2).argmax(axis=1) != Y),
        "count how many": lambda A1, W2, b2, Y, units: (A1[:, units] @ W2[units] + b2).argmax(axis=1),
        "probabilities": lambda A1, W2, b2, Y, units: firstnn.softmax(A1[:, units] @ W2[units] + b2),
        "copy": only_changing,
        "the logits": lambda A1, W2, b2, Y, units: A1[:, units] @ W2[units] + b2,
        "True or False": lambda A1, W2, b2, Y, units: (A1[:, units] @ W2[units] + b2).argmax(axis=1) == Y,
        "len counts": lambda A1, W2, b2, Y, units: len((A1[:, units] @ W2[units] + b2).argmax(axis=1) == Y),
        "speaks alone": lambda A1, W2, b2, Y, units: sum(only(A1, W2, b2, Y, [unit]) for unit in units),
        "without axis": lambda A1, W2, b2, Y, units: np.sum((A1[:, units] @ W2[units] + b2).argmax() == Y),
        "10 answers": lambda A1, W2, b2, Y, units: np.sum((A1[:, units] @ W2[units] + b2).argmax(axis=0) == Y),
        "compare ten numbers": lambda A1, W2, b2, Y, units: np.sum((A1[:, units] @ W2[units] + b2) == Y),
        "rows of A1": lambda A1, W2, b2, Y, units: np.sum((A1[units] @ W2 + b2).argmax(axis=1) == Y),
        "A1[:, units] @ W2[units].": lambda A1, W2, b2, Y, units: np.sum((A1[:, units] @ W2 + b2).argmax(axis=1) == Y),
        "columns of these units on the left": lambda A1, W2, b2, Y, units: np.sum((A1 @ W2[units] + b2).argmax(axis=1) == Y),
        "once for each unit": lambda A1, W2, b2, Y, units: np.sum(
            (A1[:, units] @ W2[units] + len(units) * b2).argmax(axis=1) == Y
        ),
        "ReLU belongs to the hidden layer": lambda A1, W2, b2, Y, units: np.sum(
            firstnn.relu(A1[:, units] @ W2[units] + b2).argmax(axis=1) == Y
        ),
        "first rows of W2": lambda A1, W2, b2, Y, units: np.sum((A1[:, units] @ W2[: len(units)] + b2).argmax(axis=1) == Y),
        "a digit for a picture": lambda A1, W2, b2, Y, units: sum(
            (A1[:, units] @ W2[units] + b2)[y].argmax() == y for y in Y
        ),
        "without a second colon": lambda A1, W2, b2, Y, units: A1[:, :units],
        "columns of W2": lambda A1, W2, b2, Y, units: np.sum((A1[:, units] @ W2[:, units] + b2).argmax(axis=1) == Y),
        "Leave it whole": lambda A1, W2, b2, Y, units: np.sum((A1[:, units] @ W2[units] + b2[units]).argmax(axis=1) == Y),
        "not always 64": lambda A1, W2, b2, Y, units: [A1[:, unit] for unit in range(64) if unit not in units],
        "You pick rows of A1": only_rows,
        "You set rows of A1 to 0": only_rows_off,
        "same answer whatever": lambda A1, W2, b2, Y, units: 33,
        "No answer counts": lambda A1, W2, b2, Y, units: 0,
        "returns 7, but it should be": lambda A1, W2, b2, Y, units: np.sum(b2.argmax() == Y),
    },
    "glyph": {
        "The drawing has 4 lines. It needs 5,": "### #.# #.# #.#",
        "Line 5 has 2 marks. Each line needs 3.": "### #.# #.# #.# ##",
        "Line 1 has 1 mark.": "# #.# #.# #.# ##",
        "Line 1 holds the mark O.": "OX. O.O OOO O.O O.O",
        "the 8 itself": "### #.# ### #.# ###",
        "no ink": "... ... ... ... ...",
        "text": [0, 1, 0],
        "0 lines": "",
        "1 line.": "###",
        "no spaces": "\n# #\n# #\n###\n# #\n# #\n    ",
        "every third": "#.##.#####.##.#",
    },
}
