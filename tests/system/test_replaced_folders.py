"""Every command that writes a folder refuses one that it did not write, and leaves it alone."""

import json
import os
import shutil
from pathlib import Path

import pytest
import typer

from fixtures_inputs import GOOD
from helpers.data.package import BUNDLED
from walkthrough.cli import main
from walkthrough.cli.ingest import app as ingest
from walkthrough.runs import select

MARKS = ["run.json", "searchindex.js", "slides.css", "handouts.txt", "index.html", "README.md",
         ".edition.json", "datapackage.json", "results.csv", "thesis.docx"]  # fmt: skip
"""Names that such a folder could have, a file of the user's behind each."""
COMMANDS = {
    "run": ["run", "00", "--out"],
    "batch": ["batch", "country-brief", "--each", "focus_country=KEN,MEX", "--out"],
    "site": ["site", "--run", "{run}", "--out"],
    "slides": ["slides", "--run", "{run}", "--out"],
    "handouts": ["handouts", "--run", "{run}", "--out"],
    "student": ["student", "--out"],
    "instructor": ["instructor", "--out"],
    "ingest stock-csv": ["ingest", "stock-csv", "{stock}", "--revision", "2030", "--into"],
}
SHARE_A_WAY = {
    f"ingest {name}"
    for name in ("un-stock", "remittances", "classification", "definition", "body", "economies", "unhcr")
}
"""Write by the function that `ingest stock-csv` does (`walkthrough.cli.ingest.change`)."""
TO_A_FILE = {"trace"}


@pytest.fixture
def made(tmp_path: Path) -> dict[str, Path]:
    """What the commands read: a run, as far as they look before they write, and a table."""
    run, stock = tmp_path / "a-run", tmp_path / "stock.csv"
    (run / "notebooks").mkdir(parents=True)
    (run / "run.json").write_text(json.dumps({"status": "ok", "parameters": {}}))
    for path in select.numbered(select.ROOT / "notebooks"):
        shutil.copy(path, run / "notebooks")
    stock.write_text(GOOD)
    return {"run": run, "stock": stock}


def state(folder: Path) -> dict[str, object]:
    return {
        str(path): (
            *path.lstat()[:2],
            path.lstat().st_mtime_ns,
            path.read_bytes() if path.is_file() else None,
        )
        for path in folder.rglob("*")
    }


def test_every_command_that_writes_is_in_the_list():
    def options(app, before=""):
        commands = typer.main.get_command(app).commands
        return {
            f"{before}{name}": {option for each in command.params for option in each.opts}
            for name, command in commands.items()
        }

    found = options(main.app) | options(ingest, "ingest ")
    writing = {name for name, has in found.items() if has & {"--out", "--into", "--csv"}}
    assert writing == {*COMMANDS, *SHARE_A_WAY, *TO_A_FILE}


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("mark", MARKS)
def test_a_folder_that_only_looks_like_one_is_refused(command, tmp_path, made, name, mark):
    out = tmp_path / "mine"
    (out / "sub").mkdir(parents=True)
    (out / mark).write_text("{}")
    (out / "sub" / "work.txt").write_text("mine")
    check_refused(command, tmp_path, made, name, out, "exists and is not a")


@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_but_a_folder_is_refused_in_one_line(command, tmp_path, made, name):
    (tmp_path / "file").write_text("mine")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "nowhere").symlink_to(tmp_path / "loop")
    (tmp_path / "loop").symlink_to(tmp_path / "nowhere")
    for thing in ("file", "pipe", "nowhere", "file/below"):
        check_refused(command, tmp_path, made, name, tmp_path / thing, "; name a")
    check_refused(command, tmp_path, made, name, Path(os.devnull), "is not a folder")


@pytest.mark.parametrize("name", [n for n in COMMANDS if "ingest" not in n])
def test_the_data_package_is_not_replaced_by_something_else(command, tmp_path, made, name):
    mine = tmp_path / "mine"
    shutil.copytree(BUNDLED, mine)
    check_refused(command, tmp_path, made, name, mine, "exists and is not a")
    check_refused(command, tmp_path, made, name, made["run"], "exists and is not a")


def check_refused(command, tmp_path, made, name, out, said):
    before = state(tmp_path)
    code, printed, error = command(*(word.format(**made) for word in COMMANDS[name]), out)
    assert (code, printed) == (2, ""), error
    assert error.startswith("error: ") and error.count("\n") == 1 and said in error, error
    assert state(tmp_path) == before
