"""A run's RO-Crate: another reader understands it, and everything that it says is so."""

import base64
import hashlib
import json
import os
import shlex
from importlib.metadata import version
from pathlib import Path
from urllib.parse import unquote

import pytest
from rocrate.rocrate import ROCrate

from fixtures_toys import toy, verdict
from helpers.data.package import BUNDLED, Package
from walkthrough.runs import crate, run_folder
from walkthrough.runs.finished import RECORD
from walkthrough.runs.run import run
from walkthrough.runs.select import select
from walkthrough.util import manifest

PARAMETERS = {"year": 2000, "south": "undesa", "text_path": None}
HOSTILE = 'a "b" <script>&\u202e'


def launch(place, out="build/one", wanted=(), given=None):
    return run(
        select(list(wanted), place / "notebooks"),
        place / out,
        parameters=PARAMETERS,
        given=given or {"year": 2000},
        package=Package(BUNDLED),
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = tmp_path_factory.mktemp("crate")
    toy(place / "notebooks", "01-one", verdict("A1", "holds"))
    toy(place / "notebooks", f"02-{HOSTILE}", "print(year)")
    toy(place / "notebooks", "07-scorecard", "1 + 1", parameters="south = 'undesa'")
    return place


@pytest.fixture(scope="module")
def done(place):
    patch = pytest.MonkeyPatch()
    patch.setattr(run_folder, "write_verdicts", lambda *_: None)
    patch.setenv(crate.AGENT, "Ada Lovelace (https://orcid.org/0000-0002-1825-0097)")
    yield launch(place).folder
    patch.undo()


@pytest.fixture(scope="module")
def read(done):
    return ROCrate(done)


@pytest.fixture(scope="module")
def graph(done):
    return json.loads((done / crate.FILE).read_text(encoding="utf-8"))["@graph"]


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_every_file_of_the_run_is_there_with_its_hash(done, read):
    said = {e.id: e for e in read.data_entities if not e.id.startswith("ni:")}
    for name, entity in said.items():
        path = done / unquote(name)
        assert entity["sha256"] == digest(path)
        assert entity["contentSize"] == str(path.stat().st_size)
    found = {p.relative_to(done).as_posix() for p in done.rglob("*") if p.is_file()}
    assert {unquote(name) for name in said} == found - {crate.FILE, manifest.NAME}


def test_inputs_are_named_by_their_hash_and_are_those_of_the_package(read):
    files = {e["name"]: e for e in read.data_entities if e.id.startswith("ni:")}
    for entity in files.values():
        short = entity.id.removeprefix("ni:///sha-256;")
        assert base64.urlsafe_b64decode(short + "=").hex() == entity["sha256"]
    resources = json.loads((BUNDLED / "datapackage.json").read_text())["resources"]
    for entry in resources:
        entity = files[entry["name"]]
        assert entity["sha256"] == digest(BUNDLED / entry["path"])
        assert entity["alternateName"] == entry["path"]
        assert entity["copyrightNotice"] and entity["creditText"]
    others = {entry["schema"] for entry in resources if "schema" in entry}
    for name in ("datapackage.json", "claims.yaml", *others):
        assert files[name]["sha256"] == digest(BUNDLED / name)
        assert files[name]["description"] and files[name]["encodingFormat"]


def test_ids_are_unique_and_every_reference_leads_to_one(graph):
    ids = [entity["@id"] for entity in graph]
    assert len(ids) == len(set(ids))

    def references(value):
        if isinstance(value, dict):
            yield value["@id"]
        elif isinstance(value, list):
            for part in value:
                yield from references(part)

    outside = {"https://w3id.org/ro/crate/1.3"}
    for entity in graph:
        for key, value in entity.items():
            if not key.startswith("@"):
                assert set(references(value)) <= set(ids) | outside, (entity["@id"], key)


def test_what_the_profiles_require(read, graph, done):
    """MUST of RO-Crate 1.3, Workflow RO-Crate 1.1, and Process, Workflow and Provenance Run 0.6."""
    root, main = read.root_dataset, read.mainEntity
    for name in ("name", "description", "datePublished", "license"):
        assert root[name]
    assert {p.id for p in root["conformsTo"]} == set(crate.PROFILES)
    assert all("Profile" in p.type for p in root["conformsTo"])
    assert set(main.type) == {"File", "SoftwareSourceCode", "ComputationalWorkflow"}
    assert main.id == crate.SCRIPT and main["programmingLanguage"]["url"]
    actions = [e for e in read.contextual_entities if e.type == "CreateAction"]
    assert {a.id for a in root["mentions"]} == {a.id for a in actions}
    whole = [a for a in actions if a["instrument"] == main]
    assert len(whole) == 1 and whole[0]["endTime"] == root["datePublished"]
    tools = {a["instrument"].id for a in actions if a not in whole}
    assert tools == {tool.id for tool in main["hasPart"]} and len(tools) == 3
    for tool in main["hasPart"]:
        assert set(tool.type) == {"File", "SoftwareSourceCode"}
    for entity in graph:
        if entity["@type"] in ("SoftwareApplication", "ComputerLanguage"):
            assert entity["name"] and entity["version"] and entity["url"].startswith("https://")
    assert {f.id for f in whole[0]["result"]} | {"run.json", crate.SCRIPT} == {
        e.id for e in read.data_entities if not e.id.startswith("ni:")
    }


def test_notebooks_are_instruments_with_their_parameters(read, place):
    executions = {a["name"]: a for a in read.contextual_entities if a.type == "CreateAction"}
    one, card = executions["Execution of 01-one"], executions["Execution of 07-scorecard"]
    assert one["instrument"]["sha256"] == digest(place / "notebooks" / "01-one.ipynb")
    values = {v["name"]: v["value"] for v in one["object"] if v.type == "PropertyValue"}
    assert values == {"year": "2000"}
    assert [f.id for f in one["result"]] == ["notebooks/01-one.ipynb", "html/01-one.html"]
    read_by_card = {f["name"] for f in card["object"]}
    assert {"notebooks/01-one.ipynb", f"notebooks/02-{HOSTILE}.ipynb"} <= read_by_card
    whole = executions["Run one"]
    values = {v["name"]: v["value"] for v in whole["object"] if v.type == "PropertyValue"}
    assert values == {"year": "2000", "south": "undesa", "text_path": "none"}
    kinds = {f["name"]: f["additionalType"] for f in read.mainEntity["input"]}
    assert kinds == {"year": "Integer", "south": "Text", "text_path": "Text"}


def test_versions_are_those_in_use(read):
    said = {e["name"]: e["version"] for e in read.mainEntity["softwareRequirements"]}
    assert said == {name: version(name) for name in run_folder.PACKAGES}


def test_agents_are_only_those_that_the_user_names(read, place, monkeypatch):
    person = read.get("https://orcid.org/0000-0002-1825-0097")
    assert (person.type, person["name"]) == ("Person", "Ada Lovelace")
    monkeypatch.setattr(run_folder, "write_verdicts", lambda *_: None)
    monkeypatch.delenv(crate.AGENT, raising=False)
    other = ROCrate(launch(place, "build/two", ["01"]).folder)
    assert not [e for e in other.contextual_entities if e.type in ("Person", "Organization")]
    assert not any("agent" in e for e in other.get_entities())
    monkeypatch.setenv(crate.AGENT, "A class of 2026")
    other = ROCrate(launch(place, "build/two", ["01"]).folder)
    assert other.get("#agent")["name"] == "A class of 2026"


def test_only_the_date_differs_from_one_day_to_the_next(done, place):
    said = json.loads((done / RECORD).read_text())
    sources = select([], place / "notebooks")
    package = Package(BUNDLED)
    one, two = (
        json.dumps(crate.compose(done, said | {"finished": day}, sources, package))
        for day in ("2026-01-01T00:00:00+00:00", "2027-02-02T00:00:00+00:00")
    )
    assert one != two and one.replace("2026-01-01", "2027-02-02") == two
    assert crate.compose(done, said, sources, package) == crate.compose(done, said, sources, package)


def test_a_failed_run_says_so_and_claims_no_results_that_are_not_there(place, monkeypatch, tmp_path):
    monkeypatch.setattr(run_folder, "write_verdicts", lambda *_: None)
    toy(tmp_path / "notebooks", "01-bad", "1 / 0")
    failed = launch(tmp_path).folder
    assert failed.name == "one.failed"
    made = ROCrate(failed)
    status = {a["name"]: a for a in made.contextual_entities if a.type == "CreateAction"}
    bad = status["Execution of 01-bad"]
    assert bad["actionStatus"] == "http://schema.org/FailedActionStatus"
    assert "division by zero" in bad["error"]
    assert status["Run one"]["actionStatus"].endswith("FailedActionStatus")
    for entity in made.data_entities:
        assert entity.id.startswith("ni:") or (failed / unquote(entity.id)).is_file()


def test_an_unchanged_run_is_left_alone(place, monkeypatch):
    monkeypatch.setattr(run_folder, "write_verdicts", lambda *_: None)
    arguments = {"parameters": PARAMETERS, "given": {}, "package": Package(BUNDLED), "cache": place / "cache"}
    sources = select(["01"], place / "notebooks")
    folder = run(sources, place / "build/three", **arguments).folder
    before = (folder / crate.FILE).read_bytes(), (folder / crate.FILE).stat().st_mtime_ns
    again = run(sources, place / "build/three", **arguments)
    assert all(outcome.cached for outcome in again.outcomes)
    assert before == ((folder / crate.FILE).read_bytes(), (folder / crate.FILE).stat().st_mtime_ns)


@pytest.mark.parametrize("value", ["plain", "it's; rm -rf *", HOSTILE, "$(id)", "a\nb"])
def test_the_script_hands_on_what_was_given_as_it_is(value, done, place, tmp_path):
    said = json.loads((done / RECORD).read_text()) | {"given": {"text_path": value}}
    text = crate.script(said, select([], place / "notebooks"), tmp_path)
    words = shlex.split(text, comments=True)
    assert words[:2] == ["walkthrough", "run"]
    assert f"text_path={value}" in words and f"02-{HOSTILE}.ipynb" == os.path.basename(words[3])
    assert words[-2:] == ["--data", str(tmp_path)]
    assert Path(words[2]).is_file()


def test_the_script_of_the_bundled_notebooks_names_no_folder_of_this_machine(done):
    said = json.loads((done / RECORD).read_text())
    text = crate.script(said, select([], BUNDLED.parent / "notebooks"), BUNDLED)
    assert str(BUNDLED.parent) not in text and " 02-changing-migration " in text
