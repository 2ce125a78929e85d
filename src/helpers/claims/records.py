"""Verdicts that were written down, in a notebook or by a run, checked before they are shown."""

from __future__ import annotations

import json
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from helpers.errors import UserError

Word = Literal[
    "reproduced",
    "holds",
    "confirmed",
    "close",
    "tie",
    "differs",
    "fails",
    "contradicted",
    "unverified",
    "no data",
]


class _Reading(BaseModel):
    """One reading judged; more may stand beside it."""

    model_config = ConfigDict(strict=True, extra="allow")

    reading: str
    verdict: Word
    value: float | bool | None
    evidence: str


class _Verdict(BaseModel):
    """A claim judged."""

    model_config = ConfigDict(strict=True, extra="allow")

    claim: str = Field(pattern=r"^[IAR][0-9A-Za-z.]{0,12}$")
    part: str
    statement: str
    stated: str
    verdict: Word
    contested: bool
    parameters: dict[str, Any]
    readings: list[_Reading] = Field(min_length=1)


_VERDICTS = TypeAdapter(list[_Verdict])


def checked(said: Any, where: object) -> list[dict[str, Any]]:
    """The verdicts, as they are. Raises UserError if one of them is none."""
    try:
        _VERDICTS.validate_python(said)
        json.dumps(said, ensure_ascii=False).encode()  # half a character is no text
    except UnicodeEncodeError as error:
        raise UserError(f"{where}: a verdict with text that is none ({error.reason})") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ", ".join(str(part) for part in first["loc"])
        raise UserError(f"{where}: no verdict of ours ({place}: {first['msg']})") from None
    return list(said)
