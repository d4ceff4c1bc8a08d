"""Notebook 03: its panel, its pictures, and the numbers that stand in its prose."""

import math
import re

import nbformat
import numpy as np
import pytest
from conftest import ROOT

import firstnn
from firstnn import plots, widgets
from firstnn.functions import TINY, softmax, surprise
from firstnn.plots.lessons.loss import TOP, mean_loss_of_two
from firstnn.widgets.logits import DIGITS, FACTORS
from firstnn.words import probability

PLAIN = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def changes_of(panel, rng, times):
    """Set random controls of the panel, one after the other; yield after each."""
    names = list(panel.controls)
    for _ in range(times):
        control = panel.controls[names[rng.integers(len(names))]]
        if hasattr(control, "options"):
            control.index = int(rng.integers(len(control.options)))
        else:
            control.value = float(rng.uniform(control.min, control.max))
        yield


def set_all(panel, logits, factor, true):
    for digit, logit in zip(DIGITS, logits):
        panel.controls[f"logit_{digit}"].value = logit
    panel.controls["factor"].value = factor
    panel.controls["true"].value = true


def expected(panel):
    values = {name: control.value for name, control in panel.controls.items()}
    Z = values["factor"] * np.array([values[f"logit_{digit}"] for digit in DIGITS])
    E = np.exp(Z - Z.max())
    return E / E.sum(), DIGITS.index(values["true"])


def test_panel_says_and_shows_what_softmax_gives():
    panel = widgets.logits_panel()
    for _ in changes_of(panel, np.random.default_rng(0), 200):
        P, place = expected(panel)
        assert panel.problem is None and "nan" not in panel.sentence and "−0.000" not in panel.sentence
        drawn = [patch.get_height() for patch in panel.picture.figure.axes[0].patches]
        np.testing.assert_allclose(drawn, P)
        assert [n for n, patch in enumerate(panel.picture.figure.axes[0].patches) if patch.get_hatch()] == [place]
        for digit, p in zip(DIGITS, P):
            assert f"{digit}: logit" in panel.sentence
            assert f"probability {probability(p)}".replace("-", "−") in panel.sentence
        assert f"The true digit is {DIGITS[place]}:" in panel.sentence
        if P[place] > 0:
            p, loss = re.search(r"−log (\S+) ≈ ([\d.]+) nats", panel.sentence).groups()
            digits, _, power = p.partition("·10")
            p, loss = float(digits) * 10.0 ** int(power.translate(PLAIN) or 0), float(loss)
            assert loss == round(-math.log(P[place]), 2) and abs(loss + math.log(p)) < 0.0061  # what a calculator says
        point = panel.picture.artists[-2]
        assert point.get_xdata()[0] == P[place] and point.get_ydata()[0] == min(float(surprise(P[place])), TOP)


def test_panel_at_the_ends_of_every_control():
    panel = widgets.logits_panel()
    for factor in (FACTORS[0], 1, FACTORS[-1]):
        for low, true in ((-10, 0), (10, 9)):
            set_all(panel, (low, 10, -10, low), factor, true)
            assert panel.problem is None and len(panel.image.value) > 1000
            assert f"The true digit is {true}:" in panel.sentence


def test_panel_at_settings_of_which_the_notebook_speaks():
    panel = widgets.logits_panel()
    set_all(panel, (3, 3, 3, 3), 1, 8)
    assert "1.39 nats, exactly what somebody pays who knows nothing" in panel.sentence
    set_all(panel, (-3, 1, 2, 0), 1, 0)
    before = panel.sentence.split("The true digit")[1]
    set_all(panel, (-1, 3, 4, 2), 1, 0)
    assert panel.sentence.split("The true digit")[1] == before
    losses = []
    for factor in (1, 2, 5, 10):
        set_all(panel, (-1, 3, 4, 2), factor, 0)
        losses.append(surprise(expected(panel)[0][0]))
    assert losses == sorted(losses) and losses[0] > np.log(4)
    set_all(panel, (-10, 10, 0, 0), 1000, 0)
    assert "708.4 nats; without it the loss would be infinite" in panel.sentence
    set_all(panel, (-10, 10, 0, 0), 1000, 6)
    assert "0.00 nats, less than" in panel.sentence


def test_panel_picture_changes_and_its_axes_have_room():
    panel = widgets.logits_panel()
    seen = {panel.image.value}
    for change in (("logit_0", -4), ("factor", 5), ("true", 9)):
        panel.controls[change[0]].value = change[1]
        seen.add(panel.image.value)
    assert len(seen) == 4
    assert all(ax.get_position().width > 0.35 for ax in panel.picture.figure.axes)
    bundle = panel._repr_mimebundle_()
    assert "data:image/png" in bundle["text/html"] and bundle["text/plain"] == panel.sentence


def test_the_answer_and_its_loss():
    bars, curve = plots.answer_and_loss([0.1, 0.6, 0.3], 2).figure.axes
    assert [bar.get_height() for bar in bars.patches] == [0.1, 0.6, 0.3]
    assert [bool(bar.get_hatch()) for bar in bars.patches] == [False, False, True]
    assert [text.get_text() for text in bars.texts] == ["0.100", "0.600", "true\n0.300"]
    assert (curve.lines[-1].get_xdata()[0], curve.lines[-1].get_ydata()[0]) == (0.3, -np.log(0.3))
    assert "0.300 at the true digit 2" in plots.answer_and_loss([0.1, 0.6, 0.3], 2).words
    certain = plots.answer_and_loss([1.0, 0.0], 1).figure.axes[1]
    assert "(above the picture)" in certain.texts[-1].get_text() and certain.lines[-1].get_marker() == "^"


