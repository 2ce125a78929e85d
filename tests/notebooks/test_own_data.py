"""Every notebook on data that cannot answer all that the bundled data answer.

Packages as `ingest` makes them from an analyst's estimates, and one in which each column that the
schemas leave optional is empty. A page has no "nan" in a sentence and none out of nothing, and
where the data are silent the verdict is `no data`, with a reason.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest

from helpers.data.package import BUNDLED, Package
from walkthrough.ingest.package_update import save
from walkthrough.ingest.tables import record, record_years, to_csv

NUMBERED = [path.stem for path in sorted((BUNDLED.parent / "notebooks").glob("0*.ipynb"))]
NONSENSE = re.compile(r"\bnan\b|\b0 of 0\b|[-+]?\binf\b|<NA>|\bNaT\b|: \.|, \.|  +\.|(?<=[\w,:] )None\b")
"""In sentences; "NaN" is pandas' mark for an empty cell of a table, and may stand in one."""


def walkthrough(*arguments: object) -> str:
    """Type a command; what it says on standard output."""
    done = subprocess.run(
        [sys.executable, "-m", "walkthrough", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def estimates(case: str) -> pd.DataFrame:
    """A csv file's rows, made from the 2017 revision as somebody might have made their own."""
    rows = pd.read_csv(BUNDLED / "migrant_stock/od_2017.csv")
    rows = rows[["year", "destination", "origin", "stock"]]
    if case == "several years":
        rows = rows[rows["year"].isin([2000, 2010, 2017])].nlargest(6000, "stock")
        return rows.replace({"year": {2000: 2010, 2010: 2020, 2017: 2030}})
    rows = rows[rows["year"] == 2017].assign(year=2030)
    if case == "one year":
        return rows.nlargest(4000, "stock")
    assert case == "one country of the North"
    return rows[rows["destination"] == 276]


def ingested(case: str, folder: Path) -> list[str]:
    """Options for the package of a case, as `ingest` prints them in the command to run next."""
    file = folder / "estimates.csv"
    estimates(case).to_csv(file, index=False)
    said = walkthrough("ingest", "stock-csv", file, "--revision", 2030, "--into", folder / "mine")
    command = shlex.split(said.splitlines()[-1].split("is ready: ")[1])
    assert command[:2] == ["walkthrough", "run"] and {"revision=2030", "year=2030"} <= {*command}
    return command[2:]


def emptied(folder: Path) -> list[str]:
    """A copy of the bundled package in which every column that may be empty is."""
    shutil.copytree(BUNDLED, folder / "mine")
    package = Package(folder / "mine")
    for name in package.names:
        if "schema" not in package.resource(name):
            continue
        optional = [
            field["name"]
            for field in package.schema(name)["fields"]
            if not field.get("constraints", {}).get("required")
        ]
        table = package.table(name).assign(**dict.fromkeys(optional))
        for unique in package.schema(name).get("uniqueKeys", []):
            table = table.drop_duplicates(unique)
        package.file(name).write_text(to_csv(table), encoding="utf-8", newline="\n")
        record(package.resource(name), package.file(name).read_bytes())
        record_years(package.resource(name), table)
    save(folder / "mine", package.descriptor)
    return ["--data", str(folder / "mine")]


CASES = ["several years", "one year", "one country of the North", "nothing that is optional"]


@pytest.fixture(scope="module", params=CASES)
def ran(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A case, and the folder of a run of all notebooks and of the brief of one country."""
    folder = tmp_path_factory.mktemp("own")
    options = emptied(folder) if request.param == CASES[-1] else ingested(request.param, folder)
    walkthrough(
        "run",
        *NUMBERED,
        "country-brief",
        *options,
        "-p",
        "focus_country=KEN",
        "--out",
        folder / "run",
        "--afresh",
    )
    return request.param, folder / "run"


def texts(notebook: Path) -> list[tuple[str, str]]:
    """What a reader reads on a page that is no table: kind, text."""
    found = []
    for cell in nbformat.read(notebook, as_version=4).cells:
        for output in cell.get("outputs", []):
            if output["output_type"] == "stream":
                found.append((output["name"], output["text"]))
                continue
            data = output["data"]
            plain = data.get("text/plain", "")
            if "text/markdown" in data:
                found.append(("markdown", data["text/markdown"]))
            elif plain.startswith("Figure: ") or "walkthrough" in "".join(data):
                found.append(("shown", plain))
    return found


def test_sentences_titles_and_verdicts_make_sense(ran: Any) -> None:
    _, run = ran
    odd = []
    for path in sorted((run / "notebooks").glob("*.ipynb")):
        found = texts(path)
        assert len(found) > 3, path.name
        odd += [
            f"{path.stem}, {kind}: {text[max(0, m.start() - 100) : m.end() + 20]!r}"
            for kind, text in found
            if kind != "stdout"
            for m in NONSENSE.finditer(text)
        ]
        odd += [f"{path.stem}: {text}" for kind, text in found if kind == "stderr"]
    assert odd == []


def test_no_data_has_a_reason(ran: Any) -> None:
    case, run = ran
    records = {v["claim"]: v for v in json.loads((run / "verdicts.json").read_text())}
    silent = {c: r for c, v in records.items() for r in v["readings"] if r["verdict"] == "no data"}
    assert all(len(reading["evidence"]) > 20 for reading in silent.values())
    expected = {
        "several years": {"A3.1", "A3.2", "A3.2c", "A4.3", "A4.3c", "R2.1"},
        "one year": {"A2.6", "A2.8", "A3.1", "A3.2", "A3.2c", "A4.3", "A4.3c", "R2.1"},
        "one country of the North": {
            *("A2.4", "A2.6", "A2.8", "A3.1", "A3.2", "A3.2c", "A3.3", "A3.3c"),
            *("A4.3", "A4.3c", "R1.1c", "R2.1"),
        },
        "nothing that is optional": {
            "I.1",
            "A1.5",
            "A3.1",
            "A3.2c",
            "A4.3",
            "A4.3c",
            "R1.1",
            "R1.1c",
            "R1.2",
            "R1.3",
            "R2.1",
            "R2.2",
        },
    }[case]
    assert {c for c, v in records.items() if v["verdict"] == "no data"} == expected


def test_a_figure_of_nothing_says_so(ran: Any) -> None:
    case, run = ran
    pages = {
        path.stem[:2]: "\n".join(text for _, text in texts(path))
        for path in (run / "notebooks").glob("*.ipynb")
    }
    drawn = {name for name, page in pages.items() if "there is nothing to draw" in page}
    assert (
        drawn
        == {
            "several years": {"04"},
            "one year": {"02", "04"},
            "one country of the North": {"02", "03", "04", "05"},
            "nothing that is optional": {"01", "02", "03", "04"},
        }[case]
    )
