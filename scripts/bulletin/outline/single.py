"""A document that comes by itself – a 办法, a 通知 – as an outline of one article.

It has no cover and no contents page of an issue: the editor or the folder says where it belongs,
and the title is the one that the document prints over its own text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from bulletin.files import folders
from bulletin.law.letters import ATTACHMENT, CLOSING, DATE, SOURCE, TITLE, clauses, official, roles
from bulletin.law.letters import NUMBER as DOCUMENT_NUMBER
from bulletin.law.markers import marker
from bulletin.law.source_line import parse_date
from bulletin.model import BulletinError
from bulletin.outline import contents
from bulletin.outline.cover import NUMBER
from bulletin.outline.drafts import (
    Draft,
    Outline,
    Work,
    drop_entry,
    empty,
    source_line,
    without_furniture,
)
from bulletin.outline.paragraphs import Piece, body
from bulletin.outline.passage import Paragraph, Passage, Stream, join
from bulletin.outline.warnings import warning

_ISSUE = re.compile(r"简报$|\d\s*月\s*期|本期")
# Lines over a title that are no part of it: letterhead, urgency, bracketed history of the text.
_OVER = re.compile(r"文件$|^(?:特急|特提|加急|急件|平急|绝密|机密|秘密|内部)|^[（(].*[）)]$|^★")
_RUNS_ON = re.compile(r"^[的》（(]")  # a title's next line, where the line above could be its end
_LONGEST_TITLE = 6  # lines
_FRONT = 100  # characters: a longer paragraph is text


@dataclass(frozen=True)
class Given:
    """What the editor or the folder says of a document that has no cover."""

    month: str | None = None
    number: int | None = None
    section: str | None = None
    title: str | None = None
    known: str | None = None  # the title that the article has already, for a text that prints none
    id: str = "01"
    alone: bool = False  # the editor says that it is a single document
    whole: bool = False  # it is to be an issue: what has no cover is refused
    issues: Path | None = None  # the folder of all issues, for the number that comes next


def is_alone(stream: Stream) -> bool:
    """Whether the source is one official document rather than an issue."""
    paragraphs = stream.paragraphs
    opening = [p.text for p in paragraphs[:40] if len(p.text) <= 60]
    if any(NUMBER.search(text) for text in opening) or any(map(_ISSUE.search, opening[:6])):
        return False
    head = contents.head(paragraphs)
    if head is not None and not _own_contents(paragraphs, head):
        return False
    blocks = [("p", p.text) for p in paragraphs]
    return official(roles(blocks), bool(clauses(blocks))) or _title_lines(paragraphs)[2]


def _own_contents(paragraphs: tuple[Paragraph, ...], head: int) -> bool:
    """Whether a contents page lists the chapters of one document."""
    found, _ = contents.entries(paragraphs, head + 1)
    inner = [e for e in found if marker(e.title) or ATTACHMENT.match(e.title) or _closes(e.title)]
    return bool(found) and len(inner) * 2 > len(found)


def _closes(title: str) -> bool:
    return bool(CLOSING.match(title))


def outline(stream: Stream, name: str, by_text: bool, given: Given) -> Outline:
    """The outline of an issue that has this one article."""
    work = Work(name)
    if not stream.paragraphs:
        raise BulletinError(
            "file-empty", name, "没有一个字", "有正文的文件", "核对是不是放错了文件，或者没有保存"
        )
    paragraphs = _without_contents(without_furniture(stream.paragraphs, work), work)
    start, end, _ = _title_lines(paragraphs)
    title, start, end = _title(paragraphs, start, end, work, given)
    over = paragraphs[start].block.level if end > start else None
    first = paragraphs[start if end > start else 0]
    rest, source = source_line(paragraphs[:start] + paragraphs[end:], work)
    if not rest:
        raise empty(first, title.text, name)
    pieces = body(rest, title.text, over, work, by_text)
    pieces = tuple(_named_apart(piece, given.id) for piece in pieces)
    month = given.month or _month(pieces, name)
    number = given.number or _number(month, given, work, first)
    section = given.section or _section(pieces, title.text)
    entry = contents.Entry(title, None, first)
    draft = Draft(given.id, title, section, None, 1, source, pieces, first, entry)
    return Outline(
        number, month, None, (), (), (draft,),
        tuple(work.drops), tuple(work.joins), tuple(work.warnings), alone=True,
    )  # fmt: skip


def _without_contents(paragraphs: tuple[Paragraph, ...], work: Work) -> tuple[Paragraph, ...]:
    """Leave out the document's own contents page; each of its entries is printed in the text."""
    head = contents.head(paragraphs)
    if head is None or not _own_contents(paragraphs, head):
        return paragraphs
    found, first = contents.entries(paragraphs, head + 1)
    contents.match(found, paragraphs, first, work.name)
    work.drop("contents", paragraphs[head].passage)
    for paragraph in paragraphs[head + 1 : first]:
        drop_entry(paragraph, work)
    return paragraphs[:head] + paragraphs[first:]


