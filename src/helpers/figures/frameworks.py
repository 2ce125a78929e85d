"""Figures on texts: counting rules, paragraphs, targets, shared words, a vote."""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from helpers.figures.style import (
    BLUE,
    COLOURS,
    GREEN,
    GREY,
    LIGHT,
    ORANGE,
    PURPLE,
    SKY,
    YELLOW,
    Picture,
    canvas,
    drawn_from,
    grid,
    label,
)

FILLS = {
    "full text": (BLUE, ""),
    "excerpt": (SKY, ""),
    "seen in part": (LIGHT, ".."),
    "from memory": ("#F6C9A8", "xxxx"),
}
SHAPES = {"full text": "o", "excerpt": "s", "seen in part": ".", "from memory": "X"}
PARTS = {
    "The 23 objectives": BLUE,
    "Guiding principle": GREEN,
    "List of 23 objectives": PURPLE,
    "Implementation": ORANGE,
    "Other paragraphs": GREY,
}


@drawn_from("parts")
def counting_rules(
    parts: pd.DataFrame, stated: float, band: tuple[float, float], title: str, source: str
) -> Picture:
    """Counts by rule (rows) and by evidence (columns), and the figure that was stated.

    ``band`` is the range that the verdict's rule calls close.
    """
    fig, ax = canvas(8.5, 5.2)
    ax.axvspan(*band, color="#F3E3B0", zorder=0)
    ax.axvline(stated, color="black", linestyle="--", linewidth=1.2, zorder=3)
    left = pd.Series(0, index=parts.index)
    for kind, (colour, hatch) in FILLS.items():
        some = parts[kind][parts[kind] > 0]
        if len(some):
            places = [list(parts.index).index(rule) for rule in some.index]
            ax.barh(
                places,
                some,
                left=left[some.index],
                color=colour,
                hatch=hatch,
                height=0.72,
                edgecolor="#B0561F" if hatch else "white",
                label=kind,
            )
        left = left + parts[kind]
    for y, total in enumerate(left):
        ax.text(
            total + 0.35,
            y,
            str(total),
            va="center",
            fontweight="bold",
            zorder=4,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.85},
        )
    ax.text(
        band[0] - 0.15,
        -0.95,
        f"the article: close to {stated:g}; shaded: within 5 per cent",
        ha="right",
        fontsize=8.5,
        color="#444444",
    )
    ax.set(ylim=(len(parts) - 0.4, -1.4), xlim=(0, max(left.max(), band[1]) + 2))
    ax.set_yticks(range(len(parts)), list(parts.index))
    grid(ax, "x")
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.legend(
        title="The count rests on",
        loc="lower right",
        bbox_to_anchor=(0.85, 0.02),
        alignment="left",
        fontsize=8.5,
        title_fontsize=8.5,
    )
    label(fig, title, source, 'Occurrences of "partnership(s)" in the Compact, by rule')
    alt = "Bars of ten counting rules: " + ", ".join(f"{r} {n}" for r, n in left.items()) + f". {title}."
    return Picture(fig, alt, parts.assign(total=left))


