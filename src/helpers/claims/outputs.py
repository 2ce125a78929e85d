"""What notebooks hand on inside their outputs, under a media type of its own."""

from __future__ import annotations

from typing import Any


def records(notebook: Any, mime: str) -> list[dict[str, Any]]:
    """What the outputs of a notebook hold under a media type, in order: objects, of any content.

    ``notebook`` is nbformat's, or the same as JSON gives it.
    """
    outputs = (output for cell in notebook["cells"] for output in cell.get("outputs", []))
    shown = (output["data"][mime] for output in outputs if mime in output.get("data", {}))
    return [said for said in shown if isinstance(said, dict)]
