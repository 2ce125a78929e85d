"""The explorer as a student meets it: JupyterLab, started by `walkthrough lab`, in Chromium."""

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from fixtures_pages import CONTROLS
from walkthrough.runs.select import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.server]

TOKEN = "for-this-test"
OPTIONS = [
    *("--no-browser", "--allow-root", "--ip=127.0.0.1", "--port=0"),
    f"--IdentityProvider.token={TOKEN}",
]


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a JupyterLab over a copy of the notebook, with settings of its own."""
    root = tmp_path_factory.mktemp("lab")
    shutil.copy(ROOT / "notebooks" / "explore.ipynb", root)
    places = (
        "JUPYTER_CONFIG_DIR",
        "JUPYTER_RUNTIME_DIR",
        "JUPYTER_DATA_DIR",
        "IPYTHONDIR",
        "JUPYTERLAB_SETTINGS_DIR",
        "JUPYTERLAB_WORKSPACES_DIR",
    )
    private = {name: str(root / ".jupyter" / name.lower()) for name in places}
    server = subprocess.Popen(
        [sys.executable, "-m", "walkthrough", "lab", *OPTIONS, f"--ServerApp.root_dir={root}"],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | private,
    )
    assert server.stderr is not None
    said = []
    for line in server.stderr:  # ends with the server, so this cannot wait for ever
        said.append(line)
        if found := re.search(r"http://127\.0\.0\.1:\d+", line):
            break
    else:
        pytest.fail("JupyterLab did not start: " + "".join(said[-5:]))
    # or a full pipe would stop the server
    reader = threading.Thread(target=server.stderr.read, daemon=True)
    reader.start()
    yield found[0]
    server.terminate()
    server.wait(60)
    reader.join()
    server.stderr.close()


@pytest.fixture
def page(browser: Browser, lab: str) -> Iterator[Page]:
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    tab.asked = []
    tab.on(
        "request",
        lambda r: (
            r.url.startswith(("http", "ws"))
            and not r.url.startswith((lab, lab.replace("http", "ws")))
            and tab.asked.append(r.url)
        ),
    )
    tab.goto(f"{lab}/lab/tree/explore.ipynb?token={TOKEN}")
    expect(tab.get_by_role("heading", name="Where we start")).to_be_visible(timeout=60_000)
    # A server that is stopped while a kernel starts waits for ever, for a thread of anyio.
    expect(tab.get_by_text("| Idle")).to_be_visible(timeout=60_000)
    yield tab
    tab.close()


@pytest.fixture
def panel(page: Page) -> Locator:
    """The controls, after Run All."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    panel = page.locator(".widget-vbox").first
    expect(panel.get_by_role("status")).to_contain_text("176 of 232 areas", timeout=60_000)
    return panel


def row(panel: Locator, claim: str) -> Locator:
    return panel.get_by_role("row").filter(has_text=claim)


def test_before_anything_runs_the_page_says_what_to_do(page: Page) -> None:
    output = page.locator(".jp-OutputArea-output", has_text="The controls are here when a kernel")
    expect(output).to_be_visible()
    expect(page.locator(".jp-RenderedImage img")).to_be_visible()
    assert page.locator(".widget-vbox").count() == 0


def test_the_south_is_changed_by_keyboard(page: Page, panel: Locator) -> None:
    expect(row(panel, "A2.5")).to_contain_text("✓ holds")
    panel.get_by_label("Revision").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(panel.get_by_label("The South")).to_have_value(re.compile("World Bank"))
    expect(row(panel, "A2.5")).to_contain_text("✗ fails")
    expect(row(panel, "A2.5")).to_contain_text("before: South-South 97.35 million")
    expect(panel.get_by_role("status")).to_contain_text("A2.5 turns from holds to fails")
    expect(panel.get_by_role("img", name="live in the North")).to_be_visible()
    # a letter that JupyterLab takes for "cut this cell" stays with the list
    page.keyboard.press("x")
    expect(panel).to_be_visible()
    assert page.asked == []


def test_one_country_turns_the_headline_by_keyboard(page: Page, panel: Locator) -> None:
    field = panel.get_by_label("Move", exact=True)
    field.focus()
    page.keyboard.type("IND")
    page.keyboard.press("Enter")
    said = panel.get_by_role("status")
    expect(said).to_contain_text("India is now in the North. A2.5 turns from holds to fails")
    expect(row(panel, "A2.5")).to_contain_text("✗ fails")
    expect(field).to_have_value("")
    expect(panel.get_by_label("Moved")).to_contain_text("India")
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(said).to_contain_text("A2.5 turns from fails to holds")
    expect(row(panel, "A2.5")).to_contain_text("✓ holds")
    expect(panel).to_contain_text("South-North ahead with 1: India (9.1).")


def test_tab_reaches_every_control_in_order_and_each_has_a_name(page: Page, panel: Locator) -> None:
    panel.get_by_label("Revision").focus()
    names = []
    for _ in range(8):
        names.append(
            page.evaluate("(e => e.labels?.[0]?.textContent || e.textContent)(document.activeElement)")
        )
        page.keyboard.press("Tab")
    assert names == CONTROLS


def test_marks_in_a_text_are_not_seen_and_the_name_survives_saving(page: Page, lab: str) -> None:
    """Whose number it is (`checks.cited_numbers`), and whose copy (`claims.collect`)."""
    expect(page.get_by_text("within five per cent; a comparison")).to_be_visible()
    assert "<!--" not in page.locator(".jp-Notebook").inner_text()
    address = f"{lab}/api/contents/explore.ipynb?token={TOKEN}"
    before = page.request.get(address).json()["last_modified"]
    page.locator(".jp-Notebook").get_by_role("heading", name="Where we start").click()
    page.keyboard.press("Escape")
    page.keyboard.press("b")  # a cell more, or there is nothing to save
    page.keyboard.press("Control+s")
    for _ in range(50):
        saved = page.request.get(address).json()
        if saved["last_modified"] != before:
            break
        page.wait_for_timeout(100)
    assert saved["last_modified"] != before
    assert saved["content"]["metadata"]["walkthrough"] == {"name": "explore"}
