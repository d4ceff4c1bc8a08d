"""Answers to the exercises of 06_evaluation, right and wrong."""

import numpy as np

import firstnn

GLYPHS, _ = firstnn.every_damaged_digit(0)


def accuracy_by_loop(Y, predicted):
    right = 0
    for true, said in zip(Y, predicted):
        right += true == said
    return right / len(Y)


def confusion_by_questions(Y, predicted):
    return [[int(np.sum((Y == t) & (predicted == p))) for p in range(10)] for t in range(10)]


def best_by_dictionary(X, Y):
    table = {}
    for image, digit in zip(X, Y):
        table.setdefault(tuple(image), []).append(int(digit))
    return sum(max(labels.count(d) for d in labels) for labels in table.values()) / len(X)


def seen_by_loop(X_train, X):
    return sum(any((image == other).all() for other in X_train) for image in X) / len(X)


def tightest_by_loop(X):
    answers = []
    for image in X:
        fits = [d for d in range(10) if all(not (p == 0 and g == 1) for p, g in zip(image, GLYPHS[d]))]
        answers.append(min(fits, key=lambda d: np.sum(GLYPHS[d] == 0)))
    return answers


def loop_m(body):
    """A confusion matrix filled by body(M, t, p) for each pair."""

    def function(Y, predicted):
        M = np.zeros((10, 10), dtype=int)
        for t, p in zip(Y, predicted):
            body(M, t, p)
        return M

    return function


def add(M, t, p, step=1):
    M[t, p] += step


def only_hits(Y, predicted):
    M = np.zeros((10, 10))
    for t, p in zip(Y, predicted):
        if t == p:
            M[t, p] += 1
    return M


def nine_rows(Y, predicted):
    M = np.zeros((10, 10))
    for t in range(9):
        for p in range(9):
            M[t, p] = np.sum((Y == t) & (predicted == p))
    return M


def counts(X, Y):
    return firstnn.count_pictures(X, Y).counts


def mean_of_maxima(X, Y):
    table = {}
    for image, digit in zip(X, Y):
        table.setdefault(tuple(image), []).append(int(digit))
    return np.mean([max(labels.count(d) for d in labels) / len(labels) for labels in table.values()])


def table_remembers_last(X, Y):
    return len({tuple(image): digit for image, digit in zip(X, Y)}) / len(X)


def not_ambiguous(X, Y):
    table = {}
    for image, digit in zip(X, Y):
        table.setdefault(tuple(image), []).append(int(digit))
    return sum(len(labels) for labels in table.values() if len(set(labels)) == 1) / len(X)


def fitting(image):
    return [d for d in range(10) if (GLYPHS[d] <= image).all()]


def tightest(choose):
    return lambda X: np.array([choose(image) for image in X])


def walk(covers=lambda glyph, image: (glyph <= image).all(), better=lambda ink, least: ink < least, **once):
    def function(X):
        least, answer, answers = 16, -1, []
        for image in X:
            if not once.get("least_once"):
                least = 16
            if not once.get("answer_once"):
                answer = -1
            for digit, glyph in enumerate(GLYPHS):
                ink = np.sum(glyph == 0)
                if covers(glyph, image) and better(ink, least):
                    least, answer = ink, digit
            answers.append(answer)
        return np.array(answers)

    return function


def range_150_confusion(Y, predicted):
    M = np.zeros((10, 10), dtype=int)
    for n in range(150):
        M[Y[n], predicted[n]] += 1
    return M


RIGHT = {
    "accuracy": [firstnn.accuracy, accuracy_by_loop, lambda Y, p: np.mean(Y == p)],
    "confusion_matrix": [firstnn.confusion_matrix, confusion_by_questions],
    "best_possible": [firstnn.best_accuracy, best_by_dictionary],
    "share_seen": [firstnn.share_seen, seen_by_loop],
    "tightest_glyph": [firstnn.tightest_glyph, tightest_by_loop],
}


