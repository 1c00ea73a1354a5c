"""Glyphs of a page with their boxes, and what else is drawn there: rules and pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from math import hypot
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from bulletin.readers.pdf.shapes import Rule, bounds, drawn, remarks_of, shapes_of
from bulletin.readers.signs import UNIFIED

_VERSE = 4  # signs below one another that make vertical text
_INVISIBLE = raw.FPDF_TEXTRENDERMODE_INVISIBLE
_STROKED = raw.FPDF_TEXTRENDERMODE_FILL_STROKE
_HEAVY = ("bold", "black", "heavy", "demi", "simhei", "heiti", "黑体", "fzhei", "fzht")
_LINE_END_HYPHEN = "\x02"  # what pdfium makes of a hyphen at the end of a line
UNKNOWN = "\ufffd"


class Glyph(NamedTuple):
    """One character where it is drawn; y is its baseline, upwards."""

    char: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    hidden: bool = False
    turned: bool = False
    unmapped: bool = False
    face: int = 0  # tells nameless fonts of a page apart; 0 for a font with a name
    drawing: int = 0  # tells the text objects of a page apart


@dataclass(frozen=True)
class Sheet:
    """All that is drawn on a page."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    pictures: tuple[Rule, ...]  # their boxes
    shapes: int = 0  # how many paths are drawn
    remarks: tuple[tuple[str, str], ...] = ()  # notes, marks and form values: code and text

    @property
    def pictured(self) -> float:
        """The share of the page that the largest picture covers."""
        return max(self._shares(), default=0.0)

    @property
    def strips(self) -> float:
        """The share that all pictures cover: a scan may come in strips."""
        return min(sum(self._shares()), 1.0)

    def _shares(self) -> list[float]:
        page = max(self.width * self.height, 1.0)
        return [(p.x1 - p.x0) * (p.y1 - p.y0) / page for p in self.pictures]


class _Look(NamedTuple):
    size_factor: float
    bold: bool
    hidden: bool
    turned: bool
    face: int


class _Font(NamedTuple):
    heavy: bool
    face: int


@dataclass
class _Looks:
    """What is known of the page's text objects and fonts, by their addresses."""

    shapes: dict[int, _Look] = field(default_factory=dict)
    fonts: dict[int, _Font] = field(default_factory=dict)


def read_sheet(page: pdfium.PdfPage, number: int) -> Sheet:
    """Read a page; its own rotation is undone, so that text runs from left to right."""
    width, height = page.get_size()
    turn = _turn(page, width, height)
    text = page.get_textpage()
    looks = _Looks()
    try:
        found = _side_by_side(list(_glyphs(text.raw, looks)))
        found += [glyph for glyph in _passed_over(page.raw, looks) if not _covered(glyph, found)]
        glyphs = [turn(glyph) for glyph in found]
    finally:
        text.close()
    rules, pictures, shapes = drawn(page.raw)
    if page.get_rotation() % 180:
        rules = []  # a table on a turned page is read as text
    remarks = tuple(remarks_of(page.raw))
    drawing = tuple(rules), tuple(pictures), shapes
    return Sheet(number, width, height, tuple(glyphs), *drawing, remarks)


def _turn(page: pdfium.PdfPage, width: float, height: float) -> Any:
    """Bring glyphs of a turned page upright."""
    left, bottom, _, _ = page.get_cropbox()
    rotation = page.get_rotation()

    def upright(glyph: Glyph) -> Glyph:
        x0, x1, y = glyph.x0 - left, glyph.x1 - left, glyph.y - bottom
        if rotation == 90:
            return glyph._replace(x0=y, x1=y + glyph.size, y=height - x0)
        if rotation == 180:
            return glyph._replace(x0=width - x1, x1=width - x0, y=height - y)
        if rotation == 270:
            return glyph._replace(x0=width - y, x1=width - y + glyph.size, y=x0)
        return glyph._replace(x0=x0, x1=x1, y=y)

    return upright


def _glyphs(text: Any, looks: _Looks) -> Iterator[Glyph]:
    """The glyphs of a text page in the order in which they are drawn."""
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    high = ""
    for index in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, index)
        if raw.FPDFText_IsGenerated(text, index) == 1 and chr(code) in " \r\n":
            continue
        if 0xD800 <= code < 0xDC00:
            high = chr(code)
            continue
        char, high = _char(code, high), ""
        raw.FPDFText_GetLooseCharBox(text, index, box)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        look = _look_of(text, index, looks)
        size = raw.FPDFText_GetFontSize(text, index) * look.size_factor
        unmapped = char == UNKNOWN or raw.FPDFText_HasUnicodeMapError(text, index) == 1
        left, right = box.left, box.right
        if "\u3400" <= char <= "\u9fff" and right - left < 0.95 * size:
            left, right = x.value, max(right, x.value + size)  # the box of its ink alone
        yield Glyph(
            UNKNOWN if unmapped else char,
            left,
            right,
            y.value,
            round(size, 1),
            look.bold,
            look.hidden,
            look.turned,
            unmapped,
            look.face,
            _key(raw.FPDFText_GetTextObject(text, index)),
        )


