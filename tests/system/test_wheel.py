"""What is installed without a clone: the wheel alone, elsewhere, with a folder of one's own."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from fixtures_inputs import GOOD

ROOT = Path(__file__).resolve().parents[2]
COMMAND = "from south_south_walkthrough import main; main()"


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """The wheel, unpacked as pip does; what it needs is in this environment already."""
    made = tmp_path_factory.mktemp("wheel")
    words = ["-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index", "-w", made, ROOT]
    subprocess.run([sys.executable, *words], check=True, capture_output=True)
    (wheel,) = made.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(made / "packages")
    return made / "packages"


def files(folder: Path) -> list[Path]:
    """What Python's own caches leave of a folder."""
    return sorted(path for path in folder.rglob("*") if "__pycache__" not in path.parts)


@pytest.fixture
def typed(installed, tmp_path):
    """Type a command in a folder of a computer where only the wheel is."""

    def walkthrough(*words: str, folder: Path = tmp_path) -> subprocess.CompletedProcess[str]:
        environment = {n: value for n, value in os.environ.items() if n != "WALKTHROUGH_DATA"}
        environment["PYTHONPATH"] = str(installed)
        return subprocess.run(
            [sys.executable, "-c", COMMAND, *words],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
        )

    return walkthrough


def test_it_brings_notebooks_and_data_and_writes_where_one_is(typed, tmp_path, installed) -> None:
    before = files(installed)
    done = typed("run", "00")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "build/default/notebooks/00-start-here.ipynb").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["build"]
    for words in (["lab"], ["refresh"]):
        refused = typed(*words)
        assert refused.returncode == 2 and refused.stderr.count("\n") == 1
    assert files(installed) == before


def test_in_a_folder_of_ones_own_what_is_edited_is_what_runs(typed, tmp_path) -> None:
    mine = tmp_path / "mine"
    assert typed("start", "mine").returncode == 0
    book = mine / "notebooks/00-start-here.ipynb"
    text = book.read_text(encoding="utf-8")
    book.write_text(text.replace("One article, many claims", "Our own heading"), encoding="utf-8")
    done = typed("run", "00", folder=mine / "notebooks")
    assert done.returncode == 0, done.stderr
    run = mine / "build/default/notebooks/00-start-here.ipynb"
    assert "Our own heading" in run.read_text(encoding="utf-8")

    (mine / "s.csv").write_text(GOOD)
    added = typed("ingest", "stock-csv", "s.csv", "--revision", "2030", "--into", "data", folder=mine)
    assert added.returncode == 0, added.stderr
    assert "2030" in typed("params", folder=mine).stdout
    refused = typed("start", "mine")
    assert refused.returncode == 2 and "Our own heading" in book.read_text(encoding="utf-8")
