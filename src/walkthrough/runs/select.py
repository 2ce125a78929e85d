"""Which notebooks run, in which order, and which parameters each of them declares."""

from __future__ import annotations

import ast
import difflib
import re
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.claims.collect import is_copy, original, stated_name
from helpers.data import place
from helpers.errors import UserError
from walkthrough.notebook.io import code_hash, read
from walkthrough.notebook.judged import judged
from walkthrough.notebook.tags import PARAMETERS, tags

ROOT = place.HOME


def build() -> Path:
    """Where results go if no other place is named: never among what was installed."""
    return (Path.cwd() if place.IS_INSTALLED else ROOT) / "build"


def cache() -> Path:
    """Where results and hashes are kept for the next run or check."""
    return build() / ".cache"


READS_OTHERS = "scorecard"
"""A notebook whose name ends so reads the verdicts of every notebook before it."""

_OPENS = re.compile(r"\b(?:open|urlopen|read_\w+)\(|^\s*[!%]", re.MULTILINE)


@dataclass(frozen=True)
class Source:
    """A notebook to run: its name without suffix, its file, the parameters that it declares.

    ``claims`` are those that it judges, as far as its code states them; ``copy_of`` is the notebook
    of which it is a copy; ``cacheable`` tells whether its result depends on nothing that
    `fingerprint.key` leaves out; ``required`` are parameters whose annotation leaves out None.
    """

    name: str
    path: Path
    parameters: tuple[str, ...]
    claims: tuple[str, ...] = ()
    copy_of: str | None = None
    code_sha256: str = ""
    cacheable: bool = False
    required: tuple[str, ...] = ()

    @property
    def reads_others(self) -> bool:
        """Whether it reads the verdicts of the notebooks before it."""
        return self.name.endswith(READS_OTHERS)


def available(folder: Path) -> list[Path]:
    """The notebooks of a folder that are no copies, in the order in which they run: by name."""
    return [path for path in _all(folder) if not is_copy(path)]


def _all(folder: Path) -> list[Path]:
    """Copies too; a hidden file is an editor's or a system's."""
    return sorted(folder.glob("[!.]*.ipynb"), key=lambda path: path.name)


def numbered(folder: Path) -> list[Path]:
    """The notebooks of the walk: those whose name begins with a number. Others run by name only."""
    return [path for path in available(folder) if path.name[0].isdigit()]


def select(wanted: list[str], folder: Path) -> list[Source]:
    """The notebooks to run, in order; the numbered ones of `folder` if none is named.

    A name is `02`, `02-changing-migration` or a path. A notebook that reads the others' verdicts
    brings along every notebook of its folder that sorts before it: alone it would have nothing
    to read. Raises UserError for a name that matches none, and lists those that exist; for a copy
    together with its original; and for two notebooks that judge the same claim.
    """
    paths = [find(name, folder) for name in wanted] if wanted else numbered(folder)
    if not paths:
        raise UserError(f"no notebook with a number in {folder}")
    for path in list(paths):
        if path.stem.endswith(READS_OTHERS):
            paths += [other for other in available(path.parent) if other.name < path.name]
    unique: dict[str, Path] = {}
    for path in paths:
        if not path.samefile(first := unique.setdefault(path.name, path)):
            raise UserError(f"{first} and {path} have one name; name one of the two")
    sources = [load(unique[name]) for name in sorted(unique)]
    _check_apart(sources)
    return sources


def _check_apart(sources: list[Source]) -> None:
    """Refuse two notebooks of which one would take the other's place in the scorecard."""
    names = {source.name for source in sources}
    judges = defaultdict(list)
    for source in sources:
        if source.copy_of in names:
            raise UserError(f"{source.name} is a copy of {source.copy_of}; name one of the two")
        for claim in source.claims if source.copy_of is None else ():  # a copy's do not count
            judges[claim].append(source.name)
    for claim, those in judges.items():
        if len(set(those)) > 1:
            raise UserError(
                f"{' and '.join(those)} both judge claim {claim}; name one of them, or"
                " show it in one of them with `example` in place of `judge`"
            )


def load(path: Path) -> Source:
    """A notebook as a source. Raises UserError if it cannot be read as one."""
    try:
        notebook = read(path)
        code = code_hash(notebook)
        names = declared(notebook)
        required = tuple(n for n, annotation in names.items() if annotation and "None" not in annotation)
        copy_of = original(notebook, path.stem)
        cacheable = stated_name(notebook) == path.stem and not _opens_files(notebook)
        return Source(path.stem, path, tuple(names), judged(notebook), copy_of, code, cacheable, required)
    except UserError:
        raise
    except Exception as error:  # of the parsers of JSON, notebooks and Python
        raise UserError(f"{path}: not a readable notebook ({error}); open it in Jupyter") from None


def _opens_files(notebook: Any) -> bool:
    """Whether code has one of the usual ways to read a file, such as ``open`` or ``read_csv``."""
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    return any(_OPENS.search(source) for source in code)


def declared(notebook: Any) -> dict[str, str]:
    """Names assigned in the cell tagged `parameters`, each with its annotation as written.

    Read from the syntax tree: papermill's own inspection goes line by line, and misses an
    assignment that is wrapped over two lines.
    """
    cells = [c for c in notebook.cells if c.cell_type == "code" and PARAMETERS in tags(c)]
    names: dict[str, str] = {}
    for node in ast.parse(cells[0].source).body if cells else []:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        annotation = ast.unparse(node.annotation) if isinstance(node, ast.AnnAssign) else ""
        names |= {target.id: annotation for target in targets if isinstance(target, ast.Name)}
    return names


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


def find(wanted: str, folder: Path) -> Path:
    """The notebook called `wanted`: a path, a name, or the part of a name before the first dash (2 is 02).

    A copy goes by its whole name alone: a part of it means the original.
    """
    path = Path(wanted)
    with suppress(OSError):  # too long for a file's name
        if path.suffix == ".ipynb" and path.exists():
            return path.absolute()
    stem = path.stem if path.suffix == ".ipynb" else wanted
    found = [p for p in _all(folder) if p.stem == stem] or [
        p for p in available(folder) if p.stem.split("-")[0] in (stem, stem.zfill(2))
    ]
    if len(found) == 1:
        return found[0]
    if found:
        those = " and ".join(p.stem for p in found)
        raise UserError(f"{wanted!r} could be {those}; name one of them in full")
    names = [p.stem for p in _all(folder)]
    near = difflib.get_close_matches(stem, names, n=1)
    hint = f"did you mean {near[0]!r}? " if near else ""
    raise UserError(f"unknown notebook {wanted!r}; {hint}there are: {', '.join(names) or 'none'}")
