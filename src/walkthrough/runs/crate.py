"""A run as a Workflow Run RO-Crate: what ran, on which data, and which files it produced.

The profile is Provenance Run Crate (https://w3id.org/ro/wfrun/provenance/0.6), which includes
Process and Workflow Run Crate. The workflow is `rerun.sh`, the command that repeats the run; the
notebooks are its tools. Deterministic, except for the end date. Nothing is copied or fetched.
"""

from __future__ import annotations

import base64
import json
import mimetypes
import os
import re
import shlex
from collections.abc import Mapping, Sequence
from importlib.metadata import metadata, version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from helpers.data.package import Package, sha256
from helpers.data.schema import ARTICLE_FILE, DESCRIPTOR, KEY_FACTS_FILE, LEDGER_FILE
from walkthrough.runs.finished import RECORD
from walkthrough.runs.select import ROOT, Source

FILE, SCRIPT = "ro-crate-metadata.json", "rerun.sh"
AGENT = "WALKTHROUGH_AGENT"
"""Environment variable that says who runs: a name, an ORCID address, or both."""

CONTEXT = "https://w3id.org/ro/terms/workflow-run/context"
PROFILES = {
    "https://w3id.org/ro/wfrun/process/0.6": "Process Run Crate",
    "https://w3id.org/ro/wfrun/workflow/0.6": "Workflow Run Crate",
    "https://w3id.org/ro/wfrun/provenance/0.6": "Provenance Run Crate",
    "https://w3id.org/workflowhub/workflow-ro-crate/1.1": "Workflow RO-Crate",
}
_MIT = "https://spdx.org/licenses/MIT"
_LICENCE = "Code: MIT. Data, and texts quoted from them: as the publisher of each table states."
_SHELL = "https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html"
_DESCRIPTIONS = {  # by a file's folder, or else its name without suffix
    "notebooks": "Notebook as executed.",
    "html": "Executed notebook as a page.",
    "scorecard": "Verdict on each claim, with what was found.",
    "verdicts": "Verdict on each claim, as data.",
    "run": "Record of the run: parameters, versions, checksums, status of each notebook.",
}
_DATA_DESCRIPTIONS = {
    DESCRIPTOR: "Descriptor of the data package that the run was given.",
    LEDGER_FILE: "Ledger of the claims that the run put to the test.",
    KEY_FACTS_FILE: "A second ledger, the example of an article of one's own.",
    ARTICLE_FILE: "The article that the claims are taken from, statement by statement.",
}
_TYPES = {".ipynb": "application/x-ipynb+json", ".md": "text/markdown", ".sh": "text/x-shellscript"}
_ORCID = re.compile(r"https://orcid\.org/\d{4}-\d{4}-\d{4}-\d{3}[\dX]")


def write(folder: Path, record: Mapping[str, Any], sources: Sequence[Source], package: Package) -> None:
    """Write `rerun.sh` and `ro-crate-metadata.json` into the folder of a run that is complete.

    ``record`` is the content of its run.json, ``package`` the data package that it was given.
    """
    (folder / SCRIPT).write_text(script(record, sources, package.path), encoding="utf-8", newline="\n")
    crate = json.dumps(compose(folder, record, sources, package), indent=1, ensure_ascii=False)
    (folder / FILE).write_text(crate + "\n", encoding="utf-8", newline="\n")


def script(record: Mapping[str, Any], sources: Sequence[Source], data: Path) -> str:
    """The command that repeats a run, as a shell script."""
    words = ["walkthrough", "run"]
    words += [s.name if s.path.parent == ROOT / "notebooks" else str(s.path) for s in sources]
    for name, value in record["given"].items():
        words += ["-p", f"{name}={'none' if value is None else value}"]
    words += ["--out", f"build/{record['name']}"]
    words += [] if data.absolute() == ROOT / "data" else ["--data", str(data.absolute())]
    return f"#!/bin/sh\n# Repeats this run, from the folder of the project.\n{shlex.join(words)}\n"


