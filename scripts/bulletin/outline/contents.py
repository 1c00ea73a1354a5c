"""Cover and contents page: which entries the issue declares, and where each stands in the body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from bulletin.model import BulletinError
from bulletin.outline.passage import Paragraph, Passage, join

HEADS = frozenset({"目录", "目次", "本期目录", "要目", "本期要目", "contents", "CONTENTS"})
_PAGED = re.compile(
    r"[\s.．·…‥⋯─—\-_]*[\s.．·…‥⋯\t]+[（(]?(\d{1,4})[)）]?$|[.．·…‥⋯]{2,}\s*(\d{1,4})$"
)
_LEADERS = re.compile(r"[\s.．·…‥⋯]*[.．·…‥⋯]{2,}[\s.．·…‥⋯]*$")
_NEAR = 0.86  # how alike a title must be to count as one with a slip


@dataclass(frozen=True)
class Entry:
    """A line of the contents page."""

    passage: Passage
    page: int | None
    paragraph: Paragraph
    level: int | None = None

    @property
    def title(self) -> str:
        """The title as the contents page prints it."""
        return self.passage.text

    @property
    def key(self) -> str:
        """The title without spaces."""
        return self.passage.key


@dataclass(frozen=True)
class Match:
    """An entry and the paragraphs of the body that print its title."""

    entry: Entry
    start: int
    end: int
    exact: bool = True


def head(paragraphs: tuple[Paragraph, ...]) -> int | None:
    """The index of the heading 目录."""
    for index, paragraph in enumerate(paragraphs):
        if paragraph.passage.key in HEADS or (
            paragraph.passage.key.startswith("目录") and len(paragraph.passage.key) < 4
        ):
            return index
    return None


def entries(paragraphs: tuple[Paragraph, ...], start: int) -> tuple[list[Entry], int]:
    """The entries from `start` on, and the index of the first paragraph of the body."""
    found: list[Entry] = []
    pending: list[Paragraph] = []
    index = start
    while index < len(paragraphs):
        paragraph = paragraphs[index]
        if found and not pending and _is_title(paragraphs, index, found[0]):
            break
        entry = _entry(pending, paragraph)
        if entry is None and len(pending) >= 3:
            break
        pending = [] if entry else [*pending, paragraph]
        if entry:
            found.append(entry)
        index += 1
    return (found, index - len(pending)) if found else _unpaged(paragraphs, start)


def _is_title(paragraphs: tuple[Paragraph, ...], index: int, first: Entry) -> bool:
    """Whether the body begins here: the first entry's title without a page number."""
    text = ""
    for paragraph in paragraphs[index : index + 4]:
        text += paragraph.passage.key
        if text == first.key:
            return True
    return False


def _entry(pending: list[Paragraph], paragraph: Paragraph) -> Entry | None:
    """An entry ends with its page number; lines without one are its beginning."""
    found = _PAGED.search(paragraph.text)
    if not found:
        return None
    title = join([*(_bare(p.passage) for p in pending), _bare(parts(paragraph)[0])])
    if not title.text or len(title.text) > 200:
        return None
    first = pending[0] if pending else paragraph
    return Entry(title, int(found[1] or found[2]), first, _level(first))


def _bare(passage: Passage) -> Passage:
    """A line of an entry without its leaders and outer spaces."""
    return passage.part(0, len(_LEADERS.sub("", passage.text).rstrip())).split_edges()[0]


def _level(paragraph: Paragraph) -> int | None:
    found = re.search(r"(?i)(?:toc|目录)\s*(\d)", paragraph.block.style or "")
    return int(found[1]) if found else None


def _unpaged(paragraphs: tuple[Paragraph, ...], start: int) -> tuple[list[Entry], int]:
    """A contents page without page numbers ends where its first title is printed again."""
    if start >= len(paragraphs):
        return [], start
    first = paragraphs[start].passage.key
    for index in range(start + 1, min(len(paragraphs), start + 200)):
        if paragraphs[index].passage.key == first:
            found = [
                Entry(p.passage.split_edges()[0], None, p, _level(p))
                for p in paragraphs[start:index]
            ]
            return found, index
    return [], start


