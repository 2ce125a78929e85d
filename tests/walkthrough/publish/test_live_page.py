"""The live page against Python, opened from the disk in Chromium."""

from pathlib import Path

import pytest
from playwright.sync_api import Page as Tab

from fixtures_look import DESKTOP, PHONE, barriers
from helpers.analysis.migration import lead_after_moving
from helpers.claims.ledger import load_claims
from helpers.claims.robustness import Studies, areas_that_flip
from helpers.claims.rules import comparison_verdict
from helpers.data.package import Package, open_package
from helpers.explore.sentences import RESIDUALS
from helpers.parameters import Parameters, resolve
from helpers.study import Study
from walkthrough.publish.live_page import live_page

pytestmark = pytest.mark.browser

LARGEST = 3_000_000
ALL = """([choices]) => choices.map((choice) => {
  const sums = fourWay(told, choice);
  return [sums, verdict(told, sums[0], sums[1]).word, afterMoving(told, choice), everybody(told, choice)];
})"""
ORDER = ["South-South", "South-North", "North-South", "North-North"]


@pytest.fixture(scope="module")
def package() -> Package:
    return open_package()


@pytest.fixture(scope="module")
def page(package: Package, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("live") / "explore.html"
    path.write_text(live_page(package, resolve(package)), encoding="utf-8")
    return path


def every(package: Package) -> list[Parameters]:
    study = Study(package, resolve(package))
    return [
        resolve(package, revision=revision, year=year, south=south, residual=residual)
        for revision in package.revisions
        for south in study.definitions
        for residual in RESIDUALS
        for year in package.years(revision)
    ]


def test_it_finds_what_python_finds(page: Path, tab: Tab, package: Package) -> None:
    """Every revision, year, definition and rule, and every area moved alone, to the person."""
    tab.goto(page.as_uri())
    choices, first = every(package), Study(package, resolve(package))
    names = ("revision", "year", "south", "residual")
    found = tab.evaluate(ALL, [[{n: getattr(p, n) for n in names} for p in choices]])
    for p, (sums, word, pairs, people) in zip(choices, found, strict=True):
        study = first.under(p)
        row = study.four_way.loc[p.year]
        assert sums == row[ORDER].tolist(), p
        assert people - sum(sums) == study.unknown_origin.loc[p.year].sum(), p
        assert word == comparison_verdict(row["South-South"], row["South-North"])
        alone = lead_after_moving(study.od, study.group, p.year, p.residual).set_index("area")[ORDER[:2]]
        assert pairs == alone.loc[study.group.index].to_numpy().tolist(), p


def test_it_names_the_areas_that_turn_the_verdict_alone(page: Path, tab: Tab, package: Package) -> None:
    tab.goto(page.as_uri())
    (claim,) = (claim for claim in load_claims(package) if claim.id == "A2.5")
    turning = areas_that_flip(Studies(package), claim, resolve(package))
    rows = tab.locator("#turns tbody tr").all()
    found = {row.locator("th").inner_text(): row.locator("td").nth(1).inner_text() for row in rows}
    assert found == {area: f"{verdict.sign} {verdict}" for area, verdict in turning.items()}


def test_it_moves_areas_by_name_and_keeps_them_in_the_link(page: Path, tab: Tab, package: Package) -> None:
    tab.goto(page.as_uri())
    tab.get_by_label("Move across the line").focus()
    for code in ("SAU", "mex"):
        tab.keyboard.type(code)
        tab.keyboard.press("Enter")
    areas = package.areas(resolve(package).revision).set_index("iso3")["area"]
    moved = [int(areas["SAU"]), int(areas["MEX"])]
    assert tab.evaluate("choice.moved") == moved
    study = Study(package, resolve(package)).across(moved)
    assert tab.evaluate("fourWay(told, choice)") == study.four_way.loc[study.p.year, ORDER].tolist()
    said = tab.get_by_role("status").inner_text()
    link = tab.url
    tab.goto("about:blank")
    tab.goto(link)
    assert tab.evaluate("choice.moved") == moved and "is now in the" in said
    tab.get_by_label("Move across the line").fill("Atlantis")
    tab.keyboard.press("Enter")
    assert "No area is called" in tab.get_by_role("status").inner_text()
    with tab.expect_download() as loaded:
        tab.get_by_text("Numbers as csv").click()
    assert len(loaded.value.path().read_text(encoding="utf-8").splitlines()) == 5
    assert tab.complaints == [] and tab.asked == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_read(page: Path, tab: Tab, scheme: str) -> None:
    assert page.stat().st_size < LARGEST
    tab.emulate_media(color_scheme=scheme)
    tab.goto(page.as_uri())
    for size in (DESKTOP, PHONE):
        tab.set_viewport_size(size)
        assert tab.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert barriers(tab) == []
