"""The first page of a batch: every run, where its page is, and what failed."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

from walkthrough.batch.combinations import Item
from walkthrough.runs.result import Outcome

SHOWN = {
    "name": "Area",
    "group": "Group",
    "migrants_in": "Migrants here",
    "migrants_out": "People from here elsewhere",
}
"""Columns of a run's first row that stand in the index, if it has them."""

_STYLE = """
body { font: 16px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 64rem;
       padding: 0 1rem; color: #1a1a1a; background: #fff }
table { border-collapse: collapse }
th, td { text-align: left; vertical-align: top; padding: .35rem .8rem .35rem 0;
         border-bottom: 1px solid #ddd }
thead th { border-bottom: 2px solid #444 }
caption { text-align: left; font-weight: bold; padding-top: 1rem }
.number { text-align: right; font-variant-numeric: tabular-nums } .failed { color: #a01020 }
.wide { overflow-x: auto } input { font: inherit; padding: .3rem .5rem }
a { color: #0b4f8a } :focus-visible { outline: 3px solid #0b4f8a; outline-offset: 2px }
@media print { form { display: none } body { margin: 0; font-size: 12px } }
"""
# The field is written by the script: where there is none, nothing is offered that does not work.
_FIND = """
const field = document.querySelector("#find"), said = document.querySelector("#said");
const rows = [...document.querySelectorAll("tbody tr")];
document.querySelector("form").hidden = false;
field.addEventListener("input", () => {
  const wanted = field.value.trim().toLowerCase();
  for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
  said.textContent = rows.filter(row => !row.hidden).length + " of " + rows.length + " shown";
});
document.querySelector("form").addEventListener("submit", event => event.preventDefault());
"""


def page(
    title: str,
    items: Sequence[Item],
    outcomes: Mapping[str, Outcome],
    found: Mapping[str, list[dict[str, Any]]],
    pages: frozenset[str],
) -> str:
    """One page, nothing asked of another host. ``pages`` are the runs that have one."""
    first = {name: rows[0] for name, rows in found.items() if rows}
    shown = [name for name in SHOWN if any(name in row for row in first.values())]
    # A column that says the same as the run's name needs no place of its own.
    given = [n for n in items[0].given if any(str(i.given[n]) != i.id for i in items)]
    heads = ["Run", *(SHOWN[name] for name in shown), *given, "Ended"]
    body = "".join(
        _row(
            item,
            outcomes[item.id],
            [first.get(item.id, {}).get(n) for n in shown],
            [item.given[n] for n in given],
            item.id in pages,
        )
        for item in items
    )
    failed = [item for item in items if not outcomes[item.id].ok]
    head = "".join(f'<th scope="col">{html.escape(text)}</th>' for text in heads)
    count = f"{len(items)} runs, {len(failed) or 'none'} failed"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>{html.escape(title)}</h1><p>{count}. All results in one table: "
        f'<a href="results.csv">results.csv</a>; what ran on what: <a href="run.json">run.json</a>.'
        f"</p>{_failures(failed, outcomes, pages)}"
        '<form role="search" hidden><label for="find">Find a run: </label>'
        '<input id="find" type="search"> <span id="said" role="status"></span></form>'
        f'<div class="wide" role="region" aria-label="Runs" tabindex="0"><table>'
        f"<caption>Runs</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        f"</main><script>{_FIND}</script></body></html>\n"
    )


def _row(item: Item, outcome: Outcome, shown: list[Any], given: list[Any], has_page: bool) -> str:
    end = "ok" if outcome.ok else '<span class="failed">failed</span>'
    cells = "".join([*(_cell(v, ",") for v in shown), *(_cell(v, "") for v in given)])
    return f'<tr><th scope="row">{_link(item.id, has_page)}</th>{cells}<td>{end}</td></tr>'


def _failures(failed: list[Item], outcomes: Mapping[str, Outcome], pages: frozenset[str]) -> str:
    if not failed:
        return ""
    lines = "".join(
        f"<li>{_link(item.id, item.id in pages)}{_where(outcomes[item.id])}: "
        f"{html.escape(outcomes[item.id].reason or '')}</li>"
        for item in failed
    )
    return f"<h2>Failed</h2><ul>{lines}</ul>"


def _where(outcome: Outcome) -> str:
    return f", cell {outcome.cell}" if outcome.cell else ""


def _link(name: str, has_page: bool) -> str:
    return f'<a href="html/{name}.html">{name}</a>' if has_page else html.escape(name)


def _cell(value: Any, form: str) -> str:
    """A cell; a count takes the format ``form``, a year none."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f'<td class="number">{value:{form}}</td>'
    return f"<td>{'' if value is None else html.escape(str(value))}</td>"
