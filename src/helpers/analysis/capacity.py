"""What the UN's "type of data" flags say about countries' migration statistics.

Letters: B foreign-born, C foreign citizens, R refugees added, I imputed (no national data).
"""

from __future__ import annotations

import pandas as pd

from helpers.analysis.south import NORTH, SOUTH


def data_capacity(totals: pd.DataFrame, group: pd.Series, year: int) -> pd.DataFrame:
    """Counts and shares of areas by kind of data: one row a group.

    Columns: areas; imputed (flag I), citizens (flag C: citizenship stands in for birthplace,
    at least in part), refugees_added (flag R) as fractions of the areas.
    """
    rows = totals[totals["year"] == year].drop_duplicates("area")
    flags = rows["type_of_data"].fillna("")
    has = {letter: flags.str.contains(letter) for letter in "BCRI"}
    table = pd.DataFrame(
        {
            "group": rows["area"].map(group),
            "imputed": has["I"],
            "citizens": has["C"],
            "refugees_added": has["R"],
        }
    )
    shares = table.groupby("group")[["imputed", "citizens", "refugees_added"]].mean()
    shares.insert(0, "areas", table.groupby("group").size())
    return shares.reindex([SOUTH, NORTH]).rename_axis(index=None)
