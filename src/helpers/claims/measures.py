"""The functions that ``claims.yaml`` names: from a study to the number, pair or finding judged.

A quantity returns a number in base units (persons, fractions, occurrences); a comparison a pair
(left, right); a fact, in `helpers.claims.facts`, a `Finding`. `NoData` is raised, with the reason,
where the data cannot answer.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, cast

import pandas as pd

from helpers.analysis import cooperation, displacement, migration, texts
from helpers.analysis.south import NORTH, SOUTH
from helpers.claims import facts
from helpers.claims.ledger import UNITS, load_claims
from helpers.errors import UserError
from helpers.study import NoData, Study

Pair = tuple[float, float]


def _pair(series: pd.Series) -> Pair:
    south, north = series.astype("float64")[[SOUTH, NORTH]]
    return float(south), float(north)


# Argument 2: the migrant stock


def migrants_world(study: Study) -> float:
    return float(study.hosted.loc[study.p.year].sum())


def share_hosted_by_south(study: Study) -> float:
    row = study.hosted.loc[study.p.year]
    if not row.sum():
        raise NoData(f"the {study.p.revision} revision counts no migrants in {study.p.year}")
    return float(row[SOUTH] / row.sum())


def south_south_stock(study: Study) -> float:
    return float(study.four_way.loc[study.p.year, "South-South"])


def south_south_share(study: Study) -> float:
    """Denominator: all migrants living in the South, those of unknown origin included."""
    hosted = study.hosted.loc[study.p.year, SOUTH]
    if not hosted:
        raise NoData("under this definition nobody lives in the South")
    return south_south_stock(study) / float(hosted)


def south_south_and_south_north(study: Study) -> Pair:
    row = study.four_way.loc[study.p.year]
    return float(row["South-South"]), float(row["South-North"])


def growth_since_base_year(study: Study) -> Pair:
    stock, p = study.hosted, study.p
    rates = [
        migration.annual_growth_rate(
            stock.loc[p.base_year, g], stock.loc[p.year, g], p.year - p.base_year, p.growth
        )
        for g in (SOUTH, NORTH)
    ]
    if pd.isna(rates).any():
        raise NoData(f"no growth to compare between {p.base_year} and {p.year}")
    return rates[0], rates[1]


def product_of_stated_figures(study: Study) -> float:
    """The article's own figures multiplied: migrants x share in the South x share from there."""
    stated = {
        c.id: c.stated * UNITS[c.unit or "persons"]
        for c in load_claims(study.package)
        if c.stated is not None
    }
    if lacking := {"A2.1", "A2.2", "A2.4"} - set(stated):
        raise NoData(f"the ledger states no figure for {', '.join(sorted(lacking))}")
    return stated["A2.1"] * stated["A2.2"] * stated["A2.4"]


# Argument 3: remittances, refugees, regions


def remittances_usd(study: Study) -> Pair:
    return _pair(study.remittances["usd_million"])


def remittances_share_of_gdp(study: Study) -> Pair:
    return _pair(study.remittances["share_of_gdp"])


def remittances_median_share_of_gdp(study: Study) -> Pair:
    return _pair(study.remittances["median_share_of_gdp"])


def remittances_per_head(study: Study) -> Pair:
    return _pair(study.remittances["per_head"])


def _refugees(study: Study) -> Study:
    if not study.refugees_counted:
        raise NoData(f"the {study.p.revision} revision has no refugees for {study.p.year}")
    return study


def refugees_among_migrants(study: Study) -> Pair:
    totals = _refugees(study).totals
    return _pair(displacement.refugees_among_migrants(totals, study.group, study.p.year))


def refugees_per_thousand_residents(study: Study) -> Pair:
    totals = _refugees(study).totals
    table = displacement.refugees_per_thousand(totals, study.group, study.p.year)
    return _pair(table["per_thousand"])


def refugees_hosted_undesa(study: Study) -> Pair:
    return _pair(_refugees(study).refugees_hosted.iloc[0])


def _hosted(study: Study, rule: int) -> Pair:
    row = study.refugees_hosted.iloc[rule]
    if not row.sum():
        raise NoData(f"UNHCR's tables have no refugees for {study.p.year}")
    return _pair(row)


def refugees_hosted_unhcr(study: Study) -> Pair:
    return _hosted(study, 1)


def refugees_hosted_with_unrwa(study: Study) -> Pair:
    return _hosted(study, 2)


def _corridors(study: Study) -> pd.DataFrame:
    if not study.pairs["stock"].sum():
        raise NoData(f"there is no South-South corridor in {study.p.year}")
    return study.pairs


def _within(study: Study, level: str) -> Pair:
    place = study.areas.set_index("area")[level]
    share = migration.within_share(_corridors(study), place)
    return share, 1 - share


def within_major_area(study: Study) -> Pair:
    return _within(study, "major_area")


def within_region(study: Study) -> Pair:
    return _within(study, "region")


# Of these the data give bounds where the publisher does not split "Others".
BOUNDED = {"south_south_stock", "south_south_share", "south_south_and_south_north"}


def bound(study: Study, measure: str) -> str:
    """What kind of bound a value is, as an addition to its evidence; "" for a plain value."""
    if measure not in BOUNDED or not study.unsplit:
        return ""
    people = f"{study.unsplit / 1e6:.1f} million in the South of unknown origin"
    if study.p.residual == "upper":
        return f" (South-South is an upper bound: it counts {people})"
    return f" (South-South is a lower bound: it leaves out {people})"


# Arguments 1 and 4: texts and capacity


def partnerships_all(study: Study) -> float:
    return float(texts.partnership_counts(study.package.table("gcm-terms"))["all occurrences"])


def partnerships_in_objectives(study: Study) -> float:
    counts = texts.partnership_counts(study.package.table("gcm-terms"))
    return float(counts["the 23 objectives only"])


def partnerships_plural(study: Study) -> float:
    return float(texts.partnership_counts(study.package.table("gcm-terms"))["plural only"])


def _flags(study: Study) -> pd.DataFrame:
    if study.totals["type_of_data"].isna().all():
        raise NoData(f"the {study.p.revision} revision does not say what kind of data it rests on")
    return study.capacity


def imputed_areas(study: Study) -> Pair:
    return _pair(_flags(study)["imputed"])


def citizens_counted(study: Study) -> Pair:
    return _pair(_flags(study)["citizens"])


# Recommendation 1: shared forums


def _covered(study: Study, kind: str) -> Pair:
    if study.members.empty:
        raise NoData("the table of memberships names no area with a seat")
    share = cooperation.coverage(_corridors(study), study.members[study.members["kind"] == kind])
    return share, 1 - share


def covered_by_processes(study: Study) -> Pair:
    return _covered(study, "consultative processes")


def covered_by_regional_bodies(study: Study) -> Pair:
    return _covered(study, "regional bodies")


def measure(name: str) -> Callable[[Study], Any]:
    """The function that the ledger names: one of this module, or a fact.

    A ledger may come from anywhere: what only happens to be known here by its name is not called.
    Raises UserError.
    """
    for module in (facts, sys.modules[__name__]):
        found = vars(module).get(name)
        if getattr(found, "__module__", None) == module.__name__ and not name.startswith("_"):
            return cast("Callable[[Study], Any]", found)
    raise UserError(f"the ledger of claims: no measure {name!r}")
