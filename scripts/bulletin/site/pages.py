"""Every page of the site as data: where it comes from, its template, its view, its content."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from bulletin.fields import contents, parsed, table
from bulletin.model import BulletinError, gathered
from bulletin.site import addresses, catalogue, listings, redirects, rules, subjects, tables
from bulletin.site.citations import Library
from bulletin.site.progress import Tell, silent
from bulletin.site.shelf import Entry, Shelf
from bulletin.site.store import Store, key
from bulletin.site.structure import Renderer
from bulletin.site.views import (
    ArticleView,
    CalculatorLink,
    ComparisonView,
    IssueView,
    RuleView,
    SiteView,
)

Html = Callable[[Mapping[str, str]], str]

# Pages that the site makes by itself: source, title, template.
GENERATED = (
    ("calculators/index.md", "测算", "calculators.html"),
    ("search.md", "检索", "search.html"),
    ("offline.md", "离线", "offline.html"),
)


# The header links to this page; an editor's own content/about.md takes its place.
ABOUT = (
    "<h1>关于本站</h1><p>本站刊登《简报》各期的文章与政策，并按条款提供测算。"
    "测算在读者自己的浏览器里进行，所填数字不会上传；结果供参考，以发文机关公布的原件为准。</p>"
)


@dataclass(frozen=True)
class PageSpec:
    """One page: `html` takes what stands after computed clauses and gives the content."""

    source: str
    title: str
    template: str
    view: Any
    html: Html
    slots: tuple[CalculatorLink, ...] = ()  # calculators that open at their clauses


@dataclass(frozen=True)
class Part:
    """Pages that are made together, kept, and carried over while what made them stays the same."""

    name: str
    made_of: str  # the key of all that is theirs alone; what shapes every page is not in it
    pages: Callable[[], list[PageSpec]]
    issue: IssueView | None = None


@dataclass(frozen=True)
class Site:
    """All pages, what templates see of the site, and what stands against publishing it."""

    view: SiteView
    entries: Mapping[str, Entry]
    specs: tuple[PageSpec, ...]  # made with every build: the home page and the lists
    parts: tuple[Part, ...]
    problems: tuple[BulletinError, ...]
    unpublished: tuple[str, ...]
    moved: Mapping[str, str]  # the redirects

    def html(self, view: ArticleView) -> str:
        """An article's content without what only works on the site."""
        return self.entries[view.key].body.html({}, addresses.aliases(self.moved, view.url))

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

    entries: list[Entry] = field(default_factory=list)
    intros: dict[str, dict[str, str]] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    figures: dict[str, Any] = field(default_factory=dict)
    compare: dict[str, Any] = field(default_factory=dict)
    subjects: subjects.Subjects = field(default_factory=dict)

    @classmethod
    def of(cls, content: Path, shelf: Shelf, renderer: Renderer, tell: Tell) -> _Read:
        """Read everything before anything is refused."""
        readers: dict[str, Callable[[], Any]] = {
            "entries": partial(shelf.entries, tell),
            "intros": partial(_intros, content / "calculators", renderer),
            "moved": partial(addresses.read_redirects, content / "redirects.yml"),
            "figures": partial(_tables, content / "figures"),
            "compare": partial(_tables, content / "compare"),
            "subjects": partial(subjects.read, content / "subjects.yml"),
        }
        return cls(**dict(zip(readers, gathered(readers.values()), strict=True)))


def load(content: Path, store: Store | None = None, tell: Tell = silent) -> Site:
    """Read the content folder and make every page of it; `store` keeps what need not be remade.

    Raises every refusal at once where files cannot be read; what they contradict is in `problems`.
    """
    store = store or Store(None)
    shelf = Shelf(content / "issues", store)
    renderer = Renderer()
    read = _Read.of(content, shelf, renderer, tell)
    entries = read.entries
    library = Library.of(entries)
    state, found = rules.kept(library, read.intros, shelf, store)
    problems = list(found.problems)
    moved = read.moved
    figures = tables.figures(read.figures, entries, problems.append)
    view = catalogue.site_view(entries, found.groups, found.links, read.subjects, figures, store)
    compared = tables.comparisons(read.compare, library, problems.append)
    issues = [issue.issue.id for issue in view.issues]
    problems += addresses.check(shelf, issues, moved)
    specs = [*_views(view), _home(content / "index.md", view, renderer)]
    if not (content / "about.md").is_file():
        specs.append(PageSpec("about.md", "关于本站", "main.html", view, partial(_fixed, ABOUT)))
    comparison = ComparisonView(tuple(compared))
    specs.append(
        PageSpec("compare.md", "政策对照", "compare.html", comparison, partial(_fixed, ""))
    )
    known = {entry.key: entry for entry in entries}
    parts = [_issue_part(i, shelf, known, moved, state, renderer) for i in view.issues]
    parts.append(Part("calculators", state, partial(_calculator_pages, view)))
    return Site(view, known, tuple(specs), tuple(parts), tuple(problems), found.unpublished, moved)


