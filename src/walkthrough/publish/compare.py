"""What changed between two sets of verdicts, claim by claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from helpers.claims.judgement import Judgement, ReadingResult, Verdict
from helpers.claims.ledger import load_claims
from helpers.claims.verdicts import in_unit, judgement
from helpers.data.package import Package
from helpers.errors import UserError
from helpers.format import listing
from helpers.parameters import resolve
from helpers.sanitize import markdown
from helpers.study import Study
from walkthrough.util.templates import render

TEMPLATE = Path(__file__).parent / "templates" / "compare.html.j2"
CLAIM = "(the claim)"
"""Stands in place of a reading's name in the row of a claim."""


def data_that_differ(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Files that are not the same in two data packages, by the sha256 of each file."""
    return sorted(p for p in {*before, *after} if before.get(p) != after.get(p))


def data_told(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """Whether two runs read the same data, and which files differ."""
    if not before or not after:
        return "Whether the data are the same is unknown: a run does not say which files it read."
    differ = data_that_differ(before, after)
    return f"The data differ: {', '.join(differ)}." if differ else "The data are the same."


def years_told(before: Sequence[Judgement], after: Sequence[Judgement]) -> str:
    """That two runs are of different years, as one more sentence; "" if they are not."""
    a, b = ({j.parameters["year"] for j in side if "year" in j.parameters} for side in (before, after))
    if not a or not b or a == b:
        return ""
    years = (listing(map(str, sorted(side, key=str))) for side in (a, b))
    return f" The years differ: {' against '.join(years)}. What changed may be the year, not the data."


def common_year(package: Package, revisions: Iterable[int], year: int | None = None) -> int:
    """The latest year that all of these revisions have, or ``year`` if they have it.

    Raises UserError if there is no such year, or no such revision.
    """
    found = [resolve(package, revision=revision).revision for revision in revisions]
    common = sorted(set.intersection(*(set(package.years(revision)) for revision in found)))
    both = listing(map(str, found))
    if not common:
        raise UserError(f"revisions {both} have no year in common; compare others")
    if year is not None and year not in common:
        allowed = ", ".join(map(str, common))
        raise UserError(f"--year {year}: not a year of revisions {both}; allowed: {allowed}")
    return year if year is not None else common[-1]


def of_revision(package: Package, revision: int, year: int) -> list[Judgement]:
    """The verdicts on every claim under one revision in a year, other parameters at their defaults."""
    study = Study(package, resolve(package, revision=revision, year=year))
    return [judgement(study, claim) for claim in load_claims(package)]


class Change(NamedTuple):
    """A claim or reading on both sides. The fields are the columns of a comparison.

    ``change`` is "flip" (another verdict), "value" (the same verdict on another value), "no data"
    (which is no verdict: on one side only), "reworded" (another verdict, on other words), "new",
    "gone", or "" where nothing changed.
    """

    claim: str
    reading: str
    before: str
    after: str
    verdict_before: str
    verdict_after: str
    change: str


COLUMNS = tuple(name.replace("_", " ") for name in Change._fields)


def changes(before: Sequence[Judgement], after: Sequence[Judgement]) -> list[Change]:
    """One row per claim and reading that either side has: values, verdicts, what changed.

    A claim that both sides have has a row of its own before these, for the verdict that stands
    above its readings.
    """
    old, new = ({judged.claim: judged for judged in side} for side in (before, after))
    rows = []
    for claim in dict.fromkeys([*old, *new]):
        a, b = old.get(claim), new.get(claim)
        if a and b:
            change = _turn(a.verdict, b.verdict, a.statement != b.statement)
            rows.append(Change(claim, CLAIM, "-", "-", a.verdict.value, b.verdict.value, change))
        was, is_now = ({r.reading: r for r in side.readings} if side else {} for side in (a, b))
        for name in dict.fromkeys([*was, *is_now]):
            rows.append(_change(claim, name, (a, was.get(name)), (b, is_now.get(name))))
    return rows


Side = tuple[Judgement | None, ReadingResult | None]


def _change(claim: str, reading: str, before: Side, after: Side) -> Change:
    """What became of a reading that one side or both have."""
    (a, old), (b, new) = before, after
    if a is None or b is None or old is None or new is None:
        change = "new" if old is None else "gone"
    else:
        reworded = a.statement != b.statement
        change = _turn(old.verdict, new.verdict, reworded) or (
            "value" if old.evidence != new.evidence else ""
        )
    was, is_now = (r.verdict.value if r else "-" for r in (old, new))
    return Change(claim, reading, _found(*before), _found(*after), was, is_now, change)


def _turn(before: Verdict, after: Verdict, reworded: bool) -> str:
    """What a verdict did: flip, come or go with the data, or stay (""); that on other words is another."""
    if before is after:
        return ""
    if reworded:
        return "reworded"
    return "no data" if Verdict.NO_DATA in (before, after) else "flip"


def _found(judged: Judgement | None, reading: ReadingResult | None) -> str:
    """What a reading found: a quantity's value in its unit, else the evidence."""
    if not judged or not reading:
        return "-"
    if reading.value is None or reading.difference is None or reading.other is not None:
        return reading.evidence
    return in_unit(reading.value, judged.unit)


def counted(rows: list[Change]) -> str:
    """How many readings changed, and how many of these, and of the claims' own verdicts, turned."""
    claims = [row.change for row in rows if row.reading == CLAIM]
    readings = [row.change for row in rows if row.reading != CLAIM]
    both = [change for change in readings if change not in ("new", "gone")]
    alone = len(readings) - len(both)
    return (
        f"{sum(map(bool, both))} of {len(both)} readings changed, {both.count('flip')} flipped;"
        f" {claims.count('flip')} of {len(claims)} verdicts flipped"
        + (f"; {alone} readings are in one of the two only" if alone else "")
    )


def as_markdown(rows: list[Change], title: str, told: str = "") -> str:
    """The changed rows as a Markdown table, with a sentence above it."""
    lines = [f"# {markdown(title)}", "", *([markdown(told), ""] if told else [])]
    lines += ["| " + " | ".join(COLUMNS) + " |", "|" + "---|" * len(COLUMNS)]
    for row in rows:
        lines.append("| " + " | ".join(map(markdown, row)) + " |")
    return "\n".join(lines) + "\n"


def as_html(rows: list[Change], title: str, data: str = "") -> str:
    """The changed rows as one HTML page."""
    marked = [
        row._replace(verdict_before=_mark(row.verdict_before), verdict_after=_mark(row.verdict_after))
        for row in rows
    ]
    return render(TEMPLATE, title=title, data=data, columns=COLUMNS, rows=marked)


def _mark(verdict: str) -> str:
    """A verdict with its sign, or "-"."""
    return Verdict(verdict).labelled if verdict in set(Verdict) else verdict
