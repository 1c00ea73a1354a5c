"""A text that is not the printed one says so wherever it goes, and names no printed page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from bulletin.site.content.views import ArticleView
from bulletin.site.formats import books, citations_to_copy, epub, feeds, metadata, pdf
from bulletin.site.formats.cards import of_article
from bulletin.site.pages import load

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Config:
    site_name: str = "某刊"
    site_url: str | None = "https://example.org/"
    site_description: str | None = None


@pytest.fixture(scope="module")
def site() -> load.Site:
    return load.load(ROOT / "content")


@pytest.fixture(scope="module")
def view(site: load.Site) -> ArticleView:
    return site.view.issues[0].articles[0]


def test_citations_say_so(view: ArticleView) -> None:
    for form in citations_to_copy.forms(view, Config()):
        assert f"{view.article.title}（摘编）" in form.text.replace("\\", "")


def test_machines_are_told(view: ArticleView) -> None:
    data = metadata.article_data(view, Config())
    assert data["creativeWorkStatus"] == "摘编"
    assert "pageStart" not in data


def test_feeds_say_so(site: load.Site, view: ArticleView) -> None:
    item = json.loads(feeds.json_feed([view], site.html, Config()))["items"][0]
    assert item["content_html"].startswith("<p><strong>摘编本")
    assert "摘编" in item["tags"]
    assert "摘编本" in feeds.atom([view], site.html, Config())


def test_book_print_and_picture_say_so(site: load.Site, view: ArticleView) -> None:
    templates = books.environment(ROOT / "theme")
    issue = site.view.issues[0]
    assert "摘编本" in templates.get_template("export/text.html").render(
        article=view, body="", marked=False, config=Config()
    )
    assert "摘编" in of_article(view, Config()).foot
    assert epub.printed_pages(issue) == []
    assert pdf is not None


def test_one_publication_has_one_day(view: ArticleView) -> None:
    month = view.issue.month
    assert metadata.article_data(view, Config())["datePublished"] == month
    assert f"DA  - {month.replace('-', '/')}\n" in citations_to_copy.ris(view, Config())
    assert f"<published>{month}-01T" in feeds.atom([view], lambda _: "", Config())


def test_the_text_itself_says_nothing_of_the_kind(site: load.Site) -> None:
    from dataclasses import replace

    issue = replace(site.view.issues[0].issue, edition=None)
    assert issue.rewritten == metadata.rewritten_note(issue) == ""
    assert replace(issue, edition="增刊").rewritten == ""
