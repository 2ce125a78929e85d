"""A figure on a line that moves: who crossed it, and growth with and without."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.figures.picture import Picture, canvas, drawn_from, finish
from helpers.figures.style import COLOURS, GREY, SKY, YELLOW, bare, growth_bars, legend_below

MOST = 12
"""Areas that the figure names, those with most migrants."""


@drawn_from("areas")
def crossed(areas: pd.DataFrame, growth: pd.DataFrame, title: str, source: str) -> Picture:
    """Left, migrants of the areas that crossed; right, growth of both sides under three lines.

    ``areas`` is `helpers.analysis.crossing.crossed` with a column name, ``growth`` its ``growth``.
    """
    top = areas.head(MOST).astype(dict.fromkeys(["last", "abroad"], "float64"))
    fig, (left, right) = canvas(10, 1.9 + 0.36 * max(len(top), 7), ncols=2, width_ratios=[1.25, 1])
    places = np.arange(len(top))
    for offset, column, colour, name in (
        (-0.2, "last", YELLOW, "live there"),
        (0.2, "abroad", SKY, "were born there, live elsewhere"),
    ):
        bars = left.barh(places + offset, top[column] / 1e6, 0.38, color=colour, label=name)
        texts = [f"{n / 1e6:.1f}" if n >= 5e4 else f"{n / 1e6:.2f}" for n in top[column]]
        left.bar_label(bars, texts, padding=3, fontsize=8)
    marks = top["to"].map({"North": "", "South": " (to the South)"})
    left.set_yticks(places, list(top["name"] + marks))
    left.invert_yaxis()
    left.margins(x=0.12)
    left.set_xticks([])
    bare(left, "bottom", "left")
    legend_below(left, 0.6)
    rows = growth_bars(right, growth)
    right.axvline(len(growth) - 1.5, color=GREY, linewidth=1, linestyle=":")
    right.set_xticks(rows, [name.replace(" kept", "\nkept") for name in growth.index])
    right.set_yticks([])
    right.margins(y=0.2)
    bare(right, "left")
    right.legend(loc="upper left", ncols=2, labelcolor=[COLOURS["South"], COLOURS["North"]])
    right.set_title("Average growth of migrants a year, per cent")
    rest = f", {len(top)} of {len(areas)}" if len(areas) > len(top) else ""
    listed = ", ".join(f"{r.name} {r.last / 1e6:.1f}" for r in top.head(5).itertuples(index=False))
    pairs = "; ".join(
        f"{n}: South {100 * g.South:.1f}, North {100 * g.North:.1f}" for n, g in growth.iterrows()
    )
    alt = (
        f"Left, bars of the areas that crossed the line{rest}, millions of migrants living there: {listed}. "
        f"Right, pairs of bars of growth in per cent a year: {pairs}"
    )
    numbers = areas[["name", "to", "first", "last", "abroad"]]
    return finish(fig, title, source, alt, numbers, f"Areas that crossed the line{rest}: migrants, millions")
