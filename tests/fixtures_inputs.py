"""Small good inputs, for tests that spoil them."""

from typing import Any

from fixtures_layouts import World

YEARS = (2020, 2025)


def world(**changed: Any) -> World:
    pairs = {(y, d, o): y + d + o for y in YEARS for d in (4, 8, 792) for o in (4, 8, 760, 2003)}
    held = {(y, d) for y, d, _ in pairs}
    return World(pairs, dict.fromkeys(held, 1000.5), dict.fromkeys(held, 7), {4: "B R"}, **changed)


HEAD = "year,destination,origin,stock\n"
GOOD = HEAD + "2025,4,8,10\n2025,8,4,20\n"
BODY = ["--name=Mine", "--full-name=Mine", "--kind=rcp", "--founded=2000", "--source=me", "--date=2024"]
"""What `ingest body` asks for beside the file."""
INFLOWS = ("Migrant remittance inflows (US$ million),2016,2017\n"
           "Albania,1,2\nBurundi,3,4\nWorld,4,6\n")  # fmt: skip
NEW_AREA = (
    "area,iso3,name,short_name,major_area,region,undesa,ldc,g77,oecd,lon,lat\n"
    "896,ATL,Atlantis,Atlantis,Africa,Northern Africa,South,no,no,no,-30,35\n"
)

# Sheets of the World Development Indicators: regions, and amounts in dollars.
WDI_META = [["Country Code", "Region"], ["IND", "South Asia"], ["MEX", "Latin America"], ["WLD", ""]]
INDICATOR = ["Personal remittances, received (current US$)", "BX.TRF.PWKR.CD.DT"]
WDI_DATA = [
    ["Data Source", "World Development Indicators"],
    ["Country Name", "Country Code", "Indicator Name", "Indicator Code", "1999", "2017"],
    ["India", "IND", *INDICATOR, 1e6, 2e9],
    ["World", "WLD", *INDICATOR, 1e6, 3e9],
    ["Mexico", "MEX", *INDICATOR, None, 1e9],
]
