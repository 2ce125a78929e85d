"""GDP and population from tiny downloads in the World Bank's layout."""

import io
import zipfile

import pytest

from fixtures_inputs import WDI_DATA, WDI_META
from helpers.errors import UserError
from inflows import read_economies, read_wdi


def download(path, rows):
    cells = [['"' + ("" if c is None else str(c)) + '"' for c in row] for row in rows]
    text = "\ufeff" + "".join(",".join(row) + ",\n" for row in cells)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("API_X.csv", text)
        meta = io.StringIO()
        meta.writelines(",".join(r) + "\n" for r in WDI_META)
        archive.writestr("Metadata_Country_API_X.csv", meta.getvalue())
    return path


def test_wdi_zip_and_economies(tmp_path):
    rows = [WDI_DATA[0], [], *WDI_DATA[1:]]
    gdp = download(tmp_path / "gdp.zip", rows)
    assert read_wdi(gdp, "gdp_usd")["gdp_usd"].tolist() == [1_000_000, 2_000_000_000, 1_000_000_000]
    table = read_economies(gdp, gdp, {"IND": 356, "MEX": 484})
    assert list(table["area"]) == [356, 356, 484]
    with pytest.raises(UserError, match="unknown codes 'MEX'"):
        read_economies(gdp, gdp, {"IND": 356})


def test_another_zip_is_refused(tmp_path):
    path = tmp_path / "x.zip"
    path.write_bytes(b"no zip")
    with pytest.raises(UserError, match="not a World Bank download"):
        read_wdi(path, "gdp_usd")
