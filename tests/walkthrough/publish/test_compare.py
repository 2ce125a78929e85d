"""What changed between two sets of verdicts; robustness checked by hand."""

import csv
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fixtures_verdicts import ARTICLE, ONE, TWO
from fixtures_verdicts import record as judged
from helpers.claims.judgement import Judgement
from helpers.claims.ledger import load_claims
from helpers.claims.verdicts import judgement
from helpers.data.package import BUNDLED, Package
from helpers.errors import UserError
from helpers.parameters import resolve, souths
from helpers.study import Study
from walkthrough.cli.main import app
from walkthrough.publish import compare
from walkthrough.runs import scorecard
from walkthrough.runs.finished import FinishedRun

PACKAGE = Package(BUNDLED)
RUNNER = CliRunner()


def record(claim: str, word: str, evidence: str) -> Judgement:
    reading = {"reading": "r", "verdict": word, "value": 1.0, "evidence": evidence}
    entry = {
        "claim": claim,
        "part": "p",
        "statement": "s",
        "stated": "-",
        "verdict": word,
        "contested": False,
        "readings": [reading],
        "parameters": {},
    }
    return Judgement.model_validate(entry)


def test_changes_are_flips_values_new_and_gone() -> None:
    before = [
        record("A1", "holds", "1"),
        record("A2", "holds", "1"),
        record("A3", "holds", "1"),
        record("A4", "holds", "1"),
    ]
    after = [
        record("A1", "holds", "1"),
        record("A2", "holds", "2"),
        record("A3", "fails", "2"),
        record("A5", "holds", "1"),
    ]
    found = {row.claim: row.change for row in compare.changes(before, after)}
    assert found == {"A1": "", "A2": "value", "A3": "flip", "A4": "gone", "A5": "new"}
    other_words = [judged.model_copy(update={"statement": "t"}) for judged in after]
    found = {row.claim: row.change for row in compare.changes(before, other_words)}
    assert found == {"A1": "", "A2": "value", "A3": "reworded", "A4": "gone", "A5": "new"}


def test_two_revisions_are_compared_in_the_latest_year_that_both_have() -> None:
    year = compare.common_year(PACKAGE, (2017, 2024))
    assert year == 2015 and compare.common_year(PACKAGE, (2017, 2024), 2005) == 2005
    rows = compare.changes(*(compare.of_revision(PACKAGE, r, year) for r in (2017, 2024)))
    row = next(r for r in rows if r.claim == "A2.1" and r.reading != compare.CLAIM)
    assert (row.before, row.after) == ("247.59 million", "250.04 million")
    done = RUNNER.invoke(app, ["compare", "--revision", "2017", "2024"])
    assert done.output.split(":")[2].endswith(", both in 2015") and done.output.count("247.59") == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--revision", "2017", "2024", "--year", "2017"], "--year 2017: not a year of revisions 2017 and"),
        (["--revision", "2016", "2024"], "revision=2016 is not allowed"),
        (["a", "b", "--year", "2015"], "--year is for --revision"),
    ],
)
def test_a_year_that_is_not_common_is_refused(options: list[str], said: str) -> None:
    done = RUNNER.invoke(app, ["compare", *options])
    assert isinstance(done.exception, UserError) and str(done.exception).startswith(said)


def test_two_runs_of_different_years_say_so(tmp_path: Path) -> None:
    for name, year in (("a", 2017), ("b", 2024), ("c", 2017)):
        (tmp_path / name).mkdir()
        judged = record("A1", "holds", "1").model_copy(update={"parameters": {"year": year}})
        scorecard.write([judged], None, tmp_path / name)
    a, b, c = (str(tmp_path / name) for name in "abc")
    assert "The years differ: 2017 against 2024." in RUNNER.invoke(app, ["compare", a, b]).output
    assert "The years" not in RUNNER.invoke(app, ["compare", a, c]).output


