"""Lesson 02: checks that know the mistakes, pictures that show the data, a panel for every setting, prose that is true."""

import nbformat
import numpy as np
import pytest
from conftest import ROOT
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex

import firstnn
from firstnn import check, passes, plots, widgets
from firstnn.plots import network as networks
from firstnn.plots.lessons import forward as drawings
from firstnn.plots.style import INK, NEGATIVE, PAPER, POSITIVE, QUIET, figure, pixels
from firstnn.tiny import tiny_network, tiny_picture

CLEAN = [firstnn.create_digit_image(digit) for digit in range(10)]
CLEAN_ROWS = np.array(CLEAN).reshape(10, 15)
TWO_CLICKS = np.array([-1, 1] + [0] * 13)
X, Y = firstnn.every_damaged_digit()


def axes():
    return figure()[1]


FOUR = np.where(CLEAN[4] == 1, 1, -1)


# ---------------------------------------------------------------- the tiny network

X_TINY, T_TINY = tiny_picture()


def test_the_tiny_network_has_round_numbers_and_a_unit_that_is_off():
    values = passes.forward(X_TINY, tiny_network())
    assert values.Z1.tolist() == [[0.5, -1]] and values.A1.tolist() == [[0.5, 0]] and values.Z2.tolist() == [[1, 0]]
    assert all(np.all(parameter != 0) for parameter in tiny_network())
    assert T_TINY.tolist() == [[0, 1]]


# ---------------------------------------------------------------- pictures


def axes_of(picture):
    """The axes of a picture that has just been drawn."""
    pixels(picture.figure)
    return picture.figure.axes


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_neuron_says_products_and_sum():
    picture = plots.neuron([1, 0, 1], [2, 3, -0.5], -1)
    (ax,) = axes_of(picture)
    assert {"$x_0$ = 1", "0 · 3 = 0", "1 · (−0.5) = −0.5", "−1", "$z$ = 0.5"} <= set(texts(ax))
    assert [line.get_linestyle() for line in ax.lines] == ["-", "-", "--", "--"]
    assert "1 · (−0.5)" in picture.words and "z = 0.5" in picture.words


def test_neuron_on_digits_shows_z_and_the_weights_under_paper():
    picture = plots.neuron_on_digits(FOUR, -4.5)
    _, top, _, bottom = axes_of(picture)
    z = CLEAN_ROWS @ FOUR.ravel() - 4.5
    assert [bar.get_height() for bar in top.patches] == z.tolist()
    (squares,) = [part for part in bottom.collections if isinstance(part, PathCollection)]
    assert len(squares.get_offsets()) == np.sum(CLEAN_ROWS)
    for (x, y), colour in zip(squares.get_offsets(), squares.get_facecolors()):
        row, column = int(y), round(5 * (x - round(x))) + 1
        assert to_hex(colour) == (POSITIVE if FOUR[row, column] > 0 else NEGATIVE)
        assert CLEAN[round(x)][row, column] == 1
    assert "The neuron fires for the 4 and for no other digit." in picture.words and "Bias: −4.5." in picture.words


@pytest.mark.parametrize(
    ("bias", "words"),
    [(-9, "for no digit."), (0, "for the 4 and for no other digit."), (0.5, "for every digit."), (-1, "for no digit.")],
)
def test_for_which_digits_a_neuron_fires(bias, words):
    assert drawings.fires_in_words(TWO_CLICKS, bias) == f"The neuron fires {words}"


def test_a_weight_of_0_has_no_square():
    _, _, _, bottom = axes_of(plots.neuron_on_digits(np.zeros((5, 3)), 1))
    assert not bottom.collections[-1].get_facecolors()[:, 3].any()


def test_equation_frames_what_it_is_asked_to():
    A, B = np.array([[1, 0, 2], [3, 1, 0]]), np.array([[1, 2], [0, -1], [5, 1]])
    picture = plots.equation([A, "@", B, "=", A @ B], ["A", "B", "C"], [(0, None), (None, 1), (0, 1)])
    (ax,) = axes_of(picture)
    bold = [text.get_text() for text in ax.texts if text.get_weight() == "bold"]
    assert bold == ["1", "0", "2", "2", "−1", "1", "4"]
    assert len(ax.patches) == 6 + 6 + 4 and {"A", "B", "C", "@", "="} <= set(texts(ax))
    assert picture.words == "1 0 2; 3 1 0  @  1 2; 0 −1; 5 1  =  11 4; 3 5."
    (ax,) = axes_of(plots.equation([A]))
    assert not [text for text in ax.texts if text.get_weight() == "bold"]


def test_relu_curve():
    (ax,) = axes_of(plots.relu_curve())
    z, a = ax.lines[1].get_data()
    assert np.array_equal(a, firstnn.relu(z)) and z.min() == -4 and z.max() == 4


