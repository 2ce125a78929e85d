"""The command as a user meets it: exit codes, one-line refusals, and what is written or not."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import version

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell

from fixtures_toys import recorded, toy
from helpers.parameters import NAMES
from walkthrough.cli import entry
from walkthrough.cli.terminal import count
from walkthrough.runs import select


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A clone with two notebooks, as refreshed, and a data package with one small file."""
    root = tmp_path_factory.mktemp("clone")
    folder = root / "notebooks"
    cells = [f"{n} + year" for n in range(9)]
    for name in ("01-one", "02-two"):
        parameters = "year = 2017" if name == "01-one" else "x = 1"
        path = toy(folder, name, *cells, parameters=parameters, stated=False)
        notebook = nbformat.read(path, as_version=4)
        notebook.cells += [new_markdown_cell("why", id=f"m{n}") for n in range(9)]
        if name == "02-two":
            notebook.cells[2].source = "year = 1"
        nbformat.write(notebook, path)
    data = root / "data"
    data.mkdir()
    rows = [f"{year},2018-04" for year in (1990, 2000, 2017)]
    (data / "od.csv").write_text("\n".join(["year,vintage", *rows, ""]))
    stamp = "sha256:" + hashlib.sha256((data / "od.csv").read_bytes()).hexdigest()
    fields = [{"name": "year", "type": "integer"}, {"name": "vintage", "type": "string"}]
    file = {"path": "od.csv", "hash": stamp, "schema": {"fields": fields}}
    years = file | {"revision": 2017, "years": [1990, 2000, 2017]}
    resources = [
        {"name": "od-2017", **years},
        {"name": "totals-2017", **years},
        {"name": "inflows", **file, "vintages": ["2018-04"]},
    ]
    (data / "datapackage.json").write_text(json.dumps({"resources": resources}))
    (data / "claims.yaml").write_text("[]\n")
    recorded(data)
    return root


@pytest.fixture
def walkthrough(clone, monkeypatch, command):
    """Call the command in that clone; gives exit code, standard output, standard error."""
    monkeypatch.setattr(select, "ROOT", clone)
    monkeypatch.setenv("WALKTHROUGH_DATA", os.path.relpath(clone / "data"))
    return command


def files(root):
    return sorted(str(path.relative_to(root)) for path in root.rglob("*"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-p", "yaer=2017"], "did you mean 'year'? allowed: revision, year, base_year, south"),
        (["-p", "year=1985"], "year=1985 is not allowed in revision 2017; allowed: latest, 1990"),
        (["-p", "south=west"], "allowed: undesa, income, hdi, g77, oecd"),
        (["-p", "revision=abc"], "revision=abc is not allowed; allowed: 2017"),
        (["-p", "year"], "write -p name=value"),
        (["-p", "year=2000", "-p", "year=2017"], "given twice: 2000 and 2017"),
        (["-p", "south=hdi"], "used by none of: 01-one, 02-two"),
        (["02", "-p", "year=2017"], "notebooks that use it: 01-one"),
        (["03"], "unknown notebook '03'; there are: 01-one, 02-two"),
        (["--out", "{data}"], "exists and is not a run"),
        (["--out", "/"], "exists and is not a run"),
        (["--out", "{data}/od.csv/mine"], "cannot write there"),
    ],
)
def test_bad_input_is_one_line_and_nothing_is_written(walkthrough, clone, arguments, said):
    before = files(clone)
    code, out, err = walkthrough("run", *(a.format(data=clone / "data") for a in arguments))
    assert (code, out) == (2, "")
    assert re.fullmatch(r"error: [^\n]+\n", err)
    assert said in err
    assert files(clone) == before


def test_a_run_exits_0_and_tells_where_to_read_on(walkthrough, clone):
    code, out, err = walkthrough("run", "-p", "year=2000")
    assert code == 0
    assert re.search(r"01-one +│ ok ", out)
    assert "html/01-one.html" in out.splitlines()[-1]  # these two judge no claim
    assert re.search(r"^02-two: ok, 10 cells, [\d.]+ s$", err, re.M)
    run = clone / "build" / "default"
    assert {"run.json", "verdicts.json", "scorecard.html"} <= {path.name for path in run.iterdir()}
    said = json.loads((run / "run.json").read_text())
    assert said["parameters"]["year"] == 2000
    assert said["given"] == {"year": 2000}
    assert '"2008"' in (run / "notebooks" / "01-one.ipynb").read_text()
    assert "injected" not in (run / "notebooks" / "02-two.ipynb").read_text()


def test_a_run_takes_its_data_from_the_folder_named(walkthrough, clone, tmp_path, monkeypatch):
    own = tmp_path / "mine"
    shutil.copytree(clone / "data", own)
    for name in ("datapackage.json", "od.csv"):
        (own / name).write_text((own / name).read_text().replace("2017", "2026"))
    recorded(own)
    toy(tmp_path, "01-data", "import os; os.environ['WALKTHROUGH_DATA']", parameters="revision = 1")
    run = tmp_path / "run"
    monkeypatch.chdir(tmp_path)
    code, _, err = walkthrough("run", "01-data.ipynb", "--data", "mine", "-p", "revision=2026",
                               "--out", str(run))  # fmt: skip
    assert code == 0, err
    said = json.loads((run / "run.json").read_text())
    assert said["parameters"]["revision"] == 2026
    assert str(own) in (run / "notebooks" / "01-data.ipynb").read_text()
    code, _, err = walkthrough("run", "--data", str(tmp_path / "none"))
    assert code == 2 and "no datapackage.json here" in err


