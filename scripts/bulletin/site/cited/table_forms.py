"""Whether the editor's tables are filled in rightly, before anything is looked up in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from bulletin.model import BulletinError

_TABLE = ("id", "title", "rows")
_FIGURE = ("name", "value", "passage")
_COMPARISON = ("title", "documents", "rows")


def figures(issue: str, data: Any) -> Iterator[BulletinError]:
    """What is wrong with the figures of an issue."""
    place = f"figures/{issue}.yml"
    yield from _lacking(place, data, ("tables",))
    for number, table in enumerate(_listed(data, "tables"), 1):
        here = f"{place} 第 {number} 张表"
        yield from _lacking(here, table, _TABLE)
        for line, row in enumerate(_listed(table, "rows"), 1):
            yield from _figure(f"{here}第 {line} 行", row, "article" in table)


def _figure(place: str, row: Any, placed: bool) -> Iterator[BulletinError]:
    keys = _FIGURE if placed else (*_FIGURE, "article")
    slips = list(_lacking(place, row, keys))
    if not slips and not _number(row["value"]):
        slips = [_slip(place, f"value 是“{row['value']}”", "一个数，如 5.25")]
    yield from slips


def comparison(name: str, data: Any) -> Iterator[BulletinError]:
    """What is wrong with a comparison."""
    place = f"compare/{name}.yml"
    yield from _lacking(place, data, _COMPARISON)
    known = data.get("documents") if isinstance(data, Mapping) else None
    if known is not None and not isinstance(known, Mapping):
        yield _slip(place, "documents 不是“简称: 文件名”", "每件文件一行")
    for line, row in enumerate(_listed(data, "rows"), 1):
        here = f"{place} 第 {line} 行"
        yield from _lacking(here, row, ("theme", "cells"))
        yield from _cells(here, row.get("cells") if isinstance(row, Mapping) else None, known)


def _cells(place: str, cells: Any, known: Any) -> Iterator[BulletinError]:
    if not isinstance(cells, Mapping) or not isinstance(known, Mapping):
        return
    for key, cell in cells.items():
        if key not in known:
            yield _slip(place, f"不认识的简称“{key}”", "、".join(map(str, known)))
        elif cell is not None and not isinstance(cell, Mapping):
            yield _slip(place, f"“{key}”不是一格", "text 与 citations")
        for citation in _listed(cell, "citations"):
            if not isinstance(citation, Mapping) or not {"clause", "passage"} & citation.keys():
                yield _slip(place, f"“{key}”的出处没有写明条款", "{clause: art-5}")


def _lacking(place: str, value: Any, keys: Sequence[str]) -> Iterator[BulletinError]:
    if not isinstance(value, Mapping):
        yield _slip(place, "不是“键: 值”", "、".join(keys))
        return
    for key in keys:
        if value.get(key) in (None, "", [], {}):
            yield _slip(place, f"没有 {key}", "、".join(keys))
    for key in {"rows", "tables"} & set(keys):
        if value.get(key) and not isinstance(value[key], list):
            yield _slip(place, f"{key} 不是列表", "每项以 - 开头")


def _listed(value: Any, key: str) -> list[Any]:
    found = value.get(key) if isinstance(value, Mapping) else None
    return found if isinstance(found, list) else []


def _number(value: Any) -> bool:
    try:
        Fraction(value)
    except (ValueError, TypeError, ZeroDivisionError):
        return False
    return True


def _slip(place: str, found: str, expected: str) -> BulletinError:
    return BulletinError("table", place, found, expected, "照表中其他行的写法改正")
