"""A text sentence by sentence, with the words that an audit by the rubric found."""

from __future__ import annotations

import html
import re

import pandas as pd

from helpers.sanitize import markdown

MOST_ROWS, MOST_CHARACTERS = 500, 1000
"""Of a text that somebody supplies: sentences shown, and characters of one."""


def marked_sentence(sentence: str, words: str) -> str:
    """A sentence in Markdown with the words that triggered in bold; ``words`` as an audit's.

    Longer words first, so that "migrants" is not marked as "migrant" with an s left over.
    """
    wanted = sorted(filter(None, words.split(", ")), key=len, reverse=True)
    if not wanted:
        return sentence
    pattern = "|".join(re.escape(w) for w in wanted)
    return re.sub(rf"(?<!\w)({pattern})(?!\w)", r"**\1**", sentence, flags=re.IGNORECASE)


def sentence_by_sentence(parts: list[str], matches: pd.DataFrame, only_found: bool = False) -> str:
    """A text as a Markdown table: number, sentence with its triggers in bold, elements found.

    ``matches`` has sentence, element, words (`helpers.analysis.rubric.matches`). ``only_found``
    leaves out sentences without an element, for long texts.
    """
    if only_found and matches.empty:
        return "No sentence has an element of the rubric."
    lines = ["| | sentence | element found |", "|--:|:--|:--|"]
    for n, part in enumerate(parts, start=1):
        here = matches[matches["sentence"] == n]
        if only_found and here.empty:
            continue
        if len(lines) > MOST_ROWS:
            lines.append("| | *and more* | |")
            break
        shown = part if len(part) <= MOST_CHARACTERS else f"{part[:MOST_CHARACTERS]} ..."
        text = marked_sentence(markdown(html.escape(shown, quote=False)), ", ".join(here["words"]))
        lines.append(f"| {n} | {text} | {', '.join(here['element'])} |")
    return "\n".join(lines)
