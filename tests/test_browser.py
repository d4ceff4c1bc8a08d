"""JupyterLab in a real browser: each notebook with a panel is read, run, and every control of it moved by key or click.

Needs Chromium; where there is none, these tests are skipped and the summary says how to get it. The median time from key
press to new picture is printed with `pytest tests/test_browser.py -s`; it is a measurement and no test.
"""

import contextlib
import json
import os
import secrets
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request

import nbformat
import pytest
from conftest import NOTEBOOKS

sync_api = pytest.importorskip("playwright.sync_api", reason="install the test extra: pip install -e '.[test]'")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found: apt-get install chromium, or put chromium on the PATH"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
IDLE = ".jp-Notebook-ExecutionIndicator[data-status='idle']"
KERNEL = "#jp-main-statusbar :text('| Idle')"  # without it, "Run" would ask which kernel to take
HARMLESS = ("favicon",)


def panel_cells(path) -> list[int]:
    """The places, among all cells of a notebook, of those whose last line makes a panel."""
    cells = nbformat.read(path, as_version=4).cells
    return [
        place
        for place, cell in enumerate(cells)
        if cell.cell_type == "code" and "_panel(" in cell.source.strip().splitlines()[-1]
    ]


WITH_PANELS = [pytest.param(path, id=path.stem) for path in NOTEBOOKS if panel_cells(path)]


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """The address of a JupyterLab with settings of its own, serving a fresh, untrusted copy of the notebooks."""
    home = tmp_path_factory.mktemp("lab")
    shutil.copytree(NOTEBOOKS[0].parent, home / "notebooks", ignore=shutil.ignore_patterns(".*"))
    settings = home / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    (settings / "notification.jupyterlab-settings").write_text(json.dumps({"fetchNews": "false", "checkForUpdates": False}))
    own = {f"JUPYTER_{name}_DIR": str(home / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    own |= {"JUPYTERLAB_SETTINGS_DIR": str(home / "settings"), "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces")}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}"]
    command += ["--IdentityProvider.token=", f"--ServerApp.root_dir={home / 'notebooks'}"]
    with open(home / "log", "w") as log:
        server = subprocess.Popen(command, env=os.environ | own, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/api")
            yield f"http://127.0.0.1:{port}/lab/workspaces"
        finally:
            server.terminate()
            server.wait(20)


def wait_for(address: str) -> None:
    for _ in range(240):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(address).close()
            return
        time.sleep(0.25)
    raise TimeoutError(address)


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, OFFLINE])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser):
    """A fresh page; what the browser complains about, such as a need for the network, is an error in the end."""
    page = browser.new_page(viewport={"width": 1300, "height": 900})
    page.set_default_timeout(30_000)
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    page.close()
    assert not [text for text in page.complaints if not any(word in text for word in HARMLESS)]


def open_notebook(page, lab, path):
    """Open the notebook in a workspace of its own, in which no other notebook stands."""
    page.goto(f"{lab}/{secrets.token_hex(4)}/tree/{path.name}")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    page.wait_for_selector(IDLE, timeout=60_000)
    page.wait_for_selector(KERNEL, timeout=60_000)


def run_all(page):
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    last = page.locator(".jp-CodeCell").last
    last.scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelectorAll('.jp-InputPrompt').length > 0")
    page.wait_for_timeout(1000)
    page.wait_for_selector(IDLE, timeout=120_000)
    page.wait_for_timeout(500)


def cell(page, place):
    found = page.locator(f".jp-Notebook .jp-Cell[data-windowed-list-index='{place}']")
    if not found.count():
        page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollTop = 0")
        for _ in range(200):
            if found.count():
                break
            page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollBy(0, 500)")
            page.wait_for_timeout(100)
    found.scroll_into_view_if_needed()
    return found


def state(panel) -> str:
    """What a reader sees of a panel: its picture and its sentence."""
    return panel.locator("img").last.get_attribute("src") + panel.locator("[role=status]").inner_text()


def at_rest(panel, seconds) -> float:
    """Wait until the panel has stood still for so many seconds; the moment of its last change."""
    last = start = time.perf_counter()
    shown = state(panel)
    while time.perf_counter() - last < seconds:
        now = state(panel)
        if now != shown:
            shown, last = now, time.perf_counter()
        assert time.perf_counter() - start < 30, "new pictures still come"
    return last


def moved(panel, act) -> float:
    """Do act and wait for a new picture or sentence; the milliseconds that this took.

    Then let the panel come to rest: a key and its way back, done at once, are one event that changes nothing.
    """
    before = state(panel)
    start = time.perf_counter()
    act()
    while state(panel) == before:
        if time.perf_counter() - start > 10:
            raise AssertionError("neither the picture nor the sentence changed")
    milliseconds = 1000 * (time.perf_counter() - start)
    at_rest(panel, 0.2)
    return milliseconds


