"""What the explorer says: sentences about a change, and the verdicts as a table."""

from __future__ import annotations

import html

from helpers.analysis.south import DEFINITIONS
from helpers.claims.cards import badge
from helpers.claims.judgement import Judgement, Verdict
from helpers.explore.state import Scene
from helpers.format import listing

RESIDUALS = {
    "assign": "assign: counted where the publisher puts them",
    "drop": "drop: left out",
    "upper": "upper: all whose side is unknown count as South",
}
FALLBACK = (
    "The controls are here when a kernel runs: open this notebook in JupyterLab (make lab) and "
    "choose Run, Run All Cells. Without one, the figure and the table above show the starting "
    "choice."
)
_CELL = "text-align:left;vertical-align:top;padding:4px 8px;white-space:normal"


def opening(scene: Scene) -> str:
    """The choice in a sentence, and how South-South stands to South-North under it."""
    choice, group = scene.choice, scene.study.group
    return (
        f"Revision {choice.revision}, year {choice.year}. {DEFINITIONS[choice.south]}: "
        f"{(group == 'South').sum()} of {len(group)} areas are South. {standing(scene)}"
    )


def standing(scene: Scene) -> str:
    """How South-South stands to South-North."""
    word = "more" if scene.lead > 0 else "fewer"
    return f"South-South counts {abs(scene.lead) / 1e6:,.1f} million people {word} than South-North."


def change(before: Scene, now: Scene) -> str:
    """What was changed, and which verdicts turn with it: comparisons with their numbers."""
    turned = [c for c in now.records if verdict_of(before, c) != verdict_of(now, c)]
    turns = {c: f"{c} turns from {verdict_of(before, c)} to {verdict_of(now, c)}" for c in turned}
    # These are what the page is about, and a reader who listens hears them first.
    first = [c for c in turned if now.records[c].kind == "comparison"]
    said = [f"{turns[c]}: {evidence(now.records[c])}." for c in first]
    said += [f"{turns[c]}." for c in turned if c not in first]
    if not first:
        said += [standing(now)]
    return " ".join([*changed(before, now), *(said if turned else ["No verdict turns.", *said])])


def changed(before: Scene, now: Scene) -> list[str]:
    """A sentence for each part of the choice that is another one."""
    a, b = before.choice, now.choice
    said = []
    if a.revision != b.revision:
        said.append(f"Revision {b.revision}.")
    if a.year != b.year:
        said.append(f"Year {b.year}.")
    if a.south != b.south:
        said.append(f"{DEFINITIONS[b.south]}.")
    if a.residual != b.residual:
        said.append(f"Origins without a country: {RESIDUALS[b.residual]}.")
    back = [before.names[n] for n in a.moved if n not in b.moved]
    said += [f"{now.names[n]} is now in the {now.side(n)}." for n in b.moved if n not in a.moved]
    if back:
        said.append(f"Back where the definition has {'it' if len(back) == 1 else 'them'}: {listing(back)}.")
    return said


def verdict_of(scene: Scene, claim: str) -> Verdict:
    """The verdict on a claim in a scene."""
    return scene.records[claim].verdict


def evidence(judged: Judgement) -> str:
    """The numbers of a verdict, with the period where there is one."""
    said, p = judged.readings[0].evidence, judged.parameters
    dated = "base_year" in p and judged.verdict is not Verdict.NO_DATA
    return f"{said} ({p['base_year']} to {p['year']})" if dated else said


def trials(alone: dict[str, int]) -> str:
    """Who leads after moving one area alone; ``alone``: South-South minus South-North by area."""
    if not alone:
        return "Areas that you move alone are listed here, by who leads then."
    behind = {area: lead for area, lead in alone.items() if lead < 0}
    ahead = {area: lead for area, lead in alone.items() if lead >= 0}
    said = []
    for name, leads in (("South-North", behind), ("South-South", ahead)):
        areas = [f"{area} ({abs(lead) / 1e6:.1f})" for area, lead in leads.items()]
        said.append(f"{name} ahead with {len(areas)}" + (f": {listing(areas)}." if areas else "."))
    return f"Moved alone so far, and the lead in millions. {' '.join(said)}"


class Verdicts:
    """The verdicts of a scene as a table; under them those before the last change."""

    def __init__(self, now: Scene, before: Scene | None = None) -> None:
        self.now, self.before = now, before

    def __repr__(self) -> str:
        return "\n".join(
            f"{c}  {r.verdict.sign} {r.verdict:<10}  {r.statement} {evidence(r)}"
            for c, r in self.now.records.items()
        )

    def _repr_html_(self) -> str:
        heads = ("Claim", "Now, and before the last change" if self.before else "Now")
        head = "".join(f"<th scope='col' style='{_CELL}'>{h}</th>" for h in heads)
        rows = "".join(self._row(claim) for claim in self.now.records)
        return (
            "<table style='border-collapse:collapse;font-size:12px;line-height:1.35'>"
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        )

    def _row(self, claim: str) -> str:
        record = self.now.records[claim]
        shown, numbers, look = str(badge(record.verdict)), html.escape(evidence(record)), ""
        if self.before and evidence(last := self.before.records[claim]) != evidence(record):
            numbers += f"<br>before: {html.escape(evidence(last))}"
        if self.before and (word := verdict_of(self.before, claim)) != record.verdict:
            shown, look = f"{badge(word)} turns to {shown}", "background:rgba(230,159,0,.2)"
        head = f"<th scope='row' style='{_CELL};font-weight:normal;width:38%'>"
        return (
            f"<tr style='{look}'>{head}<strong>{claim}</strong> "
            f"{html.escape(record.statement)}</th>"
            f"<td style='{_CELL}'>{shown}<br>{numbers}</td></tr>"
        )
