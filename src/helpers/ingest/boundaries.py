"""Natural Earth's countries (through the npm package world-atlas) as shapes of UN DESA's areas.

The map follows the areas that the migrant stock counts, not the map maker's view of borders:
what UN DESA counts inside an area is merged into it, what it counts apart is cut out.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from helpers.errors import UserError
from helpers.ingest import topology as topo
from helpers.ingest.sheets import CODES, read_iso3

ATLAS = "boundaries/countries-50m.json"

TOLERANCE = 0.05  # degrees; at most a tenth of an arc's own extent
SMALLEST = 0.01  # square degrees: islets below it go, unless they matter to their area
ANTARCTICA = 10

# Shapes that UN DESA's 2017 notes (10, 15, 16, 19, 23, 24) count inside an area, by M49 code or,
# where the map has none, by name. The rest has no area: drawn as land, no data.
MERGED_CODES = {248: 246, 574: 36, 652: 312, 663: 312, 831: 830, 832: 830}
MERGED_NAMES = {"Kosovo": 688, "N. Cyprus": 196, "Somaliland": 706, "Indian Ocean Ter.": 36}

# Polygons drawn inside another State that are areas of their own, or belong to another area
# (Crimea: note 14): area of the shape they are in, area, longitude and latitude near their middle.
PARTS = [
    (250, 175, 45.15, -12.8),  # Mayotte
    (250, 638, 55.5, -21.1),  # Réunion
    (250, 312, -61.5, 16.2),  # Guadeloupe
    (250, 474, -61.0, 14.65),  # Martinique
    (250, 254, -53.1, 4.0),  # French Guiana
    (528, 535, -68.3, 12.2),  # Caribbean Netherlands: Bonaire
    (528, 535, -63.1, 17.55),  # Caribbean Netherlands: Saba and Sint Eustatius
    (554, 772, -171.8, -9.0),  # Tokelau
    (643, 804, 34.4, 45.3),  # Crimea
]
REACH = 3.0  # degrees from that middle

# No polygon at all: a place for a dot, from general knowledge.
CENTRES = {292: (-5.35, 36.14), 798: (179.2, -8.52)}  # Gibraltar, Tuvalu


def read_shapes(path: Path, areas: set[int], tolerance: float) -> dict[int, list[topo.Polygon]]:
    """Polygons by area in degrees, cut at the antimeridian; land without an area under 0."""
    try:
        atlas = json.loads(path.read_text(encoding="utf-8"))
        shapes = atlas["objects"]["countries"]["geometries"]
        full = topo.decode_arcs(atlas)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UserError(f"{path}: not a TopoJSON file of countries ({error!r})") from None
    arcs = [topo.simplify(arc, min(tolerance, extent(arc) / 10)) for arc in full]
    grouped: dict[int, list[list[list[int]]]] = {}
    mixed: set[int] = set()
    found: set[int] = set()
    for shape in shapes:
        code = int(shape.get("id") or 0)
        if code == ANTARCTICA:
            continue
        area = MERGED_CODES.get(code) or MERGED_NAMES.get(shape["properties"]["name"]) or code
        if area != code:
            mixed.add(area)
        area = area if area in areas else 0
        for polygon in topo.polygons_of(shape):
            part = part_of(code, topo.assemble(polygon[0], full))
            found.add(part or 0)
            if part == 804:
                mixed.add(part)
            grouped.setdefault(part or area, []).append(polygon)
    lost = {part for _, part, _, _ in PARTS} - found
    if lost:
        raise UserError(f"{path}: no polygons for areas {sorted(lost)}; is this the 50m file?")
    return {
        area: [
            part
            for polygon in (topo.dissolve(polygons, full) if area in mixed else polygons)
            for part in topo.split_at_antimeridian(rings_of(polygon, arcs, full))
        ]
        for area, polygons in grouped.items()
    }


def extent(line: topo.Ring) -> float:
    """Longer side of a line's bounding box (degrees)."""
    xs, ys = zip(*line, strict=True)
    return max(max(xs) - min(xs), max(ys) - min(ys))


def part_of(code: int, ring: topo.Ring) -> int | None:
    """The area that a polygon of a shape is cut out for, if any (the nearest within reach)."""
    x = sum(p[0] for p in ring) / len(ring)
    y = sum(p[1] for p in ring) / len(ring)
    near = [(math.dist((x, y), (lon, lat)), a) for c, a, lon, lat in PARTS if c == code]
    distance, area = min(near, default=(math.inf, 0))
    return area if distance < REACH else None


def rings_of(polygon: list[list[int]], arcs: list[topo.Ring], full: list[topo.Ring]) -> topo.Polygon:
    """Rings of a polygon; one that simplification would flatten keeps all its points."""
    rings = []
    for indices in polygon:
        ring = topo.assemble(indices, arcs)
        rings.append(ring if len(set(ring)) > 3 else topo.assemble(indices, full))
    return rings


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


def write_geojson(sources: Path) -> str:
    """GeoJSON text: one feature a line, ``properties.area`` the M49 code, null for other land."""
    areas = set(read_iso3(sources / CODES).values())
    lines = []
    shapes = read_shapes(sources / ATLAS, areas, TOLERANCE)
    for area in sorted(shapes, key=lambda a: a or 10_000):
        drawn = [r for p in without_islets(shapes[area]) if (r := rounded(p))]
        if not drawn:
            continue
        feature = {
            "type": "Feature",
            "properties": {"area": area or None},
            "geometry": {"type": "MultiPolygon", "coordinates": drawn},
        }
        lines.append(json.dumps(feature, separators=(",", ":")).replace(".0,", ",").replace(".0]", "]"))
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
    areas = set(read_iso3(codes).values())
    shapes = read_shapes(atlas, areas, 0.0)
    found = {a: (*label_point(p), "polygon") for a, p in shapes.items() if a}
    typed = {a: (*c, "approximate centre, general knowledge") for a, c in CENTRES.items()}
    lost = sorted(areas - set(found) - set(typed))
    if lost:
        raise UserError(f"{atlas}: no polygon and no typed centre for areas {lost}; add a centre")
    rows = [(a, *(typed | found)[a]) for a in sorted(areas)]
    table = pd.DataFrame(rows, columns=["area", "lon", "lat", "method"])
    return table.round({"lon": 2, "lat": 2})


TABLES: dict[str, Callable[[Path], pd.DataFrame]] = {
    "points": lambda s: read_points(s / ATLAS, s / CODES),
}
SOURCE_FILES: dict[str, list[str]] = {"points": [ATLAS, CODES], "boundaries": [ATLAS, CODES]}
