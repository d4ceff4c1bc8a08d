"""06_evaluation: its pictures show the right data, its sentences hold."""

import re
from math import comb

import nbformat
import numpy as np
import pytest
from conftest import ROOT
from matplotlib.colors import to_rgb

import firstnn
from firstnn import evaluation, plots, widgets
from firstnn.plots.style import WRONG, pixels
from firstnn.training import History, Record
from firstnn.widgets.overfitting import train

GLYPHS, _ = firstnn.every_damaged_digit(0)


# --- pictures -------------------------------------------------------------------------------------------------------


def axes_of(picture):
    assert pixels(picture.figure).any()
    return picture.figure.axes


def test_verdicts():
    picture = plots.verdicts(GLYPHS[[0, 8]], [8, 8], [0, 8])
    axes = axes_of(picture)
    assert [ax.get_title() for ax in axes] == ["true 8\nsaid 0 ✗", "true 8\nsaid 8 ✓"]
    assert axes[0].images[0].get_array().tolist() == GLYPHS[0].reshape(5, 3).tolist()
    assert picture.words == "2 pictures: true 8, said 0; true 8, said 8."
    counts = np.eye(10, dtype=int)[[0, 8]] * 3
    picture = plots.verdicts(GLYPHS[[0, 8]], [8, 8], [0, 8], counts)
    assert [ax.get_xlabel() for ax in axes_of(picture)] == ["3 × 0", "3 × 8"]
    assert picture.words == "2 pictures: true 8, said 0, it is 3 × 0; true 8, said 8, it is 3 × 8."
    with pytest.raises(ValueError, match="equally long"):
        plots.verdicts(GLYPHS[[0, 8]], [8, 8], [0])


def test_confusion_matrix_has_true_digits_in_rows():
    picture = plots.confusion_matrix(firstnn.confusion_matrix([8, 8, 1], [0, 0, 1]))
    (ax,) = axes_of(picture)
    texts = {text.get_position(): text.get_text() for text in ax.texts}
    assert texts[0, 8] == "2" and texts[8, 0] == "·" and texts[1, 1] == "1"
    colours = ax.images[0].get_array()
    assert tuple(colours[8, 0]) == to_rgb(WRONG) and tuple(colours[0, 8]) == (1, 1, 1)
    assert [patch.get_xy() for patch in ax.patches] == [(-0.5, 7.5)]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("predicted digit", "true digit")
    assert picture.words == "Confusion matrix: 1 on the diagonal; beside it 2 × 8 called 0."
    assert "beside it nothing" in plots.confusion_matrix(np.eye(3, dtype=int)).words


def test_calibration():
    exact = firstnn.best_possible(1).exact_probabilities([GLYPHS[0]])
    said, shares = np.full((1, 10), 0.01), np.zeros((1, 10))
    said[0, [0, 8]], shares[0, [0, 8]] = (0.6, 0.32), (0.7, 0.3)
    picture = plots.calibration([GLYPHS[0]], said, exact, shares)
    _, ax = axes_of(picture)
    assert [bar.get_height() for bar in ax.patches] == [0.6, 0.32]
    assert [segment[0][1] for segment in ax.collections[0].get_segments()] == [0.75, 0.25]
    assert ax.lines[0].get_ydata().tolist() == [0.7, 0.3]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["0", "8"]
    assert all(text.get_position()[1] > top for text, top in zip(ax.texts, [0.75, 0.32]))
    assert [text.get_text() for text in ax.texts] == ["0.60", "0.32"]
    assert "0: 0.60, exactly 0.75, in training 0.70 and 8: 0.32, exactly 0.25" in picture.words


def test_origins():
    counts = [[3, 0, 0, 0, 0, 0, 0, 0, 1, 0], [0, 8, 0, 0, 0, 0, 0, 0, 0, 0]]
    picture = plots.origins(GLYPHS[[0, 1]], counts)
    assert [ax.get_title() for ax in axes_of(picture)] == ["3 × 0\n1 × 8", "8 × 1"]
    assert "3 × 0, 1 × 8; 8 × 1" in picture.words


