"""Training: the trajectory of the plain way, the history, mini-batches, momentum, divergence, interruption."""

import signal
import sys

import numpy as np
import pytest

import firstnn
from firstnn import FirstNeuralNetwork, counting, cross_entropy, one_hot, passes, relu, softmax, training
from firstnn.training import DEAD, GREW, INTERRUPTED, History, Record


def plain_way(X, Y, learning_rate, epochs, seed, hidden_size=64):
    """Gradient descent on all rows, as the lessons write it: the losses and the parameters at the end."""
    W1, b1, W2, b2 = FirstNeuralNetwork(hidden_size=hidden_size, rng=seed).parameters
    losses = []
    for _ in range(epochs):
        Z1 = X @ W1 + b1
        A1 = relu(Z1)
        Y_hat = softmax(A1 @ W2 + b2)
        losses.append(cross_entropy(Y, Y_hat))
        dZ2 = (Y_hat - one_hot(Y)) / len(X)
        dZ1 = dZ2 @ W2.T * (Z1 > 0)
        slopes = X.T @ dZ1, dZ1.sum(axis=0, keepdims=True), A1.T @ dZ2, dZ2.sum(axis=0, keepdims=True)
        W1, b1, W2, b2 = (p - learning_rate * d for p, d in zip((W1, b1, W2, b2), slopes))
    return np.array(losses), (W1, b1, W2, b2)


@pytest.mark.parametrize(("learning_rate", "epochs", "level"), [(0.01, 1500, 1), (0.5, 300, 1), (0.1, 100, 7)])
def test_the_trajectory_is_that_of_the_plain_way(learning_rate, epochs, level):
    X, Y = firstnn.create_dataset(1000, level, 0)
    losses, parameters = plain_way(X, Y, learning_rate, epochs, seed=1)
    network = FirstNeuralNetwork(rng=1)
    history = network.train(X, Y, learning_rate, epochs, report_every=None)
    np.testing.assert_allclose(np.interp(np.arange(epochs), history.epoch, history.loss)[history.epoch[:-1]],
                               losses[history.epoch[:-1]], atol=1e-8)  # fmt: skip
    for ours, theirs in zip(network.parameters, parameters):
        np.testing.assert_allclose(ours, theirs, atol=1e-8)


def test_rows_that_never_repeat():
    rng = np.random.default_rng(0)
    X, Y = rng.random((50, 15)), rng.integers(10, size=50)
    losses, parameters = plain_way(X, Y, 0.3, 50, seed=1)
    network = FirstNeuralNetwork(rng=1)
    history = network.train(X, Y, 0.3, 50, report_every=None)
    np.testing.assert_allclose(history.loss[:-1], losses, atol=1e-10)
    np.testing.assert_allclose(network.W1, parameters[0], atol=1e-10)


@pytest.mark.parametrize("seed", range(10))
def test_ten_of_ten_starts_reach_the_best_possible(seed):
    X, Y = firstnn.every_damaged_digit(1)
    network = FirstNeuralNetwork(rng=seed)
    history = network.train(X, Y, learning_rate=1.0, epochs=300, report_every=None)
    assert np.mean(network.predict(X) == Y) == 143 / 150 == history.accuracy[-1]
    assert firstnn.best_possible().loss < history.loss[-1] < 0.12


def test_history_is_what_the_network_does():
    X, Y = firstnn.create_dataset(200, 1, 0)
    X_test, Y_test = firstnn.create_dataset(77, 1, 1)
    network = FirstNeuralNetwork(rng=0)
    start = cross_entropy(Y, network.forward(X))
    history = network.train(X, Y, 0.5, 40, X_test=X_test, Y_test=Y_test, report_every=None)
    assert history.epoch.tolist() == list(range(41)) and len(history) == 41 and history.problem is None
    assert history.loss[0] == pytest.approx(start)
    assert history.loss[-1] == pytest.approx(cross_entropy(Y, network.forward(X)))
    assert history.accuracy[-1] == np.mean(network.predict(X) == Y)
    assert history.test_loss[-1] == pytest.approx(cross_entropy(Y_test, network.forward(X_test)))
    assert history.test_accuracy[-1] == np.mean(network.predict(X_test) == Y_test)


