"""The second day: a notebook with a panel is saved, its kernel ends, and it is opened again in a real browser."""

# ruff: noqa: F811, the fixtures are those of the other browser tests

import nbformat
from conftest import NOTEBOOKS
from test_browser import at_rest, browser, open_notebook, page, panel_cells, pytestmark, run_all, watch  # noqa: F401

NO_KERNEL = "async () => !(await (await fetch('/api/sessions')).json()).some(each => each.path == 'panel.ipynb')"


def with_one_panel(copy) -> list:
    """The cells of panel.ipynb: the setup cell of a lesson and its first panel that needs nothing else."""
    path = next(path for path in NOTEBOOKS if path.stem == "03_loss")
    notebook = nbformat.read(path, as_version=4)
    setup = next(cell for cell in notebook.cells if "setup" in cell.metadata.get("tags", []))
    notebook.cells = [setup, notebook.cells[panel_cells(path)[0]]]
    (copy / "panel.ipynb").write_text(nbformat.writes(notebook), encoding="utf-8")
    return notebook.cells


def menu(page, *items):
    for item in items:
        page.get_by_role("menuitem", name=item, exact=True).click()


def test_a_panel_reopens_as_it_was_left_and_says_how_to_bring_it_to_life(page, lab):
    cells = with_one_panel(lab[1])
    open_notebook(page, lab, "panel.ipynb")
    run_all(page, cells)
    panel = page.locator(".jp-OutputArea-output")
    watch(panel)
    panel.locator(".noUi-handle").first.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    at_rest(page, 0.5)
    sentence = panel.locator("[role=status]").inner_text()
    page.keyboard.press("Control+s")
    page.wait_for_function("() => !document.querySelector('.jp-mod-dirty')")
    menu(page, "Kernel", "Shut Down Kernel")
    page.wait_for_function(NO_KERNEL)

    open_notebook(page, lab, "panel.ipynb")
    page.locator("[role=status]").wait_for(timeout=30_000)
    shown = page.locator(".jp-OutputArea-output")
    assert shown.locator("[role=status]").inner_text() == sentence
    assert shown.locator("img").last.evaluate("image => image.naturalWidth") > 100
    words = shown.inner_text()
    assert "model not found" not in words and "Run this cell again" in words
