"""Whole or not at all: a process is killed at every single step of writing a file or a folder."""

import os
import signal
import stat
import sys
from pathlib import Path

import pytest

from helpers.errors import UserError
from walkthrough.util import atomic, disk, leftovers, manifest

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


def make(target, word, *others, into=None):
    with atomic.staged_folder("run", target, *others) as work:
        fill(work.folder, word)
        work.replace(into or target)


def test_a_folder_is_the_old_one_or_the_new_one_at_every_step(tmp_path):
    steps, seen, target = 0, [], tmp_path / "run"
    make(target, "old")
    while killed_at(steps := steps + 1, lambda: make(target, "new")):
        if target.exists():
            assert held(target) in ("old", "new")
        else:
            (aside,) = tmp_path.glob(".run.*/old/run")
            assert held(aside) == "old"
        with atomic.staged_folder("run", target):  # the next run, which is interrupted
            pass
        seen.append(held(target))
        assert [path.name for path in tmp_path.iterdir()] == ["run"]
        make(target, "old")
    assert steps > 12
    assert seen == sorted(seen, reverse=True) and set(seen) == {"old", "new"}  # at one step


def test_a_failed_one_is_never_put_back_as_a_good_one(tmp_path):
    """Killed while it replaces the last failed run, where there is no good one."""
    good, bad = tmp_path / "run", tmp_path / "run.failed"
    make(good, "old", bad, into=bad)
    steps = 0
    while killed_at(steps := steps + 1, lambda: make(good, "new", bad, into=bad)):
        with atomic.staged_folder("run", good, bad):
            pass
        assert [path.name for path in tmp_path.iterdir()] == ["run.failed"]
        assert held(bad) in ("old", "new")
    assert steps > 12


def test_a_file_is_the_old_one_or_the_new_one_at_every_step(tmp_path):
    file, steps, seen = tmp_path / "file.json", 0, []
    atomic.write(file, "old")
    while killed_at(steps := steps + 1, lambda: atomic.write(file, "new")):
        seen.append(file.read_text())
        atomic.write(file, "old")
        assert list(tmp_path.iterdir()) == [file]
    assert "old" in seen and set(seen) <= {"old", "new"}


def test_one_at_a_time(tmp_path):
    target = tmp_path / "run"
    with atomic.staged_folder("run", target) as work:
        (work.folder / "file").touch()
        with pytest.raises(UserError, match="another run"), atomic.staged_folder("run", target):
            pass
        assert (work.folder / "file").exists()
        make(tmp_path / "run2", "beside")  # another folder in the same place is free
    assert [path.name for path in tmp_path.iterdir()] == ["run2"]


def test_the_mode_of_a_folder_and_of_a_file_is_the_users(tmp_path):
    before = os.umask(0o027)
    try:
        make(tmp_path / "run", "new")
        atomic.write(tmp_path / "file", "new")
        (tmp_path / "file").chmod(0o600)
        atomic.write(tmp_path / "file", "newer")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "run").stat().st_mode) == 0o750
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o600


def test_a_file_that_is_a_link_is_written_where_it_leads(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "file").symlink_to(tmp_path / "elsewhere" / "file")
    atomic.write(tmp_path / "file", "new")
    assert (tmp_path / "file").is_symlink() and (tmp_path / "file").read_text() == "new"


def test_a_new_file_is_no_other_one(tmp_path):
    file = tmp_path / "rows.csv"
    atomic.create(file, "a,b\n")
    atomic.create(file, "a,b\n")  # the same once more
    for thing in (file, tmp_path, Path(os.devnull)):
        with pytest.raises(UserError, match="exists; name another"):
            atomic.create(thing, "other\n")
    assert file.read_text() == "a,b\n"
    (tmp_path / "nowhere").symlink_to(tmp_path / "none")
    with pytest.raises(UserError, match="exists"):
        atomic.create(tmp_path / "nowhere", "a,b\n")
    with pytest.raises(UserError, match="cannot write there"):
        atomic.create(tmp_path / "none" / "rows.csv", "a,b\n")


# ---- nobody's work is replaced ------------------------------------------------------------------


def note(target):
    (target / "sub" / "notes.txt").write_text("mine")


def edit(target):
    (target / "sub" / "a").write_text("mine")


