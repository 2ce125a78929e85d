"""A true projection, and land for every area."""

import numpy as np
import pytest

from helpers.data.package import open_package
from helpers.figures import maps

PACKAGE = open_package()


def test_equal_earth_keeps_areas() -> None:
    """Cells of one degree: their area on the map is proportional to that on the sphere."""
    lon0 = maps.CENTRE
    ratios = []
    for lat in (0.0, 30.0, 60.0, 80.0):
        x, y = maps.equal_earth(
            np.array([lon0, lon0 + 0.1, lon0 + 0.1, lon0]), np.array([lat, lat, lat + 0.1, lat + 0.1])
        )
        plane = 0.5 * abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))
        sphere = np.radians(0.1) * (np.sin(np.radians(lat + 0.1)) - np.sin(np.radians(lat)))
        ratios.append(plane / sphere)
    assert max(ratios) / min(ratios) == pytest.approx(1, abs=0.002)


def test_every_area_has_an_outline_or_a_point() -> None:
    areas = set(PACKAGE.table("areas")["area"])
    drawn = {area for area, _ in PACKAGE.shapes()}
    assert set(PACKAGE.table("points")["area"]) == areas
    assert len(areas - drawn) <= 2


def test_only_two_small_islands_are_torn_by_the_maps_edge() -> None:
    torn = []
    for area, rings in PACKAGE.shapes():
        for ring in rings:
            x, _ = maps.equal_earth(np.array(ring)[:, 0], np.array(ring)[:, 1])
            if np.ptp(x) >= 3:
                torn.append(area)
    assert torn == [840, 840]  # St Lawrence and Umnak, at the Bering Strait
