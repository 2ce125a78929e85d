"""Both editions of the notebooks: what students get, and what they must not get."""

import ast
import contextlib
import io
import json
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

from fixtures_toys import toy
from helpers.errors import UserError
from helpers.exercises.hashed_answers import ANSWERS, answer_type, exercises
from helpers.exercises.hashed_answers import answers as stored_answers
from walkthrough.classroom import editions
from walkthrough.classroom.folders import write_edition
from walkthrough.notebook import tags
from walkthrough.notebook.html import Pages
from walkthrough.notebook.io import read, write
from walkthrough.publish.site_notebooks import prepared
from walkthrough.runs.schedule import Job, Silent, execute_all
from walkthrough.runs.select import ROOT, numbered, select

NOTEBOOKS = numbered(ROOT / "notebooks")
ids = [path.stem for path in NOTEBOOKS]
REGION = re.compile(r"BEGIN (?:SOLUTION|HIDDEN TESTS)[^\n]*\n(.*?)\n[^\n]*END", re.DOTALL)
EMPTY = "answer_9_1 = None\n### BEGIN SOLUTION\nanswer_9_1 = 4\n### END SOLUTION"


@pytest.fixture(scope="module")
def student(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("s") / "student"
    write_edition("student", NOTEBOOKS, folder)
    return folder


def regions(notebook: Any) -> list[str]:
    """Every line of a solution or a hidden test, as it stands."""
    found: list[str] = []
    for cell in notebook.cells:
        for text in REGION.findall(cell.source):
            found += [line.strip() for line in text.splitlines()]
    return found


# --- what there is


@pytest.mark.parametrize("path", NOTEBOOKS, ids=ids)
def test_at_least_three_exercises_count(path: Path) -> None:
    """From reading a figure to writing a function; points and ids as nbgrader wants them."""
    cells = [cell for cell in read(path).cells if "nbgrader" in cell.metadata]
    marked = [cell for cell in cells if cell.metadata.nbgrader.grade]
    assert len(marked) >= 3 and all(cell.metadata.nbgrader.points > 0 for cell in marked)
    names = [cell.metadata.nbgrader.grade_id for cell in cells]
    assert len(names) == len(set(names))
    solved = [cell.source for cell in cells if "solution" in cell.metadata.tags]
    assert any("\n    return " in source for source in solved)
    for cell in cells:
        number = cell.id.removeprefix(path.stem[:2] + "-e").split("-")[0]
        assert cell.metadata.nbgrader.grade_id.endswith(f"{int(path.stem[:2])}-{number}")
        assert cell.metadata.nbgrader.cell_type == cell.cell_type
        assert cell.metadata.nbgrader.solution == ("solution" in cell.metadata.tags)


def test_every_check_has_its_entry_and_every_entry_its_check() -> None:
    asked = [
        n
        for path in NOTEBOOKS
        for n in re.findall(
            r'^check\("([\d.]+)"', "\n".join(cell.source for cell in read(path).cells), re.MULTILINE
        )
    ]
    assert asked == list(exercises()) == list(stored_answers())


# --- what students get


@pytest.mark.parametrize("path", NOTEBOOKS, ids=ids)
def test_no_solution_leaks(path: Path, student: Path) -> None:
    """Neither its lines nor a mark of them stands anywhere in the file, outputs included."""
    handed = json.loads((student / path.name).read_text(encoding="utf-8"))
    everything = json.dumps(handed, ensure_ascii=False)
    assert "BEGIN" not in everything and "END SOLUTION" not in everything
    lesson = "\n".join(c.source for c in tags.without_answers(read(path)).cells)
    secret = [line for line in regions(read(path)) if len(line) > 8 and line not in lesson]
    assert len(secret) >= 3
    texts = "\n".join(_strings(handed))
    assert [line for line in secret if line in texts] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=ids)
