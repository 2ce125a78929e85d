"""Text as evidence: counting rules for one word, and a rubric for a whole text."""

from __future__ import annotations

import re
from typing import NamedTuple

import pandas as pd

# Paragraph 47 was not seen by whoever counted: it enters only where a rule says so.
UNSEEN = "47"
# Where the word is part of a proper name: the World Bank's KNOMAD, the GFMD's platform.
IN_NAMES = {"17": 1, "43(c)(iii)": 1}


def partnership_counts(terms: pd.DataFrame) -> pd.Series:
    """Occurrences of "partnership(s)" in the Global Compact by ten counting rules.

    ``terms`` is the table ``gcm-terms``: one row a paragraph, with counts. A Series by rule.
    """
    everything = terms["partnership_all"].sum()
    headings = terms["heading_or_list"].sum()
    unseen = terms.loc[terms["paragraph"] == UNSEEN, "partnership_all"].sum()
    objectives = terms["section"].str.startswith("Objective")
    return pd.Series(
        {
            "all occurrences": everything,
            "all, with partner(s)": everything + terms["partner"].sum(),
            "all that was seen": everything - unseen,
            "without headings": everything - headings,
            "without headings, seen": everything - headings - unseen,
            "without headings and names": everything - headings - sum(IN_NAMES.values()),
            "the 23 objectives only": terms.loc[objectives, "partnership_all"].sum(),
            "plural only": terms["plural"].sum(),
            "paragraphs that use it": (terms["partnership_all"] > 0).sum(),
            "singular only": terms["singular"].sum(),
        },
        name="count",
    ).astype("int64")


class Element(NamedTuple):
    """One thing a text should contain: found where one sentence has a word of every set."""

    name: str
    part: str  # where it belongs: preamble or commitments
    question: str
    words: tuple[tuple[str, ...], ...]


MIGRATION = ("migration", "migrant", "migrants", "migratory")
SOUTHERN = ("developing countries", "developing country", "global south", "the south",
            "least developed countries", "developing regions")
COOPERATION = ("south-south", "triangular")

RUBRIC = (
    Element("changing migration", "preamble", "Does it recognise that migration is changing?",
            (MIGRATION, ("changing", "changed", "change", "evolving", "growing", "increased",
                         "increase", "increasing", "dynamics", "patterns", "new"))),
    Element("developing countries", "preamble", "Does it say what this means for the South?",
            (MIGRATION, SOUTHERN, ("challenge", "challenges", "implication", "implications",
                                   "impact", "impacts", "opportunity", "opportunities", "affect",
                                   "affects", "means"))),
    Element("benefits", "preamble", "Does it name a positive side?",
            (MIGRATION, ("benefit", "benefits", "opportunity", "opportunities", "contribution",
                         "contributions", "contribute", "positive", "remittances", "skills"))),
    Element("harms", "preamble", "Does it name a negative side?",
            (MIGRATION, ("challenge", "challenges", "risk", "risks", "negative", "trafficking",
                         "smuggling", "forced", "irregular", "exploitation", "vulnerable"))),
    Element("capacity through cooperation", "commitments",
            "Does it commit to building capacity in migration governance by such cooperation?",
            (MIGRATION, COOPERATION, ("capacity", "capacities", "training", "expertise"),
             ("commit", "commits", "undertake", "undertakes", "shall", "will", "decide",
              "decides", "support", "pledge"))),
    Element("2030 Agenda", "commitments", "Is it tied to the 2030 Agenda?",
            (MIGRATION, ("2030 agenda", "sustainable development goals"))),
    Element("Global Compact", "commitments", "Is it tied to the Compact on migration?",
            (("global compact",), ("migration",))),
)


def sentences(text: str) -> list[str]:
    """The sentences of a text; resolutions end theirs with a semicolon as often as a point."""
    joined = re.sub(r"\s+", " ", text).strip()
    return [s for s in re.split(r"(?<=[.;!?])\s+(?=\S)", joined) if s]


def hits(sentence: str, words: tuple[str, ...]) -> list[str]:
    """The words or phrases of a set that occur whole in a sentence."""
    lowered = sentence.lower()
    return [w for w in words if re.search(rf"(?<!\w){re.escape(w)}(?!\w)", lowered)]


def audit(text: str, rubric: tuple[Element, ...] = RUBRIC) -> pd.DataFrame:
    """Audit a text: one row an element: element, part, found, sentence, words.

    ``sentence`` is the number (from 1) of the first sentence with a word of every set, missing if
    none has; ``words`` are those that triggered it. The rule is blind to meaning: a denial counts
    as much as a promise.
    """
    parts = sentences(text)
    rows = []
    for element in rubric:
        for n, sentence in enumerate(parts, start=1):
            found = [hits(sentence, words) for words in element.words]
            if all(found):
                trigger = ", ".join(dict.fromkeys(w for ws in found for w in ws))
                rows.append((element.name, element.part, True, n, trigger))
                break
        else:
            rows.append((element.name, element.part, False, pd.NA, ""))
    table = pd.DataFrame(rows, columns=["element", "part", "found", "sentence", "words"])
    return table.astype({"found": "bool", "sentence": "Int64"})


def votes_by_group(votes: pd.DataFrame, group: pd.Series) -> pd.DataFrame:
    """Recorded votes: one row a group, a column each for yes, no and abstain."""
    table = votes.groupby([votes["area"].map(group), "vote"]).size().unstack()
    columns = ["yes", "no", "abstain"]
    return table.reindex(index=["South", "North"], columns=columns).fillna(0).astype("int64")
