"""Calendar dates as plain day numbers, with the corresponding-day rule of Chinese law.

A date is the number of days since 0000-03-01 (proleptic Gregorian). Periods of months and years
end on the corresponding day; where the month has no such day, on its last day.
"""

MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
FIRST_YEAR, LAST_YEAR = 1949, 2199


def is_leap(year: int) -> bool:
    """Whether February has 29 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """The number of days of a month."""
    return 29 if month == 2 and is_leap(year) else MONTH_DAYS[month - 1]


def day(year: int, month: int, date: int) -> int:
    """The day number of a calendar date."""
    if month <= 2:
        year, month = year - 1, month + 12
    leaps = year // 4 - year // 100 + year // 400
    return 365 * year + leaps + (153 * (month - 3) + 2) // 5 + date - 1


def parts(number: int) -> "tuple[int, int, int]":
    """Year, month and date of a day number."""
    era, left = divmod(number, 146097)
    year = (left - left // 1460 + left // 36524 - left // 146096) // 365
    left -= 365 * year + year // 4 - year // 100
    shifted = (5 * left + 2) // 153
    date = left - (153 * shifted + 2) // 5 + 1
    month = shifted + 3 if shifted < 10 else shifted - 9
    return (era * 400 + year + (month <= 2), month, date)


def year_of(number: int) -> int:
    """The calendar year of a day number."""
    return parts(number)[0]


def add_months(number: int, months: int) -> int:
    """The corresponding day so many months later, or the last day of a shorter month."""
    year, month, date = parts(number)
    year, month = divmod(year * 12 + month - 1 + months, 12)
    return day(year, month + 1, min(date, month_length(year, month + 1)))


def add_years(number: int, years: int) -> int:
    """The corresponding day so many years later (29 February becomes 28 in a common year)."""
    return add_months(number, 12 * years)


def weekday(number: int) -> int:
    """0 for Monday to 6 for Sunday."""
    return (number + 2) % 7


def iso(number: int) -> str:
    """The date as 2026-05-01."""
    year, month, date = parts(number)
    return f"{year:04d}-{month:02d}-{date:02d}"


def parse_iso(text: str) -> int:
    """The day number of a date written 2026-05-01 in the code itself."""
    year, month, date = text.split("-")
    return day(int(year), int(month), int(date))
