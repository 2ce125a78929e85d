"""A check executes what may have changed since it was right, and nothing else."""

import json
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest

from fixtures_toys import toy
from helpers.data.package import BUNDLED, Package
from walkthrough.checks import check as checking
from walkthrough.runs import fingerprint
from walkthrough.runs.memory import Memory, everything, recall, remember
from walkthrough.runs.select import select


@pytest.fixture
def root(tmp_path) -> Path:
    """Notebooks and a data package."""
    shutil.copytree(BUNDLED, tmp_path / "data")
    for name in ("01-one", "02-two", "07-scorecard"):
        toy(tmp_path / "n", name, "print(1)")
    toy(tmp_path / "n", "09-opens", "print(open(__import__('os').devnull).read())")
    return tmp_path


@pytest.fixture
def checked(root, monkeypatch):
    """Call a check; gives the notebooks that it would have executed. Those of ``wrong`` differ."""

    def call(*wrong: str, memory: bool = True) -> list[str]:
        asked = []

        @contextmanager
        def begun(paths):
            asked.extend(path.stem for path in paths)
            yield lambda: [(path, f"{path.stem}: differs") for path in paths if path.stem in wrong]

        monkeypatch.setattr(checking, "begun", begun)
        paths = [source.path for source in select([], root / "n")]
        kept = Memory(root / "build" / ".cache") if memory else None
        problems, executed = checking.check(paths, Package(root / "data"), root, None, kept)
        assert executed == len(asked)
        assert [line for line in problems if line.endswith("differs")] == [f"{w}: differs" for w in wrong]
        return asked

    assert call() == ["01-one", "02-two", "07-scorecard", "09-opens"]
    return call


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_what_is_unchanged_is_not_executed_unless_it_opens_files(checked):
    assert checked() == ["09-opens"]


def test_all_are_executed_where_nothing_is_to_be_remembered(checked):
    assert len(checked(memory=False)) == 4


def test_what_was_wrong_is_executed_until_it_is_right(root, checked):
    """With the scorecard, which reads the notebooks before it."""
    edit(root / "n/02-two.ipynb", '"print(1)"', '"print(2)"')
    assert checked("02-two") == ["02-two", "07-scorecard", "09-opens"]
    assert checked("02-two") == ["02-two", "09-opens"]
    assert checked() == ["02-two", "09-opens"]
    assert checked() == ["09-opens"]


def test_a_changed_output_is_executed(root, checked):
    edit(root / "n/02-two.ipynb", '"outputs": []', '"outputs": [ ]')
    assert "02-two" in checked()


@pytest.mark.parametrize("what", ["sources", "installed"])
def test_another_program_executes_all(checked, monkeypatch, what):
    before = getattr(fingerprint, what)()
    monkeypatch.setattr(fingerprint, what, lambda: [*before, "x"] if what == "installed" else f"{before}x")
    assert len(checked()) == 4


def test_other_data_execute_all(root, checked):
    descriptor = root / "data/datapackage.json"
    said = json.loads(descriptor.read_text(encoding="utf-8"))
    descriptor.write_text(json.dumps(said | {"title": "another"}), encoding="utf-8")
    assert len(checked()) == 4


@pytest.mark.parametrize(
    "place",
    ["data/datapackage.json", "data/migrant_stock/od_2017.csv", "docs/x.md", "README.md", "notebooks/x"],
)
def test_all_that_a_check_reads_is_in_its_hash(tmp_path, place):
    shutil.copytree(BUNDLED, tmp_path / "data")
    for name in ("docs", "notebooks"):
        (tmp_path / name).mkdir()
    before = everything(tmp_path, [], Package(tmp_path / "data"))
    assert before == everything(tmp_path, [], Package(tmp_path / "data"))
    with (tmp_path / place).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert everything(tmp_path, [], Package(tmp_path / "data")) != before


def test_a_descriptor_that_is_not_true_is_seen_however_often_the_true_one_was(tmp_path):
    """Years that the descriptor states and a table lacks: the memory is of one descriptor."""
    own, memory = shutil.copytree(BUNDLED, tmp_path / "data"), Memory(tmp_path / "memory")
    package = Package(own)
    package.verify()
    remember(package, memory)
    edit(own / "datapackage.json", "2017", "2016")
    wrong = Package(own)
    recall(wrong, memory)
    with pytest.raises(Exception, match=r"datapackage\.json|od_|year|schema"):
        wrong.verify()
