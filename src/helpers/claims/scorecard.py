"""The scorecard: every verdict of a run on one page, as HTML, Markdown, CSV and JSON."""

from __future__ import annotations

import csv
import html
import io
import json
from pathlib import Path
from typing import Any

from helpers.claims.cards import SIGNS, badge
from helpers.claims.review import as_script
from helpers.narrative.claims import fair_review
from helpers.sanitize import cell, markdown

COLUMNS = ("claim", "the article says", "stated", "verdict", "what was found")

STYLE = """
body { font: 16px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 64rem;
       padding: 0 1rem; color: #1a1a1a; background: #fff }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
th:nth-child(1) { width: 3.6rem }
th:nth-child(3) { width: 7.2rem }
th:nth-child(4) { width: 8.6rem }
th:nth-child(5) { width: 42% }
th, td { text-align: left; vertical-align: top; padding: .45rem .6rem;
         border-bottom: 1px solid #ddd }
thead th { border-bottom: 2px solid #444 }
td ul { margin: 0; padding-left: 1.1rem } h2 { margin-top: 2rem }
@media print { body { margin: 0; font-size: 12px } }
"""


def summary(verdicts: list[dict[str, Any]]) -> dict[str, int]:
    """How many claims have each verdict, in the order of `SIGNS`."""
    counts = {name: sum(v["verdict"] == name for v in verdicts) for name in SIGNS}
    return {name: n for name, n in counts.items() if n}


def findings(record: dict[str, Any]) -> list[str]:
    """What was found, a line a reading; the verdict is repeated where the readings disagree."""
    lines = []
    for reading in record["readings"]:
        mark = f" [{reading['verdict']}]" if record["contested"] else ""
        lines.append(f"{reading['reading']}: {reading['evidence']}{mark}")
    return lines


def as_csv(verdicts: list[dict[str, Any]]) -> str:
    """One row a claim and reading. A cell that a spreadsheet would run is quoted with ``'``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        [
            "claim",
            "part",
            "statement",
            "stated",
            "verdict",
            "contested",
            "reading",
            "reading_verdict",
            "value",
            "other",
            "evidence",
        ]
    )
    for v in verdicts:
        for r in v["readings"]:
            stated = "" if v["stated"] == "-" else v["stated"]
            row = [
                v["claim"],
                v["part"],
                v["statement"],
                stated,
                v["verdict"],
                v["contested"],
                r["reading"],
                r["verdict"],
                r["value"],
                r.get("other"),
                r["evidence"],
            ]
            writer.writerow([cell(c) for c in row])
    return out.getvalue()


def as_markdown(verdicts: list[dict[str, Any]]) -> str:
    """A table in Markdown."""
    lines = ["# Scorecard", "", "| " + " | ".join(COLUMNS) + " |", "|" + "---|" * len(COLUMNS)]
    for v in verdicts:
        cells = [
            v["claim"],
            v["statement"],
            v["stated"],
            f"{SIGNS[v['verdict']]} {v['verdict']}",
            "; ".join(findings(v)),
        ]
        lines.append("| " + " | ".join(map(markdown, cells)) + " |")
    return "\n".join(lines) + "\n"


def as_html(verdicts: list[dict[str, Any]]) -> str:
    """One page, nothing that runs, nothing asked of another host; the verdicts as data in it."""
    counts = ", ".join(f"{n} {name}" for name, n in summary(verdicts).items())
    used = {k: v for record in verdicts for k, v in record["parameters"].items()}
    setting = ", ".join(f"{k} = {v}" for k, v in sorted(used.items()) if k != "text_path")
    parts = dict.fromkeys(v["part"] for v in verdicts)
    body = [f"<h2>{html.escape(part)}</h2>{part_table(verdicts, part)}" for part in parts]
    return (
        "<!doctype html><html lang='en'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<title>Scorecard</title><style>{STYLE}</style>{as_script(verdicts)}</head><body><h1>Scorecard</h1>"
        f"<p>{len(verdicts)} claims: {html.escape(counts)}.</p>"
        f"<p>{html.escape(fair_review(verdicts))}</p>"
        f"<p>Parameters: {html.escape(setting)}.</p>{_how_to_trace(verdicts)}"
        f"{''.join(body)}</body></html>\n"
    )


def _how_to_trace(verdicts: list[dict[str, Any]]) -> str:
    """How a reader gets from a number to the rows behind it; by the first claim with a number."""
    counted = [v for v in verdicts if v.get("kind") == "quantity"] or verdicts
    if not counted:
        return ""
    return (
        f"<p>Where does a number come from? <code>walkthrough trace "
        f"{html.escape(counted[0]['claim'])}</code> shows its formula, the rows of the tables "
        "that add up to it, and who published them. Parameters other than the defaults are "
        "added as <code>-p NAME=VALUE</code>.</p>"
    )


def part_table(verdicts: list[dict[str, Any]], part: str) -> str:
    """An HTML table of the verdicts on one part of the article.

    Roles are spelt out: a style sheet that stacks the cells on a phone takes away the implied ones.
    """
    rows = "".join(
        f"<tr role='row'><th scope='row' role='rowheader'>{html.escape(v['claim'])}</th>"
        f"<td role='cell'>{_line(v['statement'])}</td>"
        f"<td role='cell'>{_line(v['stated'])}</td>"
        f"<td role='cell'>{badge(v['verdict'])}</td><td role='cell'><ul>"
        + "".join(f"<li>{_line(text)}</li>" for text in findings(v))
        + "</ul></td></tr>"
        for v in verdicts
        if v["part"] == part
    )
    heads = "".join(f"<th scope='col' role='columnheader'>{c}</th>" for c in COLUMNS)
    return (
        f"<table class='scorecard' role='table'><thead role='rowgroup'><tr role='row'>{heads}"
        f"</tr></thead><tbody role='rowgroup'>{rows}</tbody></table>"
    )


def _line(text: str) -> str:
    """Text of data in HTML, on one line: the site sets the table between two lines of its own."""
    return html.escape(" ".join(text.split()))


class Scorecard:
    """All verdicts as one table in a notebook: HTML for the eye, text for a check."""

    def __init__(self, verdicts: list[dict[str, Any]]) -> None:
        self.verdicts = verdicts

    def __repr__(self) -> str:
        return "\n".join(
            f"{v['claim']:<6} {SIGNS[v['verdict']]} {v['verdict']:<13}"
            f"{'↔' if v['contested'] else ' '} {v['stated']:<15} {v['statement']}"
            for v in self.verdicts
        )

    def _repr_html_(self) -> str:
        heads = "".join(f"<th scope='col' style='text-align:left'>{c}</th>" for c in COLUMNS)
        rows = "".join(
            "<tr>"
            + "".join(
                f"<td style='text-align:left;vertical-align:top'>{cell}</td>"
                for cell in (
                    v["claim"],
                    html.escape(v["statement"]),
                    html.escape(v["stated"]),
                    badge(v["verdict"]) + (" ↔" if v["contested"] else ""),
                    "<br>".join(html.escape(line) for line in findings(v)),
                )
            )
            + "</tr>"
            for v in self.verdicts
        )
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def write(verdicts: list[dict[str, Any]], folder: Path) -> None:
    """Write verdicts.json and scorecard.{html,md,csv} into a folder."""
    texts = {
        "verdicts.json": json.dumps(verdicts, indent=2, ensure_ascii=False) + "\n",
        "scorecard.html": as_html(verdicts),
        "scorecard.md": as_markdown(verdicts),
        "scorecard.csv": as_csv(verdicts),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
