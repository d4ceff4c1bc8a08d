"""Lesson 05: its checks, its plots, panel 5, and the numbers that stand in its prose."""

import base64
import copy
import re
import warnings
from itertools import permutations

import matplotlib
import nbformat
import numpy as np
import pytest
from conftest import ROOT
from matplotlib.colors import to_rgb

import firstnn
from firstnn import FirstNeuralNetwork, check, plots
from firstnn.check import training as checks
from firstnn.check.result import NOT_WRITTEN
from firstnn.network import Gradients
from firstnn.plots import training as drawing
from firstnn.plots.style import LIMIT, TEST, TRAIN
from firstnn.training import DEAD, GREW, History, Record
from firstnn.widgets.training import LOSS_RANGE, training_panel

pytestmark = pytest.mark.filterwarnings("error")
X, Y = firstnn.every_damaged_digit()
BEST = firstnn.best_possible()


def messages(checked, wrongs):
    """The message for each wrong answer, all of them failures in one or two sentences and no two alike."""
    results = {name: checked(wrong) for name, wrong in wrongs.items()}
    assert not any(results.values()), [name for name, result in results.items() if result]
    said = {name: result.message for name, result in results.items()}
    assert len(set(said.values())) == len(said), sorted(said.values())
    return said


# ------------------------------------------------------------------ two_steps


@pytest.mark.parametrize("value", [2.44, np.float64(2.44), np.array(2.44), 2.4400001])
def test_two_steps_right(value):
    assert check.two_steps(value)


def test_two_steps_wrong():
    said = messages(
        check.two_steps,
        {
            "one": 1.8,
            "same": 2.6,
            "uphill": 1 - 0.8 - 0.96,
            "one uphill": 0.2,
            "no rate": 1.0,
            "slope": -6.4,
            "loss": 6.55,
            "half": 1.76,
            "old": 1.72,
        },
    )
    assert "after one step" in said["one"] and "same step twice" in said["same"] and "uphill" in said["uphill"]
    assert "learning rate" in said["no rate"] and "slope" in said["slope"] and "loss" in said["loss"] and "2" in said["half"]
    assert "old valley" in said["old"] and "uphill, and only one step" in said["one uphill"]


@pytest.mark.parametrize("value", ["2.44", [2.44, 1], np.nan, (), object(), True])
def test_two_steps_takes_anything(value):
    assert not check.two_steps(value)
    assert check.two_steps(...).message == check.two_steps(None).message == NOT_WRITTEN


# --------------------------------------------------------------------- update


def update_by_loops(W, b, dW, db, learning_rate):
    W, b = W.copy(), b.copy()
    for i in range(W.shape[0]):
        for j in range(W.shape[1]):
            W[i, j] -= learning_rate * dW[i, j]
    for j in range(b.shape[1]):
        b[0][j] = b[0][j] - learning_rate * db[0][j]
    return [W, b]


def in_place(W, b, dW, db, learning_rate):
    W -= learning_rate * dW
    b -= learning_rate * db
    return W, b


def in_place_biases(W, b, dW, db, learning_rate):
    b -= learning_rate * db
    return W - learning_rate * dW, b


def in_place_weights(W, b, dW, db, learning_rate):
    W -= learning_rate * dW
    return W, b - learning_rate * db


def in_place_without_return(W, b, dW, db, learning_rate):
    W -= learning_rate * dW


WRONG_UPDATES = {
    "sign": (lambda W, b, dW, db, learning_rate: (W + learning_rate * dW, b + learning_rate * db), "uphill"),
    "rate forgotten": (lambda W, b, dW, db, learning_rate: (W - dW, b - db), "learning rate is forgotten"),
    "both": (lambda W, b, dW, db, learning_rate: (W + dW, b + db), "Two things"),
    "weight only": (lambda W, b, dW, db, learning_rate: (W - learning_rate * dW, b), "biases stay"),
    "bias only": (lambda W, b, dW, db, learning_rate: (W, b - learning_rate * db), "weights stay"),
    "one array": (lambda W, b, dW, db, learning_rate: W - learning_rate * dW, "both new arrays"),
    "order": (lambda W, b, dW, db, learning_rate: (b - learning_rate * db, W - learning_rate * dW), "order"),
    "steps": (lambda W, b, dW, db, learning_rate: (learning_rate * dW, learning_rate * db), "steps themselves"),
    "negative steps": (lambda W, b, dW, db, learning_rate: (-learning_rate * dW, -learning_rate * db), "Add them to W"),
    "product": (lambda W, b, dW, db, learning_rate: (W - learning_rate * dW * W, b - learning_rate * db * b), "multiply W"),
    "division": (lambda W, b, dW, db, learning_rate: (W - dW / learning_rate, b - db / learning_rate), "divide"),
    "brackets": (lambda W, b, dW, db, learning_rate: (learning_rate * (W - dW), learning_rate * (b - db)), "Brackets"),
    "unchanged": (lambda W, b, dW, db, learning_rate: (W, b), "as they were"),
    "own rate": (lambda W, b, dW, db, learning_rate: (W - 0.01 * dW, b - 0.01 * db), "0.01"),
    "rate of one example": (lambda W, b, dW, db, learning_rate: (W - 0.5 * dW, b - 0.5 * db), "0.5"),
    "in place": (in_place, "W = W - "),
    "nothing back": (lambda W, b, dW, db, learning_rate: print(end=""), "return"),
    "error": (lambda W, b, dW, db, learning_rate: W @ dW, "ValueError"),
    "one argument": (lambda W: W, "TypeError"),
    "flat": (lambda W, b, dW, db, learning_rate: (W.ravel(), b.ravel()), "shape"),
    "three": (lambda W, b, dW, db, learning_rate: (W, b, dW), "2 things"),
}


