"""Verdicts: the rules, the record, and the card that a notebook shows.

A notebook hands its verdicts on inside its own outputs, under a media type of their own, so the
scorecard reads them from the executed notebooks beside it and no other file is needed.
"""

from __future__ import annotations

import html
import json
import math
from pathlib import Path
from typing import Any

from helpers.claims import measures
from helpers.claims.ledger import UNITS, Claim, Reading, load_claims
from helpers.parameters import Parameters
from helpers.study import NoData, Study

MIME = "application/vnd.walkthrough.verdict+json"
CLOSE, TIE = 0.05, 0.01
GOOD = {"reproduced", "holds", "confirmed"}
BAD = {"differs", "fails", "contradicted"}
# A sign beside the colour, so that a verdict is not told by colour alone.
SIGNS = {"reproduced": "✓", "holds": "✓", "confirmed": "✓", "close": "≈", "tie": "≈",
         "differs": "✗", "fails": "✗", "contradicted": "✗", "unverified": "?", "no data": "–"}


def quantity_verdict(value: float, stated: float, precision: float) -> str:
    """``reproduced`` if value rounds to stated at the stated precision, ``close`` within 5 %.

    All three in the stated unit; a value exactly between two steps rounds to either.
    """
    if abs(value - stated) <= precision / 2 * (1 + 1e-9):
        return "reproduced"
    return "close" if abs(value - stated) <= CLOSE * abs(stated) else "differs"


def comparison_verdict(left: float, right: float) -> str:
    """``holds`` if left is more than right, ``tie`` within 1 % of the larger, else ``fails``."""
    if abs(left - right) <= TIE * max(abs(left), abs(right)):
        return "tie"
    return "holds" if left > right else "fails"


def fact_verdict(found: bool | None) -> str:
    """``confirmed``, ``contradicted``, or ``unverified`` where there is no evidence."""
    return {True: "confirmed", False: "contradicted", None: "unverified"}[found]


def read(study: Study, claim: Claim, reading: Reading) -> dict[str, Any]:
    """One reading judged: name, verdict, value (and other), difference, evidence."""
    result: dict[str, Any] = {"reading": reading.name, "measure": reading.measure}
    try:
        found = getattr(measures, reading.measure)(study)
    except NoData as reason:
        return result | {"verdict": "no data", "value": None, "evidence": str(reason)}
    kind = claim.kind_of(reading)
    if kind == "quantity":
        assert claim.stated is not None and claim.precision is not None
        value = found / UNITS[claim.unit or "persons"]
        verdict = quantity_verdict(value, claim.stated, claim.precision)
        shown = f"{value:,.0f}" if claim.unit == "occurrences" else f"{value:,.2f}"
        evidence = f"{shown} {claim.unit}, stated {claim.stated_text}"
        return result | {"verdict": verdict, "value": steady(value),
                         "difference": steady(value - claim.stated),
                         "evidence": evidence}
    if kind == "comparison":
        left, right = found
        if math.isnan(left) or math.isnan(right):
            return result | {"verdict": "no data", "value": None,
                             "evidence": "one side of the comparison is empty"}
        return result | {"verdict": comparison_verdict(left, right), "value": steady(left),
                         "other": steady(right), "difference": steady(left - right),
                         "evidence": f"{reading.left} {plain(left)}, {reading.right} "
                                     f"{plain(right)}"}
    finding, evidence = found
    return result | {"verdict": fact_verdict(finding), "value": finding, "evidence": evidence}


def steady(value: float) -> float:
    """A number to ten significant digits: further ones differ from machine to machine."""
    return float(f"{value:.10g}")


def plain(value: float) -> str:
    """A number as a reader writes it: shares in per cent, large numbers in words."""
    if abs(value) >= 1e6:
        return f"{value / 1e6:,.2f} million"
    if abs(value) <= 1:
        return f"{100 * value:.2f} per cent"
    return f"{value:,.0f}" if abs(value) >= 10 else f"{value:.2f}"


def overall(kind: str, verdicts: list[str]) -> str:
    """A claim's verdict from its readings'.

    The first reading, the most literal one, decides; but a fact has parts rather than readings,
    and stands only as well as its weakest part.
    """
    if kind == "fact":
        for weakest in ("contradicted", "no data", "unverified"):
            if weakest in verdicts:
                return weakest
    return verdicts[0]


