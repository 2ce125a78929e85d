"""What changed between two sets of verdicts, claim by claim."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from helpers.claims.cards import SIGNS
from helpers.claims.ledger import load_claims
from helpers.claims.records import checked
from helpers.claims.verdicts import verdict
from helpers.datapackage import Package
from helpers.errors import UserError
from helpers.files import LARGEST, read_bytes
from helpers.harmless import markdown
from helpers.parameters import resolve
from helpers.study import Study

COLUMNS = ("claim", "reading", "before", "after", "verdict before", "verdict after", "change")


def of_run(folder: Path) -> list[dict[str, Any]]:
    """The verdicts that a run left in its folder."""
    path = folder / "verdicts.json"
    try:
        records = json.loads(read_bytes(path, LARGEST))
    except FileNotFoundError:
        raise UserError(f"{folder}: no verdicts.json here; name a folder that `walkthrough run` "
                        "made") from None
    except (OSError, ValueError, RecursionError):
        raise UserError(f"{path}: not valid JSON; run the notebooks again") from None
    return checked(records, path)


def data_hash(folder: Path) -> str:
    """The first digits of the sha256 of the data package that a run used."""
    try:
        record = json.loads(read_bytes(folder / "run.json", LARGEST))
        return f"data sha256:{record['data_sha256'][:12]}"
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return "data unknown"


def of_revision(package: Package, revision: int) -> list[dict[str, Any]]:
    """The verdicts on every claim under one revision, other parameters at their defaults."""
    study = Study(package, resolve(package, revision=revision))
    return [verdict(study, claim) for claim in load_claims(package.path / "claims.yaml")]


def changes(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row a claim and reading that either side has: values, verdicts, what changed.

    ``change`` is "flip" (another verdict), "value" (the same verdict on another value), "new",
    "gone", or "" where nothing changed.
    """
    old, new = _by_reading(before), _by_reading(after)
    rows = []
    for key in dict.fromkeys([*old, *new]):
        a, b = old.get(key), new.get(key)
        if a is None or b is None:
            change = "new" if a is None else "gone"
        elif a["verdict"] != b["verdict"]:
            change = "flip"
        else:
            change = "" if a["evidence"] == b["evidence"] else "value"
        rows.append({"claim": key[0], "reading": key[1], "before": _found(a), "after": _found(b),
                     "verdict before": a["verdict"] if a else "-",
                     "verdict after": b["verdict"] if b else "-", "change": change})
    return rows


def _by_reading(records: list[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(v["claim"], r["reading"]): r for v in records for r in v["readings"]}


def _found(reading: dict[str, Any] | None) -> str:
    return reading["evidence"].split(", stated ")[0] if reading else "-"


def as_markdown(rows: list[dict[str, Any]], title: str) -> str:
    """The changed rows as a Markdown table."""
    lines = [f"# {markdown(title)}", ""]
    lines += ["| " + " | ".join(COLUMNS) + " |", "|" + "---|" * len(COLUMNS)]
    for row in rows:
        lines.append("| " + " | ".join(markdown(str(row[c])) for c in COLUMNS) + " |")
    return "\n".join(lines) + "\n"


def as_html(rows: list[dict[str, Any]], title: str) -> str:
    """The changed rows as one HTML page, everything in it escaped."""
    heads = "".join(f"<th scope='col'>{c}</th>" for c in COLUMNS)
    mark: Callable[[str, str], str] = lambda c, v: (  # noqa: E731
        f"{SIGNS.get(v, '')} {v}" if c.startswith("verdict") else v)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(mark(c, str(r[c])))}</td>" for c in COLUMNS) + "</tr>"
        for r in rows
    )
    return (f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{escape(title)}"
            "</title><style>body{font:16px/1.4 system-ui,sans-serif;margin:2rem}table{border-"
            "collapse:collapse}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;"
            f"border-bottom:1px solid #ddd}}</style></head><body><h1>{escape(title)}</h1>"
            f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></body></html>\n")
