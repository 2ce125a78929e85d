"""What a command prints for another program: the same rows as JSON and as CSV, and no more."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from walkthrough.cli.main import app
from walkthrough.cli.terminal import Form, objects

RUNNER = CliRunner()
COMMANDS = {
    "claims": ["claims"],
    "params": ["params"],
    "robustness": ["robustness", "A2.5"],
    "compare": ["compare", "--revision", "2017", "2019"],
    "trace": ["trace", "A2.4"],
    "trace of a fact": ["trace", "A3.2"],
}


def printed(*words: str, **environment: str) -> str:
    done = RUNNER.invoke(app, list(words), env=environment)
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_json_and_csv_have_the_same_rows(words: list[str]) -> None:
    objects_ = json.loads(printed(*words, "--format", "json"))
    rows = list(csv.DictReader(io.StringIO(printed(*words, "--format", "csv"))))
    assert len(rows) == len(objects_) > 0
    for row, told in zip(rows, objects_, strict=True):
        assert {name: value for name, value in row.items() if value} == {
            name: str(value) for name, value in told.items() if value != ""
        }


def test_a_trace_has_every_row_whose_sum_is_the_number() -> None:
    rows = json.loads(printed("trace", "A2.3", "--format", "json"))
    (judged,) = [
        row
        for row in json.loads(printed("robustness", "A2.3", "--format", "json"))
        if (row["revision"], row["year"], row["south"], row["residual"]) == (2017, 2017, "undesa", "assign")
    ]
    assert sum(row["stock"] for row in rows) == pytest.approx(1e6 * judged["value"])


def test_what_a_spreadsheet_would_run_is_quoted_and_what_is_missing_is_empty(capsys) -> None:
    objects([{"a": "=1+1", "b": None}, {"a": "x", "c": 2}], Form.csv)
    assert capsys.readouterr().out == "a,b,c\n'=1+1,,\nx,,2\n"


def test_a_piped_table_is_as_wide_as_asked() -> None:
    assert max(map(len, printed("params", COLUMNS="70").splitlines())) == 70
    assert max(map(len, printed("claims", COLUMNS="").splitlines())) <= 160
