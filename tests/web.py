"""What the tests of pages and of slides share: a browser, pages served on loopback, copies of MathJax and reveal.js."""

import contextlib
import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

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
