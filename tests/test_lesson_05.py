"""Lesson 05: its plots, panel 5, and the numbers that stand in its prose."""

import re

import ipywidgets
import nbformat
import numpy as np
import pytest
from conftest import ROOT
from ipywidgets.widgets.widget import _instances
from ipywidgets.widgets.widget_link import Link

import firstnn
from firstnn import FirstNeuralNetwork, plots, widgets
from firstnn.check import training as checks
from firstnn.plots.lessons import training as lessons
from firstnn.plots.lessons.training import WalkOnMap
from firstnn.plots.style import LIMIT, TEST, TRAIN
from firstnn.training import DEAD, GREW, History, Record
from firstnn.widgets import film as films
from firstnn.widgets.landscape import descent, gradient_of_two, loss_of_two
from firstnn.widgets.training import LOSS_RANGE, training_panel

pytestmark = pytest.mark.filterwarnings("error")
X, Y = firstnn.every_damaged_digit()
BEST = firstnn.best_possible()


# -------------------------------------------------------------------- regimes


def test_regimes_are_those_of_the_curves():
    runs = lessons.riddle_runs()
    assert tuple(plots.regime(run) for run in runs.values()) == checks.RIDDLE
    assert set(checks.RIDDLE) == set(checks.REGIMES) and list(runs) == list("ABCD")


def test_what_is_said_of_the_curves():
    lowest = BEST.loss
    for regime, run in zip(checks.RIDDLE, lessons.riddle_runs().values()):
        loss = np.array(run.loss)
        assert (np.diff(loss) <= 0).all() == (regime in ("crawling", "good"))
        assert (loss.max() > loss[0]) == (regime == "diverging")
        assert (loss[-1] > 4 * lowest) == (regime in ("crawling", "diverging")), (regime, loss[-1], lowest)


# ---------------------------------------------------------------------- plots


def run(learning_rate=0.5, epochs=20, hidden_size=8, seed=0, **options):
    return FirstNeuralNetwork(hidden_size=hidden_size, rng=seed).train(
        X, Y, learning_rate, epochs, report_every=None, **options
    )


def axes_of(picture):
    """The axes of a picture, which has been drawn without a warning and says what it shows."""
    bundle = picture._repr_mimebundle_()
    assert {"text/html", "image/png", "text/plain"} == set(bundle) and bundle["text/plain"] == picture.words
    return picture.figure.axes


def test_loss_and_accuracy_curves():
    history = run(X_test=X[:50], Y_test=Y[:50])
    picture = plots.training_curves(history, BEST)
    for ax, train, test, limit in zip(
        axes_of(picture),
        (history.loss, 100 * history.accuracy),
        (history.test_loss, 100 * history.test_accuracy),
        (BEST.loss, 100 * BEST.accuracy),
    ):
        lines = ax.lines
        assert np.array_equal(lines[0].get_xdata(), history.epoch) and np.array_equal(lines[0].get_ydata(), train)
        assert np.array_equal(lines[1].get_ydata(), test) and set(lines[2].get_ydata()) == {limit}
        assert [line.get_color() for line in lines] == [TRAIN, TEST, LIMIT]
        assert len({line.get_linestyle() for line in lines}) == 3 and len(ax.get_legend().get_texts()) == 3
    assert picture.figure.axes[0].get_yscale() == "log"
    assert f"from {history.loss[0]:.2f} to {history.loss[-1]:.3f}" in picture.words and "95.3 %" in picture.words
    left, right = axes_of(plots.training_curves(run()))
    assert len(left.lines) == len(right.lines) == 1 and "possible" not in plots.training_curves(run()).words


