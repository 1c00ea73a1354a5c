"""Pages as data, in parts that are made together: where each comes from, its template, its view.

A part says what it is made of, so that it is made anew only where that changed (see `parts`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from bulletin.site.cache.store import key
from bulletin.site.content import addresses, notices, redirects
from bulletin.site.content.shelf import Entry, Shelf
from bulletin.site.content.views import (
    ArticleView,
    CalculatorLink,
    ComparisonView,
    IssueView,
    Listing,
    QuestionView,
    SiteView,
    SubjectsView,
)
from bulletin.site.pages import catalogue, listings, open_data

Html = Callable[[Mapping[str, str]], str]

# Pages that the site makes by itself: source, title, template.
GENERATED = (
    ("calculators/index.md", "测算", "calculators.html"),
    ("search.md", "检索", "search.html"),
    ("offline.md", "离线", "offline.html"),
)

MATCH = "我能享受哪些政策"

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
    pages: Callable[[], list[PageSpec]] = list
    issue: Callable[[], IssueView] | None = None
    files: Callable[[], Iterable[tuple[str, bytes]]] = tuple  # others, by their path in the site


def issue(
    name: str,
    shelf: Shelf,
    views: catalogue.Catalogue,
    moved: Mapping[str, str],
    rules_state: str,
) -> Part:
    """An issue's cover and articles; what of them comes from other issues is in its key."""
    url = f"issues/{name}/"
    own = {old: new for old, new in moved.items() if url in old or url in new}
    state = rules_state if views.computed(name) else ""

    def pages() -> list[PageSpec]:
        view = views.issue(name)
        bodies = (partial(_body, Entry(name, a.article.id, shelf), own) for a in view.articles)
        return [_cover(view), *map(_article, view.articles, bodies)]

    made_of = key(shelf.digest(name), views.made_of(name), state, own)
    return Part(f"issues/{name}", made_of, pages, partial(views.issue, name))


def _body(entry: Entry, moved: Mapping[str, str], slots: Mapping[str, str]) -> str:
    """An article's content, with the former ids of its clauses and notes of those that left."""
    html = entry.body.html(slots, addresses.aliases(moved, entry.url))
    return html + redirects.notes(moved, entry.url)


def _cover(issue: IssueView) -> PageSpec:
    title = issue.issue.name
    return PageSpec(
        f"issues/{issue.issue.id}/index.md",
        title,
        "issue.html",
        issue,
        partial(_fixed, issue.cover),
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


def calculators(site: SiteView, rules_state: str) -> Part:
    """The pages of all calculators, and each calculator by itself."""
    pages = lambda: [*_groups(site), *_questions(site), *_match(site)]  # noqa: E731
    return Part("calculators", rules_state, pages, files=lambda: open_data.rules(site.groups))


def _match(site: SiteView) -> list[PageSpec]:
    """The page that judges all rules for one company, where there are any."""
    if not site.groups:
        return []
    from bulletin.site.cited import matched  # an unchanged site loads no rules

    view = matched.view(site.groups)
    return [PageSpec("match.md", MATCH, "match.html", view, partial(_fixed, ""))]


def _groups(site: SiteView) -> Iterator[PageSpec]:
    for group in site.groups:
        html = partial(_fixed, group.intro)
        yield PageSpec(
            f"{group.url.rstrip('/')}.md", group.title, "calculator-group.html", group, html
        )


def _questions(site: SiteView) -> Iterator[PageSpec]:
    """The page of each question, and the same by itself for frames on other sites."""
    empty = partial(_fixed, "")
    for group in site.groups:
        for rule in group.rules:
            title, view = rule.schema["title"], QuestionView(group, rule)
            source = f"{rule.url.rstrip('/')}.md"
            yield PageSpec(source, title, "calculator.html", view, empty)
            yield PageSpec(f"embed/{rule.rule}.md", title, "embed.html", view, empty)


def lists(
    site: SiteView, shelf: Shelf, rules_state: str, subjects: Mapping[str, str]
) -> Iterator[Part]:
    """The lists, and what else shows more than one issue; `subjects` are the subjects' addresses.

    A part of a list is made of the entries that it lists; the rest, of all issues.
    """
    faces = {name: gist.face for name, gist in shelf.gists().items()}
    whole = key(rules_state, faces)
    for source, title, template in GENERATED:
        yield _page(PageSpec(source, title, template, site, partial(_fixed, "")), whole)
    for page in listings.pages(site, subjects):
        made_of, view = whole, page.view
        if isinstance(view, Listing):
            lives = shelf.lives.state(view.items.keys)
            made_of = key(rules_state, site.places, _listed(view, faces), lives)
        elif isinstance(view, SubjectsView):
            fronts = (*view.topics, *view.regions)
            made_of = key(whole, [_listed(front, faces) for front in fronts])
        source = f"{page.url[:-1]}.md"
        spec = PageSpec(source, page.title, page.template, view, partial(_fixed, ""))
        part = _page(spec, made_of)
        register = page.template == "register.html"
        yield replace(part, files=partial(open_data.policies, view)) if register else part


def _listed(view: Listing, faces: Mapping[str, str]) -> tuple[Any, ...]:
    """What a list shows, by value."""
    items = [(item, faces[item.partition("/")[0]]) for item in view.items.keys]
    return view.url, view.title, view.total, view.parts, items


def single(
    site: SiteView, shelf: Shelf, rules_state: str, compared: ComparisonView, home: tuple[str, str]
) -> Iterator[Part]:
    """The home page and the comparison; `home` is the title and the text of the first."""
    faces = {name: gist.face for name, gist in shelf.gists().items()}
    title, text = home
    spec = PageSpec("index.md", title, "home.html", site, partial(_fixed, text))
    yield _page(spec, key(rules_state, faces, home))
    spec = PageSpec("compare.md", "政策对照", "compare.html", compared, partial(_fixed, ""))
    yield _page(spec, key(compared))


def withdrawn(found: Mapping[str, str]) -> Part:
    """The list by which publishing knows which kept releases still hold a withdrawn text."""
    text = json.dumps(found, indent=1, sort_keys=True) + "\n"
    return Part("withdrawn", key(text), files=lambda: [(notices.LIST, text.encode())])


def about(site: SiteView) -> Part:
    """The page about the site, where the editor has written none."""
    return _page(PageSpec("about.md", "关于本站", "main.html", site, partial(_fixed, ABOUT)), "")


def _page(spec: PageSpec, made_of: str) -> Part:
    """A part of one page."""
    name = spec.source.removesuffix(".md").replace("/", "+")
    return Part(f"pages/{name}", key(made_of, spec.title), lambda: [spec])


def _fixed(text: str, _slots: Mapping[str, str]) -> str:
    return text
