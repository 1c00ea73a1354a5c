"""Other forms of the same text: feeds and EPUB with every build, PDF where there is a browser.

Every build writes feeds and books; the command line calls `export`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader

from bulletin.site.cache.sealed import CheckedBytecode
from bulletin.site.cache.store import key
from bulletin.site.content.views import IssueView, Link
from bulletin.site.formats import epub, feeds, metadata, pdf
from bulletin.site.formats.metadata import Config
from bulletin.site.formats.portable import Pictures
from bulletin.site.pages import load, titles
from bulletin.site.pages.specs import Part

if TYPE_CHECKING:
    from bulletin.site.formats.cards import Studio

# Sheets that a book or a printed issue needs; they are read from the theme, as the site's are.
BOOK_SHEET = "book.css"
PRINT_SHEETS = ("tokens.css", "type.css", "print.css", "paper.css")


def downloads(view: IssueView) -> tuple[Link, ...]:
    """What the build itself writes beside an issue."""
    return (Link("EPUB 电子书", f"{view.url}{view.issue.id}.epub"),)


def feeds_part(site: load.Site, config: Config) -> Part:
    """The feeds, made anew when one of the newest issues has changed."""
    shelf = site.shelf
    names = feeds.newest({name: len(gist.titles) for name, gist in shelf.gists().items()})
    issues = site.view.issues.only(names)
    made_of = key([shelf.digest(name) for name in names], site.moved)
    return Part("feeds", made_of, files=partial(feeds.files, issues, site.html, config))


class Books:
    """Makes what stands beside an issue's pages: its EPUB, and pictures to share.

    `packages` is where npm has put the typeface of the pictures.
    """

    def __init__(
        self, site: load.Site, config: Config, theme: Path, packages: Path, cache: Path
    ) -> None:
        self._site = site
        self._pictures = Pictures(site.shelf.folder)
        self._config = config
        self._theme = theme
        self._packages = packages
        self._cache = cache

    def __call__(self, view: IssueView) -> dict[str, bytes]:
        """The files of one issue, by their path below the site's root."""
        book = epub.book(
            view, self._site.html, self._pictures, self._config, self._templates, self._css
        )
        files = {f"{view.url}{view.issue.id}.epub": book}
        # A picture is asked for by its full address alone, which only a site's own can make.
        if self._config.site_url:
            files.update(self._studio.pictures(view, self._config))
        return files

    @cached_property
    def _templates(self) -> Environment:
        env = environment(self._theme)
        env.bytecode_cache = CheckedBytecode(self._cache / "templates")
        return env

    @cached_property
    def _css(self) -> str:
        return _sheet(self._theme, BOOK_SHEET)

    @cached_property
    def _studio(self) -> Studio:
        from bulletin.site.formats.cards import Studio  # slow to load, and most builds draw none

        return Studio(self._packages, self._cache)


def export(
    site: load.Site,
    config: Config,
    theme: Path,
    folder: Path,
    issue: str | None = None,
    articles: Collection[str] | None = None,
    packages: Path | None = None,
) -> Iterator[Path]:
    """PDF and EPUB of every issue, or of one, with a PDF of each article, or of some.

    `packages` has a typeface for machines without a Chinese one.
    """
    templates, pictures = environment(theme, packages), Pictures(site.shelf.folder)
    press = pdf.Press(site.html, pictures, config, templates, pdf.browser())
    css = _sheet(theme, BOOK_SHEET)
    for view in site.view.issues:
        if issue not in (None, view.issue.id):
            continue
        book = epub.book(view, site.html, pictures, config, templates, css)
        yield _write(folder / view.url / f"{view.issue.id}.epub", book)
        yield _write(folder / view.url / f"{view.issue.id}.pdf", press.issue(view))
        for article in (a for a in view.articles if articles is None or a.article.id in articles):
            name = f"{article.key.replace('/', '-')}.pdf"
            yield _write(folder / article.url / name, press.article(article))


def environment(theme: Path, packages: Path | None = None) -> Environment:
    """The templates of books and print; XML and HTML both want every text escaped."""
    face = pdf.face(packages) if packages else ""
    env = Environment(loader=FileSystemLoader(theme), autoescape=True, trim_blocks=True)
    env.auto_reload = False  # each article would ask the disk whether the templates have changed
    env.globals["sheets"] = lambda: face + "\n".join(_sheet(theme, n) for n in PRINT_SHEETS)
    env.globals["issue_name"] = metadata.issue_name
    env.globals["rewritten_note"] = metadata.rewritten_note
    env.globals["titled"] = titles.title
    env.filters["css_string"] = pdf.css_string
    return env


def _sheet(theme: Path, name: str) -> str:
    return (theme / "assets" / "css" / name).read_text(encoding="utf-8")


def _write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
