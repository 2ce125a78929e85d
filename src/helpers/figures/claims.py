"""The claims as a diagram of the argument, and their verdicts as grids of labelled cells."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from helpers.claims.judgement import Verdict
from helpers.figures.picture import Picture, canvas, drawn_from, finish
from helpers.figures.style import BLUE, GREEN, GREY, LIGHT, bare


def legend(grid: pd.DataFrame) -> str:
    """The signs of the verdicts that are in a frame, each with its words."""
    there = [v for v in Verdict if grid.isin([v.value]).to_numpy().any()]
    signs = {v.sign: ", ".join(w for w in there if w.sign == v.sign) for v in there}
    return "; ".join(f"{sign} {words}" for sign, words in signs.items())


@drawn_from("claims")
def argument_map(claims: pd.DataFrame, title: str, source: str) -> Picture:
    """Parts of the argument on the left, the claims that hang from each on the right.

    ``claims`` has id, part, statement, one row per claim, in order.
    """
    fig, ax = canvas(10, 0.30 * len(claims) + 1.8)
    y = 0.0
    for part, rows in claims.groupby("part", sort=False):
        top = y
        for claim in rows.itertuples():
            ax.plot([0.27, 0.30], [y, y], color=LIGHT, linewidth=1.5)
            ax.text(0.31, y, claim.id, va="center", size=9, weight="bold")
            ax.text(0.365, y, textwrap.shorten(claim.statement, 92, placeholder=" ..."), va="center", size=9)
            y += 1
        fill = BLUE if part.startswith("Arg") else GREEN if part.startswith("Rec") else GREY
        ax.plot([0.27, 0.27], [top, y - 1], color=LIGHT, linewidth=1.5)
        look = {"ha": "right", "va": "center", "color": "white", "size": 9.5, "weight": "bold"}
        box = {"boxstyle": "round,pad=0.4", "facecolor": fill, "edgecolor": "none"}
        ax.text(0.255, (top + y - 1) / 2, part.replace(": ", "\n"), bbox=box, **look)
        y += 0.7
    ax.set(xlim=(0, 1), ylim=(y - 0.5, -0.8))
    ax.set_axis_off()
    alt = f"Diagram: {claims['part'].nunique()} parts, each with its claims"
    return finish(fig, title, source, alt, claims.set_index("id"))


def draw_cells(ax: Axes, grid: pd.DataFrame, brief: bool = False) -> None:
    """A cell for each verdict of a frame; rows and columns keep the frame's labels.

    ``brief`` writes the verdict's sign alone. *No data* is a pale cell: it is no verdict.
    """
    look: dict[str, Any] = {"size": 8, "ha": "center", "va": "center"}
    for y, (_, row) in enumerate(grid.iterrows()):
        for x, word in enumerate(row):
            if not isinstance(word, str):
                continue
            verdict = Verdict(word)
            fill, ink = (LIGHT, "#333333") if verdict is Verdict.NO_DATA else (verdict.colour, "white")
            ax.add_patch(Rectangle((x, y), 0.97, 0.94, facecolor=fill))
            text = verdict.sign if brief else verdict.labelled
            # Clipped to the axes, so that no room is looked for outside them.
            ax.text(x + 0.48, y + 0.47, text, clip_on=True, color=ink, **look)
    ax.set(xlim=(0, grid.shape[1]), ylim=(grid.shape[0], 0))
    ax.set_xticks([x + 0.48 for x in range(grid.shape[1])], list(map(str, grid.columns)))
    ax.set_yticks([y + 0.47 for y in range(grid.shape[0])], list(map(str, grid.index)))
    ax.xaxis.tick_top()
    bare(ax, "left", "bottom")


@drawn_from("grid")
def claims_grid(grid: pd.DataFrame, title: str, source: str) -> Picture:
    """Verdicts (words) in rows and columns; where there are many columns, their signs alone."""
    brief = grid.shape[1] > 9
    width = 0.5 if brief else 0.95
    fig, ax = canvas(max(7.5, width * grid.shape[1] + 1.2), 0.3 * len(grid) + 1.9)
    draw_cells(ax, grid, brief)
    alt = f"Grid of verdicts, {len(grid)} rows by {grid.shape[1]} columns"
    return finish(fig, title, source + (f". {legend(grid)}" if brief else ""), alt, grid)
