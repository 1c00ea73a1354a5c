"""An issue as an EPUB 3 book: the same text, its contents, and the printed page numbers."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Iterable
from functools import partial

from jinja2 import Environment

from bulletin.site.content.views import ArticleView, IssueView
from bulletin.site.formats.feeds import NAMES, Html
from bulletin.site.formats.metadata import Config
from bulletin.site.formats.xhtml import readable, xhtml

# The earliest date that a zip can hold: the same book has the same bytes on any day.
EPOCH = (1980, 1, 1, 0, 0, 0)
CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>
"""


def book(view: IssueView, html: Html, config: Config, templates: Environment, css: str) -> bytes:
    """The whole book."""
    page = partial(_page, templates, view, config)
    marked = printed_pages(view)
    files = [
        ("META-INF/container.xml", CONTAINER),
        ("book/package.opf", page("package.html", identifier=_name(view))),
        ("book/nav.xhtml", page("nav.html", pages=marked)),
        ("book/cover.xhtml", page("cover.html", cover=xhtml(view.cover))),
        ("book/book.css", css),
    ]
    first = {article.key for article in marked}
    for article in view.articles:
        body = xhtml(readable(html(article)))
        text = page("text.html", article=article, body=body, marked=article.key in first)
        files.append((f"book/{article.article.id}.xhtml", text))
    return _zip(files)


def printed_pages(view: IssueView) -> list[ArticleView]:
    """The articles by which printed pages can be found: the first that begins on each page."""
    first: dict[int, ArticleView] = {}
    for article in view.articles:
        if article.article.page:
            first.setdefault(article.article.page, article)
    return [first[page] for page in sorted(first)]


def _name(view: IssueView) -> str:
    return uuid.uuid5(NAMES, f"epub/{view.issue.id}").urn


def _page(
    templates: Environment, view: IssueView, config: Config, name: str, **more: object
) -> str:
    return templates.get_template(f"export/{name}").render(view=view, config=config, **more)


def _zip(files: Iterable[tuple[str, str]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", EPOCH), "application/epub+zip")
        for name, text in files:
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text)
    return buffer.getvalue()