def compose(
    folder: Path, record: Mapping[str, Any], sources: Sequence[Source], package: Package
) -> dict[str, Any]:
    """The JSON-LD of a run's crate."""
    crate = _Crate(folder)
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    names = [path.relative_to(folder).as_posix() for path in paths if path.name not in (FILE, SCRIPT)]
    files = {name: crate.file(name, _description(name)) for name in names}
    shell = crate.entity("#shell", "ComputerLanguage", name="POSIX shell", version="2024", url=_SHELL)
    main = crate.file(
        SCRIPT,
        "The command that repeats the run.",
        **{"@type": ["File", "SoftwareSourceCode", "ComputationalWorkflow"]},
        programmingLanguage=shell,
        version=version("south-south-walkthrough"),
    )
    tables = crate.data(package, record["data_files"])
    values = {name: crate.value(name, value) for name, value in record["parameters"].items()}
    agent = crate.person(os.environ.get(AGENT, ""))
    about = {"name": "Python", "url": "https://www.python.org/", "version": record["versions"]["python"]}
    python = crate.entity("#python", "ComputerLanguage", **about)
    actions: list[Any] = []
    for source, outcome in zip(sources, record["notebooks"], strict=True):
        inputs = [values[name] for name in source.parameters if name in values]
        if source.reads_others:
            inputs += [result for action in actions for result in action["result"][:1]]
        results = (f"notebooks/{source.name}.ipynb", f"html/{source.name}.html")
        actions.append(
            crate.action(
                f"#execution/{source.name}",
                f"Execution of {source.name}",
                outcome,
                agent=agent,
                description=f"{outcome['cells']} cells",
                instrument=crate.tool(source.path, python, outcome["code_sha256"]),
                object=[tables[0], *inputs],
                result=[files[name] for name in results if name in files],
            )
        )
    run = crate.action(
        "#run",
        f"Run {record['name']}",
        record,
        agent=agent,
        instrument=main,
        endTime=record["finished"],
        description=script(record, sources, package.path).splitlines()[-1],
        object=[*tables, *values.values()],
        result=[files[name] for name in files if name != RECORD],
    )
    files[RECORD]["about"] = run
    main["hasPart"] = [action["instrument"] for action in actions]
    main["input"] = [value["exampleOfWork"] for value in values.values()]
    main["softwareRequirements"] = [
        crate.entity(f"#software/{name}", "SoftwareApplication", name=name, version=number, url=home(name))
        for name, number in record["versions"].items()
        if name != "python"
    ]
    root = crate.root
    root["name"] = f"Run {record['name']} of the South-South walkthrough"
    root["description"] = "Notebooks that put one article to the test, executed on a data package."
    root["datePublished"] = record["finished"]
    root["license"] = crate.entity(_MIT, "CreativeWork", name="MIT License", description=_LICENCE)
    root["conformsTo"] = [
        crate.entity(address, ["CreativeWork", "Profile"], name=name, version=address.rpartition("/")[2])
        for address, name in PROFILES.items()
    ]
    root["mainEntity"], root["mentions"] = main, [run, *actions]
    return dict(crate.crate.metadata.generate())