def test_the_curve_of_surprise_and_its_stairs():
    (ax,) = plots.surprise_curve(halvings=3).figure.axes
    x, y = ax.lines[0].get_data()
    np.testing.assert_allclose(y, -np.log(x))
    np.testing.assert_allclose(ax.lines[-1].get_xdata(), [1, 0.5, 0.25, 0.125])
    np.testing.assert_allclose(ax.lines[-1].get_ydata(), np.log([1, 2, 4, 8]))
    assert [text.get_text() for text in ax.texts] == ["1 in 1", "1 in 2", "1 in 4", "1 in 8"]


def test_the_shift_of_the_two_curves_serves_both():
    X, Y = firstnn.every_damaged_digit()
    network = firstnn.FirstNeuralNetwork(rng=0)
    network.train(X, Y, learning_rate=0.5, epochs=40, report_every=None)
    rows = np.isin(Y, [0, 8])
    network.forward(X[rows])
    shifts, losses, right = np.linspace(-4, 4, 161), [], []
    for shift in shifts:
        Y_hat = softmax(network.Z2 + shift * (np.arange(10) == 0))
        losses.append(firstnn.cross_entropy(Y[rows], Y_hat))
        right.append(np.mean(Y_hat.argmax(axis=1) == Y[rows]))
    lowest = int(np.argmin(losses))
    assert 0.4 < shifts[lowest] < 0.7 and right[lowest] == max(right) > right[80] and shifts[80] == 0


def test_loss_and_accuracy_beside_each_other():
    left, right = plots.loss_and_accuracy([-1, 0, 1], [2.0, 1.0, 3.0], [0.5, 0.75, 0.25], 8).figure.axes
    assert left.lines[0].get_ydata().tolist() == [2, 1, 3]
    assert right.lines[0].get_ydata().tolist() == [50, 75, 25] and "steps" in right.lines[0].get_drawstyle()
    assert left.get_xlabel() == "added to the logit of digit 8"


def test_bars_of_surprise():
    (ax,) = plots.surprises([0.1, 3.0, 0.2]).figure.axes
    assert [bar.get_height() for bar in ax.patches] == [0.1, 3.0, 0.2]
    assert [bool(bar.get_hatch()) for bar in ax.patches] == [False, True, False]
    assert {"mean 1.100", "one picture, 3.0 nats"} == {text.get_text() for text in ax.texts}


def test_the_floor_has_no_end_at_its_sides():
    (ax,) = plots.loss_floor(0.75).figure.axes
    x, y = ax.lines[0].get_data()
    assert x[y.argmin()] == pytest.approx(0.75, abs=0.01) and y.min() == pytest.approx(0.5623351, abs=1e-4)
    assert min(y[0], y[-1]) > ax.get_ylim()[1]
    assert ax.lines[-1].get_xdata()[0] == 0.75 and "0.562 at 0.75" in ax.texts[0].get_text()
    assert mean_loss_of_two(0.5, 0.9) == pytest.approx(np.log(2))


@pytest.fixture(scope="module")
def lesson():
    return nbformat.read(ROOT / "notebooks" / "03_loss.ipynb", as_version=4)


@pytest.fixture(scope="module")
def prose(lesson):
    return "\n".join(cell.source for cell in lesson.cells if cell.cell_type == "markdown")


def test_numbers_of_the_prose(prose):
    answer = {
        "0.693": np.log(2),
        "1.386": np.log(4),
        "2.079": np.log(8),
        "1.79": np.log(6),
        "13.82": np.log(1e6),
        "2.303": np.log(10),
        "0.0982": firstnn.best_possible(1).loss,
        "0.5623": mean_loss_of_two(0.75, 0.75),
        "0.868": np.log(6) - (4 / 6) * np.log(4),
        "4.6": -np.log(0.01),
    }
    for text, value in answer.items():
        assert re.search(rf"(?<![\d.]){re.escape(text)}(?!\d)", prose), text
        assert f"{value:.{len(text.split('.')[1])}f}" == text
    assert "143 of 150" in prose
    assert firstnn.every_damaged_digit()[0].shape == (150, 15)


def test_claims_of_the_prose():
    X, Y = firstnn.every_damaged_digit()
    for seed in range(5):
        assert firstnn.cross_entropy(Y, firstnn.FirstNeuralNetwork(rng=seed).forward(X)) > np.log(10)
    assert np.isin(Y, [0, 8]).sum() == 30
    history = firstnn.FirstNeuralNetwork(rng=0).train(X, Y, 0.5, 1000, report_every=None)
    assert set(history.accuracy[100:]) == {143 / 150} and (np.diff(history.loss[100:]) < 0).all()
    S = surprise(np.array([0.99] * 99 + [1e-6]))
    assert S[-1] / S.sum() > 0.9
    assert np.log(1e6) / np.log(6) < 10
    p = softmax(np.array([-10.0, 0.0]))[0]
    assert 1 - p > 0.999 and 2 * (1 - p) ** 2 * p < 0.0001
    best = firstnn.best_possible(1)
    five = best.counts[(best.images == firstnn.create_digit_image(5).ravel()).all(axis=1)][0]
    assert {digit: n for digit, n in enumerate(five.tolist()) if n} == {5: 4, 6: 1, 9: 1}
    assert TINY == np.finfo(float).tiny and np.exp(-800) == 0 and softmax(np.array([700.0, 0]))[1] > TINY
