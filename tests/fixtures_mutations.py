"""What an author can get wrong in the bundle: what is changed, and what `check` says of it.

`said` is a part of the problem's line; where nothing can see a change, `why` says so. Changes of
stored outputs are in tests/notebooks: they need a kernel.
"""

from fixtures_changes import (
    Mutation,
    cell,
    cell_of,
    entry,
    handed_in,
    in_notebook,
    in_text,
    metadata,
    raw,
    renamed_claim,
    seal_destroyed,
    source,
    swapped,
    tags,
    without,
)

ONE, TWO = "notebooks/01-partnerships.ipynb", "notebooks/02-changing-migration.ipynb"
START, FIVE = "notebooks/00-start-here.ipynb", "notebooks/05-recognise-cooperation.ipynb"
FOUR, EXPLORE = "notebooks/04-global-frameworks.ipynb", "notebooks/explore.ipynb"

NUMBERS = [
    Mutation(
        "number marked",
        TWO,
        source("02-09", "were 258 million", "were 285 million"),
        "'285 million' is not what A2.1 states",
    ),
    Mutation(
        "number, its mark lost",
        TWO,
        source("02-09", "to 258 million<!-- A2.1 -->", "to 285 million"),
        "'285 million' bears no mark; no claim states it",
    ),
    Mutation(
        "mark lost",
        TWO,
        source("02-09", "258 million<!-- A2.1 -->", "258 million"),
        "write the claim that states it after it: 258 million<!-- A2.1 -->",
    ),
    Mutation(
        "number in a heading",
        TWO,
        source("02-14", "## 97 million", "## 79 million"),
        "'79 million' bears no mark",
    ),
    Mutation(
        "digits exchanged",
        TWO,
        source("02-12", "43 per cent", "34 per cent"),
        "'34 per cent' is not what A2.2 states",
    ),
    Mutation(
        "unit",
        TWO,
        source("02-12", "43 per cent", "43 million"),
        "'43 million' is not what A2.2 states (2017, 43 per cent)",
    ),
    Mutation(
        "number in the summary",
        TWO,
        source("02-47", "87 per cent", "78 per cent"),
        "'78 per cent' is not what A2.4 states",
    ),
    Mutation(
        "number without unit",
        TWO,
        source("02-14", "out of 258", "out of 285"),
        "'285' is not what A2.1 states",
    ),
    Mutation(
        "number in a model answer",
        TWO,
        source("02-e3-answer", "87 per", "88 per"),
        "'88 per cent' is not what A2.4 states",
    ),
    Mutation(
        "year of a figure", TWO, source("02-09", "in 2017", "in 2015"), "'2015' is not what A2.1 states"
    ),
    Mutation(
        "start of a period",
        TWO,
        source("02-31", "Since 2000", "Since 2005"),
        "'2005' is not what A2.6 states",
    ),
    Mutation(
        "number word",
        ONE,
        source("01-13", "nearly thirty", "nearly forty"),
        "'forty times' is not what A1.2 states",
    ),
    Mutation(
        "number word in a heading",
        ONE,
        source("01-13", "to thirty", "to forty"),
        "'forty times' bears no mark",
    ),
    Mutation(
        "pages",
        ONE,
        source("01-26", "thirty-four", "forty-three"),
        "'forty-three pages' is not what A1.3 states",
    ),
    Mutation(
        "objectives",
        ONE,
        source("01-e1", "23 objectives", "32 objectives"),
        "'32 objectives' is not what A1.4 states",
    ),
    Mutation("year of a text", ONE, source("01-08", "1978", "1987"), "'1987' is not what I.1 states"),
    Mutation(
        "year of a treaty", FIVE, source("05-20", "to 1991", "to 1919"), "'1919' is not what R1.3 states"
    ),
    Mutation(
        "kinds", FOUR, source("04-19", "four kinds", "five kinds"), "'five kinds' is not what A4.2 states"
    ),
    Mutation(
        "rule of a verdict",
        EXPLORE,
        source("explore-09", "five per cent", "six per cent"),
        "'six per cent' is not what close states",
    ),
    Mutation(
        "mark of another claim",
        TWO,
        source("02-12", "A2.2 -->", "A2.4 -->"),
        "'43 per cent' is not what A2.4 states",
    ),
    Mutation(
        "mark of no claim", TWO, source("02-12", "A2.2 -->", "A2.22 -->"), "the comment 'A2.22' is not a mark"
    ),
    Mutation(
        "mark after no number",
        TWO,
        source("02-12", "43 per cent<!--", "many<!--"),
        "the mark A2.2 stands after no number",
    ),
    Mutation(
        "per cent typed in a text",
        TWO,
        source("02-19", "Areas", "38 per cent of areas"),
        "'38 per cent' bears no mark; no claim states it",
    ),
    Mutation(
        "per cent typed in code",
        TWO,
        source("02-39b", 'f"{story}', 'f"43 per cent. {story}'),
        "'43 per cent' is typed into a text",
    ),
    Mutation(
        "number in the README",
        "README.md",
        in_text("258 million", "285 million"),
        "README.md: '285 million' is not what A2.1 states",
        together=True,
    ),
    Mutation(
        "mark lost in the README",
        "README.md",
        in_text("<!-- A2.4 -->", ""),
        "README.md: '87 per cent' bears no mark",
        together=True,
    ),
    Mutation(
        "number in the guide",
        "docs/instructor-guide.md",
        in_text("97 million", "79 million"),
        "docs/instructor-guide.md: '79 million' is not what A2.3 states",
        together=True,
    ),
    Mutation(
        "number of nothing in the ledger",
        FOUR,
        source("04-08", "169 targets", "196 targets"),
        None,
        "general knowledge: no table and no claim has it, as the notebook says",
    ),
    Mutation(
        "measured number in the docs",
        "docs/checks.md",
        in_text("5,552", "5,255"),
        None,
        "what mutation testing found was measured once; nothing stored has it",
        together=True,
    ),
    Mutation(
        "word in a sentence",
        TWO,
        source("02-19", "same people", "other people"),
        None,
        "what a sentence means is for its reader",
    ),
    Mutation(
        "comment in code",
        TWO,
        source("02-03", "edition of UN", "copy of UN"),
        None,
        "a comment is a sentence",
    ),
    Mutation(
        "network",
        TWO,
        source("02-07", "here =", '__import__("socket").socket()\nhere ='),
        None,
        "a check fences no kernel in; tests/system/test_network.py runs all without a network",
    ),
    Mutation(
        "another file read",
        TWO,
        source("02-07", "here =", '__import__("pathlib").Path("/etc").exists()\nhere ='),
        None,
        "what it shows is compared in other places: tests/system/test_same_everywhere.py",
    ),
]

