"""The zip around a Word document: opened with suspicion, its parts given out one by one."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from xml.etree.ElementTree import Element

from bulletin.model import BulletinError
from bulletin.readers.word import xml as word_xml
from bulletin.readers.word.xml import attribute

MAX_PARTS = 4000
MAX_UNPACKED = 256 * 1024 * 1024
MAX_XML = 16 * 1024 * 1024
# XML of a long, repetitive document packs to a fortieth at most; a bomb to a thousandth.
MAX_RATIO = 150
RATIO_FLOOR = 4 * 1024 * 1024

_SAVE_AGAIN = "用 Word 或 WPS 打开，另存为 .docx 后再导入"
_DOCUMENT = "officeDocument"


@dataclass(frozen=True)
class Relation:
    """A link from one part to another, or to the outside."""

    kind: str
    target: str
    external: bool = False


@dataclass(frozen=True)
class Package:
    """An opened package; close it by leaving its `with` block."""

    path: Path
    archive: zipfile.ZipFile

    def __enter__(self) -> Package:
        """Use the package for the length of a `with` block."""
        return self

    def __exit__(self, *_: object) -> None:
        self.archive.close()

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self.archive.namelist())

    @cached_property
    def document(self) -> str:
        """The name of the main part, which the package itself tells."""
        for relation in self.relations("").values():
            if relation.kind == _DOCUMENT and relation.target in self.names:
                return relation.target
        raise refusal(
            "word-no-document", self.path, "压缩包里没有 Word 正文", "一个 .docx 文件", _SAVE_AGAIN
        )

    def data(self, name: str, limit: int = MAX_UNPACKED) -> bytes:
        """The bytes of a part; never more than `limit`, whatever the zip's directory claims."""
        try:
            with self.archive.open(name) as file:
                data = file.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError) as error:
            raise _broken(self.path, f"部件 {name} 读不出来") from error
        except (NotImplementedError, RuntimeError) as error:
            raise _broken(self.path, f"部件 {name} 加了密或压缩方式不认识") from error
        if len(data) > limit:
            raise _bomb(self.path, f"部件 {name} 解开后过大")
        return data

    def xml(self, name: str) -> Element:
        """A part as a tree without entities, or a refusal."""
        data = self.data(name, MAX_XML)
        return word_xml.parse(data, f"{self.path.name} 的 {name}")

    def relations(self, part: str) -> dict[str, Relation]:
        """The links of a part by id; those of the package itself for the empty name."""
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if name not in self.names:
            return {}
        return {
            attribute(link, "Id") or "": _relation(link, folder)
            for link in self.xml(name)
            if attribute(link, "Target")
        }


def open_package(path: Path) -> Package:
    """Open and check a package without unpacking anything."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _broken(path, "压缩包不完整或已损坏") from error
    try:
        _check(path, archive.infolist())
    except BulletinError:
        archive.close()
        raise
    return Package(path, archive)


def _check(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MAX_PARTS:
        raise _bomb(path, f"压缩包里有 {len(parts)} 个部件")
    for part in parts:
        _check_part(path, part)
    packed = sum(part.compress_size for part in parts)
    _check_ratio(path, "整个压缩包", packed, sum(part.file_size for part in parts))


def _check_part(path: Path, part: zipfile.ZipInfo) -> None:
    steps = part.filename.replace("\\", "/").split("/")
    if ".." in steps or steps[0] == "" or ":" in steps[0]:
        raise refusal(
            "word-path",
            path,
            f"部件名越出压缩包：{part.filename[:60]}",
            "包内的相对路径",
            _SAVE_AGAIN,
        )
    if part.flag_bits & 1:
        raise refusal(
            "word-password", path, "文件加了密码", "不加密的 .docx", "在 Word 中去掉密码后另存"
        )
    _check_ratio(path, f"部件 {part.filename[:60]} ", part.compress_size, part.file_size)


def _check_ratio(path: Path, what: str, packed: int, unpacked: int) -> None:
    if unpacked > MAX_UNPACKED:
        raise _bomb(path, f"{what}解开后有 {unpacked // 2**20} MB")
    if unpacked > RATIO_FLOOR and unpacked > MAX_RATIO * max(packed, 1):
        raise _bomb(path, f"{what}解开后是原来的 {unpacked // max(packed, 1)} 倍")


def _relation(link: Element, folder: str) -> Relation:
    target = attribute(link, "Target") or ""
    kind = posixpath.basename(attribute(link, "Type") or "")
    if attribute(link, "TargetMode") == "External":
        return Relation(kind, target, external=True)
    inside = target if target.startswith("/") else posixpath.join("/", folder, target)
    return Relation(kind, posixpath.normpath(inside).lstrip("/"))


def refusal(code: str, path: Path, found: str, expected: str, action: str) -> BulletinError:
    """The one message for a Word file that cannot be read."""
    return BulletinError(code, path.name, found, expected, action)


def _broken(path: Path, found: str) -> BulletinError:
    action = "重新取得原文件，" + _SAVE_AGAIN
    return refusal("word-broken", path, found, "完整的 .docx 文件", action)


def _bomb(path: Path, found: str) -> BulletinError:
    action = "核对文件来历，" + _SAVE_AGAIN
    return refusal("word-bomb", path, found, "正常大小的 .docx 文件", action)
