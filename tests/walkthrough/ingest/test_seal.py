"""`walkthrough seal`: what was edited by hand is checked as a whole, and then it is what counts."""

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from fixtures_inputs import GOOD
from fixtures_toys import toy
from helpers.data.package import BUNDLED, Package
from walkthrough.util import atomic, manifest

OD, TOTALS = "migrant_stock/od_2017.csv", "migrant_stock/totals_2017.csv"
BODIES, AREAS = "cooperation/bodies.csv", "classifications/areas.csv"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A copy of the bundled package that `ingest` may change."""
    folder = Path(shutil.copytree(BUNDLED, tmp_path / "mine"))
    (folder / manifest.NAME).write_text(manifest.of(folder, atomic.DATA_PACKAGE), encoding="utf-8")
    return folder


def adopted(folder: Path) -> str:
    return f"{folder} is whole, and `walkthrough ingest --into` may change it\n"


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def append(path: Path, line: str) -> int:
    """The number of the line added."""
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(line + "\n")
    return len(path.read_text(encoding="utf-8").splitlines())


def last(path: Path) -> str:
    return path.read_text(encoding="utf-8").splitlines()[-1]


def test_what_was_edited_is_refused_until_it_is_sealed_and_then_used(command, own, tmp_path, monkeypatch):
    monkeypatch.setenv("WALKTHROUGH_DATA", "")  # `run` sets it
    line = last(own / OD)
    replace(own / OD, line, line.rsplit(",", 1)[0] + ",3")
    replace(own / "claims.yaml", "stated: 258", "stated: 259")
    reads = "from helpers.data.package import open_package\nopen_package().table('od-2017').iloc[-1]"
    toy(tmp_path, "01-reads", reads)
    run = ["run", tmp_path / "01-reads.ipynb", "--data", own, "--out", tmp_path / "out"]
    code, _, err = command(*run)
    assert code == 2 and f"walkthrough seal {own}" in err

    said = f"2 files sealed: claims.yaml, {OD}\n{adopted(own)}"
    assert command("seal", own) == (0, said, "")
    assert Package(own).damaged() == []
    code, _, err = command(*run)
    assert code == 0, err
    assert "        3" in (tmp_path / "out" / "notebooks" / "01-reads.ipynb").read_text()
    monkeypatch.setenv("WALKTHROUGH_DATA", str(own))
    assert "259 million" in command("claims")[1]
    before = (own / "datapackage.json").read_bytes()
    assert command("seal", own) == (0, "nothing to seal\n", "")
    assert (own / "datapackage.json").read_bytes() == before


def test_the_bundled_package_is_sealed_and_may_be_again(command):
    """Whoever maintains the ledger needs it."""
    assert command("seal", BUNDLED) == (0, "nothing to seal\n", "")


def test_years_vintages_and_bytes_are_those_of_the_tables(command, own):
    entry = {r["name"]: r for r in Package(own).descriptor["resources"]}["inflows"]
    text = (own / entry["path"]).read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if "2023-06" not in line]
    (own / entry["path"]).write_text("\n".join([*kept, ""]), encoding="utf-8")
    for place in (OD, TOTALS):
        rows = (own / place).read_text(encoding="utf-8").splitlines()
        rows = [row for row in rows if not row.startswith("1990,")]
        (own / place).write_text("\n".join([*rows, ""]), encoding="utf-8")
    code, out, err = command("seal", own)
    assert (code, err) == (0, "") and out.startswith("3 files sealed: ")
    package = Package(own)
    assert package.vintages == [v for v in Package(BUNDLED).vintages if v != "2023-06"]
    assert package.years(2017) == Package(BUNDLED).years(2017)[1:] == package.total_years(2017)
    assert package.resource("inflows")["bytes"] == (own / entry["path"]).stat().st_size


def test_a_package_without_any_hash_gets_them_all(command, own):
    path = own / "datapackage.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    del said["hashes"]
    for resource in said["resources"]:
        del resource["hash"], resource["bytes"]
    path.write_text(json.dumps(said), encoding="utf-8")
    code, out, _ = command("seal", own)
    assert code == 0 and out.startswith(f"{len(Package(own).files)} files sealed: ")
    mine, bundled = (json.loads((p / "datapackage.json").read_text()) for p in (own, BUNDLED))
    assert mine == bundled


def schema_of(own: Path) -> Path:
    return own / "schemas" / "bodies.json"


def instead(path: Path, make) -> None:
    path.unlink()
    make(path)


WRONG = {
    "a negative stock": (lambda p: append(p / OD, "2017,4,24,-5"), f"{OD}), row {{}}, column stock: '-5'"),
    "no number": (
        lambda p: append(p / OD, "2017,4,24,many"),
        f"{OD}, row {{}}, column stock: 'many' is no integer",
    ),
    "half a person": (lambda p: append(p / OD, "2017,4,24,0.5"), f"{OD}, row {{}}, column stock"),
    "a row twice": (lambda p: append(p / OD, last(p / OD)), f"{OD}), row {{}}: 20"),
    "no such area": (
        lambda p: append(p / OD, "2017,4,877,5"),
        f"{OD}), row {{}}, column origin: 877 is not in table areas",
    ),
    "no such destination": (
        lambda p: append(p / OD, "2017,877,4,5"),
        f"{OD}), row {{}}, column destination: 877 is not in table areas",
    ),
    "a cell too many": (lambda p: append(p / OD, "2017,4,24,5,6"), f"{OD}: cannot be read"),
    "a cell too many in every row": (
        lambda p: (p / OD).write_text("year,destination,origin,stock\n2017,4,24,5,6\n"),
        f"{OD}: rows of more cells than there are columns",
    ),
    "code in a cell": (lambda p: replace(p / BODIES, "African Union", "<script>"), f"{BODIES}, row "),
    "a word that is none of those": (
        lambda p: replace(p / BODIES, "regional_body", "club"),
        f"{BODIES}), row ",
    ),
    "another column": (
        lambda p: replace(p / AREAS, "short_name", "name_short"),
        f"{AREAS}: no column 'short_name'",
    ),
    "no rows": (
        lambda p: (p / OD).write_text("year,destination,origin,stock\n"),
        f"{OD}: a header, and no row",
    ),
    "no table": (lambda p: (p / OD).unlink(), f"{OD}: missing"),
    "a pipe": (lambda p: instead(p / OD, os.mkfifo), f"{OD}: a link, a pipe or"),
    "a year of one table": (
        lambda p: append(p / OD, "2016,4,24,5"),
        "od-2017 states the year 2016, and totals-2017 does not",
    ),
    "a ledger that is none": (
        lambda p: replace(p / "claims.yaml", "kind: fact", "kind: rumour"),
        "claims.yaml: claim I.1, kind: ",
    ),
    "an unknown measure": (
        lambda p: replace(p / "claims.yaml", "measure: ", "measure: un"),
        "the ledger of claims: no measure 'un",
    ),
    "no JSON": (
        lambda p: append(p / "boundaries/countries.geojson", "}"),
        "countries.geojson: not valid JSON",
    ),
    "no outlines": (
        lambda p: (p / "boundaries/countries.geojson").write_text('{"features": [1]}'),
        "countries.geojson: not outlines by area",
    ),
    "no text": (lambda p: (p / "texts/draft-fails.txt").write_bytes(b"\xff"), "draft-fails.txt: not UTF-8"),
    "no schema": (lambda p: schema_of(p).write_text("{}"), "table bodies: no Table Schema"),
    "a descriptor that is none": (
        lambda p: (p / "datapackage.json").write_text("{"),
        "datapackage.json: not valid JSON",
    ),
    "no package": (lambda p: (p / "datapackage.json").unlink(), "no datapackage.json here"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_fault_is_one_line_and_nothing_is_recorded(command, own, name):
    breaks, said = WRONG[name]
    line = breaks(own)
    path = own / "datapackage.json"
    before = path.read_bytes() if path.exists() else None
    code, out, err = command("seal", own)
    assert (code, out) == (2, "")
    assert re.fullmatch(r"error: [^\n]+\n", err)
    assert str(own) in err and said.format(line) in err
    assert (path.read_bytes() if path.exists() else None) == before
    assert sorted(p.name for p in own.iterdir()) == sorted(
        [manifest.NAME, *(p.name for p in BUNDLED.iterdir() if p.name != "datapackage.json" or before)]
    )


def test_a_schema_and_its_tables_change_together(command, own):
    replace(schema_of(own), '"regional_body"', '"regional_club"')
    code, _, err = command("seal", own)
    assert code == 2 and f"{BODIES}), row " in err and "regional_body" in err
    text = (own / BODIES).read_text(encoding="utf-8")
    (own / BODIES).write_text(text.replace(",regional_body,", ",regional_club,"), encoding="utf-8")
    said = f"2 files sealed: {BODIES}, schemas/bodies.json\n{adopted(own)}"
    assert command("seal", own)[1] == said


def test_files_of_the_users_own_become_a_part_of_a_sealed_package(command, own, tmp_path):
    """Nothing of them is lost when the package is changed; what nobody has sealed stops it."""
    (tmp_path / "s.csv").write_text(GOOD)
    words = ["ingest", "stock-csv", tmp_path / "s.csv", "--revision", 2030, "--into", own]
    (own / "notes").mkdir()
    (own / "notes" / "method.md").write_text("mine")
    code, _, err = command(*words)
    assert code == 2 and "somebody's work (notes is new)" in err and "walkthrough seal" in err
    assert command("seal", own) == (0, adopted(own), "")
    assert command("seal", own) == (0, "nothing to seal\n", "")
    assert command(*words)[0] == 0
    assert (own / "notes" / "method.md").read_text() == "mine"


def test_a_package_copied_by_hand_is_sealed_before_it_is_changed(command, own, tmp_path):
    (own / manifest.NAME).unlink()
    (tmp_path / "s.csv").write_text(GOOD)
    words = ["ingest", "stock-csv", tmp_path / "s.csv", "--revision", 2030, "--into", own]
    code, _, err = command(*words)
    assert code == 2 and f"`walkthrough seal {own}`" in err
    assert command("seal", own) == (0, adopted(own), "")
    assert command(*words)[0] == 0


def test_a_sealed_package_takes_a_table_in(command, own, tmp_path):
    replace(own / "claims.yaml", "stated: 258", "stated: 259")
    (tmp_path / "s.csv").write_text(GOOD)
    words = ["ingest", "stock-csv", tmp_path / "s.csv", "--revision", 2030, "--into", own]
    code, _, err = command(*words)
    assert code == 2 and "claims.yaml was changed" in err and "walkthrough seal" in err
    assert command("seal", own)[0] == 0
    code, _, err = command(*words)
    assert code == 0, err
    assert Package(own).verify()["claims.yaml"]


@pytest.mark.parametrize(
    "edit",
    [
        lambda s: s.update(primaryKey="aera"),
        lambda s: s["fields"][0]["constraints"].update(minimum="zero"),
        lambda s: s["fields"][0]["constraints"].update(minimum=5, maximum=1),
        lambda s: s["fields"][2]["constraints"].update(pattern="["),
        lambda s: s["fields"][0].update(type="intger"),
        lambda s: s.update(missingValues="NA"),
        lambda s: s["fields"][0]["constraints"].update(required="yes"),
        lambda s: s.update(foreignKeys=[{}]),
        lambda s: s.update(
            foreignKeys=[{"fields": ["aera"], "reference": {"resource": "points", "fields": ["area"]}}]
        ),
    ],
)
def test_a_schema_that_was_mistyped_is_one_line(command, own, edit):
    path = own / "schemas" / "areas.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    for field in said["fields"]:
        field.setdefault("constraints", {})
    edit(said)
    path.write_text(json.dumps(said), encoding="utf-8")
    before = (own / "datapackage.json").read_bytes()
    code, out, err = command("seal", own)
    assert (code, out, err.count("\n")) == (2, "", 1), err
    assert err.startswith("error: ") and (own / "datapackage.json").read_bytes() == before


def test_origins_that_add_up_to_more_than_their_total_are_refused(command, own):
    replace(own / OD, last(own / OD), last(own / OD).rsplit(",", 1)[0] + ",912683066")
    code, _, err = command("seal", own)
    assert code == 2 and "the origins of area" in err and "its total in totals_2017.csv is" in err


def test_what_no_package_can_hold_is_named(command, own):
    (own / "mine.csv").symlink_to(own / OD)
    code, _, err = command("seal", own)
    assert code == 2 and "mine.csv: a link, a pipe or a device" in err


def test_a_repository_in_a_package_stays_in_it(command, own, tmp_path):
    """Each commit changes it, and that is no reason to seal anew."""
    (tmp_path / "s.csv").write_text(GOOD)
    (own / ".git" / "objects").mkdir(parents=True)
    (own / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    words = ["ingest", "stock-csv", tmp_path / "s.csv", "--into", own, "--revision"]
    assert command(*words, 2030)[0] == 0
    (own / ".git" / "COMMIT_EDITMSG").write_text("mine")
    assert command(*words, 2031)[0] == 0
    assert (own / ".git" / "COMMIT_EDITMSG").read_text() == "mine"
    assert (own / ".git" / "objects").is_dir()
