"""What the notebooks say under many choices of parameters, read as text.

No sentence is about nothing ("0 of 0"), breaks off, or has a missing number in it; and none
contradicts a verdict card of the same run. The pairs that could are in `PAIRS`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import product
from typing import Any

import pytest

from fixtures_reading import NOTEBOOKS, Reader, reader
from helpers.claims.judgement import ReadingResult, Verdict
from helpers.data.package import BUNDLED, Package
from helpers.errors import NotAllowed, UserError
from helpers.parameters import choices, resolve, souths
from walkthrough.runs.select import load

__all__ = ["reader"]

TEXTS_ONLY = ("01", "06")
"""Notebooks on texts, to which a revision gives but the names of areas: read with one revision."""
READ = [*sorted(NOTEBOOKS.glob("0*.ipynb")), NOTEBOOKS / "country-brief.ipynb"]
DECLARED = {path: set(load(path).parameters) for path in READ}
NONSENSE = re.compile(
    r"\bnan\b|\b0 of 0\b|\b0 to 0\b|\binf\b|<NA>|\bNaT\b|(?<=[\w,:] )None\b|\(\)|\[\]"
    r"|[:,;] ?\.(?:\s|$)|\b(?:and|of|in|to)\.(?:\s|$)|\s[,;.](?:\s|$)|,,|;;"
)


def combinations() -> Iterator[dict[str, Any]]:
    """Every definition with every revision, each other choice alone and with others.

    The years are asked for, as a card has no verdict on another year else; with one definition not.
    """
    package = Package(BUNDLED)
    for revision, south in product(package.revisions, souths(package)):
        asked = {"year": package.years(revision)[-1]} if south != "undesa" else {}
        yield {"revision": revision, "south": south} | asked
    for vintage in package.vintages:
        yield {"remittance_vintage": vintage}
    for residual, revision in product(choices("residual"), (2017, 2024)):
        yield {"residual": residual, "revision": revision, "year": package.years(revision)[-1]}
    for n, revision in enumerate(package.revisions):
        years, south = package.years(revision), ("undesa", "oecd")[n % 2]
        for line in ("undesa", "oecd"):
            yield {"revision": revision, "year": years[0], "south": line}
        if len(years) > 2:
            yield {"revision": revision, "year": years[1], "base_year": years[0], "south": south}
            last = {"revision": revision, "year": years[-1], "south": south}
            yield last | {"base_year": years[-2], "growth": "compound"}
            yield last | {"base_year": years[0]}


def allowed(values: dict[str, Any]) -> bool:
    try:
        resolve(Package(BUNDLED), **values)
    except UserError:
        return False
    return True


CASES = [values for values in combinations() if allowed(values)]
SIDE = {Verdict.HOLDS: "South", Verdict.FAILS: "North", Verdict.TIE: "equal"}
FASTER = {Verdict.HOLDS: "faster", Verdict.FAILS: "more slowly", Verdict.TIE: "a tie"}
WHERE = {Verdict.HOLDS: "in the South", Verdict.FAILS: "in the North", Verdict.TOO_FEW: "too few to tell"}


def is_value(reading: ReadingResult, told: str) -> bool:
    """Whether a sentence has the card's number, as far as it is written out; a share is a per cent there."""
    assert reading.value is not None
    value = reading.value if reading.other is None else 100 * reading.value
    step = 10.0 ** -len(told.partition(".")[2])
    return abs(value - float(told)) <= step / 2 * (1 + 1e-9)


def is_majority(reading: ReadingResult, told: str) -> bool:
    """Whether more than half go one way where the card says that more do; a tie is about a half."""
    per_cent = float(told)
    return {"South": per_cent >= 50, "North": per_cent <= 50}.get(SIDE[reading.verdict], 49 <= per_cent <= 51)


def is_word(words: dict[Verdict, str]) -> Callable[[ReadingResult, str], bool]:
    return lambda reading, told: words.get(reading.verdict, "equal") in told


Check = Callable[[ReadingResult, str], bool]
PAIRS: list[tuple[str, int, str, Check]] = [
    ("A2.2", 0, r"Per cent of all migrants who lived in the South:.*?\*\*([\d.]+)\*\* in {year}\b", is_value),
    ("A2.3", 0, r"^The ([\d.]+) million South-South migrants are", is_value),
    ("A2.4", 0, r"\*\*([\d.]+) per cent\*\* of the migrants living in the South", is_value),
    ("A2.5", 0, r"born in the South, (\d+) per cent live in the South", is_majority),
    ("A2.6", 0, r"the period of this run\*\*: (.*?) \(", is_word(FASTER)),
    ("A3.1", 0, r"\*\*By share of GDP\*\*: (.*)", is_word(SIDE)),
    ("A3.2c", 0, r"For every 100 migrants in {year}, the South had (\d+) ", is_value),
    ("A3.2c", 4, r"For every thousand residents .*\(UN DESA's count\): (.*?)\.", is_word(SIDE)),
    ("A3.3c", 0, r"^(\d+) per cent of South-South migrants stay in their major area", is_value),
    ("A3.3c", 1, r"stay in their major area, (\d+) in their sub-region", is_value),
    ("A4.3c", 0, r"Areas without data: (.*?);", is_word(WHERE)),
    ("A4.3c", 1, r"Areas without data: .*; areas that count citizens: (.*)", is_word(WHERE)),
    ("R1.1c", 1, r"\| every regional body listed \| ([\d.]+) \|", is_value),
]
"""Claim, reading, the sentence beside its card, and how the two agree. A card with no data is skipped."""
compared: Counter[int] = Counter()


def read(reader: Reader, case: dict[str, Any]) -> dict[str, list[str]]:
    """What the notebooks say that declare a parameter of the case; growth refuses a first year."""
    reader.verdicts = []
    said = {}
    for path, names in DECLARED.items():
        if names & set(case) and (case.get("revision") == 2017 or path.stem[:2] not in TEXTS_ONLY):
            with suppress(NotAllowed):
                said[path.stem] = reader.read(path.stem, **case)
    return said


def test_there_are_enough_cases() -> None:
    assert len({tuple(sorted(case.items())) for case in CASES}) >= 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: "-".join(map(str, case.values())))
def test_what_is_said(case: dict[str, Any], reader: Reader) -> None:
    said = read(reader, case)
    faulty = [
        f"{name}: {found[0]!r} in {text}"
        for name, texts in said.items()
        for text in texts
        if (found := NONSENSE.search(text))
    ]
    assert faulty == []
    texts = "\n".join(text for texts in said.values() for text in texts)
    judged = {judged.claim: judged for judged in reader.verdicts}
    for number, (claim, place, sentence, agrees) in enumerate(PAIRS):
        reading = judged[claim].readings[place] if claim in judged else None
        if reading is None or reading.verdict is Verdict.NO_DATA:
            continue
        year = judged[claim].parameters.get("year")
        told = re.search(sentence.format(year=year), texts, re.MULTILINE)
        if told:
            compared[number] += 1
            assert agrees(reading, told[1]), f"{claim}: {reading} beside {told[0]!r}"


def test_every_pair_was_compared() -> None:
    if compared:  # not if this test is run alone
        assert [PAIRS[number][:3] for number in range(len(PAIRS)) if compared[number] < 5] == []
