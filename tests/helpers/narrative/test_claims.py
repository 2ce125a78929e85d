"""Sentences on verdicts: how they stand, and what turns them."""

from types import SimpleNamespace
from typing import Any

import pandas as pd

from helpers.claims.judgement import Verdict
from helpers.narrative import claims


def changes(*rows: tuple[str, object, str, int], now: str = "holds") -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["parameter", "value", "verdict", "lacks"]).assign(now=now)
    return table.assign(turns=~table["verdict"].isin(["no data", now]) & (now != "no data"))


def test_flip_lines_group_values() -> None:
    years = [("year", 1990, "fails", 0), ("year", 1995, "fails", 0), ("year", 2000, "tie", 0)]
    other = [("south", "g77", "holds", 0), ("revision", 2019, "no data", 2017)]
    assert claims.turning(changes(*years, *other)) == (
        "`year` = 1990 or 1995 turns it to *fails*; `year` = 2000 turns it to *tie*; "
        "it cannot be asked of `revision` = 2019 (no 2017)"
    )
    assert claims.turning(changes(other[0])) == "no single change turns it"
    assert claims.turning(changes(), {"India": Verdict.FAILS}).endswith("line turns it to *fails*: India")
    assert claims.turning(changes(*years, now="no data")).startswith("no verdict in this run")
    both = {"A2.5": changes(other[1]), "A2.6": changes(other[1], years[0])}
    assert claims.flip_lines(both).splitlines() == [
        "- **A2.5**: no single change turns it",
        "- **A2.6**: `year` = 1990 turns it to *fails*",
        "",
        "These claims cannot be asked of `revision` = 2019 (no 2017).",
    ]
    assert "it cannot be asked" in claims.flip_lines(both | {"I.1": changes()})


def test_titles_count_verdicts_and_no_data_is_none() -> None:
    grid = pd.DataFrame({"a": ["holds", "no data", None], "b": ["holds", "fails", "tie"]})
    assert claims.firm_title(grid).startswith("1 of 2 claims keep their verdict")
    assert claims.firm_title(grid.assign(c="unverified")) == claims.firm_title(grid)
    assert claims.firm_title(grid[["a"]]).startswith("1 of 1 claim keeps its verdict")
    assert claims.firm_title(grid.replace("holds", "no data")).startswith("No claim has a verdict")
    words = pd.Series(["holds", "fails", "no data"])
    assert claims.definitions_title("A2.5", words, 2017).endswith(
        "holds under 1 of 3 definitions of the South"
    )
    assert "no verdict in 2024" in claims.definitions_title("A2.5", words[words == "no data"], 2024)
    assert "**a**, 2. (Other" in claims.strongest_change(pd.Series({"a": 2, "b": 1, "year = 2005": 3}))
    assert "**a and b**, 2 each." in claims.strongest_change(pd.Series({"a": 2, "b": 2}))
    assert "no single change" in claims.strongest_change(pd.Series({"a": 0, "base_year = 1990": 1}))


def record(claim: str) -> Any:
    return SimpleNamespace(claim=claim)


def test_completeness_names_what_is_missing_or_judged_otherwise() -> None:
    assert claims.completeness(["A"], [record("A")], []) == "**1 of 1 claims are judged.**"
    assert "Not judged yet: B" in claims.completeness(["A", "B"], [record("A")], [])
    assert "hdi" in claims.completeness(["A"], [record("A")], ["A (south = hdi)"])


def test_titles_of_a_grid_of_readings() -> None:
    grid = pd.DataFrame({"undesa": ["holds", "fails", "no data"], "income": ["holds", "fails", "no data"]})
    assert claims.readings_title(grid).startswith(
        "No definition of the South changes any of these 2 verdicts; the choice"
    )
    grid.loc[0, "income"] = "fails"
    assert claims.readings_title(grid) == ("Who counts as the South changes 1 of 2 verdicts")
