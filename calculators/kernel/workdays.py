"""Working days from the State Council's yearly arrangement of holidays, a dated table."""

from .dates import iso, weekday, year_of
from .errors import Unknown

# Each year's arrangement is published in the November before: add a row when it is there. That of
# 2026 (4 November 2025) was compared with the notice's text, day by day.
SOURCE = "国务院办公厅关于 2026 年部分节假日安排的通知（国办发明电〔2025〕7号）"
HOLIDAYS = {
    2026: (
        "01-01 01-02 01-03 02-15 02-16 02-17 02-18 02-19 02-20 02-21 02-22 02-23 "
        "04-04 04-05 04-06 05-01 05-02 05-03 05-04 05-05 06-19 06-20 06-21 "
        "09-25 09-26 09-27 10-01 10-02 10-03 10-04 10-05 10-06 10-07"
    ),
}
SHIFTED_WORKDAYS = {2026: "01-04 02-14 02-28 05-09 09-20 10-10"}


def is_workday(number: int, holidays: "list[int]", workdays: "list[int]") -> bool:
    """Whether a day is worked; days given by the user come before the table."""
    if number in workdays:
        return True
    if number in holidays:
        return False
    year, month_day = year_of(number), iso(number)[5:]
    # Days given for another year say nothing of this one: better no date than a wrong one.
    if year not in HOLIDAYS and not any(year_of(day) == year for day in holidays):
        raise Unknown(f"没有 {year} 年的放假安排，请填写放假日和调休上班日")
    if month_day in HOLIDAYS.get(year, ""):
        return False
    return weekday(number) < 5 or month_day in SHIFTED_WORKDAYS.get(year, "")


def next_workday(number: int) -> "tuple[int, bool]":
    """The day itself where it is worked, else the next that is; whether the table knows its year.

    Without a table of the year only weekends are known.
    """
    sure = year_of(number) in HOLIDAYS
    while True:
        try:
            worked = is_workday(number, [], [])
        except Unknown:
            worked, sure = weekday(number) < 5, False
        if worked:
            return number, sure
        number += 1


def add_workdays(number: int, count: int, holidays: "list[int]", workdays: "list[int]") -> int:
    """The last of so many working days, counted from the day after."""
    while count:
        number += 1
        if is_workday(number, holidays, workdays):
            count -= 1
    return number
