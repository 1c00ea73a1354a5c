"""What a page draws beside its text: rules and pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as raw

# Rules thinner than this are lines; anything thicker is an area.
THIN = 3.0
MAX_OBJECTS = 20000


@dataclass(frozen=True)
class Rule:
    """A straight line of a table or an underline, level or upright."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def level(self) -> bool:
        """Whether it runs from left to right."""
        return self.x1 - self.x0 >= self.y1 - self.y0


def shapes_of(page: Any) -> Iterator[Any]:
    """The objects of a page."""
    for index in range(min(raw.FPDFPage_CountObjects(page), MAX_OBJECTS)):
        yield raw.FPDFPage_GetObject(page, index)


def drawn(page: Any) -> tuple[list[Rule], list[Rule], int]:
    """Straight thin rules, the boxes of pictures, and the number of paths."""
    rules: list[Rule] = []
    pictures: list[Rule] = []
    shapes = 0
    for shape in shapes_of(page):
        kind = raw.FPDFPageObj_GetType(shape)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            shapes += 1
            rules += _rules(shape)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE and (box := bounds(shape)):
            pictures.append(box)
        elif kind == raw.FPDF_PAGEOBJ_FORM:
            pictures += _form_pictures(shape)
    return rules, pictures, shapes


def _rules(path: Any) -> list[Rule]:
    """A thin path is one rule; a stroked box is its four sides."""
    box = bounds(path)
    if box is None:
        return []
    if min(box.x1 - box.x0, box.y1 - box.y0) <= THIN:
        return [box]
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    if not stroke.value or raw.FPDFPath_CountSegments(path) not in {4, 5}:
        return []
    return [
        Rule(box.x0, box.y0, box.x1, box.y0),
        Rule(box.x0, box.y1, box.x1, box.y1),
        Rule(box.x0, box.y0, box.x0, box.y1),
        Rule(box.x1, box.y0, box.x1, box.y1),
    ]


def _form_pictures(form: Any) -> list[Rule]:
    """Pictures that a form wraps count as large as the form."""
    for index in range(max(raw.FPDFFormObj_CountObjects(form), 0)):
        inner = raw.FPDFFormObj_GetObject(form, index)
        if raw.FPDFPageObj_GetType(inner) == raw.FPDF_PAGEOBJ_IMAGE:
            box = bounds(form)
            return [box] if box else []
    return []


def bounds(shape: Any) -> Rule | None:
    """The box of an object, where it has one."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(shape, left, bottom, right, top):
        return None
    return Rule(left.value, bottom.value, right.value, top.value)