def test_several_losses():
    runs = {name: run(rate) for name, rate in (("a", 0.1), ("b", 0.3), ("c", 0.5), ("d", 1))}
    picture = plots.losses(runs, BEST)
    (ax,) = axes_of(picture)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [*runs, "lowest possible"]
    for line, history in zip(ax.lines, runs.values()):
        assert np.array_equal(line.get_ydata(), history.loss)
    assert len({line.get_color() for line in ax.lines[:4]}) == 4
    assert len({str(line._dash_pattern) for line in ax.lines}) == 5
    assert f"d ends at {runs['d'].loss[-1]:.2f}" in picture.words
    with pytest.raises(ValueError, match="at most 4"):
        plots.losses({**runs, "e": run()})


def parabola(w):
    return (w - 3) ** 2


def test_valley():
    path = [0.0, 0.6, 1.08, 1.464]
    picture = plots.valley(parabola, path)
    (ax,) = axes_of(picture)
    ground, walk, start = ax.lines
    assert ground.get_ydata().min() < 0.01 and ground.get_xdata()[[0, -1]].tolist() == [-1, 7]
    assert walk.get_xdata().tolist() == path and np.allclose(walk.get_ydata(), (np.array(path) - 3) ** 2)
    assert start.get_xdata() == 0 and start.get_ydata() == 9
    assert [text.get_text() for text in ax.texts] == ["0", "1", "2"] and ax.texts[1].xy == (0.6, pytest.approx(5.76))
    assert "3 steps leads from w = 0 to w = 1.46, and the loss from 9 to 2.36" in picture.words


def test_valleys():
    paths = {0.1: [0.0, 0.6], 1.1: [0.0, 6.6]}
    picture = plots.valleys(parabola, paths)
    for ax, (rate, path) in zip(axes_of(picture), paths.items(), strict=True):
        assert ax.get_title() == f"learning rate {rate}" and ax.lines[1].get_xdata().tolist() == path
    assert "with 0.1 at w = 0.6 and with 1.1 at w = 6.6" in picture.words


def bowl(place):
    return (place[0] - 1) ** 2 + 4 * (place[1] + 2) ** 2


def bowl_gradient(place):
    return np.array([2 * (place[0] - 1), 8 * (place[1] + 2)])


def test_landscape_map():
    path = descent(bowl_gradient, (3, 3), 0.02, 5)
    picture = plots.landscape(bowl, [path], bowl_gradient)
    (ax,) = axes_of(picture)
    assert ax.get_aspect() == 1 and ax.get_xlim() == ax.get_ylim() == (-4, 4)
    assert "lowest place is near (1, −2), with a loss of 0.000" in picture.words
    assert "A walk from (3, 3) ends at" in picture.words and "at right angles" in picture.words
    assert "right angles" not in plots.landscape(bowl, [path]).words
    ground = lessons.Landscape(bowl)
    row, column = 10, 60
    assert ground.loss[row, column] == pytest.approx(bowl((ground.places[column], ground.places[row])))


@pytest.mark.parametrize("place", [(3.0, 3.0), (-2.0, 1.0), (0.5, -3.0)])
def test_the_arrow_is_at_right_angles_to_the_contour(place):
    picture = plots.landscape(bowl)
    picture.figure.draw_without_rendering()
    ax = picture.figure.axes[0]
    walk = WalkOnMap(ax)
    walk.move([place], bowl_gradient(place))
    arrow = ax.transData.transform(walk.arrow.xy) - ax.transData.transform(walk.arrow.get_position())
    along = np.array([-1, 1]) * bowl_gradient(place)[::-1] * 1e-4
    assert bowl(place + along) == pytest.approx(bowl(place), abs=1e-4)
    on_screen = ax.transData.transform(place + along) - ax.transData.transform(place)
    assert abs(arrow @ on_screen) < 1e-2 * np.hypot(*arrow) * np.hypot(*on_screen)


def test_no_arrow_on_flat_ground():
    walk = WalkOnMap(plots.landscape(bowl).figure.axes[0])
    walk.move([(1, -2)], bowl_gradient((1, -2)))
    assert not walk.arrow.get_visible()
    walk.move([(0, 0)], bowl_gradient((0, 0)))
    assert walk.arrow.get_visible() and walk.start.get_xdata() == 0