def runs(folder: Path) -> list[str]:
    for name, word in (("a", "holds"), ("b", "fails")):
        (folder / name).mkdir()
        scorecard.write([record("A1", word, f"<b>{word}</b>")], ARTICLE, folder / name)
    return [str(folder / "a"), str(folder / "b")]


def test_a_flip_fails_the_command_that_watches_for_it(tmp_path: Path) -> None:
    both = runs(tmp_path)
    assert RUNNER.invoke(app, ["compare", *both]).exit_code == 0
    assert RUNNER.invoke(app, ["compare", *both, "--fail-on-flip"]).exit_code == 1
    same = ["compare", both[0], both[0], "--fail-on-flip"]
    assert RUNNER.invoke(app, same).exit_code == 0


def test_a_page_escapes_what_it_shows(tmp_path: Path) -> None:
    both = runs(tmp_path)
    page = RUNNER.invoke(app, ["compare", *both, "--format", "html"]).output
    assert "<b>" not in page and "&lt;b&gt;holds" in page
    assert "| A1 |" in RUNNER.invoke(app, ["compare", *both, "--format", "markdown"]).output


def test_a_folder_without_verdicts_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"no verdicts\.json"):
        _ = FinishedRun(tmp_path).verdicts
    (tmp_path / "verdicts.json").write_text("{", encoding="utf-8")
    with pytest.raises(UserError, match="not valid JSON"):
        _ = FinishedRun(tmp_path).verdicts


