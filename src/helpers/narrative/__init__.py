"""Sentences and titles made from numbers, one topic per file, named as in `analysis` and `figures`.

A notebook writes ``from helpers import narrative as say`` and then ``say.migration.home_title(...)``:
a topic is imported when it is first asked for.
"""

from importlib import import_module
from types import ModuleType

TOPICS = (
    *("capacity", "claims", "cooperation", "country", "coverage", "crossing", "displacement", "membership"),
    *("migration", "regions", "remittances", "revisions", "rubric", "south", "texts"),
)


def __getattr__(topic: str) -> ModuleType:
    if topic in TOPICS:
        return import_module(f"{__name__}.{topic}")
    raise AttributeError(f"helpers.narrative has no topic {topic!r}, only {', '.join(TOPICS)}")


def __dir__() -> list[str]:
    return list(TOPICS)
