"""The README's picture and numbers are those of the notebooks, its links and commands exist."""

import importlib.util
import re
import sys
from pathlib import Path

import nbformat
import pytest

from helpers.analysis import migration, south
from helpers.claims.robustness import verdicts_if_moved
from helpers.data.package import open_package

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


specification = importlib.util.spec_from_file_location("flip_picture", ROOT / "tools/flip_picture.py")
flip_picture = importlib.util.module_from_spec(specification)
specification.loader.exec_module(flip_picture)


def test_the_picture_shows_the_flip_that_the_readme_tells() -> None:
    numbers = flip_picture.numbers().round(1)
    (by_undesa, by_income) = (numbers.loc[name] for name in ("undesa", "income"))
    assert by_undesa["South"] > by_undesa["North"] and by_income["South"] < by_income["North"]
    (alt,) = re.findall(r"!\[(.*)\]\(docs/flip.png\)", README)
    assert re.findall(r"\d+\.\d", alt) == [str(number) for number in numbers.to_numpy().flat]
    assert f"{by_income['South']} against {by_income['North']} million" in README


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere an edge of a line may be rounded")
def test_the_picture_is_the_one_that_the_figures_draw() -> None:
    assert flip_picture.PICTURE.read_bytes() == flip_picture.picture().png(), (
        "run: python tools/flip_picture.py"
    )


def test_the_findings_are_the_datas() -> None:
    package = open_package()
    group = south.classify(package.areas(2017), "undesa")
    od = package.table("od-2017")
    row = migration.four_way(od, group, "assign").loc[2017] / 1e6
    assert f"{row['South-South']:.1f} against {row['South-North']:.1f} million" in README
    moved = verdicts_if_moved(migration.lead_after_moving(od, group, 2017, "assign"))
    names = package.table("areas").set_index("area")["short_name"]
    assert (moved["verdict"] == "fails").sum() == 4 and "any one of four areas is enough" in README
    assert (moved["verdict"] == "tie").sum() == 2 and "two others make it a tie" in README
    assert f"Move {names[moved.loc[0, 'area']]} alone" in README


def test_the_lesson_plan_has_the_times_of_the_notebooks() -> None:
    plan = (ROOT / "notebooks/README.md").read_text(encoding="utf-8")
    minutes = dict(re.findall(r"^\| (0\d) .*\| (\d+) \|$", plan, re.MULTILINE))
    for path in sorted((ROOT / "notebooks").glob("0*.ipynb")):
        first = nbformat.read(path, as_version=4).cells[0].source
        (stated,) = re.findall(r"\*\*Time\*\* \| (\d+)", first)
        assert minutes[path.name[:2]] == stated, path.name
