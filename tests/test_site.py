"""The web edition: the pages to read are whole, at a desk's and a telephone's width and on paper; the lab has what it needs.

Formulas are looked at where a copy of MathJax is at hand: npm install --prefix build mathjax@3.2.2 reveal.js@5.2.1
"""

import hashlib
import html
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys

import nbformat
import pytest
from conftest import NOTEBOOKS, ROOT
from test_browser import CHROMIUM, browser, page, sync_api  # noqa: F401
from web import AT_HAND, COPIES, NPM, served

import firstnn

LESSONS = [path for path in NOTEBOOKS if path.stem[0].isdigit()]
STEMS = [path.stem for path in LESSONS]
PAGES = ["index", *STEMS, "glossary"]
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found: apt-get install chromium")
PROSE = """() => [...document.querySelectorAll("main .jp-RenderedMarkdown")].map(each => {
    const copy = each.cloneNode(true);
    copy.querySelectorAll("code, pre, mjx-container").forEach(part => part.remove());
    return copy.textContent;
}).join("\\n")"""
quiet = pytest.mark.filterwarnings("ignore::ResourceWarning")


def build(folder, *arguments):
    """Run the documented command as somebody does who has no repository on GitHub."""
    environment = {name: value for name, value in os.environ.items() if name != "GITHUB_REPOSITORY"}
    command = [sys.executable, str(ROOT / ".github" / "site"), str(folder), *COPIES, *arguments]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The folder of the pages, without the lab and the slides."""
    folder = tmp_path_factory.mktemp("site")
    build(folder, "--no-lab", "--no-slides", "--repository=someone/their-copy")
    return folder


@pytest.fixture(scope="module")
def address(site):
    with served(site) as address:
        yield address


def read(site, stem):
    return (site / f"{stem}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", LESSONS, ids=STEMS)
def test_a_page_has_all_pictures_folds_and_code_of_its_notebook(site, path):
    text = read(site, path.stem)
    cells = nbformat.read(path, as_version=4).cells
    outputs = [output.get("data", {}).get("text/html", "") for cell in cells for output in cell.get("outputs", [])]
    prose = "".join(cell.source for cell in cells if cell.cell_type == "markdown")
    assert text.count("<img ") == "".join(outputs).count("<img ") > 0
    assert len(re.findall(r"<details>", text)) == prose.count("<details>")
    assert text.count("jp-CodeCell") == sum(cell.cell_type == "code" for cell in cells)


@pytest.mark.parametrize("stem", PAGES)
def test_every_link_leads_to_a_page_and_to_an_entry_on_it(site, stem):
    links = re.findall(r'(?:href|src)="((?!https?:|data:)[^"]+)"', read(site, stem))
    assert links
    for link in map(html.unescape, links):
        target, _, anchor = link.partition("#")
        assert not target.endswith((".ipynb", ".md")), link
        assert not target or (site / target).is_file(), link
        assert not anchor or f'id="{anchor}"' in (read(site, target.removesuffix(".html") or stem)), link


def test_the_first_page_has_the_links_of_the_repository_it_was_made_for(site):
    text = read(site, "index")
    assert "https://mybinder.org/v2/gh/someone/their-copy/HEAD" in text
    assert "https://github.com/someone/their-copy" in text
    for path in LESSONS:
        assert f'href="{path.stem}.html"' in text
        times = re.search(r"\*\*Time\*\*: (\d+) minutes to read along, (\d+)", path.read_text(encoding="utf-8"))
        assert times and ", ".join(times.groups()) in text, path.stem


@quiet
@needs_chromium
@pytest.mark.parametrize("stem", PAGES)
def test_a_page_fits_every_screen_and_shows_its_formulas(page, address, stem):  # noqa: F811
    if not AT_HAND:
        page.route("https://**", lambda route: route.fulfill(body=""))
    page.goto(f"{address}/{stem}.html")
    if AT_HAND and stem != "index":
        page.evaluate("MathJax.startup.promise")
        assert not page.locator("mjx-merror, [data-mjx-error]").count()
        assert not re.findall(r".*\$.*", page.evaluate(PROSE).replace(r"\$", ""))
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@quiet
@needs_chromium
def test_folds_are_closed_on_the_screen_and_open_on_paper(page, address):  # noqa: F811
    page.route("**/mathjax*", lambda route: route.fulfill(body=""))
    page.goto(f"{address}/02_forward_pass.html")
    inside = page.locator("main details > :not(summary)").first
    assert not inside.is_visible()
    page.emulate_media(media="print")
    assert inside.bounding_box()["height"] > 10
    assert not page.locator("nav").first.is_visible()


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """The folder of the web edition with JupyterLite in it."""
    if importlib.util.find_spec("jupyterlite_core") is None:
        pytest.skip("JupyterLite is not installed: pip install -e '.[site]'")
    folder = tmp_path_factory.mktemp("lab")
    build(folder, "--lab", "--no-slides")
    return folder


def test_the_lab_has_the_learners_copies_and_the_wheel(lab):
    assert {path.name for path in (lab / "lab" / "files").glob("[0-9]*.ipynb")} == {path.name for path in LESSONS}
    for path in (lab / "lab" / "files").glob("*.ipynb"):
        cells = nbformat.read(path, as_version=4).cells
        assert cells[0].source == "%pip install -q firstnn"
        assert not [cell for cell in cells if cell.get("outputs") or cell.get("execution_count")]
    assert list((lab / "lab").glob("pypi/firstnn-*.whl"))
    assert 'href="lab/lab/index.html?path=00_welcome.ipynb"' in read(lab, "index")


WHEELS = ROOT / "build" / "wheels"
needs_pyodide = pytest.mark.skipif(
    not (NPM / "pyodide").is_dir() or not list(WHEELS.glob("ipywidgets-*.whl")),
    reason="no interpreter for the browser: npm install --prefix build pyodide@314.0.6, and see .ci/run for build/wheels",
)


def give_an_interpreter(lab):
    """Let the lab take Pyodide from this machine: npm's copy, and the pure wheels that its kernel begins with.

    The wheels of NumPy and matplotlib for Pyodide can be had from no registry, so the course itself cannot run here.
    """
    place = lab / "static" / "pyodide"
    shutil.copytree(NPM / "pyodide", place)
    lock = json.loads((place / "pyodide-lock.json").read_text(encoding="utf-8"))
    known = lock["packages"]
    wheels = {normal(path.name.split("-")[0]): path for path in WHEELS.glob("*-none-any.whl")}
    lock["packages"] = {name: entry(name, path, known.get(name, {}), wheels) for name, path in wheels.items()}
    (place / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")
    for path in wheels.values():
        shutil.copy(path, place)
    configuration = json.loads((lab / "jupyter-lite.json").read_text(encoding="utf-8"))
    kernel = configuration["jupyter-config-data"]["litePluginSettings"]["@jupyterlite/pyodide-kernel-extension:kernel"]
    kernel["pyodideUrl"] = "./static/pyodide/pyodide.mjs"
    (lab / "jupyter-lite.json").write_text(json.dumps(configuration), encoding="utf-8")


def entry(name, path, known, wheels):
    """What Pyodide's list of packages says of a wheel."""
    return {
        "name": name,
        "version": path.name.split("-")[1],
        "file_name": path.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": known.get("imports", []),
        "depends": [other for other in map(normal, known.get("depends", [])) if other in wheels],
    }


