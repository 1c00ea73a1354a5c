"""What is known of an issue and its articles without their texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256

from bulletin.model import Article, Document, Issue, Section
from bulletin.site.cache.store import key
from bulletin.site.content.labels import fold
from bulletin.site.content.structure import Body
from bulletin.site.content.views import minutes

# Signers and dates are addressed by their place alone; nobody cites them, so they may move.
_LASTING = ("art-", "item-", "ch-", "p-", "h-", "r2-", "part-")
_LEAD = ("text", "article", "paragraph")


@dataclass(frozen=True)
class Head:
    """What is known of an article without its text."""

    article: Article  # its body left out
    characters: int
    first: str  # the first paragraph that is one, empty where there is none
    lead: str  # the first that reads as a summary


@dataclass(frozen=True)
class Gist:
    """What every build knows of an issue; heads are read where a page shows them."""

    month: str
    number: int
    titles: dict[str, str]  # by article, in the order of print
    names: dict[str, str]  # article by the names that citations call it, as they compare names
    regions: dict[str, str]  # of each article that is a document; empty where it has none
    addresses: str  # the hash of its list of addresses
    words: str  # the hash of its titles and summaries, by which related articles are found
    face: str  # the hash of all that other pages say of it
    name: str = ""  # 2026年5月 总298期
    documents: Mapping[str, Document] = field(default_factory=dict)  # by article
    withdrawn: tuple[str, ...] = ()  # the names of what is published no more
    corrected: Mapping[str, date] = field(default_factory=dict)  # the last day, by article


@dataclass(frozen=True)
class Volume:
    """An issue without the texts of its articles."""

    issue: Issue
    heads: tuple[Head, ...]
    gist: Gist
    cover: str  # the text of the cover as HTML

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each article stands in the order of print."""
        return {head.article.id: place for place, head in enumerate(self.heads)}


def address_text(lines: Iterable[str]) -> str:
    """A list of addresses as its file holds it."""
    return "".join(f"{line}\n" for line in lines)


def addresses_of(articles: Sequence[str], bodies: Sequence[Body]) -> list[str]:
    return [
        f"{article}#{unit.id}"
        for article, body in zip(articles, bodies, strict=True)
        for unit in body.units
        if unit.id and unit.id.startswith(_LASTING)
    ]


def head_of(article: Article, body: Body) -> Head:
    units = body.units
    first = next((u.text for u in units if u.kind in ("text", "article")), "")
    lead = next((u.text for u in units if u.id and u.kind in _LEAD), "")
    return Head(article, body.characters, first, lead)


def gist_of(issue: Issue, heads: Sequence[Head], listed: str) -> Gist:
    words = [(h.article.id, h.article.title, h.article.summary) for h in heads]
    # Other pages say how many minutes an article takes, not how many characters it has.
    faces = [replace(head, characters=minutes(head.characters)) for head in heads]
    return Gist(
        issue.month,
        issue.number,
        {a.id: a.title for a in issue.articles},
        {fold(name): a.id for a in reversed(issue.articles) for name in _names(a)},
        {a.id: a.document.region or "" for a in issue.articles if a.document},
        sha256(listed.encode()).hexdigest(),
        key(words),
        key(issue, faces),
        issue.name,
        {a.id: a.document for a in issue.articles if a.document},
        corrected={a.id: a.corrected for a in issue.articles if a.corrected},
    )


def without(gist: Gist, gone: Sequence[Article]) -> Gist:
    """The gist of an issue in which some articles were withdrawn: no citation finds them."""
    names = {fold(name) for article in gone for name in _names(article)}
    ids = {article.id for article in gone}
    kept = {name: article for name, article in gist.names.items() if article not in ids}
    return replace(gist, names=kept, withdrawn=tuple(sorted(names)))


def _names(article: Article) -> Iterator[str]:
    """What citations call an article: its document's title and its own."""
    yield article.title
    if article.document and article.document.title:
        yield article.document.title


def without_pages(issue: Issue) -> Issue:
    """An issue whose articles name no printed page."""
    sections = (
        replace(s, articles=tuple(replace(a, page=None) for a in s.articles))
        for s in issue.sections
    )
    return replace(issue, sections=tuple(sections))


def without_text(issue: Issue) -> Issue:
    sections = (
        Section(s.title, tuple(replace(a, body="") for a in s.articles)) for s in issue.sections
    )
    return replace(issue, sections=tuple(sections))
