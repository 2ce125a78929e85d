"""Where notebooks and data stand: in a clone, in what was installed, or in a folder of one's own."""

from __future__ import annotations

from pathlib import Path

_INSTALLED = Path(__file__).resolve().parents[1] / "bundle"
"""In a wheel: data, notebooks and docs, as they are laid out in the repository."""


def _own() -> Path | None:
    """The folder that `walkthrough start` wrote and that one is in, at any depth."""
    for folder in (here := Path.cwd(), *here.parents):
        if all((folder / name).exists() for name in (".walkthrough.json", "notebooks", "data/claims.yaml")):
            return folder
    return None


IN_CLONE = not _INSTALLED.is_dir()
BUNDLE = Path(__file__).resolve().parents[3] if IN_CLONE else _INSTALLED
"""What the project brings along."""
OWN = _own()
HOME = OWN or BUNDLE
"""Whose notebooks and data are used if no others are named."""
IS_PROJECT = IN_CLONE and OWN is None
"""Whether that is the project's own clone."""
IS_INSTALLED = not IN_CLONE and OWN is None
"""Whether that is an installation, into which nobody writes."""