def test_a_test_set_teaches_nothing():
    X, Y = firstnn.create_dataset(100, 1, 0)
    with_test, without = FirstNeuralNetwork(rng=0), FirstNeuralNetwork(rng=0)
    with_test.train(X, Y, 0.5, 30, X_test=X[:5], Y_test=Y[:5], report_every=None)
    assert without.train(X, Y, 0.5, 30, report_every=None).test_loss is None
    assert all(np.array_equal(a, b) for a, b in zip(with_test.parameters, without.parameters))


def test_training_may_go_on_where_it_stopped():
    X, Y = firstnn.create_dataset(100, 1, 0)
    once, twice = FirstNeuralNetwork(rng=0), FirstNeuralNetwork(rng=0)
    whole = once.train(X, Y, 0.5, 30, report_every=None)
    twice.train(X, Y, 0.5, 10, report_every=None)
    rest = twice.train(X, Y, 0.5, 20, report_every=None)
    np.testing.assert_allclose(rest.loss, whole.loss[10:], rtol=1e-12)


def test_no_epochs_is_a_measurement():
    network = FirstNeuralNetwork(rng=0)
    before = network.parameters
    history = network.train(*firstnn.create_dataset(10, rng=0), epochs=0, report_every=None)
    assert len(history) == 1 and all(now is then for now, then in zip(network.parameters, before))


def test_long_runs_record_a_thousand_epochs_and_the_last():
    network = FirstNeuralNetwork(hidden_size=2, rng=0)
    history = network.train(*firstnn.create_dataset(10, rng=0), epochs=2001, report_every=None)
    assert history.epoch.tolist() == [*range(0, 2001, 2), 2001]
    history = network.train(*firstnn.create_dataset(10, rng=0), epochs=2000, report_every=None)
    assert history.epoch.tolist() == list(range(0, 2001, 2))


def test_progress_lines(capsys):
    X, Y = firstnn.create_dataset(50, 1, 0)
    FirstNeuralNetwork(rng=0).train(X, Y, 0.1, 250, X_test=X, Y_test=Y)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines] == ["0", "100", "200"]
    assert "loss" in lines[0] and "accuracy" in lines[0] and "test loss" in lines[0] and "%" in lines[0]
    FirstNeuralNetwork(rng=0).train(X, Y, 0.1, 250, report_every=None)
    assert capsys.readouterr().out == ""


def test_every_line_of_progress_of_a_long_run_is_printed(capsys):
    X, Y = firstnn.create_dataset(20, 1, 0)
    history = FirstNeuralNetwork(hidden_size=2, rng=0).train(X, Y, 0.1, 3500, report_every=500)
    lines = capsys.readouterr().out.splitlines()
    assert [int(line.split()[1].replace(",", "")) for line in lines] == list(range(0, 3501, 500))
    assert {500, 1000, 3500} <= set(history.epoch) and (np.diff(history.epoch) > 0).all()


def test_mini_batches_take_each_row_once_an_epoch():
    X, Y = firstnn.create_dataset(100, 1, 0)
    whole, batched = FirstNeuralNetwork(rng=0), FirstNeuralNetwork(rng=0)
    a = whole.train(X, Y, 0.5, 5, report_every=None)
    b = batched.train(X, Y, 0.5, 5, batch_size=100, rng=0, report_every=None)
    np.testing.assert_allclose(a.loss, b.loss, rtol=1e-10)
    by_hand = FirstNeuralNetwork(rng=0)
    order = np.random.default_rng(5).permutation(100)
    for rows in (order[:30], order[30:60], order[60:90], order[90:]):
        by_hand.update_parameters(*by_hand.backward(X[rows], Y[rows], by_hand.forward(X[rows])), 0.5)
    stepped = FirstNeuralNetwork(rng=0)
    stepped.train(X, Y, 0.5, 1, batch_size=30, rng=5, report_every=None)
    for ours, theirs in zip(stepped.parameters, by_hand.parameters):
        np.testing.assert_allclose(ours, theirs, rtol=1e-10, atol=1e-14)


