"""Properties that hold for any figures: the inverse at its ends, budgets, monotony, scale."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import calculators
from calculators.kernel.fields import MONEY_MAX, Field
from calculators.kernel.reading import field_at, read_value
from calculators.kernel.show import plain
from calculators.rules import BY_NAME
from tests.calculators.casefile import CASES, Case

FEN = st.integers(1, 10**12)


def yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def fields_to_solve() -> list[tuple[str, str]]:
    """Every solvable field of every rule, the first row of each table included."""
    found = []
    for rule in calculators.rules():
        schema = calculators.schema(rule)
        for field in schema["fields"]:
            if field["solvable"]:
                found.append((rule, field["name"]))
            if schema["example"].get(field["name"]):
                found += [
                    (rule, f"{field['name']}[0].{column['name']}")
                    for column in field.get("fields", []) if column["solvable"]
                ]  # fmt: skip
    return found


def put(inputs: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """The inputs with one value changed."""
    name, _, rest = path.partition("[0].")
    if not rest:
        return {**inputs, name: value}
    return {**inputs, name: [{**inputs[name][0], rest: value}, *inputs[name][1:]]}


def holds(rule: str, inputs: dict[str, Any], turning: set[str]) -> bool:
    """Whether the rule passes, and every limit on which the interval rests as well."""
    answer = calculators.run(rule, inputs)
    limits = [c for c in answer["checks"] if c["effect"] == "limit" and c["id"] in turning]
    decided = {"fail", "discretionary", "inapplicable"} & {
        c["verdict"] for c in answer["checks"] if c["effect"] != "limit"
    }
    unknown = {c["verdict"] for c in answer["checks"]} & {"unknown"}
    return not decided and not unknown and all(c["verdict"] == "pass" for c in limits)


def limits_that_turn(rule: str, path: str, inputs: dict[str, Any], tries: list[object]) -> set[str]:
    """Limits that hold for some of the values: these the interval must respect."""
    seen: set[str] = set()
    for value in tries:
        answer = calculators.run(rule, put(inputs, path, value))
        seen |= {c["id"] for c in answer["checks"]
                 if c["effect"] == "limit" and c["verdict"] == "pass"}  # fmt: skip
    row = path.partition("[")[2]
    return {name for name in seen if "[" not in name or (row and name.endswith("[0]"))}


@pytest.mark.parametrize(("rule", "path"), fields_to_solve())
def test_the_interval_is_exact_at_both_ends_and_holds_inside(rule: str, path: str) -> None:
    field = field_at(BY_NAME[rule].fields, path)
    for inputs in (case.inputs for case in CASES if case.rule == rule and fits(case, path)):
        solved = calculators.solve(rule, path, inputs)
        if solved["interval"] is None:
            assert solved["reason"]
            assert solved["summary"].startswith("不可能")
            continue
        low, high = (
            None if end is None else read_value(field, typed(field, end))
            for end in solved["interval"]
        )
        ends = [end for end in (low, high) if end is not None]
        tries = [typed(field, plain(end, field.kind)) for end in ends]
        turning = limits_that_turn(rule, path, inputs, tries)
        for value in tries:
            assert holds(rule, put(inputs, path, value), turning), (value, solved)
        for end, step in ((low, -1), (high, 1)):
            beyond = None if end is None else end + step * field.step
            if beyond is None or outside(field, beyond):
                continue
            value = typed(field, plain(beyond, field.kind))
            assert not holds(rule, put(inputs, path, value), turning), solved


def typed(field: Field, value: object) -> object:
    """A value as a person would type it: a share below one percent needs its sign."""
    return f"{value}%" if field.kind == "percent" else value


def fits(case: Case, path: str) -> bool:
    """Whether the case's inputs have the row of the path."""
    name = path.partition("[")[0]
    return "[" not in path or bool(case.inputs.get(name))


def outside(field: Any, value: Any) -> bool:
    below = field.min is not None and value < field.min
    return bool(below or (field.max is not None and value > field.max))


