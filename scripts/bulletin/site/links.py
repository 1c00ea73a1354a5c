"""Every link of a built site leads somewhere, and nothing on a page breaks the site's own policy.

`check` reads all pages: links and ids inside the site must exist, addresses outside must be well
formed, and inline scripts, handlers, styles and foreign files (which the content security policy
would block) are refused. `survey` also names the pages that nothing leads to and the files that
nothing uses. Links inside a part that is carried over were followed when the part was made.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Protocol, TypedDict
from urllib.parse import unquote, urljoin, urlsplit

from bulletin.model import BulletinError
from bulletin.site.link_pages import Page, pages

_ROOT = "http://site.invalid/"
_SCHEMES = {"http", "https", "mailto", "tel"}
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
    problems: list[BulletinError] = []
    outward: dict[tuple[str, str], tuple[str, ...]] = {}
    reached: set[str] = set()
    for name, page in found.items():
        problems += [_fault(name, fault) for fault in page.faults]
        for link in dict.fromkeys(page.links):
            if link[:1] == "#" and link[1:] in page.ids:
                continue
            place, problem = _place(name, link, site_url)
            if problem:
                problems.append(problem)
            elif place and place[0] in files:
                reached |= {place[0]} - {name}
                if _misses(found, place):
                    problems.append(_problem("link-id", name, link, f"那一页没有 #{place[1]}"))
            elif place:
                outward.setdefault(place, (name, link, *place))
    lonely = [n for n in files if n not in reached and not _KNOWN.fullmatch(n)]
    return {
        "outward": [list(link) for link in outward.values()],
        "problems": [[p.code, p.place, p.found, p.expected, p.action] for p in problems],
        "lonely": lonely,
    }


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
        if _leads_outside(link, site_url):
            fine = _well_formed(link)
            return None, None if fine else _problem("link-outside", page, link, "地址有误")
    except ValueError:
        return None, _problem("link-outside", page, link, "地址有误")
    # The page of errors is shown at any depth, so its links start at the site's own address.
    base = urlsplit(site_url).path if site_url else "/"
    path, fragment = target(page, link, base, site_url)
    file = _file(path)
    if file is None:
        return None, _problem("link-broken", page, link, "没有这个文件")
    # The state of a calculator (#rule=…) is no place on the page.
    state = "=" in fragment or fragment.startswith(":~:")
    return (file, "" if state else fragment), None


def _leads_outside(link: str, site_url: str) -> bool:
    if _RELATIVE.fullmatch(link):
        return False
    parts = urlsplit(link)
    return bool(parts.netloc or parts.scheme) and not _below(link, site_url)


def _misses(found: Mapping[str, Page], place: tuple[str, str]) -> bool:
    """Whether a page that was read lacks the id that a link names."""
    path, fragment = place
    return bool(fragment) and path in found and fragment not in found[path].ids


def _below(link: str, site_url: str) -> bool:
    return bool(site_url) and (link + "/").startswith(site_url.rstrip("/") + "/")


_RELATIVE = re.compile(r"((?:\.\.?/|[\w-][\w.-]*/?)*)(?:#([\w.-]*))?", re.ASCII)


@lru_cache(maxsize=1 << 14)
def _from_root(depth: int, link: str) -> tuple[str, str] | None:
    """Where a link leads that first goes up to the root from a page so deep below it."""
    climb = "../" * depth
    if not depth or not link.startswith(climb) or link.startswith("..", len(climb)):
        return None
    rest = link[len(climb) :]
    return _relative("index.html", f"./{rest}" if rest[:1] in ("", "#") else rest)


def _relative(page: str, link: str) -> tuple[str, str] | None:
    """Where a plain relative link leads; None where it is another kind of link."""
    plain = _RELATIVE.fullmatch(link)
    if not plain:
        return None
    path, fragment = plain[1], plain[2] or ""
    if not path:
        return page, fragment
    whole = posixpath.normpath(posixpath.join("/", posixpath.dirname(page), path))
    folder = path.endswith(("/", "/.", "/..")) or path in (".", "..")
    return whole.lstrip("/") + ("/" if folder and whole != "/" else ""), fragment


def target(page: str, link: str, base: str = "/", site_url: str = "") -> tuple[str, str]:
    """Where a link of a page leads: the path below the site's root, and the fragment."""
    # Nearly all links; a general join takes ten times as long.
    near = _from_root(page.count("/"), link) or _relative(page, link) if base == "/" else None
    if near:
        return near
    here = urljoin(_ROOT, base.lstrip("/") + page)
    if _below(link, site_url):
        link = urlsplit(link)._replace(scheme="", netloc="").geturl() or "/"
    parts = urlsplit(urljoin(here, link))
    path = unquote(parts.path)
    return path.removeprefix(base).lstrip("/"), unquote(parts.fragment)


def _file(path: str) -> str | None:
    """The file that an address asks for, None where it leaves the site."""
    if ".." in path and ".." in PurePosixPath(path).parts:
        return None
    return path + "index.html" if path == "" or path.endswith("/") else path


def _well_formed(link: str) -> bool:
    parts = urlsplit(link)
    if parts.scheme not in _SCHEMES or any(c.isspace() or c in '<>"{}|\\^`' for c in link):
        return False
    if parts.scheme in ("mailto", "tel"):
        return bool(parts.path)
    host = parts.hostname or ""
    return "." in host or host == "localhost"


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
