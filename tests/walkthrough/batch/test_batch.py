"""Real batches through the command: what they leave, that they go on, and how they are stopped."""

import csv
import functools
import json
import os
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest

from fixtures_clone import COMMAND
from fixtures_toys import toy
from helpers.country_profile import COLUMNS
from helpers.data.package import open_package
from walkthrough.batch import task
from walkthrough.batch.workers import Workers
from walkthrough.runs import fingerprint, select

BRIEF = select.ROOT / "notebooks" / "country-brief.ipynb"


@pytest.fixture
def walkthrough(tmp_path, monkeypatch, command):
    """Call the command where build/ is a folder of the test; gives exit code and what it said."""
    monkeypatch.setattr(select, "ROOT", tmp_path)

    return functools.partial(command, "batch")


def record(folder: Path) -> dict:
    return json.loads((folder / "run.json").read_text(encoding="utf-8"))


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_batch_of_briefs_of_which_one_fails(tmp_path, walkthrough):
    notebook = nbformat.read(BRIEF, as_version=4)
    notebook.metadata["walkthrough"] = {"name": "brief"}
    started = tmp_path / "started"
    started.mkdir()
    notebook.cells.insert(
        4,
        nbformat.v4.new_code_cell(
            "import pathlib, uuid\n"
            f"pathlib.Path({str(started)!r}, f'{{focus_country}}-{{uuid.uuid4()}}').touch()\n"
            "assert focus_country != 'VAT', '<b>no</b>'",
            id="trap",
        ),
    )
    path = tmp_path / "notebooks" / "brief.ipynb"
    path.parent.mkdir()
    nbformat.write(notebook, path)
    command = ["brief", "--each", "focus_country=KEN,VAT,USA", "-p", "south=income"]

    code, out, err = walkthrough(*command)
    made = tmp_path / "build" / "brief"
    assert code == 1
    assert "3 runs: 2 executed, 1 failed" in out and "AssertionError: <b>no</b>" in out
    assert "VAT: failed in cell 4" in err
    assert {str(p.relative_to(made)) for p in made.rglob("*.*")} == {
        *(
            f"{kind}/{name}.{end}"
            for name in ("KEN", "VAT", "USA")
            for kind, end in (("notebooks", "ipynb"), ("html", "html"))
        ),
        *("index.html", "results.csv", "run.json", ".walkthrough.json"),
    }
    with (made / "results.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert [(row["run"], row["iso3"], row["south"]) for row in table] == [
        ("KEN", "KEN", "income"),
        ("USA", "USA", "income"),
    ]
    assert [c for c in table[0] if c not in ("run", "focus_country")] == list(COLUMNS)
    totals = open_package().table("totals-2017").query("year == 2017 and area == 404")
    assert int(table[0]["migrants_in"]) == totals["stock"].item()
    assert "&lt;b&gt;no&lt;/b&gt;" in (made / "index.html").read_text(encoding="utf-8")
    said = record(made)
    assert said["status"] == "failed" and said["given"] == {"south": "income"}
    assert [(n["name"], n["status"]) for n in said["notebooks"]] == [
        ("KEN", "ok"),
        ("VAT", "failed"),
        ("USA", "ok"),
    ]
    assert said["notebooks"][0]["given"] == {"south": "income", "focus_country": "KEN"}
    assert sorted(path.name[:3] for path in started.iterdir()) == ["KEN", "USA", "VAT"]

    # the same again: only what failed is executed
    before = files(made)
    code, out, _ = walkthrough(*command)
    assert code == 1 and "3 runs: 2 unchanged, 1 failed" in out
    assert sorted(path.name[:3] for path in started.iterdir()) == ["KEN", "USA", "VAT", "VAT"]
    after = files(made)
    assert {n for n in before if after[n] != before[n]} == {"run.json", ".walkthrough.json"}

    # what is there of the batch alone: no kernel, and not a byte changes
    alone = ["brief", "--each", "focus_country=KEN,USA", "-p", "south=income"]
    assert walkthrough(*alone)[0] == 0
    before, written = files(made), (made / "run.json").stat().st_mtime_ns
    code, out, _ = walkthrough(*alone)
    assert (code, out.splitlines()[0]) == (0, "2 runs: 2 unchanged")
    assert sorted(path.name[:3] for path in started.iterdir()) == ["KEN", "USA", "VAT", "VAT"]
    assert files(made) == before and (made / "run.json").stat().st_mtime_ns == written
    assert [n["cached"] for n in record(made)["notebooks"]] == [True, True]


