"""Names and codes of economies, and units of money, as tables have them."""

import pytest

from helpers.data.package import BUNDLED, Package
from helpers.errors import UserError
from walkthrough.ingest.bank_names import AGGREGATE, LMIC, WORLD, Spellings, spellings
from walkthrough.ingest.money_units import unit

NAMES = spellings(Package(BUNDLED))
FIND = Spellings(NAMES).find


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Türkiye", "TUR"), ("Turkiye", "TUR"), ("Türkiye¹", "TUR"), ("Czechia", "CZE"), ("Viet Nam", "VNM"),
        ("Côte d’Ivoire", "CIV"), ("Cote d'Ivoire (a)", "CIV"), ("Somalia, Fed. Rep.", "SOM"),
        ("Puerto Rico (US)", "PRI"), ("Hong Kong SAR, China", "HKG"), ("West Bank and Gaza", "PSE"),
        ("Kosovo", "XKX"), ("SYR", "SYR"), ("792", "TUR"), ("004", "AFG"), ("792.0", "TUR"),
        ("World", WORLD), ("Low-and Middle-Income Countries", LMIC), ("South Africa", "ZAF"),
        ("South Asia", AGGREGATE), ("Sub-Saharan Africa (excluding high income)", AGGREGATE),
        ("Middle East, North Africa, Afghanistan & Pakistan", AGGREGATE), ("AFE", AGGREGATE),
        ("Atlantis", None), ("Indja", None), ("India total", None), ("Guinea and Niger", None),
    ],
)  # fmt: skip
def test_a_name_counts_as_a_whole_or_not_at_all(name, code):
    assert FIND(name) == code


def test_the_package_s_own_names_are_all_found():
    assert {name: FIND(name) for name in NAMES} == NAMES


def test_a_spelling_that_nobody_knows_is_given(tmp_path):
    path = tmp_path / "names.csv"
    path.write_text("name,code\nAtlantis,792\nThe Isles,GBR\n")
    find = Spellings(spellings(Package(BUNDLED), path)).find
    assert (find("Atlantis"), find("the isles")) == ("TUR", "GBR")
    path.write_text("name,code\nAtlantis,XYZ\n")
    with pytest.raises(UserError, match="line 2: 'XYZ' is no code"):
        spellings(Package(BUNDLED), path)


@pytest.mark.parametrize(
    ("label", "others", "millions"),
    [
        ("Remittance inflows (US$ million)", ["in US$ billion"], 1.0),
        ("Remittance inflows (US$)", [], 1e-6),
        ("Personal remittances, received (current US$)", [], 1e-6),
        ("Remittance inflows (USD thousands)", [], 1e-3),
        ("Remittance inflows (US$ bn)", [], 1e3),
        ("Country", ["Remittance inflows, US dollars, millions"], 1.0),
    ],
)
def test_units(label, others, millions):
    assert unit(label, others, "x.csv") == millions


@pytest.mark.parametrize(
    ("label", "others", "message"),
    [
        ("Remittance inflows", [], "no unit is stated"),
        ("Remittance inflows (US$)", ["Figures in US$ million"], "two units are stated"),
        ("Remittance inflows (million)", [], "no unit is stated"),
        ("Remittance inflows (% of GDP)", [], "give the file with amounts in US"),
    ],
)
def test_units_refused(label, others, message):
    with pytest.raises(UserError, match=message):
        unit(label, others, "x.csv")
