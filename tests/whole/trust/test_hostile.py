"""Every field of an issue is text, never markup or template, wherever it comes out."""

from __future__ import annotations

import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Dialog

from bulletin.model import Article
from tests.serving import Site
from tests.whole.trust import hostile

ARTICLES = {a.id: a for a in hostile.issue().articles}
SAFE = ("issues/", "calculators/", "https://", "http://", "#", "../", "./", "mailto:", "assets/")


class Reader(HTMLParser):
    """The elements of a page and its text, with what stands in data blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.data: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        (self.data if self._inside == "script" else self.words).append(data)


def read(path: Path) -> Reader:
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    reader.close()
    return reader


def page(site: Path, name: str) -> Reader:
    return read(site / "issues" / hostile.ISSUE / name / "index.html")


def fields(article: Article) -> list[str]:
    """The names of an article's fields, each once in its own text."""
    kinds = ["标题", "正文", "来源", "作者一"]
    return [*kinds, "文号", "机关一", "地区"] if article.document else kinds


def test_no_page_has_a_node_that_a_field_put_there(hostile_site: Path) -> None:
    for path in sorted(hostile_site.rglob("*.html")):
        for tag, attributes in read(path).elements:
            where = f"{path.relative_to(hostile_site)}: <{tag} {attributes}>"
            assert not [name for name in attributes if name.startswith("on")], where
            assert attributes.get("src") != "x", where
            assert tag != "script" or "src" in attributes or "json" in attributes["type"], where
            for name in ("href", "src", "action"):
                assert ":" not in attributes.get(name, "").split("/")[0] or attributes[
                    name
                ].startswith(SAFE), where


def test_attributes_are_of_known_names(hostile_site: Path) -> None:
    """A quotation mark that ends an attribute early would leave others behind."""
    own = hostile_site / "issues" / hostile.ISSUE
    known = {n for _, a in read(hostile_site / "issues/2026-04/07/index.html").elements for n in a}
    known |= {n for _, a in read(hostile_site / "issues/2026-04/01/index.html").elements for n in a}
    known |= {n for _, a in read(hostile_site / "issues/2026-04/index.html").elements for n in a}
    for path in own.rglob("*.html"):
        found = {name for _, attributes in read(path).elements for name in attributes}
        assert found <= known, path


@pytest.mark.parametrize("article", ARTICLES.values(), ids=ARTICLES.keys())
def test_each_field_stands_on_its_page_letter_for_letter(
    hostile_site: Path, article: Article
) -> None:
    words = "".join(page(hostile_site, article.id).words)
    plain = "".join(words.split())
    assert "{{7*7}}" in plain
    for name in fields(article):
        assert f"=甲{name}" in plain, name
    wanted = "".join(hostile.text(f"标题{article.id}").split())
    assert wanted in plain


@pytest.mark.parametrize("article", ARTICLES.values(), ids=ARTICLES.keys())
def test_structured_data_is_json_with_the_title_as_it_is(
    hostile_site: Path, article: Article
) -> None:
    blocks = [json.loads(text) for text in page(hostile_site, article.id).data if text.strip()]
    assert blocks
    assert blocks[0]["headline"] == article.title


def test_feeds_are_well_formed_and_carry_the_titles_as_text(hostile_site: Path) -> None:
    titles = {readable(article.title) for article in ARTICLES.values()}
    feed = ElementTree.parse(hostile_site / "feed.xml")
    found = [readable(e.text or "") for e in feed.iter("{http://www.w3.org/2005/Atom}title")]
    data = json.loads((hostile_site / "feed.json").read_text(encoding="utf-8"))
    listed = [readable(item["title"]) for item in data["items"]]
    for title in titles:
        assert any(title in each for each in found)
        assert any(title in each for each in listed)
    contents = [item.get("content_html", "") for item in data["items"]]
    contents += [e.text or "" for e in feed.iter("{http://www.w3.org/2005/Atom}content")]
    for content in contents:
        inner = Reader()
        inner.feed(content)
        assert not [t for t, a in inner.elements if t == "script" or a.get("src") == "x"]


def readable(text: str) -> str:
    """A text without its spaces, which a feed may fold."""
    return "".join(text.split())


def test_every_xml_file_is_well_formed(hostile_site: Path) -> None:
    for pattern in ("*.xml", "*.svg"):
        for path in hostile_site.rglob(pattern):
            ElementTree.parse(path)


def test_the_book_is_well_formed_and_holds_no_script(hostile_site: Path) -> None:
    with zipfile.ZipFile(next((hostile_site / "issues" / hostile.ISSUE).glob("*.epub"))) as book:
        for name in book.namelist():
            assert not name.startswith(("/", "..")), name
            if name.endswith((".xhtml", ".opf", ".xml", ".ncx")):
                tree = ElementTree.fromstring(book.read(name))
                tags = {element.tag.rpartition("}")[2] for element in tree.iter()}
                assert not tags & {"script", "iframe", "object"}, name


def test_no_file_name_comes_from_a_field(hostile_site: Path) -> None:
    for path in hostile_site.rglob("*"):
        assert re.fullmatch(r"[\w.-]+", path.name, re.ASCII), path
        assert len(path.name) < 160


def test_the_browser_runs_nothing_of_it_and_the_policy_reports_nothing(
    hostile_served: Site, chromium: Browser
) -> None:
    faults: list[str] = []

    def refuse(dialog: Dialog) -> None:
        faults.append(dialog.message)
        dialog.dismiss()

    context = chromium.new_context(locale="zh-CN")
    tab = context.new_page()
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    tab.on("dialog", refuse)
    own = f"issues/{hostile.ISSUE}/"
    for path in ("", "issues/", "register/", "topics/", own, f"{own}01/", f"{own}02/"):
        tab.goto(hostile_served.url(path))
        tab.wait_for_load_state("networkidle")
        assert tab.evaluate("'pwned' in window") is False, path
    tab.goto(hostile_served.url("search/?q=甲标题01"))
    tab.locator("ol[data-search-results] > li > a[href]").first.wait_for()
    assert tab.evaluate("'pwned' in window") is False
    assert tab.locator("img[src=x]").count() == 0
    context.close()
    assert faults == []
