"""Measures of personal remittances received, in four ways that need not agree."""

from __future__ import annotations

import pandas as pd

from helpers.analysis import remittances
from helpers.claims.provenance import TracedNumber, add_up
from helpers.claims.registry import measure_of_sides
from helpers.claims.terms import GROUPS, in_year, on_side
from helpers.study import NoData, Study

ECONOMY = ("economy", "area")
"""Columns that name an economy."""


@measure_of_sides("US$ million", (*GROUPS, remittances.received, remittances.by_group))
def remittances_usd(study: Study, side: str) -> TracedNumber:
    """Personal remittances received in the year: the sum over the economies of each side.

    Personal transfers and compensation of employees (IMF, Balance of Payments Manual, 6th edition,
    appendix 5); source: World Bank, KNOMAD.
    """
    return _received(study, side)


@measure_of_sides("fraction", GROUPS)
def remittances_share_of_gdp(study: Study, side: str) -> TracedNumber:
    """Sum of remittances received / sum of GDP, over the economies that have both (BPM6; current US$)."""
    flows, known = _flows(study, side), in_year(study.economies, study.p.year)
    known = known[known["gdp_usd"].notna() & known["economy"].isin(flows["economy"])]
    flows = flows[flows["economy"].isin(known["economy"])]
    name = f"remittances to the {side} where GDP is known (US$ million)"
    received = add_up(name, "inflows", flows, "usd_million", labels=ECONOMY)
    name = f"GDP of the same economies of the {side} (US$)"
    return 1e6 * received / add_up(name, "economies", known, "gdp_usd", labels=ECONOMY)


@measure_of_sides("fraction", GROUPS)
def remittances_median_share_of_gdp(study: Study, side: str) -> TracedNumber:
    """Remittances received / GDP in the median economy of those that have both (BPM6; current US$)."""
    rows = _flows(study, side)
    gdp = in_year(study.economies, study.p.year).set_index("economy")["gdp_usd"]
    rows = rows.assign(gdp_usd=rows["economy"].map(gdp)).dropna(subset=["gdp_usd"])
    rows = rows.assign(share=rows["usd_million"] * 1e6 / rows["gdp_usd"])
    labels = (*ECONOMY, "usd_million", "gdp_usd")
    name = f"share of GDP in the median economy of the {side}"
    return add_up(name, "inflows", rows, "share", how="median", labels=labels)


@measure_of_sides("US$ per person", (*GROUPS, remittances.received, remittances.by_group))
def remittances_per_head(study: Study, side: str) -> TracedNumber:
    """Sum of remittances received / population of all economies of a side, receiving or not (BPM6)."""
    received = _received(study, side)
    rows = on_side(study, in_year(study.economies, study.p.year), side)
    return 1e6 * received / add_up(f"people of the {side}", "economies", rows, "population", labels=ECONOMY)


def _flows(study: Study, side: str) -> pd.DataFrame:
    """Remittances to the economies of a side. Raises NoData if the vintage lacks the year."""
    rows, p = in_year(study.inflows, study.p.year), study.p
    if rows.empty:
        raise NoData(f"the {p.remittance_vintage} vintage of remittances has no figures for {p.year}")
    return on_side(study, rows, side)


def _received(study: Study, side: str) -> TracedNumber:
    """Personal remittances received by the economies of a side (US$ million)."""
    name = f"remittances to the {side} (US$ million)"
    computed = float(study.remittances.loc[side, "usd_million"])  # missing without an economy there
    return add_up(
        name, "inflows", lambda: _flows(study, side), "usd_million", labels=ECONOMY, computed=computed
    )
