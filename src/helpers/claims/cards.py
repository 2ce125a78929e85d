"""Verdicts as a notebook shows them."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from helpers.claims.addresses import linked, linked_source
from helpers.claims.judgement import MIME, Judgement, Verdict
from helpers.claims.templates import CARD, render


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
        lines = [f"{judged.claim}  {judged.verdict.labelled}, {judged.says}: {judged.statement}"]
        lines += [f"  {r.verdict:<13} {r.reading}: {r.evidence}" for r in judged.readings]
        return "\n".join(lines)

    __repr__ = __str__


def badge(verdict: Verdict) -> Markup:
    """A verdict as a small labelled HTML mark."""
    return Markup(
        f'<span style="background:{verdict.colour};color:#fff;border-radius:3px;'
        f'padding:1px 7px;white-space:nowrap">{verdict.labelled}</span>'
    )


def card(judgement: Judgement) -> str:
    """A judgement as an HTML card."""
    return render(CARD, judged=judgement, badge=badge, linked=linked, linked_source=linked_source)
