"""The structure of documents of any kind, told line by line."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.law.clauses import annotate
from bulletin.law.numerals import number, numeral


def units(text: str, headings: str = "") -> list[tuple[str, str | None]]:
    """Kind and id of each line; the lines of `headings` are headings."""
    lines = text.strip().split("\n")
    blocks = [("h2" if line in headings.split("\n") else "p", line) for line in lines]
    return [(unit.kind, unit.id) for unit in annotate(blocks)]


def test_a_law_has_parts_chapters_sections_clauses_paragraphs_and_items() -> None:
    law = """第一编 总则
第一章 一般规定
第一节 原则
第一条 为了规范，制定本法。
国家保护权利。
第二条 有下列情形之一的，适用本法：
（一）登记的；
（二）备案的：
1.书面；
（1）原件；
2.口头。
前款所称登记，依照规定办理。
第二条之一 另行规定的，从其规定。
第二编 分则
第一章 合同
第三条 合同成立。
附 则
第四条 本法自公布之日起施行。"""
    assert units(law) == [
        ("chapter", "part-1"),
        ("chapter", "ch-1"),
        ("section", "ch-1-sec-1"),
        ("article", "art-1"),
        ("paragraph", "art-1-p2"),
        ("article", "art-2"),
        ("item", "art-2-i1"),
        ("item", "art-2-i2"),
        ("subitem", "art-2-i2-1"),
        ("point", "art-2-i2-1-1"),
        ("subitem", "art-2-i2-2"),
        ("paragraph", "art-2-p2"),
        ("article", "art-2-bis-1"),
        ("chapter", "part-2"),
        ("chapter", "part-2-ch-1"),
        ("article", "art-3"),
        ("chapter", "ch-final"),
        ("article", "art-4"),
    ]


def test_a_paragraph_between_two_items_belongs_to_the_first() -> None:
    text = """第一条 条件如下：
（一）权属明晰。
高校项目视同符合。
（二）有现金出资。
第二条 其他。"""
    assert units(text)[2] == ("paragraph", "art-1-i1-p2")


def test_items_of_a_second_paragraph_have_ids_of_their_own() -> None:
    text = """第一条 包括：
（一）甲；
（二）乙。
不包括下列事项：
（一）丙；
（二）丁。
第二条 其他。"""
    assert [found for _, found in units(text)] == [
        "art-1",
        "art-1-i1",
        "art-1-i2",
        "art-1-p2",
        "art-1-p2-i1",
        "art-1-p2-i2",
        "art-2",
    ]


def test_a_letter_is_read_apart_from_the_regulation_it_carries() -> None:
    text = """某科发〔2026〕7号
各有关单位：
现将办法印发给你们。
某省科学技术厅
某省财政厅
2026年3月1日
某办法
第一条 制定本办法。
第二条 自印发之日起施行。
附件：1.表一（略）
2.表二（略）"""
    assert [kind for kind, _ in units(text, "某办法")] == [
        "number",
        "addressee",
        "text",
        "signer",
        "signer",
        "date",
        "title",
        "article",
        "article",
        "attachment",
        "attachment",
    ]


def test_measures_whose_numbering_begins_again_are_told_apart_by_their_heading() -> None:
    text = """某政发〔2026〕1号
一、总体要求
（一）稳步推进。
二、主要任务
（一）完善制度。
（责任单位：某厅）
三、抓好落实。各地要认真组织。"""
    found = units(text, "一、总体要求\n二、主要任务")
    assert [name for _, name in found[2:]] == [
        "item-1",
        "h-2",
        "h-2-item-1",
        "h-2-item-1-p2",
        "m-3",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "法院认为，应当支持。\n第五百七十七条 应当承担违约责任。\n第五百八十四条 损失赔偿额。",
        "第六条规定了管理费。\n第十二条提出退出安排。\n第十三条则规定激励。",
        "第三条主线是创新。\n第一，坚持改革。\n一是试点先行。",
    ],
)
def test_clauses_that_an_article_only_speaks_of_stay_text(text: str) -> None:
    assert {kind for kind, _ in units(text)} == {"text"}


def test_clauses_quoted_in_a_decision_are_not_its_own() -> None:
    text = """某省人民政府令第300号
一、将第三条修改为：“第三条 应当提交材料。
第四条 材料应当真实。”
二、删去第五条。"""
    assert [kind for kind, _ in units(text)] == ["number", "measure", "text", "measure"]


def test_a_second_regulation_in_one_article_has_its_own_ids() -> None:
    text = "第一条 甲。\n第二条 乙。\n第三条 丙。\n第一条 丁。\n第二条 戊。"
    assert [name for _, name in units(text)][3:] == ["r2-art-1", "r2-art-2"]


def test_a_clause_number_that_is_repeated_still_has_an_id_of_its_own() -> None:
    text = "第一条 甲。\n第二条 乙。\n第二条 丙。"
    assert [name for _, name in units(text)] == ["art-1", "art-2", "art-2-dup2"]


@given(st.integers(min_value=1, max_value=9999))
def test_numerals_read_back(value: int) -> None:
    assert number(numeral(value)) == value


LINES = st.one_of(
    st.sampled_from(
        ["第一章 总则", "第二节 分工", "附件：1.表（略）", "2026年3月1日", "某省财政厅"]
    ),
    st.integers(1, 60).map(lambda n: f"第{numeral(n)}条 应当办理。"),
    st.integers(1, 9).map(lambda n: f"（{numeral(n)}）提交材料；"),
    st.integers(1, 9).map(lambda n: f"{n}.申请表；"),
    st.integers(1, 9).map(lambda n: f"({n}) 复印件。"),
    st.integers(1, 9).map(lambda n: f"{numeral(n)}、加强管理"),
    st.text(min_size=1, max_size=20).map(lambda t: t.strip() or "文"),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["p", "p", "p", "h2", "table"]), LINES), max_size=30))
def test_any_blocks_get_one_unit_each_with_ids_that_are_unique(
    blocks: list[tuple[str, str]],
) -> None:
    found = annotate(blocks)
    assert [unit.text for unit in found] == [text.strip() for _, text in blocks]
    names = sorted(unit.id for unit in found if unit.id)
    assert all(a != b for a, b in pairwise(names))
    assert len(names) == len(found)
