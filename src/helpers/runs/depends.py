"""What the result of a notebook depends on besides its data: code, and the environment."""

from __future__ import annotations

import ast
import hashlib
import json
import platform
import sys
import sysconfig
import threading
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from helpers.runs.plan import ROOT

PACKAGE = Path(__file__).parents[1]
EXECUTION = "helpers.runs.execute"
"""What executes and stores a notebook has a share in every result."""


# Python 3.11 counts the depth of a tree in one place for all threads, and fails if two parse.
_parsing = threading.Lock()


def digest(*parts: Any) -> str:
    """sha256 of something that JSON can hold."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def code_of(notebook: Any) -> list[Any]:
    """Source and tags of the code cells: text around them may change without a result changing."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [[cell.source, cell.metadata.get("tags", [])] for cell in cells]


def sources_of(notebook: Any) -> str:
    """Hash of the modules of `helpers` that a notebook imports, and of those that these import.

    Taken from the imports as written, wherever they stand. All modules, if a cell cannot be parsed
    (it holds a magic) or imports by a computed name. Files that are no modules always count.
    """
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    every = {path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    files = {path for path in every if path.suffix != ".py"}
    try:
        if any("__import__" in text or "import_module" in text for text in texts):
            raise SyntaxError
        files |= _closure({EXECUTION, *(name for text in texts for name in _imports(text))})
    except SyntaxError:
        files = every
    return digest([[str(path.relative_to(PACKAGE)), file_hash(path)] for path in sorted(files)])


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


def _closure(names: Iterable[str]) -> set[Path]:
    found: set[Path] = set()
    left = set(names)
    while left:
        name = left.pop()
        for path in _modules(name):
            if path not in found:
                found.add(path)
                left |= set(_imports(path.read_text(encoding="utf-8")))
    return found


@cache
def _imports(source: str) -> tuple[str, ...]:
    """Dotted names that a source imports; that some are of a function or a class is no matter."""
    names = []
    with _parsing:
        tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return tuple(names)


def _modules(name: str) -> list[Path]:
    """Files that `import name` executes, if it is a module of helpers: packages come first."""
    top, *parts = name.split(".")
    if top != PACKAGE.name:
        return []
    steps = [PACKAGE.joinpath(*parts[:n]) for n in range(len(parts) + 1)]
    candidates = [step / "__init__.py" for step in steps] + [steps[-1].with_suffix(".py")]
    return [path for path in candidates if path.is_file()]