def test_update():
    assert check.update(lambda W, b, dW, db, learning_rate: (W - learning_rate * dW, b - learning_rate * db))
    assert check.update(update_by_loops)
    said = messages(check.update, {name: wrong for name, (wrong, _) in WRONG_UPDATES.items()})
    for name, (_, word) in WRONG_UPDATES.items():
        assert word in said[name], (name, said[name])
    for wrong in (in_place_weights, in_place_biases, in_place_without_return):
        assert check.update(wrong).message == said["in place"]


# ---------------------------------------------------------------------- train


def lesson_loop(network, X, Y, learning_rate, epochs):
    losses = []
    for _epoch in range(epochs):
        Y_hat = network.forward(X)
        losses.append(network.compute_loss(Y, Y_hat))
        network.update_parameters(*network.backward(X, Y, Y_hat), learning_rate)
    return losses


def in_place_while(network, X, Y, learning_rate, epochs):
    losses, epoch = np.zeros(epochs), 0
    while epoch < epochs:
        Y_hat = network.forward(X)
        losses[epoch] = -np.mean([np.log(row[label]) for row, label in zip(Y_hat, Y)])
        dW1, db1, dW2, db2 = network.backward(X, Y, Y_hat)
        network.W1 -= learning_rate * dW1
        network.b1 -= learning_rate * db1
        network.W2 -= learning_rate * dW2
        network.b2 -= learning_rate * db2
        epoch += 1
    return losses


def gradients_once(network, X, Y, learning_rate, epochs):
    losses = []
    gradients = network.backward(X, Y, network.forward(X))
    for _ in range(epochs):
        losses.append(network.compute_loss(Y, network.forward(X)))
        network.update_parameters(*gradients, learning_rate)
    return losses


def all_once(network, X, Y, learning_rate, epochs):
    losses = []
    Y_hat = network.forward(X)
    loss, gradients = network.compute_loss(Y, Y_hat), network.backward(X, Y, Y_hat)
    for _ in range(epochs):
        losses.append(loss)
        network.update_parameters(*gradients, learning_rate)
    return losses


def forward_once(network, X, Y, learning_rate, epochs):
    losses = []
    Y_hat = network.forward(X)
    for _ in range(epochs):
        losses.append(network.compute_loss(Y, Y_hat))
        network.update_parameters(*network.backward(X, Y, Y_hat), learning_rate)
    return losses


def one_epoch_less(network, X, Y, learning_rate, epochs):
    losses = []
    for _ in range(1, epochs):
        losses += lesson_loop(network, X, Y, learning_rate, 1)
    return losses


def one_epoch_more(network, X, Y, learning_rate, epochs):
    losses = []
    for _ in range(epochs + 1):
        losses += lesson_loop(network, X, Y, learning_rate, 1)
    return losses


def loss_after_the_loop_too(network, X, Y, learning_rate, epochs):
    return network.train(X, Y, learning_rate, epochs, report_every=None).loss


