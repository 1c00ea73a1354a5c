"""Text copied out of a printed page: every printed line is a line, paragraphs go on over them.

Such a text shows itself: its lines follow each other without blank lines, none is wider than a
certain width, and many have just this width. Only then is anything joined here.
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
_NARROWEST = 30  # half-widths; shorter lines are verse or a table
_HANGING = 3  # half-widths that a line may lack because a mark must not begin the next one
_RAGGED = 12  # half-widths that it may lack where every paragraph is indented
_ENDS = "。！？；：…!?;:"


def unwrapped(stream: Stream) -> Stream:
    """The stream with its cut paragraphs marked as going on."""
    width = _width(stream.paragraphs)
    if width is None:
        return stream
    indents = sum(map(_indented, stream.paragraphs)) * 10 >= len(stream.paragraphs)
    going_on: set[int] = set()
    lines = [p for p in stream.paragraphs if not PAGE_NUMBER.match(p.text)]
    for before, after in pairwise(lines):
        full = _measure(before) >= width - (_RAGGED if indents else _HANGING)
        if full and _follows(before, after, indents):
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
    width = max(measures, default=0)
    full = sum(n for measure, n in measures.items() if measure >= width - _HANGING)
    if width < _NARROWEST or full < _FEWEST or full * 5 < len(paragraphs):
        return None
    return width


def _indented(paragraph: Paragraph) -> bool:
    runs = paragraph.block.runs
    return bool(runs) and runs[0].drop == "edge-space"


def _follows(before: Paragraph, after: Paragraph, indents: bool) -> bool:
    """Whether a line can be the rest of the full line before it."""
    if after.sheet == before.sheet and after.place.line - before.place.line > 2:
        return False
    left, right = before.text, after.text
    if left[-1].isascii() and left[-1].isalpha() and right[0].isascii() and right[0].isalpha():
        return False  # two words: their space is not in the text
    if indents:
        return not _indented(after)
    return not opens(right) and not left.endswith(tuple(_ENDS))
