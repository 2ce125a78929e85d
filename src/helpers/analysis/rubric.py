"""The audit of a text against a rubric, how far it hangs on word lists, and how it is fooled.

A rubric is a tuple of `Element`; a text is a string, cut by `parts_of`. All words are English.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import pandas as pd

from helpers.analysis.texts import joined, sentences


class Element(NamedTuple):
    """One thing a text should contain: found where one sentence has a word of every set."""

    name: str
    part: str  # preamble, both sides, commitments or consistency
    question: str
    words: tuple[tuple[str, ...], ...]


def _words(listed: str) -> tuple[str, ...]:
    return tuple(listed.split(", "))


# fmt: off
MIGRATION = _words("migration, migrant, migrants, migratory")
SOUTHERN = _words("developing countries, developing country, global south, the south, "
                  "least developed countries, developing regions")
COOPERATION = _words("south-south, triangular")

Rubric = tuple[Element, ...]
RUBRIC: Rubric = (
    Element("changing migration", "preamble",
            "Does it recognise that migration is changing?",
            (MIGRATION,
             _words("changing, changed, change, evolving, growing, increased, increase, increasing, "
                   "dynamics, patterns, new"))),
    Element("developing countries", "preamble",
            "Does it say what this means for the South?",
            (MIGRATION,
             SOUTHERN,
             _words("challenge, challenges, implication, implications, impact, impacts, opportunity, "
                   "opportunities, affect, affects, means"))),
    Element("benefits", "both sides",
            "Does it name a positive side?",
            (MIGRATION,
             _words("benefit, benefits, opportunity, opportunities, contribution, contributions, "
                   "contribute, positive, remittances, skills"))),
    Element("harms", "both sides",
            "Does it name a negative side?",
            (MIGRATION,
             _words("challenge, challenges, risk, risks, negative, trafficking, smuggling, forced, "
                   "irregular, exploitation, vulnerable"))),
    Element("capacity through cooperation", "commitments",
            "Does it commit to building capacity in migration governance by such cooperation?",
            (MIGRATION,
             COOPERATION,
             _words("capacity, capacities, training, expertise"),
             _words("commit, commits, undertake, undertakes, shall, will, decide, decides, support, "
                   "pledge"))),
    Element("2030 Agenda", "consistency",
            "Is it tied to the 2030 Agenda?",
            (MIGRATION,
             _words("2030 agenda, sustainable development goals"))),
    Element("Global Compact", "consistency",
            "Is it tied to the Compact on migration?",
            (_words("global compact"),
             _words("migration"))),
)
# fmt: on

# So common in any resolution that they say little; the strict reading does without them.
COMMON = _words(
    "change, new, growing, increase, increased, increasing, means, affect, affects, "
    "contribute, will, shall, support, challenge, challenges"
)
# Grammar that turns a sentence round, as far as single words show it.
NEGATIONS = _words(
    "no, not, nor, never, neither, none, nothing, without, refuse, refuses, reject, rejects, "
    "decline, declines"
)


# Words that hold an English sentence together, and that other languages share with it hardly at
# all. They are some 30 to 45 per cent of any English prose; of other languages, below 5.
ENGLISH = _words(
    "the, of, and, to, for, with, that, which, this, these, their, its, is, are, be, by, from, has, have, "
    "been, not, or, as, it, they, we, our, will, shall, at, all, between, through"
)
LEAST_ENGLISH = 0.15
NOT_ENGLISH = (
    f"fewer than {100 * LEAST_ENGLISH:.0f} per cent of its words are common English ones (the, of, and ...), "
    "and the rubric has English words only"
)


def english_share(text: str) -> float:
    """Share of a text's words that are among the commonest of English; 0 where there is no word.

    A rule of one line that a reader can check by hand, instead of a library's model: all that is
    asked is whether a list of English words can say anything about the text.
    """
    words = re.findall(r"[^\W\d_]+", joined(text).lower())
    return sum(word in ENGLISH for word in words) / len(words) if words else 0.0


def is_english(text: str) -> bool:
    """Whether the rubric can judge a text: it reads as English prose."""
    return english_share(text) >= LEAST_ENGLISH


KNOWN = frozenset(word for element in RUBRIC for words in element.words for word in " ".join(words).split())


def parts_of(text: str) -> list[str]:
    """The `sentences` of a text; words of the rubric that a line's end broke are made whole."""
    return sentences(text, KNOWN)


