"""The same year in every revision of the migrant stock, published or in between."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.analysis.south import SOUTH


def headline_stocks(four_way: pd.DataFrame, hosted: pd.DataFrame, unknown: pd.Series) -> pd.DataFrame:
    """The stocks that are quoted most, by year: World, South, South-South, South-North, unknown.

    World and South are migrants living there, whatever their origin (`hosted`); the directions are
    those of `four_way`; ``unknown`` are migrants whose origin has no side: where there are any, the
    directions are bounds. One row per year that both tables have.
    """
    table = four_way[["South-South", "South-North"]].assign(unknown=unknown).fillna({"unknown": 0})
    lived = pd.DataFrame({"World": hosted.sum(axis=1), "South": hosted[SOUTH]})
    return lived.join(table, how="inner").astype("int64")


def shared_year(stocks: pd.DataFrame) -> int:
    """The year that most revisions have, the latest of several; the index is revision, year."""
    revisions = stocks.groupby("year").size()
    return int(revisions[revisions == revisions.max()].index.max())


def in_every_revision(stocks: pd.DataFrame, year: int) -> pd.DataFrame:
    """One year in each revision that has it or has years around it: `headline_stocks` by revision.

    Between two published years t_a and t_b a stock is taken to grow evenly, from a to b:
    a (b / a) ** ((year - t_a) / (t_b - t_a)). That is an estimate, and ``published`` is False there.
    """
    rows = {}
    for revision, table in stocks.groupby("revision"):
        known = np.log(table.droplevel("revision").astype(float).replace(0, np.nan))
        every = known.reindex(sorted({*known.index, year})).interpolate("index", limit_area="inside")
        rows[revision] = np.exp(every.loc[year]).round()
    found = pd.DataFrame(rows).T.rename_axis("revision").dropna(subset="World").fillna(0)
    return found.assign(published=[(revision, year) in stocks.index for revision in found.index])
