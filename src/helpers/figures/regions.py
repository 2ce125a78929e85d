"""A figure on how near migrants stay."""

from __future__ import annotations

import pandas as pd

from helpers.figures.picture import Picture, canvas, drawn_from, finish
from helpers.figures.style import GREY, ORANGE, YELLOW, bare, on_bar
from helpers.format import millions

LOOKS = [(ORANGE, "", "white"), (YELLOW, "...", "black"), (GREY, "///", "white")]
"""Fill, hatch and ink of each kind of nearness (`helpers.analysis.regions.NEARNESS`)."""


@drawn_from("table")
def nearness(table: pd.DataFrame, title: str, source: str) -> Picture:
    """One bar for each major area of origin and one for all, cut by how near migrants stay.

    ``table`` (persons) has one row per major area (`helpers.analysis.regions.nearness`).
    """
    rows = pd.concat([table.sum().to_frame("All").T, table])
    shares = 100 * rows.div(rows.sum(axis=1), axis=0)
    places = [y + 0.3 * (y > 0) for y in range(len(rows))]
    fig, ax = canvas(8.4, 0.5 * len(rows) + 1.9)
    for place, total, (_, row) in zip(places, rows.sum(axis=1), shares.iterrows(), strict=True):
        start = 0.0
        for value, (colour, hatch, ink) in zip(row, LOOKS, strict=True):
            ax.barh(place, value, 0.74, left=start, color=colour, hatch=hatch, edgecolor="white")
            if value >= 4:
                on_bar(ax, start + value / 2, place, f"{value:.0f}", colour, ink)
            start += value
        ax.text(101, place, f"{millions(total)} m", va="center", size=9)
    for name, (colour, hatch, _) in zip(table, LOOKS, strict=True):
        ax.barh(0, 0, color=colour, hatch=hatch, edgecolor="white", label=name)
    above = {"loc": "lower left", "bbox_to_anchor": (-0.01, 1.0), "borderaxespad": 0.2}
    ax.legend(**above, ncols=3, fontsize=9, columnspacing=1.2, handlelength=1.4)
    ax.set_yticks(places, [str(n).replace(" and the", "\nand the") for n in rows.index])
    ax.get_yticklabels()[0].set_weight("bold")
    ax.set(xticks=[], xlim=(0, 109))
    ax.invert_yaxis()
    bare(ax, "bottom", "left")
    ax.set_title("Per cent of South-South migrants by major area of origin; at the right, how many", pad=24)
    parts = "; ".join(
        f"{name}: " + ", ".join(f"{v:.0f} {c}" for c, v in row.items()) for name, row in shares.iterrows()
    )
    return finish(fig, title, source, f"Bars by major area of origin, in per cent. {parts}", rows)
