"""Which template process a kernel is forked from.

One process may have several templates, one for each environment that it starts kernels with: much
of the environment is read when something is imported, so a kernel is forked only from a template
whose environment is its own, and whose imports are of the sources as they are now.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatchcase
from importlib.util import find_spec
from pathlib import Path
from string import Template as Text
from typing import Any

from warmkernels.process import Kind, Template

PROVISIONER = "warmkernels"
"""The name of the provisioner in a kernelspec."""
PRELOAD = ("numpy", "pandas", "matplotlib.pyplot", "matplotlib.backends.backend_agg")
"""Imported in a template unless its kernelspec says otherwise, if installed."""
VARYING = ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JPY_*", "PWD", "PYTEST_CURRENT_TEST")
"""Patterns of variables that are read when a kernel starts, not when something is imported: kernels
that differ in these may come from one template."""

_lock = threading.RLock()
_templates: list[Template] = []
_folders: dict[int, Path] = {}
_failure: str | None = None
_make_folder: Callable[[], Path] = lambda: Path(tempfile.mkdtemp(prefix="warmkernels-"))  # noqa: E731


def refusal() -> str | None:
    """Why kernels of this process are ordinary ones, or None if they are forked."""
    if sys.platform != "linux":
        # macOS has fork, but its system libraries may crash or hang in a forked process, which is
        # why Python itself no longer forks there by default.
        return f"on {sys.platform} a process with libraries loaded cannot safely be forked"
    return _failure


def refuse(reason: str) -> None:
    """Start ordinary kernels from now on."""
    global _failure
    _failure = reason


def prepare(kernel_spec: Any, environment: Mapping[str, str]) -> None:
    """Begin the imports for the kernels of a kernelspec, so that the first need not wait for them.

    `environment` is the one that the kernels will be started with. Returns at once.
    """
    if refusal():
        return
    argv = kernel_spec.argv
    config = kernel_spec.metadata.get("kernel_provisioner", {}).get("config", {})
    added = {name: Text(value).safe_substitute(environment) for name, value in kernel_spec.env.items()}
    template([sys.executable, *argv[1 : argv.index("-m")]], {**environment, **added}, **config)


def template(
    interpreter: list[str],
    environment: Mapping[str, str],
    preload: Sequence[str] | None = None,
    varying: Sequence[str] = (),
) -> Template:
    """The template for kernels of this interpreter, environment and list of modules.

    Returns at once, while a new one is still importing. One of no use any more (its environment is
    another, or its sources have changed) and without kernels ends.
    """
    if preload is None:
        preload = [name for name in PRELOAD if find_spec(name.partition(".")[0])]
    patterns = (*VARYING, *varying)
    fixed = {n: v for n, v in environment.items() if not any(fnmatchcase(n, p) for p in patterns)}
    kind = Kind(tuple(interpreter), tuple(sorted(fixed.items())), tuple(preload), os.getpid())
    with _lock:
        for known in list(_templates):
            if known.kind == kind and known.is_current():
                return known
        for known in list(_templates):
            if known.kind.user == os.getpid() and not known.kernels:
                _templates.remove(known)
                known.close()
        _templates.append(Template(kind, folder()))
        return _templates[-1]


def folder() -> Path:
    """A folder that only this user can enter, gone when this process is."""
    with _lock:
        if os.getpid() not in _folders:
            _folders[os.getpid()] = _make_folder()
        return _folders[os.getpid()]


def make_folders_with(make: Callable[[], Path]) -> None:
    """Have `folder` call `make` for a new folder: for a program with a place or marks of its own."""
    global _make_folder
    _make_folder = make


def remove(folder: Path) -> None:
    """Remove a private folder: first those of the kernels, then what else its maker put there."""
    for path in folder.glob("*/"):
        shutil.rmtree(path, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)


@atexit.register
def close() -> None:
    """End the templates and kernels of this process, and remove its folder."""
    with _lock:
        # The folder first, while a template is there to remove it if this process is killed just
        # now; and once more, as a kernel may write to it until it is killed.
        private = _folders.pop(os.getpid(), None)
        if private:
            remove(private)
        for known in [known for known in _templates if known.kind.user == os.getpid()]:
            _templates.remove(known)
            known.close()
        if private:
            remove(private)
