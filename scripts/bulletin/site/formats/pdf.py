"""An issue or an article on A4: one HTML file for print, set by a Chromium-family browser."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from bulletin.model import BulletinError
from bulletin.site.content.views import ArticleView, IssueView
from bulletin.site.formats.feeds import Html
from bulletin.site.formats.metadata import Config
from bulletin.site.formats.portable import Pictures, carried, full
from bulletin.site.formats.xhtml import readable

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
FLAGS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
    "--export-tagged-pdf",
)
FACE = Path("@fontsource-variable", "noto-serif-sc")  # of the npm packages
SECONDS = 180
CONTENTS = "目录"  # the heading of an issue's own


def browser() -> str:
    """The browser that prints: CHROMIUM of the environment, or the first one installed."""
    named = os.environ.get("CHROMIUM")
    found = named or next((path for b in BROWSERS if (path := shutil.which(b))), None)
    if found:
        return found
    raise BulletinError(
        "no-browser",
        "导出 PDF",
        "没有找到 Chromium、Chrome 或 Edge",
        "本机装有其中一种浏览器",
        "安装浏览器，或用环境变量 CHROMIUM 写明它的路径；EPUB 不需要浏览器",
    )


class Press:
    """Prints issues and articles: with the templates, the pictures and the browser given."""

    def __init__(
        self, html: Html, pictures: Pictures, config: Config, templates: Environment, program: str
    ) -> None:
        self._html = html
        self._pictures = pictures
        self._config = config
        self._templates = templates
        self._program = program

    def issue(self, view: IssueView) -> bytes:
        """Cover, contents with page numbers, all articles. Printed twice: the first printing tells
        on which page each article begins."""
        bodies = self._bodies(view.articles)
        first = self._printed(view, view.articles, bodies, {})
        whole = self._printed(view, view.articles, bodies, article_pages(first, view.articles))
        return named(whole, _headings(view.articles))

    def article(self, view: ArticleView) -> bytes:
        """One article by itself."""
        return named(self._printed(None, (view,), self._bodies((view,)), {}), _headings((view,)))

    def _bodies(self, articles: Sequence[ArticleView]) -> dict[str, str]:
        """The articles' contents for one file: pictures are in them, links stay in the file."""
        names = {view.url: view.article.id for view in articles}

        def link(address: str) -> str | None:
            path, _, fragment = address.partition("#")
            if path not in names:
                return full(self._config, address)
            return f"#{names[path]}-{fragment}" if fragment else f"#a{names[path]}"

        return {
            view.key: carried(
                unique_ids(paper(self._html(view)), view.article.id),
                view.url,
                partial(self._pictures.inline, view),
                link,
            )
            for view in articles
        }

    def _printed(
        self,
        view: IssueView | None,
        articles: Sequence[ArticleView],
        bodies: Mapping[str, str],
        starts: Mapping[str, int],
    ) -> bytes:
        template = self._templates.get_template("export/print.html")
        page = template.render(
            view=view, articles=articles, bodies=bodies, starts=starts, config=self._config
        )
        return print_html(page, self._program)


def article_pages(pdf: bytes, articles: Sequence[ArticleView]) -> dict[str, int]:
    """The page on which each article begins, read from the outline of a printing."""
    import pypdfium2  # only printing needs it, and every build loads this module

    document = pypdfium2.PdfDocument(pdf)
    marks = iter([(m.get_title(), m.get_dest()) for m in document.get_toc() if m.level == 0])
    starts = {}
    for view in articles:
        title = "".join(view.article.title.split())
        # A heading that a page break has pushed on stands twice over in Chromium's outline.
        place = next((d for t, d in marks if "".join(t.split()) in (title, title * 2)), None)
        if place is not None:
            starts[view.key] = place.get_index() + 1
    document.close()
    return starts


def _headings(articles: Sequence[ArticleView]) -> Iterator[str]:
    """The headings of articles as readers see them."""
    yield CONTENTS
    for view in articles:
        yield view.article.title
        yield view.article.section
        yield from (heading.title for heading in view.headings)


def named(pdf: bytes, headings: Iterable[str]) -> bytes:
    """The file with each heading once and whole in its outline.

    Chromium gives a heading that a page break has pushed on twice over, and drops spaces.
    """
    import pypdf  # only printing needs it, and every build loads this module

    known = {_letters(heading): heading for heading in headings}
    known |= {"".join(sorted(2 * letters)): heading for letters, heading in known.items()}
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    outline = writer.root_object.get("/Outlines")
    for item in _items(outline.get_object() if outline else None):
        letters = _letters(str(item["/Title"]))
        heading = known.get(letters) or known.get("".join(sorted(letters)))
        if heading:
            item[pypdf.generic.NameObject("/Title")] = pypdf.generic.TextStringObject(heading)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _items(parent: Any) -> Iterator[Any]:
    """All items of an outline below one."""
    item = parent.get("/First") if parent else None
    while item:
        found = item.get_object()
        yield found
        yield from _items(found)
        item = found.get("/Next")


def _letters(text: str) -> str:
    return "".join(text.split())


def print_html(html: str, program: str) -> bytes:
    """Print a page that needs nothing but itself."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "print.html"), Path(folder, "print.pdf")
        source.write_text(html, encoding="utf-8")
        # A browser run by root, as in a container, refuses to start with its sandbox.
        root = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
        command = [
            program,
            *FLAGS,
            *root,
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={target}",
            source.as_uri(),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        if not target.is_file():
            raise _failed(program, done.stderr)
        return target.read_bytes()


def face(packages: Path) -> str:
    """The rules for the typeface that the set-up brings: a machine without a Chinese one would
    print empty boxes. A browser reads its files only where no installed face has the sign."""
    folder = (packages / FACE).resolve()
    sheet = folder / "index.css"
    if not sheet.is_file():
        return ""
    rules = sheet.read_text(encoding="utf-8").replace("swap", "block")
    return rules.replace("url(./", f"url({folder.as_uri()}/")


def paper(html: str) -> str:
    """An article's content for paper: a hanging marker stands apart without a space."""
    return re.sub(r'(<span class="marker">[^<]*</span>)\s+', r"\1", readable(html))


def unique_ids(html: str, article: str) -> str:
    """The ids of one article among many in one file: each gets the article's own in front."""
    return re.sub(r'(<[^>]*\s(?:id="|href="#))', rf"\g<1>{article}-", html)


def css_string(text: str) -> Markup:
    """A text as a CSS string inside a style element."""
    safe = text.replace("\\", "\\\\").replace('"', '\\"').replace("<", "\\3c ")
    return Markup('"' + " ".join(safe.split()) + '"')


def _failed(program: str, stderr: str) -> BulletinError:
    last = (stderr.strip().splitlines() or ["没有说明"])[-1]
    return BulletinError(
        "print-failed",
        program,
        f"浏览器没有印出 PDF：{last[:200]}",
        "浏览器能以 --headless 运行",
        "在终端运行同一浏览器看它的提示，或换一种浏览器",
    )
