"""Land on a map of the world in the Equal Earth projection, which keeps areas true."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from helpers.figures.style import LIGHT

Shapes = list[tuple[int | None, list[list[list[float]]]]]
# Centred on 11 degrees east, so that the edge runs through the Bering Strait and cuts little land.
CENTRE = 11.0


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
