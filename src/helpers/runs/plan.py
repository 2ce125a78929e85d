"""Which notebooks run, in which order, and which parameters each of them declares."""

from __future__ import annotations

import ast
import difflib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.errors import UserError
from helpers.normalise import read

ROOT = Path(__file__).resolve().parents[3]
"""The clone: notebooks, data and build are folders of it (the package is installed editable)."""

READS_OTHERS = "scorecard"
"""A notebook whose name ends so reads the verdicts of every notebook before it."""


@dataclass(frozen=True)
class Source:
    """A notebook to run: its name without suffix, its file, the parameters that it declares."""

    name: str
    path: Path
    parameters: tuple[str, ...]

    @property
    def reads_others(self) -> bool:
        """Whether it reads the verdicts of the notebooks before it."""
        return self.name.endswith(READS_OTHERS)


def available(folder: Path) -> list[Path]:
    """The notebooks of a folder, in the order in which they run: by name."""
    return sorted(folder.glob("*.ipynb"), key=lambda path: path.name)


def numbered(folder: Path) -> list[Path]:
    """The notebooks of the walk: those whose name begins with a number. Others run by name only."""
    return [path for path in available(folder) if path.name[0].isdigit()]


def select(wanted: list[str], folder: Path) -> list[Source]:
    """The notebooks to run, in order; the numbered ones of `folder` if none is named.

    A name is `02`, `02-changing-migration` or a path. A notebook that reads the others' verdicts
    brings along every notebook of its folder that sorts before it: alone it would have nothing
    to read. Raises UserError for a name that matches none, and lists those that exist.
    """
    paths = [find(name, folder) for name in wanted] if wanted else numbered(folder)
    if not paths:
        raise UserError(f"no notebook with a number in {folder}")
    for path in list(paths):
        if path.stem.endswith(READS_OTHERS):
            paths += [other for other in available(path.parent) if other.name < path.name]
    unique = {path.name: path for path in paths}
    return [load(unique[name]) for name in sorted(unique)]


def load(path: Path) -> Source:
    """A notebook as a source. Raises UserError if it cannot be read as one."""
    try:
        return Source(path.stem, path, declared(read(path)))
    except UserError:
        raise
    except Exception as error:  # of the parsers of JSON, notebooks and Python
        raise UserError(f"{path}: not a readable notebook ({error}); open it in Jupyter") from None


def declared(notebook: Any) -> tuple[str, ...]:
    """Names assigned in the cell tagged `parameters`.

    Read from the syntax tree: papermill's own inspection goes line by line, and misses an
    assignment that is wrapped over two lines.
    """
    for cell in notebook.cells:
        if cell.cell_type == "code" and "parameters" in cell.metadata.get("tags", []):
            return tuple(_assigned(cell.source))
    return ()


def check_used(names: list[str], chosen: list[Source], folder: Path) -> None:
    """Refuse a parameter that none of the chosen notebooks declares: it would change nothing."""
    for name in names:
        if any(name in source.parameters for source in chosen):
            continue
        users = [s.name for s in map(load, available(folder)) if name in s.parameters]
        raise UserError(
            f"parameter {name!r} is used by none of: {', '.join(s.name for s in chosen)};"
            f" notebooks that use it: {', '.join(users) or 'none'}"
        )


def _assigned(source: str) -> list[str]:
    names = []
    for node in ast.parse(source).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        names += [target.id for target in targets if isinstance(target, ast.Name)]
    return names


def find(wanted: str, folder: Path) -> Path:
    """The notebook called `wanted`: a path, a name, or the part of a name before the first dash."""
    path = Path(wanted)
    with suppress(OSError):  # too long for a file's name
        if path.suffix == ".ipynb" and path.exists():
            return path.absolute()
    stem = path.stem if path.suffix == ".ipynb" else wanted
    found = [p for p in available(folder) if p.stem == stem or p.stem.split("-")[0] == stem]
    if len(found) == 1:
        return found[0]
    names = [p.stem for p in available(folder)]
    near = difflib.get_close_matches(stem, names, n=1)
    hint = f"did you mean {near[0]!r}? " if near else ""
    raise UserError(f"unknown notebook {wanted!r}; {hint}there are: {', '.join(names) or 'none'}")
