"""firstnn slides: a deck of each notebook, of which every slide fits its canvas, as Chromium measures it."""

import pytest
from conftest import NOTEBOOKS
from test_browser import CHROMIUM, browser, page  # noqa: F401
from web import COPIES, needs_copies, served

from firstnn.__main__ import main
from firstnn.course import slides

LESSONS = [path.stem for path in NOTEBOOKS if path.stem[0].isdigit()]
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found: apt-get install chromium")
BEYOND = """() => Reveal.getSlides().map(slide => {
  const place = Reveal.getIndices(slide);
  Reveal.slide(place.h, place.v, 99);
  const canvas = document.querySelector(".slides").getBoundingClientRect(), scale = canvas.width / WIDTH;
  const boxes = [...slide.querySelectorAll("*")].filter(each => !each.closest(".notes, mjx-assistive-mml"))
    .map(each => each.getBoundingClientRect());
  const cut = [...slide.querySelectorAll("pre")].map(code => code.scrollWidth - code.clientWidth);
  return {
    slide: slide.innerText.slice(0, 60),
    right: Math.max(0, ...boxes.map(box => (box.right - canvas.right) / scale), ...cut),
    bottom: Math.max(0, ...boxes.map(box => (box.bottom - canvas.bottom) / scale)),
  };
})"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with the decks of all notebooks, code included, and the copies that they need where there are some."""
    folder = tmp_path_factory.mktemp("slides")
    assert main(["slides", str(folder), *COPIES]) == 0
    return folder


@pytest.fixture(scope="module")
def address(folder):
    with served(folder) as address:
        yield address


@needs_copies
@needs_chromium
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("stem", LESSONS)
def test_every_slide_fits_and_nothing_comes_from_elsewhere(page, address, stem):  # noqa: F811
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{address}/{stem}.slides.html")
    page.wait_for_selector("body[data-ready=yes]")
    assert not page.locator("mjx-merror, [data-mjx-error]").count()
    found = page.evaluate(BEYOND)
    assert len(found) > 5
    assert [slide for slide in found if slide["right"] > 1 or slide["bottom"] > 1] == []


@pytest.mark.parametrize("stem", LESSONS)
def test_a_deck_has_the_pictures_and_no_solution_and_no_link_to_a_notebook(folder, stem):
    deck = (folder / f"{stem}.slides.html").read_text(encoding="utf-8")
    assert deck.count("<img ") > 0
    assert "<summary>Solution</summary>" not in deck
    assert '.ipynb"' not in deck and "glossary.md" not in deck


def test_code_can_be_left_out(folder):
    path = NOTEBOOKS[LESSONS.index("02_forward_pass")]
    bare = slides.deck(path, code=False, reveal_js="", mathjax="")
    deck = (folder / "02_forward_pass.slides.html").read_text(encoding="utf-8")
    assert "jp-InputArea-editor" not in bare and "import" in deck
    assert deck.count("<img ") == bare.count("<img ")
    assert deck.count("<pre") > bare.count("<pre")
