"""This file's folder is importable in tests (`import fixtures_toys`), and a browser is there for them."""

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Page as Tab

from walkthrough.cli import entry

# how long an example takes says something about the machine, and nothing about the code
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

Command = Callable[..., tuple[int | str, str, str]]

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest test begins first: the others are done beside it."""
    items.sort(key=lambda item: "test_readme_commands" not in item.nodeid)


@pytest.fixture(autouse=True)
def environment() -> Iterator[None]:
    """Commands that are called in this process set variables for what they start: not for others.

    The width of a terminal is none of a test's, unless it sets one.
    """
    os.environ.pop("COLUMNS", None)
    before = dict(os.environ)
    yield
    if dict(os.environ) != before:
        os.environ.clear()
        os.environ.update(before)


def executable() -> str | None:
    found = [shutil.which(name) for name in NAMES] + [p for p in PLACES if Path(p).is_file()]
    return next(filter(None, found), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser of this machine. In CI it has to be there: a skipped test proves nothing."""
    path = executable()
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


@pytest.fixture
def tab(browser: Browser) -> Iterator[Tab]:
    """A tab that keeps what the page complained about, asked of others, and said in a dialog."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.complaints, page.asked, page.dialogs = [], [], []
    page.on("console", lambda m: m.type in ("error", "warning") and page.complaints.append(m.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("request", lambda r: is_outside(r.url) and page.asked.append(r.url))
    page.on("dialog", lambda box: (page.dialogs.append(box.message), box.dismiss()))
    yield page
    page.close()


def is_outside(url: str) -> bool:
    return not url.startswith(("file:", "data:", "blob:"))


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Call `walkthrough` in this process; gives exit code, standard output, standard error."""

    def call(*arguments: object) -> tuple[int | str, str, str]:
        monkeypatch.setattr(sys, "argv", ["walkthrough", *map(str, arguments)])
        code: int | str = 0
        handlers = {number: signal.getsignal(number) for number in entry.SIGNALS}
        try:
            entry.main()
        except SystemExit as stop:
            code = stop.code or 0
        finally:
            for number, handler in handlers.items():
                signal.signal(number, handler)
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return call
