"""The slide types of cells, and the rule of `walkthrough check` about them."""

from pathlib import Path
from typing import Any

import nbformat
import pytest

from walkthrough.checks.structure import notebook_problems
from walkthrough.notebook.io import read
from walkthrough.notebook.slideshow import slide_type

NOTEBOOKS = sorted((Path(__file__).parents[3] / "notebooks").glob("*.ipynb"))


def problems(*slideshows: dict[str, str] | None) -> list[str]:
    cells = [
        nbformat.v4.new_markdown_cell(
            "## A\n\nOne.\n\nTwo.", metadata={} if show is None else {"slideshow": show}, id=f"c{number}"
        )
        for number, show in enumerate(slideshows)
    ]
    found = notebook_problems(nbformat.v4.new_notebook(cells=cells), walk=False)
    return [problem for problem in found if "slide" in problem]


def test_a_cell_without_a_slide_type_is_found_where_others_have_one() -> None:
    assert problems({"slide_type": "slide"}, None, {"slide_type": "loud"}) == [
        "c1: has no slide type, and others have; set one",
        "c2: has no slide type, and others have; set one",
    ]
    assert problems({"slide_type": "slide"}, {"slide_type": ""}) == []  # as JupyterLab writes "-"
    assert problems(None, None) == []


def test_a_paragraph_added_without_a_word_is_found() -> None:
    show = {"slide_type": "slide", "paragraphs": "claim"}
    (problem,) = problems(show)
    assert problem.startswith("slides: slideshow.paragraphs of cell c0 is 'claim', for 2 paragraphs;")
    assert problems(show | {"paragraphs": "claim notes"}) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_cell_of_the_bundle_has_a_slide_type(path: Path) -> None:
    cells: list[Any] = read(path).cells
    assert [cell.id for cell in cells if slide_type(cell) is None] == []
