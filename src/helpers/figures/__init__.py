"""Figures, one topic per file, named as in `analysis` and `narrative`; `style` has their common look.

A notebook writes ``from helpers import figures as draw`` and then ``draw.migration.four_way_square(...)``:
a topic is imported when it is first asked for. Each function takes the numbers, a title that states the
finding and a source, and returns a `picture.Picture`.
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
    raise AttributeError(f"helpers.figures has no topic {topic!r}, only {', '.join(TOPICS)}")


def __dir__() -> list[str]:
    return list(TOPICS)
