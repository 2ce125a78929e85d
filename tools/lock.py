"""Pin every dependency again: requirements.lock, and requirements-dev.lock beside it.

Run by `make lock`, which brings uv. The first lock is for who reads, runs and re-runs the
notebooks; the second holds what the extra `test` adds to it, and pins nothing twice. Pins already
in a lock stay as they are where they still fit pyproject.toml; delete the locks first to move to
the newest releases.
"""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUN, DEV = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
HEADER = {
    RUN: "# Every dependency of a run. Written by `make lock`: do not edit.\n",
    DEV: "# What the extra `test` adds to requirements.lock. Written by `make lock`: do not edit.\n",
}
ENTRY = re.compile(r"^\S.*\\\n(?: +--hash=\S+(?: \\)?\n)+", re.MULTILINE)


def compile_lock(*options: str) -> str:
    """Resolve once for Linux, macOS and Windows and for every Python from 3.11 on.

    `fewest` asks for one version of a package everywhere: stored outputs are compared word for
    word. The build backend is locked too, since the project is installed without isolation.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    command = [
        *(sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-config"),
        *("--universal", "--python-version", "3.11", "--fork-strategy", "fewest"),
        *("--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate"),
        *(*options, "pyproject.toml", "-"),
    ]
    backend = "\n".join(project["build-system"]["requires"])
    # the cache stays in the clone, like everything that make writes
    environ = os.environ | {"UV_CACHE_DIR": str(ROOT / "build" / ".uv-cache")}
    return subprocess.run(
        command, input=backend, text=True, check=True, cwd=ROOT, env=environ, stdout=subprocess.PIPE
    ).stdout


def beyond(whole: str, first: str) -> str:
    """The entries of one lock that another does not have, word for word."""
    present = set(ENTRY.findall(first))
    return "".join(entry for entry in ENTRY.findall(whole) if entry not in present)


def main() -> None:
    known = [option for lock in (RUN, DEV) if lock.exists() for option in ("--constraints", str(lock))]
    # Both from one resolution: what the tests need may hold a package back that a run needs too.
    whole = compile_lock(*known, "--extra", "test")
    together = ROOT / "build" / "whole.lock"
    together.parent.mkdir(exist_ok=True)
    together.write_text(whole, encoding="utf-8")
    first = compile_lock("--constraints", str(together))
    together.unlink()
    for lock, text in ((RUN, first), (DEV, beyond(whole, first))):
        lock.write_text(HEADER[lock] + text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
