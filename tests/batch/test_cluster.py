"""A real Dask scheduler and two workers on loopback, one of which is killed in mid-batch."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from toys import toy

from helpers.batch import choose, workers
from helpers.batch.batch import batch
from helpers.datapackage import open_package
from helpers.errors import UserError
from helpers.runs import plan

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(os.name != "posix", reason="of signals"),
]
YEARS = [1990, 1995, 2000, 2005, 2010, 2015]
# All but the first year wait until a gate is opened. Each start leaves a mark.
CELL = """
import pathlib, time, uuid
here = pathlib.Path({here!r})
(here / f"{{year}}-{{uuid.uuid4()}}").touch()
while year != 1990 and not (here / "gate").exists():
    time.sleep(0.05)
print(year)
"""


def dask(kind: str, folder: Path, *options: str) -> subprocess.Popen:
    folder.mkdir()
    environment = {**os.environ, "DASK_DISTRIBUTED__DASHBOARD__LINK": ""}
    return subprocess.Popen(
        [sys.executable, "-m", "dask", kind, *options, "--no-dashboard"],
        cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture
def cluster(tmp_path):
    """A scheduler's address, and its two workers."""
    file = tmp_path / "scheduler.json"
    at = ("--host", "127.0.0.1")
    started = [dask("scheduler", tmp_path / "s", "--port", "0", "--scheduler-file", str(file), *at)]
    try:
        address = until(lambda: json.loads(file.read_text())["address"] if file.exists() else None)
        started += [
            dask("worker", tmp_path / name, address, "--nthreads", "1", "--no-nanny", *at,
                 "--local-directory", str(tmp_path / name))
            for name in ("a", "b")
        ]
        yield address, started[1:]
    finally:
        for process in started:
            process.kill()
            process.wait()


def until(ready):
    """What `ready` returns, once that is something."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        if found := ready():
            return found
        time.sleep(0.05)
    raise TimeoutError


def test_a_worker_is_killed_and_nothing_is_lost(tmp_path, cluster):
    address, hired = cluster
    marks = tmp_path / "marks"
    marks.mkdir()
    source = plan.load(toy(tmp_path / "n", "01-one", CELL.format(here=str(marks))))
    items = [choose.Item(str(year), {"year": year}) for year in YEARS]
    ended = []

    def first(outcome, at_work):
        ended.append(outcome)
        if len(ended) == 1:  # both are at another run by now, or will be
            until(lambda: len(list(marks.iterdir())) == 3)
            hired[0].send_signal(signal.SIGKILL)
            hired[0].wait()
            (marks / "gate").touch()

    def go():
        return batch(source, items, tmp_path / "out", workers=at_hand, package=open_package(),
                     base={}, ended=first, cache=tmp_path / "cache")

    until(lambda: both(address))
    with workers.cluster(address) as at_hand:
        assert at_hand.count() == 2
        done = go()
        assert done.ok and [o.name for o in done.outcomes] == [str(year) for year in YEARS]
        for year in YEARS:
            text = (tmp_path / "out" / "notebooks" / f"{year}.ipynb").read_text()
            assert f'"{year}\\n"' in text
            assert (tmp_path / "out" / "html" / f"{year}.html").exists()
        starts = [path.name[:4] for path in marks.iterdir() if path.name != "gate"]
        assert sorted(set(starts)) == [str(year) for year in YEARS]
        assert len(starts) > len(YEARS)  # what the dead worker had begun was begun again
        assert at_hand.count() == 1

        # what workers brought is kept here, so nothing is sent to them again
        hired[1].kill()
        assert all(outcome.cached for outcome in go().outcomes)
    until(lambda: hired[1].poll() is not None)


def both(address):
    with suppress(UserError), workers.cluster(address) as at_hand:  # there is none yet
        return at_hand.count() == 2
