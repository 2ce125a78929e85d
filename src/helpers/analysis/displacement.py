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
