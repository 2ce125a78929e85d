"""The scorecard of a run as files: a page, Markdown, CSV; and the verdicts as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from helpers.claims.article import Article, WholeArticle
from helpers.claims.cards import badge
from helpers.claims.judgement import Judgement
from helpers.claims.review import claim_review
from helpers.claims.scorecard import COLUMNS, fair_review, tally
from helpers.parameters import TEXTS
from helpers.sanitize import cell, markdown
from walkthrough.util.templates import render

HERE = Path(__file__).parent


def as_csv(verdicts: Sequence[Judgement]) -> str:
    """One row per claim and reading. A cell that a spreadsheet would run is quoted with ``'``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    judged = ("claim", "part", "said_by", "statement", "stated", "verdict", "contested")
    writer.writerow([*judged, "reading", "reading_verdict", "value", "other", "evidence"])
    for v in verdicts:
        stated = "" if v.stated == "-" else v.stated
        for r in v.readings:
            whole = [v.claim, v.part, v.said_by, v.statement, stated, v.verdict, v.contested]
            row = [*whole, r.reading, r.verdict, r.value, r.other, r.evidence]
            writer.writerow([cell(c) for c in row])
    return out.getvalue()


def as_markdown(verdicts: Sequence[Judgement]) -> str:
    """A table in Markdown."""
    lines = ["# Scorecard", "", "| " + " | ".join(COLUMNS) + " |", "|" + "---|" * len(COLUMNS)]
    for v in verdicts:
        cells = [v.claim, v.said_by, v.statement, v.stated, _marked(v), "; ".join(v.shown_readings)]
        lines.append("| " + " | ".join(map(markdown, cells)) + " |")
    return "\n".join(lines) + "\n"


def _marked(judged: Judgement) -> str:
    return judged.verdict.labelled + " ↔" * judged.contested


def as_html(verdicts: Sequence[Judgement], article: Article | None, ledger: str = "") -> str:
    """One page without scripts, which fetches nothing from another host.

    The reviews (ClaimReview) are data in it. A claim with a number serves as the example of how a
    reader gets to the rows behind it. ``ledger``: the file of the claims, if it is a user's.
    """
    used = {k: v for judged in verdicts for k, v in judged.parameters.items() if k not in TEXTS}
    numbers = [v for v in verdicts if v.kind == "quantity"] or verdicts
    return render(
        HERE / "scorecard.html.j2",
        title="Scorecard",
        article=article,
        counts=tally(verdicts),
        review=fair_review(verdicts),
        setting=", ".join(f"{k} = {v}" for k, v in sorted(used.items())),
        example=" --claims ".join(filter(None, [numbers[0].claim, ledger])) if numbers else None,
        tables={part: Markup(part_table(verdicts, part)) for part in dict.fromkeys(v.part for v in verdicts)},
        whole=WholeArticle(article, verdicts),
        reviews=[claim_review(judged, article) for judged in verdicts],
    )


def part_table(verdicts: Sequence[Judgement], part: str) -> str:
    """An HTML table of the verdicts on one part of the article.

    Roles are spelt out: a style sheet that stacks the cells on a phone takes away the implied ones.
    Each text stands on one line, since the site sets the table between two lines of its own.
    """
    rows = [judged for judged in verdicts if judged.part == part]
    return render(HERE / "part_table.html.j2", columns=COLUMNS, verdicts=rows, badge=badge).strip()


def write(verdicts: Sequence[Judgement], article: Article | None, folder: Path, ledger: str = "") -> None:
    """Write verdicts.json and scorecard.{html,md,csv} into a folder."""
    texts = {
        "verdicts.json": json.dumps([v.as_json() for v in verdicts], indent=2, ensure_ascii=False) + "\n",
        "scorecard.html": as_html(verdicts, article, ledger),
        "scorecard.md": as_markdown(verdicts),
        "scorecard.csv": as_csv(verdicts),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
