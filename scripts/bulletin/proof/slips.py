"""Slips of the source that an editor should see; nothing is mended because of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise

from bulletin.law import facts, identity, source_line
from bulletin.law.clauses import Unit
from bulletin.law.markers import marker
from bulletin.model import Document, Issue
from bulletin.outline.drafts import Draft, Outline
from bulletin.outline.passage import Stream
from bulletin.outline.warnings import Level, Warning, warning
from bulletin.readers import NOTICES, Manuscript

# Characters that are written only in traditional Chinese, of the words that documents use.
_TRADITIONAL = frozenset(
    "辦國發會業產機關與爲為個們來時對動務經濟實現開設備構際標準應該資質優勢結條規劃區縣鄉鎮長員"
    "導項負責辭職電話號碼報紙書記錄計統計財稅費銀錢貸債證權險額數據網絡線專門項獎勵點擊農轉變體"
    "學習醫藥環境競爭歷史調節約級組織單獨後續運輸車輛飛機場館異議決議論類別種優選擇擴張將來興趣滿"
    "請進達過還邊過這樣無極認識誤讓許諾訪問訂讀評審試誠護譯"
) - frozenset("境境史別")
_FOREIGN = re.compile(
    r"[\u4e00-\u9fff]\s*\b(?:and|or|of|the|with|for|in|to|by|on|at)\b\s*[\u4e00-\u9fff]"
)
_HALF = re.compile(
    r"(?<=[\u4e00-\u9fff”》])[,;:!?](?=[\u4e00-\u9fff“《]|$)|(?<=[\u4e00-\u9fff])[,;](?=\s|$)"
)
_REPEAT = 24  # characters printed twice within a paragraph
_LONGEST = 20_000  # a paragraph beyond this is no prose
_DOUBLE = re.compile(r"([\u4e00-\u9fff])\1")
_DOUBLES = frozenset("人天年日月家个种样常渐纷仅刚偏每层步点处事次户项条款件")
_UNSAFE = re.compile(r"(?i)<\s*/?\s*[a-z!]|javascript:|\{\{|\{%")


def check(
    manuscript: Manuscript,
    plan: Outline,
    flow: Stream,
    units: tuple[tuple[Unit, ...], ...],
    issue: Issue,
) -> Iterator[Warning]:
    """All findings: of the file first, then article by article."""
    for code, place, excerpt in manuscript.notices:
        yield Warning(code, "warning", place, excerpt, NOTICES[code][1])
    yield from _pages(plan, manuscript.format)
    letters = re.sub(r"\s", "", flow.text)
    for draft, own, article in zip(plan.articles, units, issue.articles, strict=True):
        yield from _article(draft, own, plan, letters)
        if article.document:
            yield from _asked(draft, own, article.document)
        if article.source and article.source.date:
            yield from _source_date(draft, article.source.date.isoformat()[:7], plan.month)


def _article(
    draft: Draft, units: tuple[Unit, ...], plan: Outline, letters: str
) -> Iterator[Warning]:
    yield from _title(draft)
    yield from _characters(draft)
    if not identity.amends(draft.title.text):  # it quotes the old wording beside the new
        yield from _repeats(draft)
    yield from _doubles(draft, plan, letters)
    yield from _signers(draft, units)
    yield from _numbers(draft, units)
    yield from _dates(draft, units)


def _at(
    draft: Draft, index: int, code: str, excerpt: str, hint: str, level: Level = "warning"
) -> Warning:
    return warning(code, draft.pieces[index].paragraph, excerpt, hint, level, draft.id)


def _pages(plan: Outline, kind: str) -> Iterator[Warning]:
    """Counting page breaks reproduces the page numbers of the contents."""
    if kind != "text" or len({draft.sheet for draft in plan.articles}) < 2:
        return
    for draft in plan.articles:
        if draft.page and draft.page != draft.sheet:
            hint = f"目录写第 {draft.page} 页，按分页数是第 {draft.sheet} 页"
            title = draft.title.text
            yield warning("page-differs", draft.paragraph, title, hint, "warning", draft.id)


def _source_date(draft: Draft, month: str, issue: str) -> Iterator[Warning]:
    if month > issue:
        hint = f"来源日期在 {month}，本期是 {issue}"
        text = draft.source.text if draft.source else ""
        yield warning("date-after-issue", draft.paragraph, text, hint, "warning", draft.id)


def _title(draft: Draft) -> Iterator[Warning]:
    if _UNSAFE.search(draft.title.text):
        hint = "已按普通文字发布；确认标题无误"
        yield warning("unsafe-title", draft.paragraph, draft.title.text, hint, "warning", draft.id)
    if draft.source and (trouble := source_line.parse(draft.source.text).trouble):
        hint = "改正来源行的日期"
        yield warning("date-impossible", draft.paragraph, trouble, hint, "error", draft.id)


def _characters(draft: Draft) -> Iterator[Warning]:
    """Traditional characters, foreign words and half-width marks between Han."""
    halves: list[int] = []
    for index, piece in enumerate(draft.pieces):
        for at, char in enumerate(piece.text):
            if char in _TRADITIONAL:
                near = piece.text[max(0, at - 4) : at + 4]
                yield _at(draft, index, "traditional-character", near, f"“{char}”是否应为简体")
        for found in _FOREIGN.finditer(piece.text):
            near = piece.text[max(0, found.start() - 3) : found.end() + 5]
            yield _at(draft, index, "foreign-word", near, "是否应译成中文")
        halves += [index] * len(_HALF.findall(piece.text))
    if halves:
        hint = f"本文共 {len(halves)} 处，网页照原文显示"
        yield _at(draft, halves[0], "half-width-punctuation", "", hint, "info")


# Every character once: to look for a long sentence at each place takes long where no stop stands.
_SENTENCE = re.compile(r"[^。！？]+[。！？]?")


def _repeats(draft: Draft) -> Iterator[Warning]:
    """The same words twice within a paragraph, or a long sentence twice in an article."""
    seen: set[str] = set()
    for index, piece in enumerate(draft.pieces):
        twice = _twice(piece.text) if len(piece.text) < _LONGEST else None
        if twice:
            yield _at(draft, index, "repeated-passage", twice, "是否重复，删去其一")
        for sentence in _SENTENCE.findall(piece.text):
            if len(sentence) <= 30 or sentence[-1] not in "。！？":
                continue
            if sentence in seen and sentence not in (twice or ""):
                yield _at(draft, index, "repeated-passage", sentence, "前文已有同一句")
            seen.add(sentence)


def _twice(text: str) -> str | None:
    """The longest run of `_REPEAT` characters or more that stands twice in the text."""
    places: dict[str, int] = {}
    for at in range(len(text) - _REPEAT + 1):
        window = text[at : at + _REPEAT]
        before = places.setdefault(window, at)
        if at - before >= _REPEAT:
            end = _REPEAT
            while at + end < len(text) and text[before + end] == text[at + end]:
                end += 1
            return text[at : at + end]
    return None


def _doubles(draft: Draft, plan: Outline, letters: str) -> Iterator[Warning]:
    """A character printed twice: across a page break, or where the issue never writes it so.

    进进一步: what follows (进一步) is common in the issue, and the pair stands here alone.
    """
    joins = set(plan.joins)
    count = cache(letters.count)
    for index, piece in enumerate(draft.pieces):
        for found in _DOUBLE.finditer(piece.text):
            at, char = found.start(), found[1]
            across = piece.passage.at[at + 1] in joins
            if char in _DOUBLES or not (across or _slip(piece.text, at, count)):
                continue
            near = piece.text[max(0, at - 6) : at + 7]
            yield _at(draft, index, "doubled-character", near, f"“{char}”是否多印了一次")


def _slip(text: str, at: int, count: Callable[[str], int]) -> bool:
    """Whether the pair at `at` looks like a word with its first character doubled."""
    word, before, pair = text[at + 1 : at + 4], text[max(0, at - 1) : at + 1], text[at : at + 2]
    if len(word) < 3 or not word.isalpha():
        return False
    return count(pair) == 1 and count(before) == 1 and count(word) >= 5


def _signers(draft: Draft, units: tuple[Unit, ...]) -> Iterator[Warning]:
    """A signer's end that belongs to the line above: the rest of the article names it whole."""
    signers = [(i, unit.text) for i, unit in enumerate(units) if unit.kind == "signer"]
    elsewhere = "\n".join(u.text for u in units if u.kind != "signer")
    for (_, above), (index, text) in pairwise(signers):
        for cut in range(4, len(text) - 2):
            whole = above + text[cut:]
            if text[:cut] in elsewhere and whole in elsewhere and text not in elsewhere:
                hint = f"是否应为“{whole}”和“{text[:cut]}”"
                yield _at(draft, index, "signers-interleaved", f"{above} / {text}", hint)
                break


