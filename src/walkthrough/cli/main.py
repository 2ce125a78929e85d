"""The command `walkthrough`.

Everything slow is imported inside the command that needs it, so that help and refusals are quick.
Exit codes: 0 all is well; 1 a notebook failed or a check found something; 2 bad input, nothing
written; 128 and the number of a signal that ended it (130 for Ctrl-C).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from helpers.errors import UserError
from walkthrough.cli.batch import batch
from walkthrough.cli.claims import compare, robustness, trace
from walkthrough.cli.classroom import instructor, student
from walkthrough.cli.entry import GOES_ON
from walkthrough.cli.entry import main as main
from walkthrough.cli.options import Data, Parameter, Resume
from walkthrough.cli.publish import handouts, site, slides
from walkthrough.util.atomic import resolved
from walkthrough.util.process import Stopped

RUN, FOUND = "Run the notebooks", "What came out, and why"
SHOW, KEEP = "Show and teach", "Keep it right"

app = typer.Typer(
    help="Run, check and refresh the notebooks of the South-South walk-through.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Notebooks = Annotated[
    list[str] | None,
    typer.Argument(metavar="NOTEBOOK", help="02, 02-changing-migration or a path; all if none."),
]
Walk = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="NOTEBOOK",
        help="02, 02-changing-migration or a path; all that have a number if none.",
    ),
]
PASS_ON = {"allow_extra_args": True, "ignore_unknown_options": True}


@app.command(rich_help_panel=RUN)
def run(
    notebooks: Walk = None,
    parameter: Parameter = None,
    out: Annotated[Path | None, typer.Option(help="Folder of the run; build/default if not given.")] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Notebooks at a time; as many as cores if not given.")
    ] = None,
    resume: Resume = True,
    data: Data = None,
) -> None:
    """Execute notebooks with papermill into a run folder, and score the claims.

    The scorecard notebook reads the others' verdicts, so it brings along those before it.
    """
    from helpers import parameters
    from helpers.data.package import ENVIRONMENT_VARIABLE, open_package
    from walkthrough.runs import select

    if data is not None:  # the kernels find it there too
        os.environ[ENVIRONMENT_VARIABLE] = str(data.absolute())
    values = parameters.assignments(parameter or [])
    parameters.check_names(values)
    folder = select.ROOT / "notebooks"
    sources = select.select(notebooks or [], folder)
    package = open_package()
    # The defaults that these notebooks declare are checked along with what the user gave: a year
    # may leave no room for the default base_year, and that matters only where one is declared.
    declared = {name for source in sources for name in source.parameters}
    defaults = {n: value for n, value in parameters.DEFAULTS.items() if n in declared}
    chosen = parameters.resolve(package, **(defaults | values))
    select.check_used(list(values), sources, folder)

    from walkthrough.cli.progress import progress, run_table
    from walkthrough.runs.run import run as run_all
    from walkthrough.runs.schedule import CORES

    build = select.ROOT / "build"
    try:
        with progress(sources) as watcher:
            done = run_all(
                sources,
                resolved(out or build / "default"),
                parameters=chosen.model_dump(),
                given={name: getattr(chosen, name) for name in values},
                package=package,
                watcher=watcher,
                jobs=jobs or CORES,
                cache=build / ".cache" if resume else None,
            )
    except Stopped as stop:
        stop.add_note(GOES_ON)
        raise
    run_table(done)
    if not done.ok:
        raise typer.Exit(1)


@app.command(rich_help_panel=RUN)
def params() -> None:
    """List the parameters: values, default, meaning, and which notebooks use them."""
    from helpers import parameters
    from helpers.data.package import open_package
    from walkthrough.cli.terminal import table
    from walkthrough.runs import select

    sources = [select.load(path) for path in select.available(select.ROOT / "notebooks")]
    rows = [
        [
            *(row[key] for key in ("name", "values", "default", "meaning")),
            " ".join(s.name.split("-")[0] for s in sources if row["name"] in s.parameters),
        ]
        for row in parameters.catalogue(open_package())
    ]
    table(["parameter", "values", "default", "meaning", "used in"], rows)


@app.command(rich_help_panel=FOUND)
def claims() -> None:
    """List the claims that the notebooks put to the test."""
    from helpers.claims.ledger import load_claims
    from helpers.data.package import open_package
    from walkthrough.cli.terminal import table

    ledger = load_claims(open_package())
    rows = [[c.id, c.part, c.kind, c.statement, c.stated_text] for c in ledger]
    table(["claim", "part", "kind", "the article says", "stated"], rows)


app.command(rich_help_panel=RUN)(batch)
app.command(rich_help_panel=FOUND)(robustness)
app.command(rich_help_panel=FOUND)(compare)
app.command(rich_help_panel=FOUND)(trace)
app.command(rich_help_panel=SHOW)(student)
app.command(rich_help_panel=SHOW)(instructor)


@app.command(context_settings=PASS_ON, rich_help_panel=RUN)
def lab(context: typer.Context) -> None:
    """Open the notebooks, or a folder, in JupyterLab; options of `jupyter lab` are passed on."""
    from walkthrough.runs import select

    # What is no Python kernel of this environment is started as ever.
    os.environ.setdefault("JUPYTER_DEFAULT_PROVISIONER_NAME", "warmkernels")
    # nbgrader's menus are for those who mark: `jupyter lab` in this environment has them.
    plain = str(Path(__file__).parents[1] / "classroom" / "lab")
    others = os.environ.get("JUPYTER_CONFIG_PATH")
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, [plain, others]))
    arguments = [str(Path(a).absolute()) if Path(a).is_dir() else a for a in context.args]
    os.chdir(select.ROOT / "notebooks")
    command = [sys.executable, "-m", "jupyterlab", *arguments]
    if os.name == "nt":  # there exec returns to the shell at once, while the server runs
        import subprocess

        raise typer.Exit(subprocess.call(command))
    os.execv(sys.executable, command)


@app.command(rich_help_panel=KEEP)
def check(notebooks: Notebooks = None) -> None:
    """Check data files, notebook rules, and every stored output against a fresh one.

    All notebooks if none is named, copies apart; then also what is written from them.
    """
    from helpers.data.package import open_package
    from walkthrough.checks.check import check as problems_of
    from walkthrough.runs import select

    folder = select.ROOT / "notebooks"
    paths = [select.find(name, folder) for name in notebooks or []] or select.available(folder)
    if not paths:
        raise UserError(f"no notebook in {folder}")
    problems = problems_of(paths, open_package(), select.ROOT, together=not notebooks)
    for problem in problems:
        print(problem)
    print(f"{len(paths)} notebooks checked: {len(problems) or 'no'} problems")
    if problems:
        raise typer.Exit(1)


@app.command(rich_help_panel=KEEP)
def refresh(notebooks: Notebooks = None) -> None:
    """Execute the notebooks with their defaults and store what they show.

    And write codecheck.yml anew: which cell produces which claim and figure. The answers that
    self-checks know are sealed anew from the solutions.
    """
    from walkthrough.classroom.answer_key import refresh_answers
    from walkthrough.cli.progress import progress
    from walkthrough.publish import codecheck
    from walkthrough.runs import select
    from walkthrough.runs.refresh import refresh as refresh_all

    folder = select.ROOT / "notebooks"
    sources = select.select(notebooks or [path.stem for path in select.available(folder)], folder)
    with progress(sources) as watcher:
        failed = refresh_answers(sources, watcher)
        outcomes = failed or refresh_all(sources, select.ROOT / "build", watcher)
    if not all(outcome.ok for outcome in outcomes):
        print("nothing was stored, because a notebook failed", file=sys.stderr)
        raise typer.Exit(1)
    codecheck.write(select.available(folder), select.ROOT / "codecheck.yml")


app.command(rich_help_panel=SHOW)(site)
app.command(rich_help_panel=SHOW)(slides)
app.command(rich_help_panel=SHOW)(handouts)


@app.command(context_settings=PASS_ON, add_help_option=False, rich_help_panel=KEEP)
def ingest(context: typer.Context) -> None:
    """Make the tables of data/ from the files that their publishers publish."""
    from walkthrough.cli.ingest import app as ingest_app

    ingest_app(args=context.args, prog_name="walkthrough ingest")


@app.command(rich_help_panel=KEEP)
def seal(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The data package you edited.")],
) -> None:
    """Check a data package that was edited by hand, as a whole, and record its files' sha256."""
    from walkthrough.ingest.seal import seal as seal_package

    for said in seal_package(folder):
        print(said)
