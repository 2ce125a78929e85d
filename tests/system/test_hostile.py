"""Names, cells, texts and parameters that would be code: refused in one line, or only shown."""

import csv
import io
import json
import shutil
from html.parser import HTMLParser

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from fixtures_hostile import HOSTILE, shown
from fixtures_toys import ledger_of, recorded, toy
from fixtures_verdicts import ARTICLE
from helpers import sanitize
from helpers.analysis import rubric, texts
from helpers.claims import cards
from helpers.claims.ledger import load_claims
from helpers.claims.verdicts import judgement as judged
from helpers.data.package import BUNDLED, Package
from helpers.errors import UserError
from helpers.narrative.rubric import sentence_by_sentence
from helpers.parameters import resolve
from helpers.study import Study
from walkthrough.cli.progress import ending
from walkthrough.cli.terminal import table
from walkthrough.notebook.html import Pages
from walkthrough.runs import scorecard
from walkthrough.runs.execute import execute
from walkthrough.runs.result import Outcome

each = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)


@pytest.fixture
def walkthrough(monkeypatch, command, tmp_path):
    monkeypatch.setenv("WALKTHROUGH_DATA", "")  # the command may set it: not for other tests
    monkeypatch.chdir(tmp_path)
    return command


def refused(result, tmp_path):
    code, out, error = result
    assert (code, out) == (2, "")
    if "embedded null byte" not in error:  # which no shell can pass: typer's own words
        assert error.startswith("error: ") and error[-1] == "\n" and error[:-1].isprintable()
    assert len(error) < 2000
    assert list(tmp_path.iterdir()) == []


@each
@pytest.mark.parametrize(
    "words",
    [
        ["run", "-p", "{}=1"],
        ["run", "-p", "south={}"],
        ["run", "-p", "revision={}"],
        ["run", "country-brief", "-p", "focus_country={}"],
        ["run", "06", "-p", "text_path={}"],
        ["run", "-p", "{}"],
        ["run", "{}"],
        ["run", "{}.ipynb"],
        ["run", "--data", "{}"],
        ["claims"],
        ["compare", "{}", "{}"],
        ["robustness", "{}"],
        ["site", "--run", "{}"],
        ["slides", "--run", "{}"],
        ["handouts", "--run", "{}"],
        ["batch", "country-brief", "--each", "focus_country={}"],
        ["ingest", "stock-csv", "{}", "--revision", "2030", "--into", "new"],
        ["ingest", "remittances", "x.csv", "--vintage", "{}", "--into", "new"],
    ],
    ids=" ".join,
)
def test_a_command_refuses_it_in_one_line(walkthrough, tmp_path, monkeypatch, words, text):
    if words == ["claims"]:
        if "\0" in text:
            pytest.skip("no environment can hold it")
        monkeypatch.setenv("WALKTHROUGH_DATA", text)
    if text.startswith("../") and "{}.ipynb" not in words and "{}" in words:
        text = "../" * 40 + "etc/passwd"
    refused(walkthrough(*(part.replace("{}", text) for part in words)), tmp_path)


@each
def test_a_cell_of_a_table_is_plain_text_or_refused(tmp_path, text):
    shutil.copytree(BUNDLED, tmp_path / "data")
    file = tmp_path / "data" / "classifications" / "areas.csv"
    table = pd.read_csv(file, dtype=str, keep_default_na=False)
    table.loc[3, "short_name"] = text
    table.to_csv(file, index=False)
    names = recorded(tmp_path / "data")
    if sanitize.unfit(text):
        with pytest.raises(UserError, match=r"areas\.csv, row 5, column short_name"):
            names.table("areas")
    else:
        assert text in set(names.table("areas")["short_name"])


PLAIN = ["a template", "code", "out of the folder"]


def test_what_is_plain_text():
    """Of all these only what is code elsewhere, but nowhere that a notebook shows it."""
    assert [name for name, text in HOSTILE.items() if not sanitize.unfit(text)] == PLAIN


@each
def test_a_ledger_and_a_descriptor_may_hold_no_more(tmp_path, text):
    shutil.copytree(BUNDLED, tmp_path / "data")
    ledger, descriptor = tmp_path / "data" / "claims.yaml", tmp_path / "data" / "datapackage.json"
    said = json.loads(descriptor.read_text())
    said["resources"][0]["edition"] = text
    descriptor.write_text(json.dumps(said))
    claims = [dict(claim.model_dump(exclude_none=True)) for claim in load_claims(Package(BUNDLED))]
    for claim in claims:
        claim["depends_on"], claim["readings"] = map(list, (claim["depends_on"], claim["readings"]))
    claims[0]["statement"] = text
    ledger.write_text(json.dumps(claims))
    if sanitize.unfit(text):
        with pytest.raises(UserError):
            load_claims(ledger_of(tmp_path / "alone", ledger.read_text()))
        with pytest.raises(UserError):
            Package(tmp_path / "data")
    else:
        package = recorded(tmp_path / "data")
        assert load_claims(package)[0].statement == text
        assert package.resource("areas")["edition"] == text


@pytest.mark.parametrize("field", ["path", "schema"])
@pytest.mark.parametrize("place", ["../../x.csv", "/etc/passwd", "a/../../../x", "\0", "link/x"])
def test_a_package_reads_and_writes_inside_its_folder(tmp_path, field, place):
    shutil.copytree(BUNDLED, tmp_path / "data")
    (tmp_path / "data" / "link").symlink_to(tmp_path)
    descriptor = tmp_path / "data" / "datapackage.json"
    said = json.loads(descriptor.read_text())
    said["resources"][0][field] = place
    descriptor.write_text(json.dumps(said))
    with pytest.raises(UserError, match="is not a file of this folder"):
        Package(tmp_path / "data")