def _issue_part(
    view: IssueView,
    shelf: Shelf,
    entries: Mapping[str, Entry],
    moved: Mapping[str, str],
    rules_state: str,
    renderer: Renderer,
) -> Part:
    """An issue's cover and articles; what of them comes from other issues is in its key."""
    computed = any(a.calculators for a in view.articles)
    own = {old: new for old, new in moved.items() if view.url in old or view.url in new}
    made_of = key(
        shelf.digest(view.issue.id),
        view.previous,
        view.next,
        view.figures,
        [(a.related, a.calculators) for a in view.articles],
        rules_state if computed else "",
        own,
    )

    def pages() -> list[PageSpec]:
        cover = renderer.plain(view.cover)
        return [
            _cover(view, cover),
            *(_article(a, partial(_body, entries[a.key], own)) for a in view.articles),
        ]

    return Part(f"issues/{view.issue.id}", made_of, pages, view)


def _body(entry: Entry, moved: Mapping[str, str], slots: Mapping[str, str]) -> str:
    """An article's content, with the former ids of its clauses and notes of those that left."""
    html = entry.body.html(slots, addresses.aliases(moved, entry.url))
    return html + redirects.notes(moved, entry.url)


def _cover(issue: IssueView, cover: str) -> PageSpec:
    title = catalogue.issue_title(issue.issue)
    return PageSpec(
        f"issues/{issue.issue.id}/index.md", title, "issue.html", issue, partial(_fixed, cover)
    )


def _article(view: ArticleView, html: Html) -> PageSpec:
    return PageSpec(
        f"{view.url.rstrip('/')}.md",
        view.article.title,
        "article.html",
        view,
        html,
        view.calculators,
    )


def _calculator_pages(site: SiteView) -> list[PageSpec]:
    return _groups(site) + _frames(site)


def _groups(site: SiteView) -> list[PageSpec]:
    return [
        PageSpec(
            f"{group.url.rstrip('/')}.md",
            group.title,
            "calculator.html",
            group,
            partial(_fixed, group.intro),
        )
        for group in site.groups
    ]


def _frames(site: SiteView) -> list[PageSpec]:
    """Each calculator once more by itself: these pages may stand in other sites' frames."""
    return [
        PageSpec(
            f"embed/{rule.rule}.md",
            rule.schema["title"],
            "embed.html",
            replace(group, rules=(rule,)),
            partial(_fixed, ""),
        )
        for group in site.groups
        for rule in group.rules
    ]


def _views(site: SiteView) -> list[PageSpec]:
    empty = partial(_fixed, "")
    fixed = [PageSpec(s, title, name, site, empty) for s, title, name in GENERATED]
    lists = listings.pages(site)
    return fixed + [PageSpec(f"{p.url[:-1]}.md", p.title, p.template, p.view, empty) for p in lists]


def _home(path: Path, site: SiteView, renderer: Renderer) -> PageSpec:
    meta, text = _plain(path) if path.is_file() else ({}, "")
    return PageSpec(
        "index.md",
        str(meta.get("title") or "首页"),
        "home.html",
        site,
        partial(_fixed, renderer.plain(text)),
    )


def _fixed(text: str, _slots: Mapping[str, str]) -> str:
    return text


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
    text = contents(path)
    if not text.startswith("---\n"):
        return {}, text
    head, _, body = text[4:].partition("\n---\n")
    meta = parsed(head, path)
    return (meta if isinstance(meta, dict) else {}), body


def _tables(folder: Path) -> dict[str, Any]:
    """The tables of a folder by file name."""
    paths = sorted(folder.glob("*.yml"))
    return dict(
        zip((p.stem for p in paths), gathered(partial(table, p) for p in paths), strict=True)
    )
