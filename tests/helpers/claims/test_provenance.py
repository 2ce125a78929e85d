"""Numbers that know their rows: the arithmetic, and how it is written."""

import pandas as pd
import pytest

from helpers.claims.provenance import Term, add_up, count, plain, unique

ROWS = pd.DataFrame({"area": [1, 2, 3], "n": [1000, 20, 3]})


def test_parts_come_to_what_they_say() -> None:
    assert [add_up("a", "t", ROWS, "n", how=how).value for how in ("sum", "median", "product")] == [
        1023,
        20,
        60_000,
    ]
    number = count("rows", "t", ROWS)
    assert (number.value, number.words, number.figures) == (3, "rows", "3")
    part = add_up("a", "t", ROWS.assign(other=0), "n").terms[0]
    assert part.rows.columns.tolist() == ["area", "n"]  # no more than names them and counts
    assert (part.name, part.table, part.column, part.how) == ("a", "t", "n", "sum")


def test_a_formula_is_written_as_it_is_worked_out() -> None:
    a, b = add_up("a", "t", ROWS, "n"), count("b", "t", ROWS)
    assert (a / b).value == 341 and (a / b).words == "a / b" and (a / b).figures == "1,023 / 3"
    assert (a + b).value == 1026 and (a + b).figures == "1,023 + 3"
    nested = 1e6 * (a + b) / a
    assert nested.words == "(1,000,000 x (a + b)) / a"
    assert nested.value == pytest.approx(1e6 * 1026 / 1023)
    assert (a / (a + b)).words == "a / (a + b)"
    assert (a / b).terms == (*a.terms, *b.terms) and (2.0 * a).terms == a.terms


def test_nothing_to_divide_by_is_missing() -> None:
    none = count("none", "t", ROWS.iloc[:0])
    assert pd.isna((count("all", "t", ROWS) / none).value)


def test_a_part_that_two_numbers_share_is_one() -> None:
    a, b = count("a", "t", ROWS), count("b", "t", ROWS)
    assert [part.name for part in unique([a / b, b, a])] == ["a", "b"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1000, "1,000"),
        (999.5, "999.5"),
        (1000.12345, "1,000.123"),
        (1234.5678, "1,234.568"),
        (0.1, "0.1"),
        (100, "100"),
        (-2000.5, "-2,000.5"),
        (1 / 3, "0.3333333333"),
        (1e6, "1,000,000"),
        (0, "0"),
    ],
)
def test_a_number_in_full(value: float, text: str) -> None:
    assert plain(value) == text


def test_rows_that_decide_need_no_arithmetic() -> None:
    part = Term("bodies", "bodies", ROWS)
    assert (part.column, part.how) == ("", "")
