"""Names that become paths: each is checked here, and stays below its folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from bulletin.model import BulletinError

# Windows reserves these whatever their ending, and ends names at dots and blanks.
_RESERVED = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')


def stays_inside(name: str) -> bool:
    """Whether a name with slashes leads below its folder on every system, and only there."""
    parts = name.rstrip("/").split("/")
    return bool(name) and not _FORBIDDEN.search(name) and all(map(_fits, parts))


def _fits(part: str) -> bool:
    plain = part not in ("", ".", "..") and not part.endswith((".", " "))
    return plain and not _RESERVED.fullmatch(part)


def unreadable(content: Path) -> Iterator[BulletinError]:
    """One problem for each file whose name is no UTF-8, as copied from an old Windows archive."""
    for folder, inner, names in os.walk(os.fsencode(content)):
        for name in sorted([*inner, *names]):
            try:
                name.decode("utf-8")
            except UnicodeDecodeError:
                place = os.fsdecode(os.path.relpath(folder, os.fsencode(content)))
                yield BulletinError(
                    "file-name",
                    f"{content.name}/{place.encode('utf-8', 'replace').decode()}",
                    f"文件名不是 UTF-8：{name.decode('gb18030', 'replace')}",
                    "能在各系统上读出的文件名",
                    "把文件改名（只用汉字、字母、数字、- 和 _）；它不该发布时，移出这个文件夹",
                )