def test_regimes_and_riddle():
    runs = {rate: run(rate, 100, 64) for rate in (0.003, 0.5, 3, 8)}
    picture = plots.regimes(runs, BEST)
    for ax, (rate, history) in zip(axes_of(picture), runs.items(), strict=True):
        assert ax.get_title() == f"{rate}: {plots.regime(history)}"
        assert np.array_equal(ax.lines[0].get_ydata(), history.loss) and history.loss.max() < ax.get_ylim()[1]
    riddle = plots.riddle()
    for ax, (name, history) in zip(axes_of(riddle), lessons.riddle_runs().items(), strict=True):
        assert ax.get_title() == name and np.array_equal(ax.lines[0].get_ydata(), history.loss)
        assert history.loss.max() < ax.get_ylim()[1] and ax.get_legend() is None
    assert len({history.loss[0] for history in lessons.riddle_runs().values()}) == 1
    assert not re.search("|".join(checks.REGIMES), riddle.words)


def made(losses, problem=None):
    return History([Record(epoch, loss, 0.5) for epoch, loss in enumerate(losses)], problem)


STEADY = np.linspace(2.5, 2.0, 50)
FALLING = 0.1 + 2.4 * 0.8 ** np.arange(50)


@pytest.mark.parametrize(
    ("history", "word"),
    [
        (made(STEADY), "crawling"),
        (made(FALLING), "good"),
        (made(FALLING + 0.05 * (np.arange(50) % 2)), "oscillating"),
        (made(FALLING + 1.0), "stuck"),
        (made([2.5, 9.0, *np.full(48, 2.3)]), "diverging"),
        (made([2.5, 9.0, *np.full(48, 2.3)], DEAD), "diverging"),
        (made([2.5], GREW), "diverging"),
        (made([2.5, 2.4, *np.full(48, 2.3)], DEAD), "dead"),
        (made([2.5] * 5), "stuck"),
        (made([2.5]), "stuck"),
    ],
)
def test_regime(history, word):
    assert plots.regime(history) == word


@pytest.mark.parametrize(
    ("rate", "word"),
    [
        (0.003, "crawling"),
        (0.1, "good"),
        (0.5, "good"),
        (1, "good"),
        (2, "oscillating"),
        (3, "oscillating"),
        (8, "diverging"),
        (1000, "diverging"),
    ],
)
def test_regime_of_real_runs(rate, word):
    assert {plots.regime(run(rate, 300, 64, seed)) for seed in range(2)} == {word}


# ------------------------------------------------------------ panel: training


@pytest.fixture(scope="module")
def panel():
    return training_panel()


def settings(panel):
    return {name: control.value for name, control in panel.controls.items()}


def sound(panel):
    """The panel is in order and its sentence says all its values and no NaN."""
    assert panel.problem is None, panel.problem
    now = settings(panel)
    rate = f"{float(format(now['learning_rate'], '.2g')):g}"
    start = f"Learning rate {rate}, hidden size {now['hidden_size']}, start {now['seed']}, {now['epochs']:,} epochs. "
    assert panel.sentence.startswith(start) or now["learning_rate"] >= 1000 or now["learning_rate"] < 1e-4
    assert "nan" not in panel.sentence.lower() and " inf" not in panel.sentence.lower()
    assert panel.sentence.replace("<", "").replace(" %", "&nbsp;%") in panel.words.value
    for line in panel.picture.artists:
        assert np.isfinite(line.get_ydata()).all() and len(line.get_xdata())


def test_panel_start_and_ends_of_every_control(panel):
    sound(panel)
    assert settings(panel) == {"learning_rate": pytest.approx(0.5, rel=0.01), "hidden_size": 64, "seed": 0, "epochs": 300}
    assert "A good run" in panel.sentence and f"{BEST.loss:.3f}" in panel.sentence and "95.3 %" in panel.sentence
    assert (10 ** panel.controls["learning_rate"].min, 10 ** panel.controls["learning_rate"].max) == pytest.approx(
        (0.001, 10)
    )
    for name, ends in {"learning_rate": (0.001, 10), "hidden_size": (1, 128), "seed": (0, 20), "epochs": (10, 3000)}.items():
        before = panel.controls[name].value
        pictures = set()
        for end in ends:
            panel.controls[name].value = end
            sound(panel)
            pictures.add(panel.image.value)
        assert len(pictures) == 2, name
        panel.controls[name].value = before


