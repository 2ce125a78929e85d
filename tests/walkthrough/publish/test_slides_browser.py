"""The slides as a room sees them: opened from the disk in Chromium, 1280 by 720."""

from pathlib import Path

import pytest
from playwright.sync_api import Page as Tab

from fixtures_look import PHONE, barriers
from fixtures_pages import NOTEBOOKS

pytestmark = pytest.mark.browser

MEASURE = """() => {
  const s = Reveal.getCurrentSlide(), box = s.getBoundingClientRect();
  const out = [...s.querySelectorAll('*')].filter(e => {
    const b = e.getBoundingClientRect();
    return b.width && (b.right > box.right + 1 || b.bottom > box.bottom + 1 || b.top < box.top - 1);
  });
  return {
    over: s.scrollHeight > s.clientHeight || s.scrollWidth > s.clientWidth,
    out: out.map(e => e.outerHTML.slice(0, 100)),
    size: [s.offsetWidth, s.offsetHeight],
    heading: s.querySelectorAll('h1, h2').length,
    ideas: s.querySelectorAll('img, .verdict, .claim').length,
  };
}"""


def open_deck(tab: Tab, slides: Path, name: str, query: str = "") -> None:
    tab.set_viewport_size({"width": 1280, "height": 720})
    tab.goto((slides / f"{name}.html").as_uri() + query)
    tab.wait_for_function("window.Reveal && Reveal.isReady()")


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_slide_holds_one_idea_and_fits(slides: Path, tab: Tab, name: str) -> None:
    open_deck(tab, slides, name)
    total = tab.evaluate("Reveal.getTotalSlides()")
    for number in range(total):
        tab.evaluate(f"Reveal.slide({number})")
        found = tab.evaluate(MEASURE)
        assert found["size"] == [1280, 720]
        assert not found["over"] and found["out"] == [], f"{name}, slide {number + 1}"
        assert found["heading"] == 1, f"{name}, slide {number + 1}"
        assert found["ideas"] <= 1, f"{name}, slide {number + 1}"
    assert tab.evaluate("[...document.images].every(i => i.naturalWidth > 0)")
    assert tab.complaints == [] and tab.asked == []


def test_a_slide_that_is_too_full_would_be_seen(slides: Path, tab: Tab) -> None:
    open_deck(tab, slides, NOTEBOOKS[0])
    tab.evaluate(
        "Reveal.getCurrentSlide().append(...[...Array(30)].map(() => { "
        "const p = document.createElement('p'); p.append('more'); return p }))"
    )
    assert tab.evaluate(MEASURE)["over"]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_on_paper_each_slide_has_a_page_and_no_barrier(slides: Path, tab: Tab, name: str) -> None:
    """The printed view shows all slides at once, so contrast is looked at on all of them."""
    open_deck(tab, slides, name, "?print-pdf&showNotes=separate-page")
    tab.wait_for_selector(".pdf-page")
    said = tab.locator("section:has(> aside.notes)").count()
    total = tab.evaluate("Reveal.getTotalSlides()")
    pages = tab.locator(".pdf-page:has(section)")
    assert pages.count() == total
    assert tab.locator(".speaker-notes-pdf").count() == said > total / 2
    heights = "[...document.querySelectorAll('.pdf-page img')].map(i => i.clientHeight)"
    assert all(height > 300 for height in tab.evaluate(heights))
    assert barriers(tab) == []
    assert tab.complaints == [] and tab.asked == []


def test_the_keyboard_turns_pages_and_opens_the_notes(slides: Path, tab: Tab) -> None:
    open_deck(tab, slides, "02-changing-migration", "#/1")
    with tab.expect_popup() as opened:
        tab.keyboard.press("s")
    notes = opened.value
    value = notes.locator(".speaker-controls-notes .value")
    value.filter(has_text="A sum over all destinations").wait_for()
    tab.keyboard.press("ArrowRight")
    value.filter(has_text="one person in").wait_for()
    notes.keyboard.press("ArrowRight")
    tab.wait_for_function("location.hash === '#/3'")
    assert tab.complaints == [] and tab.asked == []
    notes.close()


def test_the_list_of_decks_fits_a_phone_and_has_no_barrier(slides: Path, tab: Tab) -> None:
    tab.goto((slides / "index.html").as_uri())
    tab.set_viewport_size(PHONE)
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert barriers(tab) == []
    tab.get_by_role("link", name="02 · Migration is changing", exact=True).click()
    tab.wait_for_function("window.Reveal && Reveal.isReady()")
    assert tab.complaints == [] and tab.asked == []
