"""The first page of a batch in Chromium: it finds, and what runs said of themselves stays text."""

from pathlib import Path

import pytest
from playwright.sync_api import Page as Tab

from walkthrough.batch import index
from walkthrough.batch.combinations import Combination
from walkthrough.runs.result import Outcome

pytestmark = pytest.mark.browser

CODE = "</td><script>document.title = 'hacked'</script><img src=x onerror=alert(1)>"
ITEMS = [Combination(code, {"focus_country": code}) for code in ("KEN", "THA", "VAT")]
OUTCOMES = {
    "KEN": Outcome("KEN", "ok", 1.0, 13),
    "THA": Outcome("THA", "ok", 1.0, 13),
    "VAT": Outcome("VAT", "failed", 1.0, 13, 4, CODE),
}
FOUND = {"KEN": [{"name": "Kenya", "migrants_in": 1_078_572}], "THA": [{"name": CODE}]}


@pytest.fixture
def page(tmp_path: Path, tab: Tab) -> Tab:
    path = tmp_path / "index.html"
    text = index.page("country-brief: 3 runs", ITEMS, OUTCOMES, FOUND, frozenset({"KEN", "THA"}))
    path.write_text(text, encoding="utf-8")
    tab.goto(path.as_uri())
    return tab


def test_nothing_that_a_run_said_is_run(page: Tab) -> None:
    assert page.title() == "country-brief: 3 runs"
    assert page.dialogs == [] and page.asked == [] and page.complaints == []
    assert page.locator("main img, main script").count() == 0
    assert page.locator("main").inner_text().count("document.title") == 2
    assert page.get_by_role("link", name="KEN").get_attribute("href") == "html/KEN.html"


def test_a_run_is_found_by_keyboard(page: Tab) -> None:
    page.get_by_label("Find a run").focus()
    page.keyboard.type("keny")
    assert page.locator("tbody tr:visible th").all_inner_texts() == ["KEN"]
    assert page.get_by_role("status").inner_text() == "1 of 3 shown"
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    assert page.locator("tbody tr:visible").count() == 3
