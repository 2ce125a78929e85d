"""What a page looks like in a browser: how wide, and what axe finds."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page as Tab

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def barriers(tab: Tab) -> list[Any]:
    """Serious and critical findings of axe. Without `preload`, which fetches style sheets."""
    found = Axe().run(tab, options={"preload": False}).response["violations"]
    return [
        (v["id"], [(n["html"][:200], n["failureSummary"]) for n in v["nodes"][:3]])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]
