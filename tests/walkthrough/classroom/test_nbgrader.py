"""The editions in real nbgrader: what is released, and the marks of a right and a wrong submission.

One notebook goes all the way; every notebook is released, and what nbgrader releases is compared
with what `walkthrough student` writes.
"""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from helpers.study import open_study
from walkthrough.classroom.folders import write_edition
from walkthrough.runs.select import ROOT, numbered

pytestmark = pytest.mark.skipif(os.name == "nt", reason="nbgrader is for Linux and macOS")
NOTEBOOKS = numbered(ROOT / "notebooks")
TRIED = "02-changing-migration"
RIGHT = {  # as a student would write them: a number typed, a function written in another way
    "02-e1-answer": 'answer_2_1 = "South-North"',
    "02-e2-answer": 'share = now["North-North"] / now[["South-North", "North-North"]].sum()\n'
    "answer_2_2 = 100 * (1 - share)",
    "02-e5-answer": "def smallest_lead(four):\n"
    '    gap = [abs(a - b) for a, b in zip(four["South-South"], four["South-North"])]\n'
    "    return four.index[gap.index(min(gap))]",
    "02-e3-answer": "Of all migrants, some; of those who live there, more.",
}
WRONG = {
    "02-e1-answer": 'answer_2_1 = "North-South"',
    "02-e2-answer": 'answer_2_2 = 100 * now["South-North"] / world',
    "02-e4-answer": 'answer_2_4 = now["South-South"] / 1e6',
    "02-e5-answer": "def smallest_lead(four):\n"
    '    return (four["South-South"] - four["South-North"]).idxmin()',
}


# nbgrader calls a program of its environment by name, as it may where that is active. And kernels
# with their imports done, as in a run.
SETTINGS = {
    "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    "JUPYTER_DEFAULT_PROVISIONER_NAME": "warmkernels",
}
SCRIPT = """
import sys
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import PyFileConfigLoader

config = PyFileConfigLoader("nbgrader_config.py").load_config()
api = NbGraderAPI(CourseDirectory(config=config), config=config)
step, many = sys.argv[1:3]
for name in many.split():
    done = getattr(api, step)(name, *sys.argv[3:])
    assert done["success"], done["log"]
"""


def nbgrader(course: Path, step: str, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, step, *arguments],
        cwd=course,
        text=True,
        env=os.environ | SETTINGS,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The instructor's folder after every assignment has been released."""
    folder = tmp_path_factory.mktemp("c") / "course"
    write_edition("instructor", NOTEBOOKS, folder)
    nbgrader(folder, "generate_assignment", " ".join(path.stem for path in NOTEBOOKS))
    return folder


@pytest.fixture(scope="module")
def handed_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("s") / "student"
    write_edition("student", NOTEBOOKS, folder)
    return folder


@pytest.mark.parametrize("name", [path.stem for path in NOTEBOOKS])
def test_the_student_edition_is_what_nbgrader_releases(course, handed_out, name) -> None:
    """Cell by cell; nbgrader adds checksums, and clears the outputs of the lesson too."""
    released = nbformat.read(course / "release" / name / f"{name}.ipynb", as_version=4)
    ours = nbformat.read(handed_out / f"{name}.ipynb", as_version=4)
    assert [cell.id for cell in ours.cells] == [cell.id for cell in released.cells]
    for mine, theirs in zip(ours.cells, released.cells, strict=True):
        theirs.metadata.get("nbgrader", {}).pop("checksum", None)
        assert mine.source == theirs.source
        assert mine.metadata == theirs.metadata


def hand_in(
    course: Path,
    handed_out: Path,
    student: str,
    name: str,
    answers: dict[str, str],
    changed: dict[str, tuple[str, str]] | None = None,
) -> None:
    notebook = nbformat.read(handed_out / f"{name}.ipynb", as_version=4)
    for cell in notebook.cells:
        cell.source = answers.get(cell.id, cell.source)
        if changed and cell.id in changed:
            assert changed[cell.id][0] in cell.source
            cell.source = cell.source.replace(*changed[cell.id])
    folder = course / "submitted" / student / name
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{name}.ipynb")


def marks(course: Path, student: str, name: str) -> dict[str, float | None]:
    """Points by exercise; None where a person has to mark."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course}/gradebook.db") as book:
        grades = book.find_submission_notebook(name, name, student).grades
        return {g.name.split("-", 1)[1]: None if g.needs_manual_grade else g.score for g in grades}


def test_marks_are_those_expected(course, handed_out) -> None:
    """Somebody who left a parameter changed is marked as everybody else; who did nothing gets 0.

    What can be found only under another parameter has to be written down as a number.
    """
    income = open_study(south="income")
    seen = f"answer_2_4 = {income.four_way.loc[income.p.year, 'South-South'] / 1e6:.1f}"
    left = {"02-03": ('south: str = "undesa"', 'south: str = "income"')}
    hand_in(course, handed_out, "right", TRIED, RIGHT | {"02-e4-answer": seen}, left)
    hand_in(course, handed_out, "wrong", TRIED, WRONG)
    hand_in(course, handed_out, "absent", TRIED, {})
    nbgrader(course, "autograde", TRIED, "*")  # all who handed it in
    full = {"2-1": 1, "2-2": 2, "2-4": 2, "2-5": 3}
    assert marks(course, "right", TRIED) == full | {"2-3": None}
    assert marks(course, "wrong", TRIED) == dict.fromkeys(full, 0) | {"2-3": 0}
    assert marks(course, "absent", TRIED) == dict.fromkeys(full, 0) | {"2-3": 0}
