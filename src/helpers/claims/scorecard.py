"""The scorecard: every verdict of a run on one page, as HTML, Markdown, CSV and JSON."""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Sequence
from pathlib import Path

from helpers.claims.cards import badge
from helpers.claims.judgement import Judgement, Standing, Verdict
from helpers.claims.review import as_script
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


def summary(verdicts: Sequence[Judgement]) -> dict[str, int]:
    """How many claims have each verdict, in the order of `Verdict`."""
    counts = {word.value: sum(v.verdict is word for v in verdicts) for word in Verdict}
    return {word: n for word, n in counts.items() if n}


def fair_review(verdicts: Sequence[Judgement]) -> str:
    """One paragraph on an article from the verdicts on its claims, hedged by them."""
    ordered = sorted(verdicts, key=lambda v: list(Verdict).index(v.verdict))
    by = {s: [v.claim for v in ordered if v.verdict.standing is s] for s in Standing}
    contested = [v.claim for v in verdicts if v.contested]
    parts = [f"Of {len(verdicts)} claims, {len(by[Standing.GOOD])} stand as read here"]
    for standing, rest in (
        (Standing.MIDDLING, "nearly do"),
        (Standing.BAD, "do not"),
        (Standing.NONE, "could not be settled with the data at hand"),
    ):
        if claims := by[standing]:
            parts.append(f"{len(claims)} {rest} ({', '.join(claims)})")
    text = "; ".join(parts) + "."
    if contested:
        text += (
            f" {len(contested)} change with the way they are read ({', '.join(contested)}): "
            "quote them with the measure or rule beside them."
        )
    return text + (
        " None of this judges the recommendations: whether to cooperate is a choice, "
        "and the data can only say what it would rest on."
    )


def as_csv(verdicts: Sequence[Judgement]) -> str:
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
        stated = "" if v.stated == "-" else v.stated
        for r in v.readings:
            judged = [v.claim, v.part, v.statement, stated, v.verdict, v.contested]
            row = [*judged, r.reading, r.verdict, r.value, r.other, r.evidence]
            writer.writerow([cell(c) for c in row])
    return out.getvalue()


def as_markdown(verdicts: Sequence[Judgement]) -> str:
    """A table in Markdown."""
    lines = ["# Scorecard", "", "| " + " | ".join(COLUMNS) + " |", "|" + "---|" * len(COLUMNS)]
    for v in verdicts:
        cells = [v.claim, v.statement, v.stated, v.verdict.labelled, "; ".join(v.shown_readings)]
        lines.append("| " + " | ".join(map(markdown, cells)) + " |")
    return "\n".join(lines) + "\n"


def as_html(verdicts: Sequence[Judgement]) -> str:
    """One page, nothing that runs, nothing asked of another host; the verdicts as data in it."""
    counts = ", ".join(f"{n} {name}" for name, n in summary(verdicts).items())
    used = {k: v for judged in verdicts for k, v in judged.parameters.items()}
    setting = ", ".join(f"{k} = {v}" for k, v in sorted(used.items()) if k != "text_path")
    parts = dict.fromkeys(v.part for v in verdicts)
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


def _how_to_trace(verdicts: Sequence[Judgement]) -> str:
    """How a reader gets from a number to the rows behind it; by the first claim with a number."""
    counted = [v for v in verdicts if v.kind == "quantity"] or verdicts
    if not counted:
        return ""
    return (
        f"<p>Where does a number come from? <code>walkthrough trace "
        f"{html.escape(counted[0].claim)}</code> shows its formula, the rows of the tables "
        "that add up to it, and who published them. Parameters other than the defaults are "
        "added as <code>-p NAME=VALUE</code>.</p>"
    )


def part_table(verdicts: Sequence[Judgement], part: str) -> str:
    """An HTML table of the verdicts on one part of the article.

    Roles are spelt out: a style sheet that stacks the cells on a phone takes away the implied ones.
    """
    rows = "".join(
        f"<tr role='row'><th scope='row' role='rowheader'>{html.escape(v.claim)}</th>"
        f"<td role='cell'>{_line(v.statement)}</td>"
        f"<td role='cell'>{_line(v.stated)}</td>"
        f"<td role='cell'>{badge(v.verdict)}</td><td role='cell'><ul>"
        + "".join(f"<li>{_line(text)}</li>" for text in v.shown_readings)
        + "</ul></td></tr>"
        for v in verdicts
        if v.part == part
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

    def __init__(self, verdicts: Sequence[Judgement]) -> None:
        self.verdicts = verdicts

    def __repr__(self) -> str:
        return "\n".join(
            f"{v.claim:<6} {v.verdict.sign} {v.verdict:<13}"
            f"{'↔' if v.contested else ' '} {v.stated:<15} {v.statement}"
            for v in self.verdicts
        )

    def _repr_html_(self) -> str:
        heads = "".join(f"<th scope='col' style='text-align:left'>{c}</th>" for c in COLUMNS)
        rows = "".join(
            "<tr>"
            + "".join(
                f"<td style='text-align:left;vertical-align:top'>{cell}</td>"
                for cell in (
                    v.claim,
                    html.escape(v.statement),
                    html.escape(v.stated),
                    badge(v.verdict) + (" ↔" if v.contested else ""),
                    "<br>".join(html.escape(line) for line in v.shown_readings),
                )
            )
            + "</tr>"
            for v in self.verdicts
        )
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def write(verdicts: Sequence[Judgement], folder: Path) -> None:
    """Write verdicts.json and scorecard.{html,md,csv} into a folder."""
    texts = {
        "verdicts.json": json.dumps([v.as_json() for v in verdicts], indent=2, ensure_ascii=False) + "\n",
        "scorecard.html": as_html(verdicts),
        "scorecard.md": as_markdown(verdicts),
        "scorecard.csv": as_csv(verdicts),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
