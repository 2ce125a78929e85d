"""`codecheck.yml`: which cell of which notebook produces each claim's verdict and each figure.

The form is CODECHECK's configuration file (https://codecheck.org.uk/spec/config/1.0/). Whoever
checks the material adds codechecker, certificate and report; nobody has, so none is named. Version
1.0, because 2.0 asks for an ORCID of the article's author, and none is known.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from helpers.claims.article import load_article
from helpers.claims.judgement import MIME, judgements
from helpers.claims.kinds import HERE
from helpers.data.files import LARGEST, read_bytes
from helpers.data.package import BUNDLED, Package
from walkthrough.util import atomic

VERSION = "https://codecheck.org.uk/spec/config/1.0/"
HEAD = """---
# Which cell produces each claim's verdict and each figure. Written by `walkthrough refresh` from
# the stored notebooks: do not edit. Whoever checks this adds codechecker, certificate and report.
# sha256 of the names and contents of all files of data/: {data}
"""


def write(notebooks: Iterable[Path], target: Path) -> None:
    """Write the file for stored notebooks; ``target`` lies above their folder."""
    atomic.write(target, compose(notebooks, target.parent))


def compose(notebooks: Iterable[Path], root: Path) -> str:
    """The text of the file: the article, and one entry a verdict or figure, in reading order."""
    article = load_article(Package(BUNDLED))
    assert article is not None  # the bundled package names it
    content = {
        "version": VERSION,
        "paper": {
            "title": article.title,
            "authors": [{"name": article.author}],
            "reference": article.url or f"{article.publisher}, {article.published}",
        },
        "manifest": [
            {"file": path.relative_to(root).as_posix(), "comment": comment}
            for path in notebooks
            if path.stem != HERE  # whose claims are another article's
            for comment in _produced(path)
        ],
    }
    head = HEAD.format(data=data_hash(root / "data"))
    return head + yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)


def data_hash(folder: Path) -> str:
    """sha256 over the files of a folder: one that is new or was changed is seen, whatever it is.

    Hidden ones apart, which some systems leave in every folder that somebody looks at.
    """
    digest = hashlib.sha256()
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("[!.]*")}
    for name, path in sorted(files.items()):
        if path.is_file():
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{name}\0{content}\n".encode())
    return digest.hexdigest()


def _produced(path: Path) -> Iterator[str]:
    for cell in json.loads(read_bytes(path, LARGEST))["cells"]:
        where = f"In [{cell.get('execution_count')}], cell {cell.get('id')}"
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if MIME in data:
                (judged,) = judgements([data[MIME]], f"{path}, {where}")
                yield f"{where}: claim {judged.claim}, {judged.statement}"
            if "image/png" in data:
                yield f"{where}: figure, {_finding(output['metadata'])}"


def _finding(metadata: dict[str, Any]) -> str:
    """What a figure finds: the last sentence of its alternative text."""
    alt = str(metadata.get("image/png", {}).get("alt", "without alternative text"))
    return alt.removesuffix(".").rsplit(". ", 1)[-1] + "."
