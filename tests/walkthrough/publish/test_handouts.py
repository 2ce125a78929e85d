"""Handouts: one file a notebook, no code with --report, exercises in, solutions out."""

import re
import shutil
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page as Tab
from typer.testing import CliRunner

from fixtures_look import DESKTOP, PHONE, barriers
from fixtures_pages import FETCHED, NOTEBOOKS, Page
from helpers.errors import UserError
from walkthrough.cli.main import app
from walkthrough.publish.handouts import handout
from walkthrough.publish.handouts import handouts as make_handouts
from walkthrough.util import manifest


def body(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition("<main>")[2]


def test_each_handout_is_one_file_that_needs_no_other(handouts: Path) -> None:
    assert {p.stem for p in handouts.glob("*.html")} == set(NOTEBOOKS)
    for path in handouts.glob("*.html"):
        places = [a.get(FETCHED[t], "") for t, a in Page(path).tags if t in FETCHED]
        assert [p[:60] for p in places if p and not p.startswith("data:")] == [], path.name


def test_a_report_has_no_code_and_no_prompts_but_exercises(handouts: Path) -> None:
    for name in NOTEBOOKS:
        text = body(handouts / f"{name}.html")
        assert not re.search(r"jp-InputPrompt|jp-OutputPrompt|cm-editor|>import<", text), name
        assert ">Exercises" in text and ">Parameters" not in text, name


def test_without_report_the_code_is_there(run: Path, tmp_path: Path) -> None:
    made = make_handouts(run, tmp_path / "out", report=False)
    assert all("cm-editor" in body(page) and ">Parameters" in body(page) for page in made)


@pytest.mark.parametrize("report", [True, False])
def test_solutions_are_left_out_and_the_notebook_stays_as_it_is(report: bool) -> None:
    new = nbformat.v4
    notebook = new.new_notebook(
        cells=[
            new.new_markdown_cell("# A title"),
            new.new_markdown_cell("**1.** How many?"),
            new.new_code_cell("answer = 42", metadata={"tags": ["solution"]}),
            new.new_markdown_cell("Forty-two.", metadata={"tags": ["solution"]}),
        ]
    )
    left = [cell.source for cell in handout(notebook, report).cells]
    assert left == ["# A title", "**1.** How many?"]
    assert len(notebook.cells) == 4


def test_a_folder_with_something_else_is_not_replaced(run: Path, tmp_path: Path) -> None:
    (tmp_path / "index.html").touch()
    with pytest.raises(UserError, match="is not a folder of handouts"):
        make_handouts(run, tmp_path, report=True)
    assert [p.name for p in tmp_path.iterdir()] == ["index.html"]


def test_the_command_replaces_earlier_handouts(run: Path, handouts: Path, tmp_path: Path) -> None:
    out = tmp_path / "handouts"
    shutil.copytree(handouts, out)
    (out / "left-over.html").touch()  # of an earlier version, say
    (out / manifest.NAME).write_text(manifest.of(out, "folder of handouts"), encoding="utf-8")
    done = CliRunner().invoke(app, ["handouts", "--report", "--run", str(run), "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert done.output.split() == [str(out / f"{name}.html") for name in NOTEBOOKS]
    assert not (out / "left-over.html").exists()


@pytest.mark.browser
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_handout_is_read_on_a_desk_and_a_phone(handouts: Path, tab: Tab, name: str) -> None:
    tab.goto((handouts / f"{name}.html").as_uri())
    for size in (DESKTOP, PHONE):
        tab.set_viewport_size(size)
        assert tab.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert tab.evaluate("[...document.images].every(i => i.naturalWidth > 0 && i.alt)")
    assert barriers(tab) == []
    assert tab.complaints == [] and tab.asked == []
