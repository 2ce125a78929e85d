"""Figures on bodies and their members."""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from helpers.figures.style import (
    BLUE,
    COLOURS,
    GREEN,
    GREY,
    HATCHES,
    LIGHT,
    Picture,
    canvas,
    drawn_from,
    grid,
    label,
)

KIND_COLOURS = {"regional bodies": BLUE, "consultative processes": GREEN, "interregional forums": "#9C4F7E"}
SHAPES = {"member": "o", "takes part": "s", "associate or observer": "^", "disputed, later or uncertain": "x"}
PLACES = {"Latin America and the Caribbean": "Latin America\nand Caribbean", "Northern America": "N. America"}


def _blocks(labels: pd.Series) -> list[tuple[str, int, int]]:
    """Runs of equal labels: label, first position, one past the last."""
    starts = [i for i in range(len(labels)) if i == 0 or labels.iloc[i] != labels.iloc[i - 1]]
    ends = [*starts[1:], len(labels)]
    return [(str(labels.iloc[a]), a, b) for a, b in zip(starts, ends, strict=True)]


def _kinds_beside(ax: Axes, kinds: pd.Series) -> None:
    """Colour the bodies' names by kind."""
    for text, kind in zip(ax.get_yticklabels(), kinds, strict=True):
        text.set_color(KIND_COLOURS[str(kind)])


@drawn_from("matrix")
def barcode(matrix: pd.DataFrame, title: str, source: str) -> Picture:
    """All bodies (rows) by all areas (columns, by major area): a bar for each membership.

    Tall bars are members and those who take part, short ones the looser roles; the colour and the
    block of rows tell the kind of body. ``matrix`` as `helpers.analysis.membership.matrix` has it.
    """
    bodies = matrix.drop_duplicates("body").reset_index(drop=True)
    areas = matrix.drop_duplicates("area").sort_values(["major_area", "region", "short_name"])
    x_of = {a: i for i, a in enumerate(areas["area"])}
    y_of = {b: i for i, b in enumerate(bodies["body"])}
    fig, ax = canvas(10, 0.21 * len(bodies) + 1.9)
    for i, (place, first, last) in enumerate(_blocks(areas["major_area"])):
        if i % 2 == 0:
            ax.axvspan(first - 0.5, last - 0.5, color="#F3F3F3", zorder=0)
        ax.text(
            (first + last - 1) / 2,
            -1,
            PLACES.get(place, place),
            ha="center",
            va="bottom",
            fontsize=9,
            rotation=0 if last - first > 12 else 45,
        )
    for kind, part in matrix.groupby("kind"):
        for full, height in ((True, 0.42), (False, 0.16)):
            rows = part[part["mark"].isin(list(SHAPES)[:2]) == full]
            y = rows["body"].map(y_of)
            ax.vlines(
                rows["area"].map(x_of), y - height, y + height, linewidth=2.2, color=KIND_COLOURS[str(kind)]
            )
    for kind, first, last in _blocks(bodies["kind"]):
        ax.axhline(last - 0.5, color=GREY, linewidth=0.6)
        ax.text(
            len(areas) + 2,
            (first + last - 1) / 2,
            kind.replace(" ", "\n"),
            rotation=270,
            va="center",
            ha="left",
            color=KIND_COLOURS[kind],
            fontweight="bold",
            fontsize=9,
        )
    ax.set(xlim=(-1, len(areas) + 10), ylim=(len(bodies) - 0.5, -0.8), xticks=[])
    ax.set_yticks(range(len(bodies)), list(bodies["body"]), fontsize=8.5)
    _kinds_beside(ax, bodies["kind"])
    ax.tick_params(length=0)
    ax.spines[["left", "bottom"]].set_visible(False)
    label(fig, title, source)
    ax.set_title(
        f"{len(areas)} areas from left to right, by major area; tall bar: member or takes "
        "part, short bar: looser role",
        pad=38,
    )
    counts = pd.crosstab(matrix["body"], matrix["mark"]).reindex(
        index=bodies["body"], columns=list(SHAPES), fill_value=0
    )
    alt = (
        f"A table of bars: {len(bodies)} bodies in rows, {len(areas)} areas in columns grouped "
        f"by major area, a bar where an area belongs. {title}."
    )
    return Picture(fig, alt, counts.rename_axis(columns=None))


