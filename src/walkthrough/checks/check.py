"""All checks, in the order in which their problems are best mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from helpers.claims.article import load_article, silences
from helpers.claims.collect import original, stated_name
from helpers.claims.ledger import Claim, load_claims
from helpers.claims.own import every_claim
from helpers.data.package import Package
from walkthrough.checks import worktree
from walkthrough.checks.cited_numbers import contradictions, text_problems
from walkthrough.checks.exercises import orphans, tasks
from walkthrough.checks.guard import UNREADABLE, guard
from walkthrough.checks.nbval import begun
from walkthrough.notebook.io import read
from walkthrough.runs import fingerprint
from walkthrough.runs.memory import Memory, checked

DOCUMENTS = ("README.md", "notebooks/README.md", "docs/*.md")
Codecheck = Callable[[Sequence[Path], Path], str]
"""The text of codecheck.yml for these notebooks of a clone (`publish.codecheck.compose`)."""


def check(
    paths: list[Path], package: Package, root: Path, codecheck: Codecheck | None, memory: Memory | None = None
) -> tuple[list[str], int]:
    """The problems of stored notebooks and their data, and how many notebooks were executed.

    With `codecheck`, `paths` are all notebooks of the clone, which are then checked together too.
    What ``memory`` holds for right is not executed again.
    """
    keys = dict.fromkeys(paths, "")
    if memory is not None:
        basis = fingerprint.basis(package)
        keys = {path: checked(path, basis) for path in paths}
    known = {path for path, key in keys.items() if key and memory and memory.holds(f"outputs {path}", key)}
    rest = [path for path in paths if path not in known]
    before = worktree.state(root)
    with begun(rest) as ended:
        problems = stored_problems(paths, package, root, codecheck)  # while they are executed
        differ = ended()
    changed = worktree.changes(before, worktree.state(root))
    if memory is not None and not changed:
        for path in set(rest) - {path for path, _ in differ}:
            if keys[path] and keys[path] == checked(path, basis):
                memory.keep(f"outputs {path}", keys[path])
    return [*problems, *(line for _, line in differ), *changed], len(rest)


def stored_problems(
    paths: list[Path], package: Package, root: Path, codecheck: Codecheck | None
) -> list[str]:
    """The problems that can be seen without executing a notebook."""
    ledger, every = load_claims(package), every_claim(package)
    problems = [problem for path in paths for problem in guard(path, every)]
    if codecheck and not any(UNREADABLE in problem for problem in problems):
        problems += _bundle_problems(paths, root, ledger, codecheck)
    if codecheck and (article := load_article(package)):
        problems += silences(article, ledger, [path.stem for path in paths])
    return package.damaged() + problems


def _bundle_problems(
    paths: Sequence[Path], root: Path, ledger: Sequence[Claim], codecheck: Codecheck
) -> Iterator[str]:
    """Problems of all notebooks of a clone together, and of the files derived from them."""
    notebooks = {path: read(path) for path in paths}
    names = {path.stem for path in paths}
    for path in sorted(set((root / "notebooks").glob("[!.]*.ipynb")) - set(paths)):
        if (name := original(read(path), path.stem)) not in names:
            yield (
                f"{path.stem}: states that it is {name}, which is not here; rename it, or state"
                " its own name in its metadata (walkthrough.name)"
            )
    for place in sorted({claim.notebook for claim in ledger} - names):
        claims = ", ".join(claim.id for claim in ledger if claim.notebook == place)
        yield f"claims.yaml: {claims}: no notebook {place}; name the one that judges them"
    yield from (f"claims.yaml: {problem}" for problem in contradictions(ledger))
    yield from orphans({name: tasks(n) for n in notebooks.values() if (name := stated_name(n))})
    file = root / "codecheck.yml"
    if not file.is_file() or file.read_text(encoding="utf-8") != codecheck(paths, root):
        yield (
            "codecheck.yml: notebooks or data/ have been changed since it was written; look at"
            " the changes, then `walkthrough refresh`"
        )
    for document in (path for pattern in DOCUMENTS for path in sorted(root.glob(pattern))):
        for problem in text_problems(document.read_text(encoding="utf-8"), ledger, None):
            yield f"{document.relative_to(root).as_posix()}: {problem}"
