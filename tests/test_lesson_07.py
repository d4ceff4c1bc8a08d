"""Notebook 07: its pictures, its two panels, and the sentences that state a number."""

from itertools import combinations
from pathlib import Path

import nbformat
import numpy as np
import pytest
from matplotlib.colors import to_hex

import firstnn
from firstnn import plots, widgets
from firstnn.check import inside as checks
from firstnn.plots import weights
from firstnn.plots.lessons.inside import changed_answers, draw_signed_bars, draw_words
from firstnn.plots.style import figure
from firstnn.widgets import everything
from firstnn.widgets.film import film, spread_out

X, Y = firstnn.every_damaged_digit()
BEST = firstnn.best_possible()
CLEAN = np.array([firstnn.create_digit_image(digit).ravel() for digit in range(10)])
EVERY = np.array(np.meshgrid(*[[0.0, 1.0]] * 15, indexing="ij")).reshape(15, -1).T
NOTEBOOK = nbformat.read(Path(__file__).resolve().parent.parent / "notebooks" / "07_inside_the_network.ipynb", as_version=4)
PROSE = " ".join(" ".join(cell.source for cell in NOTEBOOK.cells if cell.cell_type == "markdown").split())


@pytest.fixture(scope="module")
def network():
    made = firstnn.FirstNeuralNetwork(rng=0)
    made.train(X, Y, learning_rate=0.5, epochs=3000, report_every=None)
    return made


# ---------------------------------------------------------------- the sentences of the notebook


def says(*sentences):
    for sentence in sentences:
        assert sentence in PROSE, sentence


def count_right(network):
    return int(np.sum(network.predict(X) == Y))


def off(network, units):
    quiet = firstnn.FirstNeuralNetwork(rng=0)
    quiet.W1, quiet.b1, quiet.W2, quiet.b2 = (parameter.copy() for parameter in network.parameters)
    quiet.W2[units] = 0
    return quiet


def test_what_is_said_of_the_weights(network):
    start = firstnn.FirstNeuralNetwork(rng=0)
    assert count_right(network) == BEST.correct == 143
    assert network.number_of_parameters == 1674
    assert np.corrcoef(network.W1.ravel(), start.W1.ravel())[0, 1] > 0.8
    unchanged = np.flatnonzero((network.W1 == start.W1).all(axis=0))
    assert unchanged.tolist() == [7, 28, 47, 62]
    network.forward(X)
    assert not network.A1[:, unchanged].any()
    change = np.abs(network.W1 - start.W1)
    assert np.mean(change < 0.1) > 0.5
    largest = np.delete(change.max(axis=0), unchanged)
    assert np.sum(largest < 0.05) >= 3 and largest.min() > 0.01 and np.sum(largest > 0.5) >= 5
    start.forward(X)
    assert not start.A1[:, unchanged].any()
    says("1,674 numbers", "Most of what you see is the random start", "A few: the units 7, 28, 47 and 62")
    says("training has moved most of the weights only a little", "Others look flat and have moved by a few hundredths")


def test_what_is_said_of_unit_33(network):
    assert np.argmax(network.W1[:, 33]) == 7
    assert np.argmax(network.W2[33]) == 0
    network.forward(CLEAN)
    assert network.A1[0, 33] > 2 * network.A1[8, 33] and network.A1[1, 33] > network.A1[0, 33]
    assert np.sum(network.A1[0] > 0) == 36
    assert -0.05 < network.W1[:, 33].round(3).tolist()[10] < 0 and np.sum(network.W1[:, 33].round(1) == 0) == 1
    says("it gives even more for a 1", "The weight that is shown as 0 is a little below 0")
    contributions = network.A1[0] * (network.W2[:, 0] - network.W2[:, 8])
    assert contributions.argmax() == np.abs(contributions).argmax() == 33
    assert contributions.sum() + network.b2[0, 0] - network.b2[0, 8] == pytest.approx(np.log(3), abs=2e-3)
    assert count_right(network) - count_right(off(network, [33])) == 2
    says("About half: 36 of 64", "Unit 33 pulls hardest", "Without unit 33, which pulled hardest for the 0, only 2")


def test_what_is_said_of_switching_off(network):
    alone = np.array([count_right(off(network, [unit])) for unit in range(64)])
    assert alone.min() == 143 - 7 and np.sum(alone == 143) > 32
    quiet = off(network, range(64))
    assert np.ptp(quiet.predict(X)) == 0 and count_right(quiet) == 15
    losses = [quieter.compute_loss(Y, quieter.forward(X)) for quieter in (off(network, [unit]) for unit in range(64))]
    order = np.argsort(losses)
    assert all(count_right(off(network, order[:number])) == 143 for number in range(33))
    says("At worst 7", "More than half of them", "that is right for 15 of the 150")


