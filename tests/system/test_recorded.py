"""What was read is what is recorded: a byte flipped in any file of a package is found, or unread.

`params` reads the tables whose years and vintages it lists, as does every command that has
parameters; `claims` the ledger; `trace`, `robustness` and `compare --revision` the tables that
their claims rest on. `run`, `batch` and `site` look at every file before they begin. The descriptor
itself is recorded nowhere but in run.json: a change in it that is valid, and says of every file
what the file is, is another package.
"""

import hashlib
import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from fixtures_toys import recorded, toy
from helpers.data.package import BUNDLED, PINNED, Package, open_package
from helpers.errors import UserError
from walkthrough.runs.select import ROOT, numbered

RESOURCES = {r["name"]: r for r in Package(BUNDLED).descriptor["resources"]}
EVERY = sorted(Package(BUNDLED).files)
LINES = [name for name in RESOURCES if name.startswith("south-")]
STOCK = [name for name in RESOURCES if name.startswith(("od-", "totals-"))]


def files_of(*tables: str) -> set[str]:
    """The files of tables, their schemas and the ledger."""
    entries = [RESOURCES[name] for name in tables]
    return {"claims.yaml", *(e["path"] for e in entries), *(e["schema"] for e in entries)}


LISTED = ["od-2017", "totals-2017", "inflows"]
JUDGED = [
    *("areas", "bodies", "gcm-terms", "memberships", "milestones"),
    *("refugees-by-asylum", "sdg-targets", "unrwa"),
]
READS = {
    "params": files_of(*LISTED) - {"claims.yaml"},
    "claims": {"claims.yaml", RESOURCES["areas"]["path"]},
    "trace A2.4": files_of(*LISTED, "areas", "residuals") | {"key-facts.yaml"},
    "robustness A2.4": files_of(*LISTED, *STOCK, *LINES, "areas") | {"key-facts.yaml"},
    "compare --revision 2017 2020": files_of(*LISTED, *JUDGED, "od-2020", "totals-2020") | {"article.yaml"},
    "run 00": set(EVERY),
    "batch 02 --each south=undesa,hdi": set(EVERY),
    "site": set(EVERY),
}
WRITING = {"run 00", "batch 02 --each south=undesa,hdi", "site"}
EACH = [(words, place) for words, places in READS.items() for place in sorted(places)]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of one's own; every test leaves it as it was."""
    return Path(shutil.copytree(BUNDLED, tmp_path_factory.mktemp("own") / "mine"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `site` asks of a run before it looks at the data."""
    folder = tmp_path_factory.mktemp("made") / "run"
    (folder / "notebooks").mkdir(parents=True)
    for path in (ROOT / "notebooks").glob("0*.ipynb"):
        shutil.copy(path, folder / "notebooks")
    (folder / "run.json").write_text(json.dumps({"status": "ok", "parameters": {}}))
    return folder


@pytest.fixture
def call(command, copy, made, tmp_path, monkeypatch):
    """Give one of these commands the copy."""
    monkeypatch.setenv("WALKTHROUGH_DATA", str(copy))

    def with_data(words: str):
        more = ["--out", tmp_path / "out"] if words in WRITING else []
        more += ["--run", made] if words == "site" else []
        more += [] if words in ("params", "claims") else ["--data", copy]
        return command(*words.split(), *more)

    return with_data


def refused(result, place: Path) -> str:
    code, out, err = result
    assert (code, out) == (2, ""), err
    assert re.fullmatch(r"error: [^\n]+\n", err)
    assert str(place) in err
    return err


opened: list[set[str]] = []


def _note(event, arguments):
    if opened and event == "open" and isinstance(arguments[0], str | os.PathLike):
        opened[-1].add(os.fspath(arguments[0]))


sys.addaudithook(_note)


@pytest.mark.parametrize("words", sorted(set(READS) - WRITING))
def test_what_a_command_reads(call, copy, words):
    opened.append(set())
    try:
        code, _, err = call(words)
        found = {Path(name) for name in opened[-1]}
    finally:
        opened.clear()
    assert code == 0, err
    places = {p.relative_to(copy).as_posix() for p in found if p.is_relative_to(copy)}
    assert places == {"datapackage.json", *READS[words]}


@pytest.mark.parametrize(("words", "place"), EACH)
def test_a_flipped_byte_of_what_it_reads_is_refused(call, copy, tmp_path, words, place):
    path = copy / place
    before = path.read_bytes()
    middle = len(before) // 2
    path.write_bytes(before[:middle] + bytes([before[middle] ^ 1]) + before[middle + 1 :])
    try:
        assert f"walkthrough seal {copy}" in refused(call(words), path)
        assert list(tmp_path.iterdir()) == []
    finally:
        path.write_bytes(before)


@pytest.mark.parametrize("words", READS)
def test_a_flipped_byte_of_the_descriptor(call, copy, words):
    path = copy / "datapackage.json"
    before = path.read_bytes()
    try:
        path.write_bytes(bytes([before[0] ^ 1]) + before[1:])
        refused(call(words), path)
        digest = json.loads(before)["hashes"]["claims.yaml"].encode()
        path.write_bytes(before.replace(digest, digest[:-1] + bytes([digest[-1] ^ 1])))
        if "claims.yaml" in READS[words]:
            refused(call(words), copy / "claims.yaml")
    finally:
        path.write_bytes(before)


def edit(folder: Path, table: str, **entry: object) -> None:
    """Change what the descriptor says of a table; None takes a property away."""
    path = folder / "datapackage.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    (resource,) = [r for r in said["resources"] if r["name"] == table]
    for name, value in entry.items():
        resource[name] = value
        if value is None:
            del resource[name]
    path.write_text(json.dumps(said), encoding="utf-8")


def header_only(folder: Path, place: str) -> None:
    path = folder / place
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    recorded(folder)


def instead(folder: Path, place: str, make) -> None:
    (folder / place).unlink()
    make(folder / place)


OD, AREAS = "migrant_stock/od_2017.csv", "classifications/areas.csv"
BROKEN = {
    "no hash": (lambda p: edit(p, "areas", hash=None), f"{AREAS}: datapackage.json records no sha"),
    "md5": (lambda p: edit(p, "areas", hash="0" * 32), f"{AREAS}: datapackage.json records no sha"),
    "no such year": (
        lambda p: edit(p, "od-2017", years=[1990, 2017, 2050]),
        "od-2017 states the year 2050, and totals-2017 does not",
    ),
    "no such year of either": (
        lambda p: [edit(p, f"{t}-2017", years=[2017, 2050]) for t in ("od", "totals")],
        "-2017 has no year 2050, which datapackage.json states among its years",
    ),
    "no such year of totals": (
        lambda p: edit(p, "totals-2017", years=[*range(1990, 2018), 2051]),
        "totals_2017.csv: table totals-2017 has no year 19",
    ),
    "no such vintage": (
        lambda p: edit(p, "inflows", vintages=["2018-04", "2031-01"]),
        "inflows.csv: table inflows has no vintage 2031-01",
    ),
    "another revision": (lambda p: edit(p, "od-2017", revision=2018), "od-2017 states the revis"),
    "no years": (lambda p: edit(p, "totals-2017", years=None), "totals-2017 has no revision or no"),
    "no vintages": (lambda p: edit(p, "inflows", vintages=None), "inflows has no vintages"),
    "header only": (lambda p: header_only(p, OD), f"{OD}: a header, and no row under it"),
    "no areas": (lambda p: header_only(p, AREAS), f"{AREAS}: a header, and no row under it"),
    "missing": (lambda p: (p / OD).unlink(), f"{OD}: missing"),
    "a folder": (lambda p: instead(p, OD, Path.mkdir), f"{OD}: a folder"),
    "no path": (lambda p: edit(p, "od-2017", path=""), "mine: a folder"),
    "a pipe": (lambda p: instead(p, OD, os.mkfifo), f"{OD}: a pipe"),
    "a pipe as schema": (lambda p: instead(p, "schemas/areas.json", os.mkfifo), "json: a pipe"),
    "a pipe as ledger": (lambda p: instead(p, "claims.yaml", os.mkfifo), "claims.yaml: a pipe"),
    "a folder as descriptor": (
        lambda p: instead(p, "datapackage.json", Path.mkdir),
        "datapackage.json: a folder",
    ),
    "hashes of another kind": (
        lambda p: (p / "datapackage.json").write_text('{"resources": [], "hashes": ["x"]}'),
        "datapackage.json: hashes: ",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("words", [["run", "03"], ["trace", "A3.1"]])
def test_a_broken_package_is_one_line(command, tmp_path, monkeypatch, words, name):
    monkeypatch.setenv("WALKTHROUGH_DATA", "")  # `run` sets it
    own = Path(shutil.copytree(BUNDLED, tmp_path / "mine"))
    breaks, said = BROKEN[name]
    breaks(own)
    if words == ["trace", "A3.1"] and (OD in said or name == "no path"):
        words = ["trace", "A2.4"]  # which reads that table
    more = ["--out", tmp_path / "out"] if words[0] == "run" else []
    assert said in refused(command(*words, "--data", own, *more), own)
    assert not (tmp_path / "out").exists()


def test_a_table_changed_while_a_run_goes_on_fails_it(command, copy, tmp_path, monkeypatch):
    """By a notebook, which stands for whoever edits the package just then."""
    monkeypatch.setenv("WALKTHROUGH_DATA", "")
    own = Path(shutil.copytree(copy, tmp_path / "mine"))
    opens = "from helpers.data.package import open_package\npackage = open_package()"
    edits = f"with open({str(own / OD)!r}, 'a') as file: print('2017,4,8,1', file=file)"
    toy(tmp_path, "01-reads", opens, "len(package.table('areas'))", edits,
        "len(package.table('od-2017'))")  # fmt: skip
    code, _, err = command("run", tmp_path / "01-reads.ipynb", "--data", own,
                           "--out", tmp_path / "out")  # fmt: skip
    assert code == 1
    assert f"01-reads: failed in cell 5: UserError: {own / OD}: sha256 differs" in err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["run", "01-edits", "02-reads"], "datapackage.json: changed since the run began; run the"),
        (["batch", "01-edits", "--each", "year=2000,2010"], "not the same on this worker as where the"),
    ],
)
def test_another_package_in_the_same_place_fails_what_comes_after(
    command, copy, tmp_path, monkeypatch, words, said
):
    """The table and its record are changed together: each state is whole, and a run has one."""
    monkeypatch.setenv("WALKTHROUGH_DATA", "")
    own = Path(shutil.copytree(copy, tmp_path / "mine"))
    opens = "from helpers.data.package import open_package\npackage = open_package()"
    edits = (f"with open({str(own / OD)!r}, 'a') as file: print('2017,4,24,1', file=file)\n"
             f"from pathlib import Path\nfrom walkthrough.ingest.seal import seal\n"
             f"seal(Path({str(own)!r}))")  # fmt: skip
    toy(tmp_path, "01-edits", opens, edits)
    toy(tmp_path, "02-reads", opens)
    places = [tmp_path / f"{word}.ipynb" if str(word)[:1] == "0" else word for word in words]
    code, out, err = command(*places, "--jobs", 1, "--data", own, "--out", tmp_path / "out")
    assert code == 1
    assert said in " ".join((out + err).split())
    record = json.loads(next(tmp_path.glob("out*/run.json")).read_text())
    assert [n["status"] for n in record["notebooks"]] == ["ok", "failed"]
    assert record["data_sha256"] == Package(copy).sha256  # the state that it began with


def test_the_pin_is_on_the_package_that_is_opened_without_a_name(copy, monkeypatch):
    monkeypatch.setenv("WALKTHROUGH_DATA", str(copy))
    monkeypatch.setenv(PINNED, Package(copy).sha256)
    assert open_package().sha256 == Package(copy).sha256
    monkeypatch.setenv(PINNED, "0" * 64)
    with pytest.raises(UserError, match="changed since the run began"):
        open_package()
    assert open_package(copy).names == list(RESOURCES)


def test_a_run_records_every_file_that_it_was_given(command, copy, tmp_path, monkeypatch):
    monkeypatch.setenv("WALKTHROUGH_DATA", "")
    toy(tmp_path, "01-one", "1")
    code, _, err = command("run", tmp_path / "01-one.ipynb", "--data", copy, "--out",
                           tmp_path / "out")  # fmt: skip
    assert code == 0, err
    said = json.loads((tmp_path / "out" / "run.json").read_text())
    assert set(said["data_files"]) == {"datapackage.json", *EVERY}
    for place, digest in said["data_files"].items():
        assert digest == hashlib.sha256((copy / place).read_bytes()).hexdigest()
    assert said["data_sha256"] == said["data_files"]["datapackage.json"]


def test_a_site_is_made_of_the_data_that_its_run_read(command, tmp_path):
    run, other = tmp_path / "run", tmp_path / "other"
    shutil.copytree(BUNDLED, other)
    (run / "notebooks").mkdir(parents=True)
    for path in numbered(ROOT / "notebooks"):
        shutil.copy(path, run / "notebooks")
    said = {"status": "ok", "parameters": {}, "data_files": Package(BUNDLED).verify()}
    (run / "run.json").write_text(json.dumps(said))
    replaced = (other / "claims.yaml").read_text(encoding="utf-8").replace("258", "259")
    (other / "claims.yaml").write_text(replaced, encoding="utf-8")
    recorded(other)
    code, _, error = command("site", "--run", run, "--data", other, "--out", tmp_path / "site")
    assert code == 2 and error.count("\n") == 1
    assert "was made with other data (claims.yaml): name its package" in error
