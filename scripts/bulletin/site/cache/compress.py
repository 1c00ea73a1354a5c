"""Precompressed files beside the originals; each content is compressed once and kept."""

from __future__ import annotations

import gzip
import os
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # it ships no types

from bulletin.site.cache.sealed import SpoiltError, opened, sealed

METHODS: dict[str, Callable[[bytes], bytes]] = {
    ".br": lambda data: bytes(brotli.compress(data, quality=11, lgwin=24)),
    ".gz": lambda data: gzip.compress(data, 9, mtime=0),
}


def compressed(path: Path, cache: Path) -> None:
    """Put `.br` and `.gz` beside the file; what was kept is checked before it is used."""
    data = path.read_bytes()
    name = sha256(data).hexdigest()
    cache.mkdir(parents=True, exist_ok=True)
    for suffix, method in METHODS.items():
        path.with_name(path.name + suffix).write_bytes(_kept(cache / (name + suffix), method, data))


def _kept(kept: Path, method: Callable[[bytes], bytes], data: bytes) -> bytes:
    try:
        return opened(kept.read_bytes())
    except (OSError, SpoiltError):
        packed = method(data)
    handle, fresh = tempfile.mkstemp(dir=kept.parent, prefix=".")
    with open(handle, "wb") as file:
        file.write(sealed(packed))
    os.replace(fresh, kept)
    return packed