def lines(name: str) -> list[dict[str, str]]:
    with PACKAGE.file(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_two_combinations_by_hand() -> None:
    """A2.5 by plain addition over the lines of the tables, no pandas and no helper."""
    printed = RUNNER.invoke(app, ["robustness", "A2.5", "--format", "json"]).output
    rows = json.loads(printed)
    areas = {a["area"]: a for a in lines("areas")}

    def is_south(code: str, definition: str) -> bool | None:
        if code not in areas:
            return {"2001": False, "2002": True}.get(code)
        if definition == "income" and areas[code]["income_fy18"]:
            return areas[code]["income_fy18"] != "H"
        return areas[code]["undesa"] == "South"

    for definition, revision, year in (("undesa", 2017, 2017), ("income", 2020, 2020)):
        south = north = 0
        for line in lines(f"od-{revision}"):
            if int(line["year"]) == year and is_south(line["origin"], definition):
                if is_south(line["destination"], definition):
                    south += int(line["stock"])
                else:
                    north += int(line["stock"])
        (row,) = [
            r
            for r in rows
            if r["revision"] == revision
            and r["year"] == year
            and r["south"] == definition
            and r["residual"] == "assign"
        ]
        assert (row["value"], row["other"]) == (south, north)
        assert row["verdict"] == ("holds" if south > 1.01 * north else "fails")


def test_every_combination_is_there() -> None:
    rows = json.loads(RUNNER.invoke(app, ["robustness", "A2.5", "--format", "json"]).output)
    years = sum(len({*PACKAGE.years(r), 2017}) for r in PACKAGE.revisions)
    assert len(rows) == years * len(souths(PACKAGE)) * 3


def test_unsplit_origins_make_a_bound() -> None:
    claims = {c.id: c for c in load_claims(PACKAGE)}
    claim, found = claims["A2.3"], {}
    for residual in ("assign", "upper"):
        study = Study(PACKAGE, resolve(PACKAGE, revision=2020, year=2020, residual=residual))
        found[residual] = judgement(study, claim).readings[0]
        assert "bound" in judgement(study, claims["A2.5"]).readings[0].evidence
    assert "lower bound" in found["assign"].evidence
    assert "upper bound" in found["upper"].evidence
    assert found["assign"].value < found["upper"].value
    whole = Study(PACKAGE, resolve(PACKAGE, revision=2017))
    assert "bound" not in judgement(whole, claim).readings[0].evidence


def test_an_unknown_claim_is_refused() -> None:
    result = RUNNER.invoke(app, ["robustness", "A9"])
    assert isinstance(result.exception, UserError) and "A9" in str(result.exception)


def cells(output: str) -> list[list[str]]:
    """The cells of a table as it is printed."""
    return [
        [cell.strip() for cell in re.split("[│┃]", line)[1:-1]]
        for line in output.splitlines()
        if line.startswith(("│", "┃"))
    ]


def test_the_title_counts_and_only_flips_fail(tmp_path: Path) -> None:
    before, after = tmp_path / "a", tmp_path / "b"
    for folder, evidence in ((before, "1"), (after, "2")):
        folder.mkdir()
        scorecard.write([record("A1", "holds", evidence), record("A2", "holds", "1")], ARTICLE, folder)
    said = {"data_files": {"datapackage.json": "0123456789abcdef"}}
    (before / "run.json").write_text(json.dumps(said))
    done = RUNNER.invoke(app, ["compare", str(before), str(after), "--fail-on-flip"])
    assert done.exit_code == 0  # another value, the same verdict
    assert done.output.splitlines()[:2] == [
        "a (data sha256:0123456789ab) against b (data unknown): 1 of 2 readings changed, 0 flipped;"
        " 0 of 2 verdicts flipped",
        "Whether the data are the same is unknown: a run does not say which files it read.",
    ]
    assert cells(done.output) == [[*compare.COLUMNS], ["A1", "r", "1", "2", "holds", "holds", "value"]]


def test_a_flip_of_the_verdict_that_a_reader_sees_is_a_flip(tmp_path: Path) -> None:
    both = runs(tmp_path)
    said = json.loads((tmp_path / "a" / "verdicts.json").read_text())
    said[0]["verdict"] = "fails"  # its reading still holds
    (tmp_path / "b" / "verdicts.json").write_text(json.dumps(said))
    done = RUNNER.invoke(app, ["compare", *both, "--fail-on-flip"])
    assert done.exit_code == 1
    assert "0 of 1 readings changed, 0 flipped; 1 of 1 verdicts flipped" in done.output
    assert cells(done.output)[1:] == [["A1", compare.CLAIM, "-", "-", "holds", "fails", "flip"]]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({}, "The data are the same."),
        ({"x/b.csv": "8"}, "The data differ: x/b.csv."),
        ({"datapackage.json": "8", "claims.yaml": "9"}, "The data differ: claims.yaml, datapackage."),
    ],
)
def test_two_runs_tell_whether_they_read_the_same_data(
    tmp_path: Path, other: dict[str, str], said: str
) -> None:
    both, files = runs(tmp_path), {"datapackage.json": "1", "x/b.csv": "2"}
    for name, its in (("a", files), ("b", files | other)):
        (tmp_path / name / "run.json").write_text(json.dumps({"data_files": its}))
    for form in ("text", "markdown", "html"):
        output = RUNNER.invoke(app, ["compare", *both, "--format", form]).output
        assert said in output.replace("\\", "")


def test_two_revisions_are_named_by_their_tables() -> None:
    done = RUNNER.invoke(app, ["compare", "--revision", "2017", "2019", "--format", "markdown"])
    title = done.output.splitlines()[0]
    for revision in (2017, 2019):
        digest = PACKAGE.resource(f"od-{revision}")["hash"]
        assert f"revision {revision} ({digest[:19]})" in title
    assert done.exit_code == 0 and "| A2.1 | world stock |" in done.output


@pytest.mark.parametrize("runs", [[], ["one"], ["one", "two", "three"]])
def test_a_comparison_needs_two(runs: list[str]) -> None:
    done = RUNNER.invoke(app, ["compare", *runs])
    assert isinstance(done.exception, UserError)
    assert str(done.exception) == "name two run folders, or two revisions with --revision A B"


