"""Abuse of every public function: whatever is given, it works or says in a sentence what was given and what is wanted.

No warning, no NaN on an axis, no argument changed, and where a picture is refused nothing has been drawn.
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
from firstnn import BestPossible, FirstNeuralNetwork, History, check, plots, widgets

X, Y = firstnn.every_damaged_digit()
X, Y = X[::11], Y[::11]
IMAGE = firstnn.create_digit_image(3)
BEST = firstnn.best_possible()
NETWORK = FirstNeuralNetwork(hidden_size=4, rng=0)
Y_HAT = NETWORK.forward(X)
SLOPES = NETWORK.backward(X, Y, Y_HAT)
RUN = FirstNeuralNetwork(hidden_size=4, rng=0).train(X, Y, 0.5, 5, X_test=X, Y_test=Y, report_every=None)
ERRORS = firstnn.gradient_errors(SLOPES, SLOPES)
DRAWN = plots.figure(size=(1, 1))[0]


class Axes:
    """In the table: so many fresh axes, holding an image already where one is wanted."""

    def __init__(self, columns=1, image=False):
        self.columns, self.image = columns, image

    def fresh(self):
        axes = plots.figure(1, self.columns, size=(3 * self.columns, 3))[1]
        if self.image:
            axes.imshow([[0.0, 1.0]])
        return axes


def fresh_network():
    """A network that has just made the forward pass that backward wants."""
    network = FirstNeuralNetwork(hidden_size=4, rng=0)
    network.forward(X)
    return network


def train(**arguments):
    with contextlib.redirect_stdout(io.StringIO()):
        return fresh_network().train(**arguments)


def cube(x):
    return x**3


AX, TWO, THREE = Axes(), Axes(2), Axes(3)
PAIR = {"a": 0.5, "b": [0.25, 1.0]}
MATHEMATICS = {
    "BestPossible": (BestPossible, dict(noise_level=1, images=BEST.images, counts=BEST.counts)),
    "BestPossible.exact_probabilities": (BEST.exact_probabilities, dict(X=X)),
    "FirstNeuralNetwork": (
        FirstNeuralNetwork,
        dict(input_size=3, hidden_size=2, output_size=2, activation="tanh", rng=0),
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
PICTURES = {
    "changed_answers": dict(before=[0.5, 0.5], after=np.eye(2)),
    "draw_ablation": dict(ax=AX, right={"a": [3, 2, 1], "b": [[3, 2, 1], [3, 0, 0]]}, best=3, total=4),
    "draw_accuracies": dict(ax=AX, accuracies={"a": 0.5, "b": 0.9}, best=0.95),
    "draw_accuracy": dict(ax=AX, history=RUN, best=BEST, legend=True),
    "draw_activation": dict(ax=AX, name="tanh", reach=4.0),
    "draw_against_limit": dict(ax=AX, x=[1, 2], curves=PAIR | {"a": [0.5, 0.6]}, limit=0.9, xlabel="x", logarithmic=True,
                               loss=False),
    "draw_answer": dict(ax=AX, probabilities=[0.5, 0.5], odds=[0.25], names=["a", "b"]),
    "draw_approach": dict(ax=AX, epochs=[1, 10], answers=np.full((2, 10), 0.1), odds=np.eye(10)[3]),
    "draw_confusion": dict(ax=AX, matrix=np.eye(10, dtype=int)),
    "draw_contest": dict(ax=AX, scores=PAIR, limit=0.9),
    "draw_cross": dict(ax=AX, row=1, column=2),
    "draw_damage": dict(axes=THREE, image=IMAGE, wiped=IMAGE == 1),
    "draw_descent": dict(ax=AX, loss=lambda w: w**2, path=[3.0, 1.0], low=-1, high=4, numbers=2),
    "draw_digit": dict(ax=AX, image=IMAGE, title="3", numbers=True),
    "draw_digits": dict(axes=THREE, images=X[:2], titles=["a", "b"]),
    "draw_distances": dict(ax=AX, distances=1 - np.eye(3)),
    "draw_equation": dict(ax=AX, parts=[IMAGE, "@", [1, 2, 3]], titles=["a", "b"], marks=[(0, None), None]),
    "draw_floor": dict(ax=AX, share=0.75),
    "draw_function_and_slope": dict(ax=AX, f=np.sin, slope=np.cos, name="sine", z=[0.0, 1.0]),
    "draw_gradient_check": dict(ax=AX, calculated=SLOPES, measured=SLOPES),
    "draw_gradient_errors": dict(ax=AX, errors={"a": ERRORS}),
    "draw_guesses": dict(ax=AX, right=[10, 20], total=150, chance=0.1, best=143),
    "draw_halvings": dict(ax=AX, times=3),
    "draw_hidden_units": dict(ax=AX, activations=[0.0, 1.0, -2.0], largest=3.0),
    "draw_hidden_values": dict(ax=AX, values={"a": [0.0, 0.1, 0.2], "b": [10.0]}),
    "draw_loss": dict(ax=AX, history=RUN, best=BEST, legend=True),
    "draw_losses": dict(ax=AX, histories={"a": RUN}, best=BEST),
    "draw_lost": dict(ax=AX, right=[3, 2], whole=4, title="t"),
    "draw_luck": dict(ax=AX, accuracies=[0.9, 0.95], best=BEST),
    "draw_network": dict(ax=AX, network=NETWORK, image=IMAGE),
    "draw_neuron": dict(ax=AX, inputs=[1, 0], weights=[2, -3], bias=0.5),
    "draw_odds": dict(ax=AX, probabilities=[0.5, 0.5], odds=[1.0, 0.0], shares=[0.5, 0.5]),
    "draw_one_weight": dict(ax=AX, network=NETWORK, name="W2", place=(1, 2), X=X, Y=Y),
    "draw_origins": dict(axes=TWO, images=X[:2], counts=[[1, 0], [2, 3]]),
    "draw_outputs": dict(ax=AX, probabilities=[0.5, 0.5], title="t"),
    "draw_parameters": dict(ax=AX, network=NETWORK),
    "draw_passes": dict(ax=AX, rows=150, sizes=(15, 64, 10)),
    "draw_probability_bars": dict(ax=AX, P=[0.5, 0.5], true=1, names=["a", "b"]),
    "draw_product": dict(ax=AX, names="ABC", sizes=["1", "2", "3"], row="r", column="c"),
    "draw_reading": dict(axes=THREE, network=NETWORK, picture=IMAGE, best=BEST, names="0123456789"),
    "draw_riddle": dict(axes=TWO, histories={"a": RUN, "b": RUN}, best=BEST),
    "draw_row": dict(ax=AX, image=IMAGE, title="t"),
    "draw_scale": dict(ax=Axes(image=True), label="weight"),
    "draw_secants": dict(ax=AX, f=cube, x=2.0, step=1.0),
    "draw_shares": dict(ax=AX, surprises=[0.1, 3.0]),
    "draw_sheet": dict(ax=AX, images=X[:3], labels=Y[:3], columns=2, titles=True),
    "draw_signed_bars": dict(ax=AX, values=[1.0, -2.0], xlabel="x", ylabel="y", title="t"),
    "draw_spread": dict(ax=AX, sizes=[1, 8], values=[[0.5, 0.6], [0.7, 0.8]], limit=0.9, label="best"),
    "draw_staircase": dict(axes=TWO, shifts=[-1, 1], losses=[2.0, 1.0], accuracies=[0.5, 1.0]),
    "draw_step_errors": dict(ax=AX, steps=[0.1, 0.01], one_sided=[0.1, 0.0], central=[0.01, 0.0]),
    "draw_step_lengths": dict(ax=AX, learning_rates=[0, 1], losses=[2.0, 1.0], start=2.0),
    "draw_sums": dict(ax=AX, x=[0.0, 1.0], parts={"a": [0.0, 1.0]}, total="t"),
    "draw_surprise": dict(ax=AX, p=0.25),
    "draw_values": dict(ax=AX, values=[1.0, -0.25], names=["a", "b"], title="t", places=2),
    "draw_verdicts": dict(axes=TWO, images=X[:2], Y=[0, 1], predicted=[0, -1]),
    "draw_weight_pictures": dict(ax=AX, W1=NETWORK.W1, title="t", limit=1.0, across=2, places=6),
    "draw_weights": dict(ax=AX, weights=IMAGE, title="t", limit=1.0, numbers=True),
    "draw_words": dict(ax=AX, image=IMAGE, words=["3", "", "–"], title="t"),
    "figure": dict(rows=1, columns=2, size=(3, 2)),
    "network_in_words": dict(network=NETWORK, image=IMAGE),
    "origins": dict(counts=[3, 0, 1]),
    "reading_in_words": dict(network=NETWORK, picture=IMAGE, best=BEST, names="0123456789"),
    "regime": dict(history=RUN),
    "riddle": dict(),
    "show": dict(drawn=DRAWN, description="nothing"),
    "ties": dict(nearest=np.eye(3), Y=[0, 1, 2]),
}  # fmt: skip
PANELS = {
    "damage_panel": dict(digit=7, noise_level=4, seed=1),
    "drawing_panel": dict(network=NETWORK, names="0123456789", picture=IMAGE, seed=1),
    "epochs_panel": dict(learning_rate=0.5, hidden_size=2, epochs=2, digit=3, seed=1),
    "everything_panel": dict(learning_rate=0.5, hidden_size=2, epochs=2, damage=1, seed=1, digit=3),
    "logits_panel": dict(logits=[1, 2.5, 0, -1], true=6),
    "network_panel": dict(hidden_size=2, digit=3, seed=1),
    "training_panel": dict(learning_rate=0.5, hidden_size=2, epochs=2, seed=1),
    "weight_panel": dict(name="W1", row=2, column=3, network=NETWORK, X=X, Y=Y),
}
CHECKS = {name: dict.fromkeys(inspect.signature(getattr(check, name)).parameters, ...) for name in check.__all__}
TABLE = {f"firstnn.{name}": entry for name, entry in MATHEMATICS.items()}
TABLE |= {f"plots.{name}": (getattr(plots, name), arguments) for name, arguments in PICTURES.items()}
TABLE |= {f"widgets.{name}": (getattr(widgets, name), arguments) for name, arguments in PANELS.items()}
TABLE |= {f"check.{name}": (getattr(check, name), arguments) for name, arguments in CHECKS.items()}
RECORDS = {"firstnn.Gradients", "firstnn.History", "check.Result"}  # plain records, made by the package itself


def public_names():
    """Every name of the four __all__ lists, and the methods of the classes of the mathematics."""
    for module in (firstnn, plots, widgets, check):
        short = "firstnn" if module is firstnn else module.__name__.split(".")[1]
        yield from (f"{short}.{name}" for name in module.__all__)
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


def drawing(axes):
    """What is on the axes, in brief."""
    return [
        (len(ax.get_children()), ax.get_xlim(), ax.get_ylim(), ax.get_title(), ax.get_xlabel(), ax.axison)
        for ax in np.ravel(axes)
        if ax is not None
    ]


def sound(axes):
    """Draw what is on the axes: every range and every tick is a number, and no text says NaN."""
    axes = np.ravel(axes)
    axes[0].figure.canvas.draw()
    for ax in axes:
        assert np.isfinite([*ax.get_xlim(), *ax.get_ylim(), *ax.get_xticks(), *ax.get_yticks()]).all()
        assert not [text for text in ax.texts if re.search(r"\b(nan|inf)\b", text.get_text())]


class Attack:
    """Call a function of the table with some of its arguments replaced, and see that it keeps to the contract."""

    def __init__(self, name):
        self.name = name
        self.function, self.good = TABLE[name]
        self.place = next((key for key, value in self.good.items() if isinstance(value, Axes)), None)
        self.axes = None

    def __call__(self, **replaced):
        arguments = self.good | {self.place: self.canvas()} | replaced if self.place else self.good | replaced
        before, shown = frozen(arguments), drawing(self.axes)
        owner = getattr(self.function, "__self__", None)
        state = frozen(owner)
        under = "warn" if self.name.startswith("firstnn.") else "ignore"  # matplotlib itself underflows
        with warnings.catch_warnings(), np.errstate(all="warn", under=under), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("error")
            try:
                answer = self.function(**arguments)
            except (ValueError, TypeError) as problem:
                self.refused(problem)
                assert frozen(owner) == state, f"{self.name} left its network changed"
                assert drawing(self.axes) == shown, f"{self.name} drew before it refused {replaced}"
            else:
                self.done(answer, arguments)
        assert frozen(arguments) == before, f"{self.name} changed {list(replaced)}"

    def canvas(self):
        """The axes to draw on: the same ones, as long as nothing is drawn."""
        self.axes = self.good[self.place].fresh() if self.axes is None else self.axes
        return self.axes

    def refused(self, problem):
        assert self.name.startswith(("firstnn.", "plots.", "widgets.")) and type(problem) in (ValueError, TypeError)
        assert len(str(problem).split()) >= 5, problem
        assert re.search(rf"\b({'|'.join(self.good)}|d?W1)", str(problem)), f"{self.name} does not say of what: {problem}"

    def done(self, answer, arguments):
        if self.place:
            self.axes = None
            sound(arguments[self.place])
        if self.name.startswith("check.") and self.name not in RECORDS:
            assert isinstance(answer, check.Result) and len(answer.message.split()) >= 3
        if self.name.startswith("widgets."):
            assert answer.problem is None and not re.search(r"\b(nan|inf)\b", answer.sentence), answer.sentence


NAMES = [name for name in TABLE if name not in RECORDS]


@pytest.mark.parametrize("name", NAMES)
def test_good_values_work(name):
    attack = Attack(name)
    attack.refused = lambda problem: pytest.fail(str(problem))
    attack()


class Hostile:
    def __array__(self, *_, **__):
        raise RuntimeError("no array of me")

    def __eq__(self, _):
        raise RuntimeError("no comparison")

    def __len__(self):
        raise RuntimeError("no length")

    def __repr__(self):
        raise RuntimeError("no words")

    __hash__ = None


JUNK = [
    None, True, -1, 0, 1, 2.5, 10**4, np.int8(3), np.float32(0.5), np.nan, np.inf, -np.inf, 1e308, -1e308, 1e-320, 2j,
    "", "text", "$\\frac$", "\u4e2d", b"bytes", [], {}, {"a": None}, [[1], [2, 3]], [None, "a"], object(), Hostile(),
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
