"""Every page of the site as data, and what stands against publishing it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from bulletin.files.fields import contents, parted, table
from bulletin.model import BulletinError, gathered
from bulletin.progress import Tell, silent
from bulletin.site.cache import fingerprints
from bulletin.site.cache.store import Store, key
from bulletin.site.cited import rules
from bulletin.site.cited.citations import Library
from bulletin.site.content import addresses, subjects
from bulletin.site.content.gists import Gist
from bulletin.site.content.lives import ENDS, Life
from bulletin.site.content.shelf import Entry, Shelf
from bulletin.site.content.structure import Renderer
from bulletin.site.content.views import (
    ArticleView,
    CalculatorLink,
    Comparison,
    ComparisonView,
    FigureTable,
    GroupView,
    RuleView,
    SiteView,
)
from bulletin.site.pages import catalogue, specs
from bulletin.site.pages.specs import Part

T = TypeVar("T")
LISTED = "addresses.txt"  # in the content folder
Report = Callable[[BulletinError], None]


@dataclass(frozen=True)
class Site:
    """All pages, what templates see of the site, and what stands against publishing it."""

    view: SiteView
    shelf: Shelf
    parts: tuple[Part, ...]
    problems: tuple[BulletinError, ...]
    waiting: tuple[str, ...]
    moved: Mapping[str, str]  # the redirects
    addresses: Mapping[Path, str]  # the lists to keep once this is published

    def html(self, view: ArticleView) -> str:
        """An article's content without what only works on the site."""
        entry = Entry(view.issue.id, view.article.id, self.shelf)
        return entry.body.html({}, addresses.aliases(self.moved, view.url))

    def superseded(self) -> Iterator[str]:
        """One line for each rule whose document has been replaced or repealed."""
        lives = self.shelf.lives
        for rule in (rule for group in self.view.groups for rule in group.rules):
            key = rule.article.url.removeprefix("issues/").rstrip("/")
            for event in lives.life(key).events if key in lives.documents else ():
                if event.how in ENDS:
                    perhaps = "已" if event.sure else "可能已（待核实）"
                    since = f"{event.day} 起" if event.day else ""
                    what = f"{since}{perhaps}被{event.by}{event.how}"
                    yield f"测算 {rule.rule} 依据的文件{what}，规则待更新"

    def changed(self) -> dict[str, str]:
        """When each article was last changed, by its address; else the month that published it."""
        gists = self.shelf.gists()
        days = {f"issues/{name}/{a}/": g.month for name, g in gists.items() for a in g.titles}
        for name, gist in gists.items():
            days |= {f"issues/{name}/{a}/": day.isoformat() for a, day in gist.corrected.items()}
        for notice in self.shelf.notices:
            about = f"issues/{notice.about}/"
            if about in days:
                days[about] = max(days[about], notice.day)
        return days

    def gone(self) -> list[str]:
        """The addresses of withdrawn articles."""
        return [f"issues/{key}/" for key in self.shelf.all_withdrawn]

    def held(self) -> Iterator[str]:
        """One line for each article or issue that is not published yet."""
        for issue, waiting in sorted(self.shelf.held.items()):
            yield from (h.line(issue) for h in waiting)

    def unbound(self) -> Iterator[str]:
        """One line for each correction and withdrawal that does not say what it is about."""
        for notice in self.shelf.notices:
            if not notice.about:
                what = f"{notice.key}.md《{notice.title}》没有写明{notice.label}的是哪一篇"
                yield f"{what}：在开头加一行 about: 期/篇，如 about: 2026-04/05，两篇就互相指明"

    def slots(
        self, calculators: Iterable[CalculatorLink], render: Callable[[list[RuleView]], str]
    ) -> dict[str, str]:
        """What stands after each computed clause of an article: its calculators, each once."""
        rules = {r.rule: r for g in self.view.groups for r in g.rules}
        placed: dict[str, list[RuleView]] = {}
        for link in calculators:
            placed.setdefault(link.clauses[0], []).append(rules[link.rule])
        return {identifier: render(found) for identifier, found in placed.items()}


@dataclass
class _Read:
    """The editor's files as they were read."""

    gists: Mapping[str, Gist] = field(default_factory=dict)
    intros: dict[str, dict[str, str]] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    figures: dict[str, Any] = field(default_factory=dict)
    compare: dict[str, Any] = field(default_factory=dict)
    subjects: subjects.Subjects = field(default_factory=dict)

    @classmethod
    def of(cls, content: Path, shelf: Shelf, renderer: Renderer, store: Store, tell: Tell) -> _Read:
        """Read everything before anything is refused."""
        readers: dict[str, Callable[[], Any]] = {
            "gists": partial(shelf.gists, tell),
            "intros": partial(_intros, content / "calculators", renderer),
            "moved": partial(addresses.read_redirects, content / "redirects.yml"),
            "figures": partial(_tables, content / "figures", store),
            "compare": partial(_tables, content / "compare", store),
            "subjects": partial(subjects.read, content / "subjects.yml", store),
        }
        return cls(**dict(zip(readers, gathered(readers.values()), strict=True)))


