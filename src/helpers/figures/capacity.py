"""Figures on what countries' migration data rest on."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.figures.picture import Picture, canvas, drawn_from, finish
from helpers.figures.style import LIGHT, PURPLE, bare, side
from helpers.format import small_per_cent

KINDS = {
    "imputed": "No national data:\nthe UN imputed the stock",
    "citizens": "Foreign citizens counted\nfor the foreign-born",
    "refugees_added": "Refugees had to be\nadded to the count",
}
MARKS = {
    "citizens": ("s", PURPLE, "counts foreign citizens"),
    "imputed": ("X", "black", "no national data"),
    "rest": ("s", LIGHT, "counts the foreign-born"),
}


@drawn_from("panels")
def compared(panels: dict[str, pd.DataFrame], title: str, source: str) -> Picture:
    """Pairs of bars by kind of data, South beside North; one panel per weighting, headed by its name.

    Each table has fractions, rows South and North, columns as in `KINDS`.
    """
    fig, axes = canvas(9, 4.6, ncols=len(panels), sharey=True, squeeze=False)
    places = np.arange(len(KINDS))
    for ax, (heading, table) in zip(axes[0], panels.items(), strict=True):
        for offset, group in ((-0.2, "South"), (0.2, "North")):
            shares = table.loc[group, list(KINDS)].to_numpy(dtype=float)
            bars = ax.barh(places + offset, np.nan_to_num(100 * shares), 0.38, label=group, **side(group))
            ax.bar_label(bars, labels=list(map(small_per_cent, shares)), padding=3, fontsize=9)
        ax.set_yticks(places, list(KINDS.values()))
        ax.set(xticks=[])
        ax.set_title(heading)
        bare(ax, "left", "bottom")
        ax.margins(x=0.16)
    axes[0, 0].invert_yaxis()
    axes[0, 0].legend(loc="upper right")
    numbers = pd.concat(panels, names=["weighting", "group"])[list(KINDS)]
    alt = (
        f"Pairs of bars, South beside North, for three kinds of data, in {len(panels)} panels: "
        f"{', '.join(panels)}"
    )
    return finish(fig, title, source, alt, numbers)


@drawn_from("table")
def by_region(table: pd.DataFrame, title: str, source: str) -> Picture:
    """Areas of each region as squares in a row: citizens counted, imputed, the rest.

    ``table`` has areas, citizens, imputed (numbers of areas), one row per region. An area with both
    flags fills one square of each, which no area of the 2017 revision has.
    """
    fig, ax = canvas(8, 0.27 * len(table) + 1.6)
    places: dict[str, list[tuple[int, int]]] = {kind: [] for kind in MARKS}
    for y, (_, row) in enumerate(table.iterrows()):
        kinds = ["citizens"] * row["citizens"] + ["imputed"] * row["imputed"]
        kinds += ["rest"] * (row["areas"] - len(kinds))
        for x, kind in enumerate(kinds):
            places[kind].append((x, y))
        ax.text(len(kinds) - 0.2, y, f"{row['citizens']} of {row['areas']}", va="center", size=8.5)
    for kind, (shape, colour, name) in MARKS.items():
        if places[kind]:
            ax.scatter(*zip(*places[kind], strict=True), marker=shape, color=colour, s=58, label=name)
    ax.set_yticks(range(len(table)), list(table.index), fontsize=9)
    ax.set(xticks=[], ylim=(len(table) - 0.4, -0.6), xlim=(-0.8, table["areas"].max() + 3))
    bare(ax, "left", "bottom")
    ax.legend(loc="lower right")
    counting = ", ".join(f"{r} {n}" for r, n in table["citizens"].items() if n) or "none"
    alt = f"Rows of marks, one an area, by region; counting citizens: {counting}"
    return finish(fig, title, source, alt, table, "One mark an area; the number is those that count citizens")
