"""PDF: glyph geometry alone; what cannot be read as text is refused by page number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bulletin.readers import Block, Cell, Manuscript, Place
from bulletin.readers.invisible import parted_blocks
from bulletin.readers.pdf import headings
from bulletin.readers.pdf.checks import audit, check_text
from bulletin.readers.pdf.document import load_page, open_pdf
from bulletin.readers.pdf.furniture import Furniture, find_furniture
from bulletin.readers.pdf.glyphs import Sheet, read_sheet, vertical
from bulletin.readers.pdf.headings import with_weight
from bulletin.readers.pdf.lines import Line, lines_of
from bulletin.readers.pdf.notes import Note, find_notes, mark_of
from bulletin.readers.pdf.paragraphs import Paragraph, frames_of, paragraphs_of
from bulletin.readers.pdf.runs import line_runs, paragraph_runs
from bulletin.readers.pdf.shapes import VALUE
from bulletin.readers.pdf.tables import Box, Grid, TablePiece, find_tables, joined

# Where a block stands: page, and line within it; a table stands between two lines.
_Position = tuple[int, float]


@dataclass(frozen=True)
class _Page:
    """A page, its lines outside tables, and its tables."""

    sheet: Sheet
    lines: list[Line]
    tables: list[Grid]


def read(path: Path) -> Manuscript:
    """Read a PDF that holds text; scans and fonts without Unicode are refused by page."""
    with open_pdf(path) as document:
        sheets = [
            read_sheet(load_page(path, document, number), number)
            for number in range(1, len(document) + 1)
        ]
    check_text(path, sheets)
    pages = [_page(sheet) for sheet in sheets]
    furniture = find_furniture(sheets, [page.lines for page in pages])
    placed = [
        *_breaks(pages, furniture),
        *_furnishings(pages, furniture),
        *_tables(pages, furniture),
        *_text(pages, furniture),
    ]
    blocks = [block for _, block in sorted(placed, key=lambda pair: pair[0])]
    audit(path, sheets, blocks)
    notices = list(_notices(sheets))
    readings = (line for page in pages for line in page.lines if furniture.reason(line) == "ruby")
    notices += [("pdf-ruby", Place(line.number, page=line.page), line.text) for line in readings]
    return Manuscript(path, "pdf", parted_blocks(blocks, notices), notices=tuple(notices))


def _page(sheet: Sheet) -> _Page:
    tables = [grid for grid in find_tables(sheet.rules) if any(map(grid.box_of, sheet.glyphs))]
    free = [glyph for glyph in sheet.glyphs if not any(grid.box_of(glyph) for grid in tables)]
    return _Page(sheet, with_weight(lines_of(free, sheet.number, sheet.width)), tables)


def _breaks(pages: list[_Page], furniture: Furniture) -> Iterator[tuple[_Position, Block]]:
    for page in pages[1:]:
        number = page.sheet.number
        yield (number, 0.0), Block("page-break", page=furniture.printed.get(number))


def _furnishings(pages: list[_Page], furniture: Furniture) -> Iterator[tuple[_Position, Block]]:
    """Lines that are not published at all, in their places."""
    for line in (line for page in pages for line in page.lines):
        reason = furniture.reason(line)
        if reason or not _shows(line):
            runs = tuple(line_runs(line, reason or (None if line.inked else "blank")))
            yield (line.page, float(line.number)), Block("paragraph", runs)


def _shows(line: Line) -> bool:
    return any(not glyph.hidden and not glyph.turned for glyph in line.inked)


def _text(pages: list[_Page], furniture: Furniture) -> Iterator[tuple[_Position, Block]]:
    lines = [
        line
        for page in pages
        for line in page.lines
        if furniture.reason(line) is None and _shows(line)
    ]
    frames = frames_of(lines)
    notes = find_notes(lines, frames[0])
    aside = {id(line) for page in notes.values() for note in page for line in note}
    paragraphs = paragraphs_of([line for line in lines if id(line) not in aside], frames)
    levels = headings.levels(paragraphs, frames[0])
    for place, paragraph in enumerate(paragraphs):
        first = paragraph.first
        block = _block(paragraph, levels.get(place), furniture.printed.get(first.page))
        yield (first.page, float(first.number)), block
        if paragraph.continues and first.page - 1 in notes:  # its notes must not part it
            yield from _notes(notes.pop(first.page - 1), (first.page, first.number + 0.3))
    for page in list(notes):
        yield from _notes(notes[page], (page, float(notes[page][0][0].number)))


def _notes(notes: list[Note], at: _Position) -> Iterator[tuple[_Position, Block]]:
    """The footnotes of a page, one after the other."""
    for order, note in enumerate(notes):
        block = Block("footnote", paragraph_runs(note), continues=False, mark=mark_of(note))
        yield (at[0], at[1] + order / 1000), block


def _block(paragraph: Paragraph, level: int | None, page: int | None) -> Block:
    return Block(
        "paragraph",
        paragraph_runs(paragraph.lines),
        level=level,
        align=paragraph.align,
        indent=paragraph.indent,
        page=page,
        continues=paragraph.continues,
    )


def _tables(pages: list[_Page], furniture: Furniture) -> Iterator[tuple[_Position, Block]]:
    """The tables, each once: one that goes on over a page's end is one."""
    pieces = [_piece(page, order, furniture) for page in pages for order in range(len(page.tables))]
    for piece in joined(pieces):
        heads = [run for row in piece.heads for cell in row for run in cell.runs]
        page = furniture.printed.get(int(piece.at[0]))
        block = Block("table", rows=piece.rows, page=page, continues=False)
        yield piece.at, block
        if heads:
            yield (piece.at[0], piece.at[1] + 0.001), Block("paragraph", tuple(heads))


