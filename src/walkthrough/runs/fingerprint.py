"""What the result of a notebook depends on, by hash: the same for a run, a batch and a cluster.

A result is that of the notebook's code cells, the parameters given, the content of the texts that
some of them name, the sources of the packages, the tables of the data package, and the lock; for a
notebook that reads the others of its run, of these too. Where all are the same, so is the result.
"""

from __future__ import annotations

import hashlib
import json
import platform
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from helpers.data.package import Package
from helpers.parameters import TEXTS
from walkthrough.runs.select import ROOT

SOURCES = Path(__file__).parents[2]
"""The folder of the three packages."""


def basis(package: Package) -> dict[str, str | None]:
    """Hashes of all that every result depends on; two machines must have them in common.

    The descriptor's hash stands for the tables, whose hashes it states (`Package.verify`).
    """
    return {
        "the sources of helpers": sources(),
        "requirements.lock": file_hash(ROOT / "requirements.lock"),
        "the data package": package.sha256,
    }


def key(
    code: str, parameters: Mapping[str, Any], basis: Mapping[str, str | None], others: Iterable[Path] = ()
) -> str:
    """The hash that two executions with the same result have in common.

    ``code`` is the hash of the notebook's code cells, ``others`` are the notebooks that it reads.
    """
    texts = {name: parameters.get(name) for name in TEXTS}
    return digest(
        code,
        dict(parameters),
        {name: file_hash(Path(path)) for name, path in texts.items() if path},
        dict(basis),
        installed(),
        [[other.name, file_hash(other)] for other in others],
    )


def digest(*parts: Any) -> str:
    """sha256 of anything that JSON can represent."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def sources() -> str:
    """sha256 over the names and contents of the packages' files."""
    files = sorted(path for path in SOURCES.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return digest([[path.relative_to(SOURCES).as_posix(), file_hash(path)] for path in files])


def installed() -> list[str]:
    """The interpreter and the installed packages with their versions, whatever the lock says."""
    folders = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    packages = {path.name for folder in folders for path in Path(folder).glob("*.dist-info")}
    return [sys.version, sys.platform, platform.machine(), *sorted(packages)]


def file_hash(path: Path) -> str | None:
    """sha256 of a file's bytes, None if it cannot be read. A pipe or a device may have no end: None too."""
    try:
        if not path.is_file():
            return None
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None
