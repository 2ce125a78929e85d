"""The verdict cards of a notebook: one for each of its claims, from computed values."""

from __future__ import annotations

import ast
import builtins
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from helpers.claims.collect import records
from helpers.claims.judgement import MIME
from helpers.claims.ledger import Claim
from walkthrough.notebook.judged import JUDGE, claim, name_of

_NEUTRAL = {"decimal", "fractions", "math", "numpy", "pandas", "statistics"}
"""Modules without data: what they return for typed numbers counts as typed."""
_SHOW = (JUDGE, "example")


def card_problems(notebook: Any, name: str, ledger: Sequence[Claim]) -> Iterator[str]:
    """Claims of the ledger without their one card here, and cards that belong elsewhere."""
    home = {c.id: c.notebook for c in ledger}
    shown = Counter(str(record.get("claim")) for record in records(notebook, MIME))
    for claim_id, place in home.items():
        if place == name and shown[claim_id] != 1:
            yield f"{shown[claim_id]} cards for claim {claim_id}; judge it in exactly one cell"
    for claim_id in shown:
        if claim_id not in home:
            yield f"a card for claim {claim_id}, which the ledger does not have; delete it"
        elif home[claim_id] != name:
            yield (
                f"a card for claim {claim_id}, which the ledger gives to {home[claim_id]}; "
                "show it with `example` in place of `judge`"
            )


def typed_values(code: Sequence[Any], ledger: Sequence[Claim]) -> Iterator[str]:
    """Cards that get a value which was typed, not computed, or no value where one is due."""
    measured = {c.id for c in ledger if c.kind in ("quantity", "comparison")}
    typed = dict.fromkeys(dir(builtins), True)  # by name: whether only typed values are in it
    for cell in code:
        try:
            statements = ast.parse(cell.source).body
        except SyntaxError:  # a magic; or not Python, so its execution fails
            continue
        for statement in statements:
            for node in ast.walk(statement):
                if not (isinstance(node, ast.Call) and name_of(node.func) in _SHOW):
                    continue
                what, value = claim(node), _found(node)
                if value is None and what in measured:
                    yield f"{cell.id}: {what} without found=; compute the value in the open"
                elif value is not None and any(_is_typed(part, typed) for part in _parts(value)):
                    yield (
                        f"{cell.id}: {what}: found={ast.unparse(value)} is typed; compute it from"
                        " the data, or from the ledger's stated values"
                    )
            _learn(statement, typed)


def _found(call: ast.Call) -> ast.expr | None:
    named = [keyword.value for keyword in call.keywords if keyword.arg == "found"]
    return next(iter([*call.args[2:3], *named]), None)


def _parts(value: ast.expr) -> Iterator[ast.expr]:
    """The values of a pair, and of both sides of a condition, without None."""
    if isinstance(value, ast.Tuple):
        for element in value.elts:
            yield from _parts(element)
    elif isinstance(value, ast.IfExp):
        yield from _parts(value.body)
        yield from _parts(value.orelse)
    elif not (isinstance(value, ast.Constant) and value.value is None):
        yield value


def _is_typed(value: ast.AST, typed: dict[str, bool]) -> bool:
    """Whether a value comes from typed numbers alone. Names bound elsewhere count as computed."""
    names = [node.id for node in ast.walk(value) if isinstance(node, ast.Name)]
    return all(typed.get(name, False) for name in names)


def _learn(statement: ast.stmt, typed: dict[str, bool]) -> None:
    """Note for each name that a statement binds whether its value is typed."""
    if isinstance(statement, ast.Import | ast.ImportFrom):
        for alias in statement.names:
            module = getattr(statement, "module", None) or alias.name
            bound = alias.asname or alias.name.split(".")[0]
            typed[bound] = module.split(".")[0] in _NEUTRAL
        return
    value = None
    if isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign):
        value = statement.value
    is_typed = value is not None and _is_typed(value, typed)
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            before = not isinstance(statement, ast.AugAssign) or typed.get(node.id, False)
            typed[node.id] = is_typed and before
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            typed[node.name] = False
