"""What the tests and every kernel run under: no network, warnings are errors, no settings of whoever runs them."""

import atexit
import functools
import os
import runpy
import shutil
import tempfile
from pathlib import Path

OFFLINE = Path(__file__).resolve().parent / "offline"
STARTUP = "__import__('warnings').filterwarnings('error', module='__main__|firstnn|numpy|matplotlib|PIL|ipywidgets')\n"


def environment() -> dict[str, str]:
    """The environment variables that make every kernel strict, and every other Python offline."""
    path = os.pathsep.join(filter(None, [str(OFFLINE), os.environ.get("PYTHONPATH")]))
    return {"PYTHONPATH": path, "IPYTHONDIR": str(ipython_folder())}


@functools.cache
def ipython_folder() -> Path:
    """A folder of settings in which each kernel begins by making warnings errors; it is removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="firstnn-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    startup = folder / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "warnings_are_errors.py").write_text(STARTUP, encoding="utf-8")
    return folder


def be_offline() -> None:
    """Refuse the network in this very process, for good."""
    runpy.run_path(str(OFFLINE / "sitecustomize.py"))
