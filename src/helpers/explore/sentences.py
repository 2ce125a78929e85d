"""Sentences about a change in the explorer, and its verdicts as a table."""

from __future__ import annotations

from pathlib import Path

from helpers.claims.cards import badge
from helpers.claims.judgement import Judgement, Verdict
from helpers.claims.templates import render
from helpers.explore.state import View
from helpers.format import capital, listing, the

RESIDUALS = {
    "assign": "assign: counted where the publisher puts them",
    "lower": "lower: counted on neither side",
    "upper": "upper: all whose side is unknown count as South",
}
FALLBACK = (
    "The controls are here when a kernel runs: open this notebook in JupyterLab (make lab) and "
    "choose Run, Run All Cells. Without one, the figure and the table above show the starting "
    "choice."
)
TABLE = Path(__file__).with_name("verdicts.html.j2")


def opening(view: View) -> str:
    """The selection in a sentence, and how South-South stands to South-North under it."""
    selected, group = view.selection, view.study.group
    return (
        f"Revision {selected.revision}, year {selected.year}. {view.study.definitions[selected.south]}: "
        f"{(group == 'South').sum()} of {len(group)} areas are South. {standing(view)}"
    )


def standing(view: View) -> str:
    """How South-South stands to South-North."""
    word = "more" if view.lead > 0 else "fewer"
    return f"South-South counts {abs(view.lead) / 1e6:,.1f} million people {word} than South-North."


def change(before: View, now: View) -> str:
    """What was changed, and which verdicts turn with it: comparisons with their numbers."""
    was = {claim: judged.verdict for claim, judged in before.judgements.items()}
    turned = [(c, j) for c, j in now.judgements.items() if j.verdict != was[c]]
    turns = {c: f"{c} turns from {was[c]} to {j.verdict}" for c, j in turned}
    # These are what the page is about, and a reader who listens hears them first.
    first = {c: f"{turns[c]}: {evidence(j)}." for c, j in turned if j.kind == "comparison"}
    sentences = [*first.values(), *(f"{turn}." for c, turn in turns.items() if c not in first)]
    if not first:
        sentences.append(standing(now))
    return " ".join([*changed(before, now), *([] if turned else ["No verdict turns."]), *sentences])


def changed(before: View, now: View) -> list[str]:
    """A sentence for each part of the selection that differs."""
    a, b = before.selection, now.selection
    parts = {
        "revision": f"Revision {b.revision}.",
        "year": f"Year {b.year}.",
        "south": f"{now.study.definitions[b.south]}.",
        "residual": f"Origins without a country: {RESIDUALS[b.residual]}.",
    }
    sentences = [text for name, text in parts.items() if getattr(a, name) != getattr(b, name)]
    sentences += [
        f"{capital(the(now.names[n]))} is now in the {now.side(n)}." for n in b.moved if n not in a.moved
    ]
    if back := [before.names[n] for n in a.moved if n not in b.moved]:
        them = "it" if len(back) == 1 else "them"
        sentences.append(f"Back where the definition has {them}: {listing(map(the, back))}.")
    return sentences


def evidence(judged: Judgement) -> str:
    """The numbers of a verdict, with the period where there is one."""
    numbers, p = judged.readings[0].evidence, judged.parameters
    dated = "base_year" in p and judged.verdict is not Verdict.NO_DATA
    return f"{numbers} ({p['base_year']} to {p['year']})" if dated else numbers


def trials(alone: dict[str, int]) -> str:
    """Who leads after moving one area alone; ``alone``: South-South minus South-North by area."""
    if not alone:
        return "Areas that you move alone are listed here, by who leads then."
    parts = []
    for name, ahead in (("South-North", False), ("South-South", True)):
        areas = [f"{area} ({abs(lead) / 1e6:.1f})" for area, lead in alone.items() if (lead >= 0) is ahead]
        parts.append(f"{name} ahead with {len(areas)}" + (f": {listing(areas)}." if areas else "."))
    return f"Moved alone so far, and the lead in millions. {' '.join(parts)}"


class Verdicts:
    """The verdicts of a view as a table; under them those before the last change."""

    def __init__(self, now: View, before: View | None = None) -> None:
        self.now, self.before = now, before

    def __repr__(self) -> str:
        return "\n".join(
            f"{c}  {r.verdict.sign} {r.verdict:<10}  {r.statement} {evidence(r)}"
            for c, r in self.now.judgements.items()
        )

    def _repr_html_(self) -> str:
        before = self.before.judgements if self.before else {}
        rows = [(judged, before.get(claim, judged)) for claim, judged in self.now.judgements.items()]
        return render(TABLE, rows=rows, evidence=evidence, badge=badge, compared=self.before is not None)