def _piece(page: _Page, order: int, furniture: Furniture) -> TablePiece:
    """A page's table, and whether anything stands above or below it."""
    grid, number = page.tables[order], page.sheet.number
    lines = [line for line in page.lines if _shows(line) and furniture.reason(line) is None]
    above = sum(1 for line in page.lines if line.y > grid.area.y1)
    boxes = [box for row in grid.rows for box in row]
    others = [other.area for other in page.tables if other is not grid]
    return TablePiece(
        at=(number, above + 0.5 + order / 100),
        stops=tuple(sorted({x for box in boxes for x in (box.area.x0, box.area.x1)})),
        rows=tuple(tuple(_cell(page.sheet, grid, box) for box in row) for row in grid.rows),
        begins=all(line.y < grid.area.y1 for line in lines)
        and all(area.y1 < grid.area.y1 for area in others),
        ends=all(line.y > grid.area.y0 for line in lines)
        and all(area.y0 > grid.area.y0 for area in others),
    )


def _cell(sheet: Sheet, grid: Grid, box: Box) -> Cell:
    """The runs of a cell; its lines flow together."""
    glyphs = [glyph for glyph in sheet.glyphs if grid.box_of(glyph) is box]
    lines = lines_of(glyphs, sheet.number, 0.0)
    return Cell(paragraph_runs(tuple(lines)), box.columns, box.rows)


def _notices(sheets: list[Sheet]) -> Iterator[tuple[str, Place, str]]:
    """Glyphs without a character; pictures, notes and values that the issue will lack."""
    for sheet in sheets:
        unknown = sum(glyph.unmapped for glyph in sheet.glyphs)
        if unknown:
            yield "pdf-unknown-glyph", Place(1, page=sheet.number), f"{unknown} 个字"
        if sheet.pictures:
            yield "pdf-picture", Place(1, page=sheet.number), f"{len(sheet.pictures)} 幅"
        if upright := vertical(sheet.glyphs):
            yield "pdf-vertical", Place(1, page=sheet.number), upright
        text = "".join(glyph.char for glyph in sheet.glyphs if not glyph.char.isspace())
        for code, said in sheet.remarks:
            if code == VALUE and "".join(said.split()) in text:
                continue  # the page prints what was filled in
            yield code, Place(1, page=sheet.number), said
