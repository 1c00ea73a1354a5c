"""All published issues as entries, and from entries the views that the templates see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import pairwise

from bulletin.model import Issue
from bulletin.site.shelf import Entry
from bulletin.site.store import Store, key
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
    related = _related(issues, store)
    articles = {
        view.key: view for same in issues.values() for view in _articles(same, links, related)
    }
    return SiteView(
        _issues(entries, articles, figures),
        tuple(groups),
        _documents(entries, links),
        regions=_subjects(entries, articles, subjects.get("regions", {})),
        topics=_subjects(entries, articles, subjects.get("topics", {})),
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
    entries: Sequence[Entry],
    articles: Mapping[str, ArticleView],
    words: Mapping[str, Sequence[str]],
) -> dict[str, tuple[ArticleView, ...]]:
    """The articles of each topic or region: those whose head names one of its words."""
    heads = [(entry.key, _head(entry)) for entry in entries]
    found = {
        name: tuple(articles[key] for key, head in heads if any(w in head for w in wanted))
        for name, wanted in words.items()
    }
    return {name: views for name, views in found.items() if views}


def _head(entry: Entry) -> str:
    """What an article says first of itself: title, summary, region, first paragraph."""
    document = entry.article.document
    region = (document.region or "") if document else ""
    return "\n".join((entry.article.title, entry.article.summary or "", region, entry.first))


def _related(issues: Mapping[str, Sequence[Entry]], store: Store) -> dict[str, tuple[Link, ...]]:
    """The articles that share the rarest pairs of characters in title and summary.

    Only articles of the same issue and of the six before it are offered: a new issue changes no
    page of an old one, and the work does not grow faster than the archive.
    """
    names = sorted(issues)
    heads = {name: key([(e.key, _words(e)) for e in issues[name]]) for name in names}
    found: dict[str, tuple[Link, ...]] = {}
    for place, name in enumerate(names):
        window = names[max(0, place - WINDOW) : place + 1]
        near = [entry for other in window for entry in issues[other]]
        made = partial(_nearest_of, issues[name], near)
        known = store.value(f"{name}/related", key(*(heads[other] for other in window)), made)
        links = {e.key: e.link for e in near}
        found.update({own: tuple(links[other] for other in best) for own, best in known.items()})
    return found


def _nearest_of(own: Sequence[Entry], window: Sequence[Entry]) -> dict[str, list[str]]:
    """For each article of an issue the names of the nearest among the window's."""
    pairs = [_pairs(entry) for entry in window]
    holders: dict[str, list[int]] = {}
    for number, shared in enumerate(pairs):
        for pair in shared:
            holders.setdefault(pair, []).append(number)
    names = [entry.key for entry in window]
    pairs_of = dict(zip(names, pairs, strict=True))
    return {e.key: _nearest(e.key, pairs_of[e.key], names, holders) for e in own}


def _nearest(
    own: str, pairs: set[str], names: Sequence[str], holders: Mapping[str, list[int]]
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


def _pairs(entry: Entry) -> set[str]:
    han = "".join(c if "\u4e00" <= c <= "\u9fff" else " " for c in _words(entry))
    return {a + b for a, b in pairwise(han) if a != " " != b}
