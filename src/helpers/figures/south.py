"""Maps of who is the South."""

from __future__ import annotations

import textwrap

import pandas as pd

from helpers.figures.maps import Shapes, draw_land
from helpers.figures.picture import Picture, canvas, finish
from helpers.figures.style import COLOURS

# Dark against light, so that the two sides differ in print and for colour-blind readers too.
FILLS = {"South": COLOURS["South"], "North": "#A9CCE3"}


def definition_maps(
    shapes: Shapes, groups: dict[str, pd.Series], captions: dict[str, str], title: str, source: str
) -> Picture:
    """One small map for each definition of the South, the South coloured.

    ``groups`` maps a definition's name to the side of each area, ``captions`` to its rule.
    """
    rows = len(groups) // 2 + 1  # the last place, or the place after it, has the legend
    fig, axes = canvas(9, 2.2 * rows, nrows=rows, ncols=2)
    for ax, (name, group) in zip(axes.flat, groups.items(), strict=False):
        draw_land(ax, shapes, {int(a): FILLS[g] for a, g in group.items()})
        ax.set_title(textwrap.fill(captions[name], 52), fontsize=9)
    for ax in list(axes.flat)[len(groups) :]:
        ax.set_axis_off()
    for ax in list(axes.flat)[len(groups) : len(groups) + 1]:
        for y, name in ((0.6, "South"), (0.4, "North")):
            ax.scatter([0.1], [y], s=160, marker="s", color=FILLS[name])
            ax.text(0.16, y, name, va="center", size=12)
        ax.set(xlim=(0, 1), ylim=(0, 1))
    counts = pd.DataFrame({n: g.value_counts() for n, g in groups.items()}).T
    alt = f"{len(groups)} world maps, the South of each definition coloured"
    return finish(fig, title, source, alt, counts.rename_axis("definition"))
