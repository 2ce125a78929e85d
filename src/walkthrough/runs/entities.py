"""The entities of one RO-Crate, by the library rocrate; nothing is copied or fetched."""

from __future__ import annotations

import base64
import mimetypes
import re
from collections.abc import Mapping
from importlib.metadata import metadata
from pathlib import Path
from typing import Any
from urllib.parse import quote

from helpers.data.package import Package, sha256
from helpers.data.schema import DESCRIPTOR, LEDGER_FILE

CONTEXT = "https://w3id.org/ro/terms/workflow-run/context"
_TYPES = {".ipynb": "application/x-ipynb+json", ".md": "text/markdown", ".sh": "text/x-shellscript"}
_ORCID = re.compile(r"https://orcid\.org/\d{4}-\d{4}-\d{4}-\d{3}[\dX]")


class Entities:
    """A crate that describes the files of a folder; each method adds something and returns it."""

    def __init__(self, folder: Path) -> None:
        from rocrate.rocrate import ROCrate  # takes 0.1 s

        self.folder, self.crate = folder, ROCrate()
        self.crate.metadata.extra_contexts.append(CONTEXT)
        self.root = self.crate.root_dataset

    def generate(self) -> dict[str, Any]:
        """The JSON-LD."""
        return dict(self.crate.metadata.generate())

    def thing(self, place: str, kind: str | list[str], /, **properties: Any) -> Any:
        """Something that is no file: ``place`` is its address, or ``#`` and a name of ours."""
        from rocrate.model import ContextEntity

        place = "#" + quote(place[1:]) if place.startswith("#") else place
        return self.crate.add(ContextEntity(self.crate, place, {"@type": kind} | properties))

    def file(self, path: Path, what: str, /, **properties: Any) -> Any:
        """A file of the folder, with its size and sha256; ``what`` describes it."""
        name = path.relative_to(self.folder).as_posix()
        return self._file(path, name, _of(path) | {"name": name, "description": what} | properties)

    def outside(self, path: Path, what: str, /, **properties: Any) -> Any:
        """A file that lies outside the folder: it is named by its sha256."""
        about = _of(path)
        return self._named(about["sha256"], about | {"name": path.name, "description": what} | properties)

    def package(self, package: Package, data: Mapping[str, str]) -> list[Any]:
        """The files of a data package, its descriptor first, by the sha256 that a run verified."""
        tables = {entry["path"]: _table(entry) for entry in package.descriptor["resources"]}
        return [self._named(digest, tables.get(place) or _other(place)) for place, digest in data.items()]

    def _named(self, digest: str, properties: dict[str, Any]) -> Any:
        # RFC 6920: an address made of the hash, in place of a path that means nothing elsewhere.
        short = base64.urlsafe_b64encode(bytes.fromhex(digest)).decode().rstrip("=")
        return self._file(f"ni:///sha-256;{short}", None, properties | {"sha256": digest})

    def _file(self, source: Path | str, name: str | None, properties: dict[str, Any]) -> Any:
        from rocrate.model import File

        return self.crate.add(File(self.crate, source, name, properties=properties))

    def value(self, name: str, value: Any) -> Any:
        """The value of a parameter, and the parameter."""
        kind = "Integer" if isinstance(value, int) else "Text"
        formal = self.thing(
            f"#parameter/{name}", "FormalParameter", name=name, additionalType=kind, valueRequired="False"
        )
        return self.thing(
            f"#value/{name}",
            "PropertyValue",
            name=name,
            exampleOfWork=formal,
            value="none" if value is None else str(value),
        )

    def person(self, text: str) -> Any:
        """Whom a user named: a name, an ORCID address or both; None for an empty text."""
        if not text.strip():
            return None
        orcid = _ORCID.search(text)
        name = _ORCID.sub("", text).strip(" <>(),") or text.strip()
        return self.thing(orcid[0] if orcid else "#agent", "Person", name=name)

    def action(self, place: str, name: str, outcome: Mapping[str, Any], /, **properties: Any) -> Any:
        """Something that ran, and how it ended: ``outcome`` has a status, and a reason if any."""
        end = "Completed" if outcome["status"] == "ok" else "Failed"
        properties["actionStatus"] = f"http://schema.org/{end}ActionStatus"
        if outcome.get("reason"):
            properties["error"] = outcome["reason"]
        given = {key: value for key, value in properties.items() if value is not None}
        return self.thing(place, "CreateAction", name=name, **given)

    def software(self, names: Mapping[str, str]) -> list[Any]:
        """Python packages by version; their addresses are those that they state themselves."""
        return [
            self.thing(f"#software/{name}", "SoftwareApplication", name=name, version=number, url=home(name))
            for name, number in names.items()
        ]


def home(package: str) -> str:
    """The address that an installed package states of itself, its documentation if it can."""
    stated = metadata(package).get_all("Project-URL") or []
    urls = {label.strip().lower(): url.strip() for label, _, url in (text.partition(",") for text in stated)}
    return urls.get("documentation") or urls.get("homepage") or metadata(package)["Home-page"]


def _of(path: Path) -> dict[str, str]:
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    return {
        "encodingFormat": kind or "application/octet-stream",
        "contentSize": str(path.stat().st_size),
        "sha256": sha256(path),
    }


def _other(place: str) -> dict[str, str]:
    """What there is to say of a file of a data package that is no table."""
    what = {
        DESCRIPTOR: "Descriptor of the data package that the run was given.",
        LEDGER_FILE: "Ledger of the claims that the run put to the test.",
    }
    return {
        "name": place,
        "description": what.get(place, "Table Schema of a table."),
        "encodingFormat": mimetypes.guess_type(place)[0] or "text/yaml",
    }


def _table(entry: Mapping[str, Any]) -> dict[str, str]:
    """What a descriptor says of a table; only name and path are certain to be there."""
    origin = [str(entry[key]) for key in ("producer", "edition") if key in entry]
    said = {
        "name": entry["name"],
        "alternateName": entry["path"],
        "description": entry.get("title", entry["name"]),
        "encodingFormat": entry.get("mediatype", "text/plain"),
        "contentSize": str(entry.get("bytes", "")),
        "copyrightNotice": "; ".join(x.get("title", "") for x in entry.get("licenses", [])),
        "creditText": ", ".join(origin),
    }
    return {key: value for key, value in said.items() if value}
