"""A run gives the same bytes wherever, whenever and by whomever it is made."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

LATER = ["faketime", "-m", "2107-02-28 23:59:50"] if shutil.which("faketime") else []


def run(clone: Path, out: Path, *before: str, **environment: str) -> Path:
    """`walkthrough run` of a clone's own sources into a folder."""
    command = [*before, sys.executable, "-m", "helpers", "run", "--afresh", "--out", str(out)]
    done = subprocess.run(
        command,
        env=os.environ | environment | {"PYTHONPATH": str(clone / "src")},
        cwd=out.parent,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def files(run: Path) -> dict[str, bytes]:
    """All that a run leaves, but for the record of the occasion."""
    return {
        str(path.relative_to(run)): path.read_bytes()
        for path in run.rglob("*")
        if path.is_file() and path.name != "run.json"
    }


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory) -> Path:
    """A copy of the bundle in a folder with an unusual name."""
    folder = tmp_path_factory.mktemp("else where äß")
    for name in ("data", "notebooks", "src", "pyproject.toml", "requirements.lock"):
        copied = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copied(ROOT / name, folder / name)
    return folder


@pytest.mark.skipif(os.name != "posix", reason="sets a time zone and the processors")
def test_outputs_are_the_same_bytes_elsewhere(tmp_path, elsewhere):
    here = files(run(ROOT, tmp_path / "here"))
    home = tmp_path / "home of somebody"
    home.mkdir()
    one_core = ["taskset", "--cpu-list", "0"] if shutil.which("taskset") else []
    there = files(
        run(
            elsewhere,
            tmp_path / "there",
            *LATER,
            *one_core,
            FAKETIME_DONT_FAKE_MONOTONIC="1",
            TZ="Pacific/Kiritimati",
            LC_ALL="tr_TR.UTF-8",
            LANG="tr_TR.UTF-8",
            PYTHONHASHSEED="4711",
            COLUMNS="40",
            LINES="12",
            HOME=str(home),
            USER="somebody",
            LOGNAME="somebody",
        )
    )
    if LATER:
        assert '"finished": "2107-03-01' in (tmp_path / "there" / "run.json").read_text()
    assert len(here) > 20
    assert there.keys() == here.keys()
    assert [name for name in here if there[name] != here[name]] == []


@pytest.mark.skipif(not LATER, reason="no faketime here: the date was the same")
def test_the_date_was_another():
    said = subprocess.run([*LATER, "date"], capture_output=True, text=True, check=True).stdout
    assert "2107" in said
