"""Lines of a page: glyphs gathered by baseline, columns told apart, blanks seen as gaps."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median_low

from bulletin.readers.pdf.glyphs import Glyph

# Fractions of an em. A wrapped Han line is set solid; Latin words and table columns are not.
_ACROSS = 3  # rows of a page that may stand across the lane between columns
_FEWEST_ROWS = 8  # of a column
_REAL = 6  # signs on either side make two lines of text of a row
_SAME_BASELINE = 0.3
_WORD_GAP = 0.17  # between Latin letters
_MIXED_GAP = 0.28  # between Han and Latin, above the quarter em that typesetters add
_HAN_GAP = 0.15  # between Han, above what justification adds
_TAB_GAP = 3.0
_RAISED = 0.85  # smaller than this beside a larger line: a raised or lowered sign
_OVERPRINT = 0.12  # the same sign again this near: a shadow or a poor man's bold


@dataclass(frozen=True)
class Line:
    """Glyphs on one baseline, from left to right."""

    page: int
    number: int
    glyphs: tuple[Glyph, ...]
    column: int = 0

    @cached_property
    def inked(self) -> tuple[Glyph, ...]:
        """The glyphs that leave ink."""
        return tuple(glyph for glyph in self.glyphs if not glyph.char.isspace())

    @cached_property
    def text(self) -> str:
        """The characters, with blanks where gaps stand for them."""
        gaps = self.gaps
        return "".join(gap + glyph.char for gap, glyph in zip(gaps, self.glyphs, strict=True))

    @cached_property
    def gaps(self) -> tuple[str, ...]:
        """Before each glyph, the blank that a gap stands for: "", " " or a tab."""
        before = (None, *self.glyphs[:-1])
        spread = _spread(self.glyphs)
        return tuple(_gap(a, b, spread) for a, b in zip(before, self.glyphs, strict=True))

    @cached_property
    def x0(self) -> float:
        """Where the ink begins."""
        return min((glyph.x0 for glyph in self.inked), default=self.glyphs[0].x0)

    @cached_property
    def x1(self) -> float:
        """Where the ink ends."""
        return max((glyph.x1 for glyph in self.inked), default=self.glyphs[0].x1)

    @cached_property
    def y(self) -> float:
        """The baseline that most glyphs share."""
        return _most(round(glyph.y, 1) for glyph in self.inked or self.glyphs)

    @cached_property
    def size(self) -> float:
        """The size of most glyphs."""
        return _most(glyph.size for glyph in self.inked or self.glyphs) or 1.0

    @cached_property
    def bold(self) -> bool:
        """Whether most of it is bold."""
        inked = self.inked
        return sum(glyph.bold for glyph in inked) * 2 > len(inked)


def _most(values: Iterable[float]) -> float:
    counts = Counter(values)
    return max(counts, key=lambda value: (counts[value], value))


def lines_of(glyphs: list[Glyph], page: int, width: float) -> list[Line]:
    """The lines of a page in reading order, column after column."""
    rows = _rows(glyphs)
    gutter = _gutter(rows, width)
    ordered = _in_columns(rows, gutter) if gutter else [(0, row) for row in rows]
    return [
        Line(page, number, tuple(row), column) for number, (column, row) in enumerate(ordered, 1)
    ]


def _rows(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Gather glyphs that share a baseline, top to bottom; each row from left to right."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.y):
        last = rows[-1][0] if rows else None
        if last and last.y - glyph.y <= _SAME_BASELINE * min(last.size, glyph.size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [sorted(row, key=lambda glyph: glyph.x0) for row in _raised(rows)]


def _raised(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Join small signs above or below a line (note marks, indices) to the line."""
    out: list[list[Glyph]] = []
    waiting: list[Glyph] = []
    for row in rows:
        if waiting and _belongs(waiting, row):
            row = [*row, *waiting]
        elif waiting:
            out.append(waiting)
        waiting = []
        if out and _belongs(row, out[-1]):
            out[-1] += row
        elif len(row) <= 6:
            waiting = row
        else:
            out.append(row)
    return [*out, waiting] if waiting else out


def _belongs(few: list[Glyph], line: list[Glyph]) -> bool:
    size = max(glyph.size for glyph in line)
    small = max(glyph.size for glyph in few) < _RAISED * size
    near = abs(few[0].y - line[0].y) < 0.6 * size
    left, right = min(g.x0 for g in line), max(g.x1 for g in line)
    inside = all(left - 0.3 * size <= g.x0 <= right + 0.3 * size for g in few)
    return small and near and inside


