"""The live page of the site: one file that computes the four directions without Python.

It carries the origin-destination tables, packed, and the words and thresholds of the package.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import numpy as np

from helpers.analysis.migration import DIRECTIONS
from helpers.analysis.south import NORTH, SOUTH, origin_groups
from helpers.claims.judgement import Verdict
from helpers.claims.ledger import load_claims
from helpers.claims.rules import TIE
from helpers.data.package import Package
from helpers.explore.sentences import RESIDUALS
from helpers.parameters import Parameters
from helpers.study import Study
from walkthrough.util.templates import render

HERE = Path(__file__).parent
TOLD = "A2.5"
"""The claim whose verdict the page gives: who leads."""
COMPARED = (Verdict.HOLDS, Verdict.TIE, Verdict.FAILS)


def packed(values: np.ndarray) -> str:
    """Whole numbers from 0 on as base64 of variable-length bytes: seven bits each, lowest first."""
    out = bytearray()
    for value in values.tolist():
        while value > 127:
            out.append(value & 127 | 128)
            value >>= 7
        out.append(value)
    return base64.b64encode(out).decode()


def line(study: Study, year: int) -> str:
    """The side of each area in a year, in the order of the areas: 0 is South, 1 North."""
    return "".join(str(int(side == NORTH)) for side in study.group_in(year))


def revision(study: Study) -> dict[str, Any]:
    """One revision: its areas, its lines, and the stock of each pair of places in each year, packed.

    ``pairs`` are steps between places' numbers (destination times the number of places, plus
    origin); ``stocks`` has the pairs of the first year, then those of the second.
    """
    names, years = study.names(), study.package.years(study.p.revision)
    od = study.od.groupby(["destination", "origin", "year"])["stock"].sum().unstack(fill_value=0)
    areas = [int(area) for area in study.group.index]
    both = od.index.get_level_values("destination"), od.index.get_level_values("origin")
    # Areas first: a place after them is an origin without a country.
    places = list(dict.fromkeys([*areas, *map(int, sorted({*both[0], *both[1]}))]))
    number = {place: n for n, place in enumerate(places)}
    key = np.array([number[d] * len(places) + number[o] for d, o in zip(*both, strict=True)])
    order = np.argsort(key)
    return {
        "areas": areas,
        "places": places,
        "names": [str(names[area]) for area in areas],
        "iso3": [str(code) for code in study.areas.set_index("area")["iso3"].reindex(areas).fillna("")],
        "years": years,
        "pairs": packed(np.diff(key[order], prepend=0)),
        "stocks": packed(od[years].to_numpy()[order].T.ravel()),
        "south": {
            name: [line(study.under(study.p.but(south=name)), year) for year in years]
            for name in study.definitions
        },
    }


def contents(package: Package, p: Parameters) -> dict[str, Any]:
    """Everything that the page needs to know: tables, words, thresholds, and where it starts."""
    study = Study(package, p)
    # What a rule says of the origins without a country: those that it adds to no areas at all.
    extra = {
        rule: {int(o): int(s == NORTH) for o, s in origin_groups(study.group.iloc[:0], rule).items()}
        for rule in RESIDUALS
    }
    claim = next(claim for claim in load_claims(package) if claim.id == TOLD)
    return {
        "start": {"revision": p.revision, "year": p.year, "south": p.south, "residual": p.residual},
        "definitions": dict(study.definitions),
        "residuals": RESIDUALS,
        "extra": extra,
        "sides": [SOUTH, NORTH],
        "directions": DIRECTIONS,
        "claim": {"id": claim.id, "statement": claim.statement},
        "verdicts": {v.name: {"word": str(v), "sign": v.sign} for v in COMPARED},
        "tie": TIE,
        "revisions": {
            r: revision(study.under(p.but(revision=r, year=max(package.years(r))))) for r in package.revisions
        },
    }


def live_page(package: Package, p: Parameters) -> str:
    """The page as HTML, which starts with the choice ``p``."""
    told = json.dumps(contents(package, p), ensure_ascii=False, separators=(",", ":"))
    return render(
        HERE / "templates" / "explore.html.j2",
        told=told.replace("<", "\\u003c"),
        compute=(HERE / "live" / "compute.js").read_text(encoding="utf-8"),
        page=(HERE / "live" / "page.js").read_text(encoding="utf-8"),
    )
