"""All published issues as entries, and from entries the views that the templates see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bulletin.frontmatter import read_issue
from bulletin.model import Article, Issue
from bulletin.site.structure import Body, Renderer
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


@dataclass(frozen=True)
class Entry:
    """One published article with its rendered body."""

    issue: Issue
    article: Article
    body: Body

    @property
    def key(self) -> str:
        """The article's name across issues: 2026-04/08."""
        return f"{self.issue.id}/{self.article.id}"

    @property
    def url(self) -> str:
        """The article's address below the site's root."""
        return f"issues/{self.key}/"

    @property
    def link(self) -> Link:
        """A link to the article."""
        return Link(self.article.title, self.url)


def issue_folders(issues: Path) -> list[Path]:
    """The folders of all issues that have a cover, newest first."""
    return sorted((p.parent for p in issues.glob("*/index.md")), reverse=True)


def load(folders: Iterable[Path], renderer: Renderer) -> list[Entry]:
    """Every article of the given issues, in the order of the folders and of print."""
    return [
        Entry(issue, article, renderer.render(article.body))
        for issue in map(read_issue, folders)
        for article in issue.articles
    ]


def site_view(
    entries: Sequence[Entry],
    groups: Sequence[GroupView],
    links: Mapping[str, Sequence[CalculatorLink]],
    subjects: Mapping[str, Mapping[str, Sequence[str]]],
    figures: Mapping[str, tuple[FigureTable, ...]],
) -> SiteView:
    """The whole site; `links` maps an article's key to the calculators of its clauses."""
    related = _related(entries)
    articles = {e.key: _article(e, entries, links.get(e.key, ()), related[e.key]) for e in entries}
    return SiteView(
        _issues(entries, articles, figures),
        tuple(groups),
        _documents(entries, links),
        regions=_subjects(entries, articles, subjects.get("regions", {})),
        topics=_subjects(entries, articles, subjects.get("topics", {})),
    )


def _article(
    entry: Entry, same: Sequence[Entry], links: Sequence[CalculatorLink], related: list[Entry]
) -> ArticleView:
    """The view of an article among those of the `same` issue."""
    place = next(n for n, e in enumerate(same) if e is entry)
    return ArticleView(
        article=entry.article,
        issue=entry.issue,
        url=entry.url,
        clauses=entry.body.clauses(entry.url),
        headings=entry.body.headings(),
        calculators=tuple(links),
        previous=same[place - 1].link if place else None,
        next=same[place + 1].link if place + 1 < len(same) else None,
        related=tuple(e.link for e in related),
        characters=entry.body.characters,
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
    entries: Sequence[Entry],
    articles: Mapping[str, ArticleView],
    words: Mapping[str, Sequence[str]],
) -> dict[str, tuple[ArticleView, ...]]:
    """The articles of each topic or region: those whose head names one of its words."""
    found = {
        name: tuple(articles[e.key] for e in entries if any(w in _head(e) for w in wanted))
        for name, wanted in words.items()
    }
    return {name: views for name, views in found.items() if views}


def _head(entry: Entry) -> str:
    """What an article says first of itself: title, summary, region, first paragraph."""
    document = entry.article.document
    first = next((b.unit.text for b in entry.body.blocks if b.unit.kind in ("text", "article")), "")
    region = (document.region or "") if document else ""
    return "\n".join((entry.article.title, entry.article.summary or "", region, first))


def _related(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """The articles that share the rarest pairs of characters in title and summary.

    Only articles of the same issue and of the six before it are offered: a new issue changes no
    page of an old one, and the work does not grow faster than the archive.
    """
    issues: dict[str, list[tuple[Entry, set[str]]]] = {}
    for entry in entries:
        issues.setdefault(entry.issue.id, []).append((entry, _pairs(entry)))
    found = {}
    names = sorted(issues)
    for place, name in enumerate(names):
        window = [pair for n in names[max(0, place - WINDOW) : place + 1] for pair in issues[n]]
        holders: dict[str, list[int]] = {}
        for number, (_, pairs) in enumerate(window):
            for pair in pairs:
                holders.setdefault(pair, []).append(number)
        for entry, pairs in issues[name]:
            found[entry.key] = _nearest(entry, pairs, window, holders)
    return found


def _nearest(
    entry: Entry,
    pairs: set[str],
    window: Sequence[tuple[Entry, set[str]]],
    holders: Mapping[str, list[int]],
) -> list[Entry]:
    scores: Counter[int] = Counter()
    for pair in pairs:
        sharing = holders[pair]
        # A pair that a tenth of the articles share says nothing; weights are integers, so that
        # the order is the same on every machine.
        if 1 < len(sharing) <= max(4, len(window) // 10):
            weight = 1000 // len(sharing)
            for number in sharing:
                scores[number] += weight
    best = sorted((-score, window[n][0].key, n) for n, score in scores.items())
    return [window[n][0] for _, key, n in best if key != entry.key][:RELATED]


def _pairs(entry: Entry) -> set[str]:
    text = entry.article.title + (entry.article.summary or "")
    han = "".join(c if "\u4e00" <= c <= "\u9fff" else " " for c in text)
    return {a + b for a, b in pairwise(han) if a != " " != b}
