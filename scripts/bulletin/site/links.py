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
from html import unescape
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple, Protocol
from urllib.parse import unquote, urljoin, urlsplit

from bulletin.model import BulletinError

_ROOT = "http://site.invalid/"
_LINKS = {
    "a": ("href",),
    "area": ("href",),
    "form": ("action",),
    "link": ("href",),
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "audio": ("src",),
    "video": ("src", "poster"),
    "use": ("href",),
    "image": ("href",),
    "object": ("data",),
    "embed": ("src",),
    "blockquote": ("cite",),
}
_LOADED = {"script", "img", "source", "iframe", "audio", "video", "use", "object", "embed"}
_LOADED_RELATIONS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "prefetch"}
_SCHEMES = {"http", "https", "mailto", "tel"}
# Read by machines or asked for by name, so no page links to them.
_KNOWN = re.compile(
    r"(404|offline(/index)?)\.html|(sitemap|feed|robots)[\w.-]*|.*integrity\.json|redirects\.\w+"
    r"|(assets/runtime|assets/search|pagefind)/.*|sw\.js|.*/ledger\.json|sitemap\.xml\.gz"
)
_TEXT = {".css", ".js", ".mjs", ".json", ".xml", ".webmanifest", ".svg"}


@dataclass(frozen=True)
class Page:
    """What a page's HTML says that others depend on."""

    ids: frozenset[str]
    links: tuple[str, ...]
    faults: tuple[str, ...]  # what the policy would block, and ids used twice


class Part(Protocol):
    """What is wanted of a part that was carried over."""

    @property
    def files(self) -> Mapping[str, str]:
        """Hash by path below the site's root."""

    @property
    def outward(self) -> Sequence[Sequence[str]]:
        """Page, link, path and fragment of each link that leaves the part."""

    @property
    def problems(self) -> Sequence[Sequence[str]]:
        """The fields of an error for each fault."""

    @property
    def lonely(self) -> Sequence[str]:
        """Its pages and files that nothing in it leads to."""

    def ids(self, page: str) -> Sequence[str]:
        """The ids of one of its pages."""


