"""Measures where the data do not answer, and those that a ledger may not name."""

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from helpers.analysis.migration import lead_after_moving
from helpers.claims.ledger import load_claims
from helpers.claims.measures import find_measure
from helpers.claims.registry import MEASURES
from helpers.claims.robustness import (
    Studies,
    areas_that_flip,
    choices,
    combinations,
    one_change,
    one_change_flips,
    robustness,
)
from helpers.claims.verdicts import bound, judgement
from helpers.data.package import BUNDLED, Package, open_package
from helpers.errors import UserError
from helpers.parameters import resolve
from helpers.study import NoData, Study

PACKAGE = open_package()
CLAIMS = {c.id: c for c in load_claims(PACKAGE)}
# What of a study's tables says nothing.
NOBODY: dict[str, Any] = {
    "summed": False,
    "totals": pd.DataFrame({"year": [], "area": [], "stock": []}),
    "group": pd.Series({1: "South", 2: "South", 3: "North"}),
}


def value(measure: str, study: Any) -> Any:
    """What a measure finds in a study: a number, or a pair."""
    found = find_measure(measure).function(study)
    return tuple(n.value for n in found) if isinstance(found, tuple) else found.value


def world(**frames: Any) -> Any:
    """A study of two years with 30 + 10 migrants in the first and 40 + 20 in the second."""
    parameters = SimpleNamespace(
        revision=2017, year=2010, base_year=2000, growth="compound", residual=frames.pop("residual", "assign")
    )
    hosted = pd.DataFrame({"South": [30, 40], "North": [10, 20]}, index=[2000, 2010])
    four = pd.DataFrame({"South-South": [9, 8], "South-North": [7, 6]}, index=[2000, 2010])
    return SimpleNamespace(**{"p": parameters, "hosted": hosted, "four_way": four} | NOBODY | frames)


def test_the_stock_of_the_year_alone() -> None:
    study = world()
    assert value("migrants_world", study) == 60
    assert value("share_hosted_by_south", study) == pytest.approx(2 / 3)
    assert value("south_south_stock", study) == 8
    assert value("south_south_share", study) == 8 / 40
    assert value("south_south_and_south_north", study) == (8, 6)


def test_a_south_without_anybody_has_no_share() -> None:
    study = world()
    study.hosted.loc[2010, "South"] = 0
    with pytest.raises(NoData, match="nobody lives in the South"):
        value("south_south_share", study)


def test_growth_is_since_the_base_year() -> None:
    south, north = value("growth_since_base_year", world())
    assert south == pytest.approx((40 / 30) ** 0.1 - 1) and north == pytest.approx(2**0.1 - 1)


@pytest.mark.parametrize("side", ["South", "North"])
def test_growth_from_nobody_is_no_data(side: str) -> None:
    study = world()
    study.hosted.loc[2000, side] = 0
    with pytest.raises(NoData, match="no growth to compare between 2000 and 2010"):
        value("growth_since_base_year", study)


def test_the_stated_figures_multiply() -> None:
    study = world(package=PACKAGE)
    a, b, c = (CLAIMS[i].stated for i in ("A2.1", "A2.2", "A2.4"))
    assert a and b and c
    assert value("product_of_stated_figures", study) == pytest.approx(a * 1e6 * b / 100 * c / 100)


def test_a_revision_that_counts_no_refugees_is_no_data() -> None:
    study = world(refugees_counted=False)
    for measure in (
        "refugees_among_migrants",
        "refugees_per_thousand_residents",
        "refugees_hosted_undesa",
    ):
        with pytest.raises(NoData, match="the 2017 revision has no refugees for 2010"):
            value(measure, study)


def test_each_rule_for_refugees_has_its_row() -> None:
    table = pd.DataFrame({"South": [1, 2, 3], "North": [4, 5, 6]}, index=["u", "m", "b"])
    study = world(refugees_counted=True, refugees_hosted=table)
    assert value("refugees_hosted_undesa", study) == (1, 4)
    assert value("refugees_hosted_unhcr", study) == (2, 5)
    assert value("refugees_hosted_with_unrwa", study) == (3, 6)