def test_panel_shows_the_run_that_it_tells():
    panel = training_panel(learning_rate=0.1, hidden_size=16, epochs=50, seed=4)
    history = run(panel.controls["learning_rate"].value, 50, 16, 4)
    loss_line, lowest, accuracy_line, highest = panel.picture.artists
    np.testing.assert_allclose(loss_line.get_ydata(), np.clip(history.loss, *LOSS_RANGE))
    np.testing.assert_allclose(accuracy_line.get_ydata(), 100 * history.accuracy)
    assert loss_line.axes.get_xlim() == accuracy_line.axes.get_xlim() == (0, 50)
    assert f"from {history.loss[0]:.3f} to {history.loss[-1]:.3f} nats" in panel.sentence
    assert set(lowest.get_ydata()) == {BEST.loss} and set(highest.get_ydata()) == {100 * BEST.accuracy}


def test_panel_redraws_the_axis_when_the_epochs_change():
    moved, fresh = training_panel(epochs=300, hidden_size=8), training_panel(epochs=100, hidden_size=8)
    moved.controls["epochs"].value = 100
    assert np.array_equal(moved.picture.pixels(), fresh.picture.pixels())


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"learning_rate": 0.002}, "It crawls"),
        ({"learning_rate": 0.5}, "A good run"),
        ({"learning_rate": 3}, "It oscillates"),
        ({"learning_rate": 8}, "Then it dies: every hidden unit gives 0"),
        ({"learning_rate": 4, "seed": 1}, "does not come back far below its start"),
        ({"learning_rate": 1000}, "It diverges"),
        ({"learning_rate": 1e300}, "It diverges"),
        ({"learning_rate": 1e-9}, "It crawls"),
        ({"hidden_size": 1, "seed": 1}, "It dies"),
        ({"hidden_size": 1, "seed": 17}, "Dead from the start"),
        ({"hidden_size": 1, "seed": 0, "epochs": 3000}, "more hidden units"),
        ({"learning_rate": 2, "hidden_size": 500, "epochs": 25}, "Learning rate 2, hidden size 500"),
    ],
)
def test_panel_words(given, words):
    panel = training_panel(**given)
    sound(panel)
    assert words.lower() in panel.sentence.lower(), panel.sentence
    assert all(settings(panel)[name] == pytest.approx(value, rel=0.13) for name, value in given.items())


@pytest.mark.parametrize("seed", [0, 3])
@pytest.mark.parametrize("rate", [5, 6, 8, 10])
def test_panel_tells_a_jump_and_a_death_apart_from_growth(rate, seed):
    panel = training_panel(learning_rate=rate, seed=seed)
    history = run(panel.controls["learning_rate"].value, 300, 64, seed)
    assert history.loss[-1] < history.loss[0] and GREW not in panel.sentence
    assert f"{history.loss.max():.1f} nats at epoch {history.loss.argmax()}" in panel.sentence
    assert panel.sentence.endswith("Try shorter steps.")


@pytest.mark.parametrize("seed", [3, 9, 10, 12])
def test_a_tip_is_given_only_where_it_helps(seed):
    assert all(run(rate, 300, 1, seed).accuracy[-1] == 0.1 for rate in (0.5, 0.05))
    panel = training_panel(hidden_size=1, seed=seed)
    assert panel.sentence.endswith("Try another start or more hidden units.") and "shorter" not in panel.sentence
    assert run(0.5, 300, 16, seed).accuracy[-1] == BEST.accuracy


