"""What the UN's "type of data" flags say about countries' migration statistics.

Letters: B foreign-born, C foreign citizens, R refugees added, I imputed (no national data).
"""

from __future__ import annotations

import pandas as pd

from helpers.analysis.south import NORTH, SOUTH

FLAGS = {"imputed": "I", "citizens": "C", "refugees_added": "R"}


def data_flags(totals: pd.DataFrame, year: int) -> pd.DataFrame:
    """Which kinds of data an area's stock of a year rests on: True or False, by M49 code.

    Columns as in `FLAGS`: imputed, citizens (citizenship stands in for birthplace, at least in
    part), refugees_added. One area may have several flags, or none of the three. Where no
    area has a letter the publisher says nothing, and there are no rows.
    """
    letters = totals[totals["year"] == year].set_index("area")["type_of_data"]
    if letters.isna().all():
        letters = letters.iloc[:0]
    return pd.DataFrame({kind: letters.str.contains(f) for kind, f in FLAGS.items()})


def data_capacity(totals: pd.DataFrame, group: pd.Series, year: int) -> pd.DataFrame:
    """Areas by kind of data: one row per group.

    Columns: areas (a count), and the three of `data_flags` as fractions of the areas.
    """
    flags = data_flags(totals, year)
    by_group = flags.groupby(flags.index.map(group))
    shares = by_group.mean()
    shares.insert(0, "areas", by_group.size())
    return shares.reindex([SOUTH, NORTH]).rename_axis(index=None)


def migrants_by_data(totals: pd.DataFrame, group: pd.Series, year: int) -> pd.DataFrame:
    """Share of a group's migrants who live in areas with each flag: one row per group, fractions.

    `data_capacity` gives an island of 500 people the weight of India; this does not.
    """
    flags = data_flags(totals, year)
    stock = totals[totals["year"] == year].set_index("area")["stock"]
    stock = stock.reindex(flags.index).astype("float64")
    weighted = flags.mul(stock, axis=0).groupby(flags.index.map(group)).sum()
    whole = stock.groupby(stock.index.map(group)).sum()
    return weighted.div(whole, axis=0).reindex([SOUTH, NORTH]).rename_axis(index=None)


def flags_by_place(totals: pd.DataFrame, place: pd.Series, year: int) -> pd.DataFrame:
    """Areas with each flag, counted by place (a Series by M49 code): areas, and three columns."""
    flags = data_flags(totals, year)
    by_place = flags.groupby(flags.index.map(place))
    counts = by_place.sum().astype("int64")
    counts.insert(0, "areas", by_place.size())
    return counts.rename_axis(index=place.name)
