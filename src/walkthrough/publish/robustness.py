"""The robustness maps: for each claim, its verdict under every combination, and what turns it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from helpers.analysis import revisions
from helpers.claims import robustness as robust
from helpers.claims.judgement import Judgement, Verdict
from helpers.claims.ledger import CITED_STOCK, Claim, cited_stock, load_claims
from helpers.data.package import Package
from helpers.format import millions
from helpers.narrative import revisions as say
from helpers.narrative.claims import turning
from helpers.parameters import TEXTS, YEARS, Parameters, resolve
from helpers.sanitize import markdown
from helpers.study import Study
from walkthrough.runs.finished import setting
from walkthrough.util.templates import render

HEAD = """# Robustness maps

A verdict belongs to its conditions. Here is every claim under every edition of the data, idea of
the South, rule for people of unknown origin, way of averaging growth, and year that it depends on
and that the tables have. *This run* is the combination of the other pages, {setting}: the cell
with a frame.

A map that says the same in every cell belongs to a sturdy claim. A map with a seam shows what the
claim hangs on, and the sentence above it names every **single** change that turns the verdict, all
else being as in this run: another edition is asked of the same year, and has *no data* if it lacks
it. That a number of one year does not fit another year is no surprise. That a comparison turns from
one year to the next is worth a thought.

Each column is an answer to *who is the South?*

{definitions}
"""
REST = """## Claims that no such choice can turn

They rest on a text, on a date, or on the article's own figures, and say the same under every
combination. To turn one of them takes other evidence.

"""
SAME_YEAR = ", in the year of this run"
LABELS = {"remittance_vintage": "edition of the remittances"}
VERDICT = "verdict"
TEMPLATE = Path(__file__).parent / "templates" / "map.html.j2"


def maps(package: Package, choice: dict[str, Any], verdicts: Mapping[str, str]) -> tuple[str, list[str]]:
    """The page in Markdown, for a run with this choice of parameters; and the claims that have a map.

    ``choice`` is what `resolve` takes; ``verdicts`` are the run's own, by claim.
    """
    # What depends on a text of the user's has no map, and the text need not be here any more.
    own = {name: value for name, value in choice.items() if name not in TEXTS}
    base, studies = resolve(package, **own), robust.Studies(package)
    ledger = load_claims(package)
    drawn = [c for c in ledger if robust.axes(c)]
    definitions = "\n".join(f"- `{name}`: {rule}." for name, rule in studies.under(base).definitions.items())
    named = setting(base.model_dump() | {name: choice.get(name) for name in TEXTS})
    parts = [HEAD.format(setting=markdown(named), definitions=definitions)]
    parts += [same_year(studies.under(base), ledger)]
    parts += [section(studies, claim, base) for claim in drawn]
    parts.append(
        REST
        + "".join(
            f"- **{c.id}** {c.statement} *{verdicts.get(c.id, 'not judged')}*\n"
            for c in ledger
            if c not in drawn
        )
    )
    return "\n".join(parts), [c.id for c in drawn]


def same_year(study: Study, ledger: list[Claim]) -> str:
    """What a revision changes in one and the same year, and the article's year by the later ones."""
    stocks, residual = study.revisions, study.p.residual
    year = revisions.shared_year(stocks)
    same = revisions.in_every_revision(stocks, year)
    mark = [f"{say.bound(residual)} " if unknown else "" for unknown in same["unknown"]]
    columns = [
        [millions(n) for n in same["World"]],
        *(
            [m + millions(n) for m, n in zip(mark, same[c], strict=True)]
            for c in ("South-South", "South-North")
        ),
    ]
    cells = [[Cell(text=text) for text in row] for row in zip(*columns, strict=True)]
    rows = [([str(revision)], row) for revision, row in zip(same.index, cells, strict=True)]
    heads = ["revision", "in the world", "South-South", "South-North"]
    parts = [
        "## The same year, revision by revision\n",
        say.same_year_story(same, year, residual) + "\n",
        raw(html_table(f"Migrants of {year}, millions", heads, rows, caption=True)),
    ]
    if set(CITED_STOCK) <= {claim.id for claim in ledger}:  # not one of a user's own
        spoken, stated = cited_stock(ledger)
        later = revisions.in_every_revision(stocks, spoken)
        parts.append(say.still_true(later, spoken, stated, residual) + "\n")
    return "\n".join(parts)


