"""Parts of the site that are made once and carried over: an issue, the calculators' pages.

A part is kept as a folder of finished files with what later steps must know of them: their hashes,
their links. It is put into a new site by giving its files a second
name, after a look at each that nobody has changed it meanwhile.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from bulletin.site import link_pages, links, manifest
from bulletin.site.pages import PageSpec, Part
from bulletin.site.store import Store, key, linked
from bulletin.site.views import IssueView

FILES, FACTS, IDS = "files", "facts.json", "ids.json"
Render = Callable[[PageSpec], tuple[str, str]]  # a page's file below the site's root, its HTML
Books = Callable[[IssueView, Path], None]  # writes what stands beside an issue's pages


@dataclass(frozen=True)
class Made:
    """A part that stands in the site."""

    name: str
    files: Mapping[str, str]  # hash by path below the site's root
    outward: Sequence[Sequence[str]]  # links that leave the part: page, link, path and fragment
    problems: Sequence[Sequence[str]]  # the fields of an error, for each link that is broken
    lonely: Sequence[str]  # pages and files that nothing of the part leads to
    kept: Path

    def ids(self, page: str) -> Sequence[str]:
        """The ids of one of its pages; they are read only where another part links to one."""
        found: dict[str, list[str]] = json.loads((self.kept / IDS).read_text(encoding="utf-8"))
        return found.get(page, ())


class Press:
    """Makes parts or carries them over; `shape` is the key of what shapes every page."""

    def __init__(
        self, store: Store, shape: str, render: Render, books: Books, content: Path, address: str
    ) -> None:
        self._store = store
        self._shape = shape
        self._render = render
        self._books = books
        self._content = content
        self._address = address  # of the site, where it is known

    def bring(self, part: Part, site: Path, static: Mapping[str, str]) -> Made:
        """Put a part into a site; `static` are its other files, by their path in the site."""
        state = key(self._shape, part.made_of, sorted(static))
        make = partial(self._make, part, static)
        for _ in range(2):
            kept = self._store.folder(part.name, state, make)
            with contextlib.suppress(OSError, ValueError, KeyError):
                facts = json.loads((kept / FACTS).read_text(encoding="utf-8"))
                if _put(kept / FILES, site, facts["files"]):
                    hashes = {name: file[2] for name, file in facts.pop("files").items()}
                    return Made(part.name, hashes, kept=kept, **facts)
            self._store.forget(part.name, state)  # changed by hand, or dropped by another build
        raise OSError(f"cannot keep {part.name} in the cache")

    def _make(self, part: Part, static: Mapping[str, str], folder: Path) -> None:
        files = folder / FILES
        pages: dict[str, str] = {}
        for spec in part.pages():
            name, html = self._render(spec)
            pages[name] = html
            _write(files / name, html.encode("utf-8", "surrogateescape"))
        for name, source in static.items():
            (files / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, files / name)
        hashes = {name: manifest.digest(files / name) for name in _names(files)}
        if part.issue:
            self._books(part.issue, files)
            hashes = {name: manifest.digest(files / name) for name in _names(files)}
            folder_of_issue = self._content / "issues" / part.issue.issue.id
            stated = manifest.issue(folder_of_issue, hashes)
            name = f"{part.issue.url}{manifest.FILE}"
            _write(files / name, manifest.text(stated).encode())
            hashes[name] = manifest.digest(files / name)
        found = {name: link_pages.read(html) for name, html in pages.items()}
        facts = {
            "files": {name: _stamp(files / name, value) for name, value in hashes.items()},
            **links.of_part(found, hashes, self._address),
        }
        _write(folder / FACTS, json.dumps(facts, ensure_ascii=False).encode())
        ids = {name: sorted(page.ids) for name, page in found.items()}
        _write(folder / IDS, json.dumps(ids, ensure_ascii=False).encode())


def _put(files: Path, site: Path, stamps: Mapping[str, Sequence[Any]]) -> bool:
    """Give the kept files their second name in the site; False where one is not as it was made."""
    source, target = str(files), str(site)
    ready: set[str] = set()
    for name, (size, moment, value) in stamps.items():
        path = f"{source}/{name}"
        status = os.stat(path)
        same = (status.st_size, status.st_mtime_ns) == (size, moment)
        # A cache that was copied or unpacked has other times and the same content.
        if not same and manifest.digest(Path(path)) != value:
            return False
        parent = name.rpartition("/")[0]
        if parent not in ready:
            os.makedirs(f"{target}/{parent}", exist_ok=True)
            ready.add(parent)
        linked(path, f"{target}/{name}")
    return True


def _stamp(path: Path, value: str) -> tuple[int, int, str]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns, value


def _names(files: Path) -> Iterator[str]:
    for path in sorted(files.rglob("*")):
        if path.is_file():
            yield path.relative_to(files).as_posix()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
