"""firstnn mark: a class of made-up hand-ins, examined once; each costs its own rows and nothing else."""

import csv
import json
import os
from pathlib import Path

import pytest

from firstnn.__main__ import main
from firstnn.course import handin, mark, pages

SETUP = "import numpy as np\nimport firstnn\nfrom firstnn import check"
STUBS = {
    "relu": "def my_relu(Z):\n    ...\n\n\ncheck.relu(my_relu)",
    "softmax": "def my_softmax(Z):\n    ...\n\n\ncheck.softmax(my_softmax)",
    "first": "ink = ...\n\ncheck.first(ink)",
    "bits": "def bits(p):\n    ...\n\n\ncheck.bits(bits)",
}
RIGHT = {
    "relu": "def my_relu(Z):\n    return np.maximum(0, Z)\n\n\ncheck.relu(my_relu)",
    "softmax": "def my_softmax(Z):\n    return firstnn.softmax(Z)\n\n\ncheck.softmax(my_softmax)",
    "first": "ink = 13",
    "bits": "def bits(p):\n    return -np.log2(p)\n\n\ncheck.bits(bits)",
}
FORGED = """\
import sys
check.relu = lambda function: "✓ Right."
firstnn.check.exercise.equal = lambda *values: True
firstnn.functions.relu = lambda Z: Z
np.allclose = lambda *values, **more: True
np.maximum = lambda a, b: b
firstnn.check.Result.__init__ = lambda self, passed, message: vars(self).update(passed=True, message="forged")
sys.modules["firstnn.check"] = firstnn
print("✓ Right.")

def my_relu(Z):
    return Z

check.relu(my_relu)
"""
WHILE_EXAMINED = """\
def my_softmax(Z):
    firstnn.check.exercise.equal = lambda *values: True
    return Z
"""


def notebook(cells: dict[str, str], ids: bool = True, **changes) -> bytes:
    """A notebook with the setup and these cells of exercises."""
    made = [
        {"cell_type": "code", "id": f"cell-{name}", "metadata": {}, "source": source, "execution_count": 1, "outputs": []}
        for name, source in ({"setup": SETUP} | cells).items()
    ]
    for cell in made:
        if cell["id"].removeprefix("cell-") in STUBS and changes.get("course"):
            cell["metadata"]["tags"] = ["exercise"]
        if not ids:
            del cell["id"]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


CLASS = {
    "anna right.ipynb": notebook(RIGHT),
    "ben wrong.ipynb": notebook(
        RIGHT | {"relu": RIGHT["relu"].replace("np.maximum(0, Z)", "np.abs(Z)"), "first": "ink = 15"}
    ),
    "cem endless.ipynb": notebook(RIGHT | {"relu": "def my_relu(Z):\n    while True:\n        pass\n\ncheck.relu(my_relu)"}),
    "dora hostile.ipynb": notebook(
        {
            "relu": "import os\nos._exit(0)",
            "softmax": "def my_softmax(Z):\n    return my_softmax(Z)\n\ncheck.softmax(my_softmax)",
            "first": "data = bytearray(10**10)",
            "bits": RIGHT["bits"],
        }
    ),
    "emil loud.ipynb": notebook(RIGHT | {"softmax": "while True:\n    print('✓ Right.' * 10**6)", "bits": "exit()\n1 / 0"}),
    "finn empty.ipynb": b"",
    "gül nothing.ipynb": notebook({}),
    "hans broken.ipynb": notebook(RIGHT)[:300],
    "ines_forged.ipynb": notebook(
        {"relu": FORGED, "softmax": WHILE_EXAMINED, "first": "print('✓ Right.')", "bits": "bits = firstnn.relu"}
    ),
    "=jan old.ipynb": notebook({name: RIGHT[name] for name in ("relu", "bits")}, ids=False),
    "karl huge.ipynb": b'{"cells": []}' + b" " * handin.LARGEST,
    "lea own names.ipynb": notebook(
        {"a": "def r(Z):\n    return np.maximum(0, Z)", "b": "check.relu(r)", **STUBS, "relu": ""}
    ),
    "mia network.ipynb": notebook(
        RIGHT | {"relu": "import socket\nsocket.create_connection(('127.0.0.1', 9), timeout=1)", "bits": "1 +"}
    ),
}
SOLVED = dict.fromkeys(STUBS, "solved")
RESULTS = {
    "anna right.ipynb": SOLVED,
    "ben wrong.ipynb": SOLVED | {"relu": "not yet", "first": "not yet"},
    "cem endless.ipynb": SOLVED | {"relu": "broke"},
    "dora hostile.ipynb": {"relu": "broke", "softmax": "not yet", "first": "broke", "bits": "solved"},
    "emil loud.ipynb": SOLVED | {"softmax": "broke", "bits": "broke"},
    "finn empty.ipynb": {"": "broke"},
    "gül nothing.ipynb": {"": "broke"},
    "hans broken.ipynb": {"": "broke"},
    "ines_forged.ipynb": {"relu": "not yet", "softmax": "broke", "first": "broke", "bits": "not yet"},
    "=jan old.ipynb": {"relu": "solved", "softmax": "not written", "first": "not written", "bits": "solved"},
    "karl huge.ipynb": {"": "broke"},
    "lea own names.ipynb": {"relu": "solved", "softmax": "not written", "first": "not written", "bits": "not written"},
    "mia network.ipynb": SOLVED | {"relu": "broke", "bits": "broke"},
    "nobody.ipynb": {"": "broke"},
}
SENTENCES = {
    ("ben wrong.ipynb", "relu"): "not lose its sign",
    ("cem endless.ipynb", "relu"): "stopped after 3 seconds",
    ("dora hostile.ipynb", "relu"): "brought Python to an end",
    ("dora hostile.ipynb", "softmax"): "calls itself without end",
    ("dora hostile.ipynb", "first"): "MemoryError",
    ("finn empty.ipynb", ""): "empty",
    ("hans broken.ipynb", ""): "not a notebook",
    ("ines_forged.ipynb", "softmax"): "counts for nothing",
    ("ines_forged.ipynb", "bits"): "function of the package itself",
    ("=jan old.ipynb", "softmax"): "not in the file",
    ("karl huge.ipynb", ""): "too large",
    ("mia network.ipynb", "relu"): "no network",
    ("mia network.ipynb", "bits"): "SyntaxError",
    ("nobody.ipynb", ""): "no such file",
}


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """The rows of the table for the whole class, and what was printed."""
    course, here = tmp_path_factory.mktemp("course"), tmp_path_factory.mktemp("class")
    (course / "02_small.ipynb").write_bytes(notebook(STUBS, course=True))
    (course / "00_other.ipynb").write_bytes(notebook({}))
    for name, content in CLASS.items():
        (here / name).write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "installed", lambda: course)
        handin.lessons.cache_clear()
        patch.chdir(here)
        patch.setenv("A_SECRET", "of the teacher")
        assert main(["mark", ".", "nobody.ipynb", "--seconds", "3", "--csv", "marks.csv"]) == 0
    handin.lessons.cache_clear()
    assert set(os.listdir(here)) == {*CLASS, "marks.csv"}
    return list(csv.DictReader((here / "marks.csv").read_text(encoding="utf-8-sig").splitlines()))


