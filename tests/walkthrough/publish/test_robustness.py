"""The robustness maps say what `walkthrough robustness` computes, in words as well as in colour."""

import re
from html.parser import HTMLParser

import pytest

from helpers.claims import robustness as robust
from helpers.claims.judgement import Verdict
from helpers.claims.ledger import load_claims
from helpers.claims.verdicts import judgement
from helpers.data.package import open_package
from helpers.parameters import resolve
from helpers.study import Study
from walkthrough.publish.robustness import maps, target

PACKAGE = open_package()
LEDGER = {c.id: c for c in load_claims(PACKAGE)}
DEFAULTS = resolve(PACKAGE).model_dump()
STUDY = Study(PACKAGE, resolve(PACKAGE))
VERDICTS = {name: judgement(STUDY, claim).verdict for name, claim in LEDGER.items()}


class Tables(HTMLParser):
    """The cells of every table of a page, row by row, as text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("th", "td"):
            self.tables[-1][-1].append("")
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag not in ("th", "td")

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.tables[-1][-1][-1] += data


@pytest.fixture(scope="module")
def page() -> str:
    return maps(PACKAGE, DEFAULTS, VERDICTS)[0]


def part(page: str, claim: str) -> str:
    """The section of one claim."""
    return page.split(f"({target(claim)})=")[1].split("\n(turns-")[0].split("\n## Claims")[0]


def test_every_claim_is_on_the_page_and_those_with_a_choice_have_a_map(page: str) -> None:
    _, drawn = maps(PACKAGE, DEFAULTS, VERDICTS)
    for claim in LEDGER.values():
        choice = any(n == "year" or robust.choices(PACKAGE, n) for n in claim.depends_on)
        assert (claim.id in drawn) == choice
        assert (f"## {claim.id}: " if choice else f"- **{claim.id}** ") in page
    assert 10 < len(drawn) < len(LEDGER)


@pytest.mark.parametrize("claim", ["A2.1", "A2.5", "A2.6", "A3.1", "A4.3", "R1.1"])
def test_the_last_table_has_every_combination_once(page: str, claim: str) -> None:
    full = robust.robustness(PACKAGE, LEDGER[claim], resolve(PACKAGE), years=True)
    full = full[full["reading"] == full["reading"].iloc[0]]
    found = Tables(part(page, claim)).tables
    head, *rows = found[-1] if "year" in full else found[0]
    south = [name for name in head if name in set(full.get("south", []))]
    down = len(head) - (len(south) or 1)
    seen = {
        (*row[:down], name): text.removesuffix(", this run")
        for row in rows
        for name, text in zip(south or [""], row[down:], strict=True)
        if text
    }
    names = [n for n in full.columns if n in DEFAULTS and n not in ("south", "base_year")]
    wanted = {
        (*(str(row[n]) for n in names), row.get("south", "")): Verdict(row["overall"]).labelled
        for row in full.to_dict("records")
    }
    assert seen == wanted


@pytest.mark.parametrize("claim", ["A2.1", "A2.5", "A2.6", "A3.3", "A4.3"])
def test_the_sentence_names_every_single_change(page: str, claim: str) -> None:
    base = resolve(PACKAGE)
    studies = robust.Studies(PACKAGE)
    table = robust.robustness(studies, LEDGER[claim], base)
    sentence = part(page, claim).split("In this run:")[1].split("\n\n")[0]
    flips = robust.one_change_flips(table, base)
    said = {
        (name, value, verdict)
        for name, values, verdict in re.findall(r"`(\w+)` ([^(]*) \(\*(.*?)\*\)", sentence)
        for value in re.split(r", | or ", values)
        if name != "year"
    }
    assert said == {(f.parameter, str(f.value), f.verdict) for f in flips.itertuples()}
    for year in PACKAGE.years(base.revision):
        p = resolve(PACKAGE, year=year, base_year=1990) if year > 1990 else None
        if claim in ("A2.1", "A2.5") and p and year != base.year:
            other = studies.judgement(studies(p.model_dump()), LEDGER[claim]).verdict
            home = studies.judgement(studies(base.model_dump()), LEDGER[claim]).verdict
            assert (f"{year}" in sentence.split("`year`", 1)[-1]) == (other != home), year
    assert ("No single change" in sentence) == (not said and "`year`" not in sentence)
    areas = robust.areas_that_flip(studies, LEDGER[claim], base)
    assert all(area in sentence for area in areas) and bool(areas) == (claim == "A2.5")


def test_the_page_is_of_its_run() -> None:
    page, _ = maps(PACKAGE, resolve(PACKAGE, south="income").model_dump(), {})
    assert "In this run: *fails*" in part(page, "A2.5")
    assert "`south` undesa, g77 or oecd (*holds*)" in part(page, "A2.5")
    assert page.count("this run</span>") > 10
