"""Figures on texts: counting rules, paragraphs, targets, shared words, a vote, dates."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from helpers.figures.picture import Picture, canvas, drawn_from, finish
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
    bare,
    grid,
    note,
    on_bar,
)

FILLS = {
    "full text": (BLUE, ""),
    "excerpt": (SKY, ""),
    "seen in part": (LIGHT, ".."),
    "from memory": ("#F6C9A8", "xxxx"),
}
SHAPES = {"full text": "o", "excerpt": "s", "seen in part": ".", "from memory": "X"}
SEEN = {"full text": "full text seen", "excerpt": "excerpt seen", "from memory": "from memory"}
PARTS = {
    "The 23 objectives": BLUE,
    "Guiding principle": GREEN,
    "List of 23 objectives": PURPLE,
    "Implementation": ORANGE,
    "Other paragraphs": GREY,
}
SQUARES = [(ORANGE, ""), (YELLOW, "///"), ("#ECECEC", "")]
VOTES = {"yes": (GREEN, "", "white"), "abstain": (YELLOW, "///", "black"), "no": ("#882255", "xx", "white")}


@drawn_from("parts")
def counting_rules(
    parts: pd.DataFrame, stated: float, band: tuple[float, float], title: str, source: str
) -> Picture:
    """Bars of counts by rule (rows), cut by evidence (columns), and the figure that was stated.

    ``parts``: `helpers.analysis.texts.counts_by_evidence`; ``band`` is the range that
    rounds to what was stated.
    """
    fig, ax = canvas(8.5, 5.2)
    ax.axvspan(*band, color="#F3E3B0", zorder=0)
    ax.axvline(stated, color="black", linestyle="--", linewidth=1.2, zorder=3)
    left = pd.Series(0, index=parts.index)
    for kind, (colour, hatch) in FILLS.items():
        some = parts[kind][parts[kind] > 0]
        if len(some):
            places = [list(parts.index).index(rule) for rule in some.index]
            look = {"color": colour, "hatch": hatch, "edgecolor": "#B0561F" if hatch else "white"}
            ax.barh(places, some, left=left[some.index], height=0.72, label=kind, **look)
        left = left + parts[kind]
    box = {"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.85}
    for y, total in enumerate(left):
        ax.text(total + 0.35, y, str(total), va="center", weight="bold", zorder=4, bbox=box)
    text = f"the article: close to {stated:g}; shaded: what rounds to it"
    ax.text(band[0] - 0.15, -0.95, text, ha="right", size=8.5, color="#444444")
    ax.set(ylim=(len(parts) - 0.4, -1.4), xlim=(0, max(left.max(), band[1]) + 2))
    ax.set_yticks(range(len(parts)), list(parts.index))
    grid(ax, "x")
    bare(ax, "left", ticks="y")
    where = {"loc": "lower right", "bbox_to_anchor": (0.85, 0.02), "alignment": "left"}
    ax.legend(title="The count rests on", fontsize=8.5, title_fontsize=8.5, **where)
    alt = "Bars of ten counting rules: " + ", ".join(f"{r} {n}" for r, n in left.items())
    subtitle = 'Occurrences of "partnership(s)" in the Compact, by rule'
    return finish(fig, title, source, alt, parts.assign(total=left), subtitle)


@drawn_from("table")
def paragraph_strip(table: pd.DataFrame, words: dict[str, str], title: str, source: str) -> Picture:
    """Where words stand in the Compact: paragraphs along, one strip per word.

    ``table`` has one row per paragraph (`helpers.analysis.texts.by_paragraph`); ``words`` maps its
    columns to headings. Height is the count, colour the part of the text, shape the evidence.
    """
    fig, axes = canvas(10, 2.2 + 1.3 * len(words), nrows=len(words), sharex=True, squeeze=False)
    for ax, (column, heading) in zip(axes[:, 0], words.items(), strict=True):
        ax.vlines(table.index, 0, table[column], color=[PARTS[p] for p in table["part"]], linewidth=2.2)
        for (part, kind), rows in table.groupby(["part", "evidence"]):
            some, none = rows[rows[column] > 0], rows[rows[column] == 0]
            look = {"marker": SHAPES[str(kind)], "color": PARTS[str(part)], "s": 62, "zorder": 3}
            ax.scatter(some.index, some[column], **look)
            mark = "_" if kind in ("full text", "excerpt") else "$?$"
            ax.scatter(none.index, [0] * len(none), marker=mark, s=28, color="#9A9A9A", linewidths=1)
        top = table[column].max()
        for n, count in table[column][table[column] > 0].items():
            note(ax, str(n), (n, count), (0, 6), ha="center", size=8)
        ax.set(ylim=(-0.35 * max(top, 1) / 2, max(top, 1) * 1.5), yticks=range(int(top) + 1))
        ax.set_title(heading)
        bare(ax, "left", ticks="y")
        grid(ax)
    axes[-1, 0].set(xlim=(0, 55), xticks=[1, 5, 10, 17, 20, 25, 30, 35, 39, 45, 50, 54])
    axes[-1, 0].set_xlabel("Numbered paragraph (17 to 39 are the objectives, one a paragraph)")
    used = table[table[list(words)].sum(axis=1) > 0]
    marks = [(SHAPES[kind], name) for kind, name in SEEN.items() if kind in set(used["evidence"])]
    marks += [("_", "zero, seen"), ("$?$", "zero, partly unseen")]
    handles = [Line2D([], [], linestyle="", marker=m, color=GREY, label=name) for m, name in marks]
    parts = [p for p in PARTS if p in set(used["part"])]
    handles += [Line2D([], [], linewidth=4, color=PARTS[p], label=p) for p in parts]
    frame = {"frameon": True, "framealpha": 1, "edgecolor": "white"}
    axes[0, 0].legend(handles=handles, ncols=2, loc="upper left", fontsize=8, **frame)
    counts = "; ".join(
        f"{heading}: " + ", ".join(f"{n} ({c})" for n, c in table[word][table[word] > 0].items())
        for word, heading in words.items()
    )
    return finish(fig, title, source, f"Stems by paragraph; {counts}", table)


@drawn_from("counts")
def waffle(counts: pd.Series, title: str, source: str) -> Picture:
    """One square for each of 13 x 13 targets, filled in the order of ``counts`` (targets by kind)."""
    fig, ax = canvas(7.5, 4.6)

    def square(x: float, y: float, kind: int) -> None:
        colour, hatch = SQUARES[kind]
        look: dict[str, Any] = {"facecolor": colour, "hatch": hatch, "edgecolor": "white", "linewidth": 0}
        ax.add_patch(Rectangle((x, y), 0.86, 0.86, **look))

    kinds = [kind for kind, n in enumerate(counts) for _ in range(int(n))]
    for i, kind in enumerate(kinds):
        square(i // 13, 12 - i % 13, kind)
    for kind, (name, n) in enumerate(counts.items()):
        y = 11 - 3.4 * kind
        square(14, y, kind)
        ax.text(15.3, y + 1, f"{n}", size=15, weight="bold", va="top")
        ax.text(17.2, y + 0.95, textwrap.fill(str(name), 26), va="top", size=10)
    ax.set(xlim=(-0.2, 27.5), ylim=(-0.2, 13), aspect="equal")
    ax.set_axis_off()
    alt = f"{int(counts.sum())} squares: " + "; ".join(f"{n} {k}" for k, n in counts.items())
    return finish(fig, title, source, alt, counts.to_frame("targets"))


@drawn_from("targets")
def crosswalk(
    targets: pd.DataFrame, titles: pd.Series, links: pd.DataFrame, title: str, source: str
) -> Picture:
    """Targets (left) and the titles (right) with which their topics share a word.

    ``targets`` has target, topic, names_migration, one row per target; ``titles`` are texts by label;
    ``links`` has topic, title, words, one row per pair.
    """
    hit = [t for t in titles.index if t in set(links["title"])]
    fig, ax = canvas(10, 0.43 * len(targets) + 1.6)
    y_left = {t: i for i, t in enumerate(targets["target"])}
    step = (len(targets) - 1) / max(len(hit) - 1, 1)
    y_right = {t: i * step for i, t in enumerate(hit)}
    for row in links.itertuples():
        ax.plot([4.15, 6.0], [y_left[row.topic], y_right[row.title]], color=SKY, linewidth=2, zorder=1)
    for y, row in enumerate(targets.itertuples()):
        fill = ORANGE if row.names_migration else "white"
        ax.scatter(4.0, y, s=70, color=fill, edgecolors=ORANGE, linewidths=1.6, zorder=3)
        ink = "black" if row.target in set(links["topic"]) else "#777777"
        topic = textwrap.shorten(row.topic.split(";")[0], 46, placeholder=" ...")
        ax.text(3.8, y, topic, ha="right", va="center", size=9.5, color=ink)
        ax.text(-0.5, y, row.target, va="center", weight="bold", color=ink)
    for t in hit:
        words = sorted(set(", ".join(links.loc[links["title"] == t, "words"]).split(", ")))
        ax.scatter(6.15, y_right[t], s=70, marker="s", color=BLUE, zorder=3)
        text = textwrap.fill(f"{t}: {titles[t]}", 52)
        ax.text(6.35, y_right[t], f"{text}\n[{', '.join(words)}]", va="center", size=8.5)
    ax.set(xlim=(-0.5, 10.6), ylim=(len(targets) - 0.3, -1.3))
    ax.set_axis_off()
    heads = {
        -0.5: "2030 Agenda, target and topic (filled: its text names migration)",
        6.05: "Compact and MiGOF, titles [shared word]",
    }
    for x, text in heads.items():
        ax.text(x, -1.05, text, size=9, color=GREY)
    pairs = "; ".join(f"{r.topic} with {r.title}" for r in links.itertuples())
    alt = f"Two columns joined by lines where a target's topic and a title share a word: {pairs}"
    return finish(fig, title, source, alt, links)


@drawn_from("votes")
def vote(votes: pd.DataFrame, named: pd.Series, title: str, source: str) -> Picture:
    """Bars of recorded votes as shares of the votes cast.

    ``votes`` has yes, abstain, no (numbers), one row per group; ``named`` lists names by (group, vote).
    """
    fig, ax = canvas(8.5, 3.9)
    for y, (group, row) in zip((0, 1.8), votes.iterrows(), strict=True):
        left = 0.0
        for kind, (colour, hatch, ink) in VOTES.items():
            share = row[kind] / max(row.sum(), 1)
            look = {"color": colour, "hatch": hatch, "edgecolor": "white"}
            ax.barh(y, share, 0.6, left=left, label=kind if y == 0 else None, **look)
            if share > 0.05:
                on_bar(ax, left + share / 2, y, f"{row[kind]}", colour, ink, size=11)
            left += share
        text = f"{group}: {row.sum()} votes cast"
        ax.text(0, y - 0.42, text, weight="bold", color=COLOURS[str(group)], va="bottom")
        lines = [f"{kind} ({row[kind]}): {named[group, kind]}" for kind in ("abstain", "no") if row[kind]]
        text = "\n".join(textwrap.fill(line, 104) for line in lines)
        ax.text(0, y + 0.36, text, va="top", size=8.5, color="#333333")
    ax.set(xlim=(0, 1), ylim=(2.9, -0.8), yticks=[], xticks=[])
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.legend(ncols=3, loc="upper right", bbox_to_anchor=(1, 1.06))
    counts = "; ".join(
        f"{g} {r['yes']} yes, {r['abstain']} abstain, {r['no']} no" for g, r in votes.iterrows()
    )
    return finish(fig, title, source, f"Two bars of votes: {counts}", votes, "Share of the recorded votes")


@drawn_from("events")
def days_around(events: pd.DataFrame, title: str, source: str) -> Picture:
    """Events on a line of days before and after the article.

    ``events`` has label, date, days, one row per event; those without a date are left out.
    """
    events = events.dropna(subset="days").astype({"days": "int64"}).reset_index(drop=True)
    days = events["days"]
    fig, ax = canvas(8.5, 0.46 * len(events) + 1.5)
    colours = [GREY if d <= 0 else BLUE for d in days]
    ax.hlines(range(len(events)), 0, days, color=colours, linewidth=3)
    ax.scatter(days, range(len(events)), s=70, color=colours, zorder=2)
    for y, event in enumerate(events.itertuples()):
        text = f"{event.label}, {event.date}" + (f"  ({event.days:+d})" if event.days else "")
        note(ax, text, (max(event.days, 0), y), (10, 0), va="center", size=9)
    ax.axvline(0, color="black", linewidth=0.9)
    first, last = min(days.min(), 0), days.max()
    ax.set(xlim=(first - 8, last + 0.9 * (last - first)), ylim=(len(events) - 0.5, -0.5), yticks=[])
    ax.set_xticks([t for t in range(-100, int(last) + 51, 50) if t >= days.min() - 8])
    ax.spines["left"].set_visible(False)
    parts = ", ".join(f"{e.label} {e.days:+d}" for e in events.itertuples())
    alt = f"Events by days from the article: {parts}"
    return finish(fig, title, source, alt, events, "Days before (-) and after (+) the article")
