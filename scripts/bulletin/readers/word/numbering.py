"""Automatic numbering: the characters that Word computes and no text element holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from bulletin.readers.signs import symbol
from bulletin.readers.word.numerals import format_number
from bulletin.readers.word.styles import Styles
from bulletin.readers.word.xml import (
    attribute,
    child,
    children,
    descendants,
    integer,
    switch,
    value,
)

LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
# A number that closes itself needs no blank before the text: （一）, 1., 一、
_CLOSED = "）)、．.】〕]"


@dataclass(frozen=True)
class Level:
    """One level of a list: how it counts and how its mark is written."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    legal: bool = False
    restart: int | None = None  # the level whose step starts this one again; 0: never


@dataclass
class Numbering:
    """All lists of a document, and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # by numId
    counters_of: dict[str, str] = field(default_factory=dict)  # numId → who counts
    style_levels: dict[str, dict[str, int]] = field(default_factory=dict)  # numId → style → level
    starts: dict[tuple[str, int], int] = field(default_factory=dict)  # startOverride
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def mark(self, list_id: str | None, depth: int) -> str:
        """The mark of the next paragraph of a list, with the blank that sets it off."""
        levels = self.levels.get(list_id or "0")
        if list_id is None or levels is None or not 0 <= depth < LEVELS:
            return ""
        counts = self._count(list_id, depth, levels)
        level = levels.get(depth, Level())
        if level.style == "bullet":
            text = "".join(symbol(sign) for sign in level.text)
        else:
            text = _PLACEHOLDER.sub(
                lambda found: _numeral(levels, counts, depth, int(found[1]) - 1), level.text
            )
        return _set_off(text, level)

    def depth_of_style(self, list_id: str | None, style_id: str | None, depth: int) -> int:
        """The level that a list ties to a paragraph style, where it does."""
        return self.style_levels.get(list_id or "", {}).get(style_id or "", depth)

    def _count(self, list_id: str, depth: int, levels: dict[int, Level]) -> list[int | None]:
        counts = self._counts.setdefault(self.counters_of[list_id], [None] * LEVELS)
        override = self.starts.get((list_id, depth))
        if override is not None and (list_id, depth) not in self._begun:
            self._begun.add((list_id, depth))
            counts[depth] = override
        else:
            before = counts[depth]
            counts[depth] = levels.get(depth, Level()).start if before is None else before + 1
        for above in range(depth):
            if counts[above] is None:
                counts[above] = levels.get(above, Level()).start
        for below in range(depth + 1, LEVELS):
            restart = levels.get(below, Level()).restart
            if restart is None or (restart and depth < restart):
                counts[below] = None
        return counts


def _numeral(levels: dict[int, Level], counts: list[int | None], depth: int, wanted: int) -> str:
    level = levels.get(wanted, Level())
    count = counts[wanted]
    legal = levels.get(depth, Level()).legal and wanted != depth
    style = "decimal" if legal else level.style
    return format_number(level.start if count is None else count, style)


def _set_off(text: str, level: Level) -> str:
    if not text or level.suffix == "nothing" or text[-1] in _CLOSED or text[-1].isspace():
        return text
    return text + " "


def read_numbering(root: Element | None, styles: Styles) -> Numbering:
    """The lists of numbering.xml; links between lists through a style are followed."""
    abstracts = {attribute(e, "w:abstractNumId") or "": e for e in children(root, "w:abstractNum")}
    numbers = children(root, "w:num")
    of_number = {attribute(e, "w:numId") or "": value(e, "w:abstractNumId") or "" for e in numbers}
    numbering = Numbering()
    for number in numbers:
        list_id = attribute(number, "w:numId") or ""
        abstract_id = _linked(of_number[list_id], abstracts, of_number, styles)
        _add(numbering, list_id, abstract_id, abstracts.get(abstract_id), number)
    numbering.levels.pop("0", None)  # numId 0 takes a paragraph out of its list
    return numbering


def _linked(
    abstract_id: str, abstracts: dict[str, Element], of_number: dict[str, str], styles: Styles
) -> str:
    """Follow numStyleLink → the numbering style → its list."""
    link = value(abstracts.get(abstract_id), "w:numStyleLink")
    style = styles.by_id.get(link or "")
    number = value(style.paragraph, "w:numPr", "w:numId") if style else None
    return of_number.get(number, abstract_id) if number else abstract_id


def _add(
    numbering: Numbering, list_id: str, abstract_id: str, abstract: Element | None, number: Element
) -> None:
    elements = {integer(attribute(e, "w:ilvl"), -1): e for e in children(abstract, "w:lvl")}
    for override in children(number, "w:lvlOverride"):
        depth = integer(attribute(override, "w:ilvl"), -1)
        start = value(override, "w:startOverride")
        if start is not None:
            numbering.starts[list_id, depth] = integer(start)
        replaced = child(override, "w:lvl")
        if replaced is not None:
            elements[depth] = replaced
    numbering.levels[list_id] = {depth: _level(element) for depth, element in elements.items()}
    numbering.counters_of[list_id] = abstract_id
    numbering.style_levels[list_id] = {
        style: depth for depth, e in elements.items() if (style := value(e, "w:pStyle"))
    }


def _level(element: Element) -> Level:
    restart = value(element, "w:lvlRestart")
    return Level(
        integer(value(element, "w:start"), 0 if child(element, "w:start") is None else 1),
        _number_style(element),
        value(element, "w:lvlText") or "",
        value(element, "w:suff") or "tab",
        bool(switch(element, "w:isLgl")),
        None if restart is None else integer(restart),
    )


def _number_style(element: Element) -> str:
    """The number format; newer Word hides the exact one in an alternate."""
    for found in descendants(element, "w:numFmt"):
        style = attribute(found, "w:val") or "decimal"
        if style != "custom":
            return style
    return "decimal"
