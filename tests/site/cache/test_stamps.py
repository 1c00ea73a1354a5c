"""A folder is read again where anything of its files may have changed, and only there."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from bulletin.site.cache import fingerprints
from bulletin.site.cache.stamps import SETTLED, Stamps
from bulletin.site.cache.store import Store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "issue"
    (place / "images").mkdir(parents=True)
    (place / "01.md").write_text("一")
    (place / "images" / "a.png").write_bytes(b"a")
    return place


class Reading:
    """Hashes a folder, and counts how often it had to be read."""

    def __init__(self, store: Store, folder: Path, later: int = 2 * SETTLED) -> None:
        self.stamps = Stamps(store, "issues", lambda: time.time_ns() + later)
        self.folder, self.read = folder, 0

    def digest(self) -> str:
        found = self.stamps.digest(str(self.folder), "ids.txt", self._read)
        self.stamps.keep()
        return found

    def _read(self) -> str:
        self.read += 1
        return fingerprints.tree(self.folder, "ids.txt")


def test_an_unchanged_folder_is_read_once(folder: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "kept")
    first = Reading(store, folder).digest()
    (folder / "ids.txt").write_text("written by the build itself")
    again = Reading(store, folder)
    assert (again.digest(), again.read) == (first, 0)


def change(folder: Path) -> None:
    (folder / "01.md").write_text("二")


def rename(folder: Path) -> None:
    (folder / "01.md").rename(folder / "02.md")


def add(folder: Path) -> None:
    (folder / "02.md").write_text("二")


def deep(folder: Path) -> None:
    (folder / "images" / "a.png").write_bytes(b"b")


def disguised(folder: Path) -> None:
    """Another text of the same length with the time of the old one."""
    path = folder / "01.md"
    before = path.stat()
    path.write_text("二")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize("damage", [change, rename, add, deep, disguised])
def test_any_change_is_seen(folder: Path, tmp_path: Path, damage: object) -> None:
    store = Store(tmp_path / "kept")
    first = Reading(store, folder).digest()
    time.sleep(0.02)  # a tick of the disk's clock
    damage(folder)  # type: ignore[operator]
    again = Reading(store, folder)
    assert again.digest() != first
    assert again.read == 1


def test_a_folder_that_changed_just_now_is_read_again(folder: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "kept")
    Reading(store, folder, later=0).digest()
    again = Reading(store, folder, later=0)
    again.digest()
    assert again.read == 1
