"""What the result of a notebook depends on besides its data: code, and the environment."""

from __future__ import annotations

import hashlib
import json
import platform
import sys
import sysconfig
from functools import cache
from pathlib import Path
from typing import Any

from walkthrough.runs.select import ROOT

SOURCES = Path(__file__).parents[2]
"""The folder of this package and of those beside it."""


def digest(*parts: Any) -> str:
    """sha256 of something that JSON can hold."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def code_of(notebook: Any) -> list[Any]:
    """Source and tags of the code cells: text around them may change without a result changing."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [[cell.source, cell.metadata.get("tags", [])] for cell in cells]


@cache
def sources() -> str:
    """Hash of the files of the packages that notebooks and their execution are made of."""
    files = {path for path in SOURCES.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    return digest([[str(path.relative_to(SOURCES)), file_hash(path)] for path in sorted(files)])


def environment() -> str:
    """Hash of the lock, of what really is installed, and of the interpreter."""
    lock = ROOT / "requirements.lock"
    installed = {
        path.name
        for place in ("purelib", "platlib")
        for path in Path(sysconfig.get_path(place)).glob("*.dist-info")
    }
    return digest(file_hash(lock), sorted(installed), sys.version, sys.platform, platform.machine())


def file_hash(path: Path) -> str | None:
    """sha256 of a file's bytes, None if there is no such file."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None
