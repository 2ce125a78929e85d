"""The guard: a good notebook has no problem, and each broken rule is seen and located."""

import base64
import io
import json

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from PIL import Image

from walkthrough.checks.guard import guard
from walkthrough.notebook.io import WIDGET


def png() -> str:
    file = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(file, "png")
    return base64.b64encode(file.getvalue()).decode()


def figure(alt="Bars: the South grew by 2 % a year"):
    metadata = {"image/png": {"alt": alt}} if alt is not None else {}
    data = {"image/png": png(), "text/plain": "figure"}
    return new_output("display_data", data, metadata=metadata)


@pytest.fixture
def notebook():
    code = [new_code_cell(f"x{i} = {i}\nx{i}", id=f"c{i}", execution_count=i) for i in range(1, 12)]
    code[0].metadata.tags = ["parameters"]
    code[1].outputs = [figure()]
    shown = {"text/plain": "3", "text/html": "<b>3</b>"}
    code[2].outputs = [new_output("execute_result", shown, execution_count=3)]
    text = [new_markdown_cell("why", id=f"m{i}") for i in range(11)]
    made = new_notebook(cells=[cell for pair in zip(text, code, strict=True) for cell in pair])
    made.metadata.kernelspec = {"name": "python3", "display_name": "P", "language": "python"}
    return made


def problems(notebook, folder, name="01-toy"):
    path = folder / f"{name}.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")  # nbformat's writer would repair ids
    return guard(path, [])


def test_a_good_notebook_has_no_problem(notebook, tmp_path):
    assert problems(notebook, tmp_path) == []


def test_one_beside_the_walk_may_be_short(notebook, tmp_path):
    del notebook.cells[12:]
    assert len(problems(notebook, tmp_path)) == 1
    assert problems(notebook, tmp_path, "explore") == []


def say(text, mime="text/plain"):
    return [new_output("display_data", {mime: text})]


CELL = {
    "not executed": (lambda c: c.update(execution_count=None), "was not executed; run"),
    "out of order": (lambda c: c.update(execution_count=9), "executed as number 9"),
    "stored error": (
        lambda c: c.update(outputs=[new_output("error", ename="KeyError", evalue="")]),
        "stored error KeyError",
    ),
    "semicolon": (lambda c: c.update(source="x = 1\nx;\n"), "ends with ';'"),
    "semicolon, comment": (lambda c: c.update(source="x;  # hide\n# more"), "ends with ';'"),
    "no alt": (lambda c: c.update(outputs=[figure(None)]), "image/png without alt text"),
    "blank alt": (lambda c: c.update(outputs=[figure(" ")]), "image/png without alt text"),
    "html image": (
        lambda c: c.update(outputs=say("<img src='data:x'>", "text/html")),
        "<img> without alt text",
    ),
    "long": (lambda c: c.update(source="x = 1\n\n" * 13), "13 lines; split it"),
    "empty": (lambda c: c.update(source="\n"), "empty; delete it"),
    "address": (lambda c: c.update(outputs=say("<f at 0x7f3a5c0012d0>")), "0x7f3a5c0012d0"),
    "path": (lambda c: c.update(outputs=say("in /home/ada/data/x.csv")), "/home/ada/data/x.csv"),
    "windows path": (lambda c: c.update(outputs=say(r"C:\Users\ada")), r"absolute path C:\Users"),
    "path in html": (
        lambda c: c.update(outputs=say('<a href="/opt/a/b.csv">b</a>', "text/html")),
        "/opt/a/b.csv",
    ),
    "path in json": (
        lambda c: c.update(outputs=say({"a": ["/opt/a/b.csv"]}, "application/json")),
        "/opt/a/b.csv",
    ),
    "path in stream": (
        lambda c: c.update(outputs=[new_output("stream", text="/opt/a/b.csv\n")]),
        "/opt/a/b.csv",
    ),
    "escape comment": (lambda c: c.update(source="# NBVAL_SKIP\nx"), "nbval-skip"),
    "escape tag": (lambda c: c.metadata.update(tags=["raises-exception"]), "raises-exception"),
    "result number": (
        lambda c: c.update(outputs=[new_output("execute_result", {}, execution_count=7)]),
        "bears another number",
    ),
}