def by_levels(paragraphs: tuple[Paragraph, ...]) -> list[Match]:
    """Entries from heading styles, for an issue without a contents page."""
    levels = sorted({p.block.level for p in paragraphs if p.block.level})[:2]
    return [
        Match(Entry(p.passage.split_edges()[0], None, p, p.block.level), i, i + 1)
        for i, p in enumerate(paragraphs)
        if p.block.level in levels
    ]


def match(
    found: list[Entry], paragraphs: tuple[Paragraph, ...], start: int, name: str
) -> tuple[list[Match], bool]:
    """Where each entry's title is printed, in the order of the body; False where orders differ."""
    matches, at = [], start
    for entry in found:
        hit = _find(entry, paragraphs, at) or _near(entry, paragraphs, at, found)
        if hit is None:
            return _anywhere(found, paragraphs, start, name), False
        matches.append(hit)
        at = hit.end
    return matches, True


def _find(entry: Entry, paragraphs: tuple[Paragraph, ...], at: int) -> Match | None:
    """The first place from `at` on where one to four paragraphs print the title."""
    for index in range(at, len(paragraphs)):
        text = ""
        for end in range(index, min(index + 4, len(paragraphs))):
            text += paragraphs[end].passage.key
            if text == entry.key:
                return Match(entry, index, end + 1)
            if not entry.key.startswith(text):
                break
    return None


def _near(
    entry: Entry, paragraphs: tuple[Paragraph, ...], at: int, found: list[Entry]
) -> Match | None:
    """A paragraph that differs from the title by a slip of a few characters."""
    others = {other.key for other in found if other is not entry}
    for index in range(at, len(paragraphs)):
        key = paragraphs[index].passage.key
        if abs(len(key) - len(entry.key)) > 6 or len(key) < 6 or key in others:
            continue
        if SequenceMatcher(None, key, entry.key, autojunk=False).ratio() >= _NEAR:
            return Match(entry, index, index + 1, exact=False)
    return None


def _anywhere(
    found: list[Entry], paragraphs: tuple[Paragraph, ...], start: int, name: str
) -> list[Match]:
    """Titles in another order than the contents; one that is nowhere refuses the import."""
    matches: list[Match] = []
    for entry in found:
        taken = {m.start for m in matches}
        at = start
        while (hit := _find(entry, paragraphs, at)) and hit.start in taken:
            at = hit.end
        if hit is None:
            raise BulletinError(
                "entry-without-body",
                f"{name} {entry.paragraph.place}",
                f"目录列有“{entry.title}”，正文里找不到这个标题",
                "目录的每一条在正文里都有同名标题（空格不计）",
                "补上这篇文章，或从目录里删去这一条",
            )
        matches.append(hit)
    return sorted(matches, key=lambda m: m.start)


def parts(paragraph: Paragraph) -> tuple[Passage, Passage, Passage]:
    """An entry's line as title, leaders and page number."""
    text = paragraph.passage.text
    digits = re.search(r"[（(]?\d{1,4}[)）]?\s*$", text)
    numbered = _PAGED.search(text.rstrip())
    end = digits.start() if digits and numbered else len(text)
    body = re.search(r"[\s.．·…‥⋯]*$", text[:end])
    cut = body.start() if body else end
    passage = paragraph.passage
    return passage.part(0, cut), passage.part(cut, end), passage.part(end)


def sections(matches: list[Match]) -> list[Match]:
    """The entries that head a section: another title follows directly, or their level says so."""
    levels = {m.entry.level for m in matches if m.entry.level}
    if len(levels) > 1:
        top = min(levels)
        return [m for m in matches if m.entry.level == top]
    return [
        m for m, after in zip(matches, [*matches[1:], None], strict=True)
        if after is not None and after.start == m.end
    ]  # fmt: skip
