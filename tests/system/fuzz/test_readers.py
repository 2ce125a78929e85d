"""Every reader, on files that were changed at random: each is read, or refused in one line.

A few examples each time, always the same; $FUZZ_EXAMPLES asks for more, and for other ones.
"""

import contextlib
import io
import json
import os
import shutil
import zipfile

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import fixtures_layouts as layouts
from fixtures_inputs import GOOD, INFLOWS, NEW_AREA, world
from fixtures_toys import ledger_of, recorded
from fixtures_verdicts import ARTICLE
from helpers.claims import cards, collect
from helpers.claims.ledger import load_claims
from helpers.data.package import BUNDLED, Package, open_package
from helpers.errors import UserError
from helpers.parameters import NAMES, resolve
from walkthrough.batch import combinations
from walkthrough.ingest.remittances import read_vintage
from walkthrough.ingest.stock_csv import read_stock
from walkthrough.ingest.undesa_areas import Areas
from walkthrough.ingest.undesa_revision import read_revision
from walkthrough.ingest.user_areas import read_areas
from walkthrough.publish import compare
from walkthrough.publish.dictionary import dictionary, references
from walkthrough.runs import scorecard, select
from walkthrough.runs.finished import FinishedRun

EXAMPLES = os.environ.get("FUZZ_EXAMPLES")
fuzz = settings(
    max_examples=int(EXAMPLES or 15),
    derandomize=not EXAMPLES,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
NASTY = [
    *("\0", "\n", "\r", "\t", '"', "'", ",", ";", "|", "=1+1", "@x", "../../x", "\ufeff", "\u202e"),
    *("-1", "1e999", "9" * 30, "0x1", "1.5", "NaN", "inf", "None", "true", "[]", "{}", "&a", "*a"),
    *("<script>alert(1)</script>", "$\\frac{$", "${7*7}", "{{7*7}}", "\\", "\ud800", "2001-99-99"),
    *("!!python/object/apply:os.system ['true']", "[" * 5000, "%", "# ", "---\n", "x" * 10_000),
]
texts = st.sampled_from(NASTY) | st.text(max_size=8)
cells = texts | st.none() | st.booleans() | st.integers() | st.floats()
plain = st.recursive(
    cells, lambda x: st.lists(x, max_size=3) | st.dictionaries(texts, x, max_size=3), max_leaves=5
)
edits = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 30), texts), min_size=1, max_size=4
)  # where, how much goes, what comes


def edited(text, changes):
    for where, gone, come in changes:
        at = int(where * len(text))
        text = text[:at] + come + text[at + gone :]
    return text


def written(path, text):
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return path


def grafted(said, where, value):
    """The same JSON, but for one part of it, which `where` leads to."""
    if where and isinstance(said, dict) and said:
        names = sorted(said)
        name = names[where[0] % len(names)]
        return said | {name: grafted(said[name], where[1:], value)}
    if where and isinstance(said, list) and said:
        at = where[0] % len(said)
        return [*said[:at], grafted(said[at], where[1:], value), *said[at + 1 :]]
    return value


grafts = st.tuples(st.lists(st.integers(0, 50), max_size=5), plain)


@contextlib.contextmanager
def refused_in_one_line():
    """What the block does succeeds, or is refused."""
    with contextlib.suppress(UserError):
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("fuzz")


@pytest.fixture(scope="module")
def package():
    return open_package()


@pytest.fixture(scope="module")
def copy(folder):
    """A package of small tables."""
    shutil.copytree(BUNDLED, folder / "package")
    return folder / "package"


@fuzz
@given(edits)
def test_stock_csv(folder, package, changes):
    with refused_in_one_line():
        read_stock(written(folder / "s.csv", edited(GOOD, changes)), Areas(package.table("areas")))


@fuzz
@given(edits)
def test_classification(folder, package, changes):
    with refused_in_one_line():
        read_areas(written(folder / "a.csv", edited(NEW_AREA, changes)), package)


