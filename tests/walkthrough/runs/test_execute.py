"""Executing one notebook: every way to end has a truthful status, and what is stored is clean."""

import os

import nbformat
import pytest

from fixtures_toys import toy
from walkthrough.runs.execute import execute

SOCKETS = "ipc" if os.name == "posix" else "tcp"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("execute")


@pytest.fixture(scope="module")
def fine(folder):
    source = toy(
        folder,
        "01-fine",
        "print(year)",
        "import os\nprint(sorted(os.listdir()))",
        "import json, ipykernel\nfile = ipykernel.get_connection_file()\n"
        "print(os.path.samefile(os.environ['IPYTHONDIR'], os.path.dirname(file)))\n"
        "print(json.load(open(file))['transport'])",
    )
    seen = []
    target = folder / "out" / source.name
    target.parent.mkdir()
    (target.parent / "beside.csv").touch()
    outcome = execute(source, target, {"year": 2000}, progress=lambda done, total: seen.append((done, total)))
    return outcome, nbformat.read(target, as_version=4), seen, source


def shown(notebook):
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return ["".join(output.get("text", "") for output in cell.outputs) for cell in code]


def test_success_is_ok_and_reports_every_cell(fine):
    outcome, _, seen, _ = fine
    assert (outcome.status, outcome.cell, outcome.reason) == ("ok", None, None)
    assert seen == [(n, 5) for n in range(1, 6)]


def test_the_kernel_gets_parameters_stands_beside_the_notebook_and_opens_no_port(fine):
    _, notebook, _, _ = fine
    assert shown(notebook)[2:] == ["2000\n", "['beside.csv']\n", f"True\n{SOCKETS}\n"]


def test_what_is_stored_bears_no_mark_of_the_machinery(fine):
    _, notebook, _, source = fine
    original = nbformat.read(source, as_version=4)
    assert "papermill" not in notebook.metadata
    kept = [cell for cell in notebook.cells if cell.id != "injected-parameters"]
    assert len(kept) == len(notebook.cells) - 1
    assert [(c.id, c.source, c.metadata) for c in kept] == [
        (c.id, c.source, c.metadata) for c in original.cells
    ]


def test_what_is_printed_is_one_text_a_stream(folder):
    code = (
        "import sys, time\nprint('1 %', end='\\r')\nsys.stdout.flush()\ntime.sleep(0.3)\n"
        "print('2 %\\r')\nprint('log', file=sys.stderr)\nprint('x' * 2_000_000)"
    )
    source = toy(folder / "streams", "01-prints", code)
    target = folder / "streams" / "out" / source.name
    target.parent.mkdir()
    assert execute(source, target, {}).ok
    outputs = nbformat.read(target, as_version=4).cells[-1].outputs
    assert [o.name for o in outputs] == ["stderr", "stdout"]
    assert outputs[1].text == "2 %\r\n" + "x" * 2_000_000 + "\n"


@pytest.mark.parametrize(
    ("name", "code", "reason"),
    [
        ("error", "1 / 0", "ZeroDivisionError: division by zero"),
        ("death", "import os\nos._exit(3)", "the kernel died"),
        ("timeout", "import time\ntime.sleep(60)", "longer than 2 s"),
        ("exit", "import sys\nsys.exit()", "does the cell exit?"),
        ("exit-code", "import sys\nsys.exit(1)", "SystemExit: 1"),
    ],
)
def test_every_way_to_fail_is_a_failure_that_names_cell_and_reason(folder, name, code, reason):
    source = toy(folder / name, "02-bad", "1 + 1", code, "'never reached'")
    target = folder / name / "out" / source.name
    target.parent.mkdir()
    outcome = execute(source, target, {}, timeout=2)
    assert outcome.status == "failed"
    assert outcome.cell == 3
    assert reason in outcome.reason
    stored = nbformat.read(target, as_version=4)
    assert len(stored.cells) == 5
    assert stored.cells[-1].outputs == []