@pytest.mark.parametrize("measure", ["load_claims", "_pair", "bound", "Path", "__builtins__", "pd"])
def test_a_ledger_names_measures_and_nothing_else(measure):
    package = Package(BUNDLED)
    claim = load_claims(Package(BUNDLED))[0]
    other = claim.readings[0].model_copy(update={"measure": measure})
    with pytest.raises(UserError, match="no measure"):
        judged(Study(package, resolve(package)), claim.model_copy(update={"readings": (other,)}))


def test_yaml_makes_no_objects(tmp_path):
    package = ledger_of(tmp_path, f"!!python/object/apply:os.mkdir ['{tmp_path}/hacked']")
    with pytest.raises(UserError, match="cannot read the claims"):
        load_claims(package)
    assert {path.name for path in tmp_path.iterdir()} == {"claims.yaml", "datapackage.json"}


@pytest.mark.parametrize("text", ["[" * 300_000, "{a: " * 200_000, "- " * 400_000, "a:\n" * 9])
def test_yaml_without_end_is_refused(tmp_path, text):
    package = ledger_of(tmp_path, text)
    with pytest.raises(UserError, match="claims.yaml: "):
        load_claims(package)


@each
def test_no_cell_of_a_spreadsheet_is_a_formula(text):
    rows = list(csv.reader(io.StringIO(scorecard.as_csv([shown(text[:5000])]))))
    assert len(rows) == 2
    assert all(cell[:1] not in set("=+-@\t\r") for cell in rows[1] if cell)
    assert sanitize.cell(-1.5) == -1.5
    assert sanitize.cell("-1.5") == "'-1.5"


def test_a_parameter_reaches_its_cell_as_the_text_that_it_is(tmp_path):
    text = "".join(HOSTILE[name] for name in HOSTILE if name not in ("long", "NUL"))
    source = toy(tmp_path, "01-one", "import sys", "print(ascii(year))")
    (tmp_path / "out").mkdir()
    outcome = execute(source, tmp_path / "out" / "01-one.ipynb", {"year": text})
    assert outcome.ok, outcome.reason
    stored = nbformat.read(tmp_path / "out" / "01-one.ipynb", as_version=4)
    assert stored.cells[-1].outputs[0].text == ascii(text) + "\n"
    assert not list(tmp_path.rglob("hacked"))


def markdown_of(text):
    """What notebook 06 makes of a text that somebody supplies."""
    parts = texts.sentences(f"{text} migration. International migration, {text}.")
    return sentence_by_sentence(parts, rubric.matches(parts))


def hostile_run(folder):
    """A run's folder in which all that is shown is hostile; gives the pages."""
    name = "01-\"><img src=x onerror=document.title='hacked'>"
    outputs = []
    for text in HOSTILE.values():
        text = text[:5000]
        card = cards.VerdictCard(shown(text))._repr_mimebundle_()
        outputs += [new_output("display_data", card),
                    new_output("display_data", {"text/markdown": markdown_of(text)}),
                    new_output("stream", text=text),
                    new_output("display_data", {"text/plain": text, "image/png": "AAAA"},
                               metadata={"image/png": {"alt": text}})]  # fmt: skip
    cell = new_code_cell("1", execution_count=1, outputs=outputs)
    path = folder / f"{name}.ipynb"
    nbformat.write(new_notebook(cells=[cell]), path)
    Pages(folder / "html", [name]).write(path)
    scorecard.write([shown(text[:5000]) for text in HOSTILE.values()], ARTICLE, folder)
    return [folder / "scorecard.html", *(folder / "html").iterdir()]


def test_a_terminal_shows_what_it_is_given(capsys):
    table(["a"], [[HOSTILE["a terminal's"]]])
    failed = Outcome("01", "failed", 1.0, 1, 1, HOSTILE["a terminal's"] + HOSTILE["long"])
    assert ending(failed).isprintable() and len(ending(failed)) < 2000
    assert "\x1b" not in capsys.readouterr().out


class Tags(HTMLParser):
    """Refuses every tag and attribute that could run something or fetch it."""

    seen = 0

    def handle_starttag(self, tag, attrs):
        self.seen += 1
        data = tag == "script" and attrs == [("type", "application/ld+json")]
        assert data or tag not in ("script", "svg", "iframe", "object", "embed", "base")
        for name, value in attrs:
            assert not name.startswith("on")
            if name in ("src", "href"):  # an address in a text may be followed, but is not fetched
                allowed = ("#", "http://example.org") if tag == "a" else "data:image/png;base64,"
                assert value.startswith(allowed), value


def test_pages_hold_no_tag_of_the_data(tmp_path):
    for page in hostile_run(tmp_path):
        tags = Tags()
        tags.feed(page.read_text(encoding="utf-8"))
        assert tags.seen > 50


@pytest.mark.browser
def test_no_script_of_the_data_runs(tmp_path, tab):
    for page in hostile_run(tmp_path):
        tab.goto(page.as_uri())
        for summary in tab.locator("a[href]").all()[:20]:
            assert not summary.get_attribute("href").startswith("javascript:")
        assert tab.title() != "hacked"
        assert tab.dialogs == [] and tab.asked == []


@pytest.mark.browser
def test_the_check_above_would_see_a_script(tab):
    tab.set_content(f"<html><body>{HOSTILE['an image']}</body></html>")
    tab.wait_for_function("document.title == 'hacked'")
