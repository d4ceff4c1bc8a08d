"""Notebook 04: its pictures, its panel, and the sentences whose numbers code owns."""

import re
import warnings
from pathlib import Path

import nbformat
import numpy as np
import pytest
from matplotlib.patches import FancyArrowPatch

import firstnn
from firstnn import check, passes, plots, widgets
from firstnn.plots.lessons import backpropagation as pictures
from firstnn.plots.lessons.backward_pass import walk
from firstnn.plots.style import TRAIN
from firstnn.tiny import tiny_network, tiny_picture

X, Y = firstnn.every_damaged_digit()
NETWORK = firstnn.FirstNeuralNetwork(rng=0)
SLOPES = NETWORK.backward(X, Y, NETWORK.forward(X))
MEASURED = firstnn.numerical_gradients(NETWORK, X, Y)


# ---- pictures


def drawn(picture):
    """The axes of a picture, after it was really drawn without a warning; its words have no number that is none."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        picture.figure.canvas.draw()
    assert len(picture.words) > 20 and "nan" not in picture.words.split()
    return picture.figure.axes


def lines(ax):
    return {line.get_label(): line for line in ax.lines}


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_secants_have_their_slopes():
    picture = plots.secants(lambda x: x**3, 2.0, 1.0)
    found = lines(drawn(picture)[0])
    for name, slope in (("tangent", 12), ("one-sided", 19), ("central", 13)):
        (x0, x1), (y0, y1) = found[name].get_data()
        assert (y1 - y0) / (x1 - x0) == pytest.approx(slope, rel=1e-6)
        assert np.interp(2.0, [x0, x1], [y0, y1]) == pytest.approx(14 if name == "central" else 8)
        assert f"{name} {slope}" in picture.words


def test_step_errors_are_drawn_and_zeros_left_out():
    picture = plots.step_errors([0.1, 0.01], [1e-2, 1e-3], [1e-4, 0.0])
    found = lines(drawn(picture)[0])
    assert found["one-sided"].get_ydata().tolist() == [1e-2, 1e-3]
    assert found["central"].get_ydata()[0] == 1e-4 and np.isnan(found["central"].get_ydata()[1])
    assert "1e-02 one-sided and 1e-02 central" in picture.words


def test_passes_show_every_shape_in_pairs():
    words = texts(drawn(plots.passes(30, (15, 64, 10)))[0])
    for partner in ("W1\n15 × 64", "b1\n1 × 64", "W2\n64 × 10", "b2\n1 × 10", "Z1\n30 × 64", "A1\n30 × 64", "Z2\n30 × 10"):
        assert partner in words and f"d{partner}" in words
    assert "X\n30 × 15" in words and "Y_hat\n30 × 10" in words


def test_arrows_of_the_passes_go_whole_from_box_to_box_and_name_what_is_used_again():
    (ax,) = drawn(plots.passes(150, (15, 64, 10)))
    boxes = {text.get_bbox_patch(): text.get_text().split("\n")[0] for text in ax.texts if text.get_bbox_patch()}
    arrows = [patch for patch in ax.patches if isinstance(patch, FancyArrowPatch)]
    joined = {
        kind: {(boxes[a.patchA], boxes[a.patchB]) for a in arrows if a.get_linestyle() == kind} for kind in ("--", ":")
    }
    assert joined[":"] == {("X", "dW1"), ("Z1", "dZ1"), ("A1", "dW2"), ("W2", "dA1"), ("Y_hat", "dZ2")}
    assert {("loss", "dZ2"), ("dZ2", "dA1"), ("dA1", "dZ1"), ("dZ1", "db1"), ("dZ2", "db2")} <= joined["--"]
    for here, there in joined[":"]:
        assert f"{here} for {there}" in pictures.PASSES_IN_WORDS
    for arrow in arrows:
        for end in (arrow.patchA, arrow.patchB):
            assert end.get_window_extent().expanded(1.01, 1.01).padded(6).overlaps(arrow.get_window_extent())
        assert max(arrow.get_window_extent().size) > 12


def test_matrix_product_names_its_three_matrices():
    picture = plots.matrix_product("ABC", [(2, 3), (3, 4), (2, 4)], "a row", "a column")
    assert {"A  2 × 3", "B  3 × 4", "C  2 × 4", "a row", "a column"} <= set(texts(drawn(picture)[0]))
    assert "A (2 × 3) @ B (3 × 4) = C (2 × 4)" in picture.words


def test_gradient_check_draws_every_slope_once():
    picture = plots.gradient_check(SLOPES, MEASURED)
    marks = {name: line for name, line in lines(drawn(picture)[0]).items() if name.startswith("d")}
    assert list(marks) == ["dW1", "db1", "dW2", "db2"]
    assert sum(len(line.get_xdata()) for line in marks.values()) == 1674 and "1,674 marks" in picture.words
    assert np.array_equal(marks["dW2"].get_xdata(), SLOPES.dW2.ravel())
    assert np.array_equal(marks["dW2"].get_ydata(), MEASURED.dW2.ravel())
    assert len({line.get_marker() for line in marks.values()}) == 4


def test_gradient_check_of_nothing_but_zeros():
    zeros = [np.zeros_like(slope) for slope in SLOPES]
    drawn(plots.gradient_check(zeros, zeros))


def test_accuracies_and_errors_are_written_out():
    right = dict.fromkeys(("W1", "b1", "W2", "b2"), 1e-9)
    errors = {"correct": right, "wrong": right | {"b1": 1.264}, "worse": right | {"b1": np.nan}}
    picture = plots.broken_gradients({"correct": 143 / 150, "wrong": 0.5, "worse": 0.25}, errors, 143 / 150)
    left, right_ax = drawn(picture)
    assert [bar.get_width() for bar in left.patches] == [0.25, 0.5, 143 / 150]
    assert {"95 %", "50 %", "25 %"} <= set(texts(left))
    words = texts(right_ax)
    assert words[:4] == ["✓ below\n1e-6"] * 4 and words[5] == "✗ wrong\n1.26" and words[9].startswith("✗")
    assert words.count("✓ below\n1e-6") == 10
    assert "wrong: accuracy 50 %, wrong db1" in picture.words and "correct: accuracy 95 %, wrong none" in picture.words


def test_functions_and_their_slopes():
    (ax,) = drawn(plots.functions_and_slopes({"sine": (np.sin, np.cos)}))
    z = lines(ax)["sine"].get_xdata()
    assert (z[0], z[-1]) == (-3, 3)
    assert np.array_equal(lines(ax)["sine"].get_ydata(), np.sin(z))
    assert np.array_equal(lines(ax)["slope of sine"].get_ydata(), np.cos(z))


def test_weight_curves_have_point_and_tangent():
    before, weights = NETWORK.parameters, [("W2", 19, 3), ("W1", 8, 19), ("b1", 0, 5), ("b2", 0, 0)]
    picture = plots.weight_curves(NETWORK, X, Y, weights)
    for ax, (name, *place) in zip(drawn(picture), weights, strict=True):
        place, found = tuple(place), lines(ax)
        value, loss = getattr(NETWORK, name)[place], firstnn.loss_at(NETWORK, name, getattr(NETWORK, name), X, Y)
        values, losses = found["loss"].get_data()
        assert losses[len(values) // 2] == pytest.approx(loss) and values[len(values) // 2] == pytest.approx(value)
        (x0, x1), (y0, y1) = found["tangent"].get_data()
        assert (y1 - y0) / (x1 - x0) == pytest.approx(getattr(MEASURED, f"d{name}")[place], abs=1e-8)
        assert (y0 + y1) / 2 == pytest.approx(loss)
        assert f"slope {pictures.slope_text(getattr(MEASURED, f'd{name}')[place])}" in picture.words
    assert all(now is then for now, then in zip(NETWORK.parameters, before))


def test_advice_follows_the_sign():
    slopes = (0.3, -0.3, 0.0, 1e-9, -1e-9)
    assert [*map(pictures.advice, slopes)] == ["lower it", "raise it", "leave it", "leave it", "leave it"]
    assert [*map(pictures.slope_text, slopes[:3])] == ["+0.3000", "−0.3000", "0"]


# ---- the walk through the tiny network


TINY, (TINY_X, _) = tiny_network(), tiny_picture()


@pytest.mark.parametrize("true", [0, 1])
def test_the_walk_finds_every_value_and_every_measured_slope(true):
    T = firstnn.one_hot([true], 2)
    found = {step.name: step.value for step in walk(true)}
    values = passes.forward(TINY_X, TINY)
    for name, row in values._asdict().items():
        assert [found[name, place] for place in range(2)] == pytest.approx(row[0].tolist())
    assert found["loss",] == pytest.approx(passes.loss(T, values.Y_hat))
    for name, parameter in TINY._asdict().items():

        def loss_of(value, name=name):
            return passes.loss(T, passes.forward(TINY_X, TINY._replace(**{name: value})).Y_hat)

        for (row, column), slope in np.ndenumerate(firstnn.numerical_gradient(loss_of, parameter)):
            key = (f"d{name}", row, column) if name[0] == "W" else (f"d{name}", column)
            assert found[key] == pytest.approx(slope, abs=1e-8), key
    assert len(found) == 4 * 2 + 1 + 3 * 2 + 6 + 2 + 4 + 2


@pytest.mark.parametrize("true", [0, 1])
def test_the_arithmetic_of_each_step_is_right_as_it_is_written(true):
    steps = walk(true)
    assert [step.backward for step in steps] == sorted(step.backward for step in steps)
    for step in steps:
        *_, sides = re.split(r"[:,] (?=[(−\d]|relu|−log|e to)|\. The two paths add: ", step.words.rstrip("."))
        if "relu" in sides or "log" in sides:
            continue
        written, result = sides.removesuffix(" nats").rsplit("and ", 1)[-1].split(" = ")
        calculated = eval(written.replace("−", "-").replace("×", "*"))
        assert calculated == pytest.approx(float(result.replace("−", "-")), abs=0.0011), step.words
        assert float(result.replace("−", "-")) == pytest.approx(step.value, abs=0.0006)


def test_two_paths_add_by_pencil():
    dW1 = {step.name: step.value for step in walk(1)}["dW1", 0, 0]
    assert dW1 == pytest.approx(4 * 0.731 + 1 * -0.731, abs=1e-3)
    assert check.two_paths(dW1) and check.two_paths(2.19)


def test_passes_by_numbers_show_values_alone_or_with_slopes():
    for slopes in (False, True):
        picture = plots.passes_by_numbers(slopes)
        (ax,) = drawn(picture)
        blue = [text.get_text() for text in ax.texts if text.get_color() == TRAIN and text.get_text()]
        assert len(blue) == 20 * slopes and ("dW1 2.193" in picture.words) == slopes
        assert {"Z1 0.5", "A1 0", "p 0.731", "loss 1.313", "true: class 1"} <= set(texts(ax))
        assert not any(patch.get_visible() for patch in ax.patches if isinstance(patch, FancyArrowPatch))


# ---- the panels


def test_weight_panel_through_its_ends_and_many_changes():
    panel = widgets.weight_panel()
    rng = np.random.default_rng(0)
    assert panel.problem is None and "W2, row 19, column 3" in panel.sentence and "−0.1650" in panel.sentence
    controls = panel.controls
    for name in ("W1", "W2"):
        controls["name"].value = name
        row, column = controls[f"{name} row"], controls[f"{name} column"]
        assert (row.max + 1, column.max + 1) == getattr(NETWORK, name).shape
        for control in (row, column, controls["move"]):
            for value in (control.max, control.min):
                control.value = value
                assert panel.problem is None, panel.problem
    for _ in range(60):
        key = rng.choice(list(controls))
        control = controls[key]
        control.value = str(rng.choice(["W1", "W2"])) if key == "name" else (
            float(rng.uniform(-3, 3)) if key == "move" else int(rng.integers(control.max + 1))
        )  # fmt: skip
        name = controls["name"].value
        assert panel.problem is None, panel.problem
        assert panel.sentence.startswith(
            f"{name}, row {controls[f'{name} row'].value}, column {controls[f'{name} column'].value} "
        )
        assert f"{controls['move'].value + 0.0:+.2f}".replace("-", "−") in panel.sentence
        assert "nan" not in panel.sentence


def test_weight_panel_shows_the_sliders_of_the_chosen_matrix():
    panel = widgets.weight_panel("W2", 4, 5)

    def shown():
        return panel.children[0].children[1].children

    assert [slider.value for slider in shown()] == [4, 5] and [slider.max for slider in shown()] == [63, 9]
    panel.controls["name"].value = "W1"
    assert [slider.value for slider in shown()] == [8, 19] and [slider.max for slider in shown()] == [14, 63]
    shown()[1].value = 63
    assert panel.sentence.startswith("W1, row 8, column 63 (from pixel 8 to hidden unit 63)")
    panel.controls["name"].value = "W2"
    assert panel.sentence.startswith("W2, row 4, column 5 ")


def test_weight_panel_tells_the_truth():
    panel = widgets.weight_panel("W1", 8, 19)
    seen = {panel.image.value}
    for move in (-2.0, 0.5, 3.0):
        panel.controls["move"].value = move
        moved = NETWORK.W1.copy()
        moved[8, 19] += move
        other = firstnn.FirstNeuralNetwork(rng=0)
        other.W1 = moved
        loss = other.compute_loss(Y, other.forward(X))
        slope = other.backward(X, Y, other.A2).dW1[8, 19]
        assert f"value is {moved[8, 19]:.3f}".replace("-", "−") in panel.sentence
        assert f"{loss:.4f} nats" in panel.sentence and pictures.slope_text(slope) in panel.sentence
        assert pictures.advice(slope)[:4] in panel.sentence or pictures.advice(slope) == "leave it"
        seen.add(panel.image.value)
    assert len(seen) == 4


def test_another_weight_gets_its_own_axes_and_title():
    panel = widgets.weight_panel()
    panel.controls["W2 row"].value = 30
    assert panel.image.value == widgets.weight_panel("W2", 30, 3).image.value


def test_weight_panel_leaves_the_network_as_it_is():
    network = firstnn.FirstNeuralNetwork(hidden_size=3, activation="tanh", rng=2)
    before = network.parameters
    panel = widgets.weight_panel("W2", 1, 2, network, X[:5], Y[:5])
    panel.controls["move"].value = 2.0
    assert all(now is then for now, then in zip(network.parameters, before)) and panel.problem is None


def test_backward_pass_panel_goes_forwards_and_backwards():
    panel = widgets.backward_pass_panel()
    steps, true = panel.controls["step"], panel.controls["true"]
    back, forth = panel.children[0].children[0].children[1:]
    back.click()
    assert steps.value == 0 and panel.sentence.startswith("Step 0 of 31, true class 1")
    on_the_way = []
    for number, step in enumerate(walk(1), 1):
        forth.click()
        direction = "backward, a slope" if number > 9 else "forward, a value"
        assert panel.sentence == f"Step {number} of 31, true class 1, {direction}. {step.words}"
        on_the_way.append(panel.image.value)
    forth.click()
    assert steps.value == 31 and len(set(on_the_way)) == 31
    for picture in on_the_way[-2::-1]:
        back.click()
        assert panel.image.value == picture
    steps.value = 10
    true.value = 0
    assert panel.sentence.endswith("p − t: 0.731 − 1 = −0.269.") and "true class 0" in panel.sentence


# ---- what the notebook says


NOTEBOOK = nbformat.read(Path(__file__).parent.parent / "notebooks" / "04_backpropagation.ipynb", as_version=4)


def printed():
    outputs = [output for cell in NOTEBOOK.cells if cell.cell_type == "code" for output in cell.outputs]
    return "".join(output.text for output in outputs if output.output_type == "stream")


def test_every_line_of_the_backward_pass_is_checked_and_agrees():
    text = printed()
    for line in (
        "dZ2 (150, 10)",
        "dW2 (64, 10)",
        "db2 (1, 10)",
        "dA1, picture 0 (64,)",
        "dZ1, picture 0 (64,)",
        "dW1 (15, 64)",
        "db1 (1, 64)",
    ):
        assert f"{line}: error below 1e-6" in text, line
    assert "all errors below 1e-6: True" in text
    assert text.count("143 of 150 right") == 4


def test_sentences_about_the_network_at_the_start():
    assert NETWORK.number_of_parameters == 1674 and len(X) == 150 and len(X) * 64 == 9600
    assert not NETWORK.A1[:, 7].any()
    assert SLOPES.dW2[19, 3] == pytest.approx(-0.1650, abs=5e-5) and SLOPES.dW1[8, 19] > 0
    assert Y[45] == 3 and NETWORK.A1[1, 19] == 0 and NETWORK.A1[45, 19] > 0
    valley = pictures.losses_along(NETWORK, "W2", (19, 3), NETWORK.W2[19, 3] + pictures.MOVES, X, Y)
    assert 24 < valley.argmin() < 48
    flat = pictures.losses_along(NETWORK, "W1", (8, 19), NETWORK.W1[8, 19] + pictures.MOVES, X, Y)
    assert np.ptp(flat[:5]) < 1e-12 and (np.diff(flat[20:]) > 0).all()


def test_sentences_about_the_tiny_network():
    prose = "\n".join(cell.source for cell in NOTEBOOK.cells if cell.cell_type == "markdown")
    found = {step.name: step.value for step in walk(1)}
    for text, value in {
        "$0.731 - 0 = 0.731$": found["dZ2", 0],
        "$0.269 - 1 = -0.731$": found["dZ2", 1],
        r"$0.5 \times (-0.731) = -0.366$": found["dW2", 0, 1],
    }.items():
        assert text in prose and float(text.strip("$").split("= ")[1]) == pytest.approx(value, abs=6e-4)
    slopes = {name: value for name, value in found.items() if name[0] in ("dW1", "dW2")}
    zero = {name for name, value in slopes.items() if value == 0}
    assert zero == {name for name in slopes if name[0] == "dW1" and (name[1] == 1 or name[2] == 1)} | {
        ("dW2", 1, 0), ("dW2", 1, 1)
    }  # fmt: skip
    other = {step.name: step.value for step in walk(0) if step.backward}
    assert all(other[name] * found[name] < 0 and abs(other[name]) < abs(found[name]) for name in other if other[name])


def test_sentences_about_step_sizes():
    errors = [abs(float(firstnn.numerical_gradient(lambda x: x * x * x, 2.0, 10.0**-power)) - 12) for power in range(1, 15)]
    assert 4 <= np.argmin(errors) <= 5 and errors[4] < 1e-9 and errors[12] > 1e-4


def lab():
    """The three broken backward passes of the notebook, by the names of their functions."""
    sources = [cell.source for cell in NOTEBOOK.cells if cell.cell_type == "code"]
    setup = [source for source in sources if source.startswith("import numpy")]
    functions = [
        source for source in sources if re.search(r"def (relu_derivative|backward|mask_of_A1|no_division)\(", source)
    ]
    namespace = {"N": len(X)}
    exec("\n\n".join(setup + functions), namespace)
    return [namespace[name] for name in ("wrong_mask", "no_division", "wrong_sum")]


def test_the_check_names_the_broken_gradients():
    wrong = ({"W1", "b1"}, {"W1", "b1", "W2", "b2"}, {"b1"})
    for broken_pass, names in zip(lab(), wrong, strict=True):
        network = firstnn.FirstNeuralNetwork(rng=0, backward=broken_pass)
        errors = firstnn.gradient_errors(network.backward(X, Y, network.forward(X)), MEASURED)
        assert {name for name, error in errors.items() if 0.9 < error < 1.5} == names  # "errors of about 1"
        assert all(error < 1e-6 for name, error in errors.items() if name not in names)
        if names == {"W1", "b1", "W2", "b2"}:
            assert {f"{error:.2f}" for error in errors.values()} == {"0.99"}


@pytest.mark.parametrize("seed", range(1, 4))
def test_broken_networks_reach_the_best_accuracy_from_other_starts_too(seed):
    for broken_pass in (passes.backward, *lab()):
        network = firstnn.FirstNeuralNetwork(rng=seed, backward=broken_pass)
        network.train(X, Y, 0.02, 2000, report_every=None)
        assert np.sum(network.predict(X) == Y) == 143, broken_pass


def test_without_the_division_a_learning_rate_of_a_tenth_collapses():
    for broken_pass, learns in ((passes.backward, True), (lab()[1], False)):
        network = firstnn.FirstNeuralNetwork(rng=0, backward=broken_pass)
        network.train(X, Y, 0.1, 300, report_every=None)
        assert (np.mean(network.predict(X) == Y) > 0.9) == learns