def test_robustness_in_a_few_words() -> None:
    done = RUNNER.invoke(app, ["robustness", "A2.4", "I.1"])
    assert done.exit_code == 0
    head, first, *others = cells(done.output)
    assert head == ["claim", "combinations", "verdicts", "turned by one change"]
    years = sum(len({*PACKAGE.years(r), 2017}) for r in PACKAGE.revisions)
    assert first[:2] == ["A2.4", str(years * len(souths(PACKAGE)) * 3)]
    assert others[-1] == ["I.1", "1", "1 confirmed", "no single change turns it"]


def test_robustness_as_data_has_no_empty_fields() -> None:
    done = RUNNER.invoke(app, ["robustness", "I.1", "--format", "json"])
    assert json.loads(done.output) == [
        {
            "overall": "confirmed",
            "reading": "year of adoption",
            "verdict": "confirmed",
            "value": True,
            "claim": "I.1",
        }
    ]


def test_robustness_of_two_claims_and_the_areas_that_turn_one() -> None:
    done = RUNNER.invoke(app, ["robustness", "I.1", "A1.1", "--format", "json"])
    assert [row["claim"] for row in json.loads(done.output)] == ["I.1", "A1.1"]
    assert "Saudi Arabia" in RUNNER.invoke(app, ["robustness", "A2.5"]).output


@pytest.mark.parametrize(
    "command", [["robustness"], ["compare", "--revision", "2017", "2019"], ["trace", "A2.1"]]
)
def test_another_data_package_is_the_one_that_is_opened(command: list[str], tmp_path: Path) -> None:
    done = RUNNER.invoke(app, [*command, "--data", str(tmp_path / "mine")])
    assert isinstance(done.exception, UserError) and "mine" in str(done.exception)


def test_each_change_is_a_row() -> None:
    third = judged("A9.9", "x", ("c", "tie", "z"))
    later = judged("A2.1", "Two", ("stock", "differs", "9 million, stated 258 million"), stated="258 million")
    same = {"claim": "R1.1", "change": ""}
    whole = {"reading": compare.CLAIM, "before": "-", "after": "-"}
    rows = compare.changes([ONE, TWO], [later, TWO, third])
    assert [dict(zip(compare.COLUMNS, row, strict=True)) for row in rows] == [
        whole
        | {"claim": "A2.1", "verdict before": "reproduced", "verdict after": "differs", "change": "flip"},
        {
            "claim": "A2.1",
            "reading": "stock",
            "before": "257.72 million",
            "after": "9.00 million",
            "verdict before": "reproduced",
            "verdict after": "differs",
            "change": "flip",
        },
        same | whole | {"verdict before": "holds", "verdict after": "holds"},
        same
        | {
            "reading": "a",
            "before": "x > y",
            "after": "x > y",
            "verdict before": "holds",
            "verdict after": "holds",
        },
        same
        | {
            "reading": "b",
            "before": "y < x",
            "after": "y < x",
            "verdict before": "fails",
            "verdict after": "fails",
        },
        {
            "claim": "A9.9",
            "reading": "c",
            "before": "-",
            "after": "z",
            "verdict before": "-",
            "verdict after": "tie",
            "change": "new",
        },
    ]
    (gone,) = compare.changes([third], [])
    assert (gone.before, gone.after, gone.verdict_after) == ("z", "-", "-")


def test_changes_as_markdown_and_as_a_page() -> None:
    rows = compare.changes([ONE], [])
    assert compare.as_markdown(rows, "a | b").splitlines() == [
        "# a \\| b",
        "",
        "| claim | reading | before | after | verdict before | verdict after | change |",
        "|---|---|---|---|---|---|---|",
        "| A2.1 | stock | 257.72 million | - | reproduced | - | gone |",
    ]
    page = compare.as_html(rows, "a < b")
    assert all(f"<th scope='col'>{name}</th>" in page for name in compare.COLUMNS)
    assert page.count("a &lt; b") == 2 and page.count("<tr>") == 2
    assert "<td>✓ reproduced</td>" in page and "<td>gone</td></tr>" in page
