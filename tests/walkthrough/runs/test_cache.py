"""The cache: nothing changed, nothing runs; and each thing that a result depends on, by itself."""

import hashlib
import json
import shutil
import sys

import pytest

from fixtures_toys import toy, verdict
from helpers.data.package import Package
from helpers.errors import UserError
from helpers.parameters import TEXTS
from walkthrough.runs import fingerprint, run_folder
from walkthrough.runs.run import run
from walkthrough.runs.select import select

READ = "from helpers.data.package import open_package\nprint(len(open_package().table({!r})))"
NAMES = ["01-areas", "02-bodies", "03-bare", "07-scorecard"]


def describe(data):
    """A descriptor of the two tables that are in the folder."""
    resources = []
    for name in ("areas", "bodies"):
        file = data / f"{name}.csv"
        stamp = f"sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}"
        schema = {"fields": [{"name": "n", "type": "integer"}]}
        resources.append({"name": name, "path": file.name, "hash": stamp, "schema": schema})
    (data / "datapackage.json").write_text(json.dumps({"resources": resources}))


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """A clone that has been run: notebooks, data, and a copy of the sources to be changed."""
    root = tmp_path_factory.mktemp("cache") / "original"
    (root / "data").mkdir(parents=True)
    for name in ("areas", "bodies"):
        (root / "data" / f"{name}.csv").write_text("n\n1\n2\n")
    describe(root / "data")
    toy(root / "n", "01-areas", READ.format("areas"))
    toy(root / "n", "02-bodies", READ.format("bodies"), verdict("A1", "holds"))
    toy(root / "n", "03-bare", "print('no data')", parameters="south = 'undesa'")
    toy(root / "n", "07-scorecard", "print('card')", parameters="south = 'undesa'")
    (root / "requirements.lock").write_text("pandas==3\n")
    return root


