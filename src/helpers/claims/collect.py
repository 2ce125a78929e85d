"""Verdicts read back from the notebooks that hand them in.

A notebook hands its verdicts on inside its own outputs, under a media type of their own, so the
scorecard reads them from the executed notebooks beside it and no other file is needed.

A bundled notebook states its own name, and a copy takes that name along. A copy (JupyterLab's
`02-changing-migration-Copy1`, or one that was renamed) is somebody's to try things in: it runs only
if it is named in full, and judges nothing for the scorecard. A notebook that states no name is its
user's own.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from helpers.claims.judgement import MIME, Judgement, judgements
from helpers.claims.kinds import OF_THE_WALK
from helpers.data.files import LARGEST, read_bytes
from helpers.errors import UserError
from helpers.parameters import TEXTS, Parameters


def stated_name(notebook: Any) -> str | None:
    """The name that a notebook states in its metadata."""
    about = notebook.get("metadata", {}).get("walkthrough")
    name = about.get("name") if isinstance(about, dict) else None
    return name if isinstance(name, str) and name else None


def original(notebook: Any, name: str) -> str | None:
    """The name that a notebook states, if its file has another."""
    stated = stated_name(notebook)
    return None if stated == name else stated


def is_copy(path: Path) -> bool:
    """Whether a file is a copy of a notebook."""
    try:
        return original(json.loads(read_bytes(path, LARGEST)), path.stem) is not None
    except (OSError, ValueError, AttributeError):  # no notebook: whoever reads it says so
        return False


def records(notebook: Any, mime: str) -> list[dict[str, Any]]:
    """The JSON objects that a notebook's outputs hold under a media type, in order.

    ``notebook`` is nbformat's, or the same as JSON gives it.
    """
    outputs = (output for cell in notebook["cells"] for output in cell.get("outputs", []))
    shown = (output["data"][mime] for output in outputs if mime in output.get("data", {}))
    return [record for record in shown if isinstance(record, dict)]


def collect(folder: Path, before: str = "") -> list[Judgement]:
    """The verdicts in the outputs of every executed notebook of a folder, in the ledger's order.

    With ``before`` only of those whose names sort before it: a scorecard's own, which a run executes
    ahead of it. Those of copies (`is_copy`) do not count. Raises UserError if a claim is judged twice.
    """
    found: dict[str, Judgement] = {}
    judges: dict[str, str] = {}
    for path in sorted(folder.glob("[!.]*.ipynb")):
        if before and path.stem >= before:
            continue
        notebook = json.loads(read_bytes(path, LARGEST))
        if original(notebook, path.stem):
            continue
        for record in records(notebook, MIME):
            (judged,) = judgements([record], path.name)
            claim = judged.claim
            if (first := judges.setdefault(claim, path.stem)) != path.stem:
                raise UserError(f"{first} and {path.stem} both judge claim {claim}; move one of the two away")
            if claim in found:
                raise UserError(f"{path.stem} judges claim {claim} twice; delete one of the two cells")
            found[claim] = judged
    return sorted(found.values(), key=_place)


def _place(judged: Judgement) -> tuple[int, str]:
    """The walk's claims stand in the order of their ids, others behind them as their notebook has them."""
    of_the_walk = OF_THE_WALK.fullmatch(judged.claim)
    return ("IAR".index(judged.claim[0]), judged.claim) if of_the_walk else (len("IAR"), "")


def mismatches(verdicts: list[Judgement], parameters: Parameters) -> list[str]:
    """Claims that were judged under other parameters than these, with what differs."""
    lines = []
    for judged in verdicts:
        other = {k: v for k, v in judged.parameters.items() if k not in TEXTS and getattr(parameters, k) != v}
        if other:
            lines.append(f"{judged.claim} ({', '.join(f'{k} = {v}' for k, v in other.items())})")
    return lines