def test_contest():
    picture = plots.contest({"one": 0.5, "many": [0.2, 0.4]}, limit=0.9)
    (ax,) = axes_of(picture)
    assert [bar.get_width() for bar in ax.patches] == pytest.approx([50, 30])
    assert ax.lines[0].get_xdata().tolist() == [20, 40] and ax.lines[1].get_xdata() == [90, 90]
    assert [text.get_text() for text in ax.texts] == ["50.0 %", "30.0 %  (20 to 40)"]
    assert picture.words == "Bars of the mean accuracy: one 50.0 % and many 30.0 %. The best possible is 90.0 %."
    assert plots.contest({"one": 0.5}).words == "Bars of the accuracy: one 50.0 %."
    with pytest.raises(ValueError, match="many"):
        plots.contest({"many": [20, 40]})


def test_accuracy_curves():
    picture = plots.accuracy_curves(range(2), {"a": [0.2, 0.4], "b": [0.1, 0.1]}, [0.9, 0.8], "size")
    (ax,) = axes_of(picture)
    assert [line.get_ydata().tolist() for line in ax.lines] == [pytest.approx([20, 40]), [10, 10], [90, 80]]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["a", "b", "best possible"]
    assert len({(line.get_color(), line.get_linestyle(), line.get_marker()) for line in ax.lines}) == 3
    assert picture.words == "Accuracy against size. At 1: best possible 80.0 %, a 40.0 % and b 10.0 %."
    with pytest.raises(ValueError):
        plots.accuracy_curves([1], {name: [0.5] for name in "abcde"}, 0.9, "size")


def test_early_stopping_marks_the_lowest_validation_loss():
    records = [Record(epoch, 3 - epoch, 0.5, loss, 0.5) for epoch, loss in enumerate([2.5, 1.25, 1.75])]
    picture = plots.early_stopping(History(records))
    (ax,) = axes_of(picture)
    assert [line.get_ydata().tolist() for line in ax.lines] == [[3, 2, 1], [2.5, 1.25, 1.75], [1.25]]
    assert ax.lines[2].get_xdata().tolist() == [1]
    assert picture.words.endswith("The validation loss is lowest at epoch 1, 1.25, and ends at 1.75.")


# --- the panel ------------------------------------------------------------------------------------------------------


def curves_of(panel):
    return [[line.get_ydata() for line in ax.lines] for ax in panel.picture.figure.axes]


@pytest.fixture(scope="module")
def overfitting():
    return widgets.overfitting_panel()


def set_to(panel, **values):
    for name, value in values.items():
        panel.controls[name].value = value
    assert panel.problem is None
    return panel


def test_the_overfitting_panel_shows_what_a_network_does(overfitting):
    panel = set_to(overfitting, samples=60, hidden_size=8, epochs=100, seed=3)
    X, Y = firstnn.create_dataset(1000, 3, 3)
    network = firstnn.FirstNeuralNetwork(hidden_size=8, rng=3)
    history = network.train(X[:60], Y[:60], 0.5, 100, report_every=None)
    limit = firstnn.best_possible(3)
    everywhere = firstnn.exact_accuracy(network.predict, limit)
    (rates, rates_on_all, _, _), (losses, losses_on_all, lowest, _) = curves_of(panel)
    assert rates[-1] == pytest.approx(100 * history.accuracy[-1]) and rates_on_all[-1] == pytest.approx(100 * everywhere)
    assert [losses[0], losses[-1]] == pytest.approx([history.loss[0], history.loss[-1]])
    floor = np.sum(limit.counts * -np.log(network.forward(limit.images))) / limit.total
    assert losses_on_all[-1] == pytest.approx(floor) and lowest == [min(losses_on_all)]
    said = f"{history.accuracy[-1]:.1%} of the training digits right and {everywhere:.1%} of all 4,550".replace("%", " %")
    assert said in panel.sentence
    assert f"a gap of +{100 * (history.accuracy[-1] - everywhere):.1f} percentage points" in panel.sentence


