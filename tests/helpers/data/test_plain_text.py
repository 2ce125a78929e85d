"""A text that somebody names: read, or refused in one line for what it is."""

import io
import zipfile
from pathlib import Path

import pytest

from fixtures_texts import COMPACT
from helpers.analysis.texts import count_terms, pages, partnership_counts
from helpers.data.compact import paragraphs, read_compact
from helpers.data.plain_text import read_plain_text
from helpers.errors import UserError

LETTERS = "« Migration » – ça change: œuvre, 5 €"


def docx() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr("word/document.xml", LETTERS)
    return content.getvalue()


def refused(read, path: Path) -> str:
    with pytest.raises(UserError) as error:
        read(path)
    message = str(error.value)
    assert message.startswith(f"{path}") and "\n" not in message
    return message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_may_be_saved_in_unicode_of_any_kind(tmp_path, encoding):
    path = tmp_path / "text.txt"
    path.write_bytes(f"{LETTERS}\r\n\f{LETTERS}\u2028".encode(encoding))
    assert read_plain_text(path) == f"{LETTERS}\n\f{LETTERS}\n"


REFUSALS = {
    "empty": (b"", "empty"),
    "blank": (b"\xef\xbb\xbf \r\n\t\f", "empty"),
    "NULs": (b"one\0two three\n", "holds NUL bytes"),
    "UTF-16 without its mark": (LETTERS.encode("utf-16-le"), "in UTF-16 without the mark"),
    "half of UTF-16": ("\ufeff".encode("utf-16-le") + b"a", "line 1: not UTF-16"),
    "Latin-1": ("one\nça change".encode("latin-1"), "line 2: not UTF-8"),
    "docx": (docx(), "a Word document"),
    "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Word document"),
    "rtf": (rb"{\rtf1 text}", "rich text"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF; take the text out of it"),
}


@pytest.mark.parametrize("kind", REFUSALS)
def test_each_kind_of_file_is_refused_for_what_it_is(tmp_path, kind):
    content, said = REFUSALS[kind]
    (path := tmp_path / "text.txt").write_bytes(content)
    assert said in refused(read_plain_text, path)


def test_a_file_that_is_not_there_is_named(tmp_path):
    assert "no such file" in refused(read_plain_text, tmp_path / "absent.txt")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (COMPACT.replace("Orderly", "Tidy"), "whose title is not in it"),
        (COMPACT.replace("Objective 7:", "Aim 7:"), "'Objective 7: ...' heads no part of it"),
        (COMPACT[: COMPACT.index("Objective 1:")], "'Objective 1: ...' heads no part of it"),
    ],
)
def test_what_is_evidently_not_the_compact_is_refused(tmp_path, text, said):
    (path := tmp_path / "text.txt").write_text(text, encoding="utf-8")
    assert said in refused(read_compact, path)


def test_the_compact_is_cut_into_its_paragraphs(tmp_path):
    (path := tmp_path / "text.txt").write_text(COMPACT, encoding="utf-8")
    found = paragraphs(read_compact(path))
    assert [p.number for p in found] == list(range(1, 55))
    assert "".join(p.text for p in found) == COMPACT
    assert found[17].section == "Objective 2"
    assert found[17].title == "Lessen the causes of flight by partnership"
    assert found[15].text.count("\n") > 20  # the list of objectives, whose numbers are no paragraphs
    assert found[0].text.startswith("Global Compact")


def test_words_of_the_compact_are_counted_where_they_stand():
    table = count_terms(COMPACT).set_index("paragraph")
    used = table[table["partnership_all"] > 0]
    columns = ["heading_or_list", "commitment", "action_or_body", "singular", "plural", "partner"]
    assert used.index.tolist() == ["16", "17", "18", "39"]
    assert used[columns].to_numpy().tolist() == [
        [2, 0, 0, 1, 1, 0],  # the list of objectives
        [0, 1, 0, 1, 0, 1],
        [1, 0, 0, 1, 0, 0],
        [1, 0, 1, 0, 2, 0],  # one of the two broken by a line's end
    ]
    four = table.loc["40", ["north_south", "south_south", "triangular", "technical"]]
    assert four.tolist() == [1, 1, 1, 1]
    counts = partnership_counts(table.reset_index())
    assert (counts["all occurrences"], counts["all that was seen"]) == (6, 6)
    assert pages(f"{COMPACT}\fx\f\n") == 2
