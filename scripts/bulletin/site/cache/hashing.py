"""The hash of a file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

_READ_AT_ONCE = 1 << 20


def digest(path: Path) -> str:
    """SHA-256 of a file, read in parts."""
    total = sha256()
    with open(path, "rb", buffering=0) as file:
        while part := file.read(_READ_AT_ONCE):
            total.update(part)
    return total.hexdigest()


def changed(folder: Path, hashes: Mapping[str, str]) -> list[str]:
    """The files of a folder whose content is not that of their hash, or that are not there."""
    place = os.fspath(folder)
    return [name for name, value in hashes.items() if _hash_of(f"{place}/{name}") != value]


def _hash_of(path: str) -> str:
    try:
        with open(path, "rb", buffering=0) as file:
            return sha256(file.read()).hexdigest()
    except OSError:
        return ""
