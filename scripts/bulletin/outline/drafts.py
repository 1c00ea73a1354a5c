"""What an outline is made of: drafts of articles, and the list of what is not published."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bulletin.law.letters import SOURCE
from bulletin.model import BulletinError
from bulletin.outline import contents
from bulletin.outline.cover import NUMBER
from bulletin.outline.paragraphs import Piece
from bulletin.outline.passage import Paragraph, Passage
from bulletin.outline.unwrapping import PAGE_NUMBER
from bulletin.outline.warnings import Warning, warning

_RUNNING = re.compile(
    r"^\S{2,16}\s*(?:19|20)\d\d\s*年\s*\d{1,2}\s*月(?:期)?(?:\s*[|｜]?\s*总.*期)?$"
)
_ENTRY_DROPS = ("contents", "leader", "contents-page")


@dataclass(frozen=True)
class Draft:
    """An article as the source has it."""

    id: str
    title: Passage
    section: str
    page: int | None
    sheet: int
    source: Passage | None
    pieces: tuple[Piece, ...]
    paragraph: Paragraph
    entry: contents.Entry


@dataclass(frozen=True)
class Outline:
    """An issue as the source has it."""

    number: int
    month: str
    edition: str | None
    cover: tuple[Piece, ...]
    sections: tuple[Passage, ...]
    articles: tuple[Draft, ...]
    drops: tuple[tuple[str, tuple[int, ...]], ...]
    joins: tuple[int, ...]  # stream positions where a paragraph goes on behind a break
    warnings: tuple[Warning, ...]
    alone: bool = False  # one document without cover and contents page
    last_number: int | None = None  # of an issue that stands for several
    last_month: str | None = None


@dataclass
class Work:
    """What the stages add to."""

    name: str
    drops: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)
    joins: list[int] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)  # spaces of the contents page that are published

    def drop(self, reason: str, passage: Passage) -> None:
        """Put characters on the list of what is not published."""
        if passage.at:
            self.drops.append((reason, passage.at))


def without_furniture(paragraphs: tuple[Paragraph, ...], work: Work) -> tuple[Paragraph, ...]:
    """Leave out what heads and foots the pages, where the text carries it."""
    kept = []
    for index, paragraph in enumerate(paragraphs):
        if PAGE_NUMBER.match(paragraph.text):
            work.drop("page-number", paragraph.passage)
        elif index and _RUNNING.match(paragraph.text) and not NUMBER.search(paragraph.text):
            work.drop("running-head", paragraph.passage)
        else:
            kept.append(paragraph)
    return tuple(kept)


def drop_entry(paragraph: Paragraph, work: Work) -> None:
    """What the contents page prints is dropped, but for spaces that a title took from it."""
    for reason, passage in zip(_ENTRY_DROPS, contents.parts(paragraph), strict=True):
        kept = [(c, at) for c, at in zip(passage.text, passage.at, strict=True)]
        kept = [(c, at) for c, at in kept if at not in work.taken]
        work.drop(reason, Passage("".join(c for c, _ in kept), tuple(at for _, at in kept)))


def empty(paragraph: Paragraph, title: str, name: str) -> BulletinError:
    return BulletinError(
        "article-empty",
        f"{name} {paragraph.place}",
        f"“{title[:24]}”只有标题，没有正文",
        "标题之下有正文",
        "补上正文，或从目录和正文里删去这篇",
    )


def source_line(
    paragraphs: tuple[Paragraph, ...], work: Work
) -> tuple[tuple[Paragraph, ...], Passage | None]:
    """The 来源 line: the last line, or the first; one in the middle stays text and is warned of."""
    at = [i for i, p in enumerate(paragraphs) if SOURCE.match(p.text)]
    last = len(paragraphs) - 1
    chosen = last if last in at else 0 if 0 in at else None
    for index in at:
        if index != chosen:
            hint = "来源行应在文章末尾；其后若是另一篇文章，请把标题补进目录"
            p = paragraphs[index]
            work.warnings.append(warning("source-inside", p, p.text, hint, level="error"))
    if chosen is None:
        return paragraphs, None
    own, edges = paragraphs[chosen].passage.split_edges()
    work.drop("edge-space", edges)
    return paragraphs[:chosen] + paragraphs[chosen + 1 :], own
