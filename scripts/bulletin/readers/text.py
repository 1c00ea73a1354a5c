"""Plain text: UTF-8, UTF-16 or GB18030, any line end; three blank lines are a page break."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from bulletin.model import BulletinError
from bulletin.readers import Block, Manuscript, Place, Run

_LINE = re.compile(r"[^\r\n\f\x85\u2028\u2029]*(?:\r\n|[\r\n\f\x85\u2028\u2029])?")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200c\u200e\u200f"
    "\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\u200d(?![\U0001f000-\U0001ffff\u2600-\u27bf])"
)
_MAX_BYTES = 4 * 1024 * 1024
_MAX_LINES = 20_000
_PAGE_GAP = 3  # blank lines that mean a new page
_UTF16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def read(path: Path) -> Manuscript:
    """The manuscript of a text file: a block a line, page breaks as blocks of their own."""
    size = path.stat().st_size
    if size > _MAX_BYTES:
        raise _too_large(path, f"文本有 {size // 2**20} MB", "4 MB")
    text, encoding, marks = decode(path.read_bytes(), path.name)
    if text.count("\n") > _MAX_LINES:
        raise _too_large(path, f"文本有 {text.count(chr(10))} 行", f"{_MAX_LINES} 行")
    if not text.strip():
        raise BulletinError(
            "file-empty", path.name, "文件里没有文字", "一期简报的全文", "核对是否选错了文件"
        )
    notices: list[tuple[str, Place, str]] = []
    blocks: list[Block] = []
    if marks:
        blocks.append(Block("paragraph", (Run(marks, Place(1), drop="byte-order-mark"),)))
    gap: list[Run] = []
    for line, content in enumerate(_lines(text), 1):
        runs = tuple(_runs(content, line, notices))
        if not any(run.drop is None for run in runs):
            gap.append(Run(content, Place(line), drop="blank"))
            continue
        blocks.extend(_gap(gap))
        gap = []
        blocks.append(Block("paragraph", runs))
    blocks.extend(_gap(gap))
    return Manuscript(path, "text", tuple(blocks), encoding, tuple(notices))


def _too_large(path: Path, found: str, limit: str) -> BulletinError:
    return BulletinError(
        "file-too-large", path.name, found, f"一期简报，不超过 {limit}", "核对是否选错了文件"
    )


def _lines(text: str) -> Iterator[str]:
    """Lines with their ends; together they are the text."""
    for found in _LINE.finditer(text):
        if found[0]:
            yield found[0]


def _gap(runs: list[Run]) -> list[Block]:
    """Blank lines: a page break where there are three or a form feed, else nothing to publish."""
    if not runs:
        return []
    if len(runs) < _PAGE_GAP and not any("\f" in run.text for run in runs):
        return [Block("paragraph", tuple(runs))]
    drops = tuple(Run(run.text, run.place, drop="page-break") for run in runs)
    return [Block("page-break", drops)]


def _runs(content: str, line: int, notices: list[tuple[str, Place, str]]) -> Iterator[Run]:
    """A line's edges, its invisible characters and its text, each in a run of its own."""
    body = content.rstrip("\r\n\f\x85\u2028\u2029")
    text = body.strip()
    start = len(body) - len(body.lstrip())
    if start:
        yield Run(body[:start], Place(line), drop="edge-space")
    at = start
    for found in _INVISIBLE.finditer(text):
        place = Place(line, start + found.start())
        if start + found.start() > at:
            yield Run(body[at : start + found.start()], Place(line, at))
        yield Run(found[0], place, drop="invisible")
        notices.append(("invisible-character", place, _name(found[0])))
        at = start + found.end()
    if text and at < start + len(text):
        yield Run(body[at : start + len(text)], Place(line, at))
    if start + len(text) < len(body) and text:
        yield Run(body[start + len(text) :], Place(line, start + len(text)), drop="edge-space")
    if len(body) < len(content):
        yield Run(content[len(body) :], Place(line, len(body)), drop="line-end")


def _name(char: str) -> str:
    return f"U+{ord(char):04X} {unicodedata.name(char, '控制字符')}"


