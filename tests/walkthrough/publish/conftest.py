"""What is made of the notebooks as they are stored, each once."""

import json
import os
import shutil
import time
from pathlib import Path

import pytest

from helpers.data.package import open_package
from helpers.parameters import resolve
from walkthrough.publish.handouts import handouts as make_handouts
from walkthrough.publish.site import site as build_site
from walkthrough.publish.slides import slides as make_slides
from walkthrough.runs.run_folder import write_verdicts

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run's folder, without running anything: stored outputs are those of the defaults."""
    folder = tmp_path_factory.mktemp("runs") / "default"
    (folder / "notebooks").mkdir(parents=True)
    for path in (ROOT / "notebooks").glob("0*.ipynb"):
        shutil.copy(path, folder / "notebooks")
    write_verdicts(folder / "notebooks", folder, open_package())
    said = {"status": "ok", "parameters": resolve(open_package()).model_dump()}
    (folder / "run.json").write_text(json.dumps(said), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def site(run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built by the first worker that needs it, for all of them: it takes half a minute."""
    together = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        together = together.parent
    folder = together / "built"
    try:
        folder.mkdir()
    except FileExistsError:
        while not (folder / "ended").exists():
            time.sleep(0.2)
    else:
        try:
            build_site(run, folder / "site", open_package(), ROOT)
        finally:
            (folder / "ended").touch()
    return folder / "site"


@pytest.fixture(scope="session")
def slides(run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_slides(run, tmp_path_factory.mktemp("shown") / "slides").parent


@pytest.fixture(scope="session")
def handouts(run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("handed") / "handouts"
    make_handouts(run, out, report=True)
    return out
