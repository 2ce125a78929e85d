"""Whether `check` sees what an author gets wrong: the bundle with one change at a time."""

import shutil
from pathlib import Path

import pytest

from fixtures_changes import Mutation
from fixtures_mutations import ALL
from fixtures_toys import recorded
from helpers.data.package import Package
from helpers.exercises import hashed_answers
from walkthrough.checks.check import stored_problems
from walkthrough.publish import codecheck
from walkthrough.runs import select


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("clone")
    for name in ("notebooks", "data", "docs"):
        shutil.copytree(select.ROOT / name, root / name)
    for path in (select.ROOT / "README.md", select.ROOT / "codecheck.yml", hashed_answers.ANSWERS):
        shutil.copy(path, root)
    return root


@pytest.fixture
def sealed(clone: Path, monkeypatch: pytest.MonkeyPatch):
    """The clone's own answers."""
    monkeypatch.setattr(hashed_answers, "ANSWERS", clone / "answers.json")
    hashed_answers.answers.cache_clear()
    yield
    hashed_answers.answers.cache_clear()


def problems(clone: Path, mutation: Mutation | None) -> list[str]:
    """Of the whole, or of what a change of one notebook, or of its answers, concerns."""
    together = mutation is None or mutation.together
    path = clone / "notebooks/02-changing-migration.ipynb"
    if mutation and mutation.file.endswith(".ipynb"):
        path = clone / mutation.file
    paths = select.available(clone / "notebooks") if together else [path]
    return stored_problems(paths, Package(clone / "data"), clone, codecheck.compose if together else None)


def test_the_bundle_has_no_problem(clone: Path, sealed: None) -> None:
    assert problems(clone, None) == []


@pytest.mark.parametrize("mutation", ALL, ids=lambda m: m.what.replace(" ", "-"))
def test_a_change_is_seen_or_it_is_known_why_not(clone: Path, sealed: None, mutation: Mutation) -> None:
    path, descriptor = clone / mutation.file, clone / "data" / "datapackage.json"
    before, described = path.read_bytes() if path.exists() else None, descriptor.read_bytes()
    try:
        mutation.change(path)
        if path.name == "claims.yaml":  # and sealed: before that, any command refuses it
            recorded(clone / "data")
        hashed_answers.answers.cache_clear()
        found = problems(clone, mutation)
    finally:
        path.write_bytes(before) if before is not None else path.unlink()
        descriptor.write_bytes(described)
    if mutation.said is None:
        assert found == [] and mutation.why
    else:
        assert any(mutation.said in line for line in found), found
        assert all("; " in line for line in found), found
