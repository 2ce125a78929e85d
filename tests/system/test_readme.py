"""The README's picture and numbers are those of the notebooks, its links and commands exist."""

import base64
import re
from pathlib import Path

import nbformat

from helpers.analysis import migration, south
from helpers.data.package import open_package

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_picture_is_one_of_notebook_02() -> None:
    notebook = nbformat.read(ROOT / "notebooks/02-changing-migration.ipynb", as_version=4)
    pictures = [
        base64.b64decode(output["data"]["image/png"])
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    ]
    assert (ROOT / "docs/four-directions.png").read_bytes() in pictures


def test_the_findings_are_the_datas() -> None:
    package = open_package()
    group = south.classify(package.areas(2017), "undesa")
    od = package.table("od-2017")
    row = migration.four_way(od, group, "assign").loc[2017] / 1e6
    assert f"{row['South-South']:.1f} against {row['South-North']:.1f} million" in README
    moved = migration.lead_after_moving(od, group, 2017, "assign")
    names = package.table("areas").set_index("area")["short_name"]
    assert (moved["lead"] < 0).sum() == 5 and "five areas are each enough" in README
    assert f"Move {names[moved.loc[0, 'area']]} alone" in README


def test_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`?make (\w+)", README.split("## Two commands")[1]):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_lesson_plan_has_the_times_of_the_notebooks() -> None:
    plan = (ROOT / "notebooks/README.md").read_text(encoding="utf-8")
    minutes = dict(re.findall(r"^\| (0\d) .*\| (\d+) \|$", plan, re.MULTILINE))
    for path in sorted((ROOT / "notebooks").glob("0*.ipynb")):
        first = nbformat.read(path, as_version=4).cells[0].source
        (stated,) = re.findall(r"\*\*Time\*\* \| (\d+)", first)
        assert minutes[path.name[:2]] == stated, path.name
