"""Numbers in a text that the article, or a rule, states: each is marked, and compared.

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

import ast
import re
from collections.abc import Iterator, Sequence
from functools import cache

from helpers.claims.ledger import Claim
from helpers.claims.rules import CLOSE, TIE
from walkthrough.checks.structure import SAYS

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
"""Code, and the targets of links, are not prose."""
_PARAGRAPH = re.compile(re.escape(SAYS) + r".*?(?=\n\n|\Z)", re.DOTALL)
"""A paragraph on what the article says."""
_SOLUTION = {"BEGIN SOLUTION", "END SOLUTION"}
Numbers = set[tuple[float, str | None]]


@cache
def stated_numbers(claim: Claim) -> Numbers:
    """The numbers that a claim states, each with its unit where it has one, and without."""
    text = " ; ".join([claim.statement, claim.stated_text, claim.as_of[:4]])
    numbers = {(_value(m["number"]), m["unit"]) for m in _NUMBER.finditer(text)}
    return numbers | {(value, None) for value, _ in numbers}


def text_problems(text: str, ledger: Sequence[Claim], name: str | None) -> Iterator[str]:
    """Problems of the numbers and marks in a text of the notebook `name`.

    A text outside the notebooks needs a mark only where it repeats a stated value with its unit.
    """
    known = {c.id: stated_numbers(c) for c in ledger}
    known |= {rule: {(100 * share, "per cent")} for rule, share in (("close", CLOSE), ("tie", TIE))}
    own = [c for c in ledger if c.notebook == name]
    values = {c.stated for c in own if c.unit in _GENERAL}
    nouns = {unit for c in own for n, unit in known[c.id] if unit and n > _FEW} | _GENERAL
    repeated = {(c.stated, c.unit) for c in ledger if c.unit in _GENERAL}
    prose = _QUIET.sub(lambda found: " " * len(found[0]), text)
    marked = {(_value(m["number"]), m["unit"]) for m in _NUMBER.finditer(prose) if m["mark"]}
    paragraphs = [m.span() for m in _PARAGRAPH.finditer(prose)]
    for match in _NUMBER.finditer(prose):
        value, unit = _value(match["number"]), match["unit"] and match["unit"].lower()
        shown = " ".join(match[0].removesuffix(match["mark"] or "").split())
        if match["mark"]:
            stated = known.get(match["reference"])
            if stated is not None and not _fits(value, unit, stated):
                yield f"{shown!r} is not what {match['reference']} states ({_listed(stated)}); correct it"
            continue
        heading = prose[: match.start()].rpartition("\n")[2].startswith("#")
        if heading and (value, unit) in marked:
            continue
        of_the_article = any(a <= match.start() < b for a, b in paragraphs)
        if name is None:
            due = (value, unit) in repeated
        else:
            due = unit in nouns or value in values or (value > _FEW and of_the_article)
        if due:
            claims = [claim for claim, numbers in known.items() if _fits(value, unit, numbers)]
            yield f"{shown!r} bears no mark; " + (
                f"write the claim that states it after it: {shown}<!-- {claims[0]} -->"
                if claims
                else "no claim states it: correct it, or compute it"
            )
    ends = {match.end() for match in _NUMBER.finditer(prose) if match["mark"]}
    for comment in _COMMENT.finditer(text):
        mark = comment[1]
        if mark in known and comment.end() not in ends:
            yield f"the mark {mark} stands after no number; put it right after its number"
        elif name is not None and mark not in known.keys() | _SOLUTION:
            yield f"the comment {mark[:40]!r} is not a mark; name a claim of the ledger, or delete it"


def typed_in_code(source: str) -> Iterator[str]:
    """Millions and per cents typed into the texts of a code cell, except those of a rule."""
    try:
        nodes = [*ast.walk(ast.parse(source))]
    except SyntaxError:  # a magic; or not Python, so its execution fails
        return
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for match in _NUMBER.finditer(node.value):
                if match["unit"] in _GENERAL and _value(match["number"]) not in (100 * CLOSE, 100 * TIE):
                    yield f"{match[0]!r} is typed into a text; compute it"


def contradictions(ledger: Sequence[Claim]) -> Iterator[str]:
    """Claims whose statement has a number of the stated unit that is not the stated value."""
    for claim in ledger:
        for match in _NUMBER.finditer(claim.statement) if claim.unit else ():
            if match["unit"] == claim.unit and _value(match["number"]) != claim.stated:
                yield (
                    f"{claim.id}: the statement says {match[0]}, stated is {claim.stated_text};"
                    " correct one of them"
                )


def _fits(value: float, unit: str | None, stated: Numbers) -> bool:
    """Whether a number is among those stated; million and per cent must agree, other nouns need not."""
    general = unit if unit in _GENERAL else None
    units = {u for v, u in stated if v == value}
    return bool(units) and (general in units if general else True)


def _value(number: str) -> float:
    return float(_WORDS.get(number.lower(), 0) or number.replace(",", ""))


def _listed(numbers: Numbers) -> str:
    units = {value for value, unit in numbers if unit}
    shown = [f"{v:g} {u or ''}".strip() for v, u in numbers if u or v not in units]
    return ", ".join(sorted(shown)) or "no number"
