"""From the stream to an issue's outline: cover, sections, articles and their paragraphs.

Every character of the stream ends in exactly one place here: a piece that will be published, or
a drop with its reason. The ledger checks the sum.
"""

from __future__ import annotations

import re
from itertools import pairwise

from bulletin.model import BulletinError
from bulletin.outline import contents
from bulletin.outline.cover import MONTH, NUMBER, declared
from bulletin.outline.drafts import (
    Draft,
    Outline,
    Work,
    drop_entry,
    empty,
    source_line,
    without_furniture,
)
from bulletin.outline.paragraphs import body, published
from bulletin.outline.passage import Paragraph, Passage, Stream, join
from bulletin.outline.warnings import warning

# Who made an issue, by labels at the beginning of a line or behind a space.
_MADE = re.compile(
    r"(?:^|\s)(?:主\s*编|责任?编辑|编\s*辑(?:部)?|编\s*审|审\s*校|校\s*对|总\s*编|编\s*印|印\s*数|印\s*刷)"
    r"\s*(?:[：:]|\s)|^[（(【]?内部(?:资料|交流|刊物)|准印证"
)
_IMPRINT = re.compile(
    rf"{_MADE.pattern}|^(?:地\s*址|邮\s*编|电\s*话|传\s*真|网\s*址|邮\s*箱|投稿|联系|[Ee]-?mail|微信)"
    r"|^(?:主\s*办|承\s*办|协\s*办|主\s*管|出\s*版|发\s*送|报\s*送|抄\s*送|发\s*行|本期)[^，。]{0,8}[：:]"
    r"|免费(?:交流|赠阅)$"
)
_LONGEST_IMPRINT = 80  # characters


def outline(stream: Stream, name: str, by_text: bool) -> Outline:
    """The issue's outline; `by_text` where only the text can tell headings."""
    work = Work(name)
    paragraphs = without_furniture(stream.paragraphs, work)
    start = contents.head(paragraphs)
    if start is None:
        cover_end, matches = _untitled(paragraphs, name)
        listed = paragraphs[:0]
    else:
        found, first = contents.entries(paragraphs, start + 1)
        if not found:
            raise _no_contents(name, str(paragraphs[start].place))
        cover_end, listed = start, paragraphs[start + 1 : first]
        work.drop("contents", paragraphs[start].passage)
        matches, ordered = contents.match(found, paragraphs, first, name)
        _check_entries(found, matches, ordered, work)
        _refuse_second_issue(paragraphs, first, name)
        _unplaced(paragraphs[first : matches[0].start], work)
    said = declared(paragraphs[:cover_end], name)
    text_end = len(paragraphs) - _imprint(paragraphs[matches[-1].end :])
    whole = (*paragraphs[:cover_end], *paragraphs[text_end:])
    cover = tuple(published(p, work) for p in whole)
    paragraphs = paragraphs[:text_end]
    heads = contents.sections(matches)
    section_titles = tuple(_title(hit, paragraphs, work) for hit in heads)
    articles = tuple(_articles(paragraphs, matches, heads, work, by_text))
    for paragraph in listed:
        drop_entry(paragraph, work)
    return Outline(
        said.number,
        said.month,
        said.edition,
        cover,
        section_titles,
        articles,
        tuple(work.drops),
        tuple(work.joins),
        tuple(work.warnings),
        last_number=said.last_number if said.last_number > said.number else None,
        last_month=said.last_month if said.last_month > said.month else None,
    )


def _imprint(paragraphs: tuple[Paragraph, ...]) -> int:
    """How many paragraphs at the end of an issue say who made it: they belong to no article."""
    count = 0
    for paragraph in reversed(paragraphs):
        long = len(paragraph.text) > _LONGEST_IMPRINT or paragraph.text.endswith("。")
        if long or not _IMPRINT.search(paragraph.text):
            break
        count += 1
    last = paragraphs[len(paragraphs) - count :]
    made = any(_MADE.search(paragraph.text) for paragraph in last)
    return count if made and count < len(paragraphs) else 0


def _untitled(paragraphs: tuple[Paragraph, ...], name: str) -> tuple[int, list[contents.Match]]:
    """An issue without a contents page can be read where styles mark its titles."""
    matches = contents.by_levels(paragraphs)
    if len({m.entry.level for m in matches}) < 2:
        raise _no_contents(name, "全文")
    return matches[0].start, matches


def _no_contents(name: str, place: str) -> BulletinError:
    return BulletinError(
        "no-contents",
        f"{name} {place}",
        "没有目录，也没有标题样式",
        "单独一行“目录”，其下每行一个栏目或文章标题和页码",
        "补上目录页后再导入",
    )


def _unplaced(paragraphs: tuple[Paragraph, ...], work: Work) -> None:
    """Text between the contents page and the first title belongs to no article."""
    for paragraph in paragraphs:
        raise BulletinError(
            "text-without-title",
            f"{work.name} {paragraph.place}",
            f"目录之后、第一个标题之前有“{paragraph.text[:16]}”",
            "目录之后就是第一个栏目或文章的标题",
            "把它补进目录，或移到文章里",
        )


