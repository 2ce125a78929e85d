"""Pins every dependency again: requirements.lock, and environment.yml made from it.

Run by `make lock`, which brings uv. Pins already in the lock stay as they are where they still
fit pyproject.toml; delete requirements.lock first to move to the newest releases.

Two files, because pip refuses an editable install (`-e .`) in a file with hashes, and conda hands
its pip section to pip as one such file. So the lock carries hashes for pip, and environment.yml
repeats the pins without them; tests/test_packaging.py compares the two.
"""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = "# Every dependency, those of the tests too. Written by `make lock`: do not edit.\n"
ENVIRONMENT = """\
# The environment of requirements.lock for conda and Binder. Written by `make lock`: do not edit.
# conda env create -f environment.yml && conda activate south-south-walkthrough
# One difference: pip takes no hashes beside `-e .`, so these pins come without them.
name: south-south-walkthrough
channels:
  - conda-forge
  - nodefaults
dependencies:
  - python=3.11
  - pip
  - pip:
"""
PIN = re.compile(r"^(?P<pin>[A-Za-z0-9][\w.-]*==[^\s;]+)(?: ; (?P<marker>.*?))? \\$", re.MULTILINE)


def environment(lock: str) -> str:
    """The text of environment.yml for the text of a lock: the same pins and markers, then `-e .`.

    A marker compares with single-quoted strings, so a double-quoted YAML string holds it whole.
    """
    lines = [
        f'      - "{pin["pin"]} ; {pin["marker"]}"' if pin["marker"] else f"      - {pin['pin']}"
        for pin in PIN.finditer(lock)
    ]
    return ENVIRONMENT + "\n".join([*lines, "      - -e ."]) + "\n"


def compile_lock(target: Path) -> None:
    """Resolve once for Linux, macOS and Windows and for every Python from 3.11 on.

    `fewest` asks for one version of a package everywhere: stored outputs are compared word for
    word. The build backend is locked too, since the project is installed without isolation.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    command = [
        *(sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-config"),
        *("--universal", "--python-version", "3.11", "--fork-strategy", "fewest"),
        *("--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate"),
        *("--extra", "test", "--output-file", str(target), "pyproject.toml", "-"),
    ]
    backend = "\n".join(project["build-system"]["requires"])
    # the cache stays in the clone, like everything that make writes
    environ = os.environ | {"UV_CACHE_DIR": str(ROOT / "build" / ".uv-cache")}
    subprocess.run(command, input=backend, text=True, check=True, cwd=ROOT, env=environ)


def main() -> None:
    lock = ROOT / "requirements.lock"
    compile_lock(lock)
    text = HEADER + lock.read_text(encoding="utf-8").removeprefix(HEADER)
    lock.write_text(text, encoding="utf-8", newline="\n")
    (ROOT / "environment.yml").write_text(environment(text), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