def empty(target):
    (target / "photos").mkdir()


def link(target):
    (target / "a").symlink_to(target / "sub" / "a")


def pipe(target):
    os.mkfifo(target / "pipe")


def repository(target):
    (target / ".git").mkdir()
    (target / ".git" / "HEAD").write_text("ref: refs/heads/main\n")


def checkpoint(target):
    """What JupyterLab saved of a work that was then undone."""
    (target / "sub" / manifest.CHECKPOINTS).mkdir()
    (target / "sub" / manifest.CHECKPOINTS / "a-checkpoint").write_text("mine")


def no_list(target):
    (target / manifest.NAME).unlink()


def torn_list(target):
    (target / manifest.NAME).write_text('{"kind": "run", "fi')


def other_list(target):
    (target / manifest.NAME).write_text('{"kind": "run", "files": {"sub/a": 1}, "folders": []}')


def piped_list(target):
    (target / manifest.NAME).unlink()
    os.mkfifo(target / manifest.NAME)


def other_kind(target):
    text = (target / manifest.NAME).read_text()
    (target / manifest.NAME).write_text(text.replace('"run"', '"site"'))


WORK = [note, edit, empty, link, pipe, repository, checkpoint, no_list, torn_list, other_list,
        piped_list, other_kind]  # fmt: skip


def state(folder):
    """All that lies in a folder, links and pipes too."""
    return {
        str(path): (
            path.lstat().st_mode,
            path.lstat().st_mtime_ns,
            path.read_bytes() if stat.S_ISREG(path.lstat().st_mode) else None,
        )
        for path in folder.rglob("*")
    }


@pytest.mark.parametrize("where", ["run", "run.failed"])
@pytest.mark.parametrize("work", WORK, ids=lambda work: work.__name__)
def test_a_folder_with_somebodys_work_is_refused_before_and_at_the_end(tmp_path, work, where):
    target, failed = tmp_path / "run", tmp_path / "run.failed"
    make(target, "old", failed)
    make(target, "old", failed, into=failed)
    work(tmp_path / where)
    before = state(tmp_path)
    with pytest.raises(UserError, match=f"{where} "), atomic.staged_folder("run", target, failed):
        pytest.fail("began")
    assert state(tmp_path) == before

    late = tmp_path / "late"  # while the new one is made
    with atomic.staged_folder("run", late) as new:
        make(tmp_path / "aside", "old")
        (tmp_path / "aside").rename(late)
        work(late)
        before = state(late)
        fill(new.folder, "new")
        with pytest.raises(UserError, match="late "):
            new.replace(late)
    assert state(late) == before
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("thing", ["file", "pipe", "nowhere", "device"])
def test_what_is_no_folder_is_not_replaced(tmp_path, thing):
    (tmp_path / "file").write_text("mine")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "nowhere").symlink_to(tmp_path / "none")
    target = Path(os.devnull) if thing == "device" else tmp_path / thing
    before = state(tmp_path)
    with pytest.raises(UserError, match="is not a folder"), atomic.staged_folder("run", target):
        pass
    assert state(tmp_path) == before


def test_a_copy_that_jupyterlab_makes_of_what_it_opens_is_no_work(tmp_path):
    make(tmp_path / "run", "old")
    (tmp_path / "run" / "sub" / manifest.CHECKPOINTS).mkdir()
    (tmp_path / "run" / "sub" / manifest.CHECKPOINTS / "a-checkpoint").write_text("old")
    make(tmp_path / "run", "new")
    assert held(tmp_path / "run") == "new"


def test_an_empty_folder_and_one_that_lacks_files_may_be_replaced(tmp_path):
    (tmp_path / "run").mkdir()
    make(tmp_path / "run", "old")
    (tmp_path / "run" / "sub" / "a").unlink()
    make(tmp_path / "run", "new")
    assert held(tmp_path / "run") == "new"


# ---- what killed processes leave ----------------------------------------------------------------


