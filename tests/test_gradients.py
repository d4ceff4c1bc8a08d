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


def test_numerical_gradient_of_a_function_below_zero_that_spoils_what_it_is_given():
    def minus_the_squares(v):
        value = -float((v**2).sum())
        v[...] = 7
        return value

    x = np.array([1.0, -2.0])
    x.flags.writeable = False
    np.testing.assert_allclose(numerical_gradient(minus_the_squares, x), -2 * x, rtol=1e-8)


def test_what_a_function_gives_is_checked_each_time():
    for good in (lambda v: v > 3, lambda v: v < 3):
        with pytest.raises(ValueError, match=r"^f\(x\) must"):
            numerical_gradient(lambda v, good=good: 1.0 if good(v) else "one", 3.0)
    for name, x, step in (("x", "three", 1e-5), ("step", 3.0, 0)):
        with pytest.raises((ValueError, TypeError), match=f"^{name} must"):
            numerical_gradient(float, x, step)


def test_central_differences_have_an_error_of_second_order():
    error = [abs(float(numerical_gradient(lambda v: math.exp(v), 1.0, step)) - math.e) for step in (1e-2, 1e-3)]
    assert 80 < error[0] / error[1] < 120


def test_gradient_errors_are_relative_to_the_largest_slope():
    shapes = [(2, 3), (1, 3), (3, 2), (1, 2)]
    right = [np.full(shape, 10.0) for shape in shapes]
    wrong = [right[0], right[1], right[2] + 1, -right[3]]
    assert gradient_errors(right, right) == {"W1": 0, "b1": 0, "W2": 0, "b2": 0}
    assert gradient_errors(wrong, right) == pytest.approx({"W1": 0, "b1": 0, "W2": 1 / 11, "b2": 2})
    one = [np.array([3.0, -4.0])] * 4
    other = [one[0] + change for change in ([0, 2], [0, -1], [0, 0], [-2, 1])]
    for there, back in ((one, other), (other, one)):
        assert gradient_errors(there, back) == pytest.approx({"W1": 2 / 4, "b1": 1 / 5, "W2": 0, "b2": 2 / 4})
    nothing = [np.zeros(shape) for shape in shapes]
    assert set(gradient_errors(nothing, nothing).values()) == {0}


def test_gradients_to_compare_have_the_same_shapes_and_are_four():
    four = [np.ones(2)] * 4
    with pytest.raises(ValueError, match=r"^db1 has shape \(3,\), but the measured .* \(2,\)$"):
        gradient_errors([four[0], np.ones(3), *four[2:]], four)
    with pytest.raises(TypeError, match=r"^measured dW1 must"):
        gradient_errors(four, ["one"] * 4)
    for fewer in (four[:3], four + four[:1]):
        with pytest.raises(TypeError, match=r"^gradients must be four arrays"):
            gradient_errors(fewer, four)
        with pytest.raises(TypeError, match=r"^measured must be four arrays"):
            gradient_errors(four, fewer)


def test_measuring_slopes_leaves_the_network_as_it_was():
    X, Y = firstnn.create_dataset(5, rng=0)
    network = FirstNeuralNetwork(hidden_size=3, rng=0)
    before = network.parameters
    numerical_gradients(network, X, Y)
    assert all(now is then for now, then in zip(network.parameters, before))


def test_relu_slope_is_taken_before_relu_and_is_zero_at_the_kink():
    slopes = firstnn.relu_derivative([-1.0, 0.0, 2.0])
    assert slopes.dtype == float and slopes.tolist() == [0, 0, 1]
    np.testing.assert_allclose(
        firstnn.tanh_derivative([-1.0, 0.0, 2.0]), [1 / math.cosh(z) ** 2 for z in (-1, 0, 2)], rtol=1e-12
    )


def test_what_is_no_function_is_called_by_its_name():
    with pytest.raises(TypeError, match=r"^f must be a function"):
        numerical_gradient(3, [1.0])


def test_a_step_out_of_the_range_of_numbers_is_no_complaint():
    with np.errstate(all="raise"):
        assert numerical_gradient(lambda v: 1.0, [1.7e308], 1e308).tolist() == [0]


def test_one_slope_out_of_the_range_of_numbers_is_refused():
    with pytest.raises(ValueError, match="too small"):
        numerical_gradient(lambda v: 1e308 if v[0] > 1 else -1e308, [1.0, 1.0])


def test_what_is_no_network_or_no_parameter_is_called_by_its_name():
    with pytest.raises(TypeError, match=r"^network must"):
        numerical_gradients(None, [[0]], [0])
    with pytest.raises(TypeError, match=r"^network must"):
        firstnn.gradients.loss_at(None, "W1", 0, [[0]], [0])
    with pytest.raises(ValueError, match=r"^name must"):
        firstnn.gradients.loss_at(FirstNeuralNetwork(), "W3", 0, [[0]], [0])
    with pytest.raises(TypeError, match=r"^gradients must .* it is 3$"):
        gradient_errors(3, 3)
