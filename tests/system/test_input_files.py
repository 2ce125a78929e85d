"""Whatever stands where a file is asked for: refused for what it is, and nothing hangs."""

import os
import shutil
import signal
import socket
import stat
from contextlib import contextmanager
from pathlib import Path

import pytest

from classification import read_map_names
from fixtures_inputs import GOOD
from fixtures_toys import as_if_run, toy
from helpers.data.package import BUNDLED
from helpers.errors import UserError
from helpers.parameters import TEXTS
from topojson import read_topology
from walkthrough.ingest.csv_table import read_csv
from walkthrough.publish import handouts, site, slides
from walkthrough.runs.finished import FinishedRun
from walkthrough.runs.select import ROOT

pytestmark = pytest.mark.skipif(os.name != "posix", reason="makes pipes, devices and sockets")
PATIENCE = 60
"""Seconds after which something hangs."""


def pipe(path):
    os.mkfifo(path)


def device(path):
    path.symlink_to("/dev/zero")


def listening(path):
    here = os.getcwd()
    os.chdir(path.parent)  # the path of a socket may have about 100 characters
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(path.name)
    os.chdir(here)


def folder(path):
    path.mkdir()


KINDS = {"a pipe": pipe, "a device": device, "a socket": listening, "a folder": folder}


@contextmanager
def in_place_of(path, make):
    """Something else where a file is, for as long as the block lasts."""
    kept = path.with_name(path.name + ".kept")
    path.rename(kept)
    make(path)
    try:
        yield
    finally:
        shutil.rmtree(path) if stat.S_ISDIR(path.lstat().st_mode) else path.unlink()
        kept.rename(path)


@pytest.fixture(autouse=True)
def _nothing_hangs():
    def ended(*_):
        raise TimeoutError(f"still going after {PATIENCE} s")

    before = signal.signal(signal.SIGALRM, ended)
    signal.alarm(PATIENCE)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return as_if_run(tmp_path_factory.mktemp("run") / "made")


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    copied = tmp_path_factory.mktemp("package") / "mine"
    shutil.copytree(BUNDLED, copied)
    return copied


def refused(command, kind, *arguments):
    code, out, error = command(*arguments)
    assert code == 2, (out, error)
    assert error.startswith("error: ") and error.count("\n") == 1, error
    assert f": {kind}, not a file" in error, error