def normal(name):
    """The name of a package as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def answer(view, code):
    """Put code into the first cell and run it; its output, as an element of the page."""
    cell = view.locator(".jp-Notebook .jp-CodeCell").first
    before = cell.locator(".jp-InputPrompt").first.inner_text()
    cell.locator(".cm-content").click()
    view.keyboard.press("Control+A")
    view.keyboard.type(code)
    view.keyboard.press("Shift+Enter")
    sync_api.expect(cell.locator(".jp-InputPrompt").first).not_to_have_text(before, timeout=120_000)
    sync_api.expect(cell.locator(".jp-InputPrompt").first).not_to_contain_text("*", timeout=120_000)
    return cell.locator(".jp-OutputArea")


SLIDER = (
    "import ipywidgets; s = ipywidgets.IntSlider(3); t = ipywidgets.HTML(); "
    "s.observe(lambda e: setattr(t, 'value', f'it is {s.value}'), 'value'); ipywidgets.VBox([s, t])"
)


@quiet
@needs_chromium
@needs_pyodide
def test_in_the_lab_a_kernel_starts_the_wheel_installs_and_a_slider_moves(browser, lab):  # noqa: F811
    give_an_interpreter(lab / "lab")
    view = browser.new_page(viewport={"width": 1300, "height": 900})
    with served(lab) as address:
        view.goto(f"{address}/lab/lab/index.html?path=00_welcome.ipynb")
        view.wait_for_selector("#jp-main-statusbar :text('| Idle')", timeout=120_000)
        assert "42" in answer(view, "print(6 * 7)").inner_text()
        install = "import piplite; await piplite.install('firstnn', deps=False); import importlib.metadata as m; "
        assert firstnn.__version__ in answer(view, install + "print(m.version('firstnn'))").inner_text()
        answer(view, "%pip install -q ipywidgets")
        panel = answer(view, SLIDER)
        panel.locator(".noUi-handle").focus()
        view.keyboard.press("ArrowRight")
        sync_api.expect(panel).to_contain_text("it is 4")
        view.close()
