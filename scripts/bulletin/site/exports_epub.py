"""An issue as an EPUB 3 book: the same text, its contents, and the printed page numbers."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Iterable

from jinja2 import Environment

from bulletin.site.exports_xhtml import xhtml
from bulletin.site.feeds import NAMES, Html, readable
from bulletin.site.metadata import Config
from bulletin.site.views import ArticleView, IssueView

# The earliest date that a zip can hold: the same book has the same bytes on any day.
EPOCH = (1980, 1, 1, 0, 0, 0)
CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>
"""


def book(view: IssueView, html: Html, config: Config, templates: Environment, css: str) -> bytes:
    """The whole book."""
    files = [
        ("META-INF/container.xml", CONTAINER),
        ("book/package.opf", _package(view, config, templates)),
        ("book/nav.xhtml", _page(templates, "nav.html", view, config, pages=printed_pages(view))),
        ("book/cover.xhtml", _page(templates, "cover.html", view, config)),
        ("book/book.css", css),
        *(
            (f"book/{a.article.id}.xhtml", _article(a, html, config, templates, view))
            for a in view.articles
        ),
    ]
    return _zip(files)


def printed_pages(view: IssueView) -> list[ArticleView]:
    """The articles by which printed pages can be found: the first that begins on each page."""
    first: dict[int, ArticleView] = {}
    for article in view.articles:
        if article.article.page:
            first.setdefault(article.article.page, article)
    return [first[page] for page in sorted(first)]


def _package(view: IssueView, config: Config, templates: Environment) -> str:
    name = uuid.uuid5(NAMES, f"epub/{view.issue.id}").urn
    return _page(templates, "package.html", view, config, identifier=name)


def _article(
    article: ArticleView, html: Html, config: Config, templates: Environment, view: IssueView
) -> str:
    body = xhtml(readable(html(article)))
    marked = article in printed_pages(view)
    return _page(templates, "text.html", view, config, article=article, body=body, marked=marked)


def _page(
    templates: Environment, name: str, view: IssueView, config: Config, **more: object
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
