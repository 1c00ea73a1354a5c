"""What a document proposes that it does to others, in the forms that documents use."""

from datetime import date
from pathlib import Path

import pytest

from bulletin.law import facts
from bulletin.law.clauses import annotate

SAMPLES = Path(__file__).parents[1] / "samples" / "relations.txt"
SAYS = [line.split("|") for line in SAMPLES.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("kind", "other", "title", "text"), SAYS)
def test_a_relation_is_proposed(kind: str, other: str, title: str, text: str) -> None:
    blocks = [("p", "丙科〔2031〕9号"), ("p", text), ("p", "丙市科技局"), ("p", "2031年5月1日")]
    found = facts.document(title, annotate(blocks)).relations
    assert [(r.kind, r.number or r.title, r.confirmed) for r in found] == [(kind, other, False)]


def test_a_day_of_its_own_goes_before_that_of_the_document() -> None:
    text = "《甲办法》（丙科〔2029〕3号）自2031年7月1日起废止。"
    (found,) = facts.document("关于废止部分文件的通知", annotate([("p", text)])).relations
    assert found.since == date(2031, 7, 1)


def test_what_is_quoted_relates_nothing() -> None:
    text = "将第九条改为：“本办法自2031年1月1日起施行，《丁办法》同时废止。”"
    found = facts.document("关于修改《甲办法》的决定", annotate([("p", text)])).relations
    assert [r.title for r in found] == ["甲办法"]
    assert found[0].clauses == ("第九条",)


def test_a_new_last_clause_gives_a_new_end() -> None:
    text = "将第九条修改为：“本办法自2031年1月1日起施行，有效期至2035年12月31日。”"
    (found,) = facts.document("关于修改《甲办法》的决定", annotate([("p", text)])).relations
    assert (found.kind, found.until) == ("amends", date(2035, 12, 31))


def test_a_notice_that_adds_to_a_document_is_none_of_its_versions() -> None:
    title = "关于印发《甲办法》的补充通知"
    assert facts.document(title, annotate([("p", "补充如下。")])).title == title


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("《甲办法》有效期延长2年至2033年12月31日。", date(2033, 12, 31)),
        ("《甲办法》延期执行至2033年12月底。", date(2033, 12, 31)),
        ("《甲办法》有效期延续两年，自2031年6月1日起计算。", date(2033, 5, 31)),
    ],
)
def test_an_extension_says_until_when(text: str, until: date) -> None:
    (found,) = facts.document("关于甲办法的通知", annotate([("p", text)])).relations
    assert (found.kind, found.until) == ("extends", until)


def test_a_day_before_a_comma_is_the_day_of_the_end() -> None:
    text = "自2031年7月1日起，停止执行《甲办法》（丙科〔2029〕3号）。"
    (found,) = facts.document("关于停止执行《甲办法》的通知", annotate([("p", text)])).relations
    assert (found.kind, found.since) == ("repeals", date(2031, 7, 1))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "关于小微企业贷款延期还本付息的通知",
            "按照《甲办法》（丙科〔2029〕3号），还本日期最长延期至2033年12月31日。",
        ),
        ("关于印发《乙办法》的通知", "持证企业证书展期两年。"),
    ],
)
def test_a_loan_that_is_put_off_extends_no_document(title: str, text: str) -> None:
    assert facts.document(title, annotate([("p", text)])).relations == ()


def test_a_number_that_is_only_a_ground_is_not_that_of_the_amended_document() -> None:
    text = "依据丙委〔2030〕1号精神，将第三条中的“三成”修改为“四成”。"
    (found,) = facts.document("关于修改《甲办法》的决定", annotate([("p", text)])).relations
    assert (found.kind, found.title, found.number) == ("amends", "甲办法", None)


def test_the_end_of_a_certificate_is_not_that_of_the_document() -> None:
    text = "将第五条修改为：“证书有效期至2035年12月31日。”"
    (found,) = facts.document("关于修改《甲办法》的决定", annotate([("p", text)])).relations
    assert found.until is None


def test_a_ground_is_not_replaced() -> None:
    text = "根据《丁条例》（丁政〔2020〕1号），本办法自2031年6月1日起施行，《甲办法》同时废止。"
    found = facts.document("关于印发《乙办法》的通知", annotate([("p", text)])).relations
    assert [(r.kind, r.title) for r in found] == [("replaces", "甲办法")]
