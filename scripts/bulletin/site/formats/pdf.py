"""An issue or an article on A4: one HTML file for print, set by a Chromium-family browser."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from bulletin.model import BulletinError
from bulletin.site.content.views import ArticleView, IssueView
from bulletin.site.formats.feeds import Html
from bulletin.site.formats.metadata import Config
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
SECONDS = 180


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


def issue_pdf(
    view: IssueView, html: Html, config: Config, templates: Environment, program: str
) -> bytes:
    """Cover, contents with page numbers, all articles. Printed twice: the first printing tells
    on which page each article begins."""
    bodies = {a.key: paper(html(a)) for a in view.articles}
    first = print_html(_html(templates, config, view, view.articles, bodies, {}), program)
    starts = article_pages(first, view.articles)
    return print_html(_html(templates, config, view, view.articles, bodies, starts), program)


def article_pdf(
    view: ArticleView, html: Html, config: Config, templates: Environment, program: str
) -> bytes:
    """One article by itself."""
    return print_html(
        _html(templates, config, None, (view,), {view.key: paper(html(view))}, {}), program
    )


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


def _html(
    templates: Environment,
    config: Config,
    view: IssueView | None,
    articles: Sequence[ArticleView],
    bodies: Mapping[str, str],
    starts: Mapping[str, int],
) -> str:
    template = templates.get_template("export/print.html")
    return template.render(
        view=view, articles=articles, bodies=bodies, starts=starts, config=config
    )


def _failed(program: str, stderr: str) -> BulletinError:
    last = (stderr.strip().splitlines() or ["没有说明"])[-1]
    return BulletinError(
        "print-failed",
        program,
        f"浏览器没有印出 PDF：{last[:200]}",
        "浏览器能以 --headless 运行",
        "在终端运行同一浏览器看它的提示，或换一种浏览器",
    )
