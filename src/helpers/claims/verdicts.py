"""The judgement that a claim and a study make; its rules are in `helpers.claims.rules`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from helpers.claims.cards import VerdictCard
from helpers.claims.judgement import (
    FIRST_DECIDES,
    Judgement,
    ReadingResult,
    Source,
    Verdict,
    overall,
    rule,
)
from helpers.claims.kinds import UNITS
from helpers.claims.ledger import Claim, Reading, load_claims
from helpers.claims.measures import find_measure
from helpers.claims.provenance import TracedNumber
from helpers.claims.registry import Finding, Measure, Pair
from helpers.claims.rules import (
    audit_verdict,
    bounded_verdict,
    cases_verdict,
    comparison_verdict,
    fact_verdict,
    quantity_verdict,
)
from helpers.errors import UserError
from helpers.format import quantity
from helpers.parameters import YEARS
from helpers.study import NoData, Study

UNNAMED = "whose country of origin is not published"


def measure_of(claim: Claim, reading: Reading) -> Measure:
    """The measure that a reading names. Raises UserError unless there is one of the reading's kind."""
    try:
        return find_measure(reading.measure, claim.kind_of(reading))
    except UserError as error:
        raise UserError(f"claim {claim.id}: {error}") from None


def lacking(study: Study, claim: Claim) -> int | None:
    """A year that the claim is asked of and that the study's revision does not have."""
    p, package = study.p, study.package
    years = {"year": package.years, "base_year": package.total_years}
    asked = [(getattr(p, name), years[name](p.revision)) for name in YEARS if name in claim.depends_on]
    return next((year for year, there in asked if year not in there), None)


def evaluate_reading(study: Study, claim: Claim, reading: Reading) -> ReadingResult:
    """One reading judged under a study's parameters.

    A verdict never moves to another year by itself. A claim that the ledger dates is judged in its year,
    or in one that was asked for; in a year that `resolve` found instead ("latest", or a base year
    that gave way) there is *no data*, and the evidence says what that year has.
    """
    p = study.p
    if (year := lacking(study, claim)) is not None:
        return _no_data(reading, f"the {p.revision} revision has no {year}")
    found = _found(study, claim, reading)
    other = {name: year for name, year in claim.years.items() if getattr(p, name) != year}
    if not other or found.verdict in (Verdict.NO_DATA, Verdict.UNVERIFIED):  # in any year
        return found
    spoken = f"read here {_when(other)}"
    if other.keys() <= p.asked:
        note = f"asked {_when({name: getattr(p, name) for name in other})}; {spoken}"
        return found.model_copy(update={"evidence": f"{found.evidence} ({note})"})
    if (year := claim.years.get("year", p.year)) not in study.package.years(p.revision):
        spoken = f"read here as of {year}, which the {p.revision} revision does not have"
    numbers = found.evidence.replace(f", stated {claim.stated_text}", "")
    period = f"{p.base_year} to {p.year}" if "base_year" in claim.depends_on else f"in {p.year}"
    return _no_data(reading, f"{spoken}; {period}: {numbers}")


def _when(years: Mapping[str, int]) -> str:
    """ "as of 2017", "of growth since 2000", or both."""
    words = {"year": "as of", "base_year": "of growth since"}
    return " and ".join(f"{words[name]} {year}" for name, year in years.items())


def _no_data(reading: Reading, reason: str) -> ReadingResult:
    return ReadingResult(
        reading=reading.name,
        measure=reading.measured_by,
        verdict=Verdict.NO_DATA,
        value=None,
        evidence=reason,
    )


