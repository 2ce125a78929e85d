"""One table of the results of all runs of a batch: results.csv."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from helpers import country_profile
from helpers.claims.collect import records
from helpers.claims.judgement import MIME, judgements
from helpers.sanitize import cell
from walkthrough.batch.combinations import Combination

_VERDICT = ("claim", "part", "said_by", "statement", "stated", "verdict", "contested")
_READING = ("reading", "value", "other", "evidence")


def rows(text: str) -> list[dict[str, Any]]:
    """The rows of an executed notebook: its row of indicators, or else one row per verdict.

    A verdict's row has the evidence of the first reading.
    """
    notebook = json.loads(text)
    if indicators := records(notebook, country_profile.MIME):
        return [{name: row.get(name) for name in country_profile.COLUMNS} for row in indicators]
    return [
        {name: getattr(verdict, name) for name in _VERDICT}
        | {name: getattr(verdict.readings[0], name) for name in _READING}
        for verdict in judgements(records(notebook, MIME), "a notebook of this batch")
    ]


def as_csv(combinations: Sequence[Combination], rows: Mapping[str, list[dict[str, Any]]]) -> str:
    """Each run's name, the values that it was given, and its rows (``rows``, by run) together.

    Missing is empty. Text that a spreadsheet would take for a formula is quoted with ``'``.
    """
    table = [(run, row) for run in combinations for row in rows.get(run.id, [])]
    columns = list(dict.fromkeys(name for _, row in table for name in row))
    given = [name for name in (combinations[0].given if combinations else ()) if name not in columns]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["run", *given, *columns])
    for run, row in table:
        values = [run.id, *(run.given[name] for name in given), *(row.get(c) for c in columns)]
        writer.writerow([cell(value) for value in values])
    return out.getvalue()