def _side_by_side(glyphs: list[Glyph]) -> list[Glyph]:
    """Glyphs that stand for several characters (—— or ffi) give each a share of their box.

    Such characters come one after the other from one drawing, in the same box; what is drawn twice
    to look bold is another drawing, or stands a little aside.
    """
    found: list[Glyph] = []
    for _, group in groupby(glyphs, lambda g: (g.x0, g.x1, g.y, g.drawing)):
        shared = list(group)
        first, count = shared[0], len(shared)
        if count == 1 or not first.drawing or first.char.isspace():
            found += shared
            continue
        step = (first.x1 - first.x0) / count
        found += [
            glyph._replace(x0=first.x0 + step * place, x1=first.x0 + step * (place + 1))
            for place, glyph in enumerate(shared)
        ]
    return found


def _covered(glyph: Glyph, others: list[Glyph]) -> bool:
    """Whether a known glyph stands in the same spot: pdfium leaves out shadows too."""
    x, y = (glyph.x0 + glyph.x1) / 2, glyph.y + glyph.size / 2
    return any(o.x0 <= x <= o.x1 and o.y - o.size * 0.3 <= y <= o.y + o.size for o in others)


def _passed_over(page: Any, looks: _Looks) -> Iterator[Glyph]:
    """Signs that pdfium leaves out because it finds no character for them: drawn, but unknown."""
    for shape in shapes_of(page):
        if raw.FPDFPageObj_GetType(shape) != raw.FPDF_PAGEOBJ_TEXT or _key(shape) in looks.shapes:
            continue
        box = bounds(shape)
        if box and box.y1 - box.y0 > 1.0 and box.x1 - box.x0 > 0.5:
            size = box.y1 - box.y0
            yield Glyph(UNKNOWN, box.x0, box.x1, box.y0, round(size, 1), False, unmapped=True)


def vertical(glyphs: tuple[Glyph, ...]) -> str:
    """The longest verse of Han drawn one below the other; empty where there are not two.

    A single one is a narrow cell of a table, whose order is right.
    """
    verses: list[str] = []
    verse = ""
    for before, glyph in pairwise((*glyphs, *glyphs[-1:])):
        size = max(before.size, glyph.size)
        below = abs(glyph.x0 - before.x0) < 0.2 * size and 0.8 < (before.y - glyph.y) / size < 1.7
        if below and all("\u3400" <= g.char <= "\u9fff" for g in (before, glyph)):
            verse = (verse or before.char) + glyph.char
            continue
        verses += [verse] if len(verse) >= _VERSE else []
        verse = ""
    return max(verses, key=len) if len(verses) > 1 else ""


def _key(shape: Any) -> int:
    return ctypes.cast(shape, ctypes.c_void_p).value or 0


def _char(code: int, high: str) -> str:
    """The character of a code: pairs joined, look-alike radicals unified, controls unknown."""
    if high and 0xDC00 <= code < 0xE000:
        pair = (high + chr(code)).encode("utf-16", "surrogatepass")
        return pair.decode("utf-16", "replace")
    if code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return UNKNOWN
    char = chr(code)
    if char == _LINE_END_HYPHEN:
        return "-"
    return UNIFIED.get(char, UNKNOWN if code < 0x20 and char not in "\t\r\n" else char)


def _look_of(text: Any, index: int, looks: _Looks) -> _Look:
    """What the text object says of its glyphs; asked once an object."""
    shape = raw.FPDFText_GetTextObject(text, index)
    key = _key(shape)
    if key not in looks.shapes:
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(text, index, matrix)
        mode = raw.FPDFTextObj_GetTextRenderMode(shape) if shape else 0
        font = raw.FPDFTextObj_GetFont(shape) if shape else None
        heavy, face = _font(font, looks.fonts)
        looks.shapes[key] = _Look(
            hypot(matrix.c, matrix.d) or 1.0,
            mode == _STROKED or heavy,
            mode == _INVISIBLE,
            _slanting(matrix),
            face,
        )
    return looks.shapes[key]


def _slanting(matrix: Any) -> bool:
    """Drawn aslant, as a watermark is; upright and sideways text is not."""
    across, along = abs(matrix.b), abs(matrix.a)
    return bool(min(across, along) > 0.1 * max(across, along, 1e-9))


def _font(font: Any, known: dict[int, _Font]) -> _Font:
    """Whether a font is bold by weight or name; asked once a font."""
    key = _key(font) if font else 0
    if not key:
        return _Font(False, 0)
    if key not in known:
        name = _font_name(font)
        heavy = raw.FPDFFont_GetWeight(font) >= 600 or _heavy_name(name)
        known[key] = _Font(heavy, 0 if name else key)
    return known[key]


def _heavy_name(name: str) -> bool:
    return any(word in name.lower() for word in _HEAVY)


def _font_name(font: Any) -> str:
    length = raw.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 1))
    raw.FPDFFont_GetBaseFontName(font, buffer, length)
    try:
        return buffer.value.decode("utf-8")
    except UnicodeDecodeError:
        return buffer.value.decode("gb18030", "replace")
