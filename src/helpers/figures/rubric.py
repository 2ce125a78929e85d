"""Figures on the audit of texts by the rubric."""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib.patches import Rectangle

from helpers.figures.picture import Picture, canvas, drawn_from, finish
from helpers.figures.style import BLUE, GREEN, LIGHT, ORANGE, PURPLE, bare, grid

# Fill, sign and ink of a cell; the sign tells states apart without colour.
STATES = {
    "found": ("#CDEBDD", "✓", "#00573D"),
    "missing": ("#F6DACB", "✗", "#8A3A00"),
    "fragile": ("#FFF0C2", "!", "#6B4E00"),
}


@drawn_from("cells")
def element_grid(cells: pd.DataFrame, title: str, source: str, subtitle: str = "") -> Picture:
    """Elements of a rubric (rows) by text (columns), each cell with a sign and its reason.

    ``cells`` has element, text, state (see `STATES`) and reason, one row per cell; rows and columns
    keep their order.
    """
    rows, columns = list(cells["element"].unique()), list(cells["text"].unique())
    width = max(7.5, 2.1 + 2.5 * len(columns))
    letters = int((width - 2.1) / len(columns) * 14)
    fig, ax = canvas(width, 0.58 * len(rows) + 1.6)
    for cell in cells.itertuples():
        x, y = columns.index(cell.text), rows.index(cell.element)
        fill, sign, ink = STATES[cell.state]
        ax.add_patch(Rectangle((x + 0.01, y + 0.04), 0.98, 0.92, facecolor=fill, linewidth=0))
        ax.text(x + 0.055, y + 0.5, sign, va="center", size=13, color=ink, weight="bold")
        reason = textwrap.shorten(cell.reason, 3 * (letters - 6), placeholder=" ...")
        text = textwrap.fill(reason, letters - 4)
        ax.text(x + 0.055 + 0.055 * len(columns), y + 0.5, text, va="center", size=8.5, color="#222222")
    ax.set(xlim=(0, len(columns)), ylim=(len(rows), 0))
    ax.set_xticks([x + 0.5 for x in range(len(columns))], columns, fontweight="bold")
    ax.set_yticks([y + 0.5 for y in range(len(rows))], rows)
    ax.xaxis.tick_top()
    bare(ax, "left", "bottom")
    counts = cells[cells["state"] != "missing"].groupby("text", sort=False).size()
    parts = ", ".join(f"{t} {counts.get(t, 0)} of {len(rows)}" for t in columns)
    alt = f"Grid of {len(rows)} elements by {len(columns)} texts; elements found: {parts}"
    return finish(fig, title, source, alt, cells.reset_index(drop=True), subtitle)


@drawn_from("counts")
def found_by_rule(counts: pd.DataFrame, most: int, title: str, source: str) -> Picture:
    """Points for how many of ``most`` elements each text (column) has under each rule (row)."""
    fig, ax = canvas(8, 0.56 * len(counts) + 1.9)
    styles = [(GREEN, "o"), (ORANGE, "s"), (BLUE, "^"), (PURPLE, "D")]
    ax.hlines(range(len(counts)), 0, most, color=LIGHT, linewidth=1, zorder=0)
    for n, (name, column) in enumerate(counts.items()):
        colour, marker = styles[n % len(styles)]
        shift = 0.16 * (n - (len(counts.columns) - 1) / 2)
        places = [y + shift for y in range(len(counts))]
        ax.scatter(column, places, s=85, color=colour, marker=marker, label=name, zorder=2)
    ax.set(xlim=(-0.3, most + 0.4), xticks=range(most + 1), ylim=(len(counts) - 0.5, -0.5))
    ax.set_yticks(range(len(counts)), list(counts.index))
    bare(ax, "left", ticks="y")
    grid(ax, "x")
    ax.legend(loc="upper right", bbox_to_anchor=(1.02, 0), borderaxespad=2.6, ncols=3, fontsize=9)
    parts = "; ".join(
        f"{rule}: " + ", ".join(f"{t} {v}" for t, v in row.items()) for rule, row in counts.iterrows()
    )
    alt = f"Points for each rule and text. {parts}"
    return finish(fig, title, source, alt, counts, f"Elements found, of {most}")
