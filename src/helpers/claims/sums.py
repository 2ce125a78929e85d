"""The second way to each number of `helpers.claims.measures`: only rows and what they add up to.

Rows are taken from the tables as they stand, and added, without the shortcuts that make measures
quick. `helpers.claims.trace` compares the two: two ways, one answer.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import pandas as pd

from helpers.analysis import coverage
from helpers.analysis.cooperation import shared_bodies
from helpers.analysis.south import NORTH, SOUTH, origin_groups
from helpers.claims.ledger import UNITS, load_claims
from helpers.claims.rows import LEDGER, Number, add_up, count
from helpers.study import Study


def sums(study: Study, measure: str) -> tuple[Number, ...]:
    """What a measure adds up: one number, the two sides of a comparison, or none for a fact."""
    if measure in NUMBERS:
        return (NUMBERS[measure](study),)
    if measure in SIDES:
        return SIDES[measure](study, SOUTH), SIDES[measure](study, NORTH)
    return PAIRS[measure](study) if measure in PAIRS else ()


def _of(study: Study, frame: pd.DataFrame, side: str | None, column: str = "area") -> pd.DataFrame:
    """The rows whose area is in a group; in either group for None."""
    group = frame[column].map(study.group)
    return frame[group.notna() if side is None else group == side]


def _in_year(frame: pd.DataFrame, year: int) -> pd.DataFrame:
    return frame[frame["year"] == year]


# The migrant stock

def _total(study: Study, side: str | None, column: str, name: str, year: int = 0) -> Number:
    rows = _of(study, _in_year(study.totals, year or study.p.year), side)
    name += f" in the {side}" if side else " anywhere"
    name += f" in {year}" if year else ""
    return add_up(name, f"totals-{study.p.revision}", rows, column)


def _living(study: Study, side: str | None = None, year: int = 0) -> Number:
    return _total(study, side, "stock", "migrants living", year)


def _moved(study: Study, origin: str, destination: str) -> Number:
    rows = _of(study, _in_year(study.od, study.p.year), destination, "destination")
    rows = rows[rows["origin"].map(origin_groups(study.group, study.p.residual)) == origin]
    name = f"migrants from the {origin} living in the {destination}"
    return add_up(name, f"od-{study.p.revision}", rows, "stock")


def _growth(study: Study, side: str) -> Number:
    p = study.p
    ratio = _living(study, side, p.year) / _living(study, side, p.base_year)
    years = p.year - p.base_year
    if p.growth == "exponential":
        value, form = math.log(ratio.value) / years, f"ln({{}}) / {years} years"
    else:
        value, form = ratio.value ** (1 / years) - 1, f"({{}}) ^ (1 / {years} years) - 1"
    return Number(value, form.format(ratio.words), form.format(ratio.figures), ratio.parts)


def _stated_product(study: Study) -> Number:
    rows = pd.DataFrame([
        {"claim": c.id, "stated": c.stated_text, "value": c.stated * UNITS[c.unit or "persons"]}
        for c in load_claims(study.package.path / "claims.yaml")
        if c.id in ("A2.1", "A2.2", "A2.4") and c.stated is not None
    ])
    return add_up("product of the stated figures", LEDGER, rows, "value", "product")


# Remittances and refugees

def _flows(study: Study, side: str) -> pd.DataFrame:
    return _of(study, _in_year(study.inflows, study.p.year), side)


def _received(study: Study, side: str) -> Number:
    return add_up(f"remittances to the {side} (US$ million)", "inflows", _flows(study, side),
                  "usd_million")


def _share_of_gdp(study: Study, side: str) -> Number:
    flows = _flows(study, side)
    sizes = _in_year(study.economies, study.p.year).dropna(subset=["gdp_usd"])
    sizes = sizes[sizes["economy"].isin(flows["economy"])]
    received = add_up(f"remittances to the {side} where GDP is known (US$ million)", "inflows",
                      flows[flows["economy"].isin(sizes["economy"])], "usd_million")
    gdp = add_up(f"GDP of the same economies of the {side} (US$)", "economies", sizes, "gdp_usd")
    return 1e6 * received / gdp


def _median_share_of_gdp(study: Study, side: str) -> Number:
    gdp = _in_year(study.economies, study.p.year).set_index("economy")["gdp_usd"]
    rows = _flows(study, side)
    rows = rows.assign(gdp_usd=rows["economy"].map(gdp)).dropna(subset=["gdp_usd"])
    rows = rows.assign(share=rows["usd_million"] * 1e6 / rows["gdp_usd"])
    return add_up(f"share of GDP in the median economy of the {side}", "inflows", rows, "share",
                  "median")


def _per_head(study: Study, side: str) -> Number:
    rows = _of(study, _in_year(study.economies, study.p.year), side)
    people = add_up(f"people of the {side}", "economies", rows, "population")
    return 1e6 * _received(study, side) / people


def _undesa(study: Study, side: str) -> Number:
    return _total(study, side, "refugees", "refugees by UN DESA's count")


def _unhcr(study: Study, side: str, name: str = "under UNHCR's mandate",
           table: str = "refugees-by-asylum") -> Number:
    rows = _of(study, _in_year(study.package.table(table), study.p.year), side)
    return add_up(f"refugees {name} in the {side}", table, rows, "refugees")


def _per_thousand(study: Study, side: str) -> Number:
    people = _total(study, side, "population_thousands", "thousands of residents")
    return _undesa(study, side) / people


# Corridors

def _split(study: Study, rows: pd.DataFrame, true: pd.Series, names: tuple[str, str]
           ) -> tuple[Number, Number]:
    """Shares of South-South migrants: in corridors for which something is true, and in others."""
    table = f"od-{study.p.revision}"
    every = add_up("South-South migrants of a known country", table, rows, "stock")
    left, right = (add_up(f"South-South migrants {name}", table, rows[mask], "stock")
                   for name, mask in zip(names, (true, ~true), strict=True))
    return left / every, right / every


def _corridors(study: Study) -> pd.DataFrame:
    rows = _of(study, _in_year(study.od, study.p.year), SOUTH, "origin")
    return _of(study, rows, SOUTH, "destination")


def _within(study: Study, level: str, what: str) -> tuple[Number, Number]:
    place, rows = study.areas.set_index("area")[level], _corridors(study)
    same = rows["origin"].map(place) == rows["destination"].map(place)
    return _split(study, rows, same, (f"within one {what}", f"between {what}s"))


def _covered(study: Study, kind: str) -> tuple[Number, Number]:
    members, rows = study.members[study.members["kind"] == kind], _corridors(study)
    rows = rows.assign(shared=coverage.shared_names(rows, members))
    return _split(study, rows, shared_bodies(rows, members) > 0,
                  (f"who share one of the {kind}", f"who share none of the {kind}"))


# Texts and capacity

def _paragraphs(study: Study, column: str, word: str, section: str = "") -> Number:
    rows = study.package.table("gcm-terms")[["paragraph", "section", column, "evidence"]]
    rows = rows[rows["section"].str.startswith(section) & (rows[column] > 0)]
    return add_up(f'"{word}" in the Compact{", objectives only" if section else ""}', "gcm-terms",
                  rows, column)


def _flagged(study: Study, side: str, flag: str, what: str) -> Number:
    rows = _of(study, _in_year(study.totals, study.p.year), side)[["area", "type_of_data"]]
    flagged, table = rows["type_of_data"].str.contains(flag, na=False), f"totals-{study.p.revision}"
    return (count(f"areas of the {side} {what}", table, rows[flagged])
            / count(f"areas of the {side}", table, rows))


NUMBERS: dict[str, Callable[[Study], Number]] = {
    "migrants_world": _living,
    "share_hosted_by_south": lambda s: _living(s, SOUTH) / _living(s),
    "south_south_stock": lambda s: _moved(s, SOUTH, SOUTH),
    "south_south_share": lambda s: _moved(s, SOUTH, SOUTH) / _living(s, SOUTH),
    "product_of_stated_figures": _stated_product,
    "partnerships_all": lambda s: _paragraphs(s, "partnership_all", "partnership(s)"),
    "partnerships_in_objectives":
        lambda s: _paragraphs(s, "partnership_all", "partnership(s)", "Objective"),
    "partnerships_plural": lambda s: _paragraphs(s, "plural", "partnerships"),
}
# The same for the South and for the North.
SIDES: dict[str, Callable[[Study, str], Number]] = {
    "growth_since_base_year": _growth,
    "remittances_usd": _received,
    "remittances_share_of_gdp": _share_of_gdp,
    "remittances_median_share_of_gdp": _median_share_of_gdp,
    "remittances_per_head": _per_head,
    "refugees_among_migrants": lambda s, side: _undesa(s, side) / _living(s, side),
    "refugees_per_thousand_residents": _per_thousand,
    "refugees_hosted_undesa": _undesa,
    "refugees_hosted_unhcr": _unhcr,
    "refugees_hosted_with_unrwa":
        lambda s, side: _unhcr(s, side) + _unhcr(s, side, "under UNRWA", "unrwa"),
    "imputed_areas": lambda s, side: _flagged(s, side, "I", "without national data (flag I)"),
    "citizens_counted": lambda s, side: _flagged(s, side, "C", "that count citizens (flag C)"),
}
PAIRS: dict[str, Callable[[Study], tuple[Number, Number]]] = {
    "south_south_and_south_north":
        lambda s: (_moved(s, SOUTH, SOUTH), _moved(s, SOUTH, NORTH)),
    "within_major_area": lambda s: _within(s, "major_area", "major area"),
    "within_region": lambda s: _within(s, "region", "sub-region"),
    "covered_by_processes": lambda s: _covered(s, "consultative processes"),
    "covered_by_regional_bodies": lambda s: _covered(s, "regional bodies"),
}
