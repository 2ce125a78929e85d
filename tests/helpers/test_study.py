"""What a study says that its frames depend on is what they depend on."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers.data.package import open_package
from helpers.parameters import NAMES, resolve
from helpers.study import NoData, Study

PACKAGE = open_package()
BASE = resolve(PACKAGE)
OTHERS = {
    "revision": 2019,
    "year": 2000,
    "base_year": 2005,
    "south": "income",
    "residual": "lower",
    "growth": "compound",
    "remittance_vintage": "2018-12",
    "focus_country": "THA",
    "text_path": "data/texts/draft.txt",
    "outcome_path": "data/texts/draft.txt",
    "gcm_path": "data/texts/draft.txt",
    "claims_path": "data/texts/draft.txt",
}
FRAMES = {
    name: set(member.fget.parameters)
    for name, member in vars(Study).items()
    if isinstance(member, property) and hasattr(member.fget, "parameters")
}


def value(study, name):
    try:
        return getattr(study, name)
    except NoData as reason:
        return str(reason)


def same(one, other):
    if isinstance(one, pd.DataFrame | pd.Series):
        return type(one) is type(other) and one.equals(other)
    return one == other


def test_every_parameter_is_tried():
    assert tuple(OTHERS) == NAMES
    assert all(getattr(BASE, name) != other for name, other in OTHERS.items())
    assert FRAMES["four_way"] == {"revision", "south", "residual"}


@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_depends_on_no_other_parameter(name):
    here = value(Study(PACKAGE, BASE), name)
    left = {n: other for n, other in OTHERS.items() if n not in FRAMES[name]}
    changed = Study(PACKAGE, BASE.model_copy(update=left))
    assert same(value(changed, name), here)


@pytest.mark.parametrize("parameter", ["revision", "south", "residual", "year"])
def test_studies_share_a_frame_only_where_they_agree(parameter):
    here = Study(PACKAGE, BASE)
    other = here.under(BASE.model_copy(update={parameter: OTHERS[parameter]}))
    for name, parameters in FRAMES.items():
        mine = value(here, name)
        if parameter in parameters:
            fresh = Study(PACKAGE, other.p)
            assert same(value(other, name), value(fresh, name))
        elif not isinstance(mine, str):
            assert value(other, name) is mine