@fuzz
@given(edits)
def test_remittances_csv(folder, package, changes):
    with refused_in_one_line():
        read_vintage(written(folder / "r.csv", edited(INFLOWS, changes)), package)


@fuzz
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), cells), max_size=4))
def test_remittances_workbook(folder, package, changes):
    rows = [line.split(",") for line in INFLOWS.splitlines()]
    for row, column, value in changes:
        rows[row % len(rows)][column % len(rows[0])] = value
    with sheet(folder / "r.xlsx", {"Inflows": rows}) as path, refused_in_one_line():
        read_vintage(path, package)


@contextlib.contextmanager
def sheet(path, sheets):
    """A workbook, unless these are no values that a workbook can hold."""
    try:
        layouts.save(path, sheets)
    except Exception:  # openpyxl's own
        layouts.save(path, {"empty": []})
    yield path


WRITERS = [
    *(layouts.old_totals, layouts.new_totals, layouts.flat_matrix),
    *(layouts.yearly_matrices, layouts.long_table, layouts.by_origin),
]


@fuzz
@given(
    st.sampled_from(WRITERS),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12), cells), max_size=4),
)
def test_un_workbook_with_other_cells(folder, package, writer, changes):
    import openpyxl

    path = writer(folder / "u.xlsx", world(), 2031)
    book = openpyxl.load_workbook(path)
    for row, column, value in changes:
        for name in book.sheetnames[-2:]:
            with contextlib.suppress(Exception):  # openpyxl's own
                book[name].cell(row + 1, column + 1).value = value
    try:
        book.save(path)
    except Exception:
        return
    with refused_in_one_line():
        read_revision([path], None, package)


@fuzz
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 9), st.binary(max_size=6)), max_size=5))
def test_un_workbook_with_other_bytes(folder, package, changes):
    path = layouts.flat_matrix(folder / "b.xlsx", world(), 2031)
    data = path.read_bytes()
    for where, gone, come in changes:
        at = int(where * len(data))
        data = data[:at] + come + data[at + gone :]
    path.write_bytes(data)
    with refused_in_one_line():
        read_revision([path], None, package)