@given(FEN, FEN, FEN, FEN, FEN)
@settings(max_examples=200, deadline=None)
def test_growth_agrees_with_fractions(cap: int, a: int, b: int, c: int, extra: int) -> None:
    answer = calculators.run("chinext_growth", {
        "expected_market_capitalisation": yuan(cap), "revenue_year_1": yuan(a),
        "revenue_year_2": yuan(b), "revenue_year_3": yuan(c),
    })  # fmt: skip
    truth = cap >= 3 * 10**11 and c >= 2 * 10**10 and 100 * c >= 169 * a
    assert (answer["verdict"] == "pass") == truth
    rate = Fraction(answer["outputs"]["compound_growth_rate"]) / 100
    assert (1 + rate) ** 2 <= Fraction(c, a) < (1 + rate + Fraction(1, 10**8)) ** 2


@given(st.integers(1, 10**10), st.integers(10**8, 10**11))
@settings(max_examples=100, deadline=None)
def test_growth_of_exactly_thirty_percent_always_passes(base: int, cap: int) -> None:
    inputs = {
        "expected_market_capitalisation": "30亿", "revenue_year_1": yuan(100 * (base + 12 * 10**7)),
        "revenue_year_2": "1", "revenue_year_3": yuan(169 * (base + 12 * 10**7)),
    }  # fmt: skip
    assert calculators.run("chinext_growth", inputs)["verdict"] == "pass"
    inputs["revenue_year_3"] = yuan(169 * (base + 12 * 10**7) - 1)
    assert calculators.run("chinext_growth", inputs)["verdict"] == "fail"


@given(st.lists(FEN, min_size=3, max_size=3), st.lists(FEN, min_size=3, max_size=3), FEN)
@settings(max_examples=200, deadline=None)
def test_research_agrees_with_fractions(revenue: list[int], research: list[int], cap: int) -> None:
    inputs = {"expected_market_capitalisation": yuan(cap)}
    for year in range(3):
        inputs[f"revenue_year_{year + 1}"] = yuan(revenue[year])
        inputs[f"rd_investment_year_{year + 1}"] = yuan(research[year])
    truth = (
        cap >= 4 * 10**11 and revenue[2] >= 2 * 10**10 and sum(research) >= 10**10
        and 100 * sum(research) >= 15 * sum(revenue)
    )  # fmt: skip
    assert (calculators.run("chinext_rd", inputs)["verdict"] == "pass") == truth


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=60), st.integers(1, 2 * 10**9))
@settings(max_examples=150, deadline=None)
def test_an_allocation_is_never_over_budget_nor_a_fen_off(claims: list[int], budget: int) -> None:
    for order in ("cap_first", "cut_first"):
        answer = calculators.run("xj_premium_budget", {
            "claims": [{"amount_before_cap": yuan(claim)} for claim in claims],
            "budget": yuan(budget), "readings": {"cut_order": order},
        })["outputs"]  # fmt: skip
        cap = 50_000_000
        bases = [min(claim, cap) if order == "cap_first" else claim for claim in claims]
        share = min(Fraction(1), Fraction(budget, sum(bases)))
        given_out = [Fraction(row["allocated"]) * 100 for row in answer["allocations"]]
        assert sum(given_out) <= budget
        assert Fraction(answer["remainder"]) * 100 == budget - sum(given_out)
        for base, got in zip(bases, given_out, strict=True):
            due = min(base * share, Fraction(cap))
            assert due - 1 < got <= due


@given(st.integers(1, 10**11), st.integers(0, 10**11), st.integers(0, 10000))
@settings(max_examples=150, deadline=None)
def test_the_greatest_investment_passes_and_one_yuan_more_does_not(
    valuation: int, other: int, share: int
) -> None:
    inputs = {
        "pre_money_valuation": yuan(valuation), "fund_investment": "1",
        "co_investment": yuan(other),
        "largest_holder_share": f"{share // 100}.{share % 100:02d}%", "outstanding_project": True,
        "previous_rounds": 0,
    }  # fmt: skip
    most = int(calculators.run("cq_investment", inputs)["outputs"]["greatest_investment"])
    if most:
        exactly = {**inputs, "fund_investment": most}
        assert calculators.run("cq_investment", exactly)["verdict"] == "pass"
    more = {**inputs, "fund_investment": most + 1}
    assert calculators.run("cq_investment", more)["verdict"] == "fail"


