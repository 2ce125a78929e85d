"""A check that leaves another clone behind than it found names the files."""

import subprocess
from pathlib import Path

import pytest

from fixtures_toys import recorded, toy
from helpers.data.package import Package
from walkthrough.checks.check import check
from walkthrough.checks.worktree import changes, state
from walkthrough.runs.refresh import refresh
from walkthrough.runs.select import select

GIT = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=m"]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone in a folder of a larger one, with a file changed, one new, and one ignored."""
    root = tmp_path / "larger" / "clone with ä"
    root.mkdir(parents=True)
    for name in ("kept", "changed", "gone"):
        (root / name).write_text(name)
    (root / ".gitignore").write_text("build/\n")
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        subprocess.run([*GIT, *command], cwd=root.parent, check=True)
    (root / "changed").write_text("by its author")
    (root / "new ü").write_text("by its author")
    return root


def test_what_was_changed_before_is_not_reported(clone: Path) -> None:
    (clone.parent / "outside").write_text("x")
    assert changes(state(clone), state(clone)) == []


def test_each_file_that_changes_is_named(clone: Path) -> None:
    before = state(clone)
    (clone / "kept").write_text("x")
    (clone / "changed").write_text("x")
    (clone / "gone").unlink()
    (clone / "folder").mkdir()
    (clone / "folder" / "more").write_text("x")
    (clone / "build").mkdir()
    (clone / "build" / "ignored").write_text("x")
    found = changes(before, state(clone))
    named = sorted(line.split(": was changed by")[0].rpartition("/")[2] for line in found)
    assert named == ["changed", "gone", "kept", "more"]


def test_without_git_or_a_clone_nothing_is_said(
    clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert state(tmp_path) is None
    assert changes(None, state(clone)) == []
    monkeypatch.setenv("PATH", str(tmp_path))
    assert state(clone) is None


def test_a_cell_that_writes_is_found_by_the_check(clone: Path) -> None:
    data = clone / "data"
    data.mkdir()
    (data / "datapackage.json").write_text('{"resources": []}')
    (data / "claims.yaml").write_text("[]")
    recorded(data)
    cell = f"from pathlib import Path\nPath({str(data / 'left.csv')!r}).write_text('x')"
    path = toy(clone / "notebooks", "one", cell)
    refresh(select(["one"], path.parent), clone / "build")
    (data / "left.csv").unlink()
    found, _ = check([path], Package(data), clone, codecheck=None)
    assert [line.partition(";")[0] for line in found if "left.csv" in line] == [
        f"{clone.name}/data/left.csv: was changed by executing the notebooks"
    ]
