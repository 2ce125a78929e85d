"""A copy of a notebook runs only if it is named in full, and judges nothing for the original."""

import json
import shutil
from pathlib import Path

import pytest

from fixtures_toys import toy
from helpers.claims import cards, collect
from helpers.errors import UserError
from walkthrough.notebook.io import normalized, read
from walkthrough.runs import select

BUNDLED = select.ROOT / "notebooks"
COPIES = ["02-changing-migration-Copy1", "02-mine", "01a-before", "changing-migration"]


def copied(folder: Path, name: str, *, judges: str = "differs") -> Path:
    """A copy of notebook 02 as JupyterLab saves it, whose verdicts are others."""
    path = folder / f"{name}.ipynb"
    notebook = json.loads((BUNDLED / "02-changing-migration.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            if record := output.get("data", {}).get(cards.MIME):
                record["verdict"] = judges
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


@pytest.fixture(params=COPIES)
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The bundled notebooks, and one copy of 02."""
    folder = Path(shutil.copytree(BUNDLED, tmp_path / "notebooks"))
    copied(folder, request.param)
    return folder


def names(wanted: list[str], folder: Path) -> list[str]:
    return [source.name for source in select.select(wanted, folder)]


def test_every_bundled_notebook_states_its_name() -> None:
    for path in BUNDLED.glob("*.ipynb"):
        assert read(path).metadata.walkthrough == {"name": path.stem}


def test_a_copy_does_not_run_unasked(folder: Path) -> None:
    bundled = sorted(path.stem for path in BUNDLED.glob("*.ipynb"))
    assert [path.stem for path in select.available(folder)] == bundled
    assert names([], folder) == bundled[:8]
    assert names(["07"], folder) == bundled[:8]
    assert names(["02"], folder) == ["02-changing-migration"]


def test_a_hidden_file_is_no_notebook(tmp_path: Path) -> None:
    toy(tmp_path, "01-one")
    (tmp_path / ".#01-one.ipynb").symlink_to("nowhere")  # as an editor locks a file
    (tmp_path / "._01-one.ipynb").write_bytes(b"\x00\x05\x16\x07")
    assert [path.stem for path in select.available(tmp_path)] == ["01-one"]
    assert collect.collect(tmp_path) == []


def test_a_copy_runs_if_it_is_named_in_full(folder: Path) -> None:
    (mine,) = {path.stem for path in folder.glob("*.ipynb")} & set(COPIES)
    assert names([mine], folder) == names([f"{mine}.ipynb"], folder) == [mine]
    assert names([str(folder / f"{mine}.ipynb"), "01"], folder) == sorted(["01-partnerships", mine])
    for also in ("02", "02-changing-migration", "07"):
        with pytest.raises(UserError, match=f"^{mine} is a copy of 02-changing-migration; name"):
            select.select([mine, also], folder)


def test_a_copy_hands_in_no_verdict(folder: Path) -> None:
    assert collect.collect(folder) == collect.collect(BUNDLED)
    (folder / "02-changing-migration.ipynb").unlink()  # renamed: its verdicts are nobody's now
    assert [v.claim for v in collect.collect(folder) if v.claim.startswith("A2")] == []


def test_refreshing_keeps_the_name() -> None:
    source = read(BUNDLED / "explore.ipynb")
    assert normalized(source, source).metadata.walkthrough == {"name": "explore"}


def test_a_renamed_notebook_is_not_found_by_number_and_offered(tmp_path: Path) -> None:
    copied(tmp_path, "02-mine")
    with pytest.raises(UserError, match=r"unknown notebook '02'; .*there are: 02-mine$"):
        select.select(["02"], tmp_path)
    with pytest.raises(UserError, match="no notebook with a number"):
        select.select([], tmp_path)


def test_two_notebooks_with_one_number_are_both_named(tmp_path: Path) -> None:
    for name in ("08-mine", "08-yours"):
        toy(tmp_path, name)
    with pytest.raises(UserError, match="^'08' could be 08-mine and 08-yours; name one"):
        select.select(["08"], tmp_path)
    assert names([], tmp_path) == ["08-mine", "08-yours"]
    assert names(["08-mine"], tmp_path) == ["08-mine"]


def test_two_files_with_one_name_are_both_named(tmp_path: Path) -> None:
    one, two = (toy(tmp_path / place, "08-mine") for place in ("a", "b"))
    with pytest.raises(UserError, match=f"^{one} and {two} have one name"):
        select.select([str(one), str(two)], tmp_path)
    assert names([str(one), str(one)], tmp_path) == ["08-mine"]


JUDGES = 'from helpers.claims import verdicts\nverdicts.judge(study, claim_id="A2.1")'


def test_two_that_judge_one_claim_are_refused_before_they_run(tmp_path: Path) -> None:
    toy(tmp_path, "02-two", 'judge(study, "A2.1", found=1)')
    toy(tmp_path, "03-mine", "%matplotlib inline", JUDGES)
    toy(tmp_path, "04-shows", 'example(study, "A2.1")')
    with pytest.raises(UserError, match="^02-two and 03-mine both judge claim A2.1; name one"):
        select.select([], tmp_path)
    assert names(["02", "04"], tmp_path) == ["02-two", "04-shows"]


def test_verdicts_of_two_notebooks_on_one_claim_are_no_scorecard(tmp_path: Path) -> None:
    for name in ("02-changing-migration", "09-mine"):
        path = copied(tmp_path, name)
        notebook = json.loads(path.read_text(encoding="utf-8"))
        del notebook["metadata"]["walkthrough"]
        path.write_text(json.dumps(notebook), encoding="utf-8")
    with pytest.raises(UserError, match="^02-changing-migration and 09-mine both judge claim A2.1"):
        collect.collect(tmp_path)
    path.unlink()
    notebook["cells"] *= 2
    (tmp_path / "02-changing-migration.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    with pytest.raises(UserError, match="^02-changing-migration judges claim A2.1 twice"):
        collect.collect(tmp_path)


@pytest.mark.parametrize("about", [{"name": 2}, {}, [], "02", None])
def test_a_name_that_is_none_makes_no_copy(tmp_path: Path, about: object) -> None:
    path = toy(tmp_path, "01-one")
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["metadata"]["walkthrough"] = about
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert names([], tmp_path) == ["01-one"]


def test_a_run_beside_a_copy_is_the_originals(tmp_path, monkeypatch, command) -> None:
    folder = tmp_path / "notebooks"
    folder.mkdir()
    for name in ("00-start-here", "02-changing-migration", "07-scorecard"):
        shutil.copy(BUNDLED / f"{name}.ipynb", folder)
    mine = copied(folder, "02-changing-migration-Copy1")
    mine.write_text(mine.read_text().replace('\\"undesa\\"', '\\"income\\"'), encoding="utf-8")
    monkeypatch.setattr(select, "ROOT", tmp_path)
    assert command("run")[0] == 0
    made = tmp_path / "build/default"
    assert sorted(path.stem for path in (made / "notebooks").iterdir()) == [
        "00-start-here",
        "02-changing-migration",
        "07-scorecard",
    ]
    judged = json.loads((made / "verdicts.json").read_text(encoding="utf-8"))
    assert {v["parameters"].get("south", "undesa") for v in judged} == {"undesa"}
    assert len(judged) == 8

    code, _, error = command("run", "02", mine.stem)
    assert code == 2 and error == (
        f"error: {mine.stem} is a copy of 02-changing-migration; name one of the two\n"
    )
    out = tmp_path / "build/mine"
    assert command("run", mine.stem, "--out", str(out))[0] == 0
    assert json.loads((out / "verdicts.json").read_text(encoding="utf-8")) == []