INFLOWS = ["ingest", "remittances", "--vintage", "2030-01"]
FILES = {
    "text": ("06.txt", ["run", "06", "-p", "text_path={}"]),
    "outcome": ("06.txt", ["run", "06", "-p", "outcome_path={}"]),
    "Compact": ("01.txt", ["run", "01", "-p", "gcm_path={}"]),
    "table of runs": ("runs.csv", ["batch", "country-brief", "--table", "{}"]),
    "notebook of a run": ("n.ipynb", ["run", "{}"]),
    "notebook of a batch": ("n.ipynb", ["batch", "{}", "--each", "year=2017"]),
    "notebook to check": ("n.ipynb", ["check", "{}"]),
    "notebook to refresh": ("n.ipynb", ["refresh", "{}"]),
    "csv": ("s.csv", ["ingest", "stock-csv", "{}", "--revision", "2030", "--into", "new"]),
    "areas": ("a.csv", ["ingest", "classification", "{}", "--into", "new"]),
    "xlsx": ("s.xlsx", ["ingest", "un-stock", "{}", "--into", "new"]),
    "xls": ("s.xls", ["ingest", "un-stock", "{}", "--into", "new"]),
    "inflows csv": ("r.csv", [*INFLOWS, "{}", "--into", "new"]),
    "inflows": ("r.xlsx", [*INFLOWS, "{}", "--into", "new"]),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("file", FILES)
def test_a_file_that_a_command_names(command, tmp_path, monkeypatch, file, kind):
    name, arguments = FILES[file]
    monkeypatch.chdir(tmp_path)
    KINDS[kind](tmp_path / name)
    refused(command, kind, *(part.format(tmp_path / name) for part in arguments))
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("kind", KINDS)
def test_published_files_of_the_bundled_package(tmp_path, kind):
    KINDS[kind](tmp_path / "x.csv")
    with pytest.raises(UserError, match=f"x.csv: {kind}, not a file"):
        read_csv(tmp_path / "x.csv", [])
    KINDS[kind](tmp_path / "x.json")
    with pytest.raises(UserError, match=f"x.json: {kind}, not a file"):
        read_topology(tmp_path / "x.json")
    with pytest.raises(UserError, match=f"x.json: {kind}, not a file"):
        read_map_names(tmp_path / "x.json")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("asked", [["claims"], ["trace", "A2.4"], ["robustness", "A2.4"]])
def test_a_ledger(command, package, kind, asked, monkeypatch):
    monkeypatch.setenv("WALKTHROUGH_DATA", str(package))
    with in_place_of(package / "claims.yaml", KINDS[kind]):
        if kind == "a device":  # by a link, which leads out of the package
            code, _, error = command(*asked)
            assert code == 2 and "'claims.yaml' is not a file of this folder" in error, error
        else:
            refused(command, kind, *asked)


READERS = {
    "site": ["run.json", "verdicts.json", "scorecard.csv", "notebooks/00-start-here.ipynb"],
    "slides": ["run.json", "notebooks/00-start-here.ipynb"],
    "handouts": ["run.json", "notebooks/00-start-here.ipynb"],
    "compare": ["run.json", "verdicts.json"],
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("name", "file"), [(name, file) for name, files in READERS.items() for file in files]
)
def test_a_file_of_a_run(command, made, tmp_path, name, file, kind):
    arguments = ["--run", made, "--out", tmp_path / "out"] if name != "compare" else [made, made]
    with in_place_of(made / file, KINDS[kind]):
        refused(command, kind, name, *arguments)
    assert list(tmp_path.iterdir()) == []


def test_the_run_itself_is_none_of_these(made, tmp_path):
    """What is refused above is refused for the one file."""
    assert slides.slides(made, tmp_path / "s").is_file()
    assert handouts.handouts(made, tmp_path / "h", report=True)
    site.check(FinishedRun(made), tmp_path / "site", ROOT)


@pytest.mark.parametrize(
    "odd",
    [
        "{}",
        "3",
        "null",
        '"x"',
        "[1]",
        '{"status": "ok"}',
        "",
        "{",
        "[" * 100_000,
        "\ufeff{}",
        "NaN",
        "1" * 5000,
    ],
)
@pytest.mark.parametrize(
    ("name", "file"),
    [(name, file) for name, files in READERS.items() for file in files if file.endswith("n")],
)
def test_a_file_of_a_run_with_other_json_in_it(command, made, tmp_path, name, file, odd):
    arguments = ["--run", made, "--out", tmp_path / "out"] if name != "compare" else [made, made]
    with in_place_of(made / file, lambda path: path.write_text(odd, encoding="utf-8")):
        code, _, error = command(name, *arguments)
    if (name, file) == ("compare", "run.json"):  # it shows a hash of the data, or says "unknown"
        assert code == 0
    else:
        assert code == 2 and error.startswith("error: ") and error.count("\n") == 1, error


@pytest.mark.parametrize(
    "odd",
    [
        "[]",
        "{}",
        "3",
        "",
        "{",
        "[" * 100_000,
        '{"cells": 3}',
        '{"nbformat": 4, "cells": [{}]}',
        '{"nbformat": "x"}',
    ],
)
@pytest.mark.parametrize("asked", ["run", "check", "refresh", "batch"])
def test_a_notebook_with_other_json_in_it(command, tmp_path, odd, asked):
    path = tmp_path / "n.ipynb"
    path.write_text(odd)
    more = ["--each", "year=2017"] if asked == "batch" else []
    code, out, error = command(asked, path, *more)
    if asked == "check":  # this is what it looks for
        assert code == 1 and out.startswith("n: ") and "not a readable notebook (" in out, out
    else:
        assert code == 2 and error.startswith("error: ") and error.count("\n") == 1, error


LINKS = {
    "a link to nothing": lambda path: path.symlink_to("/nonexistent"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to the folder": lambda path: path.symlink_to("."),
    "a link to a device": lambda path: path.symlink_to("/dev/zero"),
}


def ingested(command, tmp_path, into):
    (tmp_path / "s.csv").write_text(GOOD)
    return command("ingest", "stock-csv", tmp_path / "s.csv", "--revision", 2030, "--into", into)


ODD = LINKS | {kind: KINDS[kind] for kind in ("a pipe", "a socket")}


@pytest.mark.parametrize("name", ODD)
def test_a_package_with_something_odd_stays_as_it_is(command, tmp_path, name):
    """What is neither file nor folder cannot be copied, and so not be a part of a package."""
    own = tmp_path / "own"
    code, _, error = ingested(command, tmp_path, own)
    assert code == 0, error
    ODD[name](own / "odd")
    was = (own / "odd").lstat()
    for arguments in (["seal", own], None):
        code, _, error = command(*arguments) if arguments else ingested(command, tmp_path, own)
        assert code in (0, 2) and error.count("\n") == (code == 2), error
    assert code == 2 and "somebody's work (odd is new)" in error
    assert (own / "odd").lstat() == was


def test_nothing_is_written_through_a_link(command, tmp_path):
    own, other = tmp_path / "own", tmp_path / "descriptor.json"
    assert ingested(command, tmp_path, own)[0] == 0
    (own / "datapackage.json").rename(other)
    (own / "datapackage.json").symlink_to(other)
    before = other.read_bytes()
    code, _, error = ingested(command, tmp_path, own)
    assert code == 2 and "somebody's work (datapackage.json is new)" in error
    assert other.read_bytes() == before and (own / "datapackage.json").is_symlink()


def test_a_large_regular_file_is_refused_as_well(command, tmp_path):
    (path := tmp_path / "t.txt").touch()
    os.truncate(path, 3_000_000)
    code, _, error = command("run", "06", "-p", f"text_path={path}")
    assert code == 2 and "more than 2 MB" in error and error.count("\n") == 1


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_that_is_none_is_refused_before_anything_runs(command, tmp_path, name):
    for content, said in ((None, "no such file"), (b"%PDF-1.7", "a PDF"), (b"\xe9t\xe9 ", "not UTF-8")):
        if content:
            (tmp_path / "t.txt").write_bytes(content)
        number = "01" if name == "gcm_path" else "06"
        code, out, error = command("run", number, "-p", f"{name}={tmp_path / 't.txt'}")
        assert code == 2 and said in error and error.count("\n") == 1 and not out, error


def test_a_notebook_of_a_folder_is_met_on_the_way(command, tmp_path, monkeypatch):
    """One that nobody named, but that stands among the others."""
    monkeypatch.setattr("walkthrough.runs.select.ROOT", tmp_path)
    toy(tmp_path / "notebooks", "01-one", "1")
    pipe(tmp_path / "notebooks" / "02-two.ipynb")
    for asked in (["run"], ["check"], ["refresh"], ["params"]):
        refused(command, "a pipe", *asked)
    assert Path(tmp_path / "notebooks" / "01-one.ipynb").is_file()
