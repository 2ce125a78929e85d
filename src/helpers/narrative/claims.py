"""Sentences on verdicts: how they stand, and what turns them."""

from __future__ import annotations

import pandas as pd

from helpers.claims.article import Article
from helpers.claims.chance import CHANCE
from helpers.claims.judgement import FIRST_DECIDES, WEAKEST_DECIDES, Judgement, Verdict
from helpers.claims.verdicts import CLOSE, TIE


def rules() -> str:
    """The rules by which claims get their verdicts: a table, and how readings and parts decide."""
    rows = [
        (
            "quantity",
            (Verdict.REPRODUCED, Verdict.CLOSE, Verdict.DIFFERS),
            f"rounds to the stated figure · within {100 * CLOSE:g} per cent of it · neither",
        ),
        (
            "comparison",
            (Verdict.HOLDS, Verdict.TIE, Verdict.FAILS),
            f"more · within {100 * TIE:g} per cent · less",
        ),
        (
            "comparison of a few countries",
            (Verdict.TOO_FEW,),
            f"dealing the cases out at random makes a difference like this one in {100 * CHANCE:g} of 100 "
            "deals or more (Fisher's exact test, two-sided)",
        ),
        (
            "fact",
            (Verdict.CONFIRMED, Verdict.CONTRADICTED, Verdict.UNVERIFIED),
            "the evidence says so · says otherwise · there is none here",
        ),
        (
            "open statement",
            (Verdict.NOT_TESTABLE,),
            "it sets no bar (*often*, *may be best*), so nothing could count against it; the card shows what "
            "the data have to say",
        ),
        ("any", (Verdict.NO_DATA,), "the data at hand cannot answer, and the card says why"),
    ]
    lines = ["| Claim | Verdicts | Rule |", "|:--|:--|:--|"]
    lines += [f"| {kind} | {' · '.join(v.labelled for v in words)} | {text} |" for kind, words, text in rows]
    return "\n".join([*lines, "", f"{FIRST_DECIDES.text} {WEAKEST_DECIDES.text}"])


def reference(article: Article | None) -> str:
    """The article as a reference, and whether we know its address."""
    if article is None:
        return "- The data package does not name the article."
    unknown = " Its address is not known to us: whoever has it writes it into `article.yaml`."
    return f"- {article.citation}{'' if article.url else unknown}"


def flip_lines(flips: dict[str, pd.DataFrame]) -> str:
    """One bullet per claim: which single parameter changes turn its verdict.

    ``flips`` maps claim ids to what `helpers.claims.robustness.one_change_flips` returns.
    """
    lines = []
    for claim, table in flips.items():
        turns = [f"`{f.parameter} = {f.value}` makes it *{f.verdict}*" for f in table.itertuples()]
        lines.append(f"- **{claim}**: " + ("; ".join(turns) or "no single change turns it"))
    return "\n".join(lines)


def smallest_change(flips: pd.DataFrame, areas: list[str]) -> str:
    """What turns a verdict, in one sentence: single parameters, and single areas if given."""
    parts = [f"{f.parameter} = {f.value} ({f.verdict})" for f in flips.itertuples()]
    if areas:
        parts.append(f"one area changing sides: {' or '.join(areas)}")
    return "; ".join(parts) or "nothing"


def _judged(grid: pd.DataFrame) -> pd.DataFrame:
    """The rows of a grid of verdicts that have one under some column."""
    return grid[(grid != Verdict.NO_DATA).any(axis=1)]


def count_unanimous(grid: pd.DataFrame) -> str:
    """How many readings (rows) get the same verdict under every definition of the South (columns)."""
    judged = _judged(grid)
    if judged.empty:
        return "no reading has data"
    n = int((judged.nunique(axis=1) == 1).sum())
    return f"{n} of {len(judged)} readings get the same verdict under every definition of the South"


def readings_title(grid: pd.DataFrame) -> str:
    """Whether definitions of the South (columns) turn readings (rows) of claims."""
    judged = _judged(grid)
    if judged.empty:
        return "No reading has data under any definition of the South"
    turned = int((judged.nunique(axis=1) > 1).sum())
    if turned:
        return f"Who counts as the South changes {turned} of {len(judged)} verdicts"
    tail = "; the choice of measure does" if judged.iloc[:, 0].nunique() > 1 else ""
    return f"No definition of the South changes any of these {len(judged)} verdicts{tail}"


def completeness(claims: list[str], verdicts: list[Judgement], elsewhere: list[str]) -> str:
    """Whether every claim was judged, and under the parameters of the page that asks.

    ``elsewhere`` lists claims that were judged under other parameters, each with these.
    """
    missing = [c for c in claims if c not in {v.claim for v in verdicts}]
    text = (
        f"**{len(verdicts)} of {len(claims)} claims are judged.**"
        if not missing
        else f"**Not judged yet: {', '.join(missing)}.** Run the other notebooks first."
    )
    if elsewhere:
        text += f" Judged under other parameters than this page's: {'; '.join(elsewhere)}."
    return text
