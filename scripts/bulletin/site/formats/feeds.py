"""Atom and JSON feeds with the full text of the newest articles."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from html import escape
from itertools import chain
from typing import Any
from xml.etree import ElementTree as ET

from bulletin.site.content.views import ArticleView, IssueView
from bulletin.site.formats.metadata import (
    Config,
    absolute,
    description,
    issue_name,
    modified,
    responsible,
    rewritten_note,
)
from bulletin.site.formats.portable import carried, full
from bulletin.site.formats.xhtml import readable

ATOM = "http://www.w3.org/2005/Atom"
NEWEST = 40
# Addresses of the site may move; the name of an entry may not.
NAMES = uuid.uuid5(uuid.NAMESPACE_DNS, "bulletin.feed")

Html = Callable[[ArticleView], str]


def files(issues: Iterable[IssueView], html: Html, config: Config) -> Iterator[tuple[str, bytes]]:
    """The feeds of some issues by their names; `html` gives an article's content."""
    views = tuple(chain.from_iterable(issue.articles for issue in issues))
    yield "feed.xml", atom(views, html, config).encode()
    yield "feed.json", json_feed(views, html, config).encode()


def newest(lengths: Mapping[str, int]) -> list[str]:
    """The newest issues, whole ones as far as they fit; `lengths` says how many articles each has.

    They are given newest first.
    """
    found: list[str] = []
    count = 0
    for issue, length in lengths.items():
        count += length
        if found and count > NEWEST:
            break
        found.append(issue)
    return found


def atom(views: Iterable[ArticleView], html: Html, config: Config) -> str:
    """The Atom feed."""
    views = tuple(views)
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "zh-CN"})
    _text(feed, "id", _name("feed"))
    _text(feed, "title", config.site_name)
    _text(feed, "updated", _moment(max(map(_updated, views), default=date(1970, 1, 1))))
    _text(ET.SubElement(feed, "author"), "name", config.site_name)
    _link(feed, "self", _address(config, "feed.xml"), "application/atom+xml")
    _link(feed, "alternate", _address(config, ""), "text/html")
    for view in views:
        _entry(feed, view, html(view), config)
    ET.indent(feed, " ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n"


def json_feed(views: Iterable[ArticleView], html: Html, config: Config) -> str:
    """The same as JSON Feed 1.1."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": config.site_name,
        "description": config.site_description or "",
        "home_page_url": _address(config, ""),
        "feed_url": _address(config, "feed.json"),
        "language": "zh-CN",
        "items": [_item(view, html(view), config) for view in views],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _entry(feed: ET.Element, view: ArticleView, html: str, config: Config) -> None:
    entry = ET.SubElement(feed, "entry")
    _text(entry, "id", _name(view.key))
    _text(entry, "title", view.article.title)
    _link(entry, "alternate", _address(config, view.url), "text/html")
    _text(entry, "published", _moment(_published(view)))
    _text(entry, "updated", _moment(_updated(view)))
    for name in responsible(view) or (config.site_name,):
        _text(ET.SubElement(entry, "author"), "name", name)
    ET.SubElement(entry, "category", {"term": view.article.section})
    _text(entry, "summary", description(view))
    if view.issue.rewritten:
        ET.SubElement(entry, "category", {"term": view.issue.rewritten})
    _text(entry, "content", _content(view, html, config)).set("type", "html")


def _content(view: ArticleView, html: str, config: Config) -> str:
    """The content, after what is to be known of a text that is not the printed one."""
    note = rewritten_note(view.issue)
    before = f"<p><strong>{escape(note)}</strong></p>\n" if note else ""
    return before + carried(readable(html), view.url, _reached(config), _reached(config))


def _reached(config: Config) -> Callable[[str], str]:
    """Addresses as a feed reader can follow them: whole, else from the feed's own place."""
    return lambda address: full(config, address) or address


def _item(view: ArticleView, html: str, config: Config) -> dict[str, Any]:
    kind = view.issue.rewritten
    return {
        "id": _name(view.key),
        "url": _address(config, view.url),
        "title": view.article.title,
        "summary": description(view),
        "content_html": _content(view, html, config),
        "date_published": _moment(_published(view)),
        "date_modified": _moment(_updated(view)),
        "authors": [{"name": n} for n in responsible(view)],
        "tags": [t for t in (view.article.section, issue_name(view.issue), kind) if t],
    }


def _text(parent: ET.Element, tag: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, tag)
    element.text = text
    return element


def _link(parent: ET.Element, rel: str, address: str, kind: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "type": kind, "href": address})


def _address(config: Config, url: str) -> str:
    """Full where the site's place is known, else relative to the feed itself."""
    return absolute(config, url) or url or "./"


def _name(key: str) -> str:
    return uuid.uuid5(NAMES, key).urn


def _published(view: ArticleView) -> date:
    return date.fromisoformat(f"{view.issue.month}-01")


def _updated(view: ArticleView) -> date:
    return max(_published(view), modified(view) or _published(view))


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00+08:00"
