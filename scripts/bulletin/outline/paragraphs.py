"""Paragraphs of one article: cut ones joined, headings found, spaces at the edges set aside."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Protocol

from bulletin.law.letters import ATTACHMENT, CASE, DATE, NUMBER, ORDER, SOURCE, TITLE, institution
from bulletin.law.markers import marker
from bulletin.law.source_line import BYLINE
from bulletin.outline.passage import Paragraph, Passage
from bulletin.readers import CAPTION, Image

_ENDS = "。！？；：…!?;:"
_CLOSERS = "”’」』）)】》〉\"'"
_LIST_MARK = re.compile(r"^[-–•·●▪◆]\s+")
_HEADING_ENDS = "。！？；：，、…—!?;:,.）)"
_LONGEST_HEADING = 32
_FULL_LINE = 20  # characters that every printed line holds


class Sink(Protocol):
    """Where drops and joins are written down."""

    joins: list[int]

    def drop(self, reason: str, passage: Passage) -> None: ...


@dataclass(frozen=True)
class Piece:
    """A block that will be published."""

    tag: str  # p, h2, h3, table, figure
    passage: Passage
    paragraph: Paragraph
    cells: tuple[tuple[Passage, ...], ...] = ()
    image: Image | None = None

    @property
    def text(self) -> str:
        """Its text."""
        return self.passage.text


def published(paragraph: Paragraph, work: Sink) -> Piece:
    """The paragraph as a piece, outer spaces dropped."""
    own, edges = paragraph.passage.split_edges()
    work.drop("edge-space", edges)
    if paragraph.cells:
        return _table(paragraph, own, work)
    if paragraph.block.image:
        return Piece("figure", own, paragraph, image=paragraph.block.image)
    return Piece("p", own, paragraph)


def _table(paragraph: Paragraph, own: Passage, work: Sink) -> Piece:
    """A table's cells without their outer spaces; the passage is all cells in order."""
    rows = []
    for row in paragraph.cells:
        trimmed = [cell.split_edges() for cell in row]
        for _, edges in trimmed:
            work.drop("edge-space", edges)
        rows.append(tuple(cell for cell, _ in trimmed))
    for row in rows:
        for cell in row:
            own += cell
    return Piece("table", own, paragraph, cells=tuple(rows))


def body(
    paragraphs: tuple[Paragraph, ...], title: str, level: int | None, work: Sink, by_text: bool
) -> tuple[Piece, ...]:
    """The pieces of an article's body."""
    pieces: list[Piece] = []
    for paragraph in paragraphs:
        piece = _without_mark(published(paragraph, work), work)
        if pieces and _goes_on(pieces[-1], piece, title):
            work.joins.append(piece.passage.at[0])
            joined = pieces[-1].passage + piece.passage
            pieces[-1] = Piece("p", joined, pieces[-1].paragraph)
        else:
            pieces.append(piece)
    return tuple(_headed(pieces, title, level, by_text))


def _without_mark(piece: Piece, work: Sink) -> Piece:
    """Drop a list mark before an item that has a number of its own."""
    found = _LIST_MARK.match(piece.text)
    if not found or piece.tag != "p" or not marker(piece.text[found.end() :]):
        return piece
    work.drop("list-mark", piece.passage.part(0, found.end()))
    return Piece("p", piece.passage.part(found.end()), piece.paragraph)


def _goes_on(before: Piece, after: Piece, title: str) -> bool:
    """Whether `after` is the rest of a paragraph that a page break cut."""
    if before.tag != "p" or after.tag != "p":
        return False
    told = after.paragraph.block.continues
    if told is not None:
        return told
    if after.paragraph.sheet == before.paragraph.sheet:
        return False
    if len(before.passage.key) < _FULL_LINE and before.text[-1:] not in "，、,":
        return False  # a heading at the foot of a page: what a break cuts fills its line
    return (
        not ended(before.text) and not _stands_alone(before.text, title) and not opens(after.text)
    )


def ended(text: str) -> bool:
    """Whether a paragraph's last sentence is complete."""
    bare = text.rstrip(_CLOSERS)
    return not bare or bare[-1] in _ENDS or text.endswith(("——", "（略）"))


def _stands_alone(text: str, title: str) -> bool:
    """Lines that end without a full stop and are complete all the same."""
    if any(kind.match(text) for kind in (DATE, NUMBER, CASE, ORDER, SOURCE)):
        return True
    found = marker(text)
    if found and found.kind in ("part", "chapter", "section"):
        return True
    return (
        _names(text, title) or (len(text) <= 40 and bool(TITLE.search(text))) or institution(text)
    )


def opens(text: str) -> bool:
    """Whether a paragraph cannot be the rest of another one."""
    return bool(
        marker(text)
        or SOURCE.match(text)
        or ATTACHMENT.match(text)
        or NUMBER.match(text)
        or DATE.match(text)
    )


def _names(text: str, title: str) -> bool:
    """Whether the line is the document that the article's title names in 《》."""
    key = re.sub(r"\s|[《》]", "", text)
    named = re.findall(r"《(.+)》", re.sub(r"\s", "", title))
    return any(key == re.sub(r"[《》]", "", name) for name in named) and bool(key)


def _headed(pieces: list[Piece], title: str, level: int | None, by_text: bool) -> list[Piece]:
    """The same pieces with headings tagged."""
    tags = [_tag(pieces, i, title, level, by_text) for i in range(len(pieces))]
    return [replace(p, tag=tag) if tag else p for p, tag in zip(pieces, tags, strict=True)]


def _tag(pieces: list[Piece], index: int, title: str, level: int | None, by_text: bool) -> str:
    """h2 or h3 for a heading, empty for anything else."""
    piece = pieces[index]
    found = marker(piece.text) if piece.tag == "p" else None
    if piece.tag != "p" or (found and found.kind != "han"):
        return ""
    if piece.paragraph.block.level:
        return f"h{min(4, max(2, piece.paragraph.block.level - (level or 2) + 1))}"
    if _names(piece.text, title) or _opens_regulation(pieces, index):
        return "h2"
    if not by_text:
        return ""
    if found:
        return "h2" if _numbered_heading(piece.text, pieces, index) else ""
    return "h2" if _plain_heading(pieces, index) else ""


def _opens_regulation(pieces: list[Piece], index: int) -> bool:
    """A line that names a kind of document, with 第一章 or 第一条 next."""
    if not TITLE.search(pieces[index].text) or len(pieces[index].text) > 80:
        return False
    after = marker(pieces[index + 1].text) if index + 1 < len(pieces) else None
    return bool(after and after.number == (1,) and after.kind in ("part", "chapter", "article"))


def _numbered_heading(text: str, pieces: list[Piece], index: int) -> bool:
    """一、 with a few words, no sentence, and something below it."""
    sentence = ended(text) or text[-1] in _HEADING_ENDS
    return len(text) <= 40 and not sentence and index + 1 < len(pieces)


def _plain_heading(pieces: list[Piece], index: int) -> bool:
    """A short line without a stop between paragraphs, and no line of a letter's frame."""
    text = pieces[index].text
    if len(text) > _LONGEST_HEADING or text[-1] in _HEADING_ENDS or index + 1 >= len(pieces):
        return False
    if ended(text) or _stands_alone(text, "") or BYLINE.match(text) or ATTACHMENT.match(text):
        return False
    if CAPTION.match(text):
        return False
    following = pieces[index + 1]
    return len(following.text) > len(text) and (ended(following.text) or len(following.text) > 60)
