"""Verdicts under many conditions, as a grid of labelled cells."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from helpers.claims.judgement import Verdict
from helpers.figures.style import Picture, canvas, drawn_from, label

LEGEND = "; ".join(
    f"{sign} {', '.join(v for v in Verdict if v.sign == sign)}"
    for sign in dict.fromkeys(v.sign for v in Verdict)
)


def draw_cells(ax: Axes, grid: pd.DataFrame, brief: bool = False) -> None:
    """A cell for each verdict of a frame; rows and columns keep the frame's labels.

    ``brief`` writes the verdict's sign alone.
    """
    for y, (_, row) in enumerate(grid.iterrows()):
        for x, word in enumerate(row):
            if not isinstance(word, str):
                continue
            verdict = Verdict(word)
            ax.add_patch(Rectangle((x, y), 0.97, 0.94, facecolor=verdict.colour))
            text = verdict.sign if brief else verdict.labelled
            # Clipped to the axes, so that no room is looked for outside them.
            ax.text(
                x + 0.48, y + 0.47, text, color="white", fontsize=8, ha="center", va="center", clip_on=True
            )
    ax.set(xlim=(0, grid.shape[1]), ylim=(grid.shape[0], 0))
    turned = 60 if brief and max(len(str(c)) for c in grid.columns) > 4 else 0
    ax.set_xticks(
        [x + 0.48 for x in range(grid.shape[1])],
        [str(c) for c in grid.columns],
        rotation=turned,
        ha="left" if turned else "center",
    )
    ax.set_yticks([y + 0.47 for y in range(grid.shape[0])], [str(i) for i in grid.index])
    ax.tick_params(length=0)
    ax.xaxis.tick_top()
    ax.spines[["left", "bottom"]].set_visible(False)


@drawn_from("table")
def verdict_grid(table: pd.DataFrame, title: str, source: str) -> Picture:
    """The first reading of one claim: definitions of the South by everything else that varies.

    ``table`` is what `helpers.claims.robustness.robustness` returns. One panel a revision, one
    column a rule; many columns show the verdicts' signs alone.
    """
    first = table[table["reading"] == table["reading"].iloc[0]]
    across = [c for c in ("residual", "growth", "remittance_vintage") if c in first]
    first = first.assign(
        revision=first.get("revision", ""),
        column=first[across].astype(str).agg(", ".join, axis=1) if across else "",
    ).drop_duplicates(["south", "revision", "column"])
    grid = first.pivot(index="south", columns=["revision", "column"], values="verdict")
    order = first.drop_duplicates(["revision", "column"])[["revision", "column"]]
    grid = grid.reindex(index=first["south"].unique(), columns=pd.MultiIndex.from_frame(order))
    panels = list(dict.fromkeys(order["revision"]))
    brief = grid.shape[1] > 6
    width = max(6.5, (0.55 if brief else 1.15) * grid.shape[1] + 1.5)
    fig, axes = canvas(width, 0.42 * len(grid) + 1.9, ncols=len(panels), sharey=True, squeeze=False)
    for ax, panel in zip(axes[0], panels, strict=True):
        draw_cells(ax, grid[panel], brief)
        ax.set_xlabel(f"revision {panel}" if panel else "", fontsize=10)
        ax.xaxis.set_label_position("top")
    label(fig, title, source + (f". {LEGEND}" if brief else ""))
    alt = f"Grid of verdicts, {len(grid)} rows by {grid.shape[1]} columns. {title}."
    return Picture(fig, alt, grid)


@drawn_from("grid")
def claims_grid(grid: pd.DataFrame, title: str, source: str) -> Picture:
    """Verdicts of many claims (rows) under many conditions (columns)."""
    fig, ax = canvas(max(7.5, 0.95 * grid.shape[1] + 1.2), 0.36 * len(grid) + 1.7)
    draw_cells(ax, grid)
    label(fig, title, source)
    alt = f"Grid of verdicts, {len(grid)} rows by {grid.shape[1]} columns. {title}."
    return Picture(fig, alt, grid)