@pytest.mark.parametrize(
    "given",
    [
        {"learning_rate": 0},
        {"learning_rate": "1"},
        {"hidden_size": 0},
        {"epochs": 0},
        {"seed": -1},
        {"learning_rate": np.nan},
    ],
)
def test_panel_refuses_nonsense_in_a_sentence(given):
    with pytest.raises(ValueError, match=next(iter(given))):
        training_panel(**given)


# ----------------------------------------------------------- panel: landscape


@pytest.fixture(scope="module")
def hills():
    return widgets.landscape_panel()


def go(panel, learning_rate, x, y):
    for name, value in {"learning_rate": learning_rate, "x": x, "y": y}.items():
        panel.controls[name].value = value
    assert panel.problem is None, panel.problem
    return panel.sentence


@pytest.mark.parametrize(
    ("setting", "kind"),
    [
        ((0.5, 3, 3), "It arrives."),
        ((1.6, -3, 3.5), "It arrives."),
        ((0.03, 3, 3), "still on its way"),
        ((2.5, 3, 3), "It jumps"),
        ((10, 3, 3), "It jumps onto flat ground"),
        ((0.5, -2, -2), "The ground is flat here"),
        ((0.5, -3, 2), "comes to rest above the lowest place"),
        ((5, 0, 4), "It leaves the map"),
    ],
)
def test_landscape_panel_words(hills, setting, kind):
    assert kind in go(hills, *setting), hills.sentence
    walk, _, arrow, curve, limit = hills.picture.artists
    path = descent(gradient_of_two, setting[1:], hills.controls["learning_rate"].value)
    np.testing.assert_allclose(np.transpose(walk.get_data()), path)
    np.testing.assert_allclose(curve.get_ydata(), [loss_of_two(place) for place in path])
    assert arrow.get_visible() == bool(np.any(gradient_of_two(path[0])))
    assert np.all(curve.get_ydata() >= np.unique(limit.get_ydata()) - 1e-3)


def test_the_gradient_of_the_landscape_is_the_measured_one():
    for place in np.random.default_rng(0).uniform(-4, 4, (20, 2)):
        np.testing.assert_allclose(gradient_of_two(place), firstnn.numerical_gradient(loss_of_two, place), atol=1e-6)


def test_landscape_panel_takes_another_landscape():
    panel = widgets.landscape_panel(bowl, bowl_gradient, learning_rate=0.1, start=(-1, 0), names=("a", "b"))
    assert "start at a = −1, b = 0" in panel.sentence and panel.sentence.endswith("It arrives.")
    with pytest.raises(ValueError, match="start"):
        widgets.landscape_panel(start=(5, 0))


# --------------------------------------------------------------- panel: watch


@pytest.fixture(scope="module")
def film():
    return widgets.watch_panel()


@pytest.mark.parametrize(("epoch", "digit"), [(0, 9), (12, 9), (150, 0)])
def test_each_frame_is_the_network_after_so_many_epochs(film, epoch, digit):
    film.controls["epoch"].value, film.controls["digit"].value = epoch, digit
    assert film.problem is None
    network = FirstNeuralNetwork(rng=0)
    history = network.train(X, Y, 0.5, epoch, report_every=None)
    answer = network.forward(firstnn.create_digit_image(digit).reshape(1, -1))[0]
    assert f"loss {history.loss[-1]:.3f} nats" in film.sentence
    assert f"{round(150 * history.accuracy[-1])} of 150 damaged digits right" in film.sentence
    assert f"To the clean {digit} the network answers {answer.argmax()}, with" in film.sentence
    assert len(film.picture.artists[-1].get_xdata()) == 1 and film.picture.artists[-1].get_ydata()[0] == pytest.approx(
        history.loss[-1]
    )


def test_play_is_linked_to_the_slider_of_epochs(film):
    (play,) = [child for child in film.children[0].children if isinstance(child, ipywidgets.Play)]
    links = [widget for widget in _instances.values() if isinstance(widget, Link)]
    assert any(link.source == (play, "value") and link.target == (film.controls["epoch"], "index") for link in links)
    assert (play.min, play.max, len(film.controls["epoch"].options)) == (0, 150, 151)