def _title_lines(paragraphs: tuple[Paragraph, ...]) -> tuple[int, int, bool]:
    """Where the title stands, and whether it names a kind of document; 0, 0 where none is."""
    front = 0
    while front < len(paragraphs) and not _is_text(paragraphs[front]):
        front += 1
    lines = [p.text for p in paragraphs[:front]]
    free = [not _beside_title(text) for text in lines]
    for start in range(front):
        for end in range(start + 1, min(start + _LONGEST_TITLE, front) + 1):
            if not all(free[start:end]):
                break
            if TITLE.search("".join(lines[start:end])) and not _more(lines, free, start, end):
                return start, end, True
    first = next((i for i in range(front) if free[i]), None)
    return (0, 0, False) if first is None else (first, first + 1, False)


def _more(lines: list[str], free: list[bool], start: int, end: int) -> bool:
    """Whether the line at `end` still belongs to the title."""
    if end >= len(lines) or not _RUNS_ON.match(lines[end]):
        return False
    so_far = "".join(lines[start:end])
    if so_far.count("《") > so_far.count("》") or lines[end].startswith(("的", "》")):
        return free[end]
    return bool(re.fullmatch(r"[（(](?:试行|暂行|修订|草案|征求意见稿)[^）)]*[）)]", lines[end]))


def _is_text(paragraph: Paragraph) -> bool:
    """Whether the document's text has begun: a clause, a sentence, a letter's address, a table."""
    text = paragraph.text
    return bool(
        paragraph.cells
        or marker(text)
        or len(text) > _FRONT
        or (text.endswith(("。", "：", ":", "；")) and not SOURCE.match(text))
    )


def _beside_title(text: str) -> bool:
    """Whether a line over the text cannot be of the title."""
    trial = re.fullmatch(r"[（(](?:试行|暂行|修订|草案|征求意见稿)[^）)]*[）)]", text)
    alone = DOCUMENT_NUMBER.match(text) or DATE.match(text) or ATTACHMENT.match(text)
    return bool(alone or SOURCE.match(text) or (_OVER.search(text) and not trial))


def _title(
    paragraphs: tuple[Paragraph, ...], start: int, end: int, work: Work, given: Given
) -> tuple[Passage, int, int]:
    """The title as printed; one that the editor gives stands beside the text, which keeps all."""
    printed, edges = join(p.passage for p in paragraphs[start:end]).split_edges()
    wanted = re.sub(r"\s", "", given.title or "")
    if wanted and wanted != printed.key:
        return Passage(given.title or ""), 0, 0
    if not printed.text and given.known:
        return Passage(given.known), 0, 0
    if not printed.text:
        raise BulletinError(
            "title-missing",
            f"{work.name} {paragraphs[0].place}" if paragraphs else work.name,
            "正文之前没有标题",
            "第一行是文件的标题，如“某某办法”",
            "在文件开头补上标题，或用 --title 写明",
        )
    work.drop("edge-space", edges)
    return printed, start, end


def _named_apart(piece: Piece, own: str) -> Piece:
    """An image of an added article has a name that no other article's has."""
    if piece.image is None or own == "01":
        return piece
    return replace(piece, image=replace(piece.image, name=f"{own}-{piece.image.name}"))


def _month(pieces: tuple[Piece, ...], name: str) -> str:
    """The month of the document's own date, where nobody says another."""
    dated = next((parse_date(p.text) for p in pieces if DATE.match(p.text)), None)
    if dated is None:
        raise BulletinError(
            "month-unknown",
            name,
            "文件没有封面，也没有落款日期，不知道属于哪一期",
            "导入到以年月命名的文件夹，如 content/issues/2026-05",
            "用 --into content/issues/2026-05 或 --month 2026-05 写明",
        )
    return f"{dated:%Y-%m}"


def _number(month: str, given: Given, work: Work, first: Paragraph) -> int:
    """The issue's number: as its folder has it, else counted on from the other months."""
    number, certain = folders.number_of(given.issues, month)
    if not certain:
        hint = f"暂记为总第 {number} 期；用 --number 写明，或改 index.md 的 number"
        work.warnings.append(warning("number-assumed", first, "", hint))
    return number


def _section(pieces: tuple[Piece, ...], title: str) -> str:
    """The section of the bulletin where such a document is printed."""
    blocks = [(piece.tag, piece.text) for piece in pieces]
    policy = TITLE.search(title) or official(roles(blocks), bool(clauses(blocks)))
    return "政策速递" if policy else "资讯传递"
