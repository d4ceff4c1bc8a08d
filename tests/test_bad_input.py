"""Wrong arguments get a ValueError or TypeError in a sentence: what was given, what is wanted. Nothing is changed."""

import copy

import numpy as np
import pytest

import firstnn
from firstnn import FirstNeuralNetwork

X, Y = firstnn.create_dataset(6, 1, 0)
NETWORK = FirstNeuralNetwork(hidden_size=4, rng=0)
Y_HAT = NETWORK.forward(X)
SLOPES = NETWORK.backward(X, Y, Y_HAT)
IMAGE = firstnn.create_digit_image(3)
NAN_ROWS = np.where(np.arange(15) == 3, np.nan, X)


def train(*arguments, **options):
    return NETWORK.train(*arguments, **{"epochs": 1, "report_every": None} | options)


WRONG = {
    "digit 10": (lambda: firstnn.create_digit_image(10), ValueError, r"whole number from 0 to 9, but it is 10"),
    "digit text": (lambda: firstnn.create_digit_image("3"), ValueError, r"'3'"),
    "digit 2.5": (lambda: firstnn.create_digit_image(2.5), ValueError, r"2\.5"),
    "digit True": (lambda: firstnn.create_digit_image(True), ValueError, r"True"),
    "digit -1": (lambda: firstnn.create_digit_image(-1), ValueError, r"-1"),
    "digit None": (lambda: firstnn.create_digit_image(None), ValueError, r"None"),
    "noise -1": (lambda: firstnn.add_noise(IMAGE, -1), ValueError, r"noise_level .* 0 to 15, but it is -1"),
    "noise 16": (lambda: firstnn.add_noise(IMAGE, 16), ValueError, r"16"),
    "noise 0.1": (lambda: firstnn.add_noise(IMAGE, 0.1), ValueError, r"0\.1"),
    "image shape": (lambda: firstnn.add_noise(np.ones((3, 5))), ValueError, r"\(5, 3\) or \(15,\), .* \(3, 5\)"),
    "image text": (lambda: firstnn.add_noise("###"), TypeError, r"'###'"),
    "rng text": (lambda: firstnn.add_noise(IMAGE, 1, "lucky"), TypeError, r"'lucky'"),
    "rng -1": (lambda: firstnn.add_noise(IMAGE, 1, -1), ValueError, r"-1"),
    "rng 1.5": (lambda: firstnn.create_dataset(3, 1, 1.5), TypeError, r"1\.5"),
    "no samples": (lambda: firstnn.create_dataset(0), ValueError, r"num_samples .* 1 or more, but it is 0"),
    "data noise": (lambda: firstnn.create_dataset(3, 16), ValueError, r"noise_level"),
    "all noise": (lambda: firstnn.every_damaged_digit(16), ValueError, r"noise_level"),
    "best noise": (lambda: firstnn.best_possible("1"), ValueError, r"noise_level"),
    "odds shape": (lambda: firstnn.best_possible().exact_probabilities(IMAGE), ValueError, r"reshape\(1, 15\)"),
    "hamming": (lambda: firstnn.hamming_distance(IMAGE, IMAGE.ravel()), ValueError, r"\(5, 3\) and b has \(15,\)"),
    "hidden 0": (lambda: FirstNeuralNetwork(hidden_size=0), ValueError, r"hidden_size .* 1 or more, but it is 0"),
    "input 1.5": (lambda: FirstNeuralNetwork(input_size=1.5), ValueError, r"input_size"),
    "output None": (lambda: FirstNeuralNetwork(output_size=None), ValueError, r"output_size"),
    "activation": (lambda: FirstNeuralNetwork(activation="sigmoid"), ValueError, r"'relu', 'tanh', but it is 'sigmoid'"),
    "activation list": (lambda: FirstNeuralNetwork(activation=["relu"]), ValueError, r"activation"),
    "X (N, 14)": (lambda: NETWORK.forward(X[:, :14]), ValueError, r"\(N, 15\).* \(6, 14\)"),
    "X pictures": (lambda: NETWORK.forward(X.reshape(6, 5, 3)), ValueError, r"flatten .* X\.reshape\(len\(X\), 15\)"),
    "X one picture": (lambda: NETWORK.predict(IMAGE), ValueError, r"X\.reshape\(1, 15\)"),
    "X one row": (lambda: NETWORK.predict(X[0]), ValueError, r"X\.reshape\(1, 15\)"),
    "X empty": (lambda: NETWORK.forward(np.empty((0, 15))), ValueError, r"X is empty"),
    "X NaN": (lambda: NETWORK.forward(NAN_ROWS), ValueError, r"NaN"),
    "X inf": (lambda: NETWORK.forward(np.full((2, 15), np.inf)), ValueError, r"infinity"),
    "X object": (lambda: NETWORK.forward(X.astype(object)), TypeError, r"array of numbers"),
    "X ragged": (lambda: NETWORK.forward([[1, 2], [3]]), TypeError, r"differ in length"),
    "X complex": (lambda: NETWORK.forward(X + 1j), TypeError, r"array of numbers"),
    "Y length": (lambda: train(X, Y[:5]), ValueError, r"\(6,\).* \(5,\)"),
    "Y range": (lambda: train(X, Y + 10), ValueError, r"0 to 9"),
    "Y negative": (lambda: train(X, Y - 10), ValueError, r"0 to 9"),
    "Y floats": (lambda: train(X, Y.astype(float)), TypeError, r"whole numbers"),
    "Y one-hot": (lambda: train(X, firstnn.one_hot(Y)), ValueError, r"one-hot rows, Y\.argmax\(axis=1\)"),
    "Y column": (lambda: train(X, Y.reshape(-1, 1)), ValueError, r"\(6, 1\)"),
    "Y booleans": (lambda: train(X, Y > 3), TypeError, r"bool"),
    "Y_hat shape": (lambda: NETWORK.compute_loss(Y, Y_HAT[:, :9]), ValueError, r"\(6, 10\).* \(6, 9\)"),
    "Y_hat logits": (lambda: NETWORK.compute_loss(Y, NETWORK.Z2), ValueError, r"softmax"),
    "Y_hat NaN": (lambda: firstnn.cross_entropy([0], [[np.nan, 1]]), ValueError, r"NaN"),
    "Y_hat of another pass": (lambda: NETWORK.backward(X, Y, Y_HAT[::-1]), ValueError, r"Y_hat = network\.forward\(X\)"),
    "no forward pass": (lambda: FirstNeuralNetwork().backward(X, Y, Y_HAT), ValueError, r"forward"),
    "slope shape": (lambda: NETWORK.update_parameters(SLOPES[0].T, *SLOPES[1:], 1), ValueError, r"dW1 .*\(4, 15\)"),
    "slope NaN": (lambda: NETWORK.update_parameters(SLOPES[0] * np.nan, *SLOPES[1:], 1), ValueError, r"dW1 holds NaN"),
    "learning_rate nan": (lambda: train(X, Y, np.nan), ValueError, r"learning_rate .* above 0, but it is nan"),
    "learning_rate 0": (lambda: train(X, Y, 0), ValueError, r"learning_rate"),
    "learning_rate -1": (lambda: train(X, Y, -1), ValueError, r"learning_rate"),
    "learning_rate inf": (lambda: train(X, Y, np.inf), ValueError, r"learning_rate"),
    "learning_rate text": (lambda: train(X, Y, "0.1"), ValueError, r"'0\.1'"),
    "learning_rate True": (lambda: train(X, Y, True), ValueError, r"True"),
    "learning_rate array": (lambda: train(X, Y, np.array([0.1])), ValueError, r"learning_rate"),
    "epochs -1": (lambda: train(X, Y, epochs=-1), ValueError, r"epochs .* 0 or more, but it is -1"),
    "epochs 1.5": (lambda: train(X, Y, epochs=1.5), ValueError, r"epochs"),
    "batch 0": (lambda: train(X, Y, batch_size=0), ValueError, r"batch_size"),
    "momentum 1": (lambda: train(X, Y, momentum=1.0), ValueError, r"momentum .* at least 0 and below 1, but it is 1\.0"),
    "report 0": (lambda: train(X, Y, report_every=0), ValueError, r"report_every"),
    "half a test set": (lambda: train(X, Y, X_test=X), ValueError, r"both X_test and Y_test"),
    "the other half": (lambda: train(X, Y, Y_test=Y), ValueError, r"both X_test and Y_test"),
    "test pictures": (lambda: train(X, Y, X_test=X[:, :3], Y_test=Y), ValueError, r"X_test .*\(6, 3\)"),
    "test labels": (lambda: train(X, Y, X_test=X, Y_test=Y[:2]), ValueError, r"Y_test .*\(2,\)"),
    "softmax text": (lambda: firstnn.softmax("abc"), TypeError, r"Z must be an array of numbers"),
    "softmax number": (lambda: firstnn.softmax(3.0), ValueError, r"at least 1 axis"),
    "relu NaN": (lambda: firstnn.relu([np.nan]), ValueError, r"NaN"),
    "gradient of nothing": (lambda: firstnn.numerical_gradient(3, [1.0]), TypeError, r"function"),
    "gradient of a list": (lambda: firstnn.numerical_gradient(lambda v: v, [1.0, 2.0]), ValueError, r"f\(x\)"),
    "gradient step 0": (lambda: firstnn.numerical_gradient(np.sum, [1.0], 0), ValueError, r"step"),
}  # fmt: skip


@pytest.mark.parametrize(("call", "error", "words"), WRONG.values(), ids=WRONG.keys())
def test_a_sentence_and_nothing_changed(call, error, words):
    before = copy.deepcopy(vars(NETWORK))
    data = X.copy(), Y.copy(), IMAGE.copy()
    with pytest.raises(error, match=words):
        call()
    assert vars(NETWORK).keys() == before.keys()
    assert all(np.array_equal(vars(NETWORK)[name], value) for name, value in before.items())
    assert all(np.array_equal(now, then) for now, then in zip((X, Y, IMAGE), data))


@pytest.mark.parametrize("name", ["W1", "b1", "W2", "b2"])
@pytest.mark.parametrize("spoil", [lambda p: p.T[:1], lambda p: p * np.nan, lambda p: "weights", lambda p: p[0] * 2])
def test_parameters_set_by_hand_are_checked(name, spoil):
    network = FirstNeuralNetwork(hidden_size=4, rng=0)
    setattr(network, name, spoil(getattr(network, name)))
    with pytest.raises((ValueError, TypeError), match=name):
        network.forward(X)
