"""A cell run too early: the sentence after the red error, in a kernel and by itself."""

import json

import nbformat
import pytest
from nbclient import NotebookClient

from firstnn.check import too_early

CELLS = [
    nbformat.v4.new_code_cell("from firstnn import check\nimport numpy as np"),
    nbformat.v4.new_markdown_cell("# A lesson\n## Ten digits\nText"),
    nbformat.v4.new_code_cell("def digits():\n    inner = 10\n    return [k for k in range(inner)]\nX, (Y, Z) = 1, (2, 3)"),
    nbformat.v4.new_markdown_cell("## Later\n"),
    nbformat.v4.new_code_cell("X = 5\nprint(W)"),
]


@pytest.mark.parametrize("name", ["digits", "X", "Z"])
def test_a_name_of_an_earlier_cell_is_told_with_its_heading(name):
    said = too_early.sentence(name, CELLS)
    assert f"{name} is made in a cell further up, under the heading “Ten digits”." in said and "Run All Above" in said


@pytest.mark.parametrize("name", ["W", "np", "", "inner", "k"])
def test_a_name_of_nowhere_or_from_above_all_headings_is_told_without_one(name):
    assert "heading" not in too_early.sentence(name, CELLS) and "Run All Above" in too_early.sentence(name, CELLS)


def test_cells_that_are_no_python_are_passed_over():
    odd = [nbformat.v4.new_code_cell("%pip install x\n= ="), nbformat.v4.new_markdown_cell("")]
    assert "heading" not in too_early.sentence("x", odd)


def test_each_lesson_finds_its_names(notebook, monkeypatch):
    monkeypatch.setenv("JPY_SESSION_NAME", str(notebook.path))
    cells = too_early.this_notebook()
    made = {name for cell in cells if cell["cell_type"] == "code" for name in too_early.names_made("".join(cell["source"]))}
    assert len(cells) == len(notebook.cells) and len(made) > 5 and "np" in made


@pytest.mark.parametrize("session", ["/nowhere/at_all.ipynb", "", "\0"])
def test_without_the_file_of_the_notebook_nothing_breaks(session, monkeypatch):
    monkeypatch.setattr(too_early.os, "environ", {"JPY_SESSION_NAME": session})
    assert too_early.this_notebook() == []


def test_in_a_kernel_the_red_error_stays_and_the_sentence_follows(tmp_path):
    path = tmp_path / "lesson.ipynb"
    path.write_text(json.dumps(nbformat.v4.new_notebook(cells=CELLS)), encoding="utf-8")
    cells = [nbformat.v4.new_code_cell(source) for source in (f"import os\nos.environ['JPY_SESSION_NAME'] = {str(path)!r}",
             CELLS[0].source, "print(Y)", "1 / 0", "print(4)")]  # fmt: skip
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, timeout=60, kernel_name="python3", allow_errors=True).execute()
    error, said = notebook.cells[2].outputs
    assert error.ename == "NameError" and "Y" in error.evalue
    assert said.text.startswith("Y is made in a cell further up, under the heading “Ten digits”.")
    assert [out.ename for out in notebook.cells[3].outputs] == ["ZeroDivisionError"]
    assert notebook.cells[4].outputs[0].text == "4\n"
