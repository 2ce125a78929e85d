"""`walkthrough student` and `walkthrough instructor` as a user meets them."""

import json
import os
from pathlib import Path

import pytest

from walkthrough.runs import select


def test_each_edition_is_written_where_it_was_asked_for(command, tmp_path) -> None:
    name = "02-changing-migration"
    for edition, file in (("student", f"{name}.ipynb"), ("instructor", f"source/{name}/{name}.ipynb")):
        code, out, err = command(edition, "--out", str(tmp_path / edition))
        assert (code, err) == (0, "") and out.strip().endswith("README.md")
        assert (tmp_path / edition / file).is_file()
        assert Path(out.strip()).read_text(encoding="utf-8").startswith("# South-South migration")


def test_a_folder_that_is_somebody_elses_is_refused(command, tmp_path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    code, out, err = command("student", "--out", str(tmp_path))
    assert (code, out) == (2, "") and err.count("\n") == 1
    assert "exists and is not a student edition that walkthrough wrote; name another folder" in err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.skipif(os.name == "nt", reason="starts the server as a process of its own there")
def test_lab_opens_a_folder_from_where_the_user_stands(command, monkeypatch, tmp_path) -> None:
    """Without nbgrader's menus. As `make lab ARGS=build/student`: the server itself starts among
    the notebooks."""
    started: list[list[str]] = []

    def started_with(file: str, command: list[str]) -> None:
        started.append(command)

    monkeypatch.setattr(os, "execv", started_with)
    monkeypatch.setenv("JUPYTER_DEFAULT_PROVISIONER_NAME", "warmkernels")
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "mine")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "student").mkdir()
    assert command("lab", "student", "--no-browser")[0] == 0
    assert started[0][3:] == [str(tmp_path / "student"), "--no-browser"]
    assert Path.cwd() == select.ROOT / "notebooks"
    plain, mine = os.environ["JUPYTER_CONFIG_PATH"].split(os.pathsep)
    settings = json.loads(Path(plain, "labconfig/page_config.json").read_text(encoding="utf-8"))
    assert settings == {"disabledExtensions": {"@jupyter/nbgrader": True}} and mine == "mine"
