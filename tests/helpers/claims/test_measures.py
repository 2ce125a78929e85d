"""Measures by hand, where the data do not answer, and what each says it is made of."""

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from helpers.analysis import capacity, displacement, migration
from helpers.analysis import remittances as tables
from helpers.claims.ledger import load_claims
from helpers.claims.measures import find_measure
from helpers.claims.registry import MEASURES, Measure
from helpers.claims.verdicts import UNNAMED, bound
from helpers.data.package import open_package
from helpers.parameters import resolve
from helpers.study import NoData, Study

PACKAGE = open_package()
BUNDLED_STUDY = Study(PACKAGE, resolve(PACKAGE))
CLAIMS = {c.id: c for c in load_claims(PACKAGE)}
# What of a study's tables says nothing.
NOBODY: dict[str, Any] = {
    "summed": False,
    "moves": False,
    "totals": pd.DataFrame({"year": [], "area": [], "stock": []}),
    "group": pd.Series({1: "South", 2: "South", 3: "North"}),
}


def named(measure: str) -> Measure:
    """A measure by a function's name; or that of a claim, which the ledger says in words."""
    return find_measure(CLAIMS[measure].readings[0].measure if measure in CLAIMS else measure)


def value(measure: str, study: Any) -> Any:
    """What a measure finds in a study: a number, or a pair."""
    found = named(measure).function(study)
    return tuple(n.value for n in found) if isinstance(found, tuple) else found.value


def world(**frames: Any) -> Any:
    """A study of two years with 30 + 10 migrants in the first and 40 + 20 in the second."""
    parameters = SimpleNamespace(
        revision=2017, year=2010, base_year=2000, growth="compound", residual=frames.pop("residual", "assign")
    )
    hosted = pd.DataFrame({"South": [30, 40], "North": [10, 20]}, index=[2000, 2010])
    four = pd.DataFrame({"South-South": [9, 8], "South-North": [7, 6]}, index=[2000, 2010])
    study = SimpleNamespace(**{"p": parameters, "hosted": hosted, "four_way": four} | NOBODY | frames)
    study.group_in = lambda year: study.group
    return study


def test_the_stock_of_the_year_alone() -> None:
    study = world()
    assert value("A2.1", study) == 60
    assert value("A2.2", study) == pytest.approx(2 / 3)
    assert value("A2.3", study) == 8
    assert value("A2.4", study) == 8 / 40
    assert value("A2.5", study) == (8, 6)


def test_a_south_without_anybody_has_no_share() -> None:
    study = world()
    study.hosted.loc[2010, "South"] = 0
    with pytest.raises(NoData, match="there are no migrants living in the South"):
        value("A2.4", study)


def test_growth_is_since_the_base_year() -> None:
    south, north = value("A2.6", world())
    assert south == pytest.approx((40 / 30) ** 0.1 - 1) and north == pytest.approx(2**0.1 - 1)


@pytest.mark.parametrize("side", ["South", "North"])
def test_growth_from_nobody_is_no_data(side: str) -> None:
    study = world()
    study.hosted.loc[2000, side] = 0
    with pytest.raises(NoData, match="no growth to compare between 2000 and 2010"):
        value("A2.6", study)


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
        ("assign", "a lower bound: it leaves out 2.6 million"),
        ("lower", "a lower bound: it leaves out 2.6 million"),
        ("upper", "an upper bound: it counts 2.6 million"),
    ],
)
def test_people_of_unknown_origin_make_a_bound(residual: str, said: str) -> None:
    study = world(residual=residual, unsplit=(2_550_001, 14_300_000))
    for bounded in ("A2.3", "A2.4"):
        assert bound(study, named(bounded)) == f" (South-South is {said} in the South {UNNAMED})"
    years = bound(study, find_measure("south_south_then_and_now"))
    assert years.endswith(f" people in the South {UNNAMED})") and "million" not in years
    both = bound(study, named("A2.5"))
    assert both.startswith(" (both are ") and "in the South and 14.3 in the North" in both
    assert bound(study, named("A2.1")) == ""
    for nobody in ((0, 0), (0, 9)):
        assert bound(world(unsplit=nobody), named("A2.3")) == ""


