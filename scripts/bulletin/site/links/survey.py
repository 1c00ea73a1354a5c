"""Every link of a built site leads somewhere, and nothing on a page breaks the site's own policy.

`check` reads all pages: links and ids inside the site must exist, addresses outside must be well
formed, and inline scripts, handlers, styles and foreign files (which the content security policy
would block) are refused. `survey` also names the pages that nothing leads to and the files that
nothing uses. Links inside a part that is carried over were followed when the part was made.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Protocol, TypedDict
from urllib.parse import urlsplit

from bulletin.model import BulletinError
from bulletin.site.links import targets
from bulletin.site.links.page_links import Page, pages

# Read by machines, asked for by name or kept for other sites and later years: no page links to
# them. What the theme brings is no matter of an editor; a test looks through it.
_KNOWN = re.compile(
    r"(404|offline(/index)?)\.html|(sitemap|feed|robots)[\w.-]*|.*integrity\.json|redirects\.\w+"
    r"|(assets|embed|years)/.*|sw\.js|.*/(ledger\.json|card\.png)"
)
_TEXT = {".css", ".js", ".mjs", ".json", ".xml", ".webmanifest", ".svg"}


class Followed(TypedDict):
    """What is kept of a part's links once they have been followed inside the part."""

    outward: list[list[str]]  # page, link, path and fragment of each that leaves the part, once
    problems: list[list[str]]  # the fields of an error for each fault
    lonely: list[str]  # its pages and files that nothing in it leads to


class Part(Protocol):
    """What is wanted of a part that was carried over."""

    @property
    def files(self) -> Mapping[str, str]:
        """Hash by path below the site's root."""

    def links(self) -> Followed:
        """What became of its links."""

    def ids(self, page: str) -> Sequence[str]:
        """The ids of one of its pages."""


def of_part(found: Mapping[str, Page], files: Collection[str], site_url: str = "") -> Followed:
    """Follow the links of a part's pages; `files` are all its files."""
    walk = _Walk(found, files, site_url)
    for name, page in found.items():
        walk.problems += [_fault(name, fault) for fault in page.faults]
        walk.follow(name, page)
    lonely = [n for n in files if n not in walk.reached and not _KNOWN.fullmatch(n)]
    return {
        "outward": [list(link) for link in walk.outward.values()],
        "problems": [[p.code, p.place, p.found, p.expected, p.action] for p in walk.problems],
        "lonely": lonely,
    }


class _Walk:
    """Follows the links of pages, page by page, and notes where they lead."""

    def __init__(self, found: Mapping[str, Page], files: Collection[str], site_url: str) -> None:
        self._found = found
        self._files = files
        self._site_url = site_url
        self.problems: list[BulletinError] = []
        self.outward: dict[tuple[str, str], tuple[str, ...]] = {}
        self.reached: set[str] = set()
        # Links that first go up to the root lead to the same place from all pages equally deep,
        # and most links of a page, like its masthead's, stand on all pages around it.
        self._settled: dict[int, set[str]] = {}

    def follow(self, name: str, page: Page) -> None:
        """Follow each link of a page once."""
        depth = name.count("/")
        settled, climb = self._settled.setdefault(depth, set()), "../" * depth
        for link in dict.fromkeys(page.links):
            if link in settled or (link[:1] == "#" and link[1:] in page.ids):
                continue
            if self._leads(name, link) and climb and f"{link}/".startswith(climb):
                settled.add(link)

    def _leads(self, name: str, link: str) -> bool:
        """Note where a link leads; whether it leads to another page or file, and well so far."""
        place, problem = _place(name, link, self._site_url)
        if problem:
            self.problems.append(problem)
        elif place and place[0] not in self._files:
            self.outward.setdefault(place, (name, link, *place))
            return True
        elif place:
            self.reached |= {place[0]} - {name}
            if not _misses(self._found, place):
                return place[0] != name
            self.problems.append(_problem("link-id", name, link, f"那一页没有 #{place[1]}"))
        return False


def check(site: Path, site_url: str = "", parts: Sequence[Part] = ()) -> list[BulletinError]:
    """Every broken link, missing id, malformed address and fault of a built site."""
    return list(survey(site, site_url, parts).problems)


@dataclass(frozen=True)
class Survey:
    """What a look at all links of a site found."""

    problems: tuple[BulletinError, ...]
    orphans: tuple[str, ...]  # pages that no page leads to
    unused: tuple[str, ...]  # files that no page leads to and no style sheet or script names

    def notices(self) -> Iterator[str]:
        """What an editor may want to link or to take away."""
        for name in self.orphans:
            yield f"没有网页通向 {name}：在别的网页里加上链接，或者删去这一页"
        for name in self.unused:
            yield f"没有网页用到 {name}：不需要就删去"


