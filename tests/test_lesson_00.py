"""00_welcome: its checks, and every sentence of it that states a number."""

import re

import minutes
import nbformat
import numpy as np
import pytest
from conftest import ROOT

import firstnn
from firstnn import check
from firstnn.check import setup_check
from firstnn.check.result import NOT_WRITTEN, examine
from firstnn.widgets.grid import trained_network

NOTEBOOK = nbformat.read(ROOT / "notebooks" / "00_welcome.ipynb", as_version=4)
TEXT = " ".join("\n".join(cell.source for cell in NOTEBOOK.cells if cell.cell_type == "markdown").split())
EIGHT, ZERO, FIVE = (firstnn.create_digit_image(digit).ravel() for digit in (8, 0, 5))


@pytest.mark.parametrize("answer", [13, 13.0, 3 + 2 + 3 + 2 + 3, np.int64(13), np.sum(EIGHT == 0)])
def test_first_is_right(answer):
    assert check.first(answer)


def test_first_names_each_mistake():
    wrong = {
        15: "all pixels",
        2: "white pixels",
        7: "calculator",
        8: "digit that is drawn",
        12: "off by one",
        "13": "quotation",
    }
    wrong |= {99: "not the right value", (13,): "brackets"}
    messages = {check.first(answer).message for answer in wrong}
    assert all(word in check.first(answer).message for answer, word in wrong.items())
    assert len(messages) == len(wrong) and not any("13" in message for message in messages)
    assert "off by one" in check.first(14).message


@pytest.mark.parametrize("answer", [[6, 9], [9, 6], (6, 9), {6, 9}, np.array([6, 9]), [6.0, 9.0]])
def test_lookalikes_is_right(answer):
    assert check.lookalikes(answer)


def test_lookalikes_names_each_mistake():
    wrong = [
        ([5, 6, 9], "two other digits"),
        ([6], "still missing"),
        ([8, 9], "An 8 cannot become a 5 so easily: it would have to lose 2 pixels"),
        ([3, 6], "A 3 cannot become a 5: a 5 has ink in row 2, column 1"),
        ([0.17, 0.17], "not their probabilities"),
        ("6, 9", "square brackets"),
        (["6", "9"], "whole numbers"),
    ]
    messages = [check.lookalikes(answer).message for answer, _ in wrong]
    assert all(word in message for (_, word), message in zip(wrong, messages))
    assert len(set(messages)) == len(wrong) and not any(check.lookalikes(answer) for answer, _ in wrong)
    assert "from 0 to 9" in check.lookalikes([6, 10]).message and "two whole numbers" in check.lookalikes([]).message


@pytest.mark.parametrize("digit", sorted(set(range(10)) - {5, 6, 9}))
def test_why_a_digit_cannot_become_a_five_is_true(digit):
    message, image = check.lookalikes([digit, 6]).message, firstnn.create_digit_image(digit)
    if place := re.search(r"row (\d), column (\d)", message):
        row, column = int(place[1]) - 1, int(place[2]) - 1
        assert FIVE.reshape(5, 3)[row, column] == 0 and image[row, column] == 1
    else:
        lost = int(re.search(r"lose (\d+) pixels", message)[1])
        assert lost == ((image.ravel() == 0) & (FIVE == 1)).sum() > 1 and not ((image.ravel() == 1) & (FIVE == 0)).any()


@pytest.mark.parametrize("checked", [check.first, check.lookalikes])
def test_checks_never_raise(checked):
    assert checked(...).message == checked(None).message == NOT_WRITTEN
    strange = [
        "",
        "abc",
        [],
        {},
        {6: 9},
        [[6, 9]],
        [6, None],
        {"6", 9},
        {(6, 9)},
        object(),
        print,
        np.nan,
        [np.nan, 6],
        1j,
        True,
    ]
    strange += [np.array(6), np.zeros((2, 2)), np.array([object()]), -5, 10**30, [10**400, 6], ..., b"13", float("inf")]
    for answer in strange:
        assert not checked(answer) and checked(answer).message


def fake_versions(monkeypatch, versions):
    real = setup_check.metadata.version

    def version(name):
        found = versions.get(name, real(name))
        if found is None:
            raise setup_check.metadata.PackageNotFoundError(name)
        return found

    monkeypatch.setattr(setup_check.metadata, "version", version)


