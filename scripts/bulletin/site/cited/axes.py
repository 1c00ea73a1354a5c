"""Marks along the axis of a drawing, at round amounts or at the first of a year or month.

`assets/js/calculator/axes.js` says the same of what is typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import ceil, floor, log10

MARKS = 4
MONTHS = (1, 2, 3, 6)


def marks(low: float, high: float, kind: str, unit: str) -> list[tuple[float, str]]:
    """Places along an axis with their words."""
    if kind == "date":
        return list(dates(round(low), round(high)))
    step = round_step((high - low) / MARKS)
    if kind == "integer":
        step = max(1.0, step)
    places = (i * step for i in range(ceil(low / step), floor(high / step) + 1))
    return [(x, amount(x, kind, unit)) for x in places]


def round_step(least: float) -> float:
    """The next 1, 2 or 5 with noughts."""
    size = 10.0 ** floor(log10(least)) if least > 0 else 1.0
    return next(size * n for n in (1, 2, 5, 10) if size * n >= least * 0.999)


def amount(x: float, kind: str, unit: str) -> str:
    """A round amount in few characters."""
    if kind == "percent":
        return f"{x:.4g}%"
    for word, scale in (("亿", 1e8), ("万", 1e4)):
        if kind == "money" and x >= scale:
            return f"{x / scale:.4g} {word}{unit}"
    return f"{x:.10g} {unit}".strip()


def dates(low: int, high: int) -> Iterator[tuple[float, str]]:
    """The first days of years where there are many of them, else of months, else both ends."""
    months = (high - low) / 30.44
    if months < 2:
        yield from ((float(d), date.fromordinal(d).isoformat()) for d in (low, high))
        return
    least = months / MARKS
    long = least > MONTHS[-1]
    step = round(12 * round_step(least / 12)) if long else next(n for n in MONTHS if n >= least)
    step = max(step, 12) if long else step
    first = date.fromordinal(low)
    month = first.year * 12 + first.month - 1
    month += -month % step
    while (day := date(month // 12, month % 12 + 1, 1).toordinal()) <= high:
        if day >= low:
            yield float(day), f"{month // 12}年" + ("" if long else f"{month % 12 + 1}月")
        month += step
