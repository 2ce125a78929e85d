"""The sums of the third argument: remittances and refugees, each for the South or the North."""

from __future__ import annotations

import pandas as pd

from helpers.claims.provenance import Number, add_up
from helpers.claims.selections import in_year, of_side, total
from helpers.study import Study

ECONOMY = ("economy", "area")
"""Columns that name an economy."""


def _flows(study: Study, side: str) -> pd.DataFrame:
    return of_side(study, in_year(study.inflows, study.p.year), side)


def received(study: Study, side: str) -> Number:
    return add_up(
        f"remittances to the {side} (US$ million)",
        "inflows",
        _flows(study, side),
        "usd_million",
        labels=ECONOMY,
    )


def share_of_gdp(study: Study, side: str) -> Number:
    flows = _flows(study, side)
    sizes = in_year(study.economies, study.p.year).dropna(subset=["gdp_usd"])
    sizes = sizes[sizes["economy"].isin(flows["economy"])]
    received = add_up(
        f"remittances to the {side} where GDP is known (US$ million)",
        "inflows",
        flows[flows["economy"].isin(sizes["economy"])],
        "usd_million",
        labels=ECONOMY,
    )
    gdp = add_up(
        f"GDP of the same economies of the {side} (US$)", "economies", sizes, "gdp_usd", labels=ECONOMY
    )
    return 1e6 * received / gdp


def median_share_of_gdp(study: Study, side: str) -> Number:
    gdp = in_year(study.economies, study.p.year).set_index("economy")["gdp_usd"]
    rows = _flows(study, side)
    rows = rows.assign(gdp_usd=rows["economy"].map(gdp)).dropna(subset=["gdp_usd"])
    rows = rows.assign(share=rows["usd_million"] * 1e6 / rows["gdp_usd"])
    return add_up(
        f"share of GDP in the median economy of the {side}",
        "inflows",
        rows,
        "share",
        how="median",
        labels=(*ECONOMY, "usd_million", "gdp_usd"),
    )


def per_head(study: Study, side: str) -> Number:
    rows = of_side(study, in_year(study.economies, study.p.year), side)
    people = add_up(f"people of the {side}", "economies", rows, "population", labels=ECONOMY)
    return 1e6 * received(study, side) / people


def undesa(study: Study, side: str) -> Number:
    return total(study, side, "refugees", "refugees by UN DESA's count")


def unhcr(
    study: Study, side: str, name: str = "under UNHCR's mandate", table: str = "refugees-by-asylum"
) -> Number:
    rows = of_side(study, in_year(study.package.table(table), study.p.year), side)
    return add_up(f"refugees {name} in the {side}", table, rows, "refugees")


def per_thousand(study: Study, side: str) -> Number:
    people = total(study, side, "population_thousands", "thousands of residents")
    return undesa(study, side) / people