@drawn_from("matrix")
def close_up(matrix: pd.DataFrame, title: str, source: str) -> Picture:
    """The memberships of a few dozen areas, each named: areas in rows, bodies in columns.

    Shape is the role, colour the kind of body; a hollow mark rests on a list of medium or low
    confidence.
    """
    bodies = (
        matrix.drop_duplicates("body")
        .sort_values("kind", kind="stable", key=lambda k: k.map(list(KIND_COLOURS).index))
        .reset_index(drop=True)
    )
    areas = matrix.drop_duplicates("area").sort_values(["region", "short_name"])
    x_of = {b: i for i, b in enumerate(bodies["body"])}
    y_of = {a: i for i, a in enumerate(areas["area"])}
    fig, ax = canvas(max(7.5, 0.3 * len(bodies) + 2.8), 0.185 * len(areas) + 2.4)
    for i, (place, first, last) in enumerate(_blocks(areas["region"])):
        if i % 2 == 0:
            ax.axhspan(first - 0.5, last - 0.5, color="#F3F3F3", zorder=0)
        ax.text(
            len(bodies) - 0.4,
            (first + last - 1) / 2,
            textwrap.fill(place, 12),
            va="center",
            fontsize=8.5,
            color=GREY,
        )
    for (kind, mark, sure), rows in matrix.groupby(["kind", "mark", "sure"]):
        colour = KIND_COLOURS[str(kind)]
        face = {"facecolors": colour if sure else "white", "edgecolors": colour}
        ax.scatter(
            rows["body"].map(x_of),
            rows["area"].map(y_of),
            marker=SHAPES[str(mark)],
            s=30,
            **({"color": colour} if mark == list(SHAPES)[3] else face),
        )
    ax.set(xlim=(-0.6, len(bodies) + 2.4), ylim=(len(areas) - 0.5, -0.6))
    ax.set_yticks(range(len(areas)), list(areas["short_name"]), fontsize=8)
    ax.xaxis.tick_top()
    ax.set_xticks(
        range(len(bodies)), list(bodies["body"]), rotation=60, ha="left", rotation_mode="anchor", fontsize=8.5
    )
    for text, kind in zip(ax.get_xticklabels(), bodies["kind"], strict=True):
        text.set_color(KIND_COLOURS[str(kind)])
    ax.tick_params(length=0)
    ax.spines[["left", "bottom"]].set_visible(False)
    handles = [Line2D([], [], linestyle="", marker=m, color=GREY, label=n) for n, m in SHAPES.items()]
    handles.append(
        Line2D(
            [],
            [],
            linestyle="",
            marker="o",
            color=GREY,
            markerfacecolor="white",
            label="hollow: list less certain",
        )
    )
    handles += [Line2D([], [], linewidth=4, color=c, label=k) for k, c in KIND_COLOURS.items()]
    ax.legend(handles=handles, ncols=3, loc="upper left", bbox_to_anchor=(-0.15, -0.005), fontsize=8)
    label(fig, title, source)
    table = matrix.pivot(index="area", columns="body", values="mark")
    table = table.reindex(index=areas["area"], columns=bodies["body"]).fillna("")
    table.index = pd.Index(areas["short_name"], name="area")
    alt = f"A table of marks: {len(areas)} areas in rows, {len(bodies)} bodies in columns. {title}."
    return Picture(fig, alt, table)


@drawn_from("table")
def tally(table: pd.DataFrame, medians: pd.Series, title: str, source: str) -> Picture:
    """Areas by number of bodies, South above North; ``medians`` has one number a group."""
    fig, axes = canvas(7.5, 4.6, nrows=2, sharex=True, sharey=True)
    for ax, group in zip(axes, ("South", "North"), strict=True):
        bars = ax.bar(
            table.index, table[group], 0.8, color=COLOURS[group], hatch=HATCHES[group], edgecolor="white"
        )
        ax.axvline(medians[group], color="black", linestyle=":", linewidth=1.4)
        ax.bar_label(
            bars,
            labels=[str(v) if v else "" for v in table[group]],
            fontsize=9,
            padding=1,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
            zorder=4,
        )
        ax.text(
            0.995,
            0.9,
            f"{group}: {table[group].sum()} areas, median {medians[group]:g}",
            transform=ax.transAxes,
            ha="right",
            va="top",
            fontweight="bold",
            color=COLOURS[group],
        )
        ax.spines["left"].set_visible(False)
        ax.set_yticks([])
        ax.margins(y=0.16)
    axes[1].set_xticks(list(table.index))
    axes[1].set_xlabel("Number of bodies that an area belongs to or takes part in")
    label(fig, title, source, "Areas; the dotted line is the median area")
    alt = f"Two rows of bars, South and North: areas by number of bodies. {title}."
    return Picture(fig, alt, table)


@drawn_from("table")
def composition(table: pd.DataFrame, title: str, source: str) -> Picture:
    """Members of each body, South beside North; ``table`` has body, kind, South, North, type."""
    order = {k: i for i, k in enumerate(KIND_COLOURS)}
    table = table.assign(rank=table["kind"].map(order), size=table["South"] + table["North"])
    table = table.sort_values(["rank", "size", "body"], ascending=[True, False, True])
    fig, ax = canvas(8, 0.23 * len(table) + 1.7)
    ax.barh(table["body"], table["South"], color=COLOURS["South"], label="South")
    ax.barh(
        table["body"],
        table["North"],
        left=table["South"],
        color=COLOURS["North"],
        hatch=HATCHES["North"],
        edgecolor="white",
        label="North",
    )
    for y, row in enumerate(table.itertuples()):
        ax.text(
            row.size + 0.6,
            y,
            row.type,
            va="center",
            fontsize=8,
            color=GREY if row.type == "mixed" else "black",
        )
    for kind, first, last in _blocks(table["kind"]):
        ax.axhline(last - 0.5, color=LIGHT, linewidth=1)
        ax.text(
            table["size"].max() + 12,
            (first + last - 1) / 2,
            kind.replace(" ", "\n"),
            rotation=270,
            va="center",
            ha="center",
            color=KIND_COLOURS[kind],
            fontweight="bold",
            fontsize=9,
        )
    ax.set(ylim=(len(table) - 0.4, -0.6), xlim=(0, table["size"].max() + 15))
    ax.tick_params(axis="y", length=0, labelsize=8.5)
    _kinds_beside(ax, table["kind"])
    grid(ax, "x")
    ax.spines["left"].set_visible(False)
    ax.legend(loc="lower right", bbox_to_anchor=(0.86, 0.72))
    label(fig, title, source, "Areas that belong to the body or take part in it")
    types = ", ".join(f"{n} {t}" for t, n in table["type"].value_counts().items())
    alt = f"Bars of {len(table)} bodies: {types}. {title}."
    return Picture(fig, alt, table[["body", "kind", "South", "North", "type"]].set_index("body"))