def test_flags_that_a_revision_does_not_have_are_no_data() -> None:
    letters = pd.DataFrame({"year": 2010, "area": [1, 2, 3], "type_of_data": ["IR", "B", "C"]})
    assert value("imputed_areas", world(totals=letters)) == (0.5, 0)
    assert value("citizens_counted", world(totals=letters)) == (0, 1)
    partly = letters.assign(type_of_data=["I", None, "C"])
    assert value("imputed_areas", world(totals=partly)) == (0.5, 0)
    with pytest.raises(NoData, match="2017 revision does not say what kind"):
        value("imputed_areas", world(totals=letters.assign(type_of_data=None)))
    earlier = pd.concat([letters.assign(year=2000), letters.assign(type_of_data=None)])
    assert all(map(pd.isna, value("imputed_areas", world(totals=earlier))))


PAIRS = pd.DataFrame({"origin": [1, 1], "destination": [2, 3], "stock": [30, 10]})


def test_what_is_not_within_is_between() -> None:
    areas = pd.DataFrame({"area": [1, 2, 3], "major_area": ["m", "m", "n"], "region": ["a", "b", "a"]})
    study = world(areas=areas, pairs=PAIRS)
    assert value("within_major_area", study) == (0.75, 0.25)
    assert value("within_region", study) == (0.25, 0.75)


def test_coverage_is_by_one_kind_of_body() -> None:
    members = pd.DataFrame(
        {
            "body": ["t", "t", "u", "u"],
            "area": [1, 2, 1, 3],
            "kind": ["consultative processes"] * 2 + ["regional bodies"] * 2,
        }
    )
    study = world(members=members, pairs=PAIRS)
    assert value("covered_by_processes", study) == (0.75, 0.25)
    assert value("covered_by_regional_bodies", study) == (0.25, 0.75)


@pytest.mark.parametrize(
    ("residual", "said"),
    [
        (
            "assign",
            " (South-South is a lower bound: it leaves out 2.6 million in the South of unknown origin)",
        ),
        ("drop", " (South-South is a lower bound: it leaves out 2.6 million in the South of unknown origin)"),
        ("upper", " (South-South is an upper bound: it counts 2.6 million in the South of unknown origin)"),
    ],
)
def test_people_of_unknown_origin_make_a_bound(residual: str, said: str) -> None:
    study = world(residual=residual, unsplit=2_550_001)
    for bounded in ("south_south_stock", "south_south_share", "south_south_and_south_north"):
        assert bound(study, find_measure(bounded)) == said
    assert bound(study, find_measure("migrants_world")) == ""
    assert bound(world(unsplit=0), find_measure("south_south_stock")) == ""


@pytest.mark.parametrize(
    "name",
    [
        "open",
        "pd",
        "Study",
        "_pair",
        "measure_not",
        "load_claims",
        "NoData",
        "Pair",
        "_milestone",
        "Finding2",
    ],
)
def test_only_measures_can_be_named(name: str) -> None:
    with pytest.raises(UserError, match=f"no measure '{name}'"):
        find_measure(name)


def test_every_measure_says_what_it_is() -> None:
    for name, found in MEASURES.items():
        assert find_measure(name, found.kind) is found and found.function.__name__ == name
        first = found.definition.split("\n")[0]
        assert len(first) > 20 and first.endswith(".")
        assert bool(found.unit) == (found.kind in ("quantity", "comparison"))
        assert all(function.__doc__ for function in found.uses)
    assert {r.measure for claim in CLAIMS.values() for r in claim.readings} == set(MEASURES)


def test_a_fact_may_be_audited_and_no_more() -> None:
    assert find_measure("bapa_in_1978", "audit").kind == "fact"
    assert find_measure("audit_of_the_text", "fact").kind == "audit"
    with pytest.raises(UserError, match="no measure 'bapa_in_1978' of the kind quantity"):
        find_measure("bapa_in_1978", "quantity")


def test_robustness_goes_through_these_values() -> None:
    assert choices(PACKAGE, "revision") == PACKAGE.revisions
    assert choices(PACKAGE, "remittance_vintage") == PACKAGE.vintages
    assert choices(PACKAGE, "growth") == ["exponential", "compound"]
    assert choices(PACKAGE, "residual") == ["assign", "drop", "upper"]
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
        ("income", "drop", 2017, "first", "tie"),
        ("undesa", "drop", 2017, "first", "holds"),
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