def one_neuron(two):
    return two @ [1, 1] - 0.5


def two_relus(two):
    return firstnn.relu(two @ [[1, -1], [-1, 1]]) @ [1, 1] - 0.5


def test_two_pixels_judges_the_four_pictures_and_draws_the_boundary():
    picture = plots.two_pixels({"a": one_neuron, "b": two_relus, "c": lambda two: two_relus(two)[:, None]})
    first, second, third = axes_of(picture)
    assert [first.get_title(), second.get_title()] == ["a: 3 of 4 right", "b: 4 of 4 right"]
    assert texts(first) == ["right", "right", "right", "wrong"] and texts(second) == texts(third) == ["right"] * 4
    boundary = first.collections[-1].get_paths()[0].vertices
    np.testing.assert_allclose(boundary.sum(axis=1), 0.5, atol=1e-9)
    assert "a: fires for (0, 1), (1, 0) and (1, 1); 3 of 4 right" in picture.words
    (exactly_0,) = axes_of(plots.two_pixels({"e": lambda two: two @ [1, 1] - 1.0}))
    assert exactly_0.get_title() == "e: 1 of 4 right", "z must be above 0 to fire"
    never = plots.two_pixels({"d": lambda two: two @ [0, 0] - 1.0})
    assert "d: never fires; 2 of 4 right" in never.words and axes_of(never)[0].get_title() == "d: 2 of 4 right"


def test_no_straight_line_gets_all_four_right():
    w0, w1, b = np.meshgrid(*[np.linspace(-2, 2, 41)] * 3)
    fires = [w0 * x + w1 * y + b > 0 for x, y in drawings.FOUR]
    right = sum(fired == one for fired, one in zip(fires, drawings.ONE_INK))
    assert right.max() == 3


def test_network_by_numbers_writes_every_number():
    picture = plots.network_by_numbers(tiny_network(), X_TINY)
    (ax,) = axes_of(picture)
    assert {"$x_1$ = 0", "unit 0, bias −1\nz = 0.5\na = 0.5", "output 1, bias −0.5\nz = 0\nŷ = 0.269"} <= set(texts(ax))
    assert "unit 1, bias 0.5, z = −1, a = 0" in picture.words and "2, −2; 3, 1; −0.5, 0.5 into" in picture.words
    grey = [line for line in ax.lines if line.get_color() == QUIET]
    assert len(ax.lines) == 10 and len(grey) == 4, "pixel 1 and hidden unit 1 carry nothing"
    assert sum(line.get_linestyle() == "--" for line in ax.lines) == 3
    before = plots.network_by_numbers(tiny_network())
    (ax,) = axes_of(before)
    assert not [line for line in ax.lines if line.get_color() == QUIET]
    assert "z =" not in before.words and {"2", "−2", "3", "1", "−0.5", "0.5", "4"} <= set(texts(ax))


def test_outputs_mark_the_largest():
    p = np.array([0.1, 0.2, 0.05, 0.05, 0.3, 0.1, 0.1, 0.05, 0.03, 0.02])
    bars = networks.draw_outputs(axes(), p)
    np.testing.assert_allclose([bar.get_width() for bar in bars.bars], 100 * p)
    assert [text.get_text() for text in bars.texts][4] == "30.0 %"
    assert [text.get_weight() == "bold" for text in bars.texts] == (p == 0.3).tolist()


@pytest.mark.parametrize("hidden", [1, 4, networks.CROWD])
def test_network_has_one_line_for_each_weight(hidden):
    network = firstnn.FirstNeuralNetwork(hidden_size=hidden, rng=0)
    diagram = networks.draw_network(axes(), network, CLEAN[3])
    lines = {name: getattr(diagram, name).get_segments() for name in ("idle", "positive", "negative")}
    assert sum(map(len, lines.values())) == 25 * hidden and not diagram.area.get_visible()
    network.forward(CLEAN[3].reshape(1, 15))
    x, a = CLEAN[3].ravel(), network.A1[0]
    above = np.sum(x[:, None] * network.W1 > 0) + np.sum(a[:, None] * network.W2 > 0)
    assert len(lines["positive"]) == above
    heights = networks.spread(15), networks.spread(hidden)
    i, j = np.argwhere(x[:, None] * network.W1 > 0)[0]
    assert [[0, heights[0][i]], [1, heights[1][j]]] in [segment.tolist() for segment in lines["positive"]]
    assert np.array_equal(diagram.dots[1].get_offsets()[:, 1], heights[1])


def test_network_colours_say_what_is_on():
    network = firstnn.FirstNeuralNetwork(hidden_size=5, rng=0)
    network.forward(CLEAN[7].reshape(1, 15))
    diagram = networks.draw_network(axes(), network, CLEAN[7])
    pixel, unit, output = ([to_hex(colour) for colour in dots.get_facecolor()] for dots in diagram.dots)
    assert pixel == [PAPER if v == 1 else INK for v in CLEAN[7].ravel()]
    sizes = diagram.dots[1].get_sizes()
    assert set(unit) == {INK} and ((sizes > sizes.min()) == (network.A1[0] > 0)).all()
    assert output.index(INK) == network.A2.argmax() and output.count(INK) == 1


