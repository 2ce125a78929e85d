"""No part of a run asks another host for anything."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from walkthrough.runs import select

# For every Python process of a run, by way of $PYTHONPATH: what it asks of the network is noted.
# What is written in C and has no audit event, such as libzmq, is what the namespace below is for.
WATCH = """
import os, sys

def hook(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        local = not isinstance(address, tuple) or str(address[0]) in ("127.0.0.1", "::1")
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"):
        local = arguments[0] in ("localhost", "127.0.0.1", "::1")
    else:
        return
    line = f"{event} {arguments[1:]!r}\\n".encode()
    os.write(heard if local else asked, line)

flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
heard = os.open(os.path.join({folder!r}, "heard"), flags)
asked = os.open(os.path.join({folder!r}, "asked"), flags)
sys.addaudithook(hook)
"""
PROBE = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('192.0.2.1', 9))"


@pytest.fixture
def watched(tmp_path):
    """An environment in which Python tells what it asks of the network."""
    (tmp_path / "site").mkdir()
    watch = WATCH.replace("{folder!r}", repr(str(tmp_path)))
    (tmp_path / "site" / "sitecustomize.py").write_text(watch)
    return os.environ | {"PYTHONPATH": str(tmp_path / "site")}


def command(out, *arguments):
    return [sys.executable, "-m", "walkthrough", "run", *arguments, "--afresh", "--out", str(out)]


def test_sockets_of_a_run_are_of_this_machine(tmp_path, watched):
    done = subprocess.run(command(tmp_path / "run", "00"), env=watched, capture_output=True,
                          text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "asked").read_text() == ""


def test_the_check_above_would_see_it(tmp_path, watched):
    subprocess.run([sys.executable, "-c", PROBE], env=watched, capture_output=True, check=False)
    assert "192.0.2.1" in (tmp_path / "asked").read_text()


@pytest.fixture
def alone():
    """The start of a command that has no network but the loopback interface."""
    prefix = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--net", "--map-root-user"]
    if not shutil.which("unshare") or not shutil.which("ip"):
        pytest.skip("needs the commands unshare and ip")
    if subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode:
        pytest.skip("a network namespace is not permitted here")
    return [*prefix, "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]


def test_every_notebook_runs_where_there_is_no_network(tmp_path, alone):
    out = tmp_path / "run"
    done = subprocess.run([*alone, *command(out)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    said = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert said["status"] == "ok"
    names = [path.stem for path in select.numbered(Path(select.ROOT, "notebooks"))]
    assert [notebook["name"] for notebook in said["notebooks"]] == names


def test_there_really_is_none(alone):
    done = subprocess.run([*alone, sys.executable, "-c", PROBE], capture_output=True, check=False)
    assert done.returncode != 0 and b"unreachable" in done.stderr
