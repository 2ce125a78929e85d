"""How near migrants stay, and how much of that any division of the world would show.

Frames: ``pairs`` has origin, destination, stock (persons), as `migration.corridors` returns;
``areas`` has area, major_area, region.
"""

from __future__ import annotations

import pandas as pd

from helpers.analysis.migration import corridors, within_share
from helpers.analysis.south import NORTH, SOUTH

NEARNESS = ["same sub-region", "elsewhere in the major area", "another major area"]


def nearness(pairs: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """Migrants (persons) by major area of origin and by how near they stay.

    One row for each major area with migrants, largest first; the columns are `NEARNESS`.
    """
    by_code = areas.set_index("area")
    ends = {
        level: (pairs["origin"].map(by_code[level]), pairs["destination"].map(by_code[level]))
        for level in ("region", "major_area")
    }
    same = {level: a == b for level, (a, b) in ends.items()}
    # A sub-region lies in one major area, so the first test implies the second.
    where = same["region"].map({True: NEARNESS[0], False: NEARNESS[2]})
    where = where.mask(same["major_area"] & ~same["region"], NEARNESS[1])
    home = ends["major_area"][0].rename("major_area")
    table = pairs.groupby([home, where])["stock"].sum().unstack()
    table = table.reindex(columns=NEARNESS).fillna(0).astype("int64")
    table = table[table.sum(axis=1) > 0]
    largest_first = table.sum(axis=1).sort_values(ascending=False, kind="stable").index
    return table.loc[largest_first].rename_axis(columns=None)


def within_by_chance(pairs: pd.DataFrame, place: pd.Series) -> float:
    """Share that would stay in one place if origins and destinations were unrelated.

    Sum over places of (share of migrants from there) x (share of migrants living there): the
    expected diagonal of a table with the same margins, as in Cohen (1960), doi
    10.1177/001316446002000104. Missing where there are no migrants.
    """
    total = pairs["stock"].sum()
    if not total:
        return float("nan")
    leave = pairs.groupby(pairs["origin"].map(place))["stock"].sum() / total
    arrive = pairs.groupby(pairs["destination"].map(place))["stock"].sum() / total
    return float((leave * arrive).sum())


def within_by_direction(od: pd.DataFrame, group: pd.Series, year: int, areas: pd.DataFrame) -> pd.DataFrame:
    """`migration.within_share` by direction (rows) and size of region (columns), as fractions."""
    by_code = areas.set_index("area")
    rows = {}
    for origin in (SOUTH, NORTH):
        for destination in (SOUTH, NORTH):
            pairs = corridors(od, group, year, origin, destination)
            rows[f"{origin}-{destination}"] = {
                level: within_share(pairs, by_code[level]) for level in ("major_area", "region")
            }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("direction")
