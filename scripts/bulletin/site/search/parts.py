"""The parts of the index: one for each issue, and one for the pages of none.

A part depends on its own pages alone and is kept by their content, so that an issue that has not
changed is neither read nor indexed again. Bundles are joined from parts.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from bulletin.site.search.cache import (
    Stated,
    dump,
    kept,
    load,
    note,
    noted,
    program,
    short,
    state,
    stated,
)
from bulletin.site.search.folding import fold
from bulletin.site.search.index import Postings, index, join
from bulletin.site.search.packing import text_of, write_packed
from bulletin.site.search.pages import digest_of, read_page
from bulletin.site.search.shards import Run, run_of

Source = tuple[str, Path]  # address and file of a built page


@dataclass(frozen=True)
class Row:
    """What is known of a page without its text."""

    url: str
    title: str
    length: int  # folded characters, in hundreds
    facts: dict[str, str]


@dataclass(frozen=True)
class Part:
    """The pages of one issue, or of none; `folder` holds their texts and lists."""

    issue: str
    rows: tuple[Row, ...]
    folder: Path
    cached: bool

    @property
    def name(self) -> str:
        """Another name for another content."""
        return self.folder.name.removeprefix("part-")

    @property
    def published(self) -> Path:
        """The folder of the pages' packed texts, named by their places."""
        return self.folder / "t"

    def stated(self) -> dict[str, Stated]:
        """What the packed texts were when they were made, by their names."""
        return stated(self.published)

    def postings(self) -> Postings:
        """The lists of its pages."""
        return Postings(*load(self.folder / "lists.bin"))


def issue_of(url: str) -> str:
    """The issue that an address belongs to; empty for the others."""
    return url.split("/")[1] if url.startswith("issues/") else ""


def read_parts(
    sources: Sequence[Source], cache: Path, known: Mapping[str, str] | None = None
) -> list[Part]:
    """The parts of a site in the order of its pages.

    `known` hashes of files, by their path in the site, spare reading them.
    """
    groups = groupby(sources, lambda source: issue_of(source[0]))
    parts = [_part(issue, list(group), cache, known or {}) for issue, group in groups]
    return [part for part in parts if part.rows]


def _part(issue: str, sources: Sequence[Source], cache: Path, known: Mapping[str, str]) -> Part:
    """A part known by the bytes of its pages, or at least by what the search sees of them."""
    digests = (
        f"{url} {known.get(f'{url}index.html') or _digest(path.read_bytes())}"
        for url, path in sources
    )
    seen = cache / "seen" / short([program(), *digests])
    folder = cache / noted(seen)
    cached = folder != cache and folder.is_dir()
    if not cached:
        html = [(url, path.read_text(encoding="utf-8")) for url, path in sources]
        folder = cache / f"part-{short([program(), *(f'{u} {digest_of(h)}' for u, h in html)])}"
        cached = kept(folder, lambda target: _make(html, target))
        note(seen, folder.name)
    for path in (seen, folder):  # in use, so not to be forgotten
        os.utime(path)
    rows = tuple(Row(*row) for row in load(folder / "rows.bin"))
    return Part(issue, rows, folder, cached)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _make(html: Sequence[tuple[str, str]], target: Path) -> None:
    pages = [page for url, text in html if (page := read_page(url, text))]
    for number, page in enumerate(pages):
        write_packed(target / "t" / f"{number}.bin", text_of(page))
    rows = [(p.url, p.title, len(fold(p.text)) // 100, dict(p.facts)) for p in pages]
    (target / "t").mkdir(exist_ok=True)  # also where no page can be found
    state(target / "t")
    dump(target / "rows.bin", rows)
    dump(target / "lists.bin", tuple(index(pages)))


def run(parts: Sequence[Part]) -> Run:
    """The lists of successive parts, ready to be cut."""
    return run_of(_pages(parts), _joined(parts))


def kept_run(parts: Sequence[Part], cache: Path) -> Run:
    """The same, which is kept, joined from years that are kept as well."""
    folder = cache / f"run-{_named(parts)}"
    years = [list(group) for _, group in groupby(parts, lambda part: part.issue[:4])]

    def make(target: Path) -> None:
        lists = join([(_pages(year), _year(year, cache)) for year in years])
        dump(target / "run.bin", tuple(run_of(_pages(parts), lists)))

    kept(folder, make)
    return Run(*load(folder / "run.bin"))


def _pages(parts: Sequence[Part]) -> int:
    return sum(len(part.rows) for part in parts)


def _named(parts: Sequence[Part]) -> str:
    return short([program(), *(part.name for part in parts)])


def _joined(parts: Sequence[Part]) -> Postings:
    return join([(len(part.rows), part.postings()) for part in parts])


def _year(parts: Sequence[Part], cache: Path) -> Postings:
    """The lists of a year, which are joined once and kept."""
    folder = cache / f"year-{_named(parts)}"
    kept(folder, lambda target: dump(target / "lists.bin", tuple(_joined(parts))))
    return Postings(*load(folder / "lists.bin"))
