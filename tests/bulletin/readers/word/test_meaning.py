"""What the look of characters means is kept, from Word to the page: nothing changes in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.importer import convert
from bulletin.model import BulletinError
from bulletin.outline.single import Given
from bulletin.proof import markdown
from bulletin.site.content.structure import Renderer
from tests.bulletin.readers.fixtures_word import p, r, t, write_word

RAISED = '<w:vertAlign w:val="superscript"/>'
LOWERED = '<w:vertAlign w:val="subscript"/>'


def body(path: Path, *paragraphs: str) -> str:
    """The Markdown of a document of these paragraphs after its first."""
    write_word(path, "".join((p(t("关于试点工作的说明")), *paragraphs)))
    _, files = convert(path, Given("2026-09", 300, "资讯", "试点", alone=True))
    return files["01.md"].decode().partition("说明\n\n")[2].strip()


def codes(path: Path, *paragraphs: str) -> list[str]:
    """The codes of the warnings of such a document."""
    write_word(path, "".join((p(t("关于试点工作的说明")), *paragraphs)))
    report, _ = convert(path, Given("2026-09", 300, "资讯", "试点", alone=True))
    return [warning.code for warning in report.warnings]


def math(content: str) -> str:
    return f"<m:oMath>{content}</m:oMath>"


def m(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


POWER = f"<m:sSup><m:e>{m('K')}</m:e><m:sup>{m('7')}</m:sup></m:sSup>"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "试点.docx"


@pytest.mark.parametrize(
    ("paragraph", "markdown"),
    [
        (p(t("排放3×10"), r("5", RAISED), t("吨CO"), r("2", LOWERED), t("。")),
         "排放3×10<sup>5</sup>吨CO<sub>2</sub>。"),
        (p(t("比例为"), r("百分之三", "<w:strike/>"), t("百分之五。")),
         "比例为<del>百分之三</del>百分之五。"),
        (p(t("比例为"), r("百分之三", '<w:strike w:val="0"/>'), t("。")), "比例为百分之三。"),
        (p(math(m("Z=") + POWER), t("，按此计算。")),
         "Z=K<sup>7</sup>"),
        (p(math(f"<m:rad><m:radPr/><m:deg/><m:e>{m('A+B')}</m:e></m:rad>"), t("为基数。")),
         "√(A+B)为基数。"),
        (p(t("一行，"), "<w:r><w:br/><w:br/></w:r>", t("仍在这一段。")),
         "一行，<br><br>仍在这一段。"),
    ],
)  # fmt: skip
def test_what_a_look_means_is_written(path: Path, paragraph: str, markdown: str) -> None:
    assert body(path, paragraph, p(t("末段文字，写到这里为止。"))).startswith(markdown)


BOX = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>{}'
    "</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>"
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
LIST = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
    '<w:listEntry w:val="甲类"/><w:listEntry w:val="乙类"/></w:ddList></w:ffData></w:fldChar></w:r>'
    "<w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r>"
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def test_ticks_and_choices_of_forms_are_kept(path: Path) -> None:
    paragraph = p(
        BOX.format("<w:checked/>"), t("同意"), BOX.format(""), t("不同意，"), LIST, t("。")
    )
    assert body(path, paragraph) == "☑同意☐不同意，乙类。"


def test_a_pending_revision_is_told(path: Path) -> None:
    inserted = f'<w:ins w:id="1" w:author="甲">{r("百分之八")}</w:ins>'
    assert "word-revision" in codes(path, p(t("比例为"), inserted, t("。")))
    assert "word-revision" not in codes(path, p(t("比例为百分之八。")))


def test_a_greek_letter_of_the_symbol_typeface_is_one(path: Path) -> None:
    sign = '<w:r><w:sym w:font="Symbol" w:char="F067"/></w:r>'
    assert body(path, p(t("系数"), sign, t("取值。"))) == "系数γ取值。"
    inside = math('<m:r><w:sym w:font="Symbol" w:char="F068"/></m:r>')
    assert body(path, p(inside, t("为系数。"))) == "η为系数。"


def test_an_empty_document_is_refused_as_that(path: Path) -> None:
    write_word(path, p())
    with pytest.raises(BulletinError, match="没有一个字"):
        convert(path, Given("2026-09", 300, None, "试点", alone=True))


def test_the_page_keeps_what_the_markdown_says() -> None:
    text = (
        '排放3×10<sup>5</sup>吨，比例为<del>三</del>五，见<a href="https://a.example/">此处</a>。'
    )
    html = Renderer().render(text).html({})
    for part in ("<sup>5</sup>", "<del>三</del>", 'href="https://a.example/"'):
        assert part in html


def test_what_is_written_reads_back_as_the_same_text() -> None:
    assert markdown.blocks("## 一、总则<br>适用范围\n\n甲<br><br>乙") == [
        ("h2", "一、总则\n适用范围"), ("p", "甲\n\n乙"),
    ]  # fmt: skip
