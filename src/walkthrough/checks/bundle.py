"""Rules that the notebooks keep together, and the files that are written from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from helpers.claims.collect import original, stated_name
from helpers.claims.ledger import Claim
from walkthrough.checks.exercises import orphans, tasks
from walkthrough.checks.stated import contradictions, text_problems
from walkthrough.notebook.io import read
from walkthrough.publish import codecheck

DOCUMENTS = ("README.md", "notebooks/README.md", "docs/*.md")


def bundle_problems(paths: Sequence[Path], root: Path, ledger: Sequence[Claim]) -> Iterator[str]:
    """What is wrong with all the notebooks of a clone together; `paths` are those that count.

    They can be read: `guard` has looked at each.
    """
    folder = root / "notebooks"
    names = {path.stem for path in paths}
    for path in sorted(set(folder.glob("[!.]*.ipynb")) - set(paths)):
        if (name := original(read(path), path.stem)) not in names:
            yield (
                f"{path.stem}: states that it is {name}, which is not here; rename it, or state"
                " its own name in its metadata (walkthrough.name)"
            )
    for place in sorted({claim.notebook for claim in ledger} - names):
        claims = ", ".join(claim.id for claim in ledger if claim.notebook == place)
        yield f"claims.yaml: {claims}: no notebook {place}; name the one that judges them"
    yield from (f"claims.yaml: {said}" for said in contradictions(ledger))
    notebooks = [read(path) for path in paths]
    yield from orphans({name: tasks(n) for n in notebooks if (name := stated_name(n))})
    file = root / "codecheck.yml"
    if not file.is_file() or file.read_text(encoding="utf-8") != codecheck.compose(paths, root):
        yield (
            "codecheck.yml: notebooks or data/ have been changed since it was written; look at"
            " what was, then `walkthrough refresh`"
        )
    for document in (path for pattern in DOCUMENTS for path in sorted(root.glob(pattern))):
        text = document.read_text(encoding="utf-8")
        for said in text_problems(text, ledger, None):
            yield f"{document.relative_to(root).as_posix()}: {said}"
