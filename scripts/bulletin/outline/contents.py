"""Cover and contents page: which entries the issue declares, and where each stands in the body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from bulletin.model import BulletinError
from bulletin.outline.passage import Paragraph, Passage, join

HEADS = frozenset({"目录", "目次", "本期目录", "要目", "本期要目", "contents", "CONTENTS"})
_DOTS = r"\s.．·…‥⋯"
_PAGED = re.compile(
    rf"[{_DOTS}─—\-_]*[{_DOTS}\t]+[（(]?(\d{{1,4}})[)）]?$|[.．·…‥⋯]{{2,}}\s*(\d{{1,4}})$"
    r"|[（(【\[]\s*(?:[Pp]\.?\s*)?(\d{1,3})\s*[)）】\]]$"
    rf"|[{_DOTS}/／—─\-]*第\s*(\d{{1,4}})\s*页$|[{_DOTS}/／—─\-]+[Pp][.．]?\s*(\d{{1,4}})$"
    rf"|[{_DOTS}]*[/／]\s*(\d{{1,4}})$"
)
_PAGE = re.compile(
    r"(?:[（(【\[]\s*(?:[Pp]\.?\s*)?\d{1,4}\s*[)）】\]]"
    r"|(?:[/／]\s*)?(?:第\s*\d{1,4}\s*页|[Pp][.．]?\s*\d{1,4}|\d{1,4}))\s*$"
)
_HAN = r"[\u3400-\u9fff]"
# What stands before a title in a contents page and not over the text: numbers and bullets.
_LEAD = re.compile(
    r"[◆◇●○■□▲△★☆※•·◎►▶—－-]+\s*|第?[一二三四五六七八九十]{1,3}[、.．]\s*|[（(][一二三四五六七八九十\d]{1,3}[)）]\s*"
    r"|\d{1,3}[、.．)）](?!\d)\s*|\d{1,3}\s+|[①-⑳]\s*"
)
# Who wrote it, behind the title: after a space, a stroke or in brackets.
_BY = re.compile(
    rf"(?:[{_DOTS}]+(?:[文图]\s*[/／]|作者[:：]|本刊记者\s*)?|\s*[/／]\s*(?:文\s*[/／])?|\s*——\s*|\s*[（(](?:作者[:：])?)"
    rf"({_HAN}{{2,4}}(?:[\s、，]+{_HAN}{{2,4}}){{0,3}})[)）]?$"
)
_PAIRS = {"【": "】", "[": "]", "［": "］", "〔": "〕", "《": "》", "〖": "〗", "「": "」"}
_AROUND = "".join([*_PAIRS, *_PAIRS.values()]) + "():（）：—- "
_LEADERS = re.compile(r"[\s.．·…‥⋯]*[.．·…‥⋯]{2,}[\s.．·…‥⋯]*$")
_ISSUER = re.compile(r"(?:部|委|厅|局|院|署|会|行|社|政府|办公室|中心|委员会|学院|大学|公司)$")
_LONGEST_SECTION = 8
_NEAR = 0.86  # how alike a title must be to count as one with a slip


@dataclass(frozen=True)
class Entry:
    """A line of the contents page."""

    passage: Passage
    page: int | None
    paragraph: Paragraph
    level: int | None = None
    authors: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The title as the contents page prints it."""
        return self.passage.text

    @property
    def key(self) -> str:
        """The title without spaces."""
        return self.passage.key

    def readings(self) -> Iterator[Entry]:
        """The entry as it stands, then without what contents pages put around a title."""
        text = self.title
        lead, by = _LEAD.match(text), _BY.search(text)
        starts = [0, lead.end()] if lead else [0]
        ends = [len(text), by.start()] if by and by.start() else [len(text)]
        if len(bare := text.rstrip("—－- ")) < len(text):
            ends.append(len(bare))
        for end in ends:
            authors = tuple(re.split(r"[\s、，]+", by[1])) if by and end == by.start() else ()
            for start in starts:
                yield self._cut(start, end, authors)
                if end - start > 2 and _PAIRS.get(text[start]) == text[end - 1]:
                    yield self._cut(start + 1, end - 1, authors)

    def _cut(self, start: int, end: int, authors: tuple[str, ...]) -> Entry:
        part = self.passage.part(start, end).split_edges()[0]
        return replace(self, passage=part, authors=authors)


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
        key = paragraph.passage.key.strip(_AROUND)
        if key in HEADS or (key.startswith("目录") and len(key) < 4):
            return index
    return None