class _Crate:
    """A crate that describes the files of a folder; each method adds entities and returns them."""

    def __init__(self, folder: Path) -> None:
        from rocrate.rocrate import ROCrate  # takes 0.1 s

        self.folder, self.crate = folder, ROCrate()
        self.crate.metadata.extra_contexts.append(CONTEXT)
        self.root = self.crate.root_dataset

    def entity(self, address: str, kind: str | list[str], /, **properties: Any) -> Any:
        """An entity that is not a file; a local address begins with ``#``."""
        from rocrate.model import ContextEntity

        address = "#" + quote(address[1:]) if address.startswith("#") else address
        return self.crate.add(ContextEntity(self.crate, address, {"@type": kind} | properties))

    def file(self, name: str, description: str, /, **properties: Any) -> Any:
        """A file of the folder, with its size and sha256."""
        path = self.folder / name
        properties = _measured(path) | {"name": name, "description": description} | properties
        return self.crate.add_file(path, name, properties=properties)

    def tool(self, notebook: Path, language: Any, code_sha256: str) -> Any:
        """A notebook before it was executed."""
        kind, code = ["File", "SoftwareSourceCode"], f"code sha256:{code_sha256}"
        about = {"name": notebook.name, "description": "Notebook before it was executed."}
        properties = {"@type": kind, "programmingLanguage": language, "version": code}
        return self._outside(sha256(notebook), _measured(notebook) | about | properties)

    def data(self, package: Package, files: Mapping[str, str]) -> list[Any]:
        """The files of a data package, its descriptor first, by the sha256 that a run verified."""
        tables = {entry["path"]: _table(entry) for entry in package.descriptor["resources"]}
        others = {
            name: {
                "name": name,
                "description": _DATA_DESCRIPTIONS.get(name, "Table Schema of a table."),
                "encodingFormat": mimetypes.guess_type(name)[0] or "text/yaml",
            }
            for name in files
        }
        return [self._outside(digest, (others | tables)[name]) for name, digest in files.items()]

    def _outside(self, digest: str, properties: dict[str, Any]) -> Any:
        """A file outside the folder, whose address is its hash (RFC 6920): a path means nothing elsewhere."""
        address = "ni:///sha-256;" + base64.urlsafe_b64encode(bytes.fromhex(digest)).decode().rstrip("=")
        return self.crate.add_file(address, properties=properties | {"sha256": digest})

    def value(self, name: str, value: Any) -> Any:
        """The value of a parameter, and the parameter."""
        kind = "Integer" if isinstance(value, int) else "Text"
        formal = self.entity(
            f"#parameter/{name}", "FormalParameter", name=name, additionalType=kind, valueRequired="False"
        )
        text = "none" if value is None else str(value)
        return self.entity(f"#value/{name}", "PropertyValue", name=name, exampleOfWork=formal, value=text)

    def person(self, text: str) -> Any:
        """The person named by the user: a name, an ORCID address or both; None for an empty text."""
        orcid, name = _ORCID.search(text), _ORCID.sub("", text).strip(" <>(),") or text.strip()
        return self.entity(orcid[0] if orcid else "#agent", "Person", name=name) if name else None

    def action(self, address: str, name: str, outcome: Mapping[str, Any], /, **properties: Any) -> Any:
        """An execution and how it ended: ``outcome`` has a status, and a reason if any."""
        end = "Completed" if outcome["status"] == "ok" else "Failed"
        properties |= {
            "actionStatus": f"http://schema.org/{end}ActionStatus",
            "error": outcome.get("reason") or None,
        }
        present = {key: value for key, value in properties.items() if value is not None}
        return self.entity(address, "CreateAction", name=name, **present)


def home(package: str) -> str:
    """The address that an installed package states for itself, its documentation if it can."""
    stated = metadata(package).get_all("Project-URL") or []
    urls = {label.strip().lower(): url.strip() for label, _, url in (text.partition(",") for text in stated)}
    return urls.get("documentation") or urls.get("homepage") or metadata(package)["Home-page"]


def _description(name: str) -> str:
    return _DESCRIPTIONS.get(re.split("[./]", name)[0], "File of the run.")


def _measured(path: Path) -> dict[str, Any]:
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return {"encodingFormat": kind, "contentSize": str(path.stat().st_size), "sha256": sha256(path)}


def _table(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The properties of a table, of which the descriptor need state only name and path."""
    properties = {
        "name": entry["name"],
        "alternateName": entry["path"],
        "description": entry.get("title", entry["name"]),
        "encodingFormat": entry.get("mediatype", "text/plain"),
        "contentSize": str(entry.get("bytes", "")),
        "copyrightNotice": "; ".join(licence.get("title", "") for licence in entry.get("licenses", [])),
        "creditText": ", ".join(str(entry[key]) for key in ("producer", "edition") if key in entry),
    }
    return {key: value for key, value in properties.items() if value}
