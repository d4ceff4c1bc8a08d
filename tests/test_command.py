"""The command firstnn: the learner's copy and whose each file in it is; homework; what goes wrong, in a sentence."""

import errno
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import nbformat
import pytest
from conftest import NOTEBOOKS, ROOT

from firstnn.__main__ import COMMANDS, main
from firstnn.course import folder, lab, pages

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WRITTEN = "my own words"


def page(*sources: str, **changes) -> bytes:
    """A page of the course with these code cells, run, as the repository holds it."""
    output = {"output_type": "stream", "name": "stdout", "text": "a result"}
    cells = [
        {"cell_type": "code", "id": f"c{k}", "metadata": {}, "source": source, "execution_count": k, "outputs": [output]}
        for k, source in enumerate(sources)
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | changes).encode()


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A small course, installed in a folder of its own; the learner stands in another one."""
    installed, here = tmp_path / "installed", tmp_path / "here"
    installed.mkdir()
    here.mkdir()
    (installed / "00_welcome.ipynb").write_bytes(page("hello"))
    (installed / "03_loss.ipynb").write_bytes(page("one", "two"))
    (installed / "glossary.md").write_text("# Glossary\n")
    monkeypatch.setattr(pages, "installed", lambda: installed)
    monkeypatch.chdir(here)
    return installed


def run(*arguments: str) -> int:
    return main(list(arguments))


def mine(name: str = "03_loss.ipynb") -> Path:
    return Path(folder.NAME, name)


def edit(change, path: Path | None = None) -> None:
    """Change the learner's notebook as JupyterLab would store it."""
    path = path or mine()
    notebook = json.loads(path.read_bytes())
    change(notebook["cells"])
    path.write_text(json.dumps(notebook), encoding="utf-8")


def write_a_line(cells) -> None:
    cells[1]["source"] = [WRITTEN]


def run_cells(cells) -> None:
    """What a run and a save in JupyterLab change, no text of the learner's among it."""
    for cell in cells:
        cell |= {"execution_count": 9, "metadata": {"trusted": True, "collapsed": False}}
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": [WRITTEN]}]
    cells.append({"cell_type": "code", "id": "new", "metadata": {}, "source": [], "execution_count": None, "outputs": []})


def everything(path: Path) -> dict[str, bytes]:
    """All visible files of a folder."""
    return {each.name: each.read_bytes() for each in path.iterdir() if not each.name.startswith(".")}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_copy_has_the_cells_of_the_page_and_no_results(path):
    original = nbformat.read(path, as_version=4)
    copy = nbformat.reads(pages.edition(pages.without_outputs)[path.name].decode(), as_version=4)
    nbformat.validate(copy)
    assert [(cell.id, cell.cell_type, cell.source) for cell in copy.cells] == [
        (cell.id, cell.cell_type, cell.source) for cell in original.cells
    ]
    assert not [cell for cell in copy.cells if cell.get("outputs") or cell.get("execution_count")]


def test_the_first_call_brings_everything_and_the_second_touches_nothing(course, capsys):
    assert run("copy") == 0
    assert set(everything(Path(folder.NAME))) == {"00_welcome.ipynb", "03_loss.ipynb", "glossary.md"}
    assert capsys.readouterr().out.count(": new") == 3
    times = {each: each.stat().st_mtime_ns for each in Path(folder.NAME).iterdir() if each.name != folder.LOCK}
    assert run("copy") == 0
    assert {each: each.stat().st_mtime_ns for each in times} == times
    assert "nothing newer" in capsys.readouterr().out


def test_within_a_copy_the_command_finds_it(course, monkeypatch):
    run("copy")
    monkeypatch.chdir(folder.NAME)
    assert run("copy") == 0
    assert not Path(folder.NAME).exists()


