"""Contents pages of every usual kind, and issues that have none but carry heading styles."""

from pathlib import Path

import pytest

from bulletin.importer import convert
from bulletin.model import BulletinError
from bulletin.outline.drafts import Outline
from bulletin.outline.issue import outline
from bulletin.outline.passage import stream
from bulletin.readers import Block, Manuscript, Place, Run

COVER = "简报\n\n2026年3月期 总7期\n\n\n\n"
BODY = """
要闻

第一篇的标题

第一篇的正文。

第二篇的标题

第二篇的正文。
"""


def titles(tmp_path: Path, contents: str, body: str = BODY) -> list[tuple[str, str, int | None]]:
    """Section, title and page of each article."""
    source = tmp_path / "issue.txt"
    source.write_text(COVER + contents + body, encoding="utf-8")
    return [(a.section, a.title, a.page) for a in convert(source)[0].issue.articles]


@pytest.mark.parametrize(
    ("contents", "pages"),
    [
        ("目录\n\n要闻\t1\n第一篇的标题.....\t1\n第二篇的标题\t2\n", [1, 2]),
        ("目  录\n\n要闻……1\n第一篇的标题……………1\n第二篇的标题…………2\n", [1, 2]),
        ("目次\n\n要闻 (1)\n第一篇的标题 (1)\n第二篇的标题 (2)\n", [1, 2]),
        ("目录\n\n要闻\n\n第一篇的标题\n\n第二篇的标题\n", [None, None]),
        ("目录\n\n要闻\t1\n第一篇\n的标题\t1\n第二篇的标题\t2\n", [1, 2]),
        ("目录\n\n第一篇的标题\t1\n要闻\t1\n第二篇的标题\t2\n", [1, 2]),
    ],
    ids=["tabs", "ellipses", "brackets", "no pages", "wrapped entry", "other order"],
)
def test_a_contents_page_is_read(contents: str, pages: list[int | None], tmp_path: Path) -> None:
    first, second = pages
    assert titles(tmp_path, contents) == [
        ("要闻", "第一篇的标题", first),
        ("要闻", "第二篇的标题", second),
    ]


LISTED = """
要闻

临河推出研发贷款贴息

贴息率为百分之二。

望江设立早期投资基金

基金首期两亿元。



政策解读

三问海州科技保险

保险怎样买、怎样补。
"""
# The page number stands for {}; what is named beside the title goes to its authors.
SHAPES = (
    "T……{}",
    "T\t{}",
    "T {}",
    "T（{}）",
    "T ({})",
    "T【{}】",
    "T……第{}页",
    "T　第 {} 页",
    "T……P{}",
    "T / {}",
    "1. T……{}",
    "1、T……{}",
    "（一）T……{}",
    "◆T……{}",
    "● T……{}",
    "①T……{}",
    "《T》……{}",
    "【T】……{}",
    "T 赵某某（{}）",
    "T　赵某某……{}",
    "T/赵某某……{}",
    "T（赵某某）……{}",
    "T——赵某某……{}",
    "T 文/赵某某 {}",
    "T……赵某某 {}",
    "1. T 赵某某……{}",
)
OF_SECTIONS = (
    "S……{}",
    "S",
    "【S】",
    "[S]",
    "【S】……{}",
    "一、S",
    "■ S",
    "◎S……{}",
    "S（{}）",
    "——S——",
)


@pytest.mark.parametrize("section", OF_SECTIONS)
@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_of_contents_gives_the_same_issue(
    tmp_path: Path, shape: str, section: str
) -> None:
    def line(form: str, text: str, page: int) -> str:
        return form.replace("T", text).replace("S", text).replace("{}", str(page))

    lines = [
        line(section, "要闻", 1),
        line(shape, "临河推出研发贷款贴息", 1),
        line(shape, "望江设立早期投资基金", 2),
        line(section, "政策解读", 3),
        line(shape, "三问海州科技保险", 3),
    ]
    source = tmp_path / "issue.txt"
    text = COVER + "目录\n" + "\n".join(lines) + "\n\n\n" + LISTED
    source.write_text(text, encoding="utf-8")
    found = convert(source)[0].issue
    assert [(a.section, a.title, a.page) for a in found.articles] == [
        ("要闻", "临河推出研发贷款贴息", 1),
        ("要闻", "望江设立早期投资基金", 2),
        ("政策解读", "三问海州科技保险", 3),
    ]
    assert [s.title for s in found.sections] == ["要闻", "政策解读"]
    named = {a.source.authors if a.source else () for a in found.articles}
    assert named == ({("赵某某",)} if "赵某某" in shape else {()})


@pytest.mark.parametrize(
    "head", ["【目录】", "［目 录］", "目录：", "—— 目录 ——", "本期要目", "CONTENTS"]
)
def test_every_head_of_a_contents_page_is_known(tmp_path: Path, head: str) -> None:
    contents = f"{head}\n\n要闻\t1\n第一篇的标题\t1\n第二篇的标题\t2\n"
    assert [title for _, title, _ in titles(tmp_path, contents)] == ["第一篇的标题", "第二篇的标题"]


def test_the_first_line_of_a_long_title_is_no_section(tmp_path: Path) -> None:
    body = """
要闻

临河市科学技术局

关于印发研发贷款办法的通知

第一条 为了贷款，制定本办法。

第二篇的标题

第二篇的正文。
"""
    contents = "目录\n\n要闻\n临河市科学技术局\n关于印发研发贷款办法的通知……1\n第二篇的标题……2\n"
    found = titles(tmp_path, contents, body)
    assert [(section, title) for section, title, _ in found] == [
        ("要闻", "临河市科学技术局关于印发研发贷款办法的通知"),
        ("要闻", "第二篇的标题"),
    ]


