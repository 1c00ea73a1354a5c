"""One company, all rules: what it gets, lacks, must still say; and never what is unknown."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from typing import Any

import pytest

import calculators
from calculators import matching, registry

DAY = "2026-06-01"


def lists(**given: Any) -> dict[str, list[str]]:
    """The questions of each list for a company that asks on one day."""
    answer: Any = calculators.match({"as_of": DAY, **given})
    found: dict[str, list[str]] = {name: [] for name in matching.LISTS}
    for item in answer["items"]:
        found[item["list"]].append(item["id"])
    return found


def company(region: str, **given: Any) -> dict[str, list[str]]:
    """The same for a company of a region; `_` in a name is the dot after a rule's."""
    return lists(
        region=region, role="enterprise", **{k.replace("__", "."): v for k, v in given.items()}
    )


POLICY = {
    "name": "研发费用损失险", "insurance_class": "1", "premium": "20万", "in_catalogue": True,
    "other_support": False, "key_person_insured": False,
}  # fmt: skip
BASICS: dict[str, Any] = {
    "xj_enterprise__qualification": "high_tech",
    "xj_enterprise__independent_legal_person": True,
    "xj_enterprise__licence_valid": True,
    "xj_enterprise__intellectual_property_count": 2,
    "xj_enterprise__research_team": True,
    "xj_enterprise__account_and_repayment": True,
    "xj_enterprise__no_bad_credit": True,
    "xj_enterprise__agreement_conditions_met": True,
}
PREMIUM: dict[str, Any] = {
    "xj_premium_enterprise__policies": [POLICY],
    "xj_premium_enterprise__subsidy_already_received": "0",
}
LOAN: dict[str, Any] = {
    "xj_loan_eligible__loan_amount": "300万",
    "xj_loan_eligible__term_months": 12,
    "xj_loan_eligible__annual_rate": "3",
    "xj_loan_eligible__loan_prime_rate": "3.5",
    "xj_loan_eligible__purpose": "research",
}
# Region, answers, what is available, what is lacking among what is named.
PROFILES: list[tuple[str, dict[str, Any], set[str], set[str]]] = [
    ("xinjiang", {}, set(), set()),
    ("xinjiang", BASICS, {"xj_enterprise"}, set()),
    ("xinjiang", {**BASICS, **PREMIUM}, {"xj_enterprise", "xj_premium_enterprise"}, set()),
    # The premium alone is not enough: who asks must be such an enterprise.
    ("xinjiang", PREMIUM, set(), set()),
    (
        "xinjiang",
        {**BASICS, **PREMIUM, "xj_enterprise__no_bad_credit": False},
        set(),
        {"xj_enterprise", "xj_premium_enterprise"},
    ),
    ("xinjiang", {**BASICS, **LOAN}, {"xj_enterprise", "xj_loan_eligible"}, set()),
    (
        "xinjiang",
        {**BASICS, **LOAN, "xj_loan_eligible__purpose": "securities"},
        {"xj_enterprise"},
        {"xj_loan_eligible"},
    ),
    (
        "chongqing",
        {
            "cq_eligibility__enterprise_founded": True,
            "founding_date": "2024-09-01",
            "cq_eligibility__team_equity": "51",
            "cq_eligibility__team_cash": "60万",
            "cq_eligibility__rights": "clear",
            "cq_eligibility__sustained_innovation": True,
        },
        {"cq_eligibility"},
        set(),
    ),
    ("fujian", {"little_giant_first": True, "maker_prize": "none", "zero_carbon_first": False},
     {"fj_awards"}, set()),
    ("fujian", {"little_giant_first": False, "maker_prize": "none", "zero_carbon_first": False},
     set(), {"fj_awards"}),
    ("fujian", {"specialised_sme": False}, set(),
     {"fj_interest", "fj_equity_award", "fj_talent"}),
    ("fujian", {"material_catalogue": "national", "material_sales": "1000万"},
     {"fj_newmaterial"}, set()),
    ("xiamen", {"material_catalogue": "national", "material_sales": "1000万"},
     {"fj_newmaterial"}, set()),
    ("fujian", {"overseas_cost": "200万", "fj_overseas__professional_agency": True},
     {"fj_overseas:preliminary_cost"}, set()),
    ("fujian", {"overseas_cost": "200万", "fj_overseas__professional_agency": False},
     set(), {"fj_overseas:preliminary_cost"}),
    ("fujian", {"technology_sme": True, "guaranteed_balance": "1000万", "new_guarantee": "500万"},
     {"fj_guarantee"}, set()),
    ("other", {"expected_market_capitalisation": "10亿"}, set(),
     {"chinext_growth", "chinext_rd"}),
    (
        "other",
        {
            "expected_market_capitalisation": "30亿", "revenue_year_1": "1.2亿",
            "revenue_year_2": "1.6亿", "revenue_year_3": "2.1亿",
        },
        {"chinext_growth"},
        {"chinext_rd"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("region", "given", "available", "lacking"), PROFILES)
def test_a_company_gets_what_it_gets_and_no_more(
    region: str, given: dict[str, Any], available: set[str], lacking: set[str]
) -> None:
    found = company(region, **given)
    assert set(found["available"]) == available
    assert lacking <= set(found["lacking"])


def test_amounts_and_days_stand_under_what_is_granted_alone() -> None:
    answer: Any = calculators.match({
        "as_of": DAY, "region": "xinjiang", "role": "enterprise",
        **{k.replace("__", "."): v for k, v in {**BASICS, **PREMIUM}.items()},
    })  # fmt: skip
    items = {item["id"]: item for item in answer["items"]}
    direct = calculators.run(
        "xj_premium_enterprise",
        {"policies": [POLICY], "subsidy_already_received": "0", "as_of": DAY},
    )
    assert items["xj_premium_enterprise"]["amount"]["value"] == direct["outputs"]["subsidy"]
    for item in answer["items"]:
        if item["list"] != "available":
            assert item["amount"] is None
            assert item["until"] is None


def test_what_others_are_asked_is_inapplicable_and_says_whom() -> None:
    answer: Any = calculators.match({"region": "chongqing", "role": "fund", "as_of": DAY})
    items = {item["id"]: item for item in answer["items"]}
    assert items["fj_union"]["summary"] == "适用于福建（厦门以外）、厦门"
    assert "企业或创业团队" in items["chinext_rd"]["summary"]
    assert items["cq_fee"]["list"] == "missing"


def test_xiamen_is_a_matter_of_discretion() -> None:
    given = {"material_catalogue": "national", "material_sales": "1000万", "as_of": DAY}
    for region, verdict in (("fujian", "pass"), ("xiamen", "discretionary")):
        answer: Any = calculators.match({**given, "region": region, "role": "enterprise"})
        (item,) = (i for i in answer["items"] if i["id"] == "fj_newmaterial")
        assert item["verdict"] == verdict


def test_after_the_end_of_a_document_nothing_of_it_is_available() -> None:
    given = {"region": "fujian", "role": "enterprise", "as_of": "2029-01-01",
             "material_catalogue": "national", "material_sales": "1000万"}  # fmt: skip
    answer: Any = calculators.match(given)
    assert [i for i in answer["items"] if i["list"] == "available"] == []
    document = calculators.schema("fj_newmaterial")["document"]
    lives = {document: {"events": [{"how": "废止", "day": "2026-05-01", "by": "某文件"}]}}
    answer = calculators.match({**given, "as_of": DAY}, lives)
    (item,) = (i for i in answer["items"] if i["id"] == "fj_newmaterial")
    assert item["list"] == "inapplicable"
    assert "已被某文件废止" in item["summary"]


def test_faults_are_told_by_the_fact() -> None:
    with pytest.raises(calculators.InputError) as refused:
        calculators.match({"region": "fujian", "role": "enterprise", "annual_export": "30亿美元",
                           "union_fee_paid": "很多"})  # fmt: skip
    assert refused.value.field == "union_fee_paid"
    with pytest.raises(calculators.InputError, match="没有“unionfee”这一项"):
        calculators.match({"unionfee": "1"})
    with pytest.raises(calculators.InputError, match="地区"):
        calculators.match({"region": "上海"})
    assert calculators.match({"region": "新疆"}) == calculators.match({"region": "xinjiang"})
    row = {**POLICY, "premium": "多"}
    with pytest.raises(calculators.InputError) as refused:
        calculators.match({"region": "xinjiang", "role": "enterprise",
                           "xj_premium_enterprise.policies": [row]})  # fmt: skip
    assert refused.value.field == "xj_premium_enterprise.policies[0].premium"


@pytest.mark.parametrize("seed", range(9))
def test_twelve_answers_decide_twenty_and_a_blank_is_never_asked_again(seed: int) -> None:
    chance = random.Random(seed)
    region = ("xinjiang", "chongqing", "fujian")[seed % 3]
    given: dict[str, Any] = {"region": region, "role": "enterprise", "as_of": DAY}
    for _ in range(10):
        question: Any = calculators.match(given)["next"]
        if question is None:
            break
        assert question["id"] not in given
        given[question["id"]] = some(question, chance)
    answer: Any = calculators.match(given)
    assert answer["decided"] >= 20
    assert answer["of"] == len(matching.QUESTIONS)
    blank: Any = calculators.match(
        given | {answer["next"]["id"]: None} if answer["next"] else given
    )
    assert blank["next"] is None or blank["next"]["id"] not in given | {answer["next"]["id"]: 0}


def some(question: dict[str, Any], chance: random.Random) -> Any:
    """An answer that a company might give."""
    if question["kind"] == "choice":
        return chance.choice(question["options"])["value"]
    year = "2026" if "year" in question["id"] else "3"
    return {
        "boolean": chance.random() < 0.5,
        "date": "2026-05-01",
        "integer": year,
        "percent": "20",
    }.get(question["kind"], chance.choice(["100", "50万", "3000万"]))


def test_every_field_is_one_fact_and_a_fact_means_one_thing() -> None:
    known = registry.every()
    for name in calculators.rules():
        for field in calculators.schema(name)["fields"]:
            asked = [f for f in known.values() if f.fields.get(name) == field["name"]]
            assert len(asked) == 1, (name, field["name"])
    for fact in known.values():
        kinds = set()
        for rule, name in fact.fields.items():
            (field,) = (f for f in calculators.schema(rule)["fields"] if f["name"] == name)
            options = json.dumps(field.get("options"), ensure_ascii=False)
            kinds.add((field["kind"], field["unit"], options))
        assert len(kinds) == 1, (fact.id, kinds)
    for id, fields in registry.SHARED.items():
        assert known[id].fields.keys() == fields.keys()


def test_what_only_looks_alike_is_two_facts() -> None:
    known = registry.every()
    insured = known["xj_premium_enterprise.subsidy_already_received"]
    employed = known["employment_subsidy_received"]
    assert not insured.fields.keys() & employed.fields.keys()
    assert len([f for f in known.values() if f.field.name == "other_support"]) >= 1
    assert "fj_rates.measure" in known


def test_every_rule_is_a_question_but_two() -> None:
    asked = {question.rule for question in matching.QUESTIONS}
    assert set(calculators.rules()) - asked == {"fj_overview", "fj_effective"}
    assert len({question.id for question in matching.QUESTIONS}) == len(matching.QUESTIONS)
    for question in matching.QUESTIONS:
        names = {o["name"] for o in calculators.schema(question.rule)["outputs"]}
        assert {question.amount, question.until} - {""} <= names
        assert not question.needs or question.needs in {q.id for q in matching.QUESTIONS}


def test_the_command_and_the_door_say_the_same() -> None:
    given = {"region": "chongqing", "role": "enterprise", "as_of": DAY}
    command = [sys.executable, "-m", "calculators", "match", json.dumps(given)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    told = json.loads(calculators.call(json.dumps({"op": "match", "facts": given})))
    assert json.loads(done.stdout) == told["result"]
    listed = json.loads(calculators.call(json.dumps({"op": "facts"})))["result"]
    assert {fact["id"] for fact in listed} == set(registry.every())
