"""Words counted by evidence and by paragraph; titles and topics with a word in common."""

import pandas as pd

from helpers.analysis import south, texts
from helpers.data.package import open_package

PACKAGE = open_package()
BUNDLED_AREAS = PACKAGE.areas(2017)
UNDESA = south.classify(BUNDLED_AREAS, "undesa")
TERMS = open_package().table("gcm-terms")


def test_evidence_is_read_from_the_start_of_a_note() -> None:
    notes = pd.Series(["full text: x", "excerpt of y", "partly seen (1)", "MEMORY ONLY", "hearsay"])
    assert texts.evidence_class(notes).name == "evidence"  # heads a column in a notebook
    assert texts.evidence_class(notes).tolist() == [
        "full text",
        "excerpt",
        "seen in part",
        "from memory",
        "from memory",
    ]


def test_every_rule_is_the_sum_of_its_evidence() -> None:
    parts = texts.counts_by_evidence(TERMS)
    assert (parts.sum(axis=1) == texts.partnership_counts(TERMS)).all()
    assert parts.loc["all occurrences", "from memory"] == 1
    assert parts.loc["the 23 objectives only", "full text"] == 24
    assert parts.loc["all that was seen", "from memory"] == 0
    assert (parts >= 0).all(axis=None) and parts.index.name == "rule"


def test_paragraph_labels() -> None:
    assert texts.paragraph_numbers("1-3, 15(a)-(i), 40") == [1, 2, 3, 15, 40]
    assert texts.paragraph_numbers("43(c)(iii)") == [43]


def test_paragraphs_keep_the_sums() -> None:
    table = texts.by_paragraph(TERMS)
    assert table.index.tolist() == list(range(1, 55)) and table.index.dtype == "int64"
    for column in ("partnership_all", "south_south", "triangular"):
        assert table[column].sum() == TERMS[column].sum()
    # 15(j) was seen, the rest of 15 in part: the count's own evidence is what stands.
    assert table.loc[15, "evidence"] == "excerpt"
    assert table.loc[47, "evidence"] == "from memory"
    assert (table["part"] == "The 23 objectives").sum() == 23


def test_words_that_a_line_end_broke_are_made_whole() -> None:
    def joined(text: str, known: str = "") -> str:
        return texts.joined(text, known.split())

    assert joined("on migra-\n  tion, coop-\neration") == "on migration, cooperation"
    assert joined("migra\u00ad\n tion and co\u00adoperation") == "migration and cooperation"
    assert joined("South-\nSouth, 2015-\n2030") == "South-South, 2015-2030"
    # The hyphen is the word's own where a half is a word, of the text or known, and the whole is none.
    assert joined("capacity-\nbuilding") == "capacitybuilding"
    assert joined("capacity-\nbuilding", "capacity") == "capacity-building"
    assert joined("capacity; capacity-\nbuilding") == "capacity; capacity-building"
    assert joined("co-\noperation, operation, cooperation") == "cooperation, operation, cooperation"


def test_each_kind_of_cooperation_is_found_missing_or_never_counted() -> None:
    table = pd.DataFrame({"south_south": [0, 2], "triangular": [0, 0]})
    assert texts.kinds_found(table) == {
        "North-South": None,
        "South-South": True,
        "triangular": False,
        "technical": None,
    }


def test_shared_words_by_hand() -> None:
    topics = pd.Series({"a": "remittance costs", "b": "migrant workers", "c": "forced trafficking"})
    titles = pd.Series({1: "Cheaper transfer of remittances for migrants", 2: "Combat trafficking"})
    table = texts.shared_words(topics, titles)
    assert table.to_numpy().tolist() == [["a", 1, "remittance"], ["c", 2, "trafficking"]]
    none = texts.shared_words(topics.iloc[:0], titles)
    assert none.empty and none.columns.tolist() == ["topic", "title", "words"]
    two = texts.shared_words(pd.Series(["cheap remittance"]), pd.Series(["remittances, cheap"]))
    assert two["words"].tolist() == ["cheap, remittance"]


def test_ten_rules_by_hand() -> None:
    terms = pd.DataFrame(
        [
            ("17", "Objective 1", 4, 1, 2, 1, 3),
            ("47", "Follow-up", 8, 2, 16, 5, 3),
            ("43(c)(iii)", "Implementation", 32, 4, 64, 20, 12),
            ("1", "Preamble", 0, 128, 0, 0, 0),
        ],
        columns=[
            "paragraph",
            "section",
            "partnership_all",
            "heading_or_list",
            "partner",
            "plural",
            "singular",
        ],
    ).assign(evidence=["full text", "MEMORY ONLY", "excerpt", "partly seen"])
    assert texts.partnership_counts(terms).to_dict() == {
        "all occurrences": 44,
        "all, with partner(s)": 44 + 82,
        "all that was seen": 36,
        "without headings": 44 - 135,
        "without headings, seen": 44 - 135 - 8,
        "without headings and names": 44 - 135 - 2,
        "the 23 objectives only": 4,
        "plural only": 26,
        "paragraphs that use it": 3,
        "singular only": 18,
    }
    counts = texts.partnership_counts(terms)
    assert counts.name == "count" and counts.dtype == "int64"


def test_content_words_are_long_singular_and_not_of_migration() -> None:
    said = "Migrants' Costs: the new costs of MIGRATION, fees"
    assert texts.content_words(said) == {"cost", "fee"}
    assert texts.content_words("the of new") == set()


def test_votes_by_hand() -> None:
    votes = pd.DataFrame({"area": [1, 2, 3, 4], "vote": ["yes", "no", "yes", "absent"]})
    table = texts.votes_by_group(votes, pd.Series({1: "South", 2: "South", 3: "North", 4: "North"}))
    assert table.to_dict("index") == {
        "South": {"yes": 1, "no": 1, "abstain": 0},
        "North": {"yes": 1, "no": 0, "abstain": 0},
    }
    assert table.index.tolist() == ["South", "North"]
    assert {str(dtype) for dtype in table.dtypes} == {"int64"}


def test_counting_rules_are_those_of_the_source() -> None:
    ours = texts.partnership_counts(PACKAGE.table("gcm-terms"))
    theirs = PACKAGE.table("gcm-rules").set_index("rule")["count"]
    assert sorted(ours) == sorted([30, 31, 29, 28, 27, 26, 24, 20, 20, 10])
    assert set(ours) <= set(theirs)


def test_votes_are_those_of_the_roll_call() -> None:
    table = texts.votes_by_group(PACKAGE.table("gcm-votes"), UNDESA)
    assert table.sum().to_dict() == {"yes": 152, "no": 5, "abstain": 12}
