"""One table of what the runs of a batch found: results.csv."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from helpers import country_profile
from helpers.claims.judgement import MIME, judgements
from helpers.claims.outputs import records
from helpers.sanitize import cell
from walkthrough.batch.combinations import Item

_VERDICT = ("claim", "part", "statement", "stated", "verdict", "contested")
_READING = ("reading", "value", "other", "evidence")


def found(text: str) -> list[dict[str, Any]]:
    """The rows of an executed notebook: its row of indicators, or else a row for each verdict.

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


def as_csv(items: Sequence[Item], found: Mapping[str, list[dict[str, Any]]]) -> str:
    """The run's name, the values that it was given, and what it found; a run's rows together.

    Missing is empty. Text that a spreadsheet would take for a formula is quoted with ``'``.
    """
    table = [(item, row) for item in items for row in found.get(item.id, [])]
    columns = list(dict.fromkeys(name for _, row in table for name in row))
    given = [name for name in (items[0].given if items else ()) if name not in columns]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["run", *given, *columns])
    for item, row in table:
        values = [item.id, *(item.given[name] for name in given), *(row.get(c) for c in columns)]
        writer.writerow([cell(value) for value in values])
    return out.getvalue()
