"""Figures on bodies: when they began, and whom they bring together."""

from __future__ import annotations

import pandas as pd

from helpers.figures.membership import KIND_COLOURS, blocks, colour_kinds
from helpers.figures.picture import Picture, canvas, drawn_from, finish
from helpers.figures.style import BLUE, COLOURS, GREEN, GREY, LIGHT, ORANGE, bare, grid, side

LANES = {
    "frameworks": ("D", "black"),
    "regional bodies": ("s", BLUE),
    "consultative processes": ("o", GREEN),
    "interregional forums": ("^", ORANGE),
}
CHARACTERS = 128  # letters of a label that the width of the timeline takes
SHADE = "#F3F3F3"


def pack(years: list[int], labels: list[str], width: float) -> list[int]:
    """The row of each label, such that none runs into the next; years ascend, a letter is ``width`` years."""
    free: list[float] = []
    rows = []
    for year, text in zip(years, labels, strict=True):
        row = next((r for r, end in enumerate(free) if end <= year - 0.4), len(free))
        free[row : row + 1] = [year + 1.2 + width * len(text)]
        rows.append(row)
    return rows


@drawn_from("items")
def timeline(items: pd.DataFrame, title: str, source: str) -> Picture:
    """When bodies and frameworks began.

    ``items`` has year, label, lane (see `LANES`), sure (bool), one row per body or framework. A hollow
    mark stands for one that is not sure: dormant, or its date was not looked up.
    """
    rows = {lane: items[items["lane"] == lane].sort_values(["year", "label"]) for lane in LANES}
    first, last = int(items["year"].min()) - 2, 2029
    width = (last - first) / CHARACTERS
    places = {lane: pack(list(t["year"]), list(t["label"]), width) for lane, t in rows.items()}
    heights = {lane: max(p, default=-1) + 1 for lane, p in places.items()}
    fig, ax = canvas(10, 0.27 * (sum(heights.values()) + len(LANES)) + 1.3)
    top = 0.0
    for lane, (marker, colour) in LANES.items():
        ax.axhspan(top - 0.2, top + heights[lane] + 0.7, color=SHADE, linewidth=0, zorder=-1)
        ax.text(first + 0.6, top + 0.2, lane.capitalize(), color=colour, weight="bold", va="center", size=9)
        for row, place in zip(rows[lane].itertuples(), places[lane], strict=True):
            y, face = top + 0.8 + place, colour if row.sure else "white"
            look = {"color": colour, "markersize": 6, "markeredgewidth": 1.4, "markerfacecolor": face}
            ax.plot(row.year, y, marker, **look)
            box = {"facecolor": SHADE, "edgecolor": "none", "pad": 0.5}
            ax.text(row.year + 0.65, y, row.label, va="center", size=8.5, bbox=box)
        top += heights[lane] + 1.1
    for year, name in ((1978, "BAPA, 1978"), (2018, "article, 2018")):
        ax.axvline(year, color=GREY, linewidth=0.9, linestyle=(0, (4, 3)), zorder=0)
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1}
        ax.text(year, -0.6, name, ha="center", size=8.5, color=GREY, bbox=box)
    ax.set(xlim=(first, last), ylim=(top - 0.3, -1.0), yticks=[], xticks=range(first + -first % 10, 2021, 10))
    ax.spines["left"].set_visible(False)
    counts = ", ".join(f"{len(t)} {lane}" for lane, t in rows.items())
    alt = f"Timeline from {items['year'].min()} to {items['year'].max()} with {counts}"
    numbers = pd.concat(rows.values())[["year", "label", "lane", "sure"]].reset_index(drop=True)
    return finish(fig, title, source, alt, numbers)


@drawn_from("table")
def composition(table: pd.DataFrame, title: str, source: str) -> Picture:
    """Bars of the members of each body, South beside North.

    ``table`` has body, kind, South, North (numbers of areas), type, one row per body.
    """
    order = {k: i for i, k in enumerate(KIND_COLOURS)}
    table = table.assign(rank=table["kind"].map(order), size=table["South"] + table["North"])
    table = table.sort_values(["rank", "size", "body"], ascending=[True, False, True])
    fig, ax = canvas(8, 0.23 * len(table) + 1.7)
    ax.barh(table["body"], table["South"], color=COLOURS["South"], label="South")
    ax.barh(table["body"], table["North"], left=table["South"], label="North", **side("North"))
    for y, row in enumerate(table.itertuples()):
        ink = GREY if row.type == "mixed" else "black"
        ax.text(row.size + 0.6, y, row.type, va="center", size=8, color=ink)
    look = {"rotation": 270, "va": "center", "ha": "center", "weight": "bold", "size": 9}
    for kind, first, last in blocks(table["kind"]):
        ax.axhline(last - 0.5, color=LIGHT, linewidth=1)
        x, middle = table["size"].max() + 12, (first + last - 1) / 2
        ax.text(x, middle, kind.replace(" ", "\n"), color=KIND_COLOURS[kind], **look)
    ax.set(ylim=(len(table) - 0.4, -0.6), xlim=(0, table["size"].max() + 15))
    ax.tick_params(axis="y", labelsize=8.5)
    colour_kinds(ax.get_yticklabels(), table["kind"])
    grid(ax, "x")
    bare(ax, "left", ticks="y")
    ax.legend(loc="lower right", bbox_to_anchor=(0.86, 0.72))
    types = ", ".join(f"{n} {t}" for t, n in table["type"].value_counts().items())
    numbers = table[["body", "kind", "South", "North", "type"]].set_index("body")
    subtitle = "Areas that belong to the body or take part in it"
    return finish(fig, title, source, f"Bars of {len(table)} bodies: {types}", numbers, subtitle)
