"""All checks, in the order in which their problems are best mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from helpers.claims.article import load_article, silences
from helpers.claims.collect import original, stated_name
from helpers.claims.ledger import Claim, load_claims
from helpers.data.package import Package
from walkthrough.checks import worktree
from walkthrough.checks.cited_numbers import contradictions, text_problems
from walkthrough.checks.exercises import orphans, tasks
from walkthrough.checks.guard import UNREADABLE, guard
from walkthrough.checks.nbval import nbval
from walkthrough.notebook.io import read

DOCUMENTS = ("README.md", "notebooks/README.md", "docs/*.md")
Codecheck = Callable[[Sequence[Path], Path], str]
"""The text of codecheck.yml for these notebooks of a clone (`publish.codecheck.compose`)."""


def check(paths: list[Path], package: Package, root: Path, codecheck: Codecheck | None) -> list[str]:
    """The problems of stored notebooks and their data.

    With `codecheck`, `paths` are all notebooks of the clone, which are then checked together too.
    """
    before = worktree.state(root)
    problems = [*stored_problems(paths, package, root, codecheck), *nbval(paths)]
    return problems + worktree.changes(before, worktree.state(root))


def stored_problems(
    paths: list[Path], package: Package, root: Path, codecheck: Codecheck | None
) -> list[str]:
    """The problems that can be seen without executing a notebook."""
    ledger = load_claims(package)
    problems = [problem for path in paths for problem in guard(path, ledger)]
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
