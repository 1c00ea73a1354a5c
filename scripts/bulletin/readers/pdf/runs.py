"""Runs of a paragraph: its glyphs in order, blanks added where only gaps stand for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from bulletin.readers import Place, Run
from bulletin.readers.pdf.glyphs import Glyph
from bulletin.readers.pdf.lines import Line, overprinted, wide

_HAN, _WORD = "[\u4e00-\u9fff]", "[0-9A-Za-z]"
_SPACED = re.compile(f"(?<={_HAN}) (?={_WORD})|(?<={_WORD}) (?={_HAN})")
_SOLID = re.compile(f"{_HAN}(?={_WORD})|{_WORD}(?={_HAN})")
_Look = tuple[str | None, bool, float, bool, str]  # drop, added, size, bold, mark
_SMALL = 0.85  # of the line's size: signs above or below it are smaller than this
_RAISED, _LOWERED = 0.15, -0.05  # of the line's size, from its baseline


def paragraph_runs(lines: tuple[Line, ...]) -> tuple[Run, ...]:
    """The runs of lines that flow together."""
    runs: list[Run] = []
    spaced = _spaces_words(lines)
    for order, line in enumerate(lines):
        if order and _needs_blank(lines[order - 1], line, spaced):
            runs.append(Run(" ", _place(line, 0), added=True))
        runs += line_runs(line)
    return tuple(runs)


def line_runs(line: Line, drop: str | None = None) -> list[Run]:
    """The runs of one line; `drop` names why none of it is published."""
    marked = list(_marked(line, drop))
    runs: list[Run] = []
    offset = 0
    for (why, added, size, bold, mark), group in groupby(marked, key=lambda pair: pair[1]):
        text = "".join(char for char, _ in group)
        runs.append(Run(text, _place(line, offset), why, added, size, bold, mark))
        offset += 0 if added else len(text)
    return runs


def _marked(line: Line, drop: str | None) -> Iterator[tuple[str, _Look]]:
    """Each character with its look; gaps become added blanks."""
    again = overprinted(line.glyphs)
    inked = [place for place, glyph in enumerate(line.glyphs) if not glyph.char.isspace()]
    first, last = (inked[0], inked[-1]) if inked else (1, 0)
    for place, (gap, glyph) in enumerate(zip(line.gaps, line.glyphs, strict=True)):
        if gap and drop is None and first < place <= last:
            yield gap, (None, True, glyph.size, glyph.bold, "")
        why = drop or _why(glyph, place in again, first <= place <= last)
        mark = "" if why else _mark(glyph, line)
        yield glyph.char, (why, False, glyph.size, glyph.bold, mark)


def _mark(glyph: Glyph, line: Line) -> str:
    """Whether a small sign stands above its line or below it: 10⁴, CO₂, the mark of a note."""
    if glyph.size >= _SMALL * line.size or not (glyph.char.isalnum() or glyph.char in ".+-−()"):
        return ""
    aside = (glyph.y - line.y) / line.size
    return "sup" if aside > _RAISED else "sub" if aside < _LOWERED else ""


def _why(glyph: Glyph, again: bool, inside: bool) -> str | None:
    if glyph.hidden:
        return "hidden-text"
    if glyph.turned:
        return "watermark"
    if again:
        return "alternate"
    return None if inside else "edge-space"


def _place(line: Line, offset: int) -> Place:
    return Place(line.number, offset, line.page)


def _spaces_words(lines: tuple[Line, ...]) -> bool:
    """Whether the paragraph sets a blank between Han and digits or Latin words."""
    text = "\n".join(line.text for line in lines)
    return len(_SPACED.findall(text)) > len(_SOLID.findall(text))


def _needs_blank(before: Line, line: Line, spaced: bool) -> bool:
    """Where a line ends between words, a blank went with it; between Han there was none."""
    if not before.inked or not line.inked:
        return False
    a, b = before.inked[-1].char, line.inked[0].char
    if wide(a) and wide(b):
        return False
    if wide(a) or wide(b):
        return spaced and bool(_SOLID.match(a + b))
    return a not in "-/–" and b not in ",.;:!?)%"