def loss_after_the_step(network, X, Y, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        network.update_parameters(*network.backward(X, Y, network.forward(X)), learning_rate)
        losses.append(network.compute_loss(Y, network.forward(X)))
    return losses


def loss_summed(network, X, Y, learning_rate, epochs):
    return [len(X) * loss for loss in lesson_loop(network, X, Y, learning_rate, epochs)]


def accuracy_recorded(network, X, Y, learning_rate, epochs):
    shares = []
    for _ in range(epochs):
        shares.append(np.mean(network.predict(X) == Y))
        lesson_loop(network, X, Y, learning_rate, 1)
    return shares


def probabilities_recorded(network, X, Y, learning_rate, epochs):
    kept = []
    for _ in range(epochs):
        kept.append(network.forward(X))
        lesson_loop(network, X, Y, learning_rate, 1)
    return kept


def no_update(network, X, Y, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        Y_hat = network.forward(X)
        losses.append(network.compute_loss(Y, Y_hat))
        dW1, *_ = network.backward(X, Y, Y_hat)
        W1 = network.W1 - learning_rate * dW1  # noqa: F841
    return losses


def new_network(network, X, Y, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        network = FirstNeuralNetwork()
        losses += lesson_loop(network, X, Y, learning_rate, 1)
    return losses


def new_network_once(network, X, Y, learning_rate, epochs):
    return lesson_loop(FirstNeuralNetwork(rng=0), X, Y, learning_rate, epochs)


def new_weights(network, X, Y, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        network.W1 = np.random.default_rng(0).normal(size=network.W1.shape)
        losses += lesson_loop(network, X, Y, learning_rate, 1)
    return losses


def only(*learning):
    def learns_in_part(network, X, Y, learning_rate, epochs):
        losses = []
        for _ in range(epochs):
            Y_hat = network.forward(X)
            losses.append(network.compute_loss(Y, Y_hat))
            slopes = network.backward(X, Y, Y_hat)
            for name in learning:
                setattr(network, name, getattr(network, name) - learning_rate * getattr(slopes, f"d{name}"))
        return losses

    return learns_in_part


def climbing(network, X, Y, learning_rate, epochs):
    return only("W1", "b1", "W2", "b2")(network, X, Y, -learning_rate, epochs)


def list_inside(network, X, Y, learning_rate, epochs):
    for _ in range(epochs):
        losses = lesson_loop(network, X, Y, learning_rate, 1)
    return losses


def return_inside(network, X, Y, learning_rate, epochs):
    for _ in range(epochs):
        return lesson_loop(network, X, Y, learning_rate, 1)


def network_back(network, X, Y, learning_rate, epochs):
    lesson_loop(network, X, Y, learning_rate, epochs)
    return network


def changes_the_data(network, X, Y, learning_rate, epochs):
    X[X == 0] = 0.5
    return lesson_loop(network, X, Y, learning_rate, epochs)


def swapped_losses(network, X, Y, learning_rate, epochs):
    return [network.compute_loss(network.forward(X), Y) for _ in range(epochs)]


def swapped_backward(network, X, Y, learning_rate, epochs):
    return [network.backward(X, network.forward(X), Y) for _ in range(epochs)]


def swapped_update(network, X, Y, learning_rate, epochs):
    return [network.update_parameters(learning_rate, *network.backward(X, Y, network.forward(X))) for _ in range(epochs)]


def swapped_pictures(network, X, Y, learning_rate, epochs):
    return [network.forward(Y) for _ in range(epochs)]


def stops(network, X, Y, learning_rate, epochs):
    return network.forwards(X)


WRONG_LOOPS = {
    gradients_once: "gradients are computed once",
    forward_once: "forward pass is made once",
    one_epoch_less: "One epoch is missing",
    one_epoch_more: "One epoch too many",
    loss_after_the_loop_too: "one loss too many",
    loss_after_the_step: "one step late",
    loss_summed: "sums",
    accuracy_recorded: "accuracies",
    probabilities_recorded: "Did you append Y_hat",
    no_update: "never takes a step",
    new_network: "new FirstNeuralNetwork",
    climbing: "climb",
    only("W1", "W2"): "b1 and b2",
    only("W2", "b2"): "Only the output layer learns",
    only("W1", "b1"): "Only the hidden layer learns",
    list_inside: "only the last loss",
    return_inside: "return stands inside",
    network_back: "You return the network",
    changes_the_data: "changes what it was given",
    stops: "AttributeError",
    swapped_losses: "compute_loss(Y, Y_hat)",
    swapped_backward: "it is network.backward(X, Y, Y_hat)",
    swapped_update: "the learning rate last",
    swapped_pictures: "take the pictures first",
    lambda network, X, Y, epochs, learning_rate: lesson_loop(network, X, Y, learning_rate, epochs): "range needs epochs",
    lambda network, X, Y, learning_rate, epochs: lesson_loop(network, X, Y, 1.0, epochs): "learning rate is forgotten",
    lambda network, X, Y, learning_rate, epochs: lesson_loop(
        network, X, Y, 0.01, epochs
    ): "always take the learning rate 0.01",
    lambda network, X, Y, learning_rate, epochs: lesson_loop(network, X, Y, 0.5, epochs): "learning rate 0.5",
    lambda network, X, Y, learning_rate, epochs: lesson_loop(network, X, Y, learning_rate, 50): "50 losses",
    lambda network, X, Y, learning_rate, epochs: lesson_loop(network, X, Y, learning_rate, epochs + 2): "6 losses",
    lambda network, X, Y, learning_rate, epochs: lesson_loop(network, X, Y, learning_rate, epochs)[-1]: "one number",
    lambda network, X, Y, learning_rate, epochs: (lesson_loop(network, X, Y, learning_rate, epochs), 3): "several things",
    lambda network, X, Y, learning_rate, epochs: [lesson_loop(network, X, Y, learning_rate, epochs), []][1]: "stays empty",
    lambda network, X, Y, learning_rate, epochs: {"losses": 1}: "type dict",
    lambda network, X, Y, learning_rate, epochs: print(end=""): "gives nothing back",
    lambda network, X: 3: "TypeError",
    lambda network, X, Y, learning_rate, epochs: [2.5] + [float("nan")] * (epochs - 1): "NaN",
}


def as_a_tuple(*arguments):
    return tuple(lesson_loop(*arguments))


@pytest.mark.parametrize("loop", [lesson_loop, in_place_while, as_a_tuple])
def test_train_right(loop):
    result = check.train(loop)
    assert result, result


def test_train_wrong():
    messages(check.train, {str(number): wrong for number, wrong in enumerate(WRONG_LOOPS)})
    for wrong, word in WRONG_LOOPS.items():
        assert word in check.train(wrong).message, (wrong.__name__, check.train(wrong).message)
    assert check.train(all_once).message == check.train(gradients_once).message


def new_network_with_a_seed(network, X, Y, learning_rate, epochs):
    return [loss for _ in range(epochs) for loss in new_network_once(network, X, Y, learning_rate, 1)]


def weights_like_the_old_ones(network, X, Y, learning_rate, epochs):
    network.W2 = FirstNeuralNetwork(hidden_size=network.hidden_size, rng=0).W2
    return lesson_loop(network, X, Y, learning_rate, epochs)


def weights_of_zero(network, X, Y, learning_rate, epochs):
    network.W1 = np.zeros_like(network.W1)
    return lesson_loop(network, X, Y, learning_rate, epochs)


def trains_a_copy(network, *arguments):
    return lesson_loop(copy.deepcopy(network), *arguments)


@pytest.mark.parametrize(
    "wrong",
    [
        new_network,
        new_network_once,
        new_network_with_a_seed,
        new_weights,
        weights_like_the_old_ones,
        weights_of_zero,
        trains_a_copy,
    ],
)
def test_train_another_network(wrong):
    assert "do you draw new weights" in check.train(wrong).message


def late_with_a_rate_of_its_own(network, X, Y, learning_rate, epochs):
    return loss_after_the_step(network, X, Y, 1.0, epochs)


def bits(network, X, Y, learning_rate, epochs):
    return [loss / np.log(2) for loss in lesson_loop(network, X, Y, learning_rate, epochs)]


def slopes_for_weights(network, X, Y, learning_rate, epochs):
    losses = lesson_loop(network, X, Y, learning_rate, epochs)
    network.W1 = learning_rate * network.backward(X, Y, network.forward(X)).dW1
    return losses


def weights_halved(network, X, Y, learning_rate, epochs):
    network.W1 = network.W1 / 2
    return lesson_loop(network, X, Y, learning_rate, epochs)


def no_update_and(recorded):
    def never_a_step(network, X, Y, learning_rate, epochs):
        return [recorded(network, X, Y) for _ in range(epochs)]

    return never_a_step


@pytest.mark.parametrize(
    "wrong",
    [
        late_with_a_rate_of_its_own,
        bits,
        slopes_for_weights,
        weights_halved,
        lambda network, X, Y, learning_rate, epochs: [network.compute_loss(Y, network.forward(X))],
        no_update_and(lambda network, X, Y: np.mean(network.predict(X) == Y)),
        no_update_and(lambda network, X, Y: len(X) * network.compute_loss(Y, network.forward(X))),
    ],
)
def test_train_with_the_network_that_is_given(wrong):
    result = check.train(wrong)
    assert not result and "new weights" not in result.message
    assert result == check.train(wrong)


# -------------------------------------------------------------------- regimes


def test_regimes_are_those_of_the_curves():
    runs = plots.riddle()
    assert tuple(plots.regime(run) for run in runs.values()) == checks.RIDDLE
    assert set(checks.RIDDLE) == set(checks.REGIMES) and list(runs) == list("ABCD")


@pytest.mark.parametrize(
    "answer",
    [
        ["oscillating", "crawling", "diverging", "good"],
        ("Oscillating ", "CRAWLING", "diverging", " good"),
        {"A": "oscillating", "B": "crawling", "C": "diverging", "D": "good"},
        {"a": "oscillating", "b": "crawling", "c": "diverging", "d": "good"},
    ],
)
def test_regimes_right(answer):
    assert check.regimes(answer)


def test_regimes_wrong():
    said = messages(
        check.regimes,
        {
            "swapped ends": ["oscillating", "diverging", "crawling", "good"],
            "climbing zigzag": ["diverging", "crawling", "oscillating", "good"],
            "good and crawling": ["oscillating", "good", "diverging", "crawling"],
            "good and zigzag": ["good", "crawling", "diverging", "oscillating"],
            "twice": ["oscillating", "crawling", "crawling", "good"],
            "unknown": ["oscillating", "crawling", "exploding", "good"],
            "three": ["oscillating", "crawling", "diverging"],
            "dots left": ["oscillating", ..., ..., "good"],
        },
    )
    assert "never rises" in said["swapped ends"] and "arrives near" in said["climbing zigzag"]
    assert "still high" in said["good and crawling"] and "zigzag" in said["good and zigzag"]
    assert "twice" in said["twice"] and "another one" in said["unknown"] and "four words" in said["three"]
    assert said["dots left"].startswith("Not written yet")
    assert check.regimes({"A": "oscillating"}).message == said["dots left"]


@pytest.mark.parametrize(
    "answer", [3, "good", [1, 2, 3, 4], [["good"]] * 4, {}, {"A": "good"}, np.zeros(4), [np.zeros(2)] * 4, object()]
)
def test_regimes_takes_anything(answer):
    assert not check.regimes(answer)
    assert check.regimes(...).message == check.regimes(None).message == NOT_WRITTEN


TRUE_OF_THE_CURVES = {
    "never rises": ("crawling",),
    "still high above the dotted line": ("crawling",),
    "falls all the way": ("good",),
    "near the dotted line": ("good", "oscillating"),
    "up and down": ("oscillating",),
    "rises above its start": ("diverging",),
    "ends high above the dotted line": ("diverging",),
}


def test_every_wrong_order_of_the_four_words_is_named_by_what_is_true_of_the_curves():
    for answer in permutations(checks.REGIMES):
        result = check.regimes(list(answer))
        assert bool(result) == (answer == checks.RIDDLE)
        if not result:
            called, shows, meaning = re.fullmatch(
                r"One curve that you call (\w+) (.*)\. Where training is \w+, (.*)\.", result.message
            ).groups()
            curve = checks.RIDDLE[answer.index(called)]
            assert curve != called
            for text, regime in ((shows, curve), (meaning, called)):
                told = [regimes for words, regimes in TRUE_OF_THE_CURVES.items() if words in text]
                assert len(told) == 2 and all(regime in regimes for regimes in told), result


def test_what_is_said_of_the_curves():
    lowest = BEST.loss
    for regime, run in zip(checks.RIDDLE, plots.riddle().values()):
        loss = np.array(run.loss)
        assert (np.diff(loss) <= 0).all() == (regime in ("crawling", "good"))
        assert (loss.max() > loss[0]) == (regime == "diverging")
        assert (loss[-1] > 4 * lowest) == (regime in ("crawling", "diverging")), (regime, loss[-1], lowest)


# ------------------------------------------------------------ steps_per_epoch


def by_counting(num_samples, batch_size):
    steps = 0
    while num_samples > 0:
        num_samples -= batch_size
        steps += 1
    return steps


@pytest.mark.parametrize(
    "right",
    [by_counting, lambda n, size: -(-n // size), lambda n, size: np.ceil(n / size), lambda n, size: len(range(0, n, size))],
)
def test_steps_per_epoch_right(right):
    assert check.steps_per_epoch(right)


def test_steps_per_epoch_wrong():
    wrongs = {
        "floor": (lambda n, size: n // size, "round up"),
        "division": (lambda n, size: n / size, "part of a step"),
        "nearest": (lambda n, size: round(n / size), "nearest"),
        "plus one": (lambda n, size: n // size + 1, "fit exactly"),
        "upside down": (lambda n, size: size / n, "other way round"),
        "rest": (lambda n, size: n % size, "left over"),
        "rows": (lambda n, size: n, "batches of one"),
        "size": (lambda n, size: size, "batch size"),
        "product": (lambda n, size: n * size, "multiply"),
        "full batch": (lambda n, size: 1, "full-batch"),
    }
    said = messages(check.steps_per_epoch, {name: wrong for name, (wrong, _) in wrongs.items()})
    for name, (_, word) in wrongs.items():
        assert word in said[name], (name, said[name])
    assert check.steps_per_epoch(lambda n, size: max(1, n // size)).message == said["floor"]
    assert check.steps_per_epoch(lambda n, size: np.ceil(size / n)).message == said["upside down"]


# --------------------------------------------------------- all function checks


@pytest.mark.parametrize("checked", [check.update, check.train, check.steps_per_epoch])
def test_function_checks_never_raise(checked):
    def stub(*arguments):
        """Nothing yet."""
        ...

    def later(*arguments):
        raise NotImplementedError

    def unfinished(*arguments):
        print(end="")
        return ...

    for unwritten in (stub, later, unfinished, None, ...):
        assert checked(unwritten).message == NOT_WRITTEN
    for wrong in (
        3,
        "relu",
        [],
        np.zeros(3),
        object(),
        type,
        print,
        lambda *a: a,
        lambda *a: [],
        lambda *a: "x",
        lambda *a: np.zeros((2, 2)),
        lambda *a: float("nan"),
        lambda *a: 1 / 0,
        lambda *a: [[1], [2, 3]],
        lambda *a: {},
    ):
        result = checked(wrong)
        assert not result and 10 < len(result.message) < 420
        assert callable(wrong) or "your function itself" in result.message


# ---------------------------------------------------------------------- plots


def axes(columns=1):
    return plots.figure(1, columns, size=(6, 3))


def drawn(figure):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure.canvas.draw()


def run(learning_rate=0.5, epochs=20, hidden_size=8, seed=0, **options):
    return FirstNeuralNetwork(hidden_size=hidden_size, rng=seed).train(
        X, Y, learning_rate, epochs, report_every=None, **options
    )


def test_loss_and_accuracy_curves():
    figure, (left, right) = axes(2)
    history = run(X_test=X[:50], Y_test=Y[:50])
    plots.draw_loss(left, history, BEST)
    plots.draw_accuracy(right, history, BEST)
    drawn(figure)
    for ax, train, test, limit in (
        (left, history.loss, history.test_loss, BEST.loss),
        (right, 100 * history.accuracy, 100 * history.test_accuracy, 100 * BEST.accuracy),
    ):
        lines = ax.lines
        assert np.array_equal(lines[0].get_xdata(), history.epoch) and np.array_equal(lines[0].get_ydata(), train)
        assert np.array_equal(lines[1].get_ydata(), test) and set(lines[2].get_ydata()) == {limit}
        assert [line.get_color() for line in lines] == [TRAIN, TEST, LIMIT]
        assert len({line.get_linestyle() for line in lines}) == 3 and len(ax.get_legend().get_texts()) == 3
    assert left.get_yscale() == "log"
    figure, ax = axes()
    assert plots.draw_loss(ax, run(), legend=False).get_legend() is None and len(ax.lines) == 1


def test_several_losses():
    figure, ax = axes()
    runs = {name: run(rate) for name, rate in (("a", 0.1), ("b", 0.3), ("c", 0.5), ("d", 1))}
    plots.draw_losses(ax, runs, BEST)
    drawn(figure)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [*runs, "lowest possible"]
    for line, history in zip(ax.lines, runs.values()):
        assert np.array_equal(line.get_ydata(), history.loss)
    assert len({line.get_color() for line in ax.lines[:4]}) == 4
    assert len({str(line._dash_pattern) for line in ax.lines}) == 5


def test_descent():
    figure, ax = axes()
    path = [0.0, 0.6, 1.08, 1.464]
    plots.draw_descent(ax, lambda w: (w - 3) ** 2, path, low=-1, high=7)
    drawn(figure)
    valley, walk, start = ax.lines
    assert valley.get_ydata().min() < 0.01 and valley.get_xdata()[[0, -1]].tolist() == [-1, 7]
    assert walk.get_xdata().tolist() == path and np.allclose(walk.get_ydata(), (np.array(path) - 3) ** 2)
    assert start.get_xdata() == 0 and start.get_ydata() == 9
    assert [text.get_text() for text in ax.texts] == ["0", "1", "2"] and ax.texts[1].xy == (0.6, pytest.approx(5.76))


def test_step_lengths():
    figure, ax = axes()
    plots.draw_step_lengths(ax, [0, 1, 2], [2.0, 1.0, 3.0], 2.0)
    drawn(figure)
    assert ax.lines[0].get_ydata().tolist() == [2, 1, 3] and set(ax.lines[1].get_ydata()) == {2.0} and ax.get_ylim()[0] == 0


def test_spread():
    figure, ax = axes()
    values = np.array([[1.0, 2.0, 9.0], [4.0, 5.0, 6.0]])
    plots.draw_spread(ax, [1, 8], values, 0.5, "lowest possible")
    drawn(figure)
    starts, median, limit = ax.lines[:3], ax.lines[3], ax.lines[4]
    assert np.array_equal([line.get_ydata() for line in starts], values.T) and all(
        line.get_marker() == "o" for line in starts
    )
    assert median.get_ydata().tolist() == [2, 5] and set(limit.get_ydata()) == {0.5}
    assert [label.get_text() for label in ax.get_xticklabels()] == ["1", "8"]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["median of the starts", "lowest possible"]


def test_luck():
    figure, ax = axes()
    plots.draw_luck(ax, [0.95, 0.96, 0.95, 0.94], BEST)
    drawn(figure)
    bars = {round(bar.get_x() + bar.get_width() / 2, 3): bar.get_height() for bar in ax.patches}
    assert bars == {94: 1, 95: 2, 96: 1} and ax.lines[0].get_xdata()[0] == 100 * BEST.accuracy
    assert {tuple(bar.get_facecolor()[:3]) for bar in ax.patches} == {to_rgb(TEST)}
    plots.draw_luck(axes()[1], [0.95, 0.95], BEST)


def test_riddle():
    figure, four = plots.figure(1, 4, size=(9, 2.6), sharey=True)
    runs = plots.riddle()
    plots.draw_riddle(four, runs, BEST)
    drawn(figure)
    for ax, (name, history) in zip(four, runs.items()):
        assert ax.get_title() == name and np.array_equal(ax.lines[0].get_ydata(), history.loss)
        assert history.loss.max() < ax.get_ylim()[1] and ax.get_legend() is None
    assert len({history.loss[0] for history in runs.values()}) == 1
    assert drawing.RIDDLE.keys() == runs.keys()


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


# ---------------------------------------------------------------------- panel


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
    start = f"Learning rate {rate}, hidden size {now['hidden_size']}, start {now['seed']}, epochs {now['epochs']:,}. "
    assert panel.sentence.startswith(start)
    assert "nan" not in panel.sentence.lower() and "inf" not in panel.sentence.lower().replace("info", "")
    assert panel.sentence.replace("<", "") in panel.words.value
    for line in panel.picture.moving:
        assert np.isfinite(line.get_ydata()).all() and len(line.get_xdata())


def test_panel_start_and_ends_of_every_control(panel):
    sound(panel)
    assert settings(panel) == {"learning_rate": pytest.approx(0.5, rel=0.01), "hidden_size": 64, "seed": 0, "epochs": 300}
    assert (
        "A good run" in panel.sentence and f"{BEST.loss:.3f}" in panel.sentence and f"{BEST.accuracy:.1%}" in panel.sentence
    )
    assert (10 ** panel.controls["learning_rate"].min, 10 ** panel.controls["learning_rate"].max) == pytest.approx(
        (0.001, 10)
    )
    assert (panel.controls["hidden_size"].min, panel.controls["hidden_size"].max) == (1, 128)
    for name, ends in {"learning_rate": (0.001, 10), "hidden_size": (1, 128), "seed": (0, 20), "epochs": (10, 3000)}.items():
        before = panel.controls[name].value
        pictures = set()
        for end in ends:
            panel.controls[name].value = end
            sound(panel)
            pictures.add(panel.image.value)
        assert len(pictures) == 2, name
        panel.controls[name].value = before


def test_panel_survives_200_random_changes(panel):
    rng = np.random.default_rng(0)
    panel.controls["epochs"].value = 30
    choices = {
        "learning_rate": lambda: 10 ** (rng.integers(-30, 11) / 10),
        "hidden_size": lambda: int(rng.integers(1, 129)),
        "seed": lambda: int(rng.integers(0, 21)),
        "epochs": lambda: int(10 * rng.integers(1, 12)),
    }
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for number in range(200):
            name = list(choices)[number % 3] if number % 10 else "epochs"
            panel.controls[name].value = choices[name]()
            sound(panel)
    panel.controls["epochs"].value = 300


def test_panel_shows_the_run_that_it_tells():
    panel = training_panel(learning_rate=0.1, hidden_size=16, epochs=50, seed=4)
    history = run(panel.controls["learning_rate"].value, 50, 16, 4)
    loss_line, accuracy_line = panel.picture.moving
    np.testing.assert_allclose(loss_line.get_ydata(), np.clip(history.loss, *LOSS_RANGE))
    np.testing.assert_allclose(accuracy_line.get_ydata(), 100 * history.accuracy)
    assert loss_line.axes.get_xlim() == accuracy_line.axes.get_xlim() == (0, 50)
    assert f"from {history.loss[0]:.3f} to {history.loss[-1]:.3f} nats" in panel.sentence
    for ax, limit in ((loss_line.axes, BEST.loss), (accuracy_line.axes, 100 * BEST.accuracy)):
        assert {*ax.lines[1].get_ydata()} == {limit} and "possible" in ax.lines[1].get_label()
    bundle = panel._repr_mimebundle_()
    assert bundle["text/plain"] == panel.sentence and "<img alt=" in bundle["text/html"]


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
        ({"learning_rate": 8}, "the loss grew without bound: the step is too long"),
        ({"learning_rate": 1000}, "the loss grew without bound: the step is too long"),
        ({"learning_rate": 1e300}, "the loss grew without bound: the step is too long"),
        ({"learning_rate": 1e-9}, "It crawls"),
        ({"hidden_size": 1, "seed": 1}, "It dies"),
        ({"hidden_size": 1, "seed": 0, "epochs": 3000}, "more hidden units"),
        ({"learning_rate": 2, "hidden_size": 500, "epochs": 25}, "Learning rate 2, hidden size 500"),
    ],
)
def test_panel_words(given, words):
    panel = training_panel(**given)
    sound(panel)
    assert words.lower() in panel.sentence.lower(), panel.sentence
    assert all(settings(panel)[name] == pytest.approx(value, rel=0.13) for name, value in given.items())


def test_panel_says_dead_from_the_start(monkeypatch):
    def fail(self, input_size=15, hidden_size=64, output_size=10, activation="relu", rng=None):
        made_as_ever(self, input_size, hidden_size, output_size, activation, rng)
        self.W1 = -np.abs(self.W1)

    made_as_ever = FirstNeuralNetwork.__init__
    monkeypatch.setattr(FirstNeuralNetwork, "__init__", fail)
    panel = training_panel(hidden_size=2, epochs=20)
    sound(panel)
    assert "Dead from the start" in panel.sentence and "too long" not in panel.sentence


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
    node, _, _ = lesson
    (cell,) = [cell for cell in node.cells if cell.metadata.get("scrolled")]
    lines = cell.outputs[0]["text"].splitlines()
    assert [int(line.split()[1].replace(",", "")) for line in lines] == list(range(0, 10001, 100))
    accuracies = [re.findall(r"accuracy +([\d.]+)%", line) for line in lines]
    settled = max(number for number, line in enumerate(accuracies) if line != accuracies[-1]) + 1
    assert 22 <= settled <= 24 and "After about 2,300" in lesson[2]


def test_the_knobs_answer_as_told(lesson):
    _, _, prose = lesson
    ends = {rate: run(rate, 300, 64, 0) for rate in 10 ** np.array([0.1, 0.2, 0.4, 0.5, 0.7, 0.8, 0.9, 1.0])}
    words = [plots.regime(history) for history in ends.values()]
    accuracies = [history.accuracy[-1] for history in ends.values()]
    assert "up to a learning rate of about 1.3" in prose and words[:4] == ["good"] + ["oscillating"] * 3
    assert "up to about 3.2" in prose and max(accuracies[2:4]) == BEST.accuracy
    assert "From 5 on all hidden units die" in prose
    assert all(history.problem == DEAD and history.accuracy[-1] == 0.1 for history in list(ends.values())[4:])
    alone = np.array([run(0.5, 300, 1, seed).accuracy[-1] for seed in range(21)])
    assert 5 < np.sum(alone == 0.1) < 15 and "Many starts end at 10 %" in prose
    others = alone[alone != 0.1]
    assert others.min() > 0.19 and others.max() < 0.45 and 0.28 < np.median(others) < 0.38 and "about a third" in prose


def test_one_number_first(lesson):
    assert (
        "2.94^2 = 8.6436" in lesson[2] and (0.06 - 3) ** 2 == pytest.approx(8.6436) and 9 - 8.6436 == pytest.approx(0.3564)
    )


def test_prose_holds(lesson):
    _, printed, prose = lesson
    assert "1,674" in prose and FirstNeuralNetwork().number_of_parameters == 1674
    assert "143 of 150" in prose and (BEST.correct, BEST.total) == (143, 150)
    assert np.log(10) == pytest.approx(2.303, abs=5e-4)
    assert "on all 150 damaged digits: 143 right" in printed
    accuracy = float(re.search(r"test accuracy: +([\d.]+)%", printed)[1])
    assert "*above* the best possible" in prose and accuracy > 100 * BEST.accuracy
    above = int(re.search(r"above the best possible: (\d+)%", printed)[1])
    assert 40 < above < 60
    last = re.search(r"1\.0,  epoch    300   loss ([\d.]+)", printed)
    assert "ends a little under the dotted line" in prose and float(last[1]) < BEST.loss
    assert "Eight are enough" in prose and "reach 143 of 150: [8, 16, 32, 64, 128]" in printed
    different = int(re.search(r"different pictures among them: (\d+)", printed)[1])
    assert "About 100" in prose and 95 < different <= 104


def test_the_same_path_at_every_learning_rate(lesson):
    _, printed, prose = lesson
    rows = [line.split() for line in printed.splitlines() if re.fullmatch(r"\s+[\d.]+(\s+[\d.]+){7}", line)]
    assert len(rows) == 4 and "one of the five takes twice as long" in prose
    for row in rows:
        rate, *epochs, median, product = map(float, row)
        assert np.median(epochs) == median and product == pytest.approx(rate * median, abs=0.05)
        assert 14 < product < 19 and sorted(epochs)[-1] > 1.8 * sorted(epochs)[-2]


def test_batches_are_rough_and_momentum_is_smooth():
    X_train, Y_train = firstnn.create_dataset(1000, rng=1)

    def losses(**options):
        return FirstNeuralNetwork(rng=0).train(X_train, Y_train, 0.2, 40, report_every=None, **options).loss

    plain, batches, momentum = losses(), losses(batch_size=20, rng=0), losses(momentum=0.9)
    assert (np.diff(plain) < 0).all() and (np.diff(momentum) < 0).all() and (np.diff(batches) > 0).sum() > 5
    assert batches[-1] < momentum[-1] < plain[-1] and batches[5] < momentum[5] < plain[5]


def test_the_steps_sit_on_the_edge_as_the_table_says(lesson):
    _, printed, _ = lesson
    rows = {int(line.split()[0]): line.split()[1:] for line in printed.splitlines() if re.match(r"\s+\d+\s+all", line)}
    assert rows[64] == ["all", "all", "all", "some", "none"]
    assert rows[8].index("none") < rows[16].index("none") < rows[64].index("none")


def test_no_printed_times(lesson):
    _, printed, _ = lesson
    assert not re.search(r"\d\s*(?:seconds|ms|s)\b", printed)


def test_the_stored_panel_is_a_still_picture(lesson):
    node, _, _ = lesson
    (cell,) = [cell for cell in node.cells if cell.cell_type == "code" and "training_panel" in cell.source]
    data = cell.outputs[0]["data"]
    assert "A still picture" in data["text/html"] and base64.b64decode(re.search(r"base64,([^\"]+)", data["text/html"])[1])


def test_gradients_are_a_tuple_of_four():
    assert Gradients._fields == ("dW1", "db1", "dW2", "db2") and matplotlib.get_backend()