def decode(raw: bytes, name: str) -> tuple[str, str, str]:
    """Text, encoding and byte-order mark; a file that is not text is refused with the place."""
    if raw.startswith(codecs.BOM_UTF8):
        return _strict(raw[3:], "utf-8", name), "utf-8-sig", "\ufeff"
    for mark, encoding in _UTF16:
        if raw.startswith(mark):
            if not _plausible(raw[2:].decode(encoding, "replace")):
                raise _not_text(name, 1, "有 UTF-16 标记，内容却不是文字")
            return _strict(raw[2:], encoding, name), encoding, "\ufeff"
    if b"\0" in raw[:4096]:
        encoding = _bare_utf16(raw, name)
        return _strict(raw, encoding, name), encoding, ""
    try:
        return _printable(raw.decode("utf-8"), name), "utf-8", ""
    except UnicodeDecodeError as error:
        utf8_end = error.start
    return _legacy(raw, name, utf8_end), "gb18030", ""


def _bare_utf16(raw: bytes, name: str) -> str:
    """UTF-16 without a mark: one byte order alone makes Chinese of it."""
    orders = [
        encoding
        for encoding in ("utf-16-le", "utf-16-be")
        if len(raw) % 2 == 0 and _plausible(raw.decode(encoding, "replace"))
    ]
    # Chinese in UTF-16 is hardly ever UTF-8 as well: that is a text with a NUL in it.
    if len(orders) == 1 and (raw.isascii() or not _is_utf8(raw)):
        return orders[0]
    line = raw.count(b"\n", 0, raw.index(b"\0")) + 1
    raise _not_text(name, line, "有空字节（NUL），不是文本")


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _strict(raw: bytes, encoding: str, name: str) -> str:
    try:
        return _printable(raw.decode(encoding), name)
    except UnicodeDecodeError as error:
        line = raw[: error.start].decode(encoding, "replace").count("\n") + 1
        raise _not_text(name, line, _damage(encoding, error.start, len(raw))) from None


def _legacy(raw: bytes, name: str, utf8_end: int) -> str:
    """GB18030, unless the file is plainly a damaged UTF-8 one."""
    head = raw[:utf8_end].decode("utf-8", "ignore")
    damaged = sum(ord(c) > 0x2E80 for c in head) >= 10
    try:
        text = raw.decode("gb18030")
        if not damaged and _plausible(text):
            return _printable(text, name)
    except UnicodeDecodeError as error:
        if not damaged:
            line = raw.count(b"\n", 0, error.start) + 1
            found = _damage("GB18030", error.start, len(raw))
            raise _not_text(name, line, found) from None
    line = raw.count(b"\n", 0, utf8_end) + 1
    raise _not_text(name, line, _damage("UTF-8", utf8_end, len(raw)))


def _damage(encoding: str, at: int, size: int) -> str:
    cut = "文件在一个字的中间断了" if size - at <= 4 else "有字节解不出来"
    return f"{cut}（按 {encoding.upper()} 读到第 {at + 1} 字节）"


def _plausible(text: str) -> bool:
    """Whether nearly all characters are ones that a Chinese bulletin uses."""
    sample = text[:20000]
    odd = sum(
        (unicodedata.category(c) in ("Co", "Cn", "Cc") and c not in "\r\n\t\f") or c == "\ufffd"
        for c in sample
    )
    common = sum(
        "\u4e00" <= c <= "\u9fff" or c < "\x7f" or c in "，。、；：“”（）《》" for c in sample
    )
    return odd * 100 <= len(sample) and common * 10 >= len(sample) * 8


def _printable(text: str, name: str) -> str:
    at = text.find("\0")
    if at >= 0:
        raise _not_text(name, text.count("\n", 0, at) + 1, "有空字符（NUL），不是文本")
    if len(_INVISIBLE.findall(text)) * 20 > len(text):
        raise _not_text(name, 1, "多是看不见的控制字符，不是文本")
    return text


def _not_text(name: str, line: int, found: str) -> BulletinError:
    return BulletinError(
        "encoding",
        f"{name} 第 {line} 行",
        found,
        "完整的 UTF-8、UTF-16 或 GB18030 文本",
        "用原软件重新另存为 UTF-8 文本",
    )
