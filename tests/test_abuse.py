"""Abuse of the mathematics: whatever a public function is given, it works or says in a sentence what is wanted.

No warning, and no argument or network changed.
"""

import contextlib
import inspect
import io
import re
import warnings
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import firstnn
from firstnn import BestPossible, FirstNeuralNetwork, History

X, Y = firstnn.every_damaged_digit()
X, Y = X[::11], Y[::11]
IMAGE = firstnn.create_digit_image(3)
BEST = firstnn.best_possible()
NETWORK = FirstNeuralNetwork(hidden_size=4, rng=0)
Y_HAT = NETWORK.forward(X)
SLOPES = NETWORK.backward(X, Y, Y_HAT)


def fresh_network():
    """A network that has just made the forward pass that backward wants."""
    network = FirstNeuralNetwork(hidden_size=4, rng=0)
    network.forward(X)
    return network


def train(**arguments):
    with contextlib.redirect_stdout(io.StringIO()):
        return fresh_network().train(**arguments)


MATHEMATICS = {
    "BestPossible": (BestPossible, dict(noise_level=1, images=BEST.images, counts=BEST.counts)),
    "BestPossible.exact_probabilities": (BEST.exact_probabilities, dict(X=X)),
    "FirstNeuralNetwork": (
        FirstNeuralNetwork,
        dict(input_size=3, hidden_size=2, output_size=2, activation="tanh", rng=0, backward=firstnn.passes.backward),
    ),
    "FirstNeuralNetwork.forward": (NETWORK.forward, dict(X=X)),
    "FirstNeuralNetwork.predict": (NETWORK.predict, dict(X=X)),
    "FirstNeuralNetwork.compute_loss": (NETWORK.compute_loss, dict(Y=Y, Y_hat=Y_HAT)),
    "FirstNeuralNetwork.backward": (lambda **a: fresh_network().backward(**a), dict(X=X, Y=Y, Y_hat=Y_HAT)),
    "FirstNeuralNetwork.update_parameters": (
        lambda **a: fresh_network().update_parameters(**a),
        dict(SLOPES._asdict(), learning_rate=0.5),
    ),
    "FirstNeuralNetwork.train": (
        train,
        dict(X=X, Y=Y, learning_rate=0.5, epochs=2, X_test=X, Y_test=Y, batch_size=5, momentum=0.5, report_every=1, rng=0),
    ),
    "Gradients": (firstnn.Gradients, dict(dW1=1, db1=2, dW2=3, db2=4)),
    "History": (firstnn.History, dict(records=[], problem=None)),
    "accuracy": (firstnn.accuracy, dict(Y=Y, predicted=Y)),
    "add_noise": (firstnn.add_noise, dict(image=IMAGE, noise_level=2, rng=0)),
    "as_text": (firstnn.as_text, dict(image=IMAGE)),
    "best_accuracy": (firstnn.best_accuracy, dict(X=X, Y=Y)),
    "best_possible": (firstnn.best_possible, dict(noise_level=1)),
    "confusion_matrix": (firstnn.confusion_matrix, dict(Y=Y, predicted=Y, classes=10)),
    "count_pictures": (firstnn.count_pictures, dict(X=X, Y=Y)),
    "create_dataset": (firstnn.create_dataset, dict(num_samples=3, noise_level=1, rng=0)),
    "create_digit_image": (firstnn.create_digit_image, dict(digit=3)),
    "cross_entropy": (firstnn.cross_entropy, dict(Y=Y, Y_hat=Y_HAT)),
    "every_damaged_digit": (firstnn.every_damaged_digit, dict(noise_level=1)),
    "exact_accuracy": (firstnn.exact_accuracy, dict(predict=firstnn.nearest_glyph, best=BEST)),
    "gradient_errors": (firstnn.gradient_errors, dict(gradients=SLOPES, measured=SLOPES)),
    "handwritten_digits": (firstnn.handwritten_digits, dict()),
    "hamming_distance": (firstnn.hamming_distance, dict(a=IMAGE, b=IMAGE)),
    "look_up": (firstnn.look_up, dict(X_train=X, Y_train=Y, X=X)),
    "loss_at": (firstnn.loss_at, dict(network=NETWORK, name="W1", value=NETWORK.W1, X=X, Y=Y)),
    "nearest_glyph": (firstnn.nearest_glyph, dict(X=X)),
    "nearest_seen": (firstnn.nearest_seen, dict(X_train=X, Y_train=Y, X=X)),
    "numerical_gradient": (firstnn.numerical_gradient, dict(f=lambda v: float(np.max(v)), x=IMAGE, step=1e-5)),
    "numerical_gradients": (firstnn.numerical_gradients, dict(network=NETWORK, X=X[:2], Y=Y[:2], step=1e-5)),
    "one_hot": (firstnn.one_hot, dict(Y=Y, classes=10)),
    "relu": (firstnn.relu, dict(Z=X)),
    "relu_derivative": (firstnn.relu_derivative, dict(Z=X)),
    "share_seen": (firstnn.share_seen, dict(X_train=X, X=X)),
    "softmax": (firstnn.softmax, dict(Z=X)),
    "split_by_picture": (firstnn.split_by_picture, dict(X=X, Y=Y, test_share=0.5, rng=0)),
    "tanh": (firstnn.tanh, dict(Z=X)),
    "tanh_derivative": (firstnn.tanh_derivative, dict(Z=X)),
    "tightest_glyph": (firstnn.tightest_glyph, dict(X=X)),
}  # fmt: skip
TABLE = {f"firstnn.{name}": entry for name, entry in MATHEMATICS.items()}
RECORDS = {"firstnn.Gradients", "firstnn.History"}  # plain records, made by the package itself


