"""The notebooks as they are stored: their form, their outputs, and how they read when things vary.

What `walkthrough check` does, over every notebook; and proof on a real one that it can fail.
"""

import json
import re
import shutil
from pathlib import Path

import pytest

from helpers import briefs
from helpers.checks.guard import guard
from helpers.checks.nbval import nbval
from helpers.claims import cards
from helpers.claims.ledger import load_claims
from helpers.datapackage import BUNDLED, Package
from helpers.outputs import records

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))


def test_there_are_eight_and_the_brief_and_the_explorer() -> None:
    numbers = [f"{n:02d}" for n in range(8)]
    assert [p.stem.split("-")[0] for p in NOTEBOOKS] == [*numbers, "country", "explore"]


def test_the_explorer_judges_nothing_for_the_scorecard() -> None:
    assert cards.MIME not in NOTEBOOKS[9].read_text(encoding="utf-8")


def test_the_brief_judges_nothing_and_hands_on_one_row() -> None:
    """A verdict of one country's page would take the place of the walk's in the scorecard."""
    brief = NOTEBOOKS[8]
    text = brief.read_text(encoding="utf-8")
    assert cards.MIME not in text and text.count(briefs.MIME) == 1
    (row,) = records(json.loads(text), briefs.MIME)
    assert row["iso3"] == "THA" and row["migrants_in"] == 3_588_873


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_form(path: Path) -> None:
    assert guard(path, load_claims(BUNDLED / "claims.yaml")) == []


def test_every_stored_output_is_what_a_fresh_kernel_gives() -> None:
    assert nbval(NOTEBOOKS) == []


def test_data_is_as_recorded() -> None:
    assert Package(BUNDLED).damaged() == []


def test_a_changed_digit_in_the_data_is_named(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(BUNDLED, tmp_path / "data"))
    table = copy / "migrant_stock/od_2017.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("3310419", "3310418"), encoding="utf-8")
    (line,) = Package(copy).damaged()
    assert "migrant_stock/od_2017.csv" in line and "sha256" in line


def test_a_changed_digit_in_a_stored_output_is_found(tmp_path: Path) -> None:
    """In a real notebook: in a verdict's record, in a card, in the numbers behind a figure."""
    path = tmp_path / "02-changing-migration.ipynb"
    notebook = json.loads(NOTEBOOKS[2].read_text(encoding="utf-8"))
    changed = []
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            record = output.get("data", {}).get(cards.MIME)
            if record and record["claim"] == "A2.1":
                record["readings"][0]["value"] += 1e-6
                changed.append(cell["id"])
            elif record and record["claim"] == "A2.4":
                card = output["data"]["text/html"]
                output["data"]["text/html"] = [line.replace("87.13", "87.14") for line in card]
                changed.append(cell["id"])
            elif "North-North" in str(output.get("data", {}).get("text/plain", "")) and len(
                changed) == 2:
                text = "".join(output["data"]["text/plain"])
                output["data"]["text/plain"] = re.sub(r"56949969", "56949968", text)
                if "56949969" in text:
                    changed.append(cell["id"])
    assert len(changed) >= 3
    path.write_text(json.dumps(notebook), encoding="utf-8")
    problems = nbval([path])
    assert len(problems) == len(set(changed))
    assert all(any(cell in line for line in problems) for cell in changed)


def test_every_claim_is_judged_once_in_the_notebook_that_the_ledger_names() -> None:
    judged = [
        (record["claim"], path.stem)
        for path in NOTEBOOKS
        for record in records(json.loads(path.read_text(encoding="utf-8")), cards.MIME)
    ]
    ledger = load_claims(BUNDLED / "claims.yaml")
    assert sorted(judged) == sorted((claim.id, claim.notebook) for claim in ledger)
