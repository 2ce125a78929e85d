"""What a finished run hands on to whoever resolves its parameters again."""

import json
from pathlib import Path

import pytest

from helpers.data.package import open_package
from helpers.parameters import resolve
from walkthrough.runs.finished import FinishedRun

PACKAGE = open_package()


@pytest.mark.parametrize("given", [{}, {"year": "latest"}, {"year": 2024}, {"year": 2024, "base_year": 2010}])
def test_a_run_remembers_which_years_were_asked_for(tmp_path: Path, given: dict[str, object]) -> None:
    p = resolve(PACKAGE, revision=2024, **given)
    record = {"status": "ok", "parameters": p.model_dump(), "given": given}
    (tmp_path / "run.json").write_text(json.dumps(record), encoding="utf-8")
    assert FinishedRun(tmp_path).parameters == p.model_dump()
    assert resolve(PACKAGE, **FinishedRun(tmp_path).choice) == p
