"""Answers to the exercises of 01_data, right and wrong."""

import numpy as np

import firstnn


def ink_by_loops(image):
    count = 0
    for row in image:
        for pixel in row:
            if pixel == 0.0:
                count += 1
    return count


def hamming_by_loops(a, b):
    count = 0
    for one, other in zip(a.reshape(15), b.reshape(15)):
        if one != other:
            count += 1
    return count


def one_hot_by_lists(Y):
    return [[1 if place == label else 0 for place in range(10)] for label in Y]


def noise_by_shuffling(image, noise_level, rng):
    places = list(range(15))
    rng.shuffle(places)
    damaged = image.copy()
    for place in places[:noise_level]:
        damaged[place // 3, place % 3] = 1.0
    return damaged


def noise_by_trying(image, noise_level, rng):
    damaged, chosen = np.array(image), set()
    while len(chosen) < noise_level:
        chosen.add(int(rng.integers(15)))
    for place in chosen:
        damaged.flat[place] = 1
    return damaged


def noise_by_permutation(image, noise_level, rng):
    row = image.flatten()
    row[rng.permutation(15)[:noise_level]] = 1
    return row.reshape(image.shape)


def one_hot_returned_too_early(Y):
    for label in Y:
        row = np.zeros(10)
        row[label] = 1
        return row


def one_hot_on_its_side(Y):
    rows = np.zeros((10, len(Y)))
    for n, label in enumerate(Y):
        rows[label, n] = 1
    return rows


def one_hot_in_the_row_of_the_label(Y):
    rows = np.zeros((10, 10))
    for n, label in enumerate(Y):
        rows[label, n] = 1
    return rows


def one_hot_all_columns(Y):
    rows = np.zeros((len(Y), 10))
    rows[:, Y] = 1
    return rows


def one_hot_with(value=lambda label: 1, shift=0, width=lambda Y: 10):
    def one_hot(Y):
        rows = np.zeros((len(Y), width(Y)))
        for n, label in enumerate(Y):
            rows[n, (label + shift) % rows.shape[1]] = value(label)
        return rows

    return one_hot


def ink_returned_too_early(image):
    count = 0
    for row in image:
        for pixel in row:
            if pixel == 0.0:
                count += 1
        return count


def ink_as_text(image):
    return sum(str(pixel) == "#" for row in image for pixel in row)


def hamming_returned_too_early(a, b):
    for one, other in zip(a, b):
        return np.sum(one != other)


def noise(choose, write=1.0, start=lambda image: image.copy().reshape(15), end=lambda row: row.reshape(5, 3)):
    """An add_noise made of parts, one of which is wrong."""

    def add_noise(image, noise_level, rng):
        row = start(image)
        places = choose(image, noise_level, rng)
        row[places] = write(row[places]) if callable(write) else write
        return end(row)

    return add_noise


def chosen(image, noise_level, rng):
    return rng.choice(15, size=noise_level, replace=False)


def among_the_ink(image, noise_level, rng):
    ink = np.flatnonzero(image == 0)
    return rng.choice(ink, size=min(noise_level, len(ink)), replace=False)


def never_the_last(image, noise_level, rng):
    return rng.choice(14, size=noise_level, replace=False) if noise_level < 15 else slice(None)


def noise_in_place(image, noise_level, rng):
    row = image.reshape(15)
    row[chosen(image, noise_level, rng)] = 1.0
    return image


def noise_by_row_number(image, noise_level, rng):
    damaged = image.copy()
    damaged[chosen(image, noise_level, rng)] = 1.0
    return damaged


def noise_in_two_results(image, noise_level, rng):
    places = chosen(image, noise_level, rng)
    return noise(lambda *_: places)(image, noise_level, rng), places


def noise_until_so_much_is_paper(image, noise_level, rng):
    damaged = image.copy()
    while np.sum(damaged) < noise_level:
        damaged[rng.integers(5), rng.integers(3)] = 1.0
    return damaged


OWN = np.random.default_rng(5)

RIGHT = {
    "count_ink": [ink_by_loops, lambda image: 15 - np.sum(image), lambda image: 15 - int(image.sum())],
    "hamming": [hamming_by_loops, firstnn.hamming_distance, lambda a, b: np.abs(a - b).sum()],
    "one_hot": [one_hot_by_lists, firstnn.one_hot, lambda Y: np.eye(10)[Y], lambda Y: np.eye(10, dtype=int)[Y]],
    "add_noise": [firstnn.add_noise, noise_by_shuffling, noise_by_trying, noise_by_permutation],
}

WRONG = {
    "count_ink": {
        "paper": lambda image: np.sum(image),
        "True": lambda image: image == 0.0,
        "column": lambda image: (image == 0.0).sum(axis=0),
        "each row": lambda image: (image == 0.0).sum(axis=1),
        "sign": lambda image: image.sum() - 15,
        "every pixel": lambda image: image.size,
        "share": lambda image: np.mean(image == 0),
        "len": lambda image: len(image),
        "begin at 1": lambda image: 1 + ink_by_loops(image),
        "first row": lambda image: sum(image[r, c] == 0 for r in range(1, 5) for c in range(3)),
        "last row": lambda image: sum(image[r, c] == 0 for r in range(4) for c in range(3)),
        "first pixel is left out": lambda image: sum(pixel == 0 for pixel in image.ravel()[1:]),
        "first pixel only": lambda image: float(image[0][0] == 0),
        "first row only": lambda image: np.sum(image[0] == 0),
        "return stands inside the loop": ink_returned_too_early,
        "'#'": ink_as_text,
    },
    "hamming": {
        "!=": lambda a, b: np.sum(a == b),
        "cancel": lambda a, b: np.sum(a - b),
        "elsewhere": lambda a, b: abs(np.sum(a) - np.sum(b)),
        "add them up": lambda a, b: a != b,
        "signed": lambda a, b: a - b,
        "share": lambda a, b: np.mean(a != b),
        "whether the pictures differ": lambda a, b: (a != b).any(),
        "whether the pictures are equal": lambda a, b: np.array_equal(a, b),
        "b has and a has not": lambda a, b: np.sum(a > b),
        "a has and b has not": lambda a, b: np.sum(a < b),
        "root": lambda a, b: np.linalg.norm(a - b),
        "several counts": lambda a, b: np.sum(a != b, axis=-1),
        "rows": lambda a, b: sum(any(np.atleast_1d(x != y)) for x, y in zip(a, b)) if a.ndim == 2 else (a != b).any(),
        "both": lambda a, b: np.sum((a == 0) & (b == 0)),
        "IndexError": lambda a, b: sum(a[r, c] != b[r, c] for r in range(5) for c in range(3)),
        "first row only": lambda a, b: np.sum(a[:1] != b[:1]),
        "return stands inside the loop": hamming_returned_too_early,
    },
    "one_hot": {
        "side": one_hot_on_its_side,
        "exchanged": lambda Y: 1 - np.eye(10)[Y],
        "too far right": one_hot_with(shift=1),
        "too far left": one_hot_with(shift=-1),
        "label itself": one_hot_with(value=lambda label: label),
        "zeros": lambda Y: np.zeros((len(Y), 10)),
        "all the labels": one_hot_all_columns,
        "largest": one_hot_with(width=lambda Y: Y.max() + 1),
        "that occurs": lambda Y: np.array([[float(label == other) for other in sorted(set(Y))] for label in Y]),
        "first label only": lambda Y: np.eye(10)[Y[0]],
        "return stands inside the loop": one_hot_returned_too_early,
        "last label": lambda Y: np.eye(10)[Y[-1]],
        "one row": lambda Y: np.eye(10)[Y].max(axis=0),
        "one behind the other": lambda Y: np.concatenate([np.eye(10)[label] for label in Y]),
        "row Y[n]": one_hot_in_the_row_of_the_label,
        "11 places": one_hot_with(width=lambda Y: 11),
    },
    "add_noise": {
        "replace=False": noise(lambda image, level, rng: rng.choice(15, size=level)),
        "You wipe 5 pixels": noise(lambda image, level, rng: rng.choice(15, size=5, replace=False)),
        "You wipe 2, 3 or 4 pixels": noise(lambda image, level, rng: rng.choice(15, size=4)),
        "noise_level = 1 it was 0 or 1.": noise(lambda image, level, rng: rng.permutation(15)[: rng.integers(level + 1)]),
        "noise_level = 0 it was 15.": noise(lambda image, level, rng: rng.permutation(15)[-level:]),
        "always wipe one": noise(lambda image, level, rng: rng.integers(15)),
        "too many": noise(lambda image, level, rng: rng.choice(15, size=level + (level < 15), replace=False)),
        "too few": noise(lambda image, level, rng: rng.permutation(15)[: max(level - 1, 0)]),
        "not chosen": noise(lambda image, level, rng: rng.permutation(15)[level:]),
        "Every pixel": noise(lambda image, level, rng: slice(None)),
        "Nothing": noise(chosen, write=0.0),
        "paper is 1.0": noise(chosen, write=0.5),
        "adds ink": noise(chosen, write=lambda values: 1 - values),
        "paper becomes 2.0": noise(chosen, write=lambda values: values + 1),
        "among the ink": noise(among_the_ink),
        "no digit loses any ink": noise_until_so_much_is_paper,
        "More ink is lost": noise(lambda image, level, rng: rng.permutation(15)[: level + int(image.max())]),
        "ValueError": noise(lambda image, level, rng: rng.choice(15, level, replace=False, p=(image.ravel() == 0) / 15)),
        "same pixels": noise(lambda image, level, rng: np.arange(level)),
        "same seed": noise(lambda image, level, rng: OWN.permutation(15)[:level]),
        "never wiped: 14": noise(never_the_last),
        "copy": noise_in_place,
        "reshape(15)": noise_by_row_number,
        "no place 15 on axis 0: it has 15, from 0 to 14.": noise(lambda image, level, rng: 15 - rng.permutation(16)[:level]),
        "flattened": noise(chosen, end=lambda row: row),
        "(3, 5)": noise(chosen, end=lambda row: row.reshape(3, 5)),
        "not a list": noise(chosen, end=lambda row: row.tolist()),
        "texts": noise(chosen, end=lambda row: row.reshape(5, 3).astype(str)),
        "several": noise_in_two_results,
        "takes 2 arguments": lambda image, noise_level: image,
        "nothing back": lambda image, noise_level, rng: None,
    },
}
