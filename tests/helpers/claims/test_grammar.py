"""Measures in words: as the functions have them, as the tables have them; refused with the nearest word."""

import math
from typing import Any

import pandas as pd
import pytest
from pydantic import TypeAdapter, ValidationError

from helpers.analysis import migration, south
from helpers.claims.grammar import Comparison, Formula, Written, vocabulary
from helpers.claims.grammar.quantities import Stock
from helpers.claims.ledger import load_claims
from helpers.claims.measures import find_measure
from helpers.claims.provenance import TracedNumber
from helpers.data.package import open_package
from helpers.parameters import resolve
from helpers.study import NoData, Study

PACKAGE = open_package()
WORDS = vocabulary(PACKAGE.content(PACKAGE.resource("areas")["path"]))
ADAPTER: TypeAdapter[Any] = TypeAdapter(Written)
STUDY = Study(PACKAGE, resolve(PACKAGE))
CLAIMS = {claim.id: claim for claim in load_claims(PACKAGE)}

SS, SN = {"stock": {"from": "South", "to": "South"}}, {"stock": {"from": "South", "to": "North"}}
S, N, ALL = {"stock": {"to": "South"}}, {"stock": {"to": "North"}}, {"stock": {}}
THEN = {"stock": {"from": "South", "to": "South", "year": "base_year"}}


def by_side(quantity: str, **more: str) -> dict[str, Any]:
    return {
        "more": {quantity: {"to": "South", **more}},
        "than": {quantity: {"to": "North", **more}},
    }


SAME: dict[str, Any] = {
    "south_south_then_and_now": {"more": SS, "than": THEN},
    "south_south_part_of_all": {
        "more": {"share": SS, "of": ALL},
        "than": {"share": THEN, "of": {"stock": {"year": "base_year"}}},
    },
    "remittances_usd": by_side("remittances"),
    "refugees_hosted_undesa": by_side("refugees"),
    "refugees_hosted_unhcr": by_side("refugees", by="unhcr"),
    "refugees_hosted_with_unrwa": by_side("refugees", by="unhcr and unrwa"),
    "refugees_among_migrants": {
        "more": {"share": {"refugees": {"to": "South"}}, "of": S},
        "than": {"share": {"refugees": {"to": "North"}}, "of": N},
    },
}
"""What functions of the bundled ledger measure, in words."""

UNDER: list[dict[str, Any]] = [
    {},
    {"south": "income", "residual": "lower", "growth": "compound"},
    {"south": "g77", "residual": "upper", "year": 2010, "base_year": 1990},
    {"revision": 2024, "south": "oecd", "year": 2015, "base_year": 2005},
    {"revision": 2020, "year": 2010, "base_year": 2000, "remittance_vintage": "2018-12"},
]


def written(measure: Any) -> Any:
    return ADAPTER.validate_python(measure, context=WORDS)


def found(study: Study, measure: Any) -> tuple[float, ...] | str:
    """The numbers of a measure, or that there are none; those of its rows are the same."""
    try:
        numbers = find_measure(measure).function(study)
    except NoData:
        return "no data"
    numbers = (numbers,) if isinstance(numbers, TracedNumber) else numbers
    for term in (term for number in numbers for term in number.terms):
        assert math.isclose(term.value, term.added_up, rel_tol=1e-9), term.name
    return tuple(number.value for number in numbers)


@pytest.mark.parametrize("given", UNDER, ids=str)
@pytest.mark.parametrize("name", SAME)
def test_the_words_come_to_the_same_as_the_function(name: str, given: dict[str, Any]) -> None:
    study = STUDY.under(resolve(PACKAGE, **given))
    function, words = found(study, name), found(study, written(SAME[name]))
    if "no data" in (function, words):
        assert function == words
    else:
        assert words == pytest.approx(function, rel=1e-12, nan_ok=True)


