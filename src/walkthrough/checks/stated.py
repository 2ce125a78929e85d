"""Numbers in a text that are the article's, or a rule's: each is marked, and compared.

A mark is a comment right after the number and its unit, which no reader sees: `258 million`, then
`<!-- A2.1 -->`. The number must be one that the claim states, in its value, its statement or its
date; the marks `close` and `tie` name the rules of a verdict. A mark is due

- after every number of millions or per cent, wherever it stands: others are computed, not typed;
- after every number with a noun that claims of this notebook count (pages, times, objectives);
- after every number that is the stated value of such a claim;
- after every number above ten in a paragraph on what the article says.

In a heading, where a mark would be in the way, the same number marked below it is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from helpers.claims.ledger import Claim
from helpers.claims.verdicts import CLOSE, TIE
from walkthrough.checks.skeleton import SAYS

_ONES = [
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: n for n, word in enumerate(_ONES, start=1)}
_WORDS |= {word: 10 * n for n, word in enumerate(_TENS, start=2)}
_WORDS |= {f"{t}-{o}": _WORDS[t] + _WORDS[o] for t in _TENS for o in _ONES[:9]}
_FEW = 10
"""Up to here a number may be no more than a word of the sentence ("two places")."""
_GENERAL = {"million", "per cent"}
_NUMBER = re.compile(
    r"(?<![\w.,+/-])(?P<number>\d+(?:,\d{3})*(?:\.\d+)?|"
    + "|".join(sorted(_WORDS, key=len, reverse=True))
    + r")(?![\w+/-]|\.\d)(?:\s+(?P<unit>million|per cent|[a-z]+s)\b)?"
    r"(?P<mark>\s*<!--\s*(?P<reference>.*?)\s*-->)?",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--\s*(.*?)\s*-->", re.DOTALL)
_QUIET = re.compile(r"`[^`\n]*`|\]\([^)\s]*\)")
"""Code, and the targets of links: no prose."""
_SOLUTION = {"BEGIN SOLUTION", "END SOLUTION"}
Numbers = set[tuple[float, str | None]]


@cache
def stated_numbers(claim: Claim) -> Numbers:
    """What a claim states: each number, with its unit where it has one, and without."""
    texts = [claim.statement, claim.stated_text, claim.as_of[:4]]
    found = {(_value(m["number"]), m["unit"]) for t in texts for m in _NUMBER.finditer(t)}
    return found | {(value, None) for value, _ in found}


def text_problems(text: str, ledger: Sequence[Claim], name: str | None) -> Iterator[str]:
    """What is wrong with the numbers and marks of a text of the notebook `name`.

    A text that is of no notebook needs a mark only where it repeats a stated value with its unit.
    """
    known = {c.id: stated_numbers(c) for c in ledger}
    known |= {rule: {(100 * share, "per cent")} for rule, share in (("close", CLOSE), ("tie", TIE))}
    own = [c for c in ledger if c.notebook == name]
    values = {c.stated for c in own if c.unit in _GENERAL}
    nouns = {unit for c in own for n, unit in known[c.id] if unit and n > _FEW} | _GENERAL
    repeated = {(c.stated, c.unit) for c in ledger if c.unit in _GENERAL}
    prose = _QUIET.sub(lambda found: " " * len(found[0]), text)
    marked = {(_value(m["number"]), m["unit"]) for m in _NUMBER.finditer(prose) if m["mark"]}
    said = _paragraphs(prose)
    for found in _NUMBER.finditer(prose):
        value, unit = _value(found["number"]), found["unit"] and found["unit"].lower()
        shown = " ".join(found[0].removesuffix(found["mark"] or "").split())
        if found["mark"]:
            reference = found["reference"]
            if reference in known and not _fits(value, unit, known[reference]):
                yield (f"{shown!r} is not what {reference} states ({_listed(known[reference])}); correct it")
        elif (value, unit) in marked and prose[: found.start()].rpartition("\n")[2][:1] == "#":
            continue
        elif (
            (value, unit) in repeated
            if name is None
            else unit in nouns
            or value in values
            or value > _FEW
            and any(a <= found.start() < b for a, b in said)
        ):
            claims = [r for r, numbers in known.items() if _fits(value, unit, numbers)]
            yield f"{shown!r} bears no mark; " + (
                f"write the claim that states it after it: {shown}<!-- {claims[0]} -->"
                if claims
                else "no claim states it: correct it, or compute it"
            )
    after = {found.end() for found in _NUMBER.finditer(prose) if found["mark"]}
    for found in _COMMENT.finditer(text):
        if found[1] in known and found.end() not in after:
            yield f"the mark {found[1]} stands after no number; put it right after its number"
        elif name is not None and found[1] not in known.keys() | _SOLUTION:
            yield (
                f"the comment {found[1][:40]!r} is no mark; name a claim of the ledger, or delete the comment"
            )


def typed_in_code(strings: Sequence[str]) -> Iterator[str]:
    """Millions and per cents that are typed into the texts of a code cell, rules apart."""
    rules = (100 * CLOSE, 100 * TIE)
    for text in strings:
        for found in _NUMBER.finditer(text):
            if found["unit"] in _GENERAL and _value(found["number"]) not in rules:
                yield f"{found[0]!r} is typed into a text; compute it"


def contradictions(ledger: Sequence[Claim]) -> Iterator[str]:
    """Claims whose statement has another number of the stated unit than their stated value."""
    for claim in ledger:
        for found in _NUMBER.finditer(claim.statement) if claim.unit else ():
            if found["unit"] == claim.unit and _value(found["number"]) != claim.stated:
                yield (
                    f"{claim.id}: the statement says {found[0]}, stated is {claim.stated_text};"
                    " correct one of them"
                )


def _fits(value: float, unit: str | None, stated: Numbers) -> bool:
    """Whether a number is stated so; a noun after it may be another, million and per cent not."""
    general = unit if unit in _GENERAL else None
    units = {u for v, u in stated if v == value}
    return bool(units) and (general in units if general else True)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Where the paragraphs on what the article says begin and end."""
    begins = [found.start() for found in re.finditer(re.escape(SAYS), text)]
    return [(at, end if (end := text.find("\n\n", at)) >= 0 else len(text)) for at in begins]


def _value(number: str) -> float:
    return float(_WORDS.get(number.lower(), 0) or number.replace(",", ""))


def _listed(numbers: Numbers) -> str:
    units = {value for value, unit in numbers if unit}
    shown = [f"{v:g} {u or ''}".strip() for v, u in numbers if u or v not in units]
    return ", ".join(sorted(shown)) or "no number"
