"""The forward pass, the loss, one step, predictions: against plain loops, and at the edges of floating point."""

import inspect
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import firstnn
from firstnn import FirstNeuralNetwork, cross_entropy, one_hot, relu, softmax, tanh

FINITE = st.floats(allow_nan=False, allow_infinity=False)
LOGITS = hnp.arrays(float, st.tuples(st.integers(1, 5), st.integers(1, 6)), elements=FINITE)


@settings(deadline=None)
@given(LOGITS)
def test_softmax_gives_probabilities_for_any_finite_logits(Z):
    before = Z.copy()
    P = softmax(Z)
    assert P.shape == Z.shape and np.isfinite(P).all() and (P >= 0).all()
    np.testing.assert_allclose(P.sum(axis=1), 1, rtol=1e-12)
    assert np.array_equal(Z, before)


@settings(deadline=None)
@given(LOGITS, st.data())
def test_the_loss_is_finite_for_any_finite_logits(Z, data):
    Y = np.array([data.draw(st.integers(0, Z.shape[1] - 1)) for _ in Z])
    assert 0 <= cross_entropy(Y, softmax(Z)) < 709


def test_softmax_against_a_loop():
    Z = np.random.default_rng(0).normal(size=(4, 6)) * 5
    for row, P in zip(Z.tolist(), softmax(Z)):
        e = [math.exp(z) for z in row]
        np.testing.assert_allclose(P, [value / sum(e) for value in e], rtol=1e-12)
    np.testing.assert_allclose(softmax(Z + 1000), softmax(Z), rtol=1e-9)
    np.testing.assert_allclose(softmax(Z[0]), softmax(Z)[0], rtol=1e-15)


def test_cross_entropy_against_a_loop():
    Y_hat = softmax(np.random.default_rng(0).normal(size=(7, 4)))
    Y = np.array([0, 1, 2, 3, 0, 0, 2])
    expected = sum(-math.log(row[y]) for row, y in zip(Y_hat.tolist(), Y)) / 7
    assert cross_entropy(Y, Y_hat) == pytest.approx(expected, rel=1e-14)
    assert cross_entropy([1], [[1.0, 0.0]]) == pytest.approx(-math.log(np.finfo(float).tiny))
    assert cross_entropy(np.arange(10), np.full((10, 10), 0.1)) == pytest.approx(math.log(10))


def test_activations():
    assert relu([[-1.5, 0.0, 2.5]]).tolist() == [[0, 0, 2.5]]
    np.testing.assert_allclose(tanh([-3.0, 0.0, 0.5]), [math.tanh(z) for z in (-3, 0, 0.5)])
    assert one_hot([2, 0], 3).tolist() == [[0, 0, 1], [1, 0, 0]]
    assert one_hot([9]).shape == firstnn.functions.one_hot([9]).shape == (1, 10)


def test_the_start_is_he():
    network = FirstNeuralNetwork(400, 300, 200, rng=0)
    assert np.std(network.W1) == pytest.approx(math.sqrt(2 / 400), rel=0.02)
    assert np.std(network.W2) == pytest.approx(math.sqrt(2 / 300), rel=0.02)
    assert abs(network.W1.mean()) < 0.002 and abs(network.W2.mean()) < 0.002
    assert not network.b1.any() and not network.b2.any()


@given(st.integers(1, 20), st.integers(1, 9), st.integers(1, 7), st.integers(1, 5), st.sampled_from(["relu", "tanh"]))
@settings(deadline=None, max_examples=40)
def test_shapes_and_values_of_the_forward_pass(rows, inputs, hidden, outputs, activation):
    network = FirstNeuralNetwork(inputs, hidden, outputs, activation, rng=1)
    network.b1 += 0.5
    X = np.random.default_rng(2).normal(size=(rows, inputs))
    Y_hat = network.forward(X)
    assert network.b1.shape == (1, hidden) and network.b2.shape == (1, outputs)
    assert network.Z1.shape == network.A1.shape == (rows, hidden)
    assert network.Z2.shape == network.A2.shape == Y_hat.shape == (rows, outputs)
    assert network.number_of_parameters == inputs * hidden + hidden + hidden * outputs + outputs
    bend = {"relu": lambda z: max(0.0, z), "tanh": math.tanh}[activation]
    x = X[-1]
    a1 = [bend(sum(x[i] * network.W1[i, j] for i in range(inputs)) + network.b1[0, j]) for j in range(hidden)]
    z2 = [sum(a1[j] * network.W2[j, k] for j in range(hidden)) + network.b2[0, k] for k in range(outputs)]
    e = [math.exp(z) for z in z2]
    np.testing.assert_allclose(Y_hat[-1], [value / sum(e) for value in e], rtol=1e-9)
    assert np.array_equal(network.predict(X), Y_hat.argmax(axis=1))
    assert network.compute_loss(np.zeros(rows, int), Y_hat) == pytest.approx(-np.log(Y_hat[:, 0]).mean())


def test_1674_numbers_to_learn():
    assert FirstNeuralNetwork().number_of_parameters == 15 * 64 + 64 + 64 * 10 + 10 == 1674


