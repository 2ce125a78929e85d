"""The recipes for other people's machines name what is here."""

import json
import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]


def test_the_devcontainer_runs_a_target_of_the_makefile_with_a_python_that_fits() -> None:
    recipe = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
    target = recipe["postCreateCommand"].removeprefix("make ")
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    conda = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    (python,) = (d.removeprefix("python=") for d in conda if str(d).startswith("python="))
    assert f":{python}-" in recipe["image"]


def test_nothing_takes_precedence_over_environment_yml_on_binder() -> None:
    """repo2docker looks into binder/ and .binder/ first, and takes a Dockerfile before all."""
    for name in ("binder", ".binder", "Dockerfile"):
        assert not (ROOT / name).exists()
    assert (ROOT / "environment.yml").is_file()