WRONG = {
    "accuracy": {
        "share": lambda Y, p: sum(Y == p),
        "per cent": lambda Y, p: 100 * np.mean(Y == p),
        "wrong answers": lambda Y, p: sum(a != b for a, b in zip(Y, p)) / len(Y),
        "count the wrong answers": lambda Y, p: sum(a != b for a, b in zip(Y, p)),
        "once too often": lambda Y, p: sum(Y == p) / len(Y) / 10,
        "divide by 1000": lambda Y, p: sum(Y == p) / 1000,
        "True or False": lambda Y, p: [a == b for a, b in zip(Y, p)],
        "number of digits": lambda Y, p: sum(Y == p) / 10,
        "len(Y)": lambda Y, p: sum(Y == p) / 150,
        "other data": lambda Y, p: sum(Y == p) / 200,
        "range(len(Y))": lambda Y, p: sum(Y[n] == p[n] for n in range(150)) / 150,
        "or =+ 1": lambda Y, p: (Y == p).any() / len(Y),
        "takes one away": lambda Y, p: sum(1 if a == b else -1 for a, b in zip(Y, p)) / len(Y),
        "number of wrong answers": lambda Y, p: np.float64(sum(Y == p)) / np.sum(Y != p),
        "Only the last answer": lambda Y, p: (Y[-1] == p[-1]) / len(Y),
        "always 1": lambda Y, p: sum(Y == Y) / len(Y),
        "always 0": lambda Y, p: sum(a is b for a, b in zip(Y, p)) / len(Y),
        "never compare": lambda Y, p: np.mean(p),
        "first answer is not": lambda Y, p: sum(Y[n] == p[n] for n in range(1, len(Y))) / len(Y),
        "last answer is not": lambda Y, p: sum(Y[n] == p[n] for n in range(len(Y) - 1)) / len(Y),
        "a loop in a loop": lambda Y, p: sum(t == said for t in Y.tolist() for said in p.tolist()) / len(Y),
        "Digits are names": lambda Y, p: np.mean(abs(Y - p)),
        "all answers": lambda Y, p: bool((Y == p).all()),
        "place by place": lambda Y, p: sum(a in Y for a in set(p)) / len(Y),
    },
    "confusion_matrix": {
        "swapped": loop_m(lambda M, t, p: add(M, p, t)),
        "only the right": only_hits,
        "only the wrong": loop_m(lambda M, t, p: t != p and add(M, t, p)),
        "+= 1": loop_m(lambda M, t, p: M.__setitem__((t, p), 1)),
        "goes to len(Y)": range_150_confusion,
        "each entry of Y with each of predicted": lambda Y, p: np.add.reduce(
            [loop_m(add)(np.full(len(p), t), p) for t in Y]
        ),
        "Row 0 and column 0": lambda Y, p: np.pad(firstnn.confusion_matrix(Y, p)[1:, 1:], (1, 0)),
        "at [said, true]": lambda Y, p: firstnn.confusion_matrix(Y, p) + firstnn.confusion_matrix(p, Y),
        "| asks whether": lambda Y, p: [[int(np.sum((Y == t) | (p == said))) for said in range(10)] for t in range(10)],
        "a whole row": loop_m(lambda M, t, p: add(M, t, slice(None))),
        "All ten rows are alike": loop_m(lambda M, t, p: add(M, slice(None), p)),
        "names all places at once": lambda Y, p: loop_m(lambda M, t, said: M.__setitem__((Y, p), M[Y, p] + 1))(Y, p),
        "holds counts": lambda Y, p: firstnn.confusion_matrix(Y, p) / len(Y),
        "each row": lambda Y, p: (M := firstnn.confusion_matrix(Y, p)) / np.maximum(M.sum(1, keepdims=True), 1),
        "each column": lambda Y, p: (M := firstnn.confusion_matrix(Y, p)) / np.maximum(M.sum(0), 1),
        "do not subtract": loop_m(lambda M, t, p: add(M, t - 1, p - 1)),
        "do not add 1": loop_m(lambda M, t, p: add(M, (t + 1) % 10, (p + 1) % 10)),
        "range(10)": nine_rows,
        "has no row": lambda Y, p: nine_rows(Y, p)[:9, :9],
        "too many": lambda Y, p: np.pad(firstnn.confusion_matrix(Y, p), (0, 1)),
        "first answer": lambda Y, p: firstnn.confusion_matrix(Y[1:], p[1:]),
        "last answer": lambda Y, p: firstnn.confusion_matrix(Y[:-1], p[:-1]),
        "All counts are 0": lambda Y, p: np.zeros((10, 10)),
        "each true digit occurs": lambda Y, p: [sum(Y == digit) for digit in range(10)],
        "This is the accuracy": lambda Y, p: sum(Y == p) / len(Y),
    },
    "best_possible": {
        "mean over the different": mean_of_maxima,
        "share": lambda X, Y: sum(max(row) for row in counts(X, Y)),
        "number of different pictures": lambda X, Y: sum(max(row) for row in counts(X, Y)) / len(counts(X, Y)),
        "second thing that count_pictures gives": table_remembers_last,
        "only be one digit": lambda X, Y: np.mean([np.sum(row > 0) == 1 for row in counts(X, Y)]),
        "give up": not_ambiguous,
        "nearest": lambda X, Y: firstnn.accuracy(Y, firstnn.nearest_glyph(X)),
        "every one right": lambda X, Y: counts(X, Y).sum() / len(X),
        "axis=1": lambda X, Y: counts(X, Y).max(axis=0).sum() / len(X),
        "largest of all counts": lambda X, Y: counts(X, Y).max() / len(X),
        "Add them up": lambda X, Y: counts(X, Y).max(axis=1),
        "argmax": lambda X, Y: sum(np.argmax(row) for row in counts(X, Y)) / len(X),
        "143": lambda X, Y: firstnn.best_possible(1).accuracy,
        "only the clear": lambda X, Y: sum(np.sum(row > 0) == 1 for row in counts(X, Y)) / len(X),
        "one of them costs two": lambda X, Y: 1 - 6 / 150,
        "may be two": lambda X, Y: 1 - sum(np.sum(row > 0) > 1 for row in counts(X, Y)) / len(X),
        "write len(X)": lambda X, Y: sum(max(row) for row in counts(X, Y)) / 150,
        "two things": lambda X, Y: sum(max(row) for row in firstnn.count_pictures(X, Y)) / len(X),
        "pictures, counts =": lambda X, Y: tuple(firstnn.count_pictures(X, Y)).max(axis=1).sum() / len(X),
        "number of all pixels": lambda X, Y: counts(X, Y).max(axis=1).sum() / X.size,
        "pixels of one picture": lambda X, Y: counts(X, Y).max(axis=1).sum() / len(X[0]),
        "for row in counts": lambda X, Y: sum(counts(X, Y)[n, Y[n]] for n in range(len(X))),
        "per cent": lambda X, Y: 100 * firstnn.best_accuracy(X, Y),
        "must go wrong": lambda X, Y: 1 - firstnn.best_accuracy(X, Y),
    },
    "share_seen": {
        "divide": lambda a, b: sum((a == image).all(axis=1).any() for image in b),
        "per cent": lambda a, b: 100 * seen_by_loop(a, b),
        "other way round": lambda a, b: seen_by_loop(b, a),
        "are new": lambda a, b: 1 - seen_by_loop(a, b),
        "some pixel agrees": lambda a, b: np.mean([image in a for image in b]),
        "stop at the first hit": lambda a, b: sum((a == image).all(axis=1).sum() for image in b) / len(b),
        "divide by len(X)": lambda a, b: sum((a == image).all(axis=1).sum() for image in b),
        "divide by 200": lambda a, b: sum((a == image).all(axis=1).any() for image in b) / 200,
        "range(len(X))": lambda a, b: sum((a == b[n]).all(axis=1).any() for n in range(200)) / 200,
        "15 truths": lambda a, b: sum(any(x == y for y in a) for x in b) / len(b),
        "other numbers of pictures": lambda a, b: np.mean(a == b),
        "counts twice": lambda a, b: len({tuple(i) for i in a} & {tuple(i) for i in b}) / len({tuple(i) for i in b}),
        "number of training": lambda a, b: sum((a == image).all(axis=1).any() for image in b) / len(a),
        "picture 0": lambda a, b: sum((x == y).all() for x, y in zip(a, b)) / len(b),
        "share of True": lambda a, b: [bool((a == image).all(axis=1).any()) for image in b],
        "all training pictures": lambda a, b: np.mean([(a == image).all() for image in b]),
    },
    "tightest_glyph": {
        "adds no ink": firstnn.nearest_glyph,
        "counts its paper": tightest(lambda image: min(fitting(image), key=lambda d: GLYPHS[d].sum())),
        "first digit": tightest(lambda image: fitting(image)[0]),
        "last digit": tightest(lambda image: fitting(image)[-1]),
        "whatever the picture": tightest(lambda image: 1),
        "True or False": lambda X: np.array([[(g <= x).all() for g in GLYPHS] for x in X]),
        "count the digits": tightest(lambda image: len(fitting(image))),
        "the picture covers the digit": walk(covers=lambda glyph, image: (glyph >= image).all()),
        "No digit is ever chosen": walk(better=lambda ink, least: ink < 0),
        "The 9 is never tried": tightest(
            lambda image: min(set(fitting(image)) - {9} or {-1}, key=lambda d: np.sum(GLYPHS[d] == 0))
        ),
        "anew for each digit": tightest(lambda image: 9 if (GLYPHS[9] <= image).all() else -1),
        "shorter list": tightest(lambda image: np.argmin([np.sum(GLYPHS[d] == 0) for d in fitting(image)])),
        "equal to the picture": walk(covers=lambda glyph, image: (glyph == image).all()),
        "in the outer loop, under": lambda X: [digit for image in X for digit in fitting(image)],
        "You return pictures": tightest(lambda image: GLYPHS[fitting(image)[0]]),
        "enumerate(glyphs)": lambda X: [digit for digit, glyph in GLYPHS],
        "In a tie": walk(better=lambda ink, least: ink <= least),
        "inside the outer loop": walk(least_once=True),
        "return the ink": tightest(lambda image: min(np.sum(GLYPHS[d] == 0) for d in fitting(image))),
    },
}