@drawn_from("table")
def paragraph_strip(table: pd.DataFrame, words: dict[str, str], title: str, source: str) -> Picture:
    """Where words stand in the Compact: paragraphs along, one strip a word.

    ``table`` as `helpers.analysis.texts.by_paragraph` has it; ``words`` maps its columns to
    headings. Height is the count, colour the part of the text, shape the evidence.
    """
    fig, axes = canvas(10, 2.2 + 1.3 * len(words), nrows=len(words), sharex=True, squeeze=False)
    for ax, (column, heading) in zip(axes[:, 0], words.items(), strict=True):
        ax.vlines(table.index, 0, table[column], color=[PARTS[p] for p in table["part"]], linewidth=2.2)
        for (part, kind), rows in table.groupby(["part", "evidence"]):
            some, none = rows[rows[column] > 0], rows[rows[column] == 0]
            ax.scatter(
                some.index, some[column], marker=SHAPES[str(kind)], s=62, color=PARTS[str(part)], zorder=3
            )
            mark = "_" if kind in ("full text", "excerpt") else "$?$"
            ax.scatter(none.index, [0] * len(none), marker=mark, s=28, color="#9A9A9A", linewidths=1)
        top = table[column].max()
        for n, count in table[column][table[column] > 0].items():
            ax.annotate(str(n), (n, count), (0, 6), ha="center", fontsize=8, textcoords="offset points")
        ax.set(ylim=(-0.35 * max(top, 1) / 2, max(top, 1) * 1.5), yticks=range(int(top) + 1))
        ax.set_title(heading)
        ax.spines["left"].set_visible(False)
        ax.tick_params(axis="y", length=0)
        grid(ax)
    axes[-1, 0].set(xlim=(0, 55), xticks=[1, 5, 10, 17, 20, 25, 30, 35, 39, 45, 50, 54])
    axes[-1, 0].set_xlabel("Numbered paragraph (17 to 39 are the objectives, one a paragraph)")
    named = {"full text": "full text seen", "excerpt": "excerpt seen", "from memory": "from memory"}
    shown = set(table.loc[table[list(words)].sum(axis=1) > 0, "evidence"])
    handles = [
        Line2D([], [], linestyle="", marker=SHAPES[k], color=GREY, label=v)
        for k, v in named.items()
        if k in shown
    ]
    handles += [
        Line2D([], [], linestyle="", marker="_", color=GREY, label="zero, seen"),
        Line2D([], [], linestyle="", marker="$?$", color=GREY, label="zero, partly unseen"),
    ]
    handles += [
        Line2D([], [], linewidth=4, color=c, label=p)
        for p, c in PARTS.items()
        if p in set(table.loc[table[list(words)].sum(axis=1) > 0, "part"])
    ]
    axes[0, 0].legend(
        handles=handles, ncols=2, loc="upper left", fontsize=8, frameon=True, framealpha=1, edgecolor="white"
    )
    label(fig, title, source)
    alt = (
        "Stems by paragraph; "
        + "; ".join(
            f"{h}: " + ", ".join(f"{n} ({c})" for n, c in table[w][table[w] > 0].items())
            for w, h in words.items()
        )
        + f". {title}."
    )
    return Picture(fig, alt, table)


