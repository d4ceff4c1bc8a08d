"""JupyterLab in a real browser: each notebook with a panel is read, run, and every control of it moved by key or click.

Needs Chromium; where there is none, these tests are skipped and the summary says how to get it. The median time from key
press to new picture is printed with `pytest tests/test_browser.py -s`; it is a measurement and no test.
"""

import contextlib
import functools
import re
import secrets
import shutil
import statistics

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


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, OFFLINE])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser):
    """A fresh page."""
    with fresh_page(browser) as page:
        yield page


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def opened(request, browser, lab):
    """A page with a notebook opened in JupyterLab, as it comes, and its cells; the tests of one notebook share it."""
    with fresh_page(browser) as page:
        open_notebook(page, lab, f"pages/{request.param.name}")
        yield page, request.param


@contextlib.contextmanager
def fresh_page(browser):
    """A new page; what the browser complains about, such as a need for the network, is an error in the end."""
    page = browser.new_page(viewport={"width": 1300, "height": 900})
    page.set_default_timeout(30_000)
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    page.close()
    assert not [text for text in page.complaints if not any(word in text for word in HARMLESS)]


def open_notebook(page, lab, name):
    """Open the notebook in a workspace of its own, in which no other notebook stands."""
    address, _ = lab
    page.goto(f"{address}/lab/workspaces/{secrets.token_hex(4)}/tree/{name}")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    page.wait_for_selector(IDLE, timeout=60_000)
    page.wait_for_selector(KERNEL, timeout=60_000)


