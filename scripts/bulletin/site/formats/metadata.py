"""What machines read of a page: description, sharing card, structured data (schema.org)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from bulletin.model import Document, Source
from bulletin.site.content.views import ArticleView, GroupView, IssueView, Listing, QuestionView

# The picture of the site; articles and issues have their own (see `cards`).
CARD = "assets/images/card.png"
CARD_WIDTH, CARD_HEIGHT = 1200, 630
LONGEST = 120

# Pages that are neither an issue nor an article say this of themselves.
DESCRIPTIONS = {
    "issues/": "全部往期，按年份排列，可看每期目录与各篇摘要。",
    "register/": "登载过的全部政策文件：文号、机关、地区、施行与失效日期，打开时即算出是否有效。",
    "compare/": "几件政策按主题逐条并列，每一格都注明所依据的条款。",
    "topics/": "按专题和地区查找文章。",
    "calculators/": "按政策条款测算：逐项列出条件、数值、余量和依据，数据不离开浏览器。",
    "match/": "填几项企业情况，列出能享受、不能享受、不适用和还缺哪几项，数据不离开浏览器。",
    "about/": "本站刊登什么、测算怎样进行、怎样引用和更正。",
    "search/": "全文检索各期文章和政策条款。",
}


class Config(Protocol):
    """What is wanted of the site's configuration."""

    @property
    def site_name(self) -> str:
        """The name of the site."""

    @property
    def site_url(self) -> str | None:
        """Its address, where it is known."""

    @property
    def site_description(self) -> str | None:
        """What it is, in a sentence."""


class PageLike(Protocol):
    """What is wanted of a page of the site."""

    url: str
    title: str | None
    view: Any


@dataclass(frozen=True)
class Card:
    """Everything that a page's head says of it; addresses only where the site's own is known."""

    type: str
    title: str
    description: str
    url: str | None
    image: str | None
    json_ld: str
    width: int = CARD_WIDTH
    height: int = CARD_HEIGHT


def card(page: PageLike, config: Config) -> Card:
    """The card of a page, by the kind of its view."""
    view = getattr(page, "view", None)
    title, description, data = _facts(page, view, config)
    return Card(
        "article" if isinstance(view, ArticleView) else "website",
        title,
        _short(description),
        absolute(config, page.url),
        absolute(config, card_file(view)),
        json_text(data) if data else "",
    )


def card_file(view: Any) -> str:
    """The picture that stands for a page when somebody passes its address on."""
    own = isinstance(view, ArticleView | IssueView)
    return f"{view.url}card.png" if own else CARD


def _facts(page: PageLike, view: Any, config: Config) -> tuple[str, str, dict[str, Any]]:
    if isinstance(view, ArticleView):
        return view.article.title, description(view), article_data(view, config)
    if isinstance(view, IssueView):
        return issue_name(view.issue), _contents(view), issue_data(view, config)
    if isinstance(view, GroupView):
        return view.title, f"{view.title}：{view.summary}", {}
    if isinstance(view, QuestionView):
        schema = view.rule.schema
        return schema["title"], f"{schema['intro']}依据《{schema['document']}》。", {}
    own = config.site_description or config.site_name
    if page.url in ("", ".", "./"):
        return config.site_name, own, site_data(config)
    title = page.title or config.site_name
    if isinstance(view, Listing) and page.url not in DESCRIPTIONS:
        return title, f"{config.site_name}·{title}：共 {view.total} 项，新的在前。", {}
    return title, DESCRIPTIONS.get(page.url) or f"{title}。{own}", {}


def absolute(config: Config, url: str) -> str | None:
    """The full address of a page or file, where the configuration says where the site stands."""
    base = (config.site_url or "").rstrip("/")
    return f"{base}/{url.removeprefix('./')}" if base else None


def issue_name(issue: Any) -> str:
    """2026年4月（总297期）, 2026年4月增刊."""
    return str(issue.numbered)


def rewritten_note(issue: Any) -> str:
    """A sentence that goes wherever such a text goes; empty where the text is the printed one."""
    if not issue.rewritten:
        return ""
    said = "依据刊物事实另行撰写，不是原文；引用请以发文机关公布的原件为准。"
    return f"{issue.rewritten}本：{said}"


def published_on(view: ArticleView) -> str:
    """When the bulletin published it: its month, in every form alike."""
    return str(view.issue.month)


