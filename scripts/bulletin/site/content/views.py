"""What the templates see: one view for each kind of page, made before any page is rendered.

Views are tuples with names, since an archive has five thousand articles and every build loads these
classes. Addresses in views are relative to the site's root ("issues/2026-04/08/"); templates pass
them through MkDocs' `url` filter, so that the site works below any base path.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, Protocol

from bulletin.model import Article, Document, Issue
from bulletin.site.content.lazy import Lazy
from bulletin.site.content.lives import Life, Related, window
from bulletin.site.content.notices import Notice


class Link(NamedTuple):
    """A place on the site: its title and its address, with `#id` where it is inside a page."""

    title: str
    url: str


class Heading(NamedTuple):
    """An entry of an article's table of contents."""

    id: str
    title: str
    level: int  # 1 for a chapter or sub-heading, 2 below it


class Body(Protocol):
    """An article's blocks."""

    def headings(self) -> tuple[Heading, ...]:
        """The table of contents."""


Contents = Callable[[], Body]


def minutes(characters: int) -> int:
    """Reading time in whole minutes at 400 characters a minute, at least one."""
    return max(1, round(characters / 400))


class ArticleView(NamedTuple):
    """An article with its neighbours."""

    article: Article
    issue: Issue
    url: str
    calculators: tuple[CalculatorLink, ...]
    previous: Link | None
    next: Link | None
    nearest: Callable[[], tuple[Link, ...]]
    characters: int  # non-space characters of the body
    lead: str  # its first paragraph
    contents: Contents
    life: Life | None = None  # of its document
    relations: tuple[Related, ...] = ()
    notices: tuple[Notice, ...] = ()  # corrections and withdrawals of it
    about: Link | None = None  # of a correction or a withdrawal: the article that it is about

    @property
    def force(self) -> tuple[str, str]:
        """First and last day on which its document is plainly in force."""
        return window(self.life) if self.life else ("", "")

    @property
    def related(self) -> tuple[Link, ...]:
        """The articles most like it; looked for when asked for, since lists do without."""
        return self.nearest()

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The table of contents; read when asked for."""
        return self.contents().headings()

    @property
    def key(self) -> str:
        """The article's name across issues, as in `article[data-article]`: 2026-04/08."""
        return f"{self.issue.id}/{self.article.id}"

    @property
    def minutes(self) -> int:
        """Reading time in whole minutes."""
        return minutes(self.characters)


class CitationView(NamedTuple):
    """A citation found in the published text."""

    document: str
    clause: str  # id, resolved
    label: str
    figures: tuple[str, ...]
    text: str  # the clause's own published text
    url: str  # issues/2026-04/08/#art-19


class Cell(NamedTuple):
    """What one regulation says of a theme; empty where it says nothing."""

    text: str
    citations: tuple[CitationView, ...]


class Row(NamedTuple):
    """One theme across all regulations."""

    theme: str
    cells: tuple[Cell, ...]


class Comparison(NamedTuple):
    """Regulations side by side."""

    title: str
    intro: str
    documents: tuple[Link, ...]
    rows: tuple[Row, ...]


class Figure(NamedTuple):
    """One figure of an issue: its value as the text writes it, and where it stands."""

    name: str
    value: str
    note: str
    share: int  # per mille of the table's largest value, for the bar
    citation: CitationView


class FigureTable(NamedTuple):
    """Figures of one kind."""

    id: str
    title: str
    unit: str
    chart: str
    rows: tuple[Figure, ...]


class ComparisonView(NamedTuple):
    """The page of comparisons."""

    tables: tuple[Comparison, ...]
    lives: Mapping[str, Life] = {}  # of each document that is compared, by its address


class SectionView(NamedTuple):
    """A section of an issue with its articles in printed order."""

    title: str
    articles: tuple[ArticleView, ...]


