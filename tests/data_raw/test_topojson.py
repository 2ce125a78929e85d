"""The TopoJSON reader on shapes small enough to check by hand."""

import pytest
import shapely

from helpers.errors import UserError
from topojson import polygons, read_topology


def topology(arcs, *shapes, west=0):
    """Countries by the arcs of their one ring, on a grid of a degree."""
    geometries = [
        {"type": "Polygon", "id": str(code), "arcs": [ring], "properties": {"name": f"Area {code}"}}
        for code, ring in shapes
    ]
    return {
        "transform": {"scale": [1, 1], "translate": [west, 0]},
        "arcs": arcs,
        "objects": {"countries": {"geometries": geometries}},
    }


# Two squares side by side: arc 0 is their common border (north), 1 and 2 the rest of each.
ARCS = [
    [[1, 0], [0, 1]],
    [[1, 1], [-1, 0], [0, -1], [1, 0]],
    [[1, 0], [1, 0], [0, 1], [-1, 0]],
]


def test_neighbours_share_an_arc_that_one_of_them_reads_backwards():
    (code, name, west), (_, _, east) = polygons(topology(ARCS, (4, [0, 1]), (8, [~0, 2])))
    assert (code, name) == (4, "Area 4")
    assert west.equals(shapely.box(0, 0, 1, 1)) and east.equals(shapely.box(1, 0, 2, 1))
    assert shapely.coverage_is_valid([west, east])


def test_a_ring_goes_on_beyond_the_antimeridian():
    ring = [[[359, 0], [-358, 0], [0, 1], [358, 0], [0, -1]]]
    ((_, _, land),) = polygons(topology(ring, (643, [0]), west=-180))
    assert land.bounds == (179, 0, 181, 1)


def test_a_shape_of_several_polygons_without_a_code():
    one = topology(ARCS, (4, [0, 1]))
    one["objects"]["countries"]["geometries"] = [
        {"type": "MultiPolygon", "arcs": [[[0, 1]], [[~0, 2]]], "properties": {"name": "Isles"}}
    ]
    assert [(code, name) for code, name, _ in polygons(one)] == [(0, "Isles")] * 2


def test_other_files_are_refused(tmp_path):
    path = tmp_path / "atlas.json"
    for text in ("[]", "{}", "no JSON"):
        path.write_text(text)
        with pytest.raises(UserError, match="not a TopoJSON"):
            read_topology(path)
