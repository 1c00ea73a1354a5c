"""Five verdicts: what each may show, and what turns one into another."""

from __future__ import annotations

import copy
import datetime
import json
import random
from decimal import Decimal
from typing import Any

import pytest

import calculators
from calculators.kernel.dates import parse_iso
from calculators.kernel.errors import InputError
from calculators.kernel.fields import money
from calculators.kernel.judging import Day
from calculators.kernel.model import (
    Citation,
    Condition,
    Dated,
    Output,
    Rule,
    Version,
    day_figure,
    figure,
)
from calculators.kernel.running import run
from calculators.rules import ALL, BY_NAME

GRANTING = ("pass", "discretionary")


def asked() -> list[tuple[str, str, dict[str, Any]]]:
    """Every field that an example fills in, left blank in turn, rows included."""
    found = []
    for name in calculators.rules():
        schema = calculators.schema(name)
        for field in schema["fields"]:
            value = schema["example"].get(field["name"])
            if value is None or field["name"] == "as_of" or field["kind"] == "text":
                continue
            found.append((name, field["name"], {**schema["example"], field["name"]: None}))
            for column in field.get("fields", []):
                if column["kind"] != "text" and column["name"] in value[0]:
                    inputs = copy.deepcopy(schema["example"])
                    inputs[field["name"]][0][column["name"]] = None
                    found.append((name, f"{field['name']}[0].{column['name']}", inputs))
    return found


# What the law asks of nobody: without them, another question is asked, and its answer stands.
FREE = {
    ("xj_loan_compensation", "liability_limit"), ("xj_loan_compensation", "fund_size"),
    ("xj_loan_compensation", "arranged_loans"), ("xj_recovery", "refund_date"),
    ("cq_term", "buyback_date"), ("cq_term", "investment_amount"),
    ("cq_fee_settle", "settlement_date"), ("cq_fee_settle", "report_date"),
}  # fmt: skip


@pytest.mark.parametrize(("rule", "path", "inputs"), asked(), ids=lambda v: str(v)[:40])
def test_a_blank_neither_passes_nor_grants(rule: str, path: str, inputs: dict[str, Any]) -> None:
    answer = calculators.run(rule, inputs)
    if (rule, path) in FREE or rule == "fj_overview":  # its rows say what each of them lacks
        return
    assert answer["verdict"] not in GRANTING, answer["summary"]
    granted = [o.name for o in BY_NAME[rule].outputs if o.grant]
    assert all(answer["outputs"][name] is None for name in granted)


@pytest.mark.parametrize("rule", ALL, ids=lambda r: r.name)
def test_outside_its_life_a_document_gives_no_amount_and_no_date(rule: Rule) -> None:
    version = rule.versions[-1]
    if not rule.governed:
        return
    for day in (version.effective.value - 1, version.expires.value + 1 if version.expires else 0):
        if not day:
            continue
        inputs = {**rule.example, rule.governed: calculators.kernel.show.plain(day, "date")}
        answer = calculators.run(rule.name, inputs)
        assert answer["verdict"] == "inapplicable", answer["summary"]
        assert "尚未施行" in answer["summary"] or "已失效" in answer["summary"]
        told = [o.name for o in rule.outputs if o.kind != "text" and answer["outputs"][o.name]]
        assert told == []


def test_a_document_that_was_replaced_gives_no_answer_of_its_own() -> None:
    lives = {
        "重庆市种子投资基金管理办法": {
            "until": "2026-06-09",
            "by": "《新办法》（某科发〔2026〕2号）",
        }
    }
    example = {**calculators.schema("cq_fee")["example"]}
    before = calculators.run("cq_fee", {**example, "as_of": "2026-06-09"}, lives)
    after = calculators.run("cq_fee", {**example, "as_of": "2026-06-10"}, lives)
    assert before["verdict"] == "pass"
    assert after["verdict"] == "inapplicable"
    assert "已被《新办法》（某科发〔2026〕2号）代替，规则待更新" in after["summary"]
    assert after["outputs"]["total_fee"] is None
    asked = {"op": "run", "rule": "cq_fee", "inputs": {**example, "as_of": "2026-06-10"}}
    told = json.loads(calculators.call(json.dumps({**asked, "lives": lives})))
    assert told["result"]["verdict"] == "inapplicable"
    for wrong in ([], {"甲": 1}, {"甲": {"until": "x"}}):
        assert not json.loads(calculators.call(json.dumps({**asked, "lives": wrong})))["ok"]


