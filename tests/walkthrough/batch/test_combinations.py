"""Which runs a batch has, and what is refused before any is started."""

from pathlib import Path

import pytest

from fixtures_toys import toy
from helpers.data.package import open_package
from helpers.errors import UserError
from helpers.parameters import souths
from walkthrough.batch import combinations
from walkthrough.runs import select

PACKAGE = open_package()
BRIEF = select.load(select.ROOT / "notebooks" / "country-brief.ipynb")


def items(*texts: str, **base: str) -> list[combinations.Combination]:
    rows = combinations.product(PACKAGE, base, combinations.each(texts))
    return combinations.check(PACKAGE, BRIEF, base, rows, select.ROOT / "notebooks")


def test_two_lists_are_combined_and_named_after_what_differs() -> None:
    found = items("focus_country=KEN,USA", "south=undesa,hdi", revision="2015")
    assert [item.id for item in found] == ["KEN-undesa", "KEN-hdi", "USA-undesa", "USA-hdi"]
    assert found[1].given == {"revision": 2015, "focus_country": "KEN", "south": "hdi"}


def test_a_value_of_an_earlier_version_is_given_on_under_the_name_of_today(tmp_path: Path) -> None:
    file = tmp_path / "runs.csv"
    file.write_text("focus_country,residual\nKEN,drop\n", encoding="utf-8")
    (row,) = combinations.check(PACKAGE, BRIEF, {}, combinations.table(file), select.ROOT / "notebooks")
    assert row.given == {"focus_country": "KEN", "residual": "lower"}
    assert "drop" not in combinations.permitted(PACKAGE, "residual", {})


@pytest.mark.parametrize("revision", [2015, 2024])
def test_all_areas_are_those_of_the_revision(revision: int) -> None:
    totals = set(PACKAGE.table(f"totals-{revision}")["area"])
    areas = PACKAGE.areas(revision)
    expected = set(areas[areas["area"].isin(totals)]["iso3"].dropna())
    assert {item.id for item in items("focus_country=all", revision=str(revision))} == expected
    assert len(expected) > 220


def test_all_of_one_depends_on_the_other_lists() -> None:
    both = {
        (i.given["revision"], i.given["year"])
        for i in items("year=all", "revision=2015,2017", base_year="1990")
    }
    assert both == {(r, y) for r in (2015, 2017) for y in PACKAGE.years(r) if y > 1990}
    assert [i.id for i in items("south=all")] == souths(PACKAGE)


def test_a_table_is_a_run_a_row(tmp_path: Path) -> None:
    file = tmp_path / "runs.csv"
    file.write_bytes(b"\xef\xbb\xbffocus_country, year\r\nKEN,2000\r\n\r\nUSA,latest\r\n")
    rows = combinations.table(file)
    found = combinations.check(PACKAGE, BRIEF, {"base_year": "1990"}, rows, select.ROOT / "notebooks")
    assert [item.id for item in found] == ["KEN-2000", "USA-latest"]
    assert found[0].given == {"base_year": 1990, "focus_country": "KEN", "year": 2000}
    assert found[1].given["year"] == "latest"  # nobody asked for that year, and no notebook may think so


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no run in it"),
        ("focus_country\n", "no run in it"),
        ("focus_country,\nKEN,1\n", "row 1, column 2: no name"),
        ("year,year\n2000,2000\n", "row 1, column 2: 'year' has a column already"),
        ("focus_contry\nKEN\n", "row 1, column 1: unknown parameter 'focus_contry'; did you mean"),
        ("text_path\na.txt\n", "'text_path' is used by none of: country-brief"),
        ("focus_country,year\nKEN\n", "row 2: 1 cells, but 2 columns"),
        ("focus_country,year\nKEN,\n", "row 2, column year: no value"),
        ("focus_country\nKEN\nXXX\n", "row 3, column focus_country: focus_country=XXX is not allowed"),
        ("focus_country\nnone\n", "row 2, column focus_country: focus_country=none is not allowed"),
        ("focus_country,year\nKEN,2017\nKEN,latest\n", "row 3: the same as .*row 2"),
        ('focus_country\n"KEN\n', "not a readable CSV file"),
        ("focus_country\nK\xcbN\n", "not a readable CSV file in UTF-8"),
    ],
)
def test_a_table_is_refused_with_row_and_column(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "runs.csv"
    file.write_text(text, encoding="latin-1")
    with pytest.raises(UserError, match=said):
        combinations.check(PACKAGE, BRIEF, {}, combinations.table(file), select.ROOT / "notebooks")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "say what differs"),
        (["--each", "south=all", "--table", "runs.csv"], "say what differs"),
        (["--each", "south"], "write --each NAME=V1,V2"),
        (["--each", "south=hdi,"], "write --each NAME=V1,V2"),
        (["--each", "south=all,hdi"], "all stands alone"),
        (["--each", "south=hdi", "--each", "south=oecd"], "given twice"),
        (["--each", "south=hdi", "-p", "south=oecd"], "given by -p, and varied too"),
        (["--each", "text_path=all"], "names no file"),
        (["--each", "outcome_path=all"], "outcome_path=all names no file"),
        (["--each", "focus_country=KEN,KEN"], "comes twice"),
        (["--each", "focus_country=KEN,none"], "needs one"),
        (["--each", "focus_country=KEN,Q"], "focus_country=Q is not allowed"),
        (["--each", "focus_country=all", "-p", "revision=1999"], "revision=1999 is not allowed"),
        (["--each", "year=all", "-p", "base_year=1850"], "base_year=1850 is not allowed"),
        (["--each", "focus_country=all", "--table", "no.csv"], "say what differs"),
        (["--table", "no-such.csv"], "no-such.csv: not a readable CSV file"),
        (["--each", "south=all", "--cluster", "here:8786"], "write the scheduler's address"),
        (["--each", "south=all", "--cluster", ""], "write the scheduler's address"),
        (["--each", "south=all", "--cluster", "pigeon://here"], "no Dask scheduler answers there"),
    ],
)
def test_refused_in_one_line_and_nothing_written(
    arguments: list[str],
    said: str,
    tmp_path: Path,
    command,
) -> None:
    code, out, err = command("batch", "country-brief", *arguments, "--out", tmp_path / "out")
    assert code == 2 and said in err and err.count("\n") == 1
    assert out == "" and list(tmp_path.iterdir()) == []


def test_a_notebook_that_reads_others_has_no_batch() -> None:
    card = select.load(select.ROOT / "notebooks" / "07-scorecard.ipynb")
    with pytest.raises(UserError, match="reads the notebooks of one run"):
        combinations.check(PACKAGE, card, {}, [combinations.Row({"south": "hdi"})], select.ROOT / "notebooks")


def test_names_are_files_that_differ_on_every_system(tmp_path: Path) -> None:
    audit = select.load(toy(tmp_path, "06-x", parameters="text_path: str | None = None"))
    rows = []
    for name in ("a/draft.txt", "b/Draft.txt", "b/my draft = \u00fc.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("text")
        rows.append(combinations.Row({"text_path": str(tmp_path / name)}))
    rows.append(combinations.Row({"text_path": "none"}))
    found = combinations.check(PACKAGE, audit, {}, rows, tmp_path)
    assert [item.id for item in found] == ["draft", "Draft-2", "my-draft", "none"]