class IssueView(NamedTuple):
    """An issue: its sections, and the issues before and after it."""

    issue: Issue
    url: str
    sections: tuple[SectionView, ...]
    cover: str  # the text of the cover as HTML
    figures: tuple[FigureTable, ...] = ()
    previous: Link | None = None
    next: Link | None = None

    @property
    def year(self) -> str:
        """The year under which the archive lists it."""
        return self.issue.month[:4]

    @property
    def articles(self) -> tuple[ArticleView, ...]:
        """All articles in printed order."""
        return tuple(a for s in self.sections for a in s.articles)


class CalculatorLink(NamedTuple):
    """A rule as an article or a list shows it."""

    rule: str
    group: str
    title: str
    url: str  # calculators/xj-premium/xj_premium_enterprise/
    clauses: tuple[str, ...]  # ids of the clauses that it computes, in the article that shows it


class RuleView(NamedTuple):
    """One calculator: its schema, its worked example, and its citations found in the text."""

    rule: str
    schema: dict[str, Any]
    example: dict[str, Any]  # result of run() on schema["example"]
    citations: tuple[CitationView, ...]
    article: Link
    url: str
    facts: dict[str, str]  # the fact that a field asks of the company, by the field's name
    lives: dict[str, Any]  # what later documents did to those of the rule, by title

    def lives_text(self) -> str:
        """The lives as JSON for the page; empty where nothing is known of any."""
        return json.dumps(self.lives, ensure_ascii=False) if self.lives else ""

    def cited(self, citation: dict[str, Any]) -> CitationView | None:
        """The published passage of one of the rule's citations, as a check carries it."""
        for c in self.citations:
            if c.document == citation["document"] and c.label == citation["label"]:
                return c
        return None


class GroupView(NamedTuple):
    """Rules that a visitor looks for together: a list of questions."""

    name: str
    title: str
    summary: str  # one sentence for lists
    intro: str  # HTML
    url: str
    rules: tuple[RuleView, ...]


class QuestionView(NamedTuple):
    """The page of one question: its calculator, and the group that it stands in."""

    group: GroupView
    rule: RuleView


class FactsView(NamedTuple):
    """What one group of rules asks of a company."""

    title: str
    facts: tuple[dict[str, Any], ...]  # as the calculators describe them


class MatchView(NamedTuple):
    """The page that starts from a company: all facts, and an example judged by all rules."""

    first: tuple[dict[str, Any], ...]  # where, and who asks
    groups: tuple[FactsView, ...]
    rules: tuple[str, ...]
    documents: tuple[Link, ...]
    example: dict[str, Any]
    lives: str  # as JSON, empty where nothing is known

    def listed(self, name: str) -> list[dict[str, Any]]:
        """The example's items of one list."""
        return [item for item in self.example["items"] if item["list"] == name]


class DocumentView(NamedTuple):
    """A regulation in the register."""

    document: Document
    article: Link
    issue: Link
    calculators: tuple[CalculatorLink, ...]
    life: Life = Life()


class Listing(NamedTuple):
    """One part of a list that grows with the archive: issues, articles or regulations."""

    title: str
    url: str
    items: Lazy[Any]  # newest first
    total: int  # entries of the whole list
    parts: tuple[Link, ...]  # all parts by their years or months, the newest first


class SubjectsView(NamedTuple):
    """All topics and regions, each by the newest part of its list."""

    topics: tuple[Listing, ...]
    regions: tuple[Listing, ...]


@dataclass(frozen=True)
class SiteView:
    """The whole site; issues are keyed by folder, articles and documents by `2026-04/08`."""

    issues: Lazy[IssueView]  # newest first
    groups: tuple[GroupView, ...]
    documents: Lazy[DocumentView]
    built: date | None = None
    regions: Mapping[str, Lazy[ArticleView]] = field(default_factory=dict)
    topics: Mapping[str, Lazy[ArticleView]] = field(default_factory=dict)
    months: Mapping[str, str] = field(default_factory=dict)  # of each issue: 2026-04
    places: tuple[str, ...] = ()  # where the documents are in force, each once

    @property
    def latest(self) -> IssueView | None:
        """The newest issue; None where there is none yet."""
        return self.issues[0] if self.issues else None