def test_what_is_said_of_the_epochs(network):
    kept = film(64, 0.5, [0, 100, 200, 1000, 3000], 0)
    assert [round(150 * snapshot.accuracy) for snapshot in kept[1:]] == [143] * 4
    assert f"{kept[1].answers[0, 0]:.0%}" == "87%"
    assert kept[-1].answers[0, 0] == pytest.approx(0.75, abs=0.005)
    assert len(spread_out()) == 50
    young = firstnn.FirstNeuralNetwork(rng=0)
    young.train(X, Y, learning_rate=0.5, epochs=100, report_every=None)
    assert (young.predict(X) == network.predict(X)).all()
    early = film(64, 0.5, [0, 2, 26, 102], 0)
    assert [snapshot.answers[0].argmax() == 0 for snapshot in early] == [False, True, True, True]
    assert (
        f"{early[2].answers[0, 0]:.0%} {early[2].answers[0, 8]:.0%}" == "75% 16%"
        and f"{early[3].answers[0, 0]:.0%}" == "87%"
    )
    assert round(150 * early[3].accuracy) == 143 and 102 in spread_out()
    says("changes no answer", "50 moments", "The answer 0 comes first, after 2 epochs", "passes 75 % early, near epoch 26")
    says("the 8 has 16 % then", "At epoch 102 all 143 answers are right")
    says("it says 87 % where the exact probability is 75 %")


def test_what_is_said_of_all_sliders():
    kind, history, _ = everything.trained(0.5, 64, 300, 0, 0, "relu")
    assert kind.forward(CLEAN[[0]])[0, 0] > 0.99 and history.loss[-1] < 0.01
    _, history, _ = everything.trained(10.0, 64, 300, 1, 0, "relu")
    assert "every hidden unit gives 0" in history.problem
    assert history.loss[-1] == pytest.approx(np.log(10), abs=1e-3)
    for activation, enough in (("relu", 12), ("tanh", 8)):
        ends = [everything.trained(0.5, enough, 300, 1, seed, activation)[1].accuracy[-1] for seed in range(21)]
        assert np.allclose(ends, BEST.accuracy)
        lucky = [everything.trained(0.5, 4, 300, 1, seed, activation)[1].accuracy[-1] for seed in (0, 6, 18)]
        assert max(lucky) == pytest.approx(BEST.accuracy)
        fewer = (everything.trained(0.5, enough - 1, 300, 1, seed, activation)[1].accuracy[-1] for seed in range(21))
        assert any(end < BEST.accuracy for end in fewer)
    says("4 are enough for a lucky seed, with either")
    says("From 12 on every seed of the slider gets there with ReLU, and from 8 on with tanh", "Below, some seeds fail")


def test_what_is_said_of_flipped_pixels(network):
    untouched = []
    for digit in range(10):
        flipped = np.abs(CLEAN[digit] - np.eye(15))
        answers, odds = network.predict(flipped), BEST.exact_probabilities(flipped)
        for answer, odd in zip(answers, odds):
            assert not odd.any() or odd[answer] == odd.max()
        if (answers == digit).all():
            untouched.append(digit)
    assert untouched == [1, 2, 4]
    for digit in range(10):
        reached = BEST.exact_probabilities(np.abs(CLEAN[digit] - np.eye(15)))
        others = [row for row in reached if row.any() and row.argmax() != digit]
        assert (not others) == (digit in untouched)
        assert np.any((CLEAN != CLEAN[digit]).sum(axis=1) == 1) == (digit in (0, 5, 6, 8, 9))
    says("1, 2 and 4. From them no flip leads to a picture that another digit can give, clean or damaged")
    says("0, 5, 6, 8 and 9 each have neighbours one pixel away")


def test_what_is_said_of_nonsense(network):
    impossible = BEST.exact_probabilities(EVERY).sum(axis=1) == 0
    assert len(EVERY) == 32768 and np.sum(~impossible) == 104
    sure = network.forward(EVERY[impossible])
    assert 0.45 < np.mean(sure.max(axis=1) > 0.9) < 0.5
    assert sure.max(axis=0).min() > 0.99
    says("more than 90 % sure of nearly half", "of each of the ten above with more than 99 %")


