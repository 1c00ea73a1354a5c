"""Tables: rows and cells with their spans, whatever wraps them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import chain
from xml.etree.ElementTree import Element

from bulletin.readers import Block, Cell, Run
from bulletin.readers.word.xml import attribute, child, integer, name, switch, value

WRAPPERS = {"w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:smartTag"}
_PARAGRAPH_BREAK = "\n"

CellReader = Callable[[Element, "str | None"], list[Block]]


@dataclass
class _Grid:
    """The rows so far, and by column the cells that may grow downwards."""

    rows: list[list[Cell]] = field(default_factory=list)
    growing: dict[int, tuple[int, int]] = field(default_factory=dict)  # column → row and place
    beside: list[Block] = field(default_factory=list)


def table(element: Element, drop: str | None, read_cell: CellReader) -> list[Block]:
    """The table, and after it the pictures and notes that its cells hold."""
    grid = _Grid()
    for row in _inside(element, "w:tr"):
        _add_row(grid, row, drop or _row_drop(row), read_cell)
    rows = tuple(tuple(row) for row in grid.rows)
    return [Block("table", rows=rows, continues=False), *grid.beside]


def _add_row(grid: _Grid, row: Element, drop: str | None, read_cell: CellReader) -> None:
    cells: list[Cell] = []
    grid.rows.append(cells)
    column = integer(value(row, "w:trPr", "w:gridBefore"))
    if column:
        cells.append(Cell((), columns=column))
    for element in _inside(row, "w:tc"):
        properties = child(element, "w:tcPr")
        columns = min(max(1, integer(value(properties, "w:gridSpan"), 1)), 63)  # Word's own bound
        runs = _runs(read_cell(element, drop), grid.beside)
        if _continues_down(properties) and column in grid.growing:
            _grow(grid, grid.growing[column], runs)
        else:
            grid.growing.pop(column, None)
            if child(properties, "w:vMerge") is not None:
                grid.growing[column] = (len(grid.rows) - 1, len(cells))
            cells.append(Cell(tuple(runs), columns=columns))
        column += columns


def _runs(blocks: list[Block], beside: list[Block]) -> list[Run]:
    """The runs of a cell; its paragraphs are set apart by an added line end."""
    runs: list[Run] = []
    for block in chain.from_iterable(map(_parts, blocks)):
        atoms = list(block.atoms())
        if block.kind in {"image", "footnote"}:
            beside.append(block)
        elif atoms:
            if block.text and any(run.drop is None for run in runs):
                runs.append(Run(_PARAGRAPH_BREAK, atoms[0].place, added=True))
            runs += atoms
    return runs


def _parts(block: Block) -> list[Block]:
    """A block of a cell; of a table inside it, each of its cells."""
    if block.kind != "table":
        return [block]
    return [Block("paragraph", cell.runs) for row in block.rows for cell in row]


def _grow(grid: _Grid, at: tuple[int, int], runs: list[Run]) -> None:
    """Let a cell span one row more; text below its first row is not shown by Word."""
    row, place = at
    cell = grid.rows[row][place]
    hidden = [replace(run, drop=run.drop or "hidden-text") for run in runs if not run.added]
    grid.rows[row][place] = replace(cell, runs=(*cell.runs, *hidden), rows=cell.rows + 1)


def _inside(element: Element, wanted: str) -> list[Element]:
    """Rows of a table or cells of a row, those in content controls included."""
    found = []
    for inner in element:
        if name(inner) == wanted:
            found.append(inner)
        elif name(inner) in WRAPPERS:
            found += _inside(inner, wanted)
    return found


def _row_drop(row: Element) -> str | None:
    properties = child(row, "w:trPr")
    if child(properties, "w:del") is not None:
        return "tracked-deletion"
    return "hidden-text" if switch(properties, "w:hidden") else None


def _continues_down(properties: Element | None) -> bool:
    merge = child(properties, "w:vMerge")
    return merge is not None and attribute(merge, "w:val") in {None, "continue"}