def modified(view: ArticleView) -> date | None:
    """The day on which a published text was last corrected or withdrawn, if it ever was."""
    days = [date.fromisoformat(notice.day) for notice in view.notices]
    return max(filter(None, [view.article.corrected, *days]), default=None)


def description(view: ArticleView) -> str:
    """An article's summary, or else its first paragraph."""
    return view.article.summary or view.lead or view.article.title


def article_data(view: ArticleView, config: Config) -> dict[str, Any]:
    """schema.org of an article; a policy is about its Legislation."""
    article, source = view.article, view.article.source
    data = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": article.title,
        "description": _short(description(view)),
        "inLanguage": "zh-CN",
        "articleSection": article.section,
        "pageStart": article.page,
        "url": absolute(config, view.url),
        "wordCount": view.characters,
        "datePublished": published_on(view),
        "dateModified": str(modified(view) or ""),
        "creativeWorkStatus": view.issue.rewritten,
        "usageInfo": rewritten_note(view.issue),
        "isBasedOn": _source(source) if source and source.outlet else None,
        "author": _authors(view),
        "publisher": {"@type": "Organization", "name": config.site_name},
        "isPartOf": _issue_part(view.issue, config),
        "about": _legislation(article.document) if article.document else None,
    }
    return _present(data)


def _source(source: Source) -> dict[str, Any]:
    """Where the article was first printed, with its own day."""
    return _present(
        {
            "@type": "CreativeWork",
            "publisher": _organization(source.outlet) if source.outlet else None,
            "datePublished": str(source.date) if source.date else None,
        }
    )


def issue_data(view: IssueView, config: Config) -> dict[str, Any]:
    """schema.org of an issue with its articles."""
    parts = [
        _present(
            {
                "@type": "Article",
                "headline": a.article.title,
                "pageStart": a.article.page,
                "url": absolute(config, a.url),
            }
        )
        for a in view.articles
    ]
    return {
        "@context": "https://schema.org",
        **_issue_part(view.issue, config),
        "inLanguage": "zh-CN",
        "hasPart": parts,
    }


def site_data(config: Config) -> dict[str, Any]:
    """schema.org of the site as a periodical."""
    return _present(
        {
            "@context": "https://schema.org",
            "@type": "Periodical",
            "name": config.site_name,
            "description": config.site_description,
            "inLanguage": "zh-CN",
            "url": absolute(config, ""),
        }
    )


def json_text(data: dict[str, Any]) -> str:
    """JSON that can stand inside a script element: no `<` in it can end the element."""
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")


def _issue_part(issue: Any, config: Config) -> dict[str, Any]:
    return _present(
        {
            "@type": "PublicationIssue",
            "issueNumber": str(issue.numbers),
            "datePublished": issue.month,
            "url": absolute(config, f"issues/{issue.id}/"),
            "isPartOf": {"@type": "Periodical", "name": config.site_name},
        }
    )


def _legislation(document: Document) -> dict[str, Any]:
    until = f"{document.effective or '..'}/{document.expires or '..'}"
    return _present(
        {
            "@type": "Legislation",
            "name": document.title,
            "legislationIdentifier": document.number,
            "legislationDate": str(document.issued) if document.issued else None,
            "legislationJurisdiction": document.region,
            "legislationPassedBy": [_organization(i) for i in document.issuers],
            "temporalCoverage": until if document.effective or document.expires else None,
        }
    )


def _authors(view: ArticleView) -> list[dict[str, str]]:
    source, document = view.article.source, view.article.document
    if source and source.authors:
        return [{"@type": "Person", "name": name} for name in source.authors]
    if document and document.issuers:
        return [_organization(i) for i in document.issuers]
    return [_organization(source.outlet)] if source and source.outlet else []


def _organization(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name}


def _contents(view: IssueView) -> str:
    return f"{issue_name(view.issue)}：" + "；".join(a.article.title for a in view.articles[:4])


def _short(text: str) -> str:
    plain = "".join(text.split("\n")).strip()
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "…"


def _present(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}


def responsible(view: ArticleView) -> tuple[str, ...]:
    """Who answers for the text: its authors, else the issuers of the document, else the outlet."""
    source, document = view.article.source, view.article.document
    if source and source.authors:
        return source.authors
    if document and document.issuers:
        return document.issuers
    return (source.outlet,) if source and source.outlet else ()
