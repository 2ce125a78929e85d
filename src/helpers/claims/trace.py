"""From a claim's verdict back to the rows of the tables that it rests on."""

from __future__ import annotations

import inspect
import math
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from helpers.claims import facts, measures
from helpers.claims.judgement import Judgement, ReadingResult, Verdict
from helpers.claims.ledger import Claim
from helpers.claims.provenance import LEDGER, TEXT, Number, Part, unique
from helpers.claims.sums import sums
from helpers.claims.verdicts import judgement
from helpers.data.package import Package, sha256
from helpers.data.schema import LEDGER_FILE
from helpers.parameters import Parameters
from helpers.study import NoData, Study

ROOT = Path(__file__).resolve().parents[3]
ANALYSIS = "helpers.analysis."


@dataclass(frozen=True)
class Function:
    """A function that had a part in a number: what it says of itself, and where it stands."""

    name: str
    place: str
    says: str


@dataclass(frozen=True)
class Step:
    """One reading of a claim: as judged, the functions called, what they found, the rows.

    ``numbers`` is one number or the two sides of a comparison; empty for a fact and for no data.
    """

    reading: ReadingResult
    functions: tuple[Function, ...]
    numbers: tuple[Number, ...]
    parts: tuple[Part, ...]


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

    A ValueError is raised if the rows do not add up to what the ledger's function finds: two ways,
    one answer.
    """
    own = Package(package.path)  # notes which tables this claim makes it read
    judged = judgement(Study(own, parameters), claim)
    steps = tuple(_step(own, parameters, claim, reading) for reading in judged.readings)
    added = {part.table for step in steps for part in step.parts}
    names = sorted({*own.used, *added}, key=lambda name: (name not in added, name))
    sources = tuple(_source(own, parameters, name, name in added) for name in names)
    return Trace(claim, judged, steps, sources)


def _source(package: Package, parameters: Parameters, name: str, added: bool) -> Source:
    """A table's file; or the ledger, or the user's text, which are no tables."""
    if name == TEXT:
        text = Path(parameters.text_path or "")
        return Source({"name": name, "producer": "the user"}, text.name, sha256(text), added)
    if name == LEDGER:
        producer = "the article's figures, in this project's words"
        entry, place, shown = {"name": name, "producer": producer}, LEDGER_FILE, LEDGER_FILE
    else:
        entry = package.resource(name)
        place, shown = entry["path"], f"{package.path.name}/{entry['path']}"
    return Source(entry, shown, str(package.files[place]).removeprefix("sha256:"), added)


def _step(package: Package, parameters: Parameters, claim: Claim, reading: ReadingResult) -> Step:
    measure = measures.measure(reading.measure)
    # A study of its own: what another has computed before would not be called again.
    study = Study(package, parameters)
    found, functions = _called(lambda: measure(study))
    functions = (_function(measure), *functions)
    if reading.verdict is Verdict.NO_DATA:
        return Step(reading, functions, (), ())
    if isinstance(found, facts.Finding):
        return Step(reading, functions, (), _deciding(study, found))
    numbers = sums(study, reading.measure)
    for value, number in zip(found if isinstance(found, tuple) else (found,), numbers, strict=True):
        if not math.isclose(value, number.value, rel_tol=1e-9):
            raise ValueError(
                f"{claim.id}, {reading.reading}: the rows come to {number.value}, "
                f"the ledger's function finds {value}"
            )
    return Step(reading, functions, numbers, tuple(unique(numbers)))


def _deciding(study: Study, found: facts.Finding) -> tuple[Part, ...]:
    """The rows that decide a fact; for an audit, the elements that it looked for in a text."""
    if not found.rows and study.p.text_path:
        return (Part("elements looked for", TEXT, facts.audited(study)),)
    return tuple(
        Part(name, name, study.package.table(name).loc[list(places)]) for name, places in found.rows.items()
    )


def _called(call: Callable[[], Any]) -> tuple[Any, tuple[Function, ...]]:
    """What a call returns (None for no data), and the public functions of analysis it came by."""
    seen: dict[Any, None] = {}

    def note(frame: FrameType, event: str, _: Any) -> None:
        module = frame.f_globals.get("__name__", "")
        if event == "call" and module.startswith(ANALYSIS):
            name = frame.f_code.co_name
            function = None if name.startswith("_") else frame.f_globals.get(name)
            if inspect.isfunction(function) and function.__code__ is frame.f_code:
                seen[function] = None

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        found = call()
    except NoData:
        found = None
    finally:
        sys.setprofile(before)
    return found, tuple(_function(f) for f in seen)


def _function(function: Callable[..., Any]) -> Function:
    """What a function says of itself: its docstring, or without one its code."""
    lines, first = inspect.getsourcelines(function)
    doc = inspect.getdoc(function)
    says = _unwrapped(doc) if doc else inspect.cleandoc("\n" + "".join(lines[1:]))
    path = Path(inspect.getfile(function)).relative_to(ROOT).as_posix()
    return Function(function.__name__, f"{path}:{first}", says)


def _unwrapped(text: str) -> str:
    """A docstring, a line a paragraph, without the marks for code."""
    paragraphs = text.replace("``", "").split("\n\n")
    return "\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
