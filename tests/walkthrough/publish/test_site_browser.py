"""The site as a reader meets it: opened from the disk in Chromium, at two widths."""

from pathlib import Path

import pytest
from playwright.sync_api import Page as Tab

from fixtures_look import DESKTOP, PHONE, barriers
from fixtures_pages import NOTEBOOKS, PAGES

pytestmark = pytest.mark.browser

OPEN = "n => [...document.querySelectorAll('details')].slice(0, n).forEach(d => { d.open = true })"


# of the pages that Sphinx makes of docstrings, all in the same way, the two longest
LOOKED_AT = [
    p for p in PAGES if not p.startswith("api/") or p in ("api/helpers.claims", "api/helpers.figures")
]


@pytest.mark.parametrize("name", LOOKED_AT)
def test_page(site: Path, tab: Tab, name: str) -> None:
    tab.goto((site / f"{name}.html").as_uri())
    assert tab.complaints == []
    assert tab.evaluate("[...document.images].every(i => i.complete && i.naturalWidth > 0)")
    # the maps of robustness are all made in the same way, and axe takes minutes for thousands of cells
    tab.evaluate(OPEN, 4 if name == "robustness" else 99)
    for size in (DESKTOP, PHONE):
        tab.set_viewport_size(size)
        width = tab.evaluate("document.documentElement.scrollWidth")
        assert width <= size["width"], f"{name} is {width} wide on {size['width']}"
    # what scrolls gets its tab stop after a moment; at both widths axe would look at the same page twice
    tab.wait_for_timeout(400)
    assert barriers(tab) == []
    assert tab.complaints == []
    assert tab.asked == []


def test_an_outside_request_and_a_barrier_would_be_seen(tab: Tab) -> None:
    """The checks above are able to fail. Port 9 refuses; nothing leaves this machine."""
    tab.set_content("<html><body><img src='http://127.0.0.1:9/x.png'></body></html>")
    tab.wait_for_load_state("networkidle")
    assert tab.asked == ["http://127.0.0.1:9/x.png"]
    assert tab.complaints != []
    assert "image-alt" in [barrier for barrier, _ in barriers(tab)]


def test_the_whole_article_fills_a_phone(site: Path, tab: Tab) -> None:
    tab.set_viewport_size(PHONE)
    for page in ("article", "notebooks/07-scorecard"):
        tab.goto((site / f"{page}.html").as_uri())
        cells = "[...document.querySelectorAll('table.article td')]"
        assert min(tab.evaluate(f"{cells}.map(d => d.offsetWidth / d.parentElement.offsetWidth)")) > 0.9


def test_search_finds(site: Path, tab: Tab) -> None:
    tab.goto((site / "index.html").as_uri())
    tab.keyboard.press("Control+k")
    tab.keyboard.type("remittances")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#search-results li a")
    found = tab.locator("#search-results li a").all_inner_texts()
    assert any("Southern problems" in title for title in found)
    tab.locator("#search-results li a", has_text="Southern problems").first.click()
    tab.wait_for_load_state()
    assert "03-southern-solutions.html" in tab.url
    assert tab.complaints == [] and tab.asked == []


def focused(tab: Tab) -> str:
    """What has the focus: a link's address, or a name; empty if it does not show."""
    return tab.evaluate(
        """() => { const e = document.activeElement, b = e.getBoundingClientRect();
        return b.width && b.height ? e.getAttribute('href') || e.ariaLabel || e.tagName : '' }"""
    )


def test_the_keyboard_reaches_every_page(site: Path, tab: Tab) -> None:
    tab.goto((site / "index.html").as_uri())
    reached = set()
    for _ in range(80):
        tab.keyboard.press("Tab")
        reached.add(focused(tab))
    wanted = {f"{name}.html" for name in PAGES} - {"index.html", "search.html"}
    assert wanted <= reached


def test_the_focus_shows(site: Path, tab: Tab) -> None:
    """An outline, or for the menu's links a shadow, around whatever the keyboard is on."""
    tab.goto((site / "notebooks/00-start-here.html").as_uri())
    hidden = []
    for _ in range(40):
        tab.keyboard.press("Tab")
        ringed = tab.evaluate(
            """() => { const s = getComputedStyle(document.activeElement);
            return s.outlineStyle !== 'none' || / 0px 0px 0px [1-9]/.test(s.boxShadow) }"""
        )
        if not ringed:
            hidden.append(tab.evaluate("document.activeElement.outerHTML.slice(0, 120)"))
    assert hidden == []


def test_the_keyboard_unfolds_code(site: Path, tab: Tab) -> None:
    tab.goto((site / f"notebooks/{NOTEBOOKS[0]}.html").as_uri())
    summary = tab.locator("details.hide > summary").first
    summary.focus()
    tab.keyboard.press("Enter")
    assert tab.locator("details.hide").first.get_attribute("open") is not None


def test_the_menu_opens_on_a_phone(site: Path, tab: Tab) -> None:
    tab.set_viewport_size(PHONE)
    tab.goto((site / "index.html").as_uri())
    glossary = (
        tab.locator(".bd-sidebar-primary a", has_text="Glossary")
        .or_(tab.locator("#pst-primary-sidebar-modal a", has_text="Glossary"))
        .first
    )
    assert not glossary.is_visible()
    tab.locator("button.primary-toggle").first.focus()
    tab.keyboard.press("Enter")
    glossary.wait_for(state="visible")
    assert barriers(tab) == []


def test_paper_has_neither_menus_nor_code(site: Path, tab: Tab) -> None:
    tab.goto((site / "notebooks/02-changing-migration.html").as_uri())
    tab.emulate_media(media="print")
    assert not tab.locator(".bd-sidebar-primary").is_visible()
    assert not tab.locator("details.hide").first.is_visible()
    assert tab.locator("div[role=group]", has_text="A2.5").first.is_visible()
    assert tab.locator(".tag_parameters pre").first.is_visible()