def test_what_is_said_of_an_eleventh_class():
    """Only a picture within two pixels of a digit can share a damaged picture with it, so only these can cost anything."""
    flips = [*np.eye(15), *(np.eye(15)[list(pair)].sum(axis=0) for pair in combinations(range(15), 2))]
    near = {tuple(np.abs(digit - flip)) for digit in CLEAN for flip in flips}
    near -= {tuple(digit) for digit in CLEAN}
    costs = {glyph: 158 - checks.limit_with(np.array(glyph)).correct for glyph in near}
    counts = np.bincount(list(costs.values()))
    assert len(counts) == 5 and counts[4] == 10
    assert 32768 - 10 - counts[1:].sum() == 32256
    square = tuple(0.0 if mark == "#" else 1.0 for mark in "####.#####.##.#")
    assert costs[square] == 4
    limit = checks.limit_with(np.array(square))
    assert limit.noise_level == 1 and limit.counts.shape[1] == 11
    shared = limit.counts
    shared = shared[(shared[:, 10] > 0) & (shared[:, :10].sum(axis=1) > 0)]
    assert shared[:, 10].tolist() == [3, 1, 1, 1] and shared[:, :10].sum(axis=1).tolist() == [1, 1, 1, 1]
    assert shared[0, 8] == 1
    letter = np.array([0.0 if mark == "#" else 1.0 for mark in "#.##.#####.##.#"])
    assert checks.limit_with(letter).correct == 158 and (CLEAN != letter).sum(axis=1).min() == 2
    says("The H is 2 pixels away from its nearest digit")
    says("of all 32,758 pictures that are not a digit, 32,256 cost nothing, and ten, the square A among them, cost 4")


def test_the_pictures_that_can_cost_nothing_are_far():
    rng = np.random.default_rng(0)
    for picture in EVERY[rng.choice(len(EVERY), 200, replace=False)]:
        if (CLEAN != picture).sum(axis=1).min() > 2:
            assert checks.limit_with(picture).correct == 158


# ---------------------------------------------------------------- pictures


def test_weight_pictures_put_each_unit_in_its_place():
    W1 = np.random.default_rng(0).normal(size=(15, 20))
    image_ax, scale = plots.weight_pictures(W1, "change").figure.axes
    (image,) = image_ax.images
    sheet = image.get_array()
    assert sheet.shape == (2 * 6 + 1, 16 * 4 + 1) and sheet.count() == 300
    for unit in range(20):
        row, column = divmod(unit, 16)
        tile = sheet[6 * row + 1 : 6 * row + 6, 4 * column + 1 : 4 * column + 4]
        np.testing.assert_array_equal(tile, W1[:, unit].reshape(5, 3))
    assert image.get_clim() == (-np.abs(W1).max(), np.abs(W1).max())
    assert scale.get_ylabel() == "change: dark is negative, light is positive"
    with pytest.raises(ValueError, match="15 rows"):
        plots.weight_pictures(W1.T)


def test_the_middle_of_the_scale_is_0_to_the_last_digit():
    """Else the last digit of the largest weight, another on another processor, decides its colour."""
    for limit in np.random.default_rng(0).random(20):
        picture = plots.weight_pictures(np.full((15, 1), limit))
        assert picture.figure.axes[1].collections[-1].get_array().ravel()[10] == 0


def test_sign_is_legible_in_grey():
    """The luminance of the colour scale rises all the way, so dark is below 0 and light above, in print as well."""
    image = weights.draw_signed(figure()[1], np.linspace(-1, 1, 50)[None], 1.0)
    colours = image.cmap(image.norm(np.linspace(-1, 1, 50)))[:, :3]
    assert (np.diff(colours @ [0.2126, 0.7152, 0.0722]) > 0).all()


def test_parameters_shows_every_number_once(network):
    ax = plots.parameters(network).figure.axes[0]
    sheet = ax.images[0].get_array()
    assert sheet.count() == network.number_of_parameters
    every = np.concatenate([parameter.ravel() for parameter in network.parameters])
    np.testing.assert_allclose(np.sort(sheet.compressed()), np.sort(every))
    np.testing.assert_array_equal(sheet[:15, :64], network.W1)
    np.testing.assert_array_equal(sheet[18:, :64], network.W2.T)
    labels = dict(zip(ax.get_yticks(), [label.get_text() for label in ax.get_yticklabels()]))
    assert labels[0] == "from pixel 0" and labels[16] == "bias b1" and labels[18] == "to digit 0"


