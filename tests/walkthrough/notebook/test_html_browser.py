"""The page of one executed notebook in Chromium, at two widths: what fits, and what axe finds."""

from pathlib import Path

import pytest
from playwright.sync_api import Page as Tab

from fixtures_look import DESKTOP, PHONE, barriers
from walkthrough.notebook.html import Pages

NOTEBOOKS = Path(__file__).resolve().parents[3] / "notebooks"
pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", ["02-changing-migration", "country-brief"])
def test_a_page_of_a_run_has_no_barrier(tmp_path: Path, tab: Tab, name: str) -> None:
    Pages(tmp_path / "html", [name]).write(NOTEBOOKS / f"{name}.ipynb")
    tab.goto((tmp_path / "html" / f"{name}.html").as_uri())
    for size in (DESKTOP, PHONE):
        tab.set_viewport_size(size)
        assert tab.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert barriers(tab) == []  # at the narrower width
    assert tab.complaints == [] and tab.asked == []
