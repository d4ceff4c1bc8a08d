"""JupyterLab, started in a folder."""

import importlib.util
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from firstnn.course.trouble import Trouble

SETTINGS = (
    "JUPYTER_CONFIG_DIR JUPYTER_DATA_DIR JUPYTER_RUNTIME_DIR JUPYTERLAB_SETTINGS_DIR JUPYTERLAB_WORKSPACES_DIR "
    "IPYTHONDIR MPLCONFIGDIR"
).split()


def open_lab(folder: Path, arguments: Sequence[str] = (), variables: dict[str, str] | None = None) -> int:
    """Run JupyterLab in this folder until it ends; its exit code."""
    if importlib.util.find_spec("jupyterlab") is None:
        raise Trouble("JupyterLab is not installed beside firstnn. Install it with: pip install jupyterlab")
    as_root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []  # whoever is root chose to be
    command = [sys.executable, "-m", "jupyterlab", *as_root, *arguments]
    print("JupyterLab opens in your browser. It runs until you press Ctrl+C here, twice.", flush=True)
    with tempfile.TemporaryDirectory(prefix="firstnn-") as scratch:
        own = without_home(scratch) | keeping_panels(Path(scratch)) | (variables or {})
        lab = subprocess.Popen(command, cwd=folder, env=os.environ | own)
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for JupyterLab, which asks before it ends
        signal.signal(signal.SIGTERM, lambda *_: lab.terminate())
        try:
            return lab.wait()
        finally:
            signal.signal(signal.SIGINT, before)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)


def keeping_panels(scratch: Path) -> dict[str, str]:
    """Let this JupyterLab save a panel, as it last looked, in its notebook. Your own settings go before this one."""
    (scratch / "labconfig").mkdir()
    setting = (Path(__file__).parent / "firstnn.json").read_bytes()
    (scratch / "labconfig" / "default_setting_overrides.json").write_bytes(setting)
    return {"JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, [str(scratch), os.environ.get("JUPYTER_CONFIG_PATH")]))}


def without_home(scratch: str) -> dict[str, str]:
    """Where nothing can be written at home, Jupyter keeps its settings in a temporary folder."""
    try:
        if os.access(Path.home(), os.W_OK):
            return {}
    except RuntimeError:
        pass
    print("Your home folder cannot be written: JupyterLab forgets its settings when it ends. Your notebooks are kept.")
    return {name: scratch for name in SETTINGS if name not in os.environ}
