"""No kernel listens where another user of the machine could reach it; or the run says that it does."""

import inspect
import json
import os
from pathlib import Path

import pytest

from fixtures_kernels import linux
from fixtures_toys import toy
from walkthrough.runs import select
from warmkernels import forkserver, provisioner

FORKS = """import multiprocessing, os
child = multiprocessing.get_context("fork").Process(target=print, args=("from the child",))
child.start(); child.join()
print("from the kernel")"""
LISTENS = "0A"


def listening(pid):
    """The TCP ports at which a process listens, by the system's own tables."""
    links = [os.readlink(path) for path in Path(f"/proc/{pid}/fd").iterdir() if path.is_symlink()]
    rows = [
        line.split() for name in ("tcp", "tcp6")
        for line in Path("/proc/net", name).read_text().splitlines()[1:]
    ]  # fmt: skip
    return [row[1] for row in rows if row[3] == LISTENS and f"socket:[{row[9]}]" in links]


@pytest.fixture(params=["short", "long", "umlauts"])
def place(request, tmp_path_factory, monkeypatch):
    """A temporary folder whose name is short enough for sockets, or not."""
    folder = tmp_path_factory.mktemp("t")
    if request.param != "short":
        folder /= {"long": "x" * 200, "umlauts": "ü" * 40}[request.param]
        folder.mkdir()
    forkserver.close()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    yield folder
    forkserver.close()
    assert list(folder.iterdir()) == []


@linux
@pytest.mark.parametrize("forked", [True, False])
def test_a_kernel_has_no_port(start, place, monkeypatch, forked):
    monkeypatch.setattr(forkserver, "_failure", None if forked else "so that one is started cold")
    kernel = start("warm")
    assert listening(kernel.pid) == []
    assert sorted(kernel.run(FORKS).splitlines()) == ["from the child", "from the kernel"]
    kernel.manager.restart_kernel(now=True)
    kernel.client.wait_for_ready(timeout=60)
    assert listening(kernel.pid) == []
    assert kernel.run("import sys; print(6 * 7)") == "42"
    assert provisioner.exposure() is None
    kernel.close()


@linux
def test_that_a_port_would_be_seen(start):
    assert listening(start("ordinary").pid)


@linux
def test_a_run_in_a_long_place_has_no_port_either(command, tmp_path, place, monkeypatch):
    monkeypatch.setattr(select, "ROOT", tmp_path)
    code = f"import os\nfrom pathlib import Path\nLISTENS = {LISTENS!r}\n"
    code += inspect.getsource(listening)
    toy(tmp_path / "notebooks", "01-one", code, "print('ports:', listening(os.getpid()))")
    ended, out, error = command("run", "--afresh")
    assert ended == 0, error
    assert "kernels: " not in out
    made = tmp_path / "build" / "default"
    assert "ports: []" in (made / "notebooks" / "01-one.ipynb").read_text()
    assert json.loads((made / "run.json").read_text())["kernels"].startswith("forked")


@linux
def test_where_it_cannot_be_avoided_the_run_says_so(command, tmp_path, monkeypatch):
    monkeypatch.setattr(select, "ROOT", tmp_path)
    monkeypatch.setattr(provisioner, "_LONGEST", 0)
    monkeypatch.setattr(provisioner, "_OPEN_FILES", tmp_path / "no-proc")
    monkeypatch.setattr(provisioner, "_exposure", None)
    toy(tmp_path / "notebooks", "01-one", "1")
    ended, out, error = command("run", "--afresh")
    assert ended == 0, error
    said = "through ports that other users of this machine can reach: the name of the temporary"
    assert f"; {said}" in " ".join(out.split())
    assert said in json.loads((tmp_path / "build" / "default" / "run.json").read_text())["kernels"]
