"""The cover: issue numbers, months and edition, in every way that covers write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.law.numerals import HAN, number
from bulletin.model import BulletinError
from bulletin.outline.passage import Paragraph

_N = rf"(?:\d{{1,5}}|[{HAN}]{{1,9}})"
_YEAR = rf"((?:19|20)\d\d|[{HAN}]{{4}})\s*年"
_TO = r"\s*(?:—|–|－|-|―|～|~|至|、|和|与|及|/)+\s*"
_MANY = rf"({_N})(?:\s*(?:月|期)?{_TO}第?\s*({_N}))?"
MONTH = re.compile(rf"{_YEAR}\s*(?:第\s*)?{_MANY}\s*月")
NUMBER = re.compile(rf"总\s*(?:第\s*)?{_MANY}\s*期")
_BARE = re.compile(rf"第\s*{_MANY}\s*期")
_YEAR_ONLY = re.compile(_YEAR)
_OF_YEAR = re.compile(rf"{_YEAR}\s*第\s*{_MANY}\s*期")
_MONTHS = re.compile(rf"(\d{{1,2}}|[{HAN}]{{1,3}}){_TO}(\d{{1,2}}|[{HAN}]{{1,3}})\s*月")
_EXTRA = re.compile(r"增刊|特刊|专刊|号外")
_EDITION = re.compile(r"^(\S{1,6}?)本\s*[：:]")


@dataclass(frozen=True)
class Cover:
    """What a cover declares; the last number and month differ where it joins issues.

    An extra edition (增刊) may have no number in the series: then it is 0.
    """

    number: int
    month: str
    edition: str | None
    last_number: int
    last_month: str


def declared(cover: tuple[Paragraph, ...], name: str) -> Cover:
    """What the cover of an issue declares."""
    return read(tuple(p.text for p in cover), name)


def read(lines: tuple[str, ...], name: str) -> Cover:
    """What the lines of a cover declare.

    Raises one refusal that names all that is lacking.
    """
    text = "\n".join(lines)
    extra = next((m[0] for line in lines if (m := _EXTRA.search(line)) and len(line) < 40), None)
    numbers, year, months = _numbers(text, extra is not None), _year(text), _months(text)
    lacks = [
        (what, example)
        for value, what, example in (
            (numbers, "总期号", "总297期"),
            (months and year, "年月", "2026年4月"),
        )
        if not value
    ]
    if lacks or not (numbers and year and months):
        raise BulletinError(
            "cover-incomplete",
            f"{name} 封面",
            f"封面没有{'，也没有'.join(what for what, _ in lacks)}",
            f"目录之前有一行写明，如“{' '.join(example for _, example in reversed(lacks))}”",
            "在封面补上后再导入",
        )
    _possible(numbers, months, name)
    editions = [m[1] for line in lines if (m := _EDITION.match(line))]
    first, last = (f"{year}-{month:02}" for month in months)
    return Cover(numbers[0], first, editions[0] if editions else extra, numbers[1], last)


def _possible(numbers: tuple[int, int], months: tuple[int, int], name: str) -> None:
    for month in months:
        if not 1 <= month <= 12:
            raise BulletinError(
                "month-impossible", f"{name} 封面", f"月份是 {month}", "1 到 12", "改正封面的年月"
            )
    for what, (first, last) in (("总期号", numbers), ("月份", months)):
        if last < first or last - first > 5:
            raise BulletinError(
                "cover-incomplete",
                f"{name} 封面",
                f"合刊的{what}是 {first} 到 {last}",
                "从小到大，相邻的两期或几期",
                "改正封面后再导入",
            )


def _numbers(text: str, extra: bool) -> tuple[int, int] | None:
    """The numbers that the issue has in the whole series; those of several issues before one."""
    found = sorted(NUMBER.finditer(text), key=lambda match: match[2] is None)
    if extra and not found:  # its second 增刊 is no second issue
        return 0, 0
    found = found or list(_BARE.finditer(_OF_YEAR.sub("", text)))
    return _pair(found[0][1], found[0][2]) if found else None


def _year(text: str) -> int | None:
    found = _YEAR_ONLY.search(text)
    return number(found[1]) if found else None


def _months(text: str) -> tuple[int, int] | None:
    """The months; an issue numbered within its year is a monthly's: its fifth is of May."""
    found = MONTH.search(text)
    if found and not found[3]:
        joined = _MONTHS.search(text)
        return _pair(joined[1], joined[2]) if joined else _pair(found[2], found[3])
    found = found or _OF_YEAR.search(text)
    return _pair(found[2], found[3]) if found else None


def _pair(first: str, last: str | None) -> tuple[int, int]:
    return number(first), number(last or first)
