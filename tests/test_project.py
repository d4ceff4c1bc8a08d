"""The promises of README, pyproject.toml, environment.yml and the package layout."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import nbformat
import pytest
from minutes import STATED, minutes
from oldest import oldest

import firstnn
from firstnn.__main__ import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = {path.name: path for path in (ROOT / "README.md", *(ROOT / ".github").glob("*.md"))}
LESSONS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
TRACKED_TEXT = [
    path
    for folder in (".ci", ".github", "firstnn", "notebooks", "tests")
    for path in (ROOT / folder).rglob("*")
    if path.is_file()
    and path.suffix in {"", ".py", ".yml", ".md", ".j2", ".css", ".ipynb"}
    and "__pycache__" not in path.parts
]


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.S)


def test_importing_firstnn_loads_numpy_only():
    code = (
        "import sys; import numpy, numpy.random; before = set(sys.modules); import firstnn;"
        "extra = {name.split('.')[0] for name in set(sys.modules) - before} - set(sys.stdlib_module_names);"
        "sys.exit(str(extra - {'firstnn', 'numpy'} or ''))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.stderr.strip() == ""


@pytest.mark.parametrize(
    ("layer", "forbidden"),
    [("*.py", "matplotlib|ipywidgets|IPython|firstnn.plots|firstnn.widgets"), ("plots/*.py", "ipywidgets|firstnn.widgets")],
)
def test_nothing_points_back(layer, forbidden):
    for path in (ROOT / "firstnn").glob(layer):
        imports = re.findall(r"^\s*(?:from|import) ([\w.]+)", path.read_text(encoding="utf-8"), re.M)
        assert not [name for name in imports if re.match(forbidden, name)], path.name


def test_every_public_name_exists_and_has_a_docstring():
    for name in firstnn.__all__:
        assert getattr(firstnn, name).__doc__


def test_names_of_the_specification():
    for name in (
        "create_digit_image add_noise create_dataset every_damaged_digit best_possible FirstNeuralNetwork "
        "relu relu_derivative softmax cross_entropy numerical_gradient"
    ).split():
        assert name in firstnn.__all__
    for name in "forward compute_loss backward update_parameters train predict".split():
        assert callable(getattr(firstnn.FirstNeuralNetwork, name))


def test_environment_lists_no_package_of_its_own():
    lines = [line.strip() for line in (ROOT / "environment.yml").read_text(encoding="utf-8").splitlines()]
    dependencies = [line.removeprefix("- ") for line in lines[lines.index("dependencies:") + 1 :] if line]
    assert dependencies == ["python=3.12", "pip", "pip:", "-e ."]
    assert dependencies[0].removeprefix("python=") >= PYPROJECT["project"]["requires-python"].removeprefix(">=")


def test_every_dependency_names_the_oldest_version_that_is_tested():
    assert [line for line in oldest() if not re.fullmatch(r"[a-z]+==[\d.]+", line)] == []
    assert "python tests/oldest.py" in (ROOT / ".github" / "workflows" / "tests.yml").read_text(encoding="utf-8")


def test_the_package_under_test_is_that_of_this_folder():
    assert Path(firstnn.__file__).is_relative_to(ROOT), "install with -e: pip install -e '.[test]'"


def test_readmes_two_commands():
    start, test = [block.strip() for block in blocks("sh")]
    assert start == "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/firstnn"
    assert "firstnn" in PYPROJECT["project"]["scripts"]
    extra = re.fullmatch(r'python3 -m venv \.venv && \.venv/bin/pip install -e "\.\[(\w+)\]" && \.venv/bin/pytest', test)
    assert extra[1] in PYPROJECT["project"]["optional-dependencies"]


def code_of(name: str) -> str:
    """All commands of a page: its blocks, and what stands in its sentences."""
    return "\n".join(re.findall(r"```sh\n.*?```|`\.venv/bin/[^`]+`", PAGES[name].read_text(encoding="utf-8"), re.S))


@pytest.mark.parametrize("name", PAGES)
def test_commands_of_the_pages_exist(name):
    code = code_of(name)
    assert code
    for script in re.findall(r"\.venv/bin/python ([\w/.]+)", code):
        assert (ROOT / script).exists(), script
    for command in re.findall(r"\.venv/bin/firstnn ([a-z]+)", code):
        assert command in COMMANDS
    for extra in re.findall(r'-e "\.\[(\w+)\]"', code):
        assert extra in PYPROJECT["project"]["optional-dependencies"]


@pytest.mark.parametrize("name", PAGES)
def test_links_of_the_pages_lead_somewhere(name):
    text = PAGES[name].read_text(encoding="utf-8")
    for target, anchor in re.findall(r"\]\((?!https?:|\.\./\.\./)([^)#]*)#?([^)]*)\)", text):
        path = PAGES[name].parent / target if target else PAGES[name]
        assert path.exists(), target
        assert not anchor or anchor in headings(path), anchor


def headings(path: Path) -> set[str]:
    """The anchors of a Markdown page, as GitHub makes them."""
    titles = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def test_readmes_ten_lines_run(capsys):
    (code,) = blocks("python")
    assert len([line for line in code.splitlines() if line]) <= 10
    namespace = {}
    exec(code, namespace)
    shown, limit = capsys.readouterr().out.splitlines()[-1].split()
    assert float(shown) <= float(limit) == 143 / 150


def test_table_of_notebooks_has_the_minutes_that_they_state():
    rows = dict(re.findall(r"\| \[(\w+)\]\(notebooks/\1\.ipynb\) \| (\d+, \d+) \|", README))
    assert sorted(rows) == sorted(path.stem for path in LESSONS)
    for path in LESSONS:
        assert rows[path.stem] == ", ".join(STATED.search(path.read_text(encoding="utf-8")).groups()), path.stem


LESSON = re.compile(r"^\| \d \| (.*?) \| .*? \| (.*?) \| (\d+) \| (.*?) \| (\d+) \|$", re.M)


def test_the_lesson_plan_has_every_notebook_and_all_its_minutes():
    plan = LESSON.findall(PAGES["TEACHING.md"].read_text(encoding="utf-8"))
    assert ", ".join(row[0] for row in plan) == ", ".join(path.stem[:2] for path in LESSONS)
    lasts = sum(minutes(nbformat.read(path, as_version=4))[1] for path in LESSONS)
    assert abs(sum(int(row[2]) + int(row[4]) for row in plan) - lasts) < lasts / 5


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_the_lesson_plan_says_which_exercises_are_for_class(path):
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if "exercise" in cell.metadata.get("tags", [])]
    for_class = ["class" in cell.metadata.tags for cell in cells]
    assert all({"class", "home"} & set(cell.metadata.tags) for cell in cells)
    assert for_class == sorted(for_class, reverse=True), "what is for class comes first"
    (row,) = [row for row in LESSON.findall(PAGES["TEACHING.md"].read_text(encoding="utf-8")) if path.stem[:2] in row[0]]
    if all(for_class):
        assert f"{path.stem[:2]}: both" in row[1]
    else:
        assert f"{path.stem[:2]}: 1 to {sum(for_class)}" in row[1]
        assert f"{path.stem[:2]}: {sum(for_class) + 1} to {len(cells)}" in row[3]


def test_ci_runs_the_readmes_test_command():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    pattern = re.search(r"grep -m 1 '(.*)' README\.md", script)[1]
    assert next(line for line in README.splitlines() if re.search(pattern, line)) == blocks("sh")[1].strip()


@pytest.mark.parametrize("path", TRACKED_TEXT, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_path_of_a_machine_and_no_registry_host(path):
    text = re.sub(r"base64,[A-Za-z0-9+/=]+", "", path.read_text(encoding="utf-8"))
    assert not re.search(r"(?<![\w.])/(?:work|root|tmp|opt|Users)/" + r"\w", text)
    assert not re.search("py" + r"pi\.org|python" + r"hosted|npm" + r"js\.|index-" + "url =", text)


def test_nothing_else_at_the_top():
    done = subprocess.run(["git", "ls-files"], capture_output=True, text=True, cwd=ROOT)
    if done.returncode:
        pytest.skip("not a git checkout")
    top = {name.split("/")[0] for name in done.stdout.splitlines()}
    assert {name for name in top if not name.startswith(".")} <= {
        "notebooks", "firstnn", "tests", "environment.yml", "README.md", "LICENSE", "pyproject.toml"
    }  # fmt: skip
