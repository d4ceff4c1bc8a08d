"""The drawing grid: real buttons, the words, the picture; and the drawing of hidden units and answers."""

import matplotlib.colors
import numpy as np
import pytest
from test_panels import draw_every_third

import firstnn
from firstnn import FirstNeuralNetwork, plots, widgets
from firstnn.plots.answer import IMPOSSIBLE, draw_answer, draw_hidden_units, largest_activation, percent
from firstnn.plots.style import LIMIT, NEGATIVE, POSITIVE, TRAIN, figure
from firstnn.widgets.grid import INK, WHITE, trained_network
from firstnn.widgets.panel import Panel
from firstnn.words import per_cent

BEST = firstnn.best_possible()
NETWORK = trained_network()


@pytest.fixture
def panel():
    return widgets.drawing_panel(NETWORK)


def glyph(digit: int) -> tuple:
    return tuple(firstnn.create_digit_image(digit).ravel())


def in_step(panel, pixels) -> None:
    """The buttons, the words and the moving artists all show these pixels."""
    assert panel.problem is None and panel.grid.value == tuple(pixels)
    for place, (cell, value) in enumerate(zip(panel.grid.cells, pixels)):
        row, column = divmod(place, 3)
        assert cell.tooltip == f"row {row + 1}, column {column + 1}: {'ink' if value == 0 else 'paper'}"
        assert cell.style.button_color == (INK if value == 0 else WHITE)
    X = np.array(pixels).reshape(1, 15)
    p, exact = NETWORK.forward(X)[0], BEST.exact_probabilities(X)[0]
    assert f"The network says {p.argmax()} ({per_cent(p.max(), 0)})" in panel.sentence
    assert f"Hidden units above 0: {(NETWORK.A1 > 0).sum()} of 64." in panel.sentence
    widths = [path.vertices[:, 0].max() for path in panel.bars.bars.get_paths()]
    np.testing.assert_allclose(widths, p)
    assert [text.get_text() for text in panel.bars.network] == [percent(value) for value in p]
    assert [text.get_text() for text in panel.bars.exact] == [percent(value) if value else "" for value in exact]
    assert panel.bars.note.get_text() == ("" if exact.any() else IMPOSSIBLE)
    assert ("none of the ten digits, with one wiped pixel, can look like this" in panel.sentence) == (not exact.any())
    for digit in np.flatnonzero(exact):
        assert f"{digit} ({per_cent(exact[digit], 0)})" in panel.sentence
    assert 'role="status"' in panel.words.value and bytes(panel.image.value[:4]) == b"\x89PNG"


def test_it_is_a_panel_that_starts_with_an_eight(panel):
    assert isinstance(panel, Panel)
    in_step(panel, glyph(8))


@pytest.mark.parametrize("digit", range(10))
def test_digit_buttons_redraw_once(panel, digit, monkeypatch):
    panel.clear.click()
    drawn, pixels = [], panel.picture.pixels
    monkeypatch.setattr(panel.picture, "pixels", lambda: drawn.append(1) or pixels())
    panel.digits[digit].click()
    assert len(drawn) == 1
    in_step(panel, glyph(digit))
    assert panel.sentence.startswith(f"A clean {digit}.")


@pytest.mark.parametrize("place", range(15))
def test_each_cell_toggles_its_own_pixel_there_and_back(panel, place):
    before, image = panel.grid.value, bytes(panel.image.value)
    panel.grid.cells[place].click()
    expected = list(before)
    expected[place] = 1 - before[place]
    in_step(panel, tuple(expected))
    assert bytes(panel.image.value) != image
    assert f"{divmod(place, 3)[0] + 1}, column {place % 3 + 1} is " in panel.sentence
    panel.grid.cells[place].click()
    in_step(panel, before)
    assert bytes(panel.image.value) == image


def test_an_eight_without_its_middle_is_a_zero(panel):
    panel.grid.cells[7].click()
    assert panel.grid.value == glyph(0)
    assert (
        "4 of 150 damaged digits are just this picture (3 × 0, 1 × 8); exact probability: 0 (75 %), 8 (25 %)"
        in panel.sentence
    )


