"""Geometry of the charts: the margin of a condition, and what if one field were another.

The templates draw it for the worked example, `assets/js/calculator/charts.js` for what is typed.
Floats are for drawing only.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import calculators
from bulletin.model import BulletinError
from bulletin.site.cited import axes
from calculators.kernel.judging import Day, Judged
from calculators.kernel.running import plain_check

WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 16, 624, 24, 200
STEPS = 32
ORDER = {">=", ">", "<=", "<"}


@dataclass(frozen=True)
class Margin:
    """A condition on a line of 0 to 100: where the value and the bound lie, and what passes."""

    value: str
    bound: str
    start: str
    length: str


@dataclass(frozen=True)
class WhatIf:
    """A condition's value over one field's range, with the passing interval shaded."""

    field: str
    summary: str
    check: str
    points: str
    bounds: str
    bound_text: str
    bound_y: str  # where the line's words stand, clear of the line and of the edges
    dot: tuple[str, str, str, str, str] | None  # where it is now, and the place of its words
    start: str
    length: str
    now: str
    marks: tuple[tuple[str, str, str], ...]  # where, how it is aligned, its words


def number(value: Any) -> float | None:
    """A number or a date as a float; None for anything else."""
    try:
        numerator, _, denominator = str(value).partition("/")
        return float(numerator) / float(denominator or 1)
    except ValueError:
        pass
    try:
        return float(date.fromisoformat(str(value)).toordinal())
    except ValueError:
        return None


def margin(check: Mapping[str, Any]) -> Margin | None:
    """The picture of one condition; None where there is no order to show."""
    value, bound = number(check["value"]), number(check["bound"])
    if check["operator"] not in ORDER or value is None or bound is None:
        return None
    dated = "-" in str(check["bound"])[1:]
    space = max(abs(value - bound), 1.0) * 0.4
    low = min(value, bound) - space if dated else min(0.0, value, bound)
    high = max(value, bound) + space if dated else max(value, bound, low + 1e-9) * 1.15
    span = (high - low) or 1.0
    at = 100 * (bound - low) / span
    least = check["operator"].startswith(">")
    return Margin(
        value=f"{100 * (value - low) / span:.1f}",
        bound=f"{at:.1f}",
        start=f"{at if least else 0:.1f}",
        length=f"{100 - at if least else at:.1f}",
    )


def what_if(schema: Mapping[str, Any], lives: Mapping[str, Any]) -> WhatIf | None:
    """The chart of the worked example, for the first field that an answer can be solved for.

    Amounts come before dates: they are what a visitor can change.
    """
    return _drawn(json.dumps([schema, lives], ensure_ascii=False))


@lru_cache(maxsize=64)  # a rule stands on its group's page and on one of its own
def _drawn(written: str) -> WhatIf | None:
    schema, lives = json.loads(written)
    solvable = [field for field in schema["fields"] if field["solvable"]]
    for field in sorted(solvable, key=lambda field: field["kind"] == "date"):
        chart = _what_if(schema["rule"], field, schema["example"], lives)
        if chart:
            return chart
    return None


def _what_if(
    rule: str, field: Mapping[str, Any], inputs: Mapping[str, Any], lives: Mapping[str, Any]
) -> WhatIf | None:
    try:
        solved = calculators.solve(rule, field["name"], inputs, lives)
    except calculators.InputError as error:
        raise BulletinError(
            "example", rule, str(error), "算例可以反求", "改正规则的算例"
        ) from error
    run = calculators.run(rule, inputs, lives)
    now = number(run["inputs"].get(field["name"]))
    sides = [s for s in (solved["binding"]["lower"], solved["binding"]["upper"]) if s]
    side = next((s for s in sides if s["label"] != field["label"]), sides[0] if sides else None)
    if not solved["interval"] or not side or now is None:
        return None
    ends = [number(end) for end in solved["interval"]]
    xs = domain(now, ends, field["kind"])
    day = calculators.known(lives)
    tried = ({**inputs, field["name"]: _typed(x, field)} for x in xs)
    samples = [_check(rule, values, side["check"], day) for values in tried]
    here = next((c for c in run["checks"] if c["id"] == side["check"]), None)
    return drawing(field, solved, xs, samples, now, here)


def domain(now: float, ends: list[float | None], kind: str) -> list[float]:
    """Where the curve is computed: from nothing to well beyond what was typed and what passes.

    Nothing is no day, so a time begins somewhat before the first of these.
    """
    known = [end for end in ends if end is not None]
    if kind == "date":
        space = max(0.4 * (max([now, *known]) - min([now, *known])), 45.0)
        low, last = min([now, *known]) - space, max([now, *known]) + space
        days = (round(low + (last - low) * i / STEPS) for i in range(STEPS + 1))
        return sorted({*map(float, days), *known})
    high = max([2 * now, *(1.4 * end for end in known)]) or 1.0
    step = 0.01 if kind == "percent" else 1.0
    grid = [round(high * i / STEPS / step) * step for i in range(STEPS + 1)]
    return sorted({*grid, *(end for end in known if 0 <= end <= high)})


def _typed(x: float, field: Mapping[str, Any]) -> str:
    if field["kind"] == "date":
        return date.fromordinal(round(x)).isoformat()
    return f"{x:.2f}%" if field["kind"] == "percent" else f"{x:.0f}"


def _check(rule: str, inputs: Mapping[str, Any], name: str, day: Day) -> Mapping[str, Any] | None:
    """One condition of an answer: to put all of it into words takes most of its time."""
    try:
        checks = Judged(calculators.find(rule), inputs, day).checks
    except calculators.InputError:
        return None  # beyond the field's domain, such as a revenue of nothing
    return next((plain_check(check) for check in checks if check.id == name), None)


def drawing(
    field: Mapping[str, Any],
    solved: Mapping[str, Any],
    xs: list[float],
    samples: list[Mapping[str, Any] | None],
    now: float,
    current: Mapping[str, Any] | None,
) -> WhatIf | None:
    """Scale everything to the drawing's own units."""
    both = zip(xs, samples, strict=True)
    found = [(x, c, number(c["value"]), number(c["bound"])) for x, c in both if c]
    curve = [(x, y, limit) for x, _, y, limit in found if y is not None and limit is not None]
    if len(curve) < 2:
        return None
    last = found[-1][1]
    here = next((c for x, c, *_ in found if x >= now), last)
    bound = max(limit for _, _, limit in curve)
    low, high = xs[0], xs[-1]
    nothing = () if "-" in str(last["bound"])[1:] else (0.0,)
    floor = min(*nothing, *(y for _, y, _ in curve), *(limit for _, _, limit in curve))
    top = min(max(bound, *(y for _, y, _ in curve)), floor + 8 * (abs(bound - floor) or 1.0))

    def across(x: float) -> float:
        return LEFT + (RIGHT - LEFT) * (min(max(x, low), high) - low) / ((high - low) or 1)

    def up(y: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * (min(y, top) - floor) / ((top - floor) or 1)

    start, end = (number(e) for e in solved["interval"])
    left = across(low if start is None else start)
    right = across(high if end is None else end)
    return WhatIf(
        field=field["label"],
        summary=solved["summary"],
        check=last["label"],
        points=" ".join(f"{across(x):.1f},{up(y):.1f}" for x, y, _ in curve),
        bounds=" ".join(f"{across(x):.1f},{up(limit):.1f}" for x, _, limit in curve),
        bound_text=here["bound_text"],
        bound_y=_beside(up(curve[-1][2])),
        dot=_dot(current, across(now), up),
        start=f"{left:.1f}",
        length=f"{max(right - left, 1):.1f}",
        now=f"{across(now):.1f}",
        marks=tuple(
            (f"{across(x):.1f}", _anchor(across(x)), words)
            for x, words in axes.marks(low, high, field["kind"], field["unit"])
        ),
    )


def _dot(current: Mapping[str, Any] | None, x: float, up: Callable[[float], float]) -> Any:
    y = number(current["value"]) if current else None
    if current is None or y is None:
        return None
    return f"{x:.1f}", f"{up(y):.1f}", _anchor(x), _beside(up(y)), current["value_text"]


def _beside(y: float) -> str:
    """Words stand above a point, and below one that is near the top."""
    return f"{y - 10 if y > TOP + 24 else y + 30:.1f}"


def _anchor(x: float) -> str:
    """Words at the edge stay within the drawing."""
    return "start" if x < LEFT + 70 else "end" if x > RIGHT - 70 else "middle"
