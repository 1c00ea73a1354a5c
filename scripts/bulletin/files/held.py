"""What is not published yet: drafts, and what has a day of publication.

    publish_on: 2026-06-01    # of an article, or in index.md of the whole issue
    draft: true               # until an editor takes the line away

Until then it stands in no page, list, feed, index or address list. A preview shows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from bulletin.files.fields import contents, parted
from bulletin.files.frontmatter import HELD_KEYS, article_files
from bulletin.model import BulletinError

COVER = "index"
NEVER = date.max  # the day of a draft; a preview shows what is held until then


class Held(NamedTuple):
    """An article, or with the name `index` a whole issue, that waits for its day."""

    name: str
    title: str
    day: date

    def line(self, issue: str) -> str:
        """What a build tells of it."""
        what = f"{issue} 整期" if self.name == COVER else f"{issue}/{self.name}《{self.title}》"
        if self.day == NEVER:
            return f"{what}是草稿（draft: true），这次没有发布"
        return f"{what}定于 {self.day} 发布，这次没有发布；到那天再构建一次"


def found(folder: Path) -> tuple[Held, ...]:
    """All in an issue's folder that has a day of publication or is a draft.

    What cannot be read is refused where the issue is read.
    """
    return tuple(_found(folder))


def on(held: tuple[Held, ...], day: date) -> tuple[Held, ...]:
    """What of it is still held back on a day; where the whole issue is, that alone is told."""
    waiting = tuple(h for h in held if h.day > day)
    return tuple(h for h in waiting if h.name == COVER) or waiting


def _found(folder: Path) -> Iterator[Held]:
    for path in (folder / f"{COVER}.md", *article_files(folder)):
        text = path.read_bytes()
        if not any(key.encode() in text for key in HELD_KEYS):
            continue
        try:
            fields, _ = parted(path, contents(path))
        except BulletinError:
            continue
        day = NEVER if fields.get("draft") is True else fields.get("publish_on")
        if type(day) is date:
            yield Held(path.stem, str(fields.get("title") or ""), day)