SECTIONS = [
    Mutation("summary deleted", TWO, without("02-47"), "have Parameters, When does this flip?"),
    Mutation(
        "section renamed",
        TWO,
        source("02-40", "When does this flip?", "Flips"),
        "sections Parameters, Exercises, Summary, References; have",
    ),
    Mutation(
        "texts of two sections exchanged",
        TWO,
        swapped("02-09", "02-12"),
        "cell 02-09 stands after one with a higher number",
    ),
    Mutation("two figures' cells exchanged", TWO, swapped("02-35", "02-37"), "restore the order"),
    Mutation("exercise out of order", TWO, swapped("02-e1", "02-e2"), "02-e1 stands after"),
    Mutation(
        "id as JupyterLab makes it",
        TWO,
        cell("02-08", lambda c: c.update(id="5f3c9a1e")),
        "cell id '5f3c9a1e'; number it",
    ),
    Mutation("id twice", TWO, cell("02-08", lambda c: c.update(id="02-06")), "2 cells with id '02-06'"),
    Mutation("number in the title", TWO, source("02-01", "# 02", "# 03"), "does not fit the file"),
    Mutation(
        "title of another",
        TWO,
        source("02-01", "Migration is changing", "Partnerships"),
        "does not fit the file",
    ),
    Mutation(
        "question lost", TWO, source("02-01", "**Is the South", "Is the South"), "no question under the title"
    ),
    Mutation(
        "row of the box lost",
        TWO,
        source("02-01", "| **Time** |", "| Time |"),
        "the box under the title lacks Time",
    ),
    Mutation("no next", TWO, source("02-47", "**Next:**", "Then"), "no **Next:**"),
    Mutation("versions lost", TWO, without("02-50"), "the last cell does not show the versions"),
    Mutation(
        "import in the middle", TWO, source("02-20", "title = ", "import re\ntitle = "), "2 cells that import"
    ),
    Mutation(
        "what the article says lost",
        TWO,
        source("02-12", "**What the article says.**", "We read:"),
        "02-13: a card without what the article says",
    ),
    Mutation(
        "what the article says below its card",
        TWO,
        swapped("02-12", "02-13"),
        "cell 02-12 stands after one with a higher number",
    ),
    Mutation(
        "what is needed lost",
        TWO,
        source("02-12", "**What we would need to see.**", "Needed:"),
        "02-12: what we would need to see is missing",
    ),
]

