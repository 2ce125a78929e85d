"""A pytest plugin that makes nbval compare what it passes over: metadata, and pictures.

The alt text of a figure is metadata, and it cites numbers.
"""

from __future__ import annotations

from typing import Any

from walkthrough.checks.pictures import differences


def pytest_itemcollected(item: Any) -> None:
    """Take `metadata` off the list of what nbval skips, and add pictures to what it compares."""
    skipped = getattr(item.parent, "skip_compare", ())
    if "metadata" in skipped:
        item.parent.skip_compare = tuple(key for key in skipped if key != "metadata")
    if hasattr(item, "compare_outputs"):
        item.compare_outputs = _with_pictures(item, item.compare_outputs)


def _with_pictures(item: Any, compare: Any) -> Any:
    def compared(fresh: Any, stored: Any, skip_compare: Any = None) -> bool:
        same = compare(fresh, stored, skip_compare)
        found = differences(stored, fresh)
        item.comparison_traceback += found
        return same and not found

    return compared