def target(claim: str) -> str:
    """The name that links to a claim's map use."""
    return "turns-" + claim.lower().replace(".", "-")


def section(studies: robust.Studies, claim: Claim, base: Parameters) -> str:
    """One claim: what turns it, its map, its readings, and the map of all years, folded away."""
    varied, judged = robust.axes(claim), studies.judgement(base, claim)
    short = robust.robustness(studies, claim, base)
    full = robust.robustness(studies, claim, base, years=True)
    turned = turning(
        robust.single_changes(studies, claim, base), robust.areas_that_flip(studies, claim, base)
    )
    first = full[full["reading"] == full["reading"].iloc[0]]
    dated = bool(set(YEARS) & set(varied))
    parts = [
        f"({target(claim.id)})=\n## {claim.id}: {claim.statement}\n",
        f"In this run: *{judged.verdict}*. {turned[0].upper()}{turned[1:]}. All {len(first)} combinations"
        f"{', years included' if dated else ''}: {counts(first['overall'])}.\n",
        raw(grid(short, varied, base, claim.id + (SAME_YEAR if dated else ""))),
    ]
    if len(judged.readings) > 1:
        parts.append(
            f"The map is of the claim as a whole. Its readings one by one:\n\n{raw(readings(judged, full))}"
        )
    if dated:
        table = grid(full, varied, base, f"{claim.id}, every year")
        parts.append(
            raw(
                f"<details><summary>Every year of {claim.id}: {len(first)} combinations"
                f"</summary>{table}</details>"
            )
        )
    return "\n".join(parts)


def counts(verdicts: pd.Series) -> str:
    """How often there is each verdict, the most common first."""
    return ", ".join(f"{verdict} {n}" for verdict, n in verdicts.value_counts().items())


class Cell(NamedTuple):
    """A cell of a table: a verdict, framed if it is that of this run; or text."""

    verdict: Verdict | None = None
    here: bool = False
    text: str = ""


def grid(table: pd.DataFrame, varied: list[str], base: Parameters, caption: str) -> str:
    """A claim's verdicts as a table: one column per definition of the South, all else in rows."""
    down = [n for n in varied if n != "south"]
    across = list(map(str, dict.fromkeys(table["south"]))) if "south" in varied else [VERDICT]
    cells: dict[tuple[Any, ...], dict[str, Cell]] = {}
    for row in table.drop_duplicates(varied).to_dict("records"):
        here = all(row[n] == getattr(base, n) for n in varied)
        key = tuple(row[n] for n in down)
        cells.setdefault(key, {})[row.get("south", VERDICT)] = Cell(Verdict(row["overall"]), here)
    rows = [(key, [row.get(name, Cell()) for name in across]) for key, row in cells.items()]
    return html_table(caption, [LABELS.get(n, n) for n in down + across], rows, caption=True)


def readings(judged: Judgement, full: pd.DataFrame) -> str:
    """The readings of a claim: verdict in this run, and how often each in all combinations."""
    rows = []
    for r in judged.readings:
        among = counts(full.loc[full["reading"] == r.reading, "verdict"])
        rows.append(([r.reading], [Cell(r.verdict), Cell(text=among)]))
    heads = ["reading", "this run", "all combinations"]
    return html_table(f"Readings of {judged.claim}", heads, rows)


def html_table(label: str, heads: list[str], rows: list[Any], caption: bool = False) -> str:
    """A table that may be wider than the page, which the keyboard can scroll."""
    return render(TEMPLATE, label=label, heads=heads, rows=rows, caption=caption)


def raw(markup: str) -> str:
    """HTML in a Markdown page."""
    return f"```{{raw}} html\n{markup}\n```\n"
