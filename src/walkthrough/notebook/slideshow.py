"""What the metadata of a cell say about slides, under `slideshow`.

`slide_type` is JupyterLab's (*Property Inspector*, *Slide Type*): with *Slide* a slide begins, *-*
belongs to the slide before, *Notes* are for the speaker, *Skip* is left out. `paragraphs` has one
word for each paragraph of a text cell: `claim`, `question`, `shown` or `notes`. Without it, all
paragraphs are shown; in a cell of notes, none.
"""

from __future__ import annotations

from typing import Any

from helpers.errors import UserError
from walkthrough.notebook.text import paragraphs

BEGINS = ("slide", "subslide")
TYPES = (*BEGINS, "fragment", "", "-", "notes", "skip")
ROLES = ("claim", "question", "shown", "notes")


def slide_type(cell: Any) -> str | None:
    """The slide type of a cell; None if there is none, or none that nbconvert knows."""
    found = cell.metadata.get("slideshow", {}).get("slide_type")
    return found or "-" if found in TYPES else None


def parts(cell: Any, name: str) -> list[tuple[str, str]]:
    """The paragraphs of a text cell of the notebook `name`, each with its word of `ROLES`.

    Raises UserError if `paragraphs` has another number of words, or other words.
    """
    texts = paragraphs(cell)
    default = "notes" if slide_type(cell) == "notes" else "shown"
    words = str(cell.metadata.get("slideshow", {}).get("paragraphs", "")).split() or [default] * len(texts)
    if len(words) != len(texts) or not set(words) <= set(ROLES):
        raise UserError(
            f"{name}: slideshow.paragraphs of cell {cell.id} is {' '.join(words)!r}, for {len(texts)}"
            f" paragraphs; write one of {', '.join(ROLES)} for each"
        )
    return list(zip(words, texts, strict=True))
