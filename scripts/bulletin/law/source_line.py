"""The line that says where an article comes from: 来源：经济日报 彭江 2026-03-24."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bulletin.law.letters import SOURCE
from bulletin.law.numerals import HAN, number
from bulletin.model import Source

_NUMERIC = re.compile(r"((?:19|20)\d\d)\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_WRITTEN = re.compile(rf"([{HAN}]{{4}})年([{HAN}]{{1,2}})月([{HAN}]{{1,3}})日")
_FULL_WIDTH = {ord("０") + digit: str(digit) for digit in range(10)}
_TIME = re.compile(r"^\s*\d{1,2}:\d{2}(?::\d{2})?")
_BY = re.compile(r"[（(]?\s*(?:文/|作者|记者|本报记者|通讯员|撰文|撰稿)\s*[：:／/]?\s*")
_EDITOR = re.compile(r"[（(]?\s*(?:责任编辑|责编|编辑|审核|校对)\s*[：:].*$")
_NAME = re.compile(
    r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]+·[\u4e00-\u9fff]+|[A-Z][a-z]+ [A-Z][a-z]+"
)
_OUTLET = re.compile(
    r"(报|网|社|部|局|台|刊|厅|委|院|会|行|端|号|频道|杂志|时报|新闻|在线|导报|周刊|研究|资讯|财经)$"
)
BYLINE = re.compile(
    r"^[（(]?\s*(?:本报|本刊|新华社|记者|作者|编辑|责编|责任编辑|通讯员|撰文|文[/｜|]|图[/｜|]|摄影|"
    r"审核|校对|供稿|转自)"
)


@dataclass(frozen=True)
class SourceLine:
    """What the line says; `trouble` names a date that cannot be."""

    source: Source
    trouble: str | None = None


def parse(text: str) -> SourceLine:
    """Outlet, authors and date of a source line."""
    rest = SOURCE.sub("", text).strip().rstrip("）)")
    rest = _EDITOR.sub("", rest).strip()
    found = _NUMERIC.search(rest) or _WRITTEN.search(rest)
    day, trouble = None, None
    if found:
        try:
            day = _day(found)
        except ValueError:
            trouble = found[0].strip()
        rest = rest[: found.start()] + " " + _TIME.sub("", rest[found.end() :])
    outlet, authors = _outlet(rest.strip(" \t\u3000，,；;|｜/"))
    return SourceLine(Source(outlet, authors, day), trouble)


def _day(found: re.Match[str]) -> date:
    return date(*(number(found[i]) for i in (1, 2, 3)))


def parse_date(text: str) -> date | None:
    """A date as documents write it; None where there is none, or none that can be."""
    text = text.translate(_FULL_WIDTH)
    found = _NUMERIC.search(text) or _WRITTEN.search(text)
    try:
        return _day(found) if found else None
    except ValueError:
        return None


def _outlet(text: str) -> tuple[str, tuple[str, ...]]:
    """The outlet, and the names behind it."""
    marked = _BY.search(text)
    if marked:
        names = tuple(n for n in re.split(r"[\s、，,]+", text[marked.end() :]) if n)
        return text[: marked.start()].strip(" 　，,；;|｜/（("), names
    words = re.split(r"([\s\u3000、，,]+)", text)
    cut = len(words)
    while cut > 1 and _NAME.fullmatch(words[cut - 1]) and not _OUTLET.search(words[cut - 1]):
        cut -= 2
    if cut <= 0:
        cut = 1
    return "".join(words[:cut]).strip(), tuple(words[i] for i in range(cut + 1, len(words), 2))
