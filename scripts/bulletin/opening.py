"""A file opened by the reader that its first bytes call for."""

from __future__ import annotations

import zipfile
from pathlib import Path

from bulletin.model import BulletinError
from bulletin.readers import Manuscript, signs

MAX_BYTES = 64 * 1024 * 1024
_FOREIGN = (
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "旧版 Word（.doc）或 WPS（.wps）二进制文件",
        "file-legacy",
    ),
    (b"{\\rtf", "RTF 文件", "file-rtf"),
    (b"PK\x05\x06", "空的压缩包", "file-empty-zip"),
    (b"\x1f\x8b", "gzip 压缩文件", "file-archive"),
    (b"Rar!", "RAR 压缩文件", "file-archive"),
    (b"7z\xbc\xaf", "7z 压缩文件", "file-archive"),
    (b"\x89PNG", "PNG 图片", "file-image"),
    (b"\xff\xd8\xff", "JPEG 图片", "file-image"),
)


def read(path: Path) -> Manuscript:
    """Read a bulletin, choosing the reader by what the file holds, not by its name."""
    return signs.unified(_read(path))


def _read(path: Path) -> Manuscript:
    head = _head(path)
    if b"%PDF-" in head[:1024]:
        from bulletin.readers.pdf import reader as pdf

        return pdf.read(path)
    if head.startswith(b"PK\x03\x04"):
        if _is_ofd(path):
            raise BulletinError(
                "file-ofd",
                path.name,
                "OFD 版式文件",
                "UTF-8 或 GB18030 文本、.docx 或带文字的 .pdf",
                "在 WPS 里打开它，点“文件 → 另存为”，类型选“Word 文件（*.docx）”；"
                "没有这一项时点“转换 → OFD 转 Word”，再导入",
            )
        from bulletin.readers.word import reader as word

        return word.read(path)
    _refuse_other_formats(path, head)
    from bulletin.readers import text

    return text.read(path)


def _is_ofd(path: Path) -> bool:
    """Whether a package is one of OFD; of a broken one the name is all that tells."""
    try:
        with zipfile.ZipFile(path) as package:
            return any(name.lower() == "ofd.xml" for name in package.namelist())
    except (zipfile.BadZipFile, OSError):
        return path.suffix.lower() == ".ofd"


def _head(path: Path) -> bytes:
    """The first bytes of a regular file of bearable size."""
    if not path.is_file():
        raise BulletinError(
            "file-missing",
            str(path),
            "没有这个文件",
            "一个 .txt、.docx 或 .pdf 文件",
            "核对文件路径",
        )
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise BulletinError(
            "file-too-large",
            path.name,
            f"文件有 {size // 2**20} MB",
            "不超过 64 MB",
            "压缩图片后另存",
        )
    with path.open("rb") as file:
        return file.read(4096)


def _refuse_other_formats(path: Path, head: bytes) -> None:
    """Refuse what only claims to be text, Word or PDF."""
    for magic, name, code in _FOREIGN:
        if head.startswith(magic):
            _refuse(code, path, name)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        _refuse("file-html", path, "网页（HTML）文件")
    if path.suffix.lower() in {".docx", ".pdf"} and head:
        _refuse("file-mislabelled", path, f"扩展名是 {path.suffix}，内容却不是")


def _refuse(code: str, path: Path, found: str) -> None:
    raise BulletinError(
        code,
        path.name,
        found,
        "UTF-8 或 GB18030 文本、.docx 或带文字的 .pdf",
        "用 Word 或 WPS 打开，点“文件 → 另存为”，类型选“Word 文档（*.docx）”，再导入",
    )