class _Reader(HTMLParser):
    """Collects ids, links and faults of one page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: dict[str, None] = {}
        self.links: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if "id" in found:
            if found["id"] in self.ids:
                self.faults.append(_twice(found["id"]))
            self.ids[found["id"]] = None
        if tag == "a" and "name" in found:
            self.ids[found["name"]] = None
        self.faults += _blocked(tag, found)
        for name in _LINKS.get(tag, ()):
            if name in found:
                self.links += _addresses(name, found[name])
        if tag in _LOADED or tag == "link":
            self.faults += _foreign(tag, found)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)


# Every `<` of a page that is all of these begins one of them: then there is nothing to interpret.
_REGULAR = re.compile(
    r'(?:(?P<tag>[a-zA-Z][a-zA-Z0-9]*)(?P<attributes>(?:\s+[a-zA-Z][\w:-]*(?:="[^"<>]*")?)*)\s*/?>'
    r"|/[a-zA-Z][a-zA-Z0-9]*>|!doctype html>|!--[^<>]*-->)",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r'\s+([a-zA-Z][\w:-]*)(?:="([^"]*)")?')


class _Tag(NamedTuple):
    """What one tag says, whatever page it stands on."""

    id: str | None = None
    names: tuple[str, ...] = ()  # the id among them
    links: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


_SILENT = _Tag()


@lru_cache(maxsize=1 << 16)  # nearly all tags of an archive stand on many of its pages
def _tag(written: str) -> _Tag | None:
    """A tag without its first `<`; None where only a parser can say what it is."""
    match = _REGULAR.fullmatch(written)
    if not match:
        return None
    tag, attributes = match["tag"], match["attributes"]
    if not tag or not (attributes or tag in ("script", "style")):
        return _SILENT
    pairs = [
        (name.lower(), unescape(value) if "&" in value else value)
        for name, value in _ATTRIBUTE.findall(attributes)
    ]
    reader = _Reader()
    reader.handle_starttag(tag.lower(), pairs)
    return _Tag(dict(pairs).get("id"), tuple(reader.ids), tuple(reader.links), tuple(reader.faults))


def _quickly(html: str) -> Page | None:
    """A regular page, read many times as fast as by a parser; None where it is not one."""
    ids: dict[str, None] = {}
    links: list[str] = []
    faults: list[str] = []
    for piece in html.split("<")[1:]:
        tag = _tag(piece[: piece.find(">") + 1])
        if tag is None:
            return None
        if tag is not _SILENT:
            if tag.id in ids:
                faults.append(_twice(tag.id or ""))
            ids.update(dict.fromkeys(tag.names))
            links += tag.links
            faults += tag.faults
    return Page(frozenset(ids), tuple(links), tuple(faults))


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
    if tag in ("style", "base", "object", "embed", "applet"):
        yield f"<{tag}> 元素"
    for name in attributes:
        if name.startswith("on") or name in ("style", "srcdoc"):
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
    return Page(frozenset(reader.ids), tuple(reader.links), tuple(reader.faults))


def pages(site: Path, without: Collection[str] = ()) -> dict[str, Page]:
    """Every page of a site by its path; those of `without` are known already."""
    names = (p.relative_to(site).as_posix() for p in sorted(site.rglob("*.html")))
    return {
        name: read((site / name).read_text(encoding="utf-8", errors="replace"))
        for name in names
        if name not in without
    }


def of_part(
    found: Mapping[str, Page], files: Collection[str], site_url: str = ""
) -> dict[str, list[Any]]:
    """What is to be kept of a part's links once they have been followed inside the part.

    `outward`: page, link, path and fragment of each link that leaves the part, once each;
    `problems`: the fields of an error for each fault; `lonely`: what nothing in the part leads to.
    """
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


def survey(site: Path, site_url: str = "", parts: Sequence[Part] = ()) -> Survey:
    """Follow every link of a site; those inside a carried part have been followed already."""
    holders = {name: part for part in parts for name in part.files}
    found = pages(site, holders)
    files = [name for name in _all_files(site, parts) if name not in holders]
    rest = of_part(found, files, site_url)
    problems = [BulletinError(*fields) for part in parts for fields in part.problems]
    problems += [BulletinError(*fields) for fields in rest["problems"]]
    reached = set()
    for page, link, path, fragment in (*rest["outward"], *(o for p in parts for o in p.outward)):
        reached.add(path)
        problem = _judge(site, found, holders, (page, link, path, fragment))
        if problem:
            problems.append(problem)
    lonely = set(rest["lonely"]).union(*(part.lonely for part in parts)) - reached - {"index.html"}
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
        parts = urlsplit(link)
        outside = bool(parts.netloc or parts.scheme) and not (site_url and _below(link, site_url))
        if outside:
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


def _misses(found: Mapping[str, Page], place: tuple[str, str]) -> bool:
    """Whether a page that was read lacks the id that a link names."""
    path, fragment = place
    return bool(fragment) and path in found and fragment not in found[path].ids


def _below(link: str, site_url: str) -> bool:
    return bool(site_url) and (link + "/").startswith(site_url.rstrip("/") + "/")


_RELATIVE = re.compile(r"((?:\.\.?/|[\w-][\w.-]*/?)*)(?:#([\w.-]*))?", re.ASCII)


def target(page: str, link: str, base: str = "/", site_url: str = "") -> tuple[str, str]:
    """Where a link of a page leads: the path below the site's root, and the fragment."""
    plain = _RELATIVE.fullmatch(link)
    if plain and base == "/":  # nearly all links, and a general join takes ten times as long
        path, fragment = plain[1], plain[2] or ""
        if not path:
            return page, fragment
        whole = posixpath.normpath(posixpath.join("/", posixpath.dirname(page), path))
        folder = path.endswith(("/", "/.", "/..")) or path in (".", "..")
        return whole.lstrip("/") + ("/" if folder and whole != "/" else ""), fragment
    here = urljoin(_ROOT, base.lstrip("/") + page)
    if _below(link, site_url):
        link = urlsplit(link)._replace(scheme="", netloc="").geturl() or "/"
    parts = urlsplit(urljoin(here, link))
    path = unquote(parts.path)
    return path.removeprefix(base).lstrip("/"), unquote(parts.fragment)


def _file(path: str) -> str | None:
    """The file that an address asks for, None where it leaves the site."""
    if ".." in PurePosixPath(path).parts:
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
