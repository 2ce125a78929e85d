"""From a claim's verdict back to the rows of the tables that it rests on."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.claims import facts
from helpers.claims.judgement import Judgement, ReadingResult, Verdict
from helpers.claims.ledger import Claim
from helpers.claims.measures import find_measure
from helpers.claims.provenance import LEDGER, Term, TracedNumber, unique
from helpers.claims.registry import Finding, definition
from helpers.claims.verdicts import judgement
from helpers.data.package import Package, sha256
from helpers.data.schema import LEDGER_FILE
from helpers.parameters import TEXTS, Parameters
from helpers.study import Study
from walkthrough.runs.fingerprint import SOURCES


@dataclass(frozen=True)
class Function:
    """A function that had a part in a number: what it says of itself, and where it stands."""

    name: str
    place: str
    says: str


@dataclass(frozen=True)
class Step:
    """One reading of a claim: as judged, the functions it rests on, the numbers, the rows.

    ``numbers`` is one number or the two sides of a comparison; empty for a fact and for no data.
    """

    reading: ReadingResult
    functions: tuple[Function, ...]
    numbers: tuple[TracedNumber, ...]
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Source:
    """A file of the data package, whose content is what the descriptor records; or a user's text.

    ``added`` says whether its rows were added up (or decide); those of others say what counts.
    """

    entry: Mapping[str, Any]
    path: str
    sha256: str
    added: bool


@dataclass(frozen=True)
class Trace:
    """A claim, its verdict, and all that the verdict comes from."""

    claim: Claim
    judgement: Judgement
    steps: tuple[Step, ...]
    sources: tuple[Source, ...]


def trace(package: Package, parameters: Parameters, claim: Claim) -> Trace:
    """Trace a claim's verdict under these parameters.

    Raises ValueError if the rows of a term do not add up to the value that the measure has for it.
    """
    own = Package(package.path)  # notes which tables this claim makes it read
    study = Study(own, parameters)
    judged = judgement(study, claim)
    steps = tuple(_step(study, claim, reading) for reading in judged.readings)
    added = {term.table for step in steps for term in step.terms}
    names = sorted({*own.used, *added}, key=lambda name: (name not in added, name))
    sources = tuple(_source(own, parameters, name, name in added) for name in names)
    return Trace(claim, judged, steps, sources)


def _source(package: Package, parameters: Parameters, name: str, added: bool) -> Source:
    """A table's file; or the ledger, or the user's text, which are no tables."""
    if name in TEXTS:
        text = Path(getattr(parameters, name))
        return Source({"name": name, "producer": "the user"}, text.name, sha256(text), added)
    if name == LEDGER:
        producer = "the article's figures, in this project's words"
        entry, place, shown = {"name": name, "producer": producer}, LEDGER_FILE, LEDGER_FILE
    else:
        entry = package.resource(name)
        place, shown = entry["path"], f"{package.path.name}/{entry['path']}"
    return Source(entry, shown, str(package.files[place]).removeprefix("sha256:"), added)


def _step(study: Study, claim: Claim, reading: ReadingResult) -> Step:
    written = next(r.measure for r in claim.readings if r.name == reading.reading)
    measure = find_measure(written)
    if isinstance(written, str):
        first = _function(measure.function)
    else:
        first = Function(written.words, f"claim {claim.id}", "The measure as the ledger says it.")
    if measure.unit:
        first = replace(first, says=f"{first.says}\nUnit: {measure.unit}.")
    functions = (first, *map(_function, measure.uses))
    if reading.verdict is Verdict.NO_DATA:
        return Step(reading, functions, (), ())
    found = measure.function(study)
    if isinstance(found, Finding):
        return Step(reading, functions, (), _deciding(study, found))
    numbers = (found,) if isinstance(found, TracedNumber) else found
    terms = unique(numbers)
    for term in terms:
        if not math.isclose(term.value, term.added_up, rel_tol=1e-9):
            raise ValueError(
                f"{claim.id}, {reading.reading}: the rows of {term.name!r} come to {term.added_up}, "
                f"the measure has {term.value}"
            )
    return Step(reading, functions, numbers, tuple(terms))


def _deciding(study: Study, found: Finding) -> tuple[Term, ...]:
    """The rows that decide a fact; for an audit, the elements that it looked for in a text."""
    names = {"outcome_path": "elements looked for", "gcm_path": "paragraphs of your copy"}
    return tuple(
        Term(names.get(name, name), name, _table(study, name).loc[list(places)])
        for name, places in found.rows.items()
    )


def _table(study: Study, name: str) -> pd.DataFrame:
    if name == "outcome_path":
        return facts.audited(study)
    return study.terms if name == study.terms_from else study.package.table(name)


def _function(function: Callable[..., Any]) -> Function:
    """What a function says of itself, and the line on which its definition begins."""
    lines, first = inspect.getsourcelines(function)
    first += next(
        n for n, line in enumerate(lines) if line.startswith(("def ", "class "))
    )  # below decorators
    path = Path(inspect.getfile(inspect.unwrap(function))).relative_to(SOURCES.parent).as_posix()
    return Function(function.__name__, f"{path}:{first}", definition(function))
