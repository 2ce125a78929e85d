"""The robustness maps say what `walkthrough robustness` computes, in words as well as in colour."""

import re
from html.parser import HTMLParser

import pytest

from helpers.claims import robustness as robust
from helpers.claims.judgement import Verdict
from helpers.claims.ledger import load_claims
from helpers.claims.verdicts import judgement
from helpers.data.package import open_package
from helpers.narrative.claims import turning
from helpers.parameters import TEXTS, resolve
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
def drawn() -> tuple[str, list[str]]:
    return maps(PACKAGE, {}, VERDICTS)


@pytest.fixture(scope="module")
def page(drawn: tuple[str, list[str]]) -> str:
    return drawn[0]


def part(page: str, claim: str) -> str:
    """The section of one claim."""
    return page.split(f"({target(claim)})=")[1].split("\n(turns-")[0].split("\n## Claims")[0]


def test_every_claim_is_on_the_page_and_those_with_a_choice_have_a_map(
    drawn: tuple[str, list[str]],
) -> None:
    page, mapped = drawn
    for claim in LEDGER.values():
        choice = bool(set(claim.depends_on) - set(TEXTS))
        assert (claim.id in mapped) == choice
        assert (f"## {claim.id}: " if choice else f"- **{claim.id}** ") in page
    assert 10 < len(mapped) < len(LEDGER)


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
    names = [n for n in full.columns if n in DEFAULTS and n != "south"]
    wanted = {
        (*(str(row[n]) for n in names), row.get("south", "")): Verdict(row["overall"]).labelled
        for row in full.to_dict("records")
    }
    assert seen == wanted


@pytest.mark.parametrize("claim", ["A2.1", "A2.5", "A2.6", "A3.3"])
def test_the_sentence_names_every_single_change(page: str, claim: str) -> None:
    base, studies = resolve(PACKAGE), robust.Studies(PACKAGE)
    sentence = part(page, claim).split("In this run:")[1].split(" All ")[0]
    changes = robust.single_changes(studies, LEDGER[claim], base)
    assert turning(changes, robust.areas_that_flip(studies, LEDGER[claim], base))[1:] in sentence
    for name, value in [("year", 2005), ("south", "income"), ("south", "g77")]:
        other = judgement(Study(PACKAGE, base.but(**{name: value})), LEDGER[claim]).verdict
        turns = other not in (VERDICTS[claim], "no data")
        assert bool(re.search(rf"`{name}` = [^`]*\b{value}\b[^`]*\*{other}\*", sentence)) == turns
    assert "cannot be asked of `revision` = 2015, 2019, 2020 or 2024 (no 2017)" in sentence


def test_the_page_sets_one_year_beside_itself_in_every_revision(page: str) -> None:
    """UN DESA's 2015 in the revisions of 2015 to 2024; the last two do not give all origins a side."""
    told = page.split("## The same year")[1].split("(turns-")[0]
    assert [row[1:] for row in Tables(told).tables[0][1:]] == [
        ["243.7", "90.2", "85.3"],
        ["247.6", "93.4", "85.9"],
        ["248.9", "95.1", "87.4"],
        ["248.0", "at least 90.1", "at least 84.4"],
        ["250.0", "at least 91.8", "at least 78.5"],
    ]
    assert "259.8 million" in told and "The article has 258 million" in told


def test_the_page_is_of_its_run() -> None:
    page, _ = maps(PACKAGE, {"south": "income"}, {})
    assert "In this run: *fails*" in part(page, "A2.5")
    assert "`south` = undesa, g77 or oecd turns it to *holds*" in part(page, "A2.5")
    assert page.count("this run</span>") > 10