def test_damage_wipes_different_pixels_and_then_says_so(panel):
    panel.digits[8].click()
    places = []
    for _ in range(15):
        before = panel.grid.value
        panel.damage.click()
        row, column = (int(panel.sentence.split(word)[1][1]) for word in ("row", "column"))
        place = 3 * (row - 1) + column - 1
        places.append(place)
        assert ("paper already" in panel.sentence) == (before[place] == 1.0)
        in_step(panel, tuple(1.0 if k == place else value for k, value in enumerate(before)))
    assert sorted(places) == list(range(15)) != places
    panel.damage.click()
    assert "all 15 pixels" in panel.sentence
    in_step(panel, (1.0,) * 15)
    panel.digits[3].click()
    panel.damage.click()
    assert panel.sentence.startswith("Damage ") and "all 15" not in panel.sentence


def test_damage_comes_from_the_seed():
    def run(seed):
        panel = widgets.drawing_panel(NETWORK, seed=seed)
        sentences = []
        for _ in range(6):
            panel.damage.click()
            sentences.append(panel.sentence)
        return sentences

    assert run(0) == run(0) != run(1)


def test_clear_and_a_digit_pressed_twice_keep_the_words_right(panel):
    panel.clear.click()
    in_step(panel, (1.0,) * 15)
    panel.digits[4].click()
    panel.digits[4].click()
    assert panel.sentence.startswith("A clean 4.")
    panel.update()
    assert panel.sentence.startswith("The network says 4")


def test_500_random_events_leave_it_right(panel):
    rng = np.random.default_rng(0)
    draw_every_third(panel.picture)
    pixels = list(panel.grid.value)
    buttons = [*panel.grid.cells, *panel.digits, panel.damage, panel.clear]
    for event in rng.integers(len(buttons), size=500):
        buttons[event].click()
        if event < 15:
            pixels[event] = 1 - pixels[event]
        elif event < 25:
            pixels = list(glyph(event - 15))
        elif event == 25:
            wiped = np.flatnonzero(np.array(panel.grid.value) != pixels)
            assert len(wiped) <= 1
            for place in wiped:
                pixels[place] = 1.0
        else:
            pixels = [1.0] * 15
        in_step(panel, tuple(pixels))


def test_blitted_picture_is_the_picture_drawn_anew(panel):
    for button in (panel.digits[5], panel.damage, panel.clear, panel.digits[0]):
        button.click()
        fresh = widgets.drawing_panel(NETWORK, picture=panel.grid.value)
        assert np.array_equal(panel.picture.pixels(), fresh.picture.pixels())


def test_still_twin_has_words(panel):
    bundle = panel._repr_mimebundle_()
    assert "<img" in bundle["text/html"] and "The network says 8" in bundle["text/plain"]


def test_every_control_can_be_reached_and_has_a_name(panel):
    buttons = [*panel.grid.cells, *panel.digits, panel.damage, panel.clear]
    assert not any(button.disabled for button in buttons)
    assert all(button.tooltip for button in buttons) and all(button.tabbable is not False for button in buttons)


def test_the_panel_follows_a_network_that_learns_on():
    network = FirstNeuralNetwork(rng=0)
    panel = widgets.drawing_panel(network)
    assert "The network says 8" not in panel.sentence
    network.train(*firstnn.every_damaged_digit(), learning_rate=1.0, epochs=300, report_every=None)
    panel.digits[8].click()
    assert "The network says 8" in panel.sentence


def test_its_own_network_is_trained_at_once():
    assert (
        widgets.drawing_panel().network.predict(firstnn.every_damaged_digit()[0]) == firstnn.every_damaged_digit()[1]
    ).sum() == 143


@pytest.mark.parametrize("options", [{"hidden_size": 1}, {"hidden_size": 7}, {"activation": "tanh"}, {"output_size": 11}])
def test_other_networks(options):
    network = FirstNeuralNetwork(rng=0, **options)
    panel = widgets.drawing_panel(network)
    for button in (*panel.digits, panel.clear, *panel.grid.cells, panel.damage):
        button.click()
        assert panel.problem is None and "The network says" in panel.sentence
    assert len(panel.bars.network) == network.output_size


def test_an_eleventh_class_has_its_name_and_no_exact_probability():
    network = FirstNeuralNetwork(output_size=11, rng=0)
    network.b2[0, 10] = 20.0
    panel = widgets.drawing_panel(network, names=[*"0123456789", "heart"])
    panel.digits[0].click()
    assert "The network says heart" in panel.sentence and "3 × 0" in panel.sentence
    assert panel.bars.network[10].get_text() == ">99%" and panel.bars.exact[10].get_text() == ""
    assert panel.bars.exact[0].get_text() == "75%"