def run_all(page, cells):
    """Run the notebook with these cells, until the last of them that holds code has its number."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    last = max(place for place, source in enumerate(cells) if source.cell_type == "code")
    cell(page, last).locator(".jp-InputPrompt", has_text=re.compile(r"\[\d+\]")).wait_for(timeout=120_000)


def cell(page, place):
    """One cell of the notebook, scrolled to: JupyterLab holds only those near what is in view."""
    found = page.locator(f".jp-Notebook .jp-Cell[data-windowed-list-index='{place}']")
    if not found.count():
        page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollTop = 0")
        for _ in range(200):
            if found.count():
                break
            page.evaluate(SCROLL)
    found.scroll_into_view_if_needed()
    return found


SCROLL = """() => new Promise(done => {
  document.querySelector('.jp-WindowedPanel-outer').scrollBy(0, 500);
  requestAnimationFrame(() => requestAnimationFrame(done));
})"""
WATCH = """panel => {
  const start = performance.now();
  window.panelChanges = [];
  window.panelWatch?.disconnect();
  window.panelWatch = new MutationObserver(changes => {
    if (changes.some(({target}) => target.nodeName == "IMG" || target.parentElement?.closest(".widget-html")))
      window.panelChanges.push(performance.now() - start);
  });
  window.panelWatch.observe(panel, {subtree: true, childList: true, attributes: true, attributeFilter: ["src"]});
}"""
CHANGED = "() => window.panelChanges[0]"
RESTED = """quiet => {
  const last = window.panelChanges.at(-1) ?? 0;
  window.panelSeen = window.panelSeen?.last == last ? window.panelSeen : {last, since: performance.now()};
  return performance.now() - window.panelSeen.since > quiet && [last];
}"""


def watch(panel):
    """From now on, note when the picture or the sentence of this panel changes."""
    panel.evaluate(WATCH)


def at_rest(page, seconds) -> float:
    """Wait until the watched panel has stood still for so many seconds; when it changed last, in milliseconds."""
    page.evaluate("() => { window.panelSeen = null }")
    (last,) = page.wait_for_function(RESTED, arg=1000 * seconds, timeout=30_000).json_value()
    return last


def moved(page, panel, act) -> float:
    """Do act and wait for a new picture or sentence; the milliseconds that this took.

    Then let the panel come to rest: a key and its way back, done at once, are one event that changes nothing.
    """
    watch(panel)
    act()
    milliseconds = page.wait_for_function(CHANGED, timeout=10_000).json_value()
    at_rest(page, 0.2)
    return milliseconds


def keys(handle) -> tuple[str, str]:
    """The arrow key that moves this slider away from where it stands, and the one that brings it back."""
    at_the_end = handle.get_attribute("aria-valuenow") == handle.get_attribute("aria-valuemax")
    return ("ArrowLeft", "ArrowRight") if at_the_end else ("ArrowRight", "ArrowLeft")


def test_formulas_and_tables_are_rendered(opened):
    page, path = opened
    for place, source in enumerate(nbformat.read(path, as_version=4).cells):
        if source.cell_type == "markdown" and "$" in source.source:
            shown = cell(page, place)
            shown.locator("mjx-container").first.wait_for(state="attached", timeout=20_000)
            assert not shown.locator("mjx-merror, merror").count(), source.source
            assert "$" not in shown.locator(".jp-RenderedMarkdown").inner_text().replace("\\$", "")


def test_panels_live_in_jupyterlab(opened):
    page, path = opened
    for place in panel_cells(path):
        still = cell(page, place).locator(".jp-OutputArea-output img")
        assert still.count() and still.first.evaluate("image => image.naturalWidth") > 100, "no still picture before running"
    run_all(page, nbformat.read(path, as_version=4).cells)
    for place in panel_cells(path):
        panel = cell(page, place).locator(".jp-OutputArea-output")
        panel.locator("[role=status]").wait_for(timeout=30_000)
        times = [time for control in (sliders, lists, buttons) for time in control(page, panel)]
        assert times and "did not work" not in panel.locator("[role=status]").inner_text()
        median = statistics.median(times)
        print(f"\n{path.stem}, cell {place}: key press to new picture {median:.0f} ms (median of {len(times)})")
        if panel.locator(".widget-label", has_text="hidden size").count():
            builds_no_backlog(page, panel)
    assert not page.locator("[data-mime-type='application/vnd.jupyter.stderr']").count()


def sliders(page, panel):
    """Move each slider there and back by its arrow keys, then to its ends, then by keys that come fast."""
    handles = panel.locator(".noUi-handle")
    for number in range(handles.count()):
        handle = handles.nth(number)
        handle.focus()
        there, back = keys(handle)
        for key in (there, back, there, back):
            yield moved(page, panel, lambda key=key: page.keyboard.press(key))
        for key in ("End", "Home", *[there] * 30, *[back] * 30):
            page.keyboard.press(key)
        at_rest(page, 0.5)


def lists(page, panel):
    """Choose another entry of each list, and the first one again."""
    found = panel.locator("select")
    for number in range(found.count()):
        choose = found.nth(number).select_option
        chosen = found.nth(number).evaluate("list => list.selectedIndex")
        for place in (1 if chosen == 0 else 0, chosen):
            yield moved(page, panel, functools.partial(choose, index=place))


def buttons(page, panel):
    """Press each button by the space bar, then click every third one."""
    found = panel.locator("button:not([disabled]):not(.widget-play button)")
    watch(panel)
    for number in range(found.count()):
        found.nth(number).focus()
        page.keyboard.press("Space")
    at_rest(page, 0.5)
    for number in range(0, found.count(), 3):
        yield moved(page, panel, found.nth(number).click)


def builds_no_backlog(page, panel):
    """A slider that is dragged fast and far is followed as soon as one that is dragged a little."""
    drag(page, panel, 20)
    few, many = drag(page, panel, 20), drag(page, panel, 200)
    print(f"after the last movement {few:.0f} ms (20 movements), {many:.0f} ms (200 movements)")
    assert many < 3 * few + 1500


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
    watch(panel)
    page.mouse.up()
    last = at_rest(page, 1.0)
    value = panel.locator(".widget-readout").nth(1).inner_text()
    assert re.search(rf"hidden size {value}\b|\b{value} hidden unit", panel.locator("[role=status]").inner_text())
    return last


def test_a_page_cannot_reach_another_machine(page):
    with pytest.raises(sync_api.Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://192.0.2.1")
