"""The blocks of a story: paragraphs with their numbers, tables, text boxes and notes in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Literal
from xml.etree.ElementTree import Element

from bulletin.readers import Block, Run
from bulletin.readers.word.numbering import Numbering
from bulletin.readers.word.story import Line, Source, Story
from bulletin.readers.word.styles import Layout
from bulletin.readers.word.tables import table
from bulletin.readers.word.xml import attribute, child, name, switch, value

_BLANKS = " \t\n\u00a0\u3000"
_INLINE = {"w:altChunk", "w:subDoc", "w:r", "w:hyperlink", "w:fldSimple", "m:oMathPara", "m:oMath"}
_SILENT = {"w:sectPr", "w:tblPr", "w:tblGrid", "w:tcPr", "w:trPr", "w:sdtPr", "w:sdtEndPr"}


@dataclass
class Body:
    """Reads the blocks of one story; `notes` finds the story of a foot- or endnote."""

    source: Source
    story: Story
    numbering: Numbering
    notes: dict[tuple[str, str], list[Block]] = field(default_factory=dict)
    kind: Literal["paragraph", "footnote"] = "paragraph"
    mark: str | None = None
    _held: list[Run] = field(default_factory=list)  # of paragraphs whose end mark is deleted

    def blocks(self, elements: Iterable[Element], drop: str | None = None) -> list[Block]:
        """The blocks of a run of block-level elements."""
        found: list[Block] = []
        for element in elements:
            kind = name(element)
            if kind == "w:p":
                found += self._paragraph(element, drop)
            elif kind == "w:tbl":
                found += self.finish()
                found += table(element, drop, self._cell)
            elif kind == "mc:AlternateContent":
                for order, choice in enumerate(element):
                    found += self.blocks(choice, drop or ("alternate" if order else None))
            elif kind in {"w:del", "w:moveFrom"}:
                found += self.blocks(element, drop or "tracked-deletion")
            elif kind in _INLINE:
                found += self._stray(element, drop)
            elif kind not in _SILENT:
                found += self.blocks(element, drop)
        return found

    def finish(self) -> list[Block]:
        """What a deleted paragraph mark at the very end still holds."""
        held = self._release()
        return [Block(self.kind, tuple(edged(held)), mark=self.mark)] if held else []

    def _release(self) -> list[Run]:
        held, self._held = self._held, []
        return held

    def _cell(self, cell: Element, drop: str | None) -> list[Block]:
        return [*self.blocks(cell, drop), *self.finish()]

    def _paragraph(self, element: Element, drop: str | None) -> list[Block]:
        properties = child(element, "w:pPr")
        layout = self.source.styles.paragraph(properties)
        line = self.story.line(element, drop)
        gone = self._mark_is_gone(properties)
        if drop is None and not (gone and all(run.drop for run in line.pieces[0])):
            self._add_number(layout, line)
        if gone and not line.boxes and len(line.pieces) == 1:
            self._held += line.pieces[0]
            return []
        line.pieces[0][:0] = self._release()
        return [
            *self._break_before(properties, drop),
            *self._pieces(line, layout),
            *self._beside(line, layout),
            *self._section_break(properties, drop),
        ]

    def _add_number(self, layout: Layout, line: Line) -> None:
        """Put before the paragraph what Word computes: its list's number, or a note's mark."""
        depth = self.numbering.depth_of_style(layout.list_id, layout.style_id, layout.list_level)
        number = self.numbering.mark(layout.list_id, depth)
        if self.mark and self.story.paragraphs == 1:
            number = f"{self.mark} {number}"
        if number:
            look = line.look(None)
            place = line.pieces[0][0].place if line.pieces[0] else self.story.place(line)
            run = Run(number, place, added=True, size=look.size, bold=look.bold)
            line.pieces[0].insert(0, run)

    def _mark_is_gone(self, properties: Element | None) -> bool:
        """A deleted or hidden mark, or a drop cap's, lets the paragraph run into the next."""
        mark = child(properties, "w:rPr")
        dropped = attribute(child(properties, "w:framePr"), "w:dropCap") in {"drop", "margin"}
        return dropped or child(mark, "w:del") is not None or bool(switch(mark, "w:vanish"))

    def _pieces(self, line: Line, layout: Layout) -> list[Block]:
        """The paragraph, with a page-break block at each break inside it."""
        found: list[Block] = []
        for order, piece in enumerate(line.pieces):
            if order:
                found.append(Block("page-break"))
            if piece:
                runs = edged(unwrapped(piece) if layout.level else piece)
                found.append(self._block(tuple(runs), layout))
        return found

    def _block(self, runs: tuple[Run, ...], layout: Layout) -> Block:
        return Block(
            self.kind,
            runs,
            style=layout.style,
            level=layout.level,
            align=layout.align,
            indent=layout.indent,
            continues=False,
            mark=self.mark,
        )

    def _beside(self, line: Line, layout: Layout) -> list[Block]:
        """Pictures, text boxes and notes follow the paragraph that they hang on."""
        found = [
            Block("image", image=image, style=layout.style, align=layout.align)
            for image in line.images
        ]
        for box, drop in line.boxes:
            found += self.blocks(box, drop)
        for identity in line.notes:
            found += self.notes.pop(identity, [])
        return found

    def _break_before(self, properties: Element | None, drop: str | None) -> list[Block]:
        breaks = drop is None and switch(properties, "w:pageBreakBefore")
        return [Block("page-break")] if breaks else []

    def _section_break(self, properties: Element | None, drop: str | None) -> list[Block]:
        section = child(properties, "w:sectPr")
        if section is None or drop or value(section, "w:type") in {"continuous", "nextColumn"}:
            return []
        return [Block("page-break")]

    def _stray(self, element: Element, drop: str | None) -> list[Block]:
        paragraph = Element("paragraph")
        paragraph.append(element)
        return self._paragraph(paragraph, drop)


