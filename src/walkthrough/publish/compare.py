"""What changed between two sets of verdicts, claim by claim."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from helpers.claims.cards import SIGNS
from helpers.claims.ledger import load_claims
from helpers.claims.verdicts import verdict
from helpers.data.package import Package
from helpers.parameters import resolve
from helpers.sanitize import markdown
from helpers.study import Study

COLUMNS = ("claim", "reading", "before", "after", "verdict before", "verdict after", "change")
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


def of_revision(package: Package, revision: int) -> list[dict[str, Any]]:
    """The verdicts on every claim under one revision, other parameters at their defaults."""
    study = Study(package, resolve(package, revision=revision))
    return [verdict(study, claim) for claim in load_claims(package)]


def changes(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row a claim and reading that either side has: values, verdicts, what changed.

    A claim that both sides have has a row of its own before these, for the verdict that stands
    above its readings. ``change`` is "flip" (another verdict), "value" (the same verdict on
    another value), "new", "gone", or "" where nothing changed.
    """
    old, new = ({v["claim"]: v for v in side} for side in (before, after))
    rows = []
    for claim in dict.fromkeys([*old, *new]):
        was, is_now = (_by_reading(side.get(claim)) for side in (old, new))
        for reading in dict.fromkeys([*was, *is_now]):
            a, b = was.get(reading), is_now.get(reading)
            if a is None or b is None:
                change = "new" if a is None else "gone"
            elif a["verdict"] != b["verdict"]:
                change = "flip"
            else:
                change = "" if a.get("evidence") == b.get("evidence") else "value"
            if reading == CLAIM and change in ("new", "gone"):
                continue  # its readings say so
            rows.append(
                {
                    "claim": claim,
                    "reading": reading,
                    "before": _found(a),
                    "after": _found(b),
                    "verdict before": a["verdict"] if a else "-",
                    "verdict after": b["verdict"] if b else "-",
                    "change": change,
                }
            )
    return rows


def counted(rows: list[dict[str, Any]]) -> str:
    """How many readings changed, and how many of these, and of the claims' own verdicts, turned."""
    claims = [row["change"] for row in rows if row["reading"] == CLAIM]
    readings = [row["change"] for row in rows if row["reading"] != CLAIM]
    both = [change for change in readings if change not in ("new", "gone")]
    alone = len(readings) - len(both)
    return (
        f"{sum(map(bool, both))} of {len(both)} readings changed, {both.count('flip')} flipped;"
        f" {claims.count('flip')} of {len(claims)} verdicts flipped"
        + (f"; {alone} readings are in one of the two only" if alone else "")
    )


def _by_reading(record: dict[str, Any] | None) -> dict[str, dict[str, Any]]:
    """What is judged of a claim: the verdict on the whole, which has no evidence, and readings."""
    if record is None:
        return {}
    return {CLAIM: {"verdict": record["verdict"]}} | {r["reading"]: r for r in record["readings"]}


def _found(reading: dict[str, Any] | None) -> str:
    return reading.get("evidence", "-").split(", stated ")[0] if reading else "-"


def as_markdown(rows: list[dict[str, Any]], title: str, told: str = "") -> str:
    """The changed rows as a Markdown table, with a sentence above it."""
    lines = [f"# {markdown(title)}", "", *([markdown(told), ""] if told else [])]
    lines += ["| " + " | ".join(COLUMNS) + " |", "|" + "---|" * len(COLUMNS)]
    for row in rows:
        lines.append("| " + " | ".join(markdown(str(row[c])) for c in COLUMNS) + " |")
    return "\n".join(lines) + "\n"


def as_html(rows: list[dict[str, Any]], title: str, told: str = "") -> str:
    """The changed rows as one HTML page, everything in it escaped."""
    heads = "".join(f"<th scope='col'>{c}</th>" for c in COLUMNS)
    mark: Callable[[str, str], str] = lambda c, v: (  # noqa: E731
        f"{SIGNS.get(v, '')} {v}" if c.startswith("verdict") else v
    )
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(mark(c, str(r[c])))}</td>" for c in COLUMNS) + "</tr>" for r in rows
    )
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{escape(title)}"
        "</title><style>body{font:16px/1.4 system-ui,sans-serif;margin:2rem}table{border-"
        "collapse:collapse}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;"
        f"border-bottom:1px solid #ddd}}</style></head><body><h1>{escape(title)}</h1>"
        f"{f'<p>{escape(told)}</p>' if told else ''}<table><thead><tr>{heads}</tr></thead>"
        f"<tbody>{body}</tbody></table></body></html>\n"
    )
