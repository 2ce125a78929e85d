"""Sentences on texts: the vote on the Compact, and the dates around the article."""

from __future__ import annotations

import pandas as pd

from helpers.format import missing


def vote_title(tally: pd.DataFrame) -> str:
    """In favour, of the votes that South and North cast (`texts.votes_by_group`)."""
    share = 100 * tally["yes"] / tally.sum(axis=1)
    south, north = ("none" if missing(n) else f"{n:.0f}" for n in share[["South", "North"]])
    return f"In favour: {south} per cent of the South's votes, {north} of the North's"


def dates_title(events: pd.DataFrame) -> str:
    """How long after the article the Compact was adopted and BAPA+40 met.

    ``events`` has ``days`` after the article; its third row is the adoption, its fifth the meeting.
    """
    adopted, met = events["days"].iloc[[2, 4]]
    if missing(adopted, met):
        return "Not all of these events have a date"
    return f"The Compact was adopted {adopted} days after the article, BAPA+40 met after {met}"
