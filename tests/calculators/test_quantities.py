"""Exact numbers, dates with corresponding days, working days, and numbers as people type them."""

from __future__ import annotations

import calendar
import datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.kernel import dates, exact, numerals, show, workdays
from calculators.kernel.errors import FieldError, Unknown
from calculators.kernel.exact import Q

RATIONALS = st.builds(Q, st.integers(-(10**15), 10**15), st.integers(1, 10**6))
DAYS = st.dates(datetime.date(1949, 1, 1), datetime.date(2199, 12, 31))


def fraction(q: Q) -> Fraction:
    return Fraction(q.num, q.den)


@given(RATIONALS, RATIONALS)
def test_arithmetic_is_that_of_fractions(a: Q, b: Q) -> None:
    x, y = fraction(a), fraction(b)
    assert [fraction(a + b), fraction(a - b), fraction(a * b)] == [x + y, x - y, x * y]
    assert [a < b, a <= b, a > b, a >= b, a == b] == [x < y, x <= y, x > y, x >= y, x == y]
    assert (a.floor(), a.ceil(), -a + 0) == (x.__floor__(), x.__ceil__(), Q(-a.num, a.den))
    if y:
        assert fraction(a.over(b)) == x / y
        assert (a.over(b).den > 0, hash(a.over(1)) == hash(a)) == (True, True)


@given(RATIONALS, st.integers(-50, 50))
def test_integers_mix_on_either_side(a: Q, n: int) -> None:
    assert [fraction(n + a), fraction(n - a), fraction(n * a)] == [
        n + fraction(a),
        n - fraction(a),
        n * fraction(a),
    ]
    assert (a == "1", exact.least(a, n) <= n, exact.greatest(a, n) >= n) == (False, True, True)


@given(RATIONALS)
def test_rounding_down_never_goes_up(a: Q) -> None:
    fen = exact.to_fen(a)
    assert Q(0) <= a - fen < Q(1, 100)
    assert (fen * 100).den == 1


@given(st.integers(0, 10**30), st.integers(2, 3))
def test_root_is_the_greatest_that_fits(value: int, degree: int) -> None:
    r = exact.root_floor(value, degree)
    assert r**degree <= value < (r + 1) ** degree


@pytest.mark.parametrize("root", [0, 1, 2, 3, 4, 8, 1024, 10**9])
@pytest.mark.parametrize("degree", [1, 2, 3])
def test_an_exact_root_is_found(root: int, degree: int) -> None:
    assert exact.root_floor(root**degree, degree) == root


def test_root_is_cut_off_not_rounded() -> None:
    assert exact.text_of(exact.root(Q(169, 100), 2, 8)) == "1.3"
    assert exact.text_of(exact.root(Q(2), 2, 4)) == "1.4142"


@given(RATIONALS)
def test_exact_text_reads_back(a: Q) -> None:
    assert Fraction(exact.text_of(a)) == fraction(a)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Q(338_000_000), "3.38 亿元"), (Q(199_999_999), "199,999,999 元"), (Q(-5), "-5 元"),
        (Q(10**8), "1 亿元"), (Q(9_999), "9,999 元"), (Q(10_000), "1 万元"),
        (Q(1234567, 100), "12,345.67 元"), (Q(1, 3), "0.33… 元"), (Q(-120_000_000), "-1.2 亿元"),
        (Q(100_000_001), "100,000,001 元"), (Q(100_010_000), "1.0001 亿元"), (Q(0), "0 元"),
        (Q(100_001_000), "100,001,000 元"), (Q(-1234567), "-123.4567 万元"),
        (Q(-1234567, 10), "-123,456.7 元"), (Q(99_999_999), "9999.9999 万元"),
    ],
)  # fmt: skip
def test_money_is_shown_exactly(value: Q, text: str) -> None:
    assert show.money_text(value) == text


def test_a_share_just_short_never_shows_as_reached() -> None:
    assert show.percent_text(Q(29_999_999_999, 10**11)) == "29.9999…%"
    assert show.percent_text(Q(3, 10)) == "30%"
    assert show.shown(Q(1_000_000, 3), "multiple", "倍") == "333,333.333333… 倍"


