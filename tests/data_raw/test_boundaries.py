"""The map of UN DESA's areas on shapes small enough to check by hand."""

import json

import pytest
import shapely
from shapely import box

from boundaries import (
    cut,
    cut_at_antimeridian,
    label_point,
    on_grid,
    part_of,
    read_coverage,
    simplify,
    without_islets,
)
from helpers.errors import UserError

SQUARE = box(0, 0, 2, 2)


def test_neighbours_keep_one_border():
    bent = shapely.Polygon([(2, 0), (4, 0), (4, 2), (2, 2), (2.001, 1)])
    west = shapely.Polygon([(0, 0), (2, 0), (2.001, 1), (2, 2), (0, 2)])
    land = simplify({4: [west], 8: [bent]}, 0.1)
    assert land[4][0].equals(SQUARE) and land[8][0].equals(box(2, 0, 4, 2))


def test_a_small_island_has_a_tolerance_of_its_own():
    atoll = shapely.Point(5, 5).buffer(0.05)
    (drawn,) = simplify({4: [SQUARE], 8: [atoll]}, 1.0)[8]
    assert 5 < len(drawn.exterior.coords) < len(atoll.exterior.coords)
    assert drawn.intersection(atoll).area / drawn.union(atoll).area > 0.85


def test_land_is_cut_at_the_antimeridian_and_moved():
    west, east = sorted(cut_at_antimeridian([box(179, 0, 181, 2)]), key=lambda p: -p.bounds[0])
    assert (west.bounds, east.bounds) == ((179, 0, 180, 2), (-180, 0, -179, 2))
    (whole,) = cut_at_antimeridian([SQUARE])
    assert whole.equals(SQUARE)


def test_land_is_cut_by_a_box():
    (north,) = cut([SQUARE], -180, 1.5, 180, 90)
    assert north.bounds == (0, 1.5, 2, 2)
    assert cut([SQUARE], -180, 3, 180, 90) == []


def test_rings_on_the_grid_turn_as_geojson_wants():
    (polygon,) = on_grid(shapely.transform(SQUARE.reverse(), lambda xy: xy + 0.001))
    assert polygon.exterior.is_ccw and polygon.equals(SQUARE)
    assert on_grid(shapely.Polygon([(0.001, 0), (0.002, 0), (0.001, 0.001)])) == []


def test_a_state_narrower_than_the_grid_is_drawn():
    assert on_grid(shapely.Polygon([(12.429, 41.897), (12.429, 41.906), (12.44, 41.899)]))


def test_islets_go_unless_they_matter():
    islet = box(5, 0, 5.02, 0.02)
    assert without_islets([SQUARE, islet]) == [SQUARE]
    assert without_islets([islet]) == [islet]


def test_label_point_lies_inside_a_bent_shape():
    bent = shapely.Polygon([(0, 0), (9, 0), (9, 9), (8, 9), (8, 1), (0, 1)])
    assert bent.contains(label_point([bent]))
    assert label_point([SQUARE, box(5, 5, 6, 6)]).coords[0] == (1.0, 1.0)


def test_parts_drawn_inside_another_state():
    reunion = box(55.4, -21.2, 55.6, -21.0)
    assert part_of(250, reunion) == 638
    assert part_of(250, box(2, 46, 4, 48)) is None
    assert part_of(724, reunion) is None


def test_an_atlas_without_the_parts_is_refused(tmp_path):
    path = tmp_path / "atlas.json"
    atlas = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [[[0, 0], [1, 0], [0, 1], [-1, -1]]],
        "objects": {"countries": {"geometries": [
            {"type": "Polygon", "id": "250", "arcs": [[0]], "properties": {"name": "France"}},
        ]}},
    }  # fmt: skip
    path.write_text(json.dumps(atlas))
    with pytest.raises(UserError, match="no polygons for areas"):
        read_coverage(path, {250})
