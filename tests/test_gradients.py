"""Every gradient against central differences and against a second derivation that shares no line with the first."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import firstnn
from firstnn import FirstNeuralNetwork, gradient_errors, numerical_gradient, numerical_gradients


def by_the_full_chain_rule(network, X, Y):
    """Entry by entry in plain Python: the Jacobian of softmax, p_i (delta_ij - p_j), times -1/p_y, row after row."""
    W1, b1, W2, b2 = (parameter.tolist() for parameter in network.parameters)
    inputs, hidden, outputs, rows = len(W1), len(W2), len(W2[0]), len(X)
    dW1, db1 = np.zeros((inputs, hidden)), np.zeros((1, hidden))
    dW2, db2 = np.zeros((hidden, outputs)), np.zeros((1, outputs))
    for x, y in zip(X.tolist(), Y.tolist()):
        z1 = [b1[0][j] + sum(x[i] * W1[i][j] for i in range(inputs)) for j in range(hidden)]
        if network.activation == "relu":
            a1, slope = [z if z > 0 else 0.0 for z in z1], [1.0 if z > 0 else 0.0 for z in z1]
        else:
            a1, slope = [math.tanh(z) for z in z1], [1 / math.cosh(z) ** 2 for z in z1]
        z2 = [b2[0][k] + sum(a1[j] * W2[j][k] for j in range(hidden)) for k in range(outputs)]
        e = [math.exp(z) for z in z2]
        p = [value / sum(e) for value in e]
        dz2 = [-1 / p[y] * p[y] * ((k == y) - p[k]) / rows for k in range(outputs)]
        for j in range(hidden):
            back = sum(W2[j][k] * dz2[k] for k in range(outputs)) * slope[j]
            db1[0, j] += back
            for k in range(outputs):
                dW2[j, k] += a1[j] * dz2[k]
            for i in range(inputs):
                dW1[i, j] += x[i] * back
        db2[0] += dz2
    return dW1, db1, dW2, db2


@pytest.mark.parametrize("activation", ["relu", "tanh"])
def test_all_1674_gradients_against_central_differences(activation):
    X, Y = firstnn.every_damaged_digit()
    network = FirstNeuralNetwork(activation=activation, rng=0)
    network.train(X, Y, 0.5, 20, report_every=None)
    assert network.number_of_parameters == 1674
    gradients = network.backward(X, Y, network.forward(X))
    errors = gradient_errors(gradients, numerical_gradients(network, X, Y))
    assert max(errors.values()) < 1e-7, errors


@settings(deadline=None, max_examples=40)
@given(
    st.integers(1, 6), st.integers(1, 5), st.integers(1, 7), st.integers(2, 4), st.sampled_from(["relu", "tanh"]),
    st.integers(0, 10**6),
)  # fmt: skip
def test_gradients_against_a_second_derivation(rows, inputs, hidden, outputs, activation, seed):
    rng = np.random.default_rng(seed)
    network = FirstNeuralNetwork(inputs, hidden, outputs, activation, rng)
    network.b1, network.b2 = rng.normal(size=(1, hidden)), rng.normal(size=(1, outputs))
    X, Y = rng.normal(size=(rows, inputs)), rng.integers(outputs, size=rows)
    for ours, theirs in zip(network.backward(X, Y, network.forward(X)), by_the_full_chain_rule(network, X, Y)):
        assert ours.shape == theirs.shape
        np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-13)


def test_numerical_gradient_of_a_known_function():
    x = np.array([[1.0, -2.0], [0.5, 3.0]])
    before = x.copy()
    np.testing.assert_allclose(numerical_gradient(lambda v: float((v**3).sum()), x), 3 * x**2, rtol=1e-8)
    assert np.array_equal(x, before)
    assert numerical_gradient(lambda v: float(v**2), 3.0) == pytest.approx(6.0)
    assert numerical_gradient(lambda v: v.sum(), [1, 2]).tolist() == pytest.approx([1, 1])


def test_central_differences_have_an_error_of_second_order():
    error = [abs(float(numerical_gradient(lambda v: math.exp(v), 1.0, step)) - math.e) for step in (1e-2, 1e-3)]
    assert 80 < error[0] / error[1] < 120


def test_gradient_errors_are_relative_to_the_largest_slope():
    shapes = [(2, 3), (1, 3), (3, 2), (1, 2)]
    right = [np.full(shape, 10.0) for shape in shapes]
    wrong = [right[0], right[1], right[2] + 1, -right[3]]
    assert gradient_errors(right, right) == {"W1": 0, "b1": 0, "W2": 0, "b2": 0}
    assert gradient_errors(wrong, right) == pytest.approx({"W1": 0, "b1": 0, "W2": 1 / 11, "b2": 2})
    nothing = [np.zeros(shape) for shape in shapes]
    assert set(gradient_errors(nothing, nothing).values()) == {0}


def test_measuring_slopes_leaves_the_network_as_it_was():
    X, Y = firstnn.create_dataset(5, rng=0)
    network = FirstNeuralNetwork(hidden_size=3, rng=0)
    before = network.parameters
    numerical_gradients(network, X, Y)
    assert all(now is then for now, then in zip(network.parameters, before))


def test_relu_slope_is_taken_before_relu_and_is_zero_at_the_kink():
    assert firstnn.relu_derivative([-1.0, 0.0, 2.0]).tolist() == [0, 0, 1]
    np.testing.assert_allclose(
        firstnn.tanh_derivative([-1.0, 0.0, 2.0]), [1 / math.cosh(z) ** 2 for z in (-1, 0, 2)], rtol=1e-12
    )