def test_no_answer_stands_in_the_cells_of_an_exercise(path: Path, student: Path) -> None:
    """Nor in the file of sealed answers, however it is written: in digits, or as a name."""
    cells = [c for c in read(student / path.name).cells if re.match(r"\d\d-e\d", c.id)]
    assert all(not cell.get("outputs") for cell in cells)
    text = "\n".join(json.dumps(cell, ensure_ascii=False) for cell in cells)
    stored = ANSWERS.read_text(encoding="utf-8")
    for answer in answers(path).values():
        if answer_type(answer) == "a number" and abs(answer) < 100 and answer != int(answer):
            spellings = {f"{answer:.1f}", f"{answer:.2f}", f"{answer:.1e}"}
        elif answer_type(answer) == "a text":
            spellings = {f'"{answer}"', f"'{answer}'"}
        else:
            continue  # a count of a few: such digits stand in any text
        assert [s for s in spellings if s in text or s in stored] == []


def answers(path: Path) -> dict[str, Any]:
    """The solutions' answers, from executing the notebook's code."""
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()), contextlib.chdir(path.parent):
        for cell in read(path).cells:
            if cell.cell_type == "code":
                exec(cell.source, names)
    return {k: v for k, v in names.items() if k.startswith("answer_")}


def _strings(value: Any) -> list[str]:
    """All strings of a notebook, lists of lines joined."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return ["".join(value)]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for item in items for text in _strings(item)]


def test_every_student_notebook_runs_with_its_prompts_untouched(student, tmp_path) -> None:
    """And says of every exercise that it is not answered yet."""
    sources = select([], student)
    outcomes = execute_all(sources, Job(tmp_path, {}, Silent()))
    assert [(o.name, o.status, o.reason) for o in outcomes] == [(n, "ok", None) for n in ids]
    for path in sorted(tmp_path.glob("*.ipynb")):
        checks = [c for c in read(path).cells if "self-check" in c.metadata.get("tags", [])]
        said = [cell.outputs[0].data["text/plain"] for cell in checks]
        assert said and all(" … not answered yet: " in text for text in said)


def test_the_last_notebook_runs_alone_as_nbgrader_runs_it(tmp_path) -> None:
    write_edition("instructor", NOTEBOOKS[-1:], tmp_path / "course")
    (path,) = (tmp_path / "course/source").rglob("*.ipynb")
    (outcome,) = execute_all(select([str(path)], path.parent), Job(tmp_path, {}, Silent()))
    assert outcome.ok, outcome.reason


@pytest.mark.parametrize("path", NOTEBOOKS, ids=ids)
def test_the_lesson_stays_as_it_is(path: Path, student: Path) -> None:
    lesson = [c for c in read(path).cells if not tags.of_exercise(c)]
    handed = [c for c in read(student / path.name).cells if not tags.of_exercise(c)]
    assert [c.source for c in handed] == [c.source for c in lesson]
    assert [c.get("outputs") for c in handed] == [c.get("outputs") for c in lesson]


HALF_MARKED = {
    "no marks": "answer_1_1 = 4",
    "no end": "### BEGIN SOLUTION\nanswer_1_1 = 4",
    "no beginning": "answer_1_1 = 4\n### END SOLUTION",
    "half a test": EMPTY + "\n### BEGIN HIDDEN TESTS\nassert answer_1_1 == 4",
    "one in another": "### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION\n### END SOLUTION",
}


def test_prompts_are_valid_code() -> None:
    for path in NOTEBOOKS:
        for cell in editions.student(read(path)).cells:
            if cell.cell_type == "code" and tags.of_exercise(cell):
                ast.parse(cell.source)


@pytest.mark.parametrize("how", HALF_MARKED)
def test_a_solution_without_its_marks_is_refused(tmp_path, how) -> None:
    notebook = read(toy(tmp_path, "01-one", HALF_MARKED[how], EMPTY))
    for cell in notebook.cells[-2:]:
        cell.metadata.update(tags=["solution"], nbgrader={"solution": True})
    with pytest.raises(UserError, match=r"cell c1: .*(BEGIN|END).*; "):
        editions.student(notebook)


def test_without_nbgrader_the_students_edition_says_what_to_install(one, tmp_path, monkeypatch) -> None:
    """And leaves nothing behind; the instructor's needs none."""
    editions._preprocessors.cache_clear()
    monkeypatch.setitem(sys.modules, "nbgrader", None)
    with pytest.raises(UserError, match=r"not installed: nbgrader; run `make dev`.*\[classroom\]"):
        write_edition("student", one, tmp_path / "student")
    assert not (tmp_path / "student").exists()
    write_edition("instructor", one, tmp_path / "course")