@pytest.mark.parametrize("order", [("batch", "run"), ("run", "batch")])
def test_a_batch_and_a_run_take_what_the_other_has_kept(tmp_path, monkeypatch, command, order):
    """In either order. Neither takes the folder of the other."""
    monkeypatch.setattr(select, "ROOT", tmp_path)
    toy(tmp_path / "notebooks", "brief", "print(focus_country)", parameters="focus_country: str = 'THA'")
    said = {
        "batch": ("batch", "brief", "--each", "focus_country=KEN,MEX"),
        "run": ("run", "brief", "-p", "focus_country=MEX", "--out", tmp_path / "build" / "other"),
    }
    for name in (*order, *order):
        code, out, err = command(*said[name])
        assert code == 0, err
    assert "unchanged" in out
    for made, names in (("brief", ["KEN", "MEX"]), ("other", ["brief"])):
        assert [n["name"] for n in record(tmp_path / "build" / made)["notebooks"]] == names
    code, _, err = command(*said["run"][:-1], tmp_path / "build" / "brief")
    assert code == 2 and "brief exists and is not a run but a batch; name another folder" in err


def test_a_good_batch_stays_if_the_next_fails_whole_or_cannot_be_written(tmp_path, walkthrough, monkeypatch):
    path = toy(tmp_path / "notebooks", "01-one", "assert year < 2017")
    assert walkthrough("01", "--each", "year=2000,2010", "-p", "south=hdi")[0] == 2  # not declared
    assert walkthrough("01", "--each", "year=2000,2010")[0] == 0
    made = tmp_path / "build" / "01-one"
    before = files(made)
    code, out, _ = walkthrough("01", "--each", "year=2017")
    assert code == 1 and "01-one.failed" in out
    assert files(made) == before and (tmp_path / "build" / "01-one.failed" / "run.json").exists()

    monkeypatch.setattr("walkthrough.batch.index.page", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        walkthrough("01", "--each", "year=2000")
    assert files(made) == before
    there = {p.name for p in (tmp_path / "build").iterdir()} - {".matplotlib"}
    assert there == {"01-one", "01-one.failed", ".cache"}
    assert path.read_text() and walkthrough("01", "--each", "year=2000", "--out", tmp_path)[0] == 2


def test_a_worker_with_other_sources_says_so_and_starts_no_kernel(tmp_path, monkeypatch):
    basis = fingerprint.basis(open_package())
    text = task.without_outputs(toy(tmp_path, "01-one", "1"))
    other = task.Task("x", text, {}, basis | {"the data package": "other"})
    monkeypatch.setattr("walkthrough.runs.execute.execute", lambda *_, **__: 1 / 0)
    result = task.execute_task(other)
    assert result.outcome.status == "failed" and result.text is None
    assert "the data package" in result.outcome.reason and "helpers" not in result.outcome.reason


def test_what_is_handed_out_is_bounded():
    taken = []

    def todo():
        for n in range(20):
            taken.append(n)
            yield n, time.sleep, (0.001,)

    done = []
    with ThreadPoolExecutor(3) as pool:
        for n, _, at_work in Workers(pool, lambda: 3, lambda futures: None).each(todo()):
            done.append(n)
            assert len(taken) - len(done) < 6 and len(at_work) <= 3
    assert sorted(done) == list(range(20))


@pytest.mark.skipif(os.name != "posix", reason="of signals")
def test_an_interrupt_stops_the_kernels_and_the_same_command_goes_on(tmp_path):
    mark = tmp_path / "mark"
    slow = (
        "import os, pathlib, time\n"
        f"mark = pathlib.Path({str(mark)!r})\n"
        "if year > 2000 and not mark.exists():\n"
        "    mark.write_text(str(os.getpid()))\n"
        "    time.sleep(600)"
    )
    toy(tmp_path / "notebooks", "01-one", slow)
    command = [*COMMAND, str(tmp_path), "batch", "01", "--each", "year=2000,2010,2017", "--jobs", "1"]
    build = tmp_path / "build"

    first = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not (mark.exists() and mark.read_text() and list(build.glob(".cache/*.json"))):
        assert first.poll() is None
        time.sleep(0.05)
    first.send_signal(signal.SIGINT)
    _, said = first.communicate(timeout=60)
    assert first.returncode == 130 and "the same command goes on" in said
    assert "Traceback" not in said
    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text()), 0)
    assert {p.name for p in build.iterdir()} - {".matplotlib"} == {".cache"}

    subprocess.run(command, check=True, capture_output=True)
    notebooks = record(build / "01-one")["notebooks"]
    assert [n["cached"] for n in notebooks] == [True, False, False]