def _found(study: Study, claim: Claim, reading: Reading) -> ReadingResult:
    """What a reading comes to in the years of the study, whatever year the claim is read as of."""
    result = partial(ReadingResult, reading=reading.name, measure=reading.measured_by)
    measure = measure_of(claim, reading)
    try:
        found = measure.function(study)
    except NoData as reason:
        return _no_data(reading, str(reason))
    if isinstance(found, Finding) and found.counted:
        there, wanted = found.counted
        verdict = audit_verdict(there, wanted)
        return result(verdict=verdict, value=float(there), other=float(wanted), evidence=found.evidence)
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
        assert claim.stated is not None
        value = found.value / UNITS[claim.unit or "persons"]
        evidence = f"{in_unit(value, claim.unit)}, stated {claim.stated_text}{bound(study, measure)}"
        if claim.comparator or claim.precision is None:  # a bar, and not a figure
            passes = claim.comparator == "more than"
            word = comparison_verdict(*((value, claim.stated) if passes else (claim.stated, value)))
        else:
            other = other_bound(study, measure, found) / UNITS[claim.unit or "persons"]
            word = bounded_verdict(value, other, claim.stated, claim.precision)
            if word is not quantity_verdict(value, claim.stated, claim.precision):
                evidence += f"; {claim.stated_text} lies between that and {in_unit(other, claim.unit)}"
        return result(
            verdict=word,
            value=round_significant(value),
            difference=round_significant(value - claim.stated),
            evidence=evidence,
            tables=tables,
        )
    left, right = (number.value for number in found)
    if math.isnan(left) or math.isnan(right):
        return _no_data(reading, "one side of the comparison is empty")
    sides = f"{_side(study, reading.left)} {quantity(left)}, {_side(study, reading.right)} {quantity(right)}"
    word, counted = cases_verdict(*found) if measure.cases else (comparison_verdict(left, right), "")
    return result(
        verdict=word,
        value=round_significant(left),
        other=round_significant(right),
        difference=round_significant(left - right),
        evidence=sides + counted + bound(study, measure),
        tables=tables,
    )


def _side(study: Study, name: str) -> str:
    """The name of a side, with the study's years where the ledger has "{year}" or "{base_year}"."""
    for parameter in YEARS:
        name = name.replace(f"{{{parameter}}}", str(getattr(study.p, parameter)))
    return name


def tables_of(found: TracedNumber | Pair) -> tuple[str, ...]:
    """The tables whose rows a number, or the two of a comparison, are made of."""
    numbers = (found,) if isinstance(found, TracedNumber) else found
    return tuple(dict.fromkeys(term.table for number in numbers for term in number.terms))


def bound(study: Study, measure: Measure) -> str:
    """What kind of bound a value is, as an addition to its evidence; "" for a plain value."""
    if not measure.bounded:
        return ""
    (south, north), two = study.unsplit, measure.bounded == "directions"
    if measure.bounded == "origins" and south + north:
        return f" (a bound: there are also {(south + north) / 1e6:.1f} million people {UNNAMED})"
    if measure.bounded == "origins" or not (south or (two and north)):
        return ""
    upper, people = study.p.residual == "upper", f"{south / 1e6:.1f} million in the South"
    if measure.bounded == "stock":
        kind = "an upper bound: it counts" if upper else "a lower bound: it leaves out"
        return f" (South-South is {kind} {people} {UNNAMED})"
    if two:
        people += f" and {north / 1e6:.1f} in the North"
    else:
        people = "people in the South"  # in each year others
    kind = "upper bounds: they count" if upper else "lower bounds: they leave out"
    return f" (both are {kind} {people} {UNNAMED})"


def other_bound(study: Study, measure: Measure, found: TracedNumber) -> float:
    """The bound on the other side of a quantity (``upper``, or as published); itself if it is no bound."""
    if not bound(study, measure):
        return found.value
    rule = "assign" if study.p.residual == "upper" else "upper"
    other = measure.function(study.under(study.p.model_copy(update={"residual": rule})))
    assert isinstance(other, TracedNumber)
    return other.value


def round_significant(value: float) -> float:
    """A number to ten significant digits: further ones differ from machine to machine."""
    return float(f"{value:.10g}")


def in_unit(value: float, unit: str | None) -> str:
    """A number with the unit that it is in: counts whole, others with two decimals."""
    unit = unit or "persons"
    if unit == "place":
        return f"place {value:,.0f}"
    return (
        f"{value:,.0f} {unit}" if unit in ("occurrences", "persons", "countries") else f"{value:,.2f} {unit}"
    )


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
        notes=claim.notes,
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
