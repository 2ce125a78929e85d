"""The commands `walkthrough run` and `walkthrough lab`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from helpers.data import place
from helpers.errors import UserError
from walkthrough.cli.options import (
    Claims,
    Data,
    Jobs,
    Parameter,
    Resume,
    notebook_argument,
    out_option,
    use_data,
)
from walkthrough.util.disk import resolve_path


def run(
    notebook: Annotated[list[str] | None, notebook_argument("all that have a number")] = None,
    parameter: Parameter = None,
    out: Annotated[Path | None, out_option("build/default")] = None,
    jobs: Jobs = None,
    resume: Resume = True,
    claims: Claims = None,
    data: Data = None,
) -> None:
    """Execute notebooks and score the claims, the article's or those of a ledger of yours.

    papermill executes them into a run folder. The scorecard notebook reads the verdicts of the
    others, so the notebooks before it are executed too.
    """
    from helpers import parameters
    from helpers.claims.kinds import HERE
    from helpers.data.package import open_package
    from walkthrough.runs import select
    from walkthrough.runs.memory import Memory, recall, remember

    use_data(data)
    of_yours = [f"claims_path={claims}"] if claims else []
    notebook = notebook or ([HERE] if claims else [])
    values = parameters.assignments([*(parameter or []), *of_yours])
    parameters.check_names(values)
    folder = select.ROOT / "notebooks"
    sources = select.select(notebook, folder)
    package = open_package()
    memory = Memory(select.cache())
    recall(package, memory)
    # The defaults that these notebooks declare are checked along with what the user gave: a year
    # may leave no room for the default base_year, and that matters only where one is declared.
    declared = {name for source in sources for name in source.parameters}
    defaults = {n: value for n, value in parameters.DEFAULTS.items() if n in declared}
    chosen = parameters.resolve(package, **(defaults | values))
    select.check_used(list(values), sources, folder)
    if any("claims_path" in source.parameters for source in sources):
        from helpers.claims.own import own_article

        own_article(package, chosen.claims_path)  # a fault in the ledger is said before anything starts

    from walkthrough.cli.progress import resumable, run_progress
    from walkthrough.cli.summaries import run_summary
    from walkthrough.runs.run import run as run_all
    from walkthrough.runs.schedule import CORES

    with resumable(), run_progress(sources) as watcher:
        done = run_all(
            sources,
            resolve_path(out or select.build() / "default"),
            parameters=chosen.model_dump(),
            given={name: chosen.given(name) for name in values},
            package=package,
            watcher=watcher,
            jobs=jobs or CORES,
            cache=select.cache() if resume else None,
        )
    remember(package, memory)
    run_summary(done)
    if not done.ok:
        raise typer.Exit(1)


def lab(context: typer.Context) -> None:
    """Open the notebooks, or a folder, in JupyterLab.

    Options of `jupyter lab` are passed on.
    """
    from walkthrough.runs import select

    if place.IS_INSTALLED:
        raise UserError(
            "these notebooks are part of the installation; `walkthrough start DIR` writes"
            " yours, and there `walkthrough lab` opens them"
        )
    folder = select.ROOT / "notebooks"
    arguments = [_located(*pair, folder) for pair in zip(["", *context.args], context.args, strict=False)]
    # Kernels of other languages and environments start in the usual way.
    os.environ.setdefault("JUPYTER_DEFAULT_PROVISIONER_NAME", "warmkernels")
    # nbgrader's menus are for those who mark: `jupyter lab` in this environment has them.
    plain = str(Path(__file__).parents[1] / "classroom" / "lab")
    others = os.environ.get("JUPYTER_CONFIG_PATH")
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, [plain, others]))
    os.chdir(folder)
    command = [sys.executable, "-m", "jupyterlab", *arguments]
    if os.name == "nt":  # there exec returns to the shell at once, while the server runs
        import subprocess

        raise typer.Exit(subprocess.call(command))
    os.execv(sys.executable, command)


def _located(before: str, argument: str, folder: Path) -> str:
    """An argument of `lab`, a path made absolute if it exists here.

    Raises UserError for what is no option, may be no value of the option before it, and is no path.
    """
    if Path(argument).exists():
        return str(Path(argument).absolute())
    if not before.startswith("-") and not argument.startswith("-") and not (folder / argument).exists():
        raise UserError(f"there is no folder or notebook {argument!r}, here or in {folder}; name one that is")
    return argument
