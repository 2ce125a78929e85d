"""Measures of refugees: their weight among migrants and residents, and who hosts them."""

from __future__ import annotations

import pandas as pd

from helpers.analysis import displacement
from helpers.claims.provenance import TracedNumber, add_up
from helpers.claims.registry import Pair, measure
from helpers.claims.terms import GROUPS, HOSTED, both, in_year, living, on_side, total
from helpers.study import NoData, Study

COUNTED = (*GROUPS, displacement.refugees_hosted_by_year, displacement.in_year)


@measure("comparison", "fraction", (*HOSTED, *COUNTED))
def refugees_among_migrants(study: Study) -> Pair:
    """Refugees and asylum seekers / migrant stock, both by UN DESA's count.

    That count takes in the refugees registered with UNRWA (UN DESA, International Migrant Stock,
    documentation of the revision).
    """
    return both(study, lambda s, side: _undesa(s, side) / living(s, side))


@measure("comparison", "refugees per 1,000 residents", COUNTED)
def refugees_per_thousand_residents(study: Study) -> Pair:
    """Refugees and asylum seekers / thousands of residents, both by UN DESA's count."""
    people = ("population_thousands", "thousands of residents")
    return both(study, lambda s, side: _undesa(s, side) / total(s, side, *people))


@measure("comparison", "persons", COUNTED)
def refugees_hosted_undesa(study: Study) -> Pair:
    """Refugees and asylum seekers living on each side at mid-year, by UN DESA's count."""
    return both(study, _undesa)


@measure("comparison", "persons", COUNTED)
def refugees_hosted_unhcr(study: Study) -> Pair:
    """Refugees under UNHCR's mandate at the end of the year, by area of asylum.

    Source: UNHCR, Refugee Population Statistics; asylum seekers and UNRWA's refugees are not in it.
    """
    pair = both(study, _unhcr)
    if not sum(number.value for number in pair):
        raise NoData(f"UNHCR's tables have no refugees for {study.p.year}")
    return pair


@measure("comparison", "persons", COUNTED)
def refugees_hosted_with_unrwa(study: Study) -> Pair:
    """Refugees under UNHCR's mandate + Palestine refugees registered with UNRWA, by area of asylum."""
    mandate_south, mandate_north = refugees_hosted_unhcr(study)
    south, north = both(study, _unrwa)
    return mandate_south + south, mandate_north + north


def _undesa(study: Study, side: str) -> TracedNumber:
    if not study.refugees_counted:
        raise NoData(f"the {study.p.revision} revision has no refugees for {study.p.year}")
    return _hosted(study, side, 0, f"totals-{study.p.revision}", "by UN DESA's count")


def _unhcr(study: Study, side: str) -> TracedNumber:
    return _hosted(study, side, 1, "refugees-by-asylum", "under UNHCR's mandate")


def _unrwa(study: Study, side: str) -> TracedNumber:
    """What the last rule, UNHCR and UNRWA, adds to the one before it."""
    return _hosted(study, side, 2, "unrwa", "under UNRWA", less=1)


def _hosted(
    study: Study, side: str, rule: int, table: str, name: str, less: int | None = None
) -> TracedNumber:
    """Refugees hosted by a side, by one of `displacement.RULES`; ``less`` those of another."""

    def rows() -> pd.DataFrame:
        return on_side(study, in_year(study.package.table(table), study.p.year), side)

    counts = study.refugees_hosted[side]
    computed = float(counts.iloc[rule] - (0 if less is None else counts.iloc[less]))
    return add_up(f"refugees {name} in the {side}", table, rows, "refugees", computed=computed)
