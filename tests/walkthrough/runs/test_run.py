"""A whole run: the folder that it leaves, and what a failed run may not do."""

import html
import json
import re
from html.parser import HTMLParser

import nbformat
import pytest
from nbconvert import HTMLExporter

from fixtures_toys import toy, verdict
from helpers.data.package import Package
from helpers.errors import UserError
from walkthrough.cli.summaries import run_summary
from walkthrough.notebook.html import Pages
from walkthrough.runs import run_folder
from walkthrough.runs.run import run
from walkthrough.runs.select import select
from warmkernels import forkserver

PARAMETERS = {"year": 2000, "south": "undesa"}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with two good notebooks, run once; the scorecard's own writer has its own tests."""
    place = tmp_path_factory.mktemp("run")
    notebooks = place / "notebooks"
    toy(notebooks, "01-one", "print(year)", verdict("A1", "holds"), verdict("A2", "holds"))
    look = "import json\nprint(json.load(open('01-one.ipynb'))['cells'][3]['outputs'][0]['text'])"
    toy(notebooks, "07-scorecard", look, parameters="south = 'undesa'")
    (place / "datapackage.json").write_text('{"resources": []}')
    return place


@pytest.fixture(autouse=True)
def scorecard(monkeypatch):
    def write(notebooks, target, *_):
        names = sorted(path.stem for path in notebooks.iterdir())
        (target / "verdicts.json").write_text(json.dumps(names))

    monkeypatch.setattr(run_folder, "write_verdicts", write)


def launch(place, wanted=(), out="build/default"):
    return run(
        select(list(wanted), place / "notebooks"),
        place / out,
        parameters=PARAMETERS,
        given={"year": 2000},
        package=Package(place),
    )


@pytest.fixture(scope="module")
def done(place):
    patch = pytest.MonkeyPatch()
    patch.setattr(run_folder, "write_verdicts", lambda *_: None)
    yield launch(place)
    patch.undo()


def test_a_run_leaves_pages_notebooks_and_a_record_and_nothing_beside_it(place, done):
    assert done.ok
    assert done.folder == place / "build" / "default"
    found = {path.relative_to(done.folder).as_posix() for path in done.folder.rglob("*.*")}
    assert found == {
        *("notebooks/01-one.ipynb", "notebooks/07-scorecard.ipynb", "run.json"),
        *("html/01-one.html", "html/07-scorecard.html"),
        *("rerun.sh", "ro-crate-metadata.json", ".walkthrough.json"),
    }
    assert [path.name for path in (place / "build").iterdir()] == ["default"]


def test_the_scorecard_notebook_reads_the_others_of_the_same_run(done):
    assert "2000" in (done.folder / "notebooks" / "07-scorecard.ipynb").read_text()


def test_the_record_says_what_ran_on_what_and_how_it_ended(done):
    said = json.loads((done.folder / "run.json").read_text())
    assert (said["status"], said["parameters"], said["given"]) == ("ok", PARAMETERS, {"year": 2000})
    digest = "6ccd51ba1a0ccb19c50394b3f6b7269b708ce8da4ad06750d0f5a0c9f748f2ff"
    assert said["data_sha256"] == digest  # of a package without a file
    assert said["data_files"] == {"datapackage.json": digest}
    assert said["versions"]["papermill"]
    one, card = said["notebooks"]
    assert (one["name"], one["status"], one["verdicts"]) == ("01-one", "ok", {"holds": 2})
    assert card["verdicts"] == {}
    assert one["code_sha256"] != card["code_sha256"]
    assert one["seconds"] > 0


def test_pages_load_nothing_from_another_host(done):
    for page in (done.folder / "html").glob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert not re.search(r"<script[^>]*\ssrc=|<link[^>]*\shref=|import\(|@import", text)


def test_a_failed_run_never_replaces_a_good_one(place, done):
    before = (done.folder / "run.json").read_bytes()
    bad = toy(place / "other", "02-bad", "print('first')", "raise ValueError('why')")
    for _ in range(2):
        failed = launch(place, [str(bad)])
        assert not failed.ok
        assert failed.folder == place / "build" / "default.failed"
        assert json.loads((failed.folder / "verdicts.json").read_text()) == ["02-bad"]
        said = json.loads((failed.folder / "run.json").read_text())
        assert said["status"] == "failed"
        assert said["notebooks"][0]["reason"] == "ValueError: why"
        assert said["notebooks"][0]["cell"] == 4  # In [4]: the injected cell counts
    assert (done.folder / "run.json").read_bytes() == before
    names = sorted(path.name for path in (place / "build").iterdir())
    assert names == ["default", "default.failed"]


def test_a_folder_that_is_not_a_run_is_never_replaced(place):
    keep = place / "precious"
    keep.mkdir()
    (keep / "thesis.txt").write_text("years of work")
    with pytest.raises(UserError, match="is not a run"):
        launch(place, out="precious")
    assert (keep / "thesis.txt").read_text() == "years of work"


