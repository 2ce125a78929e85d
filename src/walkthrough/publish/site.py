"""A run as a static site: pages that open from a disk and ask nothing of another host."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from helpers.claims.judgement import Judgement
from helpers.claims.scorecard import fair_review, part_table, summary
from helpers.data.files import LARGEST, read_bytes
from helpers.data.package import Package
from helpers.data.schema import DESCRIPTOR
from helpers.errors import UserError
from helpers.sanitize import markdown
from walkthrough.publish import robustness
from walkthrough.publish.compare import data_that_differ
from walkthrough.publish.dictionary import dictionary, references
from walkthrough.publish.folder import replacing
from walkthrough.publish.site_notebooks import claims, stage
from walkthrough.runs.finished import FinishedRun, setting
from walkthrough.runs.select import numbered
from walkthrough.util.atomic import check_replaceable
from walkthrough.util.optional import require
from walkthrough.util.process import UTF_8

SETTINGS = Path(__file__).with_name("sphinx")
KIND = "site"
WIDE = "---\nhtml_theme.sidebar_secondary.remove: true\n---\n\n"
"""Front matter of a page whose tables need the room."""


def site(run: Path, out: Path, package: Package, root: Path) -> Path:
    """Build the site of an executed run into `out`, and return its first page.

    `root` is the clone, whose `docs/` and lesson plan become pages. Written beside `out` and
    renamed into place. Raises UserError if `run` is no finished run of all notebooks, the
    package is not what it records, `out` holds something else, or Sphinx is missing or has anything
    to complain about (a broken link).
    """
    finished = FinishedRun(run)
    check(finished, out, root)
    told, used = finished.data_files, package.verify()  # the site describes every file of it
    # Tables may have been added since: then the descriptor differs, and nothing that was read.
    if differ := [p for p in data_that_differ(told, used) if p in told and p != DESCRIPTOR]:
        raise UserError(
            f"{run} was made with other data ({', '.join(differ[:3])}): name its"
            " package with --data, or run the notebooks again"
        )
    with replacing(KIND, out) as built, tempfile.TemporaryDirectory() as work:
        write_sources(finished, Path(work, "source"), package, root)
        build(Path(work, "source"), built, Path(work, "doctrees"))
    return out / "index.html"


def check(run: FinishedRun, out: Path, root: Path) -> None:
    """Refuse, before anything is written, what could not end well."""
    run.require_success()
    lacking = sorted(
        {path.stem for path in numbered(root / "notebooks")} - {path.stem for path in run.notebooks}
    )
    if lacking:  # pages link to each other, and verdicts of two runs are no scorecard
        raise UserError(f"{run.path} lacks {', '.join(lacking)}; a site needs a run of all notebooks")
    check_replaceable(out, KIND)
    require("site", "sphinx", "myst_nb", "sphinx_book_theme")


def write_sources(run: FinishedRun, source: Path, package: Package, root: Path) -> None:
    """Everything that Sphinx reads, laid out as in the clone so that links stay as they are."""
    (source / "notebooks").mkdir(parents=True)
    titles = {p.stem: stage(p, source / "notebooks") for p in run.notebooks}
    where = {claim: name for name in titles for claim in claims(run.path / "notebooks" / f"{name}.ipynb")}
    shutil.copytree(root / "docs", source / "docs")
    shutil.copy(root / "notebooks" / "README.md", source / "notebooks")
    scores = read_bytes(run.path / "scorecard.csv", LARGEST)
    (source / "scorecard.csv").write_bytes(scores)
    verdicts = run.verdicts
    if lost := [verdict.claim for verdict in verdicts if verdict.claim not in where]:
        raise UserError(
            f"{run.path / 'verdicts.json'}: no notebook of the run shows {lost[0]}; run the notebooks again"
        )
    used = run.parameters
    turning, drawn = robustness.maps(package, used, {v.claim: v.verdict for v in verdicts})
    pages = {
        "index.md": index(titles, verdicts, used),
        "scorecard.md": scorecard(verdicts, titles, where, drawn),
        "robustness.md": turning,
        "data-dictionary.md": dictionary(package),
        "references.md": references(package),
    }
    for name, text in pages.items():
        (source / name).write_text(text, encoding="utf-8")


def index(titles: dict[str, str], verdicts: list[Judgement], used: dict[str, Any]) -> str:
    """The first page: what this is, what came out, where to go."""
    counts = ", ".join(f"{n} {verdict}" for verdict, n in summary(verdicts).items())
    walk = "\n".join(f"- [{title}](notebooks/{name}.ipynb)" for name, title in titles.items())
    trees = {
        "The walk": [f"notebooks/{name}" for name in titles],
        "What came out": ["scorecard", "robustness"],
        "For teachers": ["notebooks/README", "docs/instructor-guide"],
        "To look up": ["docs/glossary", "data-dictionary", "references"],
    }
    return (
        (SETTINGS / "index.md")
        .read_text(encoding="utf-8")
        .format(
            number=len(verdicts),
            counts=counts,
            setting=markdown(setting(used)),
            walk=walk,
            trees="\n".join(_tree(caption, pages) for caption, pages in trees.items()),
        )
    )


def scorecard(
    verdicts: list[Judgement],
    titles: dict[str, str],
    where: dict[str, str],
    drawn: list[str],
) -> str:
    """All verdicts, a table for each part of the article, and the notebooks they come from.

    `drawn` are the claims that have a robustness map.
    """
    parts: dict[str, set[str]] = {}
    turning: dict[str, list[str]] = {}
    for verdict in verdicts:
        parts.setdefault(verdict.part, set()).add(where[verdict.claim])
        if (claim := verdict.claim) in drawn:
            link = f"[{claim}](#{robustness.target(claim)})"
            turning.setdefault(verdict.part, []).append(link)
    tables = "\n".join(
        f"## {markdown(part)}\n\nWorked out in "
        + " and ".join(f"[{titles[name]}](notebooks/{name}.ipynb)" for name in sorted(names))
        + "."
        + (f" What turns them: {', '.join(turning[part])}." if part in turning else "")
        + f"\n\n```{{raw}} html\n{part_table(verdicts, part)}\n```\n"
        for part, names in parts.items()
    )
    return (
        f"{WIDE}# All verdicts\n\n{fair_review(verdicts)}\n\n"
        "What would turn them is on the [robustness maps](robustness.md). The same as a table "
        f"for a spreadsheet: [scorecard.csv](scorecard.csv).\n\n{tables}"
    )


def build(source: Path, target: Path, doctrees: Path) -> None:
    """Run Sphinx, in a process of its own; its warnings are errors."""
    command = [
        sys.executable,
        "-P",
        "-m",
        "sphinx",
        "--quiet",
        "--fail-on-warning",
        "--keep-going",
        "--builder",
        "html",
        "--conf-dir",
        str(SETTINGS),
        "--doctree-dir",
        str(doctrees),
        str(source),
        str(target),
    ]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", errors="replace", env=os.environ | UTF_8, check=False
    )
    if done.returncode:
        said = done.stderr.replace(f"{source}/", "").strip()
        raise UserError(f"Sphinx could not build the site: {said}")
    # Left over: an empty folder, a note for the next build, templates of the themes (no pages).
    (target / "_sources").rmdir()
    for left in [target / ".buildinfo", *(target / "_static").glob("*.html")]:
        left.unlink(missing_ok=True)


def _tree(caption: str, pages: list[str]) -> str:
    return "\n".join(["```{toctree}", ":hidden:", f":caption: {caption}", "", *pages, "```", ""])
