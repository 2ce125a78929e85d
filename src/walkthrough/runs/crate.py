"""A run as a Workflow Run RO-Crate: what ran, on which data, and which files came of it.

The profile is Provenance Run Crate (https://w3id.org/ro/wfrun/provenance/0.6), which includes
Process and Workflow Run Crate. The workflow is `rerun.sh`, the command that repeats the run; the
notebooks are its tools. Nothing here depends on the day but the date on which the run finished.
"""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from helpers.data.package import BUNDLED, Package
from walkthrough.runs.entities import Entities
from walkthrough.runs.select import ROOT, Source

FILE, SCRIPT = "ro-crate-metadata.json", "rerun.sh"
AGENT = "WALKTHROUGH_AGENT"
"""Environment variable that says who runs: a name, an ORCID address, or both."""

SHELL = "https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html"
PROFILES = {
    "https://w3id.org/ro/wfrun/process/0.6": "Process Run Crate",
    "https://w3id.org/ro/wfrun/workflow/0.6": "Workflow Run Crate",
    "https://w3id.org/ro/wfrun/provenance/0.6": "Provenance Run Crate",
    "https://w3id.org/workflowhub/workflow-ro-crate/1.1": "Workflow RO-Crate",
}
LICENCE = "Code: MIT. Data, and texts quoted from them: as the publisher of each table states."
WHAT = {
    "notebooks": "Notebook as executed.",
    "html": "Executed notebook as a page.",
    "scorecard": "Verdict on each claim, with what was found.",
    "verdicts": "Verdict on each claim, as data.",
    "run": "Record of the run: parameters, versions, checksums, status of each notebook.",
}
"""What a file of a run is, by its folder or else by its name without suffix."""


def write(folder: Path, said: Mapping[str, Any], sources: Sequence[Source], package: Package) -> None:
    """Write `rerun.sh` and `ro-crate-metadata.json` into the folder of a run that is complete.

    ``said`` is its record (`record.compose`), ``package`` the data package that it was given.
    """
    text = script(said, sources, package.path)
    (folder / SCRIPT).write_text(text, encoding="utf-8", newline="\n")
    whole = json.dumps(compose(folder, said, sources, package), indent=1, ensure_ascii=False)
    (folder / FILE).write_text(whole + "\n", encoding="utf-8", newline="\n")


def script(said: Mapping[str, Any], sources: Sequence[Source], data: Path) -> str:
    """The command that repeats a run, as a shell script."""
    own = ROOT / "notebooks"
    words = ["walkthrough", "run"]
    words += [s.name if s.path.parent == own else str(s.path) for s in sources]
    for name, value in said["given"].items():
        words += ["-p", f"{name}={'none' if value is None else value}"]
    words += ["--out", f"build/{said['name']}"]
    words += [] if data.absolute() == BUNDLED else ["--data", str(data.absolute())]
    return f"#!/bin/sh\n# Repeats this run, from the folder of the project.\n{shlex.join(words)}\n"


def compose(
    folder: Path, said: Mapping[str, Any], sources: Sequence[Source], package: Package
) -> dict[str, Any]:
    """The JSON-LD of a run's crate."""
    made = Entities(folder)
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    files = {
        path.relative_to(folder).as_posix(): made.file(path, _what(path, folder))
        for path in paths
        if path.name not in (FILE, SCRIPT)
    }
    shell = made.thing("#shell", "ComputerLanguage", name="POSIX shell", version="2024", url=SHELL)
    main = made.file(
        folder / SCRIPT,
        "The command that repeats the run.",
        **{
            "@type": ["File", "SoftwareSourceCode", "ComputationalWorkflow"],
            "programmingLanguage": shell,
            "version": version("south-south-walkthrough"),
        },
    )
    tables = made.package(package, said["data_files"])
    values = {name: made.value(name, value) for name, value in said["parameters"].items()}
    agent = made.person(os.environ.get(AGENT, ""))
    actions = _executions(made, said, sources, tables[0], values, files, agent)
    run = made.action(
        "#run",
        f"Run {said['name']}",
        said,
        agent=agent,
        instrument=main,
        endTime=said["finished"],
        description=script(said, sources, package.path).splitlines()[-1],
        object=[*tables, *values.values()],
        result=[files[n] for n in files if n != "run.json"],
    )
    files["run.json"]["about"] = run
    _describe(
        main,
        {
            "hasPart": [action["instrument"] for action in actions],
            "input": [value["exampleOfWork"] for value in values.values()],
            "softwareRequirements": made.software(
                {name: number for name, number in said["versions"].items() if name != "python"}
            ),
        },
    )
    _describe(
        made.root,
        {
            "name": f"Run {said['name']} of the South-South walkthrough",
            "description": "Notebooks that put one article to the test, executed on a data package.",
            "datePublished": said["finished"],
            "license": made.thing(
                "https://spdx.org/licenses/MIT", "CreativeWork", name="MIT License", description=LICENCE
            ),
            "conformsTo": [
                made.thing(place, ["CreativeWork", "Profile"], name=name, version=place.rpartition("/")[2])
                for place, name in PROFILES.items()
            ],
            "mainEntity": main,
            "mentions": [run, *actions],
        },
    )
    return made.generate()


def _describe(entity: Any, properties: Mapping[str, Any]) -> None:
    for name, value in properties.items():
        entity[name] = value


def _executions(
    made: Entities,
    said: Mapping[str, Any],
    sources: Sequence[Source],
    descriptor: Any,
    values: Mapping[str, Any],
    files: Mapping[str, Any],
    agent: Any,
) -> list[Any]:
    """One action a notebook: the notebook as its instrument, what it was given, what it made."""
    python = made.thing(
        "#python",
        "ComputerLanguage",
        name="Python",
        url="https://www.python.org/",
        version=said["versions"]["python"],
    )
    actions: list[Any] = []
    for source, outcome in zip(sources, said["notebooks"], strict=True):
        tool = made.outside(
            source.path,
            "Notebook before it was executed.",
            **{
                "@type": ["File", "SoftwareSourceCode"],
                "programmingLanguage": python,
                "version": f"code sha256:{outcome['code_sha256']}",
            },
        )
        used = [values[name] for name in source.parameters if name in values]
        if source.reads_others:
            used += [result for action in actions for result in action["result"][:1]]
        pages = (f"notebooks/{source.name}.ipynb", f"html/{source.name}.html")
        actions.append(
            made.action(
                f"#execution/{source.name}",
                f"Execution of {source.name}",
                outcome,
                agent=agent,
                description=f"{outcome['cells']} cells",
                instrument=tool,
                object=[descriptor, *used],
                result=[files[name] for name in pages if name in files],
            )
        )
    return actions


def _what(path: Path, folder: Path) -> str:
    first = path.relative_to(folder).parts[0]
    return WHAT.get(first.partition(".")[0], "File of the run.")