def test_without_a_date_a_rule_asks_about_today(monkeypatch: pytest.MonkeyPatch) -> None:
    example = {k: v for k, v in calculators.schema("xj_breaker")["example"].items() if k != "as_of"}
    assert calculators.run("xj_breaker", example)["inputs"]["as_of"] == "2026-06-30"
    monkeypatch.setattr(calculators, "today", lambda: parse_iso("2032-03-01"))
    answer = calculators.run("xj_breaker", example)
    assert answer["verdict"] == "inapplicable"
    assert "2032-03-01 已失效" in answer["summary"]


def test_what_a_failing_condition_withholds_is_told_as_what_would_be() -> None:
    example = calculators.schema("fj_equity_award")["example"]
    answer = calculators.run("fj_equity_award", {**example, "specialised_sme": False})
    assert answer["verdict"] == "fail"
    assert answer["outputs"]["award"] is None
    assert answer["would_be"]["award"] == "600000"
    assert any("若各项条件均符合，“奖励”为 60 万元" in note for note in answer["notes"])


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("fj_procurement", {"project_budget": "400万"}),
        ("fj_guarantee", {"technology_sme": False}),
        ("chinext_lockup", {"unprofitable_at_listing": False}),
        ("chinext_lockup", {"listing_date": "2015-01-05"}),
        ("fj_union", {"fee_year": 1949}),
        ("fj_union", {"union_fee_paid": 0}),
        ("fj_rates", {"measure": "renewal", "medium_enterprise": True,
                      "loan_due_date": "2020-01-01"}),
        ("fj_rates", {"small_medium_or_micro": False}),
        ("xj_breaker", {"loan_balance": 0, "bad_loan_balance": 0}),
        ("fj_interest", {"start_date": "2025-01-01"}),
    ],
)  # fmt: skip
def test_what_a_clause_does_not_reach_is_not_failed(rule: str, changes: dict[str, Any]) -> None:
    answer = calculators.run(rule, {**calculators.schema(rule)["example"], **changes})
    assert answer["verdict"] == "inapplicable"
    assert answer["summary"].startswith("不适用：")
    assert not [v for v in answer["outputs"].values() if v and not isinstance(v, str)]


def test_a_reading_that_turns_the_verdict_is_named() -> None:
    answer = calculators.run("xj_window", {
        "business": "insurance", "event_date": "2026-09-01", "submission_date": "2026-10-01",
    })  # fmt: skip
    assert answer["verdict"] == "fail"
    assert {"reading": "deadline", "option": "inclusive", "verdict": "pass"}.items() <= (
        answer["turning"][0].items()
    )
    assert any("读法会改变结论" in note for note in answer["notes"])


def test_a_last_day_that_is_a_rest_day_is_told() -> None:
    example = calculators.schema("cq_term")["example"]
    notes = calculators.run("cq_term", {**example, "buyback_date": "2028-07-03"})["notes"]
    for day, moved in (("2028-07-01", "2028-07-03"), ("2029-07-01", "2029-07-02")):
        assert any(f"{day} 是休息日" in note and moved in note for note in notes)
    longest = calculators.run("cq_term", {**example, "investment_date": "2027-07-03"})["notes"]
    assert any("最长期限末日 2032-07-03 是休息日" in note for note in longest)


def made(limit: Dated) -> Rule:
    """A rule of a made-up document with a version each for two years."""
    cited = [limit.cited(name) for name in ("2024", "2026")]
    return Rule(
        "made_up", "g", "试行额度", "Made up", "试行办法", "。",
        fields=(money("amount", "金额", "Amount"),),
        conditions=(Condition("limit", "amount", "<=", limit, cited[1]),),
        outputs=(Output("room", "尚余", "money", lambda i: i.figure(limit).value - i.amount),),
        versions=(
            Version("2024", "旧", cited[0], day_figure("2024-01-01"), day_figure("2025-12-31")),
            Version("2026", "新", cited[1], day_figure("2026-01-01")),
        ),
        example={"amount": "50万"}, headline=lambda i, out: "符合。",
    )  # fmt: skip


def test_each_version_has_its_own_figure_and_citation() -> None:
    old, new = figure(100, "万元"), figure(200, "万元")
    rule = made(Dated({
        "2024": (old, Citation("试行办法（2024）", "art-1", "第一条", (old,))),
        "2026": (new, Citation("试行办法（2026）", "art-2", "第二条", (new,))),
    }))  # fmt: skip
    day = Day(parse_iso("2026-06-30"))
    then, now = (
        run(rule, {"amount": "150万", "as_of": date}, day) for date in ("2025-06-30", "2026-06-30")
    )
    assert (then["verdict"], now["verdict"]) == ("fail", "pass")
    assert then["checks"][-1]["citation"]["document"] == "试行办法（2024）"
    assert now["outputs"]["room"] == "500000"
    cited = {c["document"] for c in calculators.describing.describe(rule)["citations"]}  # type: ignore[attr-defined]
    assert cited == {"试行办法（2024）", "试行办法（2026）"}


