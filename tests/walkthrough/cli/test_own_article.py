"""An article of one's own by the command: a ledger begun, run, listed, traced, mapped, and refused."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from walkthrough.cli.main import app


def walkthrough(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger as `claims new` writes it, with an id of the bundled ledger, which is nobody's."""
    folder = tmp_path_factory.mktemp("own") / "deep" / "my article"
    assert walkthrough("claims", "new", folder).stdout.strip() == str(folder / "claims.yaml")
    assert walkthrough("claims", "new", folder).exit_code == 0  # nothing has been lost
    ledger = folder / "claims.yaml"
    ledger.write_text(ledger.read_text(encoding="utf-8").replace("id: C1", "id: A2.1"), encoding="utf-8")
    return ledger


def test_a_ledger_that_somebody_has_edited_is_not_overwritten(begun: Path) -> None:
    before = begun.read_bytes()
    done = walkthrough("claims", "new", begun.parent)
    assert done.exit_code and "exists" in str(done.exception) and begun.read_bytes() == before


def test_a_run_judges_every_claim_and_cites_the_article(begun: Path, tmp_path: Path) -> None:
    done = walkthrough("run", "--claims", begun, "--out", tmp_path / "run", "-p", "south=income")
    assert done.exit_code == 0, done.output
    verdicts = json.loads((tmp_path / "run/verdicts.json").read_text(encoding="utf-8"))
    assert [(v["claim"], v["verdict"]) for v in verdicts] == [
        ("A2.1", "reproduced"),
        ("C2", "holds"),
        ("C3", "fails"),
    ]
    page = (tmp_path / "run/scorecard.html").read_text(encoding="utf-8")
    assert "<cite>The title of the article</cite>" in page and "Promoting Good" not in page
    assert "walkthrough trace A2.1 --claims claims.yaml" in page and "recommendations" not in page


def test_claims_are_listed_traced_and_mapped(begun: Path) -> None:
    listed = walkthrough("claims", "--claims", begun, "--format", "json")
    assert [row["claim"] for row in json.loads(listed.stdout)] == ["A2.1", "C2", "C3"]
    rows = json.loads(walkthrough("trace", "C2", "--claims", begun, "--format", "json").stdout)
    assert {row["part"] for row in rows} == {"migrants from Africa", "migrants from Africa living in Africa"}
    mapped = json.loads(walkthrough("robustness", "c3", "--claims", begun, "--format", "json").stdout)
    assert {row["south"] for row in mapped} >= {"undesa", "income"} and {row["claim"] for row in mapped} == {
        "C3"
    }


def test_the_bundled_example_is_traced_by_its_ids() -> None:
    done = walkthrough("trace", "K3.13")
    assert done.exit_code == 0 and "nunique" not in done.stdout and "India" in done.stdout


@pytest.mark.parametrize("arguments", [["run", "02"], ["run"]])
def test_a_ledger_is_refused_before_anything_runs(begun: Path, tmp_path: Path, arguments: list[str]) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text(
        begun.read_text(encoding="utf-8").replace("from: South", "from: Suth", 1), encoding="utf-8"
    )
    done = walkthrough(*arguments, "--claims", bad, "--out", tmp_path / "out")
    assert done.exit_code and not (tmp_path / "out").exists()
    assert ("did you mean 'South'" in str(done.exception)) == (arguments == ["run"])
