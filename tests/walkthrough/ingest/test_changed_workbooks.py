"""Workbooks changed in every way that an edition or a hand may change them: none is read wrongly.

The small ones of `fixtures_layouts` always; the publisher's own where `SOURCES` names their folder::

    SOURCES=DIR .venv/bin/pytest -s tests/walkthrough/ingest/test_changed_workbooks.py
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from pathlib import Path

import pandas as pd
import pytest

import fixtures_layouts as layouts
from fixtures_inputs import world
from fixtures_layouts import Style
from fixtures_workbook_copies import EITHER, REFUSED, Copy, Expected, Tables, find, mutations
from helpers.data.package import open_package
from helpers.errors import UserError
from walkthrough.ingest.undesa_checks import allowance, unit_of
from walkthrough.ingest.undesa_revision import Revision, read_books
from walkthrough.ingest.workbook import Workbook

PACKAGE = open_package()
OFFICIAL = sorted(Path(os.environ["SOURCES"]).glob("ims/*/*.xlsx")) if os.environ.get("SOURCES") else []
RIGHT, RIGHTLY, WRONGLY, WRONG = "read right", "refused rightly", "refused wrongly", "read wrongly"


def same_table(found: pd.DataFrame | None, wanted: pd.DataFrame | None, notes: list[str]) -> bool:
    """Whether two tables hold the same; what a note says is left out may be empty."""
    if found is None or wanted is None:
        return found is wanted
    wanted = wanted.copy()
    for name, told in (
        ("population_thousands", "population"),
        ("refugees", "refugees"),
        ("type_of_data", "type of data"),
    ):
        if name in wanted and found[name].isna().all() and any(f"{told} left out" in n for n in notes):
            wanted[name] = None
    plain = [
        table.sort_values(list(table.columns[:3]), ignore_index=True).astype(object)
        for table in (found, wanted)
    ]
    return plain[0].where(plain[0].notna(), None).equals(plain[1].where(plain[1].notna(), None))


def outcome(book: Workbook, number: int, expected: Expected, plain: Revision) -> tuple[str, str]:
    """What came of a copy, and what the reader said."""
    try:
        read = read_books([book], number, PACKAGE)
    except UserError as error:
        return (RIGHTLY if expected in (REFUSED, EITHER) else WRONGLY), str(error)
    except Exception as error:  # a traceback helps nobody
        return WRONGLY, repr(error)
    wanted: Tables = (plain.pairs, plain.totals)
    if callable(expected):
        wanted = expected(wanted)
    right = expected != REFUSED and all(
        same_table(*both, read.notes) for both in zip((read.pairs, read.totals), wanted, strict=True)
    )
    return (RIGHT if right else WRONG), "; ".join(read.notes)


def campaign(path: Path, number: int) -> dict[str, list[tuple[str, str, str]]]:
    """All mutations of a workbook by outcome: kind, which one, what was said."""
    book = Workbook(path)
    spot, plain = find(book), read_books([book], number, PACKAGE)
    results = defaultdict(list)
    for kind, which, change, expected in mutations(spot):
        copied = Copy(book)
        change(copied, spot)
        came, said = outcome(copied, number, expected, plain)
        results[came].append((kind, which, said))
    return results


def faults(results: dict[str, list[tuple[str, str, str]]]) -> list[tuple[str, ...]]:
    return [(came, *which) for came in (WRONG, WRONGLY) for which in results[came]]


SMALL = {
    "flat": (layouts.flat_matrix, Style()),
    "yearly": (layouts.yearly_matrices, Style(sexes=False)),
    "old": (layouts.old_totals, Style()),
    "long": (layouts.long_table, Style(world="World")),
    "new": (layouts.new_totals, Style(world="World", gap="..", uncoded=True)),
}


@pytest.mark.parametrize("layout", SMALL)
def test_a_changed_workbook_is_read_right_or_refused(layout, tmp_path):
    write, style = SMALL[layout]
    results = campaign(write(tmp_path / "book.xlsx", world(), 2031, style), 2031)
    assert faults(results) == []
    assert len(results[RIGHT]) > 60 and len(results[RIGHTLY]) > 20


def test_what_figures_are_rounded_to():
    assert unit_of([n * 100 for n in range(1, 60)]) == 100
    assert unit_of([n * 100 for n in range(1, 60)] + [10]) == 10
    assert unit_of([100, 200]) == 1  # too few to tell
    assert [allowance(parts, unit) for parts, unit in ((1, 1), (4, 1), (4, 100))] == [0.5, 2.5, 250]


@pytest.mark.skipif(not OFFICIAL, reason="SOURCES names no folder with the publisher's workbooks")
def test_the_publishers_workbooks_changed():
    """Prints how many copies of each workbook were read right and so on, and by kind of change."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    wrong = []
    names = (RIGHT, RIGHTLY, WRONGLY, WRONG)
    print(f"\n{'workbook':60}" + "".join(f"{name:>17}" for name in names))
    for path in OFFICIAL:
        results = campaign(path, int(path.parent.name))
        print(f"{path.name:60}" + "".join(f"{len(results[name]):17}" for name in names))
        for came, which in results.items():
            for kind, *_ in which:
                kinds[kind][came] += 1
        wrong += [(path.name, *fault) for fault in faults(results)]
    print()
    for kind, found in kinds.items():
        print(f"{kind:60}" + "".join(f"{found[name]:17}" for name in names))
    print(f"{'all':60}" + "".join(f"{sum(f[name] for f in kinds.values()):17}" for name in names))
    assert wrong == []
    assert sum(found.total() for found in kinds.values()) >= 300
