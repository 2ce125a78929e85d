"""List every locked package with its licence in DEPENDENCIES.md. Run by `make lock`.

The licence is what a package's own metadata says: the SPDX expression if it has one, else its
classifiers, else its licence field. A package that this system does not need keeps its line.
"""

from __future__ import annotations

import importlib.metadata
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "DEPENDENCIES.md"
HEADER = """\
# Packages and their licences

Every package of `requirements.lock` and `requirements-dev.lock` (*dev*), with the licence that its
own metadata states. Written by `make lock`: do not edit. A dash: a package of another system, which
was not installed then.

Whether one of them has a known weakness is not checked here, as that needs a list from the network.
With access to it: `python -m pip install pip-audit`, then `pip-audit -r requirements.lock`.

| package | version | lock | licence |
|:--|:--|:--|:--|
"""
PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)==(\S+)", re.MULTILINE)


def licence(name: str) -> str:
    """What an installed package says its licence is, in one short line; a dash if not installed."""
    try:
        metadata = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return "-"
    if stated := metadata.get("License-Expression"):
        return stated
    classes = [
        line.rsplit(" :: ", 1)[1].removesuffix(" License")
        for line in metadata.get_all("Classifier") or []
        if line.startswith("License ::") and line.count("::") > 1
    ]
    field = (metadata.get("License") or "").strip().splitlines()
    return " or ".join(classes) or (field[0][:60] if field else "not stated")


def page() -> str:
    """The text of DEPENDENCIES.md for the lock and what is installed."""
    locks = {"run": "requirements.lock", "dev": "requirements-dev.lock"}
    pins = {
        pin: kind
        for kind, name in reversed(locks.items())
        for pin in PIN.findall((ROOT / name).read_text(encoding="utf-8"))
    }
    rows = [
        f"| {name} | {version} | {kind} | {licence(name)} |" for (name, version), kind in sorted(pins.items())
    ]
    return HEADER + "\n".join(rows) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.exit()