# ----------------------------------------------------- what the notebook says


@pytest.fixture(scope="module")
def lesson():
    node = nbformat.read(ROOT / "notebooks" / "05_training.ipynb", as_version=4)
    printed = "\n".join(
        str(output.get("text", "")) + str(output.get("data", {}).get("text/plain", ""))
        for cell in node.cells
        for output in cell.get("outputs", [])
    )
    prose = "\n".join(cell.source for cell in node.cells if cell.cell_type == "markdown")
    return node, printed, prose


def test_the_long_training_prints_a_line_every_100_epochs(lesson):
    node, _, prose = lesson
    (cell,) = [cell for cell in node.cells if cell.metadata.get("scrolled")]
    lines = cell.outputs[0]["text"].splitlines()
    assert [int(line.split()[1].replace(",", "")) for line in lines] == list(range(0, 10001, 100))
    accuracies = [re.findall(r"accuracy +([\d.]+)%", line) for line in lines]
    settled = max(number for number, line in enumerate(accuracies) if line != accuracies[-1]) + 1
    assert 22 <= settled <= 24 and "After about 2,300" in prose
    assert "*above* the best possible" in prose and float(accuracies[-1][1]) > 100 * BEST.accuracy


def test_the_landscape_of_the_lesson_is_that_of_the_panel(lesson):
    node, printed, prose = lesson
    (cell,) = [cell for cell in node.cells if "def loss_of_two" in cell.source]
    mine = {"np": np, **vars(firstnn.passes)}
    exec(cell.source, mine)
    for place in np.random.default_rng(0).uniform(-4, 4, (20, 2)):
        assert mine["loss_of_two"](place) == loss_of_two(place)
        assert np.array_equal(mine["gradient_of_two"](place), gradient_of_two(place))
    starts, bottom, flat = (int(re.search(rf"{words}: (\d+)", printed)[1]) for words in ("starts", "bottom", "ground"))
    assert starts == 81 and "Fewer than half" in prose and bottom < 0.45 * starts and flat > 20


def test_the_landscape_answers_as_told(hills, lesson):
    assert "From 2.5 on." in lesson[2]
    assert "uphill" not in go(hills, 10**0.3, 3, 3) and "uphill" in go(hills, 10**0.4, 3, 3)
    for place in ((-3, 2), (3, -2)):
        assert "comes to rest above" in go(hills, 0.5, *place)


def test_the_film_answers_as_told(lesson):
    _, _, prose = lesson
    frames = films.film(64, 0.5, range(151), 0)
    answers = np.array([frame.answers.argmax(axis=1) for frame in frames])
    assert "For the 9, after 12 epochs" in prose and (answers[12:, 9] == 9).all() and (answers[:12, 9] != 9).all()
    assert "at the start to seven of the ten clean digits" in prose and np.sum(answers[0] == 5) == 7
    said, exact = (
        frames[-1].answers[9, 9],
        firstnn.best_possible().exact_probabilities(firstnn.create_digit_image(9).reshape(1, 15)),
    )
    assert "grows past its black frame" in prose and said > exact[0, 9] + 0.1
    change = np.abs(frames[-1].W1 - frames[0].W1).mean()
    assert "about 0.28 away from 0 and changes by about 0.09" in prose
    assert np.abs(frames[0].W1).mean() == pytest.approx(0.28, abs=0.005) and change == pytest.approx(0.09, abs=0.005)
    assert np.argsort(frames[-1].answers[0])[-2] == 8


