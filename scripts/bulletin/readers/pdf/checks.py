"""Pages that cannot be read as text: scans, outlines and fonts without Unicode, by page number."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from bulletin.model import BulletinError
from bulletin.readers import Block
from bulletin.readers.pdf.document import pages_said, refusal
from bulletin.readers.pdf.glyphs import Sheet

_PICTURED = 0.5  # a picture over this share of a page is the page itself
_FEW = 60  # so few letters beside it are a running head and a page number
_DRAWN = 200  # so many shapes and no letter: the type was turned into outlines
_UNMAPPED = 0.02  # this share of unknown glyphs makes a page unreadable
_USE_WORD = "改用 Word 原稿导入"


def check_text(path: Path, sheets: list[Sheet]) -> None:
    """Refuse a file with a page whose words cannot be read."""
    scanned = [sheet.number for sheet in sheets if _is_scan(sheet)]
    if scanned:
        read = [s for s in sheets if s.number in scanned and _hidden(s) >= _FEW]
        raise _scanned(path, scanned, len(sheets), bool(read))
    unmapped = [sheet.number for sheet in sheets if _is_unmapped(sheet)]
    if unmapped:
        raise refusal(
            "pdf-no-unicode",
            path,
            f"{pages_said(unmapped)}的字体不带 Unicode，读不出是什么字",
            "能复制出正确文字的 PDF",
            f"{_USE_WORD}，或用原软件重新导出 PDF 并嵌入字体",
        )
    if not any(_letters(sheet) for sheet in sheets):
        raise refusal("pdf-empty", path, "没有一个字", "一期简报的全文", "核对是否选错了文件")


def audit(path: Path, sheets: list[Sheet], blocks: list[Block]) -> None:
    """Compare the characters drawn with those given out; one more or less refuses the file."""
    drawn = Counter(glyph.char for sheet in sheets for glyph in sheet.glyphs)
    runs = (run for block in blocks for run in block.atoms() if not run.added)
    given = Counter(char for run in runs for char in run.text)
    if drawn != given:
        astray = "".join(((drawn - given) + (given - drawn)).keys())[:20]
        raise refusal(
            "pdf-unaccounted",
            path,
            f"有字符没有着落：{astray}",
            "源文件的每个字符都有去处",
            f"{_USE_WORD}，并请附上文件报告",
        )


def _scanned(path: Path, scanned: list[int], pages: int, read: bool) -> BulletinError:
    """What is said of pages that are pictures; `read` where software has put its reading below."""
    whole = len(scanned) == pages
    where = "全部是图片" if whole else f"{pages_said(scanned)}是图片"
    what = "，文字是识别软件垫在下面的，没有人核对过" if read else "，没有文字"
    action = (
        f"{_USE_WORD}；没有原稿时，用识别软件导出 Word，对照图片改正后再导入"
        if read
        else f"{_USE_WORD}，或先做文字识别并校对"
    )
    code = "pdf-scanned" if whole else "pdf-half-scanned"
    return refusal(code, path, where + what, "每一页都有能复制的文字", action)


def _hidden(sheet: Sheet) -> int:
    return sum(1 for glyph in sheet.glyphs if glyph.hidden and not glyph.char.isspace())


def _letters(sheet: Sheet) -> int:
    return sum(1 for glyph in sheet.glyphs if not glyph.hidden and not glyph.char.isspace())


def _is_scan(sheet: Sheet) -> bool:
    letters = _letters(sheet)
    if sheet.pictured >= _PICTURED:
        return letters < _FEW
    return letters == 0 and (sheet.strips > 0.1 or sheet.shapes > _DRAWN)


def _is_unmapped(sheet: Sheet) -> bool:
    unknown = sum(glyph.unmapped for glyph in sheet.glyphs)
    return unknown > max(2, _UNMAPPED * len(sheet.glyphs))