@given(DAYS)
def test_day_numbers_agree_with_the_calendar(date: datetime.date) -> None:
    number = dates.day(date.year, date.month, date.day)
    assert dates.parts(number) == (date.year, date.month, date.day)
    assert dates.weekday(number) == date.weekday()
    assert dates.iso(number) == date.isoformat()
    later = date + datetime.timedelta(days=1)
    assert dates.day(later.year, later.month, later.day) == number + 1


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-08-31", 6, "2027-02-28"), ("2027-08-31", 6, "2028-02-29"),
        ("2024-02-29", 12, "2025-02-28"), ("2024-02-29", 48, "2028-02-29"),
        ("2026-01-31", 1, "2026-02-28"), ("2026-12-15", 1, "2027-01-15"),
        ("2026-11-30", 3, "2027-02-28"), ("2100-02-28", 12, "2101-02-28"),
        ("2026-07-01", 24, "2028-07-01"), ("2026-12-31", 2, "2027-02-28"),
    ],
)  # fmt: skip
def test_periods_end_on_the_corresponding_day(start: str, months: int, end: str) -> None:
    assert dates.iso(dates.add_months(dates.parse_iso(start), months)) == end


@pytest.mark.parametrize(
    "iso", ["2000-02-29", "2000-03-01", "1999-12-31", "2100-02-28", "2100-03-01"]
)
def test_days_around_the_turn_of_an_era(iso: str) -> None:
    assert dates.iso(dates.parse_iso(iso)) == iso


def test_nothing_is_divided_by_zero() -> None:
    with pytest.raises(ZeroDivisionError):
        Q(1, 0)
    with pytest.raises(ZeroDivisionError):
        exact.over(1, 0)


def test_every_month_has_its_length() -> None:
    for year in (2023, 2024, 2100):
        for month in range(1, 13):
            assert dates.month_length(year, month) == calendar.monthrange(year, month)[1]


def test_leap_years() -> None:
    assert [dates.is_leap(y) for y in (1900, 2000, 2024, 2026, 2100)] == [
        False, True, True, False, False,
    ]  # fmt: skip


def test_working_days_of_2026_follow_the_table() -> None:
    worked = [
        n
        for n in range(dates.day(2026, 1, 1), dates.day(2027, 1, 1))
        if workdays.is_workday(n, [], [])
    ]
    # 261 weekdays, less 19 holidays on weekdays, plus 6 weekend days that are worked
    assert len(worked) == 248
    for iso in ("2026-02-14", "2026-02-28", "2026-01-04", "2026-05-09", "2026-09-20", "2026-10-10"):
        assert dates.parse_iso(iso) in worked
    for iso in ("2026-01-01", "2026-02-23", "2026-04-06", "2026-10-07", "2026-06-20"):
        assert dates.parse_iso(iso) not in worked


def test_the_holidays_of_2026_are_those_of_the_notice() -> None:
    spans = (
        ("01-01", 3), ("02-15", 9), ("04-04", 3), ("05-01", 5), ("06-19", 3), ("09-25", 3),
        ("10-01", 7),
    )  # fmt: skip
    days = [
        dates.iso(dates.parse_iso(f"2026-{first}") + n)[5:]
        for first, many in spans
        for n in range(many)
    ]
    assert workdays.HOLIDAYS[2026].split() == days
    assert workdays.SHIFTED_WORKDAYS[2026].split() == [
        "01-04", "02-14", "02-28", "05-09", "09-20", "10-10",
    ]  # fmt: skip


def test_a_deadline_that_runs_out_of_the_table_is_unknown() -> None:
    with pytest.raises(Unknown, match="2027"):
        workdays.add_workdays(dates.parse_iso("2026-12-28"), 10, [], [])
    with pytest.raises(Unknown, match="2025"):
        workdays.add_workdays(dates.parse_iso("2025-12-01"), 10, [], [])