@given(st.lists(st.tuples(FEN, st.integers(0, 100)), min_size=1, max_size=12), FEN)
@settings(max_examples=100, deadline=None)
def test_the_fee_schedule_agrees_with_fractions(years: list[tuple[int, int]], funds: int) -> None:
    rows, balances, balance = [], [], 0
    for new, percent in years:
        exits = (balance + new) * percent // 100
        balance += new - exits
        balances.append(balance)
        rows.append({"new_investment": yuan(new), "exits_at_cost": yuan(exits)})
    answer = calculators.run("cq_fee", {"first_year_funds": yuan(funds), "years": rows})
    fees = [funds * 15 // 1000] + [
        (2 * before + 3 * new) // 100
        for before, (new, _) in zip(balances, years[1:], strict=False)
    ]  # fmt: skip
    got = [Fraction(row["fee"]) * 100 for row in answer["outputs"]["schedule"]]
    assert got == fees
    assert Fraction(answer["outputs"]["total_fee"]) * 100 == sum(fees)


MONOTONE_UP = [
    ("chinext_growth", "revenue_year_3"), ("chinext_rd", "rd_investment_year_1"),
    ("xj_breaker", "loan_balance"), ("cq_investment", "pre_money_valuation"),
    ("xj_enterprise", "intellectual_property_count"), ("fj_talent", "agreement_months"),
]  # fmt: skip
MONOTONE_DOWN = [
    ("xj_loan_eligible", "loan_amount"), ("xj_breaker", "bad_loan_balance"),
    ("fj_union", "union_fee_paid"), ("fj_guarantee", "new_guarantee"),
    ("xj_loan_eligible", "annual_rate"), ("cq_investment", "fund_investment"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "field", "up"), [
    *((r, f, True) for r, f in MONOTONE_UP), *((r, f, False) for r, f in MONOTONE_DOWN),
])  # fmt: skip
@given(a=st.integers(1, 10**6), b=st.integers(1, 10**6))
@settings(max_examples=30, deadline=None)
def test_more_never_harms_or_never_helps(rule: str, field: str, up: bool, a: int, b: int) -> None:
    schema = calculators.schema(rule)
    kind = next(f["kind"] for f in schema["fields"] if f["name"] == field)
    scale = {"money": 1000, "integer": 1}.get(kind, 0)
    low, high = sorted((a, b))
    values = [f"{v}/10000000" if not scale else v * scale for v in (low, high)]
    first, second = (
        calculators.run(rule, {**schema["example"], field: value})["verdict"] for value in values
    )
    better, worse = (second, first) if up else (first, second)
    order = ["fail", "discretionary", "pass"]
    assert order.index(better) >= order.index(worse)


@pytest.mark.parametrize("rule", calculators.rules())
def test_the_same_amount_in_other_units_gives_the_same_bytes(rule: str) -> None:
    schema = calculators.schema(rule)
    answer = calculators.run(rule, schema["example"])
    again = calculators.run(rule, {**answer["inputs"], "readings": answer["readings"]})
    assert calculators.dumps(again) == calculators.dumps(answer)


@given(st.integers(0, int(MONEY_MAX.num)))
@settings(max_examples=100, deadline=None)
def test_amounts_in_wan_and_yi_are_the_same_amount(amount: int) -> None:
    texts = [str(amount), f"{amount:,}", f"{amount // 10000}.{amount % 10000:04d}万",
             f"{amount // 10**8}.{amount % 10**8:08d} 亿元"]  # fmt: skip
    field = field_at(BY_NAME["fj_union"].fields, "union_fee_paid")
    if amount:
        assert {read_value(field, text) for text in texts} == {read_value(field, amount)}
