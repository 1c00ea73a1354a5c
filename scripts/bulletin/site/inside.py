"""Nothing is published that does not lie in the content folder itself.

A link to elsewhere, in a folder that came from somebody, would put a file of this machine on the
site: MkDocs follows links.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from bulletin.model import BulletinError


def problems(paths: Iterable[str | None], content: Path) -> Iterator[BulletinError]:
    """One problem for each file whose real place is outside the folder."""
    top, real = os.path.abspath(content), os.path.realpath(content)
    folders: dict[str, str] = {}
    for path in filter(None, paths):
        folder = os.path.dirname(path)
        if not f"{folder}{os.sep}".startswith(f"{top}{os.sep}"):
            continue  # the theme's, or made by the build
        place = folders.get(folder) or folders.setdefault(folder, os.path.realpath(folder))
        if os.path.islink(path):
            place = os.path.dirname(os.path.realpath(path))
        if os.path.commonpath((real, place)) != real:
            yield BulletinError(
                "link-out",
                os.path.relpath(path, top),
                "是指向别处的链接",
                f"放在 {content.name} 里的文件",
                "换成文件本身，或者删去",
            )
