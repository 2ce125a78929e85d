"""Where kernels have their private folders: removed by the next run if a process is killed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import warmkernels
from walkthrough.util import leftovers

_PREFIX = f".walkthrough-kernels-{os.getuid() if hasattr(os, 'getuid') else 0}-"


def remove_leftovers() -> None:
    """Remove the folders of processes that were killed along with the templates of their kernels."""
    for folder, _, lock in leftovers.left(_PREFIX, Path(tempfile.gettempdir())):
        if lock is not None:
            leftovers.remove(folder)
            os.close(lock)


def _make() -> Path:
    # The lock is held until this process ends.
    return leftovers.make(_PREFIX, Path(tempfile.gettempdir()))[0]


warmkernels.make_folders_with(_make)
folder = warmkernels.folder
