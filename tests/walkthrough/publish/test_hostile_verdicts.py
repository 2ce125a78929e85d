"""verdicts.json from anybody: what reads it makes what it can of it, or refuses it in one line."""

import copy
import json
import shutil

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

from fixtures_toys import as_if_run, toy
from helpers.claims.cards import MIME
from walkthrough.runs import select

READERS = {"site": ["--run", "{made}", "--out", "{out}"], "compare": ["{made}", "{good}"]}


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    return as_if_run(tmp_path_factory.mktemp("run") / "good")


def first(**changed):
    return lambda verdicts: verdicts[0].update(changed)


def reading(**changed):
    return lambda verdicts: verdicts[0]["readings"][0].update(changed)


def without(name):
    return lambda verdicts: verdicts[0].pop(name)


REFUSED = {
    "no claim": without("claim"),
    "no part": without("part"),
    "no readings": first(readings=[]),
    "readings that are none": first(readings=[1]),
    "a word of its own": first(verdict="perfect"),
    "a number for a word": first(verdict=1),
    "a list for a text": first(statement=["x"]),
    "a reading without a verdict": reading(verdict=None),
    "a value that is a text": reading(value="x"),
    "half a character": first(statement="\ud800"),
    "a path for a claim": first(claim="../../etc"),
}
TAKEN = {
    "an infinite value": reading(value=float("inf")),
    "no number": reading(value=float("nan")),
    "a number beyond all": reading(value=1e308),
    "evidence without an end": reading(evidence="x" * 100_000),
    "markup": first(statement="<script>", part="**b**", stated="{{ }}"),
    "parameters of its own": first(parameters={"x": [1, {"y": None}]}),
    "more than is asked": first(extra={"a": [1]}),
}


def spoilt(good, folder, change):
    made = folder / "made"
    made.mkdir()
    for path in good.iterdir():
        (made / path.name).symlink_to(path)
    verdicts = copy.deepcopy(json.loads((good / "verdicts.json").read_text(encoding="utf-8")))
    change(verdicts)
    (made / "verdicts.json").unlink()
    (made / "verdicts.json").write_text(json.dumps(verdicts))
    return made


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("reader", READERS)
def test_refused_in_one_line(command, good, tmp_path, reader, name):
    made = spoilt(good, tmp_path, REFUSED[name])
    rest = [part.format(made=made, good=good, out=tmp_path / "out") for part in READERS[reader]]
    code, _, error = command(reader, *rest)
    assert code == 2 and error.startswith(f"error: {made / 'verdicts.json'}: "), error
    assert error.count("\n") == 1 and not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", TAKEN)
@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_compared_with_another(command, good, tmp_path, form, name):
    made = spoilt(good, tmp_path, TAKEN[name])
    code, out, error = command("compare", good, made, "--format", form)
    assert code == 0 and error == "" and out
    assert "<script>" not in out


@pytest.mark.parametrize("name", TAKEN)
def test_shown_on_a_page(good, tmp_path, name):
    """The parts of the site that verdicts are set in; Sphinx is not needed for it."""
    from walkthrough.publish import site
    from walkthrough.runs.finished import FinishedRun

    verdicts = FinishedRun(spoilt(good, tmp_path, TAKEN[name])).verdicts
    where = {verdict.claim: "00-start-here" for verdict in verdicts}
    page = site.scorecard(verdicts, {"00-start-here": "Start"}, where, [])
    assert "<script>" not in page
    assert site.index({"00-start-here": "Start"}, verdicts, {"year": 2017})


def test_a_claim_that_no_notebook_shows(command, good, tmp_path):
    def add(verdicts):
        verdicts.append({**copy.deepcopy(verdicts[0]), "claim": "A9.9"})

    made = spoilt(good, tmp_path, add)
    code, _, error = command("site", "--run", made, "--out", tmp_path / "out")
    assert code == 2 and error.count("\n") == 1 and "A9.9" in error, error


ODD = [3, None, {}, {"claim": "A1.1", "verdict": {"a": 1}}]


@pytest.mark.parametrize("said", ODD, ids=str)
def test_a_notebook_that_shows_what_is_no_verdict(command, tmp_path, monkeypatch, said):
    monkeypatch.setattr(select, "ROOT", tmp_path)
    bundle = {MIME: said, "text/plain": "x"}
    shows = f"from IPython.display import display\ndisplay({bundle!r}, raw=True)"
    toy(tmp_path / "notebooks", "01-one", shows)
    for asked in (["run"], ["refresh"], ["batch", "01", "--each", "year=2017"], ["check"]):
        code, _, error = command(*asked)
        assert code in (0, 1, 2) and "Traceback" not in error, (asked, error)


@pytest.mark.parametrize("said", ODD, ids=str)
def test_a_run_whose_notebook_shows_what_is_no_verdict(command, good, tmp_path, said):
    made = tmp_path / "made"
    shutil.copytree(good, made)
    path = made / "notebooks" / "02-changing-migration.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    outputs = (output for cell in notebook["cells"] for output in cell.get("outputs", []))
    next(o for o in outputs if MIME in o.get("data", {}))["data"][MIME] = said
    path.write_text(json.dumps(notebook), encoding="utf-8")
    for asked in ("site", "slides", "handouts") if isinstance(said, dict) else ("slides",):
        code, _, error = command(asked, "--run", made, "--out", tmp_path / asked)
        assert code in (0, 2) and error.count("\n") == (code == 2), (asked, error)
        assert "Traceback" not in error


CELLS = {
    "none": [],
    "code": [new_code_cell("1", execution_count=1)],
    "text": [new_markdown_cell("hello")],
    "empty": [new_markdown_cell("")],
    "a title alone": [new_markdown_cell("# T")],
    "a heading": [new_markdown_cell("## T\n\nx"), new_code_cell("1", execution_count=1)],
    "raw": [
        new_markdown_cell("# T\n\n*q*", metadata={"slideshow": {"slide_type": "slide"}}),
        new_raw_cell("x"),
    ],
}


@pytest.mark.parametrize("name", CELLS)
@pytest.mark.parametrize("asked", ["slides", "handouts", "site"])
def test_a_run_of_a_notebook_that_is_bare(command, good, tmp_path, name, asked):
    made = tmp_path / "made"
    shutil.copytree(good, made)
    nbformat.write(new_notebook(cells=CELLS[name]), made / "notebooks" / "00-start-here.ipynb")
    (made / "verdicts.json").write_text("[{}]")  # so that Sphinx need not be waited for
    code, _, error = command(asked, "--run", made, "--out", tmp_path / "out")
    assert code in (0, 2) and error.count("\n") == (code == 2) and "Traceback" not in error, error
    assert (code == 2) == (asked == "site" or asked == "slides" and name != "raw"), error
