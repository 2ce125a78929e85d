"""The committed tables against totals that their publishers or compilers state."""

import json

import pytest
from shapely import Point
from shapely.geometry import shape

from helpers.data.package import open_package
from walkthrough.ingest.tables import validate
from walkthrough.ingest.undesa_tables import differences


@pytest.fixture(scope="module")
def package():
    return open_package()


def test_every_schema_makes_a_contract_that_its_table_meets(package):
    for resource in package.descriptor["resources"]:
        if "schema" in resource:
            validate(package, resource["name"], package.table(resource["name"]))


def test_every_table_says_where_it_comes_from(package):
    for resource in package.descriptor["resources"]:
        for item in ("title", "description", "producer", "citation", "edition", "licenses"):
            assert resource[item], (resource["name"], item)
        assert resource["hash"].startswith("sha256:")
        assert resource["source_files"] or resource["producer"] == "This package"
        if "schema" in resource:
            assert all(f.get("description") for f in package.schema(resource["name"])["fields"])


def test_areas(package):
    everything = package.table("areas")
    areas = package.areas(2017)
    assert len(areas) == 232
    # What a later revision adds is not an area of the earlier ones.
    assert set(everything["area"]) - set(areas["area"]) == {158}
    assert {r: len(package.areas(r)) for r in package.revisions} == {
        2015: 232, 2017: 232, 2019: 232, 2020: 232, 2024: 233,
    }  # fmt: skip
    assert areas["undesa"].value_counts().to_dict() == {"South": 176, "North": 56}
    assert (areas["ldc"].sum(), areas["g77"].sum(), areas["oecd"].sum()) == (47, 134, 35)
    income = areas["income_fy18"].value_counts(dropna=False)
    assert [int(income[g]) for g in ("L", "LM", "UM", "H")] == [31, 52, 56, 76]
    tiers = areas["hdi_tier"].value_counts()
    assert [int(tiers[t]) for t in ("Very high", "High", "Medium", "Low")] == [59, 53, 39, 38]
    for column in ("iso3", "name", "short_name"):
        assert everything[column].is_unique
    assert areas.groupby("region")["major_area"].nunique().max() == 1
    assert not areas["short_name"].str.contains(r"\.").any()


@pytest.mark.parametrize(
    ("revision", "year", "world", "south"),
    [
        (2015, 2015, 243_700_236, 103_218_281),
        (2017, 2017, 257_715_425, 111_731_595),
        (2019, 2019, 271_642_105, None),
        (2020, 2020, 280_598_105, None),
        (2024, 2024, 304_021_813, None),
    ],
)
def test_migrant_stock(package, revision, year, world, south):
    totals, pairs = package.table(f"totals-{revision}"), package.table(f"od-{revision}")
    last = totals[totals["year"] == year]
    assert last["stock"].sum() == pairs.loc[pairs["year"] == year, "stock"].sum() == world
    group = package.table("areas").set_index("area")["undesa"]
    if south:
        assert last.loc[last["area"].map(group) == "South", "stock"].sum() == south
    assert set(pairs["destination"]) <= set(totals["area"])
    residuals = set(pairs["origin"]) - set(totals["area"])
    assert residuals == ({2001, 2002} if revision < 2020 else {2003})
    off = differences(pairs, totals)
    assert {(int(y), int(a)) for y, a in zip(off["year"], off["area"], strict=True)} == (
        {(2005, 534), (2005, 535)} if revision == 2019 else set()
    )


def test_what_a_revision_lacks_is_empty_not_zero(package):
    assert package.years(2015) == [2015]
    assert package.table("totals-2024")["refugees"].isna().all()
    assert package.table("totals-2015")["population_thousands"].notna().any()
    assert package.table("totals-2020").groupby("year")["refugees"].sum().gt(0).all()


def test_migrant_stock_2017(package):
    totals = package.table("totals-2017")
    world = totals.loc[totals["year"] == 2017]
    assert world["stock"].sum() == 257_715_425
    south = package.table("areas").set_index("area")["undesa"].eq("South")
    assert world.loc[world["area"].map(south), "stock"].sum() == 111_731_595
    pairs = package.table("od-2017")
    assert pairs.loc[pairs["year"] == 2017, "stock"].sum() == 257_715_425


@pytest.mark.parametrize(
    ("vintage", "total"),
    [
        ("2017-10", 595_694.7),
        ("2018-04", 613_465.84),
        ("2018-12", 624_836.8),
        ("2023-06", 640_303.6),
        ("wdi-2023-05", 586_480.25),
    ],
)
def test_inflows_of_2017(package, vintage, total):
    inflows = package.table("inflows")
    chosen = inflows[(inflows["vintage"] == vintage) & (inflows["year"] == 2017)]
    assert chosen["usd_million"].sum() == pytest.approx(total, abs=0.05)


def test_inflows_known_receivers_and_no_zero(package):
    inflows = package.table("inflows")
    april = inflows[inflows["vintage"] == "2018-04"].set_index("economy")["usd_million"]
    assert [round(april[e]) for e in ("IND", "CHN", "PHL", "MEX")] == [68968, 63860, 32808, 30600]
    assert (inflows["usd_million"] > 0).all()
    december = inflows[(inflows["vintage"] == "2018-12")].groupby("year")["usd_million"]
    assert december.sum()[2018] == pytest.approx(688_995.8, abs=0.05)
    assert december.count()[2017] == 183


