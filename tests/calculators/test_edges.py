"""The last value that is taken and the first that is not: lengths, lives, ranges, words."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

import calculators
from calculators import InputError
from calculators.cli import USAGE, main
from calculators.kernel import dates, judging, numerals, reading
from calculators.kernel.errors import FieldError
from calculators.kernel.exact import Q
from calculators.kernel.fields import FIRST_DAY, INTEGER_MAX, LAST_DAY, MONEY_MAX, Field
from calculators.kernel.model import Figure, Version, figure
from calculators.kernel.searching import Question
from calculators.kernel.solving import at_edge, sentence
from calculators.rules import BY_NAME

LONG = "甲乙丙丁戊己庚辛壬癸" * 10


def example(rule: str, **changes: Any) -> dict[str, Any]:
    return {**calculators.schema(rule)["example"], **changes}


def message(rule: str, **changes: Any) -> str:
    with pytest.raises(InputError) as caught:
        calculators.run(rule, example(rule, **changes))
    return str(caught.value)


def field_of(rule: str, path: str) -> Field:
    return reading.field_at(BY_NAME[rule].fields, path)


def test_what_was_found_is_echoed_up_to_a_length() -> None:
    rule = "chinext_growth"
    for said in (
        message(rule, version=LONG),
        message(rule, readings={"growth_period": LONG}),
        message(rule, readings={LONG: "x"}),
        message(rule, as_of=LONG),
    ):
        assert f"“{LONG[:40]}”" in said
    assert f"“{LONG[:60]}”" in message(rule, **{LONG: 1})
    with pytest.raises(InputError) as caught:
        calculators.run(rule, example(rule, **{LONG: 1}))
    assert caught.value.field == LONG[:60]


def test_the_readings_that_there_are_are_named() -> None:
    readings = [r["name"] for r in calculators.schema("chinext_growth")["readings"]]
    assert "可选：" + "、".join(readings) in message("chinext_growth", readings={"x": "y"})
    without = next(r for r in calculators.rules() if not calculators.schema(r)["readings"])
    assert "可选：无" in message(without, readings={"x": "y"})


def day(text: str) -> int:
    return dates.parse_iso(text)


def version(name: str, first: str, last: str | None) -> Version:
    ends = [None if text is None else Figure(day(text), "date", text) for text in (first, last)]
    return Version(name, name, cast(Any, None), cast(Figure, ends[0]), ends[1])


OLD = version("old", "2020-01-01", "2024-12-31")
NEW = version("new", "2025-01-01", None)


@pytest.mark.parametrize(
    ("date", "old", "new"),
    [
        ("2019-12-31", False, False), ("2020-01-01", True, False), ("2022-06-01", True, False),
        ("2024-12-31", True, False), ("2025-01-01", False, True), ("2099-01-01", False, True),
    ],
)  # fmt: skip
def test_a_version_covers_its_first_and_its_last_day(date: str, old: bool, new: bool) -> None:
    assert (OLD.covers(day(date)), NEW.covers(day(date))) == (old, new)


@pytest.mark.parametrize(
    ("date", "asked", "chosen"),
    [
        ("2022-06-01", None, OLD), ("2025-01-01", None, NEW), ("2019-12-31", None, NEW),
        (None, None, NEW), ("2022-06-01", "new", NEW), (None, "old", OLD),
    ],
)  # fmt: skip
def test_the_governed_date_chooses_the_version(
    date: str | None, asked: str | None, chosen: Version
) -> None:
    rule = cast(Any, SimpleNamespace(governed="granted", versions=(OLD, NEW)))
    inputs = {"granted": None if date is None else day(date)}
    assert judging.version_of(rule, inputs, asked) is chosen


@pytest.mark.parametrize(
    ("number", "unit", "chinese", "kind", "value", "text"),
    [
        (30, "亿元", False, "money", Q(3_000_000_000), "30亿元"),
        ("1.5", "%", False, "percent", Q(3, 200), "1.5%"),
        (100, "个基点", False, "percent", Q(1, 100), "100个基点"),
        (3, "年", False, "integer", 3, "3年"), (1, "年", True, "integer", 1, "一年"),
        (2, "年", True, "integer", 2, "两年"), (3, "年", True, "integer", 3, "三年"),
        (4, "年", True, "integer", 4, "四年"), (5, "年", True, "integer", 5, "五年"),
    ],
)  # fmt: skip
def test_a_figure_of_the_law_has_a_value_and_the_words_of_the_text(
    number: Any, unit: str, chinese: bool, kind: str, value: object, text: str
) -> None:
    made = figure(number, unit, chinese=chinese)
    assert (made.kind, made.value, made.text) == (kind, value, text)


def test_every_full_width_sign_is_folded_and_nothing_else() -> None:
    assert numerals.folded("！０９ａｚ～") == "!09az~"
    assert numerals.folded("\uff00\uff5f甲") == "\uff00\uff5f甲"


@pytest.mark.parametrize(
    ("text", "value"),
    [("3十", 30), ("3百", 300), ("3千", 3000), ("3万", 30_000), ("3亿5000万", 350_000_000)],
)
def test_units_of_count_multiply(text: str, value: int) -> None:
    assert numerals.read_number(text) == value


@pytest.mark.parametrize("text", ["3亿5亿", "3万5亿"])
def test_units_go_down(text: str) -> None:
    with pytest.raises(FieldError, match="单位的次序不对"):
        numerals.read_number(text)


def test_sixty_characters_are_a_number_and_one_more_is_not() -> None:
    assert numerals.read_number("1" + "0" * 59) == 10**59
    with pytest.raises(FieldError, match="太长"):
        numerals.read_number("1" + "0" * 60)


@pytest.mark.parametrize("text", ["20261231", "2026-12-31", "2026年12月31日", "2026/12/31"])
def test_a_date_is_read_in_each_of_its_forms(text: str) -> None:
    assert numerals.read_date(text) == day("2026-12-31")


def test_the_first_and_the_last_day_of_all() -> None:
    assert (dates.iso(FIRST_DAY), dates.iso(LAST_DAY)) == ("1949-01-01", "2199-12-31")


@pytest.mark.parametrize(("words", "value"), [(reading.YES, True), (reading.NO, False)])
def test_yes_and_no_in_each_of_their_words(words: tuple[str, ...], value: bool) -> None:
    field = field_of("cq_term", "fast_track")
    assert [reading.read_boolean(field, word) for word in words] == [value] * len(words)
    assert reading.read_boolean(field, "1" if value else "0") is value
    assert reading.read_boolean(field, 1 if value else 0) is value


def test_a_number_may_carry_its_unit() -> None:
    field = field_of("xj_loan_eligible", "term_months")
    assert reading.read_integer(field, f"12{field.unit}") == 12


def test_two_hundred_characters_are_a_remark() -> None:
    field = field_of("xj_premium_budget", "claims[0].enterprise")
    assert reading.read_text(field, "甲" * 200) == "甲" * 200


def test_five_thousand_rows_are_a_table() -> None:
    field = field_of("xj_premium_budget", "claims")
    rows = [{"amount_before_cap": 1}] * 5000
    assert len(reading.read_rows(field, rows) or []) == 5000


def test_a_row_that_is_none_is_placed_by_its_number() -> None:
    good = {"insurance_class": "1", "premium": "5", "in_catalogue": True}
    assert "第 2 行：应为一组" in message("xj_premium_enterprise", policies=[good, "一行"])


@pytest.mark.parametrize("given", [None, "1950-01-01", "2026-09-24", "2099-12-31"])
def test_a_few_days_between_two_dates_are_found_from_any_date(given: str | None) -> None:
    inputs = calculators.schema("xj_recovery")["example"] | {"refund_date": given}
    solved = calculators.solve("xj_recovery", "refund_date", inputs)
    assert solved["interval"] == ["2026-09-24", "2026-10-09"]


@pytest.mark.parametrize(
    ("path", "least"), [("employees[1].contract_months", 12), ("employees[1].insured_months", 6)]
)
def test_a_row_is_held_to_its_own_limits_and_not_to_those_of_other_rows(
    path: str, least: int
) -> None:
    short, long = ({"contract_months": m, "insured_months": m} for m in (1, 24))
    inputs = calculators.schema("fj_employment")["example"] | {"employees": [long, long, short]}
    solved = calculators.solve("fj_employment", path, inputs)
    assert solved["interval"] == [least, None]


def test_conditions_that_exclude_each_other_are_both_named() -> None:
    inputs = calculators.schema("xj_window")["example"] | {"event_date": "2020-01-01"}
    solved = calculators.solve("xj_window", "submission_date", inputs)
    assert "“提交日不早于施行日”与“提交日（最后申报日）”不能同时成立" in solved["summary"]


def test_a_hard_condition_of_another_row_leaves_no_value() -> None:
    inputs = calculators.schema("fj_talent")["example"] | {"years": [{"months": 1}, {"months": 3}]}
    assert calculators.solve("fj_talent", "years[1].months", inputs)["interval"] is None


@pytest.mark.parametrize(
    ("rule", "path"),
    [("cq_investment", "pre_money_valuation"), ("xj_loan_eligible", "term_months")],
)
def test_the_search_ends_at_the_field_s_own_end(rule: str, path: str) -> None:
    question = Question(BY_NAME[rule], path, example(rule))
    field = question.field
    assert (question.value(0), question.value(question.last)) == (field.min, field.max)


@pytest.mark.parametrize(
    "words",
    [
        ["schema"], ["schema", "cq_fee", "x"], ["list", "x"], ["run"], ["run", "cq_fee", "{}", "x"],
        ["solve", "cq_fee"], ["solve", "cq_fee", "x", "{}", "y"], ["nothing"], ["nothing", "x"],
        ["nothing", "x", "y"],
    ],
)  # fmt: skip
def test_a_wrong_number_of_words_is_answered_with_the_usage(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    assert capsys.readouterr().err == USAGE + "\n"


@pytest.mark.parametrize(
    ("low", "high", "open_ends"),
    [(None, 5, [True, False]), (0, None, [False, True]), (None, None, [True, True]),
     (0, INTEGER_MAX, [False, True]), (0, MONEY_MAX, [False, True]), (3, 5, [False, False])],
)  # fmt: skip
def test_an_end_is_open_where_only_typing_limits_it(
    low: int | None, high: int | None, open_ends: list[bool]
) -> None:
    field = SimpleNamespace(min=low, max=high)
    question: Any = SimpleNamespace(field=field, last=9)
    assert [at_edge(question, k) for k in (0, 9)] == open_ends
    assert not at_edge(question, 4)


@pytest.mark.parametrize(
    ("shown", "said"),
    [("5%", "5%时，"), ("5", "5 时，"), ("2026-04-10", "2026-04-10 时，"), ("3 年", "3 年时，")],
)
def test_only_a_digit_is_parted_from_the_words_after_it(shown: str, said: str) -> None:
    field = SimpleNamespace(label="利率", kind="percent", min=0, max=None, show=str)
    question: Any = SimpleNamespace(field=field, last=9, value=lambda k: shown, rule=None)
    clause = SimpleNamespace(label="第一条")
    binds: Any = SimpleNamespace(id="rate", label="利率下限", citation=clause)
    assert sentence(question, (1, 9), binds, None).startswith(f"利率不低于 {said}")