def survey(site: Path, site_url: str = "", parts: Sequence[Part] = ()) -> Survey:
    """Follow every link of a site; those inside a carried part have been followed already."""
    holders = {name: part for part in parts for name in part.files}
    files = [name for name in _all_files(site, parts) if name not in holders]
    found = pages(site, files)
    present = {*holders, *files}
    problems: list[BulletinError] = []
    reached: set[str] = set()
    lonely: set[str] = set()
    rest = of_part(found, files, site_url)
    for followed in chain([rest], (part.links() for part in parts)):
        problems += [BulletinError(*fields) for fields in followed["problems"]]
        lonely.update(followed["lonely"])
        for page, link, path, fragment in followed["outward"]:
            reached.add(path)
            if not fragment and path in present:  # nearly all links: spare them the look
                continue
            problem = _judge(site, found, holders, (page, link, path, fragment))
            if problem:
                problems.append(problem)
    lonely -= reached | {"index.html"}
    orphans = sorted(name for name in lonely if name.endswith(".html"))
    return Survey(tuple(problems), tuple(orphans), tuple(_unused(site, lonely)))


def _judge(
    site: Path,
    found: Mapping[str, Page],
    holders: Mapping[str, Part],
    outward: Sequence[str],
) -> BulletinError | None:
    """What is wrong with a link that leads to another part, None where it is well."""
    page, link, path, fragment = outward
    if path not in found and path not in holders and not (site / path).is_file():
        return _problem("link-broken", page, link, "没有这个文件")
    ids = holders[path].ids(path) if path in holders and fragment else None
    if ids is not None and fragment not in ids and path.endswith(".html"):
        return _problem("link-id", page, link, f"那一页没有 #{fragment}")
    if _misses(found, (path, fragment)):
        return _problem("link-id", page, link, f"那一页没有 #{fragment}")
    return None


def _place(
    page: str, link: str, site_url: str
) -> tuple[tuple[str, str] | None, BulletinError | None]:
    """The file and the id that a link leads to, None where it leads outside; or what is wrong."""
    try:
        if targets.leads_outside(link, site_url):
            fine = targets.well_formed(link)
            return None, None if fine else _problem("link-outside", page, link, "地址有误")
    except ValueError:
        return None, _problem("link-outside", page, link, "地址有误")
    # The page of errors is shown at any depth, so its links start at the site's own address.
    base = urlsplit(site_url).path if site_url else "/"
    path, fragment = targets.target(page, link, base, site_url)
    file = targets.file(path)
    if file is None:
        return None, _problem("link-broken", page, link, "没有这个文件")
    # The state of a calculator (#rule=…) is no place on the page.
    state = "=" in fragment or fragment.startswith(":~:")
    return (file, "" if state else fragment), None


def _misses(found: Mapping[str, Page], place: tuple[str, str]) -> bool:
    """Whether a page that was read lacks the id that a link names."""
    path, fragment = place
    return bool(fragment) and path in found and fragment not in found[path].ids


def _all_files(site: Path, parts: Sequence[Part]) -> Iterator[str]:
    """The files of a site that are not carried over, compressed copies left out."""
    folders = {"/".join(name.split("/")[:2]) for part in parts for name in part.files}
    for folder, inner, files in os.walk(site):
        place = os.path.relpath(folder, site).replace(os.sep, "/")
        prefix = "" if place == "." else f"{place}/"
        inner[:] = sorted(n for n in inner if n[0] != "." and prefix + n not in folders)
        for file in sorted(files):
            if file[0] != "." and not file.endswith((".br", ".gz")):
                yield prefix + file


def _unused(site: Path, lonely: Iterable[str]) -> Iterator[str]:
    """Files that no link leads to and whose name no style sheet, script or list contains."""
    names = sorted(name for name in lonely if not name.endswith(".html"))
    if not names:
        return
    texts = [
        p.read_text(encoding="utf-8", errors="replace")
        for p in sorted((site / "assets").rglob("*")) + sorted(site.glob("*"))
        if p.is_file() and p.suffix in _TEXT and p.name != "integrity.json"
    ]
    for name in names:
        if not any(name.rpartition("/")[2] in text for text in texts):
            yield name


def _fault(page: str, fault: str) -> BulletinError:
    return BulletinError(
        "page-policy",
        page,
        fault,
        "没有行内脚本和样式、不从别处载入、id 各不相同的网页",
        "改模板；正文里若有这样的 HTML，改成普通文字",
    )


def _problem(code: str, page: str, link: str, found: str) -> BulletinError:
    return BulletinError(
        code, page, f"链接 {link[:120]}：{found}", "能到达的地址", "改正链接，或补上它指的内容"
    )
