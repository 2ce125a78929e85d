"""What a data package says of itself, checked before it is believed.

A package may come from anywhere. Its files lie in its folder, and its texts, which notebooks set in
Markdown, figures and tables, hold nothing that would be more than text there (`helpers.sanitize.unfit`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from helpers.data.contents import MAX_FILE, read_file, read_json
from helpers.errors import UserError
from helpers.sanitize import unfit

if TYPE_CHECKING:
    import pandas as pd

DESCRIPTOR = "datapackage.json"
LEDGER_FILE, ARTICLE_FILE = "claims.yaml", "article.yaml"
KEY_FACTS_FILE = "key-facts.yaml"
"""A second ledger, the example of an article of one's own."""
HASHES = "hashes"
"""Property of a descriptor: the sha256 of each file that is no resource: schemas, ledger, article."""


class Licence(BaseModel):
    """A licence as it is shown."""

    model_config = ConfigDict(extra="allow")

    title: str


class Resource(BaseModel):
    """What the code asks of a resource; a descriptor may say more."""

    model_config = ConfigDict(strict=True, extra="allow")

    name: str
    path: str
    table: str | dict[str, Any] | None = Field(None, alias="schema")
    hash: str | None = None
    producer: str | None = None
    edition: str | None = None
    title: str | None = None
    citation: str | None = None
    description: str | None = None
    licenses: list[Licence] | None = None
    revision: int | None = None
    years: list[int] | None = Field(None, min_length=1)
    vintages: list[str] | None = Field(None, min_length=1)

    @model_validator(mode="after")
    def _tells_years(self) -> Resource:
        kind = self.name.partition("-")[0]
        if kind in ("od", "totals"):
            if self.revision is None or self.years is None:
                raise ValueError(f"{self.name} has no revision or no years")
            if self.name != f"{kind}-{self.revision}":
                raise ValueError(f"{self.name} states the revision {self.revision}")
        if kind == "south" and not self.title:
            raise ValueError(f"{self.name} has no title, which says what the definition is")
        if self.name == "inflows" and self.vintages is None:
            raise ValueError(f"{self.name} has no vintages")
        return self


class Constraints(BaseModel):
    """What the values of a column may be."""

    model_config = ConfigDict(extra="allow")

    enum: list[str] = []


class Column(BaseModel):
    """A column as its Table Schema has it."""

    model_config = ConfigDict(extra="allow")

    name: str = Field(pattern=r"^\w[\w .-]*$")
    type: str = Field(pattern=r"^[a-z]+$")
    description: str = ""
    constraints: Constraints = Constraints()


class Schema(BaseModel):
    """A Table Schema."""

    model_config = ConfigDict(extra="allow")

    fields_: list[Column] = Field(alias="fields")
    key: str | list[str] = Field([], alias="primaryKey")


class Descriptor(BaseModel):
    """What the code asks of a descriptor."""

    model_config = ConfigDict(strict=True, extra="allow")

    resources: list[Resource]
    hashes: dict[str, str] = {}

    @model_validator(mode="after")
    def _agrees_on_years(self) -> Descriptor:
        """Whoever chooses a year of a revision needs it in both of its tables."""
        years = {resource.name: resource.years or [] for resource in self.resources}
        for name in [name for name in years if name.startswith("od-")]:
            totals = name.replace("od-", "totals-")
            if lost := set(years[name]) - set(years.get(totals, years[name])):
                raise ValueError(f"{name} states the year {min(lost)}, and {totals} does not")
        return self


def read_descriptor(folder: Path) -> tuple[dict[str, Any], bytes]:
    """What `datapackage.json` says, and its bytes. Raises UserError."""
    path = folder / DESCRIPTOR
    if not os.path.exists(path):
        raise UserError(f"{folder}: no {DESCRIPTOR} here; name a data package")
    content = read_file(path, MAX_FILE)
    said = read_json(content, path)
    check_descriptor(said, path)
    return said, content


def check_descriptor(said: Any, path: Path) -> None:
    """Refuse what is no descriptor, or names a file outside its folder."""
    if not isinstance(said, dict) or not isinstance(said.get("resources"), list):
        raise UserError(f"{path}: has no list of resources; restore the file")
    try:
        Descriptor.model_validate(said)
    except ValidationError as error:
        first = error.errors()[0]
        where = ", ".join(str(part) for part in first["loc"])
        where = f"{where}: " if where else ""
        why = first["msg"].removeprefix("Value error, ")
        raise UserError(f"{path}: {where}{why}; correct the file") from None
    places = [r[key] for r in said["resources"] for key in ("path", "schema") if key in r]
    for place in (*places, *said.get(HASHES, {})):
        if isinstance(place, str):
            inside(path.parent, place)
    check_texts(said, path)


def inside(folder: Path, place: str) -> Path:
    """A file of a package, which lies in its folder. Raises UserError if it does not."""
    try:
        path = folder / place
        if path.resolve().is_relative_to(folder.resolve()):
            return path
    except (OSError, RuntimeError, ValueError):
        pass
    raise UserError(f"{folder}: {place[:80]!r} is not a file of this folder; correct its path")


def texts(said: Any) -> Iterator[str]:
    """Every text in what JSON or YAML can hold, names of entries included."""
    left = [said]
    while left:
        match left.pop():
            case str(text):
                yield text
            case dict(entries):
                left += [*entries, *entries.values()]
            case list(entries):
                left += entries


def check_schema(schema: Any, where: object) -> dict[str, Any]:
    """A valid Table Schema, unchanged. Raises UserError. Its patterns may look like code."""
    try:
        Schema.model_validate(schema)
    except ValidationError as error:
        first = error.errors()[0]
        place = ", ".join(str(part) for part in first["loc"])
        raise UserError(f"{where}: no Table Schema ({place}: {first['msg']})") from None
    return dict(schema)


def check_texts(said: Any, where: object) -> None:
    """Refuse what JSON or YAML held if one of its texts would be more where it is shown."""
    for text in texts(said):
        if why := unfit(text):
            raise UserError(f"{where}: {text[:40]!r} {why}; correct the text")


def check_stated(resource: dict[str, Any], frame: pd.DataFrame, path: Path) -> None:
    """Refuse a table without the years or vintages that its resource states."""
    for stated, column in (("years", "year"), ("vintages", "vintage")):
        held = set(frame[column]) if column in frame else set()
        if lost := [value for value in resource.get(stated) or () if value not in held]:
            raise UserError(
                f"{path}: table {resource['name']} has no {column} {lost[0]}, which {DESCRIPTOR} "
                f"states among its {stated}; correct one of the two"
            )
