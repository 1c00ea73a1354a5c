"""Lists that grow with the archive, in parts of bounded size with addresses that never change.

Issues stand by year. Articles of a subject and regulations stand in parts counted from the oldest,
so that a new issue changes the front of a list alone: `register/` holds the newest, `register/1/`
the oldest hundred for ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from bulletin.site.content.lazy import Lazy
from bulletin.site.content.views import (
    Link,
    Listing,
    SiteView,
    SubjectsView,
)

PART = 100  # entries in a part; the front of a list holds up to twice as many less one
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
    yield from _archive(site)
    for view in _parted("政策库", "register/", site.documents, site.months):
        yield ListPage(view.url, view.title, "register.html", view)
    topics, regions = (
        [list(_parted(name, addresses[name], views, site.months)) for name, views in found.items()]
        for found in (site.topics, site.regions)
    )
    fronts = [tuple(parts[0] for parts in found) for found in (topics, regions)]
    yield ListPage("topics/", "主题与地区", "topics.html", SubjectsView(*fronts))
    for view in chain.from_iterable([*topics, *regions]):
        yield ListPage(view.url, view.title, "subject.html", view)


def _archive(site: SiteView) -> Iterator[ListPage]:
    years: dict[str, list[str]] = {}
    for name in site.issues.keys:
        years.setdefault(site.months[name][:4], []).append(name)
    parts = tuple(Link(f"{year}年", f"years/{year}/") for year in years)
    newest = [name for year in list(years)[:YEARS] for name in years[year]]
    front = Listing("往期", "issues/", site.issues.only(newest), len(site.issues), parts)
    yield ListPage(front.url, front.title, "archive.html", front)
    for part, names in zip(parts, years.values(), strict=True):
        issues = site.issues.only(names)
        listing = Listing(f"往期 {part.title}", part.url, issues, len(site.issues), parts)
        yield ListPage(part.url, listing.title, "archive.html", listing)


def _parted(title: str, url: str, items: Lazy[Any], months: Mapping[str, str]) -> Iterator[Listing]:
    """A list, newest first, in parts: the front, then the oldest, the next oldest and so on."""
    oldest = items[::-1]
    last = max(0, len(items) // PART - 1) * PART
    starts = range(0, last, PART)
    cut = [oldest[last:], *(oldest[start : start + PART] for start in starts)]
    urls = [url, *(f"{url}{number}/" for number in range(1, len(cut)))]
    parts = tuple(
        Link(_span(part.keys, months), address)
        for part, address in zip(cut, urls, strict=True)
        if part
    )
    for part, address in zip(cut, urls, strict=True):
        yield Listing(title, address, part[::-1], len(items), parts)


def _span(keys: Sequence[str], months: Mapping[str, str]) -> str:
    """The months of a part: 2024年3月—2025年1月."""
    ends = (months[key.partition("/")[0]].split("-") for key in (keys[0], keys[-1]))
    return "—".join(dict.fromkeys(f"{year}年{int(month)}月" for year, month in ends))
