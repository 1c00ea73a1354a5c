"""Text copied out of a printed page: every printed line is a line, paragraphs go on over them.

Such a text shows itself: its lines follow each other without blank lines, none is wider than a
certain width, and many have just this width. Or blank lines part its paragraphs, and within them
nearly every line that another one follows has this width. Only then is anything joined here.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from bulletin.outline.paragraphs import opens
from bulletin.outline.passage import Paragraph, Stream

PAGE_NUMBER = re.compile(
    r"^(?:[-—–－~]\s*\d{1,4}\s*[-—–－~]|第\s*\d{1,4}\s*页(?:\s*[，,/]?\s*共\s*\d{1,4}\s*页)?)$"
)
_FEWEST = 5  # full lines that show a width
_FEWEST_PAIRS = 3  # lines that go on, and paragraphs, where blank lines part these
_NARROWEST = 30  # half-widths; shorter lines are verse or a table
_HANGING = 3  # half-widths that a line may lack because a mark must not begin the next one
_OVERHANG = 8  # half-widths that marks may stand out where they must not begin a line
_RAGGED = 12  # half-widths that it may lack where every paragraph is indented
_HEADING = re.compile(r"^第[一二三四五六七八九十百零〇\d]{1,5}[编章节](?:\s*[^\s，。；：]{1,24})?$")
_ENDS = "。！？；：…!?;:"


def unwrapped(stream: Stream) -> Stream:
    """The stream with its cut paragraphs marked as going on."""
    width = _width(stream.paragraphs)
    parted = width is None
    if width is None:
        width = _parted_width(stream.paragraphs)
    if width is None:
        return stream
    indents = sum(map(_indented, stream.paragraphs)) * 10 >= len(stream.paragraphs)
    going_on: set[int] = set()
    lines = [p for p in stream.paragraphs if not PAGE_NUMBER.match(p.text)]
    for before, after in pairwise(lines):
        full = _measure(before) >= width - (_RAGGED if indents or parted else _HANGING)
        if full and _follows(before, after, indents, parted):
            going_on.add(id(after))
    found = (_continued(p) if id(p) in going_on else p for p in stream.paragraphs)
    return replace(stream, paragraphs=tuple(found))


def _continued(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, block=replace(paragraph.block, continues=True))


def _measure(paragraph: Paragraph) -> int:
    """How wide a line is printed, in half-widths, its indent included."""
    text = paragraph.passage.text.strip()
    indent = paragraph.block.runs[0].text if _indented(paragraph) else ""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in indent + text)


def _width(paragraphs: tuple[Paragraph, ...]) -> int | None:
    """The width of the printed page; None where the lines are paragraphs."""
    close = sum(b.place.line - a.place.line == 1 for a, b in pairwise(paragraphs))
    if close * 10 < len(paragraphs) * 6:
        return None
    measures = Counter(map(_measure, paragraphs))
    widest = max(measures, default=0)
    for width in sorted(measures, reverse=True):
        full = sum(n for measure, n in measures.items() if measure >= width - _HANGING)
        if width < _NARROWEST or width < widest - _OVERHANG:
            return None
        if full >= _FEWEST and full * 5 >= len(paragraphs):
            return width
    return None


def _parted_width(paragraphs: tuple[Paragraph, ...]) -> int | None:
    """The width of a page whose paragraphs blank lines part; None where each line is one."""
    pairs = [(a, b) for a, b in pairwise(paragraphs) if b.place.line - a.place.line == 1]
    if len(pairs) < _FEWEST_PAIRS or len(paragraphs) - len(pairs) < _FEWEST_PAIRS:
        return None
    width = max(_measure(before) for before, _ in pairs)
    full = [before for before, _ in pairs if _measure(before) >= width - _RAGGED]
    cut = [before for before in full if not before.text.endswith(tuple(_ENDS))]
    if width < _NARROWEST or len(full) * 5 < len(pairs) * 4 or len(cut) * 5 < len(full) * 3:
        return None
    return width


def _indented(paragraph: Paragraph) -> bool:
    runs = paragraph.block.runs
    return bool(runs) and runs[0].drop == "edge-space"


def _follows(before: Paragraph, after: Paragraph, indents: bool, parted: bool) -> bool:
    """Whether a line can be the rest of the full line before it."""
    furthest = 1 if parted else 2
    if after.sheet == before.sheet and after.place.line - before.place.line > furthest:
        return False
    if _HEADING.match(after.text):
        return False
    left, right = before.text, after.text
    if left[-1].isascii() and left[-1].isalpha() and right[0].isascii() and right[0].isalpha():
        return False  # two words: their space is not in the text
    if indents:
        return not _indented(after) and not (opens(right) and left.endswith(tuple(_ENDS)))
    if parted:
        return not opens(right)
    return not opens(right) and not left.endswith(tuple(_ENDS))
