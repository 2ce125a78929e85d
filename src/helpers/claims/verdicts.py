"""Verdicts: the rules, and the record that a claim and a study make."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from helpers.claims import measures
from helpers.claims.cards import VerdictCard
from helpers.claims.ledger import UNITS, Claim, Reading, load_claims
from helpers.errors import UserError
from helpers.study import NoData, Study

CLOSE, TIE = 0.05, 0.01
FOUND = {"quantity": "float", "comparison": "Pair", "fact": "Finding", "audit": "Finding"}
"""What the measures of each kind return, as they are annotated."""


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


def measure_of(claim: Claim, reading: Reading) -> Callable[[Study], Any]:
    """The function that a ledger names, which must find what the kind is judged by."""
    name, kind = reading.measure, claim.kind_of(reading)
    try:
        found = measures.measure(name)
        if found.__annotations__.get("return") != FOUND[kind]:
            raise UserError(f"the ledger of claims: no measure {name!r} of the kind {kind}")
    except UserError as error:
        raise UserError(f"claim {claim.id}: {error}") from None
    return found


def read(study: Study, claim: Claim, reading: Reading) -> dict[str, Any]:
    """One reading judged: name, verdict, value (and other), difference, evidence."""
    result: dict[str, Any] = {"reading": reading.name, "measure": reading.measure}
    try:
        found = measure_of(claim, reading)(study)
    except NoData as reason:
        return result | {"verdict": "no data", "value": None, "evidence": str(reason)}
    kind = claim.kind_of(reading)
    if kind == "quantity":
        assert claim.stated is not None and claim.precision is not None
        unit = claim.unit or "persons"
        value = found / UNITS[unit]
        verdict = quantity_verdict(value, claim.stated, claim.precision)
        shown = f"{value:,.0f}" if unit in ("occurrences", "persons") else f"{value:,.2f}"
        evidence = f"{shown} {unit}, stated {claim.stated_text}"
        evidence += measures.bound(study, reading.measure)
        return result | {
            "verdict": verdict,
            "value": steady(value),
            "difference": steady(value - claim.stated),
            "evidence": evidence,
        }
    if kind == "comparison":
        left, right = found
        if math.isnan(left) or math.isnan(right):
            return result | {
                "verdict": "no data",
                "value": None,
                "evidence": "one side of the comparison is empty",
            }
        return result | {
            "verdict": comparison_verdict(left, right),
            "value": steady(left),
            "other": steady(right),
            "difference": steady(left - right),
            "evidence": f"{reading.left} {plain(left)}, {reading.right} "
            f"{plain(right)}{measures.bound(study, reading.measure)}",
        }
    finding, evidence, _ = found
    return result | {"verdict": fact_verdict(finding), "value": finding, "evidence": evidence}


def steady(value: float) -> float:
    """A number to ten significant digits: further ones differ from machine to machine."""
    return float(f"{value:.10g}")


def plain(value: float) -> str:
    """A number as a reader writes it: shares in per cent, large numbers in words."""
    if not value:
        return "0"
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
    first = record["readings"][0]
    if found is not None and first["verdict"] != "no data":
        unit = UNITS[claim.unit or "persons"]
        pair = found if isinstance(found, tuple) else (found / unit,)
        expected = (first["value"], first.get("other"))[: len(pair)]
        for mine, ledgers in zip(pair, expected, strict=True):
            if not math.isclose(mine, ledgers, rel_tol=1e-9):
                raise ValueError(f"{claim_id}: the notebook finds {mine}, the ledger {ledgers}")
    return VerdictCard(record)


def example(study: Study, claim_id: str, found: Any = None) -> VerdictCard:
    """What `judge` shows, for a notebook that only shows it: another hands the verdict in."""
    return VerdictCard(judge(study, claim_id, found).record, example=True)


def find(study: Study, claim_id: str) -> Claim:
    """A claim of the study's ledger by its id."""
    return {c.id: c for c in load_claims(study.package)}[claim_id]
