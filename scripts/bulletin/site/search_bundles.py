"""Bundles: the open year, which every issue changes, and the archive of the closed ones.

A bundle is cut from runs and kept by the names of its parts. The archive has a run for every few
years, so that neither a year that closes nor a word in an old issue is joined with all the others.
The texts stay in the parts' folders, so that their addresses change with their own issue alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from bulletin.site.search_cache import Stated, kept, program, short, state, stated, write
from bulletin.site.search_columns import columns
from bulletin.site.search_parts import Part, kept_run, run
from bulletin.site.search_shards import Run, shards
from bulletin.site.search_sounds import sound_shards
from bulletin.site.search_store import pack, write_packed

_YEARS = 5  # of a run


@dataclass(frozen=True)
class Bundle:
    """One bundle: its folder's name, how much it holds, whether the cache had it."""

    name: str
    pages: int
    shards: int
    sounds: int
    characters: str
    folder: Path
    cached: bool = False

    @property
    def published(self) -> Path:
        """The folder of the bundle's files."""
        return self.folder / "data"

    def stated(self) -> dict[str, Stated]:
        """What the bundle's files were when they were made, by their names."""
        return stated(self.published)


def split(parts: Sequence[Part]) -> tuple[list[Part], list[Part]]:
    """The parts of the open year, with the pages of no issue, and those of closed years."""
    newest = max((part.issue[:4] for part in parts), default="")
    current: list[Part] = []
    closed: list[Part] = []
    for part in parts:
        (closed if part.issue and part.issue[:4] < newest else current).append(part)
    return current, closed


def open_year(parts: Sequence[Part], cache: Path) -> Bundle:
    """The bundle that the next issue will change."""
    return _bundle(parts, cache, lambda: [run(parts)])


def archive(parts: Sequence[Part], cache: Path) -> Bundle:
    """The bundle of closed years."""
    spans = [list(group) for _, group in groupby(parts, _span)]
    return _bundle(parts, cache, lambda: [kept_run(span, cache) for span in spans])


def _span(part: Part) -> int:
    return int(part.issue[:4]) // _YEARS


def _bundle(parts: Sequence[Part], cache: Path, runs: Callable[[], Sequence[Run]]) -> Bundle:
    name = short([program(), *(part.name for part in parts)])
    folder = cache / f"bundle-{name}"
    cached = kept(folder, lambda target: _make(parts, runs(), name, target))
    info = json.loads((folder / "info.json").read_text(encoding="utf-8"))
    return Bundle(**info, folder=folder, cached=cached)


def _make(parts: Sequence[Part], runs: Sequence[Run], name: str, target: Path) -> None:
    count = 0
    for count, shard in enumerate(shards(runs), 1):
        write(target / "data" / "s" / f"{count - 1}.bin", pack(shard))
    rows = [row for part in parts for row in part.rows]
    sounds = sound_shards(row.title for row in rows)
    for number, sound in enumerate(sounds):
        write_packed(target / "data" / "p" / f"{number}.bin", sound)
    write_packed(target / "data" / "pages.bin", columns(parts))
    characters = "".join(sorted({char for run in runs for char in run.characters}))
    state(target / "data")
    info = {"name": name, "pages": len(rows), "shards": count, "sounds": len(sounds)}
    write(target / "info.json", json.dumps({**info, "characters": characters}).encode())
