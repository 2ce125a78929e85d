"""New data in a package of the user's own, and the package as a whole afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

import fixtures_layouts as layouts
from fixtures_layouts import Style, World
from helpers import parameters
from helpers.claims import robustness
from helpers.claims.ledger import load_claims
from helpers.data.package import BUNDLED, open_package
from helpers.errors import UserError
from helpers.study import Study
from walkthrough.ingest import package_update as changes
from walkthrough.ingest import user_package
from walkthrough.ingest.tables import validate

STOCK = "year,destination,origin,stock\n2020,4,8,10\n2026,4,8,30\n2026,36,4,20\n2026,4,2003,5\n"
NEW_AREA = (
    "area,iso3,name,short_name,major_area,region,undesa,ldc,g77,oecd,lon,lat\n"
    "896,ATL,Atlantis,Atlantis,Africa,Northern Africa,South,no,no,no,-30,35\n"
)


@pytest.fixture
def call(command):
    def ingest(*arguments: object) -> str:
        code, out, err = command("ingest", *arguments)
        assert not code, err
        return str(out)

    return ingest


def world() -> World:
    pairs = {(y, d, o): y + d + o for y in (2020, 2025) for d in (4, 8, 36) for o in (4, 8, 36)}
    held = {(y, d) for y, d, _ in pairs}
    return World(pairs, dict.fromkeys(held, 1000.5), dict.fromkeys(held, 7), {4: "B R"})


def whole(folder: Path) -> None:
    """Hashes, schemas and the bundled tables of a package are in order."""
    package = open_package(folder)
    assert package.damaged() == []
    for name in package.names:
        if "schema" in package.resource(name):
            validate(package, name, package.table(name))
    assert (folder / "claims.yaml").exists()


def test_a_new_revision_can_be_studied(call, tmp_path):
    od = layouts.flat_matrix(tmp_path / "od.xlsx", world(), 2031)
    totals = layouts.new_totals(tmp_path / "totals.xlsx", world(), 2031)
    own_package = tmp_path / "new" / "mine"
    said = call("un-stock", od, totals, "--into", own_package)
    assert "migrant_stock/od_2031.csv: 18 rows" in said
    ready = f"walkthrough run --data {own_package} -p revision=2031 -p year=2025 -p base_year=2020"
    assert said.rstrip().endswith(ready)
    whole(own_package)
    package = open_package(own_package)
    assert package.revisions == [2015, 2017, 2019, 2020, 2024, 2031]
    chosen = parameters.resolve(package, revision="2031", base_year="2020")
    study = Study(package, chosen)
    assert study.p.year == 2025
    assert len(study.areas) == 232  # the classified areas, of which this table has three
    assert study.four_way.loc[2025].sum() == sum(n for (y, _, _), n in world().pairs.items()
                                                 if y == 2025)  # fmt: skip
    entry = package.resource("od-2031")
    assert [f["name"] for f in entry["source_files"]] == ["od.xlsx", "totals.xlsx"]
    assert entry["years"] == [2020, 2025] and entry["revision"] == 2031
    assert sorted(p.name for p in own_package.parent.iterdir()) == ["mine"]


def test_claims_of_a_revision_with_other_years_are_compared(call, tmp_path):
    """The base year of the user's revision need not be a year of the bundled ones."""
    shifted = World({(y + 9, d, o): n for (y, d, o), n in world().pairs.items()})
    od = layouts.long_table(tmp_path / "od.xlsx", shifted, 2036)
    call("un-stock", od, "--into", tmp_path / "mine")
    package = open_package(tmp_path / "mine")
    base = parameters.resolve(package, revision=2036, base_year=2029)
    claims = {c.id: c for c in load_claims(package)}
    grid = robustness.one_change(package, [claims["A2.5"], claims["A2.6"]], base)
    assert set(grid["revision = 2015"]) == {"no data"}  # it has neither year
    assert grid["this run"].tolist() == ["no data", "no data"]  # nobody asked for the latest year


def test_totals_may_come_later_and_replace(call, tmp_path):
    own_package = tmp_path / "mine"
    od = layouts.long_table(tmp_path / "od.xlsx", world(), 2031)
    assert "note: totals are those of the origin-destination table" in call(
        "un-stock", od, "--into", own_package
    )
    assert open_package(own_package).table("totals-2031")["refugees"].isna().all()
    call("un-stock", layouts.old_totals(tmp_path / "t.xlsx", world(), 2031), "--into", own_package)
    package = open_package(own_package)
    assert (package.table("totals-2031")["refugees"] == 7).all()
    call("un-stock", od, "--into", own_package)  # keeps the better totals
    assert (open_package(own_package).table("totals-2031")["refugees"] == 7).all()
    whole(own_package)


def test_areas_that_differ_as_published_are_a_note(call, tmp_path):
    other = world()
    other.pairs[2020, 4, 8] += 5
    other.pairs[2020, 8, 4] -= 5
    files = [layouts.flat_matrix(tmp_path / "od.xlsx", world(), 2031),
             layouts.old_totals(tmp_path / "t.xlsx", other, 2031)]  # fmt: skip
    said = call("un-stock", *files, "--into", tmp_path / "mine")
    assert "note: in 2020 the origins of area 4 add up to" in said


