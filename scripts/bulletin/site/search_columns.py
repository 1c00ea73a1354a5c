"""What the browser must know of every page before it has loaded one: for filters, order, addresses.

Pages follow each other issue by issue, so that what an issue has in common is said once: address,
folder of the texts, month. Days are counted from the first of the issue's month.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from bulletin.site.search_parts import Part, Row

COLUMNS = ("section", "kind", "region")
_START = date(2000, 1, 1)


def columns(parts: Sequence[Part]) -> dict[str, Any]:
    """The columns of the pages of some parts."""
    rows = [row for part in parts for row in part.rows]
    return {
        "parts": [_part(part) for part in parts],
        "day": [_day(row) - _first(part) for part in parts for row in part.rows],
        "length": [row.length for row in rows],
        "force": {
            str(number): [row.facts.get("effective", ""), row.facts.get("expires", "")]
            for number, row in enumerate(rows)
            if "effective" in row.facts
        },
        **{name: _column([row.facts.get(name, "") for row in rows]) for name in COLUMNS},
    }


def _part(part: Part) -> list[Any]:
    """Issue, days since 2000 of its month, folder of the texts, common address, its pages."""
    common = f"issues/{part.issue}/" if part.issue else ""
    pages = [row.url.removeprefix(common) for row in part.rows]
    return [part.issue, _first(part), part.name, common, pages]


def _first(part: Part) -> int:
    return _days(f"{part.issue}-01") if part.issue else 0


def _day(row: Row) -> int:
    """Days since 2000, of the page's own date or else of its issue's month; -1 without both."""
    issue = row.facts.get("issue", "")
    text = row.facts.get("date") or (f"{issue}-01" if issue else "")
    return _days(text) if text else -1


def _days(text: str) -> int:
    return (date.fromisoformat(text) - _START).days


def _column(values: list[str]) -> dict[str, Any]:
    known = sorted(set(values))
    places = {value: place for place, value in enumerate(known)}
    return {"values": known, "of": [places[value] for value in values]}
