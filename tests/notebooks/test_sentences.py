"""What the notebooks say under many choices of parameters, read as text.

No sentence is about nothing ("0 of 0"), breaks off, or has a missing number in it; and none
contradicts a verdict card of the same run. The pairs that could are named in `PAIRS`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from fixtures_reading import NOTEBOOKS, Reader, reader
from helpers.analysis.south import DEFINITIONS
from helpers.data.package import BUNDLED, Package
from helpers.errors import UserError
from helpers.parameters import choices, resolve
from walkthrough.runs.select import load

__all__ = ["reader"]

WALK = sorted(NOTEBOOKS.glob("0*.ipynb"))
BRIEF = NOTEBOOKS / "country-brief.ipynb"
NONSENSE = re.compile(
    r"\bnan\b|\b0 of 0\b|\b0 to 0\b|\binf\b|<NA>|\bNaT\b|(?<=[\w,:] )None\b|\(\)|\[\]"
    r"|[:,;] ?\.(?:\s|$)|\b(?:and|of|in|to)\.(?:\s|$)|\s[,;.](?:\s|$)|,,|;;"
)


def combinations() -> Iterator[dict[str, Any]]:
    """Every definition with every revision, each other choice alone and with others; over sixty."""
    package = Package(BUNDLED)
    for revision, south in product(package.revisions, DEFINITIONS):
        yield {"revision": revision, "south": south}
    for vintage in package.vintages:
        yield {"remittance_vintage": vintage}
        yield {"remittance_vintage": vintage, "year": 2010, "south": "income"}
    for residual, revision in product(choices("residual"), (2017, 2024)):
        yield {"residual": residual, "revision": revision, "south": "hdi"}
    for revision, south in product(package.revisions, ("undesa", "oecd")):
        years = package.years(revision)
        for year in {years[0], years[-1]}:
            yield {"revision": revision, "year": year, "south": south}
        if len(years) > 2:
            yield {"revision": revision, "year": years[1], "base_year": years[0], "south": south}
            yield {"revision": revision, "base_year": years[-2], "south": south, "growth": "compound"}
            yield {"revision": revision, "base_year": years[0], "south": south}


def allowed(values: dict[str, Any]) -> bool:
    try:
        resolve(Package(BUNDLED), **values)
    except UserError:
        return False
    return True


CASES = [values for values in combinations() if allowed(values)]


def test_there_are_enough_cases() -> None:
    assert len({tuple(sorted(case.items())) for case in CASES}) >= 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: "-".join(map(str, case.values())))
def test_no_sentence_is_about_nothing_or_breaks_off(case: dict[str, Any], reader: Reader) -> None:
    said = read(reader, case)
    faulty = [
        f"{name}: {found[0]!r} in {text}" for name, texts in said.items() for text in texts
        if (found := NONSENSE.search(text))
    ]  # fmt: skip
    assert faulty == []


def read(reader: Reader, case: dict[str, Any]) -> dict[str, list[str]]:
    """What each notebook that declares a parameter of the case says, by its name."""
    reader.verdicts = []
    paths = [path for path in (*WALK, BRIEF) if set(case) & set(load(path).parameters)]
    return {path.stem: reader.read(path.stem, **case) for path in paths}