def test_a_year_without_table_is_unknown_unless_holidays_are_given() -> None:
    monday = dates.parse_iso("2027-01-04")
    with pytest.raises(Unknown, match="2027"):
        workdays.is_workday(monday, [], [])
    with pytest.raises(Unknown, match="2027"):  # a holiday of 2026 says nothing of 2027
        workdays.is_workday(monday, [dates.parse_iso("2026-12-31")], [])
    assert workdays.is_workday(monday, [monday + 1], [])
    assert not workdays.is_workday(monday + 1, [monday + 1], [])
    assert workdays.is_workday(monday + 1, [monday + 1], [monday + 1])
    assert dates.iso(workdays.add_workdays(monday, 5, [monday + 1], [])) == "2027-01-12"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("200000000", 2 * 10**8), ("2亿", 2 * 10**8), ("1.2 亿元", 120_000_000),
        ("3千万", 3 * 10**7),
        ("２００", 200), ("１．２亿", 120_000_000), ("1,234,567", 1_234_567), ("1_000", 1000),
        ("1 234 567", 1_234_567), ("1,2345,6789", 123_456_789), ("3亿5000万", 350_000_000),
        ("1亿2千3百万", None), ("¥500", 500), ("人民币500元", 500), ("+5", 5), ("5万块", 50_000),
        ("五百", 500), ("1.2.3", None), ("1,23", None), ("1,2,3", None), ("1e5", 100_000),
        ("1e99", None), ("八万五千元", 85_000), ("3.38亿元整", 338_000_000),
        ("叁億元整", 3 * 10**8),
        ("30亿美元", None), ("500万港币", None), ("50%", None), ("八万五", None), ("2亿千", None),
        ("", None), ("亿", None), ("1万2亿", None), ("12,", None), (".5", None), ("5.", None),
        ("1千", 1000), ("2百万", 2 * 10**6), ("1万亿", 10**12), ("9" * 61, None), ("nan", None),
        ("0x10", None), ("1234,567", None), ("1,2345,678", None), ("٣", None), ("²", None),
    ],
)  # fmt: skip
def test_numbers_as_people_type_them(typed: str, value: int | None) -> None:
    if value is None:
        with pytest.raises(FieldError):
            numerals.read_number(typed, ("元", "块"))
    else:
        assert numerals.read_number(typed, ("元", "块")) == value


def test_a_sign_is_kept() -> None:
    assert [numerals.read_number(t) for t in ("-5", "－5", "−5亿")] == [-5, -5, -5 * 10**8]
    for value in (True, 1.5, None, [1]):
        with pytest.raises(FieldError):
            numerals.read_number(value)


@pytest.mark.parametrize(
    ("typed", "text"),
    [("35", "35%"), ("35%", "35%"), ("３５％", "35%"), ("1/3", "33.3333…%"), ("0.01%", "0.01%"),
     (" 7 / 20 ", "35%"), (40, "40%")],
)  # fmt: skip
def test_shares_as_people_type_them(typed: object, text: str) -> None:
    assert show.percent_text(numerals.read_percent(typed)) == text


def test_a_share_over_zero_is_refused() -> None:
    with pytest.raises(FieldError, match="分母为零"):
        numerals.read_percent("1/0")


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("2026-05-01", "2026-05-01"), ("2026/5/1", "2026-05-01"),
        ("2026年5月1日", "2026-05-01"),
        ("20260501", "2026-05-01"), ("２０２６．５．１", "2026-05-01"),
        ("2024-02-29", "2024-02-29"),
        (20260501, "2026-05-01"), ("2026 年 5 月 1 日", "2026-05-01"),
        ("2026年5月1号", "2026-05-01"),
        ("2026-02-29", None), ("2026-13-01", None), ("2026-00-01", None), ("2026-05-00", None),
        ("2026-5", None), ("26-05-01", None), ("1948-12-31", None), ("2200-01-01", None),
        ("明天", None), ("2026-05-01T00:00", None), ("2026-005-01", None), ("2026--01", None),
        (True, None), (None, None), ("1949-01-01", "1949-01-01"), ("2199-12-31", "2199-12-31"),
        ("2026-12-31", "2026-12-31"), ("2026-01-01", "2026-01-01"), ("2026-04-31", None),
    ],
)  # fmt: skip
def test_dates_as_people_type_them(typed: object, iso: str | None) -> None:
    if iso is None:
        with pytest.raises(FieldError):
            numerals.read_date(typed)
    else:
        assert dates.iso(numerals.read_date(typed)) == iso


@pytest.mark.parametrize(
    ("value", "kind", "carried"),
    [(Q(1, 3), "number", "1/3"), (5, "money", "5"), (Q(3, 10), "percent", "30"), (5, "integer", 5)],
)
def test_json_carries_exact_numbers_as_text_and_counts_as_they_are(
    value: object, kind: str, carried: object
) -> None:
    assert show.plain(value, kind) == carried