@pytest.mark.parametrize("case", CELL)
def test_a_broken_cell_is_seen_and_located(notebook, tmp_path, case):
    spoil, said = CELL[case]
    spoil(notebook.cells[9])
    (found,) = problems(notebook, tmp_path)
    assert found.startswith("01-toy: cell 5 (c5): ")
    assert said in found
    assert "; " in found


def exercise(number, tag, lines=1):
    cell = new_code_cell("x = 1\n" * lines, id=f"e{number}", execution_count=number)
    cell.metadata.tags = [tag]
    return cell


def test_exercises_are_counted_apart(notebook, tmp_path):
    """Neither as code that needs a text cell, nor towards the median and the number of cells."""
    notebook.cells += [exercise(12 + n, ("solution", "self-check")[n % 2], 9) for n in range(12)]
    assert problems(notebook, tmp_path) == []
    notebook.cells.append(exercise(24, "solution", 13))
    assert problems(notebook, tmp_path) == [
        "01-toy: 13 code cells of exercises; have at most 12",
        "01-toy: cell 24 (e24): 13 lines; split it or move plumbing to helpers: at most 12",
    ]


def test_a_model_answer_is_no_text_that_explains_the_code(notebook, tmp_path):
    notebook.cells[0].metadata.tags = ["solution"]
    assert "10 text cells for 11 code cells" in problems(notebook, tmp_path)[0]


def test_imports_and_marks_of_a_solution_are_no_lines_of_code(notebook, tmp_path):
    marks = "### BEGIN SOLUTION\n{}### END SOLUTION\n"
    notebook.cells[9].source = "import a\nfrom b import c\n" * 6 + marks.format("x = 1\n" * 12)
    assert problems(notebook, tmp_path) == []


NOTEBOOK = {
    "few": (lambda n: n.cells.__delitem__(slice(18, None)), "9 code cells; 10 to 25 are allowed"),
    "little text": (lambda n: n.cells.__delitem__(0), "10 text cells for 11 code cells"),
    "long median": (
        lambda n: [c.update(source="x = 1\n" * 4) for c in n.cells if c.cell_type == "code"],
        "median of 4 lines",
    ),
    "no parameters": (lambda n: n.cells[1].metadata.clear(), "0 cells tagged 'parameters'"),
    "two parameters": (
        lambda n: n.cells[3].metadata.update(tags=["parameters"]),
        "2 cells tagged 'parameters'",
    ),
    "live widget": (
        lambda n: n.cells[5].outputs[0].data.update({WIDGET: {"model_id": "5f"}}),
        "holds a live widget",
    ),
    "state of widgets": (lambda n: n.metadata.update(widgets={}), "holds a live widget"),
    "kernel": (lambda n: n.metadata.kernelspec.update(name="my-env"), "kernelspec is 'my-env'"),
    "no id": (lambda n: n.cells[0].pop("id"), "1 cells with id None"),
    "invalid": (lambda n: n.cells[0].pop("source"), "not a readable notebook"),
    "same id": (lambda n: n.cells[0].update(id="c5"), "2 cells with id 'c5'"),
}


@pytest.mark.parametrize("case", NOTEBOOK)
def test_a_broken_notebook_is_seen(notebook, tmp_path, case):
    spoil, said = NOTEBOOK[case]
    spoil(notebook)
    found = problems(notebook, tmp_path)
    assert found[0].startswith("01-toy: ")
    assert said in found[0]


@pytest.mark.parametrize(
    "text",
    [
        "<table><tr><td>North/South</td></tr></table>",
        "https://www.un.org/en/development/desa/",
        "persons/km2, 1990/2017, and/or",
        "notebooks/02-changing-migration.ipynb",
        "<br/><img alt='map' src='data:image/png;base64,aaaa/bbbb/cccc'/>",
        "0x10 = 16",
    ],
)
def test_what_only_looks_like_a_path_passes(notebook, tmp_path, text):
    notebook.cells[9].outputs = say(text, "text/html")
    assert problems(notebook, tmp_path) == []


def test_a_file_that_is_no_notebook_is_a_problem(tmp_path):
    (tmp_path / "01-toy.ipynb").write_text("{")
    assert "not a readable notebook" in guard(tmp_path / "01-toy.ipynb", [])[0]