# the same mistake in another style gets the same words
SAME = [
    ("accuracy", "range(len(Y))", lambda Y, p: sum(Y.tolist()[n] == p[n] for n in range(150)) / 150),
    ("confusion_matrix", "each row", lambda Y, p: (M := firstnn.confusion_matrix(Y, p)) / M.sum(1, keepdims=True)),
    ("share_seen", "other way round", lambda a, b: sum((b == image).all(axis=1).any() for image in a) / len(b)),
    ("share_seen", "counts twice", lambda a, b: len({tuple(i) for i in a} & {tuple(i) for i in b}) / len(b)),
    ("best_possible", "two things", lambda X, Y: sum(np.max(part) for part in firstnn.count_pictures(X, Y)) / len(X)),
    (
        "tightest_glyph",
        "<=",
        tightest(
            lambda image: min(
                (d for d in range(10) if (image <= GLYPHS[d]).all()), default=0, key=lambda d: np.sum(GLYPHS[d] == 0)
            )
        ),
    ),
    ("tightest_glyph", "most ink", tightest(lambda image: max(fitting(image), key=lambda d: np.sum(GLYPHS[d] == 0)))),
    (
        "tightest_glyph",
        "not any()",
        tightest(
            lambda image: min((d for d in range(10) if (GLYPHS[d] <= image).any()), key=lambda d: np.sum(GLYPHS[d] == 0))
        ),
    ),
    ("tightest_glyph", "Set it anew", walk(least_once=True, answer_once=True)),
]
