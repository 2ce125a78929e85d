"""Too few files that may be open at a time: refused with the number, or what there is suffices."""

import json
import subprocess
import sys

import pytest

from fixtures_clone import COMMAND, Clone
from walkthrough.runs.limits import FOR_A_KERNEL, OF_A_KERNEL, OWN

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="counts files in /proc")
DRAWS = """import os
import matplotlib.pyplot as plt
plt.plot([1, 2])
plt.show()
print("open:", len(os.listdir("/proc/self/fd")))"""
JOBS = 4


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    clone = Clone(tmp_path_factory.mktemp("f"))
    clone.notebook("02-two", DRAWS)
    yield clone
    clone.remove()


def limited(clone, limit, *arguments):
    """The command, under a limit that a shell sets."""
    script = f'ulimit {limit}; exec "$0" "$@"'
    return subprocess.run(
        ["bash", "-c", script, *COMMAND, str(clone.root), *arguments],
        env=clone.environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.mark.parametrize("number", [12, 24, 48, 64])
@pytest.mark.parametrize("asked", ["run", "batch 02 --each year=2000,2010", "check 02", "refresh"])
def test_too_few_are_refused(clone, asked, number):
    done = limited(clone, f"-n {number}", *asked.split())
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith(f"error: only {number} files may be open at a time, and ")
    assert done.stderr.count("\n") == 1
    clone.clean()


def test_jobs_may_be_too_many(clone):
    done = limited(clone, f"-n {OF_A_KERNEL}", "run", "--jobs", str(JOBS), "--afresh")
    assert done.returncode == 2 and done.stderr.endswith(", or give a smaller --jobs\n")


@pytest.mark.parametrize(
    ("limit", "jobs"),
    [
        (f"-n {OF_A_KERNEL}", 1),
        (f"-n {OWN + FOR_A_KERNEL * JOBS}", JOBS),
        ("-S -n 64", JOBS),  # a process may raise this one
    ],
)
def test_as_many_as_are_asked_for_suffice(clone, limit, jobs):
    done = limited(clone, limit, "run", "--jobs", str(jobs), "--afresh")
    assert done.returncode == 0, done.stderr
    executed = json.loads((clone.out / "notebooks" / "02-two.ipynb").read_text())
    (said,) = [
        line for cell in executed["cells"] for output in cell.get("outputs", [])
        for line in output.get("text", []) if line.startswith("open: ")
    ]  # fmt: skip
    assert int(said.split()[1]) <= OF_A_KERNEL
    clone.clean()


def test_a_cell_that_opens_too_many_says_so(clone):
    """The kernel has no descriptor left with which to show its error."""
    greedy = "import resource\nresource.setrlimit(resource.RLIMIT_NOFILE, (4, 4))\nopen('x')"
    clone.notebook("02-two", greedy)
    code, _, error = clone.run("02", "--afresh")
    clone.notebook("02-two", DRAWS)
    assert code == 1 and "02-two: failed in cell 2: OSError: [Errno 24] Too many open" in error
