"""Tables: cells between ruled lines, with the columns and rows that each spans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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
