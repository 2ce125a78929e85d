"""Output that an encoding lacks is written plainly; output that nobody takes is no traceback."""

import io
import os
import shutil
import subprocess
import sys

import pytest

from fixtures_inputs import BODY
from fixtures_toys import as_if_run, toy
from walkthrough.cli import entry, main
from walkthrough.cli.ingest import app as ingest
from walkthrough.runs import select

MARKS = "→ ✓ é ツ"
FAILS = f"raise ValueError({MARKS!r})"
NAME = "nö→"
COMMANDS = {
    "run": ["01"],
    "batch": ["01", "--each", "year=2000,2010"],
    "start": [f"{{root}}/{NAME}"],
    "params": [],
    "claims": [],
    "robustness": ["A2.4"],
    "compare": ["{made}", "{other}"],
    "trace": ["A2.4"],
    "student": ["--out", f"{{root}}/{NAME}"],
    "instructor": ["--out", f"{{root}}/{NAME}"],
    "check": ["01"],
    "refresh": ["01"],
    "site": ["--run", "{made}", "--out", f"{{root}}/file/{NAME}"],
    "slides": ["--run", "{made}", "--out", f"{{root}}/{NAME}"],
    "handouts": ["--run", "{made}", "--out", f"{{root}}/{NAME}"],
    "lab": ["--help"],
    "seal": [f"{{root}}/{NAME}"],
    "ingest": ["stock-csv", f"{{root}}/{NAME}.csv", "--revision", "2030", "--into", "{root}/new"],
    "ingest un-stock": [f"{{root}}/{NAME}.xlsx", "--into", "{root}/new"],
    "ingest stock-csv": [f"{{root}}/{NAME}.csv", "--revision", "2030", "--into", "{root}/new"],
    "ingest remittances": [f"{{root}}/{NAME}.csv", "--vintage", "2030-01", "--into", "{root}/new"],
    **{
        f"ingest {name}": [f"{{root}}/{NAME}.csv", *rest, "--into", "{root}/new"]
        for name, rest in {
            "classification": (),
            "definition": ("--name", "mine"),
            "body": BODY,
            "economies": (),
            "unhcr": (),
        }.items()
    },
}
"""Each command with arguments at which it says much, or has to name what an encoding lacks."""
NAMED = [i.name or i.callback.__name__ for i in main.app.registered_commands]
NAMED += [i.name for i in main.app.registered_groups]
NAMED += [f"ingest {i.name or i.callback.__name__.replace('_', '-')}"
          for i in ingest.registered_commands]  # fmt: skip


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A clone with a notebook that fails with marks in its error."""
    clone = tmp_path_factory.mktemp("clone")
    toy(clone / "notebooks", "01-one", FAILS)
    (clone / "file").touch()
    return clone


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return as_if_run(tmp_path_factory.mktemp("run") / "made")


@pytest.fixture(scope="module")
def other(made, tmp_path_factory):
    """The same with one verdict turned."""
    folder = tmp_path_factory.mktemp("other") / f"run {NAME}"
    shutil.copytree(made, folder)
    path = folder / "verdicts.json"
    path.write_text(path.read_text().replace('"reproduced"', '"differs"'))
    return folder


def streamed(monkeypatch, encoding, *arguments):
    """The command in this process, with streams of an encoding; what it wrote, decoded."""
    kept = [io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict") for _ in range(2)]
    monkeypatch.setattr(sys, "stdout", kept[0])
    monkeypatch.setattr(sys, "stderr", kept[1])
    monkeypatch.setattr(sys, "argv", ["walkthrough", *arguments])
    with pytest.raises(SystemExit) as ended:
        entry.main()
    written = []
    for stream in kept:
        stream.flush()
        written.append(stream.buffer.getvalue().decode(encoding))  # nothing else was written
    return ended.value.code or 0, *written


def test_no_command_is_forgotten():
    assert set(COMMANDS) == set(NAMED)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_what_it_can(monkeypatch, root, made, other, name, encoding):
    if name in ("run", "batch", "check", "refresh"):
        monkeypatch.setattr(select, "ROOT", root)
    said = []
    monkeypatch.setattr(os, "execv", lambda *_: sys.exit(0))  # of `lab`
    monkeypatch.setattr(os, "chdir", lambda _: None)
    for arguments in (COMMANDS[name], ["--help"]):
        rest = [part.format(root=root, made=made, other=other) for part in arguments]
        code, out, error = streamed(monkeypatch, encoding, *name.split(), *rest)
        assert code in (0, 1, 2) and "Traceback" not in error + out * (name != "check")
        said.append(out + error)
    if name not in ("lab", "params"):
        assert said[0].strip()
    if any(NAME in part for part in COMMANDS[name]) or name == "compare":
        assert {"ascii": "no->", "cp1252": "nö->", "utf-8": "nö→"}[encoding] in said[0]
    if name in ("run", "batch"):
        plain = {"ascii": "-> + e ?", "cp1252": "-> + é ?", "utf-8": "→ ✓ é ツ"}
        assert f"ValueError: {plain[encoding]}" in said[0]


@pytest.mark.skipif(os.name != "posix", reason="of locales and pipes")
@pytest.mark.parametrize("environment", [
    {"PYTHONIOENCODING": "cp1252"}, {"PYTHONIOENCODING": "ascii"},
    {"LC_ALL": "C", "PYTHONUTF8": "0"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0"},
])  # fmt: skip
def test_a_process_with_such_streams(environment):
    done = walkthrough("trace", "A2.4", environment=environment)
    assert done.returncode == 0, done.stderr
    assert done.stderr == b"" and b"+ reproduced" in done.stdout


def walkthrough(*arguments, environment=(), **streams):
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | streams
    plain = {n: v for n, v in os.environ.items() if not n.startswith(("PYTHON", "LC_", "LANG"))}
    command = [sys.executable, "-m", "walkthrough", *arguments]
    return subprocess.run(command, env=plain | dict(environment), check=False, **pipes)


@pytest.mark.skipif(os.name != "posix", reason="of pipes")
@pytest.mark.parametrize(
    "asked",
    [
        ["claims"],
        ["--help"],
        ["compare", "--revision", "2015", "2017", "--format", "markdown"],
        ["trace", "A2.4", "--rows", "all"],
    ],
)
def test_a_reader_that_has_seen_enough(asked):
    ours, theirs = os.pipe()
    os.close(ours)
    done = walkthrough(*asked, stdout=theirs)
    os.close(theirs)
    assert done.stderr == b"" and done.returncode in (0, 1)


@pytest.mark.skipif(os.name != "posix", reason="of pipes")
def test_streams_that_are_closed_or_full():
    command = [sys.executable, "-m", "walkthrough", "claims"]
    script = ["bash", "-c", '"$@" >&- 2>&-', "x", *command]
    assert subprocess.run(script, check=False).returncode == 0
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run([*command[:-1], "trace", "x"], stderr=theirs, check=False)
    os.close(theirs)
    assert done.returncode == 2
    if os.path.exists("/dev/full"):
        with open("/dev/full", "w") as full:
            done = walkthrough("claims", stdout=full)
        assert done.returncode == 2
        assert done.stderr.endswith(b"No space left on device\n") and done.stderr.count(b"\n") == 1
