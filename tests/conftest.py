"""This file's folder is importable in tests (`import toys`); and the browser for all of them."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser of this machine. In CI it has to be there: a skipped test proves nothing."""
    found = [shutil.which(name) for name in NAMES] + [p for p in PLACES if Path(p).is_file()]
    path = next(filter(None, found), None)
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("CI without a browser: install chromium (.ci/run does)")
        pytest.skip("no Chromium or Chrome on this machine")
    # root, as in a container, gets no sandbox
    flags = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=path, args=flags)
        yield started
        started.close()
