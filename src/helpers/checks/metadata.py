"""A pytest plugin that makes nbval compare the metadata of outputs too.

The alt text of a figure stands there, and it cites numbers; nbval passes over it.
"""

from __future__ import annotations

from typing import Any

import helpers.normalise  # noqa: F401  (spares nbval a slow import, see there)


def pytest_itemcollected(item: Any) -> None:
    """Take `metadata` off the list of what nbval skips in the notebook of this cell."""
    skipped = getattr(item.parent, "skip_compare", ())
    if "metadata" in skipped:
        item.parent.skip_compare = tuple(key for key in skipped if key != "metadata")