@pytest.fixture
def kernel(monkeypatch):
    monkeypatch.setattr(setup_check, "in_a_kernel", lambda: True)


def test_set_up_works_here(kernel):
    assert check.setup(), check.setup()
    assert "set-up works" in check.setup().message


@pytest.mark.parametrize(
    ("versions", "words"),
    [
        ({"numpy": "1.26.4"}, ["numpy is version 1.26.4", "2.0 or newer", "%pip install -e .."]),
        ({"ipywidgets": None}, ["ipywidgets is missing", "%pip install -e .."]),
        ({"jupyterlab_widgets": None}, ["jupyterlab_widgets is missing", "%pip"]),
        ({"matplotlib": "3.1", "pillow": None}, ["matplotlib is version 3.1", "pillow is missing"]),
        ({"firstnn": None}, ["firstnn is not installed in the Python of this kernel", "%pip install -e .."]),
        ({"firstnn": "0.1"}, ["version 0.1", firstnn.__version__]),
    ],
)
def test_set_up_names_what_to_mend(kernel, monkeypatch, versions, words):
    fake_versions(monkeypatch, versions)
    result = check.setup()
    assert not result and all(word in result.message for word in words), result


def test_set_up_names_an_old_python(kernel, monkeypatch):
    monkeypatch.setattr(setup_check.platform, "python_version", lambda: "3.9.1")
    assert "Python 3.9.1" in check.setup().message and "3.11 or newer" in check.setup().message


def test_a_release_candidate_is_new_enough(kernel, monkeypatch):
    fake_versions(monkeypatch, {"numpy": "99.0rc1"})
    monkeypatch.setattr(setup_check.platform, "python_version", lambda: "3.99.0rc1")
    assert check.setup(), check.setup()


def test_set_up_asks_for_what_belongs_to_this_machine_and_to_no_extra(kernel, monkeypatch):
    wanted = ["numpy>=98; python_version>='3'", "pillow>=97; python_version<'3'", "ipywidgets>=96; extra=='bench'"]
    monkeypatch.setattr(setup_check.metadata, "requires", lambda name: wanted)
    (problem,) = setup_check.package_problems()
    assert "numpy" in problem and "98 or newer" in problem


@pytest.mark.parametrize(
    ("specifier", "words"), [(">=3.11", "3.11 or newer"), (">=2,<3", ">=2,<3"), ("==1.0", "==1.0"), ("", "")]
)
def test_a_specifier_in_words(specifier, words):
    assert setup_check.newer(specifier) == words


def test_set_up_outside_of_jupyter(monkeypatch):
    assert "jupyter lab notebooks" in check.setup().message and not check.setup()
    for shell, works in [("TerminalInteractiveShell", False), ("ZMQInteractiveShell", True), ("Interpreter", True)]:
        monkeypatch.setattr("IPython.get_ipython", lambda shell=shell: type(shell, (), {})())
        assert bool(check.setup()) == works


def test_set_up_never_raises(monkeypatch):
    monkeypatch.setattr(setup_check, "problems", lambda: 1 / 0)
    assert not check.setup() and "%pip install" in check.setup().message


def says(function, examples, right):
    return examine(function, examples, right, [], "").message


def test_a_check_says_what_came_and_what_is_wanted():
    assert says(lambda p: 4.0, [(0.125,)], lambda p: 3) == "For p = 0.125 your function returns 4, but it should be 3."
    table = np.array([[0.5, 0.24], [1, 2]])
    message = says(lambda *given: np.add(table, [[0, 0.28], [0, 1]]), [(1, 2)], lambda *given: table)
    assert "For 1 and 2, entry [0, 1] is 0.52, but should be 0.24." in message
    two = says(lambda a, b: 1, [(np.ones((5, 3)), np.ones((5, 3)))], lambda a, b: 1.0001)
    assert two == "For two arrays of shape (5, 3) your function returns 1, but it should be 1.0001."
    parts = says(lambda a: (1, 2, 5), [(7,)], lambda a: (1, 2, 3))
    assert "number 3 is not right yet" in parts and "returns 5, but it should be 3" in parts


