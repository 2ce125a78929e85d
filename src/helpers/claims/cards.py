"""Verdicts as they are shown, and as they are read back.

A notebook hands its verdicts on inside its own outputs, under a media type of their own, so the
scorecard reads them from the executed notebooks beside it and no other file is needed.
"""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import Any

from helpers.claims.copies import original
from helpers.claims.outputs import records
from helpers.claims.records import checked
from helpers.data.files import LARGEST, read_bytes
from helpers.errors import UserError
from helpers.parameters import Parameters

MIME = "application/vnd.walkthrough.verdict+json"
GOOD = {"reproduced", "holds", "confirmed"}
BAD = {"differs", "fails", "contradicted"}
# A sign beside the colour, so that a verdict is not told by colour alone.
SIGNS = {
    "reproduced": "✓",
    "holds": "✓",
    "confirmed": "✓",
    "close": "≈",
    "tie": "≈",
    "differs": "✗",
    "fails": "✗",
    "contradicted": "✗",
    "unverified": "?",
    "no data": "–",
}


class VerdictCard:
    """A verdict as it is shown: text, HTML, and the record itself, which hands the verdict in.

    An example shows the same and hands in nothing.
    """

    def __init__(self, record: dict[str, Any], example: bool = False) -> None:
        self.record, self.example = record, example

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        shown = {"text/plain": str(self), "text/html": card(self.record)}
        return shown if self.example else {MIME: self.record} | shown

    def __str__(self) -> str:
        r = self.record
        lines = [f"{r['claim']}  {SIGNS[r['verdict']]} {r['verdict']}: {r['statement']}"]
        lines += [f"  {x['verdict']:<12} {x['reading']}: {x['evidence']}" for x in r["readings"]]
        return "\n".join(lines)

    __repr__ = __str__


def colour(verdict: str) -> str:
    """A colour for a verdict, dark enough on white and on black to be read."""
    if verdict in GOOD:
        return "#1b7837"
    return "#b2182b" if verdict in BAD else "#7a6100" if verdict in SIGNS else "#555"


def badge(verdict: str) -> str:
    """A verdict as a small labelled HTML mark."""
    return (
        f'<span style="background:{colour(verdict)};color:#fff;border-radius:3px;'
        f'padding:1px 7px;white-space:nowrap">{SIGNS[verdict]} {verdict}</span>'
    )


def card(record: dict[str, Any]) -> str:
    """A verdict as an HTML card; everything that comes from data is escaped."""
    several = len(record["readings"]) > 1
    rows = "".join(
        f"<tr><td style='text-align:left'>{html.escape(r['reading'])}</td>"
        f"<td style='text-align:left'>{html.escape(r['evidence'])}</td>"
        f"<td style='text-align:left'>{badge(r['verdict']) if several else ''}</td></tr>"
        for r in record["readings"]
    )
    note = (
        "<p style='margin:4px 0 0'>Another reading of the same sentence gives another verdict.</p>"
        if record["contested"]
        else ""
    )
    claim = html.escape(record["claim"])
    return (
        f"<div role='group' aria-label='Verdict on {claim}' style='border-left:6px solid "
        f"{colour(record['verdict'])};padding:6px 14px;margin:8px 0'>"
        f"<p style='margin:0'><strong>{claim}</strong> {badge(record['verdict'])} "
        f"{html.escape(record['statement'])}</p><table>{rows}</table>{note}</div>"
    )


def collect(folder: Path) -> list[dict[str, Any]]:
    """The verdicts in the outputs of every executed notebook of a folder, in the ledger's order.

    Those of copies (`helpers.claims.copies`) do not count. Raises UserError if a claim is judged
    twice. A claim's id begins with I, A or R for the article's introduction, arguments,
    recommendations.
    """
    found: dict[str, dict[str, Any]] = {}
    judges: dict[str, str] = {}
    for path in sorted(folder.glob("[!.]*.ipynb")):
        notebook = json.loads(read_bytes(path, LARGEST))
        if original(notebook, path.stem):
            continue
        for said in records(notebook, MIME):
            (record,) = checked([said], path.name)
            if (first := judges.setdefault(record["claim"], path.stem)) != path.stem:
                raise UserError(
                    f"{first} and {path.stem} both judge claim {record['claim']}; move one of the two away"
                )
            if record["claim"] in found:
                raise UserError(
                    f"{path.stem} judges claim {record['claim']} twice; delete one of the two cells"
                )
            found[record["claim"]] = record
    return sorted(found.values(), key=lambda r: ("IAR".index(r["claim"][0]), r["claim"]))


def mismatches(verdicts: list[dict[str, Any]], parameters: Parameters) -> list[str]:
    """Claims that were judged under other parameters than these, with what differs."""
    lines = []
    for record in verdicts:
        other = {
            k: v for k, v in record["parameters"].items() if k != "text_path" and getattr(parameters, k) != v
        }
        if other:
            lines.append(f"{record['claim']} ({', '.join(f'{k} = {v}' for k, v in other.items())})")
    return lines