def edged(runs: list[Run]) -> list[Run]:
    """Name the blanks at both ends of a paragraph, which layout alone put there."""
    if not any(run.drop is None and run.text.strip(_BLANKS) for run in runs):
        return [_dropped(run, "blank") if run.drop is None else run for run in runs]
    front = _trim(runs, lambda text: len(text) - len(text.lstrip(_BLANKS)), at_end=False)
    return _trim(front[::-1], lambda text: len(text.rstrip(_BLANKS)), at_end=True)[::-1]


def unwrapped(runs: list[Run]) -> list[Run]:
    """The runs of a heading: its line ends only balance the lines, and a blank stands for each."""
    out: list[Run] = []
    for run in runs:
        if run.drop is not None or "\n" not in run.text:
            out.append(run)
            continue
        for order, line in enumerate(run.text.split("\n")):
            if order:
                out.append(replace(run, text="\n", drop="line-wrap"))
                out.append(replace(run, text=" ", added=True))
            if line:
                out.append(replace(run, text=line))
    return out


def _trim(runs: list[Run], cut_at: Callable[[str], int], at_end: bool) -> list[Run]:
    """Cut blanks off the first published runs until letters begin."""
    out: list[Run] = []
    for order, run in enumerate(runs):
        if run.drop is not None or run.added:
            out.append(run)
            if run.added and run.text.strip(_BLANKS):
                return out + runs[order + 1 :]
            continue
        cut = cut_at(run.text)
        head, tail = _split(run, cut)
        blank, rest = (tail, head) if at_end else (head, tail)
        if blank:
            out.append(_dropped(blank, "edge-space"))
        if rest:
            return [*out, rest, *runs[order + 1 :]]
    return out


def _split(run: Run, at: int) -> tuple[Run | None, Run | None]:
    place = replace(run.place, offset=run.place.offset + at)
    head = replace(run, text=run.text[:at]) if at else None
    tail = replace(run, text=run.text[at:], place=place) if at < len(run.text) else None
    return head, tail


def _dropped(run: Run, drop: str) -> Run:
    return replace(run, drop=drop)