@pytest.mark.parametrize(
    "imprint",
    [
        "主编：吴某　责任编辑：郑某\n\n地址：临河市一号路　邮编：100000\n\n内部资料　免费交流",
        "主　办：某某促进会\n责任编辑 郑某\n电话：010-1234567",
        "编辑部：某某室\n（内部资料，注意保存）",
        "准印证号：（京）L-0001\n印数：500册",
    ],
)
def test_who_made_the_issue_is_no_end_of_its_last_article(tmp_path: Path, imprint: str) -> None:
    source = tmp_path / "issue.txt"
    contents = "目录\n\n要闻\t1\n第一篇的标题\t1\n第二篇的标题\t2\n"
    source.write_text(COVER + contents + BODY + "\n" + imprint + "\n", encoding="utf-8")
    found = convert(source)[0].issue
    assert found.articles[-1].body == "第二篇的正文。"
    assert all(line.split("：")[0] in found.body for line in imprint.split("\n") if line)


@pytest.mark.parametrize(
    "ending",
    ["本刊编辑部供稿，主编吴某审定。", "电话：010-1234567", "联系人：某某", "印刷厂恢复生产"],
)
def test_a_last_paragraph_that_names_an_editor_stays_in_its_article(
    tmp_path: Path, ending: str
) -> None:
    source = tmp_path / "issue.txt"
    contents = "目录\n\n要闻\t1\n第一篇的标题\t1\n第二篇的标题\t2\n"
    source.write_text(COVER + contents + BODY + "\n" + ending + "\n", encoding="utf-8")
    assert ending in convert(source)[0].issue.articles[-1].body


@pytest.mark.parametrize("caption", ["图1　会议现场　郑某摄", "表2-1 各区资金安排", "照片3：签约"])
def test_a_caption_is_no_sub_heading(tmp_path: Path, caption: str) -> None:
    after = "会议要求各单位抓好落实，按期完成全年的各项任务，并及时报送进展情况。"
    body = BODY.replace("第二篇的正文。", f"第二篇的正文。\n\n{caption}\n\n{after}")
    source = tmp_path / "issue.txt"
    contents = "目录\n\n要闻\t1\n第一篇的标题\t1\n第二篇的标题\t2\n"
    source.write_text(COVER + contents + body, encoding="utf-8")
    assert "#" not in convert(source)[0].issue.articles[-1].body


def test_an_issue_without_sections_has_one(tmp_path: Path) -> None:
    contents = "目录\n\n第一篇的标题\t1\n第二篇的标题\t2\n"
    found = titles(tmp_path, contents, BODY.replace("要闻\n\n", ""))
    assert {section for section, _, _ in found} == {"本期文章"}


def test_two_articles_of_one_title_are_both_found(tmp_path: Path) -> None:
    contents = "目录\n\n要闻\t1\n简讯\t1\n简讯\t2\n"
    body = "\n要闻\n\n简讯\n\n甲事。\n\n简讯\n\n乙事。\n"
    assert [title for _, title, _ in titles(tmp_path, contents, body)] == ["简讯", "简讯"]


def styled(*blocks: tuple[str, int | None]) -> Outline:
    """The outline of paragraphs with heading levels, as a Word file has them."""
    paragraphs = tuple(
        Block("paragraph", (Run(text, Place(line)),), level=level)
        for line, (text, level) in enumerate(blocks, 1)
    )
    flow = stream(Manuscript(Path("a.docx"), "word", paragraphs))
    return outline(flow, "a.docx", by_text=False)


def test_heading_styles_serve_where_there_is_no_contents_page() -> None:
    found = styled(
        ("2026年3月期 总7期", None),
        ("要闻", 1),
        ("第一篇", 2),
        ("小标题", 3),
        ("正文。", None),
        ("观察", 1),
        ("第二篇", 2),
        ("正文。", None),
    )
    assert [(a.section, a.title.text) for a in found.articles] == [
        ("要闻", "第一篇"),
        ("观察", "第二篇"),
    ]
    assert [piece.tag for piece in found.articles[0].pieces] == ["h2", "p"]


def test_a_heading_that_the_contents_lack_is_reported_once() -> None:
    found = styled(
        ("2026年3月期 总7期", None),
        ("目录", None),
        ("要闻\t1", None),
        ("第一篇\t1", None),
        ("要闻", 1),
        ("第一篇", 2),
        ("正文。", None),
        ("漏列的一篇", 2),
        ("正文。", None),
    )
    assert [w.code for w in found.warnings] == ["heading-without-entry"]


def test_neither_contents_nor_styles_is_refused() -> None:
    with pytest.raises(BulletinError, match="no-contents"):
        styled(("2026年3月期 总7期", None), ("正文。", None))


def test_a_sub_heading_at_the_foot_of_a_page_is_not_taken_for_a_cut_paragraph(
    tmp_path: Path,
) -> None:
    source = tmp_path / "issue.txt"
    contents = "目录\n\n要闻\t1\n第一篇的标题\t1\n"
    body = "\n要闻\n\n第一篇的标题\n\n开头一段。\n\n形成合力\n\n\n\n这一段讲各方怎样形成合力。\n"
    source.write_text(COVER + contents + body, encoding="utf-8")
    (article,) = convert(source)[0].data()["articles"]
    assert (article["paragraphs"], article["subheadings"]) == (3, ["形成合力"])