def load(
    content: Path, store: Store | None = None, tell: Tell = silent, day: date | None = None
) -> Site:
    """Read the content folder and make every page of it; `store` keeps what need not be remade.

    What is published after `day` (without it: today) is left out.
    Raises every refusal at once where files cannot be read; what they contradict is in `problems`.
    """
    store = store or Store(None)
    shelf = Shelf(content / "issues", store, day)
    renderer = Renderer()
    read = _Read.of(content, shelf, renderer, store, tell)
    library = Library(shelf)
    state, found = rules.kept(library, read.intros, shelf, store)
    problems = list(found.problems)
    published = {n: t for n, t in read.figures.items() if shelf.published(n)}
    figures = _figures(published, shelf, store, problems.append)
    views = catalogue.Catalogue(shelf, found.links, figures, store)
    site = catalogue.site_view(shelf, views, found.groups, read.subjects, store)
    compared = _comparisons(read.compare, library, store, problems.append)
    problems += _aimless(shelf)
    moved = read.moved
    vanished, lists = addresses.check(shelf, moved)
    problems += vanished
    pages = _lasting(found.groups, compared, subjects.addresses(read.subjects, store))
    vanished, page_list = addresses.check_pages(content / LISTED, pages, moved)
    problems += vanished
    parts = [specs.issue(name, shelf, views, moved, state) for name in read.gists]
    parts.append(specs.calculators(site, state))
    parts += specs.lists(site, shelf, state, subjects.addresses(read.subjects, store))
    comparison = ComparisonView(tuple(compared), _lives_of(compared, shelf))
    parts += specs.single(site, shelf, state, comparison, _home(content / "index.md", renderer))
    if not (content / "about.md").is_file():
        parts.append(specs.about(site))
    if withdrawn := shelf.all_withdrawn:
        parts.append(specs.withdrawn(withdrawn))
    return Site(site, shelf, tuple(parts), tuple(problems), found.waiting, moved, lists | page_list)


def _aimless(shelf: Shelf) -> Iterator[BulletinError]:
    """Corrections and withdrawals of articles that no issue has."""
    for notice in shelf.notices:
        if notice.about and shelf.entry(notice.about) is None:
            yield BulletinError(
                "about-missing",
                f"issues/{notice.key}.md",
                f"{notice.label}所针对的 {notice.about} 不在任何一期里",
                "期的文件夹和文章的文件名，如 2026-04/05",
                "改正 about 一行",
            )


def _lives_of(compared: Iterable[Comparison], shelf: Shelf) -> dict[str, Life]:
    """The lives of the documents that are compared, by their addresses."""
    urls = {link.url for table in compared for link in table.documents}
    keys = {url: url.removeprefix("issues/").rstrip("/") for url in sorted(urls)}
    return {u: shelf.lives.life(k) for u, k in keys.items() if k in shelf.lives.documents}


def _lasting(
    groups: Iterable[GroupView], compared: Iterable[Comparison], topics: Mapping[str, str]
) -> Iterator[str]:
    """The addresses that last beside those of articles: calculators, the comparison, topics."""
    for group in groups:
        yield group.url
        for rule in group.rules:
            yield rule.url
            yield f"{group.url}#{rule.rule}"  # the rule's address of before: the list leads on
    if groups:
        yield "match/"
    if any(True for _ in compared):
        yield "compare/"
    yield from topics.values()


def _home(path: Path, renderer: Renderer) -> tuple[str, str]:
    """Title and text of the home page."""
    meta, text = _plain(path) if path.is_file() else ({}, "")
    return str(meta.get("title") or "首页"), renderer.plain(text)


def _intros(folder: Path, renderer: Renderer) -> dict[str, dict[str, str]]:
    """Title and introduction of each calculator page, from the editor's Markdown."""
    paths = sorted(folder.glob("*.md"))
    found = {}
    for path, (meta, text) in zip(paths, gathered(partial(_plain, p) for p in paths), strict=True):
        found[path.stem] = {
            "title": str(meta.get("title") or ""),
            "summary": str(meta.get("intro") or ""),
            "intro": renderer.plain(text),
        }
    return found


def _plain(path: Path) -> tuple[dict[str, Any], str]:
    """Front matter and text of a page that is no article."""
    return parted(path, contents(path))


def _tables(folder: Path, store: Store) -> dict[str, Any]:
    """The tables of a folder by file name."""
    paths = sorted(folder.glob("*.yml"))
    state = key(fingerprints.program(), fingerprints.tree(folder) if paths else "")
    return store.value(f"tables/{folder.name}", state, partial(_read_tables, paths))


def _read_tables(paths: Sequence[Path]) -> dict[str, Any]:
    found = gathered(partial(table, path) for path in paths)
    return {path.stem: data for path, data in zip(paths, found, strict=True)}


def _figures(
    read: Mapping[str, Any], shelf: Shelf, store: Store, report: Report
) -> dict[str, tuple[FigureTable, ...]]:
    """The figures of each issue, looked up where a table or the issue has changed."""
    state = key(read, [shelf.digest(name) for name in read if name in shelf.gists()])

    def make(report: Report) -> dict[str, tuple[FigureTable, ...]]:
        from bulletin.site.cited import tables

        return tables.figures(read, shelf, report)

    return _unless_wrong("figures", state, make, store, report)


def _comparisons(
    read: Mapping[str, Any], library: Library, store: Store, report: Report
) -> list[Comparison]:
    """The comparisons, made where a table or a document has changed."""
    documents = (
        table["documents"]
        for table in read.values()
        if isinstance(table, dict) and isinstance(table.get("documents"), dict)
    )
    entries = [library.find(str(title)) for found in documents for title in found.values()]
    state = key(read, [(e.key, e.shelf.article_digest(e)) if e else None for e in entries])

    def make(report: Report) -> list[Comparison]:
        from bulletin.site.cited import tables

        return tables.comparisons(read, library, report)

    return _unless_wrong("comparisons", state, make, store, report)


def _unless_wrong(
    name: str, state: str, make: Callable[[Report], T], store: Store, report: Report
) -> T:
    """What is kept, or else is made; what is wrong with it is told with every build."""
    whole = key(fingerprints.program(), state)
    found: T | None = store.get(f"tables/{name}", whole)
    if found is None:
        problems: list[BulletinError] = []
        found = make(problems.append)
        if not problems:
            store.put(f"tables/{name}", whole, found)
        for problem in problems:
            report(problem)
    return found
