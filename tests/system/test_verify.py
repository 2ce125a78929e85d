"""`make verify` counts what is identical, and sees what is not."""

from __future__ import annotations

import copy
import importlib.util
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
spec = importlib.util.spec_from_file_location("verify", ROOT / "tools" / "verify.py")
verify = importlib.util.module_from_spec(spec)
spec.loader.exec_module(verify)

STORED = json.loads((ROOT / "notebooks/02-changing-migration.ipynb").read_text(encoding="utf-8"))


def outputs(notebook):
    return [output for cell in notebook["cells"] for output in cell.get("outputs", [])]


def compared(fresh):
    return verify.compare(json.dumps(STORED), json.dumps(fresh))


def test_the_stored_outputs_are_identical_to_themselves():
    count = len(outputs(STORED))
    assert count > 25
    assert compared(STORED) == (count, count, [])


def swap_pixel(output):
    output["data"]["image/png"] = output["data"]["image/png"].replace("A", "B", 1)


def change_alt(output):
    output["metadata"]["image/png"]["alt"] += "."


def change_text(output):
    output["data"]["text/plain"] = [*output["data"]["text/plain"], "1"]


@pytest.mark.parametrize("change", [swap_pixel, change_alt, change_text])
def test_one_change_is_one_output_that_differs(change):
    fresh = copy.deepcopy(STORED)
    cell, output = next(
        (cell, output)
        for cell in fresh["cells"]
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    )
    change(output)
    count = len(outputs(STORED))
    assert compared(fresh) == (count - 1, count, [cell["id"]])


@pytest.mark.parametrize("extra", [-1, 1])
def test_a_missing_or_additional_output_differs(extra):
    fresh = copy.deepcopy(STORED)
    cell = next(cell for cell in fresh["cells"] if len(cell.get("outputs", [])) == 2)
    cell["outputs"] = cell["outputs"][:1] if extra < 0 else [*cell["outputs"], cell["outputs"][0]]
    same, total, where = compared(fresh)
    count = len(outputs(STORED))
    assert (same, total) == ((count - 1, count) if extra < 0 else (count, count + 1))
    assert where == [cell["id"]]
