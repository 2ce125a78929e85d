"""A run gives the same bytes wherever, whenever and by whomever it is made."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from walkthrough.runs.select import numbered

ROOT = Path(__file__).resolve().parents[2]

# What every Python of the run does on its start. Classes of `datetime` cannot be replaced, as
# compiled libraries hold on to them: that nobody asks them for the date is checked by itself.
LATER = """
import time
SHIFT = 31_000 * 86_400
now, localtime, gmtime = time.time, time.localtime, time.gmtime
time.time = lambda: now() + SHIFT
time.localtime = lambda seconds=None: localtime(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: gmtime(time.time() if seconds is None else seconds)
"""
TODAY = re.compile(r"\b(today|utcnow)\(|\b(datetime|Timestamp)\.now\(")


def run(clone: Path, out: Path, *before: str, **environment: str) -> Path:
    """`walkthrough run` of a clone's own sources into a folder."""
    command = [*before, sys.executable, "-m", "walkthrough", "run", "--afresh", "--out", str(out)]
    paths = [environment.pop("PYTHONPATH", ""), str(clone / "src")]
    done = subprocess.run(
        command,
        env=os.environ | environment | {"PYTHONPATH": os.pathsep.join(filter(None, paths))},
        cwd=clone,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return out


OF_THE_OCCASION = ("run.json", "ro-crate-metadata.json", ".walkthrough.json")


def files(run: Path) -> dict[str, bytes]:
    """All that a run leaves, but for the records of the occasion."""
    return {
        str(path.relative_to(run)): path.read_bytes()
        for path in run.rglob("*")
        if path.is_file() and path.name not in OF_THE_OCCASION
    }


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory) -> Path:
    """A copy of the bundle in a folder with an unusual name."""
    folder = tmp_path_factory.mktemp("else where äß")
    for name in ("data", "notebooks", "src", "pyproject.toml", "requirements.lock"):
        copied = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copied(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def there(tmp_path_factory, elsewhere) -> dict[str, bytes]:
    """A run there, under whatever else could make a difference."""
    place = tmp_path_factory.mktemp("there")
    later = place / "later"
    later.mkdir()
    (later / "sitecustomize.py").write_text(LATER)
    home = place / "home of somebody"
    home.mkdir()
    one_core = ["taskset", "--cpu-list", "0"] if shutil.which("taskset") else []
    return files(
        run(
            elsewhere,
            place / "run",
            *one_core,
            TZ="Pacific/Kiritimati",
            LC_ALL="tr_TR.UTF-8",
            LANG="tr_TR.UTF-8",
            PYTHONHASHSEED="4711",
            COLUMNS="40",
            LINES="12",
            HOME=str(home),
            USER="somebody",
            LOGNAME="somebody",
            PYTHONPATH=str(later),
        )
    )


@pytest.mark.skipif(os.name != "posix", reason="sets a time zone and the processors")
def test_outputs_are_the_same_bytes_elsewhere(tmp_path, there):
    here = files(run(ROOT, tmp_path / "here" / "run"))
    assert {"verdicts.json", "scorecard.csv", "html/02-changing-migration.html"} <= here.keys()
    assert there.keys() == here.keys()
    assert [name for name in here if there[name] != here[name]] == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere an edge of a line may be rounded")
def test_outputs_are_the_stored_ones_pictures_byte_by_byte(there):
    stored = {f"notebooks/{path.name}": path for path in numbered(ROOT / "notebooks")}
    assert len(stored) == 8
    assert [name for name, path in stored.items() if there[name] != path.read_bytes()] == []


def test_the_time_was_another(tmp_path):
    """The test above would see a date that gets into an output."""
    (tmp_path / "sitecustomize.py").write_text(LATER)
    said = subprocess.run(
        [sys.executable, "-c", "import time; print(time.strftime('%Y', time.localtime()))"],
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert int(said) > 2100


def test_only_the_record_of_a_run_asks_for_the_date():
    sources = [*ROOT.glob("src/**/*.py"), *ROOT.glob("notebooks/*.ipynb")]
    asking = [path.name for path in sources if TODAY.search(path.read_text(encoding="utf-8"))]
    assert asking == ["run_folder.py"]