def tempting(where, prefix):
    """Folders that only look like one that was left, each with a thesis in it."""
    made = {
        name: where / f"{prefix}{name}"
        for name in ("", "thesis", "abcdefgh", "abcdefg1", "abcdefg2", "abcdefg3", "abcdefg4", "abcdefg5")
    }
    for folder in made.values():
        folder.mkdir(mode=0o700)
        (folder / "thesis.txt").write_text("mine")
    right = leftovers._text(made["abcdefg1"], "run")
    (made["abcdefg1"] / leftovers.MARKER).write_text(right)
    made["abcdefg1"].chmod(0o755)  # open to others
    (made["abcdefg2"] / leftovers.MARKER).write_text(right)  # of another folder: a copy
    (made["abcdefg3"] / leftovers.MARKER).mkdir()
    os.mkfifo(made["abcdefg4"] / leftovers.MARKER)
    (made["abcdefg5"] / leftovers.MARKER).write_text("")
    right = leftovers._text(where / f"{prefix}abcdefg6", "run")
    elsewhere = where / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    (elsewhere / leftovers.MARKER).write_text(right)
    (where / f"{prefix}abcdefg6").symlink_to(elsewhere)


def test_what_only_looks_left_stays(tmp_path):
    tempting(tmp_path, ".run.walkthrough-")
    before = state(tmp_path)
    assert list(leftovers.left(".run.walkthrough-", tmp_path)) == []
    make(tmp_path / "run", "new")
    after = state(tmp_path)
    assert {name: after[name] for name in before} == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs another user")
def test_what_another_user_has_left_stays(tmp_path):
    folder, held = leftovers.make(".run.walkthrough-", tmp_path)
    os.close(held)
    os.chown(folder, 12345, 12345)
    assert list(leftovers.left(".run.walkthrough-", tmp_path)) == []
    os.chown(folder, os.geteuid(), 12345)
    ((found, note, lock),) = leftovers.left(".run.walkthrough-", tmp_path)
    assert (found, note) == (folder, "")
    os.close(lock)


def test_parts_of_files_that_others_wrote_stay(tmp_path):
    names = [".file.part", ".file.walkthrough-part", ".file.0123456.walkthrough-part",
             ".file.thesis01.walkthrough-part", ".other.01234567.walkthrough-part"]  # fmt: skip
    for name in names:
        (tmp_path / name).write_text("mine")
    (tmp_path / "thesis").write_text("mine")
    (tmp_path / ".file.01234567.walkthrough-part").symlink_to(tmp_path / "thesis")
    before = state(tmp_path)
    atomic.write(tmp_path / "file", "new")
    after = state(tmp_path)
    assert {name: after[name] for name in before} == before


# ---- a loss of power ----------------------------------------------------------------------------


@pytest.fixture
def calls(monkeypatch):
    """What is done to the disk, in order: what is synced, renamed, removed."""
    noted = []

    def watch(where, name, describe):
        original = getattr(where, name)

        def wrapped(*arguments, **options):
            noted.append((name, *describe(*arguments)))
            return original(*arguments, **options)

        monkeypatch.setattr(where, name, wrapped)

    def synced(descriptor):
        return (os.readlink(f"/proc/self/fd/{descriptor}"),)

    watch(os, "fsync", synced)
    watch(os, "rename", lambda source, target, *_: (str(source), str(target)))
    watch(os, "replace", lambda source, target, *_: (str(source), str(target)))
    watch(atomic.shutil, "rmtree", lambda folder, *_: (str(folder),))
    return noted


@pytest.mark.skipif(sys.platform != "linux", reason="looks up descriptors in /proc")
def test_all_of_a_folder_is_on_the_disk_before_it_counts_and_before_the_old_one_goes(tmp_path, calls):
    target = tmp_path / "run"
    make(target, "old")
    calls.clear()
    make(target, "new")
    (new,) = {Path(source) for name, source, *to in calls if to == [str(target)]}
    placed = calls.index(("rename", str(new), str(target)))
    written = {new, *(new / name for name in ("sub", "sub/a", "sub/b", manifest.NAME))}
    assert {Path(call[1]) for call in calls[:placed] if call[0] == "fsync"} == written
    removed = next(i for i, call in enumerate(calls) if call[0] == "rmtree")
    assert ("fsync", str(tmp_path)) in calls[placed:removed]
    assert Path(calls[removed][1]).parent == new.parent  # the old one


