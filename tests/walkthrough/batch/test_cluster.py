"""A real Dask scheduler and two workers on loopback, one of which is killed in mid-batch."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from fixtures_toys import toy
from helpers.data.package import open_package
from helpers.errors import UserError
from walkthrough.batch import combinations, workers
from walkthrough.batch.batch import batch
from walkthrough.runs import select

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


def dask(kind: str, folder: Path, *options: str, **settings: str) -> subprocess.Popen:
    folder.mkdir()
    environment = {**os.environ, "DASK_DISTRIBUTED__DASHBOARD__LINK": "", **settings}
    return subprocess.Popen(
        [sys.executable, "-m", "dask", kind, *options, "--no-dashboard"],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@contextmanager
def started_cluster(place, names, *protocol, **settings):
    """A scheduler's address, and its workers."""
    file = place / "scheduler.json"
    at = ("--host", "127.0.0.1")
    started = [
        dask(
            "scheduler", place / "s", "--port", "0", "--scheduler-file", str(file), *at, *protocol, **settings
        )
    ]
    try:
        address = until(lambda: json.loads(file.read_text())["address"] if file.exists() else None)
        started += [
            dask(
                "worker",
                place / name,
                address,
                "--nthreads",
                "1",
                "--no-nanny",
                *at,
                "--local-directory",
                str(place / name),
                **settings,
            )
            for name in names
        ]
        yield address, started[1:]
    finally:
        for process in started:
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path):
    with started_cluster(tmp_path, ("a", "b")) as made:
        yield made


@pytest.fixture
def certified(tmp_path):
    """Dask's settings for a certificate that vouches for itself."""
    key, certificate = str(tmp_path / "key.pem"), str(tmp_path / "certificate.pem")
    if shutil.which("openssl") is None:
        pytest.skip("no openssl on this machine, which makes the certificate")
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "1",
            "-subj",
            "/CN=t",
            "-addext",
            "keyUsage=critical,digitalSignature,keyCertSign",
            "-keyout",
            key,
            "-out",
            certificate,
        ],
        check=True,
        capture_output=True,
    )
    tls = "DASK_DISTRIBUTED__COMM__TLS__"
    settings = {f"{tls}CA_FILE": certificate, "DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION": "true"}
    for role in ("SCHEDULER", "WORKER", "CLIENT"):
        settings |= {f"{tls}{role}__KEY": key, f"{tls}{role}__CERT": certificate}
    return settings


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
    source = select.load(toy(tmp_path / "n", "01-one", CELL.format(here=str(marks))))
    items = [combinations.Combination(str(year), {"year": year}) for year in YEARS]
    ended = []

    def first(outcome, at_work):
        ended.append(outcome)
        if len(ended) == 1:  # both are at another run by now, or will be
            until(lambda: len(list(marks.iterdir())) == 3)
            hired[0].send_signal(signal.SIGKILL)
            hired[0].wait()
            (marks / "gate").touch()

    def go():
        return batch(
            source,
            items,
            tmp_path / "out",
            workers=at_hand,
            package=open_package(),
            base={},
            ended=first,
            cache=tmp_path / "cache",
        )

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


def test_tls_lets_in_whoever_has_a_certificate_and_nobody_else(tmp_path, certified):
    notebook = toy(tmp_path / "n", "01-one", "print(year)")
    plain = {name: value for name, value in os.environ.items() if not name.startswith("DASK_")}

    def go(address, settings, number):
        return subprocess.run(
            [
                sys.executable,
                "-m",
                "walkthrough",
                "batch",
                str(notebook),
                "--each",
                "year=1990,1995",
                "--cluster",
                address,
                "--out",
                str(tmp_path / f"out{number}"),
            ],
            env=plain | settings,
            capture_output=True,
            text=True,
        )

    with started_cluster(tmp_path, ["a"], "--protocol", "tls", **certified) as (address, _):
        assert address.startswith("tls://")

        def done():
            tried = go(address, certified, 1)  # the worker may not be there yet
            return tried if "has no worker" not in tried.stderr else None

        assert (found := until(done)).returncode == 0, found.stderr
        for year in (1990, 1995):
            text = (tmp_path / "out1" / "notebooks" / f"{year}.ipynb").read_text()
            assert f'"{year}\\n"' in text

        absent = certified | {"DASK_DISTRIBUTED__COMM__TLS__CA_FILE": str(tmp_path / "absent.pem")}
        for number, (where, settings) in enumerate(
            [
                (address, {}),  # no certificate
                (address, absent),
                (address.replace("tls://", "tcp://"), {}),  # not encrypted, though they are
                (address.replace("tls://", "tcp://"), certified),  # the like, refused here
            ],
            start=2,
        ):
            refused = go(where, settings, number)
            assert refused.returncode == 2, (where, refused.stderr)
            (line,) = refused.stderr.splitlines()
            assert line.startswith(f"error: --cluster {where}: no Dask scheduler answers there (")
            assert not (tmp_path / f"out{number}").exists()
