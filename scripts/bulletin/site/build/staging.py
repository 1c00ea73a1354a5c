"""Publishing in one step: the new site is built beside the old one and exchanged at the end.

A build that fails or is killed leaves the old site as it was; a second build at the same time is
refused. The site before the last stays beside it, out of sight: the next build brings it up to date
(see `tree`) instead of making every folder anew.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
from pathlib import Path
from typing import IO

from bulletin.model import BulletinError

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


class Staging:
    """Folders beside the site: one in which the new site is built, one for what comes first."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.building = site.with_name(f".{site.name}.building")
        self.written = site.with_name(f".{site.name}.written")
        self._lock: IO[str] | None = None

    def begin(self) -> Path:
        """Take the lock, clear what a killed build wrote, and return the folder to write into."""
        self.site.parent.mkdir(parents=True, exist_ok=True)
        self._lock = _lock(self.site.with_name(f".{self.site.name}.lock"))
        shutil.rmtree(self.written, ignore_errors=True)
        self.written.mkdir()
        return self.written

    def finish(self) -> None:
        """Put the new site in the place of the old one, which the next build may use."""
        _keep_hidden(self.site, self.building)
        if self.site.exists():
            _exchange(self.building, self.site)
        else:
            self.building.rename(self.site)
        self.release()

    def release(self, clear: bool = False) -> None:
        """Leave the site as it is, and let others build; `clear` gives the disk its room back."""
        if self._lock:
            shutil.rmtree(self.written, ignore_errors=True)
            if clear:
                shutil.rmtree(self.building, ignore_errors=True)
            self._lock.close()
            self._lock = None


def _lock(path: Path) -> IO[str]:
    """A lock that the system itself lets go of when the process ends, however it ends."""
    handle = path.open("a", encoding="utf-8")
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        handle.close()
        raise BulletinError(
            "busy",
            str(path.parent),
            "另一次构建正在进行",
            "同一时间只有一次构建",
            "等它结束后再运行 mkdocs build",
        ) from None
    return handle


def _keep_hidden(old: Path, new: Path) -> None:
    """Hidden files of the old site (.git, .nojekyll) are not ours: they stay, as with MkDocs."""
    if not old.is_dir():
        return
    for entry in old.iterdir():
        if entry.name.startswith(".") and not (new / entry.name).exists():
            shutil.move(str(entry), str(new / entry.name))


def _exchange(new: Path, old: Path) -> None:
    """Swap two folders; in one step where the system can, else in two."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            return _exchange_at_once(new, old)
    aside = old.with_name(f".{old.name}.old")
    shutil.rmtree(aside, ignore_errors=True)
    old.rename(aside)
    try:
        new.rename(old)
    except OSError:  # a file of it is open somewhere: readers keep the old site
        aside.rename(old)
        raise
    aside.rename(new)
    return None


def _exchange_at_once(new: Path, old: Path) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    status = libc.renameat2(
        _AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(old), _RENAME_EXCHANGE
    )
    if status != 0:
        raise OSError(ctypes.get_errno(), "renameat2")