def verdict(study: Study, claim: Claim) -> dict[str, Any]:
    """A claim judged under a study's parameters: the record that ``verdicts.json`` holds.

    ``contested`` says that another reading of the same sentence gives another verdict.
    """
    readings = [read(study, claim, r) for r in claim.readings]
    verdicts = [r["verdict"] for r in readings]
    parameters = {name: getattr(study.p, name) for name in claim.depends_on}
    return {
        "claim": claim.id,
        "part": claim.part,
        "statement": claim.statement,
        "kind": claim.kind,
        "stated": claim.stated_text,
        "verdict": overall(claim.kind, verdicts),
        "contested": len(set(verdicts)) > 1,
        "readings": readings,
        "parameters": parameters,
    }


def judge(study: Study, claim_id: str, found: Any = None) -> VerdictCard:
    """The verdict on one claim, as a card that a notebook shows.

    ``found`` is what the notebook computed in the open (for a comparison: the pair). It must equal
    what the ledger's function finds, or the notebook stops: two ways, one answer.
    """
    claim = find(study, claim_id)
    record = verdict(study, claim)
    if found is not None:
        first = record["readings"][0]
        unit = UNITS[claim.unit or "persons"]
        pair = found if isinstance(found, tuple) else (found / unit,)
        expected = (first["value"], first.get("other"))[: len(pair)]
        for mine, ledgers in zip(pair, expected, strict=True):
            if not math.isclose(mine, ledgers, rel_tol=1e-9):
                raise ValueError(f"{claim_id}: the notebook finds {mine}, the ledger {ledgers}")
    return VerdictCard(record)


def find(study: Study, claim_id: str) -> Claim:
    """A claim of the study's ledger by its id."""
    return {c.id: c for c in load_claims(study.package.path / "claims.yaml")}[claim_id]


class VerdictCard:
    """A verdict as it is shown: text, HTML, and the record itself."""

    def __init__(self, record: dict[str, Any]) -> None:
        self.record = record

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {MIME: self.record, "text/plain": str(self), "text/html": card(self.record)}

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
    return (f'<span style="background:{colour(verdict)};color:#fff;border-radius:3px;'
            f'padding:1px 7px;white-space:nowrap">{SIGNS[verdict]} {verdict}</span>')


def card(record: dict[str, Any]) -> str:
    """A verdict as an HTML card; everything that comes from data is escaped."""
    several = len(record["readings"]) > 1
    rows = "".join(
        f"<tr><td style='text-align:left'>{html.escape(r['reading'])}</td>"
        f"<td style='text-align:left'>{html.escape(r['evidence'])}</td>"
        f"<td style='text-align:left'>{badge(r['verdict']) if several else ''}</td></tr>"
        for r in record["readings"]
    )
    note = ("<p style='margin:4px 0 0'>Another reading of the same sentence gives another "
            "verdict.</p>" if record["contested"] else "")
    return (
        f"<div role='group' aria-label='Verdict on {record['claim']}' style='border-left:6px solid "
        f"{colour(record['verdict'])};padding:6px 14px;margin:8px 0'>"
        f"<p style='margin:0'><strong>{record['claim']}</strong> {badge(record['verdict'])} "
        f"{html.escape(record['statement'])}</p><table>{rows}</table>{note}</div>"
    )


def collect(folder: Path) -> list[dict[str, Any]]:
    """The verdicts in the outputs of every executed notebook of a folder, in the ledger's order.

    A claim's id begins with I, A or R for the article's introduction, arguments, recommendations.
    """
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            for output in cell.get("outputs", []):
                if MIME in output.get("data", {}):
                    record = output["data"][MIME]
                    found[record["claim"]] = record
    return sorted(found.values(), key=lambda r: ("IAR".index(r["claim"][0]), r["claim"]))


def mismatches(verdicts: list[dict[str, Any]], parameters: Parameters) -> list[str]:
    """Claims that were judged under other parameters than these, with what differs."""
    lines = []
    for record in verdicts:
        other = {k: v for k, v in record["parameters"].items()
                 if k != "text_path" and getattr(parameters, k) != v}
        if other:
            lines.append(f"{record['claim']} ({', '.join(f'{k} = {v}' for k, v in other.items())})")
    return lines
