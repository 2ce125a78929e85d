"""Wherever a command is told to write: a folder or file of that name, or one line; no traceback."""

import inspect
import os
import socket
import stat
from pathlib import Path

import pytest

from fixtures_inputs import BODY, GOOD
from fixtures_toys import as_if_run
from walkthrough.cli import main
from walkthrough.cli.ingest import app as ingest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="makes pipes, devices and sockets")
WRITES = ("--out", "--into", "--csv")
REST = {
    "run": ["00"],
    "batch": ["00", "--each", "year=2017"],
    "site": ["--run", "{made}"],
    "slides": ["--run", "{made}"],
    "handouts": ["--run", "{made}"],
    "student": [],
    "instructor": [],
    "trace": ["A2.4"],
    "ingest un-stock": ["{files}/none.xlsx"],
    "ingest stock-csv": ["{files}/s.csv", "--revision", "2030"],
    "ingest remittances": ["{files}/none.csv", "--vintage", "2030-01"],
    "ingest classification": ["{files}/none.csv"],
    "ingest unhcr": ["{files}/none.csv"],
    "ingest economies": ["{files}/none.csv"],
    "ingest definition": ["{files}/none.csv", "--name", "mine"],
    "ingest body": ["{files}/none.csv", *BODY],
}
"""What each command needs beside the place that it writes."""


def options():
    """Every command of the app with each option that names a place to write."""
    commands = {i.name or i.callback.__name__: i.callback for i in main.app.registered_commands}
    commands |= {
        f"ingest {i.name or i.callback.__name__.replace('_', '-')}": i.callback
        for i in ingest.registered_commands
    }
    for name, command in commands.items():
        for parameter in inspect.signature(command).parameters:
            if (option := f"--{parameter}") in WRITES:
                yield name, option


def name_of(place):
    return place.__name__.replace("_", " ")


def a_device(folder):
    (folder / "x").symlink_to("/dev/zero")
    return folder / "x"


def a_pipe(folder):
    os.mkfifo(folder / "x")
    return folder / "x"


def a_socket(folder):
    here = os.getcwd()
    os.chdir(folder)
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("x")
    os.chdir(here)
    return folder / "x"


def below_a_file(folder):
    (folder / "x").write_text("mine")
    return folder / "x" / "y"


def below_a_device(folder):
    return Path("/dev/null/x")


def a_link_to_itself(folder):
    (folder / "x").symlink_to("x")
    return folder / "x"


def a_nul(folder):
    return f"{folder}/a\0b"


def a_long_name(folder):
    return folder / ("n" * 300)


def a_file(folder):
    (folder / "x").write_text("mine")
    return folder / "x"


PLACES = [a_device, a_pipe, a_socket, below_a_file, below_a_device, a_link_to_itself, a_nul,
          a_long_name, a_file]  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return as_if_run(tmp_path_factory.mktemp("run") / "made")


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    (folder / "s.csv").write_text(GOOD)
    return folder


def test_no_command_is_forgotten():
    assert {name for name, _ in options()} == set(REST)


@pytest.mark.parametrize("place", PLACES, ids=name_of)
@pytest.mark.parametrize(("name", "option"), list(options()))
def test_where_nothing_can_be_written(command, made, files, tmp_path, name, option, place):
    if (place, option) == (a_file, "--csv"):
        pytest.skip("that is a place to write")
    target = place(tmp_path)
    before = [(path.name, path.lstat().st_mode, path.lstat().st_ino) for path in tmp_path.iterdir()]
    rest = [part.format(made=made, files=files) for part in REST[name]]
    code, out, error = command(*name.split(), *rest, option, target)
    assert code == 2, (out, error)
    if place is a_nul:  # which no shell can hand over; the library for options refuses it
        assert "null byte" in error and "Traceback" not in error
    else:
        assert error.startswith("error: ") and error.count("\n") == 1, error
    after = [(path.name, path.lstat().st_mode, path.lstat().st_ino) for path in tmp_path.iterdir()]
    assert after == before
    assert all(not stat.S_ISREG(mode) or (tmp_path / name).read_text() == "mine"
               for name, mode, _ in after)  # fmt: skip


@pytest.mark.parametrize(
    "odd", ["[]", "3", "null", "{}", '{"notebooks": 3}', '{"notebooks": [3]}', '"x"', "", "[" * 100_000]
)
@pytest.mark.parametrize("name", ["run", "batch"])
def test_a_folder_with_a_record_that_is_of_no_run(command, tmp_path, name, odd):
    """With a thesis beside it: nothing that the command did not write is removed."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "run.json").write_text(odd)
    (out / "thesis.txt").write_text("mine")
    for _ in range(2):  # the second time nothing is to be executed
        code, _, error = command(name, *REST[name], "--out", out)
        assert code == 2 and error.startswith("error: ") and error.count("\n") == 1, error
        assert (out / "thesis.txt").read_text() == "mine" and (out / "run.json").read_text() == odd