def public_names():
    """Every name of the mathematics, and the methods of its classes."""
    yield from (f"firstnn.{name}" for name in firstnn.__all__)
    for kind in (FirstNeuralNetwork, BestPossible, History):
        methods = [name for name, value in vars(kind).items() if inspect.isfunction(value) and name[0] != "_"]
        yield from (f"firstnn.{kind.__name__}.{name}" for name in methods)


def test_every_public_name_is_in_the_table_with_every_argument():
    assert set(public_names()) == set(TABLE)
    for name, (function, arguments) in TABLE.items():
        owner, _, method = name.removeprefix("firstnn.").partition(".")
        if method and name.startswith("firstnn."):
            function = getattr(getattr(firstnn, owner), method)
        wanted = {p.name for p in inspect.signature(function).parameters.values() if p.kind is not p.VAR_KEYWORD}
        assert set(arguments) == wanted - {"self"}, name


def frozen(value):
    """What must stay as it is: the bytes of arrays, what lists and dictionaries hold, the attributes of a network."""
    if isinstance(value, np.ndarray):
        return value.dtype, value.shape, value.tobytes()
    if isinstance(value, (list, tuple)):
        return [frozen(each) for each in value]
    if isinstance(value, dict):
        return {key: frozen(each) for key, each in value.items()}
    if isinstance(value, (FirstNeuralNetwork, History, BestPossible)):
        return {name: frozen(each) for name, each in vars(value).items()}
    return id(value)


class Attack:
    """Call a function of the table with some of its arguments replaced, and see that it keeps to the contract."""

    def __init__(self, name):
        self.name = name
        self.function, self.good = TABLE[name]

    def __call__(self, **replaced):
        arguments = self.good | replaced
        owner = getattr(self.function, "__self__", None)
        before, state = frozen(arguments), frozen(owner)
        with warnings.catch_warnings(), np.errstate(all="warn"), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("error")
            try:
                self.function(**arguments)
            except (ValueError, TypeError) as problem:
                self.refused(problem)
                assert frozen(owner) == state, f"{self.name} left its network changed"
        assert frozen(arguments) == before, f"{self.name} changed {list(replaced)}"

    def refused(self, problem):
        assert type(problem) in (ValueError, TypeError)
        assert len(str(problem).split()) >= 5, problem
        assert re.search(rf"\b({'|'.join(self.good)}|d?W1)", str(problem)), f"{self.name} does not say of what: {problem}"


NAMES = [name for name in TABLE if name not in RECORDS]


@pytest.mark.parametrize("name", NAMES)
def test_good_values_work(name):
    attack = Attack(name)
    attack.refused = lambda problem: pytest.fail(str(problem))
    attack()


JUNK = [
    None, True, -1, 0, 1, 2.5, 1000, np.int8(3), np.float32(0.5), np.nan, np.inf, -np.inf, 1e308, -1e308, 1e-320, 2j,
    "", "text", "$\\frac$", "\u4e2d", b"bytes", [], {}, {"a": None}, [[1], [2, 3]], [None, "a"], object(),
    lambda *_: np.nan, lambda v: v, lambda v: 1e308 * np.sign(v),
    np.array([]), np.array(np.nan), np.array(["a"]), np.array([None, {}], dtype=object), np.zeros((3, 3, 3)),
    *[np.full(shape, value) for shape in ((15,), (2, 15), (10,), (2, 10), (2,), (4,), (2, 2))
      for value in (np.nan, 1e308, 1e-320, 0.0, -1, 3)],
    FirstNeuralNetwork(3, 2, 2, rng=0), SimpleNamespace(), firstnn.History(), firstnn.best_possible(0),
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_each_argument_replaced_by_each_wrong_thing(name):
    attack = Attack(name)
    for argument in attack.good:
        for junk in JUNK:
            attack(**{argument: junk})


NUMBERS = st.one_of(st.integers(-3, 40), st.floats(), st.floats(0, 1), st.floats(width=16))
ANYTHING = st.one_of(
    st.none(), st.booleans(), NUMBERS, st.text(max_size=5), st.complex_numbers(), st.binary(max_size=3),
    st.lists(NUMBERS, max_size=4), st.lists(st.text(max_size=2), max_size=4), st.lists(st.lists(st.floats(), max_size=3)),
    st.dictionaries(st.text(max_size=2), NUMBERS, max_size=3),
    hnp.arrays(
        st.sampled_from([np.float64, np.float32, np.int64, np.uint8, np.bool_, np.complex128, object, "U3", "M8[s]"]),
        hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=6),
        fill=st.nothing(),
    ),
    hnp.arrays(float, st.sampled_from([(1, 15), (2, 15), (5, 3), (15,), (2, 10), (15, 4), (10,), (2,), (2, 2)])),
)  # fmt: skip


@pytest.mark.parametrize("name", [name for name in NAMES if TABLE[name][1]])
@settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_several_arguments_replaced_by_anything(name, data):
    attack = Attack(name)
    names = data.draw(st.lists(st.sampled_from(sorted(attack.good)), min_size=1, unique=True))
    attack(**{name: data.draw(ANYTHING) for name in names})