def test_momentum_keeps_a_velocity():
    X, Y = firstnn.create_dataset(100, 1, 0)
    network, by_hand = FirstNeuralNetwork(rng=0), FirstNeuralNetwork(rng=0)
    network.train(X, Y, 0.2, 4, momentum=0.9, report_every=None)
    velocity = [0, 0, 0, 0]
    for _ in range(4):
        slopes = by_hand.backward(X, Y, by_hand.forward(X))
        velocity = [0.9 * v + slope for v, slope in zip(velocity, slopes)]
        by_hand.update_parameters(*velocity, 0.2)
    for ours, theirs in zip(network.parameters, by_hand.parameters):
        np.testing.assert_allclose(ours, theirs, rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("learning_rate", [100.0, 1e3, 1e100, 1e308, sys.float_info.max])
@pytest.mark.parametrize("options", [{}, {"batch_size": 32, "rng": 0}, {"momentum": 0.9}])
def test_a_step_too_long_ends_in_a_sentence(learning_rate, options, capsys):
    X, Y = firstnn.create_dataset(100, 1, 0)
    network = FirstNeuralNetwork(rng=0)
    history = network.train(X, Y, learning_rate, 100, **options)
    assert history.problem in (GREW, DEAD)
    assert capsys.readouterr().out.splitlines()[-1] == history.problem
    assert np.isfinite(history.loss).all() and len(history) >= 1
    assert history.loss[-1] == pytest.approx(cross_entropy(Y, network.forward(X)))


@pytest.mark.parametrize("Y", [[0, 0, 0], [0, 0, 1], [0, 0, 1, 2, 2, 3]])
def test_the_longest_step_over_equal_rows_gives_no_warning(Y):
    history = FirstNeuralNetwork(rng=0).train(np.ones((len(Y), 15)), Y, sys.float_info.max, 3, report_every=None)
    assert history.problem in (GREW, DEAD)


ALIVE, DIED = (passes.Values(None, np.full((2, 3), a), None, None) for a in (1.0, 0.0))


@pytest.mark.parametrize(
    ("losses", "units", "problem"),
    [
        ([2.0], ALIVE, None),
        ([2.0, 2.0], ALIVE, None),
        ([2.0, 3.0, 1.0], ALIVE, None),
        ([2.0, 1.0, 2.5], ALIVE, GREW),
        ([2.0, 3.0], ALIVE, GREW),
        ([2.0, 2.02, 2.0], ALIVE, None),
        ([2.0, 9.0, 1.9], DIED, DEAD),
        ([2.0, 9.0, 2.3], DIED, DEAD),
    ],
)
def test_what_went_wrong_in_a_run_that_came_to_its_end(losses, units, problem):
    history = History([Record(k, loss, 0.5) for k, loss in enumerate(losses)])
    assert training.problem_at_the_end(history, units) == problem


@pytest.mark.parametrize("learning_rate", [5.0, 7.0, 10.0])
def test_a_run_whose_units_died_says_so(learning_rate):
    X, Y = firstnn.every_damaged_digit()
    history = FirstNeuralNetwork(rng=0).train(X, Y, learning_rate, 300, report_every=None)
    assert history.problem == DEAD
    assert history.loss[-1] == pytest.approx(np.log(10), abs=0.01) and history.loss[-1] < history.loss[0]


def test_a_history_in_a_few_words():
    assert repr(History()) == "History of 0 recorded epochs"
    history = History([Record(0, 2.0, 0.1), Record(5, 1.25, 0.9)])
    assert repr(history) == f"History of 2 recorded epochs, the last: {history.records[1]}"
    assert repr(History([], GREW)) == f"History of 0 recorded epochs ({GREW})"


def test_equal_pictures_are_counted_wherever_they_lie_in_memory():
    X, Y = firstnn.create_dataset(200, 1, 0)
    pictures, counts = counting.tally(X, Y, 10)
    assert counts.dtype.kind == "i" and counts.sum() == 200
    elsewhere = counting.tally(np.asfortranarray(X), Y, 10)
    np.testing.assert_array_equal(elsewhere.images, pictures)
    np.testing.assert_array_equal(elsewhere.counts, counts)


def test_what_is_too_large_before_the_first_step_is_refused():
    X, Y = firstnn.create_dataset(50, 1, 0)
    network = FirstNeuralNetwork(rng=0)
    with pytest.raises(ValueError, match="entries of X"):
        network.train(X, Y, X_test=X * 1e308, Y_test=Y)
    network.W1 = network.W1 * 1e308
    with pytest.raises(ValueError, match="the weights or"):
        network.train(X, Y)


def consistent(network, history, X, Y):
    assert len(history.epoch) == len(history.loss) == len(history.accuracy) == len(history)
    assert (np.diff(history.epoch) > 0).all()
    if len(history):
        assert history.loss[-1] == pytest.approx(cross_entropy(Y, network.forward(X)), rel=1e-9)
    else:
        network.forward(X)


@pytest.mark.parametrize("report_every", [None, 1])
@pytest.mark.parametrize("options", [{}, {"batch_size": 20, "rng": 0, "momentum": 0.5}])
@pytest.mark.parametrize("calls", [0, 1, 7])
def test_interrupted_in_the_middle_of_an_epoch(calls, options, report_every, capsys):
    def backward(*arguments):
        nonlocal calls
        if not calls:
            raise KeyboardInterrupt
        calls -= 1
        return passes.backward(*arguments)

    X, Y = firstnn.create_dataset(50, 1, 0)
    network = FirstNeuralNetwork(rng=0, backward=backward)
    history = network.train(X, Y, 0.5, 100, report_every=report_every, **options)
    assert history.problem == INTERRUPTED and (INTERRUPTED in capsys.readouterr().out) == bool(report_every)
    consistent(network, history, X, Y)


def test_interrupted_before_the_first_record(monkeypatch):
    def interrupted(*arguments, **named):
        raise KeyboardInterrupt

    monkeypatch.setattr(training, "score", interrupted)
    network = FirstNeuralNetwork(rng=0)
    before = network.parameters
    history = network.train(*firstnn.create_dataset(50, 1, 0), report_every=None)
    assert history.problem == INTERRUPTED and len(history) == 0
    assert all(now is then for now, then in zip(network.parameters, before))


def test_interrupted_just_before_a_record_is_written_down(monkeypatch):
    class StoppedAt3(list):
        stopped = False

        def append(self, record):
            if record.epoch == 3 and not self.stopped:
                self.stopped = True
                raise KeyboardInterrupt
            super().append(record)

    X, Y = firstnn.create_dataset(50, 1, 0)
    network = FirstNeuralNetwork(rng=0)
    monkeypatch.setattr(training, "History", lambda: History(StoppedAt3()))
    history = network.train(X, Y, 0.5, 100, report_every=None)
    assert history.problem == INTERRUPTED and history.epoch.tolist() == [0, 1, 2, 3]
    consistent(network, history, X, Y)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs a POSIX timer")
@pytest.mark.parametrize("options", [{}, {"batch_size": 50, "rng": 0, "momentum": 0.5}])
def test_interrupted_at_random_moments_200_times(options):
    """About one interrupt in a thousand is lost on its way through NumPy or Python: then the run goes on to its end."""
    X, Y = firstnn.create_dataset(300, 1, 0)
    rng = np.random.default_rng(0)
    interrupted = 0
    for _ in range(100):
        network = FirstNeuralNetwork(hidden_size=8, rng=0)
        history = None
        signal.signal(signal.SIGALRM, signal.default_int_handler)
        try:
            signal.setitimer(signal.ITIMER_REAL, rng.uniform(0.0005, 0.02))
            history = network.train(X, Y, 0.5, 20_000, report_every=None)
        except KeyboardInterrupt:
            pass
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
        network.forward(X)
        if history is not None:
            interrupted += history.problem == INTERRUPTED
            assert history.problem == INTERRUPTED or history.epoch[-1] == 20_000, "it ended early, and says not why"
            consistent(network, history, X, Y)
    assert interrupted > 60


def test_another_backward_pass_is_used_for_slopes_and_for_training():
    def upside_down(X, T, parameters, values, derivative):
        return [-slope for slope in passes.backward(X, T, parameters, values, derivative)]

    X, Y = firstnn.create_dataset(50, 1, 0)
    right, wrong = (FirstNeuralNetwork(activation="tanh", rng=0, **kind) for kind in ({}, {"backward": upside_down}))
    for mine, yours in zip(right.backward(X, Y, right.forward(X)), wrong.backward(X, Y, wrong.forward(X))):
        np.testing.assert_array_equal(mine, -yours)
    history = wrong.train(X, Y, 0.1, 10, report_every=None)
    assert history.problem == GREW and (np.diff(history.loss) > 0).all()


@pytest.mark.parametrize(
    "answer", [None, (1, 2, 3), lambda right: right[:3], lambda right: [right[0].T, *right[1:]], lambda right: right * 2]
)
def test_a_backward_pass_gives_four_arrays_that_fit(answer):
    def backward(*arguments):
        return answer(passes.backward(*arguments)) if callable(answer) else answer

    X, Y = firstnn.create_dataset(5, 1, 0)
    network = FirstNeuralNetwork(hidden_size=3, rng=0, backward=backward)
    before = network.parameters
    for call in (lambda: network.backward(X, Y, network.forward(X)), lambda: network.train(X, Y, report_every=None)):
        with pytest.raises(ValueError, match=r"^backward must return dW1, .* but it returned"):
            call()
    assert all(now is then for now, then in zip(network.parameters, before))
    with pytest.raises(TypeError, match=r"^backward must be a function"):
        FirstNeuralNetwork(backward=3)
    for wrong, why in {lambda X, T: 0: "too many positional arguments", max: "no signature found"}.items():
        with pytest.raises(
            TypeError, match=rf"^backward must take X, T, parameters, values, derivative, but it does not: {why}"
        ):
            FirstNeuralNetwork(backward=wrong)


@pytest.mark.parametrize("options", [{}, {"batch_size": 7, "rng": 0}])
def test_the_values_after_training_are_those_of_the_trained_network(options):
    X, Y = firstnn.create_dataset(50, 1, 0)
    network = FirstNeuralNetwork(rng=0)
    network.train(X, Y, 0.5, 5, X_test=X[:3], Y_test=Y[:3], report_every=None, **options)
    pictures = X if options else counting.tally(X, Y, 10).images
    for mine, yours in zip((network.Z1, network.A1, network.Z2, network.A2), passes.forward(pictures, network.parameters)):
        np.testing.assert_array_equal(mine, yours)


def test_pictures_of_another_size_and_more_of_them():
    X, Y = firstnn.handwritten_digits()
    network = FirstNeuralNetwork(input_size=64, rng=0)
    history = network.train(X[:500], Y[:500], 0.5, 60, X_test=X[500:], Y_test=Y[500:], report_every=None)
    predicted = network.predict(X[500:])
    assert history.test_accuracy[-1] == np.mean(predicted == Y[500:]) > 0.7
    matrix = firstnn.confusion_matrix(Y[500:], predicted)
    assert matrix.trace() / matrix.sum() == firstnn.accuracy(Y[500:], predicted) == history.test_accuracy[-1]


def test_parameters_set_by_hand_as_lists_may_be_trained():
    X, Y = firstnn.create_dataset(50, 1, 0)
    network, other = FirstNeuralNetwork(rng=0), FirstNeuralNetwork(rng=0)
    network.parameters = [parameter.tolist() for parameter in network.parameters]
    histories = [each.train(X, Y, 0.5, 5, report_every=None) for each in (network, other)]
    assert histories[0].loss.tolist() == histories[1].loss.tolist()


def test_a_long_run_records_evenly_spaced_epochs_and_those_to_report(capsys):
    X, Y = firstnn.create_dataset(3, 1, 0)
    history = FirstNeuralNetwork(hidden_size=2, rng=0).train(X, Y, 0.1, 2001, report_every=999)
    assert history.epoch.tolist() == sorted({*range(0, 2001, 2), 999, 2001})


def test_a_descent_uses_relu_where_nothing_else_is_said():
    X, Y = firstnn.create_dataset(30, 1, 0)
    network = FirstNeuralNetwork(hidden_size=4, rng=0)
    *_, last = training.descend(X, firstnn.one_hot(Y) / 30, network.parameters, 0.1, 20)
    network.train(X, Y, 0.1, 20, report_every=None)
    for mine, theirs in zip(last.parameters, network.parameters):
        np.testing.assert_allclose(mine, theirs, rtol=0, atol=1e-12)