def test_a_good_run_is_not_where_a_failed_one_goes(place):
    launch(place, out="kept.failed")
    before = (place / "kept.failed" / "run.json").read_bytes()
    with pytest.raises(UserError, match="kept.failed is where this goes if it fails"):
        launch(place, out="kept")
    assert (place / "kept.failed" / "run.json").read_bytes() == before


def test_an_interrupted_run_leaves_nothing(tmp_path):
    def interrupt():
        with run_folder.folder(tmp_path / "build" / "default", "run") as made:
            (made.notebooks / "half.ipynb").write_text("{}")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupt()
    assert list(tmp_path.iterdir()) == []


def test_a_run_says_how_kernels_were_started(tmp_path, monkeypatch, capsys):
    toy(tmp_path / "n", "01-one", "1")
    (tmp_path / "datapackage.json").write_text('{"resources": []}')
    monkeypatch.setattr(forkserver, "_failure", "the imports failed")
    done = run(
        select([], tmp_path / "n"),
        tmp_path / "build" / "default",
        parameters={},
        given={},
        package=Package(tmp_path),
    )
    said = json.loads((done.folder / "run.json").read_text())["kernels"]
    assert done.ok
    assert said == "ordinary: the imports failed"
    run_summary(done)
    assert said in capsys.readouterr().out


def test_a_figure_keeps_its_alt_text_on_the_page(tmp_path):
    path = toy(tmp_path, "01-one", "figure")
    notebook = nbformat.read(path, as_version=4)
    alt = {"image/png": {"alt": 'grew by "2 %" & more'}}
    output = nbformat.v4.new_output("display_data", {"image/png": "AAAA"}, metadata=alt)
    notebook.cells[2].outputs = [output]
    nbformat.write(notebook, path)
    Pages(tmp_path / "html", ["01-one", "02-two"]).write(path)
    page = (tmp_path / "html" / "01-one.html").read_text(encoding="utf-8")
    (image,) = re.findall(r"<img[^>]*>", page)
    assert html.unescape(re.search(r"""alt=(["'])(.*?)\1""", image)[2]) == alt["image/png"]["alt"]


def test_links_between_notebooks_lead_to_pages(tmp_path):
    toy(tmp_path, "02-two", parameters="x = 1")
    path = toy(tmp_path, "01-one", parameters="x = 1")
    text = path.read_text().replace("# 01-one", "[next](02-two.ipynb) [no](other.ipynb)")
    path.write_text(text)
    Pages(tmp_path / "html", ["01-one", "02-two"]).write(path)
    page = (tmp_path / "html" / "01-one.html").read_text()
    assert 'href="02-two.html"' in page
    assert 'href="other.ipynb"' in page


def test_on_paper_a_page_leaves_out_what_its_tags_say(tmp_path):
    path = toy(tmp_path, "01-one", "1 + 1")
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[-1].metadata["tags"] = ["hide-input"]
    notebook.cells[0].metadata["tags"] = ["screen-only"]
    nbformat.write(notebook, path)
    Pages(tmp_path / "html", ["01-one"]).write(path)
    page = (tmp_path / "html" / "01-one.html").read_text()
    rules = page[page.index("@media print {\n:root") :].split("</style>")[0]
    for tag in ("hide-input", "screen-only"):
        assert f".celltag_{tag}" in rules
        assert re.search(rf'class="[^"]*\bcelltag_{tag}\b', page), tag


def test_a_page_is_the_one_that_nbconvert_makes(tmp_path):
    from walkthrough.notebook import html

    outputs = [
        nbformat.v4.new_output("stream", text="<said>"),
        nbformat.v4.new_output("display_data", {"text/html": "<table><tr><td>1</td></tr></table>"}),
        nbformat.v4.new_output("display_data", {"text/markdown": "*so* <i>it</i> is"}),
        nbformat.v4.new_output("display_data", {"image/png": "AAAA"}, metadata={}),
        nbformat.v4.new_output("error", ename="E", evalue="<v>", traceback=["\x1b[31mred\x1b[0m"]),
    ]
    notebook = nbformat.read(toy(tmp_path, "01-one", "x = '<b>' and 1  # why"), as_version=4)
    notebook.cells[-1].outputs = outputs
    notebook.metadata["language_info"] = {"name": "python"}
    page, _ = html.exporter().from_notebook_node(notebook)
    theirs, _ = HTMLExporter(raw_template=html.TEMPLATE.read_text()).from_notebook_node(notebook)

    def parts(text):
        found = []
        parser = HTMLParser()
        parser.handle_starttag = lambda tag, attrs: found.append(
            (tag, sorted((name, " ".join((value or "").split())) for name, value in attrs))
        )
        parser.handle_data = lambda data: found.append(data.strip())
        parser.feed(text)
        return list(filter(None, found))

    assert parts(page) == parts(theirs)
    assert page.count('tabindex="0"') >= 6
