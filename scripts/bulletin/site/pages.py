"""Every page of the site as data: where it comes from, its template, its view, its content."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from bulletin.model import BulletinError
from bulletin.site import addresses, catalogue, rules, subjects, tables
from bulletin.site.catalogue import Entry
from bulletin.site.citations import Library
from bulletin.site.structure import Renderer
from bulletin.site.views import ArticleView, ComparisonView, IssueView, RuleView, SiteView

Html = Callable[[Mapping[str, str]], str]

# Pages that the site makes by itself: source, title, template.
GENERATED = (
    ("issues/index.md", "往期", "archive.html"),
    ("topics.md", "专题与地区", "topics.html"),
    ("register.md", "政策库", "register.html"),
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
    anchors: tuple[str, ...] = ()
    slots: bool = False


@dataclass(frozen=True)
class Site:
    """All pages, what templates see of the site, and what stands against publishing it."""

    view: SiteView
    entries: tuple[Entry, ...]
    specs: tuple[PageSpec, ...]
    problems: tuple[BulletinError, ...]
    unpublished: tuple[str, ...]

    def rule(self, name: str) -> RuleView | None:
        """A calculator by its name."""
        return next((r for g in self.view.groups for r in g.rules if r.rule == name), None)

    def slots(self, spec: PageSpec, render: Callable[[list[RuleView]], str]) -> dict[str, str]:
        """What stands after each computed clause of an article: its calculators, each once."""
        placed: dict[str, list[RuleView]] = {}
        for link in spec.view.calculators:
            rule = self.rule(link.rule)
            if rule:
                placed.setdefault(link.clauses[0], []).append(rule)
        return {identifier: render(found) for identifier, found in placed.items()}


def load(content: Path) -> Site:
    """Read the content folder and make every page of it."""
    renderer = Renderer()
    entries = catalogue.load(catalogue.issue_folders(content / "issues"), renderer)
    intros = _intros(content / "calculators", renderer)
    found = rules.load(entries, intros)
    problems = list(found.problems)
    library = Library.of(entries)
    view = catalogue.site_view(
        entries,
        found.groups,
        found.links,
        subjects.read(content / "subjects.yml"),
        tables.figures(_tables(content / "figures"), entries, problems.append),
    )
    compared = tables.comparisons(
        list(_tables(content / "compare").values()), library, problems.append
    )
    redirects = addresses.read_redirects(content / "redirects.yml")
    problems += addresses.check(content / "issues", entries, redirects)
    bodies = {
        e.key: partial(e.body.html, aliases=addresses.aliases(redirects, e.url)) for e in entries
    }
    specs = [*_issue_pages(view, bodies, renderer), *_calculator_pages(view), *_views(view)]
    specs += _frames(view)
    specs.append(_home(content / "index.md", view, renderer))
    if not (content / "about.md").is_file():
        specs.append(PageSpec("about.md", "关于本站", "main.html", view, partial(_fixed, ABOUT)))
    comparison = ComparisonView(tuple(compared))
    specs.append(
        PageSpec("compare.md", "政策对照", "compare.html", comparison, partial(_fixed, ""))
    )
    return Site(view, tuple(entries), tuple(specs), tuple(problems), found.unpublished)


def _issue_pages(site: SiteView, bodies: Mapping[str, Html], renderer: Renderer) -> list[PageSpec]:
    specs = []
    for issue in site.issues:
        specs.append(_cover(issue, renderer))
        specs += [_article(a, bodies[a.key]) for a in issue.articles]
    return specs


def _cover(issue: IssueView, renderer: Renderer) -> PageSpec:
    title = catalogue.issue_title(issue.issue)
    cover = renderer.plain(issue.cover)
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
        tuple(c.id for c in view.clauses),
        slots=bool(view.calculators),
    )


def _calculator_pages(site: SiteView) -> list[PageSpec]:
    return [
        PageSpec(
            f"{group.url.rstrip('/')}.md",
            group.title,
            "calculator.html",
            group,
            partial(_fixed, group.intro),
            tuple(r.rule for r in group.rules),
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
    return [PageSpec(s, title, name, site, partial(_fixed, "")) for s, title, name in GENERATED]


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
    found = {}
    for path in sorted(folder.glob("*.md")):
        meta, text = _plain(path)
        found[path.stem] = {
            "title": str(meta.get("title") or ""),
            "summary": str(meta.get("intro") or ""),
            "intro": renderer.plain(text),
        }
    return found


def _plain(path: Path) -> tuple[dict[str, Any], str]:
    """Front matter and text of a page that is no article."""
    text = path.read_text(encoding="utf-8-sig")
    if not text.startswith("---\n"):
        return {}, text
    head, _, body = text[4:].partition("\n---\n")
    return _yaml(head, path) or {}, body


def _tables(folder: Path) -> dict[str, Any]:
    """The tables of a folder by file name."""
    return {p.stem: _yaml(p.read_text(encoding="utf-8"), p) for p in sorted(folder.glob("*.yml"))}


def _yaml(text: str, path: Path) -> Any:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"第 {mark.line + 1} 行" if mark else ""
        raise BulletinError(
            "yaml",
            f"{path.name} {line}",
            "不是正确的 YAML",
            "「键: 值」，缩进用空格",
            "照同一文件的其他行改正",
        ) from error
