"""What a data package says of itself, checked before it is believed.

A package may come from anywhere. Its files lie in its folder, and its texts, which notebooks set in
Markdown, figures and tables, hold nothing that would be more than text there (`harmless.unfit`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from helpers.errors import UserError
from helpers.harmless import unfit

MAX_FILE = 100_000_000
"""Bytes of a file of a package: some twenty times the longest that is bundled."""


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
        if self.name.startswith("od-") and (self.revision is None or self.years is None):
            raise ValueError("has no revision or no years")
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


RESOURCES = TypeAdapter(list[Resource])


def read_json(path: Path) -> Any:
    """A JSON file of a package. Raises UserError, FileNotFoundError."""
    try:
        if path.stat().st_size > MAX_FILE:
            raise UserError(f"{path}: more than {MAX_FILE // 1_000_000} MB; restore the file")
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise
    except OSError as error:
        raise UserError(f"{path}: cannot be read ({error.strerror}); restore the file") from None
    except (ValueError, RecursionError) as error:
        raise UserError(f"{path}: not valid JSON ({error}); restore the file") from None


def read_descriptor(folder: Path) -> dict[str, Any]:
    """The content of `datapackage.json`. Raises UserError."""
    path = folder / "datapackage.json"
    try:
        said = read_json(path)
    except (FileNotFoundError, NotADirectoryError):
        raise UserError(f"{folder}: no datapackage.json here; name a data package") from None
    if not isinstance(said, dict) or not isinstance(said.get("resources"), list):
        raise UserError(f"{path}: has no list of resources; restore the file")
    try:
        RESOURCES.validate_python(said["resources"])
    except ValidationError as error:
        first = error.errors()[0]
        where = ", ".join(str(part) for part in first["loc"])
        raise UserError(f"{path}: resource {where}: {first['msg']}; restore the file") from None
    for resource in said["resources"]:
        for place in (resource["path"], resource.get("schema")):
            if isinstance(place, str):
                inside(folder, place)
    check_texts(said, path)
    return said


def inside(folder: Path, place: str) -> Path:
    """A file of a package, which lies in its folder. Raises UserError if it does not."""
    try:
        path = folder / place
        if path.resolve().is_relative_to(folder.resolve()):
            return path
    except (OSError, RuntimeError, ValueError):
        pass
    raise UserError(f"{folder}: {place[:80]!r} is no file of this folder; correct its path")


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
    """A Table Schema, as it is. Raises UserError if it is none. Its patterns may look like code."""
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


def check_cells(frame: pd.DataFrame, path: Path) -> None:
    """Refuse a table with a text that would be more than text where it is shown."""
    for column in frame.select_dtypes("str").columns:
        for text in frame[column].dropna().unique():
            if why := unfit(text):
                row = (frame[column] == text).idxmax() + 2
                raise UserError(
                    f"{path}, row {row}, column {column}: {text[:40]!r} {why}; correct the cell"
                )
