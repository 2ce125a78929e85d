"""nbval over stored notebooks, strictly: every output of every cell against a fresh execution.

nbval compares streams and every mime of an output in full (text, HTML, Markdown, JSON, SVG), mime
by mime. `walkthrough.checks.nbval_plugin` makes it compare the metadata of outputs (alt text) and
PNG and JPEG pictures as well. It compares neither execution counts, which
`walkthrough.checks.structure` does, nor the order of outputs of different mimes.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from walkthrough.notebook.io import read
from walkthrough.runs.kernel_manager import NAME, SHARE, environment
from walkthrough.runs.limits import allow
from walkthrough.runs.result import CELL_TIMEOUT
from walkthrough.runs.schedule import CORES
from walkthrough.util.process import UTF_8

Problem = tuple[Path, str]

_REPORT = "report.xml"
_COLOUR = re.compile(r"(?:#x1B|\x1b)\[[0-9;]*m")
_SHOWN = 12
"""Lines of a difference that are shown: enough to see which number, not the whole table."""


def nbval(paths: list[Path]) -> list[str]:
    """Execute the notebooks and compare: one line per cell that differs."""
    with begun(paths) as ended:
        return [line for _, line in ended()]


@contextmanager
def begun(paths: list[Path], jobs: int = CORES) -> Iterator[Callable[[], list[Problem]]]:
    """Begin to execute notebooks; what it gives waits for the end, and returns the problems.

    In `jobs` processes of pytest, each with its share of the notebooks: what a cell is compared
    with is not touched, and no further package is needed.
    """
    allow(1)  # in each of the processes
    # The largest first, each to the smallest share: large outputs tend to come of long work.
    shares: list[list[Path]] = [[] for _ in range(min(jobs, len(paths)))]
    for path in sorted(paths, key=lambda path: -path.stat().st_size):
        min(shares, key=lambda share: sum(p.stat().st_size for p in share)).append(path)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        sessions = []
        for number, share in enumerate(shares):
            (private := Path(folder) / str(number)).mkdir()
            session = running.enter_context(_begin(share, private))
            running.callback(session.kill)  # should a signal end this
            sessions.append((share, private, session))

        def ended() -> list[Problem]:
            problems = [problem for session in sessions for problem in _end(*session)]
            return sorted(problems, key=lambda problem: paths.index(problem[0]))

        yield ended


def _begin(paths: list[Path], private: Path) -> subprocess.Popen[str]:
    """Start pytest with nbval alone and an empty configuration.

    The project's tests must not change what is compared here, nor the other way round.
    """
    (private / "pytest.ini").write_text("[pytest]\n")
    alone = {"PYTEST_ADDOPTS": "", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    known = os.pathsep.join([str(SHARE), *filter(None, [os.environ.get("JUPYTER_PATH")])])
    return subprocess.Popen(
        [
            *(sys.executable, "-P", "-m", "pytest", "-p", "walkthrough.checks.nbval_plugin"),
            *("-p", "nbval.plugin", "--nbval", f"--nbval-kernel-name={NAME}"),
            *("-c", str(private / "pytest.ini"), "--rootdir", str(paths[0].parent)),
            *("--confcutdir", str(paths[0].parent), "-p", "no:cacheprovider"),
            *("-q", "--color=no", f"--nbval-cell-timeout={CELL_TIMEOUT}"),
            *(f"--junitxml={private / _REPORT}", *map(str, paths)),
        ],
        env=environment() | alone | UTF_8 | {"JUPYTER_PATH": known},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )


def _end(paths: list[Path], private: Path, session: subprocess.Popen[str]) -> list[Problem]:
    """The problems that a session of pytest reports."""
    ending = session.communicate()[0].strip()[-500:]
    report = private / _REPORT
    if not report.exists():
        return [(paths[0], f"nbval did not run: {ending}")]
    problems = []
    for case in ElementTree.parse(report).iter("testcase"):
        name = case.get("classname", "") + case.get("name", "")
        path = next((p for p in paths if p.stem in name), None)
        for bad in (entry for entry in case if entry.tag in ("failure", "error", "skipped")):
            line = f"{_where(path, case.get('name', ''))}: {_difference(bad.text or '')}"
            problems.append((path or paths[0], line))
    if session.returncode and not problems:
        return [(paths[0], f"nbval ended with code {session.returncode}: {ending}")]
    return problems


def _where(path: Path | None, name: str) -> str:
    """nbval counts code cells from 0; here they count from 1, as `In [n]` does."""
    number = int(name.split()[-1]) if name.startswith("Cell ") else -1
    if path is None or number < 0:
        return name
    cells = [c for c in read(path).cells if c.cell_type == "code"]
    return f"{path.stem}: cell {number + 1} ({cells[number].get('id', 'no id')})"


def _difference(text: str) -> str:
    """The difference alone: nbval prints the whole source of the cell before it."""
    before, mark, after = _COLOUR.sub("", text).partition("Traceback:")
    lines = [line for line in (after if mark else before).splitlines() if line.strip()]
    problem = "output differs from a fresh execution; look, then `walkthrough refresh`"
    if "outputs differ" not in before:
        problem = "failed; repair the cell, then `walkthrough refresh`"
        lines = lines[-1:] if mark else lines
    return "\n    ".join([problem, *lines[:_SHOWN]])