@drawn_from("counts")
def waffle(counts: pd.Series, title: str, source: str) -> Picture:
    """One square for each of 13 x 13 targets, filled in the order of ``counts``."""
    styles = [(ORANGE, ""), (YELLOW, "///"), ("#ECECEC", "")]
    fig, ax = canvas(7.5, 4.6)
    kinds = [k for k, n in enumerate(counts) for _ in range(int(n))]
    for i, k in enumerate(kinds):
        colour, hatch = styles[k]
        ax.add_patch(
            Rectangle(
                (i // 13, 12 - i % 13),
                0.86,
                0.86,
                facecolor=colour,
                hatch=hatch,
                edgecolor="white",
                linewidth=0,
            )
        )
    for k, (name, n) in enumerate(counts.items()):
        colour, hatch = styles[k]
        y = 11 - 3.4 * k
        ax.add_patch(
            Rectangle((14, y), 0.86, 0.86, facecolor=colour, hatch=hatch, edgecolor="white", linewidth=0)
        )
        ax.text(15.3, y + 1, f"{n}", fontsize=15, fontweight="bold", va="top")
        ax.text(17.2, y + 0.95, textwrap.fill(str(name), 26), va="top", fontsize=10)
    ax.set(xlim=(-0.2, 27.5), ylim=(-0.2, 13), aspect="equal")
    ax.set_axis_off()
    label(fig, title, source)
    alt = f"{int(counts.sum())} squares: " + "; ".join(f"{n} {k}" for k, n in counts.items()) + f". {title}."
    return Picture(fig, alt, counts.to_frame("targets"))


@drawn_from("targets")
def crosswalk(
    targets: pd.DataFrame, titles: pd.Series, links: pd.DataFrame, title: str, source: str
) -> Picture:
    """Targets (left) and the titles (right) with which their topics share a word.

    ``targets`` has target, topic, names_migration; ``links`` has topic, title, words.
    """
    hit = [t for t in titles.index if t in set(links["title"])]
    fig, ax = canvas(10, 0.43 * len(targets) + 1.6)
    y_left = {t: i for i, t in enumerate(targets["target"])}
    step = (len(targets) - 1) / max(len(hit) - 1, 1)
    y_right = {t: i * step for i, t in enumerate(hit)}
    linked = set(links["topic"])
    for row in links.itertuples():
        y0, y1 = y_left[row.topic], y_right[row.title]
        ax.plot([4.15, 6.0], [y0, y1], color=SKY, linewidth=2, zorder=1)
    for row in targets.itertuples():
        y = y_left[row.target]
        ax.scatter(
            4.0,
            y,
            s=70,
            color=ORANGE if row.names_migration else "white",
            edgecolors=ORANGE,
            linewidths=1.6,
            zorder=3,
        )
        grey = "black" if row.target in linked else "#777777"
        ax.text(
            3.8,
            y,
            textwrap.shorten(row.topic.split(";")[0], 46, placeholder=" ..."),
            ha="right",
            va="center",
            fontsize=9.5,
            color=grey,
        )
        ax.text(-0.5, y, row.target, va="center", fontweight="bold", color=grey)
    for t in hit:
        words = sorted(set(", ".join(links.loc[links["title"] == t, "words"]).split(", ")))
        ax.scatter(6.15, y_right[t], s=70, marker="s", color=BLUE, zorder=3)
        text = textwrap.fill(f"{t}: {titles[t]}", 52)
        ax.text(6.35, y_right[t], f"{text}\n[{', '.join(words)}]", va="center", fontsize=8.5)
    ax.set(xlim=(-0.5, 10.6), ylim=(len(targets) - 0.3, -1.3))
    ax.set_axis_off()
    ax.text(
        -0.5,
        -1.05,
        "2030 Agenda, target and topic (filled: its text names migration)",
        fontsize=9,
        color=GREY,
    )
    ax.text(6.05, -1.05, "Compact and MiGOF, titles [shared word]", fontsize=9, color=GREY)
    label(fig, title, source)
    alt = (
        "Two columns joined by lines where a target's topic and a title share a word: "
        + "; ".join(f"{r.topic} with {r.title}" for r in links.itertuples())
        + f". {title}."
    )
    return Picture(fig, alt, links)


@drawn_from("votes")
def vote(votes: pd.DataFrame, named: pd.Series, title: str, source: str) -> Picture:
    """Recorded votes by group as shares of the votes cast; ``named`` lists names by (group, vote)."""
    colours = {"yes": GREEN, "abstain": YELLOW, "no": "#882255"}
    hatches = {"yes": "", "abstain": "///", "no": "xx"}
    fig, ax = canvas(8.5, 3.9)
    for y, (group, row) in zip((0, 1.8), votes.iterrows(), strict=True):
        left = 0.0
        for kind in colours:
            share = row[kind] / max(row.sum(), 1)
            ax.barh(
                y,
                share,
                0.6,
                left=left,
                color=colours[kind],
                hatch=hatches[kind],
                edgecolor="white",
                label=kind if y == 0 else None,
            )
            if share > 0.05:
                ax.text(
                    left + share / 2,
                    y,
                    f"{row[kind]}",
                    ha="center",
                    va="center",
                    fontweight="bold",
                    fontsize=11,
                    color="white" if kind != "abstain" else "black",
                    bbox={"facecolor": colours[kind], "edgecolor": "none", "pad": 1.5},
                )
            left += share
        ax.text(
            0,
            y - 0.42,
            f"{group}: {row.sum()} votes cast",
            fontweight="bold",
            color=COLOURS[str(group)],
            va="bottom",
        )
        lines = [f"{kind} ({row[kind]}): {named[group, kind]}" for kind in ("abstain", "no") if row[kind]]
        text = "\n".join(textwrap.fill(line, 104) for line in lines)
        ax.text(0, y + 0.36, text, va="top", fontsize=8.5, color="#333333")
    ax.set(xlim=(0, 1), ylim=(2.9, -0.8), yticks=[], xticks=[])
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.legend(ncols=3, loc="upper right", bbox_to_anchor=(1, 1.06))
    label(fig, title, source, "Share of the recorded votes")
    alt = (
        "Two bars of votes: "
        + "; ".join(f"{g} {r['yes']} yes, {r['abstain']} abstain, {r['no']} no" for g, r in votes.iterrows())
        + f". {title}."
    )
    return Picture(fig, alt, votes)
