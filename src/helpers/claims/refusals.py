"""Why an entry of a ledger is refused: the line, the place in it, what is wrong, what is allowed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from typing import Any

import yaml
from pydantic import ValidationError


def refusal(error: ValidationError, entry: Any, number: int, text: str, above: Sequence[str | int]) -> str:
    """The first fault of an entry; ``above`` is where the list of claims stands in the file's text."""
    first = error.errors()[0]
    place = [part for part in first["loc"] if not str(part).startswith("<")]  # which is a tag of the grammar
    if place[:2] == ["readings", 0] and isinstance(entry, dict) and "readings" not in entry:
        place = place[2:]  # `measure` alone stands for one reading
    line = _line(text, [*above, number - 1, *place])
    name = entry.get("id", f"entry {number}") if isinstance(entry, dict) else f"entry {number}"
    where = "".join(f", {part}" for part in place)  # none: the claim as a whole
    message = first["msg"].removeprefix("Value error, ")
    if first["type"] == "literal_error":
        allowed = re.findall("'([^']*)'", str(first.get("ctx", {}).get("expected", "")))
        near = difflib.get_close_matches(str(first["input"]), allowed, n=1, cutoff=0.5)
        message += f"; did you mean {near[0]!r}?" if near else ""
    return f"claim {name}{where}: {message} (line {line})"


def _line(text: str, place: Sequence[str | int]) -> int:
    """The line, from 1, of the deepest part of a place that the text has."""
    node: Any = yaml.compose(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    line = node.start_mark.line
    for part in place:
        if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line
        elif isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == part), None)
            if found is None:
                break
            line, node = found[0].start_mark.line, found[1]
    return int(line) + 1
