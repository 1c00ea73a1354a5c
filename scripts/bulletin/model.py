"""The words of the whole product: issue, section, article, and the one kind of error."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

T = TypeVar("T")
RelationKind = Literal[
    "replaces", "repeals", "amends", "extends", "forwards", "explains", "corrects"
]
Kind = Literal["news", "policy", "notice", "correction", "withdrawal"]


class BulletinError(ValueError):
    """A refusal that an editor can act on: code, place, found, expected, what to do."""

    def __init__(self, code: str, place: str, found: str, expected: str, action: str) -> None:
        self.code = code
        self.place = place
        self.found = found
        self.expected = expected
        self.action = action
        super().__init__(f"{place}：{found}；应为：{expected}。处理：{action}〔{code}〕")


class GatheredError(BulletinError):
    """Several refusals at once, so that an editor settles them in one go; one line each."""

    def __init__(self, errors: Sequence[BulletinError]) -> None:
        first = errors[0]
        super().__init__(first.code, first.place, first.found, first.expected, first.action)
        self.errors = tuple(errors)

    def __str__(self) -> str:
        return "\n".join(map(str, self.errors))


def each(error: BulletinError) -> tuple[BulletinError, ...]:
    """The single refusals of one that may be several."""
    return error.errors if isinstance(error, GatheredError) else (error,)


class RefusedError(Exception):
    """A build is refused: the content has problems, all of them told; the old site stands."""

    def __init__(self, count: int) -> None:
        super().__init__(f"共有 {count} 处问题，见上；没有发布。")


def gathered(calls: Iterable[Callable[[], T]]) -> list[T]:
    """What each call gives; where some refuse, all their refusals at once.

    Raises the refusal itself where it is the only one.
    """
    found: list[T] = []
    refused: list[BulletinError] = []
    for call in calls:
        try:
            found.append(call())
        except BulletinError as error:
            refused += each(error)
    if refused:
        raise refused[0] if len(refused) == 1 else GatheredError(refused)
    return found


@dataclass(frozen=True)
class Source:
    """Where an article was first published."""

    outlet: str
    authors: tuple[str, ...] = ()
    date: date | None = None


@dataclass(frozen=True)
class Relation:
    """What a document does to another, known by title and number; a proposal until confirmed."""

    kind: RelationKind
    title: str | None = None
    number: str | None = None
    since: date | None = None
    until: date | None = None  # how long an extension goes
    clauses: tuple[str, ...] = ()  # that an amendment changes
    confirmed: bool = False


@dataclass(frozen=True)
class Document:
    """A government document: what its own text says of it."""

    title: str
    number: str | None = None
    issuers: tuple[str, ...] = ()
    issued: date | None = None
    effective: date | None = None
    expires: date | None = None
    region: str | None = None
    kind: str | None = None
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True)
class Article:
    """One article of an issue; its body is Markdown."""

    id: str
    title: str
    section: str
    kind: Kind = "news"
    page: int | None = None
    source: Source | None = None
    document: Document | None = None
    summary: str | None = None
    about: str | None = None  # of a correction or a withdrawal: the article that it is about
    since: date | None = None
    reason: str | None = None
    corrected: date | None = None  # the day of the last correction
    publish_on: date | None = None  # not before this day
    draft: bool = False  # not before an editor takes this away
    body: str = ""


@dataclass(frozen=True)
class Section:
    """A section of an issue with its articles in printed order."""

    title: str
    articles: tuple[Article, ...] = ()


# Editions that print the text itself; any other is a text of its own.
PRINTED_EDITIONS = ("增刊", "特刊", "专刊", "号外")


@dataclass(frozen=True)
class Issue:
    """One issue of the bulletin; `edition` is set only where its cover declares one."""

    id: str
    number: int
    month: str
    sections: tuple[Section, ...] = ()
    edition: str | None = None
    title: str = ""
    body: str = ""
    last_number: int | None = None  # of several that stand in one: 298—299
    last_month: str | None = None
    publish_on: date | None = None  # the whole issue not before this day
    draft: bool = False

    @property
    def rewritten(self) -> str:
        """What a text that is not the printed one is called (摘编); empty where it is."""
        return "" if self.extra else self.edition or ""

    @property
    def name(self) -> str:
        """Months and numbers as people write them: 2026年5—6月 总298—299期."""
        return f"{self.months}{self.extra} 总{self.numbers}期" if self.number else self.numbered

    @property
    def extra(self) -> str:
        """增刊 and the like of an issue beside the regular one; empty of a regular one."""
        return self.edition if self.edition and self.edition in PRINTED_EDITIONS else ""

    @property
    def numbered(self) -> str:
        """2026年5月（总298期）, 2026年5月增刊."""
        own = f"{self.months}{self.extra}"
        return f"{own}（总{self.numbers}期）" if self.number else own

    @property
    def months(self) -> str:
        """2026年5月, 2026年5—6月, 2026年12月—2027年1月."""
        year, month = self.month.split("-")
        first = f"{year}年{int(month)}"
        if self.last_month is None:
            return f"{first}月"
        last_year, last = self.last_month.split("-")
        same = last_year == year
        return f"{first}—{int(last)}月" if same else f"{first}月—{last_year}年{int(last)}月"

    @property
    def numbers(self) -> str:
        """298, or 298—299 of an issue that stands for both; 增刊 of one that has no number."""
        if not self.number:
            return self.extra
        return str(self.number) + (f"—{self.last_number}" if self.last_number else "")

    @property
    def articles(self) -> tuple[Article, ...]:
        """All articles of all sections in printed order."""
        return tuple(article for section in self.sections for article in section.articles)
