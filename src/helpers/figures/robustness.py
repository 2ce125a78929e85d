"""Verdicts under many conditions, as a grid of labelled cells."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from helpers.claims.verdicts import SIGNS, colour
from helpers.figures.style import Picture, canvas, label


def draw_cells(ax: Axes, grid: pd.DataFrame) -> None:
    """A cell for each verdict of a frame; rows and columns keep the frame's labels."""
    for y, (_, row) in enumerate(grid.iterrows()):
        for x, verdict in enumerate(row):
            if not isinstance(verdict, str):
                continue
            ax.add_patch(Rectangle((x, y), 0.97, 0.94, facecolor=colour(verdict)))
            ax.text(x + 0.48, y + 0.47, f"{SIGNS[verdict]} {verdict}", color="white", fontsize=8,
                    ha="center", va="center")
    ax.set(xlim=(0, grid.shape[1]), ylim=(grid.shape[0], 0))
    ax.set_xticks([x + 0.48 for x in range(grid.shape[1])], [str(c) for c in grid.columns])
    ax.set_yticks([y + 0.47 for y in range(grid.shape[0])], [str(i) for i in grid.index])
    ax.tick_params(length=0)
    ax.xaxis.tick_top()
    ax.spines[["left", "bottom"]].set_visible(False)


def verdict_grid(table: pd.DataFrame, title: str, source: str) -> Picture:
    """The first reading of one claim: definitions of the South by revision and residual.

    ``table`` is what `helpers.claims.robustness.robustness` returns.
    """
    first = table[table["reading"] == table["reading"].iloc[0]]
    across = [c for c in ("revision", "residual", "growth", "remittance_vintage") if c in first]
    first = first.assign(column=first[across].astype(str).agg("\n".join, axis=1))
    first = first.drop_duplicates(["south", "column"])
    grid = first.pivot(index="south", columns="column", values="verdict")
    grid = grid.reindex(index=first["south"].unique(), columns=first["column"].unique())
    fig, ax = canvas(max(6.5, 1.15 * grid.shape[1] + 1.5), 0.42 * len(grid) + 1.7)
    draw_cells(ax, grid)
    label(fig, title, source)
    alt = f"Grid of verdicts, {len(grid)} rows by {grid.shape[1]} columns. {title}."
    return Picture(fig, alt, grid)


def claims_grid(grid: pd.DataFrame, title: str, source: str) -> Picture:
    """Verdicts of many claims (rows) under many conditions (columns)."""
    fig, ax = canvas(max(7.5, 1.1 * grid.shape[1] + 1.2), 0.36 * len(grid) + 1.7)
    draw_cells(ax, grid)
    label(fig, title, source)
    alt = f"Grid of verdicts, {len(grid)} rows by {grid.shape[1]} columns. {title}."
    return Picture(fig, alt, grid)
