"""The notebooks as they are stored: their form, their outputs, and how they read when things vary.

What `walkthrough check` does, over every notebook; and proof on a real one that it can fail.
"""

import base64
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from helpers import country_profile
from helpers.claims import cards
from helpers.claims.collect import records
from helpers.claims.own import every_claim
from helpers.data.package import BUNDLED, Package
from walkthrough.checks.guard import guard
from walkthrough.checks.nbval import nbval

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))


def test_there_are_eight_and_the_brief_the_explorer_and_your_article() -> None:
    numbers = [f"{n:02d}" for n in range(8)]
    assert [p.stem.split("-")[0] for p in NOTEBOOKS] == [*numbers, "country", "explore", "your"]


def test_the_explorer_judges_nothing_for_the_scorecard() -> None:
    assert cards.MIME not in NOTEBOOKS[9].read_text(encoding="utf-8")


def test_the_brief_judges_nothing_and_hands_on_one_row() -> None:
    """A verdict of one country's page would take the place of the walk's in the scorecard."""
    brief = NOTEBOOKS[8]
    text = brief.read_text(encoding="utf-8")
    assert cards.MIME not in text and text.count(country_profile.MIME) == 1
    (row,) = records(json.loads(text), country_profile.MIME)
    assert row["iso3"] == "THA" and row["migrants_in"] == 3_588_873


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_form(path: Path) -> None:
    assert guard(path, every_claim(Package(BUNDLED))) == []


def test_every_stored_output_is_what_a_fresh_kernel_gives() -> None:
    assert nbval(NOTEBOOKS) == []


def test_data_is_as_recorded() -> None:
    assert Package(BUNDLED).damaged() == []


def test_a_changed_digit_in_the_data_is_named(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(BUNDLED, tmp_path / "data"))
    table = copy / "migrant_stock/od_2017.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("3310419", "3310418"), encoding="utf-8")
    (line,) = Package(copy).damaged()
    assert "migrant_stock/od_2017.csv" in line and "sha256" in line


def test_changes_of_stored_outputs_are_found(tmp_path: Path) -> None:
    """In a real notebook, one kind a cell: in a verdict, a card, a table, a text, a picture."""
    notebook = json.loads(NOTEBOOKS[2].read_text(encoding="utf-8"))
    data = {
        cell["id"]: [output["data"] for output in cell["outputs"]]
        for cell in notebook["cells"]
        if cell.get("outputs")
    }
    outputs = {cell["id"]: cell["outputs"] for cell in notebook["cells"] if cell.get("outputs")}

    data["02-10"][0][cards.MIME]["readings"][0]["value"] += 1e-6
    replace(data["02-13"][0], "text/html", "43.35", "43.36")
    del data["02-15"][0][cards.MIME]
    outputs["02-16"].clear()
    outputs["02-11"] *= 2
    outputs["02-26"].append({"output_type": "stream", "name": "stderr", "text": "warning"})
    replace(data["02-07"][0], "text/html", "3310419", "3310418")
    replace(data["02-22"][0], "text/plain", "83.4", "83.5")
    replace(data["02-05"][0], "text/markdown", "2017", "2018")
    replace(data["02-e1-check"][0], "text/plain", "right", "nearly")

    data["02-20"][0]["image/png"] = png(Image.new("RGB", picture(data["02-20"][0]).size, "red"))
    one, other = data["02-29"][0], data["02-35"][0]
    one["image/png"], other["image/png"] = other["image/png"], one["image/png"]
    longer = picture(data["02-37"][0])
    ImageDraw.Draw(longer).rectangle([900, 200, 912, 216], fill="#d0007a")
    data["02-37"][0]["image/png"] = png(longer)
    del data["02-38"][0]["image/png"]
    text = data["02-45"][0]["image/png"]
    half = len(text) // 2
    data["02-45"][0]["image/png"] = text[:half] + ("A" if text[half] != "A" else "B") + text[half + 1 :]
    alt = outputs["02-41"][0]["metadata"]["image/png"]
    alt["alt"] = re.sub(r"\d", lambda digit: str(9 - int(digit[0])), alt["alt"], count=1)

    changed = [
        "02-05",
        "02-07",
        "02-10",
        "02-11",
        "02-13",
        "02-15",
        "02-16",
        "02-20",
        "02-22",
        "02-26",
        "02-29",
        "02-35",
        "02-37",
        "02-38",
        "02-41",
        "02-45",
        "02-e1-check",
    ]
    path = tmp_path / "02-changing-migration.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    problems = nbval([path])
    named = [
        re.match(r"02-changing-migration: cell \d+ \((.*?)\): output differs", line)[1] for line in problems
    ]
    assert sorted(named) == changed
    said = dict(zip(named, problems, strict=True))
    assert re.search(r"image/png 1: 5\d\d,\d{3} of its pixels differ", said["02-20"])
    for cell in ("02-29", "02-35", "02-37"):
        assert "image/png 1: " in said[cell]
    assert "image/png 1: is shown by a fresh execution only" in said["02-38"]
    assert "image/png 1: is damaged" in said["02-45"]


def replace(data: dict[str, Any], mime: str, old: str, new: str) -> None:
    text = "".join(data[mime])
    assert old in text, (mime, text)
    data[mime] = text.replace(old, new, 1)


def picture(data: dict[str, Any]) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(data["image/png"]))).convert("RGB")


def png(image: Image.Image) -> str:
    file = io.BytesIO()
    image.save(file, "png")
    return base64.b64encode(file.getvalue()).decode()


def test_every_claim_is_judged_once_in_the_notebook_that_the_ledger_names() -> None:
    judged = [
        (record["claim"], path.stem)
        for path in NOTEBOOKS
        for record in records(json.loads(path.read_text(encoding="utf-8")), cards.MIME)
    ]
    ledger = every_claim(Package(BUNDLED))
    assert sorted(judged) == sorted((claim.id, claim.notebook) for claim in ledger)
