"""A small typesetter: paragraphs become lines on pages, as a Chinese document is set."""

from __future__ import annotations

from dataclasses import dataclass

from tests.bulletin.readers.fixtures_pdf import Mark, Text

LEFT, TOP, BOTTOM, SIZE, STEP, COLUMNS = 90.0, 740.0, 90.0, 12.0, 20.0, 34
NOT_FIRST = "，。、；：？！”’）》】…—%"


@dataclass(frozen=True)
class Paragraph:
    """Text to be set; `size` and `bold` make a heading, `align` moves it."""

    text: str
    size: float = SIZE
    bold: bool = False
    align: str = "left"
    indent: int = 2


def broken(text: str, first: int, width: int) -> list[str]:
    """Cut text into lines of `width` ems; marks that may not begin a line pull a letter down."""
    lines, room = [], width - first
    while text:
        cut = min(room, len(text))
        while 1 < cut < len(text) and text[cut] in NOT_FIRST:
            cut -= 1
        lines.append(text[:cut])
        text, room = text[cut:], width
    return lines


def typeset(paragraphs: list[Paragraph], head: str = "", numbers: bool = False) -> list[list[Mark]]:
    """Pages with the paragraphs, a running head and page numbers where wanted."""
    pages: list[list[Mark]] = [[]]
    y = TOP
    for paragraph in paragraphs:
        for mark, step in _lines(paragraph):
            if y - step < BOTTOM:
                pages.append([])
                y = TOP
            pages[-1].append(Text(mark.x, y, mark.string, mark.size, mark.font))
            y -= step
    for number, page in enumerate(pages, 1):
        if head:
            page.insert(0, Text(250, 800, head, 9))
        if numbers:
            page.append(Text(290, 40, f"- {number} -", 9))
    return pages


def _lines(paragraph: Paragraph) -> list[tuple[Text, float]]:
    width = int(COLUMNS * SIZE / paragraph.size)
    indent = paragraph.indent if paragraph.align == "left" and not paragraph.bold else 0
    found = []
    for order, line in enumerate(broken(paragraph.text, indent, width)):
        free = COLUMNS * SIZE - len(line) * paragraph.size
        inset = 0.0 if order else indent * paragraph.size
        shift = {"left": inset, "center": free / 2, "right": free}
        font = "bold" if paragraph.bold else "text"
        x = LEFT + shift[paragraph.align]
        found.append((Text(x, 0, line, paragraph.size, font), STEP * paragraph.size / SIZE))
    return found
