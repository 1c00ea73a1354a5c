"""What later documents did to a rule's document, on the day before and on the day."""

from __future__ import annotations

from typing import Any

import pytest

import calculators

RULE, DOCUMENT = "cq_fee", "重庆市种子投资基金管理办法"
BY = "某科发〔2030〕5号"


def answered(as_of: str, rule: str = RULE, **event: Any) -> dict[str, Any]:
    """The example of a rule on a day, after one event in the life of its document."""
    schema = calculators.schema(rule)
    lives = {schema["document"]: {"events": [{"by": BY, "day": "2030-07-01", **event}]}}
    return calculators.run(rule, {**schema["example"], "as_of": as_of}, lives)


@pytest.mark.parametrize(
    ("event", "verdict", "words"),
    [
        ({"how": "代替"}, "inapplicable", f"已被{BY}代替，规则待更新"),
        ({"how": "废止"}, "inapplicable", f"已被{BY}废止，规则待更新"),
        ({"how": "代替", "sure": False}, "unknown", f"可能已被{BY}代替，待核实"),
        ({"how": "修改"}, "unknown", f"已被{BY}修改，规则待更新"),
        ({"how": "修改", "sure": False}, "unknown", f"可能已被{BY}修改，待核实"),
    ],
)
def test_from_the_day_on_and_not_before(event: dict[str, Any], verdict: str, words: str) -> None:
    assert answered("2030-06-30", **event)["verdict"] == "pass"
    after = answered("2030-07-01", **event)
    assert after["verdict"] == verdict
    assert words in after["summary"]
    assert after["outputs"]["total_fee"] is None


def test_an_end_without_a_day_has_always_been() -> None:
    assert answered("2026-06-30", how="废止", day="")["verdict"] == "inapplicable"


def test_only_changes_of_cited_articles_count() -> None:
    label = calculators.schema(RULE)["citations"][0]["label"]
    cited = label[: label.index("条") + 1]
    assert answered("2030-07-01", how="修改", clauses=[cited])["verdict"] == "unknown"
    assert answered("2030-07-01", how="修改", clauses=["第九十九条"])["verdict"] == "pass"


@pytest.mark.parametrize(
    ("day", "sure", "verdict"),
    [
        ("2031-05-01", True, "pass"),
        ("2033-12-31", True, "pass"),
        ("2034-01-01", True, "inapplicable"),
        ("2031-04-30", False, "pass"),
        ("2031-05-01", False, "unknown"),
        ("2034-01-01", False, "inapplicable"),
    ],
)
def test_a_longer_life(day: str, sure: bool, verdict: str) -> None:
    told = answered(day, "xj_breaker", how="延长", until="2033-12-31", sure=sure)
    assert told["verdict"] == verdict, told["summary"]


@pytest.mark.parametrize(("day", "verdict"), [("2031-04-30", "pass"), ("2031-05-01", "unknown")])
def test_a_longer_life_of_which_nobody_says_how_long(day: str, verdict: str) -> None:
    told = answered(day, "xj_breaker", how="延长", until="")
    assert told["verdict"] == verdict
    assert verdict == "pass" or "有效期可能已延长，待核实" in told["summary"]


def test_the_inverse_question_knows_the_life() -> None:
    schema = calculators.schema(RULE)
    field = next(f["name"] for f in schema["fields"] if f["solvable"])
    asked = {
        "op": "solve",
        "rule": RULE,
        "field": field,
        "inputs": {**schema["example"], "as_of": "2030-07-01"},
    }
    lives = {DOCUMENT: {"events": [{"how": "代替", "day": "2030-07-01", "by": BY}]}}
    assert calculators.answer(asked)["interval"]  # type: ignore[index]
    told: Any = calculators.answer({**asked, "lives": lives})
    assert told["interval"] is None
    assert "代替" in told["summary"]


@pytest.mark.parametrize(
    "wrong",
    [[], {"甲": 1}, {"甲": {"events": {}}}, {"甲": {"events": [1]}},
     {"甲": {"events": [{"day": "昨天"}]}}, {"甲": {"until": "x"}}],
)  # fmt: skip
def test_lives_of_another_shape_are_refused(wrong: object) -> None:
    with pytest.raises(calculators.InputError) as refused:
        calculators.run(RULE, calculators.schema(RULE)["example"], wrong)  # type: ignore[arg-type]
    assert refused.value.field == "lives"
