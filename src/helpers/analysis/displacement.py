"""Refugees: their weight among migrants, and who hosts them, by three counting rules."""

from __future__ import annotations

import pandas as pd

from helpers.analysis.south import NORTH, SOUTH


def refugees_among_migrants(totals: pd.DataFrame, group: pd.Series, year: int) -> pd.Series:
    """Refugees and asylum seekers / migrant stock, for South and North (fractions).

    UN DESA's own count of refugees, in which asylum seekers and refugees under UNRWA are included.
    """
    rows = totals[totals["year"] == year]
    sums = rows.groupby(rows["area"].map(group))[["refugees", "stock"]].sum()
    return (sums["refugees"] / sums["stock"]).reindex([SOUTH, NORTH]).rename("share")


def refugees_hosted(
    totals: pd.DataFrame,
    by_asylum: pd.DataFrame,
    unrwa: pd.DataFrame,
    group: pd.Series,
    year: int,
) -> pd.DataFrame:
    """Refugees hosted (persons) by three rules: one row a rule, columns South and North.

    UN DESA's count at mid-year; UNHCR's mandate alone at the end of the year; UNHCR and UNRWA
    together. Areas without a group are left out.
    """

    def split(frame: pd.DataFrame) -> pd.Series:
        rows = frame[frame["year"] == year]
        return rows.groupby(rows["area"].map(group))["refugees"].sum()

    mandate = split(by_asylum)
    rules = {
        "UN DESA: with asylum seekers and UNRWA": split(totals),
        "UNHCR's mandate": mandate,
        "UNHCR and UNRWA": mandate.add(split(unrwa), fill_value=0),
    }
    table = pd.DataFrame(rules).T.reindex(columns=[SOUTH, NORTH]).fillna(0).astype("int64")
    return table.rename_axis(index="rule", columns=None)


def year_counted(totals: pd.DataFrame, year: int) -> int:
    """The year nearest to ``year`` in which the totals count refugees; the earlier one of two."""
    counted = totals.groupby("year")["refugees"].sum()
    return int(min(counted.index[counted > 0], key=lambda y: (abs(y - year), y)))


def refugees_among_migrants_by_year(totals: pd.DataFrame, group: pd.Series) -> pd.DataFrame:
    """`refugees_among_migrants` for every year that counts refugees: columns South and North."""
    counted = totals.groupby("year")["refugees"].sum()
    rows = {y: refugees_among_migrants(totals, group, y) for y in counted.index[counted > 0]}
    table = pd.DataFrame(rows).T.astype("float64")
    return table.rename_axis(index="year", columns=None)


def share_hosted_by_year(
    totals: pd.DataFrame, by_asylum: pd.DataFrame, unrwa: pd.DataFrame, group: pd.Series
) -> pd.DataFrame:
    """The South's share of refugees hosted, one row a year, one column a rule (fractions).

    The rules of `refugees_hosted`. Missing where a source has no refugees in a year.
    """
    years = sorted(set(by_asylum["year"]))
    shares = {}
    for year in years:
        hosted = refugees_hosted(totals, by_asylum, unrwa, group, year)
        shares[year] = hosted[SOUTH] / hosted.sum(axis=1)
    return pd.DataFrame(shares).T.rename_axis(index="year", columns=None)


def refugees_per_thousand(totals: pd.DataFrame, group: pd.Series, year: int) -> pd.DataFrame:
    """Refugees beside residents: one row a group, by UN DESA's count of both.

    refugees and residents (persons); share_of_residents: of the world's; per_thousand: refugees
    per 1,000 residents.
    """
    rows = totals[totals["year"] == year]
    sums = rows.groupby(rows["area"].map(group))[["refugees", "population_thousands"]].sum()
    sums = sums.reindex([SOUTH, NORTH]).astype("float64").rename_axis("group")
    people = 1000 * sums["population_thousands"]
    return pd.DataFrame(
        {
            "refugees": sums["refugees"],
            "residents": people,
            "share_of_residents": people / people.sum(),
            "per_thousand": 1000 * sums["refugees"] / people,
        }
    )
