"""What nbval lets pass (never executed, skipped, errors, warnings, bare widgets), and the rules of the course."""

import re

import nbformat
import pytest
import refresh
from conftest import NOTEBOOKS, ROOT
from pictures import origin, pictures

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
TAGS = {"setup", "exercise", "solution", "handmade", "answer", "memory", "class", "home"}
KINDS = {"text/plain", "text/html", "image/png"}
SLIDE_TYPES = {"slide", "subslide", "fragment", "skip", "notes", "-"}
SOLUTION = re.compile(r"<summary>Solution</summary>\s*```python\n(.*?)```", re.S)


def code_cells(notebook: nbformat.NotebookNode) -> list:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def tagged(notebook: nbformat.NotebookNode, tag: str) -> list:
    return [cell for cell in notebook.cells if tag in cell.metadata.get("tags", [])]


def outputs(notebook: nbformat.NotebookNode) -> list:
    return [output for cell in code_cells(notebook) for output in cell.outputs]


def test_executed_from_top_to_bottom(notebook):
    counts = [cell.execution_count for cell in code_cells(notebook)]
    assert counts == list(range(1, len(counts) + 1))


def test_no_stored_error_and_no_warning(notebook):
    assert not [output for output in outputs(notebook) if output.output_type == "error" or output.get("name") == "stderr"]


def test_nbval_compares_every_cell(notebook):
    assert {tag for cell in notebook.cells for tag in cell.metadata.get("tags", [])} <= TAGS
    assert not re.search("NBVAL_|PYTEST_VALIDATE", "".join(cell.source for cell in code_cells(notebook)))


def test_outputs_are_of_the_kinds_that_nbval_compares(notebook):
    assert {kind for output in outputs(notebook) for kind in output.get("data", {})} <= KINDS


def test_all_pictures_are_of_one_origin():
    assert len({origin(picture) for path in NOTEBOOKS for picture in pictures(path)}) == 1


def test_widgets_are_stored_as_still_pictures(notebook):
    assert "widgets" not in notebook.metadata
    for output in outputs(notebook):
        data = output.get("data", {})
        assert WIDGET_VIEW not in data
        assert "Box(children=" not in data.get("text/plain", "") or "text/html" in data


def test_every_picture_has_a_description(notebook):
    for output in outputs(notebook):
        data = output.get("data", {})
        assert ("image/png" in data) == ("<img " in data.get("text/html", "")), "both for the page and for a printed one"
        assert data.get("image/png", "").strip() in data.get("text/html", "")
        for image in re.findall(r"<img [^>]*>", data.get("text/html", "")):
            assert re.search(r'alt="[^"]{20,}"', image)


def test_small_and_without_paths_of_a_machine(notebook):
    assert notebook.path.stat().st_size <= 700_000
    text = re.sub(r"base64,[A-Za-z0-9+/=]+", "", notebook.path.read_text(encoding="utf-8"))
    assert not re.search(r"(?<![\w.])/(?:home|work|root|tmp|Users|opt)/|[A-Z]:\\\\", text)
    assert "object at 0x" not in text


def test_metadata_is_tidy(notebook):
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert notebook.metadata.language_info == refresh.LANGUAGE


def test_code_cells_are_short(notebook):
    assert max([len(cell.source.splitlines()) for cell in code_cells(notebook)], default=0) <= 20


def test_every_cell_has_a_slide_type(notebook):
    types = [cell.metadata.get("slideshow", {}).get("slide_type") for cell in notebook.cells]
    assert set(types) <= SLIDE_TYPES


def test_links_lead_somewhere(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for target in re.findall(r"\]\(((?!https?:|#)[^)#]+)(?:#[^)]*)?\)", cell.source):
                assert (notebook.path.parent / target).exists(), target


WORD = re.compile(r"^- \[\*\*(.+?)\*\*\]\(glossary\.md#([^)]+)\): (.+)$", re.M)
ENTRY = re.compile(r"^<a id=\"(.+)\"></a>\n\n### (.+)\n\n(.+)$", re.M)


def anchor(word: str) -> str:
    return word.lower().replace(" ", "-")


def glossary() -> dict[str, str]:
    """Word -> its meaning and the link to the notebook that explains it, as the glossary has them."""
    entries = ENTRY.findall((ROOT / "notebooks" / "glossary.md").read_text(encoding="utf-8"))
    assert all(name == anchor(word) for name, word, _ in entries)
    return {word: meaning for _, word, meaning in entries}


def test_the_glossary_says_what_the_notebooks_say():
    explained = {}
    for path in NOTEBOOKS:
        text = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown")
        for word, name, meaning in WORD.findall(text.partition("## Words")[2]):
            assert word not in explained, f"{word} is explained twice"
            assert name == anchor(word)
            explained[word] = f"{meaning} ([{path.stem}]({path.name}))"
    assert list(glossary().items()) == sorted(explained.items(), key=lambda item: item[0].lower())


def test_links_to_the_glossary_name_a_word(notebook):
    names = set(map(anchor, glossary()))
    for cell in notebook.cells:
        assert "glossary.ipynb" not in cell.source
        assert set(re.findall(r"glossary\.md#([^)]+)\)", cell.source)) <= names


def lessons() -> list:
    return [pytest.param(path, id=path.stem) for path in NOTEBOOKS if path.stem[0].isdigit()]


@pytest.mark.parametrize("path", lessons())
def test_lesson_has_all_its_parts(path):
    notebook = nbformat.read(path, as_version=4)
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    for part in ("**What you will do**", "**What you will learn**", "**What you need**", "**Time**", "## Recap", "## Words"):
        assert part in text, part
    assert len(tagged(notebook, "setup")) == 1
    assert text.count("**Predict.**") >= 2


@pytest.mark.parametrize("path", lessons())
def test_what_gives_an_exercise_away_has_its_place_in_the_homework(path):
    for cell in nbformat.read(path, as_version=4).cells:
        assert ("homework" in cell.metadata) == ("answer" in cell.metadata.get("tags", []))


def exercises() -> list:
    """(notebook, setup, exercise cell, solution cell) for each exercise: the solution is the next cell tagged so."""
    found = []
    for path in NOTEBOOKS:
        notebook = nbformat.read(path, as_version=4)
        cells = [cell for cell in notebook.cells if {"exercise", "solution"} & set(cell.metadata.get("tags", []))]
        for exercise, solution in zip(cells[::2], cells[1::2], strict=True):
            assert "exercise" in exercise.metadata.tags and "solution" in solution.metadata.tags, path.name
            setup = tagged(notebook, "setup")[0].source
            found.append(pytest.param(setup, exercise, solution, id=f"{path.stem}-{len(found)}"))
    return found


@pytest.mark.parametrize(("setup", "exercise", "solution"), exercises())
def test_stub_answers_not_written_yet(setup, exercise, solution):
    shown = "".join(str(output.get("data", {}).get("text/plain", "")) for output in exercise.outputs)
    assert "Not written yet" in shown


@pytest.mark.parametrize(("setup", "exercise", "solution"), exercises())
def test_solution_passes_its_check(setup, exercise, solution):
    code = SOLUTION.search(solution.source)
    assert code, "a solution is ```python code in <details><summary>Solution</summary>"
    checked = exercise.source.strip().splitlines()[-1]
    assert checked.startswith("check."), "the last line of an exercise calls its check"
    namespace = {}
    exec(setup, namespace)
    exec(code[1], namespace)
    result = eval(checked, namespace)
    assert result, result