@pytest.mark.skipif(sys.platform != "linux", reason="looks up descriptors in /proc")
def test_a_file_is_on_the_disk_before_it_counts(tmp_path, calls):
    file = tmp_path / "file"
    atomic.write(file, "new")
    names = [(name, Path(what).name, *map(Path, to)) for name, what, *to in calls]
    beside = names[0][1]
    assert names == [("fsync", beside), ("replace", beside, file), ("fsync", tmp_path.name)]


def test_a_disk_that_cannot_sync_is_no_reason_to_stop(tmp_path, monkeypatch):
    def cannot(_):
        raise OSError(22, "Invalid argument")

    monkeypatch.setattr(os, "fsync", cannot)
    atomic.write(tmp_path / "file", "new")
    disk.sync_tree(tmp_path)
    assert (tmp_path / "file").read_text() == "new"


@pytest.mark.parametrize("name", ["a\0b", "x" * 300, "x/" * 3000])
def test_what_can_be_no_path(tmp_path, name):
    with pytest.raises(UserError, match="no place for a file"):
        disk.resolve_path(tmp_path / name)


def test_a_mistake_in_the_code_stays_one(tmp_path):
    """Only what the disk refuses is the user's to mend."""
    with pytest.raises(FileNotFoundError), atomic.staged_folder("run", tmp_path / "run"):
        Path(tmp_path / "none").read_text()


# ---- what happens between the two renames -------------------------------------------------------


@pytest.fixture
def renames(monkeypatch):
    """Something to happen at each rename: a list of functions of source and target, in order."""
    happens, original = [], Path.rename

    def rename(source, target):
        happen = happens.pop(0) if happens else None
        return happen(original, source, target) if happen else original(source, target)

    monkeypatch.setattr(Path, "rename", rename)
    return happens


def then_stop(original, source, target):
    original(source, target)
    raise SystemExit(143)  # what a signal raises


def then_fail(original, source, target):
    raise OSError(5, "Input/output error", str(source))


@pytest.mark.parametrize("when", [1, 2])
def test_a_signal_between_the_renames_loses_nothing(tmp_path, renames, when):
    target = tmp_path / "run"
    make(target, "old")
    renames[:] = [None] * (when - 1) + [then_stop]
    with pytest.raises(SystemExit):
        make(target, "new")
    assert held(target) == ("old" if when == 1 else "new")
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_a_disk_that_fails_twice_keeps_the_earlier_one_and_says_where(tmp_path, renames):
    target = tmp_path / "run"
    make(target, "old")
    renames[:] = [None, then_fail, then_fail]
    with pytest.raises(UserError, match="nor the earlier one back from") as said:
        make(target, "new")
    (aside,) = tmp_path.glob(".run.*/old/run")
    assert str(aside) in str(said.value) and held(aside) == "old"
    with atomic.staged_folder("run", target):
        pass
    assert held(target) == "old" and [path.name for path in tmp_path.iterdir()] == ["run"]


def test_what_was_set_aside_stays_while_its_place_is_taken(tmp_path):
    target, steps = tmp_path / "run", 0
    make(target, "old")
    while target.exists():
        make(target, "old")
        assert killed_at(steps := steps + 1, lambda: make(target, "new"))
    target.mkdir()  # the user begins anew
    (aside,) = tmp_path.glob(".run.*/old/run")
    with pytest.raises(UserError, match="move it to keep it") as said, \
            atomic.staged_folder("run", target):  # fmt: skip
        pass
    assert str(aside) in str(said.value) and held(aside) == "old"
    target.rmdir()
    with atomic.staged_folder("run", target):
        pass
    assert held(target) == "old"


def test_work_that_is_saved_at_the_last_moment_is_seen(tmp_path, renames):
    target = tmp_path / "run"
    make(target, "old")

    def saved(original, source, to):
        note(source)
        original(source, to)

    renames[:] = [saved]
    with pytest.raises(UserError, match=r"run holds somebody's work \(sub/notes.txt is new\)"):
        make(target, "new")
    assert held(target) == "old" and (target / "sub" / "notes.txt").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_a_name_that_is_not_utf_8(tmp_path):
    target = tmp_path / os.fsdecode(b"d\xff")
    make(target, "old")
    make(target, "new")
    assert held(target) == "new" and list(tmp_path.iterdir()) == [target]