def numbers(measure: str, study: Any = BUNDLED_STUDY) -> tuple[Any, ...]:
    found: Any = named(measure).function(study)
    return found if isinstance(found, tuple) else (found,)


FORMULAS = [
    ("A2.1", "migrants living anywhere"),
    ("A2.2", "migrants living in the South / migrants living anywhere"),
    ("A2.3", "migrants from the South living in the South"),
    ("A2.4", "migrants from the South living in the South / migrants living in the South"),
    ("product_of_stated_figures", "product of the stated figures"),
    ("partnerships_all", '"partnership(s)" in the Compact'),
    ("partnerships_in_objectives", '"partnership(s)" in the Compact, objectives only'),
    ("partnerships_plural", '"partnerships" in the Compact'),
    (
        "A2.6",
        "ln(migrants living in the South in 2017 / migrants living in the South in 2000) / 17 years",
    ),
    ("remittances_usd", "remittances to the South (US$ million)"),
    (
        "remittances_share_of_gdp",
        "(1,000,000 x remittances to the South where GDP is known (US$ million)) / "
        "GDP of the same economies of the South (US$)",
    ),
    ("remittances_median_share_of_gdp", "share of GDP in the median economy of the South"),
    ("remittances_per_head", "(1,000,000 x remittances to the South (US$ million)) / people of the South"),
    ("refugees_among_migrants", "refugees by UN DESA's count in the South / migrants living in the South"),
    (
        "refugees_per_thousand_residents",
        "refugees by UN DESA's count in the South / thousands of residents in the South",
    ),
    ("refugees_hosted_undesa", "refugees by UN DESA's count in the South"),
    ("refugees_hosted_unhcr", "refugees under UNHCR's mandate in the South"),
    (
        "refugees_hosted_with_unrwa",
        "refugees under UNHCR's mandate in the South + refugees under UNRWA in the South",
    ),
    ("south_south_then_and_now", "migrants from the South living in the South in 2017"),
    (
        "south_south_part_of_all",
        "migrants from the South living in the South in 2017 / migrants living anywhere in 2017",
    ),
    ("imputed_areas", "areas of the South without national data (flag I) / areas of the South"),
    ("citizens_counted", "areas of the South that count citizens (flag C) / areas of the South"),
    ("A2.5", "migrants from the South living in the South"),
    (
        "within_major_area",
        "South-South migrants within one major area / South-South migrants of a known country",
    ),
    ("within_region", "South-South migrants within one sub-region / South-South migrants of a known country"),
    (
        "covered_by_processes",
        "South-South migrants who share one of the consultative processes / "
        "South-South migrants of a known country",
    ),
    (
        "covered_by_regional_bodies",
        "South-South migrants who share one of the regional bodies / South-South migrants of a known country",
    ),
]


@pytest.mark.parametrize(("measure", "formula"), FORMULAS)
def test_a_formula_in_words(measure: str, formula: str) -> None:
    assert numbers(measure)[0].words == formula


def test_every_sum_has_a_formula_and_names_its_rows() -> None:
    assert {measure for measure, _ in FORMULAS if measure not in CLAIMS} == {
        n for n, m in MEASURES.items() if m.unit
    }
    named = {
        "areas": "area",
        "totals": "area",
        "refugees": "area",
        "unrwa": "area",
        "inflows": "economy",
        "economies": "economy",
        "od": "origin",
        "gcm": "paragraph",
        "claims": "claim",
    }
    for measure, _ in FORMULAS:
        for number in numbers(measure):
            for term in number.terms:
                assert term.rows.columns[0] == named[term.table.split("-")[0]]
                if term.table == "gcm-terms":
                    assert term.rows[term.column].gt(0).all()


def test_compound_growth_in_words() -> None:
    compound = Study(PACKAGE, resolve(PACKAGE, growth="compound"))
    south, north = numbers("A2.6", compound)
    assert north.words == (
        "(migrants living in the North in 2017 / migrants living in the North in 2000) ^ (1 / 17 years) - 1"
    )
    assert south.figures.endswith(") ^ (1 / 17 years) - 1")