@fuzz
@given(st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml"]), edits)
def test_un_workbook_with_other_xml(folder, package, part, changes):
    path = layouts.flat_matrix(folder / "x.xlsx", world(), 2031)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = edited(parts[part].decode(), changes).encode("utf-8", "replace")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    path.write_bytes(out.getvalue())
    with refused_in_one_line():
        read_revision([path], None, package)


def used(folder):
    """What the command does with a package before a kernel starts, and what the site does."""
    package = Package(folder)
    package.damaged()
    for revision in package.revisions[:2]:
        resolve(package, revision=revision, focus_country="KEN")
    for name in ("areas", "bodies", "totals-2017"):
        package.table(name)
    dictionary(package)
    references(package, ARTICLE)


@fuzz
@given(st.lists(grafts, min_size=1, max_size=2))
def test_descriptor(copy, changes):
    said = json.loads((BUNDLED / "datapackage.json").read_text())
    for where, value in changes:
        said = grafted(said, where, value)
    (copy / "datapackage.json").write_text(json.dumps(said))
    with refused_in_one_line():
        used(copy)


@fuzz
@given(edits)
def test_descriptor_that_is_hardly_json(copy, changes):
    text = (BUNDLED / "datapackage.json").read_text()
    written(copy / "datapackage.json", edited(text, changes))
    with refused_in_one_line():
        used(copy)


@fuzz
@given(st.sampled_from(["areas", "bodies", "totals"]), grafts)
def test_schema(copy, name, graft):
    shutil.copy(BUNDLED / "datapackage.json", copy)
    file = f"schemas/{name}.json"
    said = grafted(json.loads((BUNDLED / file).read_text()), *graft)
    (copy / file).write_text(json.dumps(said))
    with refused_in_one_line():
        recorded(copy)
        used(copy)
    shutil.copy(BUNDLED / file, copy / file)


@fuzz
@given(st.sampled_from(["classifications/areas.csv", "cooperation/bodies.csv"]), edits)
def test_table(copy, file, changes):
    shutil.copy(BUNDLED / "datapackage.json", copy)
    text = (BUNDLED / file).read_text(encoding="utf-8")
    written(copy / file, edited(text, changes))
    with refused_in_one_line():
        recorded(copy)
        used(copy)
    shutil.copy(BUNDLED / file, copy / file)


@fuzz
@given(edits)
def test_ledger(folder, changes):
    text = (BUNDLED / "claims.yaml").read_text(encoding="utf-8")
    with refused_in_one_line():
        load_claims(ledger_of(folder / "ledger", edited(text, changes)))


@fuzz
@given(grafts)
def test_ledger_of_other_values(folder, graft):
    said = grafted(yaml.safe_load((BUNDLED / "claims.yaml").read_text(encoding="utf-8")), *graft)
    with refused_in_one_line():
        load_claims(ledger_of(folder / "ledger", json.dumps(said)))


@pytest.fixture(scope="module")
def verdicts():
    return collect.collect(select.ROOT / "notebooks")


@fuzz
@given(grafts)
def test_verdicts_of_a_run(folder, verdicts, graft):
    records = [verdict.as_json() for verdict in verdicts]
    written(folder / "verdicts.json", json.dumps(grafted(records, *graft)))
    with refused_in_one_line():
        rows = compare.changes(verdicts, FinishedRun(folder).verdicts)
        assert compare.as_html(rows, "x") and compare.as_markdown(rows, "x")


@fuzz
@given(grafts)
def test_verdicts_in_a_notebook(folder, verdicts, graft):
    """What a cell shows as a verdict is a cell's word: it may be anything."""
    notebooks = folder / "n"
    notebooks.mkdir(exist_ok=True)
    record = grafted(verdicts[0].as_json(), *graft)
    output = {"output_type": "display_data", "data": {cards.MIME: record}}
    (notebooks / "1.ipynb").write_text(json.dumps({"cells": [{"outputs": [output]}]}))
    with refused_in_one_line():
        scorecard.write(collect.collect(notebooks), ARTICLE, folder)


@fuzz
@given(edits)
def test_notebook(folder, changes):
    text = (select.ROOT / "notebooks" / "01-partnerships.ipynb").read_text(encoding="utf-8")
    with refused_in_one_line():
        select.load(written(folder / "1.ipynb", edited(text, changes)))


@fuzz
@given(st.dictionaries(st.sampled_from(NAMES), texts, min_size=1, max_size=3))
def test_parameters(package, values):
    with refused_in_one_line():
        resolve(package, **values)


@fuzz
@given(texts)
def test_names_of_notebooks(name):
    with refused_in_one_line():
        select.select([name], select.ROOT / "notebooks")


BRIEF = select.load(select.find("country-brief", select.ROOT / "notebooks"))
TABLE = "focus_country,south,revision\nKEN,undesa,2017\nTHA,income,2019\n"


def choices_of(package, rows):
    items = combinations.check(package, BRIEF, {}, rows, select.ROOT / "notebooks")
    assert len({item.id for item in items}) == len(items)
    for item in items:  # each is the name of a file
        assert item.id.isascii() and not set(item.id) & set('/\\:*?"<>|')


@fuzz
@given(edits)
def test_table_of_a_batch(folder, package, changes):
    with refused_in_one_line():
        choices_of(package, combinations.table(written(folder / "runs.csv", edited(TABLE, changes))))


@fuzz
@given(st.lists(st.tuples(st.sampled_from(NAMES) | texts, texts), min_size=1, max_size=3))
def test_lists_of_a_batch(package, lists):
    with refused_in_one_line():
        each = combinations.each(f"{name}={value}" for name, value in lists)
        choices_of(package, combinations.product(package, {}, each))
