"""What the course promises the learner: true minutes, no answer before its question, no definition in a fold, a way back."""

import copy
import re
from functools import cache
from pathlib import Path

import minutes
import nbformat
import pytest
import strict
from conftest import NOTEBOOKS
from nbclient import NotebookClient

FOLD = re.compile(r"<details>.*?</details>", re.S)
ANSWER = "<summary>Answer</summary>"
NUMBER = re.compile(r"(?<![\w.])\d+\.\d{2,}(?![\w.])")
WORD = re.compile(r"[a-z0-9.]+")
IN_A_ROW = 6
LESSONS = [path for path in NOTEBOOKS if path.stem[0].isdigit()]
TERMS = (
    "pre-activation, activation, partial derivative, gradient, stochastic gradient descent, Adam, negative log-likelihood, "
    "maximum likelihood, entropy, perplexity, local minimum, overfitting, validation set, weight decay, Bayes error, "
    "calibration, adversarial example"
).split(", ")


@cache
def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def lesson(test):
    """The test, for each lesson."""
    return pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)(test)


def tags(cell) -> list[str]:
    return cell.metadata.get("tags", [])


def visible(cell) -> str:
    """What a learner sees of a cell before it is run: its source, without what is folded."""
    return FOLD.sub("", cell.source)


@lesson
def test_stated_minutes_are_true_and_about_an_hour_at_most(path):
    stated = minutes.STATED.search(read(path).cells[0].source)
    assert stated, "the first cell states both times"
    for said, true in zip(map(int, stated.groups()), minutes.minutes(read(path))):
        assert abs(said - true) <= 0.2 * true
        assert true <= 66


@lesson
def test_a_figure_is_one_call(path):
    for cell in read(path).cells:
        if cell.cell_type == "code":
            assert not re.search(r"plots\.(figure|show|draw_)|\bax(es)?\b|matplotlib", cell.source), cell.source


@lesson
def test_lines_of_code_fit_the_page(path):
    longest = max(
        (line for cell in read(path).cells if cell.cell_type == "code" for line in cell.source.split("\n")), key=len
    )
    assert len(longest) <= 100, longest


def predictions(path: Path) -> list:
    """(place of the question, place after the cells that answer it) for each Predict."""
    cells = read(path).cells
    found = []
    for place, cell in enumerate(cells):
        if "**Predict.**" in visible(cell):
            end = next(
                (k for k in range(place + 1, len(cells)) if ANSWER in cells[k].source or "**Predict.**" in cells[k].source),
                len(cells),
            )
            found.append(pytest.param(path, place, end, id=f"{path.stem}-{place}"))
    return found


def shown(cell) -> str:
    """What running the cell shows, in words."""
    return "".join(out.get("text") or out.get("data", {}).get("text/plain", "") for out in cell.get("outputs", []))


@pytest.mark.parametrize(("path", "place", "end"), [each for path in LESSONS for each in predictions(path)])
def test_nothing_visible_answers_a_predict(path, place, end):
    cells = read(path).cells
    answers = [cell for cell in cells[place + 1 : end] if cell.cell_type == "code"]
    assert any(cell.outputs for cell in answers), "a Predict is followed by a cell whose output answers it"
    prose = " ".join(visible(cell) for cell in cells[: place + 1] if cell.cell_type == "markdown")
    code = " ".join(cell.source for cell in cells[:end] if cell.cell_type == "code")
    before = " ".join(cell.source for cell in cells[:place] if cell.cell_type == "code")
    answer = " ".join(map(shown, answers))
    assert not set(NUMBER.findall(answer)) & set(NUMBER.findall(prose)) - set(NUMBER.findall(code))
    said, words = WORD.findall(f"{prose} {before}".lower()), WORD.findall(answer.lower())
    runs = {tuple(said[k : k + IN_A_ROW]) for k in range(len(said))}
    assert not [run for run in zip(*(words[k:] for k in range(IN_A_ROW))) if run in runs and len(set(run)) == IN_A_ROW]


@lesson
def test_the_answer_to_each_predict_is_folded(path):
    questions = sum(visible(cell).count("**Predict.**") for cell in read(path).cells)
    assert 2 <= questions <= sum(cell.source.count(ANSWER) for cell in read(path).cells)


def words_of(path: Path) -> list[str]:
    """The terms that a lesson explains, as its section Words lists them."""
    text = "\n".join(cell.source for cell in read(path).cells)
    return re.findall(r"^- \[\*\*(.+?)\*\*\]", text.partition("## Words")[2], re.M)


@lesson
def test_every_term_is_defined_outside_of_folds_before_it_is_used(path):
    cells = [cell for cell in read(path).cells[1:] if cell.cell_type == "markdown" and "## Words" not in cell.source]
    problems = []
    for term in words_of(path):
        defined = [k for k, cell in enumerate(cells) if re.search(rf"\*\*{re.escape(term)}s?\*\*", visible(cell), re.I)]
        mention = rf"(?<![\w-]){re.escape(term)}s?(?![\w-])"
        used = [
            k
            for k, cell in enumerate(cells)
            if re.search(mention, re.sub(r"\]\([^)]*\)|`[^`]*`|^#+ .*$", "", cell.source, flags=re.M), re.I)
        ]
        if not defined:
            problems.append(f"{term}: never in bold outside of a fold")
        elif used[0] < defined[0]:
            problems.append(f"{term}: used before it is explained: {cells[used[0]].source[:120]}")
    assert not problems


def test_the_terms_of_the_field_are_named():
    told = {word.lower() for path in LESSONS for word in words_of(path)}
    assert not [term for term in TERMS if term.lower() not in told]


def sections(cells: list) -> list[list[int]]:
    """The places of the code cells under each ## heading."""
    found: list[list[int]] = [[]]
    for place, cell in enumerate(cells):
        if re.match(r"## ", cell.source):
            found.append([])
        elif cell.cell_type == "code":
            found[-1].append(place)
    return [section for section in found[1:] if section]


@lesson
def test_an_exercise_is_not_answered_in_its_own_section(path):
    cells = read(path).cells
    for section in sections(cells):
        for place in section:
            stub = re.search(r"^def (\w+)\(", cells[place].source, re.M)
            if "exercise" in tags(cells[place]) and stub:
                later = [cells[k].source for k in section if k > place and "exercise" not in tags(cells[k])]
                assert not [source for source in later if re.search(rf"^def {stub[1]}\(", source, re.M)], stub[1]


WORDS_ALONE = """
firstnn.plots.Picture._repr_mimebundle_ = lambda picture, **_: {"text/plain": picture.words}
"""


@lesson
def test_each_section_runs_again_and_shows_what_the_page_shows(path):
    """Pictures say their words and are not drawn: nbval has drawn each of them."""
    notebook = copy.deepcopy(read(path))
    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        coalesce_streams=True,
        resources={"metadata": {"path": str(path.parent)}},
    )
    problems = []
    with client.setup_kernel(env=strict.environment()):
        for place, cell in enumerate(notebook.cells):
            client.execute_cell(cell, place)
            if "setup" in tags(cell):
                client.execute_cell(nbformat.v4.new_code_cell(WORDS_ALONE), place)
        for section in reversed(sections(notebook.cells)):
            for place in section:
                again = copy.deepcopy(notebook.cells[place])
                for _ in range(2 if "assert" in again.source else 1):
                    client.execute_cell(again, place)
                if shown(again) != shown(read(path).cells[place]):
                    problems.append(f"cell {place}: {shown(again)[:200]} instead of {shown(read(path).cells[place])[:200]}")
    assert not problems
