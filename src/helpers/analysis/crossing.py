"""A line that moves: which areas cross it between two years, and what that does to growth.

``lines`` has the side of each area ("South" or "North" by M49 code) by year, the first year and the last;
one year alone, in a revision that has no other, is both.
"""

from __future__ import annotations

import pandas as pd

from helpers.analysis.migration import annual_growth_rate, hosted
from helpers.analysis.south import NORTH, SOUTH

MOVING = "the line moves"


def crossed(od: pd.DataFrame, totals: pd.DataFrame, lines: dict[int, pd.Series]) -> pd.DataFrame:
    """The areas whose side differs between the two years, those with most migrants first.

    Columns: area, to (its side in the last year), first and last (migrants living there in each year),
    abroad (in the last year, people who were born there and live in another area). Persons.
    """
    first, last = min(lines), max(lines)
    both = pd.DataFrame({"from": lines[first], "to": lines[last]}).dropna()
    areas = both.index[both["from"] != both["to"]]
    stock = totals.pivot(index="area", columns="year", values="stock")
    stock = stock.reindex(index=areas, columns=[*lines]).astype("float64")
    left = od[od["year"] == last].groupby("origin")["stock"].sum().reindex(areas, fill_value=0)
    table = pd.DataFrame(
        {"to": both["to"].reindex(areas), "first": stock[first], "last": stock[last], "abroad": left}
    )
    table = table.rename_axis("area").reset_index()
    table = table.astype(dict.fromkeys(["first", "last", "abroad"], "Int64"))
    return table.sort_values(["last", "area"], ascending=[False, True], ignore_index=True)


def growth(totals: pd.DataFrame, lines: dict[int, pd.Series], method: str) -> pd.DataFrame:
    """Average annual growth of migrants on each side (fractions): columns South and North.

    One row for the line of each year, held fixed, and one for the line that moves, where the first
    stock is of the areas that were on a side in the first year, the last of those that are in the last.
    """
    first, last = min(lines), max(lines)
    held = {year: hosted(totals, group).reindex([*lines], fill_value=0) for year, group in lines.items()}
    ends = {f"line of {year} kept": (table.loc[first], table.loc[last]) for year, table in held.items()}
    ends[MOVING] = held[first].loc[first], held[last].loc[last]
    rows = {
        name: [annual_growth_rate(a[side], b[side], last - first, method) for side in (SOUTH, NORTH)]
        for name, (a, b) in ends.items()
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=[SOUTH, NORTH])
