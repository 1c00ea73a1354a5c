"""A table's amounts as bars, one row below the other; `assets/js/calculator/bars.js` says the same.

Floats are for drawing only; the table beside the drawing has the exact amounts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bulletin.site.cited.charts import number

WIDTH = 640
HEAD, BAR, GAP = 34, 14, 14
MOST = 24  # rows; more are read in the table alone

Text = Callable[[Any, str, str], str]


@dataclass(frozen=True)
class Bar:
    """One amount; the last column is of rank 1, which stands out."""

    rank: int
    x: str
    y: int
    width: str


@dataclass(frozen=True)
class BarRow:
    """One row of the table."""

    y: int
    label: str
    value: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Bars:
    """The drawing, the names of its colours, and what it says to those who do not see it."""

    height: int
    rows: tuple[BarRow, ...]
    key: tuple[tuple[int, str], ...]
    words: str


def bars(output: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], text: Text) -> Bars | None:
    """The drawing of an output's rows; None where it has no amounts or too many rows."""
    drawn = [c for c in output["columns"] if c["name"] in output["bars"]]
    amounts = [[number(row[c["name"]]) or 0.0 for c in drawn] for row in rows]
    greatest = max((sum(a) if output["stacked"] else max(a) for a in amounts if a), default=0.0)
    if not drawn or len(rows) > MOST or greatest <= 0:
        return None
    height = HEAD + GAP + BAR * (1 if output["stacked"] else len(drawn))
    first, last = output["columns"][0], _last_amount(output)
    found = tuple(
        BarRow(
            y=i * height,
            label=_label(first, row, text),
            value=text(row[last["name"]], last["kind"], last["unit"]),
            bars=tuple(_bars(amount, greatest, stacked=output["stacked"])),
        )
        for i, (row, amount) in enumerate(zip(rows, amounts, strict=True))
    )
    key = tuple((len(drawn) - i, c["label"]) for i, c in enumerate(drawn)) if drawn[1:] else ()
    words = "；".join(f"{row.label} {row.value}" for row in found)
    return Bars(height * len(found), found, key, f"{last['label']}：{words}")


def _last_amount(output: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = [c for c in output["columns"] if c["kind"] == "money"][-1]
    return found


def _label(column: Mapping[str, Any], row: Mapping[str, Any], text: Text) -> str:
    """What a row is called: its first column, a bare number with the column's name."""
    words = text(row[column["name"]], column["kind"], column["unit"])
    return f"{column['label']} {words}" if column["kind"] == "integer" else words


def _bars(amounts: Sequence[float], greatest: float, *, stacked: bool) -> list[Bar]:
    found, left = [], 0.0
    for i, amount in enumerate(amounts):
        width = WIDTH * max(amount, 0.0) / greatest
        y = HEAD if stacked else HEAD + i * BAR
        found.append(Bar(len(amounts) - i, f"{left:.1f}", y, f"{width:.1f}"))
        left += width if stacked else 0.0
    return found
