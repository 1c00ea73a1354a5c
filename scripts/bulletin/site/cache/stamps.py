"""What files and folders hash to, without reading those that nobody has touched since.

Every build asks for the hash of every issue, and an archive has five thousand files. What has the
names, sizes, times and inodes of the last build has the content of then; a fresh checkout has other
times and is read.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path

from bulletin.site.cache.hashing import digest
from bulletin.site.cache.store import BOOK, Store

# A file that is changed twice within a tick of the disk's clock would keep its stamp.
SETTLED = 2_000_000_000  # nanoseconds


class Stamps:
    """Remembers hashes by the stamps of files, in a book of the given name."""

    def __init__(self, store: Store, name: str, now: Callable[[], int] = time.time_ns) -> None:
        self._store = store
        self._name = f"stamps/{name}"
        self._now = now
        self._known: dict[str, tuple[str, str]] = store.get(self._name, BOOK) or {}
        self._asked: dict[str, tuple[str, str]] = {}

    def digest(self, folder: str, without: str, make: Callable[[], str]) -> str:
        """The hash that `make` gives of a folder; files called `without` are no part of it."""
        return self._value(f"{folder}\0{without}", *_stamp(folder, without), make)

    def file(self, path: Path) -> str:
        """The hash of one file."""
        found = _one(path.name, path.stat())
        return self._value(str(path), repr(found), max(found[2:4]), partial(digest, path))

    def _value(self, name: str, stamp: str, newest: int, make: Callable[[], str]) -> str:
        known = self._known.get(name)
        value = known[1] if known and known[0] == stamp else make()
        if newest < self._now() - SETTLED:
            self._asked[name] = (stamp, value)
        return value

    def keep(self) -> None:
        """Keep what was asked for in this build, and nothing else."""
        if self._asked != self._known:
            self._store.put(self._name, BOOK, self._asked)


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
                yield _one(prefix + entry.name, entry.stat())


def _one(name: str, found: os.stat_result) -> tuple[str, int, int, int, int]:
    return name, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
