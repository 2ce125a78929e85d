"""Where a run is read from, and where what is made of it is put."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from helpers.data.files import LARGEST, read_bytes
from helpers.errors import UserError


def record(run: Path) -> dict[str, Any]:
    """What run.json says of a run that succeeded; UserError if `run` is not one."""
    if not (run / "run.json").exists():
        raise UserError(f"{run} is not a run: no run.json; make one with `walkthrough run`")
    try:
        written = json.loads(read_bytes(run / "run.json", LARGEST))
        said = {"status": written["status"], "parameters": dict(written["parameters"])}
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        raise UserError(f"{run}: run.json is not one of ours; run the notebooks again") from None
    if said["status"] != "ok":
        raise UserError(f"{run} is a run that failed; name one that succeeded")
    if not any((run / "notebooks").glob("*.ipynb")):
        raise UserError(f"{run} has no notebooks any more; run the notebooks again")
    return said


def setting(parameters: dict[str, Any]) -> str:
    """The parameters of a run as the end of a sentence."""
    return ", ".join(f"{k} = {v}" for k, v in parameters.items() if v is not None)
