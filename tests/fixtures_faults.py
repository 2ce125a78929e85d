"""What may happen to a run. Each function does it to a clone with one good run in it, and asserts
that the status is true, that nothing is torn or lost or left over, and that the next run completes.

`chance` is a seeded `random.Random`: it says when.
"""

import json
import os
import resource
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager, suppress

from fixtures_clone import PATIENCE, content, ended
from fixtures_others import INSIDE, filled, state

BUSY = """import os, pathlib, time
pathlib.Path(os.environ["FAULT"], "pid").write_text(str(os.getpid()))
time.sleep(60)"""
STUCK = """import signal, subprocess
signal.signal(signal.SIGINT, signal.SIG_IGN)
signal.signal(signal.SIGTERM, signal.SIG_IGN)
subprocess.Popen(["sleep", "60"])
while True:
    pass"""
CLOCK = r"""
#define _GNU_SOURCE
#include <time.h>
#include <unistd.h>
#include <sys/syscall.h>
int clock_gettime(clockid_t clock, struct timespec *now) {
    int failed = syscall(SYS_clock_gettime, clock, now);
    if (!failed && clock == CLOCK_REALTIME) {
        struct timespec steady;
        syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &steady);
        now->tv_sec += steady.tv_sec % 2 ? 86400 : -86400;
    }
    return failed;
}
time_t time(time_t *out) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (out) *out = now.tv_sec;
    return now.tv_sec;
}
"""


class CannotTry(Exception):
    """This machine, or this user, cannot bring the fault about: why."""


def goes_on(clone, *arguments):
    """The next run completes, and nothing of the one before it is left."""
    clone.good(*arguments)
    clone.clean()


def as_before(clone, before):
    assert content(clone.out) == before, "the good run is another now"


def a_notebook_fails(clone, code, strike, reason, **environment):
    """One notebook executes `code` and is struck in it: it fails, and the others have run."""
    before = content(clone.out)
    kept = (clone.root / "notebooks" / "02-two.ipynb").read_bytes()
    clone.notebook("02-two", code)
    process = clone.start("--afresh", **environment)
    strike(process)
    code, _, error = ended(process)
    assert code == 1, (code, error)
    assert f"02-two: failed in cell 2: {reason}" in error
    assert "Traceback" not in error
    clone.whole(clone.build / "default.failed", "failed")
    as_before(clone, before)
    clone.clean(besides=["default.failed"])
    (clone.root / "notebooks" / "02-two.ipynb").write_bytes(kept)
    goes_on(clone)
    return error


def busy(clone):
    """The kernel that is in the midst of `BUSY`."""
    file, end = clone.root / "pid", time.monotonic() + PATIENCE
    while not (file.exists() and file.read_text()) and time.monotonic() < end:
        time.sleep(0.02)
    pid = int(file.read_text())
    file.unlink()
    return pid


def kernel_killed(clone, chance):
    def strike(process):
        os.kill(busy(clone), signal.SIGKILL)

    error = a_notebook_fails(clone, BUSY, strike, "the kernel died")
    assert error.count(": ok,") == 3


def cell_hangs(clone, chance):
    reason = "the cell took longer than 2 s"
    error = a_notebook_fails(clone, STUCK, lambda process: None, reason, FAULT_TIMEOUT="2")
    assert error.count(": ok,") == 3


def parent_killed(clone, chance):
    def strike(process):
        busy(clone)
        parents = [pid for pid in clone.processes() if parent_of(pid) == process.pid]
        assert len(parents) == 1
        os.kill(parents[0], signal.SIGKILL)

    error = a_notebook_fails(clone, BUSY, strike, "the kernel died")
    assert "07-scorecard: ok," in error


def parent_of(pid):
    with open(f"/proc/{pid}/stat") as file:
        return int(file.read().rpartition(")")[2].split()[1])