def _numbers(draft: Draft, units: tuple[Unit, ...]) -> Iterator[Warning]:
    """Gaps and repeats in the numbers of 章, 条 and items."""
    last: dict[tuple[str, str | None], tuple[int, int]] = {}
    for index, unit in enumerate(units):
        key, number = _series(unit), unit.number
        if unit.kind == "text" and (mark := marker(unit.text)) and mark.kind == "han":
            key, number = ("han", None), str(mark.number[0])  # 二、 before a sentence counts too
        if key is None or number is None:
            continue
        major, minor = (int(n) for n in f"{number}-0".split("-")[:2])
        before = last.get(key, (0, 0))
        wanted = [(before[0] + 1, 0), (before[0], before[1] + 1)]
        if unit.kind not in ("article", "item"):
            wanted.append((1, 0))
        last[key] = (major, minor)
        if (major, minor) in wanted:
            continue
        code = "number-repeated" if (major, minor) <= before else "number-gap"
        hint = f"前一个是 {before[0]}，这一个是 {major}；核对是否漏印或重印"
        yield _at(draft, index, code, unit.marker, hint, "error")


def _series(unit: Unit) -> tuple[str, str | None] | None:
    """The series that a unit's number counts in."""
    if unit.kind == "article":
        prefix = unit.id.split("art-")[0] if unit.id else ""
        return ("article", prefix)
    if unit.marker.endswith("、"):
        return ("han", None)
    if unit.marker.endswith("编"):
        return ("part", None)
    if unit.kind in ("chapter", "section", "item", "subitem"):
        return (unit.kind, unit.parent)
    return ("measure", None) if unit.kind == "measure" else None


def _dates(draft: Draft, units: tuple[Unit, ...]) -> Iterator[Warning]:
    """A document that ends before it begins."""
    found = facts.document(draft.title.text, units)
    if found.effective and found.expires and found.expires < found.effective:
        hint = f"{found.effective} 起施行，有效期至 {found.expires}"
        yield _at(draft, 0, "dates-disagree", draft.title.text, hint, "error")


def _asked(draft: Draft, units: tuple[Unit, ...], document: Document) -> Iterator[Warning]:
    """A document that gives no day of effect, or gives one in words that are not understood."""
    if document.effective:
        return
    said = facts.unread(draft.title.text, units)
    if said or identity.rules(document.title):
        excerpt = said[0] if said else draft.title.text
        hint = "写不出施行日：在 document 里补上 effective（有截止的再补 expires），如 2026-06-01"
        yield _at(draft, 0, "effect-unknown", excerpt, hint)
