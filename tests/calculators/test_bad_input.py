"""Input that cannot be read: a located message in Chinese with an example, never a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import calculators
from calculators import InputError
from calculators.cli import main

ROOT = Path(__file__).resolve().parents[2]


def example(rule: str, **changes: Any) -> dict[str, Any]:
    return {**calculators.schema(rule)["example"], **changes}


def refused(rule: str, inputs: Any) -> InputError:
    with pytest.raises(InputError) as caught:
        calculators.run(rule, inputs)
    return caught.value


BAD = [
    ("expected_market_capitalisation", "很多", "不是数字", "2亿"),
    ("expected_market_capitalisation", "1.2.3", "不是数字", "2亿"),
    ("expected_market_capitalisation", "-1", "不能为负", "2亿"),
    ("expected_market_capitalisation", -1, "不能为负", "2亿"),
    ("expected_market_capitalisation", 10**30, "太大", "2亿"),
    ("expected_market_capitalisation", "1" + "0" * 30, "太大", "2亿"),
    ("expected_market_capitalisation", "100000000000000.01", "太大", "2亿"),
    ("expected_market_capitalisation", "0.001", "最多到分", "2亿"),
    ("expected_market_capitalisation", 2.5, "浮点数", "2亿"),
    ("expected_market_capitalisation", True, "不是数字", "2亿"),
    ("expected_market_capitalisation", [1], "不是数字", "2亿"),
    ("expected_market_capitalisation", {}, "不是数字", "2亿"),
    ("as_of", "2026-02-29", "2026 年 2 月没有 29 日", "2026-05-01"),
    ("as_of", "今天", "不是日期", "2026-05-01"),
    ("as_of", "1066-10-14", "年份应在 1949 与 2199 之间", "2026-05-01"),
]


@pytest.mark.parametrize(("field", "value", "reason", "hint"), BAD)
def test_a_bad_value_names_field_fault_and_example(
    field: str, value: object, reason: str, hint: str
) -> None:
    error = refused("chinext_growth", example("chinext_growth", **{field: value}))
    assert (error.field, isinstance(error, ValueError)) == (field, True)
    assert reason in str(error)
    assert hint in str(error)


@pytest.mark.parametrize(
    ("rule", "field", "value", "reason"),
    [
        ("cq_investment", "pre_money_valuation", 0, "不能小于 0.01 元"),
        ("cq_investment", "largest_holder_share", "101", "不能超过 100%"),
        ("cq_investment", "largest_holder_share", "1/0", "分母为零"),
        ("xj_loan_eligible", "term_months", "1.5", "不是整数"),
        ("xj_loan_eligible", "term_months", 0, "不能小于 1 个月"),
        ("xj_loan_eligible", "term_months", 10**7, "不能超过 1,000,000 个月"),
        ("xj_loan_eligible", "purpose", "炒股", "从中选一：research（技术研发）"),
        ("cq_term", "fast_track", "也许", "不是“是”或“否”"),
        ("xj_premium_enterprise", "policies", "一张", "应为列表"),
        ("xj_premium_budget", "claims", [{"amount_before_cap": 1}] * 5001, "最多 5000 行"),
    ],
)
def test_bad_values_of_every_kind(rule: str, field: str, value: object, reason: str) -> None:
    error = refused(rule, example(rule, **{field: value}))
    assert error.field == field
    assert reason in str(error)


@pytest.mark.parametrize(
    ("row", "path", "reason"),
    [
        ({"insurance_class": "1", "premium": "-5", "in_catalogue": True}, "[1].premium", "第 2 行"),
        ({"insurance_class": "9", "premium": "5", "in_catalogue": True}, "[1].insurance_class",
         "不在选项之中"),
        ({"insurance_class": "1", "in_catalogue": True}, "[1].premium", "缺少“保费”"),
        ({"insurance_class": "1", "premium": "5", "in_catalogue": True, "x": 1}, "[1].x",
         "没有“x”这一项"),
        ("一行", "[1]", "应为一组"),
    ],
)  # fmt: skip
def test_a_bad_row_is_placed_by_number_and_column(row: object, path: str, reason: str) -> None:
    good = {"insurance_class": "1", "premium": "5", "in_catalogue": True}
    error = refused("xj_premium_enterprise", {"policies": [good, row]})
    assert error.field == "policies" + path
    assert reason in str(error)


def test_long_text_is_refused_and_a_short_one_kept() -> None:
    rows = [{"enterprise": "甲" * 201, "amount_before_cap": 1}]
    assert refused("xj_premium_budget", {"claims": rows}).field == "claims[0].enterprise"
    rows[0]["enterprise"] = " 甲" * 66
    assert calculators.run("xj_premium_budget", {"claims": rows})["verdict"] == "pass"


def test_unknown_and_missing_fields_are_named_with_what_there_is() -> None:
    inputs = example("chinext_growth", revnue=1)
    del inputs["revenue_year_3"]
    error = refused("chinext_growth", inputs)
    assert [fault["field"] for fault in error.errors] == ["revnue", "revenue_year_3"]
    assert "可填：expected_market_capitalisation" in error.errors[0]["message"]
    assert "缺少“最近一年营业收入”" in error.errors[1]["message"]


@pytest.mark.parametrize("inputs", [None, [], "x", 1])
def test_inputs_must_be_an_object(inputs: Any) -> None:
    assert "JSON 对象" in str(refused("chinext_growth", inputs))
    with pytest.raises(InputError, match="JSON 对象"):
        calculators.solve("chinext_growth", "revenue_year_3", inputs)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"readings": {"growth_period": "four"}}, "readings.growth_period"),
        ({"readings": {"other": "x"}}, "readings.other"), ({"readings": "x"}, "readings"),
        ({"version": "1999-01-01"}, "version"),
    ],
)  # fmt: skip
def test_unknown_readings_and_versions(changes: dict[str, Any], field: str) -> None:
    assert refused("chinext_growth", example("chinext_growth", **changes)).field == field


def test_a_known_version_and_an_empty_reading_are_taken() -> None:
    inputs = example("chinext_growth", version="2026-04-10", readings={"growth_period": ""})
    answer = calculators.run("chinext_growth", inputs)
    assert (answer["version"], answer["readings"]) == (
        "2026-04-10", {"growth_period": "first_to_last"},
    )  # fmt: skip


def test_a_rule_that_is_not_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(InputError, match="chinext_growth") as caught:
        calculators.schema("nothing")
    assert caught.value.field == "rule"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("revenue", "没有“revenue”"), ("fast_track", "不是数值"),
        ("years[7].x", "没有“years[7].x”"),
        ("", "没有“”"),
    ],
)  # fmt: skip
def test_only_a_numeric_field_can_be_solved(path: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        calculators.solve("cq_term", path, example("cq_term"))
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    "path",
    ["policies[9].premium", "policies[3].premium", "policies[-1].premium", "policies.premium"],
)
def test_a_row_that_is_not_there_cannot_be_solved(path: str) -> None:
    with pytest.raises(InputError, match="policies") as caught:
        calculators.solve("xj_premium_enterprise", path, example("xj_premium_enterprise"))
    assert caught.value.field == path


def test_a_row_that_is_none_is_refused_by_its_number() -> None:
    inputs = example("xj_premium_enterprise")
    inputs["policies"] = [inputs["policies"][0], 5]
    with pytest.raises(InputError, match="第 2 行"):
        calculators.solve("xj_premium_enterprise", "policies[1].premium", inputs)


def test_the_overview_cannot_be_solved() -> None:
    with pytest.raises(InputError, match="不能反求"):
        calculators.solve("fj_overview", "union_fee_paid", example("fj_overview"))
    assert not any(field["solvable"] for field in calculators.schema("fj_overview")["fields"])


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["run"], ["solve", "cq_fee"], ["nothing"], ["run", "nothing", "{}"],
        ["schema", "nothing"], ["run", "cq_fee", "不是 JSON"], ["run", "cq_fee", "[]"],
        ["run", "cq_fee", "[" * 100_000], ["run", "cq_fee", "{}"], ["list", "x"],
        ["run", "cq_fee", '{"first_year_funds": NaN}'], ["solve", "cq_fee", "x", "{}"],
        ["run", "cq_fee", '{"first_year_funds": 1' + "0" * 5000 + "}"],
    ],
)  # fmt: skip
def test_the_command_line_exits_with_2_and_says_why(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.strip()
    assert "Traceback" not in err


def test_groups_name_every_rule_once() -> None:
    groups = calculators.groups()
    assert [g["group"] for g in groups] == ["chinext", "xj-premium", "cq-fund", "xj-loan", "fj"]
    assert sorted(rule for g in groups for rule in g["rules"]) == sorted(calculators.rules())
    for group in groups:
        assert group["rules"], group
        assert {calculators.schema(r)["group"] for r in group["rules"]} == {group["group"]}


def test_the_command_line_answers(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (
        ["list"], ["schema", "cq_fee"], ["run", "cq_fee", json.dumps(example("cq_fee"))],
        ["solve", "cq_fee", "first_year_funds", json.dumps(example("cq_fee"))],
    ):  # fmt: skip
        assert main(arguments) == 0
        assert json.loads(capsys.readouterr().out)
    assert main(["--help"]) == 0
    assert "用法" in capsys.readouterr().out


def command(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    words = [sys.executable, "-m", "calculators", *arguments]
    return subprocess.run(words, cwd=ROOT, input=given, capture_output=True, check=False)


def test_standard_input_is_read_and_decimals_are_kept() -> None:
    given = json.dumps(example("fj_union", union_fee_paid=0.1)).encode()
    done = command("run", "fj_union", "-", given=given)
    assert (done.returncode, json.loads(done.stdout)["outputs"]["refund"]) == (0, "0.1")
    assert command("run", "fj_union", given=given).stdout == done.stdout
    broken = command("run", "fj_union", "-", given=b"\xff\xfe")
    assert (broken.returncode, broken.stdout, b"Traceback" in broken.stderr) == (2, b"", False)


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        ({"op": "fly"}, "op"), ({"op": "run", "rule": "x"}, "rule"), ({"op": "run"}, "rule"),
        ([], ""), ({"op": "schema", "rule": ["x"]}, "rule"),
        ({"op": "solve", "rule": "cq_fee", "inputs": {}}, ""),
        ({"op": "run", "rule": "cq_fee", "inputs": None}, ""),
    ],
)  # fmt: skip
def test_the_door_for_the_worker_never_raises(request_: object, field: str) -> None:
    answer = json.loads(calculators.call(json.dumps(request_)))
    assert (answer["ok"], answer["errors"][0]["field"]) == (False, field)
    assert json.loads(calculators.call("{"))["ok"] is False


def test_the_door_gives_what_the_functions_give() -> None:
    inputs = example("cq_fee")
    for request, result in (
        ({"op": "list"}, calculators.rules()),
        ({"op": "schema", "rule": "cq_fee"}, calculators.schema("cq_fee")),
        ({"op": "run", "rule": "cq_fee", "inputs": inputs}, calculators.run("cq_fee", inputs)),
        (
            {"op": "solve", "rule": "cq_fee", "field": "first_year_funds", "inputs": inputs},
            calculators.solve("cq_fee", "first_year_funds", inputs),
        ),
    ):
        answer = calculators.call(json.dumps(request))
        assert answer == calculators.dumps({"ok": True, "result": result})
        assert "\\u" not in answer
