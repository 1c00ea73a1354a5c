"""What is on a page beside its text: rules and pictures, notes, marks and values of forms."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as raw

# Rules thinner than this are lines; anything thicker is an area.
THIN = 3.0
MAX_OBJECTS = 20000
# What lies on a page is not published; each is told of.
NOTE, VALUE, MARK = "pdf-note", "pdf-form-value", "pdf-mark"
_CODES = {
    raw.FPDF_ANNOT_TEXT: NOTE,
    raw.FPDF_ANNOT_FREETEXT: NOTE,
    raw.FPDF_ANNOT_STAMP: NOTE,
    raw.FPDF_ANNOT_CARET: NOTE,
    raw.FPDF_ANNOT_STRIKEOUT: MARK,
    raw.FPDF_ANNOT_HIGHLIGHT: MARK,
    raw.FPDF_ANNOT_UNDERLINE: MARK,
    raw.FPDF_ANNOT_SQUIGGLY: MARK,
    raw.FPDF_ANNOT_WIDGET: VALUE,
}
_OFF = ("", "Off")  # a field that nobody filled, a box that nobody ticked


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


def remarks_of(page: Any) -> Iterator[tuple[str, str]]:
    """Code and text of each; a field of a form counts where somebody has filled it."""
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            code = _CODES.get(raw.FPDFAnnot_GetSubtype(annotation))
            said = _value(annotation) if code == VALUE else _string(annotation, "Contents")
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
        if code and (code == MARK or said not in _OFF):
            yield code, said


def _value(annotation: Any) -> str:
    """What was filled in: the field's value, the state of a box, or that of the whole group."""
    state = _string(annotation, "AS")
    return _string(annotation, "V") or ("" if state in _OFF else "☑")


def _string(annotation: Any, key: str) -> str:
    name = key.encode()
    size = raw.FPDFAnnot_GetStringValue(annotation, name, None, 0)
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    raw.FPDFAnnot_GetStringValue(annotation, name, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0").strip()
