"""A site of a run whose verdicts and parameters are code: it is shown, and nothing runs."""

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page as Tab

from fixtures_hostile import HOSTILE, shown
from helpers.data.package import open_package
from walkthrough.publish.site import site as build_site
from walkthrough.runs import select

pytestmark = pytest.mark.browser
TEXTS = [text for name, text in HOSTILE.items() if name not in ("long", "NUL", "a terminal's")]
PAGES = ("index", "scorecard", "data-dictionary", "references", "search")


@pytest.fixture(scope="module")
def hostile(run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the stored notebooks, with other verdicts, parts and parameters."""
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copytree(run, folder / "run")
    verdicts = json.loads((run / "verdicts.json").read_text(encoding="utf-8"))
    for verdict, text in zip(verdicts, TEXTS, strict=False):
        verdict |= {k: v for k, v in shown(text).as_json().items() if k != "claim"}
    (folder / "run" / "verdicts.json").write_text(json.dumps(verdicts), encoding="utf-8")
    said = json.loads((run / "run.json").read_text(encoding="utf-8"))
    said["parameters"]["text_path"] = "".join(TEXTS)
    (folder / "run" / "run.json").write_text(json.dumps(said), encoding="utf-8")
    build_site(folder / "run", folder / "site", open_package(), select.ROOT)
    return folder / "site"


def test_no_script_of_the_data_runs(hostile: Path, tab: Tab) -> None:
    for name in PAGES:
        tab.goto((hostile / f"{name}.html").as_uri())
        tab.wait_for_load_state("networkidle")
        assert tab.title() != "hacked"
        assert tab.locator("main [onload], main [onerror], main [onmouseover]").count() == 0
        assert tab.locator("main iframe, main a[href^=javascript]").count() == 0
        assert tab.locator("main script").count() == (name == "search")  # the site's own
        assert tab.dialogs == [] and tab.asked == [] and tab.complaints == []
    tab.goto((hostile / "scorecard.html").as_uri())
    for text in TEXTS[:7]:
        assert " ".join(text.split()) in " ".join(tab.locator("main").inner_text().split())