def test_network_diagram_in_words():
    network = firstnn.FirstNeuralNetwork(hidden_size=5, rng=0)
    words = plots.network_diagram(network, CLEAN[7]).words
    assert f"5 hidden units, {np.sum(network.A1 > 0)} of them above 0" in words and "125 weights" in words
    assert f"Output {network.A2.argmax()} is largest, {100 * network.A2.max():.1f} %." in words


def test_a_large_network_shows_its_strongest_lines():
    network = firstnn.FirstNeuralNetwork(hidden_size=100, rng=0)
    diagram = networks.draw_network(axes(), network, CLEAN[1])
    assert len(diagram.positive.get_segments()) + len(diagram.negative.get_segments()) == 2 * networks.DRAWN
    assert diagram.area.get_visible() and not diagram.idle.get_segments()


# ---------------------------------------------------------------- panel


def bars_of(panel):
    return [bar.get_height() for bar in panel.picture.figure.axes[0].patches]


def test_a_click_turns_a_weight_from_0_to_1_to_minus_1():
    panel = widgets.neuron_panel()
    cell = panel.controls["weights"].cells[7]
    for weight, text in ((1, "+1"), (-1, "−1"), (0, "0")):
        cell.click()
        assert panel.controls["weights"].value == (0,) * 7 + (weight,) + (0,) * 7
        assert cell.description == text and cell.tooltip == f"row 2, column 1: weight {text}"
        assert bars_of(panel) == (weight * CLEAN_ROWS[:, 7]).tolist()


def test_panel_says_weights_bias_z_and_for_whom_it_fires_at_every_setting():
    panel, rng = widgets.neuron_panel(), np.random.default_rng(0)
    for _ in range(40):
        weights, bias = rng.integers(-1, 2, 15), float(rng.integers(-18, 7)) / 2
        panel.controls["weights"].value, panel.controls["bias"].value = tuple(weights.tolist()), bias
        z = CLEAN_ROWS @ weights + bias
        assert panel.problem is None and bars_of(panel) == z.tolist()
        assert panel.sentence.startswith(drawings.fires_in_words(weights, bias))
        said = panel.sentence.rpartition("0 to 9: ")[2].rstrip(".").replace("−", "-").split(", ")
        assert [float(number) for number in said] == z.tolist()
        low, high = panel.picture.figure.axes[0].get_ylim()
        assert low < z.min() and z.max() < high and low == -high


def test_one_click_makes_a_neuron_for_the_1_and_two_for_the_4():
    panel = widgets.neuron_panel()
    cells = panel.controls["weights"].cells
    cells[0].click()
    assert panel.sentence.startswith("The neuron fires for the 1 and for no other digit. Weights, row by row: +1  0  0 |")
    cells[0].click()
    cells[1].click()
    assert panel.sentence.startswith("The neuron fires for the 4 and for no other digit.")
    assert panel.controls["weights"].value == tuple(TWO_CLICKS)


def test_all_0_clears_the_weights():
    panel = widgets.neuron_panel()
    panel.controls["weights"].value = (1,) * 15
    _, clear = panel.children[0].children[0].children[0].children
    clear.click()
    assert panel.controls["weights"].value == (0,) * 15 and panel.sentence.startswith("The neuron fires for no digit.")


# ---------------------------------------------------------------- what the prose says

NOTEBOOK = nbformat.read(ROOT / "notebooks" / "02_forward_pass.ipynb", as_version=4)
PROSE = " ".join(" ".join(cell.source.split()) for cell in NOTEBOOK.cells if cell.cell_type == "markdown")
CODE = "\n".join(cell.source for cell in NOTEBOOK.cells if cell.cell_type == "code")
PRINTED = "".join(output.get("text", "") for cell in NOTEBOOK.cells for output in cell.get("outputs", []))


def said(words):
    assert words in PROSE, words


def sums(digit):
    return [int(np.sum(image * np.where(CLEAN[digit] == 1, 1, -1))) for image in CLEAN]


