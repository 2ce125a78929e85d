"""YAML files of a data package: plain values only, and nothing that a few bytes could blow up."""

from __future__ import annotations

from typing import Any

import yaml

from helpers.data.schema import texts
from helpers.sanitize import unfit

DEEPEST = 20
"""Lists in lists: the bundled files have some five."""

# Both build plain values only. libyaml, where it is there, is ten times as fast.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def plain_yaml(text: str, what: str) -> Any:
    """The content of a YAML file. A ValueError says, in one line, why there is none."""
    try:
        _check_shape(text)
        content = yaml.load(text, _LOADER)
    except (ValueError, yaml.YAMLError) as error:  # a ValueError: an invalid date or number
        reason = next(iter(str(error).splitlines()), "")
        if mark := getattr(error, "problem_mark", None):
            reason += f", line {mark.line + 1}; is it indented as its neighbours are?"
        raise ValueError(f"cannot read the {what}: {reason}") from None
    for found in texts(content):
        if why := unfit(found):
            raise ValueError(f"{found[:40]!r} {why}; correct the text")
    return content


def _check_shape(text: str) -> None:
    """Refuse what a few bytes of YAML could blow up.

    Brackets in brackets: the loader calls itself for each, and libyaml's would crash. Anchors, by
    which an entry stands in others, or in itself without end.
    """
    depth = 0
    for event in yaml.parse(text, _LOADER):
        if name := getattr(event, "anchor", None):  # an alias has it too
            raise ValueError(f"an anchor or alias, {name[:40]!r}; write out what it stands for")
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise ValueError(f"more than {DEEPEST} levels of lists in lists")