def test_more_samples_keep_the_earlier_ones(overfitting):
    few, many = (train(samples, 4, 0, 5, firstnn.best_possible(3)).loss for samples in (40, 80))
    X, Y = firstnn.create_dataset(1000, 3, 5)
    start = firstnn.FirstNeuralNetwork(hidden_size=4, rng=5)
    losses = [start.compute_loss(Y[:n], start.forward(X[:n])) for n in (40, 80)]
    assert [few[0], many[0]] == pytest.approx(losses)


@pytest.mark.parametrize("samples", [40, 200, 1000])
@pytest.mark.parametrize(("hidden_size", "epochs"), [(1, 600), (4, 10), (32, 300), (64, 50)])
def test_the_sentence_of_the_panel_is_true(overfitting, samples, hidden_size, epochs):
    panel = set_to(overfitting, samples=samples, hidden_size=hidden_size, epochs=epochs, seed=1)
    (rates, rates_on_all, _, _), (_, losses_on_all, _, _) = curves_of(panel)
    gap = rates[-1] - rates_on_all[-1]
    said = float(re.search(r"a gap of (\S+) percentage", panel.sentence)[1].replace("−", "-"))
    assert said == pytest.approx(gap, abs=0.051)
    at_the_end = losses_on_all.argmin() == len(losses_on_all) - 1
    assert ("lowest at the end" in panel.sentence) == at_the_end
    assert f"{losses_on_all[-1]:.2f}" in panel.sentence and f"{losses_on_all.min():.2f}" in panel.sentence


def test_what_the_answer_says_of_the_three_knobs(overfitting):
    best = firstnn.best_possible(3)
    plain, more, small, tiny, short = (
        [train(samples, size, epochs, seed, best) for seed in range(3)]
        for samples, size, epochs in [(100, 32, 300), (1000, 32, 300), (100, 8, 300), (100, 4, 300), (100, 32, 80)]
    )

    def mean(runs, name):
        return np.mean([getattr(run, name)[-1] for run in runs])

    def gap(runs):
        return mean(runs, "accuracy") - mean(runs, "accuracy_on_all")

    assert gap(more) < 0.06 < 0.2 < gap(plain)
    assert mean(more, "accuracy") > best.accuracy > mean(more, "accuracy_on_all") > best.accuracy - 0.03
    assert mean(small, "accuracy_on_all") < mean(plain, "accuracy_on_all") + 0.03
    for name in ("accuracy", "accuracy_on_all"):
        assert mean(tiny, name) < mean(small, name)
    assert mean(short, "loss_on_all") < mean(plain, "loss_on_all") and mean(short, "loss") > mean(plain, "loss")


# --- sentences ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def cells():
    return nbformat.read(ROOT / "notebooks" / "06_evaluation.ipynb", as_version=4).cells


@pytest.fixture(scope="module")
def text(cells):
    return "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


@pytest.fixture(scope="module")
def printed(cells):
    outputs = [output for cell in cells if cell.cell_type == "code" for output in cell.outputs]
    return "\n".join(output.get("text") or output.get("data", {}).get("text/plain", "") for output in outputs)


@pytest.fixture(scope="module")
def accused():
    network = firstnn.FirstNeuralNetwork(rng=0)
    network.train(*firstnn.create_dataset(1000, 1, 0), 1, 300, report_every=None)
    return network


@pytest.fixture(scope="module")
def train_one_layer(cells):
    namespace = {"np": np, "firstnn": firstnn}
    exec(next(cell.source for cell in cells if "def train_one_layer" in cell.source), namespace)
    return namespace["train_one_layer"]


