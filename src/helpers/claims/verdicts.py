"""Verdicts: the rules, and the judgement that a claim and a study make."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import partial
from typing import Any

from helpers.claims.cards import VerdictCard
from helpers.claims.chance import CHANCE, fisher_exact
from helpers.claims.judgement import (
    FIRST_DECIDES,
    Judgement,
    ReadingResult,
    Source,
    Verdict,
    overall,
    rule,
)
from helpers.claims.ledger import UNITS, Claim, Reading, load_claims
from helpers.claims.measures import find_measure
from helpers.claims.provenance import TracedNumber
from helpers.claims.registry import Finding, Measure, Pair
from helpers.errors import UserError
from helpers.format import quantity
from helpers.study import NoData, Study

CLOSE, TIE, RARE = 0.05, 0.01, 0.001


def quantity_verdict(value: float, stated: float, precision: float) -> Verdict:
    """``reproduced`` if value rounds to stated at the stated precision, ``close`` within 5 %.

    All three in the stated unit; a value exactly between two steps rounds to either.
    """
    if abs(value - stated) <= precision / 2 * (1 + 1e-9):
        return Verdict.REPRODUCED
    return Verdict.CLOSE if abs(value - stated) <= CLOSE * abs(stated) else Verdict.DIFFERS


def comparison_verdict(left: float, right: float) -> Verdict:
    """``holds`` if left is more than right, ``tie`` within 1 % of the larger, else ``fails``."""
    if abs(left - right) <= TIE * max(abs(left), abs(right)):
        return Verdict.TIE
    return Verdict.HOLDS if left > right else Verdict.FAILS


def cases_verdict(left: TracedNumber, right: TracedNumber) -> tuple[Verdict, str]:
    """A comparison of two shares of cases, and the counts in words.

    As `comparison_verdict`, but ``too few cases`` where chance makes a difference like this one in
    five of a hundred trials or more (`fisher_exact`, p >= 0.05).
    """
    counts = [round(term.value) for number in (left, right) for term in number.terms]
    p, word = fisher_exact(*counts), comparison_verdict(left.value, right.value)
    told = "{} of {} against {} of {}".format(*counts)
    if word is not Verdict.TIE and p >= CHANCE:
        word = Verdict.TOO_FEW
    often = f"{100 * p:.{0 if p >= 0.1 else 1}f}" if p >= RARE else f"less than {100 * RARE:g}"
    return word, f" ({told}; chance alone does as much {often} times in 100)"


def fact_verdict(holds: bool | None) -> Verdict:
    """``confirmed``, ``contradicted``, or ``unverified`` where there is no evidence."""
    return {True: Verdict.CONFIRMED, False: Verdict.CONTRADICTED, None: Verdict.UNVERIFIED}[holds]


def measure_of(claim: Claim, reading: Reading) -> Measure:
    """The measure that a reading names. Raises UserError unless there is one of the reading's kind."""
    try:
        return find_measure(reading.measure, claim.kind_of(reading))
    except UserError as error:
        raise UserError(f"claim {claim.id}: {error}") from None


def evaluate_reading(study: Study, claim: Claim, reading: Reading) -> ReadingResult:
    """One reading judged under a study's parameters."""
    result = partial(ReadingResult, reading=reading.name, measure=reading.measure)
    measure = measure_of(claim, reading)
    try:
        found = measure.function(study)
    except NoData as reason:
        return result(verdict=Verdict.NO_DATA, value=None, evidence=str(reason))
    if isinstance(found, Finding):
        open_ended = claim.kind_of(reading) == "open"
        return result(
            verdict=Verdict.NOT_TESTABLE if open_ended else fact_verdict(found.holds),
            value=found.holds,
            evidence=found.evidence,
            tables=tuple(found.rows),
        )
    tables = tables_of(found)
    if isinstance(found, TracedNumber):
        assert claim.stated is not None and claim.precision is not None
        value = found.value / UNITS[claim.unit or "persons"]
        evidence = f"{in_unit(value, claim.unit)}, stated {claim.stated_text}{bound(study, measure)}"
        return result(
            verdict=quantity_verdict(value, claim.stated, claim.precision),
            value=round_significant(value),
            difference=round_significant(value - claim.stated),
            evidence=evidence,
            tables=tables,
        )
    left, right = (number.value for number in found)
    if math.isnan(left) or math.isnan(right):
        empty = "one side of the comparison is empty"
        return result(verdict=Verdict.NO_DATA, value=None, evidence=empty)
    sides = f"{reading.left} {quantity(left)}, {reading.right} {quantity(right)}"
    word, counted = cases_verdict(*found) if measure.cases else (comparison_verdict(left, right), "")
    return result(
        verdict=word,
        value=round_significant(left),
        other=round_significant(right),
        difference=round_significant(left - right),
        evidence=sides + counted + bound(study, measure),
        tables=tables,
    )


