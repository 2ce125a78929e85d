"""Refugees, GDP and population brought to a new year in a package of the user's own."""

import pytest

from helpers.data.package import BUNDLED, Package
from helpers.errors import UserError
from walkthrough.ingest import user_series

PACKAGE = Package(BUNDLED)
POPULATION = ["Population, total", "SP.POP.TOTL"]
GDP = ["GDP (current US$)", "NY.GDP.MKTP.CD"]


def wdi(path, about, rows):
    """A csv of the World Bank's API, with its lines above the header and its last, empty column."""
    lines = [["Data Source", "World Development Indicators"], [], ["Last Updated Date", "2031-01-01"], []]
    lines += [["Country Name", "Country Code", "Indicator Name", "Indicator Code", "2030"]]
    lines += [[code, code, *about, value] for code, value in rows.items()]
    path.write_text("\n".join(",".join(f'"{cell}"' for cell in row) + "," * bool(row) for row in lines))
    return path


def test_economies_of_a_new_year(tmp_path):
    people = wdi(tmp_path / "p.csv", POPULATION, {"KEN": 50, "XKX": 2, "SSF": 50, "WLD": 52})
    gdp = wdi(tmp_path / "g.csv", GDP, {"KEN": 1000, "SSF": 1000, "WLD": 1000})
    table = user_series.economies(PACKAGE, [gdp, people]).frames["economies"]
    new = table[table["year"] == 2030]
    assert new[["economy", "area", "population"]].values.tolist() == [["KEN", 404, 50], ["XKX", 688, 2]]
    assert new["gdp_usd"].tolist()[0] == 1000 and new["gdp_usd"].isna().tolist() == [False, True]
    assert len(table) == len(PACKAGE.table("economies")) + 2
    with pytest.raises(UserError, match="give the population"):
        user_series.economies(PACKAGE, [gdp])
    other = wdi(tmp_path / "o.csv", ["Inflation (%)", "FP.CPI"], {"KEN": 1, "UGA": 2})
    with pytest.raises(UserError, match="give the indicator NY.GDP.MKTP.CD or SP.POP.TOTL"):
        user_series.economies(PACKAGE, [other])


def refugees(path, persons, origin="AFG"):
    path.write_text(
        "year,coo_name,coo_iso,coa_name,coa_iso,refugees,asylum_seekers,oip\n"
        f"2030,a,{origin},Pakistan,PAK,{persons},5,2\n2030,Unknown,UNK,Kenya,KEN,10,0,0\n"
    )
    return path


def test_refugees_of_a_new_year(tmp_path):
    change = user_series.unhcr(PACKAGE, [refugees(tmp_path / "r.csv", 40_000_000)])
    assert set(change.frames) == {"refugees-by-asylum", "refugees-by-origin", "refugees-2030"}
    by_origin = change.frames["refugees-by-origin"]
    assert by_origin.loc[by_origin["year"] == 2030, "iso3"].tolist() == ["AFG", "UNK"]
    assert len(by_origin) == len(PACKAGE.table("refugees-by-origin")) + 2
    assert change.frames["refugees-2030"]["refugees"].tolist() == [40_000_000, 10]
    assert change.entries["refugees-2030"]["path"] == "displacement/refugees_2030.csv"


def test_a_part_of_the_table_replaces_nothing(tmp_path):
    with pytest.raises(UserError, match="download it for all countries"):
        user_series.unhcr(PACKAGE, [refugees(tmp_path / "r.csv", 40)])


def test_an_unknown_code_is_refused(tmp_path):
    with pytest.raises(UserError, match="unknown codes 'XYZ'"):
        user_series.unhcr(PACKAGE, [refugees(tmp_path / "r.csv", 40_000_000, "XYZ")])


def test_a_file_by_asylum_alone_leaves_origins(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("year,coo_iso,coa_iso,refugees,asylum_seekers,oip\n2030,-,PAK,40000000,5,2\n")
    change = user_series.unhcr(PACKAGE, [path])
    assert set(change.frames) == {"refugees-by-asylum"} and "does not tell coo" in change.notes[0]
