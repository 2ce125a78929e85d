"""Which claims a notebook judges, read from its code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

JUDGE = "judge"


def calls(notebook: Any) -> Iterator[tuple[Any, ast.Call]]:
    """Every call of `judge` with the cell that it stands in, in order."""
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        try:
            tree = ast.parse("".join(cell["source"]))
        except (SyntaxError, ValueError):  # a magic; or no Python, which the run will report
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and name_of(node.func) == JUDGE:
                yield cell, node


def claim(call: ast.Call) -> str | None:
    """The claim's id, if the call states it."""
    named = [k.value for k in call.keywords if k.arg == "claim_id"]
    for node in [*call.args[1:2], *named]:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
    return None


def judged(notebook: Any) -> tuple[str, ...]:
    """The ids of the claims whose cards a notebook hands in, as far as its code states them."""
    return tuple(filter(None, (claim(call) for _, call in calls(notebook))))


def name_of(function: ast.expr) -> str:
    """The name by which a function is called, without what stands before its dot."""
    return str(getattr(function, "attr", getattr(function, "id", "")))