def tables_of(found: TracedNumber | Pair) -> tuple[str, ...]:
    """The tables whose rows a number, or the two of a comparison, are made of."""
    numbers = (found,) if isinstance(found, TracedNumber) else found
    return tuple(dict.fromkeys(term.table for number in numbers for term in number.terms))


def bound(study: Study, measure: Measure) -> str:
    """What kind of bound a value is, as an addition to its evidence; "" for a plain value."""
    if not measure.bounded or not study.unsplit:
        return ""
    people = f"{study.unsplit / 1e6:.1f} million in the South of unknown origin"
    if study.p.residual == "upper":
        return f" (South-South is an upper bound: it counts {people})"
    return f" (South-South is a lower bound: it leaves out {people})"


def round_significant(value: float) -> float:
    """A number to ten significant digits: further ones differ from machine to machine."""
    return float(f"{value:.10g}")


def in_unit(value: float, unit: str | None) -> str:
    """A number with the unit that it is in: counts whole, others with two decimals."""
    unit = unit or "persons"
    return f"{value:,.0f} {unit}" if unit in ("occurrences", "persons") else f"{value:,.2f} {unit}"


def publishers(study: Study, tables: Iterable[str]) -> tuple[Source, ...]:
    """Who published the tables, each once, as the data package names its sources."""
    found: dict[Source, None] = {}
    for name in (name for name in tables if name in study.package.names):
        for told in study.package.resource(name).get("sources", []):
            by_row = "column source" in told["title"]
            title = f"the table {name}, in which each row names its source" if by_row else told["title"]
            found[Source(title, told.get("path"))] = None
    return tuple(found)


def judgement(study: Study, claim: Claim) -> Judgement:
    """A claim judged under a study's parameters."""
    readings = tuple(evaluate_reading(study, claim, reading) for reading in claim.readings)
    verdicts = [reading.verdict for reading in readings]
    return Judgement(
        claim=claim.id,
        part=claim.part,
        statement=claim.statement,
        said_by=claim.said_by,
        kind=claim.kind,
        stated=claim.stated_text,
        verdict=overall(claim.kind, verdicts),
        contested=len(set(verdicts)) > 1 and rule(claim.kind) is FIRST_DECIDES,
        readings=readings,
        parameters={name: getattr(study.p, name) for name in claim.depends_on},
        cited_source=claim.cited_source,
        sources=publishers(study, (table for reading in readings for table in reading.tables)),
    )


def judge(study: Study, claim_id: str, found: Any = None) -> VerdictCard:
    """The verdict on one claim, as a card that a notebook shows.

    ``found`` is what the notebook computed in the open (for a comparison: the pair). It must equal
    what the ledger's measure returns: two ways, one answer. Raises ValueError if it does not.
    """
    claim = find(study, claim_id)
    judged = judgement(study, claim)
    first = judged.readings[0]
    if found is not None and first.verdict is not Verdict.NO_DATA:
        unit = UNITS[claim.unit or "persons"]
        pair = found if isinstance(found, tuple) else (found / unit,)
        expected = (first.value, first.other)[: len(pair)]
        for mine, ledgers in zip(pair, expected, strict=True):
            if ledgers is None or not math.isclose(mine, ledgers, rel_tol=1e-9):
                raise ValueError(f"{claim_id}: the notebook finds {mine}, the ledger {ledgers}")
    return VerdictCard(judged)


def example(study: Study, claim_id: str, found: Any = None) -> VerdictCard:
    """What `judge` shows, for a notebook that only shows it: another hands the verdict in."""
    return VerdictCard(judge(study, claim_id, found).judgement, example=True)


def find(study: Study, claim_id: str) -> Claim:
    """A claim of the study's ledger by its id."""
    return {c.id: c for c in load_claims(study.package)}[claim_id]
