from pathlib import Path

import pytest

from bulletin.site.cited.citations import CitationError, Library, missing_figures, resolve
from bulletin.site.content.shelf import Entry
from tests.site import sample

DOCUMENT = "document:\n  title: 试行办法\n"
LAST = "第二条 本办法自印发之日起施行。"


def entry(body: str, title: str = "试行办法") -> Entry:
    text = f"## {title}\n\n{body}\n\n{LAST}"
    return sample.entry(text, f"关于印发《{title}》的通知", f"document:\n  title: {title}\n")


def cite(**changes: object) -> dict[str, object]:
    wanted = {"document": "试行办法", "clause": "art-1", "label": "第一条", "figures": ["50 万元"]}
    return {**wanted, **changes}


def test_a_citation_shows_the_published_clause() -> None:
    found = resolve(cite(), entry("第一条 补助不超过50万元。"))
    assert found.url == "issues/2026-04/08/#art-1"
    assert found.text == "第一条 补助不超过50万元。"


def test_a_figure_may_stand_in_an_item_below_the_clause() -> None:
    body = "第一条 分类补助：\n\n（一）一类不超过 50 万元；\n\n（二）二类另定。"
    assert "一类" in resolve(cite(), entry(body)).text


def test_a_clause_that_is_not_published_fails() -> None:
    with pytest.raises(CitationError, match="#art-9"):
        resolve(cite(clause="art-9"), entry("第一条 补助不超过50万元。"))


@pytest.mark.parametrize("text", ["150万元", "50.5万元", "5万元", "五十万元"])
def test_a_figure_that_the_text_does_not_carry_fails(text: str) -> None:
    with pytest.raises(CitationError, match="50 万元"):
        resolve(cite(), entry(f"第一条 补助不超过{text}。"))


def test_a_passage_names_one_paragraph() -> None:
    body = "前言。\n\n预计市值不低于 30 亿元，\n\n预计市值不低于 40 亿元。"
    found = resolve(cite(clause=None, passage="市值不低于40亿元", figures=["40亿元"]), entry(body))
    assert found.clause == "p-3"


@pytest.mark.parametrize("passage", ["市值不低于", "没有这句"])
def test_a_passage_that_is_absent_or_not_alone_fails(passage: str) -> None:
    body = "预计市值不低于 30 亿元，\n\n预计市值不低于 40 亿元。"
    with pytest.raises(CitationError, match=passage):
        resolve(cite(clause=None, passage=passage, figures=[]), entry(body))


@pytest.mark.parametrize(
    ("figure", "text", "stands"),
    [
        ("3%", "不良率超过 3%时", True),
        ("3%", "比例为 13%", False),
        ("2", "第 12 个月", False),
        ("2", "2.5 倍", False),
        ("1000 万元", "１０００万元以内", True),
        ("1,000", "共1000户", True),
    ],
)
def test_figures_are_numbers_of_their_own(figure: str, text: str, stands: bool) -> None:
    assert (missing_figures([figure], text) == []) is stands


def test_the_newest_issue_publishes_a_document_first(tmp_path: Path) -> None:
    for month in ("2026-03", "2026-05", "2026-04"):
        sample.write(tmp_path, f"第一条 {month}", "关于印发《试行办法》的通知", DOCUMENT, month)
    library = Library(sample.shelf(tmp_path))
    found = [
        library.find(name) for name in ("《试行办法》", "关于印发《试行办法》的通知", "暂行办法")
    ]
    assert [e and e.key for e in found] == ["2026-05/08", "2026-05/08", None]
