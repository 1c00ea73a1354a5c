"""Every case file: what the sentence says is what the rule answers."""

from __future__ import annotations

import re
from collections import Counter

import pytest

import calculators
from tests.calculators.casefile import CASES, Case, files

CLAUSE = re.compile(
    r"第[一二三四五六七八九十]+条|（[一二三四五六七八九十]+）|标准|文末|投资者保护安排|地方政府推送"
)


def name(case: Case) -> str:
    return f"{case.rule}: {case.sentence}"


@pytest.mark.parametrize("case", CASES, ids=name)
def test_case(case: Case) -> None:
    answer = calculators.run(case.rule, case.inputs)
    verdicts = {check["id"]: check["verdict"] for check in answer["checks"]}
    margins = {check["id"]: check["margin"] for check in answer["checks"]}
    assert answer["verdict"] == case.verdict, answer["summary"]
    assert {k: verdicts.get(k) for k in case.checks} == case.checks
    assert {k: margins.get(k) for k in case.margins} == case.margins
    assert {k: answer["outputs"].get(k) for k in case.outputs} == case.outputs
    assert case.says in answer["summary"]


@pytest.mark.parametrize("case", [case for case in CASES if case.solve], ids=name)
def test_inverse_of_case(case: Case) -> None:
    for field, interval in case.solve.items():
        assert calculators.solve(case.rule, field, case.inputs)["interval"] == interval, field


def test_every_rule_has_a_file_with_six_cases_and_every_sentence_names_its_clause() -> None:
    assert {path.stem for path in files()} == set(calculators.rules())
    assert min(Counter(case.rule for case in CASES).values()) >= 6
    assert [case.sentence for case in CASES if not CLAUSE.search(case.sentence)] == []


def test_no_sentence_stands_twice() -> None:
    doubled = [k for k, n in Counter((c.rule, c.sentence) for c in CASES).items() if n > 1]
    assert doubled == []


@pytest.mark.parametrize("rule", calculators.rules())
def test_cases_of_a_rule_reach_pass_fail_and_unknown(rule: str) -> None:
    verdicts = {case.verdict for case in CASES if case.rule == rule}
    assert {"pass", "unknown"} <= verdicts
    assert "fail" in verdicts or rule in ("xj_premium_budget", "xj_recovery", "fj_overview")
