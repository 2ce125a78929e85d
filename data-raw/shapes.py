"""Natural Earth's countries (from the package world-atlas) as polygons of UN DESA's areas.

The map follows the areas that the migrant stock counts, not the map maker's view of borders:
what UN DESA counts inside an area is merged into it, what it counts apart is cut out.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import topology as topo
from helpers.data.files import read_bytes
from helpers.errors import UserError
from walkthrough.ingest.xlsx_guard import MAX_FILE

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

# The map divides Western Sahara along the line of control. UN DESA counts it whole: all land of
# the two south of 27 degrees 40 minutes north, the border of Morocco.
MOROCCO, WESTERN_SAHARA, BORDER = 504, 732, 27 + 40 / 60


def read_shapes(path: Path, areas: set[int], tolerance: float) -> dict[int, list[topo.Polygon]]:
    """Polygons by area in degrees, cut at the antimeridian; land without an area under 0.

    ``tolerance``: of the simplification (degrees), at most a tenth of an arc's own extent.
    """
    try:
        atlas = json.loads(read_bytes(path, MAX_FILE))
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
    grouped[MOROCCO] += grouped.pop(WESTERN_SAHARA, [])
    mixed.add(MOROCCO)
    parts = {
        area: [
            part
            for polygon in (topo.dissolve(polygons, full) if area in mixed else polygons)
            for part in topo.split_at_antimeridian(rings_of(polygon, arcs, full))
        ]
        for area, polygons in grouped.items()
    }
    both = parts[MOROCCO]
    parts[MOROCCO] = [cut for p in both if (cut := topo.clip_at_parallel(p, BORDER, north=True))]
    parts[WESTERN_SAHARA] = [cut for p in both if (cut := topo.clip_at_parallel(p, BORDER, north=False))]
    return parts


def extent(line: topo.Ring) -> float:
    """Longer side of a line's bounding box (degrees)."""
    xs, ys = zip(*line, strict=True)
    return float(max(max(xs) - min(xs), max(ys) - min(ys)))


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
