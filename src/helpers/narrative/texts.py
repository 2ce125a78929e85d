"""Sentences on texts: the vote on the Compact, and the dates around the article."""

from __future__ import annotations

import pandas as pd

from helpers.analysis.texts import EVIDENCE, FROM_MEMORY
from helpers.format import counted, listing, missing


def evidence_story(rules: pd.DataFrame) -> str:
    """What the counting rules rest on (`texts.counts_by_evidence`)."""
    memory, full = rules[FROM_MEMORY], rules[EVIDENCE["full text"]]
    if (full == rules.sum(axis=1)).all():
        return (
            f"All of the {len(rules)} rules rest on **the text itself**, in the copy that you named: who "
            "follows a rule in it gets the same number."
        )
    inside = "the 23 objectives only"
    return (
        f"{(memory > 0).sum()} of the {len(rules)} rules include something that was counted **from memory**: "
        f"{counted(memory.max(), 'occurrence', 'occurrences')} in a paragraph that nobody saw for this "
        f"package. Without it the literal count is {rules.loc['all that was seen'].sum()}. Only one rule "
        f"rests on full text alone: *the 23 objectives*, with {rules.loc[inside].sum()}. Every rule for the "
        "whole document also trusts paragraphs that were seen in part and remembered as having none. "
        "`gcm_path` names a copy of yours, and settles all of them."
    )


def four_kinds(found: dict[str, bool | None], own: bool) -> str:
    """Which words of the four kinds of cooperation stand in the Compact; ``own``: in the user's copy.

    ``found`` by the name of a word: True, False, or None where it was never counted.
    """
    never = [word for word, so in found.items() if so is None]
    lacking = [word for word, so in found.items() if so is False]
    there = [word for word, so in found.items() if so]
    text = f"Found: {listing(there) or 'none'}."
    if lacking:
        text += f" Not found: {listing(lacking)}."
    if never:
        text += (
            f" Never counted: {listing(never)}; so the claim as a whole stays *unverified*. Your own copy of "
            "the text, named with `gcm_path`, settles it."
        )
    return text + (" All counted in the copy that you named." if own else "")


def seen_story(own: bool) -> str:
    """What a zero on the strip of paragraphs means; ``own``: counted in the user's copy."""
    if own:
        return "The whole text was counted, so every zero is a zero."
    return (
        "The objectives were read in full, so their zeros are zeros. The paragraphs marked `?` were seen "
        "only in part: an occurrence there would have been missed. Paragraph 42 was seen as an excerpt."
    )


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