def hits(sentence: str, words: tuple[str, ...]) -> list[str]:
    """The words or phrases of a set that occur whole in a sentence, capitals or not."""
    lowered = sentence.lower()
    return [w for w in words if re.search(rf"(?<!\w){re.escape(w)}(?!\w)", lowered)]


def found_in(parts: list[str], element: Element) -> bool:
    """Whether any part of a text has a word of each set of an element."""
    return any(all(hits(part, words) for words in element.words) for part in parts)


MATCHES = ["sentence", "element", "words"]


def matches(parts: list[str], rubric: Rubric = RUBRIC) -> pd.DataFrame:
    """Every part of a text that has a word of each set of an element: sentence, element, words.

    ``parts`` are usually those of `parts_of`; ``sentence`` counts them from 1, and ``words``
    are those that triggered.
    """
    rows = []
    for n, part in enumerate(parts, start=1):
        for element in rubric:
            found = [hits(part, words) for words in element.words]
            if all(found):
                words = dict.fromkeys(w for f in found for w in f)
                rows.append((n, element.name, ", ".join(words)))
    return pd.DataFrame(rows, columns=MATCHES).astype({"sentence": "int64"})


def audit_parts(parts: list[str], rubric: Rubric = RUBRIC) -> pd.DataFrame:
    """Audit a text that is already cut into parts; columns as of `audit`."""
    first = matches(parts, rubric).drop_duplicates("element").set_index("element")
    names = [e.name for e in rubric]
    table = pd.DataFrame({"element": names, "part": [e.part for e in rubric]})
    table["found"] = table["element"].isin(first.index)
    table["sentence"] = first["sentence"].reindex(names).astype("Int64").to_numpy()
    table["words"] = first["words"].reindex(names).fillna("").to_numpy()
    return table.astype({"sentence": "Int64"})


def audit(text: str, rubric: Rubric = RUBRIC) -> pd.DataFrame:
    """Audit a text: one row an element: element, part, found, sentence, words.

    ``sentence`` is the number (from 1) of the first sentence with a word of every set, missing if
    none has; ``words`` are those that triggered it. The rule is blind to meaning: a denial counts
    as much as a promise. ``part`` says what an element is for, not where the text has it.
    """
    return audit_parts(parts_of(text), rubric)


def without(words: tuple[str, ...], rubric: Rubric = RUBRIC) -> Rubric:
    """The rubric with these words taken out of every set; a set may become empty, and then fail."""
    return tuple(
        e._replace(words=tuple(tuple(w for w in ws if w not in words) for ws in e.words)) for e in rubric
    )


def affirmed(text: str) -> list[str]:
    """The sentences of a text that hold none of `NEGATIONS`."""
    return [s for s in parts_of(text) if not hits(s, NEGATIONS)]


def readings(text: str) -> pd.Series:
    """Elements found in a text by rule: as written, looser and stricter ones."""
    found = {
        "words anywhere in the text": audit_parts([" ".join(parts_of(text))]),
        "words in one sentence (the rubric)": audit(text),
        "one sentence, without common words": audit(text, without(COMMON)),
        "one sentence, without negation": audit_parts(affirmed(text)),
    }
    return pd.Series({rule: int(t["found"].sum()) for rule, t in found.items()}, name="found")


def decisive_words(text: str, rubric: Rubric = RUBRIC) -> pd.DataFrame:
    """Each word that an element hangs on: dropped from the rubric alone, it loses the element.

    Columns element, word; only elements that the text has.
    """
    parts = parts_of(text)
    rows = [
        (element.name, word)
        for element in rubric
        if found_in(parts, element)
        for word in dict.fromkeys(w for ws in element.words for w in ws)
        if not found_in(parts, *without((word,), (element,)))
    ]
    return pd.DataFrame(rows, columns=["element", "word"])


def compare(collection: dict[str, str], rubric: Rubric = RUBRIC) -> pd.DataFrame:
    """Audits of several texts below each other: text, then the columns of `audit`."""
    tables = [audit(t, rubric).assign(text=name) for name, t in collection.items()]
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
    subject = {e.name: {*e.words[0], *MIGRATION} for e in rubric}
    for name, text in collection.items():
        decisive = decisive_words(text, rubric)
        for found, element in zip(audit(text, rubric)["found"], subject, strict=True):
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
