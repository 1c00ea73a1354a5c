"""A PDF opened with suspicion: passwords, truncation and damage are refused before reading."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2 as pdfium

from bulletin.model import BulletinError

MAX_PAGES = 2000
_TAIL = 4096
_BAD_PASSWORD = 4  # FPDF_ERR_PASSWORD
_ASK_AGAIN = "重新取得完整的 PDF，或改用 Word 原稿导入"


@contextmanager
def open_pdf(path: Path) -> Iterator[pdfium.PdfDocument]:
    """Open a PDF for the length of a `with` block; an owner's password does not hinder reading."""
    data = path.read_bytes()
    _check_end(path, data)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _refused(path, getattr(error, "err_code", None)) from error
    try:
        pages = len(document)
        if not 0 < pages <= MAX_PAGES:
            found, expected = f"文件有 {pages} 页", f"1 至 {MAX_PAGES} 页"
            raise refusal("pdf-pages", path, found, expected, _ASK_AGAIN)
        yield document
    finally:
        document.close()


def load_page(path: Path, document: pdfium.PdfDocument, number: int) -> pdfium.PdfPage:
    """A page by its number from 1; one that is damaged is refused by that number."""
    try:
        return document[number - 1]
    except pdfium.PdfiumError as error:
        raise refusal(
            "pdf-page", path, f"第 {number} 页读不出来", "每一页都完整", _ASK_AGAIN
        ) from error


def _check_end(path: Path, data: bytes) -> None:
    """A PDF ends with its table of contents; what was cut off does not."""
    if b"%%EOF" not in data[-_TAIL:] or b"startxref" not in data[-_TAIL:]:
        raise refusal("pdf-truncated", path, "文件不完整，后半截缺失", "完整的 PDF", _ASK_AGAIN)


def _refused(path: Path, code: int | None) -> BulletinError:
    if code == _BAD_PASSWORD:
        return refusal(
            "pdf-password",
            path,
            "打开要输密码",
            "不加密码的 PDF",
            "在阅读器中输密码打开，另存为不加密码的 PDF",
        )
    return refusal("pdf-broken", path, "文件已损坏，打不开", "完整的 PDF", _ASK_AGAIN)


def refusal(code: str, path: Path, found: str, expected: str, action: str) -> BulletinError:
    """The one message for a PDF that cannot be read."""
    return BulletinError(code, path.name, found, expected, action)


def pages_said(numbers: list[int]) -> str:
    """Page numbers as an editor reads them: 第 2、5–7 页."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    said = [f"{first}" if first == last else f"{first}–{last}" for first, last in spans]
    more = f"等 {len(numbers)} " if len(said) > 12 else " "
    return f"第 {'、'.join(said[:12])}{more}页"
