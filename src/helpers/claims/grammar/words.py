"""Words of the grammar: what may be written, and the nearest to what was."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

LISTED = 12
"""So many allowed words are all listed in a refusal; of more than that only the nearest one."""


def unknown(what: str, word: object, allowed: Iterable[str], otherwise: str = "") -> str:
    """The refusal of a word: the nearest that is allowed, and all of them where they are few."""
    words = list(allowed)
    folded = {each.casefold(): each for each in words}
    near = difflib.get_close_matches(str(word).casefold(), folded, n=1, cutoff=0.5)
    hint = f"did you mean {folded[near[0]]!r}? " if near else ""
    listed = ", ".join(words) if len(words) <= LISTED else otherwise
    return f"no {what} {str(word)[:60]!r} here; {hint}allowed: {listed}"


class Entry(BaseModel):
    """A mapping of the ledger: a key that it does not have is refused, with the nearest that it has."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", serialize_by_alias=True)

    @model_validator(mode="before")
    @classmethod
    def _known_keys(cls, entry: Any) -> Any:
        allowed = [field.alias or name for name, field in cls.model_fields.items()]
        for key in entry if isinstance(entry, dict) else ():
            if key not in allowed:
                raise ValueError(unknown("key", key, allowed, ", ".join(allowed)))
        return entry
