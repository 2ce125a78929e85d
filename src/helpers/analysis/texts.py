"""Text as evidence: counting rules for a word, paragraphs, sentences, shared words, a vote."""

from __future__ import annotations

import re
from collections.abc import Collection

import pandas as pd

from helpers.data.compact import paragraphs

# Where the word is part of a proper name: the World Bank's KNOMAD, the GFMD's platform.
IN_NAMES = {"17": 1, "43": 1, "43(c)(iii)": 1}


def partnership_counts(terms: pd.DataFrame) -> pd.Series:
    """Occurrences of "partnership(s)" in the Global Compact by ten counting rules.

    ``terms`` is the table ``gcm-terms``: one row per paragraph, with counts. A Series by rule.
    """
    everything = terms["partnership_all"].sum()
    headings = terms["heading_or_list"].sum()
    unseen = terms.loc[evidence_class(terms["evidence"]) == FROM_MEMORY, "partnership_all"].sum()
    names = terms["paragraph"].map(IN_NAMES).sum()
    objectives = terms["section"].str.startswith("Objective")
    return pd.Series(
        {
            "all occurrences": everything,
            "all, with partner(s)": everything + terms["partner"].sum(),
            "all that was seen": everything - unseen,
            "without headings": everything - headings,
            "without headings, seen": everything - headings - unseen,
            "without headings and names": everything - headings - names,
            "the 23 objectives only": terms.loc[objectives, "partnership_all"].sum(),
            "plural only": terms["plural"].sum(),
            "paragraphs that use it": (terms["partnership_all"] > 0).sum(),
            "singular only": terms["singular"].sum(),
        },
        name="count",
    ).astype("int64")


# What a count rests on, best first: how the table's notes begin, and a word for the reader.
EVIDENCE = {
    "full text": "full text",
    "excerpt": "excerpt",
    "partly seen": "seen in part",
    "MEMORY": "from memory",
}
FROM_MEMORY = EVIDENCE["MEMORY"]


def evidence_class(notes: pd.Series) -> pd.Series:
    """The kind of evidence (a value of `EVIDENCE`) behind each count, from the table's notes.

    A note that begins like none of them counts as the weakest kind.
    """
    found = pd.Series(FROM_MEMORY, index=notes.index, name="evidence")
    for start, kind in EVIDENCE.items():
        found[notes.str.startswith(start)] = kind
    return found


def counts_by_evidence(terms: pd.DataFrame) -> pd.DataFrame:
    """`partnership_counts` split by what each occurrence rests on: rules by kind of evidence.

    A row sums to the rule's count. Zeros are not shown: a rule for the whole document also
    trusts every paragraph in which nobody found the word.
    """
    kinds = evidence_class(terms["evidence"])
    parts = {kind: partnership_counts(terms[kinds == kind]) for kind in EVIDENCE.values()}
    return pd.DataFrame(parts).rename_axis("rule")


def paragraph_numbers(label: str) -> list[int]:
    """The numbered paragraphs in a label: "1-3, 15(a)-(i), 40" gives 1, 2, 3, 15, 40."""
    numbers: list[int] = []
    for part in re.sub(r"\([^)]*\)(-\([^)]*\))?", "", label).split(","):
        first, _, last = part.strip().partition("-")
        numbers += range(int(first), int(last or first) + 1)
    return numbers


def by_paragraph(terms: pd.DataFrame) -> pd.DataFrame:
    """One row for each numbered paragraph of the Compact: counts, part, evidence.

    Columns partnership_all, south_south, triangular (occurrences; sums are kept), part, and
    evidence: that of the row with most occurrences where several rows share a paragraph.
    """
    counts = ["partnership_all", "south_south", "triangular"]
    table = terms.assign(
        paragraph=terms["paragraph"].map(paragraph_numbers),
        evidence=evidence_class(terms["evidence"]),
        part=terms["section"].str.replace(r"Objective \d+", "The 23 objectives", regex=True),
    ).explode("paragraph")
    table = table.sort_values("partnership_all", ascending=False, kind="stable")
    grouped = table.groupby(table["paragraph"].astype("int64"))
    return grouped[counts].sum().join(grouped[["part", "evidence"]].first())


def content_words(text: str) -> set[str]:
    """Words of four letters or more, without a final s, and without any that begin "migra".

    Every title of a text on migration has those: they would tie everything to everything.
    """
    words = {w.removesuffix("s") for w in re.findall(r"[a-z]{4,}", text.lower())}
    return {w for w in words if not w.startswith("migra")}


def shared_words(topics: pd.Series, titles: pd.Series) -> pd.DataFrame:
    """Pairs of a topic and a title with a content word in common: one row per pair.

    Columns: topic and title (their index labels), words. A crude rule, blind to synonyms: a pair
    that is missing here may well belong together.
    """
    rows = [
        (t, n, ", ".join(sorted(content_words(topic) & content_words(title))))
        for t, topic in topics.items()
        for n, title in titles.dropna().items()
        if content_words(topic) & content_words(title)
    ]
    return pd.DataFrame(rows, columns=["topic", "title", "words"])