def test_economies(package):
    economies = package.table("economies")
    y2017 = economies[economies["year"] == 2017]
    assert len(y2017) == 217
    # The publisher's own world row has Taiwan and gaps filled in: it is about one per cent larger.
    assert y2017["gdp_usd"].sum() == pytest.approx(81.71e12, rel=0.02)
    assert y2017["population"].sum() == pytest.approx(7_614.1e6, rel=0.01)
    areas = economies.drop_duplicates("economy").set_index("economy")["area"]
    assert (areas["XKX"], areas["CHI"], areas["MAF"]) == (688, 830, 312)


def test_refugees_of_2017(package):
    pairs = package.table("refugees-2017")
    assert pairs["refugees"].sum() == 19_940_566
    assert pairs["asylum_iso3"].nunique() == 170
    assert pairs.loc[pairs["refugees"] > 0, "asylum_iso3"].nunique() == 166
    hosts = pairs.groupby("asylum_iso3")["refugees"].sum().nlargest(10)
    assert hosts.sum() / 19_940_566 == pytest.approx(0.63, abs=0.005)
    assert pairs.loc[pairs["origin"].isna(), "refugees"].sum() == 269_073
    for name in ("refugees-by-asylum", "refugees-by-origin"):
        series = package.table(name)
        assert series.loc[series["year"] == 2017, "refugees"].sum() == 19_940_566
    unrwa = package.table("unrwa")
    assert unrwa.loc[unrwa["year"] == 2017, "refugees"].sum() == 5_442_947


def test_cooperation(package):
    bodies, members = package.table("bodies"), package.table("memberships")
    assert (len(bodies), len(members)) == (48, 982)
    assert set(members["body"]) <= set(bodies["body"])
    sizes = members["body"].value_counts()
    assert (sizes["CELAC"], sizes["AU"], sizes["ASEAN"]) == (33, 55, 10)
    assert set(members.loc[members["area"].isna(), "iso3"]) == {"MAF", "NFK", "XKX"}


def test_frameworks(package):
    terms = package.table("gcm-terms")
    rules = package.table("gcm-rules").set_index("rule")["count"]
    assert terms["partnership_all"].sum() == rules.iloc[0] == 30
    assert terms["plural"].sum() == rules["plural only, all"]
    assert package.table("sdg-targets")["names_migration"].sum() == 4
    votes = package.table("gcm-votes")["vote"].value_counts().to_dict()
    assert votes == {"yes": 152, "abstain": 12, "no": 5}
    dates = package.table("milestones").set_index("item")["date"]
    assert (dates["BAPA 1978"], dates["MiGOF"]) == ("1978-09-12", "2015-11")


def outlines(package):
    """The geometry of each area on the map, as it is written."""
    features = json.loads(package.file("boundaries").read_text(encoding="utf-8"))["features"]
    return {feature["properties"]["area"]: shape(feature["geometry"]) for feature in features}


def test_the_outlines_are_valid(package):
    assert [area for area, land in outlines(package).items() if not all(p.is_valid for p in land.geoms)] == []


def test_map_holds_every_area_inside_the_world(package):
    path = package.file("boundaries")
    assert path.stat().st_size < 450_000
    shapes = json.loads(path.read_text(encoding="utf-8"))["features"]
    drawn = {s["properties"]["area"]: s["geometry"]["coordinates"] for s in shapes}
    areas = set(package.table("areas")["area"])
    assert areas - set(drawn) == {292, 798}
    assert set(drawn) - areas == {None}
    for polygons in drawn.values():
        for ring in (r for p in polygons for r in p):
            assert ring[0] == ring[-1]
            assert all(-180 <= x <= 180 and -60 <= y <= 90 for x, y in ring)
            steps = [abs(a[0] - b[0]) for a, b in zip(ring, ring[1:], strict=False)]
            assert max(steps) < 60  # a streak is a step round the world


@pytest.mark.parametrize(
    ("place", "area"),
    [
        ((21.1, 42.6), 688),  # Kosovo, counted in Serbia
        ((33.5, 35.3), 196),  # Northern Cyprus
        ((45.0, 9.8), 706),  # Somaliland
        ((34.4, 45.3), 804),  # Crimea, counted in Ukraine
        ((-13.5, 24.5), 732),  # Western Sahara, west of the line of control
        ((-9.0, 29.0), 504),  # southern Morocco
        ((-53.0, 4.0), 254),  # French Guiana, not France
        ((55.5, -21.1), 638),  # Réunion
        ((121.0, 23.8), 158),  # Taiwan, an area of the 2024 revision
    ],
)
def test_map_follows_the_areas_that_are_counted(package, place, area):
    at = [code for code, land in outlines(package).items() if land.contains(Point(place))]
    assert at == [area]


def test_points_lie_in_their_areas(package):
    points = package.table("points")
    assert len(points) == 233
    assert (points["method"] != "polygon").sum() == 2
    drawn = outlines(package)
    outside = [
        area
        for area, lon, lat in points[["area", "lon", "lat"]].itertuples(index=False)
        if area in drawn and not drawn[area].covers(Point(lon, lat))
    ]
    assert outside == []
