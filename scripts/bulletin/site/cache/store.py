"""What one build keeps for the next: values and folders, each under a key that says what made it.

A key is made of everything that shapes a value, so a value that is found is the value that would
be made; its own hash says whether it is still that value. The folder may be deleted at any time;
builds that share it do not disturb each other, since things are made beside their place and renamed
into it.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import shutil
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from bulletin.site.cache.sealed import SpoiltError, opened, sealed

T = TypeVar("T")
BOOK = "book"  # entries of a book have keys of their own
KEPT_SECONDS = 3600  # what a build of the last hour used is kept, beside what is used now


def key(*parts: object) -> str:
    """A short name for some data: equal data give equal names on every machine."""
    return sha256("\0".join(map(_written, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _written(part: object) -> str:
    return part if isinstance(part, str) else repr(part)


class Store:
    """Values and folders by name and key; without a folder they last as long as the object."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._memory: dict[tuple[str, str], Any] = {}
        self.made: list[str] = []  # names of what this build had to make

    def value(self, name: str, key: str, make: Callable[[], T]) -> T:
        """The value kept under a name and key, else a new one that is kept from now on."""
        found: T | None = self.get(name, key)
        if found is None:
            found = make()
            self.put(name, key, found)
        return found

    def get(self, name: str, key: str) -> Any:
        """A kept value; None where there is none or where it cannot be read."""
        if self._folder is None:
            return self._memory.get((name, key))
        try:
            with open(self._file(name, key), "rb") as file:
                return pickle.loads(opened(file.read()))
        except (OSError, SpoiltError):
            return None
        except Exception:  # whole, but of classes that another version had
            return None

    def put(self, name: str, key: str, value: Any) -> None:
        """Keep a value, and drop others of its name that are out of use."""
        self.made.append(name)
        if self._folder is None:
            self._memory[name, key] = value
            return
        path = self._file(name, key)
        place, used = os.path.split(path)
        os.makedirs(place, exist_ok=True)
        handle, fresh = tempfile.mkstemp(dir=place, prefix=".")
        with open(handle, "wb") as file:
            file.write(sealed(pickle.dumps(value, protocol=5)))
        os.replace(fresh, path)
        _drop(place, used, (f"{os.path.basename(name)}.", "."))

    def folder(self, name: str, key: str, make: Callable[[Path], None]) -> Path:
        """The folder kept under a name and key; `make` fills a new one."""
        assert self._folder is not None
        place = self._place(name)
        kept = place / key
        if not kept.is_dir():
            self.made.append(name)
            place.mkdir(parents=True, exist_ok=True)
            fresh = Path(tempfile.mkdtemp(dir=place, prefix="."))
            try:
                make(fresh)
                with contextlib.suppress(OSError):  # another build was first: both are the same
                    fresh.rename(kept)
            finally:
                shutil.rmtree(fresh, ignore_errors=True)
            _drop(place, key)
        return kept

    def forget(self, name: str, key: str) -> None:
        """Drop a folder that is not as it was made."""
        shutil.rmtree(self._place(name) / key, ignore_errors=True)

    def _file(self, name: str, key: str) -> str:
        """The file of a value, which has no folder of its own: that would take longer to make."""
        return f"{self._folder}/{name}.{key}.value"

    def _place(self, name: str) -> Path:
        assert self._folder is not None
        return self._folder / name


class Book:
    """Many small values in one file, each with the key of what made it.

    Entries that a build does not ask for are gone from the next edition. What would shape all of
    them, such as the program, is the `key` of the book itself.
    """

    def __init__(self, store: Store, name: str, key: str = BOOK) -> None:
        self._store = store
        self._name = name
        self._key = key
        self._known: dict[str, tuple[str, Any]] = store.get(name, key) or {}
        self._asked: dict[str, tuple[str, Any]] = {}

    def value(self, entry: str, key: str, make: Callable[[], T]) -> T:
        """The value of an entry that was made under the same key, else a new one."""
        known = self._known.get(entry)
        found = known if known and known[0] == key else (key, make())
        self._asked[entry] = found
        value: T = found[1]
        return value

    def keep(self) -> None:
        """Write the book where it has changed."""
        if self._asked != self._known:
            self._store.put(self._name, self._key, self._asked)


def _drop(place: str | Path, used: str, of: tuple[str, ...] = ("",)) -> None:
    """Remove what nobody has used for an hour; a preview makes a new one with every change.

    `of` is how the names of those begin that may go.
    """
    oldest = time.time() - KEPT_SECONDS
    for entry in os.scandir(place):
        if entry.name.startswith(used) or not entry.name.startswith(of):
            continue
        # Another build may rename or remove an entry between any two of these calls.
        with contextlib.suppress(FileNotFoundError):
            if entry.stat().st_mtime >= oldest:
                continue
            if entry.is_dir():
                shutil.rmtree(entry.path, ignore_errors=True)
            else:
                with contextlib.suppress(OSError):
                    os.unlink(entry.path)