def entries(paragraphs: tuple[Paragraph, ...], start: int) -> tuple[list[Entry], int]:
    """The entries from `start` on, and the index of the first paragraph of the body.

    A line with a page number ends an entry; one without is its beginning, or, where the body
    prints it by itself, an entry of its own: the usual heading of a section.
    """
    found: list[Entry] = []
    pending: list[Paragraph] = []
    last = {paragraph.passage.key: index for index, paragraph in enumerate(paragraphs)}
    index = start
    while index < len(paragraphs):
        paragraph = paragraphs[index]
        if found and not pending and _is_title(paragraphs, index, found[0]):
            break
        entry = _entry(pending, paragraph)
        if entry is None and not pending and _stands_alone(paragraphs, index, last):
            entry = _line(paragraph)
        if entry is None and len(pending) >= 3:
            break
        pending = [] if entry else [*pending, paragraph]
        if entry:
            found.append(entry)
        index += 1
    if not any(entry.page for entry in found):
        return _unpaged(paragraphs, start)
    return found, index - len(pending)


def _line(paragraph: Paragraph) -> Entry:
    """A line of the contents without a page number as an entry."""
    return Entry(_bare(paragraph.passage), None, paragraph, _level(paragraph))


def _stands_alone(paragraphs: tuple[Paragraph, ...], index: int, last: Mapping[str, int]) -> bool:
    """Whether the body prints a line by itself, and not as the beginning of a longer title."""
    if not any(last.get(entry.key, -1) > index for entry in _line(paragraphs[index]).readings()):
        return False
    for end in range(index + 1, min(index + 4, len(paragraphs))):
        whole = _entry(list(paragraphs[index:end]), paragraphs[end])
        if whole:
            hits = (_find(entry, paragraphs, end + 1) for entry in whole.readings())
            hit = next(filter(None, hits), None)
            return hit is None or _two_headings(paragraphs[hit.start : hit.end])
    return True


def _two_headings(lines: tuple[Paragraph, ...]) -> bool:
    """Whether what follows each other in the body is a section's heading and a title.

    The first line of a title in several is long, or names who issues the document.
    """
    if len(lines) < 2 or _ISSUER.search(lines[0].text):
        return False
    short = len(lines[0].passage.key) <= _LONGEST_SECTION
    return short or lines[1].place.line - lines[0].place.line > 1


def _is_title(paragraphs: tuple[Paragraph, ...], index: int, first: Entry) -> bool:
    """Whether the body begins here: the first entry's title without a page number."""
    keys = {entry.key for entry in first.readings()}
    text = ""
    for paragraph in paragraphs[index : index + 4]:
        text += paragraph.passage.key
        if text in keys:
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
    return Entry(title, int(next(filter(None, found.groups()))), first, _level(first))


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
        hit = _first(entry, paragraphs, at) or _near(entry, paragraphs, at, found)
        if hit is None:
            return _anywhere(found, paragraphs, start, name), False
        matches.append(hit)
        at = hit.end
    return matches, True


def _first(entry: Entry, paragraphs: tuple[Paragraph, ...], at: int) -> Match | None:
    """The place of the entry as it stands, else as its bare title."""
    hits = (_find(reading, paragraphs, at) for reading in entry.readings())
    return next(filter(None, hits), None)


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
        while (hit := _first(entry, paragraphs, at)) and hit.start in taken:
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
    digits = _PAGE.search(text)
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