def test_numbers_of_the_neurons():
    zero, four = sums(0), sums(4)
    assert [k for k in range(10) if zero[k] - 2.5 > 0] == [0]
    said(f"so $z$ is {zero[0]} − 2.5 = 0.5. The 8 has only two paper pixels, so its $z$ is {zero[8]} − 2.5 = −0.5.")
    assert sorted(zero)[-2:] == [zero[8], zero[0]] and np.sum(CLEAN[0]) == 3 and np.sum(CLEAN[8]) == 2
    assert sorted(four)[-2:] == [four[9], four[4]]
    said(f"The sum is {four[4]} for the 4 and {four[9]} for the 9, the next one. Any bias from −{four[9]}")
    assert [bool(check.neuron(FOUR, bias)) for bias in (-2.9, -3, -5.99, -6)] == [False, True, True, False]
    assert check.neuron(TWO_CLICKS.reshape(5, 3), 0)
    assert firstnn.hamming_distance(CLEAN[0], CLEAN[8]) == 1
    said("In row 8, column 0 stands −1: an 8 differs from a 0 in one pixel.")


def test_the_layer_by_hand_is_the_first_of_the_tiny_network():
    assert "pictures = np.array([[1, 0, 1], [0, 1, 1]])" in CODE
    assert "weights = np.array([[2, -2], [3, 1], [-0.5, 0.5]])" in CODE and "biases = np.array([[-1, 0.5]])" in CODE
    assert "w = np.array([2, 3, -0.5])\nb = -1" in CODE
    W1, b1, _, _ = tiny_network()
    assert W1.tolist() == [[2, -2], [3, 1], [-0.5, 0.5]] and b1.tolist() == [[-1, 0.5]] and X_TINY.tolist() == [[1, 0, 1]]


def test_numbers_of_the_tiny_network():
    Z1, A1, Z2, Y_hat = (value[0] for value in passes.forward(X_TINY, tiny_network()))
    said(f"(−0.5) − 1 = {Z1[0]:g}, and ReLU leaves it at {A1[0]:g}.")
    said(f"+ 0.5 = −{-Z1[1]:g}, and ReLU makes it {A1[1]:g}.")
    said(f"0.5 · 4 + 0 · (−2) − 1 = {Z2[0]:g}.")
    said(f"0.5 · 1 + 0 · 3 − 0.5 = {Z2[1]:g}.")
    said(f"2.718 / 3.718 = {Y_hat[0]:.3f}.")


def test_numbers_of_the_shapes_and_parameters():
    network = firstnn.FirstNeuralNetwork(rng=0)
    said(f"15 · 64 + 64 · 10 = {network.W1.size + network.W2.size:,} weights")
    said("With 64 hidden units that makes 1,674.")
    assert network.number_of_parameters == 1674
    assert "two layers: 1600 weights, one layer: 150 weights" in PRINTED


def test_one_trained_layer_is_enough_for_these_digits():
    W, b, T = np.zeros((15, 10)), np.zeros((1, 10)), firstnn.one_hot(Y) / len(Y)
    for _ in range(300):
        slope = firstnn.softmax(X @ W + b) / len(Y) - T
        W, b = W - X.T @ slope, b - slope.sum(axis=0, keepdims=True)
    right = np.sum((X @ W + b).argmax(axis=1) == Y)
    assert right == firstnn.best_possible().correct
    said(f"it reads {right} of the {len(Y)} damaged digits, as many as anybody can")


def test_numbers_of_softmax():
    e = np.exp([1, 0, -1])
    said(f"This gives about {e[0]:.1f}, 1 and {e[2]:.1f}.")
    said(f"About two thirds: {e[0]:.3f} of {e.sum():.3f}.")
    assert e[0] / e.sum() == pytest.approx(2 / 3, abs=0.01)
    assert f"{np.finfo(float).max:.1e}" == "1.8e+308"
    assert np.log(np.finfo(float).max) < 710 and "710 is inf" in PRINTED and "nan nan nan" in PRINTED
    said(r"$1.8 \cdot 10^{308}$, and $e^{710}$ is larger")


def test_the_sums_of_four_steps():
    assert "[4, 2, 2, 0, 2, 0, 0, -2, 2, 0, 0, -2, 0, -2, -2, -4]" in PRINTED and "average square: 4.0" in PRINTED
    assert f"average square of the inputs: {np.mean(X**2):.3f}" in PRINTED
    said(r"$\sqrt{2 / \text{inputs}}$: " + f"{np.sqrt(2 / 15):.2f} for the hidden layer")


def test_an_untrained_network_guesses():
    right = [np.sum(firstnn.FirstNeuralNetwork(rng=seed).predict(X) == Y) for seed in range(500)]
    assert np.mean(right) == pytest.approx(15, abs=3 * np.std(right) / np.sqrt(500))
    said("On average they get about 15 of 150, one in ten")
    assert f"worst: {min(right)}, best: {max(right)}" in PRINTED
    said(f"The best that anybody can do is {firstnn.best_possible().correct} of {len(X)}.")
    p = [firstnn.FirstNeuralNetwork(rng=seed).forward(CLEAN[3].reshape(1, 15))[0] for seed in range(3)]
    assert 3 not in np.argmax(p, axis=1) and len(set(np.argmax(p, axis=1))) == 3 and np.max(p) < 0.3