def test_a_check_lists_no_more_than_two_arguments_and_no_address():
    many = tuple(np.arange(2.0) + k for k in range(7))
    assert says(lambda *given: 1, [many], lambda *given: 2).startswith("On an example your function returns 1")
    for answer in (lambda *given: 1 / 0, lambda *given: np.nan, lambda *given: np.ones(2)):
        assert "[" not in says(answer, [many], lambda *given: 2)
    rng = np.random.default_rng(0)
    for given in [(rng,), (print,), (object(),), (3, rng)]:
        for answer in (lambda *given: 1, lambda *given: 1 / 0, lambda *given: given[-1]):
            assert "0x" not in says(answer, [given], lambda *given: 2)
    assert "For a generator your" in says(lambda rng: 1, [(rng,)], lambda rng: 2)


ERRORS = [
    (lambda Z: Z * np.ones((3, 2)), "shapes that do not fit meet: (2, 3) and (3, 2)"),
    (lambda Z: Z @ Z, "met 2 where 3 is needed"),
    (lambda Z: 1 if Z > 0 else 0, "meets a whole array"),
    (lambda Z: [row if row > 0 else 0 for row in Z], "use a second loop"),
    (lambda Z: np.max(0, Z), "use np.maximum"),
    (lambda Z: np.maximum(Z, axis=1), "compares two arrays"),
    (lambda Z: N, "len(Z) is the number of rows"),  # noqa: F821
    (lambda Z: (7).choice(15), "plain seed"),
    (lambda Z: (7).integers(15), "plain seed"),
    (lambda Z: Z.nothing, "has no attribute 'nothing'"),
]


@pytest.mark.parametrize(("function", "words"), ERRORS)
def test_usual_errors_are_translated(function, words):
    message = says(function, [(np.array([[1.0, 2, 3], [4, 5, 6]]),)], np.sum)
    assert words in message and "gufunc" not in message and "ambiguous" not in message and "scalar index" not in message


def test_the_stored_set_up_is_a_working_one():
    outputs = [str(output.get("data", {})) for cell in NOTEBOOK.cells for output in cell.get("outputs", [])]
    assert any(setup_check.WORKS in output for output in outputs)


def test_numbers_in_the_prose():
    pictures, digits = firstnn.every_damaged_digit()
    best, network = firstnn.best_possible(), trained_network()
    assert f"15 pixels to wipe: {len(digits)} damaged digits" in TEXT
    assert f"{best.correct}, and no more" in TEXT and f"more than {best.correct} right" in TEXT
    assert f"{best.correct} of {best.total} damaged digits right, and nobody" in TEXT
    assert (network.predict(pictures) == digits).sum() == best.correct
    counts = best.counts[(best.images == ZERO).all(axis=1)][0]
    assert f"Of the 150 damaged digits, {counts.sum()} look like this: {counts[0]} come from a 0" in TEXT
    assert f"{counts[8]} comes from an 8" in TEXT and np.array_equal(np.where(np.arange(15) == 7, 1, EIGHT), ZERO)
    assert "exact probabilities are 75 % and 25 %" in TEXT and counts[0] / counts.sum() == 0.75
    assert abs(network.forward(ZERO.reshape(1, 15))[0] - best.exact_probabilities(ZERO.reshape(1, 15))[0]).max() < 0.015


def test_the_two_eights_are_those_of_the_prose():
    pictures, digits = firstnn.every_damaged_digit()
    corner, middle = pictures[digits == 8][[2, 7]]
    assert len(pictures[digits == 8]) == 15 and np.flatnonzero(corner != EIGHT).tolist() == [2]
    assert np.array_equal(middle, ZERO)
    assert firstnn.best_possible().exact_probabilities(corner.reshape(1, 15))[0, 8] == 1


def test_before_training_it_guesses():
    pictures, digits = firstnn.every_damaged_digit()
    right = [(firstnn.FirstNeuralNetwork(rng=seed).predict(pictures) == digits).mean() for seed in range(30)]
    assert 0.05 < np.mean(right) < 0.15 and 0.05 < right[0] < 0.15


def test_minutes_and_titles_of_the_table_are_those_of_the_notebooks():
    rows = re.findall(r"\| \[\d\d ([^\]]*)\]\((\w+\.ipynb)\) \| (\d+), (\d+) \|", TEXT)
    assert len(rows) == 7
    for title, file, *stated in rows:
        path = ROOT / "notebooks" / file
        assert path.exists(), file
        opening = nbformat.read(path, as_version=4).cells[0].source
        assert opening.splitlines()[0] == f"# {title}" and list(minutes.STATED.search(opening).groups()) == stated
