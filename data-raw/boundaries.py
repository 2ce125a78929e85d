"""Boundaries of the areas as GeoJSON, and a point for each area.

Shapes come from ``walkthrough.ingest.shapes``; here they are rounded, thinned and written.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd

import topology as topo
from helpers.errors import UserError
from shapes import read_shapes
from walkthrough.ingest.csv_columns import CODES, LATER, read_iso3

ATLAS = "boundaries/countries-50m.json"
TOLERANCE = 0.05  # degrees
SMALLEST = 0.01  # square degrees: islets below it go, unless they matter to their area

# No polygon at all: a place for a dot, from general knowledge.
CENTRES = {292: (-5.35, 36.14), 798: (179.2, -8.52)}  # Gibraltar, Tuvalu


def rounded(polygon: topo.Polygon) -> topo.Polygon:
    """Rings on a grid of 0.01 degree, closed, outer ring anticlockwise (RFC 7946)."""
    out = []
    for n, ring in enumerate(polygon):
        points = [(round(x, 2) + 0.0, round(y, 2) + 0.0) for x, y in ring]
        line = [p for p, q in zip(points, points[1:] + points[:1], strict=True) if p != q]
        if len(set(line)) < 3:
            if n == 0:
                return []
            continue
        if (topo.area(line) > 0) != (n == 0):
            line.reverse()
        out.append([*line, line[0]])
    return out


def without_islets(polygons: list[topo.Polygon]) -> list[topo.Polygon]:
    """Polygons large in themselves or for their area (a twentieth of its largest)."""
    sizes = [abs(topo.area(p[0])) for p in polygons]
    return [p for p, s in zip(polygons, sizes, strict=True) if s >= min(SMALLEST, max(sizes) / 20)]


def drawn_shapes(atlas: Path, areas: set[int]) -> dict[int, list[topo.Polygon]]:
    """Polygons by area as they are written; no entry where none is left on the grid."""
    shapes = read_shapes(atlas, areas, TOLERANCE)
    kept = {a: [r for p in without_islets(s) if (r := rounded(p))] for a, s in shapes.items()}
    return {area: polygons for area, polygons in kept.items() if polygons}


def counted(codes: Path) -> set[int]:
    """M49 codes of all areas of all revisions."""
    return set(read_iso3(codes).values()) | {area for area, _, _ in LATER}


def write_geojson(sources: Path) -> str:
    """GeoJSON text: one feature a line, ``properties.area`` the M49 code, null for other land."""
    areas = counted(sources / CODES)
    lines = []
    shapes = drawn_shapes(sources / ATLAS, areas)
    for area in sorted(shapes, key=lambda a: a or 10_000):
        feature = {
            "type": "Feature",
            "properties": {"area": area or None},
            "geometry": {"type": "MultiPolygon", "coordinates": shapes[area]},
        }
        text = json.dumps(feature, separators=(",", ":"))
        lines.append(text.replace(".0,", ",").replace(".0]", "]"))
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def label_point(polygons: list[topo.Polygon]) -> topo.Point:
    """Centroid of the largest polygon or, where that lies outside, the middle of the polygon's
    widest stretch along one of nine parallels."""
    polygon = max(polygons, key=lambda p: abs(topo.area(p[0])))
    ring = polygon[0]
    x = y = twice = 0.0
    x0, y0 = ring[0]
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        x += cross * (x1 + x2 + x0) / 3
        y += cross * (y1 + y2 + y0) / 3
        twice += cross
    centroid = (x / twice, y / twice)
    if topo.inside(centroid, polygon):
        return centroid
    low, high = min(p[1] for p in ring), max(p[1] for p in ring)
    widest = (0.0, centroid)
    for n in range(1, 10):
        level = low + (high - low) * n / 10
        edges = [e for r in polygon for e in zip(r, r[1:] + r[:1], strict=True)]
        cuts = sorted(a[0] + (level - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
                      for a, b in edges if (a[1] > level) != (b[1] > level))  # fmt: skip
        for left, right in zip(cuts[::2], cuts[1::2], strict=True):
            widest = max(widest, (right - left, ((left + right) / 2, level)))
    return widest[1]


def read_points(atlas: Path, codes: Path) -> pd.DataFrame:
    """A place for a label or a dot in each area: area, lon, lat (degrees), method."""
    areas = counted(codes)
    shapes = drawn_shapes(atlas, areas)
    found = {a: (*label_point(p), "polygon") for a, p in shapes.items() if a}
    typed = {a: (*c, "approximate centre, general knowledge") for a, c in CENTRES.items()}
    lost = sorted(areas - set(found) - set(typed))
    if lost:
        raise UserError(f"{atlas}: no polygon and no typed centre for areas {lost}; add a centre")
    rows = [(a, *(typed | found)[a]) for a in sorted(areas)]
    table = pd.DataFrame(rows, columns=["area", "lon", "lat", "method"])
    # A decimal more than the map has: the smallest polygons are a few steps of its grid wide.
    return table.round({"lon": 3, "lat": 3})


TABLES: dict[str, Callable[[Path], pd.DataFrame]] = {
    "points": lambda s: read_points(s / ATLAS, s / CODES),
}
SOURCE_FILES: dict[str, list[str]] = {"points": [ATLAS, CODES], "boundaries": [ATLAS, CODES]}
