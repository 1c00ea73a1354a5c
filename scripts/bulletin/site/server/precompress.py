"""Brotli and gzip beside every file that shrinks by it, so that the server only has to send them.

The result depends on the content alone; what was compressed once is taken from the cache.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bulletin.site.cache.compress import METHODS, compressed

# Packed formats (png, epub, pdf, the search's own shards) do not shrink again.
KINDS = {
    *("html", "css", "js", "mjs", "json", "xml", "svg", "txt", "csv", "webmanifest", "wasm"),
    *("bib", "ris"),
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
    """Compress every file of a site; how many were not compressed before."""
    done = 0
    for path in candidates(site):
        compressed(path, cache / "compressed")
        done += 1
    return done