@pytest.mark.parametrize("given", UNDER, ids=str)
def test_the_article_s_claims_in_words_are_the_numbers_of_the_tables(given: dict[str, Any]) -> None:
    """As the notebook has them: from the tables by direction and by side of the line."""
    study = STUDY.under(resolve(PACKAGE, **given))
    p, hosted, ways = study.p, study.hosted, study.four_way.loc[study.p.year]
    now, then = hosted.loc[p.year], hosted.loc[p.base_year]
    rates = [
        migration.annual_growth_rate(then[side], now[side], p.year - p.base_year, p.growth)
        for side in ("South", "North")
    ]
    expected = {
        "A2.1": (now.sum(),),
        "A2.2": (now["South"] / now.sum(),),
        "A2.3": (ways["South-South"],),
        "A2.4": (ways["South-South"] / now["South"],),
        "A2.5": (ways["South-South"], ways["South-North"]),
        "A2.6": tuple(rates),
    }
    for claim, numbers in expected.items():
        assert found(study, CLAIMS[claim].readings[0].measure) == pytest.approx(numbers, rel=1e-12), claim


def test_what_a_claim_in_words_depends_on_follows_from_them() -> None:
    assert {name: CLAIMS[name].depends_on for name in ("A2.1", "A2.2", "A2.4", "A2.6")} == {
        "A2.1": ("revision", "year"),
        "A2.2": ("revision", "year", "south"),
        "A2.4": ("revision", "year", "south", "residual"),
        "A2.6": ("revision", "year", "base_year", "south", "growth"),
    }
    kinds = {"A2.1": "", "A2.2": "", "A2.3": "stock", "A2.4": "stock", "A2.5": "directions", "A2.6": ""}
    for name, kind in kinds.items():
        assert find_measure(CLAIMS[name].readings[0].measure).bounded == kind
    assert find_measure(written(SAME["south_south_then_and_now"])).bounded == "years"
    assert find_measure(written(SN)).bounded == "origins"


def stock(origin: Any = None, destination: Any = None) -> float:
    """Migrants of 2017 by the table of pairs alone: by names of regions or codes of countries."""
    areas, pairs = PACKAGE.areas(2017).set_index("area"), PACKAGE.table("od-2017")
    kept = pairs["year"] == 2017
    for column, wanted in (("origin", origin), ("destination", destination)):
        if wanted is not None:
            there = areas.isin([wanted] if isinstance(wanted, str) else wanted).any(axis=1)
            kept &= pairs[column].isin(there.index[there])
    return float(pairs.loc[kept, "stock"].sum())


@pytest.mark.parametrize(
    ("measure", "value"),
    [
        ({"stock": {"from": "India"}}, stock("IND")),
        ({"stock": {"from": ["IND", "NPL"], "to": "Western Asia"}}, stock(["IND", "NPL"], "Western Asia")),
        (
            {"stock": {"from": "Africa", "to": "any other country"}},
            stock("Africa") - stock("Africa", "Africa"),
        ),
        (
            {"stock": {"from": "any other country", "to": "Kenya"}},
            stock(list(PACKAGE.areas(2017)["iso3"]), "KEN"),
        ),
        ({"refugees": {"from": "SYR", "to": "TUR", "by": "unhcr"}}, 3424237.0),
    ],
    ids=str,
)
def test_sets_of_countries_are_those_rows(measure: Any, value: float) -> None:
    if "refugees" in measure:
        pairs = PACKAGE.table("refugees-2017").set_index(["origin_iso3", "asylum_iso3"])
        value = float(pairs.loc[("SYR", "TUR"), "refugees"])
    assert found(STUDY, written(measure)) == (value,)


def test_a_rank_and_a_count_go_through_the_countries() -> None:
    totals = PACKAGE.table("totals-2017").query("year == 2017").set_index("area")["stock"].astype(float)
    order = totals.sort_values(ascending=False).index
    fifth = PACKAGE.areas(2017).set_index("area").loc[order[4], "iso3"]
    each = {"stock": {"to": "each country"}}
    assert found(STUDY, written({"rank": fifth, "by": each})) == (5.0,)
    many = totals[totals > 1e6]
    assert found(STUDY, written({"count": each, "above": 1_000_000})) == (float(len(many)),)
    thousands = PACKAGE.table("totals-2017").query("year == 2017")["population_thousands"]
    crowded = {"count": {"population": {"in": "each country"}}, "above": 100_000_000}
    assert found(STUDY, written(crowded)) == (float((thousands > 100_000).sum()),)


