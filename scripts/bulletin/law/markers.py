"""The marks that open a block of a Chinese document: 第三章, 第十九条之一, （二）, 1., (3)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Literal, NamedTuple

from bulletin.law.numerals import HAN, number

MarkerKind = Literal["part", "chapter", "section", "article", "han", "item", "subitem", "point"]

_NUMERAL = rf"[{HAN}](?:\s?[{HAN}])*|[0-9０-９]{{1,4}}"
_DIVISION = re.compile(rf"第\s*({_NUMERAL})\s*(编|章|节|部分)")
_ARTICLE = re.compile(rf"第\s*({_NUMERAL})\s*条(?:之({_NUMERAL}))?")
_HAN = re.compile(rf"([{HAN}]+)、")
_ITEM = re.compile(rf"[（(]\s*([{HAN}]+)\s*[)）]")
_SUBITEM = re.compile(r"([0-9０-９]{1,3})(?:[．、]|\.(?![0-9０-９]))")
_POINT = re.compile(r"[（(]\s*([0-9０-９]{1,3})\s*[)）]")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ARABIC = "0123456789０１２３４５６７８９"

# After an unspaced 第六条 these words make a sentence about the clause, not the clause itself.
_ABOUT = re.compile(
    r"(规定|的|则|和|及|与|、|在|所|中|第|至|到|，|,|明确|提出|要求|指出|是|为|对|将|有|从|也|还|以|款|项)"
)

_AIM = re.compile(r"为|根据|依据")  # 第一条为了规范…


class Marker(NamedTuple):
    """A mark with its number; `loose` where nothing sets it off from the text behind it."""

    kind: MarkerKind
    number: tuple[int, ...]
    text: str
    loose: bool = False


@lru_cache(maxsize=1 << 10)  # every block of an article is asked about several times
def marker(text: str) -> Marker | None:
    """The mark at the beginning of a block, if it has one."""
    for read in _BY_FIRST.get(text[:1], ()):
        if found := read(text):
            return found
    return None


def _division(text: str) -> Marker | None:
    """编, 章 and 节 head a short line; a sentence that begins so is prose."""
    found = _DIVISION.match(text)
    if not found or len(text) > 40 or text.rstrip()[-1] in "。；，！？：;,":
        return None
    rest = text[found.end() :]
    if rest and not rest[0].isspace() and _ABOUT.match(rest):
        return None
    kind = {"编": "part", "章": "chapter", "节": "section", "部分": "part"}[found[2]]
    return Marker(kind, (number(found[1]),), found[0])  # type: ignore[arg-type]


def _article(text: str) -> Marker | None:
    found = _ARTICLE.match(text)
    if not found:
        return None
    rest = text[found.end() :]
    loose = bool(rest) and not rest[0].isspace()
    if loose and _ABOUT.match(rest) and not (number(found[1]) == 1 and _AIM.match(rest)):
        return None
    numbers = (number(found[1]), number(found[2])) if found[2] else (number(found[1]),)
    return Marker("article", numbers, found[0], loose)


def _simple(kind: MarkerKind, pattern: re.Pattern[str], text: str) -> Marker | None:
    found = pattern.match(text)
    return Marker(kind, (number(found[1]),), found[0]) if found else None


def _circled(text: str) -> Marker:
    return Marker("point", (_CIRCLED.index(text[0]) + 1,), text[0])


# Most blocks have none: their first character says so.
_Reader = Callable[[str], Marker | None]
_BY_FIRST: Mapping[str, tuple[_Reader, ...]] = {
    "第": (_division, _article),
    **dict.fromkeys("（(", (partial(_simple, "item", _ITEM), partial(_simple, "point", _POINT))),
    **dict.fromkeys(HAN, (partial(_simple, "han", _HAN),)),
    **dict.fromkeys(_ARABIC, (partial(_simple, "subitem", _SUBITEM),)),
    **dict.fromkeys(_CIRCLED, (_circled,)),
}
