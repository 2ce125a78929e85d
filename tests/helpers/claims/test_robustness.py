"""Robustness: which values it goes through, what one change turns, and rows for each reading."""

import pandas as pd
import pytest

from helpers import parameters
from helpers.analysis.migration import lead_after_moving
from helpers.claims.ledger import load_claims
from helpers.claims.robustness import (
    Studies,
    areas_that_flip,
    axes,
    choices,
    combinations,
    one_change,
    robustness,
    single_changes,
)
from helpers.claims.verdicts import judgement
from helpers.data.package import BUNDLED, Package, open_package
from helpers.parameters import resolve, souths
from helpers.study import Study

PACKAGE = open_package()
CLAIMS = {c.id: c for c in load_claims(PACKAGE)}


def test_robustness_goes_through_these_values() -> None:
    assert choices(PACKAGE, "revision", 2017) == PACKAGE.revisions
    assert choices(PACKAGE, "remittance_vintage", 2017) == PACKAGE.vintages
    assert choices(PACKAGE, "growth", 2017) == ["exponential", "compound"]
    assert choices(PACKAGE, "residual", 2017) == list(parameters.choices("residual"))
    assert choices(PACKAGE, "south", 2017) == ["undesa", "income", "hdi", "g77", "oecd", "income-then"]
    assert choices(PACKAGE, "year", 2015) == [2015] and 1990 in choices(PACKAGE, "base_year", 2015)
    assert choices(PACKAGE, "focus_country", 2017) == []
    assert axes(CLAIMS["A2.6"]) == ["revision", "year", "base_year", "south", "growth"]
    assert axes(CLAIMS["R2.1"]) == []


def test_growth_is_only_asked_after_the_base_year() -> None:
    base = resolve(PACKAGE, revision=2017, base_year=2005)
    found = list(combinations(PACKAGE, CLAIMS["A2.6"], base, years=True))
    mine = [p for p in found if p.revision == 2017]
    periods = {(p.base_year, p.year) for p in mine}
    assert periods == {(a, b) for a in PACKAGE.years(2017) for b in PACKAGE.years(2017) if a < b}
    assert len(mine) == len(periods) * len(souths(PACKAGE)) * 2 and len(set(found)) == len(found)


def test_a_revision_without_the_year_has_no_data_in_that_year() -> None:
    """Never a verdict on another year: neither in the short table nor among all years."""
    base = resolve(PACKAGE)
    for years in (False, True):
        table = robustness(PACKAGE, CLAIMS["A2.1"], base, years)
        lacking = [r for r in PACKAGE.revisions if base.year not in PACKAGE.years(r)]
        rows = table[table["revision"].isin(lacking) & (table["year"] == base.year)]
        assert rows["revision"].tolist() == lacking and set(rows["verdict"]) == {"no data"}
        assert years or set(table["year"]) == {base.year}
        there = [year in PACKAGE.years(r) for r, year in zip(table["revision"], table["year"], strict=True)]
        assert ((table["verdict"] == "no data") == [not found for found in there]).all()


def changes(claim: str, **values: object) -> pd.DataFrame:
    return single_changes(Studies(PACKAGE), CLAIMS[claim], resolve(PACKAGE, **values))


def turned(claim: str, **values: object) -> set[tuple[str, object, str]]:
    table = changes(claim, **values)
    return set(
        table.loc[table["turns"], ["parameter", "value", "verdict"]].itertuples(index=False, name=None)
    )


def test_a_year_is_an_axis_like_the_others() -> None:
    assert {("year", 2005, "fails"), ("south", "income", "fails")} <= turned("A2.5")
    assert {("year", 2005, "fails"), ("base_year", 2015, "tie")} <= turned("A2.6")
    assert not any(name == "revision" for name, *_ in turned("A2.5") | turned("A2.6") | turned("A2.1"))


def test_no_data_turns_nothing_and_names_the_year_that_lacks() -> None:
    table = changes("A2.5")
    silent = table[table["verdict"] == "no data"]
    assert set(silent["parameter"]) == {"revision"} and set(silent["lacks"]) == {2017}
    assert silent["value"].tolist() == [r for r in PACKAGE.revisions if 2017 not in PACKAGE.years(r)]
    assert not silent["turns"].any()
    assert turned("A2.5", revision=2024) == set()  # a run without a verdict has none to turn
    assert set(changes("A2.5", revision=2024)["now"]) == {"no data"}


def test_one_change_at_a_time() -> None:
    base = resolve(PACKAGE)
    grid = one_change(PACKAGE, [CLAIMS[i] for i in ("A2.5", "A3.1", "I.1")], base)
    assert grid.index.tolist() == ["A2.5", "A3.1", "I.1"]
    assert grid.columns[0] == "this run" and "south = undesa" not in grid
    assert grid["this run"].tolist() == ["holds", "holds", "confirmed"]
    assert grid.at["A2.5", "south = income"] == grid.at["A2.5", "year = 2005"] == "fails"
    assert grid.at["A2.5", "revision = 2024"] == "no data"
    assert not any(name.startswith(("growth", "base_year")) for name in grid)  # none depends on it
    assert grid.loc["I.1"].dropna().index.tolist() == ["this run"]
    assert grid.at["A3.1", "remittance_vintage = 2017-10"] == "holds"


def test_a_base_year_that_a_revision_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where a user took a revision in: claims that need the base year have no verdict there."""
    package = Package(BUNDLED)
    years = package.total_years
    monkeypatch.setattr(
        package,
        "total_years",
        lambda revision: [year for year in years(revision) if (revision, year) != (2019, 2000)],
    )
    grid = one_change(package, [CLAIMS["A2.6"], CLAIMS["A2.1"]], resolve(package, year=2015))
    assert grid.at["A2.6", "revision = 2019"] == "no data"
    assert grid.at["A2.1", "revision = 2019"] == "close"
    assert grid.at["A2.6", "revision = 2024"] == "holds"


def test_the_areas_that_flip_a_lead_that_is_behind() -> None:
    studies, base = Studies(PACKAGE), resolve(PACKAGE, south="income")
    study = studies.under(base)
    lead = study.four_way.loc[2017, "South-South"] - study.four_way.loc[2017, "South-North"]
    assert lead < 0 and areas_that_flip(studies, CLAIMS["A2.5"], base) == {"United States": "holds"}


def test_the_areas_that_flip_come_smallest_first() -> None:
    studies, base = Studies(PACKAGE), resolve(PACKAGE)
    assert areas_that_flip(studies, CLAIMS["A2.6"], base) == {}
    found = areas_that_flip(studies, CLAIMS["A2.5"], base)
    by = {word: sorted(name for name in found if found[name] == word) for word in ("fails", "tie")}
    assert by["fails"] == ["India", "Pakistan", "Saudi Arabia", "United Arab Emirates"]
    assert by["tie"] == ["Bangladesh", "Syria"]
    study = studies.under(base)
    moved = lead_after_moving(study.od, study.group, 2017, "assign").set_index("area")["moved"]
    sizes = moved.abs().rename(study.names())
    assert sizes[list(found)].is_monotonic_increasing


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
    assert set(table["south"]) == set(souths(PACKAGE))
