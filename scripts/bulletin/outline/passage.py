"""Text that remembers where in the source each of its characters stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from bulletin.readers import Block, Manuscript, Place, Run


@dataclass(frozen=True)
class Passage:
    """Characters with their positions in the manuscript's stream."""

    text: str = ""
    at: tuple[int, ...] = ()

    def __add__(self, other: Passage) -> Passage:
        return Passage(self.text + other.text, self.at + other.at)

    def part(self, start: int, end: int | None = None) -> Passage:
        """The characters from start to end."""
        return Passage(self.text[start:end], self.at[start:end])

    def split_edges(self) -> tuple[Passage, Passage]:
        """The passage without outer spaces, and those spaces."""
        left = len(self.text) - len(self.text.lstrip())
        right = max(left, len(self.text.rstrip()))
        return self.part(left, right), self.part(0, left) + self.part(right)

    @property
    def key(self) -> str:
        """The characters without any space: what titles are matched by."""
        return re.sub(r"\s", "", self.text)


@dataclass(frozen=True)
class Paragraph:
    """A block of the manuscript that has something to publish."""

    passage: Passage
    block: Block
    place: Place
    sheet: int  # page breaks before it
    cells: tuple[tuple[Passage, ...], ...] = ()  # of a table

    @property
    def text(self) -> str:
        """Its text without outer spaces."""
        return self.passage.text.strip()


def join(passages: Iterable[Passage]) -> Passage:
    """All passages in one."""
    parts = list(passages)
    return Passage("".join(p.text for p in parts), tuple(index for p in parts for index in p.at))


@dataclass(frozen=True)
class Stream:
    """The source as one line of characters: which are published, dropped, or added."""

    text: str
    drops: tuple[tuple[str, int, int], ...]  # (reason, start, end)
    added: tuple[tuple[int, int], ...]
    paragraphs: tuple[Paragraph, ...]
    starts: tuple[tuple[int, Place], ...]  # where each run begins
    marks: tuple[tuple[int, int, str, str], ...] = ()  # (start, end, mark, link) of runs with one

    def place(self, index: int) -> Place:
        """The place of a character, by its position in the stream."""
        low, high = 0, len(self.starts)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.starts[middle][0] <= index else (low, middle)
        start, place = self.starts[low]
        return Place(place.line, place.offset + index - start, place.page, place.part)


def stream(manuscript: Manuscript) -> Stream:
    """Lay out the manuscript's runs in reading order."""
    layout = _Layout()
    for block in manuscript.blocks:
        layout.lay(block)
    return layout.stream()


@dataclass
class _Layout:
    """The stream while it grows."""

    position: int = 0
    sheet: int = 0
    texts: list[str] = field(default_factory=list)
    drops: list[tuple[str, int, int]] = field(default_factory=list)
    added: list[tuple[int, int]] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    starts: list[tuple[int, Place]] = field(default_factory=list)
    marks: list[tuple[int, int, str, str]] = field(default_factory=list)

    def lay(self, block: Block) -> None:
        """Add a block; one that publishes nothing leaves only drops."""
        begin = self.position
        own = join(self._run(run) for run in block.runs)
        cells = tuple(
            tuple(join(self._run(run) for run in cell.runs) for cell in row) for row in block.rows
        )
        self.sheet += block.kind == "page-break"
        if own.text.strip() or block.image or any(c.text.strip() for row in cells for c in row):
            place = self._place(own.at[0] if own.at else begin)
            self.paragraphs.append(Paragraph(own, block, place, self.sheet, cells))
            return
        blank = own + join(cell for row in cells for cell in row)
        self.drops.extend(("blank", at, at + 1) for at in blank.at)

    def _run(self, run: Run) -> Passage:
        """The run's characters that may be published."""
        start, end = self.position, self.position + len(run.text)
        if run.text:
            self.starts.append((start, run.place))
            self.texts.append(run.text)
        self.position = end
        if run.drop:
            self.drops.append((run.drop, start, end))
            return Passage()
        if run.mark or run.link:
            self.marks.append((start, end, run.mark, run.link))
        if run.added:
            self.added.append((start, end))
        return Passage(run.text, tuple(range(start, end)))

    def _place(self, index: int) -> Place:
        return next((p for start, p in reversed(self.starts) if start <= index), Place(1))

    def stream(self) -> Stream:
        """The finished stream."""
        return Stream(
            "".join(self.texts),
            tuple(self.drops),
            tuple(self.added),
            tuple(self.paragraphs),
            tuple(self.starts),
            tuple(self.marks),
        )
