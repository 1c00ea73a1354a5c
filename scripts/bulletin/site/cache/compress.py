"""Precompressed files beside the originals; each content is compressed once and kept."""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # it ships no types

METHODS: dict[str, Callable[[bytes], bytes]] = {
    ".br": lambda data: bytes(brotli.compress(data, quality=11, lgwin=24)),
    ".gz": lambda data: gzip.compress(data, 9, mtime=0),
}


def compressed(path: Path, cache: Path) -> int:
    """Put `.br` and `.gz` beside the file; the size of the brotli one."""
    data = path.read_bytes()
    name = sha256(data).hexdigest()
    cache.mkdir(parents=True, exist_ok=True)
    for suffix, method in METHODS.items():
        kept = cache / (name + suffix)
        if not kept.is_file():
            fresh = kept.with_name(f"{kept.name}.{os.getpid()}")
            fresh.write_bytes(method(data))
            os.replace(fresh, kept)
        shutil.copyfile(kept, path.with_name(path.name + suffix))
    return path.with_name(path.name + ".br").stat().st_size
