"""The second day: a notebook with a panel is saved, its kernel ends, and it is opened again in a real browser."""

# ruff: noqa: F811, the fixtures are those of the other browser tests

import json
import os
import socket
import subprocess
import sys
import urllib.request

import nbformat
import pytest
from conftest import NOTEBOOKS
from test_browser import KERNEL, at_rest, browser, page, panel_cells, pytestmark, run_all, wait_for  # noqa: F401


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """The address of the JupyterLab that `firstnn` opens, and the learner's copy in which it does."""
    home = tmp_path_factory.mktemp("second day")
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
            yield f"http://127.0.0.1:{port}", copy
        finally:
            process.terminate()
            process.wait(20)


def with_one_panel(copy) -> str:
    """The name of a notebook with the setup cell of a lesson and its first panel that needs nothing else."""
    path = next(path for path in NOTEBOOKS if path.stem == "03_loss")
    notebook = nbformat.read(path, as_version=4)
    setup = next(cell for cell in notebook.cells if "setup" in cell.metadata.get("tags", []))
    notebook.cells = [setup, notebook.cells[panel_cells(path)[0]]]
    (copy / "panel.ipynb").write_text(nbformat.writes(notebook), encoding="utf-8")
    return "panel.ipynb"


def open_in_workspace(page, address, workspace, name):
    page.goto(f"{address}/lab/workspaces/{workspace}/tree/{name}")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    page.wait_for_selector(KERNEL, timeout=60_000)


def menu(page, *items):
    for item in items:
        page.get_by_role("menuitem", name=item, exact=True).click()


def test_a_panel_reopens_as_it_was_left_and_says_how_to_bring_it_to_life(page, lab):
    address, copy = lab
    name = with_one_panel(copy)
    open_in_workspace(page, address, "today", name)
    run_all(page)
    panel = page.locator(".jp-OutputArea-output")
    panel.locator(".noUi-handle").first.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    at_rest(panel, 0.5)
    sentence = panel.locator("[role=status]").inner_text()
    page.keyboard.press("Control+s")
    page.wait_for_function("() => !document.querySelector('.jp-mod-dirty')")
    menu(page, "Kernel", "Shut Down Kernel")
    for _ in range(60):
        if not json.load(urllib.request.urlopen(f"{address}/api/kernels")):
            break
        page.wait_for_timeout(500)
    else:
        raise AssertionError("the kernel does not end")

    open_in_workspace(page, address, "tomorrow", name)
    page.locator("[role=status]").wait_for(timeout=30_000)
    shown = page.locator(".jp-OutputArea-output")
    assert shown.locator("[role=status]").inner_text() == sentence
    assert shown.locator("img").last.evaluate("image => image.naturalWidth") > 100
    words = shown.inner_text()
    assert "model not found" not in words and "Run this cell again" in words
