"""A text sentence by sentence, with the words that an audit by the rubric found."""

from __future__ import annotations

import html
import re

import pandas as pd

from helpers.analysis.rubric import NOT_ENGLISH
from helpers.format import listing
from helpers.sanitize import markdown

MOST_ROWS, MOST_CHARACTERS = 500, 1000
"""Of a text that somebody supplies: sentences shown, and characters of one."""


def this_run(given: dict[str, str], english: dict[str, str]) -> str:
    """What a run audits besides the two drafts: the texts given, and those of them in English."""
    parts = [f"{name} ({len(text.split()):,} words)" for name, text in english.items()]
    said = f"**This run** audits {listing(['the two drafts', *parts])}."
    if left := [name for name in given if name not in english]:
        said += f" It leaves out {listing(left)}: {NOT_ENGLISH}."
    if "the outcome" in given:
        return said
    return said + (
        " No text was declared to be the outcome, so R2.1 will be *no data*: `outcome_path` names one, "
        "`text_path` any other."
    )


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
