"""A run as a static site: pages that open from a disk and ask nothing of another host."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from helpers.claims.article import Article, WholeArticle, load_article
from helpers.claims.judgement import Judgement
from helpers.claims.scorecard import fair_review, tally
from helpers.data.files import LARGEST, read_bytes
from helpers.data.package import Package
from helpers.data.schema import DESCRIPTOR
from helpers.errors import UserError
from helpers.parameters import TEXTS, resolve
from walkthrough.publish import api, robustness
from walkthrough.publish.compare import data_that_differ
from walkthrough.publish.dictionary import dictionary, references
from walkthrough.publish.live_page import live_page
from walkthrough.publish.site_notebooks import claims, stage
from walkthrough.runs.finished import FinishedRun, setting
from walkthrough.runs.scorecard import part_table
from walkthrough.runs.select import numbered
from walkthrough.util import atomic
from walkthrough.util.optional import require
from walkthrough.util.process import UTF_8
from walkthrough.util.templates import render

TEMPLATES = Path(__file__).with_name("templates")

SETTINGS = Path(__file__).with_name("sphinx")
KIND = "site"
HOW_TO = (
    *("installing", "new-revision", "your-line", "your-article", "your-claims", "your-class"),
    *("batches", "provenance", "ci"),
)


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
    with atomic.staged_folder(KIND, out) as work, tempfile.TemporaryDirectory() as made:
        write_sources(finished, Path(made, "source"), package, root)
        build(Path(made, "source"), work.folder, Path(made, "doctrees"))
        # not the texts, which may be elsewhere by now
        begins = {n: value for n, value in finished.choice.items() if n not in TEXTS}
        page = live_page(package, resolve(package, **begins))
        (work.folder / "explore.html").write_text(page, encoding="utf-8")
        work.replace(out)
    return out / "index.html"


def check(run: FinishedRun, out: Path, root: Path) -> None:
    """Check the input before anything is written: raises UserError, as `site` does."""
    run.require_success()
    lacking = sorted(
        {path.stem for path in numbered(root / "notebooks")} - {path.stem for path in run.notebooks}
    )
    if lacking:  # pages link to each other, and verdicts of two runs are no scorecard
        raise UserError(
            f"{run.path} lacks {', '.join(lacking)}; a site needs a run of all notebooks: `walkthrough run`"
        )
    atomic.require_replaceable(out, KIND)
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
    maps, mapped = robustness.maps(package, run.choice, {v.claim: v.verdict for v in verdicts})
    article = load_article(package)
    pages = {
        "index.md": index(titles, verdicts, run.parameters),
        "scorecard.md": scorecard(verdicts, titles, where, mapped),
        "article.md": whole_article(article, verdicts),
        "robustness.md": maps,
        "data-dictionary.md": dictionary(package),
        "references.md": references(package, article),
    }
    (source / "api").mkdir()
    pages |= {f"api/{name}.md": text for name, text in api.pages()}
    for name, text in pages.items():
        (source / name).write_text(text, encoding="utf-8")


def index(titles: dict[str, str], verdicts: list[Judgement], used: dict[str, Any]) -> str:
    """The first page: what this is, what came out, where to go."""
    trees = {
        "The walk": [f"notebooks/{name}" for name in titles],
        "What came out": ["scorecard", "article", "robustness"],
        "For teachers": ["notebooks/README", "docs/instructor-guide"],
        "To look up": ["docs/glossary", "data-dictionary", "references"],
        "To do it yourself": [f"docs/how-to/{name}" for name in HOW_TO],
        "To build on it": ["docs/architecture", "docs/checks", "docs/tried"],
        "Reference of helpers": [f"api/{name}" for name, _ in api.pages()],
    }
    return render(
        TEMPLATES / "index.md.j2",
        counts=tally(verdicts),
        setting=setting(used),
        titles=titles,
        trees=trees,
    )


def scorecard(
    verdicts: list[Judgement], titles: dict[str, str], where: dict[str, str], mapped: list[str]
) -> str:
    """All verdicts, a table for each part of the article, and the notebooks they come from.

    `where` has the notebook of each claim, `mapped` the claims that have a robustness map.
    """
    parts = []
    for part in dict.fromkeys(verdict.part for verdict in verdicts):
        claims = [verdict.claim for verdict in verdicts if verdict.part == part]
        parts.append(
            {
                "name": part,
                "notebooks": sorted({where[claim] for claim in claims}),
                "maps": [(claim, robustness.target(claim)) for claim in claims if claim in mapped],
                "table": part_table(verdicts, part),
            }
        )
    return render(TEMPLATES / "scorecard.md.j2", review=fair_review(verdicts), parts=parts, titles=titles)


def whole_article(article: Article | None, verdicts: list[Judgement]) -> str:
    """Every statement of the article, and what became of it."""
    whole = WholeArticle(article, verdicts)
    return render(TEMPLATES / "article.md.j2", article=article, whole=whole)


def build(source: Path, target: Path, doctrees: Path) -> None:
    """Run Sphinx, in a process of its own; its warnings are errors."""
    options = ["--quiet", "--fail-on-warning", "--keep-going", "--builder=html"]
    places = [f"--conf-dir={SETTINGS}", f"--doctree-dir={doctrees}", str(source), str(target)]
    command = [sys.executable, "-P", "-m", "sphinx", *options, *places]
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
