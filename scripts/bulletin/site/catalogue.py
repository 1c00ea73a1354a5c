"""All published issues as entries, and from entries the views that the templates see."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import pairwise

from bulletin.model import Issue
from bulletin.site.shelf import Entry
from bulletin.site.store import Book, Store, key
from bulletin.site.views import (
    ArticleView,
    CalculatorLink,
    DocumentView,
    FigureTable,
    GroupView,
    IssueView,
    Link,
    SectionView,
    SiteView,
)

RELATED = 3
WINDOW = 6  # issues that related articles are looked for in, beside the article's own


def site_view(
    entries: Sequence[Entry],
    groups: Sequence[GroupView],
    links: Mapping[str, Sequence[CalculatorLink]],
    subjects: Mapping[str, Mapping[str, Sequence[str]]],
    figures: Mapping[str, tuple[FigureTable, ...]],
    store: Store,
) -> SiteView:
    """The whole site; `links` maps an article's key to the calculators of its clauses."""
    issues = _by_issue(entries)
    books = {name: Book(store, name) for name in ("related", "regions", "topics")}
    related = _related(issues, books["related"])
    articles = {
        view.key: view for same in issues.values() for view in _articles(same, links, related)
    }
    regions, topics = (
        _subjects(issues, articles, subjects.get(name, {}), books[name])
        for name in ("regions", "topics")
    )
    for book in books.values():
        book.keep()
    return SiteView(
        _issues(entries, articles, figures),
        tuple(groups),
        _documents(entries, links),
        regions=regions,
        topics=topics,
    )


def _by_issue(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.issue.id, []).append(entry)
    return found


def _articles(
    same: Sequence[Entry],
    links: Mapping[str, Sequence[CalculatorLink]],
    related: Mapping[str, tuple[Link, ...]],
) -> Iterable[ArticleView]:
    """The views of one issue's articles."""
    for place, entry in enumerate(same):
        yield ArticleView(
            article=entry.article,
            issue=entry.issue,
            url=entry.url,
            calculators=tuple(links.get(entry.key, ())),
            previous=same[place - 1].link if place else None,
            next=same[place + 1].link if place + 1 < len(same) else None,
            related=related.get(entry.key, ()),
            characters=entry.characters,
            lead=entry.lead,
            contents=entry.contents,
        )


def _issues(
    entries: Sequence[Entry],
    articles: Mapping[str, ArticleView],
    figures: Mapping[str, tuple[FigureTable, ...]],
) -> tuple[IssueView, ...]:
    issues = list({e.issue.id: e.issue for e in entries}.values())
    links = [Link(issue_title(i), f"issues/{i.id}/") for i in issues]
    return tuple(
        IssueView(
            issue,
            f"issues/{issue.id}/",
            tuple(
                SectionView(s.title, tuple(articles[f"{issue.id}/{a.id}"] for a in s.articles))
                for s in issue.sections
            ),
            issue.body,
            figures.get(issue.id, ()),
            previous=links[n + 1] if n + 1 < len(links) else None,
            next=links[n - 1] if n else None,
        )
        for n, issue in enumerate(issues)
    )


def issue_title(issue: Issue) -> str:
    """2026年4月 总297期."""
    year, month = issue.month.split("-")
    return f"{year}年{int(month)}月 总{issue.number}期"


def _documents(
    entries: Sequence[Entry], links: Mapping[str, Sequence[CalculatorLink]]
) -> tuple[DocumentView, ...]:
    return tuple(
        DocumentView(
            e.article.document,
            e.link,
            Link(issue_title(e.issue), f"issues/{e.issue.id}/"),
            tuple(links.get(e.key, ())),
        )
        for e in entries
        if e.article.document
    )


def _subjects(
    issues: Mapping[str, Sequence[Entry]],
    articles: Mapping[str, ArticleView],
    words: Mapping[str, Sequence[str]],
    book: Book,
) -> dict[str, tuple[ArticleView, ...]]:
    """The articles of each topic or region: those whose head names one of its words."""
    found: dict[str, list[ArticleView]] = {}
    for issue, same in issues.items():
        made = partial(_subjects_of, same, words)
        for name, keys in book.value(issue, key(_face(same), words), made).items():
            found.setdefault(name, []).extend(articles[k] for k in keys)
    return {name: tuple(found[name]) for name in words if name in found}


def _subjects_of(
    same: Sequence[Entry], words: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    heads = [(entry.key, _head(entry)) for entry in same]
    found = {
        name: tuple(key for key, head in heads if any(w in head for w in wanted))
        for name, wanted in words.items()
    }
    return {name: keys for name, keys in found.items() if keys}


def _head(entry: Entry) -> str:
    """What an article says first of itself: title, summary, region, first paragraph."""
    document = entry.article.document
    region = (document.region or "") if document else ""
    return "\n".join((entry.article.title, entry.article.summary or "", region, entry.first))


def _face(same: Sequence[Entry]) -> str:
    return same[0].shelf.face(same[0].issue.id)


def _related(issues: Mapping[str, Sequence[Entry]], book: Book) -> dict[str, tuple[Link, ...]]:
    """The articles that share the rarest pairs of characters in title and summary.

    Only articles of the same issue and of the six before it are offered: a new issue changes no
    page of an old one, and the work does not grow faster than the archive.
    """
    names = sorted(issues)
    words = {name: issues[name][0].shelf.words(name) for name in names}
    links = {entry.key: entry.link for same in issues.values() for entry in same}
    found: dict[str, tuple[Link, ...]] = {}
    for place, name in enumerate(names):
        window = names[max(0, place - WINDOW) : place + 1]
        made = partial(_nearest_of, issues, window)
        known = book.value(name, key([(other, words[other]) for other in window]), made)
        found.update({own: tuple(links[other] for other in best) for own, best in known.items()})
    return found


def _nearest_of(
    issues: Mapping[str, Sequence[Entry]], names_of_window: Sequence[str]
) -> dict[str, list[str]]:
    """For each article of the last issue of a window the names of the nearest in it."""
    window = [entry for name in names_of_window for entry in issues[name]]
    pairs = [_pairs(_words(entry)) for entry in window]
    holders: dict[str, list[int]] = {}
    for number, shared in enumerate(pairs):
        for pair in shared:
            holders.setdefault(pair, []).append(number)
    names = [entry.key for entry in window]
    own = issues[names_of_window[-1]]
    return {e.key: _nearest(e.key, _pairs(_words(e)), names, holders) for e in own}


def _nearest(
    own: str, pairs: frozenset[str], names: Sequence[str], holders: Mapping[str, list[int]]
) -> list[str]:
    scores: Counter[int] = Counter()
    for pair in pairs:
        sharing = holders[pair]
        # A pair that a tenth of the articles share says nothing; weights are integers, so that
        # the order is the same on every machine.
        if 1 < len(sharing) <= max(4, len(names) // 10):
            weight = 1000 // len(sharing)
            for number in sharing:
                scores[number] += weight
    best = sorted((-score, names[number]) for number, score in scores.items())
    return [name for _, name in best if name != own][:RELATED]


def _words(entry: Entry) -> str:
    return entry.article.title + (entry.article.summary or "")


@lru_cache(maxsize=512)  # the articles of a window are asked for again by the next ones
def _pairs(words: str) -> frozenset[str]:
    runs = re.findall("[\u4e00-\u9fff]+", words)
    return frozenset(a + b for run in runs for a, b in pairwise(run))
