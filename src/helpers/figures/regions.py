"""A figure on how near migrants stay."""

from __future__ import annotations

import pandas as pd

from helpers.figures.style import GREY, ORANGE, YELLOW, Picture, canvas, drawn_from, label

LOOKS = [(ORANGE, "", "white"), (YELLOW, "...", "black"), (GREY, "///", "white")]


@drawn_from("table")
def nearness(table: pd.DataFrame, title: str, source: str) -> Picture:
    """One bar for each major area of origin and one for all, cut by how near migrants stay.

    ``table`` (persons) is what `helpers.analysis.regions.nearness` returns.
    """
    rows = pd.concat([table.sum().to_frame("All").T, table])
    shares = 100 * rows.div(rows.sum(axis=1), axis=0)
    fig, ax = canvas(8.4, 0.5 * len(rows) + 1.9)
    for y, (_, row) in enumerate(shares.iterrows()):
        start, place = 0.0, y + 0.3 * (y > 0)
        for value, (colour, hatch, ink) in zip(row, LOOKS, strict=True):
            ax.barh(place, value, 0.74, left=start, color=colour, hatch=hatch, edgecolor="white")
            if value >= 4:
                ax.text(
                    start + value / 2,
                    place,
                    f"{value:.0f}",
                    va="center",
                    ha="center",
                    color=ink,
                    fontweight="bold",
                    bbox={"facecolor": colour, "edgecolor": "none", "pad": 1.5},
                )
            start += value
        ax.text(101, place, f"{rows.iloc[y].sum() / 1e6:,.1f} m", va="center", fontsize=9)
    for colour, hatch, name in zip([k[0] for k in LOOKS], [k[1] for k in LOOKS], table, strict=True):
        ax.barh(0, 0, color=colour, hatch=hatch, edgecolor="white", label=name)
    ax.legend(
        loc="lower left",
        bbox_to_anchor=(-0.01, 1.0),
        ncols=3,
        borderaxespad=0.2,
        fontsize=9,
        columnspacing=1.2,
        handlelength=1.4,
    )
    names = [str(n).replace(" and the", "\nand the") for n in rows.index]
    ax.set_yticks([y + 0.3 * (y > 0) for y in range(len(rows))], names)
    ax.get_yticklabels()[0].set_weight("bold")
    ax.set(xticks=[], xlim=(0, 109))
    ax.invert_yaxis()
    ax.tick_params(length=0)
    ax.spines[["bottom", "left"]].set_visible(False)
    label(
        fig, title, source, "Per cent of South-South migrants by major area of origin; at the right, how many"
    )
    ax.set_title(ax.get_title(loc="left"), pad=24)
    parts = "; ".join(
        f"{name}: " + ", ".join(f"{v:.0f} {c}" for c, v in row.items()) for name, row in shares.iterrows()
    )
    return Picture(fig, f"Bars by major area of origin, in per cent. {parts}. {title}.", rows)
