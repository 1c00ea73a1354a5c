"""Bundles: the open year, which every issue changes, and the archive of the closed ones.

A bundle is cut from runs and kept by the names of its parts. The archive has a run for every few
years, so that neither a year that closes nor a word in an old issue is joined with all the others.
The texts stay in the parts' folders, so that their addresses change with their own issue alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from bulletin.site.search.cache import (
    Stated,
    dump,
    kept,
    load,
    program,
    short,
    state,
    stated,
    write,
)
from bulletin.site.search.folding import fold
from bulletin.site.search.packing import pack, write_packed
from bulletin.site.search.parts import Part, Row, kept_run, run
from bulletin.site.search.shards import Run, shards
from bulletin.site.search.sounds import sound_shards

COLUMNS = ("section", "kind", "region")
_START = date(2000, 1, 1)


def columns(parts: Sequence[Part]) -> dict[str, Any]:
    """The columns of the pages of some parts."""
    rows = [row for part in parts for row in part.rows]
    return {
        "parts": [_part(part) for part in parts],
        "day": [_day(row) - _first(part) for part in parts for row in part.rows],
        "length": [row.length for row in rows],
        "title": [len(fold(row.title)) for row in rows],
        "force": {
            str(number): [row.facts.get("effective", ""), row.facts.get("expires", "")]
            for number, row in enumerate(rows)
            if "effective" in row.facts
        },
        **{name: _column([row.facts.get(name, "") for row in rows]) for name in COLUMNS},
    }


def _part(part: Part) -> list[Any]:
    """Issue, days since 2000 of its month, folder of the texts, common address, its pages."""
    common = f"issues/{part.issue}/" if part.issue else ""
    pages = [row.url.removeprefix(common) for row in part.rows]
    return [part.issue, _first(part), part.name, common, pages]


def _first(part: Part) -> int:
    return _days(f"{part.issue[:7]}-01") if part.issue else 0


def _day(row: Row) -> int:
    """Days since 2000, of the page's own date or else of its issue's month; -1 without both."""
    issue = row.facts.get("issue", "")
    text = row.facts.get("date") or (f"{issue[:7]}-01" if issue else "")
    return _days(text) if text else -1


def _days(text: str) -> int:
    return (date.fromisoformat(text) - _START).days


def _column(values: list[str]) -> dict[str, Any]:
    known = sorted(set(values))
    places = {value: place for place, value in enumerate(known)}
    return {"values": known, "of": [places[value] for value in values]}


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
    return Bundle(**load(folder / "info.bin"), folder=folder, cached=cached)


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
    dump(target / "info.bin", {**info, "characters": characters})
