"""A trace made by hand, as it stands on a terminal: every line of it."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from helpers.claims.judgement import Judgement, ReadingResult, Verdict
from helpers.claims.ledger import Claim
from helpers.claims.provenance import Term, add_up, count
from walkthrough.cli.trace import Function, Source, Step, Trace
from walkthrough.cli.trace_csv import frame, write_csv
from walkthrough.cli.trace_text import show

NAMES: Any = SimpleNamespace(
    table={
        "areas": pd.DataFrame({"area": [1, 2, 3], "short_name": ["Aland", "Bland", "Cland"]}),
        "residuals": pd.DataFrame({"code": [2002], "name": ["Other South"]}),
    }.__getitem__
)
CLAIM = Claim.model_validate(
    {
        "id": "A2.1",
        "part": "Two",
        "notebook": "02",
        "statement": "Some people moved.",
        "kind": "quantity",
        "stated": 3,
        "unit": "million",
        "precision": 1,
        "as_of": "2017",
        "cited_source": "none given",
        "readings": [{"name": "stock", "measure": "m"}],
    }
)
JUDGED = Judgement(
    claim="A2.1",
    part="Two",
    statement="Some people moved.",
    stated="3 million",
    verdict=Verdict.REPRODUCED,
    contested=False,
    readings=(ReadingResult(reading="stock", verdict=Verdict.REPRODUCED, value=None, evidence="e"),),
    parameters={},
)
ROWS = pd.DataFrame({"year": 2017, "area": [1, 2, 3, 9], "n": [10, 2000, 300, 5]})
SIZE = add_up("people", "totals", ROWS, "n")
RULE = Function("rule", "src/helpers/x.py:7", "Says what it does.")
OTHER = Function("other", "src/helpers/y.py:1", "Another.")
FILE = Source(
    {
        "name": "totals",
        "producer": "An office",
        "edition": "2017",
        "hash": "sha256:abc",
        "licenses": [{"title": "Free"}, {"title": "Free"}],
        "source_files": [{"name": "t.xlsx", "sha256": "def"}],
    },
    "data/t.csv",
    "abc",
    True,
)
RULES = Source(FILE.entry | {"name": "areas", "edition": ""}, "data/a.csv", "xyz", False)


def step(
    reading: str,
    verdict: str,
    *numbers: Any,
    terms: tuple[Term, ...] = (),
    functions: tuple[Function, ...] = (RULE,),
) -> Step:
    terms = terms or tuple(p for n in numbers for p in n.terms)
    said = ReadingResult(
        reading=reading, verdict=Verdict(verdict), value=None, evidence=f"evidence of {reading}"
    )
    return Step(said, functions, numbers, terms)


def shown(
    rows: int | None,
    *steps: Step,
    claim: Claim = CLAIM,
    sources: tuple[Source, ...] = (),
    capsys: pytest.CaptureFixture[str],
    **parameters: Any,
) -> list[str]:
    judged = JUDGED.model_copy(update={"parameters": parameters})
    show(Trace(claim, judged, steps, sources), NAMES, rows)
    return [line.rstrip() for line in capsys.readouterr().out.splitlines()]


def test_one_sum(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        shown(
            2, step("stock", "close", SIZE), sources=(FILE, RULES), capsys=capsys, year=2017, south="undesa"
        )
        == """\
A2.1  Some people moved.
  verdict      ✓ reproduced
  who says it  the article
  stated       3 million, as of 2017
  it cites     none given
  parameters   year = 2017, south = undesa

stock  ≈ close
  evidence of stock

  rule  src/helpers/x.py:7
    Says what it does.

  People: 4 rows of totals
  line  area             n
     3  Bland (2)    2,000
     4  Cland (3)      300
        2 more rows     15
        sum          2,315

Where the rows come from

  totals  data/t.csv  rows shown above
    sha256 abc
    An office, 2017
    licence: Free
    made from t.xlsx
    sha256 def

  areas  data/a.csv  says what counts
    sha256 xyz
    An office

