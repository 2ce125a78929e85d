"""Copies of notebooks: a bundled one states its own name, and a copy takes that name along.

A copy (JupyterLab's `02-changing-migration-Copy1`, or one that was renamed) is somebody's to try
things in: it runs only if it is named in full, and judges nothing for the scorecard. A notebook
that states no name is its user's own.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from helpers.data.files import LARGEST, read_bytes


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
