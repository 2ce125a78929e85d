"""Boundaries of UN DESA's areas as GeoJSON, and a point for each area, from Natural Earth's countries.

The map follows the areas that the migrant stock counts, not the map maker's view of borders:
what UN DESA counts inside an area is merged into it, what it counts apart is cut out.
Geometry is shapely's: a coverage is simplified as a whole, so that neighbours keep one border.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from helpers.errors import UserError
from tables import CODES, LATER, Source, read_iso3
from topojson import polygons, read_topology

ATLAS = "boundaries/countries-50m.json"
TOLERANCE = 0.13  # degrees: the root of the area of a triangle that may go
SMALL = 1.0  # square degrees: islands below it are simplified by a fifth of their own size
SMALLEST = 0.01  # square degrees: islets below it go, unless they matter to their area
GRID = 0.01  # degrees

Polygons = list[shapely.Polygon]
Land = dict[int, Polygons]  # by M49 code of the area; 0 for land without one

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

# No polygon at all: a place for a dot, from general knowledge.
CENTRES = {292: (-5.35, 36.14), 798: (179.2, -8.52)}  # Gibraltar, Tuvalu


def part_of(code: int, polygon: shapely.Polygon) -> int | None:
    """The area that a polygon of a shape is cut out for, if any (the nearest within reach)."""
    x, y = polygon.centroid.coords[0]
    near = [(math.dist((x, y), (lon, lat)), area) for c, area, lon, lat in PARTS if c == code]
    distance, area = min(near, default=(math.inf, 0))
    return area if distance < REACH else None


def read_coverage(path: Path, areas: set[int]) -> Land:
    """Land by area in degrees, borders as the map has them; land without an area under 0.

    Western Sahara is still one with Morocco, and Russia and Fiji go on beyond the antimeridian.
    """
    grouped: Land = {}
    found: set[int | None] = set()
    for code, name, polygon in polygons(read_topology(path)):
        if code == ANTARCTICA:
            continue
        found.add(part := part_of(code, polygon))
        area = part or MERGED_CODES.get(code) or MERGED_NAMES.get(name) or code
        area = MOROCCO if area == WESTERN_SAHARA else area
        grouped.setdefault(area if area in areas else 0, []).append(polygon)
    lost = {part for _, part, _, _ in PARTS} - found
    if lost:
        raise UserError(f"{path}: no polygons for areas {sorted(lost)}; is this the 50m file?")
    return {area: list(shapely.get_parts(shapely.coverage_union_all(p))) for area, p in grouped.items()}


def simplify(coverage: Land, tolerance: float) -> Land:
    """The coverage with fewer points; small islands by a fifth of their own size (root of the area)."""
    index = np.repeat(list(coverage), [len(parts) for parts in coverage.values()])
    parts = np.concatenate(list(coverage.values()))
    touching = np.bincount(shapely.STRtree(parts).query(parts, "intersects")[0])
    small = (touching == 1) & (shapely.area(parts) < SMALL)
    parts[~small] = shapely.coverage_simplify(parts[~small], tolerance)
    for n in np.flatnonzero(small):
        parts[n] = shapely.coverage_simplify(parts[n], min(tolerance, math.sqrt(parts[n].area) / 5))
    return {area: list(parts[index == area]) for area in coverage}


def cut(land: Polygons, west: float, south: float, east: float, north: float) -> Polygons:
    """The polygons of the land inside a box (degrees)."""
    parts = shapely.get_parts(shapely.intersection(land, shapely.box(west, south, east, north)))
    return [part for part in parts if part.area > 0]


def cut_at_antimeridian(land: Polygons) -> Polygons:
    """Land as polygons within -180 ... 180 degrees."""
    return [
        shapely.transform(part, lambda xy, turn=turn: xy - [turn, 0])
        for turn in (-360, 0, 360)
        for part in cut(land, turn - 180, -90, turn + 180, 90)
    ]


def size(polygon: shapely.Polygon) -> float:
    """Area in square degrees at the polygon's latitude."""
    return float(polygon.area * math.cos(math.radians(polygon.centroid.y)))


def without_islets(land: Polygons) -> Polygons:
    """Polygons large in themselves or for their area (a twentieth of its largest)."""
    sizes = {polygon: size(polygon) for polygon in land}
    return [p for p, s in sizes.items() if s >= min(SMALLEST, max(sizes.values()) / 20)]


def on_grid(polygon: shapely.Polygon) -> Polygons:
    """A polygon on the grid of the map, outer rings anticlockwise (RFC 7946); none if too small."""
    snapped = shapely.set_precision(polygon, GRID)
    if snapped.is_empty:  # narrower than the grid: its points as they round
        snapped = shapely.set_precision(polygon, GRID, mode="pointwise")
    return [part for part in shapely.get_parts(shapely.orient_polygons(snapped)) if part.area > 0]


def read_land(atlas: Path, areas: set[int]) -> Land:
    """Polygons by area as they are written; no entry where none is left on the grid."""
    land = simplify(read_coverage(atlas, areas), TOLERANCE)
    both = land[MOROCCO]
    land[MOROCCO], land[WESTERN_SAHARA] = cut(both, -180, BORDER, 180, 90), cut(both, -180, -90, 180, BORDER)
    land = {a: without_islets(cut_at_antimeridian(parts)) for a, parts in land.items()}
    drawn = {a: [part for polygon in parts for part in on_grid(polygon)] for a, parts in land.items()}
    return {area: parts for area, parts in drawn.items() if parts}


def listed(codes: Path) -> set[int]:
    """M49 codes of all areas of all revisions."""
    return set(read_iso3(codes).values()) | {area for area, _, _ in LATER}


def geojson(atlas: Path, codes: Path) -> str:
    """GeoJSON text: one feature per line, ``properties.area`` the M49 code, null for other land."""
    land = read_land(atlas, listed(codes))
    features = [
        {
            "type": "Feature",
            "properties": {"area": area or None},
            "geometry": shapely.geometry.mapping(shapely.MultiPolygon(land[area])),
        }
        for area in sorted(land, key=lambda a: a or 10_000)
    ]
    lines = [json.dumps(feature, separators=(",", ":")) for feature in features]
    text = ",\n".join(lines).replace(".0,", ",").replace(".0]", "]")
    return '{"type":"FeatureCollection","features":[\n' + text + "\n]}\n"


def label_point(land: Polygons) -> shapely.Point:
    """Centroid of the largest polygon or, where that lies outside, a point in the middle of it."""
    largest = max(land, key=size)
    return largest.centroid if largest.contains(largest.centroid) else largest.representative_point()


def read_points(atlas: Path, codes: Path) -> pd.DataFrame:
    """A place for a label or a dot in each area: area, lon, lat (degrees), method."""
    areas = listed(codes)
    land = read_land(atlas, areas)
    places = {a: (*label_point(p).coords[0], "polygon") for a, p in land.items() if a}
    places |= {a: (*c, "approximate centre, general knowledge") for a, c in CENTRES.items()}
    lost = sorted(areas - set(places))
    if lost:
        raise UserError(f"{atlas}: no polygon and no typed centre for areas {lost}; add a centre")
    table = pd.DataFrame([(a, *places[a]) for a in sorted(areas)], columns=["area", "lon", "lat", "method"])
    # A decimal more than the map has: the smallest polygons are a few steps of its grid wide.
    return table.round({"lon": 3, "lat": 3})


TABLES = {"points": Source([ATLAS, CODES], read_points)}