def test_numbers_of_the_counting(text):
    best = firstnn.best_possible(1)
    rows = best.counts[(best.counts > 0).sum(axis=1) > 1]
    assert len(best.images) == 104 and "104 different pictures" in text
    assert len(rows) == 6 and "Six. The other 98" in text
    lost = [int(row.sum() - row.max()) for row in rows]
    assert "$" + " + ".join(map(str, lost)) + f" = {best.total - best.correct}$" in text
    assert "two or three digits" in text and sorted({int(np.sum(row > 0)) for row in rows}) == [2, 3]


def test_numbers_of_the_leak_and_the_split(text, printed):
    assert 1 / 850 < (1 - 1 / 150) ** 1000 < 1 / 750 and "one in 800" in text
    assert int(GLYPHS.sum()) == 49 and "49 wipe paper" in text
    assert round(0.25 * 104) == 26 and "26 of the 104" in text
    assert GLYPHS[1].reshape(5, 3)[0, 0] == GLYPHS[1].reshape(5, 3)[4, 0] == 1
    named = re.search(r"mean accuracy: (.*)\.", printed)[1]
    means = {name: float(value) for name, value in re.findall(r"([a-z -]+?) ([\d.]+) %", named.replace(" and ", ", "))}
    table, seen, one, network, glyph, best = means.values()
    assert table == 0 and seen + 5 < network and 88 < network < 92
    assert abs(one - network) < 1.5 and network < glyph < network + 3 and glyph < best
    assert "by less than three percentage points" in text


def test_numbers_of_the_first_contest(text, printed, accused):
    assert "look-up table 95.5 %, nearest glyph 93.5 %, one layer 95.5 % and network 95.5 %" in printed
    assert "four fewer of 200" in text
    assert accused.number_of_parameters == 1674 and "1,674" in text and "15 \\cdot 10 + 10 = 160" in text
    assert "150 damaged digits, 7 mistakes" in printed
    X, Y = firstnn.every_damaged_digit(1)
    matrix = firstnn.confusion_matrix(Y, accused.predict(X))
    assert [d for d in range(10) if matrix[d, d] == 15] == [1, 2, 3, 4, 5, 7]
    assert "rows of 1, 2, 3, 4, 5 and 7 have none" in text


def test_each_mistake_is_an_ambiguous_picture_and_the_answer_at_least_as_frequent(accused):
    best = firstnn.best_possible(1)
    said = accused.predict(best.images)
    wrong = np.flatnonzero((best.counts > 0).sum(axis=1) > 1)
    assert (best.counts[np.arange(len(said)), said] == best.counts.max(axis=1)).all() and len(wrong) == 6


def test_the_third_ambiguous_picture_follows_the_training_set(text, printed, accused):
    best = firstnn.best_possible(1)
    X, Y = firstnn.create_dataset(1000, 1, 0)
    ambiguous = np.flatnonzero((best.counts > 0).sum(axis=1) > 1)
    third = best.images[ambiguous[2]]
    exact, truth = best.exact_probabilities([third])[0], best.exact_probabilities([GLYPHS[0]])[0]
    assert exact[[0, 9]].tolist() == [0.5, 0.5] and "a 0 or a 9" in text
    share = np.mean(Y[(X == third).all(axis=1)] == 9)
    assert share > 0.7 and abs(accused.forward([third])[0, 9] - share) < 0.05
    far, near = (float(value) for value in re.findall(r"from the (?:exact|shares).*: +([\d.]+)", printed))
    assert far > 3 * near
    assert (best.images[ambiguous[1]] == GLYPHS[0]).all() and "the second picture is the clean 0" in text
    assert truth[[0, 8]].tolist() == [0.75, 0.25] and "3/4" in text and "1/4" in text
    assert np.abs(accused.forward([GLYPHS[0]])[0] - truth).max() < 0.03