def test_signed_bars():
    _, ax = figure()
    draw_signed_bars(ax, [1.0, -2.0, 0.0], "digit", "")
    assert [bar.get_height() for bar in ax.patches] == [1, -2, 0]
    assert to_hex(ax.patches[0].get_facecolor()) != to_hex(ax.patches[1].get_facecolor())
    assert "2 units are below 0, and 1 are 0" in plots.unit_bars([1.0, -2.0, 0.0, -1.0], "says").words


def test_a_hidden_unit_and_what_it_likes_best(network):
    _, best_liked, activation, out = plots.hidden_unit(network, 33).figure.axes
    liked = best_liked.images[0].get_array().ravel()
    values = EVERY @ network.W1[:, 33]
    np.testing.assert_array_equal(liked, EVERY[values.argmax()])
    network.forward(CLEAN)
    np.testing.assert_allclose([bar.get_height() for bar in activation.patches], network.A1[:, 33])
    np.testing.assert_allclose([bar.get_height() for bar in out.patches], network.W2[33])


def test_lost_answers():
    picture = plots.lost_answers([143, 140, 136], 143)
    assert [bar.get_height() for bar in picture.figure.axes[0].patches] == [0, 3, 7]
    assert "none for 1 of 3 units, at most 7, without unit 2" in picture.words


def test_ablation_lines():
    (ax,) = plots.ablation({"one": [143, 100, 15], "random": [143, 90, 15]}, 143, 150).figure.axes
    *lines, limit = ax.lines
    assert [line.get_ydata().tolist() for line in lines] == [[143, 100, 15], [143, 90, 15]]
    assert lines[0].get_linestyle() != lines[1].get_linestyle() and limit.get_ydata()[0] == 143


def test_changed_answers():
    before = np.array([0.7, 0.3, 0.0])
    after = np.array([[0.6, 0.4, 0], [0.1, 0.9, 0], [0.5, 0.5, 0], [0, 0.5, 0.5], [0, 0, 0]])
    assert changed_answers(before, after) == ["", "1", "=", "1/2", "–"]


def test_words_stand_on_their_pixels():
    _, ax = figure()
    words = [""] * 15
    words[5], words[13] = "6", "–"
    draw_words(ax, CLEAN[0], words)
    assert {(text.get_position(), text.get_text()) for text in ax.texts if text.get_text()} == {((2, 1), "6"), ((1, 4), "–")}


def test_handwriting():
    images, labels = firstnn.handwritten_digits()
    assert images.shape == (1797, 64) and (images.min(), images.max()) == (0, 1) and set(labels) == set(range(10))
    picture = plots.handwriting(images[:12], labels[:12])
    first, *_ = picture.figure.axes
    np.testing.assert_array_equal(first.images[0].get_array().ravel(), images[0])
    assert first.get_title() == "0" and len(picture.figure.axes) == 20 and "12 handwritten" in picture.words
    images[:] = 0
    assert firstnn.handwritten_digits()[0].max() == 1


# ---------------------------------------------------------------- panels


def test_epochs_panel_shows_the_run():
    panel = widgets.epochs_panel(epochs=300)
    epoch, digit = panel.controls["epoch"], panel.controls["digit"]
    every = [value for _, value in epoch.options]
    assert every[0] == epoch.value == 0 and every[-1] == 300 and 30 <= len(every) <= 60
    assert (np.diff(every) > 0).all()
    pictures = set()
    for value in every:
        epoch.value = value
        assert panel.problem is None
        assert f"After {value:,} epoch{'s' * (value != 1)}: " in panel.sentence
        pictures.add(panel.image.value)
    assert len(pictures) == len(every)
    for value in range(10):
        digit.value = value
        assert panel.problem is None and f"To the clean {value} the network answers {value}" in panel.sentence
    rng = np.random.default_rng(0)
    for _ in range(150):
        epoch.value, digit.value = int(rng.choice(every)), int(rng.integers(10))
        assert panel.problem is None


def bar_lengths(ax):
    return [path.vertices[:, 0].max() for path in ax.collections[0].get_paths()]


