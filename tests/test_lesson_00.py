"""00_welcome: the check of the set-up, and every sentence of it that states a number."""

import re

import minutes
import nbformat
import numpy as np
import pytest
from conftest import ROOT

import firstnn
from firstnn import check
from firstnn.check import setup_check
from firstnn.widgets.grid import trained_network

NOTEBOOK = nbformat.read(ROOT / "notebooks" / "00_welcome.ipynb", as_version=4)
TEXT = " ".join("\n".join(cell.source for cell in NOTEBOOK.cells if cell.cell_type == "markdown").split())
EIGHT, ZERO, FIVE = (firstnn.create_digit_image(digit).ravel() for digit in (8, 0, 5))


@pytest.mark.parametrize("digit", sorted(set(range(10)) - {5, 6, 9}))
def test_why_a_digit_cannot_become_a_five_is_true(digit):
    message, image = check.lookalikes([digit, 6]).message, firstnn.create_digit_image(digit)
    if place := re.search(r"row (\d), column (\d)", message):
        row, column = int(place[1]) - 1, int(place[2]) - 1
        assert FIVE.reshape(5, 3)[row, column] == 0 and image[row, column] == 1
    else:
        lost = int(re.search(r"lose (\d+) pixels", message)[1])
        assert lost == ((image.ravel() == 0) & (FIVE == 1)).sum() > 1 and not ((image.ravel() == 1) & (FIVE == 0)).any()


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
    assert "Type firstnn in a terminal" in check.setup().message and not check.setup()
    for shell, works in [("TerminalInteractiveShell", False), ("ZMQInteractiveShell", True), ("Interpreter", True)]:
        monkeypatch.setattr("IPython.get_ipython", lambda shell=shell: type(shell, (), {})())
        assert bool(check.setup()) == works


def test_set_up_never_raises(monkeypatch):
    monkeypatch.setattr(setup_check, "problems", lambda: 1 / 0)
    assert not check.setup() and "%pip install" in check.setup().message


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