def struck(clone, chance, strike):
    """A run of another year than the last is struck at a moment of its life, drawn anew if it was
    quicker. Gives exit code, standard error, the command's arguments, and the good run before it.
    """
    before = content(clone.out)
    clone.year = {2000: 2010, 2010: 2000}.get(clone.year, 2000)
    arguments = ("-p", f"year={clone.year}", "--afresh")
    while True:
        process = clone.start(*arguments)
        if lives(process, chance.random() * clone.seconds):
            strike(process)
            code, _, error = ended(process)
            if code:
                return code, error, arguments[:2], before
        ended(process)
        before = content(clone.out)


def lives(process, seconds):
    """Wait so long, at most until the process has ended; whether it has not."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return True
    return False


def intact(clone, before):
    """The good run is as it was, or set aside to be put back, or the new one is in its place."""
    aside = clone.build.glob(".default.walkthrough-*/old/default")
    if content(clone.out if clone.out.exists() else next(aside)) != before:
        clone.whole(clone.out, "ok")


def run_killed(clone, chance):
    code, _, arguments, before = struck(clone, chance, subprocess.Popen.kill)
    assert code == -signal.SIGKILL
    intact(clone, before)
    clone.wait(clone.processes)
    goes_on(clone, *arguments)


def all_killed(clone, chance):
    """The run, the parent of its kernels and the kernels, as when a container is stopped."""

    def strike(process):
        process.kill()
        while pids := clone.processes():
            for pid in pids:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

    _, _, arguments, before = struck(clone, chance, strike)
    intact(clone, before)
    # Nobody was left to remove the folder of the sockets: the next run that starts a kernel does.
    goes_on(clone, *arguments, "--afresh")


def interrupted(clone, chance, times=1):
    """Ctrl-C reaches every process that the terminal has in its foreground."""

    def strike(process):
        for _ in range(times):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGINT)
            time.sleep(chance.random() * 0.3)

    code, error, arguments, before = struck(clone, chance, strike)
    # Before the command has begun it is Python that is interrupted.
    assert code == 130 and "Traceback" not in error or code == -signal.SIGINT, (code, error)
    intact(clone, before)
    clone.clean()
    goes_on(clone, *arguments)


def interrupted_twice(clone, chance):
    interrupted(clone, chance, times=2)


def two_at_once(clone, chance):
    """The second is refused, whichever it is; if the first has ended, both have their turn."""
    first = clone.start("-p", "year=2000", "--afresh")
    time.sleep(chance.random() * 0.5)
    second = clone.start("-p", "year=2010", "--afresh")
    results = [ended(process) for process in (first, second)]
    codes = [code for code, _, _ in results]
    assert sorted(codes) in ([0, 2], [0, 0]), results
    for code, _, error in results:
        if code:
            assert error.count("\n") == 1 and "is being written by another run" in error
    clone.whole(clone.out, "ok")
    if 2 in codes:
        year = (2000, 2010)[codes.index(0)]
        said = json.loads((clone.out / "run.json").read_text())
        assert said["given"] == {"year": year}
    clone.clean()
    goes_on(clone)


@contextmanager
def disk(clone):
    """The clone's `build` on a disk of its own; gives the room for a ballast."""
    if os.geteuid() != 0 or not shutil.which("mount"):
        raise CannotTry("only root may mount a small disk")
    kept = clone.root / "kept"
    shutil.move(clone.build, kept)
    clone.build.mkdir()
    if subprocess.call(["mount", "-t", "tmpfs", "-o", "size=16m", "fault", clone.build]):
        raise CannotTry("mounting a tmpfs is not permitted here")
    try:
        shutil.copytree(kept, clone.build, dirs_exist_ok=True, symlinks=True)
        yield
    finally:
        subprocess.check_call(["umount", "--lazy", clone.build])
        clone.build.rmdir()
        shutil.move(kept, clone.build)