@pytest.mark.parametrize("file", RESULTS)
def test_each_hand_in_gets_its_rows(marked, file):
    rows = {row["exercise"]: row for row in marked if row["file"].removeprefix("'") == file}
    assert {name: row["result"] for name, row in rows.items()} == RESULTS[file]
    for (name, exercise), words in SENTENCES.items():
        assert name != file or words in rows[exercise]["sentence"]
    assert all(row["sentence"] and row["notebook"] == ("02_small" if row["exercise"] else "") for row in rows.values())


def test_the_table_is_safe_for_a_spreadsheet_and_a_terminal():
    rows = [mark.Row("=1+1", "02", "relu", "broke", "+1"), mark.Row("a", "-", "@x", "", "")]
    assert mark.table(rows).decode("utf-8-sig").splitlines()[1:] == ["'=1+1,02,relu,broke,'+1", "a,'-,'@x,,"]
    assert mark.plain("a\x1b[31m\nb" + "c" * 10**6).startswith("a [31m b") and len(mark.plain("c" * 10**6)) < 500


def test_a_table_that_is_there_is_not_written_over(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("marks.csv").write_text("mine")
    assert main(["mark", "nobody.ipynb"]) == 0
    assert Path("marks.csv").read_text() == "mine" and "marks_2.csv" in capsys.readouterr().out


def test_no_secret_of_the_teacher_is_handed_on(monkeypatch):
    monkeypatch.setenv("A_SECRET", "of the teacher")
    assert "A_SECRET" not in handin.environment(Path("home"))


def test_a_notebook_has_a_time_in_all(monkeypatch, tmp_path):
    limits = handin.Limits(seconds=3, minutes=0, megabytes=2000)
    exercise = handin.Exercise("relu", "cell-relu", STUBS["relu"])
    cells = pages.read(notebook(RIGHT))["cells"]
    assert handin.Examination(cells, [exercise], limits, tmp_path).results()["relu"][0] == "broke"


def test_every_exercise_of_the_course_can_be_examined():
    from firstnn import check

    names = [exercise.name for exercises in handin.lessons().values() for exercise in exercises]
    assert len(names) > 30 and len(set(names)) == len(names)
    assert not [name for name in names if not callable(getattr(check, name, None))]


def test_it_says_that_it_is_no_sandbox(capsys):
    with pytest.raises(SystemExit):
        main(["mark", "--help"])
    assert "no sandbox" in capsys.readouterr().out
