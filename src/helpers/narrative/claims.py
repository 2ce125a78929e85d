"""Sentences on verdicts: how they stand, and what turns them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from helpers.claims.article import Article
from helpers.claims.chance import CHANCE
from helpers.claims.judgement import FIRST_DECIDES, WEAKEST_DECIDES, Judgement, Standing, Verdict
from helpers.claims.rules import CLOSE, TIE
from helpers.format import counted, listing


def rules() -> str:
    """The rules by which claims get their verdicts: a table, and how readings and parts decide."""
    rows = [
        (
            "quantity",
            (Verdict.REPRODUCED, Verdict.CLOSE, Verdict.DIFFERS),
            f"rounds to the stated figure · within {100 * CLOSE:g} per cent of it, or between the two bounds "
            "where people of unknown origin leave only these · neither",
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


def own_reference(article: Article | None, claims: int) -> str:
    """The article of a ledger of one's own, and how many claims are made of it."""
    told = article.citation if article else "The ledger does not name its article."
    return f"{told}\n\n{counted(claims, 'claim', 'claims')} of it can be tested here."


def flip_lines(changes: dict[str, pd.DataFrame]) -> str:
    """One bullet per claim: which single changes turn its verdict, and which leave it without one.

    ``changes`` maps claim ids to what `helpers.claims.robustness.single_changes` returns.
    """
    without = {claim: _without_verdict(table) for claim, table in changes.items()}
    shared = set(without.values()).pop() if len(set(without.values())) == 1 < len(without) else ""
    lines = [f"- **{c}**: {_turned(table) if shared else turning(table)}" for c, table in changes.items()]
    return "\n".join(lines + ([f"\nThese claims cannot be asked of {shared}."] if shared else []))


def turning(changes: pd.DataFrame, areas: Mapping[str, Verdict] | None = None) -> str:
    """What turns a verdict, as the rest of a sentence: single parameters, and single areas if given.

    ``changes`` are those of `helpers.claims.robustness.single_changes`, ``areas`` of `areas_that_flip`.
    """
    without = _without_verdict(changes)
    return _turned(changes, areas) + (f"; it cannot be asked of {without}" if without else "")


def _turned(changes: pd.DataFrame, areas: Mapping[str, Verdict] | None = None) -> str:
    if (changes["now"] == Verdict.NO_DATA).any():
        return "no verdict in this run, so nothing to turn"
    turns = changes[changes["turns"]].groupby(["parameter", "verdict"], sort=False)
    parts = [f"{_values(name, rows)} turns it to *{verdict}*" for (name, verdict), rows in turns]
    for word in dict.fromkeys((areas or {}).values()):
        names = listing((name for name, turned in (areas or {}).items() if turned is word), "or")
        parts.append(f"one area on the other side of the line turns it to *{word}*: {names}")
    return "; ".join(parts) or "no single change turns it"


def _without_verdict(changes: pd.DataFrame) -> str:
    """Changes that leave a claim without the verdict that it has: "`revision` = 2024 (no 2017)"."""
    silent = changes[(changes["verdict"] == Verdict.NO_DATA) & (changes["now"] != Verdict.NO_DATA)]
    parts = [
        _values(name, rows) + (f" (no {year})" if year else "")
        for (name, year), rows in silent.groupby(["parameter", "lacks"], sort=False)
    ]
    return ", nor of ".join(parts)


def _values(name: str, rows: pd.DataFrame) -> str:
    """ "`south` = income or hdi"."""
    return f"`{name}` = {listing(map(str, rows['value']), 'or')}"


def definitions_title(claim: str, verdicts: pd.Series, year: int) -> str:
    """Under how many definitions of the South a claim holds; one verdict (word) per definition."""
    if (verdicts == Verdict.NO_DATA).all():
        return f"{claim} has no verdict in {year}, the year of this run"
    n = int((verdicts == Verdict.HOLDS).sum())
    return f"{claim} in {year}: holds under {n} of {len(verdicts)} definitions of the South"


def firm_title(grid: pd.DataFrame) -> str:
    """How many claims (columns) keep their verdict under every single change.

    The first row is this run; the others are one change each. *No data* is no verdict, and a claim
    that nobody can tell in this run (`Standing.NONE`) has none to keep.
    """
    verdicts = grid.where(grid != Verdict.NO_DATA)
    judged = verdicts.loc[:, [Verdict(word).standing is not Standing.NONE for word in grid.iloc[0]]]
    if judged.empty:
        return "No claim has a verdict in this run, so there is nothing to turn"
    n = int((judged.nunique() == 1).sum())
    keep = f"{n} of {counted(judged.shape[1], 'claim keeps its', 'claims keep their')}"
    return f"{keep} verdict under every single change that has data"


def strongest_change(turned: pd.Series) -> str:
    """The changes that turn most verdicts; ``turned`` counts verdicts by change.

    Other years are left aside: that a figure stated for one year does not fit another is no surprise.
    """
    turned = turned[~turned.index.str.match("(base_)?year = ")]
    if not turned.max():
        return "Other years left aside, no single change turns a verdict of this run."
    changes = turned.index[turned == turned.max()]
    which = "The change that turns" if len(changes) == 1 else "The changes that turn"
    each = "" if len(changes) == 1 else " each"
    return (
        f"{which} most verdicts: **{listing(changes)}**, {turned.max()}{each}. (Other years are left aside: "
        "that a figure stated for one year does not fit another is no surprise.)"
    )


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