def test_hidden_units_that_are_all_dead():
    network = FirstNeuralNetwork(rng=0)
    network.W1[:] = 0
    network.b1[:] = -1
    panel = widgets.drawing_panel(network)
    panel.digits[1].click()
    assert panel.problem is None and "Hidden units above 0: 0 of 64." in panel.sentence


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"network": FirstNeuralNetwork(input_size=9)}, "15 inputs"),
        ({"network": FirstNeuralNetwork(output_size=2)}, "10 outputs"),
        ({"network": NETWORK, "names": ["a"]}, "10 names"),
        ({"network": NETWORK, "picture": np.full(15, 0.5)}, "zeros and ones"),
        ({"network": NETWORK, "picture": np.ones((3, 5))}, r"\(5, 3\)"),
        ({"network": NETWORK, "picture": np.full(15, np.nan)}, "NaN"),
    ],
)
def test_bad_arguments_get_a_sentence(arguments, words):
    with pytest.raises(ValueError, match=words):
        widgets.drawing_panel(**arguments)


def test_the_mosaic_has_areas_like_the_activations():
    _, ax = figure(1, 1, size=(3, 3))
    mosaic = draw_hidden_units(ax, [[0.0, 1.0, 4.0, -4.0, 2.0]])
    corners = [path.vertices[:4] for path in mosaic.squares.get_paths()]
    sides = np.array([np.ptp(corner[:, 0]) for corner in corners])
    np.testing.assert_allclose(sides**2 / sides[1] ** 2, [0.25, 1, 1, 0.5])
    np.testing.assert_allclose([np.ptp(corner[:, 1]) for corner in corners], sides)
    np.testing.assert_allclose([corner.mean(axis=0) for corner in corners], [[1, 0], [2, 0], [0, 1], [1, 1]])
    colours = [POSITIVE, POSITIVE, NEGATIVE, POSITIVE]
    np.testing.assert_allclose(mosaic.squares.get_facecolor(), [matplotlib.colors.to_rgba(colour) for colour in colours])
    assert ax.get_title() == "5 hidden units"


def test_the_mosaic_of_nothing_draws():
    drawn, ax = figure(1, 1, size=(3, 3))
    assert draw_hidden_units(ax, np.zeros(64)).largest == 1.0
    drawn.canvas.draw()


def test_answer_bars_and_frames():
    drawn, ax = figure(1, 1, size=(5, 3))
    bars = draw_answer(ax, [0.2, 0.5, 0.3], [0.0, 0.75, 0.25], ["a", "b", "c"])
    drawn.canvas.draw()
    assert [path.vertices[:, 0].max() for path in bars.bars.get_paths()] == [0.2, 0.5, 0.3]
    assert [path.vertices[:, 0].max() for path in bars.frames.get_paths()] == [0.75, 0.25]
    np.testing.assert_allclose([path.vertices[:4, 1].mean() for path in bars.frames.get_paths()], [1, 2])
    assert [label.get_text() for label in ax.get_yticklabels()] == ["a", "b", "c"]
    assert bars.network[0].get_color() == TRAIN and bars.exact[1].get_color() == LIMIT
    assert draw_answer(figure()[1], [0.5, 0.5]).note.get_text() == ""


@pytest.mark.parametrize(
    ("probability", "text"),
    [(0, "0%"), (1e-9, "<1%"), (0.0051, "1%"), (0.25, "25%"), (0.9949, "99%"), (0.999, ">99%"), (1, "100%")],
)
def test_percent_never_rounds_to_certainty(probability, text):
    assert percent(probability) == text


def test_the_largest_activation_is_reached_by_a_picture():
    network = FirstNeuralNetwork(hidden_size=5, rng=3)
    network.b1[:] = np.linspace(-1, 1, 5)
    every = ((np.arange(2**15)[:, None] >> np.arange(15)) & 1).astype(float)
    network.forward(every)
    assert network.A1.max() == pytest.approx(largest_activation(network))


def test_readings_draw_what_they_say():
    image = firstnn.create_digit_image(5)
    picture = plots.readings(NETWORK, {"a 5": image, "an 8": firstnn.create_digit_image(8)})
    digit, units, answer, *_ = picture.figure.axes
    assert np.array_equal(digit.images[0].get_array(), image) and digit.get_title() == "a 5"
    assert {"67%", "17%"} <= {text.get_text() for text in answer.texts}
    assert "a 5: The network says 5" in picture.words and "(4 × 5, 1 × 6, 1 × 9)" in picture.words
    NETWORK.forward(image.reshape(1, 15))
    assert len(units.collections[-1].get_paths()) == (NETWORK.A1 > 0).sum()