def _check_entries(
    found: list[contents.Entry], matches: list[contents.Match], ordered: bool, work: Work
) -> None:
    """Warn of entries that disagree with the body."""
    if not ordered:
        work.warnings.append(
            warning(
                "contents-order", found[0].paragraph, "目录", "目录次序与正文不同，已按正文次序编排"
            )
        )
    pages = [entry.page for entry in found if entry.page]
    for entry, before, after in zip(found[1:], pages, pages[1:], strict=False):
        if after < before:
            hint = f"前一条是第 {before} 页，这一条是第 {after} 页"
            work.warnings.append(warning("contents-pages", entry.paragraph, entry.title, hint))
    seen: set[str] = set()
    for hit in matches:
        if not hit.exact:
            hint = f"目录作“{hit.entry.title}”，正文标题有出入，已用正文的"
            work.warnings.append(warning("title-differs", hit.entry.paragraph, "", hint))
        if hit.entry.key in seen:
            text = hit.entry.title
            work.warnings.append(warning("title-repeated", hit.entry.paragraph, text, "标题重复"))
        seen.add(hit.entry.key)


def _refuse_second_issue(paragraphs: tuple[Paragraph, ...], first: int, name: str) -> None:
    for paragraph in paragraphs[first:]:
        key = paragraph.passage.key
        again = key in contents.HEADS or (
            len(key) < 40 and NUMBER.search(key) and MONTH.search(key)
        )
        if again:
            raise BulletinError(
                "two-issues",
                f"{name} {paragraph.place}",
                f"又出现了“{paragraph.text[:20]}”，像是另一期的开头",
                "一个文件只有一期简报",
                "把两期分成两个文件，分别导入",
            )


def _title(hit: contents.Match, paragraphs: tuple[Paragraph, ...], work: Work) -> Passage:
    """The title as printed over the article, with the spaces of the contents page.

    A space that only the body has comes from wrapping the line; one that only the contents page
    has stands for the line break of a title in two lines.
    """
    lines = paragraphs[hit.start : hit.end]
    for before, after in pairwise(lines):
        if before.sheet != after.sheet:
            work.joins.append(after.passage.at[0])
    own = join(line.passage for line in lines)
    if not hit.exact or hit.entry.paragraph is lines[0]:
        title, edges = own.split_edges()
        work.drop("edge-space", edges)
        return title
    letters = iter(i for i, c in enumerate(own.text) if not c.isspace())
    found, used, at = Passage(), set[int](), 0
    for index, char in enumerate(hit.entry.title):
        if not char.isspace():
            at = next(letters)
            found += own.part(at, at + 1)
            used.add(at)
        elif at + 1 < len(own.text) and own.text[at + 1].isspace() and at + 1 not in used:
            found += own.part(at + 1, at + 2)
            used.add(at + 1)
        else:
            found += hit.entry.passage.part(index, index + 1)
            work.taken.add(hit.entry.passage.at[index])
    for index in range(len(own.text)):
        if index not in used:
            work.drop("title-wrap", own.part(index, index + 1))
    return found


def _articles(
    paragraphs: tuple[Paragraph, ...],
    matches: list[contents.Match],
    heads: list[contents.Match],
    work: Work,
    by_text: bool,
) -> list[Draft]:
    """The articles with their paragraphs, each up to the next title."""
    drafts: list[Draft] = []
    section = "本期文章"
    ends = [m.start for m in matches[1:]] + [len(paragraphs)]
    first_sheet = paragraphs[matches[0].start].sheet
    for hit, end in zip(matches, ends, strict=True):
        title = paragraphs[hit.start : hit.end]
        if hit in heads:
            section = re.sub(r"^\s+|\s+$", "", hit.entry.title)
            continue
        found = _title(hit, paragraphs, work)
        rest = paragraphs[hit.end : end]
        rest, source = source_line(rest, work)
        if not rest:
            raise empty(title[0], found.text, work.name)
        _unlisted(rest, title[0], work)
        pieces = body(rest, found.text, title[0].block.level, work, by_text)
        sheet = title[0].sheet - first_sheet + 1
        number = f"{len(drafts) + 1:02}"
        drafts.append(
            Draft(
                number, found, section, hit.entry.page, sheet, source, pieces, title[0], hit.entry
            )
        )
    return drafts


def _unlisted(rest: tuple[Paragraph, ...], title: Paragraph, work: Work) -> None:
    """A heading as high as the article's own may be an article that the contents lack."""
    for paragraph in rest:
        if (
            paragraph.block.level
            and title.block.level
            and paragraph.block.level <= title.block.level
        ):
            hint = "若是另一篇文章，请补进目录；若是小标题，请用低一级的标题样式"
            found = warning("heading-without-entry", paragraph, "", hint, level="error")
            work.warnings.append(found)