def test_the_other_side_of_a_split_and_the_bodies_shared() -> None:
    within, between = numbers("within_region")
    assert between.words.startswith("South-South migrants between sub-regions / ")
    assert within.value + between.value == pytest.approx(1)
    shared, none = numbers("covered_by_processes")
    assert none.words.startswith("South-South migrants who share none of the consultative proc")
    assert shared.terms[0].rows["shared"].ne("").all()
    assert none.terms[0].rows["shared"].eq("").all()


def test_remittances_by_hand() -> None:
    """Economies without GDP, without people, of another side, year or without an inflow."""
    study: Any = SimpleNamespace(
        p=SimpleNamespace(year=2017, remittance_vintage="v"),
        group=pd.Series({1: "South", 2: "South", 3: "North"}),
        inflows=pd.DataFrame(
            {
                "year": [2017, 2017, 2017, 2017, 2016],
                "area": [1, 2, 2, 3, 1],
                "economy": ["A", "B", "C", "D", "A"],
                "usd_million": [10.0, 6.0, 2.0, 5.0, 99.0],
                "note": None,
            }
        ),
        economies=pd.DataFrame(
            {
                "year": [2017] * 5 + [2016],
                "area": [1, 2, 2, 3, 1, 1],
                "economy": ["A", "B", "C", "D", "E", "A"],
                "gdp_usd": [100e6, None, 40e6, 50e6, 70e6, 1e6],
                "population": [10.0, 20.0, None, 4.0, 30.0, 9.0],
            }
        ),
    )
    receipts = tables.received(study.inflows.assign(vintage="v"), study.economies, "v", 2017)
    study.group_in = lambda year: study.group
    study.remittances = tables.by_group(receipts, study.economies, study.group, 2017)
    found = {name: [n.value for n in numbers(name, study)] for name in REMITTANCES}
    assert found["remittances_usd"] == [18, 5]
    assert found["remittances_share_of_gdp"] == pytest.approx([12 / 140, 0.1])
    assert found["remittances_median_share_of_gdp"] == pytest.approx([0.075, 0.1])
    assert found["remittances_per_head"] == pytest.approx([18e6 / 60, 5e6 / 4])
    for name, column in REMITTANCES.items():
        assert found[name] == pytest.approx(list(study.remittances[column]))


REMITTANCES = {
    "remittances_usd": "usd_million",
    "remittances_share_of_gdp": "share_of_gdp",
    "remittances_median_share_of_gdp": "median_share_of_gdp",
    "remittances_per_head": "per_head",
}


@pytest.mark.parametrize(
    "values",
    [
        {},
        {
            "revision": 2024,
            "south": "income",
            "residual": "upper",
            "year": 2015,
            "remittance_vintage": "2018-12",
        },
        {
            "revision": 2020,
            "south": "g77",
            "residual": "lower",
            "year": 2015,
            "remittance_vintage": "2018-12",
        },
        {"revision": 2015, "south": "hdi", "remittance_vintage": "2017-10"},
    ],
)
def test_measures_are_the_numbers_of_the_tables_that_notebooks_show(values: dict[str, Any]) -> None:
    study = Study(PACKAGE, resolve(PACKAGE, **values))
    totals, group, year = study.totals, study.group, study.p.year
    expected = {name: study.remittances[column] for name, column in REMITTANCES.items()}
    expected["imputed_areas"] = study.capacity["imputed"]
    expected["citizens_counted"] = capacity.data_capacity(totals, group, year)["citizens"]
    if study.refugees_counted:
        expected["refugees_among_migrants"] = displacement.refugees_among_migrants(totals, group, year)
        per_thousand = displacement.refugees_per_thousand(totals, group, year)["per_thousand"]
        expected["refugees_per_thousand_residents"] = per_thousand
        expected["refugees_hosted_undesa"] = study.refugees_hosted.iloc[0]
    expected["refugees_hosted_unhcr"] = study.refugees_hosted.iloc[1]
    expected["refugees_hosted_with_unrwa"] = study.refugees_hosted.iloc[2]
    for name, table in expected.items():
        if not table.isna().any():
            assert [n.value for n in numbers(name, study)] == pytest.approx(list(table)), name
    for name, level in (("within_major_area", "major_area"), ("within_region", "region")):
        place = study.areas.set_index("area")[level]
        assert numbers(name, study)[0].value == pytest.approx(migration.within_share(study.pairs, place))