def test_the_same_seed_gives_the_same_network():
    a, b, c = FirstNeuralNetwork(rng=3), FirstNeuralNetwork(rng=np.random.default_rng(3)), FirstNeuralNetwork(rng=4)
    assert all(np.array_equal(p, q) for p, q in zip(a.parameters, b.parameters))
    assert not np.array_equal(a.W1, c.W1)


def test_one_step_moves_every_parameter_against_its_slope():
    X, Y = firstnn.every_damaged_digit()
    network = FirstNeuralNetwork(rng=0)
    slopes = network.backward(X, Y, network.forward(X))
    before = network.parameters
    loss = network.compute_loss(Y, network.A2)
    network.update_parameters(*slopes, 0.1)
    for now, then, slope in zip(network.parameters, before, slopes):
        np.testing.assert_allclose(now, then - 0.1 * slope, rtol=1e-15)
    assert network.compute_loss(Y, network.forward(X)) < loss


def test_huge_weights_give_a_sentence_and_no_warning():
    network = FirstNeuralNetwork(rng=0)
    network.W1 = np.full((15, 64), 1e308)
    with pytest.raises(ValueError, match="left the range of numbers"):
        network.forward(np.ones((1, 15)))
    network.W1, network.W2 = np.ones((15, 64)), np.where(np.arange(10) == 3, 1e307, 0) + np.zeros((64, 1))
    with pytest.raises(ValueError, match="left the range of numbers"):
        network.forward(np.ones((1, 15)))
    network.W1, network.W2 = np.full((15, 64), 1e150), FirstNeuralNetwork(rng=0).W2
    assert np.isfinite(network.forward(np.ones((1, 15)))).all()


def test_a_step_out_of_the_range_of_numbers_changes_nothing():
    network = FirstNeuralNetwork(rng=0)
    before = network.parameters
    slopes = [np.full_like(parameter, 1e300) for parameter in before]
    with pytest.raises(ValueError, match="too long"):
        network.update_parameters(*slopes, 1e300)
    assert all(now is then for now, then in zip(network.parameters, before))


def test_one_class_is_enough_and_none_is_refused():
    assert one_hot([0], 1).tolist() == [[1]]
    with pytest.raises(ValueError, match=r"^classes must"):
        one_hot([0], 0)


def test_softmax_takes_a_row_and_no_single_number():
    assert firstnn.softmax([3.0]) == [1.0]
    with pytest.raises(ValueError, match="at least 1 axis"):
        firstnn.softmax(3.0)


def test_one_entry_out_of_the_range_of_numbers_is_enough():
    network = FirstNeuralNetwork(rng=0)
    for name, parameter in zip("dW1 db1 dW2 db2".split(), network.parameters):
        slopes = {f"d{other}": np.zeros_like(value) for other, value in zip(("W1", "b1", "W2", "b2"), network.parameters)}
        slopes[name].flat[-1] = 1e300
        with pytest.raises(ValueError, match="too long"):
            network.update_parameters(**slopes, learning_rate=1e300)
        slopes[name] = parameter[:, :-1]
        with pytest.raises(ValueError, match=f"^{name} must have shape"):
            network.update_parameters(**slopes, learning_rate=1.0)
    with pytest.raises(ValueError, match=r"^learning_rate must"):
        network.update_parameters(*network.parameters, learning_rate=0)


@pytest.mark.parametrize("name", ["W1", "b1", "W2", "b2"])
def test_a_parameter_spoiled_after_the_forward_pass_is_named(name):
    X, Y = firstnn.every_damaged_digit(0)
    network = FirstNeuralNetwork(rng=0)
    Y_hat = network.forward(X)
    slopes = network.backward(X, Y, Y_hat)
    setattr(network, name, getattr(network, name) * np.nan)
    for call in (
        lambda: network.backward(X, Y, Y_hat),
        lambda: network.update_parameters(*slopes, 0.1),
        lambda: network.train(X, Y, epochs=0, report_every=None),
    ):
        with pytest.raises(ValueError, match=f"^{name} holds NaN"):
            call()


def test_slopes_under_the_range_of_numbers_are_no_complaint():
    network = FirstNeuralNetwork(1, 1, 2, "tanh", rng=0)
    network.W1, network.W2 = np.array([[10.0]]), np.array([[1e-305, 0]])
    with np.errstate(all="raise"):
        slopes = network.backward([[1.0]], [0], network.forward([[1.0]]))
    assert all(np.isfinite(slope).all() for slope in slopes)


def test_train_has_the_settings_of_the_original_unless_told_otherwise(capsys):
    defaults = {name: each.default for name, each in inspect.signature(FirstNeuralNetwork.train).parameters.items()}
    assert (defaults["learning_rate"], defaults["epochs"], defaults["report_every"]) == (0.01, 10000, 100)
    assert (defaults["momentum"], defaults["batch_size"]) == (0, None)
    X, Y = firstnn.create_dataset(3, rng=0)
    assert len(FirstNeuralNetwork(rng=0).train(X, Y, epochs=2, batch_size=1, report_every=None, rng=0)) == 3
    FirstNeuralNetwork(rng=0).train(X, Y, epochs=2, report_every=1)
    assert len(capsys.readouterr().out.splitlines()) == 3
