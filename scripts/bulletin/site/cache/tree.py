"""The folder that the site is built in: the site before the last one, brought up to date.

Making and removing the five thousand folders of an archive costs more than all else that an edit
asks for. What stands there already with the size and the time of the file that is wanted is that
file, under a second name; all else is removed, and what is wanted put in its place. So it does not
matter what stands there at first: a killed build's half, an older site, somebody's own files.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Mapping, Set
from pathlib import Path

Stamp = tuple[int, int]  # bytes, and nanoseconds of the last change


class Tree:
    """A folder, and what is wanted of it."""

    def __init__(self, folder: Path, without: str = "") -> None:
        """Look at a folder; one below it may be left out, as another's affair."""
        self._folder = str(folder)
        self._without = without
        self._found: dict[str, Stamp] = {}
        self._idle: set[str] = set()  # folders without a file
        self._walk("")
        self._stays: set[str] = set()
        self._comes: dict[str, str] = {}  # wanted file to the one that gets it as a second name
        self._moves: dict[str, str] = {}

    def holds(self, files: Mapping[str, Stamp]) -> bool:
        """Whether all of these files stand here as they were made; then they stay."""
        if not all(self._found.get(name) == stamp for name, stamp in files.items()):
            return False
        self._stays.update(files)
        return True

    def names(self) -> Set[str]:
        """The files that stood here at first, and once it is settled those that stand here now."""
        return self._found.keys()

    def put(self, sources: Mapping[str, str]) -> None:
        """Want files here, each as a second name of another file."""
        self._comes.update(sources)

    def have(self, folder: Path, place: str) -> None:
        """Want all files of a kept folder at a place here."""
        kept = Tree(folder)
        for name, stamp in kept._found.items():
            if not self.holds({f"{place}{name}": stamp}):
                self._comes[f"{place}{name}"] = f"{folder}/{name}"

    def take(self, source: Path) -> Set[str]:
        """Want all files of another folder here, and none left there; which they are."""
        names = Tree(source).names()
        self._moves.update((name, f"{source}/{name}") for name in names)
        return names

    def settle(self) -> None:
        """Remove what nobody wants, put what is wanted in its place."""
        gone = self._found.keys() - self._stays
        for name in gone:
            os.unlink(f"{self._folder}/{name}")
        for folder in sorted(_above(gone) | _above(self._idle) | self._idle, key=_depth):
            with contextlib.suppress(OSError):  # it holds something else
                os.rmdir(f"{self._folder}/{folder}")
        for folder in sorted(_above(self._comes) | _above(self._moves), key=_depth, reverse=True):
            with contextlib.suppress(FileExistsError):
                os.mkdir(f"{self._folder}/{folder}")
        for name, source in self._comes.items():
            linked(source, f"{self._folder}/{name}")
        for name, source in self._moves.items():
            os.replace(source, f"{self._folder}/{name}")
        self._found = dict.fromkeys([*self._stays, *self._comes, *self._moves], (0, 0))

    def _walk(self, prefix: str) -> None:
        idle = True
        with os.scandir(f"{self._folder}/{prefix}") as entries:
            for entry in entries:
                idle = False
                name = prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    if name != self._without:
                        self._walk(f"{name}/")
                else:
                    found = entry.stat(follow_symlinks=False)
                    self._found[name] = (found.st_size, found.st_mtime_ns)
        if idle and prefix:
            self._idle.add(prefix[:-1])


def linked(source: str, target: str) -> None:
    """A second name for a file where the disk can, else a copy with the time of the first."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _above(names: Iterable[str]) -> set[str]:
    """All folders above some files."""
    found: set[str] = set()
    for name in names:
        parent = name.rpartition("/")[0]
        while parent and parent not in found:
            found.add(parent)
            parent = parent.rpartition("/")[0]
    return found


def _depth(folder: str) -> int:
    """Deepest first."""
    return -folder.count("/")
