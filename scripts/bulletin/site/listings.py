"""Lists that grow with the archive, in parts of bounded size with addresses that never change.

Issues stand by year. Articles of a subject and regulations stand in parts counted from the oldest,
so that a new issue changes the front of a list alone: `register/` holds the newest, `register/1/`
the oldest hundred for ever.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from bulletin.site.metadata import issue_name
from bulletin.site.views import (
    ArticleView,
    DocumentView,
    IssueView,
    Link,
    Listing,
    SiteView,
    SubjectsView,
)

T = TypeVar("T")
PART = 100  # entries in a part; the front of a list holds up to twice as many less one
LONGEST = 120  # characters of a subject in its address
YEARS = 2  # years on the front of the archive


@dataclass(frozen=True)
class ListPage:
    """A page of a list: where it stands, its title, its template, its view."""

    url: str
    title: str
    template: str
    view: Any


def pages(site: SiteView, addresses: Mapping[str, str]) -> Iterator[ListPage]:
    """Every page of every list; `addresses` says where each topic and region stands."""
    yield from _archive(site.issues)
    yield from _register(site.documents)
    topics = [list(_subject(n, views, addresses[n])) for n, views in site.topics.items()]
    regions = [list(_subject(n, views, addresses[n])) for n, views in site.regions.items()]
    fronts = [tuple(parts[0].view for parts in found) for found in (topics, regions)]
    yield ListPage("topics/", "主题与地区", "topics.html", SubjectsView(*fronts))
    for parts in (*topics, *regions):
        yield from parts


def address(name: str) -> str:
    """The address of a topic or region, readable in any script: topics/ke-ji-bao-xian/."""
    return f"topics/{slug(name)}/"


def slug(name: str) -> str:
    """The letters and digits of a name, fit for any file system and address."""
    if not name:
        return ""
    from pypinyin import lazy_pinyin  # its tables take longer to load than most builds last

    return re.sub(r"[^0-9A-Za-z]+", "-", "-".join(lazy_pinyin(name)))[:LONGEST].strip("-")


def _archive(issues: Sequence[IssueView]) -> Iterator[ListPage]:
    years: dict[str, list[IssueView]] = {}
    for view in issues:
        years.setdefault(view.issue.month[:4], []).append(view)
    parts = tuple(Link(f"{year}年", f"years/{year}/") for year in years)
    newest = [view for year in list(years)[:YEARS] for view in years[year]]
    front = Listing("往期", "issues/", tuple(newest), len(issues), parts)
    yield ListPage(front.url, front.title, "archive.html", front)
    for part, year in zip(parts, years.values(), strict=True):
        listing = Listing(f"往期 {part.title}", part.url, tuple(year), len(issues), parts)
        yield ListPage(part.url, listing.title, "archive.html", listing)


def _register(documents: Sequence[DocumentView]) -> Iterator[ListPage]:
    for view in _parted("政策库", "register/", documents, lambda d: d.issue.title):
        yield ListPage(view.url, view.title, "register.html", view)


def _subject(name: str, views: Sequence[ArticleView], url: str) -> Iterator[ListPage]:
    for view in _parted(name, url, views, lambda a: issue_name(a.issue)):
        yield ListPage(view.url, view.title, "subject.html", view)


def _parted(
    title: str, url: str, items: Sequence[T], issue: Callable[[T], str]
) -> Iterator[Listing]:
    """A list, newest first, in parts: the front, then the oldest, the next oldest and so on."""
    oldest = list(reversed(items))
    last = max(0, len(items) // PART - 1) * PART
    starts = range(0, last, PART)
    cut = [oldest[last:], *(oldest[start : start + PART] for start in starts)]
    urls = [url, *(f"{url}{number}/" for number in range(1, len(cut)))]
    parts = tuple(
        Link(_span(issue(part[0]), issue(part[-1])), address)
        for part, address in zip(cut, urls, strict=True)
        if part
    )
    for part, address in zip(cut, urls, strict=True):
        yield Listing(title, address, tuple(reversed(part)), len(items), parts)


def _span(first: str, last: str) -> str:
    """The months of a part: 2024年3月—2025年1月."""
    months = [re.split(r"[ （]", name)[0] for name in (first, last)]
    return "—".join(dict.fromkeys(months))
