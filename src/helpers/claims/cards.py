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
from helpers.claims.judgement import MIME, Judgement, Verdict, judgements
from helpers.claims.outputs import records
from helpers.data.files import LARGEST, read_bytes
from helpers.errors import UserError
from helpers.parameters import Parameters


class VerdictCard:
    """A judgement as a notebook shows it: text, HTML, and the record, which hands the verdict in.

    An example shows the same and hands in nothing.
    """

    def __init__(self, judgement: Judgement, example: bool = False) -> None:
        self.judgement, self.example = judgement, example

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        shown = {"text/plain": str(self), "text/html": card(self.judgement)}
        return shown if self.example else {MIME: self.judgement.as_json()} | shown

    def __str__(self) -> str:
        judged = self.judgement
        lines = [f"{judged.claim}  {judged.verdict.labelled}: {judged.statement}"]
        lines += [f"  {r.verdict:<12} {r.reading}: {r.evidence}" for r in judged.readings]
        return "\n".join(lines)

    __repr__ = __str__


def badge(verdict: Verdict) -> str:
    """A verdict as a small labelled HTML mark."""
    return (
        f'<span style="background:{verdict.colour};color:#fff;border-radius:3px;'
        f'padding:1px 7px;white-space:nowrap">{verdict.labelled}</span>'
    )


def card(judgement: Judgement) -> str:
    """A judgement as an HTML card; everything that comes from data is escaped."""
    several = len(judgement.readings) > 1
    rows = "".join(
        f"<tr><td style='text-align:left'>{html.escape(r.reading)}</td>"
        f"<td style='text-align:left'>{html.escape(r.evidence)}</td>"
        f"<td style='text-align:left'>{badge(r.verdict) if several else ''}</td></tr>"
        for r in judgement.readings
    )
    note = (
        "<p style='margin:4px 0 0'>Another reading of the same sentence gives another verdict.</p>"
        if judgement.contested
        else ""
    )
    claim = html.escape(judgement.claim)
    return (
        f"<div role='group' aria-label='Verdict on {claim}' style='border-left:6px solid "
        f"{judgement.verdict.colour};padding:6px 14px;margin:8px 0'>"
        f"<p style='margin:0'><strong>{claim}</strong> {badge(judgement.verdict)} "
        f"{html.escape(judgement.statement)}</p><table>{rows}</table>{note}</div>"
    )


def collect(folder: Path) -> list[Judgement]:
    """The verdicts in the outputs of every executed notebook of a folder, in the ledger's order.

    Those of copies (`helpers.claims.copies`) do not count. Raises UserError if a claim is judged
    twice. A claim's id begins with I, A or R for the article's introduction, arguments,
    recommendations.
    """
    found: dict[str, Judgement] = {}
    judges: dict[str, str] = {}
    for path in sorted(folder.glob("[!.]*.ipynb")):
        notebook = json.loads(read_bytes(path, LARGEST))
        if original(notebook, path.stem):
            continue
        for record in records(notebook, MIME):
            (judged,) = judgements([record], path.name)
            claim = judged.claim
            if (first := judges.setdefault(claim, path.stem)) != path.stem:
                raise UserError(f"{first} and {path.stem} both judge claim {claim}; move one of the two away")
            if claim in found:
                raise UserError(f"{path.stem} judges claim {claim} twice; delete one of the two cells")
            found[claim] = judged
    return sorted(found.values(), key=lambda j: ("IAR".index(j.claim[0]), j.claim))


def mismatches(verdicts: list[Judgement], parameters: Parameters) -> list[str]:
    """Claims that were judged under other parameters than these, with what differs."""
    lines = []
    for judged in verdicts:
        other = {
            k: v for k, v in judged.parameters.items() if k != "text_path" and getattr(parameters, k) != v
        }
        if other:
            lines.append(f"{judged.claim} ({', '.join(f'{k} = {v}' for k, v in other.items())})")
    return lines
