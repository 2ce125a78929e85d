"""What notebooks hand on inside their outputs, under a media type of its own."""

from __future__ import annotations

from typing import Any


def records(notebook: Any, mime: str) -> list[Any]:
    """What the outputs of a notebook hold under a media type, in order.

    ``notebook`` is nbformat's, or the same as JSON gives it.
    """
    outputs = (output for cell in notebook["cells"] for output in cell.get("outputs", []))
    return [output["data"][mime] for output in outputs if mime in output.get("data", {})]
