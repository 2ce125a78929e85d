"""What the explorer says: sentences about a change, and the verdicts as a table."""

from __future__ import annotations

import html
from typing import Any

from helpers.analysis.south import DEFINITIONS
from helpers.claims.cards import SIGNS, badge
from helpers.explore.scene import Scene
from helpers.words import listing

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
_CELL = "text-align:left;vertical-align:top;padding:5px 10px 5px 0;white-space:normal"


def opening(scene: Scene) -> str:
    """The choice in a sentence, and how South-South stands to South-North under it."""
    choice, group = scene.choice, scene.study.group
    return (f"Revision {choice.revision}, year {choice.year}. {DEFINITIONS[choice.south]}: "
            f"{(group == 'South').sum()} of {len(group)} areas are South. {standing(scene)}")


def standing(scene: Scene) -> str:
    """How South-South stands to South-North."""
    word = "more" if scene.lead > 0 else "fewer"
    return (f"South-South counts {abs(scene.lead) / 1e6:,.1f} million people {word} than "
            "South-North.")


def change(before: Scene, now: Scene) -> str:
    """What was changed, which verdicts turn with it, and the numbers of those that do."""
    turned = [c for c in now.records if verdict_of(before, c) != verdict_of(now, c)]
    turns = [f"{c} turns from {verdict_of(before, c)} to {verdict_of(now, c)}: "
             f"{evidence(now.records[c])}." for c in turned]
    rest = "The other verdicts stay." if turned else f"No verdict changes. {standing(now)}"
    return " ".join([*changed(before, now), *turns, rest])


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
        said.append(f"Back where the definition has {'it' if len(back) == 1 else 'them'}: "
                    f"{listing(back)}.")
    return said


def verdict_of(scene: Scene, claim: str) -> str:
    """The verdict on a claim in a scene."""
    return str(scene.records[claim]["verdict"])


def evidence(record: dict[str, Any]) -> str:
    """The numbers of a verdict, with the period where there is one."""
    said = str(record["readings"][0]["evidence"])
    p = record["parameters"]
    return f"{said} ({p['base_year']} to {p['year']})" if "base_year" in p else said


def trials(alone: dict[str, str], claim: str, now: str) -> str:
    """Which areas turn the claim when they are moved alone; ``alone``: verdict by area."""
    if not alone:
        return "Areas that you move alone are listed here."
    turning = [name for name, verdict in alone.items() if verdict != now]
    others = [name for name, verdict in alone.items() if verdict == now]
    found = f"{len(turning)} that turn {claim}"
    found += f" ({listing(turning)})" if turning else ""
    return (f"Moved alone so far: {found}; {len(others)} that do not"
            + (f" ({listing(others)})." if others else "."))


class Verdicts:
    """The verdicts of a scene as a table; beside them those before the last change, if any."""

    def __init__(self, now: Scene, before: Scene | None = None) -> None:
        self.now, self.before = now, before

    def __repr__(self) -> str:
        return "\n".join(f"{c}  {SIGNS[r['verdict']]} {r['verdict']:<10}  {r['statement']} "
                         f"{evidence(r)}" for c, r in self.now.records.items())

    def _repr_html_(self) -> str:
        heads = ["Claim", *(["Before the last change"] if self.before else []), "Now"]
        head = "".join(f"<th scope='col' style='{_CELL}'>{h}</th>" for h in heads)
        rows = "".join(self._row(claim) for claim in self.now.records)
        return (f"<table style='border-collapse:collapse;font-size:13px;line-height:1.35'>"
                f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")

    def _row(self, claim: str) -> str:
        record = self.now.records[claim]
        turned = self.before is not None and verdict_of(self.before, claim) != record["verdict"]
        look = "background:rgba(230,159,0,.22)" if turned else ""
        cells = [_judged(record, "turned" if turned else "")]
        if self.before:
            cells.insert(0, _judged(self.before.records[claim]))
        tds = "".join(f"<td style='{_CELL}'>{cell}</td>" for cell in cells)
        return (f"<tr style='{look}'><th scope='row' style='{_CELL};font-weight:normal'><strong>"
                f"{claim}</strong> {html.escape(record['statement'])}</th>{tds}</tr>")


def _judged(record: dict[str, Any], note: str = "") -> str:
    mark = f" <strong>{note}</strong>" if note else ""
    return f"{badge(record['verdict'])}{mark}<br>{html.escape(evidence(record))}"
