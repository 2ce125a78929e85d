"""A figure on one year in every revision."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.figures.picture import Picture, canvas, drawn_from, finish
from helpers.figures.style import COLOURS, bare, legend_below
from helpers.format import millions


@drawn_from("stocks")
def same_year(stocks: pd.DataFrame, bound: str, title: str, source: str) -> Picture:
    """Pairs of bars, South-South above South-North, for one year in each revision.

    ``stocks`` is `helpers.analysis.revisions.in_every_revision`; ``bound`` says what a number is
    where origins are unknown, such as "at least".
    """
    fig, ax = canvas(8, 0.75 * len(stocks) + 1.6)
    places = np.arange(len(stocks))
    for offset, direction, hatch in ((-0.19, "South-South", ""), (0.19, "South-North", "///")):
        look = {"color": COLOURS[direction], "hatch": hatch, "edgecolor": "white"}
        bars = ax.barh(places + offset, stocks[direction] / 1e6, 0.36, label=direction, **look)
        marks = [f"{bound} " if unknown else "" for unknown in stocks["unknown"]]
        values = [mark + millions(stock) for mark, stock in zip(marks, stocks[direction], strict=True)]
        ax.bar_label(bars, values, padding=3, fontsize=9)
    worlds = [f"revision {r}\n{millions(world)} in the world" for r, world in stocks["World"].items()]
    ax.set_yticks(places, worlds)
    ax.invert_yaxis()
    ax.margins(x=0.16)
    bare(ax, "bottom", "left")
    ax.set_xticks([])
    legend_below(ax, 1.2)
    alt = f"Pairs of bars, South-South beside South-North, for {len(stocks)} revisions"
    return finish(fig, title, source, alt, stocks, "Migrants, millions")
