"""Bundles: the open year, which every issue changes, and the archive of the closed ones.

A bundle is joined from its parts and kept by their names. The texts stay in the parts' folders, so
that their addresses change with their own issue alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path

from bulletin.site.search_cache import kept, program, short, write
from bulletin.site.search_columns import columns
from bulletin.site.search_index import Postings, build_shards
from bulletin.site.search_pagefind import write_pagefind
from bulletin.site.search_parts import Part, joined, joined_by_year
from bulletin.site.search_sounds import sound_shards
from bulletin.site.search_store import pack, write_packed


@dataclass(frozen=True)
class Bundle:
    """One bundle: its folder's name, how much it holds, whether the cache had it."""

    name: str
    pages: int
    shards: int
    sounds: int
    characters: str
    cached: bool = False


def split(parts: Sequence[Part]) -> tuple[list[Part], list[Part]]:
    """The parts of the open year, with the pages of no issue, and those of closed years."""
    newest = max((part.issue[:4] for part in parts), default="")
    closed = [part for part in parts if part.issue and part.issue[:4] < newest]
    return [part for part in parts if part not in closed], closed


def open_year(parts: Sequence[Part], cache: Path) -> Bundle:
    """The bundle that the next issue will change."""
    return _bundle(parts, cache, lambda: joined(parts))


def archive(parts: Sequence[Part], cache: Path) -> Bundle:
    """The bundle of closed years, joined from each year's own lists."""
    return _bundle(parts, cache, lambda: joined_by_year(parts, cache))


def _bundle(parts: Sequence[Part], cache: Path, lists: Callable[[], Postings]) -> Bundle:
    name = short([program(), *(part.name for part in parts)])
    folder = cache / f"bundle-{name}"
    cached = kept(folder, lambda target: _make(parts, lists(), name, target))
    info = json.loads((folder / "info.json").read_text(encoding="utf-8"))
    return Bundle(**{**info, "cached": cached})


def _make(parts: Sequence[Part], lists: Postings, name: str, target: Path) -> None:
    shards = build_shards(lists)
    for number, shard in enumerate(shards):
        write(target / "data" / "s" / f"{number}.bin", pack(shard))
    rows = [row for part in parts for row in part.rows]
    sounds = sound_shards(row.title for row in rows)
    for number, sound in enumerate(sounds):
        write_packed(target / "data" / "p" / f"{number}.bin", sound)
    write_packed(target / "data" / "pages.bin", columns(parts))
    single = "".join(sorted(chr(key >> 16) for key in lists.plain if _is_character(key)))
    info = Bundle(name, len(rows), len(shards), len(sounds), single)
    write(target / "info.json", json.dumps(asdict(info)).encode())


def _is_character(key: int) -> bool:
    """Whether a key is one character's, neither half of a rare one nor a number's."""
    return not key & 0xFFFF and not 0xD800 <= key >> 16 < 0xF900


def ranking(parts: Sequence[Part], engine: Path, cache: Path) -> Path:
    """The folder with Pagefind's index of all pages and the names that it gives them."""
    folder = cache / f"pagefind-{short([program(), *(part.name for part in parts)])}"

    def make(target: Path) -> None:
        pages = list(chain.from_iterable(part.pages() for part in parts))
        names = write_pagefind(pages, engine, target / "pagefind")
        write_packed(target / "pagefind.bin", names)

    kept(folder, make)
    return folder
