"""What was found to be right before: a file for each thing, with the hash of all that it depends on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from helpers.data.package import Package
from helpers.errors import UserError
from walkthrough.runs import fingerprint
from walkthrough.runs.select import available, load
from walkthrough.util import atomic


class Memory:
    """Hashes kept in a folder. One that is lost or cannot be written costs time, not a result."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def holds(self, what: str, key: str) -> bool:
        """Whether this was right under the same hash."""
        try:
            return self._file(what).read_text(encoding="utf-8") == key
        except (OSError, ValueError):
            return False

    def keep(self, what: str, key: str) -> None:
        """Remember that it is right."""
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            atomic.write(self._file(what), key)

    def _file(self, what: str) -> Path:
        return self.folder / f"right-{fingerprint.digest(what)[:16]}.json"


def recall(package: Package, memory: Memory) -> None:
    """Spare a package the comparison of its descriptor with its tables, if it was right before.

    The descriptor holds the hashes of the tables, which are compared with the files in any case.
    """
    if memory.holds(*_descriptor(package)):
        package.believe()


def remember(package: Package, memory: Memory) -> None:
    """Remember a package that `Package.verify` has found to be right."""
    memory.keep(*_descriptor(package))


def _descriptor(package: Package) -> tuple[str, str]:
    return f"descriptor {package.path.absolute()}", fingerprint.digest(package.sha256, fingerprint.sources())


def checked(path: Path, basis: Mapping[str, str | None]) -> str:
    """The hash of a stored notebook and all that a fresh execution of it depends on.

    "" for one that is executed each time (`Source.cacheable`), and for one that cannot be read.
    """
    try:
        source = load(path)
    except UserError:
        return ""
    if not source.cacheable:
        return ""
    others = [other for other in available(path.parent) if other.name < path.name]
    read = [path, *(others if source.reads_others else [])]
    return fingerprint.key(source.code_sha256, {}, basis, read)


def everything(root: Path, paths: Iterable[Path], package: Package) -> str:
    """The hash of all that a check reads: notebooks, data, documents, code and installed packages."""
    files = [path for path in root.iterdir() if path.is_file()]
    files += [path for name in ("notebooks", "docs") for path in (root / name).rglob("*")]
    files += package.path.rglob("*")
    hashed = [[str(path), fingerprint.file_hash(path)] for path in sorted({*files, *paths})]
    return fingerprint.digest(hashed, fingerprint.basis(package), fingerprint.installed())