def keys(handle) -> tuple[str, str]:
    """The arrow key that moves this slider away from where it stands, and the one that brings it back."""
    at_the_end = handle.get_attribute("aria-valuenow") == handle.get_attribute("aria-valuemax")
    return ("ArrowLeft", "ArrowRight") if at_the_end else ("ArrowRight", "ArrowLeft")


@pytest.mark.parametrize("path", WITH_PANELS)
def test_panels_live_in_jupyterlab(page, lab, path):
    open_notebook(page, lab, path)
    for place in panel_cells(path):
        still = cell(page, place).locator(".jp-OutputArea-output img")
        assert still.count() and still.first.evaluate("image => image.naturalWidth") > 100, "no still picture before running"
    run_all(page)
    for place in panel_cells(path):
        times = []
        panel = cell(page, place).locator(".jp-OutputArea-output")
        panel.locator("[role=status]").wait_for(timeout=30_000)
        handles = panel.locator(".noUi-handle")
        for number in range(handles.count()):
            handle = handles.nth(number)
            handle.focus()
            there, back = keys(handle)
            for key in (there, back, there, back):
                times.append(moved(panel, lambda key=key: page.keyboard.press(key)))
            for key in ("End", "Home", *[there] * 30, *[back] * 30):
                page.keyboard.press(key)
            at_rest(panel, 0.5)
        buttons = panel.locator("button:not([disabled]):not(.widget-play button)")
        for number in range(buttons.count()):
            buttons.nth(number).focus()
            page.keyboard.press("Space")
        at_rest(panel, 0.5)
        for number in range(0, buttons.count(), 3):
            times.append(moved(panel, buttons.nth(number).click))
        assert handles.count() or buttons.count()
        page.wait_for_timeout(500)
        assert "did not work" not in panel.locator("[role=status]").inner_text()
        median = statistics.median(times)
        print(f"\n{path.stem}, cell {place}: key press to new picture {median:.0f} ms (median of {len(times)})")
    assert not page.locator("[data-mime-type='application/vnd.jupyter.stderr']").count()


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in NOTEBOOKS])
def test_formulas_and_tables_are_rendered(page, lab, path):
    open_notebook(page, lab, path)
    for place, source in enumerate(nbformat.read(path, as_version=4).cells):
        if source.cell_type == "markdown" and "$" in source.source:
            shown = cell(page, place)
            shown.locator("mjx-container").first.wait_for(state="attached", timeout=20_000)
            assert not shown.locator("mjx-merror, merror").count(), source.source
            assert "$" not in shown.locator(".jp-RenderedMarkdown").inner_text().replace("\\$", "")


@pytest.mark.parametrize("notebook", ["05_training", "07_inside_the_network"])
def test_a_slider_dragged_fast_builds_up_no_backlog(page, lab, notebook):
    path = next(path for path in NOTEBOOKS if path.stem == notebook)
    open_notebook(page, lab, path)
    run_all(page)
    slowest = [place for place in panel_cells(path) if "drawing" not in source(path, place)][-1]
    panel = cell(page, slowest).locator(".jp-OutputArea-output")
    panel.locator("[role=status]").wait_for(timeout=30_000)
    drag(page, panel, 20)
    few, many = drag(page, panel, 20), drag(page, panel, 200)
    print(f"\n{notebook}: after the last movement {few:.0f} ms (20 movements), {many:.0f} ms (200 movements)")
    assert many < 3 * few + 1500


def source(path, place):
    return nbformat.read(path, as_version=4).cells[place].source


def drag(page, panel, movements) -> float:
    """Drag the slider of the hidden size there and back; the milliseconds from the last movement until all stands still.

    The sentence must then tell the value of the slider.
    """
    handle = panel.locator(".noUi-handle").nth(1)
    handle.scroll_into_view_if_needed()
    box, track = handle.bounding_box(), panel.locator(".noUi-target").nth(1).bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, y)
    page.mouse.down()
    for step in range(movements):
        turn = abs((2 * step / movements) % 2 - 1)
        page.mouse.move(track["x"] + track["width"] * (0.2 + 0.6 * turn), y)
    page.mouse.move(track["x"] + track["width"] * 0.6, y)
    page.mouse.up()
    start = time.perf_counter()
    last = at_rest(panel, 1.0)
    value = panel.locator(".widget-readout").nth(1).inner_text()
    assert f"hidden size {value}" in panel.locator("[role=status]").inner_text()
    return 1000 * (last - start)


def test_a_page_cannot_reach_another_machine(page):
    with pytest.raises(sync_api.Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://192.0.2.1")
