"""Heading levels by size and weight: the larger and bolder, the higher."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from bulletin.readers.pdf.lines import Line
from bulletin.readers.pdf.paragraphs import LEADER, Frame, Paragraph

_LONG = 15  # so many signs make a line of running text
_ENOUGH = 4  # and so many such lines show most of the fonts of its face
_FEW = 3  # a line of fewer signs proves nothing


def with_weight(lines: list[Line]) -> list[Line]:
    """The lines of a page; those in a face of their own count as bold."""
    running = _running([line for line in lines if len(line.inked) >= _LONG])
    return [_bold(line) if running and _stands_out(line, running) else line for line in lines]


def _running(long: list[Line]) -> set[int]:
    """The fonts of running text: of the long lines in the most frequent size."""
    sizes = Counter(line.size for line in long)
    size, count = sizes.most_common(1)[0] if sizes else (0.0, 0)
    if count < _ENOUGH:
        return set()
    return {glyph.face for line in long if line.size == size for glyph in line.inked}


def _stands_out(line: Line, running: set[int]) -> bool:
    faces = {glyph.face for glyph in line.inked}
    return len(line.inked) >= _FEW and 0 not in faces and not faces & running


def _bold(line: Line) -> Line:
    return replace(line, glyphs=tuple(glyph._replace(bold=True) for glyph in line.glyphs))


MAX_LETTERS = 120
_PROSE_END = "。；，、;,"


def levels(paragraphs: list[Paragraph], frame: Frame) -> dict[int, int]:
    """The heading level of paragraphs by place; body text has none."""
    text_pages = _text_pages(paragraphs, frame)
    looks = {
        place: _look(paragraph, frame)
        for place, paragraph in enumerate(paragraphs)
        if paragraph.first.page in text_pages and _is_heading(paragraph, frame)
    }
    ranks = {look: rank for rank, look in enumerate(sorted(set(looks.values()), reverse=True), 1)}
    return {place: min(ranks[look], 6) for place, look in looks.items()}


def _look(paragraph: Paragraph, frame: Frame) -> tuple[float, bool]:
    """Size and weight; of large type in a nameless font the weight is not known for sure."""
    first = paragraph.first
    unsure = first.size > frame.size * 1.06 and any(glyph.face for glyph in first.inked)
    return (round(first.size * 2) / 2, first.bold or unsure)


def _is_heading(paragraph: Paragraph, frame: Frame) -> bool:
    """Larger or bolder than the text, and no longer than a heading is."""
    first = paragraph.first
    larger = first.size > frame.size * 1.06
    weight = not frame.bold and all(line.bold for line in paragraph.lines)
    bolder = first.size > frame.size * 0.94 and weight
    text = paragraph.lines[-1].text.rstrip()
    short = paragraph.characters <= MAX_LETTERS and not text.endswith(tuple(_PROSE_END))
    return (larger or bolder) and short


def _text_pages(paragraphs: list[Paragraph], frame: Frame) -> set[int]:
    """Pages with running text: a cover and a contents page have large type, but no headings."""
    prose: dict[int, int] = {}
    leaders: dict[int, int] = {}
    for paragraph in paragraphs:
        page = paragraph.first.page
        if LEADER.search(paragraph.lines[-1].text.rstrip()):
            leaders[page] = leaders.get(page, 0) + 1
        elif abs(paragraph.first.size - frame.size) < 0.3 and paragraph.align == "left":
            prose[page] = prose.get(page, 0) + paragraph.characters
    return {page for page, letters in prose.items() if letters >= 20 and leaders.get(page, 0) < 3}
