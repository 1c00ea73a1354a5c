"""What a folder's files hash to, without reading those that nobody has touched since.

Every build asks for the hash of every issue, and an archive has five thousand files. A folder whose
names, sizes, times and inodes are those of the last build has the content of then; a fresh checkout
has other times and is read.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from hashlib import sha256

from bulletin.site.store import BOOK, Store

NAME = "stamps"
# A file that is changed twice within a tick of the disk's clock would keep its stamp.
SETTLED = 2_000_000_000  # nanoseconds


class Stamps:
    """Remembers hashes of folders by the stamps of their files."""

    def __init__(self, store: Store, now: Callable[[], int] = time.time_ns) -> None:
        self._store = store
        self._now = now
        self._known: dict[str, tuple[str, str]] = store.get(NAME, BOOK) or {}
        self._asked: dict[str, tuple[str, str]] = {}

    def digest(self, folder: str, without: str, make: Callable[[], str]) -> str:
        """The hash that `make` gives of a folder; files called `without` are no part of it."""
        stamp, newest = _stamp(folder, without)
        name = f"{folder}\0{without}"
        known = self._known.get(name)
        value = known[1] if known and known[0] == stamp else make()
        if newest < self._now() - SETTLED:
            self._asked[name] = (stamp, value)
        return value

    def keep(self) -> None:
        """Keep what was asked for in this build, and nothing else."""
        if self._asked != self._known:
            self._store.put(NAME, BOOK, self._asked)


def _stamp(folder: str, without: str) -> tuple[str, int]:
    """The stamps of all files of a folder as one, and the time of the last change."""
    found = sorted(_stamps(folder, "", without))
    newest = max((max(stamp[2:4]) for stamp in found), default=0)
    return sha256(repr(found).encode("utf-8", "surrogateescape")).hexdigest(), newest


def _stamps(folder: str, prefix: str, without: str) -> Iterator[tuple[str, int, int, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name == without:
                continue
            if entry.is_dir():
                yield from _stamps(entry.path, f"{prefix}{entry.name}/", without)
            else:
                found = entry.stat()
                times = (found.st_mtime_ns, found.st_ctime_ns)
                yield prefix + entry.name, found.st_size, *times, found.st_ino
