"""Paragraphs: lines joined by what indents, widths and distances say, across pages too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from bulletin.readers import CAPTION
from bulletin.readers.pdf.lines import Line, wide

Align = Literal["left", "center", "right"]

# Fractions of an em.
_INDENT = 1.2  # a first line stands in by two; anything above this is meant
_EDGE = 1.0  # a line within this of the margin reaches it
_SLACK = 0.8  # what a line may leave free although the next word would have fitted
_RIGHT = 4.0  # a line that starts this far in and ends at the margin is set flush right
_LOOSE = 1.2  # a distance above this many line steps parts paragraphs
# The end of a contents entry: dots or a wide gap, and a page number.
LEADER = re.compile(r"(?:[.．…·⋯]{3,}\s*|\t\s*)\d{1,4}$")
_LONGEST_CAPTION = 44  # characters
_OPENER = re.compile(
    r"第[〇零一二三四五六七八九十百千0-9]{1,7}[编章节条]|[（(][一二三四五六七八九十]{1,3}[)）]"
)
# Where a paragraph may end; and how lines open at the margin that are paragraphs of their own.
_ENDS = re.compile(r"[。！？；…）)]”?$")
_SENTENCE = re.compile(r"[。！？；：]”?$")
_OPENS = re.compile(
    rf"{_OPENER.pattern}|附\s*[件录表：:]|抄\s*送|主\s*送|报\s*送|分\s*送|印\s*发|主题词|[^：:]{{1,30}}[：:]$"
)
# No line begins with these; of straight and curly quotes it is uncertain, so they bind both ways.
_NOT_FIRST = "“‘，。、；：？！”’）》〉】〕」』％…—,.;:?!)]}"


@dataclass(frozen=True)
class Frame:
    """The page's text area and habits, measured on the whole file."""

    left: float
    right: float
    size: float
    step: float  # from baseline to baseline
    indent: float  # of a paragraph's first line in points; 0 where paragraphs have none
    bold: bool = False  # running text itself is bold, so weight tells nothing

    def at_left(self, line: Line) -> bool:
        """Whether a line begins at the left margin."""
        return line.x0 <= self.left + _EDGE * line.size * 0.7

    def align(self, line: Line) -> Align:
        """How a line is set between the margins."""
        front, back = line.x0 - self.left, self.right - line.x1
        if front > _RIGHT * line.size and back < _EDGE * line.size:
            return "right"
        centered = abs(front - back) < _EDGE * line.size * 1.2
        inside = front > _EDGE * line.size and back > _EDGE * line.size
        return "center" if centered and inside and not self.opens(line) else "left"

    def opens(self, line: Line) -> bool:
        """Whether a line of running text stands in just as far as first lines do."""
        stands_in = abs(line.x0 - self.left - self.indent) < 0.25 * line.size
        running = abs(line.size - self.size) < 0.3 and not line.bold
        return self.indent > 0 and stands_in and running


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together; `continues` tells of the break of page or column before it."""

    lines: tuple[Line, ...]
    align: Align
    indent: float
    continues: bool = False

    @property
    def first(self) -> Line:
        """The first line."""
        return self.lines[0]

    @property
    def characters(self) -> int:
        """How much ink it holds."""
        return sum(len(line.inked) for line in self.lines)


def frame_of(lines: list[Line]) -> Frame:
    """Measure margins, size and step on the lines of running text."""
    size = _weighted((line.size, len(line.inked)) for line in lines) if lines else 10.5
    body = [line for line in lines if abs(line.size - size) < 0.3 and not line.bold] or lines
    longest = max((line.x1 - line.x0 for line in body), default=400.0)
    long = [line for line in body if line.x1 - line.x0 > 0.8 * longest] or body
    left = min(_often(line.x0 for line in body), _often(line.x0 for line in long)) if body else 0.0
    right = max(_often(line.x1 for line in long), 0.0) if body else 400.0
    left = _margin(lines, body, left, right, size)
    steps = [
        a.y - b.y
        for a, b in pairwise(body)
        if a.page == b.page and a.column == b.column and 0.8 * size < a.y - b.y < 4 * size
    ]
    inset = [line.x0 - left for line in body if 1.5 * size < line.x0 - left < 2.6 * size]
    return Frame(
        left,
        right,
        size,
        _often(steps) if steps else 1.5 * size,
        _often(inset) if len(inset) >= max(2, 0.04 * len(body)) else 0.0,
        all(line.bold for line in body),
    )


def _margin(lines: list[Line], body: list[Line], left: float, right: float, size: float) -> float:
    """The margin where lines that go on begin, though most lines are first ones and stand in.

    Where every paragraph fits its line nothing goes on, and headings and contents show it.
    """

    def out(line: Line) -> bool:
        return 1.5 * size < left - line.x0 < 2.6 * size

    full = [line for line in body if line.x1 > right - 2.0 * size and line.x0 > left - size]
    heads = [line.x0 for line in lines if out(line)]
    if heads and full and all(_SENTENCE.search(line.text.rstrip()) for line in full):
        return _often(heads)
    before = [line for line in body if out(line)]
    going_on = [b for a, b in pairwise(body) if out(b) and a.x1 > right - 2.0 * size]
    if len(going_on) < max(2, 0.04 * len(body)) or len(going_on) < 0.8 * len(before):
        return left
    return _often(line.x0 for line in going_on)


def _often(values: Iterable[float]) -> float:
    """The most frequent value, to half a point; of equals the smallest."""
    counts = Counter(round(value * 2) / 2 for value in values)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else 0.0


def _weighted(values: Iterable[tuple[float, int]]) -> float:
    counts: Counter[float] = Counter()
    for value, weight in values:
        counts[value] += weight
    return max(counts, key=lambda value: counts[value])


def frames_of(lines: list[Line]) -> dict[int, Frame]:
    """The frame of each column of text; 0 stands for pages that have but one."""
    whole = frame_of(lines)
    frames = {0: whole}
    for column in {line.column for line in lines} - {0}:
        own = frame_of([line for line in lines if line.column == column])
        frames[column] = replace(own, size=whole.size, step=whole.step)
    return frames


def paragraphs_of(lines: list[Line], frames: dict[int, Frame]) -> list[Paragraph]:
    """Group the published lines of the file, in reading order, into paragraphs."""
    found: list[list[Line]] = []
    continues: list[bool] = []
    for line in lines:
        goes_on = bool(found) and (
            _goes_on(found[-1][-1], line, frames) or _hangs(found[-1], line, frames[line.column])
        )
        if goes_on and _same_column(found[-1][-1], line):
            found[-1].append(line)
        else:
            found.append([line])
            continues.append(goes_on)
    return [
        _paragraph(group, frames[group[0].column], goes_on)
        for group, goes_on in zip(found, continues, strict=True)
    ]


def _same_column(a: Line, b: Line) -> bool:
    return a.page == b.page and a.column == b.column


def _paragraph(lines: list[Line], frame: Frame, continues: bool) -> Paragraph:
    align = frame.align(lines[0])
    if align == "left" and len(lines) > 1 and frame.align(lines[-1]) == "center":
        align = "center"  # a title that fills its first line and centres the rest
        if frame.at_left(lines[0]) and frame.at_left(lines[-1]):
            align = "left"
    indent = (lines[0].x0 - frame.left) / lines[0].size if align == "left" else 0.0
    return Paragraph(tuple(lines), align, round(indent, 1), continues)


def _goes_on(before: Line, line: Line, frames: dict[int, Frame]) -> bool:
    """Whether a line continues the paragraph of the line before it."""
    frame, frame_before = frames[line.column], frames[before.column]
    if abs(before.size - line.size) > 0.06 * max(before.size, line.size):
        return False
    if LEADER.search(before.text.rstrip()) or _parted(before, line, frame):
        return False
    if _is_caption(before) or _is_caption(line):
        return False
    full = _is_full(before, line, frame_before)
    if before.bold != line.bold and not (full and frame.at_left(line)):
        return False
    if frame_before.align(before) == "center" or frame.align(line) == "center":
        return _centred_on(before, line, full, frame)
    if not full or frame.align(line) == "right":
        return False
    if line.x0 - frame.left - (before.x0 - frame_before.left) > 0.5 * line.size:
        return False
    return _flush(before, line, frame)


def _hangs(group: list[Line], line: Line, frame: Frame) -> bool:
    """Whether a line at the margin, where paragraphs begin inset, goes on though there was room
    above: a field of a form or a long word did not fit there, and no sentence had ended."""
    first, before = group[0], group[-1]
    inset = [(one.x0 - frame.left) / one.size for one in (first, line)]
    begun = frame.indent > 0 and 1.5 < inset[0] < 2.6 and abs(inset[1]) < _INDENT
    long = len(group) > 1 or before.x1 - frame.left > 0.6 * (frame.right - frame.left)
    alike = first.bold == line.bold and abs(first.size - line.size) < 0.06 * first.size
    free = _same_column(before, line) and not _parted(before, line, frame)
    ended = _ENDS.search(before.text.rstrip()) or _OPENS.match(line.text.strip())
    return bool(begun and long and alike and free and not ended and frame.align(line) == "left")


def _is_caption(line: Line) -> bool:
    """Whether a line names a picture or a table: no sentence goes on into it, or out of it."""
    text = line.text.strip()
    short = len(text) <= _LONGEST_CAPTION and not text.endswith(("。", "；", "，", "、"))
    return short and bool(CAPTION.match(text))


def _flush(before: Line, line: Line, frame: Frame) -> bool:
    """After a full line: text at the margin goes on; an inset line does in an inset block only."""
    inset = (line.x0 - frame.left) / line.size
    if inset < _INDENT:
        # Where every paragraph fits its line no line shows the margin: its mark parts it then.
        return not (_OPENER.match(line.text) and before.text.rstrip().endswith(("。", "；", "：")))
    below = abs(line.x0 - before.x0) < 0.5 * line.size
    return below and not frame.opens(line) and not _OPENER.match(line.text)


def _parted(before: Line, line: Line, frame: Frame) -> bool:
    """Whether white space beyond the usual step stands between two lines of a column."""
    if not _same_column(before, line):
        return False
    step = frame.step * max(1.0, line.size / frame.size)
    return before.y - line.y > _LOOSE * step


def _centred_on(before: Line, line: Line, full: bool, frame: Frame) -> bool:
    """A wrapped title: one look, one step, and a first line that is long or larger than text."""
    if frame.align(line) == "left" and not line.bold:
        return False
    if before.bold != line.bold or _OPENER.match(line.text) or not _same_column(before, line):
        return False
    reaches = before.x1 - before.x0 > 0.6 * (frame.right - frame.left)
    large = line.size > 1.06 * frame.size
    return (full or reaches or large) and frame.align(line) == "center"


def _is_full(before: Line, line: Line, frame: Frame) -> bool:
    """Whether the first word of the next line would not have fitted on this one."""
    free = frame.right - before.x1
    return free < _first_word(line) + _SLACK * line.size


def _first_word(line: Line) -> float:
    """The width of what may not be parted from the first character of a line."""
    glyphs = line.inked
    end = 1
    for a, b in pairwise(glyphs):
        opening = a.char in "“‘”’（《〈【〔「『(["
        latin = not wide(a.char) and not wide(b.char) and b.x0 - a.x1 < 0.15 * b.size
        if not (opening or latin or b.char in _NOT_FIRST):
            break
        end += 1
    return glyphs[end - 1].x1 - glyphs[0].x0 if glyphs else 0.0
