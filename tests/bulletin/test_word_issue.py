"""A Word bulletin with tables and pictures, from the file to the Markdown and back to the proof."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin import importer
from bulletin.cli.main import main
from bulletin.proof import markdown, verify
from bulletin.site.content.structure import Renderer
from tests.bulletin.readers.fixtures_word import PIXEL, p, write_word

HOSTILE = '甲<b>乙</b>|丙*丁*"'


def cell(*paragraphs: str, properties: str = "") -> str:
    """A cell of a table."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(map(p, paragraphs))}</w:tc>"


def table(*rows: str) -> str:
    """A table of rows of cells."""
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


PLAIN = table(
    cell("项目") + cell("金额"), cell(" 设备 ") + cell(HOSTILE), cell("上", "下") + cell("2")
)
WIDE, TALL = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>'
SPANNED = table(
    cell("合计", properties=WIDE),
    cell("左", properties=TALL) + cell("右一"),
    cell("", properties="<w:vMerge/>") + cell(HOSTILE),
)
PICTURE = p(
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="a" descr="会场[全景]"/>'
    '<a:blip r:embed="picture"/></wp:inline></w:drawing></w:r>'
)
LINES = ("简报", "某促进会", "2026年5月期 总298期", "目录", "要闻\t1", "设备共享启用\t1", "要闻")


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    """The bulletin imported; its folder."""
    body = "".join(map(p, LINES)) + p("设备共享启用") + p("平台于 5 月启用，情况如下。")
    body += PLAIN + p("费用另列。") + SPANNED + p("现场见图。") + PICTURE
    body += p("来源：南湖晚报 陈一 2026-05-02")
    folder = tmp_path / "2026-05"
    folder.mkdir()
    importer.import_issue(write_word(folder / "简报.docx", body), folder)
    return folder


def html(issue: Path) -> str:
    """The article as the site shows it."""
    text = (issue / "01.md").read_text(encoding="utf-8").split("---\n", 2)[2]
    return Renderer().render(text).html({})


def test_every_character_of_cells_is_proved(issue: Path) -> None:
    assert main(["verify", str(issue)]) == 0
    ((_, text),) = [b for b in verify.expected(issue)["01"] if b[0] == "table" and "项目" in b[1]]
    assert HOSTILE in text


def test_an_even_table_is_markdown_and_one_with_spans_html(issue: Path) -> None:
    text = (issue / "01.md").read_text(encoding="utf-8")
    assert "| 项目 | 金额 |\n| --- | --- |\n" in text
    assert "| 上<br>下 | 2 |" in text
    assert '<td colspan="2">合计</td>' in text
    assert '<td rowspan="2">左</td>' in text


def test_the_page_shows_the_cells_as_text(issue: Path) -> None:
    page = html(issue)
    assert page.count("<table") == 2
    assert "<b>" not in page
    assert page.count("甲&lt;b&gt;乙&lt;/b&gt;|丙*丁*") == 2


def test_a_picture_lies_beside_its_article_with_its_description(issue: Path) -> None:
    (path,) = (issue / "images").iterdir()
    assert path.read_bytes() == PIXEL
    assert 'alt="会场[全景]"' in html(issue)
    assert f"images/{path.name}" in html(issue)


def test_a_changed_cell_is_found(issue: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = issue / "01.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("右一", "右二"), encoding="utf-8")
    assert main(["verify", str(issue)]) == 1
    assert "“一”改为“二”" in capsys.readouterr().out


def test_text_between_blocks_counts_as_a_paragraph() -> None:
    assert markdown.blocks("<section>\n甲\n</section>\n\n乙") == [("section", "甲"), ("p", "乙")]