def test_epochs_panel_moves_everything():
    panel = widgets.epochs_panel(epochs=100)
    above, shown, answer, below, _, curve = panel.picture.figure.axes
    panel.controls["epoch"].value, panel.controls["digit"].value = 100, 6
    kept = film(64, 0.5, [0, 100], 0)
    np.testing.assert_allclose(bar_lengths(answer), kept[1].answers[6], atol=1e-9)
    np.testing.assert_allclose(np.ravel(curve.lines[-1].get_data()), [100, kept[1].loss])
    np.testing.assert_array_equal(shown.collections[0].get_array(), firstnn.create_digit_image(6).ravel())
    for ax, W1, limit in ((above, kept[1].W1, 1.0), (below, kept[1].W1 - kept[0].W1, 0.7)):
        expected = weights.mosaic(np.clip(W1, -limit, limit), 64)
        np.testing.assert_allclose(ax.images[0].get_array().filled(np.nan), expected, atol=1e-9)


def test_epochs_panel_is_the_network_of_one_long_run(network):
    kept = film(64, 0.5, spread_out(), 0)
    np.testing.assert_allclose(kept[-1].W1, network.W1, atol=1e-9)
    assert kept[0].epoch == 0 and kept[-1].epoch == 3000
    np.testing.assert_array_equal(kept[0].W1, firstnn.FirstNeuralNetwork(rng=0).W1)


def test_epochs_panel_says_when_the_answer_is_wrong():
    panel = widgets.epochs_panel(epochs=20)
    assert "11 of 150 damaged digits right (best possible 143)" in panel.sentence
    assert "and gives 11.7 % to the 0 (exact probability 75.0 %)." in panel.sentence


ENDS = {
    "learning_rate": (0.001, 10.0),
    "hidden_size": (1, 128),
    "epochs": (10, 1000),
    "activation": ("relu", "tanh"),
    "damage": (0, 2),
    "seed": (0, 20),
    "digit": (0, 9),
}


def test_everything_panel_at_both_ends_of_every_control():
    panel = widgets.everything_panel()
    assert set(panel.controls) == set(ENDS)
    for name, ends in ENDS.items():
        control = panel.controls[name]
        before, pictures = control.value, set()
        for end in ends:
            control.value = end
            assert panel.problem is None
            assert control.value == end or control.value == pytest.approx(end)
            pictures.add(panel.image.value)
        assert len(pictures) == 2, name
        control.value = before
    assert panel.sentence.startswith("Learning rate 0.5, hidden size 64, 300 epochs, relu, damaged pixels 1, seed 0:")
    assert "(lowest possible 0.098)" in panel.sentence and "the exact probability of the 0 is 75.0 %" in panel.sentence


def test_everything_panel_survives_any_setting():
    panel = widgets.everything_panel(epochs=20)
    rng = np.random.default_rng(5)
    choose = {
        "learning_rate": lambda: float(10 ** rng.uniform(-3, 1)),
        "hidden_size": lambda: int(rng.integers(1, 129)),
        "epochs": lambda: int(rng.integers(1, 9)) * 10,
        "activation": lambda: str(rng.choice(["relu", "tanh"])),
        "damage": lambda: int(rng.choice([0, 0, 1, 1, 2])),
        "seed": lambda: int(rng.integers(0, 21)),
        "digit": lambda: int(rng.integers(0, 10)),
    }
    problems = set()
    for _ in range(150):
        name = str(rng.choice(list(choose)))
        panel.controls[name].value = choose[name]()
        assert panel.problem is None, panel.sentence
        assert "nan" not in panel.sentence.lower() and "inf" not in panel.sentence.lower()
        problems.add("too long" in panel.sentence)
    assert problems == {True, False}


def test_everything_panel_shows_what_it_says():
    panel = widgets.everything_panel()
    left, _, right, below, shown, answer = panel.picture.figure.axes
    panel.controls["damage"].value = 2
    best = firstnn.best_possible(2)
    kind, history, _ = everything.trained(panel.controls["learning_rate"].value, 64, 300, 2, 0, "relu")
    np.testing.assert_allclose(left.lines[0].get_ydata(), history.loss)
    np.testing.assert_allclose(right.lines[0].get_ydata(), 100 * history.accuracy)
    assert left.lines[1].get_ydata()[0] == best.loss and right.lines[1].get_ydata()[0] == 100 * best.accuracy
    assert below.images[0].get_array().count() == kind.W1.size
    panel.controls["digit"].value = 7
    np.testing.assert_array_equal(shown.collections[0].get_array(), firstnn.create_digit_image(7).ravel())
    assert f"{100 * kind.forward(CLEAN[[7]])[0, 7]:.1f} %" in panel.sentence
    np.testing.assert_allclose(bar_lengths(answer), kind.forward(CLEAN[[7]])[0], atol=1e-12)
    panel.controls["hidden_size"].value = 5
    assert below.images[0].get_array().count() == 75
