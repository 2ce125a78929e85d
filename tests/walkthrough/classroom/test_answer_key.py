"""The answer key: sealed from the solutions, which run in kernels with a limit."""

from pathlib import Path

import pytest

from fixtures_toys import toy
from helpers.exercises import hashed_answers
from helpers.exercises.hashed_answers import Exercise, unseal
from walkthrough.classroom.answer_key import refresh_answers, sealed_answers
from walkthrough.notebook.io import read, write
from walkthrough.runs.schedule import Silent
from walkthrough.runs.select import ROOT, load, numbered

SOURCES = [load(path) for path in numbered(ROOT / "notebooks")]


def test_the_sealed_answers_are_those_of_the_solutions() -> None:
    """Executed again from the stored notebooks: a changed solution or table would show here."""
    assert sealed_answers(SOURCES) == (hashed_answers.answers(), [])


def test_the_brief_has_no_exercise() -> None:
    assert sealed_answers([load(ROOT / "notebooks/country-brief.ipynb")]) == ({}, [])


def exercise(folder: Path, solution: str, name: str = "09-toy") -> Path:
    path = toy(folder, name, "before = 1", solution, 'check("0.1", answer)')
    notebook = read(path)
    for cell, tag in zip(notebook.cells[-2:], ("solution", "self-check"), strict=True):
        cell.metadata.tags = [tag]
    write(notebook, path)
    return path


def test_an_answer_is_sealed_with_its_near_misses(tmp_path: Path) -> None:
    path = exercise(tmp_path, 'answer, near_0_1 = "HDI", {"that one is second.": "G77"}')
    answers, failed = sealed_answers([load(path)])
    assert failed == [] and answers["0.1"]["form"] == "a text"
    remarks = [unseal("0.1", text, answers["0.1"]["answers"]) for text in ("hdi", "g77", "oecd")]
    assert remarks == ["right", "that one is second.", None]


BAD = {
    "hangs": ("while True:\n    pass", 3, "longer than 4 s"),
    "exits": ("import sys\nsys.exit()", 3, "does the cell exit?"),
    "dies": ("import os\nos._exit(0)", 3, "the kernel died"),
    "fails": ("1 / 0", 3, "ZeroDivisionError"),
    "no answer": ("answer = None", 5, "exercise 0.1: its solution leaves no answer"),
    "a right near miss": ("answer, near_0_1 = 'a', {'no': 'A'}", 5, "the near miss 'no' is right"),
}


@pytest.mark.parametrize("how", BAD)
def test_a_solution_that_does_not_end_well_is_located(tmp_path: Path, how: str) -> None:
    solution, cell, reason = BAD[how]
    answers, (failed,) = sealed_answers([load(exercise(tmp_path, solution))], timeout=4)
    assert answers == {} and (failed.name, failed.cell) == ("09-toy", cell)
    assert reason in str(failed.reason)


def test_a_failure_writes_no_answer_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even those of the notebooks that succeeded."""
    monkeypatch.setattr(hashed_answers, "ANSWERS", tmp_path / "answers.json")
    hints = {"0.1": Exercise(asks="a name", hint="look.")}
    monkeypatch.setattr(hashed_answers, "exercises", lambda: hints)
    good = load(exercise(tmp_path, 'answer = "a"'))
    bad = load(exercise(tmp_path, "1 / 0", "08-bad"))
    reported = []

    class Told(Silent):
        def end(self, outcome) -> None:
            reported.append(outcome.name)

    assert [o.name for o in refresh_answers([good, bad], Told())] == reported == ["08-bad"]
    assert not hashed_answers.ANSWERS.exists()
    assert refresh_answers([good], Told()) == [] and hashed_answers.ANSWERS.exists()
    hashed_answers.answers.cache_clear()


def test_refresh_stores_nothing_and_says_where_the_solution_stopped(command, tmp_path: Path) -> None:
    path = exercise(tmp_path, "import os\nos._exit(0)")
    stored = [path.read_bytes(), hashed_answers.ANSWERS.read_bytes()]
    code, out, err = command("refresh", str(path))
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        "09-toy: failed in cell 3: the kernel died",
        "nothing was stored, because a notebook failed",
    ]
    assert [path.read_bytes(), hashed_answers.ANSWERS.read_bytes()] == stored
