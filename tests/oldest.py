"""Run pytest on the oldest version of each package that pyproject.toml allows: python tests/oldest.py [pytest's arguments]

The packages go into a virtual environment of their own, which is removed in the end. The network is needed for them alone.
"""

import os
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def oldest() -> list[str]:
    """Each package of the course and of its tests, held to the oldest version allowed, as in numpy==2.0."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [
        line.partition(";")[0].replace(">=", "==")
        for line in project["dependencies"] + project["optional-dependencies"]["test"]
    ]


def main() -> int:
    print(*oldest(), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / ("Scripts" if os.name == "nt" else "bin") / "python"
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--editable", ROOT, *oldest()], check=True)
        return subprocess.run([python, "-m", "pytest", *sys.argv[1:]], cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main())
