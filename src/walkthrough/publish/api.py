"""Pages of the API reference: one per room of `helpers`, which Sphinx fills from the docstrings."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import helpers


def pages() -> Iterator[tuple[str, str]]:
    """Name and Markdown of each page, rooms in the order of their names, the loose modules first."""
    found = sorted(pkgutil.iter_modules(helpers.__path__), key=lambda module: module.name)
    loose = [f"helpers.{module.name}" for module in found if not module.ispkg]
    yield "helpers", _page("helpers", helpers.__doc__ or "", loose)
    for room in (f"helpers.{module.name}" for module in found if module.ispkg):
        package = importlib.import_module(room)
        inside = pkgutil.walk_packages(package.__path__, f"{room}.")
        names = sorted(module.name for module in inside)
        yield room, _page(room, package.__doc__ or "", names)


def _page(room: str, about: str, modules: list[str]) -> str:
    documented = "".join(f"{name}\n{'-' * len(name)}\n\n.. automodule:: {name}\n\n" for name in modules)
    return f"# {room}\n\n{about.strip()}\n\n```{{eval-rst}}\n{documented}```\n"