def test_one_layer_gets_143_too_with_worse_probabilities_that_time_mends(text, accused, train_one_layer):
    X, Y = firstnn.every_damaged_digit(1)
    floor = firstnn.best_possible(1).loss
    W, b = train_one_layer(*firstnn.create_dataset(1000, 1, 0))
    P = firstnn.softmax(X @ W + b)
    one, network = firstnn.cross_entropy(Y, P), firstnn.cross_entropy(Y, accused.forward(X))
    assert np.sum(P.argmax(axis=1) == Y) == np.sum(accused.predict(X) == Y) == 143
    assert floor < network < 1.2 * floor and 1.8 * floor < one < 2.2 * floor and "about twice as much" in text
    clear = firstnn.best_possible(1).exact_probabilities(X).max(axis=1) == 1
    assert P[clear, Y[clear]].mean() < 0.95 < accused.forward(X)[clear, Y[clear]].mean()
    images, counts = firstnn.count_pictures(X, Y)
    T = counts / len(X)
    share = T.sum(axis=1, keepdims=True)
    W, b = np.zeros((15, 10)), np.zeros((1, 10))
    for _ in range(30_000):
        E = np.exp(images @ W + b)
        dZ = share * E / E.sum(axis=1, keepdims=True) - T
        W, b = W - images.T @ dZ, b - dZ.sum(axis=0, keepdims=True)
    assert firstnn.cross_entropy(Y, firstnn.softmax(X @ W + b)) < 1.05 * floor and "a hundred times as many epochs" in text


def test_every_damaged_digit_is_covered_by_some_glyph():
    for wiped in (1, 5):
        assert (firstnn.tightest_glyph(firstnn.every_damaged_digit(wiped)[0]) != evaluation.UNKNOWN).all()


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


def test_the_network_ties_with_the_rule_up_to_one_wiped_pixel_and_stays_behind_from_two_on(text, printed):
    rows = [row.split() for row in printed.partition("wiped  best possible")[2].splitlines()[1:9]]
    ahead = [float(rule.rstrip("%")) - float(network.rstrip("%")) for _, _, rule, network in rows]
    assert [gap > 0 for gap in ahead] == [False, False] + [True] * 6 and min(ahead) == 0
    assert "With no wiped pixel or one, the network ties" in text


def test_numbers_of_overfitting(text, printed):
    limit = firstnn.best_possible(3)
    assert limit.total == 4550 and "4,550" in text
    p = limit.accuracy
    luck = 100 * p**99 * (1 - p) + p**100
    assert 1 / 250_000 < luck < 1 / 150_000 and "1 in 200,000 to get 99 of them" in text
    assert "100 training digits 99.0 % and all damaged digits 73.4 %. The best possible is 85.9 %" in printed


def test_numbers_of_the_validation_set(text, printed):
    turn = int(re.search(r"validation set: (\d+) epochs", printed)[1])
    assert f"Near 150: it is lowest at epoch {turn}." in text
    test, truth, without = (
        float(re.search(rf"{name}: +([\d.]+)%", printed)[1]) for name in ("once", "all", "with 500 epochs")
    )
    assert abs(test - truth) < 1 and 0 < truth - without < 4


def test_two_mistakes_of_the_nearest_glyph_need_not_be(text, printed):
    X, Y = firstnn.every_damaged_digit(1)
    said = firstnn.nearest_glyph(X)
    avoidable = [n for n in np.flatnonzero(said != Y) if (firstnn.best_possible(1).exact_probabilities([X[n]]) == 1).any()]
    assert [(Y[n], said[n]) for n in avoidable] == [(9, 3), (9, 3)] and "Two of the nine" in text
    assert np.sum(said == Y) == 141 and "141 of 150" in text
    for n in avoidable:
        distances = (X[n] != GLYPHS).sum(axis=1)
        assert np.flatnonzero(distances == distances.min()).tolist() == [3, 9]
        surplus = np.flatnonzero((X[n] == 0) & (GLYPHS[3] == 1))
        assert (surplus % 3 == 0).all() and len(surplus)
