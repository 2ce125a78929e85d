"""The scorecard: every verdict of a run in one table, counted, and in a paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.claims.cards import badge
from helpers.claims.judgement import AUDITS, Judgement, Standing, Verdict
from helpers.claims.kinds import OF_THE_WALK
from helpers.claims.templates import TABLE, render
from helpers.format import counted

COLUMNS = ("claim", "who says it", "statement", "stated", "verdict", "what was found")


def by_article(verdicts: Sequence[Judgement]) -> list[Judgement]:
    """The verdicts on what the article says; findings of this bundle are counted apart."""
    return [v for v in verdicts if v.said_by == "article"]


def tally(verdicts: Sequence[Judgement]) -> str:
    """How many claims of the article have each verdict, and how many findings of ours."""
    article, ours = by_article(verdicts), len(verdicts) - len(by_article(verdicts))
    counts = ", ".join(f"{n} {word}" for word, n in summary(article).items())
    claims = counted(len(article), "claim", "claims")
    more = f"; beside them, {counted(ours, 'finding', 'findings')} of this bundle" if ours else ""
    return f"{claims} of the article: {counts}{more}"


def summary(verdicts: Sequence[Judgement]) -> dict[str, int]:
    """How many claims have each verdict, in the order of `Verdict`."""
    counts = {word.value: sum(v.verdict is word for v in verdicts) for word in Verdict}
    return {word: n for word, n in counts.items() if n}


def fair_review(verdicts: Sequence[Judgement]) -> str:
    """One paragraph on an article from the verdicts on its claims, hedged by them.

    Findings of this bundle are not the article's, and have a sentence of their own.
    """
    ours = [v for v in verdicts if v.said_by == "bundle"]
    audits = [f"{v.claim}: {v.readings[0].evidence}" for v in verdicts if v.verdict in AUDITS]
    verdicts = [v for v in by_article(verdicts) if v.verdict not in AUDITS]
    by = {s: [v.claim for v in verdicts if v.verdict.standing is s] for s in Standing}
    contested = [v.claim for v in verdicts if v.contested]
    parted = [v.claim for v in verdicts if v.differ and not v.contested]
    parts = [f"Of the article's {len(verdicts)} claims, {_stand(by[Standing.GOOD])} as read here"]
    for standing, rest in (
        (Standing.MIDDLING, "nearly {do}"),
        (Standing.BAD, "{do} not"),
        (Standing.NONE, "could not be settled with the data at hand"),
    ):
        if claims := by[standing]:
            does = rest.format(do="does" if len(claims) == 1 else "do")
            parts.append(f"{len(claims)} {does} ({', '.join(claims)})")
    text = "; ".join(parts) + "."
    if contested:
        text += (
            f" Another reading gives another verdict on {', '.join(contested)}: quote "
            f"{'it' if len(contested) == 1 else 'them'} with the measure or rule."
        )
    if audits:
        text += f" A text was audited ({'; '.join(audits)})."
    if parted:
        text += (
            " The article says several things in one sentence, which do not stand equally well: quote the "
            f"part of {', '.join(parted)} that you mean."
        )
    if ours:
        listed = ", ".join(f"{v.claim} {v.verdict}" for v in ours)
        text += f" Findings of this bundle, which the article does not state: {listed}."
    if not any(v.claim.startswith("R") and OF_THE_WALK.fullmatch(v.claim) for v in verdicts):
        return text
    return text + (
        " None of this judges the recommendations: whether to cooperate is a choice, "
        "and the data can only say what it would rest on."
    )


def _stand(claims: Sequence[str]) -> str:
    return f"{len(claims)} stand{'s' if len(claims) == 1 else ''}"


class Scorecard:
    """All verdicts as one table in a notebook: HTML for the eye, text for a check."""

    def __init__(self, verdicts: Sequence[Judgement]) -> None:
        self.verdicts = verdicts

    def __repr__(self) -> str:
        return "\n".join(
            f"{v.claim:<6} {v.verdict.sign} {v.verdict:<14}"
            f"{'↔' if v.contested else ' '} {v.stated:<15} {v.says}: {v.statement}"
            for v in self.verdicts
        )

    def _repr_html_(self) -> str:
        return render(TABLE, judgements=self.verdicts, columns=COLUMNS, badge=badge)
