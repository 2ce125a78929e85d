"""Packages that only some commands need, which an extra of pyproject.toml brings."""

from __future__ import annotations

import importlib.util

from helpers.data.place import IN_CLONE
from helpers.errors import UserError


def require(extra: str, *modules: str) -> None:
    """Raise UserError, with the command that installs the extra, if a module of it is not there.

    Nothing is imported: a package that is installed is looked up, not run.
    """
    absent = [name for name in modules if importlib.util.find_spec(name) is None]
    if absent:
        how = (
            f"run `make dev`, or: python -m pip install -e '.[{extra}]'"
            if IN_CLONE
            else f"install it from the wheel again, with the extra: python -m pip install 'FILE[{extra}]'"
        )
        raise UserError(f"not installed: {', '.join(absent)}; {how}")