@pytest.mark.parametrize(
    ("change", "said", "kept_aside"),
    [
        (lambda cells: None, "03_loss.ipynb: newer version", 0),
        (run_cells, "newer version; the one with your results is now 03_loss_", 1),
        (write_a_line, "left as you changed it; for the newer version: firstnn again 03_loss", 0),
    ],
    ids=["untouched", "run", "written in"],
)
def test_a_newer_course_meets_a_notebook(course, capsys, change, said, kept_aside):
    run("copy")
    edit(change)
    before = mine().read_bytes()
    (course / "03_loss.ipynb").write_bytes(page("one", "two", "three"))
    (course / "04_new.ipynb").write_bytes(page("four"))
    assert run("copy") == 0
    out = capsys.readouterr().out
    assert said in out and "04_new.ipynb: new" in out and "00_welcome.ipynb: newer" not in out
    assert ("three" in mine().read_text()) == ("newer version;" in said or (kept_aside == 0 and change is not write_a_line))
    old = list(Path(folder.NAME).glob("03_loss_*.ipynb"))
    assert len(old) == kept_aside and all(each.read_bytes() == before for each in old)
    if change is write_a_line:
        assert mine().read_bytes() == before


def test_what_the_learner_changed_stays_without_a_word_while_nothing_is_newer(course, capsys):
    run("copy")
    edit(write_a_line)
    before = mine().read_bytes()
    run("copy")
    assert mine().read_bytes() == before and "nothing newer" in capsys.readouterr().out


def test_a_notebook_that_is_gone_comes_back_and_one_that_left_the_course_stays(course, capsys):
    run("copy")
    mine().unlink()
    (course / "00_welcome.ipynb").unlink()
    run("copy")
    assert mine().exists() and mine("00_welcome.ipynb").exists() and "it was gone" in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"cells": [1]}', b"\xff\xfe"])
def test_what_is_no_notebook_any_more_is_the_learners(course, content):
    run("copy")
    mine().write_bytes(content)
    (course / "03_loss.ipynb").write_bytes(page("three"))
    assert run("copy") == 0
    assert mine().read_bytes() == content


@pytest.mark.parametrize("manifest", ["", "{", "[]", '{"delivered": 3}'])
def test_where_the_memory_of_what_was_delivered_is_lost_all_is_the_learners(course, manifest):
    run("copy")
    edit(write_a_line)
    before = mine().read_bytes()
    mine(folder.MANIFEST).write_text(manifest)
    (course / "03_loss.ipynb").write_bytes(page("three"))
    assert run("copy") == 0
    assert mine().read_bytes() == before


