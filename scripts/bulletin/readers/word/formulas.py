"""Formulas: what Word draws by their structure — bars, roots, sums, brackets — is written out.

A formula becomes one line: a/b, √(a+b), ∑ with its bounds lowered and raised. What no line can hold
(a matrix, a brace over terms) is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol
from xml.etree.ElementTree import Element

from bulletin.readers.word.xml import attribute, child, name

_TERMS = re.compile(r"[+\-−±×·÷=<>≤≥/]")
_OVER = {"^": "\u0302", "~": "\u0303", "¯": "\u0304", "̅": "\u0305", "→": "\u20d7"}


class Pen(Protocol):
    """What writes into the paragraph that is being read."""

    def inner(self, element: Element) -> None:
        """Read an element as it stands."""

    def sign(self, text: str) -> None:
        """Write what the structure draws."""

    def marked(self, element: Element, mark: str) -> None:
        """Read an element raised (sup) or lowered (sub)."""

    def lost(self, element: Element) -> None:
        """Tell that the layout cannot be kept."""


def _chosen(element: Element, *path: str) -> str | None:
    """What a property of a formula says."""
    return attribute(child(element, *path), "m:val")


def _each(element: Element, pen: Pen) -> None:
    for part in element:
        pen.inner(part)


def _fraction(element: Element, pen: Pen) -> None:
    """a/b; terms that the bar holds together get brackets."""
    if _chosen(element, "m:fPr", "m:type") == "noBar":
        pen.lost(element)
    for part in element:
        if name(part) == "m:den":
            pen.sign("/")
        several = name(part) != "m:fPr" and _TERMS.search(_said(part)) is not None
        pen.sign("(" if several else "")
        pen.inner(part)
        pen.sign(")" if several else "")


def _said(element: Element) -> str:
    """The text inside, with a sign for what only its structure says."""
    nested = any(name(inner) in {"m:f", "m:nary"} for inner in element.iter())
    return "".join(element.itertext()).strip() + ("/" if nested else "")


def _scripts(element: Element, pen: Pen) -> None:
    """Powers, indices and limits: the structure says what is raised and what is lowered."""
    marks = {"m:sup": "sup", "m:sub": "sub"}
    if name(element) in {"m:limLow", "m:limUpp"}:
        marks["m:lim"] = "sub" if name(element) == "m:limLow" else "sup"
    for part in element:
        if name(part) in marks:
            pen.marked(part, marks[name(part)])
        else:
            pen.inner(part)


def _root(element: Element, pen: Pen) -> None:
    for part in element:
        if name(part) == "m:deg":
            pen.marked(part, "sup")
        elif name(part) == "m:e":
            pen.sign("√(")
            pen.inner(part)
            pen.sign(")")


def _sum(element: Element, pen: Pen) -> None:
    """A sum, product or integral: its sign stands in its properties."""
    said = _chosen(element, "m:naryPr", "m:chr")
    pen.sign("∫" if said is None else said)
    _scripts(element, pen)


def _brackets(element: Element, pen: Pen) -> None:
    """Brackets stand in the properties; where nothing is said they are round."""
    begin, between, end = (
        otherwise if (said := _chosen(element, "m:dPr", kind)) is None else said
        for kind, otherwise in (("m:begChr", "("), ("m:sepChr", "|"), ("m:endChr", ")"))
    )
    pen.sign(begin)
    for order, part in enumerate(inner for inner in element if name(inner) == "m:e"):
        pen.sign(between if order else "")
        pen.inner(part)
    pen.sign(end)


def _accent(element: Element, pen: Pen) -> None:
    """An accent or a bar over (or under) a letter."""
    if name(element) == "m:bar":
        under = _chosen(element, "m:barPr", "m:pos") in {None, "bot"}
        sign = "\u0332" if under else "\u0305"
    else:
        said = _chosen(element, "m:accPr", "m:chr") or "\u0302"
        sign = _OVER.get(said, said)
    base = "".join(element.itertext()).strip()
    pen.sign("(" if len(base) > 1 else "")
    _each(element, pen)
    pen.sign(")" if len(base) > 1 else "")
    pen.sign(sign)


def _rows(element: Element, pen: Pen) -> None:
    """Rows under one another: no line holds them, so signs part them and the editor is told."""
    pen.lost(element)
    rows = [part for part in element if name(part) in {"m:mr", "m:e"}]
    for order, row in enumerate(rows):
        pen.sign("；" if order else "")
        cells = [part for part in row if name(part) == "m:e"] if name(row) == "m:mr" else [row]
        for place, cell in enumerate(cells):
            pen.sign("，" if place else "")
            pen.inner(cell)


def _brace(element: Element, pen: Pen) -> None:
    if child(element, "m:groupChrPr") is not None:
        pen.lost(element)
    _each(element, pen)


WRITTEN: dict[str, Callable[[Element, Pen], None]] = {
    "m:f": _fraction,
    "m:rad": _root,
    "m:nary": _sum,
    "m:d": _brackets,
    "m:acc": _accent,
    "m:bar": _accent,
    "m:m": _rows,
    "m:eqArr": _rows,
    "m:groupChr": _brace,
    **dict.fromkeys(("m:sSup", "m:sSub", "m:sSubSup", "m:sPre", "m:limLow", "m:limUpp"), _scripts),
}
