"""What the search sees of a built page: its facts, its title and its blocks of text with their ids.

It reads the HTML that is published, so that nothing can be found that a reader does not see, and
everything that a reader sees can be found.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path

# fmt: off
BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "caption", "dd", "details", "div", "dl",
        "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
        "h5", "h6", "header", "hr", "legend", "li", "main", "ol", "option", "p", "pre",
        "section", "summary", "table", "td", "th", "tr", "ul",
    }
)
VOID = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
        "track", "wbr",
    }
)
SILENT = frozenset(
    {
        "aside", "button", "footer", "nav", "noscript", "script", "select", "style", "svg",
        "template",
    }
)
# fmt: on
SILENT_CLASSES = frozenset(
    {"kicker", "byline", "notice", "citing", "contents", "visually-hidden", "read"}
)
_PAGE = "index.html"
_FOLDERS = ("about", "calculators", "compare", "issues", "register", "topics")
_KINDS = (
    ("issues/", "刊期"),
    ("calculators/", "测算"),
    *((folder, "本站") for folder in ("about/", "compare/", "register/", "topics/")),
)


@dataclass(frozen=True)
class Block:
    """A run of published text and the id of the element that holds it, empty above the first."""

    id: str
    text: str


@dataclass(frozen=True)
class SearchPage:
    """One page that can be found."""

    url: str
    title: str
    facts: dict[str, str] = field(hash=False)
    blocks: tuple[Block, ...]

    @property
    def issue(self) -> str:
        """The issue that the page belongs to, empty for the others."""
        return self.facts.get("issue", "")

    @property
    def text(self) -> str:
        """The whole text in reading order, the title first."""
        return "\n".join((self.title, *(block.text for block in self.blocks)))


class _Reader(HTMLParser):
    """Collects facts from the head, and blocks from `article[data-article]`, else from `main`."""

    def __init__(self, root: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = root
        self.facts: dict[str, str] = {}
        self.blocks: list[Block] = []
        self.title: list[str] = []
        self._stack: list[tuple[str, bool, str]] = []  # tag, silent, id in force before it
        self._id = ""
        self._text: list[str] = []
        self._inside = 0
        self._silent = 0
        self._heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "meta" and values.get("name", "").startswith("search:"):
            self.facts[values["name"][7:]] = values.get("content", "")
        if tag == "br":
            self._text.append("\n")
        if tag in VOID:
            return
        if tag in BLOCKS:
            self._flush()
        silent = _is_silent(tag, values)
        self._stack.append((tag, silent, self._id))
        self._silent += silent
        self._inside += bool(self._inside) or (tag == self.root and _opens(tag, values))
        if values.get("id") and self._inside and tag in BLOCKS and tag != self.root:
            self._id = values["id"]
        if tag == "h1" and not self.title:
            self._heading = True

    def handle_endtag(self, tag: str) -> None:
        if tag not in (open_tag for open_tag, _, _ in self._stack):
            return
        while self._stack:
            open_tag, silent, before = self._stack.pop()
            if open_tag in BLOCKS:
                self._flush()
            self._silent -= silent
            self._inside -= bool(self._inside)
            self._heading = self._heading and open_tag != "h1"
            if open_tag in ("section", "article", "div", "form", "li", "td", "blockquote"):
                self._id = before or self._id
            if open_tag == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._heading:
            self.title.append(data)
        elif self._inside and not self._silent:
            self._text.append(data)

    def _flush(self) -> None:
        text = " ".join("".join(self._text).split())
        self._text.clear()
        if text:
            self.blocks.append(Block(self._id, text))


def _is_silent(tag: str, values: dict[str, str]) -> bool:
    return "data-search-too" not in values and (
        tag in SILENT
        or "data-search-ignore" in values
        or not SILENT_CLASSES.isdisjoint(values.get("class", "").split())
    )


def _opens(tag: str, values: dict[str, str]) -> bool:
    return tag == "main" or "data-article" in values


def kind_of(url: str) -> str:
    """What a page is by its address, where it does not say; empty where it is a list of others."""
    if re.fullmatch(r"issues/|calculators/", url):
        return ""
    return next((kind for prefix, kind in _KINDS if url.startswith(prefix)), "")


def read_page(url: str, html: str) -> SearchPage | None:
    """The page as the search sees it; None where it has no title."""
    reader = _Reader("article" if "data-article=" in html else "main")
    reader.feed(html)
    reader.close()
    kind = reader.facts.get("kind") or kind_of(url)
    title = " ".join("".join(reader.title).split())
    if not title:
        return None
    facts = {"kind": kind, **_issue_of(url), **{k: v for k, v in reader.facts.items() if v}}
    source = (Block("", facts["source"]),) if "source" in facts else ()
    return SearchPage(url, title, facts, source + tuple(reader.blocks))


def _issue_of(url: str) -> dict[str, str]:
    found = re.match(r"issues/(\d{4}-\d{2}[\w-]*)/", url)
    return {"issue": found[1]} if found else {}


def published(site_dir: Path, names: Iterable[str] | None = None) -> Iterator[tuple[str, Path]]:
    """Addresses and files of the pages that may be searched, in a fixed order.

    `names` are the site's files; without them its folders are looked through.
    """
    if names is None:
        names = chain.from_iterable(_names(site_dir, f"{folder}/") for folder in _FOLDERS)
    found = sorted(name.removesuffix(_PAGE) for name in names if name.endswith(f"/{_PAGE}"))
    for folder in _FOLDERS:
        for url in found:
            if url.partition("/")[0] == folder and kind_of(url):
                yield url, site_dir / url / _PAGE


def _names(site_dir: Path, url: str) -> Iterator[str]:
    """All files of a folder and of those below it."""
    with suppress(FileNotFoundError), os.scandir(site_dir / url) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _names(site_dir, f"{url}{entry.name}/")
            else:
                yield url + entry.name


def digest_of(html: str) -> str:
    """What of a page matters to the search, as a short name: head facts and main text."""
    facts = "".join(re.findall(r'<meta name="search:[^>]*>', html))
    main = html[html.find("<main") : html.rfind("</main>")]
    text = re.sub(r"<(footer|nav|button)\b.*?</\1>", "", main, flags=re.DOTALL)
    return hashlib.sha256((facts + text).encode()).hexdigest()[:16]
