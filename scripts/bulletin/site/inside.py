"""Nothing is published that does not lie in the content folder itself.

A link to elsewhere, in a folder that came from somebody, would put a file of this machine on the
site: MkDocs follows links.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bulletin.model import BulletinError


def problems(paths: Iterable[str | None], content: Path) -> Iterator[BulletinError]:
    """One problem for each file whose real place is outside the folder."""
    top, real = os.path.abspath(content), os.path.realpath(content)
    folders: dict[str, _Folder] = {}
    for path in filter(None, paths):
        parent, _, name = path.replace(os.sep, "/").rpartition("/")
        if not f"{path}{os.sep}".startswith(f"{top}{os.sep}"):
            continue  # the theme's, or made by the build
        folder = folders.get(parent) or folders.setdefault(parent, _Folder.of(parent, real))
        inside = folder.inside
        if name in folder.links:
            inside = _within(os.path.dirname(os.path.realpath(path)), real)
        if not inside:
            yield BulletinError(
                "link-out",
                os.path.relpath(path, top),
                "是指向别处的链接",
                f"放在 {content.name} 里的文件",
                "换成文件本身，或者删去",
            )


@dataclass(frozen=True)
class _Folder:
    """Whether a folder really is inside the content, and which of its files are links."""

    inside: bool
    links: frozenset[str]

    @classmethod
    def of(cls, folder: str, real: str) -> _Folder:
        with os.scandir(folder) as entries:
            links = frozenset(entry.name for entry in entries if entry.is_symlink())
        return cls(_within(os.path.realpath(folder), real), links)


def _within(place: str, real: str) -> bool:
    return f"{place}{os.sep}".startswith(f"{real}{os.sep}")
