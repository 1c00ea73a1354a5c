"""Every link of a built site leads somewhere, and nothing on a page breaks the site's own policy.

`check` reads all pages: links and ids inside the site must exist, addresses outside must be well
formed, and inline scripts, handlers, styles and foreign files (which the content security policy
would block) are refused. `lost` names the pages that nothing leads to and the files that nothing
uses.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
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
_TEXT = {".html", ".css", ".js", ".mjs", ".json", ".xml", ".webmanifest", ".svg"}


@dataclass(frozen=True)
class Page:
    """What a page's HTML says that others depend on."""

    ids: tuple[str, ...]
    links: tuple[str, ...]
    faults: tuple[str, ...]  # what the policy would block, and ids used twice


class _Reader(HTMLParser):
    """Collects ids, links and faults of one page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if "id" in found:
            if found["id"] in self.ids:
                self.faults.append(f"id“{found['id']}”用了两次")
            self.ids.append(found["id"])
        if tag == "a" and "name" in found:
            self.ids.append(found["name"])
        self.faults += _blocked(tag, found)
        for name in _LINKS.get(tag, ()):
            if name in found:
                self.links += _addresses(name, found[name])
        self.faults += _foreign(tag, found)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)


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
    loaded = tag in _LOADED or (tag == "link" and relations & _LOADED_RELATIONS)
    for name in _LINKS.get(tag, ()) if loaded else ():
        for address in _addresses(name, attributes.get(name, "")):
            if urlsplit(address).netloc:
                yield f"从别处载入 {address[:80]}"


def read(html: str) -> Page:
    """The ids, links and faults of a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return Page(tuple(dict.fromkeys(reader.ids)), tuple(reader.links), tuple(reader.faults))


def pages(site: Path, cache: Path) -> dict[str, Page]:
    """Every page of a site by its path; what has not changed is taken from the cache."""
    kept = cache / "links.json"
    known = json.loads(kept.read_text(encoding="utf-8")) if kept.is_file() else {}
    found: dict[str, Page] = {}
    facts: dict[str, dict[str, list[str]]] = {}
    for path in sorted(site.rglob("*.html")):
        data = path.read_bytes()
        key = sha256(data).hexdigest()[:32]
        if key not in known:
            known[key] = asdict(read(data.decode("utf-8", "replace")))
        facts[key] = known[key]
        name = path.relative_to(site).as_posix()
        found[name] = Page(**{field: tuple(value) for field, value in known[key].items()})
    cache.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    return found


def check(site: Path, cache: Path, site_url: str = "") -> list[BulletinError]:
    """Every broken link, missing id, malformed address and fault of a built site."""
    found = pages(site, cache)
    problems = []
    for name, page in found.items():
        problems += [_fault(name, fault) for fault in page.faults]
        for link in dict.fromkeys(page.links):
            problem = _judge(site, found, name, link, site_url)
            if problem:
                problems.append(problem)
    return problems


def _judge(
    site: Path, found: Mapping[str, Page], page: str, link: str, site_url: str
) -> BulletinError | None:
    """What is wrong with one link of a page, None where it is well."""
    try:
        parts = urlsplit(link)
        outside = bool(parts.netloc or parts.scheme) and not (site_url and _below(link, site_url))
        if outside:
            return None if _well_formed(link) else _problem("link-outside", page, link, "地址有误")
    except ValueError:
        return _problem("link-outside", page, link, "地址有误")
    # The page of errors is shown at any depth, so its links start at the site's own address.
    base = urlsplit(site_url).path if site_url else "/"
    path, fragment = target(page, link, base, site_url)
    file = _file(site, path)
    if file is None:
        return _problem("link-broken", page, link, "没有这个文件")
    # The state of a calculator (#rule=…) is no place on the page.
    place = fragment and "=" not in fragment and not fragment.startswith(":~:")
    if place and file in found and fragment not in found[file].ids:
        return _problem("link-id", page, link, f"那一页没有 #{fragment}")
    return None


def _below(link: str, site_url: str) -> bool:
    return bool(site_url) and (link + "/").startswith(site_url.rstrip("/") + "/")


def target(page: str, link: str, base: str = "/", site_url: str = "") -> tuple[str, str]:
    """Where a link of a page leads: the path below the site's root, and the fragment."""
    here = urljoin(_ROOT, base.lstrip("/") + page)
    if _below(link, site_url):
        link = urlsplit(link)._replace(scheme="", netloc="").geturl() or "/"
    parts = urlsplit(urljoin(here, link))
    path = unquote(parts.path)
    return path.removeprefix(base).lstrip("/"), unquote(parts.fragment)


def _file(site: Path, path: str) -> str | None:
    """The file behind an address, None where there is none."""
    if ".." in PurePosixPath(path).parts:
        return None
    if path == "" or path.endswith("/"):
        path += "index.html"
    if (site / path).is_file():
        return path
    return None


def _well_formed(link: str) -> bool:
    parts = urlsplit(link)
    if parts.scheme not in _SCHEMES or any(c.isspace() or c in '<>"{}|\\^`' for c in link):
        return False
    if parts.scheme in ("mailto", "tel"):
        return bool(parts.path)
    host = parts.hostname or ""
    return "." in host or host == "localhost"


def lost(site: Path, cache: Path, site_url: str = "") -> tuple[list[str], list[str]]:
    """Pages that no page leads to from the home page, and files that no other file names."""
    found = pages(site, cache)
    base = urlsplit(site_url).path if site_url else "/"
    reached, waiting = {"index.html"}, ["index.html"]
    while waiting:
        page = waiting.pop()
        for link in found[page].links if page in found else ():
            file = _reached(site, page, link, base, site_url)
            if file and file not in reached:
                reached.add(file)
                waiting.append(file)
    orphans = [p for p in found if p not in reached and not _KNOWN.fullmatch(p)]
    return orphans, sorted(_unused(site, reached))


def _reached(site: Path, page: str, link: str, base: str, site_url: str) -> str | None:
    try:
        parts = urlsplit(link)
        if parts.scheme in ("http", "https", "") and (not parts.netloc or _below(link, site_url)):
            return _file(site, target(page, link, base, site_url)[0])
    except ValueError:
        pass
    return None


def _unused(site: Path, reached: Iterable[str]) -> Iterator[str]:
    """Files that no link leads to and whose name no style sheet, script or list contains."""
    names = [p for p in sorted(site.rglob("*")) if p.is_file() and p.suffix not in (".br", ".gz")]
    texts = [
        p.read_text(encoding="utf-8", errors="replace")
        for p in names
        if p.suffix in _TEXT and p.suffix != ".html" and p.name != "integrity.json"
    ]
    used = set(reached)
    for path in names:
        name = path.relative_to(site).as_posix()
        hidden = any(part.startswith(".") for part in name.split("/"))
        if hidden or name in used or path.suffix == ".html" or _KNOWN.fullmatch(name):
            continue
        if not any(path.name in text for text in texts):
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
