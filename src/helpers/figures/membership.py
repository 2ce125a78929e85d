"""Figures on which bodies the areas belong to."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.text import Text

from helpers.figures.picture import Picture, canvas, drawn_from, finish
from helpers.figures.style import BLUE, COLOURS, GREEN, GREY, bare, side

KIND_COLOURS = {"regional bodies": BLUE, "consultative processes": GREEN, "interregional forums": "#9C4F7E"}
SHAPES = {
    "member": "o",
    "takes part": "s",
    "suspended member": "D",
    "associate or observer": "^",
    "disputed, later or uncertain": "x",
}
SEATED = list(SHAPES)[:3]
PLACES = {"Latin America and the Caribbean": "Latin America\nand Caribbean", "Northern America": "N. America"}
STRIPE = {"color": "#F3F3F3", "zorder": 0}


def blocks(labels: pd.Series) -> list[tuple[str, int, int]]:
    """Runs of equal labels: label, first position, one past the last."""
    starts = [i for i in range(len(labels)) if i == 0 or labels.iloc[i] != labels.iloc[i - 1]]
    ends = [*starts[1:], len(labels)]
    return [(str(labels.iloc[a]), a, b) for a, b in zip(starts, ends, strict=True)]


def colour_kinds(names: Iterable[Text], kinds: pd.Series) -> None:
    """Colour the names of bodies by their kinds."""
    for text, kind in zip(names, kinds, strict=True):
        text.set_color(KIND_COLOURS[str(kind)])


@drawn_from("matrix")
def barcode(matrix: pd.DataFrame, title: str, source: str) -> Picture:
    """All bodies (rows) by all areas (columns, by major area): a bar for each membership.

    Tall bars are members and those who take part, short ones the looser roles; the colour and the
    block of rows tell the kind of body. ``matrix``: `helpers.analysis.membership.matrix`.
    """
    bodies = matrix.drop_duplicates("body").reset_index(drop=True)
    areas = matrix.drop_duplicates("area").sort_values(["major_area", "region", "short_name"])
    x_of = {a: i for i, a in enumerate(areas["area"])}
    y_of = {b: i for i, b in enumerate(bodies["body"])}
    fig, ax = canvas(10, 0.21 * len(bodies) + 1.9)
    for i, (place, first, last) in enumerate(blocks(areas["major_area"])):
        if i % 2 == 0:
            ax.axvspan(first - 0.5, last - 0.5, **STRIPE)
        look = {"ha": "center", "va": "bottom", "size": 9, "rotation": 0 if last - first > 12 else 45}
        ax.text((first + last - 1) / 2, -1, PLACES.get(place, place), **look)
    for kind, part in matrix.groupby("kind"):
        for full, height in ((True, 0.42), (False, 0.16)):
            rows = part[part["mark"].isin(SEATED) == full]
            x, y = rows["area"].map(x_of), rows["body"].map(y_of)
            ax.vlines(x, y - height, y + height, linewidth=2.2, color=KIND_COLOURS[str(kind)])
    look = {"rotation": 270, "va": "center", "ha": "left", "weight": "bold", "size": 9}
    for kind, first, last in blocks(bodies["kind"]):
        ax.axhline(last - 0.5, color=GREY, linewidth=0.6)
        x, y, text = len(areas) + 2, (first + last - 1) / 2, kind.replace(" ", "\n")
        ax.text(x, y, text, color=KIND_COLOURS[kind], **look)
    ax.set(xlim=(-1, len(areas) + 10), ylim=(len(bodies) - 0.5, -0.8), xticks=[])
    ax.set_yticks(range(len(bodies)), list(bodies["body"]), fontsize=8.5)
    colour_kinds(ax.get_yticklabels(), bodies["kind"])
    bare(ax, "left", "bottom")
    ax.set_title(
        f"{len(areas)} areas from left to right, by major area; tall bar: member or takes "
        "part, short bar: looser role",
        pad=38,
    )
    counts = pd.crosstab(matrix["body"], matrix["mark"])
    counts = counts.reindex(index=bodies["body"], columns=list(SHAPES), fill_value=0)
    alt = (
        f"A table of bars: {len(bodies)} bodies in rows, {len(areas)} areas in columns grouped "
        "by major area, a bar where an area belongs"
    )
    return finish(fig, title, source, alt, counts.rename_axis(columns=None))


@drawn_from("matrix")
def close_up(matrix: pd.DataFrame, title: str, source: str) -> Picture:
    """The memberships of a few dozen areas, each named: areas in rows, bodies in columns.

    Shape is the role, colour the kind of body; a hollow mark rests on a list of medium or low
    confidence. ``matrix``: rows of `helpers.analysis.membership.matrix`.
    """
    order = {"kind": "stable", "key": lambda k: k.map(list(KIND_COLOURS).index)}
    bodies = matrix.drop_duplicates("body").sort_values("kind", **order).reset_index(drop=True)
    areas = matrix.drop_duplicates("area").sort_values(["region", "short_name"])
    x_of = {b: i for i, b in enumerate(bodies["body"])}
    y_of = {a: i for i, a in enumerate(areas["area"])}
    fig, ax = canvas(max(7.5, 0.3 * len(bodies) + 2.8), 0.185 * len(areas) + 2.4)
    for i, (place, first, last) in enumerate(blocks(areas["region"])):
        if i % 2 == 0:
            ax.axhspan(first - 0.5, last - 0.5, **STRIPE)
        x, y = len(bodies) - 0.4, (first + last - 1) / 2
        ax.text(x, y, textwrap.fill(place, 12), va="center", size=8.5, color=GREY)
    for (kind, mark, sure), rows in matrix.groupby(["kind", "mark", "sure"]):
        colour = KIND_COLOURS[str(kind)]
        look = {"facecolors": colour if sure else "white", "edgecolors": colour}
        look = {"color": colour} if SHAPES[str(mark)] == "x" else look
        x, y = rows["body"].map(x_of), rows["area"].map(y_of)
        ax.scatter(x, y, marker=SHAPES[str(mark)], s=30, **look)
    ax.set(xlim=(-0.6, len(bodies) + 2.4), ylim=(len(areas) - 0.5, -0.6))
    ax.set_yticks(range(len(areas)), list(areas["short_name"]), fontsize=8)
    ax.xaxis.tick_top()
    turned = {"rotation": 60, "ha": "left", "rotation_mode": "anchor", "fontsize": 8.5}
    ax.set_xticks(range(len(bodies)), list(bodies["body"]), **turned)
    colour_kinds(ax.get_xticklabels(), bodies["kind"])
    bare(ax, "left", "bottom")
    marks = [*SHAPES.items(), ("hollow: list less certain", "o")]
    handles = [Line2D([], [], linestyle="", marker=m, color=GREY, label=n) for n, m in marks]
    handles[-1].set_markerfacecolor("white")
    handles += [Line2D([], [], linewidth=4, color=c, label=k) for k, c in KIND_COLOURS.items()]
    ax.legend(handles=handles, ncols=3, loc="upper left", bbox_to_anchor=(-0.15, -0.005), fontsize=8)
    table = matrix.pivot(index="area", columns="body", values="mark")
    table = table.reindex(index=areas["area"], columns=bodies["body"]).fillna("")
    table.index = pd.Index(areas["short_name"], name="area")
    alt = f"A table of marks: {len(areas)} areas in rows, {len(bodies)} bodies in columns"
    return finish(fig, title, source, alt, table)


@drawn_from("table")
def tally(table: pd.DataFrame, medians: pd.Series, title: str, source: str) -> Picture:
    """Bars of areas by number of bodies, South above North.

    ``table`` has areas, one row per number of bodies (`membership.tally`); ``medians`` one number per
    group.
    """
    fig, axes = canvas(7.5, 4.6, nrows=2, sharex=True, sharey=True)
    box = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}
    for ax, group in zip(axes, ("South", "North"), strict=True):
        bars = ax.bar(table.index, table[group], 0.8, **side(group))
        ax.axvline(medians[group], color="black", linestyle=":", linewidth=1.4)
        numbers = [str(v) if v else "" for v in table[group]]
        ax.bar_label(bars, labels=numbers, fontsize=9, padding=1, bbox=box, zorder=4)
        text = f"{group}: {table[group].sum()} areas, median {medians[group]:g}"
        look = {"ha": "right", "va": "top", "weight": "bold", "color": COLOURS[group]}
        ax.text(0.995, 0.9, text, transform=ax.transAxes, **look)
        ax.spines["left"].set_visible(False)
        ax.set_yticks([])
        ax.margins(y=0.16)
    axes[1].set_xticks(list(table.index))
    axes[1].set_xlabel("Number of bodies that an area belongs to or takes part in")
    alt = "Two rows of bars, South and North: areas by number of bodies"
    return finish(fig, title, source, alt, table, "Areas; the dotted line is the median area")
