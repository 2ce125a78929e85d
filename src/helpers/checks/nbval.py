"""nbval over stored notebooks, strictly: every output of every cell against a fresh execution.

nbval compares streams and every mime of an output in full (text, HTML, Markdown, JSON, SVG), mime
by mime. `helpers.checks.metadata` makes it compare the metadata of outputs as well (alt text). It
does not compare PNG and JPEG images, execution counts, and the order of outputs of different
mimes. `helpers.checks.guard` covers the counts and sees a damaged image; what a figure shows is
covered by the table of its numbers.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from helpers.normalise import read
from helpers.runs.kernels.manager import environment

CELL_TIMEOUT = 300
_SHOWN = 12
"""Lines of a difference that are shown: enough to see which number, not the whole table."""


def nbval(paths: list[Path]) -> list[str]:
    """Execute the notebooks and compare; one problem per differing cell, empty if there is none.

    In a pytest of its own, with an empty configuration: the project's tests must not change what
    is compared here, nor the other way round.
    """
    with tempfile.TemporaryDirectory() as folder:
        private = Path(folder)
        (private / "pytest.ini").write_text("[pytest]\n")
        report = private / "report.xml"
        done = subprocess.run(
            [
                *(sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env"),
                *("-p", "helpers.checks.metadata"),
                *("-c", str(private / "pytest.ini"), "--rootdir", str(paths[0].parent)),
                *("--confcutdir", str(paths[0].parent), "-p", "no:cacheprovider"),
                *("-q", "--color=no", f"--nbval-cell-timeout={CELL_TIMEOUT}"),
                *(f"--junitxml={report}", *map(str, paths)),
            ],
            env=environment(private) | {"PYTEST_ADDOPTS": "", "COLUMNS": "100"},
            capture_output=True,
            text=True,
        )
        if not report.exists():
            return [f"nbval did not run: {(done.stderr or done.stdout).strip()[-500:]}"]
        problems = _problems(ElementTree.parse(report).getroot(), paths)
    if done.returncode and not problems:
        problems.append(f"nbval ended with code {done.returncode}: {done.stdout.strip()[-500:]}")
    return problems


def _problems(report: ElementTree.Element, paths: list[Path]) -> list[str]:
    problems = []
    for case in report.iter("testcase"):
        for bad in (found for found in case if found.tag in ("failure", "error", "skipped")):
            name = case.get("classname", "") + case.get("name", "")
            path = next((p for p in paths if p.stem in name), None)
            problems.append(f"{_where(path, case.get('name', ''))}: {_what(bad.text or '')}")
    return problems


def _where(path: Path | None, name: str) -> str:
    """nbval counts code cells from 0; here they count from 1, as `In [n]` does."""
    number = int(name.split()[-1]) if name.startswith("Cell ") else -1
    if path is None or number < 0:
        return name
    cells = [c for c in read(path).cells if c.cell_type == "code"]
    return f"{path.stem}: cell {number + 1} ({cells[number].get('id', 'no id')})"


def _what(text: str) -> str:
    """The difference alone: nbval prints the whole source of the cell before it."""
    before, mark, after = text.partition("Traceback:")
    lines = [line for line in (after if mark else before).splitlines() if line.strip()]
    kind = "output differs from a fresh execution" if "outputs differ" in before else "failed"
    return "\n    ".join([f"{kind}; look, then `walkthrough refresh`", *lines[:_SHOWN]])