def refused(clone, before, said, *arguments, **options):
    """One line and exit code 2; the good run is as it was."""
    code, out, error = ended(clone.start("-p", "year=1990", *arguments, **options))
    assert code == 2 and not out, (code, out, error)
    lines = [line for line in error.splitlines() if ": ok," not in line and ": fail" not in line]
    assert len(lines) == 1 and lines[0].startswith("error: ") and said in lines[0], error
    as_before(clone, before)
    clone.clean(besides=["ballast"])


def disk_full(clone, chance):
    before = content(clone.out)
    with disk(clone):
        room = shutil.disk_usage(clone.build).free
        (clone.build / "ballast").write_bytes(bytes(room - chance.randrange(1_000_000)))
        refused(clone, before, "No space left on device")
        (clone.build / "ballast").unlink()
        goes_on(clone, "-p", "year=1990")
    goes_on(clone)


def quota(clone, chance):
    """No file may grow beyond some bytes; a page has about 280,000."""

    def limit():
        most = chance.randrange(1000, 250_000)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    refused(clone, content(clone.out), "File too large", preexec_fn=limit)
    goes_on(clone)


def read_only(clone, chance):
    before = content(clone.out)
    with disk(clone):
        subprocess.check_call(["mount", "-o", "remount,ro", clone.build])
        refused(clone, before, "Read-only file system")
        subprocess.check_call(["mount", "-o", "remount,rw", clone.build])
        goes_on(clone)


def clock_jumps(clone, chance):
    """The clock goes a day forth and two days back, each second, for all that read it."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        raise CannotTry("no C compiler to make a jumping clock with")
    library = clone.root / "clock.so"
    command = [compiler, "-shared", "-fPIC", "-o", library, "-x", "c", "-"]
    if subprocess.run(command, input=CLOCK, text=True, check=False).returncode:
        raise CannotTry("the jumping clock does not compile here")
    clone.good()
    before = content(clone.out / "notebooks")
    code, _, error = clone.run("--afresh", LD_PRELOAD=str(library))
    assert code == 0, error
    clone.whole(clone.out, "ok")
    assert content(clone.out / "notebooks") == before
    clone.clean()
    goes_on(clone)


def work_in_the_folder(clone, chance):
    """Somebody has worked in the folder of a run, or has one where a failed run would go."""
    for name, work in INSIDE.items():
        work(clone.out)
        for arguments in ((), ("-p", "year=1990")):
            refused_for_work(clone, clone.out, f"holds somebody's work ({name} ", *arguments)
        shutil.rmtree(clone.out)
        goes_on(clone)
    for where in (clone.out, clone.build / "default.failed"):
        shutil.rmtree(where, ignore_errors=True)
        filled(where)
        refused_for_work(clone, where, "exists and is not a run that walkthrough wrote")
        shutil.rmtree(where)
    goes_on(clone)


def refused_for_work(clone, where, said, *arguments):
    before = {path: state(path) for path in clone.build.rglob("*")}
    code, out, error = clone.run(*arguments)
    assert code == 2 and not out and error.count("\n") == 1, (code, out, error)
    assert error.startswith(f"error: {where} {said}") and "--out" in error, error
    assert {path: state(path) for path in clone.build.rglob("*")} == before
    clone.clean(besides=["default.failed"])


FAULTS = {
    "a kernel is killed in mid-cell": (kernel_killed, 3),
    "a cell hangs, deaf to signals": (cell_hangs, 2),
    "the parent of the kernels is killed": (parent_killed, 3),
    "the run is killed at a random moment": (run_killed, 50),
    "the run and all its kernels are killed": (all_killed, 5),
    "Ctrl-C": (interrupted, 5),
    "Ctrl-C twice": (interrupted_twice, 5),
    "two runs into one folder at once": (two_at_once, 3),
    "the disk is full": (disk_full, 4),
    "a file meets its quota": (quota, 3),
    "the folder is read-only": (read_only, 1),
    "the clock jumps by days": (clock_jumps, 2),
    "somebody works in the folder of a run": (work_in_the_folder, 1),
}
"""What happens: the function, and how often `make fault` tries it."""
