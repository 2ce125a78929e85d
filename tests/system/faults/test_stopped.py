"""Signals that ask the command to end: it tidies up, says one line, and ends with 128 + number."""

import errno
import os
import pty
import shutil
import signal
import subprocess
import sys
import time

import pytest

from fixtures_clone import COMMAND, PATIENCE, Clone
from fixtures_faults import BUSY, busy
from fixtures_inputs import GOOD
from fixtures_toys import as_if_run
from helpers.data.package import BUNDLED
from walkthrough.util import manifest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    clone = Clone(tmp_path_factory.mktemp("s"))
    clone.notebook("02-two", "1", BUSY)
    yield clone
    clone.remove()


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return as_if_run(tmp_path_factory.mktemp("run") / "made")


def started(clone, *arguments, at_home=True, **streams):
    """The command in the small clone, or in this one; it leads a group, as in a shell."""
    command = [*COMMAND, str(clone.root)] if at_home else [sys.executable, "-m", "walkthrough"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | streams
    return subprocess.Popen(
        [*command, *map(str, arguments)],
        env=clone.environment, text=True, process_group=0, **pipes,
    )  # fmt: skip


def seen(clone, process, look):
    """Wait until there is something to see, while the process goes on."""
    end = time.monotonic() + PATIENCE
    while not look() and process.poll() is None and time.monotonic() < end:
        time.sleep(0.01)
    assert process.poll() is None, process.communicate()


def stopped(process, number, times=1):
    """It is sent the signal, so many times; gives what it said."""
    for _ in range(times):
        process.send_signal(number)
        time.sleep(0.02)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 128 + number, said
    lines = [line for line in said.splitlines() if ": ok, " not in line]
    assert len(lines) == 1 and lines[0].startswith("stopped"), said
    return lines[0]


COMMANDS = {
    "run": ["run"],
    "batch": ["batch", "02", "--each", "year=2000,2010", "--jobs", "1"],
    "check": ["check", "02"],
    "refresh": ["refresh", "02"],
}


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_signal_ends_the_kernels_and_leaves_nothing(clone, name, number):
    stored = (clone.root / "notebooks" / "02-two.ipynb").read_bytes()
    process = started(clone, *COMMANDS[name])
    kernel = busy(clone)
    said = stopped(process, number, times=2)
    if name in ("run", "batch"):
        assert said == "stopped; the same command goes on after what is finished"
    clone.wait(lambda: [pid for pid in clone.processes() if pid == kernel])
    clone.clean()
    assert not clone.out.exists()
    assert (clone.root / "notebooks" / "02-two.ipynb").read_bytes() == stored


@pytest.mark.parametrize("number", SIGNALS)
def test_a_site_that_is_being_built(clone, run, number):
    out = clone.build / "site"
    process = started(clone, "site", "--run", run, "--out", out, at_home=False)
    seen(clone, process, lambda: len(clone.processes()) > 1)  # Sphinx
    stopped(process, number, times=2)
    clone.clean()
    assert not out.exists()


@pytest.mark.parametrize("number", SIGNALS)
def test_a_package_that_is_being_changed(clone, tmp_path, number):
    (tmp_path / "s.csv").write_text(GOOD)
    shutil.copytree(BUNDLED, own := tmp_path / "own")
    (own / manifest.NAME).write_text(manifest.of(own, manifest.DATA_PACKAGE))
    arguments = ["ingest", "stock-csv", tmp_path / "s.csv", "--revision", 2030, "--into", own]
    process = started(clone, *arguments, at_home=False)
    seen(clone, process, lambda: list(tmp_path.glob(".own.walkthrough-*/new/*")))
    stopped(process, number, times=2)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["own", "s.csv"]
    assert not (own / "migrant_stock" / "od_2030.csv").exists()


def test_a_terminal_that_is_closed(clone):
    """Its bars can no longer be written; everything ends all the same."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, str(clone.root), "run"],
        env=clone.environment | {"TERM": "xterm"},
        stdin=theirs, stdout=theirs, stderr=theirs,
        start_new_session=True, preexec_fn=lambda: os.close(os.open(os.ttyname(0), os.O_RDWR)),
    )  # fmt: skip
    os.close(theirs)
    kernel = busy(clone)
    assert b"02-two" in os.read(ours, 100_000)
    os.close(ours)  # the system sends SIGHUP
    assert process.wait(PATIENCE) == 128 + signal.SIGHUP
    clone.wait(lambda: [pid for pid in clone.processes() if pid == kernel])
    clone.clean()


def test_what_nohup_starts_outlives_its_terminal(clone):
    clone.notebook("02-two", "1", "import time; time.sleep(1)")
    command = ["nohup", *COMMAND, str(clone.root), "run"]
    process = subprocess.Popen(
        command, env=clone.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    seen(clone, process, lambda: len(clone.processes()) > 1)
    process.send_signal(signal.SIGHUP)
    _, said = process.communicate(timeout=90)
    assert process.returncode == 0, said
    clone.notebook("02-two", "1", BUSY)


def test_a_signal_in_the_first_moments_is_no_traceback(clone):
    """While the command is being imported; before that it is Python that is ended."""
    script = [sys.executable, "-c", "from walkthrough.cli.entry import main; main()", "claims"]
    for moment in (0.05, 0.1, 0.2, 0.3, 0.5):
        process = subprocess.Popen(
            script, env=clone.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        time.sleep(moment)
        process.terminate()
        _, said = process.communicate(timeout=PATIENCE)
        assert process.returncode in (128 + signal.SIGTERM, -signal.SIGTERM, 0), said
        assert "Traceback" not in said and "Error" not in said, said


def test_the_moment_of_the_terminal_is_as_this_system_has_it():
    """What `entry` rests on: a write of nothing tells whether a terminal is gone."""
    ours, theirs = pty.openpty()
    assert os.write(theirs, b"") == 0
    os.close(ours)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        os.write(theirs, b"")
    os.close(theirs)
