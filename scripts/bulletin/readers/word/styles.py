"""Styles: what a paragraph and a run look like once the chain of styles is followed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar
from xml.etree.ElementTree import Element

from bulletin.readers.word.xml import attribute, child, children, integer, switch, value

_ALIGN = {
    "left": "left",
    "start": "left",
    "center": "center",
    "right": "right",
    "end": "right",
    "both": "both",
    "distribute": "both",
    "thaiDistribute": "both",
}
_NAMED = re.compile(r"(heading|toc|标题|目录)\s*([1-9])", re.IGNORECASE)
_CANONICAL = {"heading": "Heading", "标题": "Heading", "toc": "TOC", "目录": "TOC"}
DEFAULT_SIZE = 10.0
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
_GREY = 64  # channels that differ by no more look grey

T = TypeVar("T")


@dataclass(frozen=True)
class Style:
    """One entry of styles.xml; properties stay XML until they are asked for."""

    id: str
    name: str
    based_on: str | None
    paragraph: Element | None
    run: Element | None


@dataclass(frozen=True)
class Look:
    """What a run looks like."""

    size: float = DEFAULT_SIZE
    bold: bool = False
    hidden: bool = False
    mark: str = ""  # sup, sub or del
    marked: bool = False  # set apart from its paragraph by colour, dots or a frame


@dataclass(frozen=True)
class Layout:
    """What a paragraph looks like, and the list that it belongs to."""

    style: str | None
    style_id: str | None
    level: int | None
    align: str | None
    indent: float | None
    list_id: str | None
    list_level: int


@dataclass(frozen=True)
class Styles:
    """All styles of a document."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default_run: Element | None = None
    default_paragraph: str | None = None
    _looks: dict[tuple[str | None, str | None], Look] = field(default_factory=dict)

    def chain(self, style_id: str | None) -> Iterator[Style]:
        """A style and what it is based on, nearest first; a circle ends where it closes."""
        seen: set[str] = set()
        while style_id is not None and style_id in self.by_id and style_id not in seen:
            seen.add(style_id)
            style = self.by_id[style_id]
            yield style
            style_id = style.based_on

    def paragraph(self, properties: Element | None) -> Layout:
        """The layout of a paragraph with these direct properties."""
        style_id = value(properties, "w:pStyle") or self.default_paragraph
        chain = [properties, *(style.paragraph for style in self.chain(style_id))]
        levels = [level for level in chain if level is not None]
        name = self._name(style_id)
        return Layout(
            None if name == "Normal" else name,
            style_id,
            _outline(levels, name),
            _ALIGN.get(_first(levels, "w:jc") or ""),
            _indent(levels, self.run(properties, None).size),
            _first(levels, "w:numPr", "w:numId"),
            integer(_first(levels, "w:numPr", "w:ilvl")),
        )

    def run(self, paragraph: Element | None, properties: Element | None) -> Look:
        """The look of a run with these direct properties in a paragraph with those."""
        base = self._look(
            value(paragraph, "w:pStyle") or self.default_paragraph, value(properties, "w:rStyle")
        )
        if properties is None:
            return base
        return Look(
            _size(properties) or base.size,
            _either(switch(properties, "w:b"), base.bold),
            _either(_hides(properties), base.hidden),
            _either(_means(properties), base.mark),
            _stands_out(properties),
        )

    def _name(self, style_id: str | None) -> str | None:
        style = self.by_id.get(style_id or "")
        return canonical(style.name if style else style_id) if style_id else None

    def _look(self, paragraph_style: str | None, run_style: str | None) -> Look:
        key = (paragraph_style, run_style)
        if key not in self._looks:
            self._looks[key] = self._resolve(*key)
        return self._looks[key]

    def _resolve(self, paragraph_style: str | None, run_style: str | None) -> Look:
        levels = [
            *(style.run for style in self.chain(run_style)),
            *(style.run for style in self.chain(paragraph_style)),
            self.default_run,
        ]
        found = [level for level in levels if level is not None]
        return Look(
            next((size for size in map(_size, found) if size), DEFAULT_SIZE),
            _said(switch(level, "w:b") for level in found),
            _said(_hides(level) for level in found),
            next((mark for mark in map(_means, found) if mark is not None), ""),
        )


