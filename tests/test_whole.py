"""Whole or not at all: a process is killed at every single step of writing a file or a folder."""

import os
import signal
import sys
from pathlib import Path

import pytest

from helpers import whole
from helpers.errors import UserError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and locks")
STEPS = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir")


def killed_at(step, work):
    """Do the work in a child that is killed before its nth step on the disk; whether it was."""
    if (child := os.fork()) == 0:
        done = 0

        def hook(event, _):
            nonlocal done
            done += event in STEPS
            if done == step and event in STEPS:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) in (0, -signal.SIGKILL)
    return status != 0


def fill(folder, word):
    for name in ("a", "b"):
        (folder / "sub").mkdir(exist_ok=True)
        (folder / "sub" / name).write_text(word)


def held(folder):
    """The one word that every file of a whole folder holds."""
    (word,) = {(folder / "sub" / name).read_text() for name in ("a", "b")}
    return word


def make(target, word):
    with whole.folder(target) as work:
        fill(work, word)
        whole.put(work, target)


def test_a_folder_is_the_old_one_or_the_new_one_at_every_step(tmp_path):
    steps, seen, target = 0, [], tmp_path / "run"
    make(target, "old")
    while killed_at(steps := steps + 1, lambda: make(target, "new")):
        if target.exists():
            assert held(target) in ("old", "new")
        else:
            assert held(tmp_path / ".run.last") == "old"
        with whole.folder(target):  # the next run, which is interrupted: it puts things in order
            pass
        seen.append(held(target))
        assert [path.name for path in tmp_path.iterdir()] == ["run"]
        make(target, "old")
    assert steps > 12
    assert seen == sorted(seen, reverse=True) and set(seen) == {"old", "new"}  # at one step


def test_a_file_is_the_old_one_or_the_new_one_at_every_step(tmp_path):
    file, steps, seen = tmp_path / "file.json", 0, []
    whole.write(file, "old")
    while killed_at(steps := steps + 1, lambda: whole.write(file, "new")):
        seen.append(file.read_text())
        assert whole.write(file, "old")
        assert list(tmp_path.iterdir()) == [file]
    assert "old" in seen and set(seen) <= {"old", "new"}


def test_one_at_a_time(tmp_path):
    with whole.folder(tmp_path / "run") as work:
        (work / "file").touch()
        with pytest.raises(UserError, match="another run"), whole.folder(tmp_path / "run"):
            pass
        assert (work / "file").exists()
    assert list(tmp_path.iterdir()) == []
    beside = tmp_path / ".file.part"
    beside.touch()
    lock = whole.lock(beside)
    assert not whole.write(tmp_path / "file", "x")
    os.close(lock)
    assert whole.write(tmp_path / "file", "x")


def test_a_link_is_not_followed(tmp_path):
    """Somebody else's folder, under the name that a run would work in, is not emptied."""
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "thesis.txt").touch()
    (tmp_path / ".run.partial").symlink_to(tmp_path / "precious")
    with pytest.raises(UserError, match="cannot write there"), whole.folder(tmp_path / "run"):
        pass
    assert (tmp_path / "precious" / "thesis.txt").exists()


@pytest.mark.parametrize("name", ["a\0b", "x" * 300, "x/" * 3000])
def test_what_can_be_no_path(tmp_path, name):
    with pytest.raises(UserError, match="no place for a file"):
        whole.resolved(tmp_path / name)


def test_a_mistake_in_the_code_stays_one(tmp_path):
    """Only what the disk refuses is the user's to mend."""
    with pytest.raises(FileNotFoundError), whole.folder(tmp_path / "run"):
        Path(tmp_path / "none").read_text()
