"""06_evaluation: its checks name the mistakes, its pictures show the right data, its sentences hold."""

from math import comb, exp, log

import nbformat
import numpy as np
import pytest
from conftest import ROOT
from matplotlib.colors import to_rgb

import firstnn
from firstnn import check, evaluation, plots
from firstnn.plots.style import LIMIT, TRAIN, WRONG, pixels

GLYPHS, _ = firstnn.every_damaged_digit(0)


# --- checks ---------------------------------------------------------------------------------------------------------


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


RIGHT = {
    check.accuracy: [firstnn.accuracy, accuracy_by_loop, lambda Y, p: np.mean(Y == p)],
    check.confusion_matrix: [firstnn.confusion_matrix, confusion_by_questions],
    check.best_possible: [firstnn.best_accuracy, best_by_dictionary],
    check.share_seen: [firstnn.share_seen, seen_by_loop],
    check.tightest_glyph: [firstnn.tightest_glyph, tightest_by_loop],
}


@pytest.mark.parametrize(("examiner", "answer"), [(c, answer) for c, answers in RIGHT.items() for answer in answers])
def test_right_answers_pass_in_any_style(examiner, answer):
    result = examiner(answer)
    assert result, result


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


WRONGS = {
    check.accuracy: [
        (lambda Y, p: sum(Y == p), "share"),
        (lambda Y, p: 100 * np.mean(Y == p), "per cent"),
        (lambda Y, p: sum(a != b for a, b in zip(Y, p)) / len(Y), "wrong answers"),
        (lambda Y, p: sum(a != b for a, b in zip(Y, p)), "count the wrong answers"),
        (lambda Y, p: sum(Y == p) / len(Y) / 10, "once too often"),
        (lambda Y, p: sum(Y == p) / 1000, "divide by 1000"),
        (lambda Y, p: [a == b for a, b in zip(Y, p)], "True or False"),
        (lambda Y, p: sum(Y == p) / 10, "number of digits"),
        (lambda Y, p: sum(Y == p) / 150, "len(Y)"),
        (lambda Y, p: sum(Y == p) / 200, "other data"),
        (lambda Y, p: sum(Y[n] == p[n] for n in range(150)) / 150, "range(len(Y))"),
        (lambda Y, p: sum(Y.tolist()[n] == p[n] for n in range(150)) / 150, "range(len(Y))"),
        (lambda Y, p: np.mean(abs(Y - p)), "Digits are names"),
        (lambda Y, p: bool((Y == p).all()), "all answers"),
        (lambda Y, p: sum(a in Y for a in set(p)) / len(Y), "place by place"),
    ],
    check.confusion_matrix: [
        (loop_m(lambda M, t, p: add(M, p, t)), "swapped"),
        (only_hits, "only the right"),
        (loop_m(lambda M, t, p: t != p and add(M, t, p)), "only the wrong"),
        (loop_m(lambda M, t, p: M.__setitem__((t, p), 1)), "+= 1"),
        (range_150_confusion, "range(len(Y))"),
        (lambda Y, p: firstnn.confusion_matrix(Y, p) / len(Y), "holds counts"),
        (lambda Y, p: (M := firstnn.confusion_matrix(Y, p)) / np.maximum(M.sum(1, keepdims=True), 1), "each row"),
        (lambda Y, p: (M := firstnn.confusion_matrix(Y, p)) / np.maximum(M.sum(0), 1), "each column"),
        (loop_m(lambda M, t, p: add(M, t - 1, p - 1)), "do not subtract"),
        (loop_m(lambda M, t, p: add(M, (t + 1) % 10, (p + 1) % 10)), "do not add 1"),
        (nine_rows, "range(10)"),
        (lambda Y, p: nine_rows(Y, p)[:9, :9], "has no row"),
        (lambda Y, p: np.pad(firstnn.confusion_matrix(Y, p), (0, 1)), "too many"),
        (lambda Y, p: firstnn.confusion_matrix(Y[1:], p[1:]), "first answer"),
        (lambda Y, p: firstnn.confusion_matrix(Y[:-1], p[:-1]), "last answer"),
        (lambda Y, p: np.zeros((10, 10)), "All counts are 0"),
        (lambda Y, p: [sum(Y == digit) for digit in range(10)], "each true digit occurs"),
        (lambda Y, p: sum(Y == p) / len(Y), "This is the accuracy"),
    ],
    check.best_possible: [
        (mean_of_maxima, "mean over the different"),
        (lambda X, Y: sum(max(row) for row in counts(X, Y)), "share"),
        (lambda X, Y: sum(max(row) for row in counts(X, Y)) / len(counts(X, Y)), "number of different pictures"),
        (table_remembers_last, "count how many of them"),
        (lambda X, Y: np.mean([np.sum(row > 0) == 1 for row in counts(X, Y)]), "only be one digit"),
        (not_ambiguous, "give up"),
        (lambda X, Y: firstnn.accuracy(Y, firstnn.nearest_glyph(X)), "nearest"),
        (lambda X, Y: counts(X, Y).sum() / len(X), "every one right"),
        (lambda X, Y: counts(X, Y).max(axis=0).sum() / len(X), "axis=1"),
        (lambda X, Y: counts(X, Y).max() / len(X), "largest of all counts"),
        (lambda X, Y: counts(X, Y).max(axis=1), "Add them up"),
        (lambda X, Y: sum(np.argmax(row) for row in counts(X, Y)) / len(X), "argmax"),
        (lambda X, Y: firstnn.best_possible(1).accuracy, "143"),
        (lambda X, Y: sum(np.sum(row > 0) == 1 for row in counts(X, Y)) / len(X), "only the clear"),
        (lambda X, Y: 1 - 6 / 150, "one of them costs two"),
        (lambda X, Y: 1 - sum(np.sum(row > 0) > 1 for row in counts(X, Y)) / len(X), "may be two"),
        (lambda X, Y: sum(max(row) for row in counts(X, Y)) / 150, "write len(X)"),
        (lambda X, Y: sum(max(row) for row in firstnn.count_pictures(X, Y)) / len(X), "two things"),
        (lambda X, Y: sum(np.max(part) for part in firstnn.count_pictures(X, Y)) / len(X), "two things"),
        (lambda X, Y: tuple(firstnn.count_pictures(X, Y)).max(axis=1).sum() / len(X), "pictures, counts ="),
        (lambda X, Y: 100 * firstnn.best_accuracy(X, Y), "per cent"),
        (lambda X, Y: 1 - firstnn.best_accuracy(X, Y), "must go wrong"),
    ],
    check.share_seen: [
        (lambda a, b: sum((a == image).all(axis=1).any() for image in b), "divide"),
        (lambda a, b: 100 * seen_by_loop(a, b), "per cent"),
        (lambda a, b: seen_by_loop(b, a), "other way round"),
        (lambda a, b: 1 - seen_by_loop(a, b), "are new"),
        (lambda a, b: np.mean([image in a for image in b]), "one single pixel"),
        (lambda a, b: sum((a == image).all(axis=1).sum() for image in b) / len(b), "stop at the first hit"),
        (lambda a, b: sum((a == image).all(axis=1).sum() for image in b), "Then divide"),
        (lambda a, b: sum((a == image).all(axis=1).any() for image in b) / 200, "divide by 200"),
        (lambda a, b: sum((a == b[n]).all(axis=1).any() for n in range(200)) / 200, "range(len(X))"),
        (lambda a, b: len({tuple(i) for i in a} & {tuple(i) for i in b}) / len({tuple(i) for i in b}), "counts twice"),
        (lambda a, b: sum((a == image).all(axis=1).any() for image in b) / len(a), "number of training"),
        (lambda a, b: sum((x == y).all() for x, y in zip(a, b)) / len(b), "picture 0"),
        (lambda a, b: [bool((a == image).all(axis=1).any()) for image in b], "share of True"),
        (lambda a, b: np.mean([(a == image).all() for image in b]), "all training pictures"),
    ],
    check.tightest_glyph: [
        (firstnn.nearest_glyph, "adds no ink"),
        (tightest(lambda image: min((d for d in range(10) if (image <= GLYPHS[d]).all()), default=0,
                                    key=lambda d: np.sum(GLYPHS[d] == 0))), "<="),
        (tightest(lambda image: min(fitting(image), key=lambda d: GLYPHS[d].sum())), "counts its paper"),
        (tightest(lambda image: max(fitting(image), key=lambda d: np.sum(GLYPHS[d] == 0))), "most ink"),
        (tightest(lambda image: fitting(image)[0]), "first digit"),
        (tightest(lambda image: fitting(image)[-1]), "last digit"),
        (tightest(lambda image: 1), "whatever the picture"),
        (tightest(lambda image: min((d for d in range(10) if (GLYPHS[d] <= image).any()),
                                    key=lambda d: np.sum(GLYPHS[d] == 0))), "not any()"),
        (lambda X: np.array([[(g <= x).all() for g in GLYPHS] for x in X]), "True or False"),
        (tightest(lambda image: len(fitting(image))), "count the digits"),
        (walk(covers=lambda glyph, image: (glyph >= image).all()), "the picture covers the digit"),
        (walk(better=lambda ink, least: ink <= least), "In a tie"),
        (walk(least_once=True), "inside the outer loop"),
        (walk(least_once=True, answer_once=True), "Set it anew"),
        (tightest(lambda image: min(np.sum(GLYPHS[d] == 0) for d in fitting(image))), "return the ink"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("examiner", "wrong", "word"), [(c, wrong, word) for c, wrongs in WRONGS.items() for wrong, word in wrongs]
)
def test_mistakes_are_named(examiner, wrong, word):
    result = examiner(wrong)
    assert not result
    assert word in result.message, result.message


def test_messages_differ():
    for examiner, wrongs in WRONGS.items():
        messages = {examiner(wrong).message for wrong, _ in wrongs}
        pairs = 4 if examiner is check.tightest_glyph else 0  # of mistakes with one message
        assert len(messages) == len(wrongs) - pairs


def stub(*arguments):
    """What the notebook gives."""
    ...


def raises(*arguments):
    raise KeyError("digit")


def changes(*arguments):
    arguments[0][:] = 0
    return 0.5


@pytest.mark.parametrize("examiner", RIGHT)
def test_checks_never_raise(examiner):
    assert "Not written yet" in examiner(stub).message and "Not written yet" in examiner(None).message
    values = None, "text", [[1], [2, 3]], np.nan, np.zeros((3, 3)), {}, [None] * 5, True, 1e400
    answers = [lambda *arguments, value=value: value for value in values]
    for odd in (raises, changes, 3, "x", lambda: 1, *answers):
        result = examiner(odd)
        assert not result and len(result.message) > 20
    assert "changes what it was given" in examiner(changes).message
    assert "KeyError" in examiner(raises).message


def test_every_damaged_digit_is_covered_by_some_glyph():
    for wiped in (1, 5):
        assert (firstnn.tightest_glyph(firstnn.every_damaged_digit(wiped)[0]) != evaluation.UNKNOWN).all()


RIGHT_BY_LUCK = {
    "compares four answers only": (check.accuracy, lambda Y, p: np.mean(Y[:4] == p[:4])),
    "needs a wrong answer": (check.accuracy, lambda Y, p: np.unique(Y == p, return_counts=True)[1][1] / len(Y)),
    "takes digits for equally frequent": (
        check.best_possible,
        lambda X, Y: counts(X, Y).max(axis=1).sum() / (10 * np.sum(Y == 0)),
    ),
    "compares the answers of the nearest glyph": (
        check.share_seen,
        lambda a, b: np.mean([digit in firstnn.nearest_glyph(a) for digit in firstnn.nearest_glyph(b)]),
    ),
    "needs a picture that was seen": (
        check.share_seen,
        lambda a, b: np.unique([(a == image).all(axis=1).any() for image in b], return_counts=True)[1][1] / len(b),
    ),
    "compares how much ink there is": (check.share_seen, lambda a, b: np.mean(np.isin(b.sum(axis=1), a.sum(axis=1)))),
}


@pytest.mark.parametrize(("examiner", "answer"), RIGHT_BY_LUCK.values(), ids=RIGHT_BY_LUCK)
def test_what_is_right_for_some_data_only_does_not_pass(examiner, answer):
    assert not examiner(answer)


@pytest.mark.parametrize("examiner", RIGHT)
def test_a_hint_is_given_only_where_it_may_help(examiner):
    for odd in (raises, lambda *arguments: arguments[0][:, :, 0]):
        assert "range(len(" not in examiner(odd).message and "two things" not in examiner(odd).message


# --- pictures -------------------------------------------------------------------------------------------------------


def test_draw_verdicts():
    figure, axes = plots.figure(1, 2)
    plots.draw_verdicts(axes, GLYPHS[[0, 8]], [8, 8], [0, 8])
    assert [ax.get_title() for ax in axes] == ["true 8\nsaid 0 ✗", "true 8\nsaid 8 ✓"]
    assert axes[0].images[0].get_array().tolist() == GLYPHS[0].reshape(5, 3).tolist()
    assert pixels(figure).any()


def test_draw_confusion_has_true_digits_in_rows():
    figure, ax = plots.figure(size=(4, 4))
    M = firstnn.confusion_matrix([8, 8, 1], [0, 0, 1])
    plots.draw_confusion(ax, M)
    texts = {text.get_position(): text.get_text() for text in ax.texts}
    assert texts[0, 8] == "2" and texts[8, 0] == "·" and texts[1, 1] == "1"
    colours = ax.images[0].get_array()
    assert tuple(colours[8, 0]) == to_rgb(WRONG) and tuple(colours[0, 8]) == (1, 1, 1)
    assert [patch.get_xy() for patch in ax.patches] == [(-0.5, 7.5)]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("predicted digit", "true digit")
    assert pixels(figure).any()


def test_draw_odds():
    figure, ax = plots.figure()
    odds = firstnn.best_possible(1).exact_probabilities([GLYPHS[0]])[0]
    probabilities = np.full(10, 0.01)
    probabilities[[0, 8]] = 0.6, 0.32
    shares = np.zeros(10)
    shares[[0, 8]] = 0.7, 0.3
    plots.draw_odds(ax, probabilities, odds, shares)
    assert [bar.get_height() for bar in ax.patches] == [0.6, 0.32]
    assert [segment[0][1] for segment in ax.collections[0].get_segments()] == [0.75, 0.25]
    assert ax.lines[0].get_ydata().tolist() == [0.7, 0.3]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["0", "8"]
    assert all(text.get_position()[1] > top for text, top in zip(ax.texts, [0.75, 0.32]))
    assert [text.get_text() for text in ax.texts] == ["0.60", "0.32"]
    assert pixels(figure).any()


def test_origins_and_ties_in_words():
    _, axes = plots.figure(1, 2)
    plots.draw_origins(axes, GLYPHS[[0, 1]], [[3, 0, 0, 0, 0, 0, 0, 0, 1, 0], [0, 8, 0, 0, 0, 0, 0, 0, 0, 0]])
    assert [ax.get_title() for ax in axes] == ["3 × 0\n1 × 8", "8 × 1"]
    assert plots.origins([1, 0, 2]) == "1 × 0, 2 × 2"
    assert plots.ties(np.array([[1, 0, 1], [0, 1, 1]], dtype=bool), [2, 1]) == ["0 or 2\ntrue 2", "1 or 2\ntrue 1"]


def test_draw_contest():
    figure, ax = plots.figure()
    plots.draw_contest(ax, {"one": 0.5, "many": [0.2, 0.4]}, limit=0.9)
    assert [bar.get_width() for bar in ax.patches] == pytest.approx([50, 30])
    assert ax.lines[0].get_xdata().tolist() == [20, 40] and ax.lines[1].get_xdata() == [90, 90]
    assert [text.get_text() for text in ax.texts] == ["50.0 %", "30.0 %  (20 to 40)"]
    assert pixels(figure).any()


def test_draw_against_limit():
    figure, (left, right) = plots.figure(1, 2)
    plots.draw_against_limit(left, [1, 10], {"a": [[0.2, 0.4], [0.4, 0.8]], "b": [0.1, 0.1]}, [0.9, 0.8], "size", True)
    assert [line.get_ydata().tolist() for line in left.lines] == [pytest.approx([30, 60]), [10, 10], [90, 80]]
    assert left.get_xscale() == "log" and left.get_xlabel() == "size" and len(left.collections) == 1
    assert [text.get_text() for text in left.get_legend().get_texts()] == ["a", "b", "best possible"]
    plots.draw_against_limit(right, [1, 2], {"a": [0.5, 0.4]}, 0.1, "epoch", loss=True)
    assert [line.get_ydata().tolist() for line in right.lines] == [[0.5, 0.4], [0.1, 0.1]]
    assert right.get_ylabel() == "loss (nats)"
    assert len({(line.get_color(), line.get_linestyle(), line.get_marker()) for line in left.lines}) == 3
    assert pixels(figure).any()


def test_draw_approach():
    figure, ax = plots.figure()
    answers = np.zeros((3, 10))
    answers[:, 0], answers[:, 8] = [0.1, 0.6, 0.75], [0.1, 0.3, 0.25]
    plots.draw_approach(ax, [1, 10, 100], answers, firstnn.best_possible(1).exact_probabilities([GLYPHS[0]])[0])
    lines = {line.get_label(): line for line in ax.lines}
    assert lines["network: 0"].get_ydata().tolist() == [0.1, 0.6, 0.75] and lines["network: 0"].get_color() == TRAIN
    assert lines["network: 8"].get_ydata().tolist() == [0.1, 0.3, 0.25]
    assert [line.get_ydata()[0] for line in ax.lines if line.get_color() == LIMIT] == [0.75, 0.25]
    assert pixels(figure).any()


# --- sentences ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def text():
    cells = nbformat.read(ROOT / "notebooks" / "06_evaluation.ipynb", as_version=4).cells
    return "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


@pytest.fixture(scope="module")
def printed():
    cells = nbformat.read(ROOT / "notebooks" / "06_evaluation.ipynb", as_version=4).cells
    outputs = [output for cell in cells if cell.cell_type == "code" for output in cell.outputs]
    return "\n".join(output.get("text") or output.get("data", {}).get("text/plain", "") for output in outputs)


def test_numbers_of_the_counting(text):
    best = firstnn.best_possible(1)
    rows = best.counts[(best.counts > 0).sum(axis=1) > 1]
    assert len(best.images) == 104 and "104 different pictures" in text
    assert len(rows) == 6 and "Six. The other 98" in text
    lost = [int(row.sum() - row.max()) for row in rows]
    assert "$" + " + ".join(map(str, lost)) + f" = {best.total - best.correct}$" in text
    assert f"-\\log \\frac34 = {-log(3 / 4):.3f}" in text and f"-\\log \\frac14 = {-log(1 / 4):.3f}" in text
    assert f"together {-3 * log(3 / 4) - log(1 / 4):.3f}" in text
    assert best.posterior.size == 1040


def test_numbers_of_the_leak_and_the_split(text, printed):
    assert 1 / 850 < (1 - 1 / 150) ** 1000 < 1 / 750 and "one in 800" in text
    assert int(GLYPHS.sum()) == 49 and "49 wipe paper" in text
    assert round(0.25 * 104) == 26 and "26 of the 104" in text
    assert GLYPHS[1].reshape(5, 3)[0, 0] == GLYPHS[1].reshape(5, 3)[4, 0] == 1
    assert "8 / 2 / 0" in printed and "in none of the ten splits" in text
    assert "look-up table 0%, nearest seen 81%, network 90%, nearest glyph 92%, best possible 94%" in printed


def test_numbers_of_the_first_contest(text, printed):
    assert "look-up table 95.5%, nearest glyph 93.5%, network 95.5%" in printed and "four fewer of 200" in text
    assert firstnn.FirstNeuralNetwork().number_of_parameters == 1674 and "1,674" in text
    assert "150 damaged digits, 7 mistakes" in printed
    ties = GLYPHS[:, None] != firstnn.every_damaged_digit(1)[0]
    distances = ties.sum(axis=2)
    tied = (distances == distances.min(axis=0)).sum(axis=0) > 1
    assert tied.sum() == 8
    matrix = np.array(firstnn.confusion_matrix(*mistakes_of_the_first_network()))
    assert [d for d in range(10) if matrix[d, d] == 15] == [1, 2, 3, 4, 5, 7]
    assert "rows of 1, 2, 3, 4, 5 and 7 have none" in text


def mistakes_of_the_first_network():
    network = firstnn.FirstNeuralNetwork(rng=0)
    network.train(*firstnn.create_dataset(1000, 1, 0), 0.5, 300, report_every=None)
    X, Y = firstnn.every_damaged_digit(1)
    return Y, network.predict(X)


def test_the_third_ambiguous_picture_follows_the_training_set(text, printed):
    best = firstnn.best_possible(1)
    X, Y = firstnn.create_dataset(1000, 1, 0)
    network = firstnn.FirstNeuralNetwork(rng=0)
    network.train(X, Y, 0.5, 300, report_every=None)
    ambiguous = np.flatnonzero((best.counts > 0).sum(axis=1) > 1)
    third = best.images[ambiguous[2]]
    assert best.posterior[ambiguous[2]][[0, 9]].tolist() == [0.5, 0.5] and "a 0 or a 9" in text
    share = np.mean(Y[(X == third).all(axis=1)] == 9)
    assert share > 0.7 and abs(network.forward([third])[0, 9] - share) < 0.05
    told = {
        line.rsplit(" ", 1)[0].strip(): float(line.split()[-1]) for line in printed.splitlines() if "mean distance" in line
    }
    assert told["mean distance of all bars from the true odds:"] > 1.5 * told["mean distance from the shares in training:"]
    assert (best.images[ambiguous[1]] == GLYPHS[0]).all() and "the clean 0, the second picture" in text


def test_the_digit_that_loses_fewest_is_never_less_frequent(text):
    assert "never less frequent than another" in text
    for level in range(8):
        limit = firstnn.best_possible(level)
        said = firstnn.tightest_glyph(limit.images)
        assert (limit.counts[np.arange(len(said)), said] == limit.counts.max(axis=1)).all()
    three = firstnn.best_possible(3)
    assert three.counts[(three.images == GLYPHS[0]).all(axis=1)][0][[0, 8]].tolist() == [1, 1]
    for P in range(1, 16):
        for m in range(1, P + 1):
            assert comb(P - 1, m - 1) * P == m * comb(P, m) and comb(P - 1, m - 1) <= comb(P, m)


def test_numbers_of_overfitting(text, printed):
    limit = firstnn.best_possible(5)
    assert limit.total == 30030 and "30,030" in text
    X, Y = firstnn.create_dataset(250, 5, 0)
    assert firstnn.accuracy(Y, limit.exact_probabilities(X).argmax(axis=1)) == pytest.approx(0.708) and "71 %" in text
    p = limit.accuracy
    luck = sum(comb(250, n) * p**n * (1 - p) ** (250 - n) for n in range(245, 251))
    assert luck < exp(-40)
    assert "250 training digits: network 98%, 250 training digits: best rule 71%" in printed


def test_the_3_lacks_ink_where_the_tied_pictures_have_it():
    X, Y = firstnn.every_damaged_digit(1)
    distances = (X[:, None] != GLYPHS).sum(axis=2)
    tied = [n for n in range(150) if np.flatnonzero(distances[n] == distances[n].min()).tolist() == [3, 9]]
    assert len(tied) == 2 and all(Y[n] == 9 for n in tied)
    for n in tied:
        surplus = np.flatnonzero((X[n] == 0) & (GLYPHS[3] == 1))
        assert (surplus % 3 == 0).all() and len(surplus)
