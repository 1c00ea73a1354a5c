"""Parts of the site that are made once and carried over: an issue, a list, the calculators' pages.

A part is kept as a folder of finished files with what later steps must know of them: their hashes,
their links. Its files get a second name in a new site unless they stand there already, after a look
at each that nobody has changed it meanwhile.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from bulletin.site.build import manifest
from bulletin.site.cache.hashing import digest
from bulletin.site.cache.sealed import SpoiltError, opened, sealed
from bulletin.site.cache.store import Store, key
from bulletin.site.cache.tree import Tree
from bulletin.site.content.views import IssueView
from bulletin.site.links import page_links, survey
from bulletin.site.pages.specs import PageSpec, Part

FACTS, LINKS, IDS = "facts.json", "links.json", "ids.json"
_BINARY = getattr(os, "O_BINARY", 0)  # Windows would turn the ends of lines
Stated = tuple[int, int, str]  # bytes, nanoseconds of the last change, hash
Render = Callable[[PageSpec], tuple[str, str]]  # a page's file below the site's root, its HTML
Static = Callable[[str], Mapping[str, Path]]  # other files of an issue, by their path in the site
Books = Callable[[IssueView], Mapping[str, bytes]]  # what stands beside an issue's pages


@dataclass(frozen=True)
class Made:
    """A part that stands in the site."""

    name: str
    files: Mapping[str, str]  # hash by path below the site's root
    kept: Path

    def whole(self) -> bool:
        """Whether what later steps read of it is what was kept."""
        try:
            for name in (LINKS, IDS):
                opened((self.kept / name).read_bytes())
        except (OSError, SpoiltError):
            return False
        return True

    def links(self) -> survey.Followed:
        """What became of its links; read when asked for, since all parts together say much."""
        found: survey.Followed = _read(self.kept / LINKS)
        return found

    def ids(self, page: str) -> Sequence[str]:
        """The ids of one of its pages; they are read only where another part links to one."""
        return _ids(self.kept).get(page, ())


class Press:
    """Makes parts or carries them over; `shape` is the key of what shapes every page."""

    def __init__(
        self,
        store: Store,
        shape: str,
        render: Render,
        static: Static,
        books: Books,
        content: Path,
        address: str,
    ) -> None:
        self._store = store
        self._shape = shape
        self._render = render
        self._static = static
        self._books = books
        self._content = content
        self._address = address  # of the site, where it is known

    def bring(self, part: Part, tree: Tree) -> Made:
        """Want a part in a site."""
        state = key(self._shape, part.made_of)
        make = partial(self._make, part)
        for _ in range(2):
            kept = self._store.folder(part.name, state, make)
            with contextlib.suppress(OSError, ValueError, KeyError, SpoiltError):
                files = _read(kept / FACTS)
                stamps = {name: (size, moment) for name, (size, moment, _) in files.items()}
                if not tree.holds(stamps):
                    sources = {n: f"{kept}/{at}" for at, n in enumerate(files)}
                    if not all(_intact(sources[name], files[name]) for name in files):
                        raise ValueError(f"{part.name} is not as it was made")
                    tree.put(sources)
                return Made(part.name, {n: f[2] for n, f in files.items()}, kept)
            self._store.forget(part.name, state)  # changed by hand, or dropped by another build
        raise OSError(f"cannot keep {part.name} in the cache")

    def forget(self, made: Made, place: Path) -> None:
        """Drop a part whose files in the site are not as they were made."""
        shutil.rmtree(made.kept, ignore_errors=True)
        for name in made.files:
            with contextlib.suppress(OSError):
                os.unlink(place / name)

    def _make(self, part: Part, folder: Path) -> None:
        pages = dict(map(self._render, part.pages()))
        filler = _Filler(folder)
        for name, html in pages.items():
            filler.write(name, html.encode("utf-8", "surrogateescape"))
        for name, data in part.files():
            filler.write(name, data)
            if name.endswith(".html"):
                pages[name] = text(data)
        if part.issue:
            for name, source in self._static(part.name).items():
                filler.write(name, source.read_bytes())
            view = part.issue()
            for name, data in sorted(self._books(view).items()):
                filler.write(name, data)
            hashes = {name: value for name, (_, _, value) in filler.files.items()}
            stated = manifest.issue(self._content / "issues" / view.issue.id, hashes)
            filler.write(f"{view.url}{manifest.FILE}", manifest.text(stated).encode())
        found = {name: page_links.read(html) for name, html in pages.items()}
        _write(folder / LINKS, survey.of_part(found, filler.files, self._address))
        _write(folder / IDS, {name: sorted(page.ids) for name, page in found.items()})
        _write(folder / FACTS, filler.files)


class _Filler:
    """Fills a kept folder. Its files are numbered: to make a folder for each page, as in the site,
    takes longer than to write the page."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.files: dict[str, Stated] = {}  # by path below the site's root, in the order of numbers

    def write(self, name: str, data: bytes) -> None:
        """Keep a file of the site."""
        status = _filled(f"{self._folder}/{len(self.files)}", data)
        self.files[name] = (status.st_size, status.st_mtime_ns, sha256(data).hexdigest())


def _filled(path: str, data: bytes) -> os.stat_result:
    """Write a new file; a disk that is nearly full takes a part of it before it refuses."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    try:
        while data:
            data = data[os.write(file, data) :]
    finally:
        os.close(file)
    return os.stat(path)


def _intact(path: str, stated: Stated) -> bool:
    """Whether a kept file is as it was made."""
    size, moment, value = stated
    status = os.stat(path)
    if (status.st_size, status.st_mtime_ns) != (size, moment):
        # A cache that was copied or unpacked has other times and the same content.
        if digest(Path(path)) != value:
            return False
        os.utime(path, ns=(moment, moment))
    return True


@lru_cache(maxsize=8)  # a comparison leads to the same few regulations again and again
def _ids(kept: Path) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = _read(kept / IDS)
    return found


def text(data: bytes) -> str:
    """A page as the check of links reads it."""
    return data.decode("utf-8", "surrogateescape")


def _read(path: Path) -> Any:
    return json.loads(opened(path.read_bytes()))


def _write(path: Path, data: Any) -> None:
    _filled(str(path), sealed(json.dumps(data, ensure_ascii=False).encode()))
