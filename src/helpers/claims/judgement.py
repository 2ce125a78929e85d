"""A judgement: the verdict on a claim, with the readings that it rests on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import Enum, StrEnum
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from helpers.claims.kinds import ID, UNITS, Kind, Speaker
from helpers.errors import UserError

MIME = "application/vnd.walkthrough.verdict+json"
"""Media type under which a notebook's outputs hold judgements."""


class Standing(Enum):
    """How well a claim stands: it does, nearly, it does not, or nobody can tell."""

    GOOD, MIDDLING, BAD, NONE = range(4)


class Verdict(StrEnum):
    """The word on a claim, with its standing, a sign beside the colour, and the colour.

    The sign tells verdicts apart without colour. Colours can be read on white and on black.
    """

    standing: Standing
    sign: str

    def __new__(cls, word: str, standing: Standing = Standing.NONE, sign: str = "?") -> Verdict:
        member = str.__new__(cls, word)
        member._value_, member.standing, member.sign = word, standing, sign
        return member

    REPRODUCED = "reproduced", Standing.GOOD, "✓"
    HOLDS = "holds", Standing.GOOD, "✓"
    CONFIRMED = "confirmed", Standing.GOOD, "✓"
    CLOSE = "close", Standing.MIDDLING, "≈"
    TIE = "tie", Standing.MIDDLING, "≈"
    DIFFERS = "differs", Standing.BAD, "✗"
    FAILS = "fails", Standing.BAD, "✗"
    CONTRADICTED = "contradicted", Standing.BAD, "✗"
    # Of a text that was audited. What a recommendation asks for can be lacking; that refutes nothing.
    COMPLETE = "complete", Standing.GOOD, "●"
    IN_PART = "in part", Standing.MIDDLING, "◐"
    ABSENT = "absent", Standing.MIDDLING, "○"
    TOO_FEW = "too few cases", Standing.NONE, "?"
    NOT_TESTABLE = "not testable", Standing.NONE, "?"
    UNVERIFIED = "unverified", Standing.NONE, "?"
    NO_DATA = "no data", Standing.NONE, "–"

    @property
    def colour(self) -> str:
        """A CSS colour for the standing."""
        colours = {Standing.GOOD: "#1b7837", Standing.MIDDLING: "#7a6100", Standing.BAD: "#b2182b"}
        return colours.get(self.standing, "#595959")

    @property
    def labelled(self) -> str:
        """Sign and word."""
        return f"{self.sign} {self.value}"


AUDITS = (Verdict.COMPLETE, Verdict.IN_PART, Verdict.ABSENT)
SAYS: dict[Speaker, str] = {"article": "the article says", "bundle": "this bundle says"}
"""Who makes a statement, as a card shows it."""


class Rule(NamedTuple):
    """How the verdict on a claim comes from those on its readings, or parts."""

    name: str
    text: str
    differ: str


FIRST_DECIDES = Rule(
    "readings",
    "A quantity or a comparison may have several **readings**, ways to understand the same sentence: the"
    " first decides.",
    "Another reading of the same sentence gives another verdict; the first decides.",
)
WEAKEST_DECIDES = Rule(
    "parts",
    "A fact may have several **parts**, all of which the sentence says: it stands only as well as its"
    " weakest part.",
    "The parts of this sentence differ; it stands only as well as its weakest part.",
)


def rule(kind: Kind | None) -> Rule:
    """The rule for claims of a kind: facts and audits have parts, the others readings."""
    return WEAKEST_DECIDES if kind in ("fact", "audit") else FIRST_DECIDES


def overall(kind: Kind, verdicts: Sequence[Verdict]) -> Verdict:
    """A claim's verdict from those on its readings or parts, by `rule`."""
    if rule(kind) is FIRST_DECIDES:
        return verdicts[0]
    weakest = (Verdict.CONTRADICTED, Verdict.NO_DATA, Verdict.UNVERIFIED)
    return next((word for word in weakest if word in verdicts), verdicts[0])


class Source(NamedTuple):
    """Who published a table, and the page where, if it is known."""

    title: str
    address: str | None


class ReadingResult(BaseModel):
    """One reading, or part, of a claim, judged.

    ``value`` is in the stated unit of a quantity; the left side of a comparison, ``other`` its
    right side; whether a fact is so; the elements that an audit found, ``other`` all that it looked
    for. None: no data. ``tables``: those whose rows it rests on.
    """

    model_config = ConfigDict(strict=True, frozen=True, extra="allow")

    reading: str
    measure: str = ""
    verdict: Verdict = Field(strict=False)
    value: float | bool | None
    other: float | None = None
    difference: float | None = None
    evidence: str
    tables: tuple[str, ...] = Field(default=(), strict=False)


class Judgement(BaseModel):
    """A claim judged under the parameters that it depends on.

    ``contested``: another reading of the same sentence gives another verdict. Parts of a fact that
    differ do not make it so. ``sources``: the publishers of the tables that it rests on.
    """

    model_config = ConfigDict(strict=True, frozen=True, extra="allow")

    claim: str = Field(pattern=ID)
    part: str
    statement: str
    said_by: Speaker = "article"
    kind: Kind | None = None
    stated: str
    verdict: Verdict = Field(strict=False)
    contested: bool
    readings: tuple[ReadingResult, ...] = Field(strict=False, min_length=1)
    parameters: dict[str, Any]
    cited_source: str = ""
    notes: str = ""
    sources: tuple[Source, ...] = Field(default=(), strict=False)

    def as_json(self) -> dict[str, Any]:
        """The record that ``verdicts.json`` and a notebook's outputs hold."""
        return self.model_dump(mode="json", exclude_unset=True)

    @property
    def unit(self) -> str | None:
        """The unit of the stated value, which stands after the number; None if there is none."""
        return next((unit for unit in UNITS if self.stated.endswith(f" {unit}")), None)

    @property
    def says(self) -> str:
        """Who says it, before the statement: "the article says"."""
        return SAYS[self.said_by]

    @property
    def differ(self) -> str:
        """What it means that the verdicts on readings or parts differ; "" where they do not."""
        return rule(self.kind).differ if len({r.verdict for r in self.readings}) > 1 else ""

    @property
    def shown_readings(self) -> list[str]:
        """One line per reading or part; its own verdict is added where they differ."""
        return [
            f"{r.reading}: {r.evidence}" + (f" [{r.verdict}]" if self.differ else "") for r in self.readings
        ]


_JUDGEMENTS = TypeAdapter(list[Judgement])


def judgements(records: Any, source: object) -> list[Judgement]:
    """Judgements from JSON. Raise UserError, which names the source, if a record is not one."""
    try:
        found = _JUDGEMENTS.validate_python(records)
        json.dumps(records, ensure_ascii=False).encode()  # a lone surrogate cannot be encoded
    except UnicodeEncodeError as error:
        raise UserError(
            f"{source}: a verdict contains text that is not valid Unicode ({error.reason})"
        ) from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ", ".join(str(part) for part in first["loc"])
        raise UserError(
            f"{source}: not a verdict written by this project ({place}: {first['msg']})"
        ) from None
    return found