def read_styles(root: Element | None) -> Styles:
    """The styles of styles.xml; none at all where the part is missing."""
    entries = children(root, "w:style")
    default = (attribute(entry, "w:styleId") for entry in entries if _is_default(entry))
    return Styles(
        {style.id: style for style in map(_style, entries)},
        child(root, "w:docDefaults", "w:rPrDefault", "w:rPr"),
        next(default, None),
    )


def _is_default(entry: Element) -> bool:
    said = attribute(entry, "w:default")
    return attribute(entry, "w:type") == "paragraph" and said in {"1", "true"}


def canonical(name: str | None) -> str | None:
    """One spelling for the built-in names: `Heading 2`, `TOC 1`; others stay as they are."""
    found = _NAMED.fullmatch((name or "").strip())
    if found:
        return f"{_CANONICAL[found[1].lower()]} {found[2]}"
    return "Normal" if name in {"Normal", "normal", "正文"} else name


def _style(element: Element) -> Style:
    style_id = attribute(element, "w:styleId") or ""
    return Style(
        style_id,
        value(element, "w:name") or style_id,
        value(element, "w:basedOn"),
        child(element, "w:pPr"),
        child(element, "w:rPr"),
    )


def _first(levels: list[Element], *path: str) -> str | None:
    """The nearest level's word on a property."""
    return next((said for level in levels if (said := value(level, *path)) is not None), None)


def _outline(levels: list[Element], name: str | None) -> int | None:
    """The heading level by outline level, or by the name of a built-in style."""
    said = _first(levels, "w:outlineLvl")
    if said is not None:
        return integer(said, 9) + 1 if integer(said, 9) < 9 else None
    return int(name[-1]) if name and re.fullmatch(r"Heading \d", name) else None


def _indent(levels: list[Element], size: float) -> float | None:
    """The first-line indent in ems; what hangs out to the left is negative."""
    for level in levels:
        element = child(level, "w:ind")
        for kind, sign in (("hanging", -1), ("firstLine", 1)):
            if characters := integer(attribute(element, f"w:{kind}Chars")):
                return sign * characters / 100
            if twips := integer(attribute(element, f"w:{kind}")):
                return round(sign * twips / 20 / size, 2)
    return None


def _size(properties: Element) -> float | None:
    half_points = integer(value(properties, "w:sz"))
    return half_points / 2 if half_points > 0 else None


def _hides(properties: Element) -> bool | None:
    """Hidden in print: `vanish`, not `webHidden`, which hides on web pages alone."""
    for kind in ("w:vanish", "w:specVanish"):
        said = switch(properties, kind)
        if said is not None:
            return said
    return None


def _means(properties: Element) -> str | None:
    """What raised, lowered or struck-out characters mean; None where nothing is said of it."""
    height = value(properties, "w:vertAlign")
    if height in ("superscript", "subscript"):
        return height[:3]
    struck = [switch(properties, kind) for kind in ("w:strike", "w:dstrike")]
    if True in struck:
        return "del"
    return "" if height == "baseline" or False in struck else None


def _stands_out(properties: Element) -> bool:
    """Whether direct formatting sets characters apart: black, white and greys say nothing."""
    colour = value(properties, "w:color") or ""
    parts = [int(colour[at : at + 2], 16) for at in (0, 2, 4)] if _COLOUR.fullmatch(colour) else [0]
    coloured = max(parts) - min(parts) > _GREY
    ground = value(properties, "w:highlight") or "none"
    dots, frame = value(properties, "w:em") or "none", value(properties, "w:bdr") or "none"
    return coloured or any(said not in {"none", "nil"} for said in (ground, dots, frame))


def _either(said: T | None, otherwise: T) -> T:
    return otherwise if said is None else said


def _said(words: Iterator[bool | None]) -> bool:
    return next((word for word in words if word is not None), False)
