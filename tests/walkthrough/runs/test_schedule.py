"""Several notebooks at once: really so, in the right order, and stopped together."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from fixtures_clone import COMMAND
from fixtures_toys import toy
from walkthrough.runs.schedule import Job, Silent, execute_all
from walkthrough.runs.select import select

MEET = """
import pathlib, time
pathlib.Path({mine!r}).touch()
for _ in range(300):
    if pathlib.Path({other!r}).exists():
        break
    time.sleep(0.1)
else:
    raise TimeoutError
"""


class Noted(Silent):
    def __init__(self):
        self.events = []

    def begin(self, source):
        self.events.append(("begin", source.name))

    def end(self, outcome):
        self.events.append(("end", outcome.name))


def test_notebooks_run_at_the_same_time_and_the_scorecard_after_them(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    toy(tmp_path / "n", "01-one", MEET.format(mine="one", other="two"))
    toy(tmp_path / "n", "02-two", MEET.format(mine="two", other="one"))
    toy(tmp_path / "n", "07-scorecard", "import os; print(sorted(os.listdir()))")
    noted = Noted()
    outcomes = execute_all(select([], tmp_path / "n"), Job(out, {}, noted), 2)
    assert [(o.name, o.status) for o in outcomes] == [
        *(("01-one", "ok"), ("02-two", "ok"), ("07-scorecard", "ok"))
    ]
    assert noted.events[-2:] == [("begin", "07-scorecard"), ("end", "07-scorecard")]
    assert "02-two.ipynb" in (out / "07-scorecard.ipynb").read_text()


def test_a_failure_stops_neither_its_neighbour_nor_the_scorecard(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    toy(tmp_path / "n", "01-bad", "import os; os._exit(1)")
    toy(tmp_path / "n", "02-good", "import time; time.sleep(0.5)")
    toy(tmp_path / "n", "07-scorecard", "1")
    outcomes = execute_all(select([], tmp_path / "n"), Job(out, {}, Silent()), 2)
    assert [o.status for o in outcomes] == ["failed", "ok", "ok"]


@pytest.mark.skipif(os.name != "posix", reason="of signals")
def test_an_interrupt_stops_all_kernels_and_the_next_run_goes_on(tmp_path):
    mark = tmp_path / "mark"
    slow = (
        "import os, pathlib, time\n"
        f"mark = pathlib.Path({str(mark)!r} + str(year))\n"
        "time.sleep(0 if mark.exists() else 60 * bool(mark.write_text(str(os.getpid()))))"
    )
    toy(tmp_path / "notebooks", "01-quick", "print('quick')")
    for number in (1, 2):
        toy(tmp_path / "notebooks", f"0{number + 1}-slow", slow, parameters=f"year = {number}")
    command = [*COMMAND, str(tmp_path), "run", "--jobs", "2"]

    first = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    marks = [Path(f"{mark}1"), Path(f"{mark}2")]
    while not all(path.exists() and path.read_text() for path in marks):
        assert first.poll() is None
        time.sleep(0.05)
    first.send_signal(signal.SIGINT)
    _, said = first.communicate(timeout=20)
    assert first.returncode == 130
    assert "the same command goes on" in said
    assert "Traceback" not in said
    for path in marks:
        with pytest.raises(ProcessLookupError):
            os.kill(int(path.read_text()), 0)
    left = {path.name for path in (tmp_path / "build").iterdir()}
    assert left - {".matplotlib"} == {".cache"}  # the former only where MPLCONFIGDIR is not set

    subprocess.run([*command], check=True, capture_output=True)
    record = json.loads((tmp_path / "build" / "default" / "run.json").read_text())
    assert [(n["name"], n["cached"]) for n in record["notebooks"]] == [
        *(("01-quick", True), ("02-slow", False), ("03-slow", False))
    ]
