"""A folder to work in: notebooks, data, docs, README and Makefile, for who has no clone."""

from __future__ import annotations

import shutil
from pathlib import Path

from helpers.data.place import BUNDLE, HOME
from helpers.data.schema import LEDGER_FILE
from walkthrough.classroom.folders import PAGES
from walkthrough.runs.select import available
from walkthrough.util import atomic, manifest
from walkthrough.util.disk import disk_errors


def start(out: Path) -> Path:
    """Write the folder and return its README; it may be new, empty, or as an earlier call left it.

    Raises UserError if `out` holds anything else.
    """
    with atomic.staged_folder("folder to work in", out) as work:
        (work.folder / "notebooks").mkdir()
        for path in (*available(HOME / "notebooks"), HOME / "notebooks" / "README.md"):
            shutil.copy(path, work.folder / "notebooks")
        data = shutil.copytree(HOME / "data", work.folder / "data")
        # with the list of its own files it is a package that `ingest --into data` may change
        listed = manifest.of(data, manifest.DATA_PACKAGE)
        (data / manifest.NAME).write_text(listed, encoding="utf-8", newline="\n")
        shutil.copytree(BUNDLE / "docs", work.folder / "docs")
        shutil.copy(PAGES / "workplace.md", work.folder / "README.md")
        shutil.copy(PAGES / "workplace.mk", work.folder / "Makefile")
        work.replace(out)
    return out / "README.md"


def new_ledger(folder: Path) -> Path:
    """Write a ledger to start from and return it. Raises UserError where one is that somebody has changed."""
    ledger = folder / LEDGER_FILE
    with disk_errors(ledger):
        folder.mkdir(parents=True, exist_ok=True)
    atomic.create(ledger, (PAGES / LEDGER_FILE).read_text(encoding="utf-8"))
    return ledger
