"""The scorecard: every verdict of a run in one table, counted, and in a paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.claims.cards import badge
from helpers.claims.judgement import AUDITS, Judgement, Standing, Verdict
from helpers.claims.templates import TABLE, render

COLUMNS = ("claim", "the article says", "stated", "verdict", "what was found")


def summary(verdicts: Sequence[Judgement]) -> dict[str, int]:
    """How many claims have each verdict, in the order of `Verdict`."""
    counts = {word.value: sum(v.verdict is word for v in verdicts) for word in Verdict}
    return {word: n for word, n in counts.items() if n}


def fair_review(verdicts: Sequence[Judgement]) -> str:
    """One paragraph on an article from the verdicts on its claims, hedged by them."""
    audits = [f"{v.claim}: {v.readings[0].evidence}" for v in verdicts if v.verdict in AUDITS]
    verdicts = [v for v in verdicts if v.verdict not in AUDITS]
    ordered = sorted(verdicts, key=lambda v: list(Verdict).index(v.verdict))
    by = {s: [v.claim for v in ordered if v.verdict.standing is s] for s in Standing}
    contested = [v.claim for v in verdicts if v.contested]
    parts = [f"Of {len(verdicts)} claims, {len(by[Standing.GOOD])} stand as read here"]
    for standing, rest in (
        (Standing.MIDDLING, "nearly do"),
        (Standing.BAD, "do not"),
        (Standing.NONE, "could not be settled with the data at hand"),
    ):
        if claims := by[standing]:
            parts.append(f"{len(claims)} {rest} ({', '.join(claims)})")
    text = "; ".join(parts) + "."
    if contested:
        text += (
            f" {len(contested)} change with the way they are read ({', '.join(contested)}): "
            "quote them with the measure or rule beside them."
        )
    if audits:
        text += f" A text was audited ({'; '.join(audits)})."
    return text + (
        " None of this judges the recommendations: whether to cooperate is a choice, "
        "and the data can only say what it would rest on."
    )


class Scorecard:
    """All verdicts as one table in a notebook: HTML for the eye, text for a check."""

    def __init__(self, verdicts: Sequence[Judgement]) -> None:
        self.verdicts = verdicts

    def __repr__(self) -> str:
        return "\n".join(
            f"{v.claim:<6} {v.verdict.sign} {v.verdict:<13}"
            f"{'↔' if v.contested else ' '} {v.stated:<15} {v.statement}"
            for v in self.verdicts
        )

    def _repr_html_(self) -> str:
        return render(TABLE, judgements=self.verdicts, columns=COLUMNS, badge=badge)
