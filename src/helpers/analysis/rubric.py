"""How far the audit of a text hangs on its word lists, and how it is fooled.

A rubric is a tuple of `helpers.analysis.texts.Element`; a text is a string.
"""

from __future__ import annotations

import pandas as pd

from helpers.analysis import texts
from helpers.analysis.texts import RUBRIC, Element

Rubric = tuple[Element, ...]

# So common in any resolution that they say little; the strict reading does without them.
COMMON = (
    "change",
    "new",
    "growing",
    "increase",
    "increased",
    "increasing",
    "means",
    "affect",
    "affects",
    "contribute",
    "will",
    "shall",
    "support",
    "challenge",
    "challenges",
)
# Grammar that turns a sentence round, as far as single words show it.
NEGATIONS = (
    "no",
    "not",
    "nor",
    "never",
    "neither",
    "none",
    "nothing",
    "without",
    "refuse",
    "refuses",
    "reject",
    "rejects",
    "decline",
    "declines",
)


def without(words: tuple[str, ...], rubric: Rubric = RUBRIC) -> Rubric:
    """The rubric with these words taken out of every set; a set may become empty, and then fail."""
    return tuple(
        e._replace(words=tuple(tuple(w for w in ws if w not in words) for ws in e.words)) for e in rubric
    )


def affirmed(text: str) -> list[str]:
    """The sentences of a text that hold none of `NEGATIONS`."""
    return [s for s in texts.sentences(text) if not texts.hits(s, NEGATIONS)]


def readings(text: str) -> pd.Series:
    """Elements found in a text by rule: as written, looser and stricter ones."""
    found = {
        "words anywhere in the text": texts.audit_parts([" ".join(texts.sentences(text))]),
        "words in one sentence (the rubric)": texts.audit(text),
        "one sentence, without common words": texts.audit(text, without(COMMON)),
        "one sentence, without negation": texts.audit_parts(affirmed(text)),
    }
    return pd.Series({rule: int(t["found"].sum()) for rule, t in found.items()}, name="found")


def decisive_words(text: str, rubric: Rubric = RUBRIC) -> pd.DataFrame:
    """Each word that an element hangs on: dropped from the rubric alone, it loses the element.

    Columns element, word; only elements that the text has.
    """
    parts = texts.sentences(text)
    rows = [
        (element.name, word)
        for element in rubric
        if texts.found_in(parts, element)
        for word in dict.fromkeys(w for ws in element.words for w in ws)
        if not texts.found_in(parts, *without((word,), (element,)))
    ]
    return pd.DataFrame(rows, columns=["element", "word"])


def compare(collection: dict[str, str], rubric: Rubric = RUBRIC) -> pd.DataFrame:
    """Audits of several texts below each other: text, then the columns of `texts.audit`."""
    tables = [texts.audit(t, rubric).assign(text=name) for name, t in collection.items()]
    table = pd.concat(tables, ignore_index=True)
    return table[["text", *table.columns.drop("text")]]


def cells(audits: pd.DataFrame) -> pd.DataFrame:
    """An audit of several texts (`compare`) as cells of a grid: element, text, state, reason."""
    n = audits["sentence"].astype("str")
    reason = ("sentence " + n + ": " + audits["words"]).where(audits["found"], "no sentence has it")
    state = audits["found"].map({True: "found", False: "missing"})
    return audits[["element", "text"]].assign(state=state, reason=reason)


def fragility(collection: dict[str, str], rubric: Rubric = RUBRIC) -> pd.DataFrame:
    """What each element of each text hangs on, as cells of a grid: element, text, state, reason.

    The words that name the subject (migration, and an element's first set) nearly always decide,
    and are left out.
    """
    rows = []
    subject = {e.name: {*e.words[0], *texts.MIGRATION} for e in rubric}
    for name, text in collection.items():
        decisive = decisive_words(text, rubric)
        for found, element in zip(texts.audit(text, rubric)["found"], subject, strict=True):
            own = decisive.loc[decisive["element"] == element, "word"]
            hung = [w for w in own if w not in subject[element]]
            state = "missing" if not found else "fragile" if hung else "found"
            reason = {
                "missing": "not there",
                "found": "no single word decides",
                "fragile": f"hangs on: {', '.join(hung)}",
            }[state]
            rows.append((element, name, state, reason))
    return pd.DataFrame(rows, columns=["element", "text", "state", "reason"])
