"""Nothing is published that does not lie in the content folder itself.

A link to elsewhere, in a folder that came from somebody, would put a file of this machine on the
site: MkDocs follows links.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from bulletin.model import BulletinError


def problems(content: Path) -> Iterator[BulletinError]:
    """One problem for each file whose real place is outside the folder."""
    for path in _outside(str(content), os.path.realpath(content)):
        yield BulletinError(
            "link-out",
            os.path.relpath(path, content),
            "是指向别处的链接",
            f"放在 {content.name} 里的文件",
            "换成文件本身，或者删去",
        )


def _outside(folder: str, real: str) -> Iterator[str]:
    """The files below a folder that lie elsewhere; where a link stays inside, nothing is below."""
    with os.scandir(folder) as entries:
        for entry in entries:
            link = entry.is_symlink()
            # Windows has links between folders that do not say so.
            if (link or (os.name == "nt" and entry.is_dir())) and not _within(entry.path, real):
                yield from _files(entry.path)
            elif not link and entry.is_dir():
                yield from _outside(entry.path, real)


def _within(path: str, real: str) -> bool:
    return f"{os.path.realpath(path)}{os.sep}".startswith(f"{real}{os.sep}")


def _files(path: str) -> Iterator[str]:
    """A file, or all files below a folder."""
    if not os.path.isdir(path):
        yield path
    for folder, _, names in os.walk(path):
        yield from (os.path.join(folder, name) for name in sorted(names))
