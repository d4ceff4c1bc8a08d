"""What the tests in a browser share: JupyterLab, pages served on loopback, copies of MathJax and reveal.js."""

import contextlib
import functools
import http.server
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import NOTEBOOKS, ROOT

NPM = ROOT / "build" / "node_modules"
AT_HAND = (NPM / "mathjax").is_dir() and (NPM / "reveal.js").is_dir()
COPIES = [f"--mathjax={NPM / 'mathjax'}", f"--reveal={NPM / 'reveal.js'}"] if AT_HAND else []
needs_copies = pytest.mark.skipif(
    not AT_HAND,
    reason="no copies of MathJax and reveal.js: npm install --prefix build mathjax@3.2.2 reveal.js@5.2.1",
)


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files, and says nothing of it."""

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of this folder, served on loopback as long as the block runs."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextlib.contextmanager
def lab(home: Path) -> Iterator[tuple[str, Path]]:
    """JupyterLab as `firstnn` opens it, with settings of its own: its address, and the learner's copy that it serves.

    In the copy, the folder pages has the executed notebooks, not trusted, as those have them who only read.
    """
    copy = home / "my copy"
    news = home / "settings" / "@jupyterlab" / "apputils-extension"
    news.mkdir(parents=True)
    (news / "notification.jupyterlab-settings").write_text(json.dumps({"fetchNews": "false", "checkForUpdates": False}))
    own = {f"JUPYTER_{name}_DIR": str(home / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    own |= {"JUPYTERLAB_SETTINGS_DIR": str(home / "settings"), "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces")}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "firstnn", "--folder", str(copy), "--", "--no-browser", "--ip=127.0.0.1"]
    command += [f"--port={port}", "--IdentityProvider.token="]
    with open(home / "log", "w") as log:
        process = subprocess.Popen(command, env=os.environ | own, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/api")
            shutil.copytree(NOTEBOOKS[0].parent, copy / "pages", ignore=shutil.ignore_patterns(".*"))
            yield f"http://127.0.0.1:{port}", copy
        finally:
            process.terminate()
            process.wait(20)


def wait_for(address: str) -> None:
    """Return once this address answers."""
    for _ in range(240):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(address).close()
            return
        time.sleep(0.25)
    raise TimeoutError(address)
