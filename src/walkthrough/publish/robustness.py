"""The robustness maps: for each claim, its verdict under every combination, and what turns it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from helpers.analysis.south import DEFINITIONS
from helpers.claims import robustness as robust
from helpers.claims.judgement import Verdict
from helpers.claims.ledger import Claim, load_claims
from helpers.data.package import Package
from helpers.format import listing
from helpers.parameters import TEXTS, Parameters, resolve
from helpers.sanitize import markdown
from walkthrough.runs.finished import setting
from walkthrough.util.templates import render

HEAD = """# Robustness maps

A verdict belongs to its conditions. Here is every claim under every edition of the data, idea of
the South, rule for people of unknown origin, way of averaging growth, and year that it depends on
and that the tables have. *This run* is the combination of the other pages, {setting}: the cell
with a frame.

A map that says the same in every cell belongs to a sturdy claim. A map with a seam shows what the
claim hangs on, and the sentence above it names every **single** change that turns the verdict, all
else being as in this run. That a number of one year does not fit another year is no surprise. That
a comparison turns from one year to the next is worth a thought.

Each column is an answer to *who is the South?*

{definitions}
"""
REST = """## Claims that no such choice can turn

They rest on a text, on a date, or on the article's own figures, and say the same under every
combination. To turn one of them takes other evidence.

"""
NOTHING = "No single change gives another verdict."
NEAREST = ", in the year of this run or the last that there is"
LABELS = {"remittance_vintage": "edition of the remittances"}
VERDICT = "verdict"
TEMPLATE = Path(__file__).parent / "templates" / "map.html.j2"


def maps(package: Package, parameters: dict[str, Any], verdicts: Mapping[str, str]) -> tuple[str, list[str]]:
    """The page in Markdown, for a run with these parameters; and the claims that have a map.

    ``verdicts`` are the run's own, by claim.
    """
    # What depends on a text of the user's has no map, and the text need not be here any more.
    own = {name: value for name, value in parameters.items() if name not in TEXTS}
    base, studies = resolve(package, **own), robust.Studies(package)
    ledger = load_claims(package)
    varied = {c.id: [n for n in c.depends_on if n == "year" or robust.choices(package, n)] for c in ledger}
    drawn = [c for c in ledger if varied[c.id]]
    definitions = "\n".join(f"- `{name}`: {rule}." for name, rule in DEFINITIONS.items())
    parts = [HEAD.format(setting=markdown(setting(parameters)), definitions=definitions)]
    parts += [section(studies, claim, base, varied[claim.id]) for claim in drawn]
    parts.append(
        REST
        + "".join(
            f"- **{c.id}** {c.statement} *{verdicts.get(c.id, 'not judged')}*\n"
            for c in ledger
            if c not in drawn
        )
    )
    return "\n".join(parts), [c.id for c in drawn]


def target(claim: str) -> str:
    """The name that links to a claim's map use."""
    return "turns-" + claim.lower().replace(".", "-")


def now(studies: robust.Studies, claim: Claim, base: Parameters) -> str:
    """The verdict in this run."""
    return studies.judgement(studies(base.model_dump()), claim).verdict.value


def section(studies: robust.Studies, claim: Claim, base: Parameters, varied: list[str]) -> str:
    """One claim: what turns it, its map, its readings, and the map of all years, folded away."""
    home = studies.judgement(studies(base.model_dump()), claim).verdict.value
    short = robust.robustness(studies, claim, base)
    full = robust.robustness(studies, claim, base, years=True)
    areas = robust.areas_that_flip(studies, claim, base)
    turned = turns(one_change(short, full, base, home), areas)
    first = full[full["reading"] == full["reading"].iloc[0]]
    parts = [
        f"({target(claim.id)})=\n## {claim.id}: {claim.statement}\n",
        f"In this run: *{home}*. {turned} All {len(first)} combinations"
        f"{', years included' if 'year' in varied else ''}: {counts(first['overall'])}.\n",
        raw(grid(short, varied, base, claim.id + (NEAREST if "year" in varied else ""))),
    ]
    if full["reading"].nunique() > 1:
        parts.append(
            f"The map is of the claim as a whole. Its readings one by one:\n\n"
            f"{raw(readings(claim.id, full, short, base))}"
        )
    if "year" in varied:
        table = grid(full, varied, base, f"{claim.id}, every year")
        parts.append(
            raw(
                f"<details><summary>Every year of {claim.id}: {len(first)} combinations"
                f"</summary>{table}</details>"
            )
        )
    return "\n".join(parts)


def one_change(short: pd.DataFrame, full: pd.DataFrame, base: Parameters, home: str) -> pd.DataFrame:
    """`helpers.claims.robustness.one_change_flips`, and the other years of this run's revision."""
    flips = robust.one_change_flips(short, base)
    if "year" not in full:
        return flips
    here = at(full, base, "year")
    other = here[here["overall"] != home].drop_duplicates("year")
    years = pd.DataFrame({"parameter": "year", "value": other["year"], "verdict": other["overall"]})
    return pd.concat([flips, years], ignore_index=True)


def at(table: pd.DataFrame, base: Parameters, *but: str) -> pd.DataFrame:
    """The rows of a robustness table that are of this run, whatever the parameters `but` are."""
    for name in set(table.columns) & set(Parameters.model_fields) - set(but):
        table = table[table[name].map(lambda v, n=name: v == getattr(base, n))]
    return table


def turns(flips: pd.DataFrame, areas: list[str]) -> str:
    """The single changes that give another verdict, in one sentence."""
    parts = [
        f"`{name}` {listing(map(str, rows['value']), 'or')} (*{verdict}*)"
        for (name, verdict), rows in flips.groupby(["parameter", "verdict"], sort=False)
    ]
    if areas:
        parts.append(f"one area on the other side of the line: {listing(areas, 'or')}")
    return f"One change gives another verdict: {'; '.join(parts)}." if parts else NOTHING


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


def readings(claim: str, full: pd.DataFrame, short: pd.DataFrame, base: Parameters) -> str:
    """The readings of a claim: verdict in this run, and how often each in all combinations."""
    rows = []
    for name in dict.fromkeys(full["reading"]):
        mine = at(short[short["reading"] == name], base)["verdict"].iloc[0]
        among = counts(full.loc[full["reading"] == name, "verdict"])
        rows.append(([name], [Cell(Verdict(mine)), Cell(text=among)]))
    return html_table(f"Readings of {claim}", ["reading", "this run", "all combinations"], rows)


def html_table(label: str, heads: list[str], rows: list[Any], caption: bool = False) -> str:
    """A table that may be wider than the page, which the keyboard can scroll."""
    return render(TEMPLATE, label=label, heads=heads, rows=rows, caption=caption)


def raw(markup: str) -> str:
    """HTML in a Markdown page."""
    return f"```{{raw}} html\n{markup}\n```\n"
