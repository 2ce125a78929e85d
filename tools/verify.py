"""Clone what is committed, set it up from the lock, execute it, and compare every output.

Run by `make verify`. An output is identical if all of it is: text, tables, numbers, verdicts, the
bytes of a picture and its alternative text. Needs what `make setup` needs, and git.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def outputs(notebook: str) -> list[tuple[str, Any]]:
    """Every output of a notebook's text, in order, with the id of its cell."""
    cells = json.loads(notebook)["cells"]
    return [(cell["id"], output) for cell in cells for output in cell.get("outputs", [])]


def compare(stored: str, fresh: str) -> tuple[int, int, list[str]]:
    """Of two texts of a notebook: how many outputs are identical, of how many, and where not.

    An output that one of them lacks counts as one that differs. Ids of cells are named once each.
    """
    sides: list[dict[tuple[str, int], Any]] = [{}, {}]
    for side, text in zip(sides, (stored, fresh), strict=True):
        for cell, output in outputs(text):
            number = sum(known == cell for known, _ in side)
            side[cell, number] = output
    keys = list(dict.fromkeys([*sides[0], *sides[1]]))
    differ = [key for key in keys if sides[0].get(key) != sides[1].get(key)]
    return len(keys) - len(differ), len(keys), list(dict.fromkeys(cell for cell, _ in differ))


def main() -> int:
    clone = ROOT / "build" / ".verify"
    shutil.rmtree(clone, ignore_errors=True)
    if git("status", "--porcelain"):
        print("note: there are changes that are not committed; what is committed is verified")
    print(f"cloning {git('rev-parse', '--short', 'HEAD')} into build/.verify", flush=True)
    git("clone", "--quiet", "--no-hardlinks", str(ROOT), str(clone))
    notebooks = sorted((clone / "notebooks").glob("*.ipynb"))
    stored = {path: path.read_text(encoding="utf-8") for path in notebooks}
    # An environment that happens to be active must not take part.
    clean = {k: v for k, v in os.environ.items() if k not in ("VIRTUAL_ENV", "WALKTHROUGH_DATA")}
    subprocess.run(["make", "refresh", f"PYTHON={sys.executable}"], cwd=clone, check=True, env=clean)

    good = total = 0
    for path in notebooks:
        same, of, where = compare(stored[path], path.read_text(encoding="utf-8"))
        good, total = good + same, total + of
        differ = f"; differ in cells {', '.join(where)}" if where else ""
        print(f"{path.stem:24} {same:3} of {of:3}{differ}")
    others = [
        line[3:]
        for line in git("status", "--porcelain", where=clone).splitlines()
        if not line.endswith(".ipynb")
    ]
    for name in others:
        print(f"{name} differs from what is stored")
    print(f"{good} of {total} outputs identical")
    return 0 if good == total and not others else 1


def git(*arguments: str, where: Path = ROOT) -> str:
    done = subprocess.run(["git", *arguments], cwd=where, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"error: git {arguments[0]}: {done.stderr.strip()}; run this in a clone")
    return done.stdout.rstrip()


if __name__ == "__main__":
    sys.exit(main())
