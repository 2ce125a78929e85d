"""A reader of TopoJSON 1.0 (quantised, delta-encoded arcs; ``~i`` is arc ``i`` read backwards)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from helpers.data.contents import MAX_FILE
from helpers.data.files import read_bytes
from helpers.errors import UserError


def read_topology(path: Path) -> dict[str, Any]:
    """A TopoJSON file that has an object "countries". Raises UserError for another file."""
    try:
        topology: dict[str, Any] = json.loads(read_bytes(path, MAX_FILE))
        _ = topology["objects"]["countries"]["geometries"]
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise UserError(f"{path}: not a TopoJSON file of countries ({error!r})") from None
    return topology


def polygons(topology: dict[str, Any]) -> Iterator[tuple[int, str, shapely.Polygon]]:
    """Each polygon of the countries in degrees, with the country's code (0 for none) and name.

    A ring that crosses the antimeridian goes on beyond 180 degrees, without a jump. Neighbours
    have the very same points along their common border.
    """
    scale, shift = (np.array(topology["transform"][k]) for k in ("scale", "translate"))
    arcs = [np.cumsum(steps, axis=0) * scale + shift for steps in topology["arcs"]]

    def ring(indices: list[int]) -> np.ndarray:
        ends = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
        points = np.concatenate([ends[0][:1], *(arc[1:] for arc in ends)])
        return np.column_stack([np.unwrap(points[:, 0], period=360), points[:, 1]])

    for shape in topology["objects"]["countries"]["geometries"]:
        members = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        for outer, *holes in members:
            polygon = shapely.Polygon(ring(outer), [ring(hole) for hole in holes])
            yield int(shape.get("id") or 0), shape["properties"]["name"], polygon