def test_growth_of_a_period_and_of_a_year() -> None:
    sums = PACKAGE.table("totals-2017").groupby("year")["stock"].sum().astype(float)
    period = {"growth": ALL, "since": 2000, "per": "period"}
    assert found(STUDY, written(period)) == pytest.approx((sums[2017] / sums[2000] - 1,))
    yearly = written({"growth": ALL, "since": 2005, "until": 2015})
    assert found(STUDY, yearly) == pytest.approx((math.log(sums[2015] / sums[2005]) / 10,))
    assert yearly.depends_on == {"revision", "growth"}


@pytest.mark.parametrize(
    ("measure", "reason"),
    [
        ({"stock": {"year": 2013}}, "the 2017 revision has no 2013"),
        ({"growth": ALL, "since": 2017}, "2017 is not before 2017"),
        ({"refugees": {"from": "SYR", "by": "unhcr", "year": 2015}}, "origin and asylum for 2015"),
        ({"remittances": {"year": 1950}}, "has no figures for 1950"),
        ({"refugees": {"by": "unhcr", "year": 1900}}, "has no refugees for 1900"),
    ],
    ids=str,
)
def test_where_the_tables_have_nothing_there_is_no_number(measure: Any, reason: str) -> None:
    with pytest.raises(NoData, match=reason):
        find_measure(written(measure)).function(STUDY)


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ({"stok": {}}, "no quantity 'stok' here; did you mean 'stock'?"),
        ({}, "write a quantity"),
        (7, "write a quantity"),
        ({"share": ALL}, "Field required"),
        ({"stock": {"form": "South"}}, "no key 'form' here; did you mean 'from'?"),
        ({"stock": {"from": "Suth"}}, "did you mean 'South'?"),
        ({"stock": {"from": "india"}}, "did you mean 'India'?"),
        ({"stock": {"from": []}}, "write one of: South, North, world"),
        ({"stock": {"from": ["South", "IND"]}}, "'South' stands alone"),
        ({"stock": {"to": "any other country"}}, "than which?"),
        ({"stock": {"to": "each country"}}, "'each country' is for `rank` and `count`"),
        ({"share": {"stock": {"to": "each country"}}, "of": ALL}, "'each country' is for"),
        ({"count": ALL}, "write 'each country' at one end"),
        ({"rank": ["IND", "KEN"], "by": {"stock": {"to": "each country"}}}, "name one country"),
        ({"stock": {}, "population": {}}, "one quantity only"),
        ({"stock": {"year": "2015"}}, "write a year, such as 2015"),
        ({"share": ALL, "of": {"remittances": {}}}, "a share of money cannot be people"),
        ({"more": ALL, "than": {"share": S, "of": ALL}}, "people cannot be compared with share"),
        ({"more": ALL, "less": ALL, "than": ALL}, "write `more: ..., than: ...` or"),
        ({"refugees": {"from": "SYR"}}, "write `by: unhcr`"),
    ],
    ids=str,
)
def test_what_is_no_measure_is_refused_with_a_word_that_is_allowed(measure: Any, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        written(measure)
    assert said in refused.value.errors()[0]["msg"]


def test_less_is_more_the_other_way_round() -> None:
    less, more = written({"less": N, "than": S}), written({"more": S, "than": N})
    assert isinstance(less, Comparison) and found(STUDY, less) == found(STUDY, more)


def test_every_formula_has_words_and_functions_that_only_the_line_needs() -> None:
    for measure in SAME.values():
        assert written(measure).words
    formula = written({"stock": {"from": "KEN"}})
    assert isinstance(formula, Formula) and formula.uses == (Stock,) and "south" not in formula.depends_on
    assert set(written(SS).uses) > {Stock, south.classify}


def test_a_country_that_a_revision_does_not_count_is_no_zero() -> None:
    lacking = set(PACKAGE.table("areas")["iso3"].dropna()) - set(PACKAGE.areas(2017)["iso3"].dropna())
    for code in sorted(lacking)[:1]:
        with pytest.raises(NoData, match=f"does not count {code}"):
            find_measure(written({"stock": {"to": code}})).function(STUDY)
    assert pd.notna(STUDY.areas["iso3"]).any()
