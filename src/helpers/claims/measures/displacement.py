"""Measures of refugees: their weight among migrants and residents, and who hosts them."""

from __future__ import annotations

import pandas as pd

from helpers.analysis import displacement
from helpers.analysis.south import SOUTH
from helpers.claims.provenance import TracedNumber, add_up
from helpers.claims.registry import Finding, measure, measure_of_sides
from helpers.claims.terms import GROUPS, HOSTED, in_year, living, on_side
from helpers.study import NoData, Study

COUNTED = (*GROUPS, displacement.refugees_hosted_by_year, displacement.in_year)


@measure_of_sides("fraction", (*HOSTED, *COUNTED))
def refugees_among_migrants(study: Study, side: str) -> TracedNumber:
    """Refugees / migrant stock, both by UN DESA's count.

    Refugees registered with UNRWA are in it, those in Palestine too, who are not in the migrant stock;
    asylum seekers from 2015 on in the 2017 revision, and never in that of 2015 (UN DESA, International
    Migrant Stock, headings and notes of the revisions).
    """
    return _undesa(study, side) / living(study, side)


@measure_of_sides("refugees per 1,000 residents", COUNTED)
def refugees_per_thousand_residents(study: Study, side: str) -> TracedNumber:
    """Refugees, asylum seekers too from 2015 on / thousands of residents, both by UN DESA's count."""
    refugees, table = _undesa(study, side), f"totals-{study.p.revision}"
    rows = on_side(study, in_year(study.totals, study.p.year), side)
    return refugees / add_up(f"thousands of residents in the {side}", table, rows, "population_thousands")


@measure_of_sides("persons", COUNTED)
def refugees_hosted_undesa(study: Study, side: str) -> TracedNumber:
    """Refugees, asylum seekers too from 2015 on, on each side at mid-year, by UN DESA's count."""
    return _undesa(study, side)


@measure_of_sides("persons", COUNTED)
def refugees_hosted_unhcr(study: Study, side: str) -> TracedNumber:
    """Refugees under UNHCR's mandate at the end of the year, by area of asylum.

    Source: UNHCR, Refugee Population Statistics; asylum seekers and UNRWA's refugees are not in it.
    """
    return _unhcr(study, side)


@measure_of_sides("persons", COUNTED)
def refugees_hosted_with_unrwa(study: Study, side: str) -> TracedNumber:
    """Refugees under UNHCR's mandate + Palestine refugees registered with UNRWA, by area of asylum."""
    table = study.refugees_hosted
    added = float((table.iloc[2] - table.iloc[1])[side])
    return _unhcr(study, side) + _hosted(study, side, "unrwa", "under UNRWA", added)


@measure("open", uses=(*GROUPS, displacement.refugees_within))
def refugees_south_to_south(study: Study) -> Finding:
    """Refugees under UNHCR's mandate who fled from one area of the South to another, in one year."""
    year, table = study.p.year, f"refugees-{study.p.year}"
    if table not in study.package.names:
        raise NoData(f"there is no table of refugees by origin and asylum for {year}")
    pairs = study.package.table(table)
    inside, every = displacement.refugees_within(pairs, study.group, SOUTH), pairs["refugees"].sum()
    evidence = (
        f"{inside['refugees'].sum() / 1e6:.2f} of {every / 1e6:.2f} million refugees under UNHCR's mandate "
        f"at the end of {year} had fled from one area of the South to another"
    )
    return Finding(None, evidence, {table: inside.index})


@measure("open", uses=(*HOSTED, *COUNTED))
def refugees_in_the_south(study: Study) -> Finding:
    """Refugees and asylum seekers living in the South, beside the number of its migrants (UN DESA)."""
    refugees, migrants = _undesa(study, SOUTH), living(study, SOUTH)
    if not migrants.value:
        raise NoData("under this definition nobody lives in the South")
    evidence = (
        f"{refugees.value / 1e6:.2f} million refugees and asylum seekers live in the South, by UN DESA's "
        f"count, against {migrants.value / 1e6:.2f} million migrants there"
    )
    (term,) = refugees.terms
    return Finding(None, evidence, {term.table: term.rows.index})


def _undesa(study: Study, side: str) -> TracedNumber:
    if not study.refugees_counted:
        raise NoData(f"the {study.p.revision} revision has no refugees for {study.p.year}")
    count = float(study.refugees_hosted.iloc[0][side])
    return _hosted(study, side, f"totals-{study.p.revision}", "by UN DESA's count", count)


def _unhcr(study: Study, side: str) -> TracedNumber:
    counts = study.refugees_hosted.iloc[1]
    if not counts.sum():
        raise NoData(f"UNHCR's tables have no refugees for {study.p.year}")
    return _hosted(study, side, "refugees-by-asylum", "under UNHCR's mandate", float(counts[side]))


def _hosted(study: Study, side: str, table: str, name: str, computed: float) -> TracedNumber:
    """Refugees on a side, by the rows of a table; ``computed``: as `displacement` counts them."""

    def rows() -> pd.DataFrame:
        return on_side(study, in_year(study.package.table(table), study.p.year), side)

    return add_up(f"refugees {name} in the {side}", table, rows, "refugees", computed=computed)