FOREIGN = [
    Mutation(what, TWO, source("02-19", "The same", f"{text} The same"), said)
    for what, text, said in [
        ("script", "<script>alert(1)</script>", "'<script' is active content"),
        ("frame", "<iframe src='x'></iframe>", "'<iframe' is active content"),
        ("object", "<object data='x'></object>", "'<object' is active content"),
        ("embed", "<embed src='x'>", "'<embed' is active content"),
        ("handler", "<b onclick='f()'>x</b>", "is active content"),
        ("link that acts", "[x](javascript:f())", "'javascript:' is active content"),
        ("remote picture", "![x](https://example.org/x.png)", "is fetched from elsewhere"),
        ("remote picture in HTML", "<img alt='x' src='//example.org/x.png'>", "from elsewhere"),
        ("remote style", "<p style='background:url(https://example.org/x)'>", "from elsewhere"),
    ]
] + [
    Mutation(
        "attachment",
        TWO,
        cell("02-19", lambda c: c.update(attachments={"a.txt": {"text/plain": "x"}})),
        "02-19: has a file attached",
    ),
    Mutation("raw cell", TWO, in_notebook(raw), "02-08: is a cell of the type 'raw'"),
    Mutation(
        "script in an output",
        TWO,
        cell("02-07", lambda c: c["outputs"][0]["data"].update({"text/html": "<script>f()</script>"})),
        "in text/html is active content",
    ),
]

METADATA = [
    Mutation(
        "language", TWO, metadata(lambda m: m["language_info"].update(name="R")), "language_info is 'R'"
    ),
    Mutation("kernel", TWO, metadata(lambda m: m["kernelspec"].update(name="mine")), "kernelspec is 'mine'"),
    Mutation("name lost", TWO, metadata(lambda m: m.pop("walkthrough")), "states no name"),
    Mutation(
        "name of another",
        TWO,
        metadata(lambda m: m["walkthrough"].update(name="02-old")),
        "02-changing-migration: states that it is 02-old",
        together=True,
    ),
    Mutation("tag misspelt", TWO, tags("02-11", "hide_input"), "unknown tag 'hide_input'"),
    Mutation("tag of parameters lost", TWO, tags("02-03"), "0 cells tagged 'parameters'"),
    Mutation("tag of a solution lost", TWO, tags("02-e1-answer"), "tag 'solution' and the lines"),
    Mutation("tag of a check lost", TWO, tags("02-e1-check"), "tag 'self-check' and the lines"),
    Mutation(
        "nbgrader's metadata lost",
        TWO,
        cell("02-e1-answer", lambda c: c["metadata"].pop("nbgrader")),
        "do not agree",
    ),
    Mutation(
        "hide-input lost",
        TWO,
        tags("02-11"),
        None,
        "whether code is worth reading is a judgement: cells alike in form have the tag and"
        " have it not; only what is folded changes",
    ),
    Mutation(
        "points",
        TWO,
        cell("02-e1-check", lambda c: c["metadata"]["nbgrader"].update(points=5)),
        None,
        "points are what the teacher gives",
    ),
]

