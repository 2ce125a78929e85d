"""What earlier runs have finished (`walkthrough.runs.cache`), as texts of notebooks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from walkthrough.batch import task
from walkthrough.batch.combinations import Item
from walkthrough.runs.cache import Cache, Moment, Slot
from walkthrough.runs.result import Outcome
from walkthrough.runs.select import Source


class Kept:
    """The results of one notebook. ``own`` is a folder of this batch's own, for files on the way.

    Without a cache nothing is found and nothing kept.
    """

    def __init__(self, cache: Cache | None, source: Source, own: Path) -> None:
        self.cache, self.source, self.own = cache, source, own
        self.asked: dict[str, tuple[Slot, Moment]] = {}
        # The key is the same for all: a run that meets other sources than these fails.
        self.slot = cache.slot(source, {}, own) if cache else None

    def find(self, item: Item) -> tuple[Outcome, str] | None:
        """How the item's run ended and its executed notebook, unless something has changed."""
        if self.cache is None or self.slot is None:
            return None
        folder = self.own / item.id / "notebooks"
        folder.mkdir(parents=True)
        file = self.cache.file(self.source, item.given)
        slot = replace(self.slot, file=file, folder=folder)
        if outcome := self.cache.find(slot):
            return outcome, (folder / self.source.path.name).read_text(encoding="utf-8")
        self.asked[item.id] = slot, Moment.now()
        return None

    def keep(self, item: Item, result: task.Result) -> None:
        """Keep what a run brought that `find` did not find, if it may be kept."""
        if self.cache is None or result.text is None:
            return
        slot, began = self.asked.pop(item.id)
        (slot.folder / self.source.path.name).write_text(result.text, encoding="utf-8")
        notes = task.notes(result, slot.folder, self.cache.data)
        slot.reads.write_text(notes, encoding="utf-8")
        self.cache.keep(slot, result.outcome, began)
