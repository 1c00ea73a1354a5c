"""The editor's own pages and files beside the issues, and the guide: listed, rendered, linked.

What lies in `issues/` and `calculators/` and the home page have pages of another kind. Links lead
from file to file, as in any editor, and become addresses of pages here.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from bulletin.files import fields
from bulletin.model import BulletinError
from bulletin.site.cache.stamps import Stamps
from bulletin.site.cache.store import Store, key
from bulletin.site.pages.addresses import relative_to
from bulletin.site.pages.specs import PageSpec, Part
from bulletin.site.pages.typesetting import address

ELSEWHERE = ("issues/", "calculators/", "index.md")  # pages of another kind are made of these
UNPUBLISHED = ("assets/css/book.css", "assets/css/paper.css")  # read for books and print alone
_NO_FILES = re.compile(r"(^|/)\.|\.(py|pyc|html|md|markdown)$|readme", re.IGNORECASE)


@dataclass(frozen=True)
class OwnFiles:
    """The files of a content folder, of its guide and of its theme."""

    content: Path
    publishes: Callable[[str], bool]
    guide: Mapping[str, Path]
    theme: Mapping[str, Path]

    def pages(self) -> dict[str, Path]:
        """The editor's own pages and those of the guide, by their place in the content."""
        own = {n: p for n, p in self._own().items() if n.endswith(".md")}
        return own | {n: p for n, p in self.guide.items() if n.endswith(".md") and n not in own}

    def others(self) -> dict[str, Path]:
        """The files that are published as they are; the editor's go before the theme's."""
        found = {**self.theme, **self.guide, **self._own()}
        return {name: path for name, path in found.items() if not name.endswith(".md")}

    def beside(self, part: str) -> dict[str, Path]:
        """The pictures and downloads of an issue, by their place in the site."""
        names = (f"{part}/{name}" for name in _names(self.content / part))
        return {
            name: self.content / name
            for name in names
            if self.publishes(name) and not name.endswith(".md")
        }

    def target(self, name: str) -> str | None:
        """The address of the page or file that a file of the content becomes; None if none."""
        if name.endswith(".md") and not name.startswith("issues/"):
            there = name in self.guide or (self.content / name).is_file()
            return address(name) if there else None
        if name.endswith(".md"):
            return address(name) if (self.content / name).is_file() else None
        known = name in self.guide or name in self.theme or (self.content / name).is_file()
        return quote(name) if known else None

    def _own(self) -> dict[str, Path]:
        names = _names(self.content, ELSEWHERE)
        return {name: self.content / name for name in names if self.publishes(name)}


def theme_files(theme: Path, base: Path | None, sheet: str) -> dict[str, Path]:
    """The files of the theme that are published: all but templates and what books alone read."""
    found = {} if base is None else {p.relative_to(base).as_posix(): p for p in base.glob(sheet)}
    own = {name: theme / name for name in _names(theme) if not _NO_FILES.search(name)}
    return {n: p for n, p in (found | own).items() if n not in UNPUBLISHED}


def parts(files: OwnFiles, extensions: tuple[str, ...], options: Mapping[str, Any]) -> Part:
    """The editor's own pages and the guide's, made when one of their files has changed."""
    sources = files.pages()
    texts = {name: fields.contents(path) for name, path in sources.items()}
    leads = sorted(_targets(files, texts))  # a link may lead to a file that has come or gone
    prose = partial(_prose, files, extensions, options)
    return Part("own", key(texts, leads), lambda: [prose(n, t) for n, t in texts.items()])


def other_files(files: OwnFiles, without: set[str], store: Store) -> Part:
    """The files beside pages; where another part has a file of that name, it is that one."""
    stamps = Stamps(store, "files")
    found = {name: path for name, path in files.others().items() if name not in without}
    made_of = key(sorted((name, stamps.file(path)) for name, path in found.items()))
    stamps.keep()
    return Part("files", made_of, files=lambda: ((n, p.read_bytes()) for n, p in found.items()))


def _names(top: Path, without: tuple[str, ...] = ()) -> Iterator[str]:
    """The files below a folder by name, but for those of other kinds; hidden ones are left out.

    Of two sources of one page, `index.md` and `README.md`, the first is the page.
    """
    for folder, inner, names in os.walk(top, followlinks=True):
        below = os.path.relpath(folder, top).replace(os.sep, "/")
        place = "" if below == "." else f"{below}/"
        inner[:] = sorted(name for name in inner if f"{place}{name}/" not in without)
        for name in sorted(names):
            hidden = name == "README.md" and "index.md" in names
            if f"{place}{name}" not in without and not hidden:
                yield f"{place}{name}"


def _targets(files: OwnFiles, texts: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    for name, text in texts.items():
        for link in re.findall(r"\]\(\s*<?([^)\s>]+)", text):
            path = unquote(urlsplit(link).path) if "//" not in link else ""
            if path:
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
                yield target, files.target(target) is not None


def _prose(
    files: OwnFiles, extensions: tuple[str, ...], options: Mapping[str, Any], name: str, text: str
) -> PageSpec:
    """A page of Markdown as the editor has written it."""
    head, body = fields.parted(files.pages()[name], text)
    renderer = Markdown(extensions=list(extensions), extension_configs=dict(options))
    links = _Links(renderer, files, name)
    renderer.treeprocessors.register(links, "bulletin_links", 0)
    content = renderer.convert(body)
    title = str(head.get("title") or links.title or _title_of(name))
    return PageSpec(name, title, "main.html", None, lambda _: content)


def _title_of(name: str) -> str:
    stem = posixpath.basename(name).removesuffix(".md").replace("-", " ").replace("_", " ")
    return stem.capitalize() if stem.lower() == stem else stem


class _Links(Treeprocessor):
    """Makes addresses of pages from links between files, and notes the first heading."""

    def __init__(self, renderer: Markdown, files: OwnFiles, name: str) -> None:
        super().__init__(renderer)
        self._files = files
        self._name = name
        self.title = ""

    def run(self, root: Element) -> None:
        """Lead each link and picture from the page."""
        for element in root.iter():
            for attribute in ("href", "src"):
                if element.get(attribute) is not None:
                    element.set(attribute, self._address(element.get(attribute) or ""))
            if element.tag == "h1" and not self.title:
                self.title = "".join(element.itertext()).strip()

    def _address(self, link: str) -> str:
        scheme, host, path, query, fragment = urlsplit(link)
        if scheme or host or not path or link.startswith(("/", "#")):
            return link
        folder = posixpath.dirname(self._name)
        target = posixpath.normpath(posixpath.join(folder, unquote(path)))
        found = self._files.target(target)
        if found is None and path.endswith(".md"):
            raise BulletinError(
                "link-missing",
                self._name,
                f"链接到 {target}，没有这个文件",
                "content 里的一个文件",
                "改正链接，或者补上文件",
            )
        whole = relative_to(found, address(self._name)) if found is not None else path
        return f"{whole}{'?' + query if query else ''}{'#' + fragment if fragment else ''}"