every row: the same command with --rows all, or with --csv FILE""".splitlines()
    )


def test_a_quotient_and_what_was_told_before(capsys: pytest.CaptureFixture[str]) -> None:
    share = SIZE / count("areas", "totals", ROWS[["area"]])
    lines = shown(
        None,
        step("one", "differs", share),
        step("two", "no data", functions=(RULE, OTHER)),
        claim=CLAIM.model_copy(update={"stated": None, "kind": "fact"}),
        capsys=capsys,
    )
    text = "\n".join(lines)
    assert "  stated       no figure\n" in text and "  parameters   none\n" in text
    assert "1. one  ✗ differs\n" in text and "2. two  – no data\n" in text
    assert "  people / areas\n  = 2,315 / 4\n  = 578.75\n" in text
    assert "  Areas: 4 rows of totals\n" in text and "count" in text
    assert "? (9)" in text  # a code without a name
    second = text.split("2. two")[1]
    assert "  other  src/helpers/y.py:1\n    Another.\n\n  and, as above, rule\n" in second
    assert "No row of a table decides this." in second
    assert "Where the rows" not in text and "every row" not in text and "more row" not in text


def test_the_middle_of_a_median(capsys: pytest.CaptureFixture[str]) -> None:
    rows = pd.DataFrame({"area": [1, 2, 3, 1, 2], "n": [0.5, 0.1, 0.4, 0.2, 0.3]})
    lines = shown(2, step("m", "holds", add_up("share", "t", rows, "n", how="median")), capsys=capsys)
    start = lines.index("  Share: 5 rows of t")
    assert [line.split() for line in lines[start + 1 : start + 7]] == [
        ["line", "area", "n"],
        ["1", "larger", "row"],
        ["4", "Cland", "(3)", "0.4"],
        ["6", "Bland", "(2)", "0.3"],
        ["2", "smaller", "rows"],
        ["median", "0.3"],
    ]


def test_few_rows_that_decide_are_shown_whole(capsys: pytest.CaptureFixture[str]) -> None:
    rows = pd.DataFrame(
        {"body": ["X", "Y"], "area": [1, None], "founded_year": [1999, 2001], "sure": [True, False]},
        index=[4, 5],
    )
    text = "\n".join(shown(1, step("f", "confirmed", terms=(Term("bodies", "bodies", rows),)), capsys=capsys))
    assert text.rstrip().endswith("""\
  Bodies: 2 rows
    line          6
    body          X
    area          Aland (1)
    founded_year  1999
    sure          yes

    line          7
    body          Y
    founded_year  2001
    sure          no""")
    assert "every row" not in text  # all there is


def test_many_rows_that_decide_are_cut(capsys: pytest.CaptureFixture[str]) -> None:
    rows = pd.DataFrame({"body": list("VWXYZ"), "area": 1, "role": "member", "source": "s", "hidden": "h"})
    part = Term("memberships", "memberships", rows)
    lines = shown(4, step("f", "confirmed", terms=(part,)), capsys=capsys)
    start = lines.index("  Memberships: 5 rows")
    table = [line.split() for line in lines[start + 1 : start + 7]]
    assert table[0] == ["line", "body", "area", "role", "source"]
    assert table[1] == ["2", "V", "Aland", "(1)", "member", "s"]
    assert table[5] == ["1", "more", "row"]
    assert lines[-1].startswith("every row: ")


def test_the_rows_as_a_file(tmp_path: Path) -> None:
    pairs = pd.DataFrame({"origin": [1], "destination": [2], "n": [7]}, index=[3])
    more = add_up("pairs", "od", pairs, "n", labels=("origin", "destination"))
    table = frame(Trace(CLAIM, JUDGED, (step("one", "holds", SIZE, more),), ()))
    assert table.columns.tolist() == [
        "reading",
        "part",
        "table",
        "line",
        "area",
        "n",
        "origin",
        "destination",
    ]
    assert table.iloc[0].tolist() == ["one", "people", "totals", 2, 1, 10, "", ""]
    assert table.iloc[4].tolist() == ["one", "pairs", "od", 5, "", 7, 1, 2]
    write_csv(Trace(CLAIM, JUDGED, (step("=one", "holds", SIZE, more),), ()), tmp_path / "r.csv")
    lines = (tmp_path / "r.csv").read_bytes().split(b"\n")
    assert lines[:2] == [
        b"reading,part,table,line,area,n,origin,destination",
        b"'=one,people,totals,2,1,10,,",
    ]
    assert lines[5:] == [b"'=one,pairs,od,5,,7,1,2", b""]
    empty = frame(Trace(CLAIM, JUDGED, (step("none", "no data"),), ()))
    assert empty.empty and empty.columns.tolist() == ["reading", "part", "table", "line"]
