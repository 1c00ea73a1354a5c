"""Tables: cells between ruled lines, with the columns and rows that each spans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bulletin.readers import Cell
from bulletin.readers.pdf.glyphs import Glyph
from bulletin.readers.pdf.shapes import Rule

_NEAR = 3.0  # points within which two rules are one
_MIN_SIDE = 6.0


@dataclass(frozen=True)
class Box:
    """One cell: where it is, and how many columns and rows it spans."""

    area: Rule
    columns: int
    rows: int

    def holds(self, glyph: Glyph) -> bool:
        """Whether a glyph's middle lies inside."""
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.y + glyph.size * 0.3
        return self.area.x0 <= x <= self.area.x1 and self.area.y0 <= y <= self.area.y1


@dataclass(frozen=True)
class Grid:
    """A ruled table of at least two cells, its rows from top to bottom."""

    area: Rule
    rows: tuple[tuple[Box, ...], ...]

    def box_of(self, glyph: Glyph) -> Box | None:
        """The cell that a glyph stands in; on a border, the first of the two."""
        return next((box for row in self.rows for box in row if box.holds(glyph)), None)


Row = tuple[Cell, ...]


@dataclass(frozen=True)
class TablePiece:
    """What of a table stands on one page; `heads` are the repeated heads of further pages."""

    at: tuple[int, float]  # page, and place among its lines
    stops: tuple[float, ...]  # where its columns begin and end
    rows: tuple[Row, ...]
    begins: bool  # nothing stands above it on its page
    ends: bool  # nothing stands below it
    heads: tuple[Row, ...] = ()


def joined(pieces: Iterable[TablePiece]) -> Iterator[TablePiece]:
    """Tables that go on at the top of the next page, between the same columns, as one."""
    last: TablePiece | None = None
    page = 0  # that the last one has reached
    for piece in pieces:
        follows = last and last.ends and piece.begins and piece.at[0] == page + 1
        if last and follows and _same(last.stops, piece.stops):
            last = _gone_on(last, piece)
        else:
            if last:
                yield last
            last = piece
        page = piece.at[0]
    if last:
        yield last


def _same(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return len(a) == len(b) and all(abs(x - y) <= _NEAR for x, y in zip(a, b, strict=True))


def _gone_on(table: TablePiece, piece: TablePiece) -> TablePiece:
    """A table with its next page: a head said again is dropped, a row that was cut is mended."""
    rows, heads = piece.rows, table.heads
    if len(rows) > 1 and any(_texts(rows[0])) and _texts(rows[0]) == _texts(table.rows[0]):
        rows, heads = rows[1:], (*heads, tuple(map(_dropped, rows[0])))
    body = table.rows
    if _is_rest(rows[0], (*body, *rows[1:])):
        whole = tuple(map(_mended, body[-1], rows[0]))
        body, rows = (*body[:-1], whole), rows[1:]
    return replace(table, rows=(*body, *rows), ends=piece.ends, heads=heads)


def _is_rest(row: Row, others: tuple[Row, ...]) -> bool:
    """Whether a row lacks what each other row begins with, a number or a name: it is the rest of
    the row that the page has cut. Rows that span others are told apart by nothing, and left."""
    plain = all(cell.columns == cell.rows == 1 for one in (row, *others) for cell in one)
    return plain and not _texts(row)[0] and all(_texts(other)[0] for other in others)


def _mended(cell: Cell, rest: Cell) -> Cell:
    return replace(cell, runs=(*cell.runs, *rest.runs))


def _dropped(cell: Cell) -> Cell:
    return replace(cell, runs=tuple(replace(run, drop="running-head") for run in cell.runs))


def _texts(row: Row) -> list[str]:
    return ["".join("".join(run.text for run in cell.runs).split()) for cell in row]


def find_tables(rules: Iterable[Rule]) -> list[Grid]:
    """The tables that the rules of a page draw, from top to bottom."""
    grids = [grid for cluster in _clusters(list(rules)) if (grid := _grid(cluster))]
    return sorted(_apart(grids), key=lambda grid: -grid.area.y1)


def _apart(grids: list[Grid]) -> Iterator[Grid]:
    """Tables that lie in no other: a frame around a table holds it as one cell would."""
    for grid in grids:
        others = (other.area for other in grids if other is not grid)
        if not any(_overlap(grid.area, area) and _size(area) > _size(grid.area) for area in others):
            yield grid


def _overlap(a: Rule, b: Rule) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1


def _size(area: Rule) -> float:
    return (area.x1 - area.x0) * (area.y1 - area.y0)


def _clusters(rules: list[Rule]) -> Iterator[list[Rule]]:
    """Rules that touch each other, directly or through others."""
    left = [rule for rule in rules if max(rule.x1 - rule.x0, rule.y1 - rule.y0) >= _MIN_SIDE]
    while left:
        cluster, fresh = [], [left.pop()]
        while fresh:
            rule = fresh.pop()
            cluster.append(rule)
            fresh += [other for other in left if _touch(rule, other)]
            left = [other for other in left if not _touch(rule, other)]
        yield cluster


def _touch(a: Rule, b: Rule) -> bool:
    across = a.x0 - _NEAR <= b.x1 and b.x0 - _NEAR <= a.x1
    return across and a.y0 - _NEAR <= b.y1 and b.y0 - _NEAR <= a.y1


def _grid(rules: list[Rule]) -> Grid | None:
    """Cut the area of a cluster along its rules; a missing rule lets cells grow together."""
    level = [rule for rule in rules if rule.level]
    upright = [rule for rule in rules if not rule.level]
    ys = sorted(_stops(rule.y0 for rule in level), reverse=True)
    xs = sorted(_stops(rule.x0 for rule in upright))
    if len(xs) < 2 or len(ys) < 2 or len(xs) + len(ys) < 5:
        return None
    taken: set[tuple[int, int]] = set()
    rows = [tuple(_row(row, xs, ys, level, upright, taken)) for row in range(len(ys) - 1)]
    return Grid(Rule(xs[0], ys[-1], xs[-1], ys[0]), tuple(rows))


def _row(
    row: int,
    xs: list[float],
    ys: list[float],
    level: list[Rule],
    upright: list[Rule],
    taken: set[tuple[int, int]],
) -> Iterator[Box]:
    for column in range(len(xs) - 1):
        if (row, column) in taken:
            continue
        columns = rows = 1
        while column + columns < len(xs) - 1 and not _ruled(
            upright, xs[column + columns], (ys[row] + ys[row + 1]) / 2
        ):
            columns += 1
        middle = (xs[column] + xs[column + 1]) / 2
        while row + rows < len(ys) - 1 and not _lined(level, ys[row + rows], middle):
            rows += 1
        taken |= {(row + r, column + c) for r in range(rows) for c in range(columns)}
        area = Rule(xs[column], ys[row + rows], xs[column + columns], ys[row])
        yield Box(area, columns, rows)


def _stops(values: Iterable[float]) -> list[float]:
    """Positions, with those that lie together taken as one."""
    stops: list[float] = []
    for value in sorted(values):
        if not stops or value - stops[-1] > _NEAR:
            stops.append(value)
    return stops


def _ruled(upright: list[Rule], x: float, y: float) -> bool:
    return any(abs(rule.x0 - x) <= _NEAR and rule.y0 <= y <= rule.y1 for rule in upright)


def _lined(level: list[Rule], y: float, x: float) -> bool:
    return any(abs(rule.y0 - y) <= _NEAR and rule.x0 <= x <= rule.x1 for rule in level)