@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_stock_csv(call, tmp_path, start):
    path = tmp_path / "stock.csv"
    path.write_text(start + STOCK.replace("\n", "\r\n") + "\r\n", encoding="utf-8", newline="")
    said = call("stock-csv", path, "--revision", 2026, "--into", tmp_path / "mine")
    assert "note: totals are the sums of the pairs" in said
    package = open_package(tmp_path / "mine")
    assert package.table("od-2026")["stock"].tolist() == [10, 30, 5, 20]
    totals = package.table("totals-2026").set_index(["year", "area"])["stock"]
    assert (totals[2026, 4], totals[2026, 36]) == (35, 20)
    assert package.resource("od-2026")["citation"] == "as given by the user"
    whole(tmp_path / "mine")


def test_a_stock_csv_with_iso3_codes(call, tmp_path):
    path = tmp_path / "s.csv"
    path.write_text("year,destination,origin,stock\n2025,TUR,syr,10\n2025,4.0,2003,20\n")
    call("stock-csv", path, "--revision", 2026, "--into", tmp_path / "mine")
    pairs = open_package(tmp_path / "mine").table("od-2026")[["destination", "origin", "stock"]]
    assert pairs.values.tolist() == [[4, 2003, 20], [792, 760, 10]]


def test_who_lives_where_they_were_born_is_set_aside_in_a_matrix(call, tmp_path):
    path = tmp_path / "s.csv"
    path.write_text("year,destination,origin,stock\n2025,4,4,1000\n2025,4,8,3\n2025,8,8,2000\n2025,8,4,5\n")
    said = call("stock-csv", path, "--revision", 2026, "--into", tmp_path / "mine")
    assert "3,000 persons in 2 rows live where they were born and are set aside" in str(said)
    assert open_package(tmp_path / "mine").table("od-2026")["stock"].tolist() == [3, 5]


def test_columns_of_a_stock_csv_in_any_order(call, tmp_path):
    path = tmp_path / "stock.csv"
    path.write_text("Stock,Origin,Destination,Year\n10,8,4,2020\n")
    call("stock-csv", path, "--revision", 2026, "--into", tmp_path / "mine")
    row = open_package(tmp_path / "mine").table("od-2026").iloc[0]
    assert row.tolist() == [2020, 4, 8, 10]


def test_a_new_area(call, tmp_path):
    own_package = tmp_path / "mine"
    areas = tmp_path / "areas.csv"
    areas.write_text(NEW_AREA)
    call("classification", areas, "--into", own_package)
    grown = world()
    grown.names[896] = "Atlantis"
    grown.pairs |= {(2025, 896, 4): 11, (2025, 4, 896): 12}
    style = Style(world="World")
    call("un-stock", layouts.long_table(tmp_path / "od.xlsx", grown, 2031, style), "--into",
         own_package)  # fmt: skip
    package = open_package(own_package)
    assert 896 in set(package.areas(2031)["area"]) and 896 not in set(package.areas(2017)["area"])
    assert package.table("points").set_index("area").loc[896, "lat"] == 35
    whole(own_package)


def test_other_groups_for_known_areas(call, tmp_path):
    path = tmp_path / "groups.csv"
    path.write_text("area,undesa,oecd,hdi_2017\n4,North,yes,0.5\n")
    call("classification", path, "--into", tmp_path / "mine")
    package = open_package(tmp_path / "mine")
    row = package.table("areas").set_index("area").loc[4]
    assert (row["undesa"], row["oecd"], row["hdi_2017"]) == ("North", True, 0.5)
    bundled = open_package(BUNDLED).table("areas").set_index("area").drop(4)
    assert package.table("areas").set_index("area").drop(4).equals(bundled)
    assert package.resource("areas")["edition"].endswith("groups.csv, as given by the user")


def test_another_vintage_of_remittances(call, tmp_path):
    path = tmp_path / "inflows.csv"
    path.write_text("Remittance inflows (US$ million),2023e\nAlbania,1.5\nKosovo,0\nWorld,1.5\n")
    call("remittances", path, "--vintage", "2024-06", "--into", tmp_path / "mine")
    said = call("remittances", path, "--vintage", "2024-06", "--into", tmp_path / "mine")
    assert said.rstrip().endswith(f"--data {tmp_path / 'mine'} -p remittance_vintage=2024-06")
    package = open_package(tmp_path / "mine")
    assert "2024-06" in package.vintages
    inflows = package.table("inflows")
    rows = inflows[inflows["vintage"] == "2024-06"]
    assert rows[["year", "economy", "area", "usd_million"]].values.tolist() == [[2023, "ALB", 8, 1.5]]
    assert len(inflows) == 1 + len(open_package(BUNDLED).table("inflows"))
    whole(tmp_path / "mine")


def test_a_failed_swap_puts_the_old_package_back(monkeypatch, tmp_path):
    path = tmp_path / "stock.csv"
    path.write_text(STOCK)
    mine = tmp_path / "mine"
    changes.apply(mine, lambda package: user_package.stock_csv(package, path, 2026))
    before = (mine / "datapackage.json").read_bytes()
    rename, calls = Path.rename, []

    def fail_second(source, target):
        calls.append(source)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        return rename(source, target)

    monkeypatch.setattr(Path, "rename", fail_second)
    with pytest.raises(UserError, match="No space left"):
        changes.apply(mine, lambda package: user_package.stock_csv(package, path, 2027))
    assert (mine / "datapackage.json").read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mine", "stock.csv"]


def test_an_empty_folder_is_a_new_package(call, tmp_path):
    path = tmp_path / "stock.csv"
    path.write_text(STOCK)
    (tmp_path / "mine").mkdir()
    call("stock-csv", path, "--revision", 2026, "--into", tmp_path / "mine")
    assert 2026 in open_package(tmp_path / "mine").revisions


def test_help_documents_the_format(call):
    assert "year,destination,origin,stock" in call("stock-csv", "--help")
