"""The bundled package is written again only where nobody has edited it."""

import shutil
from types import SimpleNamespace

import pytest

import build
from helpers.data.package import BUNDLED, Package
from helpers.errors import UserError
from tables import Source


def test_a_table_of_the_bundle_that_was_edited_is_not_written_over(tmp_path, monkeypatch):
    mine = tmp_path / "mine"
    shutil.copytree(BUNDLED, mine)
    path = mine / "displacement" / "unrwa.csv"
    table = Package(mine).table("unrwa")
    points = Package(mine).table("points")
    module = SimpleNamespace(
        TABLES={"unrwa": Source([], lambda: table), "points": Source([], lambda: points)}
    )
    monkeypatch.setattr(build, "MODULES", (module,))
    monkeypatch.setattr(build.boundaries, "geojson", lambda: Package(mine).text("boundaries"))
    build.build_bundled(tmp_path, mine)
    assert Package(mine).damaged() == []
    path.write_text(path.read_text() + "# mine\n")
    before = path.read_bytes()
    with pytest.raises(UserError, match="unrwa.csv is not as datapackage.json records it"):
        build.build_bundled(tmp_path, mine)
    assert path.read_bytes() == before
