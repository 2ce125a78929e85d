"""The article itself: how it is cited, and what became of every statement that could be checked."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from helpers.claims.cards import badge
from helpers.claims.judgement import Judgement
from helpers.claims.ledger import LONGEST, Claim, load_claims
from helpers.claims.templates import ARTICLE, render
from helpers.data.plain_yaml import plain_yaml
from helpers.data.schema import ARTICLE_FILE
from helpers.errors import UserError

if TYPE_CHECKING:
    from helpers.data.package import Package

COLUMNS = ("the article says", "judged by", "where else, or why not")


class Statement(BaseModel):
    """A statement of the article in our words, and what became of it.

    ``says`` is what the claims say where the file does not. ``claims`` judge it, ``notebook``
    discusses it, ``why`` says what cannot be tested and what would be evidence. One of the three at
    least: nothing is passed over in silence.
    """

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    part: str
    says: str = ""
    claims: tuple[str, ...] = Field((), strict=False)
    notebook: str = ""
    why: str = ""

    @model_validator(mode="after")
    def _not_silent(self) -> Statement:
        if not (self.claims or self.notebook or self.why):
            raise ValueError("name claims or a notebook, or say why it cannot be tested")
        if not (self.claims or self.says):
            raise ValueError("say what the article says, or name claims that do")
        return self

    @property
    def told(self) -> str:
        """Where it is discussed, and what cannot be tested."""
        where = f"Discussed in notebook {self.notebook[:2]}." if self.notebook else ""
        return f"{where} {self.why}".strip()


def _day(value: Any) -> str:
    """A day as text; YAML reads one without quotes as a date."""
    try:
        return datetime.date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise ValueError("write the day as year, month and day: 2017-12-18") from None


class Article(BaseModel):
    """What is needed to cite the article, and its statements in order. ``url``: "" where unknown."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    title: str
    author: str
    publisher: str
    published: Annotated[str, BeforeValidator(_day)]
    url: str = Field("", pattern=r"^(https?://\S+)?$")
    documents: dict[str, str] = Field({}, description="titles of UN documents by their symbols")
    statements: tuple[Statement, ...] = Field((), strict=False)

    @property
    def citation(self) -> str:
        """Author, title, publisher, date, and the address where it is known, in Markdown."""
        day = datetime.date.fromisoformat(self.published)
        address = f" <{self.url}>" if self.url else ""
        return f"{self.author}: *{self.title}*, {self.publisher}, {day.day} {day:%B %Y}.{address}"


def load_article(package: Package) -> Article | None:
    """The article of a package, None if it names none: a ledger of one's own may stand alone.

    Raises UserError, which names the first entry that is wrong.
    """
    if ARTICLE_FILE not in package.files:
        return None
    try:
        article = _article(package.content(ARTICLE_FILE, LONGEST).decode())
    except ValidationError as error:
        first = error.errors()[0]
        where = ", ".join(str(part) for part in first["loc"])
        raise UserError(f"{package.path / ARTICLE_FILE}: {where}: {first['msg']}") from None
    except ValueError as error:
        raise UserError(f"{package.path / ARTICLE_FILE}: {error}") from None
    said = {claim.id: claim.statement for claim in load_claims(package) if claim.said_by == "article"}
    whole = [
        s.model_copy(update={"says": s.says or " ".join(said[c] for c in s.claims if c in said)})
        for s in article.statements
    ]
    return article.model_copy(update={"statements": tuple(whole)})


def article_of_ledger(text: str, source: object) -> Article | None:
    """The article that a ledger names under ``article``, beside its claims; None if it names none.

    Raises UserError, which names the first entry that is wrong.
    """
    content = plain_yaml(text, "claims")
    if not isinstance(content, dict) or not content.get("article"):
        return None
    try:
        return Article.model_validate(content["article"])
    except ValidationError as error:
        first = error.errors()[0]
        where = ", ".join(str(part) for part in ("article", *first["loc"]))
        raise UserError(f"{source}: {where}: {first['msg'].removeprefix('Value error, ')}") from None


@cache  # a run asks once a claim
def _article(text: str) -> Article:
    return Article.model_validate(plain_yaml(text, "article"))


def silences(article: Article, ledger: Sequence[Claim], notebooks: Sequence[str]) -> list[str]:
    """Claims that judge no statement; and claims and notebooks that a statement names in vain."""
    known = {claim.id for claim in ledger}
    named = {name for statement in article.statements for name in statement.claims}
    told = {statement.notebook for statement in article.statements} - {""}
    return [
        *(f"{ARTICLE_FILE}: no notebook {n}; name one that is here" for n in sorted(told - set(notebooks))),
        *(f"{ARTICLE_FILE}: no claim {n} in the ledger; correct its id" for n in sorted(named - known)),
        *(f"{ARTICLE_FILE}: {n} judges no statement; name it beside one" for n in sorted(known - named)),
    ]


class WholeArticle:
    """Every statement of the article with its verdicts, as a table in a notebook or on a page."""

    def __init__(self, article: Article | None, verdicts: Sequence[Judgement]) -> None:
        self.statements = article.statements if article else ()
        self.verdicts = {judged.claim: judged for judged in verdicts}

    @property
    def counted(self) -> str:
        """How many statements have a verdict, are discussed only, or cannot be tested at all."""
        every = self.statements
        if not every:
            return "The data package does not list what the article says."
        judged = sum(bool(s.claims) for s in every)
        discussed = sum(bool(s.notebook) and not s.claims for s in every)
        left = len(every) - judged - discussed
        return (
            f"The article makes {len(every)} statements that one might check: {judged} are judged by claims, "
            f"{discussed} are discussed in a notebook without a verdict, and {left} cannot be tested with "
            "these data. None is passed over."
        )

    def __repr__(self) -> str:
        return "\n".join(
            f"{'; '.join(self._judged(s)) or '-'} | {s.says}" + (f" | {s.told}" if s.told else "")
            for s in self.statements
        )

    def _judged(self, statement: Statement) -> list[str]:
        return [
            f"{name} {found.verdict}{' (ours)' * (found.said_by == 'bundle')}"
            if found
            else f"{name} not judged"
            for name, found in ((name, self.verdicts.get(name)) for name in statement.claims)
        ]

    def _repr_html_(self) -> str:
        parts = dict.fromkeys(statement.part for statement in self.statements)
        rows = {part: [s for s in self.statements if s.part == part] for part in parts}
        return render(ARTICLE, columns=COLUMNS, parts=rows, verdicts=self.verdicts, badge=badge).strip()