class Clone:
    """`run` gives the notebooks that were executed, not taken from the cache."""

    def __init__(self, root):
        self.root = root
        self.given = {}

    def run(self, wanted=(), out="default", data=None):
        self.last = run(
            select(list(wanted), self.root / "n"),
            self.root / "build" / out,
            parameters={},
            given=self.given,
            package=Package(data or self.root / "data"),
            cache=self.root / "build" / ".cache",
        )
        assert self.last.ok
        return [outcome.name for outcome in self.last.outcomes if not outcome.cached]

    def executed(self, name):
        """The text of a notebook as the last run left it."""
        return (self.last.folder / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8")

    def edit(self, path, old, new):
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def sources(tmp_path_factory, original):
    """A copy of the modules, whose hashes are taken instead of the real ones'."""
    copy = tmp_path_factory.mktemp("sources") / "helpers"
    shutil.copytree(fingerprint.SOURCES / "helpers", copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


@pytest.fixture(scope="module")
def warm(original, sources):
    """Run once for all tests."""
    patch = pytest.MonkeyPatch()
    _patch(patch, original, sources)
    assert Clone(original).run() == NAMES
    yield original
    patch.undo()


def _patch(patch, root, sources):
    patch.setattr(fingerprint, "SOURCES", sources)
    patch.setattr(fingerprint, "ROOT", root)
    patch.setattr(run_folder, "write_verdicts", lambda *_: None)
    patch.setenv("WALKTHROUGH_DATA", str(root / "data"))


@pytest.fixture
def clone(warm, sources, monkeypatch):
    """The clone as it was after the run; what a test changes is put back after it."""
    _patch(monkeypatch, warm, sources)
    every = [*warm.rglob("*"), *sources.rglob("*")]
    saved = {path: path.read_bytes() for path in every if path.is_file()}
    yield Clone(warm)
    for root in (warm, sources):
        for path in root.rglob("*"):
            if path.is_file() and path not in saved:
                path.unlink()
    for path, content in saved.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)


def test_nothing_changed_nothing_runs_and_nothing_is_written(clone, monkeypatch):
    def written():
        return {p: p.stat().st_mtime_ns for p in (clone.root / "build" / "default").rglob("*")}

    before = written()
    for name in ("walkthrough.runs.execute", "walkthrough.runs.kernel_manager"):
        monkeypatch.setitem(sys.modules, name, None)  # no kernel could be started
    assert clone.run() == []
    assert clone.last.kernels is None
    assert written() == before


def test_a_run_elsewhere_takes_the_same_results(clone):
    assert clone.run(out="other") == []
    for name in NAMES:
        one, other = (
            (clone.root / "build" / run / "notebooks" / f"{name}.ipynb").read_bytes()
            for run in ("default", "other")
        )
        assert one == other
        assert (clone.root / "build" / "other" / "html" / f"{name}.html").exists()


def test_code_of_a_notebook(clone):
    clone.edit("n/03-bare.ipynb", "no data", "no data!")
    assert clone.run() == ["03-bare", "07-scorecard"]


def test_text_of_a_notebook_changes_its_page_and_no_result(clone):
    clone.edit("n/02-bodies.ipynb", "# 02-bodies", "# Bodies")
    assert clone.run() == ["07-scorecard"]  # which could read that text
    stored = (clone.root / "build" / "default" / "notebooks" / "02-bodies.ipynb").read_text()
    assert "# Bodies" in stored
    assert '"2\\n"' in stored
    assert "Bodies" in (clone.root / "build" / "default" / "html" / "02-bodies.html").read_text()


def test_a_parameter(clone):
    clone.given = {"south": "hdi"}
    assert clone.run() == ["03-bare", "07-scorecard"]
    clone.given = {}
    assert clone.run() == []


def test_a_table(clone):
    """Whichever notebook reads it: the descriptor, which has its hash, is a new one."""
    (clone.root / "data" / "bodies.csv").write_text("n\n1\n2\n3\n")
    with pytest.raises(UserError, match=r"bodies\.csv: sha256 differs"):
        clone.run()
    describe(clone.root / "data")  # as an ingest does
    assert clone.run() == NAMES


def test_a_copy_of_the_data_package_elsewhere_gives_no_wrong_result(clone, monkeypatch):
    other = clone.root / "other"
    shutil.copytree(clone.root / "data", other)
    (other / "bodies.csv").write_text("n\n1\n2\n3\n")
    describe(other)
    monkeypatch.setenv("WALKTHROUGH_DATA", str(other))
    for executed in (["02-bodies"], []):
        assert clone.run(["02"], data=other) == executed
        assert '"3\\n"' in clone.executed("02-bodies")
    monkeypatch.setenv("WALKTHROUGH_DATA", str(clone.root / "data"))
    assert clone.run(["02"]) == []
    assert '"2\\n"' in clone.executed("02-bodies")


@pytest.mark.parametrize("place", ["study.py", "claims/scorecard.py", "new.txt"])
def test_a_file_of_the_packages(clone, sources, place):
    """Any of them, whichever notebook uses it."""
    with (sources / place).open("a") as file:
        file.write("\n")
    assert clone.run() == NAMES


def test_the_lock(clone):
    clone.edit("requirements.lock", "==3", "==4")
    assert clone.run() == NAMES


def test_a_damaged_entry(clone):
    for path in (clone.root / "build" / ".cache").glob("03-*.json"):
        path.write_text("{")
    assert clone.run() == ["03-bare"]


def test_the_text_of_a_user(clone):
    text = clone.root / "draft.txt"
    shown = "import pathlib\nprint(pathlib.Path(text_path).stat().st_size)"
    toy(clone.root / "n", "04-text", shown, parameters="text_path = None")
    clone.given = {"text_path": str(text)}
    for content in ("one", "three"):
        text.write_text(content)
        assert clone.run(["04"]) == ["04-text"]
        assert clone.run(["04"]) == []
        assert f'"{len(content)}\\n"' in clone.executed("04-text")


@pytest.mark.parametrize("name", TEXTS)
def test_a_result_depends_on_the_content_of_each_text(name, tmp_path):
    keys = set()
    for content in ("one", "two", "two"):
        (tmp_path / "t.txt").write_text(content)
        keys.add(fingerprint.key("code", {name: str(tmp_path / "t.txt")}, {}))
    assert len(keys) == 2


def test_a_text_that_is_changed_while_it_is_read(clone):
    text = clone.root / "draft.txt"
    text.write_text("one")
    edits = "import pathlib\npathlib.Path(text_path).write_text('three')"
    toy(clone.root / "n", "04-text", edits, parameters="text_path = None")
    clone.given = {"text_path": str(text)}
    assert clone.run(["04"]) == ["04-text"]
    text.write_text("one")
    assert clone.run(["04"]) == ["04-text"]


def test_a_notebook_of_ones_own_runs_each_time(clone):
    """Nobody knows what it reads: here a file by a library that hides it."""
    notes = clone.root / "notes.txt"
    reads = f"import linecache\nprint(linecache.getline({str(notes)!r}, 1))"
    toy(clone.root / "n", "04-own", reads, stated=False)
    for content in ("one", "two"):
        notes.write_text(content)
        assert clone.run(["04"]) == ["04-own"]
        assert content in clone.executed("04-own")


def test_a_copy_of_a_notebook_runs_each_time(clone):
    shutil.copy(clone.root / "n" / "03-bare.ipynb", clone.root / "n" / "04-copy.ipynb")
    for _ in range(2):
        assert clone.run(["04-copy"]) == ["04-copy"]


@pytest.mark.parametrize("opens", ["open({!r}).read()", "__import__('pandas').read_csv({!r})", "!cat {}"])
def test_a_bundled_notebook_that_was_changed_to_open_a_file_runs_each_time(clone, opens):
    notes = clone.root / "notes.txt"
    toy(clone.root / "n", "04-changed", opens.format(str(notes)))
    for content in ("one", "two"):
        notes.write_text(content)
        assert clone.run(["04"]) == ["04-changed"]
        assert content in clone.executed("04-changed")


def test_a_failure_is_never_kept(clone):
    toy(clone.root / "n", "04-bad", "1 / 0")
    for _ in range(2):
        done = run(
            select(["04"], clone.root / "n"),
            clone.root / "build" / "bad",
            parameters={},
            given={},
            package=Package(clone.root / "data"),
            cache=clone.root / "build" / ".cache",
        )
        assert (done.ok, done.outcomes[0].cached) == (False, False)
