"""A small reader of TopoJSON: shared arcs, simplified once, put together as rings of degrees.

Neighbours share the arcs of their border, so an arc that is simplified once leaves no gap
between them. Rings are lists of (longitude, latitude); the first ring of a polygon is its outer
one, the others are holes. Format: TopoJSON 1.0 (quantised, delta-encoded arcs; ``~i`` is arc ``i``
read backwards). Line simplification: Douglas and Peucker (1973).
"""

from __future__ import annotations

import math
from typing import Any

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]


def decode_arcs(topology: dict[str, Any]) -> list[Ring]:
    """Arcs in degrees. A step over the antimeridian goes on beyond 180: no jump in an arc."""
    (kx, ky), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc: Ring = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append((x * kx + x0, y * ky + y0))
        arcs.append(unwrap(arc))
    return arcs


def unwrap(line: Ring) -> Ring:
    """The same line with whole turns added, so that no step is longer than half a turn."""
    out = line[:1]
    for x, y in line[1:]:
        out.append((x - 360 * round((x - out[-1][0]) / 360), y))
    return out


def simplify(line: Ring, tolerance: float) -> Ring:
    """Leave out points closer than ``tolerance`` (degrees) to the simplified line.

    A closed line keeps at least its start and the two points that span it, so that an island
    stays one.
    """
    if len(line) < 4:
        return line
    keep = {0, len(line) - 1}
    if line[0] == line[-1]:
        far = max(range(len(line)), key=lambda i: math.dist(line[i], line[0]))
        wide = max(range(len(line)), key=lambda i: _distance(line[i], line[0], line[far]))
        keep |= {far, wide}
    spans = sorted(keep)
    stack = list(zip(spans, spans[1:], strict=False))
    while stack:
        start, end = stack.pop()
        if end - start < 2:
            continue
        distance = [_distance(p, line[start], line[end]) for p in line[start + 1 : end]]
        if max(distance) > tolerance:
            middle = start + 1 + distance.index(max(distance))
            keep.add(middle)
            stack += [(start, middle), (middle, end)]
    return [line[i] for i in sorted(keep)]


def _distance(p: Point, a: Point, b: Point) -> float:
    """Distance of a point from a segment; a degree of longitude shrinks towards the poles."""
    k = math.cos(math.radians(p[1]))
    px, ax, bx = p[0] * k, a[0] * k, b[0] * k
    dx, dy = bx - ax, b[1] - a[1]
    length = dx * dx + dy * dy
    t = ((px - ax) * dx + (p[1] - a[1]) * dy) / length if length else 0.0
    t = min(1.0, max(0.0, t))
    return math.hypot(px - ax - t * dx, p[1] - a[1] - t * dy)


def polygons_of(shape: dict[str, Any]) -> list[list[list[int]]]:
    """Arc indices of a shape: polygon, ring, arc."""
    arcs = shape["arcs"]
    return [arcs] if shape["type"] == "Polygon" else list(arcs)


def assemble(indices: list[int], arcs: list[Ring]) -> Ring:
    """Arcs put end to end: a closed ring without jumps."""
    ring: Ring = []
    for i in indices:
        arc = arcs[i] if i >= 0 else arcs[~i][::-1]
        ring += arc[1:] if ring else arc
    return unwrap(ring)


def dissolve(polygons: list[list[list[int]]], arcs: list[Ring]) -> list[list[list[int]]]:
    """Polygons merged along their common arcs.

    An arc used in both directions lies between two of them and goes; the rest is joined end to
    end again. Of the rings so made, those inside a larger one are its holes.
    """
    used = {i for polygon in polygons for ring in polygon for i in ring}
    left = [i for i in sorted(used) if ~i not in used]
    ends = {i: _ends(i, arcs) for i in left}
    rings: list[list[int]] = []
    while left:
        ring = [left.pop(0)]
        while ends[ring[-1]][1] != ends[ring[0]][0]:
            following = next(i for i in left if ends[i][0] == ends[ring[-1]][1])
            left.remove(following)
            ring.append(following)
        rings.append(ring)
    rings.sort(key=lambda r: -abs(area(assemble(r, arcs))))
    merged: list[list[list[int]]] = []
    for ring in rings:
        start = assemble(ring, arcs)[0]
        home = next((p for p in merged if inside(start, [assemble(p[0], arcs)])), None)
        if home is not None:
            home.append(ring)
        else:
            merged.append([ring])
    return merged


def _ends(i: int, arcs: list[Ring]) -> tuple[Point, Point]:
    arc = arcs[i] if i >= 0 else arcs[~i][::-1]
    (x0, y0), (x1, y1) = arc[0], arc[-1]
    return (round(x0 % 360, 6), round(y0, 6)), (round(x1 % 360, 6), round(y1, 6))


def area(ring: Ring) -> float:
    """Signed area in square degrees at the ring's latitude (shoelace formula)."""
    k = math.cos(math.radians(sum(y for _, y in ring) / len(ring)))
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return k * sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs) / 2


def inside(point: Point, polygon: Polygon) -> bool:
    """Whether a point lies in a polygon and in none of its holes (even-odd rule)."""
    x, y = point
    within = False
    for ring in polygon:
        for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
                within = not within
    return within


def clip(ring: Ring, limit: float, keep_west: bool) -> Ring:
    """The part of a ring west (or east) of a meridian (Sutherland and Hodgman, 1974)."""
    out: Ring = []
    sign = 1 if keep_west else -1
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        in0, in1 = sign * (limit - x0) >= 0, sign * (limit - x1) >= 0
        if in0:
            out.append((x0, y0))
        if in0 != in1:
            out.append((limit, y0 + (limit - x0) / (x1 - x0) * (y1 - y0)))
    return out


def clip_at_parallel(polygon: Polygon, latitude: float, north: bool) -> Polygon:
    """The part of a polygon north (or south) of a parallel; empty where there is none."""
    turned = [[(y, x) for x, y in ring] for ring in polygon]
    cut = [clip(ring, latitude, keep_west=not north) for ring in turned]
    return [[(x, y) for y, x in ring] for ring in cut if len(ring) > 2]


def split_at_antimeridian(polygon: Polygon) -> list[Polygon]:
    """A polygon without jumps cut at 180 degrees, each part moved to -180 ... 180."""
    low = min(x for x, _ in polygon[0])
    high = max(x for x, _ in polygon[0])
    parts = []
    for turn in range(math.floor((low + 180) / 360), math.ceil((high + 180) / 360)):
        west, east = 360 * turn - 180, 360 * turn + 180
        cut = [clip(clip(ring, east, True), west, False) for ring in polygon]
        rings = [[(x - 360 * turn, y) for x, y in ring] for ring in cut if len(ring) > 2]
        if rings:
            parts.append(rings)
    return parts