def test_types_of_the_standard_library_are_read() -> None:
    inputs = {"union_fee_paid": Decimal("9999.99"), "fee_year": 2026,
              "as_of": datetime.date(2026, 6, 30)}  # fmt: skip
    assert calculators.run("fj_union", inputs)["verdict"] == "pass"


@pytest.mark.parametrize(
    ("rule", "field", "value", "words"),
    [
        ("chinext_growth", "expected_market_capitalisation", "30亿美元", "美元"),
        ("chinext_growth", "expected_market_capitalisation", "30亿港元", "港元"),
        ("xj_loan_eligible", "annual_rate", "0.0435", "4.35%，也可能是 0.0435%"),
        ("xj_premium_budget", "budget", "2亿千", "次序"),
    ],
)
def test_what_has_another_meaning_is_asked_back(
    rule: str, field: str, value: str, words: str
) -> None:
    with pytest.raises(InputError, match=words):
        calculators.run(rule, {**calculators.schema(rule)["example"], field: value})


def test_a_label_may_be_typed_by_its_beginning() -> None:
    example = copy.deepcopy(calculators.schema("xj_premium_enterprise")["example"])
    example["policies"][0]["insurance_class"] = "一类"
    assert calculators.run("xj_premium_enterprise", example)["verdict"] == "pass"


@pytest.mark.parametrize(
    "request_text",
    [
        '{"op": "run", "rule": "fj_union", "inputs": {"fee_year": 2026, "fee_year": 2025}}',
        '{"op": "run", "rule": "chinext_growth", "inputs": {"readings": {"growth_period": ["x"]}}}',
        '{"op": "run", "rule": "chinext_growth", "inputs": {"readings": []}}',
        '{"op": "run", "rule": "chinext_growth", "inputs": {"version": ["x"]}}',
        '{"op": "solve", "rule": "xj_premium_enterprise", "field": "policies[x].premium"}',
        '{"op": "solve", "rule": "xj_premium_enterprise", "field": "policies[0]"}',
        '{"op": "solve", "rule": "fj_union", "field": []}',
        '{"op": "run", "rule": ["fj_union"]}',
    ],
)
def test_odd_requests_are_errors_with_a_place(request_text: str) -> None:
    answer = json.loads(calculators.call(request_text))
    assert answer["ok"] is False
    assert all(error["message"] for error in answer["errors"])


def test_no_request_ends_in_a_traceback() -> None:
    chance = random.Random(5)
    junk = [None, True, 0, -1, "", "x", "九", [], {}, [{}], "1e400", "9" * 5000, {"a": {"b": []}}]
    for _ in range(3000):
        rule = chance.choice(calculators.rules())
        inputs = copy.deepcopy(calculators.schema(rule)["example"])
        for _ in range(chance.randrange(1, 4)):
            name = chance.choice([*inputs, "readings", "version", "没有"])
            inputs[name] = chance.choice(junk)
        op = chance.choice(("run", "run", "solve"))
        field = chance.choice([*inputs, "a[0].b"])
        calculators.call(json.dumps({"op": op, "rule": rule, "field": field, "inputs": inputs}))


def test_the_budget_is_linear_in_its_rows() -> None:
    claims = [{"amount_before_cap": str(1000 + n)} for n in range(5000)]
    answer = calculators.run("xj_premium_budget", {"claims": claims, "budget": "50万"})
    assert answer["verdict"] == "pass"
    assert len(answer["outputs"]["allocations"]) == 5000


def test_an_amount_that_is_cut_off_is_grouped_right() -> None:
    example = copy.deepcopy(calculators.schema("xj_premium_enterprise")["example"])
    example["policies"] = [{**example["policies"][0], "premium": "833333.34"}]
    assert "500,000.00… 元" in calculators.run("xj_premium_enterprise", example)["summary"]


def test_a_margin_says_something_however_small() -> None:
    inputs = {**calculators.schema("chinext_rd")["example"], "rd_investment_year_3": "44999999"}
    for check in calculators.run("chinext_rd", inputs)["checks"]:
        assert "0… " not in check["margin_text"]
