"""Make an environment, or make it anew if it no longer fits: `environment.py KIND FOLDER`.

Run by make. An environment belongs to one folder, one clone and one Python: its commands and the
installed project are absolute paths. A marker, written before anything else, says which, and what
has been installed so far: the same command goes on after one that was killed. A folder without a
marker is somebody else's, and stays as it is.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no make either
    fcntl = None  # type: ignore[assignment]

ROOT = Path(__file__).resolve().parent.parent
MARKER = ".made-by-make.json"

# What pip installs, step after step. It skips resolving where the locks are complete. Another lock
# than the one an environment has means a new environment, so nothing of the old one stays behind.
_HASHED = ["--no-deps", "--require-hashes", "--requirement"]
_LOCKED = [*_HASHED, "requirements.lock"]
_DEV = [*_HASHED, "requirements-dev.lock"]
_PROJECT = ["--no-deps", "--no-build-isolation", "--editable", "."]
KINDS = {
    "setup": [_LOCKED, _PROJECT],
    "dev": [_LOCKED, _PROJECT, _DEV],
    "bench": [_LOCKED, _DEV, ["--no-build-isolation", "--editable", ".[bench]"]],
    "lock": [["uv==0.13.9"]],
}
"""`dev` goes on in the folder of `setup`, which takes nothing of it away again."""
_READ = {".": "pyproject.toml", ".[bench]": "pyproject.toml"}

REACH = {
    *("index-url", "extra-index-url", "find-links", "no-index", "trusted-host", "keyring-provider"),
    *("cert", "client-cert", "proxy", "timeout", "default-timeout", "retries", "no-input"),
    *("cache-dir", "no-cache-dir", "use-feature", "use-deprecated", "resume-retries"),
}
"""What a user's pip may be told here: how to reach packages. Where to put them is for us to say."""


def not_ours(folder: Path) -> str | None:
    """Why an environment may be neither changed nor removed; None if it is this clone's own."""
    record = _record(folder)
    if record is None:
        return "was not made by make"
    owner = record.get("clone", str(ROOT))
    moved = record.get("folder") != os.path.realpath(folder)
    if owner != str(ROOT) and not moved and Path(owner).exists():
        return f"belongs to {owner}"
    return None


def ensure(kind: str, folder: Path) -> None:
    """Leave a complete environment of this kind in a folder. Raises SystemExit, with one line."""
    free = not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
    if not free and (why := not_ours(folder)):
        _stop(f"{folder} {why}, so it stays as it is; remove it, or name another: make VENV=other")
    record = _record(folder) or {}
    place = {
        "folder": os.path.realpath(folder),
        "clone": str(ROOT),
        "python": _interpreter(folder, record),
        "version": f"{sys.version_info[0]}.{sys.version_info[1]}",
    }
    wanted = {step[-1]: _fingerprint(step) for step in KINDS[kind]}
    first = next(iter(wanted))
    installed = record.get("installed", {})
    # What only a former lock named must not stay.
    changed = [
        name
        for name, fingerprint in wanted.items()
        if name.endswith(".lock") and installed.get(name, fingerprint) != fingerprint
    ]
    elsewhere = any(record.get(name) != value for name, value in place.items())
    if elsewhere or first not in installed or changed:
        print(f"Setting up {folder} (a minute or two) ...", flush=True)
        _begin(folder, place)
        installed = {}
    settings = None
    for step in KINDS[kind]:
        if installed.get(step[-1]) != wanted[step[-1]]:
            settings = settings or pip_settings(folder)
            _install(folder, step, settings)
            installed |= {step[-1]: wanted[step[-1]]}
            _write(folder, place, installed)
    if settings and kind in ("setup", "dev"):
        checked = _pip(folder, settings, "check", capture=True)
        if checked.returncode:
            _write(folder, place, {first: wanted[first]})
            _stop(f"the locks are incomplete ({'; '.join(checked.stdout.splitlines())}); run: make lock")


def _record(folder: Path) -> dict | None:
    """What the marker says; nothing of a half-written one; None if there is none.

    `locked` was the marker of an earlier Makefile.
    """
    if not (folder / MARKER).is_file() and not (folder / "locked").is_file():
        return None
    try:
        found = json.loads((folder / MARKER).read_text())
    except (OSError, ValueError):
        found = {}
    return found if isinstance(found, dict) else {}