def test_a_notebook_begun_anew_twice_on_one_day_keeps_both(course, capsys):
    run("copy")
    for number in range(2):
        edit(lambda cells, number=number: cells[0].update(source=[f"{WRITTEN} {number}"]))
        assert run("again", "3") == 0
        assert WRITTEN not in mine().read_text()
    kept = sorted(each.read_text() for each in Path(folder.NAME).glob("03_loss_*.ipynb"))
    assert len(kept) == 2 and all(f"{WRITTEN} {number}" in text for number, text in enumerate(kept))
    assert capsys.readouterr().out.count("What you had is in 03_loss_") == 2
    run("again", "03_loss.ipynb")
    assert len(list(Path(folder.NAME).glob("03_loss_*.ipynb"))) == 2, "an untouched notebook needs no copy"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("again", "3"), "no copy of the course"),
        (("again", "33"), "no notebook '33'"),
        (("copy", "--folder", "theirs"), "not a copy of the course"),
        (("copy", "--folder", "theirs/file"), "is a file"),
        (("homework", "theirs"), "not an empty folder"),
        (("homework", "theirs/file"), "not an empty folder"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_done_is_told_in_a_line(course, capsys, arguments, said):
    Path("theirs").mkdir()
    Path("theirs/file").write_text("theirs")
    assert run(*arguments) == 1
    told = capsys.readouterr().err
    assert said in told and told.count("\n") == 1
    assert everything(Path("theirs")) == {"file": b"theirs"} and not Path(folder.NAME).exists()


@pytest.mark.parametrize("function", ["fsync", "link", "replace"])
@pytest.mark.parametrize(("number", "said"), [(errno.ENOSPC, "disk is full"), (errno.EROFS, "no permission")])
@pytest.mark.parametrize("command", [("copy",), ("again", "3")], ids=" ".join)
def test_a_disk_that_takes_no_more_loses_nothing(course, capsys, monkeypatch, function, number, said, command):
    run("copy")
    edit(run_cells)
    (course / "03_loss.ipynb").write_bytes(page("three"))
    (course / "04_new.ipynb").write_bytes(page("four"))
    before = everything(Path(folder.NAME))

    def fails(*arguments):
        raise OSError(number, os.strerror(number), "a file")

    with monkeypatch.context() as broken:
        if function == "link":
            broken.setattr(Path, "rename", fails)
        if function == "replace":
            broken.setattr(Path, "replace", fails)
        else:
            broken.setattr(os, function, fails)
        assert run(*command) == 1
    captured = capsys.readouterr()
    assert said in captured.err and "Traceback" not in captured.err
    after = everything(Path(folder.NAME))
    assert set(before.values()) <= set(after.values())
    assert not [each for each in Path(folder.NAME).iterdir() if each.suffix == ".new"]
    assert run(*command) == 0 and "three" in mine().read_text()


def test_a_first_call_that_was_broken_off_is_finished_by_the_next(course, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(folder.Folder, "remember", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        assert run("copy") == 130
    assert run("copy") == 0
    assert len(everything(Path(folder.NAME))) == 3


def test_calls_at_once_lose_nothing(tmp_path):
    command = [sys.executable, "-m", "firstnn", "copy", "--folder", "a copy ü 课"]
    together = [subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    said = [process.communicate()[0] for process in together]
    assert [process.returncode for process in together] == [0, 0, 0]
    assert sum(text.count(": new") for text in said) == len(pages.pages()) == len(everything(tmp_path / "a copy ü 课"))


def test_while_another_call_is_at_work_this_one_waits_and_then_says_so(course, capsys, monkeypatch):
    run("copy")
    monkeypatch.setattr(folder, "WAIT", 0.2)
    with folder.opened(Path(folder.NAME)):
        assert run("copy") == 1
    assert "at work" in capsys.readouterr().err


@pytest.fixture
def started(monkeypatch):
    """JupyterLab, not started: the command, the folder, the variables and the files that it was given."""
    calls = []

    class NotStarted:
        def __init__(self, command, cwd, env):
            config = Path(env["JUPYTER_CONFIG_PATH"].split(os.pathsep)[0], "labconfig", "default_setting_overrides.json")
            calls.append((command, Path(cwd), env, everything(Path(cwd)), json.loads(config.read_text())))

        def wait(self):
            return 0

    monkeypatch.setattr(lab.subprocess, "Popen", NotStarted)
    return calls


def test_jupyterlab_opens_the_copy_the_first_time_at_00(course, started):
    assert run() == run("--", "--port=9999") == 0
    (first, where, *_), (second, *_) = started
    assert first[:3] == second[:3] == [sys.executable, "-m", "jupyterlab"] and where == Path.cwd() / folder.NAME
    assert first[-1] == "00_welcome.ipynb" and "00_welcome.ipynb" not in second and second[-1] == "--port=9999"


@pytest.mark.parametrize("arguments", [("--no-open",), ("copy",)])
def test_jupyterlab_does_not_open_where_it_should_not(course, started, arguments):
    assert run(*arguments) == 0 and not started and mine().exists()


def test_this_jupyterlab_keeps_the_state_of_panels(course, started, monkeypatch):
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "theirs")
    run()
    *_, variables, _, setting = started[0]
    assert variables["JUPYTER_CONFIG_PATH"].endswith(f"{os.pathsep}theirs")
    assert setting == {"@jupyter-widgets/jupyterlab-manager:plugin": {"saveState": True}}


def test_without_a_home_jupyter_keeps_its_settings_elsewhere(course, started, monkeypatch, tmp_path):
    monkeypatch.setattr(lab.os, "access", lambda *_: False)
    for name in lab.SETTINGS:
        monkeypatch.delenv(name, raising=False)
    run()
    variables = started[0][2]
    assert len({variables[name] for name in lab.SETTINGS}) == 1 and str(tmp_path) not in variables["JUPYTER_DATA_DIR"]


def test_read_opens_the_pages_with_their_results_and_not_those_installed(course, started):
    assert run("read") == 0
    command, where, _, files, _ = started[0]
    assert command[-1] == "00_welcome.ipynb" and where != course and not where.exists()
    assert files == everything(course) and b"a result" in files["03_loss.ipynb"]


@pytest.fixture(scope="module")
def homework(tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("homework") / "notebooks"
    assert main(["homework", str(target)]) == 0
    return target


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_homework_gives_no_solution_and_runs(homework, path):
    original, asked = (nbformat.read(each, as_version=4) for each in (path, homework / path.name))
    nbformat.validate(asked)
    answers = {cell.id: cell for cell in original.cells if "answer" in cell.metadata.get("tags", [])}
    assert all("homework" in cell.metadata for cell in answers.values())
    expected = [
        (cell.id, cell.metadata["homework"] if cell.id in answers else cell.source)
        for cell in original.cells
        if "solution" not in cell.metadata.get("tags", [])
    ]
    assert [(cell.id, cell.source) for cell in asked.cells] == expected
    assert not [cell for cell in asked.cells if cell.get("outputs") or "<summary>Solution" in cell.source]
    if answers:  # all other cells of code are those of the page, which is run elsewhere
        names = {}
        for cell in asked.cells:
            if cell.cell_type == "code":
                exec(compile(cell.source, f"{path.stem}, cell {cell.id}", "exec"), names)


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "ascii"])
def test_any_terminal_is_good_enough(encoding, tmp_path):
    call = [sys.executable, "-m", "firstnn", "copy", "--folder", "课 ✓ ü"]
    done = subprocess.run(call, cwd=tmp_path, env=os.environ | {"PYTHONIOENCODING": encoding}, capture_output=True)
    assert done.returncode == 0 and done.stderr == b"" and b"00_welcome.ipynb: new" in done.stdout


@pytest.mark.parametrize("command", [(), *[(name,) for name in COMMANDS]], ids=" ".join)
def test_help_is_plain_ascii_and_names_each_command(command, capsys):
    with pytest.raises(SystemExit, match="0"):
        run(*command, "--help")
    text = capsys.readouterr().out
    assert text.isascii() and len(text) > 200
    assert command or all(name in text for name in COMMANDS)


def test_everything_is_packed_into_a_wheel():
    """By the lists of pyproject.toml; they are no use in an editable installation, so nothing else would notice."""
    tool = PYPROJECT["tool"]["setuptools"]
    places = {"firstnn.notebooks": ROOT / "notebooks"}
    for path in (ROOT / "firstnn").rglob("__init__.py"):
        places[str(path.parent.relative_to(ROOT)).replace(os.sep, ".")] = path.parent
    assert set(tool["packages"]) == set(places)
    packed = {
        path
        for name, place in places.items()
        for pattern in ["*.py", *tool["package-data"].get(name, [])]
        for path in place.glob(pattern)
    }
    there = [path for place in ("firstnn", "notebooks") for path in (ROOT / place).rglob("*.*") if path.is_file()]
    hidden = {path for path in there if path.parent.name == "__pycache__" or "/." in path.as_posix().removeprefix(str(ROOT))}
    assert not set(there) - hidden - packed
    assert tool["data-files"] == {"share/jupyter/lab/settings/overrides.d": ["firstnn/course/firstnn.json"]}


def test_binder_installs_what_conda_installs_and_opens_a_copy():
    conda, binder = (
        re.sub("#.*\n", "", path.read_text(encoding="utf-8"))
        for path in (ROOT / "environment.yml", ROOT / ".binder" / "environment.yml")
    )
    assert conda == binder + "  - pip:\n      - -e .\n"
    build = (ROOT / ".binder" / "postBuild").read_text(encoding="utf-8")
    assert "pip install --no-cache-dir ." in build and "\nfirstnn copy\n" in build
    if os.name != "nt":
        assert os.access(ROOT / ".binder" / "postBuild", os.X_OK)


def test_the_installed_pages_are_found_in_a_package_and_in_a_checkout(tmp_path, monkeypatch):
    assert pages.installed() == ROOT / "notebooks"
    package = tmp_path / "firstnn"
    shutil.copytree(ROOT / "notebooks", package / "notebooks", ignore=shutil.ignore_patterns(".*"))
    monkeypatch.setattr(pages, "__file__", str(package / "course" / "pages.py"))
    assert pages.installed() == package / "notebooks"
    shutil.rmtree(package / "notebooks")
    with pytest.raises(pages.Trouble, match="Install it again"):
        pages.installed()
