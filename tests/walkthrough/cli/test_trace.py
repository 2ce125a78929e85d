"""From a verdict back to the rows: they add up, and a reader can find them."""

import csv
import math
import re
import shutil
from functools import cache

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from helpers.claims.ledger import load_claims, pick
from helpers.claims.provenance import add_up, plain
from helpers.claims.registry import definition
from helpers.data.package import BUNDLED, Package, sha256
from helpers.errors import UserError
from helpers.parameters import resolve
from walkthrough.cli import trace
from walkthrough.cli.main import app
from walkthrough.cli.trace_text import show

PACKAGE = Package(BUNDLED)
CLAIMS = load_claims(PACKAGE)
IDS = [claim.id for claim in CLAIMS]
KINDS = {c.id: {c.kind_of(r) for r in c.readings} for c in CLAIMS}
# The readings for which nothing was found, by whom it is known why.
WITHOUT_ROWS = {
    "pages_of_the_compact",
    "north_south_and_technical_in_the_compact",
    "capacity_for_policy_and_borders",
    "audit_of_the_outcome",
}


def traced(claim, package=PACKAGE, **values):
    return trace.trace(package, resolve(package, **values), pick(CLAIMS, claim))


@cache
def lines_of(table):
    with PACKAGE.file(table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_hand(part):
    """What the rows of a part come to, added up one by one from the file's own text."""
    if part.how == "count":
        return len(part.rows)
    if part.table == "claims":
        return math.prod(part.rows["value"])
    if part.how == "median":  # its shares need a second table
        shares = sorted(part.rows["usd_million"] * 1e6 / part.rows["gdp_usd"])
        middle = len(shares) // 2
        return shares[middle] if len(shares) % 2 else sum(shares[middle - 1 : middle + 1]) / 2
    lines = lines_of(part.table)
    return math.fsum(float(lines[place][part.column] or 0) for place in part.rows.index)


@pytest.mark.parametrize("claim", [i for i in IDS if KINDS[i] & {"quantity", "comparison"}])
def test_rows_of_the_file_add_up_to_the_verdict(claim):
    """The formula is worked out again from its own text: the figures that a reader sees."""
    found = traced(claim)
    for step in found.steps:
        unit = 1.0
        if found.claim.kind == "quantity":
            unit = {"million": 1e6, "per cent": 0.01, "occurrences": 1}[found.claim.unit]
        values = [step.reading.value, step.reading.other]
        for number, value in zip(step.numbers, values, strict=False):
            figures = number.figures
            for part in number.terms:
                assert math.isclose(by_hand(part), part.value, rel_tol=1e-9), part.name
                assert plain(part.value) in figures
            formula = figures.replace(",", "").replace(" x ", " * ").replace("^", "**")
            formula = re.sub(r"(\d+) years", r"\1", formula)
            assert math.isclose(eval(formula, {"ln": math.log}), value * unit, rel_tol=1e-6)
            assert math.isclose(number.value, value * unit, rel_tol=1e-9)


@pytest.mark.parametrize("claim", IDS)
def test_every_reading_ends_at_rows_or_says_that_there_are_none(claim):
    for step in traced(claim).steps:
        assert bool(step.terms) != (step.reading.measure in WITHOUT_ROWS)
        assert step.functions[0].name == step.reading.measure
        for part in step.terms:
            if part.how != "count":
                assert len(part.rows) or part.value == 0


@pytest.mark.parametrize(
    "values",
    [
        {"revision": 2024, "year": 2024, "south": "income", "residual": "upper"},
        {"revision": 2020, "year": 2020, "south": "g77", "residual": "lower", "growth": "compound"},
        {"revision": 2015, "year": 2015, "south": "hdi", "remittance_vintage": "2017-10"},
        {"revision": 2019, "south": "oecd", "year": 2000, "base_year": 1990},
    ],
)
def test_both_ways_agree_under_other_parameters(values):
    """`trace` stops where they do not."""
    for claim in IDS:
        for step in traced(claim, **values).steps:
            assert step.terms or step.reading.verdict in ("no data", "unverified")


def test_rows_that_come_to_something_else_are_refused(monkeypatch):
    hosted = trace.Study.hosted.fget
    monkeypatch.setattr(trace.Study, "hosted", property(lambda study: hosted(study) + 1))
    with pytest.raises(ValueError, match=r"A2.1, world stock: the rows of 'migrants living anywhere' come"):
        traced("A2.1")


def test_functions_are_those_that_a_measure_uses_and_stand_where_it_says():
    functions = {f.name: f for f in traced("A2.4").steps[0].functions}
    assert [*functions][:3] == [words := traced("A2.4").judgement.readings[0].measure, "Share", "Stock"]
    del functions[words]  # which is no function
    assert {"four_way", "hosted", "classify", "origin_groups"} <= set(functions)
    assert "annual_growth_rate" not in functions
    for function in functions.values():
        path, line = function.place.split(":")
        text = (BUNDLED.parent / path).read_text(encoding="utf-8").splitlines()[int(line) - 1]
        assert text.startswith((f"def {function.name}(", f"class {function.name}("))
    growth = {f.name: f.says for f in traced("A2.6").steps[0].functions}
    assert "ln(last / first) / years" in growth["annual_growth_rate"]


def test_sources_are_the_tables_read_with_their_files():
    found = {s.entry["name"]: s for s in traced("A2.4").sources}
    assert {n for n, s in found.items() if s.added} == {"od-2017", "totals-2017"}
    assert not found["areas"].added
    od = found["od-2017"]
    assert od.sha256 == sha256(BUNDLED / "migrant_stock" / "od_2017.csv")
    assert od.path == "data/migrant_stock/od_2017.csv"
    assert od.entry["source_files"][0]["name"].endswith("Table1.xlsx")
    names = [s.entry["name"] for s in traced("A2.4").sources]
    assert names[:2] == ["od-2017", "totals-2017"] and names[2:] == sorted(names[2:])
    (ledger,) = traced("A2.7").sources
    assert (ledger.path, ledger.added) == ("claims.yaml", True)
    assert ledger.sha256 == sha256(BUNDLED / "claims.yaml")
    assert ledger.entry["producer"] == "the article's figures, in this project's words"


def test_a_measure_says_its_definition_and_its_unit():
    first, share, stock, *_ = traced("A2.2").steps[0].functions
    assert first.name == "migrants living in the South as a share of migrants"
    assert first.says == "The measure as the ledger says it.\nUnit: fraction."
    assert share.says.startswith("One number / another") and "those of unknown origin included" in stock.says
    (first, *_) = traced("A3.2c").steps[0].functions
    assert first.says.startswith("Refugees / migrant stock, both by UN DESA's count.\n")


def test_a_definition_has_one_line_per_paragraph():
    def function():
        """A ``b``
        c.

        D.
        """

    assert definition(function) == "A b c.\nD."


def test_facts_end_at_the_rows_that_decide():
    body = traced("R1.3").steps[1]
    assert list(body.terms[1].rows["body"]) == ["AU", "OAU"]
    assert list(traced("A4.1").steps[0].terms[0].rows["names_migration"]) == [True] * 4
    members = traced("R1.2").steps[0].terms[1].rows
    assert set(members["body"]) == {"MERCOSUR", "CELAC"}
    only = traced("R1.1").steps[1].terms[0].rows
    assert f"{only['body'].nunique()} of" in traced("R1.1").steps[1].reading.evidence


def test_a_text_of_ones_own_is_traced_to_its_sentences(tmp_path, capsys):
    text = tmp_path / "mine.txt"
    shutil.copyfile(BUNDLED / "texts" / "draft-fails.txt", text)
    found = traced("R2.1", outcome_path=str(text))
    assert len(found.steps[0].terms[0].rows) == 7
    assert found.sources[0].sha256 == sha256(text)
    assert found.sources[0].entry["producer"] == "the user"
    show(found, PACKAGE, 8)
    assert "Elements looked for: 7 rows" in capsys.readouterr().out


def test_a_damaged_table_is_named(tmp_path, capsys):
    shutil.copytree(BUNDLED, tmp_path / "data")
    table = tmp_path / "data" / "migrant_stock" / "totals_2017.csv"
    table.write_text(table.read_text().replace("2017,840,B,", "2017,840,C,"))
    package = Package(tmp_path / "data")
    assert table.read_text() != (BUNDLED / "migrant_stock" / "totals_2017.csv").read_text()
    with pytest.raises(UserError, match=r"totals_2017\.csv: sha256 differs"):
        traced("A2.1", package)


def test_shown_rows_and_the_rest_make_the_sum(capsys):
    show(traced("A2.4"), PACKAGE, 5)
    text = capsys.readouterr().out
    block = text[text.index("Migrants living in the South: 176 rows") :]
    figures = [int(line.split()[-1].replace(",", "")) for line in block.splitlines()[2:9]]
    *rows, total = figures
    assert len(rows) == 6 and sum(rows) == total == 111_731_595
    assert "171 more rows" in block
    assert "= 97,350,920 / 111,731,595" in text
    assert "sha256 3aa88724a454dc4ab8339d27db2f5d2bed1ba476d2727591b3f4a00b2a1f1037" in text
    assert "--csv FILE" in text


def test_a_median_shows_its_middle(capsys):
    show(traced("A3.1"), PACKAGE, 3)
    text = capsys.readouterr().out
    block = text[text.index("Share of GDP in the median economy of the North: 47 rows") :]
    shares = [line.split()[-1] for line in block.splitlines()[3:6]]
    assert "22 larger rows" in block and "22 smaller rows" in block
    assert float(shares[1]) == pytest.approx(traced("A3.1").steps[1].numbers[1].value)


@pytest.mark.parametrize("columns", ["80", "120"])
def test_fits_the_terminal(columns, monkeypatch, capsys):
    monkeypatch.setattr("walkthrough.cli.terminal.sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", columns)
    for claim in ("A2.4", "A3.1", "R1.1c", "R1.2"):
        show(traced(claim), PACKAGE, 4)
    lines = re.sub(r"\x1b\[[\d;]*m", "", capsys.readouterr().out).splitlines()
    assert max(map(len, lines)) <= int(columns)
    assert not any("…" in line for line in lines)


run = CliRunner().invoke


def test_the_command_writes_every_row(tmp_path):
    done = run(app, ["trace", "A2.4", "--csv", str(tmp_path / "rows.csv"), "--rows", "2"])
    assert done.exit_code == 0 and done.output.startswith("A2.4  ")
    table = pd.read_csv(tmp_path / "rows.csv")
    sums = table.groupby("table")["stock"].sum()
    assert (sums["od-2017"], sums["totals-2017"]) == (97_350_920, 111_731_595)
    row = table[table["table"] == "totals-2017"].iloc[0]
    with PACKAGE.file("totals-2017").open() as file:
        line = file.readlines()[int(row["line"]) - 1]
    assert line.startswith(f"2017,{int(row['area'])},") and f",{row['stock']}," in line


def test_all_rows_are_shown_if_asked():
    done = run(app, ["trace", "A4.3c", "--rows", "all"])
    assert "more row" not in done.output and "every row:" not in done.output
    assert done.output.count("United States") >= 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["A2.33"], "no claim 'A2.33'; did you mean 'A2.3'? `walkthrough claims` lists them"),
        (["nonsense"], "no claim 'nonsense'; `walkthrough claims` lists them"),
        (["A2.3", "-p", "south=g8"], "south=g8 is not allowed"),
        (["A2.3", "-p", "south"], "write -p name=value"),
        (["A2.3", "--rows", "few"], "--rows few: write 0 or more, or all"),
        (["A2.3", "--csv", "missing/rows.csv"], "cannot write there"),
    ],
)
def test_bad_input_is_refused_in_one_line(arguments, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run(app, ["trace", *arguments])
    assert isinstance(done.exception, UserError)
    assert said in str(done.exception) and "\n" not in str(done.exception)
    assert not any(tmp_path.iterdir())


@settings(deadline=None)
@given(st.lists(st.integers(0, 10**9), min_size=1), st.lists(st.integers(1, 10**9), min_size=1))
def test_arithmetic_keeps_formula_and_value_together(left, right):
    a, b = (
        add_up(name, "t", pd.DataFrame({"area": 1, "n": values}), "n")
        for name, values in (("a", left), ("b", right))
    )
    number = 1000.0 * a / (a + b)
    assert number.words == "(1,000 x a) / (a + b)"
    assert math.isclose(eval(number.figures.replace(",", "").replace("x", "*")), number.value, rel_tol=1e-9)
    assert math.isclose(number.value, 1000 * sum(left) / (sum(left) + sum(right)))
