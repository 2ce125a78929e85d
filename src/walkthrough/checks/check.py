"""All checks, in the order in which their problems are best mended."""

from __future__ import annotations

from pathlib import Path

from helpers.claims.ledger import load_claims
from helpers.data.package import Package
from walkthrough.checks import worktree
from walkthrough.checks.bundle import bundle_problems
from walkthrough.checks.guard import UNREADABLE, guard
from walkthrough.checks.nbval import nbval


def check(paths: list[Path], package: Package, root: Path, together: bool) -> list[str]:
    """The problems of stored notebooks and their data; `together`: they are all of the clone."""
    before = worktree.state(root)
    found = [*stored(paths, package, root, together), *nbval(paths)]
    return found + worktree.changes(before, worktree.state(root))


def stored(paths: list[Path], package: Package, root: Path, together: bool) -> list[str]:
    """Those of the problems that can be seen without executing a notebook."""
    ledger = load_claims(package)
    found = [problem for path in paths for problem in guard(path, ledger)]
    if together and not any(UNREADABLE in problem for problem in found):
        found += bundle_problems(paths, root, ledger)
    return package.damaged() + found
