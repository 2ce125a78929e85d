"""The audit of a text: how it is cut, what triggers, what it hangs on, how it is fooled."""

from helpers.analysis import rubric, texts
from helpers.analysis.rubric import Element
from helpers.data.package import open_package

TEXTS = open_package().path / "texts"
TOY = (Element("tea", "preamble", "Is tea served?", (("tea",), ("serve", "serves", "pour"))),)


def draft(name: str) -> str:
    return (TEXTS / f"draft-{name}.txt").read_text(encoding="utf-8")


def test_a_resolution_is_cut_at_paragraphs_items_and_stops() -> None:
    text = "Aware of tea,\n\nProud\nof cake,\n\n1. Serve both; and\n2. Thank the cook.\n(a) Twice! Go"
    assert texts.sentences(text) == [
        "Aware of tea,",
        "Proud of cake,",
        "1. Serve both;",
        "and",
        "2. Thank the cook.",
        "(a) Twice!",
        "Go",
    ]
    assert texts.sentences(" \n\n ") == []


def test_typography_does_not_hide_a_word() -> None:
    for text in (
        "South\u2011South aid",
        "South\u2013South aid",
        "South-\nSouth aid",
        "South-South\u00a0aid",
        "Sou\u00adth-South aid",
    ):
        assert texts.sentences(text) == ["South-South aid"]


SPEECHES = {
    "English": "We recall that the work of these states is to be shared by all, and has been for years.",
    "French": "Nous rappelons que les États doivent partager la tâche, comme ils l'ont fait, or on y va.",
    "Spanish": "Recordamos que la tarea de los Estados ha de ser compartida por todos, y que no es fácil.",
    "German": "Wir erinnern daran, dass die Staaten sich die Arbeit teilen, so wie sie es seit Jahren tun.",
    "Dutch": "Wij herinneren eraan dat de staten het werk of de last delen, zoals het al jaren is gedaan.",
    "Danish": "Vi minder om, at staterne er fælles om arbejdet, som de har delt for alle i mange år.",
    "no word": "1. 2. 3.",
}


def test_only_english_is_judged() -> None:
    assert [name for name, text in SPEECHES.items() if rubric.is_english(text)] == ["English"]
    shares = {name: rubric.english_share(text) for name, text in SPEECHES.items()}
    assert shares["English"] > 0.5 and max(list(shares.values())[1:]) < 0.12 and shares["no word"] == 0
    assert min(rubric.english_share(draft(name)) for name in ("passes", "fails")) > 0.3


def test_an_element_is_found_in_a_word_that_a_line_end_broke() -> None:
    text = "We will share teapots and tea.\n\nThe Global Com-\npact on migra\u00ad\ntion stands."
    assert rubric.audit(text).set_index("element").at["Global Compact", "found"]
    assert "capacity-building" in rubric.parts_of("for capacity-\nbuilding")[0]


def test_words_count_whole_and_whatever_their_case() -> None:
    assert rubric.hits("TEA, not teapots", ("tea", "teapot")) == ["tea"]


def test_matches_name_sentence_and_words() -> None:
    table = rubric.matches(["No cake", "We pour tea and serve tea", "Tea! pour"], TOY)
    assert table.to_numpy().tolist() == [[2, "tea", "tea, serve, pour"], [3, "tea", "tea, pour"]]
    assert rubric.matches([], TOY).columns.tolist() == rubric.MATCHES


def test_an_element_needs_one_sentence_not_one_text() -> None:
    assert rubric.audit("Tea. We serve cake.", TOY)["found"].item() is False
    assert rubric.audit_parts(["Tea. We serve cake."], TOY)["found"].item() is True
    row = rubric.audit("Cake. We serve tea.", TOY).iloc[0]
    assert (row["sentence"], row["words"]) == (2, "tea, serve")


def test_the_bundled_drafts() -> None:
    passing, failing = rubric.audit(draft("passes")), rubric.audit(draft("fails"))
    assert passing["found"].all()
    assert failing.loc[failing["found"], "element"].tolist() == ["harms", "Global Compact"]
    for name in ("passes", "fails"):
        assert len(draft(name).split()) <= 200
        assert "migration" in draft(name)


def test_rules_looser_and_stricter_than_the_rubric() -> None:
    failing, passing = rubric.readings(draft("fails")), rubric.readings(draft("passes"))
    assert failing.tolist() == [7, 2, 1, 2] and failing.name == "found"
    assert failing.index.tolist() == [
        "words anywhere in the text",
        "words in one sentence (the rubric)",
        "one sentence, without common words",
        "one sentence, without negation",
    ]
    assert passing.tolist() == [7, 7, 7, 6]  # "not their own": negation costs an honest sentence


def test_dropping_a_word_drops_only_what_hangs_on_it() -> None:
    one = rubric.decisive_words("We serve tea.", TOY)
    assert one.to_numpy().tolist() == [["tea", "tea"], ["tea", "serve"]]
    assert rubric.decisive_words("We serve and pour tea.", TOY)["word"].tolist() == ["tea"]
    assert rubric.decisive_words("Cake.", TOY).empty
    assert rubric.without(("serve", "tea"), TOY)[0].words == ((), ("serves", "pour"))
    assert TOY[0].words[0] == ("tea",)


def test_an_empty_word_set_is_never_met() -> None:
    assert not rubric.audit("tea serve", rubric.without(("tea",), TOY))["found"].any()


def test_fragility_has_a_cell_for_each_element_and_text() -> None:
    table = rubric.fragility({"a": "We serve tea.", "b": "We serve, we pour tea.", "c": ""}, TOY)
    assert table.columns.tolist() == ["element", "text", "state", "reason"]
    assert table["element"].tolist() == ["tea"] * 3 and table["text"].tolist() == ["a", "b", "c"]
    assert table["state"].tolist() == ["fragile", "found", "missing"]
    assert table["reason"].tolist() == ["hangs on: serve", "no single word decides", "not there"]


def test_the_audit_is_blind_to_denial() -> None:
    text = "We never serve tea."
    assert rubric.audit(text, TOY)["found"].item()
    assert rubric.affirmed(text) == []


def test_comparison_and_cells() -> None:
    table = rubric.compare({"yes": "We serve tea.", "no": "Cake."}, TOY)
    assert table["text"].tolist() == ["yes", "no"] and table.index.tolist() == [0, 1]
    assert table.columns.tolist() == ["text", "element", "part", "found", "sentence", "words"]
    assert table["words"].tolist() == ["tea, serve", ""] and table["sentence"].dtype == "Int64"
    cells = rubric.cells(table)
    assert cells["state"].tolist() == ["found", "missing"]
    assert cells["reason"].tolist() == ["sentence 1: tea, serve", "no sentence has it"]


def test_the_loosest_rule_finds_at_least_what_the_rubric_finds() -> None:
    text = "We shall support capacity on migra\u00adtion by South\u2011South cooperation."
    found = rubric.readings(text)
    assert found.iloc[0] >= found.iloc[1] == 1


def test_audit_finds_what_one_sentence_says() -> None:
    text = (
        "We recognise that migration between developing countries is growing and brings "
        "challenges and opportunities. We will build capacity in migration governance "
        "through South-South cooperation, in line with the 2030 Agenda and the Global Compact "
        "for migration."
    )
    assert rubric.audit(text)["found"].all()
    # The same words in different sentences are not enough.
    assert not rubric.audit("Migration matters. South-South training will follow.")["found"].any()
    assert rubric.audit("")["found"].sum() == 0