EXERCISES = [
    Mutation(
        "BEGIN lost",
        TWO,
        source("02-e1-answer", "### BEGIN SOLUTION\n", ""),
        "02-e1-answer: END SOLUTION out of order",
    ),
    Mutation(
        "END lost",
        TWO,
        source("02-e1-answer", "### END SOLUTION", ""),
        "02-e1-answer: BEGIN SOLUTION without its END",
    ),
    Mutation(
        "both lost",
        TWO,
        in_notebook(
            lambda n: cell_of(n, "02-e1-answer").update(
                source=cell_of(n, "02-e1-answer")["source"]
                .replace("### BEGIN SOLUTION\n", "")
                .replace("### END SOLUTION", "")
            )
        ),
        "tag 'solution' and the lines",
    ),
    Mutation(
        "mark misspelt",
        TWO,
        source("02-e1-answer", "### BEGIN SOL", "### BEGINN SOL"),
        "02-e1-answer: END SOLUTION out of order",
    ),
    Mutation(
        "mark in another form",
        TWO,
        source("02-e1-answer", "### BEGIN", "# BEGIN"),
        "'# BEGIN SOLUTION' is not a mark",
    ),
    Mutation(
        "marks exchanged",
        TWO,
        in_notebook(
            lambda n: cell_of(n, "02-e1-check").update(
                source=cell_of(n, "02-e1-check")["source"]
                .replace("BEGIN", "X")
                .replace("END", "BEGIN")
                .replace("X", "END")
            )
        ),
        "END HIDDEN TESTS out of order",
    ),
    Mutation(
        "marks of a model answer lost",
        TWO,
        source("02-e3-answer", "<!-- END SOLUTION -->", ""),
        "BEGIN SOLUTION without its END",
    ),
    Mutation("answer cell deleted", TWO, without("02-e1-answer"), "exercise 2.1 has no answer"),
    Mutation("check cell deleted", TWO, without("02-e1-check"), "exercise 2.1 has no check"),
    Mutation(
        "check of another exercise",
        TWO,
        in_notebook(
            lambda n: cell_of(n, "02-e1-check").update(
                source=cell_of(n, "02-e1-check")["source"].replace('"2.1"', '"2.2"')
            )
        ),
        "exercise 2.1 has no check",
    ),
    Mutation(
        "solution changed, not sealed",
        TWO,
        source("02-e1-answer", "(last - first).idxmax()\n", "last.idxmax()\n"),
        "exercise 2.1 is not sealed as it stands",
    ),
    Mutation(
        "exercise deleted, its answer sealed",
        TWO,
        in_notebook(lambda n: n["cells"].remove(cell_of(n, "02-e5"))),
        "exercises.yaml: exercise 2.5 is in no notebook",
        together=True,
    ),
]

ANSWERS = [
    Mutation(
        "answer lost",
        "answers.json",
        entry(lambda a: a.pop("2.2")),
        "exercise 2.2 is not sealed as it stands",
    ),
    Mutation(
        "seal destroyed", "answers.json", entry(seal_destroyed), "exercise 2.2 is not sealed as it stands"
    ),
    Mutation(
        "near miss lost",
        "answers.json",
        entry(lambda a: a["2.2"]["answers"].popitem()),
        "exercise 2.2 is not sealed as it stands",
    ),
    Mutation(
        "form of an answer",
        "answers.json",
        entry(lambda a: a["2.2"].update(form="text")),
        "exercise 2.2 is not sealed as it stands",
    ),
    Mutation(
        "answer of no exercise",
        "answers.json",
        entry(lambda a: a.update({"2.9": a["2.2"]})),
        "answers.json: exercise 2.9 is in no notebook",
        together=True,
    ),
]

