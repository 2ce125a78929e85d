"""The text of a notebook under any parameters, in this process, without a kernel and undrawn.

What a page says comes from the notebook's cells as they are stored; only drawing is left out, so
a figure is its title. Tables and judgements are shared by all notebooks that are read.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import pkgutil
from collections.abc import Iterator
from typing import Any

import IPython.display
import pytest
from IPython.display import Markdown

import helpers.figures
import helpers.study
from helpers.claims import collect, robustness
from helpers.claims.cards import VerdictCard
from helpers.claims.judgement import Judgement
from helpers.data.package import BUNDLED, Package
from helpers.parameters import resolve

NOTEBOOKS = BUNDLED.parent / "notebooks"
NO_PART_OF_THE_STORY = {"self-check", "solution"}


class Reader:
    """Reads notebooks of the bundle, one set of parameters after the other."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.package, self.known = Package(BUNDLED), {}
        shared = vars(robustness.Studies(self.package))
        patch.setattr(helpers.study, "open_study", self._study)
        patch.setattr(robustness.Studies, "__init__", lambda new, package: vars(new).update(shared))
        patch.setattr(collect, "collect", lambda folder, before: self.verdicts)
        patch.setattr(IPython.display, "display", lambda *shown: self._show(*shown))
        for info in pkgutil.iter_modules(helpers.figures.__path__, "helpers.figures."):
            module = importlib.import_module(info.name)
            for name, function in inspect.getmembers(module, inspect.isfunction):
                signature = inspect.signature(function)
                if function.__module__ == info.name and {"title", "source"} <= set(signature.parameters):
                    patch.setattr(module, name, _title(signature))
        self.verdicts: list[Judgement] = []
        self.said: list[str] = []

    def read(self, name: str, **values: Any) -> list[str]:
        """The sentences that a notebook shows: Markdown, titles of figures, verdict cards."""
        self.said = []
        notebook = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))
        scope: dict[str, Any] = {}
        for cell in notebook["cells"]:
            tags = set(cell["metadata"].get("tags", []))
            if cell["cell_type"] == "code" and not tags & NO_PART_OF_THE_STORY:
                self._run("".join(cell["source"]), scope)
            if "parameters" in tags:
                scope |= {name: value for name, value in values.items() if name in scope}
        return self.said

    def _study(self, **values: Any) -> helpers.study.Study:
        study = helpers.study.Study(self.package, resolve(self.package, **values))
        study.known = self.known
        return study

    def _run(self, source: str, scope: dict[str, Any]) -> None:
        """Execute a cell, and show its last expression as a kernel does."""
        tree = ast.parse(source)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, "cell", "exec"), scope)
        if isinstance(last, ast.Expr):
            self._show(eval(compile(ast.Expression(last.value), "cell", "eval"), scope))

    def _show(self, *shown: object) -> None:
        for thing in shown:
            if isinstance(thing, Markdown):
                self.said.append(str(thing.data))
            elif isinstance(thing, VerdictCard):
                self.said.append(str(thing))
                if not thing.example:
                    self.verdicts.append(thing.judgement)
            elif isinstance(thing, _Title):
                self.said.append(thing)


class _Title(str):
    """In place of a figure."""


def _title(signature: inspect.Signature) -> Any:
    return lambda *args, **kwargs: _Title(signature.bind(*args, **kwargs).arguments["title"])


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with pytest.MonkeyPatch.context() as patch:
        yield Reader(patch)
