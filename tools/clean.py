"""Removes what make and `walkthrough` wrote: `clean.py FOLDER`, the folder of the environment.

What anybody may have worked in stays, and is named: of build/, only folders go that are as a
command wrote them, and hidden ones that hold nothing but caches; an environment, if make made it.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HIDDEN = {".bench", ".cache", ".lock", ".matplotlib", ".uv-cache", ".verify"}
"""Of build/: environments, caches, and the clone of `make verify`. Nobody works in these."""
OWN = ("benchmarks", "data-raw", "notebooks", "src", "tests", "tools")
OF_TOOLS = ("pytest_cache", "mypy_cache", "ruff_cache", "hypothesis", "coverage", "coverage.*")

sys.dont_write_bytecode = True


def load(path: Path):
    """A Python file as a module, whatever the path of modules is."""
    specification = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def remove(path: Path) -> None:
    """Remove a file or a folder; of a link, the link."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def reason(folder: Path) -> str | None:
    """Why a folder of build/ stays; None if all that is in it is as a command wrote it."""
    manifest = load(ROOT / "src" / "walkthrough" / "util" / "manifest.py")
    if manifest.kind(folder) == manifest.DATA_PACKAGE:  # sealed, it lists what somebody edited
        return "it is a data package"
    return manifest.foreign(folder)


def emptied(folder: Path, *patterns: str) -> bool:
    """Remove the files of a folder that have such a name; whether it was left empty, and went."""
    for pattern in patterns:
        for path in folder.glob(pattern):
            if path.is_file():
                path.unlink()
    if any(folder.iterdir()):
        return False
    folder.rmdir()
    return True


def clean(root: Path, environment: Path) -> list[str]:
    """Remove all that may go; returns a line for each thing that stays."""
    stays = []
    build = root / "build"
    if build.is_symlink():
        stays.append("build stays: it is a link")
    for path in sorted(build.iterdir()) if build.is_dir() and not stays else ():
        if path.is_symlink():
            why = "it is a link"
        elif path.name in HIDDEN:
            why = (
                "something was put there"
                if path.name == ".cache" and not emptied(path, "*.json", ".*.walkthrough-part")
                else None
            )
        else:
            why = reason(path) if path.is_dir() else "no command owns it"
        if why is None:
            remove(path)
        else:
            stays.append(f"build/{path.name} stays: {why}")
    if build.is_dir() and not stays:
        build.rmdir()
    if environment.exists():
        if why := load(ROOT / "tools" / "environment.py").not_ours(environment):
            stays.append(f"{environment} stays: it {why}")
        else:
            remove(environment)
    for pattern in OF_TOOLS:
        for path in root.glob(f".{pattern}"):
            if path.is_file() or not pattern.startswith("coverage"):
                remove(path)
    for own in OWN:
        for place, folders, _ in os.walk(root / own):
            if "__pycache__" in folders:
                emptied(Path(place, "__pycache__"), "*.pyc")
                folders.remove("__pycache__")
    return stays


def main() -> None:
    name = sys.argv[1]
    if not name:
        sys.exit("error: an environment has a folder: make VENV=name")
    try:
        for line in clean(ROOT, Path(name)):
            print(line)
    except OSError as error:
        sys.exit(f"error: {error.filename}: {error.strerror}; what could be removed is gone")


if __name__ == "__main__":
    main()