# --- the folders


@pytest.fixture
def one(tmp_path: Path) -> list[Path]:
    path = toy(tmp_path / "notebooks", "01-one", EMPTY)
    notebook = read(path)
    mark = {"grade_id": "answer-9-1", "solution": True, "points": 2}
    notebook.cells[-1].metadata.update(tags=["solution"], nbgrader=mark)
    write(notebook, path)
    return [path]


@pytest.mark.parametrize("edition", ["student", "instructor"])
def test_an_edition_may_be_written_again(one, tmp_path, edition) -> None:
    out = tmp_path / "build" / edition
    assert write_edition(edition, one, out) == out / "README.md"
    first = {p: p.read_bytes() for p in out.rglob("*") if p.is_file()}
    checkpoint = out / ".ipynb_checkpoints/01-one-checkpoint.ipynb"
    checkpoint.parent.mkdir()
    shutil.copy(next(out.rglob("01-one.ipynb")), checkpoint)  # opened and closed
    write_edition(edition, one, out)
    assert {p: p.read_bytes() for p in out.rglob("*") if p.is_file()} == first
    assert [p.name for p in out.parent.iterdir()] == [edition]
    assert "| 01-one | 2 |" in (out / "README.md").read_text()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda out: (out / "01-one.ipynb").write_text("my answers"),
        lambda out: (out / "notes.txt").write_text("mine"),
        lambda out: (out / ".walkthrough.json").unlink(),
        lambda out: (out / ".walkthrough.json").write_text("{"),
    ],
    ids=["an answer", "a file of one's own", "no edition", "a broken record"],
)
def test_nobodys_work_is_replaced(one, tmp_path, spoil) -> None:
    out = tmp_path / "student"
    write_edition("student", one, out)
    spoil(out)
    before = {p: p.read_bytes() for p in out.iterdir()}
    said = "student (holds somebody's work|exists and is not a stu).*--out"
    with pytest.raises(UserError, match=said):
        write_edition("student", one, out)
    assert {p: p.read_bytes() for p in out.iterdir()} == before


def test_marks_are_not_replaced(one, tmp_path) -> None:
    write_edition("instructor", one, tmp_path / "course")
    (tmp_path / "course/gradebook.db").write_bytes(b"marks")
    with pytest.raises(UserError, match=r"holds somebody's work \(gradebook.db is new\)"):
        write_edition("instructor", one, tmp_path / "course")


def test_a_file_or_a_place_under_one_is_refused(one, tmp_path) -> None:
    (tmp_path / "file").write_text("mine")
    for out in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(UserError, match="file"):
            write_edition("student", one, out)
    assert (tmp_path / "file").read_text() == "mine"


# --- where no solution may be shown


def test_neither_site_nor_pages_show_solutions(tmp_path) -> None:
    path = NOTEBOOKS[2]
    staged = prepared(read(path), path.name)
    assert not any(tags.of_exercise(cell) for cell in staged.cells)
    assert any(cell.id == "02-e5" for cell in staged.cells)
    Pages(tmp_path, [path.stem]).write(path)
    page = (tmp_path / f"{path.stem}.html").read_text(encoding="utf-8")
    assert "Exercise 2.5" in page and "smallest_lead" in page
    assert "BEGIN SOLUTION" not in page and "answer_2_4" not in page and "✓ right" not in page
    assert nbformat.validate(staged) is None
