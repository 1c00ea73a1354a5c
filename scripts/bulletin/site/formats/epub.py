"""An issue as an EPUB 3 book: the same text, its contents, and the printed page numbers."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Iterable
from functools import partial
from pathlib import PurePosixPath
from typing import NamedTuple

from jinja2 import Environment

from bulletin.site.content.views import ArticleView, IssueView
from bulletin.site.formats.feeds import NAMES, Html
from bulletin.site.formats.metadata import Config, modified
from bulletin.site.formats.portable import Pictures, carried, full
from bulletin.site.formats.xhtml import readable, xhtml

# The earliest date that a zip can hold: the same book has the same bytes on any day.
EPOCH = (1980, 1, 1, 0, 0, 0)
CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>
"""


class Picture(NamedTuple):
    """A picture in a book: its address there, its media type, its bytes."""

    address: str
    kind: str
    data: bytes


def book(
    view: IssueView,
    html: Html,
    pictures: Pictures,
    config: Config,
    templates: Environment,
    css: str,
) -> bytes:
    """The whole book."""
    page = partial(_page, templates, view, config)
    marked = printed_pages(view)
    first = {article.key for article in marked}
    held: dict[str, Picture] = {}
    texts = []
    for article in view.articles:
        body = xhtml(_inside(view, article, readable(html(article)), pictures, held, config))
        text = page("text.html", article=article, body=body, marked=article.key in first)
        texts.append((f"book/{article.article.id}.xhtml", text))
    files: list[tuple[str, str | bytes]] = [
        ("META-INF/container.xml", CONTAINER),
        (
            "book/package.opf",
            page(
                "package.html",
                identifier=_name(view),
                pictures=held.values(),
                modified=_modified(view),
            ),
        ),
        ("book/nav.xhtml", page("nav.html", pages=marked)),
        ("book/cover.xhtml", page("cover.html", cover=xhtml(view.cover))),
        ("book/book.css", css),
        *texts,
        *((f"book/{picture.address}", picture.data) for picture in held.values()),
    ]
    return _zip(files)


def _inside(
    view: IssueView,
    article: ArticleView,
    html: str,
    pictures: Pictures,
    held: dict[str, Picture],
    config: Config,
) -> str:
    """An article's content in the book: its pictures are held, its links lead to chapters."""
    chapters = {a.url: f"{a.article.id}.xhtml" for a in view.articles}

    def picture(address: str) -> str:
        if address not in held:
            # Names that an editor has given may hold what no address in a book may.
            name = f"pictures/{len(held) + 1}{PurePosixPath(address).suffix.lower()}"
            held[address] = Picture(name, *pictures.read(article, address))
        return held[address].address

    def link(address: str) -> str | None:
        path, mark, fragment = address.partition("#")
        chapter = chapters.get(path)
        return f"{chapter}{mark}{fragment}" if chapter else full(config, address)

    return carried(html, article.url, picture, link)


def printed_pages(view: IssueView) -> list[ArticleView]:
    """The articles by which printed pages can be found: the first that begins on each page."""
    first: dict[int, ArticleView] = {}
    for article in view.articles:
        if article.article.page:
            first.setdefault(article.article.page, article)
    return [first[page] for page in sorted(first)]


def _modified(view: IssueView) -> str:
    """The day on which the book last changed: that of its month, or of its last correction."""
    days = [str(day) for article in view.articles if (day := modified(article))]
    return max([f"{view.issue.month}-01", *days])


def _name(view: IssueView) -> str:
    return uuid.uuid5(NAMES, f"epub/{view.issue.id}").urn


def _page(
    templates: Environment, view: IssueView, config: Config, name: str, **more: object
) -> str:
    return templates.get_template(f"export/{name}").render(view=view, config=config, **more)


def _zip(files: Iterable[tuple[str, str | bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", EPOCH), "application/epub+zip")
        for name, data in files:
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return buffer.getvalue()
