"""World maps in the Equal Earth projection, which keeps areas true."""

from __future__ import annotations

import textwrap
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from helpers.figures.style import COLOURS, LIGHT, Picture, canvas, drawn_from, label

Shapes = list[tuple[int | None, list[list[list[float]]]]]
# Centred on 11 degrees east, so that the edge runs through the Bering Strait and cuts little land.
CENTRE = 11.0
# Dark against light, so that the two sides differ in print and for colour-blind readers too.
FILLS = {"South": COLOURS["South"], "North": "#A9CCE3"}


def equal_earth(lon: Any, lat: Any) -> tuple[np.ndarray, np.ndarray]:
    """Degrees to plane coordinates.

    Savric, Patterson and Jenny (2019), The Equal Earth map projection, doi
    10.1080/13658816.2018.1504949: theta = asin(sqrt(3)/2 sin(lat)); y is a polynomial in theta.
    """
    a = (1.340264, -0.081106, 0.000893, 0.003796)
    theta = np.arcsin(np.sqrt(3) / 2 * np.sin(np.radians(lat)))
    turn = np.radians((np.asarray(lon, dtype=float) - CENTRE + 180) % 360 - 180)
    slope = a[0] + 3 * a[1] * theta**2 + 7 * a[2] * theta**6 + 9 * a[3] * theta**8
    x = 2 * np.sqrt(3) * turn * np.cos(theta) / (3 * slope)
    return x, theta * (a[0] + a[1] * theta**2 + a[2] * theta**6 + a[3] * theta**8)


def draw_land(ax: Axes, shapes: Shapes, colours: dict[int, str]) -> None:
    """Fill each area with its colour; land without one is light grey."""
    polygons, fills = [], []
    for area, rings in shapes:
        for ring in rings:
            points = np.array(ring)
            x, y = equal_earth(points[:, 0], points[:, 1])
            if np.ptp(x) < 3:  # a ring torn apart by the edge of the map is left out
                polygons.append(np.column_stack([x, y]))
                fills.append(LIGHT if area is None else colours.get(area, LIGHT))
    ax.add_collection(PolyCollection(polygons, facecolors=fills, edgecolors="white", linewidths=0.3))
    ax.set(xlim=(-2.75, 2.75), ylim=(-1.12, 1.33), aspect="equal")
    ax.set_axis_off()


def south_maps(
    shapes: Shapes, groups: dict[str, pd.Series], captions: dict[str, str], title: str, source: str
) -> Picture:
    """One small map for each definition of the South, the South coloured."""
    fig, axes = canvas(9, 6.6, nrows=3, ncols=2)
    for ax, (name, group) in zip(axes.flat, groups.items(), strict=False):
        draw_land(ax, shapes, {int(a): FILLS[g] for a, g in group.items()})
        ax.set_title(textwrap.fill(captions[name], 52), fontsize=9)
    for ax in list(axes.flat)[len(groups) :]:
        ax.set_axis_off()
        for y, name in ((0.6, "South"), (0.4, "North")):
            ax.scatter([0.1], [y], s=160, marker="s", color=FILLS[name])
            ax.text(0.16, y, name, va="center", fontsize=12)
        ax.set(xlim=(0, 1), ylim=(0, 1))
    label(fig, title, source)
    counts = pd.DataFrame({n: g.value_counts() for n, g in groups.items()}).T
    alt = f"{len(groups)} world maps, the South of each definition coloured. {title}."
    return Picture(fig, alt, counts.rename_axis("definition"))


@drawn_from("pairs")
def corridor_map(
    shapes: Shapes, points: pd.DataFrame, pairs: pd.DataFrame, group: pd.Series, title: str, source: str
) -> Picture:
    """Corridors as arcs from origin (thin) to destination (dot), as wide as they are large.

    ``points`` has area, lon, lat; ``pairs`` has origin, destination, corridor (its name) and stock
    (persons).
    """
    fig, ax = canvas(10, 5.4)
    land = {int(a): "#F3D9C8" if g == "South" else "#CFE0EC" for a, g in group.items()}
    draw_land(ax, shapes, land)
    x, y = equal_earth(points["lon"].to_numpy(), points["lat"].to_numpy())
    place = dict(zip(points["area"], zip(x, y, strict=True), strict=True))
    largest = max(pairs["stock"].max(), 1)
    for _, row in pairs[::-1].iterrows():
        (x0, y0), (x1, y1) = place[row["origin"]], place[row["destination"]]
        t = np.linspace(0, 1, 40)
        bend = 0.18
        xs = x0 + (x1 - x0) * t - (y1 - y0) * bend * 4 * t * (1 - t) * 0.5
        ys = y0 + (y1 - y0) * t + (x1 - x0) * bend * 4 * t * (1 - t) * 0.5
        width = 0.4 + 6 * row["stock"] / largest
        ax.plot(xs, ys, color=COLOURS["South-South"], linewidth=width, alpha=0.65, solid_capstyle="round")
        ax.plot(x1, y1, "o", color="#5A2600", markersize=2 + width / 1.6)
    label(fig, title, source)
    alt = (
        f"World map with arcs for {len(pairs)} corridors, as wide as they are large; a dot "
        f"marks the destination. {title}."
    )
    return Picture(fig, alt, pairs[["corridor", "stock"]])
