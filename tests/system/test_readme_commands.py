"""What README and the guides tell a reader to type, typed in their order in one fresh clone.

A command that cannot be typed in a test stands in `NOT_TYPED`, with the reason. One that is in
neither place fails, and so does a row of the table that no page has any more.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pandas as pd
import pytest

import fixtures_layouts as layouts  # noqa: E402
from fixtures_texts import COMPACT  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    "README.md",
    "notebooks/README.md",
    *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md")),
    "CONTRIBUTING.md",
]
STARTS = (
    "cp ",
    "ruff ",
    "lint-imports",
    "make ",
    "walkthrough ",
    "source ",
    "python -m ",
    "conda ",
    "jupyter-repo2docker ",
)
BLOCK_OR_SPAN = re.compile(
    r"^```\w*\n(?P<block>.*?)^```$|^(?: {4}|\t) *(?P<indented>\S[^\n]*)$|(?<!`)`(?P<span>[^`\n]+)`",
    re.MULTILINE | re.DOTALL,
)
SETS_UP = "sets up an environment from the network; `.ci/run` does so from nothing"
SERVES = "serves until it is stopped; tests/helpers/explore and tests/system/test_ways_in.py start it"
LONG = "takes minutes, and is no part of daily work"
FETCHED = "needs three publishers' downloads; tests/walkthrough/ingest reads small ones"
NOT_TYPED = {
    "walkthrough ingest economies API_NY.GDP.MKTP.CD.zip API_SP.POP.TOTL.zip --into my-data": FETCHED,
    "walkthrough ingest remittances API_BX.TRF.PWKR.CD.DT.zip --vintage 2026-06 --into my-data": FETCHED,
    "walkthrough ingest unhcr population.csv unrwa.csv --into my-data": FETCHED,
    "walkthrough run 03 --data my-data -p revision=2026 -p year=2026 -p remittance_vintage=2026-06": FETCHED,
    "make test": "this is it",
    'make test ARGS="-q tests/helpers"': "this is it, with other tests",
    "lint-imports": "`make test` runs it",
    "ruff format": "`make test` runs its check",
    "ruff check": "`make test` runs it",
    "make lab": SERVES,
    "make lab ARGS=build/student": SERVES,
    "walkthrough lab": SERVES,
    "make setup": SETS_UP,
    "make dev": SETS_UP,
    "make lock": SETS_UP,
    "python -m venv .venv": SETS_UP,
    "python -m pip install --no-deps --require-hashes -r requirements.lock": SETS_UP,
    "python -m pip install --no-deps --no-build-isolation -e .": SETS_UP,
    "python -m pip install -e '.[cluster]'": SETS_UP,
    "make verify": SETS_UP,
    "make fault": LONG,
    "make bench": LONG,
    "walkthrough check": "tests/notebooks and tests/walkthrough/checks run it",
    "python -m pip wheel --no-deps --wheel-dir build/wheel .": "tests/system/test_wheel.py builds one",
    "python -m pip install": "a mention",
    "python -m venv my-env": SETS_UP,
    'python -m ipykernel install --prefix PREFIX --name south-south --display-name "South-South walk"': (
        "for who looks after a hub"
    ),
    "walkthrough start": "a mention; with its argument it is typed",
    "walkthrough --install-completion": "would change the settings of the shell",
    "make data": "needs the publishers' files, which are not bundled",
    "make data SOURCES=DIR": "needs the publishers' files, which are not bundled",
    "make help": "tests/system/test_packaging.py reads it",
    "make clean": "would remove what the others made; tests/system/test_setup.py types it",
    **dict.fromkeys(
        (
            *("walkthrough compare", "walkthrough trace", "walkthrough ingest", "walkthrough seal"),
            "walkthrough ingest definition",
            "walkthrough ingest unhcr",
        ),
        "a mention; with its arguments it is typed",
    ),
    **dict.fromkeys(
        (
            "walkthrough site --run build/2024 --out build/site-2024",
            "walkthrough site --run build/2026 --data my-data --out build/site-2026",
        ),
        "as `make site`, which is typed; each takes half a minute",
    ),
    "walkthrough refresh": "tests/system/test_same_everywhere.py finds that it would change nothing",
    **dict.fromkeys(
        ("walkthrough site", "walkthrough handouts", "walkthrough run", "walkthrough seal data"),
        "typed otherwise, by another line",
    ),
}

INSTEAD = {
    # 232 runs take minutes; tests/walkthrough/batch/test_combinations.py tells which areas `all` are
    "walkthrough batch country-brief --each focus_country=all": (
        "walkthrough batch country-brief --each focus_country=KEN,MEX"
    ),
}
EXIT_CODES = {"walkthrough compare --revision 2017 2024 --fail-on-flip": 1}
"""Of commands that end otherwise than with 0, as their page says."""

pytestmark = pytest.mark.skipif(
    os.name != "posix" or not shutil.which("make") or not shutil.which("git"),
    reason="needs make, git and a POSIX shell",
)


def commands(page: str) -> list[str]:
    """The commands of a page: lines of its blocks, and words set as code that begin like one."""
    lines: list[str] = []
    for match in BLOCK_OR_SPAN.finditer((ROOT / page).read_text(encoding="utf-8")):
        lines += "".join(filter(None, match.groups())).splitlines()
    told = [re.split(r"\s+#\s", line)[0].strip() for line in lines]
    return [command for command in told if command.startswith(STARTS)]


def fresh_clone(folder: Path) -> Path:
    """The project as it is, uncommitted changes included, committed in a repository of its own."""
    clone = folder / "clone"
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, clone / name)
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    for step in (["init", "-q"], ["add", "-A"], [*who, "commit", "-qm", "as it is"]):
        subprocess.run(["git", *step], cwd=clone, check=True)
    return clone


def set_up(clone: Path) -> None:
    """The clone's own environment: this one's packages, and the clone's sources before them.

    Takes the place of `make setup`, which would install for a minute.
    """
    place = clone / ".venv"
    venv.create(place, symlinks=True)
    (packages,) = place.glob("lib/python*/site-packages")
    own = (clone / "src", sysconfig.get_path("purelib"))
    (packages / "clone.pth").write_text("".join(f"{path}\n" for path in own))
    (place / "share").symlink_to(Path(sys.prefix, "share"))
    script = place / "bin" / "walkthrough"
    script.write_text(f"#!{place}/bin/python\nfrom south_south_walkthrough import main\nmain()\n")
    script.chmod(0o755)
    tool = importlib.util.spec_from_file_location("tool", clone / "tools" / "environment.py")
    environment = importlib.util.module_from_spec(tool)
    tool.loader.exec_module(environment)
    (place / environment.MARKER).write_text(
        json.dumps(
            {
                "folder": os.path.realpath(place),
                "clone": str(environment.ROOT),
                "python": os.path.realpath(sys._base_executable),
                "version": f"{sys.version_info[0]}.{sys.version_info[1]}",
                "installed": {step[-1]: environment._fingerprint(step) for step in environment.KINDS["dev"]},
            }
        )
    )


def readers_files(folder: Path) -> None:
    """Files that the pages name and a reader would have."""
    rows = pd.read_csv(ROOT / "data/migrant_stock/od_2017.csv")
    rows = rows[rows["year"].isin([2000, 2010, 2017])].nlargest(5000, "stock")
    rows = rows.replace({"year": {2000: 2010, 2010: 2020, 2017: 2030}})
    for name in ("my_estimates.csv", "my.csv"):
        rows[["year", "destination", "origin", "stock"]].to_csv(folder / name, index=False)
    areas = (4, 8, 36, 108)
    pairs = {
        (year, to, born): year + to + born
        for year in (2000, 2020, 2026)
        for to in areas
        for born in areas
        if born != to
    }
    held = {(year, to) for year, to, _ in pairs}
    world = layouts.World(pairs, dict.fromkeys(held, 1000.5), dict.fromkeys(held, 7), {4: "B R"})
    for name in ("Workbook_Total.xlsx", "TOTALS.xlsx"):
        layouts.new_totals(folder / name, world, 2026)
    for name in ("Workbook_Origin_Destination.xlsx", "ORIGIN_DESTINATION.xlsx"):
        layouts.flat_matrix(folder / name, world, 2026)
    (folder / "gulf.csv").write_text("area,side\nSAU,North\nKuwait,North\n784,North\n")
    (folder / "members.csv").write_text("area\nIND\nThailand\n524\n")
    (folder / "runs.csv").write_text("focus_country,south\nKEN,undesa\nMEX,income\n")
    (folder / "ledgers.csv").write_text("claims_path\nmy-article/claims.yaml\n")
    # as a word processor on Windows saves it in UTF-8
    text = (ROOT / "data/texts/draft-passes.txt").read_text() + "“Migration” – changing.\n"
    for name, content in (("speech.txt", text), ("compact.txt", COMPACT)):
        (folder / name).write_bytes(content.replace("\n", "\r\n").encode("utf-8-sig"))


def type_in(clone: Path, typed: list[str]) -> list[str]:
    """Run commands in one shell's way; what went wrong, one text a command."""
    path = [p for p in os.environ["PATH"].split(os.pathsep) if Path(p) != Path(sys.prefix, "bin")]
    drop = ("WALKTHROUGH_DATA", "VIRTUAL_ENV", "PYTHONPATH")
    environment = {k: v for k, v in os.environ.items() if k not in drop}
    environment |= {"PATH": os.pathsep.join(path)}
    before, wrong = "", []
    for command in typed:
        if command.startswith("source "):  # what a shell goes on with
            before = f"{command} && "
        done = subprocess.run(
            ["bash", "-c", before + INSTEAD.get(command, command)],
            cwd=clone,
            env=environment,
            capture_output=True,
            text=True,
            timeout=600,
        )
        said = done.stdout + done.stderr
        if done.returncode != EXIT_CODES.get(command, 0) or "Traceback" in said or "Warning" in said:
            wrong.append(f"$ {command}\n{said[-2000:]}\nexit code {done.returncode}")
    return wrong


def test_the_table_has_a_row_only_for_what_is_told() -> None:
    told = {command for page in PAGES for command in commands(page)}
    assert {*NOT_TYPED, *INSTEAD, *EXIT_CODES} - told == set()


def test_what_readme_and_guides_say_can_be_typed(tmp_path: Path) -> None:
    clone = fresh_clone(tmp_path)
    set_up(clone)
    readers_files(clone)
    told = [command for page in PAGES for command in commands(page)]
    typed = [command for command in dict.fromkeys(told) if command not in NOT_TYPED]
    assert len(typed) > 30
    wrong = type_in(clone, typed)
    assert not wrong, "\n\n".join(wrong)
    # examples leave the run that others of them take up
    assert json.loads((clone / "build/default/run.json").read_text())["given"] == {}
    # nothing that is kept under version control has changed
    changed = subprocess.run(
        ["git", "status", "--porcelain", "-uno"], cwd=clone, check=True, capture_output=True, text=True
    ).stdout
    assert changed == ""
