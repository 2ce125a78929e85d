"""What is read back from notebooks: their verdicts."""

import json
from pathlib import Path
from typing import Any

import pytest

from fixtures_verdicts import ONE, TWO, record
from helpers.claims import collect
from helpers.claims.judgement import MIME, Judgement
from helpers.data.package import open_package
from helpers.errors import UserError
from helpers.parameters import resolve


def notebook(path: Path, *judged: Judgement) -> None:
    stored(path, *(one.as_json() for one in judged))


def stored(path: Path, *records: dict[str, Any]) -> None:
    cells = [{"cell_type": "markdown"}] + [
        {"outputs": [{"output_type": "stream"}, {"data": {MIME: r}}]} for r in records
    ]
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")


def test_verdicts_are_collected_in_the_order_of_the_article(tmp_path: Path) -> None:
    intro = record("I.1", "Intro", ("a", "confirmed", "e"))
    notebook(tmp_path / "01.ipynb", TWO, ONE)
    notebook(tmp_path / "02.ipynb", intro)
    (tmp_path / "notes.txt").write_text("none")
    assert collect.collect(tmp_path) == [intro, ONE, TWO]
    assert collect.collect(tmp_path, before="02") == [ONE, TWO]
    stored(tmp_path / "03.ipynb", {"claim": "A1"})
    with pytest.raises(UserError, match=r"03\.ipynb: not a verdict written by this project \(0, "):
        collect.collect(tmp_path)


def test_verdicts_under_other_parameters_are_named() -> None:
    base = resolve(open_package())
    other = record(
        "A3.1",
        "x",
        ("a", "holds", "e"),
        parameters={"year": 2015, "south": "income", "text_path": "elsewhere"},
    )
    assert collect.mismatches([ONE, other], base) == ["A3.1 (year = 2015, south = income)"]
