"""Verdicts where one side of the world, or everything, is empty."""

from __future__ import annotations

import pytest

from helpers.claims.ledger import load_claims
from helpers.claims.verdicts import judgement
from helpers.data.package import BUNDLED, Package
from helpers.parameters import resolve
from helpers.study import Study

CLAIMS = load_claims(Package(BUNDLED))


def study() -> Study:
    package = Package(BUNDLED)
    return Study(package, resolve(package))


def all_on_one_side(side: str) -> Study:
    usual = study()
    return usual.across(usual.group.index[usual.group != side])


def without(column: str, *tables: str) -> Study:
    """A study in which a column of some tables is empty."""
    package = Package(BUNDLED)
    for name in tables:
        package._tables[name] = package.table(name).assign(**{column: None})
    return Study(package, resolve(package))


CASES = {
    "all South": lambda: all_on_one_side("South"),
    "all North": lambda: all_on_one_side("North"),
    "no stock by area": lambda: without("stock", "totals-2017"),
    "no letters": lambda: without("type_of_data", "totals-2017"),
    "no refugees": lambda: without("refugees", "totals-2017"),
    "no seats": lambda: without("area", "memberships"),
    "no asylum": lambda: without("area", "refugees-by-asylum", "unrwa"),
    "no GDP": lambda: without("gdp_usd", "economies"),
    "no dates": lambda: without("date", "milestones"),
    "no titles": lambda: without("title", "gcm-terms"),
}


@pytest.mark.parametrize("case", CASES)
def test_each_claim_is_judged_or_has_a_reason(case: str) -> None:
    own = CASES[case]()
    for claim in CLAIMS:
        for reading in judgement(own, claim).readings:
            evidence = reading.evidence
            assert "nan" not in evidence.lower().split(), (claim.id, evidence)
            assert reading.verdict == "no data" or reading.value == reading.value


def test_a_silent_table_is_no_zero() -> None:
    found = {
        (case, claim.id): judgement(CASES[case](), claim).verdict
        for case, name in (
            ("all North", "A2.4"),
            ("all North", "A3.3"),
            ("all North", "A3.3c"),
            ("no letters", "A4.3c"),
            ("no letters", "A4.3"),
            ("no refugees", "A3.2c"),
            ("no seats", "R1.1c"),
            ("no seats", "R1.1"),
            ("no dates", "I.1"),
            ("no titles", "A1.5"),
        )
        for claim in CLAIMS
        if claim.id == name
    }
    assert len(found) == 10 and set(found.values()) == {"no data"}


def test_sums_of_the_origins_stand_in_for_totals_that_are_not_given() -> None:
    (claim,) = (c for c in CLAIMS if c.id == "A2.1")
    stood_in, usual = (judgement(s, claim) for s in (CASES["no stock by area"](), study()))
    (same,) = (r.model_copy(update={"tables": ("totals-2017",)}) for r in stood_in.readings)
    assert (same,) == usual.readings and stood_in.readings[0].tables == ("od-2017",)
