"""Sentences on one year in every revision."""

from __future__ import annotations

import pandas as pd

from helpers.format import listing, millions

BOUNDS = {"upper": "at most"}


def bound(residual: str) -> str:
    """What a number is where origins are unknown, under a rule for them: at least, at most."""
    return BOUNDS.get(residual, "at least")


def same_year_title(stocks: pd.DataFrame, year: int) -> str:
    """How far revisions are apart in one year (`helpers.analysis.revisions.in_every_revision`)."""
    if len(stocks) == 1:
        return f"Only the {stocks.index[0]} revision is here: nothing to compare {year} with"
    apart = 100 * (stocks["World"].max() / stocks["World"].min() - 1)
    return f"One year, {len(stocks)} revisions: the world's migrants of {year} differ by {apart:.1f} per cent"


def same_year_story(stocks: pd.DataFrame, year: int, residual: str) -> str:
    """What revisions count in one year, and whether they agree on the lead of South-South.

    ``stocks`` is what `helpers.analysis.revisions.in_every_revision` gives.
    """
    counts = [
        f"{name} {millions(stocks[column].min())} to {millions(stocks[column].max())} million"
        for name, column in (
            ("**in the world**", "World"),
            ("**South-South**", "South-South"),
            ("**South-North**", "South-North"),
        )
    ]
    ahead = int((stocks["South-South"] > stocks["South-North"]).sum())
    text = f"Revision by revision, {year} had {', '.join(counts)}. "
    if not ahead:
        text += "South-South is ahead in none of them."
    else:
        text += f"South-South is ahead in {ahead} of {len(stocks)}."
    unsplit = stocks.index[stocks["unknown"] > 0]
    if len(unsplit) and residual == "lower":
        text += (
            " `lower` counts people without a country of origin on neither side: "
            "at least so many went in each direction."
        )
    elif len(unsplit):
        one = len(unsplit) == 1
        text += (
            f" The {'revision' if one else 'revisions'} {listing(map(str, unsplit))} "
            f"{'does' if one else 'do'} not give every origin a side: {bound(residual)} "
            "so many went in each direction."
        )
    return text


def still_true(stocks: pd.DataFrame, year: int, stated: list[str], residual: str) -> str:
    """The article's four figures, by the latest revision that has years around theirs.

    ``stocks`` as in `same_year_story`; ``stated`` are the figures as the article gives them: migrants,
    share of the South, South-South migrants, their share of the South's.
    """
    ours = stocks[~stocks["published"]]
    if ours.empty:
        return f"No revision has years on both sides of {year} without having {year} itself."
    row = ours.iloc[-1]
    text = (
        f"The {ours.index[-1]} revision has no {year}. Between the years around it, growing evenly, "
        f"{year} would have **{millions(row['World'])} million** migrants"
    )
    if row["South"]:
        some = f"{bound(residual)} " if row["unknown"] else ""
        text += (
            f", **{100 * row['South'] / row['World']:.1f} per cent** of them in the South; "
            f"{some}**{millions(row['South-South'])} million** of these were born in the South, "
            f"{some}**{100 * row['South-South'] / row['South']:.1f} per cent**"
        )
    return f"{text}. (An estimate of ours: nobody publishes it.) The article has {listing(stated)}."
