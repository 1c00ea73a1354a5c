"""The views that the templates see, each made when a page asks for it, and the lists of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from bulletin.site.cache import fingerprints
from bulletin.site.cache.store import Book, Store, key
from bulletin.site.content.gists import Gist
from bulletin.site.content.lazy import Lazy
from bulletin.site.content.lives import Life
from bulletin.site.content.shelf import Entry, Shelf
from bulletin.site.content.views import (
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
from bulletin.site.pages.related import Related


class Catalogue:
    """Makes each view once; `links` maps an article's key to the calculators of its clauses."""

    def __init__(
        self,
        shelf: Shelf,
        links: Mapping[str, tuple[CalculatorLink, ...]],
        figures: Mapping[str, tuple[FigureTable, ...]],
        store: Store,
    ) -> None:
        self._shelf = shelf
        self._links = links
        self._figures = figures
        self._issues = {
            name: Link(gist.name, f"issues/{name}/") for name, gist in shelf.gists().items()
        }
        self._order = list(self._issues)  # newest first
        self._related = Related(shelf, store)
        self._made: dict[str, IssueView] = {}
        self._articles: dict[str, ArticleView] = {}

    def issue(self, name: str) -> IssueView:
        """An issue with its articles."""
        if name not in self._made:
            self._made[name] = self._issue(name)
        return self._made[name]

    def article(self, key: str) -> ArticleView:
        """An article by its name across issues."""
        if key not in self._articles:
            self.issue(key.partition("/")[0])
        return self._articles[key]

    def document(self, key: str) -> DocumentView:
        """The document that an article publishes."""
        view = self.article(key)
        assert view.article.document is not None
        issue = self._issues[view.issue.id]
        return DocumentView(
            view.article.document,
            Link(view.article.title, view.url),
            issue,
            view.calculators,
            view.life or Life(),
        )

    def made_of(self, name: str) -> str:
        """The key of what an issue's pages take from elsewhere."""
        calculators = [self._links.get(f"{name}/{a}", ()) for a in self._gist(name).titles]
        return key(
            *self._neighbours(name),
            self._figures.get(name, ()),
            self._related.key(name),
            calculators,
            self._shelf.lives.state(f"{name}/{a}" for a in self._gist(name).titles),
            [self._about(n.about) for n in self._shelf.notices if n.key.startswith(f"{name}/")],
        )

    def computed(self, name: str) -> bool:
        """Whether an article of an issue has a calculator."""
        return any(f"{name}/{a}" in self._links for a in self._gist(name).titles)

    def _gist(self, name: str) -> Gist:
        return self._shelf.gists()[name]

    def _neighbours(self, name: str) -> tuple[Link | None, Link | None]:
        """The issues before and after one."""
        at = self._order.index(name)
        older, newer = self._order[at + 1 : at + 2], self._order[max(0, at - 1) : at]
        previous, following = ([self._issues[n] for n in names] for names in (older, newer))
        return (previous[0] if previous else None), (following[0] if following else None)

    def _issue(self, name: str) -> IssueView:
        volume = self._shelf.volume(name)
        previous, following = self._neighbours(name)
        views = self._views(name)
        self._articles.update((view.key, view) for view in views.values())
        sections = (
            SectionView(s.title, tuple(views[a.id] for a in s.articles))
            for s in volume.issue.sections
        )
        return IssueView(
            volume.issue,
            self._issues[name].url,
            tuple(sections),
            volume.cover,
            self._figures.get(name, ()),
            previous,
            following,
        )

    def _views(self, name: str) -> dict[str, ArticleView]:
        """The articles of an issue, in the order of print."""
        volume = self._shelf.volume(name)
        entries = [Entry(name, head.article.id, self._shelf) for head in volume.heads]
        links = [None, *(entry.link for entry in entries), None]
        notices = self._shelf.notices_of(name)
        return {
            entry.article_id: ArticleView(
                article=head.article,
                issue=volume.issue,
                url=entry.url,
                calculators=tuple(self._links.get(entry.key, ())),
                previous=links[place],
                next=links[place + 2],
                nearest=partial(self._related.nearest, name, entry.key),
                characters=head.characters,
                lead=head.lead,
                contents=entry.contents,
                life=self._shelf.lives.life(entry.key) if head.article.document else None,
                relations=self._shelf.lives.related(entry.key),
                notices=tuple(n for n in notices if n.about == entry.key),
                about=self._about(head.article.about),
            )
            for place, (entry, head) in enumerate(zip(entries, volume.heads, strict=True))
        }

    def _about(self, key: str | None) -> Link | None:
        entry = self._shelf.entry(key) if key else None
        return entry.link if entry else None


def site_view(
    shelf: Shelf,
    catalogue: Catalogue,
    groups: Sequence[GroupView],
    subjects: Mapping[str, Mapping[str, Sequence[str]]],
    store: Store,
) -> SiteView:
    """The whole site; `subjects` are the words of each topic and of each region."""
    gists = shelf.gists()
    documents = [f"{name}/{article}" for name, g in gists.items() for article in g.regions]
    topics, regions = (
        _subjects(
            shelf, catalogue, subjects.get(kind, {}), Book(store, kind, fingerprints.program())
        )
        for kind in ("topics", "regions")
    )
    return SiteView(
        Lazy(list(gists), catalogue.issue),
        tuple(groups),
        Lazy(documents, catalogue.document),
        regions=regions,
        topics=topics,
        months={name: gist.month for name, gist in gists.items()},
        places=tuple(sorted({r for g in gists.values() for r in g.regions.values() if r})),
    )


def _subjects(
    shelf: Shelf, catalogue: Catalogue, words: Mapping[str, Sequence[str]], book: Book
) -> dict[str, Lazy[ArticleView]]:
    """The articles of each topic or region: those whose head names one of its words."""
    found: dict[str, list[str]] = {}
    asked = key(words)
    for issue, gist in shelf.gists().items():
        made = partial(_subjects_of, shelf, issue, words)
        for name, keys in book.value(issue, key(gist.face, asked), made).items():
            found.setdefault(name, []).extend(keys)
    book.keep()
    return {name: Lazy(found[name], catalogue.article) for name in words if name in found}


def _subjects_of(
    shelf: Shelf, issue: str, words: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    heads = [(entry.key, _head(entry)) for entry in shelf.entries_of(issue)]
    found = {
        name: tuple(key for key, head in heads if any(w in head for w in wanted))
        for name, wanted in words.items()
    }
    return {name: keys for name, keys in found.items() if keys}


def _head(entry: Entry) -> str:
    """What an article says first of itself: title, summary, region, first paragraph."""
    head = entry.head
    document = head.article.document
    region = (document.region or "") if document else ""
    return "\n".join((head.article.title, head.article.summary or "", region, head.first))
