"""Robustness: which values it goes through, what one change turns, and rows for each reading."""

import pandas as pd
import pytest

from helpers.analysis.migration import lead_after_moving
from helpers.claims.ledger import load_claims
from helpers.claims.robustness import (
    Studies,
    areas_that_flip,
    choices,
    combinations,
    one_change,
    one_change_flips,
    robustness,
)
from helpers.claims.verdicts import judgement
from helpers.data.package import BUNDLED, Package, open_package
from helpers.parameters import resolve
from helpers.study import Study

PACKAGE = open_package()
CLAIMS = {c.id: c for c in load_claims(PACKAGE)}


def test_robustness_goes_through_these_values() -> None:
    assert choices(PACKAGE, "revision") == PACKAGE.revisions
    assert choices(PACKAGE, "remittance_vintage") == PACKAGE.vintages
    assert choices(PACKAGE, "growth") == ["exponential", "compound"]
    assert choices(PACKAGE, "residual") == ["assign", "lower", "upper"]
    assert choices(PACKAGE, "south") == ["undesa", "income", "hdi", "g77", "oecd"]
    assert choices(PACKAGE, "year") == choices(PACKAGE, "focus_country") == []


def test_growth_is_only_asked_after_the_base_year() -> None:
    base = resolve(PACKAGE, revision=2017, base_year=2005)
    found = list(combinations(Studies(PACKAGE), CLAIMS["A2.6"], base, years=True))
    mine = [s.p for s in found if s.p.revision == 2017]
    assert {p.year for p in mine} == {2010, 2015, 2017} and {p.base_year for p in mine} == {2005}
    assert len(mine) == 3 * 5 * 2 and len({(p.year, p.south, p.growth) for p in mine}) == len(mine)
    at_home = [s.p for s in combinations(Studies(PACKAGE), CLAIMS["A2.6"], base)]
    assert {p.year for p in at_home if p.revision == 2017} == {2017}
    assert {p.year for p in at_home if p.revision == 2024} == {2024}  # 2017 is not among its years


def test_one_change_at_a_time() -> None:
    base = resolve(PACKAGE)
    grid = one_change(PACKAGE, [CLAIMS[i] for i in ("A2.5", "A3.1", "I.1")], base)
    assert grid.index.tolist() == ["A2.5", "A3.1", "I.1"]
    assert grid.columns[0] == "this run" and "south = undesa" not in grid
    others = sum(
        len(choices(PACKAGE, n)) for n in ("revision", "south", "residual", "growth", "remittance_vintage")
    )
    assert len(grid.columns) == 1 + others - 5
    assert grid["this run"].tolist() == ["holds", "holds", "confirmed"]
    assert grid.at["A2.5", "south = income"] == "fails"
    assert grid["growth = compound"].isna().all()
    assert grid.loc["I.1"].dropna().index.tolist() == ["this run"]
    assert grid.at["A3.1", "remittance_vintage = 2017-10"] == "holds"


def test_a_base_year_that_a_revision_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where a user took a revision in: claims that need the base year have no verdict there."""
    package = Package(BUNDLED)
    years = package.total_years
    monkeypatch.setattr(
        package,
        "total_years",
        lambda revision: [year for year in years(revision) if (revision, year) != (2015, 2000)],
    )
    base = resolve(package)
    grid = one_change(package, [CLAIMS["A2.6"], CLAIMS["A2.1"]], base)
    assert pd.isna(grid.at["A2.6", "revision = 2015"])
    assert grid.at["A2.1", "revision = 2015"] == "differs"
    assert grid.at["A2.6", "revision = 2019"] == "holds"
    found = {s.p.revision for s in combinations(Studies(package), CLAIMS["A2.6"], base)}
    assert found == {2017, 2019, 2020, 2024}  # the first lacks it, those after it do not
    assert {s.p.revision for s in combinations(Studies(package), CLAIMS["A2.1"], base)} == {2015, *found}


def test_the_areas_that_flip_a_lead_that_is_behind() -> None:
    studies, base = Studies(PACKAGE), resolve(PACKAGE, south="income")
    study = studies(base.model_dump())
    lead = study.four_way.loc[2017, "South-South"] - study.four_way.loc[2017, "South-North"]
    assert lead < 0 and areas_that_flip(studies, CLAIMS["A2.5"], base) == ["United States"]


def test_the_areas_that_flip_come_smallest_first() -> None:
    studies, base = Studies(PACKAGE), resolve(PACKAGE)
    assert areas_that_flip(studies, CLAIMS["A2.6"], base) == []
    found = areas_that_flip(studies, CLAIMS["A2.5"], base)
    assert sorted(found) == ["Bangladesh", "India", "Pakistan", "Saudi Arabia", "United Arab Emirates"]
    study = studies(base.model_dump())
    moved = lead_after_moving(study.od, study.group, 2017, "assign").set_index("area")["moved"]
    sizes = moved.abs().rename(study.names())
    assert sizes[found].is_monotonic_increasing


def test_one_change_flips_by_hand() -> None:
    base = resolve(PACKAGE)
    rows = [
        ("undesa", "assign", 2017, "first", "holds"),
        ("undesa", "assign", 2017, "second", "x"),
        ("income", "assign", 2017, "first", "fails"),
        ("income", "lower", 2017, "first", "tie"),
        ("undesa", "lower", 2017, "first", "holds"),
        ("undesa", "upper", 2015, "first", "tie"),
        ("hdi", "assign", 2017, "second", "fails"),
    ]
    table = pd.DataFrame(rows, columns=["south", "residual", "year", "reading", "overall"])
    table = table.assign(revision=2017)  # one more that stays as it is
    flips = one_change_flips(table, base)
    # Two changes at once are none; the year is no change of its own; other readings do not count.
    assert flips.to_dict("records") == [
        {"parameter": "south", "value": "income", "verdict": "fails"},
        {"parameter": "residual", "value": "upper", "verdict": "tie"},
    ]
    nowhere = one_change_flips(table[table["south"] != "undesa"], base)
    assert nowhere.empty and nowhere.columns.tolist() == ["parameter", "value", "verdict"]


def test_robustness_has_a_row_for_each_reading() -> None:
    base = resolve(PACKAGE)
    table = robustness(PACKAGE, CLAIMS["A4.3"], base)
    columns = ["revision", "year", "south", "overall", "reading", "verdict", "value", "other"]
    assert table.columns.tolist() == columns
    home = table[(table["revision"] == 2017) & (table["south"] == "undesa")]
    record = judgement(Study(PACKAGE, base), CLAIMS["A4.3"])
    found = home[["reading", "verdict", "value", "other"]].to_dict("records")
    assert found == [
        {n: getattr(r, n) for n in ("reading", "verdict", "value", "other")} for r in record.readings
    ]
    assert set(home["overall"]) == {record.verdict}


def test_first_year_of_a_revision() -> None:
    """A claim without growth is judged there too, where no base year exists."""
    table = robustness(PACKAGE, CLAIMS["A3.3"], resolve(PACKAGE, year=1990))
    assert set(table.loc[table["revision"] == 2017, "year"]) == {1990}
    assert set(table["south"]) == {"undesa", "income", "hdi", "g77", "oecd"}
