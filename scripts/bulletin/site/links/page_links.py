"""What a page of HTML says to the pages around it: its ids, its links, and what must not be there.

A regular page, as our templates write it, is read tag by tag with a memory for tags; any other
page is read by the standard parser, to the same answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

_LINKS = {
    "a": ("href", "xlink:href"),
    "area": ("href",),
    "form": ("action",),
    "link": ("href",),
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "audio": ("src",),
    "video": ("src", "poster"),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "image": ("href", "xlink:href"),
    "input": ("src", "formaction"),
    "button": ("formaction",),
    "object": ("data",),
    "embed": ("src",),
    "blockquote": ("cite",),
}
_LOADED = {
    *("script", "img", "source", "iframe", "audio", "video", "track", "use", "image", "object"),
    *("embed", "form", "input", "button"),  # what a form holds must not be sent elsewhere either
}
_LOADED_RELATIONS = {
    *("stylesheet", "icon", "preload", "modulepreload", "manifest", "prefetch", "prerender"),
    *("preconnect", "dns-prefetch"),
}
_NOWHERE = ("frame", "style", "base", "object", "embed", "applet", "portal", "set", "animate")
_REFRESH = re.compile(r"\d*\s*[;,]?\s*url\s*=\s*['\"]?\s*(?:\w+:|[/\\]{2})", re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """What a page's HTML says that others depend on."""

    ids: frozenset[str]
    links: tuple[str, ...]
    faults: tuple[str, ...]  # what the policy would block, and ids used twice


class _Tag(NamedTuple):
    """What one tag says, whatever page it stands on."""

    id: str | None = None
    names: tuple[str, ...] = ()  # the id among them
    links: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


_SILENT = _Tag()


def _told(tag: str, attributes: Mapping[str, str]) -> _Tag:
    """What a tag says with its attributes."""
    names = [attributes["id"]] if "id" in attributes else []
    if tag == "a" and "name" in attributes:
        names.append(attributes["name"])
    links = [
        address
        for name in _LINKS.get(tag, ())
        if name in attributes
        for address in _addresses(name, attributes[name])
    ]
    faults = list(_blocked(tag, attributes))
    if tag in _LOADED or tag == "link":
        faults += _foreign(tag, attributes)
    if not (names or links or faults):
        return _SILENT
    return _Tag(attributes.get("id"), tuple(names), tuple(links), tuple(faults))


class _Reader(HTMLParser):
    """Collects the tags of one page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[_Tag] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(_told(tag, {name: value or "" for name, value in attrs}))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)


# Every `<` of a page that is all of these begins one of them: then there is nothing to interpret.
_REGULAR = re.compile(
    r'(?:(?P<tag>[a-zA-Z][a-zA-Z0-9]*)(?P<attributes>(?:\s+[a-zA-Z][\w:-]*(?:="[^"<>]*")?)*)\s*/?>'
    r"|/[a-zA-Z][a-zA-Z0-9]*>|!doctype html>|!--[^<>]*-->)",
    re.IGNORECASE,
)
_OPENING = re.compile(r"<([^/][^>]*>)")  # half of all tags close another one
_ATTRIBUTE = re.compile(r'\s+([a-zA-Z][\w:-]*)(?:="([^"]*)")?')


@lru_cache(maxsize=1 << 12)  # nearly all tags of an archive stand on many of its pages
def _tag(written: str) -> _Tag | None:
    """A tag without its first `<`; None where only a parser can say what it is."""
    match = _REGULAR.fullmatch(written)
    if not match:
        return None
    tag, attributes = match["tag"], match["attributes"]
    if not tag:
        return _SILENT
    pairs = _ATTRIBUTE.findall(attributes)
    found = {name.lower(): unescape(value) if "&" in value else value for name, value in pairs}
    return _told(tag.lower(), found)


def _quickly(html: str) -> Page | None:
    """A regular page, read many times as fast as by a parser; None where it is not one."""
    opening = _OPENING.findall(html)
    if len(opening) + html.count("</") != html.count("<"):
        return None
    telling = [tag for tag in map(_tag, opening) if tag is not _SILENT]
    tags = [tag for tag in telling if tag]
    return _page(tags) if len(tags) == len(telling) else None


def _page(tags: Sequence[_Tag]) -> Page:
    """A page of its tags."""
    names = [name for tag in tags for name in tag.names]
    ids = frozenset(names)
    links = tuple([link for tag in tags for link in tag.links])
    fine = len(ids) == len(names) and not any(tag.faults for tag in tags)
    return Page(ids, links, () if fine else tuple(_faults(tags)))


def _faults(tags: Iterable[_Tag]) -> Iterator[str]:
    """What is wrong with each tag, in the order of the page."""
    used: set[str] = set()
    for tag in tags:
        if tag.id in used:
            yield _twice(tag.id or "")
        yield from tag.faults
        used.update(tag.names)


def _twice(identifier: str) -> str:
    return f"id“{identifier}”用了两次"


def _addresses(name: str, value: str) -> list[str]:
    if name == "srcset":
        return [part.split()[0] for part in value.split(",") if part.strip()]
    return [value.strip()]


def _blocked(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    """What a policy without unsafe-inline blocks: it would be dead code on the page."""
    data = attributes.get("type", "").endswith("json")
    if tag == "script" and "src" not in attributes and not data:
        yield "行内脚本"
    if tag in _NOWHERE:
        yield f"<{tag}> 元素"
    if tag == "meta" and _REFRESH.match(attributes.get("content", "")):
        yield "自动转到别处"
    for name in attributes:
        if name.startswith("on") or name in ("style", "srcdoc", "background", "ping"):
            yield f"<{tag}> 的 {name} 属性"


def _foreign(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    """Files that a page would load from elsewhere."""
    relations = set(attributes.get("rel", "").lower().split())
    loaded = tag in _LOADED or relations & _LOADED_RELATIONS
    for name in _LINKS.get(tag, ()) if loaded else ():
        for address in _addresses(name, attributes.get(name, "")):
            if urlsplit(address).netloc:
                yield f"从别处载入 {address[:80]}"


def read(html: str) -> Page:
    """The ids, links and faults of a page."""
    quickly = _quickly(html)
    if quickly:
        return quickly
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return _page(reader.tags)


def pages(site: Path, names: Iterable[str]) -> dict[str, Page]:
    """The pages among some files of a site, by path."""
    return {
        name: read((site / name).read_text(encoding="utf-8", errors="replace"))
        for name in names
        if name.endswith(".html")
    }