def _write(folder: Path, place: dict[str, str], installed: dict[str, str]) -> None:
    """Write the marker: whose environment this is, and the fingerprint of each step that is done."""
    (folder / MARKER).write_text(json.dumps({**place, "installed": installed}, ensure_ascii=False))


def _interpreter(folder: Path, record: dict) -> str:
    """The Python below this one, if this one is of an environment: that may have to go."""
    if os.path.realpath(sys.prefix) == os.path.realpath(folder) and "python" in record:
        return record["python"]
    return os.path.realpath(sys._base_executable)  # type: ignore[attr-defined]


def _fingerprint(step: list[str]) -> str:
    """Changes when the step does, or the file that it reads."""
    text = json.dumps(step).encode()
    file = ROOT / _READ.get(step[-1], step[-1])
    if file.is_file():
        text += file.read_bytes()
    return hashlib.sha256(text).hexdigest()


def _begin(folder: Path, place: dict[str, str]) -> None:
    """A new environment with nothing but pip in it."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder, place, {})
    for left in folder.iterdir():
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
        elif left.name != MARKER:
            left.unlink()
    done = subprocess.run(
        [place["python"], "-m", "venv", place["folder"]],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        why = " ".join(done.stdout.split())
        _stop(
            f"no environment could be made in {folder} ({why}); Debian and Ubuntu need the"
            " package python3-venv"
        )
    (folder / ".gitignore").write_text("*\n")  # whatever the folder is called


def pip_settings(folder: Path) -> dict[str, str]:
    """The environment for pip, with those of the user's settings that say how to reach packages.

    Whether they come from variables or from files: `user`, `target`, `prefix`, `dry-run` and their
    like would put packages elsewhere, or nowhere.
    """
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    asked = {
        name: os.environ[name]
        for name in os.environ
        if name == "PIP_CONFIG_FILE" or name[4:].lower().replace("_", "-") in REACH
    }
    listed = _pip(folder, {**clean, **asked}, "config", "list", capture=True)
    if listed.returncode:
        _stop(f"pip cannot read its own settings: {' '.join(listed.stderr.split())}")
    found: dict[str, dict[str, str]] = {"global": {}, "install": {}, ":env:": {}}
    for line in listed.stdout.splitlines():
        name, _, value = line.partition("=")
        section, _, key = name.rpartition(".")
        if section in found and key in REACH:
            found[section][key] = " ".join(ast.literal_eval(value).split())
    kept = {**found["global"], **found["install"], **found[":env:"]}
    told = {"PIP_" + key.upper().replace("-", "_"): value for key, value in kept.items()}
    return {**clean, **told, "PIP_CONFIG_FILE": os.devnull}


def _install(folder: Path, step: list[str], settings: dict[str, str]) -> None:
    # -qq leaves pip its errors, not the warnings about how the user set it up
    done = _pip(folder, settings, "install", "-qq", *step)
    if done.returncode:
        told = sorted(name for name in settings if name.startswith("PIP_"))
        told.remove("PIP_CONFIG_FILE")
        taken = f"; it was told {', '.join(told)}" if told else ""
        _stop(
            f"pip could not install {step[-1]}: its own lines above say why{taken};"
            " the same command goes on from here"
        )


def _pip(folder: Path, environ: dict[str, str], *arguments: str, capture: bool = False):
    command = [str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
    return subprocess.run([*command, *arguments], cwd=ROOT, env=environ, text=True, capture_output=capture)


def _stop(why: str) -> None:
    sys.exit(f"error: {why}")


def main() -> None:
    kind, name = sys.argv[1:]
    if not name:
        _stop("an environment needs a folder: make VENV=name")
    held = os.open(ROOT, os.O_RDONLY)
    if fcntl:  # two that are started at once: the second waits, and finds the work done
        fcntl.flock(held, fcntl.LOCK_EX)
    try:
        ensure(kind, Path(name))
    except OSError as error:
        _stop(f"{error.filename or name}: {error.strerror}; make room, or name another folder")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
