"""codecheck.yml: up to date, in CODECHECK's form, and true of the stored notebooks."""

import json
import re

import pytest
import yaml

from fixtures_toys import toy
from helpers.claims.cards import MIME
from helpers.claims.ledger import load_claims
from helpers.data.package import BUNDLED, Package
from walkthrough.publish import codecheck

ROOT = BUNDLED.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
FILE = ROOT / "codecheck.yml"


@pytest.fixture(scope="module")
def said():
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def cell_of(entry):
    """The cell that an entry names, by the notebook's own JSON."""
    prompt, name = re.match(r"In \[(\d+)\], cell (\S+): ", entry["comment"]).groups()
    cells = json.loads((ROOT / entry["file"]).read_text(encoding="utf-8"))["cells"]
    cell = next(c for c in cells if c["id"] == name)
    assert cell["execution_count"] == int(prompt)
    return cell


def test_it_is_what_refresh_would_write():
    assert FILE.read_text(encoding="utf-8") == codecheck.compose(NOTEBOOKS, ROOT)


def test_it_has_the_form_of_the_specification(said):
    """Rules CC-CFG-001 to -007 and -014 to -023 of codecheckers/register, rules-1.0.yml."""
    assert FILE.read_text(encoding="utf-8").startswith("---\n")
    assert list(said) == ["version", "paper", "manifest"]
    assert re.fullmatch(r"https://codecheck\.org\.uk/spec/config/\d\.\d/", said["version"])
    assert said["paper"]["title"] and said["paper"]["reference"]
    assert [set(author) for author in said["paper"]["authors"]] == [{"name"}]
    for entry in said["manifest"]:
        assert set(entry) == {"file", "comment"} and entry["comment"]
        assert not entry["file"].startswith("/") and (ROOT / entry["file"]).is_file()
    assert not re.search("FIXME|TODO|XXXX", FILE.read_text(encoding="utf-8"))


def test_nobody_is_named_as_codechecker(said):
    assert not {"codechecker", "certificate", "report"} & set(said)


def test_every_claim_and_every_figure_is_there_with_the_cell_that_produces_it(said):
    claims, figures = set(), 0
    for entry in said["manifest"]:
        data = [output.get("data", {}) for output in cell_of(entry)["outputs"]]
        claim = re.search(r": claim ([\w.]+), ", entry["comment"])
        if claim:
            assert claim[1] in [d[MIME]["claim"] for d in data if MIME in d]
            claims.add(claim[1])
        else:
            assert any("image/png" in d for d in data)
            figures += 1
    assert claims == {claim.id for claim in load_claims(Package(BUNDLED))}
    stored = [path.read_text(encoding="utf-8").count('"image/png": "') for path in NOTEBOOKS]
    assert figures == sum(stored) > 40


def test_texts_that_yaml_could_misread_come_back_as_they_are(tmp_path):
    hostile = "a: [b] #c \u202e'\"\n!!python/object:os.system {}"
    path = toy(tmp_path / "notebooks", "01-one", "1")
    notebook = json.loads(path.read_text())
    notebook["cells"][2].update(
        execution_count=2,
        outputs=[
            {
                "output_type": "display_data",
                "metadata": {},
                "data": {
                    MIME: {
                        "claim": "A1.1",
                        "part": "Argument 1",
                        "statement": hostile,
                        "stated": "-",
                        "verdict": "holds",
                        "contested": False,
                        "parameters": {},
                        "readings": [{"reading": "r", "verdict": "holds", "value": 1, "evidence": "e"}],
                    }
                },
            }
        ],
    )
    path.write_text(json.dumps(notebook))
    codecheck.write([path], tmp_path / "codecheck.yml")
    entries = yaml.safe_load((tmp_path / "codecheck.yml").read_text(encoding="utf-8"))["manifest"]
    assert entries == [
        {"file": "notebooks/01-one.ipynb", "comment": f"In [2], cell c1: claim A1.1, {hostile}"}
    ]