CARDS = [
    Mutation("card deleted", TWO, without("02-16"), "0 cards for claim A2.4; judge it"),
    Mutation("card of another claim", TWO, in_notebook(renamed_claim), "2 cards for claim A2.3"),
    Mutation(
        "example that counts",
        START,
        in_notebook(handed_in),
        "a card for claim A2.1, which the ledger gives to 02-changing-migration",
    ),
    Mutation(
        "number typed",
        TWO,
        source("02-10", "found=world", "found=257715425"),
        "02-10: A2.1: found=257715425 is typed",
    ),
    Mutation("arithmetic typed", TWO, source("02-13", "in_south / world", "111.7e6 / 257.7e6"), "is typed"),
    Mutation(
        "number typed above",
        TWO,
        source("02-10", 'world = here["stock"].sum()', "world = 257715425"),
        "is typed",
    ),
    Mutation(
        "number typed into a table",
        TWO,
        source("02-10", 'here["stock"].sum()', "pd.Series([257715425]).sum()"),
        "is typed",
    ),
    Mutation("half of a pair typed", TWO, source("02-26", 'now["South-North"])', "89033861)"), "is typed"),
    Mutation(
        "numbers of the article typed",
        TWO,
        source(
            "02-24",
            '{c: find(study, c).stated for c in ("A2.1", "A2.2", "A2.4")}',
            '{"A2.1": 258, "A2.2": 43, "A2.4": 87}',
        ),
        "is typed",
    ),
    Mutation("nothing found", TWO, source("02-10", ", found=world", ""), "A2.1 without found="),
]

LEDGER = [
    Mutation(
        "stated value",
        "data/claims.yaml",
        in_text("stated: 258", "stated: 285"),
        "A2.1: the statement says 258 million, stated is 285 million",
        together=True,
    ),
    Mutation(
        "stated value and statement",
        "data/claims.yaml",
        lambda path: path.write_text(
            path.read_text(encoding="utf-8").replace("258", "285"), encoding="utf-8"
        ),
        "'258 million' is not what A2.1 states",
        together=True,
    ),
    Mutation(
        "statement",
        "data/claims.yaml",
        in_text("There were 258", "There are 258"),
        "codecheck.yml: notebooks or data/ have been changed",
        together=True,
    ),
    Mutation(
        "notes",
        "data/claims.yaml",
        in_text("counted from memory, unless", "counted unless"),
        "codecheck.yml: ",
        together=True,
    ),
    Mutation(
        "notebook of a claim",
        "data/claims.yaml",
        in_text("notebook: 02-changing-migration", "notebook: 02-migration"),
        "claims.yaml: A2.1: no notebook 02-migration",
        together=True,
    ),
    Mutation(
        "claim deleted",
        "data/claims.yaml",
        in_text("- id: A3.3", "- id: A3.9"),
        "a card for claim A3.3, which the ledger does not have",
        together=True,
    ),
]

DATA = [
    Mutation(
        "digit in a table",
        "data/migrant_stock/od_2017.csv",
        in_text("3310419", "3310418"),
        "od_2017.csv",
        together=True,
    ),
    Mutation(
        "title of a licence",
        "data/datapackage.json",
        in_text('"title": "', '"title": "X'),
        "codecheck.yml: ",
        together=True,
    ),
    Mutation(
        "description in a schema",
        "data/schemas/areas.json",
        in_text('"description": "', '"description": "X'),
        "codecheck.yml: ",
        together=True,
    ),
    Mutation("licences", "data/LICENSES.md", in_text(" the ", " "), "codecheck.yml: ", together=True),
    Mutation(
        "extra file",
        "data/texts/notes.txt",
        lambda path: path.write_text("x"),
        "codecheck.yml: ",
        together=True,
    ),
    Mutation(
        "codecheck's entry",
        "codecheck.yml",
        in_text("claim A2.4", "claim A2.3"),
        "codecheck.yml: ",
        together=True,
    ),
    Mutation("codecheck lost", "codecheck.yml", lambda path: path.unlink(), "codecheck.yml: ", together=True),
    Mutation(
        "notebook lost",
        "notebooks/explore.ipynb",
        lambda path: path.unlink(),
        "codecheck.yml: ",
        together=True,
    ),
]

ALL = [*NUMBERS, *SECTIONS, *FOREIGN, *METADATA, *EXERCISES, *ANSWERS, *CARDS, *LEDGER, *DATA]