def _gutter(rows: list[list[Glyph]], width: float) -> float | None:
    """The middle of a white lane that parts two columns of text.

    A title, a heading or a page number may stand across it; the lines of the columns may stand on
    the same baselines or not.
    """
    for share in range(35, 66, 1):
        x = width * share / 100
        across = [row for row in rows if _crosses(row, x)]
        if len(across) <= max(_ACROSS, len(rows) // 20) and _columns(rows, across, x):
            return x
    return None


def _columns(rows: list[list[Glyph]], across: list[list[Glyph]], x: float) -> bool:
    """Whether running text stands on both sides of the lane at x."""
    crossing = set(map(id, across))
    own = [row for row in rows if id(row) not in crossing]
    sides = _sides(own, x)
    needed = max(_FEWEST_ROWS, 0.35 * len(own))
    if min(map(len, sides)) < needed:
        return False
    both = sum(1 for row in own if min(map(len, _halves(row, x))) >= _REAL)
    return both >= 0.6 * len(rows) or all(map(_runs, sides))


def _halves(row: list[Glyph], x: float) -> tuple[list[Glyph], list[Glyph]]:
    return [glyph for glyph in row if glyph.x1 <= x], [glyph for glyph in row if glyph.x1 > x]


def _sides(rows: list[list[Glyph]], x: float) -> tuple[list[list[Glyph]], list[list[Glyph]]]:
    halves = [_halves(row, x) for row in rows]
    return [left for left, _ in halves if left], [right for _, right in halves if right]


def _runs(side: list[list[Glyph]]) -> bool:
    """Whether most lines of a side are full, as those of text are and those of a list are not."""
    edge = min(row[0].x0 for row in side), max(row[-1].x1 for row in side)
    full = [row for row in side if row[-1].x1 - row[0].x0 > 0.75 * (edge[1] - edge[0])]
    return len(full) > 0.6 * len(side)


def _crosses(row: list[Glyph], x: float) -> bool:
    """Whether a row has ink in the lane at x."""
    half = 0.4 * row[0].size
    return any(glyph.x1 > x - half and glyph.x0 < x + half for glyph in row)


def _in_columns(rows: list[list[Glyph]], x: float) -> list[tuple[int, list[Glyph]]]:
    """Each band of columns by itself, left before right; what stands across parts the bands."""
    found: list[tuple[int, list[Glyph]]] = []
    band: list[list[Glyph]] = []
    for row in [*rows, None]:
        if row is not None and not _crosses(row, x):
            band.append(row)
            continue
        left, right = _sides(band, x)
        found += [(1, own) for own in left] + [(2, own) for own in right]
        band = []
        if row is not None:
            found.append((0, row))
    return found


def wide(char: str) -> bool:
    """Whether a character takes a full em, as Han and their marks do."""
    return unicodedata.east_asian_width(char) in "WF" or char in "“”‘’…—·"


def _spread(glyphs: tuple[Glyph, ...]) -> float:
    """How far justification pulls Han apart in this line."""
    gaps = [b.x0 - a.x1 for a, b in pairwise(glyphs) if wide(a.char) and wide(b.char)]
    return max(median_low(gaps), 0.0) if gaps else 0.0


def _gap(a: Glyph | None, b: Glyph, spread: float) -> str:
    """The blank that the gap between two glyphs stands for, where the file has none."""
    if a is None or a.char.isspace() or b.char.isspace():
        return ""
    size = max(a.size, b.size)
    gap = (b.x0 - a.x1) / size
    if gap > _TAB_GAP:
        return "\t"
    if wide(a.char) and wide(b.char):
        return " " if gap > _HAN_GAP + spread / size else ""
    limit = _MIXED_GAP if wide(a.char) or wide(b.char) else _WORD_GAP
    return " " if gap > limit + spread / size else ""


def overprinted(glyphs: tuple[Glyph, ...]) -> set[int]:
    """Places of glyphs that only repeat another in the same spot."""
    found: set[int] = set()
    for place, glyph in enumerate(glyphs):
        for other in range(max(0, place - 3), place):
            first = glyphs[other]
            near = abs(first.x0 - glyph.x0) + abs(first.y - glyph.y) < _OVERPRINT * glyph.size
            if first.char == glyph.char and near and not glyph.char.isspace():
                found.add(place)
    return found