def test_the_knobs_answer_as_told(lesson):
    _, _, prose = lesson
    ends = {rate: run(rate, 300, 64, 0) for rate in 10 ** np.array([0.1, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 1.0])}
    words = [plots.regime(history) for history in ends.values()]
    accuracies = [history.accuracy[-1] for history in ends.values()]
    assert "up to a learning rate of about 1.3" in prose and words[:4] == ["good"] + ["oscillating"] * 3
    assert "up to about 4." in prose and accuracies[3] == BEST.accuracy
    assert "From 5 on the loss jumps up, all hidden units die" in prose
    assert all(history.loss.max() > history.loss[0] and history.accuracy[-1] == 0.1 for history in [*ends.values()][4:])
    alone = np.array([run(0.5, 300, 1, seed).accuracy[-1] for seed in range(21)])
    assert 8 <= np.sum(alone == 0.1) <= 13 and "About half of the starts end at 10 %" in prose
    others = alone[alone != 0.1]
    assert others.min() > 0.19 and others.max() < 0.45 and "a fifth to two fifths" in prose


def test_how_many_starts_get_stuck(lesson):
    _, printed, prose = lesson
    rows = {int(row[0]): list(map(int, row[1:])) for row in re.findall(r"^ +(\d+) +(\d+) +(\d+) +(\d+)$", printed, re.M)}
    assert rows.keys() == {1, 4, 8, 16}
    assert "None with 1 or 4, 36 of 40 with 8, and all 40 with 16" in prose
    assert [rows[size][0] for size in rows] == [0, 0, 36, 40]
    assert "many starts end at 15 right" in prose and rows[1][1] == 15
    assert "by no more than two pictures" in prose and rows[8][1] >= 141


def test_the_size_of_the_start(lesson):
    _, printed, prose = lesson
    rows = {
        row[0]: list(map(float, row[1:]))
        for row in re.findall(r"^(\S+) +([\d.]+) +([\d.]+) +([\d.]+) +([\d.]+)$", printed, re.M)
    }
    assert list(rows) == ["0", "0.01", "root", "5"]
    assert len(set(rows["0"])) == 1 and rows["root"][3] == min(row[3] for row in rows.values())
    assert rows["5"][0] > 100 and "in the hundreds" in prose and rows["0.01"][1] > 2


def test_prose_holds(lesson):
    _, printed, prose = lesson
    assert "1,674" in prose and FirstNeuralNetwork().number_of_parameters == 1674
    assert "143 of 150" in prose and (BEST.correct, BEST.total) == (143, 150)
    assert "on every damaged digit: 143 right" in printed
    above = int(re.search(r"above the best possible: (\d+)%", printed)[1])
    assert 40 < above < 60
    products = [int(number) for number in re.findall(r"rate x epochs (\d+)", printed)]
    assert len(products) == 3 and max(products) < 1.2 * min(products) and "hardly changes" in prose
    (slow, slow_test), (fast, fast_test) = re.findall(r"training loss ([\d.]+)   test loss ([\d.]+)", printed)
    assert float(fast) < BEST.loss < float(slow) and float(fast_test) > float(fast) and float(slow_test) > float(slow)
    different = int(re.search(r"different pictures: (\d+)", printed)[1])
    assert "About 100." in prose and 95 < different <= 104


def test_batches_are_rough_and_momentum_is_smooth():
    X_train, Y_train = firstnn.create_dataset(1000, rng=1)

    def losses(**options):
        return FirstNeuralNetwork(rng=0).train(X_train, Y_train, 0.2, 40, report_every=None, **options).loss

    plain, batches, momentum = losses(), losses(batch_size=20, rng=0), losses(momentum=0.9)
    assert (np.diff(plain) < 0).all() and (np.diff(momentum) < 0).all() and (np.diff(batches) > 0).sum() > 5
    assert batches[-1] < momentum[-1] < plain[-1] and batches[5] < momentum[5] < plain[5]


def test_no_printed_times(lesson):
    _, printed, _ = lesson
    assert not re.search(r"\d\s*(?:seconds|ms|s)\b", printed)


def test_the_stored_panels_are_still_pictures(lesson):
    node, _, _ = lesson
    cells = [cell for cell in node.cells if cell.cell_type == "code" and "_panel(" in cell.source]
    assert len(cells) == 3 and all("A still picture" in cell.outputs[0]["data"]["text/html"] for cell in cells)
