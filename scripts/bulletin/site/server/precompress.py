"""Brotli and gzip beside every file that shrinks by it, so that the server only has to send them.

The result depends on the content alone; what was compressed once is taken from the cache.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from bulletin.site.cache.compress import METHODS, compressed

# Packed formats (png, epub, pdf, the search's own shards) do not shrink again.
KINDS = {
    *("html", "css", "js", "mjs", "json", "xml", "svg", "txt", "csv", "webmanifest", "wasm"),
    *("bib", "ris"),
    "zip",  # the calculators' bundle is stored, not deflated
}
# Below this the header of an encoded response outweighs what it saves.
SMALLEST = 1024


def candidates(site: Path) -> Iterator[Path]:
    """The files of a site that are worth compressing and have no compressed copy yet."""
    for path in sorted(site.rglob("*")):
        kind = path.suffix.removeprefix(".")
        if kind not in KINDS or not path.is_file() or path.stat().st_size < SMALLEST:
            continue
        if any(part.startswith(".") for part in path.relative_to(site).parts):
            continue
        if not all(path.with_name(path.name + ending).is_file() for ending in METHODS):
            yield path


def precompress(site: Path, cache: Path) -> int:
    """Compress every file of a site, two at a time; how many were not compressed before."""
    found = list(candidates(site))
    # The largest first, so that none is left alone with it at the end.
    found.sort(key=lambda path: -path.stat().st_size)
    with ThreadPoolExecutor(max_workers=2) as pool:  # both methods let go of the interpreter
        list(pool.map(partial(compressed, cache=cache / "compressed"), found))
    return len(found)
