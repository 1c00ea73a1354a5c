"""Running heads and page numbers: what stands in the margins and comes back on page after page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from bulletin.readers.pdf.glyphs import Sheet
from bulletin.readers.pdf.lines import Line
from bulletin.readers.pdf.paragraphs import Frame, frame_of

_EDGE = 3  # so many lines at the top and at the bottom may be furniture
_BAND = 0.14  # and only within this share of the page's height
_NUMBER = re.compile(
    r"[-—–‐－―·•~\s]*(?:第\s*)?(\d{1,4}|[ivxlcⅰ-ⅻIVXLC]{1,7})(?:\s*页)?"
    r"(?:\s*[/／]\s*(?:共\s*)?\d{1,4}(?:\s*页)?|\s*共\s*\d{1,4}\s*页)?[-—–‐－―·•~\s]*"
)
_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ\u3105-\u312f"
_SOUNDS = re.compile(rf"(?=.*[{_TONES}])[a-zü{_TONES}ˊˇˋ˙\s]+")
_READING = 0.65  # of the size of what it reads
_TEXT = 15  # so many signs make a line of text
_HEIGHT = 4.0  # points by which a running head may wander
_APART = 1.25  # line steps of white between a running head and text of the same size


@dataclass(frozen=True)
class Furniture:
    """Which lines are furniture, and the printed number of each page."""

    reasons: dict[tuple[int, int], str] = field(default_factory=dict)  # (page, line) → drop
    printed: dict[int, int] = field(default_factory=dict)

    def reason(self, line: Line) -> str | None:
        """Why a line is not published, if it is furniture."""
        return self.reasons.get((line.page, line.number))


def find_furniture(sheets: list[Sheet], pages: list[list[Line]]) -> Furniture:
    """Find what repeats in the margins, and numbers that count the pages."""
    frame = frame_of([line for lines in pages for line in lines])
    edges = [
        (line, sheet)
        for sheet, lines in zip(sheets, pages, strict=True)
        for line in _edge_lines(lines, sheet, frame)
    ]
    furniture = Furniture()
    _page_numbers(edges, furniture)
    text = _text_area([line for lines in pages for line in lines])
    outside = [line for line, _ in edges if not text[0] <= line.y <= text[1]]
    _running_heads(outside, len(sheets), furniture)
    for lines in pages:
        _readings(lines, furniture)
    return furniture


def _text_area(lines: list[Line]) -> tuple[float, float]:
    """How low and how high running text stands on two pages at least: no head stands there."""
    counts = Counter((_normal(line), round(line.y / _HEIGHT)) for line in lines)
    lows: dict[int, float] = {}
    highs: dict[int, float] = {}
    for line in lines:
        if len(line.inked) >= _TEXT and counts[_normal(line), round(line.y / _HEIGHT)] < 3:
            lows[line.page] = min(lows.get(line.page, line.y), line.y)
            highs[line.page] = max(highs.get(line.page, line.y), line.y)
    if len(highs) < 2:
        return float("inf"), float("-inf")
    return sorted(lows.values())[1], sorted(highs.values())[-2]


def _edge_lines(lines: list[Line], sheet: Sheet, frame: Frame) -> list[Line]:
    """The lines in the margin bands that white or size sets off from text, and the outermost."""
    down = sorted(lines, key=lambda line: -line.y)
    top = [line for line in down[:_EDGE] if line.y > sheet.height * (1 - _BAND)]
    bottom = [line for line in down[::-1][:_EDGE] if line.y < sheet.height * _BAND]
    apart = _set_off(top, down, frame) + _set_off(bottom, down[::-1], frame)
    # The outermost line of all stands as near as others where text is set with wide steps.
    return list(dict.fromkeys([*apart, *top[:1], *bottom[:1]]))


def _set_off(edge: list[Line], inwards: list[Line], frame: Frame) -> list[Line]:
    """Of the lines at an edge, those up to the last one that text does not follow closely."""
    last = 0
    for order, line in enumerate(edge, 1):
        beyond = inwards[order] if order < len(inwards) else None
        unlike = abs(line.size - frame.size) > 0.06 * frame.size
        if beyond is None or unlike or abs(line.y - beyond.y) > _APART * frame.step:
            last = order
    return edge[:last]


def _page_numbers(edges: list[tuple[Line, Sheet]], furniture: Furniture) -> None:
    """A lone number in a margin that runs with the pages; on one page alone, at its very edge."""
    found: dict[int, list[tuple[Line, int]]] = defaultdict(list)
    for line, _ in edges:
        number = _NUMBER.fullmatch(line.text.strip())
        if number:
            digits = int(number[1]) if number[1].isdigit() else 0
            offset = digits - line.page if digits else 10_000
            found[offset].append((line, digits))
    heights = {line.page: sheet.height for line, sheet in edges}
    for lines in found.values():
        for line, digits in lines:
            outermost = min(line.y, heights[line.page] - line.y) < 0.08 * heights[line.page]
            if len(lines) > 1 or outermost:
                furniture.reasons[line.page, line.number] = "page-number"
                if digits:
                    furniture.printed.setdefault(line.page, digits)


def _running_heads(outside: list[Line], pages: int, furniture: Furniture) -> None:
    """The same words at the same height on a good share of the pages."""
    groups: dict[str, list[Line]] = defaultdict(list)
    for line in outside:
        if furniture.reason(line) is None:
            groups[_normal(line)].append(line)
    needed = 2 if pages <= 3 else 3
    for text, lines in groups.items():
        for line in lines:
            level = [other for other in lines if abs(other.y - line.y) <= _HEIGHT]
            if text and len({other.page for other in level}) >= needed:
                furniture.reasons[line.page, line.number] = "running-head"


def _readings(lines: list[Line], furniture: Furniture) -> None:
    """Small pinyin or bopomofo over the signs that it reads: the signs are published without."""
    for line, below in pairwise(lines):
        small = line.size <= _READING * below.size
        over = 0 < line.y - below.y <= 1.4 * below.size
        within = below.x0 - below.size <= line.x0 and line.x1 <= below.x1 + below.size
        if small and over and within and _SOUNDS.fullmatch(line.text.strip()):
            furniture.reasons[line.page, line.number] = "ruby"


def _normal(line: Line) -> str:
    """A line without blanks and with its digits levelled, so that page 3 looks like page 4."""
    return re.sub(r"\d+", "#", re.sub(r"\s", "", line.text))