def test_a_failed_run_exits_1_and_tells_where_it_is(walkthrough, clone, tmp_path):
    bad = toy(tmp_path, "09-bad", "1 / 0")
    code, _, err = walkthrough("run", str(bad), "--out", str(tmp_path / "mine"))
    assert code == 1
    assert "09-bad: failed in cell 2: ZeroDivisionError: division by zero" in err
    assert "mine.failed" in err
    assert not (tmp_path / "mine").exists()
    assert (tmp_path / "mine.failed" / "run.json").exists()


def test_check_finds_nothing_after_refresh_then_every_change(walkthrough, clone):
    code, _, err = walkthrough("refresh")
    assert (code, err.count(": ok, ")) == (0, 2)
    code, out, _ = walkthrough("check")
    assert (code, out) == (0, "2 notebooks checked: no problems\n")

    path = clone / "notebooks" / "01-one.ipynb"
    good = path.read_text()
    path.write_text(good.replace('"2020"', '"2021"'))
    table = (clone / "data" / "od.csv").read_text()
    (clone / "data" / "od.csv").write_text(table.replace("2017", "2018"))
    code, out, _ = walkthrough("check", "01")
    path.write_text(good)
    (clone / "data" / "od.csv").write_text(table)
    assert code == 1
    assert "data/od.csv: sha256 differs" in out
    assert "01-one: cell 5 (c4): output differs" in out


def test_a_failed_refresh_exits_1_and_stores_nothing(walkthrough, tmp_path):
    bad = toy(tmp_path, "09-bad", "1 / 0")
    before = bad.read_bytes()
    code, _, err = walkthrough("refresh", str(bad))
    assert code == 1
    assert "nothing was stored" in err
    assert bad.read_bytes() == before


def test_params_lists_values_defaults_and_the_notebooks_that_use_them(walkthrough):
    code, out, _ = walkthrough("params")
    assert code == 0
    (line,) = [line for line in out.splitlines() if "│ year " in line]
    assert "latest, 1990, 2000, 2017" in line
    assert line.split("│")[5].strip() == "01"
    assert len(re.findall(r"^│ [a-z_]+ ", out, re.M)) == len(NAMES)


def test_claims_lists_the_ledger(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["walkthrough", "claims"])
    monkeypatch.delenv("WALKTHROUGH_DATA", raising=False)
    with pytest.raises(SystemExit) as stop:
        entry.main()
    assert not stop.value.code
    out = capsys.readouterr().out
    assert re.search(r"A2\.1 .*quantity.*258 million", out)


@pytest.mark.skipif(os.name == "nt", reason="the server is a child process there, not this one")
def test_lab_becomes_jupyterlab_in_the_notebooks_folder(walkthrough, clone, monkeypatch):
    called = []
    monkeypatch.setattr(os, "execv", lambda *call: called.append((os.getcwd(), *call)))
    monkeypatch.chdir(clone)
    walkthrough("lab", "--no-browser", "--port=9999")
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--port=9999"]
    assert called == [(str(clone / "notebooks"), sys.executable, command)]


def test_lab_names_what_it_cannot_open_and_makes_paths_absolute(walkthrough, clone, monkeypatch):
    called = []
    monkeypatch.setattr(os, "execv", lambda *call: called.append(call[1]))
    monkeypatch.setattr(subprocess, "call", lambda command: called.append(command) or 0)
    monkeypatch.chdir(clone)
    code, _, err = walkthrough("lab", "nosuchfolder")
    assert code == 2 and err.startswith("error: there is no folder or notebook 'nosuchfolder'")
    assert called == []
    walkthrough("lab", "data", "--port", "9999", "01-one.ipynb")
    assert called[0][-4:] == [str(clone / "data"), "--port", "9999", "01-one.ipynb"]


@pytest.mark.parametrize(("number", "text"), [(0, "no cells"), (1, "1 cell"), (2, "2 cells")])
def test_counts_agree_with_their_nouns(number, text):
    assert count(number, "cell") == text


def test_help_and_refusals_do_not_wait_for_pandas():
    code = (
        "import sys, walkthrough.cli.entry as c; sys.argv = ['walkthrough', '--help']\n"
        "try: c.main()\n"
        "except SystemExit: print('pandas' in sys.modules, 'papermill' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False False"


def test_unknown_commands_and_options_exit_2(walkthrough):
    assert walkthrough("rnu")[0] == 2
    assert walkthrough("run", "--fast")[0] == 2


def test_the_version(walkthrough):
    assert walkthrough("--version") == (0, f"walkthrough {version('south-south-walkthrough')}\n", "")