# Word processors and PDF files write these for a plain hyphen or space.
TYPOGRAPHY = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2013": "-", "\u00a0": " "})
_AT_LINE_END = re.compile(r"(\w+)-[^\S\n]*\n\s*(\w+)")


def joined(text: str, known: Collection[str] = ()) -> str:
    """A text whose words are whole: soft hyphens gone, words that a line's end broke joined.

    The hyphen stays where it belongs to the word ("South-South", "capacity-building"): before a
    capital or a figure, and where a half, but not the whole, is a word of the text or a known one.
    """
    text = re.sub("\u00ad(?:[^\\S\n]*\n\\s*)?", "", text).translate(TYPOGRAPHY)
    words = {*known, *re.findall(r"\w+", _AT_LINE_END.sub(" ", text).lower())}

    def whole(match: re.Match[str]) -> str:
        first, second = match.groups()
        halves = words.intersection((first.lower(), second.lower()))
        compound = halves and (first + second).lower() not in words
        return f"{first}{'-' if compound or not second[0].islower() else ''}{second}"

    return _AT_LINE_END.sub(whole, text)


_BREAK = re.compile(r"\n\s*\n|\n(?=\s*\(?(?:\d+|[a-z])[.)]\s)")
_NUMBER = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivxl]{2,5})[.)]", re.IGNORECASE)


def sentences(text: str, known: Collection[str] = ()) -> list[str]:
    """The sentences of a text, as a resolution divides them; ``known`` words as in `joined`.

    One ends with a point, semicolon, question or exclamation mark, and with its paragraph: a blank
    line or a numbered item, since the clauses of a preamble end with a mere comma. A paragraph's
    number stays with its sentence.
    """
    text = joined(text, known)
    parts: list[str] = []
    for paragraph in _BREAK.split(text):
        line, number = " ".join(paragraph.split()), ""
        for part in filter(None, re.split(r"(?<=[.;!?])\s+", line)):
            if _NUMBER.fullmatch(part):
                number = f"{number}{part} "
                continue
            parts.append(number + part)
            number = ""
    return parts


# The columns of the table gcm-terms that count words, and two words that nobody counted for it.
WORDS = {
    "partnership_all": r"partnerships?",
    "singular": r"partnership",
    "plural": r"partnerships",
    "partner": r"partners?",
    "south_south": r"south-south",
    "triangular": r"triangular",
    "north_south": r"north-south",
    "technical": r"technical\s+(?:cooperation|co-operation|assistance)",
}
KINDS_OF_COOPERATION = {
    "North-South": "north_south",
    "South-South": "south_south",
    "triangular": "triangular",
    "technical": "technical",
}
_ACTIONS = re.compile(r"to\s+reali[sz]e\s+this\s+commitment", re.IGNORECASE)


def _occurrences(text: str, word: str) -> int:
    return len(re.findall(rf"(?<![\w-]){word}(?![\w-])", text, re.IGNORECASE))


def kinds_found(terms: pd.DataFrame) -> dict[str, bool | None]:
    """Whether each kind of cooperation is named in the Compact; None where nobody counted the word."""
    return {
        kind: bool(terms[column].sum()) if column in terms else None
        for kind, column in KINDS_OF_COOPERATION.items()
    }


def pages(text: str) -> int:
    """The pages of a text in which a form feed ends each, or stands between two."""
    return text.rstrip("\f\n ").count("\f") + 1


def count_terms(text: str) -> pd.DataFrame:
    """The table ``gcm-terms`` from the text of the Compact, with columns north_south and technical.

    One row per numbered paragraph, with its heading; the rows sum to the whole text.
    """
    rows = []
    for own in paragraphs(joined(text)):
        found = {name: _occurrences(own.text, word) for name, word in WORDS.items()}
        heading = _occurrences(own.text if own.number == 16 else own.title, WORDS["partnership_all"])
        acts = _ACTIONS.search(own.text)
        promised = _occurrences(own.text[: acts.start()], WORDS["partnership_all"]) - heading if acts else 0
        places = {
            "heading_or_list": heading,
            "commitment": promised,
            "action_or_body": found["partnership_all"] - heading - promised,
        }
        about = {"paragraph": str(own.number), "section": own.section, "title": own.title or None}
        rows.append(about | places | found | {"where": None, "evidence": "full text: your copy"})
    return pd.DataFrame(rows)


def votes_by_group(votes: pd.DataFrame, group: pd.Series) -> pd.DataFrame:
    """Recorded votes: one row per group, a column each for yes, no and abstain."""
    table = votes.groupby([votes["area"].map(group), "vote"]).size().unstack()
    columns = ["yes", "no", "abstain"]
    return table.reindex(index=["South", "North"], columns=columns).fillna(0).astype("int64")
